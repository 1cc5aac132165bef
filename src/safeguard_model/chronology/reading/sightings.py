"""The reader of the columns "Child seen?" and "Seen alone?": yes, no, alone, with others, or names of those seen."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from safeguard_model.chronology.reading import sighting_words as _words
from safeguard_model.chronology.reading.heading_grammar import plain
from safeguard_model.chronology.reading.seen_answers import Sighting

__all__ = ["Sighting", "in_one_cell", "sighting"]

_LONGEST: Final = 600
_BETWEEN: Final = " \t\n,.:;–—-()[]/"
_LEADING: Final = re.compile(r"(?:(?P<yes>yes|[✓✔☒☑])|(?P<no>no)|(?P<y>y)|(?P<n>n))(?![^\W_])", re.IGNORECASE)
_LEADING_SILENT: Final = re.compile(
    r"(?:n/?a|n/?k|not (?:applicable|recorded|known|stated|documented))(?!\w)", re.IGNORECASE
)
_BOX_FIRST: Final = re.compile(r"(?P<box>[☐☒☑✓✔]) ?(?P<word>\w+)")
_WORD_FIRST: Final = re.compile(r"(?P<word>\w+) ?(?P<box>[☐☒☑✓✔])")
_DATE: Final = re.compile(r"\d[/.]\d")
_TIMES: Final = re.compile(r"(?:x ?(?P<after>\d)|(?P<before>\d) ?x)\b", re.IGNORECASE)
_TICKS: Final = ("☒", "☑", "✓", "✔")
_MARKS: Final = ("☐", *_TICKS)
_ALONE: Final = re.compile(
    r"\b(?:alone|1 1|one to one|on (?:his |her |their )?own|by (?:him|her)self|in private|privately)\b"
)
_NOT_ALONE: Final = re.compile(
    r"\b(?:not|(?:unable|refused|declined|not possible|not able|did not want|didn t want|reluctant) to"
    r"|could not|couldn t|never) "
    r"(?:be |been |see |speak |seen |spoken |to |with |him |her |them |child |the ){0,4}"
    r"(?:alone|on (?:his |her |their )?own|1 1)\b"
)
_NOT_SPOKEN: Final = re.compile(r"\bnot (?:been )?(?:spoken|speak|undressed|examined|weighed)\b")
_FAMILY: Final = "|".join(sorted(_words.FAMILY, key=len, reverse=True))
_WITH: Final = re.compile(
    rf"\b(?:with|accompanied by|in (?:the )?presence of)(?: (?!from|by|of|to|about)\w+){{0,3}} (?:{_FAMILY})\b"
    rf"|\b(?:on|in) (?:\w+ )?(?:{_FAMILY})(?: s)? (?:lap|knee|arms|hip|chest)\b"
    rf"|\b(?:held|carried|cuddled|fed|breastfed) by (?:\w+ )?(?:{_FAMILY})\b"
    r"|\b(?:in a group|(?:group|family) (?:session|work|activity))\b"
)
_WITH_ANYBODY: Final = re.compile(rf"\bwith (?:\w+ ){{0,3}}(?:{'|'.join(sorted(_words.COMPANY))})\b")
"""What only the column "seen alone?" is read by: with a teacher or an interpreter, a child is not alone."""
_PRESENT: Final = re.compile(
    rf"\b(?:{_FAMILY}) (?:was |were |also |stayed |remained )?(?:present|in (?:the )?room|there|throughout"
    r"|(?:would not|wouldn t|refused to|did not|didn t|declined to) leave|insisted on (?:staying|being present)"
    r"|(?:stayed|remained|sat) (?:with|throughout|close|next to|beside|in on|in the room))\b"
)
_UNTIL: Final = re.compile(
    rf"\b(?:before|until|till) (?:\w+ )?(?:{_FAMILY}) (?:came|arrived|returned|joined|got|walked)\b"
)
_NO_WORRY: Final = re.compile(
    r"\bno (?:\w+ )?(?:concerns?|worries|issues?|injur(?:y|ies)|marks?|bruis(?:es|ing)|signs?|changes?|problems?)\b"
)
_SHUT_OUT: Final = re.compile(
    rf"(?:{_FAMILY})(?: and (?:{_FAMILY}))? "
    r"(?:(?:would not|wouldn t|refused to|did not|didn t|declined to) "
    r"(?:let \w+ in|let \w+ see (?:the )?(?:child|baby|children|him|her|them)"
    r"|open (?:the )?door|answer(?: the)?(?: door)?)"
    r"|(?:refused|denied|declined) (?:access|entry|(?:the )?visit)|cancelled(?: (?:the )?(?:visit|appointment))?)"
    r"|family (?:was |were |all )?(?:out|away|not in|not home|not at home|on holiday)"
)
_ONE_TO_ONE: Final = re.compile(r"(?:1 ?[:-] ?1|1 to 1|one[ -]to[ -]one)(?!\w)", re.IGNORECASE)
_WHOM: Final = r"(?: (?:him|her|them|(?:the )?(?:child|children|baby|yp|young person|pupil)))?"
_MET_ALONE: Final = re.compile(
    rf"(?:{'|'.join(sorted(_words.MET))})(?: to| with)?{_WHOM} "
    r"(?:alone|1 1|on (?:his |her |their )?own|in private|privately)\b"
)
_WITH_CHILD: Final = re.compile(
    r"\bwith (?:him|her|them|(?:the )?(?:child|children|baby|yp|young person|pupil|sw|hv|worker|social worker))\b"
)
"""After "1:1", that it was with the child or with a worker, and not with somebody by name."""
_NOT_SEEN_LAST: Final = re.compile(
    r"(?P<before>.*?\w)\s*(?:[,;:.(\n–—-]|\bbut\b)\s*(?P<child>(?:the )?(?:child|children|baby|infant|pupil|patient|yp"
    r"|young person|he|she|they) )?(?:was |were |has )?not (?:been )?(?:seen|sighted)[\s.)]*",
    re.IGNORECASE | re.DOTALL,
)
_PAIR: Final = re.compile(
    r"(?P<first>\w+) ?(?P<between>[/.,;\n&+-]| and |\s) ?(?P<second>\w+(?: \w+)?)\.?", re.IGNORECASE
)
_DOING: Final = re.compile(r"[a-z]{2,}ing\b")
_WHOLE: Final = _words.YES | _words.NO | _words.SILENT - {""}
_NOT_AVAILABLE: Final = re.compile(r"\bn/([akr])\b", re.IGNORECASE)
_FAMILY_SEEN: Final = re.compile(rf"\b(?:only )?(?:{_FAMILY})(?: and (?:{_FAMILY}))*(?: only)? (?:was |were )?seen\b")
_BY_OTHERS: Final = re.compile(
    rf"\bby (?:the |a |his |her |their )?(?:{_FAMILY}|neighbours?|friends?|public|passers?)\b"
)
_WITH_SIGN: Final = re.compile(r"\bw/", re.IGNORECASE)
_SOME_OF: Final = re.compile(r"\d+ (?:of|out of|child|boy|girl)")
_NO_REMARKS: Final = frozenset({"and", "a", "both", "all"})
"""First words of remarks that may as well follow an initial: "N and E"."""
_AUXILIARY: Final = frozenset({"was", "were", "is", "are", "has", "have", "been"})


class _Answer(NamedTuple):
    """What one cell says."""

    word: str
    """``silent``, ``yes``, ``no``, ``alone``, ``others`` (not alone); empty if it is not clear."""
    who: str = ""
    is_more: bool = False
    number: int | None = None
    times: int | None = None


_UNCLEAR: Final = _Answer("")


def sighting(seen: str, alone: str) -> Sighting | None:
    """Return what the two cells say together; None if that is not clear or they contradict each other.

    >>> sighting("Yes", "No").field, sighting("Y – Toby", "").who
    ('seen_with_others', 'Toby')
    >>> sighting("Seen asleep", "").field, sighting("No - not at home", "").field
    ('seen', 'not_seen')
    >>> sighting("", "No") is None
    True
    """
    if "?" in seen or "?" in alone:
        return None
    said, privately = _answer(seen), _answer(alone)
    beside = _words_of(alone)
    is_met = not _has(beside.split(), _words.REMOTE | _words.OTHER_TIMES)
    if privately.word in {"", "name", "no"} and is_met and (_is_with(beside) or _WITH_ANYBODY.search(beside)):
        privately = _Answer("others", is_more=True)
    elif privately.word == "yes" and "with" in beside.split():
        privately = _UNCLEAR
    is_away = beside.endswith("not seen") or (privately.word == "no" and _beginning(beside, _words.NOT_THERE))
    if said.word == "silent" and is_away:
        privately, said = _answer(""), _Answer("no", is_more=True)
    if privately.who:
        # A name in the second column says who was alone, but only if the first says nothing else.
        is_alone = said.word == "silent" and privately.word in {"yes", "name"}
        return Sighting("seen_alone", privately.who) if is_alone else None
    field = _field(said.word, privately.word)
    if field is None:
        return None
    return Sighting(field, said.who, said.is_more or privately.is_more, said.number, said.times)


def in_one_cell(cell: str, *, are_pairs: bool = False) -> tuple[str, str]:
    """Return the two answers in a cell of the one column "child seen / seen alone", or a "?" if they are not clear.

    "Y/N" may be the choice that a form leaves to its writer; `are_pairs` says that in this column it is two answers.

    >>> in_one_cell("Y / Y"), in_one_cell("Yes, alone"), in_one_cell("No"), in_one_cell("Y/N")
    (('Y', 'Y'), ('Yes, alone', ''), ('?', ''), ('?', ''))
    >>> in_one_cell("Yes. No."), in_one_cell("Y/N", are_pairs=True)
    (('Yes', 'No'), ('Y', 'N'))
    """
    text = cell.strip()
    pair = _PAIR.fullmatch(_NOT_AVAILABLE.sub(r"n\1", text))
    if pair and plain(pair["first"]) in _WHOLE and plain(pair["second"]) in _WHOLE:
        is_choice = (plain(pair["first"]), plain(pair["second"])) in {("y", "n"), ("yes", "no")}
        is_clear = are_pairs or not is_choice or pair["between"] in ".,;\n"
        return (pair["first"], pair["second"]) if is_clear else ("?", "")
    if plain(text) in _words.NO - {"not seen", "unseen", "no not seen"}:
        return "?", ""
    first, stroke, second = (part.strip() for part in text.partition("/"))
    return (first, second) if stroke and _answer(text).word != "silent" else (text, "")


def _field(said: str, privately: str) -> str | None:
    """Return the field that two answers give together; None if they contradict each other or are not clear."""
    is_alone = {"silent": None, "yes": True, "alone": True, "no": False, "others": False}
    if privately not in is_alone:
        return None
    alone = is_alone[privately]
    if said == "silent":
        return "seen_with_others" if privately == "others" else {None: "", True: "seen_alone"}.get(alone)
    if said == "no":
        return None if alone else "not_seen"
    if said == "alone":
        return None if alone is False else "seen_alone"
    if said == "others":
        return None if alone else "seen_with_others"
    if said in {"yes", "name"}:
        return {None: "seen", True: "seen_alone", False: "seen_with_others"}[alone]
    return None


# A cell is read from its beginning: whole answers first, then an answer with more after it. A yes or a no at the
# beginning decides, unless what follows takes it back or puts it in doubt: "Yes, according to mother", "No - seen at
# school". Such a cell has no answer, since a sighting that did not happen would hide a gap in contact. What follows is
# a remark if its first word is one of remarks; otherwise it may be a name, and the caller looks it up.
def _answer(cell: str) -> _Answer:
    text = _WITH_SIGN.sub("with", cell.strip())
    words = plain(text) or text
    if text in _words.FLAGS:
        return _Answer(_words.FLAGS[text])
    for word, whole in (("silent", _words.SILENT), ("yes", _words.YES), ("no", _words.NO), ("alone", _words.ALONE)):
        if words in whole:
            return _Answer(word)
    if len(text) > _LONGEST:
        return _UNCLEAR
    if "☐" in text:
        return _ticked(text)
    silent = _LEADING_SILENT.match(text)
    if silent:
        return _UNCLEAR if "seen" in words.split() else _Answer("silent", is_more=True)
    return _phrase(text, words) or _not_seen_last(text) or _yes_or_no(text) or _names(text, words)


def _words_of(cell: str) -> str:
    return plain(_WITH_SIGN.sub("with", cell))


def _ticked(text: str) -> _Answer:
    """Return the answer of a cell with boxes, each before its word or each after it, of which one is ticked."""
    boxes = _BOX_FIRST if text[0] in _MARKS else _WORD_FIRST
    marked = [match["word"] for match in boxes.finditer(text) if match["box"] in _TICKS]
    return _answer(marked[0]) if len(marked) == 1 else _UNCLEAR


def _phrase(text: str, words: str) -> _Answer | None:
    """Return the answer of a cell that begins with words such as "seen", "child not seen", "no reply"; else None."""
    tokens = words.split()
    number = _words.MANY.get(words)
    many = next((many for many in sorted(_words.MANY, key=len, reverse=True) if f"{words} ".startswith(f"{many} ")), "")
    if many:
        number = _words.MANY[many]
        tokens = tokens[len(many.split()) :]
    is_neither = many in _words.NONE
    while tokens and tokens[0] in _words.CHILD:
        tokens = tokens[1:]
    said = " ".join(tokens)
    if not said:
        word = "no" if is_neither else "yes"
        return _Answer(word, number=number) if many and words != "none" else None
    beginning = _beginning(said, _words.NOT_THERE)
    if beginning and not many:
        rest = said.removeprefix(beginning).split()
        is_of_child = not rest or rest[0] in {*_words.CHILD, *_words.REMARKS} - _words.ROOMS
        is_other = beginning.endswith(" see") and not (is_of_child and _words.ROOMS.isdisjoint(rest[:3]))
        is_doubtful = is_other or bool(_ALONE.search(said)) or _has(rest, _words.DOUBTS_OF_NO)
        return _UNCLEAR if is_doubtful else _Answer("no", is_more=True)
    if not many and _SHUT_OUT.match(said):
        is_other = bool(_ALONE.search(said)) or _has(tokens, _words.DOUBTS_OF_NO | _words.ROOMS)
        return _UNCLEAR if is_other else _Answer("no", is_more=True)
    if not many and _ONE_TO_ONE.match(text):
        is_named = " with " in f"{said} " and not _WITH_CHILD.search(said)
        return _UNCLEAR if is_named or _has(tokens, _words.NOT_YET) else _with_rest("yes", text, None)
    beginning = _beginning(said, _words.NOT_SEEN)
    if beginning:
        return _UNCLEAR if is_neither else _with_rest("no", _rest(text, beginning), number)
    while tokens and tokens[0] in _AUXILIARY:
        tokens = tokens[1:]
    if tokens and tokens[0] in {"seen", "yes", "no"} and (many or tokens[0] == "seen"):
        word = "no" if is_neither or tokens[0] == "no" else "yes"
        return _with_rest(word, _rest(text, tokens[0]), number)
    if tokens and not is_neither and _MET_ALONE.match(" ".join(tokens)):
        met = _with_rest("yes", _rest(text, tokens[0]), number)
        return met if met.word == "alone" else None
    return None


# "Telephone call only, child not seen": what comes before the last words says how or why. It must not say that anybody
# was seen, and be no name unless the last words say "child": "Ada at school, Ben not seen" is about two children.
def _not_seen_last(text: str) -> _Answer | None:
    """Return the answer of a cell that ends with "not seen" or "child not seen" after a mark or "but"; else None."""
    match = _NOT_SEEN_LAST.fullmatch(text)
    if match is None:
        return None
    before = plain(match["before"])
    left = _FAMILY_SEEN.sub(" ", before).split()
    if _has(left, _words.DOUBTS_OF_NO):
        return _UNCLEAR
    is_known = bool(match["child"]) or not left or left[0] in _words.FAMILY or _is_remark(" ".join(left))
    return _Answer("no", is_more=True) if is_known else None


def _yes_or_no(text: str) -> _Answer | None:
    """Return the answer of a cell that begins with yes or no, or with Y or N and more; else None.

    A single letter may be an initial ("N Khan"), and "no" may begin other words ("no concerns"). It is then an answer
    only before a mark such as a dash, or before the first word of a remark.
    """
    match = _LEADING.match(text)
    if match is None:
        return None
    after = text[match.end() :]
    mark = after.strip()[:1]
    first = plain(after).split()[:1]
    is_remark = bool(first) and (first[0] in _words.REMARKS - _NO_REMARKS or first[0].isdecimal())
    is_letter = bool(match["y"] or match["n"])
    is_marked = mark in ":–—-" or (not is_letter and mark in ",.;(") or (is_letter and mark in ",;(/" and is_remark)
    if not (is_marked or match["yes"] or (is_letter and (is_remark or _TIMES.match(after.strip())))):
        return None
    return _with_rest("yes" if match["yes"] or match["y"] else "no", after.strip(_BETWEEN), None)


def _names(text: str, words: str) -> _Answer:
    """Return the answer of a cell of names, which may have "seen" or "not seen" after them."""
    if words.endswith("but not seen"):
        return _Answer("no", is_more=True)
    for ending, word in ((" not seen", "no"), (" seen", "yes")):
        if words.endswith(ending):
            name = text[: -len(ending)].strip(_BETWEEN) if text.casefold().endswith(ending) else ""
            return _Answer(word, name.removesuffix(" was").removesuffix(" were")) if name else _UNCLEAR
    return _Answer("name", text)


def _with_rest(word: str, rest: str, number: int | None) -> _Answer:
    """Return the answer of a yes or no with more after it: a remark, names, or words that put it in doubt."""
    words = plain(rest)
    if not words:
        return _Answer(word, number=number)
    if number is None and (times := _TIMES.fullmatch(rest)):
        return _Answer(word, is_more=True, times=int(times["after"] or times["before"]))
    if number is None and words in _words.MANY and words not in _words.NONE:
        return _Answer(word, number=_words.MANY[words])
    if word == "no":
        return _no(rest, words, number)
    return _yes(rest, words, number)


def _no(rest: str, words: str, number: int | None) -> _Answer:
    left = _FAMILY_SEEN.sub(" ", words.replace("not been seen", " ").replace("not seen", " "))
    if _has(left.split(), _words.DOUBTS_OF_NO) or words.startswith("with "):
        return _UNCLEAR
    is_of_family = words.split(maxsplit=1)[0] in _words.FAMILY and len(words.split()) > 1
    if is_of_family or _is_remark(words):
        return _Answer("no", is_more=True, number=number)
    return _Answer("no", rest, number=number)


def _yes(rest: str, words: str, number: int | None) -> _Answer:
    if _NOT_ALONE.search(words):
        left = _NOT_ALONE.sub(" ", words)
        return _UNCLEAR if _is_doubtful(rest, left) else _Answer("others", is_more=True, number=number)
    if words in _words.ALONE:
        return _Answer("alone", number=number)
    is_with = _is_with(words)
    left = words
    for known in (_WITH, _PRESENT, _NOT_SPOKEN, _UNTIL, _NO_WORRY):
        left = known.sub(" ", left)
    if _is_doubtful(rest, left):
        return _UNCLEAR
    is_alone = _ALONE.search(words) and not any(elsewhere in words for elsewhere in _words.ELSEWHERE_ALONE)
    if is_alone and "not" not in words.split() and not is_with:
        return _Answer("alone", is_more=True, number=number)
    if is_with and not is_alone:
        return _Answer("others", is_more=True, number=number)
    if is_with or is_alone or _is_remark(words) or _DOING.match(rest):
        return _Answer("yes", is_more=True, number=number)
    return _Answer("yes", rest, number=number)


def _is_remark(words: str) -> bool:
    first, *_ = words.split(maxsplit=1)
    return first in _words.REMARKS or (first.isdecimal() and not _SOME_OF.match(words))


def _is_doubtful(rest: str, words: str) -> bool:
    """Return whether the words after a yes take it back, put it in doubt, or say it of another time or a call."""
    is_at_other_time = _DATE.search(rest) or _has(words.split(), _words.OTHER_TIMES)
    is_by_others = _BY_OTHERS.search(words)
    return bool(is_at_other_time or is_by_others) or _has(words.split(), _words.DOUBTS | _words.REMOTE)


def _is_with(words: str) -> bool:
    return bool(_WITH.search(words) or _PRESENT.search(words))


def _has(tokens: list[str], known: frozenset[str]) -> bool:
    """Return whether one of the words, or two or three of them in a row, are among those that are known."""
    runs = (" ".join(tokens[at : at + size]) for size in (1, 2, 3) for at in range(len(tokens)))
    return any(run in known for run in runs)


def _beginning(words: str, beginnings: tuple[str, ...]) -> str:
    fitting = [beginning for beginning in beginnings if f"{words} ".startswith(f"{beginning} ")]
    return max(fitting, key=len, default="")


def _rest(text: str, beginning: str) -> str:
    """Return the part of a text after the words of `beginning`, as it was written."""
    pattern = r"[\W_]+".join(map(re.escape, beginning.split()))
    match = re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text, re.IGNORECASE)
    return text[match.end() :].strip(_BETWEEN) if match else ""
