"""Restricted addresses, the places and agencies that would tell them, and the search for both in free text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.privacy.redaction_rules import RemovalReason
from safeguard_model.privacy.searching.plain_text import plain_text
from safeguard_model.records import Agency, Event, Family, Incident, Involvement, Person, Status
from safeguard_model.records.vocabulary import AgencyKind, ResidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from safeguard_model.privacy.third_parties import Readership
    from safeguard_model.records import CaseFile, PersonId, Record
    from safeguard_model.records.people import Residence

__all__ = ["LOCAL", "Mentions", "RestrictedPlaces", "neutral_name", "terms_of_address"]

LOCAL: Final = {
    AgencyKind.SCHOOL: "A school",
    AgencyKind.EARLY_YEARS: "A nursery",
    AgencyKind.PRIMARY_CARE: "A surgery",
}
"""The kinds of agency that tell where somebody lives, each with the name that takes the place of the agency's own."""
_SHORTEST: Final = 3
"""The fewest characters of a name or an address that is searched for in texts."""
_PARTS = re.compile(r"[,;\n]+")
_NUMBER = re.compile(r"^\s*(?:flat|unit|no\.?)?\s*\d+\w?\s+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def terms_of_address(address: str, *, restricted: bool) -> Iterator[str]:
    """Yield an address, and the parts of it that may stand alone in a text.

    Of every address these are the parts with a number: "12 Mill Lane", a postcode. Of a restricted one they are all
    parts, and the street without its number.
    """
    yield address
    for part in _PARTS.split(address):
        if restricted or _DIGIT.search(part):
            yield part
        if restricted:
            yield _NUMBER.sub("", part)


class Mentions:
    """A search for many terms in a text: case, accents, kinds of quotes and of spaces make no difference.

    Each term must stand between characters that are no part of a word, so "Ash" is not found in "ashamed". All terms
    are in one regular expression, so that a text is read once, whatever their number. A term that is found has the
    reason that was given for it first.
    """

    def __init__(self, terms: Iterable[tuple[str, RemovalReason]], never: Iterable[str] = ()) -> None:
        exempt = {_key(text) for text in never}
        self._reasons: dict[str, RemovalReason] = {}
        for text, reason in terms:
            key = _key(text)
            if len(key) >= _SHORTEST and key not in exempt:
                self._reasons.setdefault(key, reason)
        longest_first = sorted(self._reasons, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, key.split(" "))) for key in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def reason(self, text: str) -> RemovalReason | None:
        """Return the reason to withhold a text: that of the first term in it; None if it has none."""
        found = self._pattern.search(plain_text(text).text) if self._pattern else None
        if not found:
            return None
        return self._reasons.get(" ".join(found[0].split()), RemovalReason.MENTIONS_RESTRICTED)


def _key(text: str) -> str:
    return " ".join(plain_text(text).text.split())


class RestrictedPlaces:
    """The persons whose address is restricted for an audience, and what would tell the address."""

    def __init__(self, casefile: CaseFile, readership: Readership) -> None:
        self._readership = readership
        self._sheltered: set[PersonId] = set()
        self._homes: list[Residence] = []
        self._restricted: set[int] = set()
        holders: tuple[Person | Family, ...] = (*casefile.children, *casefile.adults, *casefile.families)
        for holder in holders:
            self._look_at(holder)
        self._sheltered -= readership.self  # their own copy may tell them where they live
        self.neutral = self._local_agencies(casefile) if self._sheltered else {}

    # A restricted address is one of a refuge, or any address in a record that is withheld from this reader or from any
    # person: somebody is not to know where they live, and a copy may be passed on.
    def _look_at(self, holder: Person | Family) -> None:
        is_kept = self._readership.keeps_address_from_somebody(holder)
        homes = [home for home in holder.residences if is_kept or home.kind is ResidenceKind.REFUGE]
        subjects = self._readership.subjects_of(holder)
        if not homes or (subjects and subjects <= self._readership.self):
            return
        self._sheltered |= subjects
        self._homes += homes
        self._restricted |= {id(home) for home in holder.residences}

    def is_restricted(self, home: object) -> bool:
        """Return whether a residence, as the case file holds it, is one of somebody whose address is restricted."""
        return id(home) in self._restricted

    def _local_agencies(self, casefile: CaseFile) -> dict[str, RemovalReason]:
        """Return the agencies that tell where the sheltered live, by id.

        They are their schools and surgeries, and every agency whose name or area has the area of a restricted address.
        One sheltered person among those an agency works with is enough: that somebody else goes to the same school
        does not make it safe to name it.
        """
        people: defaultdict[str, set[PersonId]] = defaultdict(set)
        records: tuple[Involvement | Event | Status, ...] = (
            *casefile.involvements,
            *casefile.events,
            *casefile.statuses,
        )
        for record in records:
            if record.agency is not None:
                people[record.agency].update(self._readership.subjects_of(record))
        areas = Mentions((area, RemovalReason.RESTRICTED_ADDRESS) for home in self._homes for area in _areas_of(home))
        neutral: dict[str, RemovalReason] = {}
        for agency in casefile.agencies:
            is_theirs = agency.kind in LOCAL and people[agency.id] & self._sheltered
            if is_theirs or areas.reason(agency.name) or areas.reason(agency.area):
                neutral[agency.id] = RemovalReason.RESTRICTED_ADDRESS
        return neutral

    def is_told_by(self, record: Record) -> bool:
        """Return whether the place of an event or incident may tell a restricted address.

        So it is if a sheltered person is involved, or if it is not recorded who was.
        """
        if not self._sheltered or not isinstance(record, (Event, Incident)):
            return False
        subjects = self._readership.subjects_of(record)
        return not subjects or bool(subjects & self._sheltered)

    def terms(self, agencies: Mapping[str, Agency]) -> Iterator[tuple[str, RemovalReason]]:
        """Yield what no text may mention: restricted addresses, their areas, the names of agencies that tell them."""
        why = RemovalReason.MENTIONS_RESTRICTED
        for home in self._homes:
            yield from ((term, why) for term in terms_of_address(home.address, restricted=True))
            yield from ((area, why) for area in _areas_of(home))
        yield from ((agencies[agency].name, why) for agency in self.neutral)


def _areas_of(home: Residence) -> tuple[str, ...]:
    return (home.area, *_PARTS.split(home.area))


def neutral_name(agency: Agency) -> str:
    """Return the name that takes the place of an agency's own."""
    key: Any = agency.kind
    return LOCAL.get(key, "An agency")
