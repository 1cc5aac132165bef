"""`KnownNumbers`: the numbers of people on file, found in a text whatever the spaces and hyphens in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.discreet import Discreet, frameless
from safeguard_model.privacy.searching.found_places import has_digits
from safeguard_model.privacy.searching.mentions import LeakKind, Mention, longest
from safeguard_model.privacy.searching.plain_text import plain_text
from safeguard_model.records import RecordId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.searching.plain_text import PlainText
    from safeguard_model.records import CaseFile

__all__ = ["KnownNumbers"]

_DIGITS: Final = re.compile(r"[0-9]+")
_DIGIT: Final = re.compile(r"[0-9]")
_BETWEEN: Final = r"[\s\-./()_]{0,3}"
"""What may stand between the characters of a number."""
_WIDEST: Final = 4
"""The most room that a character takes, with what may stand before it."""
_CLAIM_OF_A_NUMBER: Final = re.compile(r"identifiers\[[^\]]*\]\.value")
_SHORT: Final = 4
"""So many characters or fewer may be any other number: they count only after the name of the register."""
_KINDS: Final = (
    (LeakKind.PHONE, re.compile(r"phone|mobile|(?<![a-z])tel(?![a-z])|fax")),
    (LeakKind.REGISTRATION, re.compile(r"vehicle|plate|vrm|vrn|^registration$|^reg$")),
    (LeakKind.POSTCODE, re.compile(r"post.?code")),
)
_TRUNK: Final = re.compile(r"(?:00?44|44|0)(?:0(?=[1-9]))?")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _KnownNumber(Discreet):
    """How to find a number on file."""

    pattern: re.Pattern[str]
    """Finds it in plain text, as the group "value"."""
    kind: LeakKind
    """What it gives away."""
    about: RecordId | None
    """Whose it is; None if several have it."""
    digits: str
    """Its digits alone."""
    before: int
    """The most characters between where a match begins and its first digit."""
    width: int
    """The most characters that a match has."""

    def __repr__(self) -> str:
        return f"<_KnownNumber: {self.kind}>"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KnownNumbers(Discreet):
    """The numbers on file: the identifiers of people, also as a source claims them, and any phone number or e-mail.

    A number of up to four characters counts only right after the name of its register: "collar 4412".
    """

    by_digits: Mapping[str, Sequence[_KnownNumber]]
    """The numbers with digits, by their digits alone."""
    lengths: tuple[int, ...]
    """How many digits they have, without repetition."""
    without_digits: tuple[_KnownNumber, ...]
    """The others."""

    def __repr__(self) -> str:
        count = sum(map(len, self.by_digits.values())) + len(self.without_digits)
        return f"<KnownNumbers: {count}>"

    @classmethod
    @frameless
    def of(cls, casefile: CaseFile) -> KnownNumbers:
        """Return the numbers that a case file holds."""
        whose: dict[tuple[str, str, LeakKind], dict[RecordId, None]] = defaultdict(dict)
        for scheme, value, about in _on_file(casefile):
            kind, key = _key(scheme, value)
            if key:
                short = len(key) <= _SHORT
                whose[key, plain_text(scheme).text.strip() if short else "", kind][about] = None
        known = [_known(key, scheme, kind, list(ids)) for (key, scheme, kind), ids in whose.items()]
        by_digits: dict[str, list[_KnownNumber]] = defaultdict(list)
        for number in known:
            if number.digits:
                by_digits[number.digits].append(number)
        return cls(
            by_digits=dict(by_digits),
            lengths=tuple(sorted({len(digits) for digits in by_digits})),
            without_digits=tuple(number for number in known if not number.digits),
        )

    def mentions(self, text: str) -> list[Mention]:
        """Return where the numbers stand in a text, in the order of the text: certain, none overlapping another."""
        if not (self.without_digits or (self.by_digits and has_digits(text))):
            return []
        return self.mentions_in_plain(plain_text(text))

    def mentions_in_plain(self, plain: PlainText) -> list[Mention]:
        """Return the same as `mentions`, of a text whose plain form is at hand."""
        found = list(self._found(plain))
        return longest(found) if len(found) > 1 else found

    # A number in a text may be written with anything between its characters, but its digits follow each other. So all
    # digits of the text are put in a row, and each stretch of the row that is as long as the digits of a known number
    # is looked up. Only around a hit is the number itself looked for. That costs the same for one number as for many.
    def _found(self, plain: PlainText) -> Iterator[Mention]:
        text = plain.text
        for number in self.without_digits:
            yield from _matches(plain, number, 0, len(text))
        row = "".join(_DIGITS.findall(text))
        places: list[int] = []
        for length in self.lengths:
            hits = [at for at in range(len(row) - length + 1) if row[at : at + length] in self.by_digits]
            for first in hits:
                places = places or [digit.start() for digit in _DIGIT.finditer(text)]
                for number in self.by_digits[row[first : first + length]]:
                    start = max(0, places[first] - number.before)
                    yield from _matches(plain, number, start, start + number.before + number.width + 1)


def _matches(plain: PlainText, number: _KnownNumber, start: int, end: int) -> Iterator[Mention]:
    for found in number.pattern.finditer(plain.text, start, end):
        first, last = plain.span(*found.span("value"))
        yield Mention(
            start=first, end=last, kind=number.kind, sure=1.0, about=number.about, reason="a number that is on file"
        )


def _on_file(casefile: CaseFile) -> Iterator[tuple[str, str, RecordId]]:
    """Yield the register, the number and whose it is, of every number on file."""
    for person in (*casefile.children, *casefile.adults):
        for identifier in person.identifiers:
            yield identifier.scheme, identifier.value, person.id
    for claim in casefile.claims:
        if _CLAIM_OF_A_NUMBER.fullmatch(claim.field):
            yield "", claim.value, claim.about


def _key(scheme: str, value: str) -> tuple[LeakKind, str]:
    """Return what a number gives away, and the number without anything that may be written between its characters."""
    plain = plain_text(value).text.strip()
    if "@" in plain:
        return LeakKind.EMAIL, plain
    key = "".join(char for char in plain if char.isalnum())
    plain_scheme = plain_text(scheme).text
    kind = next((kind for kind, words in _KINDS if words.search(plain_scheme)), LeakKind.IDENTIFIER)
    if kind is LeakKind.PHONE and len(key) > 7:
        return kind, _TRUNK.sub("", key, count=1) if _TRUNK.match(key) else key
    return kind, key


def _not_alike(char: str) -> str:
    """Return the characters that may not stand beside a character of a number: digits, or letters."""
    return "0-9" if "0" <= char <= "9" else "a-z"


def _known(key: str, scheme: str, kind: LeakKind, whose: list[RecordId]) -> _KnownNumber:
    body = re.escape(key) if kind is LeakKind.EMAIL else _BETWEEN.join(map(re.escape, key))
    before = next((place for place, char in enumerate(key) if "0" <= char <= "9"), 0) * _WIDEST
    if kind is LeakKind.PHONE:  # the same number is written with 0 and with +44
        body = rf"(?:(?:\(?(?:\+|00)\s?)?44[\s)\-.]{{0,2}}(?:\(0\)\s?)?|\(?0[\s)\-.]{{0,2}})?{body}"
        before += 16
    body = rf"(?P<value>{body})"
    if scheme:
        body = rf"{re.escape(scheme)}(?:\s(?:number|no|id|ref)\.?)?[\s:.#]{{0,3}}{body}"
        before += len(scheme) + 12
    # Letters right before the digits of a long number are no part of it: "nhs9434765919".
    start, end = (_not_alike(key[0]), _not_alike(key[-1])) if len(key) > _SHORT else ("a-z0-9", "a-z0-9")
    return _KnownNumber(
        pattern=re.compile(rf"(?<![{start}]){body}(?![{end}])"),
        kind=kind,
        about=whose[0] if len(whose) == 1 else None,
        digits="".join(_DIGIT.findall(key)),
        before=before,
        width=len(key) * _WIDEST,
    )
