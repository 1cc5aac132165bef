"""The words of a name: which are given names, which the surname, and in which forms a text may have them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.privacy.searching.name_tables import other_names, short_names, word_group
from safeguard_model.privacy.searching.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "LETTERS",
    "PLURALS",
    "TITLES",
    "ParsedName",
    "WordForm",
    "forms_of_word",
    "is_pseudonym",
    "names_in",
    "people_in",
    "persons_of_proceeding",
]

LETTERS: Final = re.compile(r"[^\W\d_]+")
"""A run of letters: an underscore and a digit end a word, so that names in the names of files are found."""
TITLES: Final = word_group("titles")
"""The titles that belong to a name."""
_SUFFIXES: Final = word_group("suffixes")
_PARTICLES: Final = word_group("particles")
"""Words that begin a surname: "van der Berg", "al-Hassan", "O'Malley"."""
_ROLES_BEFORE: Final = word_group("before surnames")
"""What a person is called in place of a first name: "Baby Example"."""
_NOT_PEOPLE: Final = word_group("not people")
"""Words of the names of bodies: an author with one of them is no person."""
_ROLES: Final = word_group("roles")
"""Words that may follow a name after a comma: "Ruth Example, independent chair"."""
_ALSO: Final = re.compile(
    r"(?i)\b(?:née|nee|born|formerly|previously|aka|a\.k\.a\.|also known as|known as|alias)\b[: ]*"
)
_FAMILY, _WITH_S = "a family's name in the plural", "first name with an s"
PLURALS: Final = frozenset({_FAMILY, _WITH_S})
"""The reasons of forms with an s that is no letter of the name."""
_OTHER_SURNAME: Final = "surname with another particle or none"
_BRACKETS: Final = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_QUOTED: Final = re.compile(r"(?<!\S)[\"“‘'«]([^\W\d_]{2,})[\"”’'»](?!\S)")
_PSEUDONYM: Final = re.compile(
    r"""(?x) [A-Z]{1,4} [ -]? \d{1,3} [A-Z]?                  # SW4, AF1
    | (?:[A-Z]\.?[ ]?){1,3}                                     # V, J.S.
    | (?i: (?:the|half|step|older|younger|elder|first|second|maternal|paternal|foster|social|health|police|family)[ -])*
      (?i: child|adult|sibling|baby|infant|mother|father|parent|brother|sister|twin|son|daughter|aunt|uncle|cousin
        | grand(?:mother|father|parent)|partner|ex-partner|male|female|man|woman|boy|girl|young\ person|yp|subject
        | person|professional|worker|visitor|officer|teacher|nurse|midwife|doctor|gp|sw|hv|carer|family|friend|neighbour
        | mr|mrs|ms|miss|mx|dr|pc|witness|perpetrator|mgm|mgf|pgm|pgf|mum|dad|stepfather|stepmother )
      (?: [ -]? (?: [A-Z]{1,2} | \d{1,3} | [A-Z]\d{1,2} | (?i:one|two|three|four|five) ) )?
    """
)
_LETTERS_APART: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
"""Letters that no Unicode form takes apart, and what people write who do not have them."""
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})


class ParsedName(NamedTuple):
    """The words of a name, as they are written on file."""

    given: tuple[str, ...]
    """The given names; the first is the first name."""
    surname: str
    """The surname with its particles; empty for a single name."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words, in the usual order."""
        return (*self.given, self.surname) if self.surname else self.given


class WordForm(NamedTuple):
    """A form in which a text may have one word of a name."""

    tokens: tuple[str, ...]
    """Its runs of letters, in plain letters."""
    sure: float
    """How sure it is that the form alone names the person."""
    reason: str


def is_pseudonym(text: str) -> bool:
    """Return whether a text looks like a pseudonym: "Child V", "Ms Q", "AF1", "J.S."."""
    return _PSEUDONYM.fullmatch(text.strip()) is not None


def names_in(text: str) -> Iterator[ParsedName]:
    """Yield the names in a field for the name of one person: the name, and those after "née", "aka", in brackets."""
    text = " ".join(text.split())
    inside = [*_BRACKETS.findall(text), *_QUOTED.findall(text)]
    main, *others = _ALSO.split(_QUOTED.sub(" ", _BRACKETS.sub(" ", text)))
    first = _parsed(main)
    if first.words:
        yield first
    for part in inside:
        bare = _ALSO.sub("", part).strip()
        is_code = len(bare) <= 4 and bare.isupper()
        if bare[:1].isupper() and not is_code and len(bare.split()) <= 4 and not is_pseudonym(bare):
            others.append(bare)
    for other in others:
        name = _parsed(other)
        # "Anna Smith née Jones" is Anna Jones; "Robert Smith (Bob)" is Bob Smith: both words are of the one person.
        if name.words and not is_pseudonym(other):
            yield name


def people_in(text: str) -> Iterator[str]:
    """Yield the names of the persons in a field that may hold several, or the name of a body: an author, a speaker."""
    for part in re.split(r"\s*(?:;|&|\n|\band\b)\s*", text):
        words = LETTERS.findall(plain_text(part).text)
        if words and not _NOT_PEOPLE.intersection(words) and 1 <= len(words) <= 8 and part.strip()[:1].isupper():
            yield part


def persons_of_proceeding(text: str) -> Iterator[str]:
    """Yield the names of the persons in the name of a proceeding: "R v Smith", "Re Smith (a child)"."""
    text = _BRACKETS.sub(" ", text)
    sides = re.split(r"\s+[Vv](?:\.|s\.?|ersus)?\s+", text)
    if len(sides) > 1:
        parts = [part for side in sides for part in re.split(r"\s*(?:,|;|&|\band\b|\bothers\b)\s*", side)]
    else:
        found = re.match(
            r"(?i)(?:in\s+)?(?:the\s+matter\s+of|re:?|inquest\s+(?:(?:in)?to|touching)(?:\s+the\s+death\s+of)?|death\s+of)\s+(.+)",
            text,
        )
        words = text.split()
        is_name = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)
        parts = [found[1]] if found else [text] * is_name
    for part in parts:
        words = LETTERS.findall(plain_text(part).text)
        if not words or words[0] in {"r", "rex", "regina", "king", "queen", "the"} or is_pseudonym(part):
            continue
        yield from people_in(part)


def _parsed(text: str) -> ParsedName:
    """Return the words of a name in either order: "Gary Hurst", "HURST, Gary"."""
    left, _, right = text.partition(",")
    first, second = _bare(left), _bare(right)
    if second and not (second[0][:1].islower() or _plain_words(second[:1]) & _ROLES):
        return ParsedName(tuple(second), " ".join(first))
    had_title = bool(left.split()) and _plain_words(left.split()[:1]) & (TITLES | _ROLES_BEFORE)
    if len(first) == 1:
        return ParsedName((), first[0]) if had_title else ParsedName((first[0],), "")
    begin = len(first) - 1
    while begin > 0 and _plain_words([first[begin - 1]]) & _PARTICLES:
        begin -= 1
    return ParsedName(tuple(first[:begin]), " ".join(first[begin:]))


def _bare(text: str) -> list[str]:
    """Return the words of a text without titles before and letters after the name."""
    words = [word for word in text.split() if LETTERS.search(word)]
    while len(words) > 1 and _plain_words(words[:1]) <= TITLES | _ROLES_BEFORE:
        words.pop(0)
    while words and _plain_words(words[-1:]) <= _SUFFIXES:
        words.pop()
    return words


def _plain_words(words: Iterable[str]) -> set[str]:
    return {"".join(LETTERS.findall(plain_text(word).text)) for word in words}


def forms_of_word(word: str, sure: float, reason: str, *, is_surname: bool) -> Iterator[WordForm]:
    """Yield the forms of a word of a name, the word itself first, in the order of how sure they are.

    `sure` and `reason` are those of the word by itself.
    """
    plain = plain_text(word).text
    folded = plain.translate(_LETTERS_APART)
    spelt = plain_text(unicodedata.normalize("NFC", word).casefold().translate(_UMLAUTS)).text.translate(_LETTERS_APART)
    bases = dict.fromkeys((plain, folded, spelt))
    seen: set[tuple[str, ...]] = set()
    for form in _all_forms(bases, sure, reason, is_surname=is_surname):
        if form.tokens and form.tokens not in seen and len("".join(form.tokens)) > 1:
            seen.add(form.tokens)
            yield form


def _all_forms(bases: Iterable[str], sure: float, reason: str, *, is_surname: bool) -> Iterator[WordForm]:
    for base in bases:
        tokens = tuple(LETTERS.findall(base))
        joined = "".join(tokens)
        yield WordForm(tokens, sure, reason)
        yield WordForm((joined,), sure, reason)
        for whole, apart in (("mc", 2), ("mac", 3)):
            if len(tokens) == 1 and joined.startswith(whole) and len(joined) > apart + 3:
                yield WordForm((whole, joined[apart:]), sure, reason)
        yield from _other_macs(joined, sure) if is_surname and len(tokens) == 1 else ()
        if tokens[:1] == ("st",):
            yield WordForm(("saint", *tokens[1:]), sure, reason)
        yield from _parts(base, sure, is_surname=is_surname)
        yield from _plurals(tokens, joined, sure, is_surname=is_surname)
        for short in () if is_surname else short_names().get(joined, ()):
            yield WordForm((short,), min(0.8, sure - 0.1), "short form of a name on file")
        for other in other_names().get(joined, ()):
            yield WordForm((other,), min(0.8, sure - 0.1), "another spelling of a name on file")


def _other_macs(joined: str, sure: float) -> Iterator[WordForm]:
    """Yield "mcallister" for "macallister", and the other way round; not "mcey" for "macey"."""
    for whole, other in (("mac", "mc"), ("mc", "mac")):
        rest = joined.removeprefix(whole)
        if rest != joined and len(rest) > 4:
            yield WordForm((other + rest,), min(0.8, sure), _OTHER_SURNAME)
            yield WordForm((other, rest), min(0.8, sure), _OTHER_SURNAME)
            return


def _parts(base: str, sure: float, *, is_surname: bool) -> Iterator[WordForm]:
    """Yield the halves of a double name, and a surname without its particles."""
    halves = [tuple(LETTERS.findall(half)) for half in re.split(r"[-\s]", base)]
    known = [half for half in halves if half and half[0] not in _PARTICLES and len("".join(half)) > 2]
    if len(halves) > 1:
        for place, half in enumerate(known):
            is_lesser = not is_surname and place > 0
            yield WordForm(half, min(0.85 if is_lesser else 0.9, sure), "half of a double name")
            yield WordForm(("".join(half),), min(0.85 if is_lesser else 0.9, sure), "half of a double name")
    for half in halves if is_surname else ():
        if len(half) == 2 and half[0] in {"o", "d"}:
            yield WordForm(half[1:], min(0.8, sure), _OTHER_SURNAME)


def _plurals(tokens: tuple[str, ...], joined: str, sure: float, *, is_surname: bool) -> Iterator[WordForm]:
    ending = "es" if joined.endswith(("s", "x", "z", "ch", "sh")) else "s"
    if not tokens or len(joined) < 3:
        return
    plural = (*tokens[:-1], tokens[-1] + ending)
    if is_surname:
        yield WordForm(plural, min(0.9, sure), _FAMILY)
        yield WordForm((joined + ending,), min(0.9, sure), _FAMILY)
    elif ending == "s":
        yield WordForm(plural, min(0.85, sure), _WITH_S)
