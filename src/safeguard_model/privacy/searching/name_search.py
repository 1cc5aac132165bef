"""Finding names in text: one pass over its words, and at each word of a name a look at the words beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.privacy.searching.mentions import LeakKind, Mention
from safeguard_model.privacy.searching.name_context import (
    IN_CAPITALS,
    Beside,
    is_capital,
    judged,
    judged_plural,
    name_of_place_follows,
    name_of_thing,
    written_of,
)
from safeguard_model.privacy.searching.name_forms import LETTERS, PLURALS, TITLES
from safeguard_model.privacy.searching.name_lists import sure_in_list
from safeguard_model.privacy.searching.name_tables import OrdinaryWord, ordinary_words, word_group

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from safeguard_model.privacy.searching.name_masks import Masks
    from safeguard_model.privacy.searching.plain_text import PlainText
    from safeguard_model.records import RecordId

__all__ = ["WHOLE", "Bearer", "NamePart", "NameSearch"]

_BETWEEN: Final = re.compile(r"\s{1,8}|\s?[-'_.,+/]{1,2}\s{0,4}|%20|(?=\d)")
"""What may be between two words of one name."""
_INSIDE: Final = re.compile(r"\s{1,4}|\s?[-'_]{1,2}\s{0,3}|\.(?=\S)|(?<=st)\.\s|%20")
"""What may be between the parts of one word of a name: "Kelly-Anne", "van der Berg"."""
_BEFORE: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(\.?[\s_-]{0,3})$")
"""The word before a name, which may be a title or an initial."""
_FILE_MARKS: Final = frozenset("@#_./\\")
_BOTH_CASES: Final = word_group("both cases")
_MEN: Final = frozenset({"mr", "sir", "master", "mstr"})
_WOMEN: Final = frozenset({"mrs", "ms", "miss", "lady", "dame", "madam"})
_GUESS: Final = 0.85
"""Below this, a form is a guess: a short form, another spelling. It says nothing against who bears the form itself."""
_THING: Final = 0.4
"""How sure a name is that a place or a thing has: "Berg Balance Scale"."""
_REACH: Final = 40
"""How far from a word the rest of a code is looked for: a page of letters and digits must not be read for each word."""
WHOLE: Final = -1
"""The place of what is no single word but a whole name in one: "jsmith"."""


class Bearer(NamedTuple):
    """Somebody who bears one or more names."""

    about: RecordId
    """The record that holds the names."""
    words: tuple[str, ...]
    """The words of all the names, in plain letters without marks, each once."""
    surnames: frozenset[int]
    """The places in `words` of surnames."""
    whole: frozenset[tuple[int, ...]]
    """The places of the words of each whole name, in order."""
    exact: frozenset[str]
    """The names as they are written on file."""
    sex: str
    """"male", "female" or empty."""
    is_child: bool

    @property
    def initials(self) -> tuple[str, ...]:
        """The first letter of each word."""
        return tuple(word[:1] for word in self.words)


class NamePart(NamedTuple):
    """A form of one word of a name."""

    rest: tuple[str, ...]
    """The runs of letters after the first."""
    bearer: int
    """The place of the bearer in the list of bearers."""
    word: int
    """The place of the word in `Bearer.words`; `WHOLE` for a whole name written as one word."""
    sure: float
    reason: str


class _Piece(NamedTuple):
    """A word or an initial of a name, found in a text."""

    start: int
    end: int
    parts: Mapping[int, NamePart]
    """What it may be, by bearer."""
    is_initial: bool = False
    is_near: bool = False
    """Whether it is spelt nearly, not exactly, like the form."""


class NameSearch:
    """The index of the forms of all names on file, by their first run of letters. It finds them in plain text."""

    __slots__ = ("_bearers", "_by_first", "_masks")

    def __init__(
        self,
        bearers: Sequence[Bearer],
        by_first: Mapping[str, Sequence[NamePart]],
        masks: Masks,
    ) -> None:
        self._bearers = bearers
        self._by_first = by_first
        self._masks = masks

    # Each word of the text is looked up once, and only at a word of a name are its neighbours looked at. So the time
    # grows with the length of the text and with the number of names found, not with the number of names on file. A name
    # is grown to the right word by word while at least one bearer has all its words. That finds the longest, because
    # the first words of a longer name are words of the same bearer.
    def mentions(self, plain: PlainText, near: Mapping[str, str], places: Collection[int] = ()) -> Iterator[Mention]:
        """Yield the mentions in a text, in its order, without overlaps; those inside a declared pseudonym are left out.

        Args:
            plain: The text.
            near: The words of the text that are spelt nearly like a word of a name, each with that word.
            places: If given, only words that begin there are looked at.
        """
        text, by_first = plain.text, self._by_first
        done = 0
        for found in LETTERS.finditer(text):
            word = found[0]
            if word not in by_first and word not in near:
                continue
            start = found.start()
            if start < done or (places and start not in places):
                continue
            piece = self._piece(plain, start, word, near)
            if piece is None or _is_inside_code(text, start, found.end()):
                continue
            pieces = self._grown(plain, piece, near)
            mention = self._mention(plain, pieces)
            done = pieces[-1].end
            if mention is not None:
                yield mention

    def _piece(self, plain: PlainText, start: int, word: str, near: Mapping[str, str]) -> _Piece | None:
        """Return the word of a name that begins at a place, in its longest form."""
        known = self._by_first.get(word)
        is_near = known is None
        if known is None:
            known = self._by_first.get(near.get(word, ""), ())
        longest, parts = 0, dict[int, NamePart]()
        first_end = start + len(word)
        best_end = first_end
        for part in known:  # the longest first
            if len(part.rest) < longest:
                break
            end = _end_of_rest(plain.text, first_end, part.rest) if part.rest else first_end
            if end < 0:
                continue
            longest, best_end = len(part.rest), end
            before = parts.get(part.bearer)
            if before is None or before.sure < part.sure:
                parts[part.bearer] = part
        return _Piece(start, best_end, parts, is_near=is_near) if parts else None

    def _grown(self, plain: PlainText, first: _Piece, near: Mapping[str, str]) -> list[_Piece]:
        """Return the pieces of the name of which `first` is a word: those after it, and initials before it."""
        pieces = [first]
        used = {bearer: {part.word} for bearer, part in first.parts.items() if part.word != WHOLE}
        # The initials before it first: in "J Smith, K Jones" the K is no initial of Smith.
        while used and len(pieces) < 4 and (piece := self._initial_before(plain, pieces, used)):
            used = {one: used[one] | {part.word} for one, part in piece.parts.items()}
            pieces.insert(0, piece)
        while used and (piece := self._next(plain, pieces, used, near)):
            used = {one: used[one] | {part.word} for one, part in piece.parts.items()}
            pieces.append(piece)
        return pieces

    def _next(
        self, plain: PlainText, pieces: list[_Piece], used: Mapping[int, set[int]], near: Mapping[str, str]
    ) -> _Piece | None:
        """Return the piece after the last one that belongs to the same name, with its parts for the same bearers."""
        text, end = plain.text, pieces[-1].end
        between = _BETWEEN.match(text, end)
        if between is None:
            return None
        found = LETTERS.match(text, between.end())
        if found is None:
            return None
        gap, word = between[0], found[0]
        mark = gap.strip()
        if "," in mark and (len(pieces) > 1 or _title_before(plain, pieces[0].start)[1]):
            return None  # "Smith, John" is one name, "J Smith, John" and "Mr Smith, John" are two
        if "." in mark and gap != "." and not pieces[-1].is_initial:
            return None  # a sentence ends here
        piece = self._piece(plain, found.start(), word, near)
        parts = self._parts_after(plain, pieces, used, piece, mark) if piece else {}
        if piece and parts:
            return piece._replace(parts=parts)
        return self._initial_after(plain, pieces, used, found, gap) if len(word) <= 3 else None

    def _parts_after(
        self, plain: PlainText, pieces: list[_Piece], used: Mapping[int, set[int]], piece: _Piece, mark: str
    ) -> dict[int, NamePart]:
        """Return what a piece may be after others and a mark, for the same bearers."""
        parts = {one: part for one, part in piece.parts.items() if one in used and part.word not in used[one]}
        parts = {one: part for one, part in parts.items() if part.word != WHOLE}
        if "," in mark:
            parts = {one: part for one, part in parts.items() if self._ends_in_surname(pieces, one)}
        is_reversed = {one: self._ends_in_surname(pieces, one) for one in parts}
        if plain.text[piece.start : piece.end] in ordinary_words() and not is_capital(plain, piece.start):
            if is_capital(plain, pieces[-1].start):
                return {}  # "Smith will", "Elsie may"
            parts = {one: part for one, part in parts.items() if "_" in mark or "," in mark or not is_reversed[one]}
        return parts

    def _ends_in_surname(self, pieces: list[_Piece], bearer: int) -> bool:
        part = pieces[-1].parts.get(bearer)
        return part is not None and part.word in self._bearers[bearer].surnames

    def _initial_after(
        self, plain: PlainText, pieces: list[_Piece], used: Mapping[int, set[int]], found: re.Match[str], gap: str
    ) -> _Piece | None:
        """Return the initial, or initials without stops, after a name: "Smith, J.", "Smith JP", "John S"."""
        letters, (start, end) = found[0], found.span()
        following = plain.text[end : end + 1]
        is_marked = bool(set(gap) & set(",_")) or following == "."
        is_upper = written_of(plain, start, end).isupper()
        if "'" in gap or following == "'" or "-" in gap or "/" in gap or not (is_upper or "_" in gap or "," in gap):
            return None
        if letters in {"a", "i"} and not is_marked:
            return None  # "told Ms Khan I would", "gave Jack a book"
        parts: dict[int, NamePart] = {}
        for one, words in used.items():
            free = self._words_of_initials(one, letters, words)
            if free is not None:
                parts[one] = NamePart((), one, free, 0.9, "initial")
        if "," in gap:
            parts = {one: part for one, part in parts.items() if self._ends_in_surname(pieces, one)}
        return _Piece(start, end, parts, is_initial=True) if parts else None

    def _initial_before(self, plain: PlainText, pieces: list[_Piece], used: Mapping[int, set[int]]) -> _Piece | None:
        """Return the initial, or initials without stops, before a name: "J Smith", "J.P. Smith"."""
        text, start = plain.text, pieces[0].start
        found = _BEFORE.search(text, max(0, start - 8), start)
        if found is None or len(found[1]) > 3:
            return None
        letters, first = found[1], found.start(1)
        if text[first - 1 : first] == "'" and first > 0:
            return None  # the s of "mother's"
        if not found[2] and len(letters) != 1:
            return None
        is_upper = written_of(plain, first, first + len(letters)).isupper()
        is_lower_name = not is_capital(plain, start)
        if not (is_upper or (is_lower_name and len(letters) == 1 and letters not in "aist") or "_" in found[2]):
            return None
        if letters in {"a", "i"} and "." not in found[2] and pieces[0].end - start < 40:
            word = text[start : pieces[0].end]
            if word in ordinary_words() or not is_upper:
                return None  # "A Young Person", "I may"
        if self._masks.cover(plain, first, first + len(letters)):
            return None
        parts: dict[int, NamePart] = {}
        for one, words in used.items():
            free = self._words_of_initials(one, letters, words)
            if free is not None:
                parts[one] = NamePart((), one, free, 0.9, "initial")
        return _Piece(first, first + len(letters), parts, is_initial=True) if parts else None

    def _words_of_initials(self, bearer: int, letters: str, used: Collection[int]) -> int | None:
        """Return the place of the first word whose initial is the first of the letters, if all letters are initials."""
        free = [(place, first) for place, first in enumerate(self._bearers[bearer].initials) if place not in used]
        places: list[int] = []
        for letter in letters:
            place = next((place for place, first in free if first == letter and place not in places), None)
            if place is None:
                return None
            places.append(place)
        return places[0]

    def _mention(self, plain: PlainText, pieces: list[_Piece]) -> Mention | None:
        """Return the mention that some pieces make, with the title before it; None inside a declared pseudonym."""
        start, end = pieces[0].start, pieces[-1].end
        bearers = [one for one in pieces[-1].parts if all(one in piece.parts for piece in pieces)]
        title_start, title = _title_before(plain, start)
        bearers = [one for one in bearers if not any(piece.parts[one].sure < _GUESS for piece in pieces)] or bearers
        if title:
            bearers = self._fit_title(bearers, title)
        sure, reason = self._judged(plain, pieces, bearers, title)
        if not title and name_of_place_follows(plain, end) and not self._are_of(bearers, plain, end):
            lowered = 0.75 if len(pieces) > 1 else 0.5
            if sure > lowered:
                sure, reason = lowered, "followed by a word of a place"
        if len(pieces) == 1 and not title and sure > _THING and name_of_thing(plain, start, end):
            # What is called like a surname on file may have its name from there; a short form or a half has not.
            is_surname = any(piece.parts[one].reason == "surname alone" for piece in pieces for one in bearers)
            sure, reason = (0.5 if is_surname else _THING), "part of the name of a place or a thing"
        if self._masks.cover(plain, start, end):
            return None
        about = {self._bearers[one].about for one in bearers}
        first, last = plain.span(title_start, end)
        return Mention(
            start=first,
            end=last,
            kind=LeakKind.NAME,
            sure=sure,
            about=about.pop() if len(about) == 1 else None,
            reason=reason,
        )

    def _are_of(self, bearers: list[int], plain: PlainText, end: int) -> bool:
        """Return whether the next word is a name of one of the bearers: "Ward" in "Kate Ward"."""
        found = LETTERS.search(plain.text, end, end + 12)
        return found is not None and any(part.bearer in bearers for part in self._by_first.get(found[0], ()))

    def _fit_title(self, bearers: list[int], title: str) -> list[int]:
        """Return the bearers whom a title fits, if it fits any: by sex, and adults before children."""
        other = {"female"} if title in _MEN else set[str]()
        other = {"male"} if title in _WOMEN else other
        fitting = [one for one in bearers if self._bearers[one].sex not in other] or bearers
        if title in {"master", "mstr"}:
            return fitting
        return [one for one in fitting if not self._bearers[one].is_child] or fitting

    def _judged(self, plain: PlainText, pieces: list[_Piece], bearers: list[int], title: str) -> tuple[float, str]:
        """Return how sure it is that some pieces name somebody, and why."""
        words = [piece for piece in pieces if not piece.is_initial]
        if len(pieces) == 1 and not title:
            return self._judged_alone(plain, pieces[0], bearers)
        start, end = pieces[0].start, pieces[-1].end
        if len(words) == 1 and judged(plain, words[0].start, words[0].end)[1] == IN_CAPITALS:
            return 0.5, IN_CAPITALS
        is_spaced = any(map(str.isspace, plain.text[start:end]))
        if is_spaced and all(_is_ordinary_small(plain, piece) for piece in words):
            return 0.4, "ordinary words, not written like a name"
        parts = [min(piece.parts[one].sure for one in bearers) for piece in words]
        is_guess = any(piece.is_near or sure < _GUESS for piece, sure in zip(words, parts, strict=True))
        if is_guess:
            is_firm = len(words) > 1 and any(
                not piece.is_near and sure >= _GUESS for piece, sure in zip(words, parts, strict=True)
            )
            return (0.9 if is_firm else 0.8), "name in another spelling or a short form"
        written = written_of(plain, start, end)
        if any(written in self._bearers[one].exact for one in bearers):
            return 1.0, "full name"
        wholes = (tuple(piece.parts[one].word for piece in pieces) in self._bearers[one].whole for one in bearers)
        if len(words) == len(pieces) and any(wholes):
            return 0.95, "full name, written in another way"
        if len(words) < len(pieces):
            has_surname = any(
                piece.parts[one].word in self._bearers[one].surnames for piece in words for one in bearers
            )
            if has_surname or len(words) > 1:
                return 0.95, "name with an initial"
            return 0.9, "first name with an initial"
        if len(words) > 1:
            return 0.95, "several words of a name"
        return 0.95, "title and a name"

    def _judged_alone(self, plain: PlainText, piece: _Piece, bearers: list[int]) -> tuple[float, str]:
        """Return how sure it is that one word, without title and initials, names somebody, and why."""
        part = max((piece.parts[one] for one in bearers), key=lambda one: one.sure)
        word = plain.text[piece.start : piece.end]
        if piece.is_near:
            at_start = Beside.of(plain, piece.start, piece.end).is_start
            return (0.7 if at_start else 0.8), "spelt nearly like a name on file"
        if part.word == WHOLE:
            if word in ordinary_words():
                return 0.4, part.reason
            has_mark = bool(_FILE_MARKS & set(plain.text[max(0, piece.start - 1) : piece.start]))
            has_mark |= bool(_FILE_MARKS & set(plain.text[piece.end : piece.end + 1]))
            return (part.sure if has_mark or part.sure > 0.9 else 0.75), part.reason
        judgement, reason = judged(plain, piece.start, piece.end)
        if judgement == 1.0 and part.reason in PLURALS:
            judgement, reason = judged_plural(plain, piece.start, piece.end)
        if judgement < 0.5:
            listed = sure_in_list(plain, piece.start, piece.end, self._by_first)
            judgement, reason = max((judgement, reason), (listed, "ordinary word in a list of names"))
        if judgement < 1.0:
            return min(judgement, part.sure), reason
        places = (part.word,)
        for one in bearers:
            bearer = self._bearers[one]
            if places in bearer.whole and written_of(plain, piece.start, piece.end) in bearer.exact:
                return 1.0, "full name"
        return part.sure, part.reason


def _end_of_rest(text: str, end: int, rest: tuple[str, ...]) -> int:
    """Return where the other runs of letters of a form end; -1 if they do not follow."""
    for token in rest:
        between = _INSIDE.match(text, end)
        if between is None:
            return -1
        found = LETTERS.match(text, between.end())
        if found is None or found[0] != token:
            return -1
        end = found.end()
    return end


def _is_inside_code(text: str, start: int, end: int) -> bool:
    """Return whether letters are in the middle of a code of digits and further letters: "a3lee2b"."""
    if not (text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()):
        return False
    left, right = start, end
    while left > max(0, start - _REACH) and text[left - 1].isalnum():
        left -= 1
    while right < min(len(text), end + _REACH) and text[right].isalnum():
        right += 1
    return text[left:right].strip("0123456789") != text[start:end]


def _is_ordinary_small(plain: PlainText, piece: _Piece) -> bool:
    """Return whether a piece is an ordinary word without a capital."""
    kind = ordinary_words().get(plain.text[piece.start : piece.end])
    return kind is not None and kind is not OrdinaryWord.WORD and not is_capital(plain, piece.start)


def _title_before(plain: PlainText, start: int) -> tuple[int, str]:
    """Return where a title before a name begins, and the title; the start of the name if there is none."""
    found = _BEFORE.search(plain.text, max(0, start - 18), start)
    if found is None or found[1] not in TITLES or not found[2] or "_" in found[2].replace("_", "", 1):
        return start, ""
    title, first = found[1], found.start(1)
    is_upper = is_capital(plain, first)
    if not is_upper and title not in _BOTH_CASES and is_capital(plain, start):
        return start, ""
    if not is_upper and title in {"miss", "judge", "nurse", "master", "sir", "ps", "di", "fr"}:
        return start, ""
    return first, title
