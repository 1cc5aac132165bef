"""`redact`: a copy of a case file for one audience, and a list of what the copy lacks."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from safeguard_model import html_tables as _html
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.privacy.audience import Audience, asked_of, to_audience
from safeguard_model.privacy.redaction_rules import SENTENCES, RemovalReason
from safeguard_model.privacy.redaction_sight import Sight
from safeguard_model.privacy.redaction_walk import WITHHELD, Walked, walk
from safeguard_model.privacy.removals import Removed, limits_of
from safeguard_model.privacy.third_parties import SUPPORT, Readership
from safeguard_model.records import CaseFile, Claim
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.claim_paths import Refusal, normal_path, resolve
from safeguard_model.records.links import links
from safeguard_model.records.vocabulary import AudienceKind, Handling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import Record, RecordId

__all__ = ["Redaction", "Removed", "redact"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Redaction(Discreet):
    """A copy of a case file for one audience, with what the copy lacks.

    The list of what was removed is for whoever makes the copy. Do not hand it over with the copy: a path tells that
    there was something.
    """

    casefile: CaseFile
    """The copy. It is a valid case file, and holds nothing that was removed."""
    audience: Audience
    """For whom it was made."""
    removed: tuple[Removed, ...]
    """What was removed: paths and reasons, no values, in the order of the case file."""
    limits: tuple[str, ...]
    """Which answers of the copy can no longer be trusted, one sentence each."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def counts(self) -> dict[RemovalReason, int]:
        """Return how many paths were removed for each reason, the most frequent first."""
        return dict(Counter(each.reason for each in self.removed).most_common())

    def __str__(self) -> str:
        lines = [f"A copy for {_reader(self.audience)}; removed: {len(self.removed):,}"]
        lines += [f"- {number:,} × {reason}: {SENTENCES[reason]}" for reason, number in self.counts().items()]
        if self.limits:
            lines += ["Do not trust any more:", *(f"- {limit}" for limit in self.limits)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        records = len(self.casefile.records())
        return f"<Redaction for {self.audience.kind}; records: {records}, removed: {len(self.removed)}>"

    def _repr_html_(self) -> str:
        rows = [(str(reason), f"{number:,}", SENTENCES[reason]) for reason, number in self.counts().items()]
        foot = f"Do not trust any more: {'; '.join(self.limits)}" if self.limits else ""
        caption = f"A copy for {_reader(self.audience)}; removed: {len(self.removed):,}"
        return _html.table(["reason", "number", "what it was"], rows, caption, foot)


def _reader(audience: Audience) -> str:
    id = audience.person or audience.agency
    return f"{audience.kind} {id}" if id and str(audience.kind) != id else str(audience.kind)


@frameless
def redact(casefile: CaseFile, audience: Audience | AudienceKind | str) -> Redaction:
    """Return a copy of a case file with what one audience may see, and a list of what the copy lacks.

    What an audience sees is in the table `safeguard_model.privacy.redaction_rules.TABLE`, field by field, with the
    reason for each row. A field that nobody classified goes to nobody. A record whose `withheld_from` names the
    audience goes whole; a word there that is neither an audience nor the id of a person withholds it from everybody.
    Ids and labels stay: use `pseudonymise` for these. Nothing is made anonymous by this.

    The copy is a valid case file: a link to a removed record goes, what cannot be without that link goes too, and so
    does a claim about anything that went. A text that no record may lack becomes ``[withheld]``. The handling stays as
    it is; that of a copy to publish becomes `published`.

    Raises `InvalidRecord` if `casefile` is not a case file, if `audience` is not an audience or the word of its kind,
    and, with everything that is wrong, if a path or an id in the audience does not fit the case file.

    >>> from safeguard_model import Child, Event
    >>> casefile = CaseFile.of("Example", [
    ...     Child(id="child-1", label="Child 1", name="Invented Name"),
    ...     Event(id="event-1", when="2016-03-02", kind="home_visit", people=["child-1"], comment="Ask again."),
    ... ])
    >>> copy = redact(casefile, "published")
    >>> [removed.path for removed in copy.removed]
    ['$.title', 'child-1.name', 'event-1.comment']
    """
    given = require_casefile(casefile, "redact")
    to = to_audience(audience)
    release, withhold = asked_of(given, to)
    readership = Readership(given, to, release.ids - withhold.ids)
    sight = Sight(given, readership, release, withhold)
    walked = _Copy(given, sight).settled()
    records = [made.record for made in walked.values() if made.record is not None]
    title, lost = _own_fields(given, sight)
    handling = Handling.PUBLISHED if to.kind is AudienceKind.PUBLISHED else given.handling
    removed = [(None, tuple(lost)), *((given[id], made.removed) for id, made in walked.items() if made.removed)]
    return Redaction(
        casefile=CaseFile.of(title, records, handling, extra=given.extra if _keeps_extra(lost) else {}),
        audience=to,
        removed=tuple(each for _, found in removed for each in found),
        limits=tuple(limits_of(removed, has_family=to.kind is not AudienceKind.FAMILY or len(readership.circle) > 1)),
    )


def _own_fields(casefile: CaseFile, sight: Sight) -> tuple[str, list[Removed]]:
    """Return the title of the copy, and what was removed of the case file's own fields."""
    readership = sight.readership
    views = readership.views_at(frozenset(), readership.official)
    why = {step.name: step.why for step in sight.steps(CaseFile, views)}
    lost: list[Removed] = []
    title = casefile.title
    reason = why["title"] or sight.mentions.reason(title)
    if reason and title != WITHHELD:
        lost.append(Removed("$.title", reason))
        title = WITHHELD
    if casefile.extra and why["extra"]:
        lost.append(Removed("$.extra", why["extra"]))
    return title, lost


def _keeps_extra(lost: Iterable[Removed]) -> bool:
    return all(each.path != "$.extra" for each in lost)


# What is removed only ever grows, and a record is looked at again only if something that it rests on went. So the work
# ends, after as many steps as there are links between records at most; and the order of the steps makes no difference.
class _Copy:
    """The records of a copy while they are being made."""

    def __init__(self, casefile: CaseFile, sight: Sight) -> None:
        self._casefile = casefile
        self._sight = sight
        self._gone: dict[RecordId, RemovalReason] = dict(sight.first_removed)
        self._walked: dict[RecordId, Walked] = {}
        self._records = {record.id: record for record in casefile.records()}
        self._claims_of: defaultdict[str, list[RecordId]] = defaultdict(list)
        for claim in casefile.claims:  # a claim about a link holds the id of a record as its value
            self._claims_of[claim.value].append(claim.id)

    def settled(self) -> dict[RecordId, Walked]:
        """Return what becomes of each record, in the order of the case file, once nothing rests on what is removed."""
        self._settle(list(self._records))
        if self._sight.readership.audience.kind is AudienceKind.PERSON:
            self._drop_unused()
        return {id: self._walked[id] for id in self._records}

    def _settle(self, ids: list[RecordId]) -> None:
        while ids:
            # Claims come last: they need to know what became of the records that they are about.
            ids = [id for id in ids if not self._is_claim(id)] + [id for id in ids if self._is_claim(id)]
            changed: dict[RecordId, None] = {}
            for id in ids:
                before = self._walked.get(id)
                made = self._walk(self._records[id])
                self._walked[id] = made
                is_new = made.record is None and id not in self._gone
                if is_new:
                    self._gone[id] = made.removed[0].reason
                if is_new or (before is not None and before.kept != made.kept):
                    changed.update(dict.fromkeys(self._resting_on(id)))
            ids = [id for id in changed if id in self._walked and self._walked[id].record is not None]

    def _resting_on(self, id: RecordId) -> list[RecordId]:
        """Return the records that link to a record, and the claims whose value is its id."""
        index = self._casefile._indexed()  # pyright: ignore[reportPrivateUsage]
        return [record.id for record in index.mentioning(id)] + self._claims_of[id]

    def _is_claim(self, id: RecordId) -> bool:
        return isinstance(self._records[id], Claim)

    def _walk(self, record: Record) -> Walked:
        if not isinstance(record, Claim) or record.id in self._gone or record.about in self._gone:
            made = walk(self._sight, record, self._gone)
            reason = made.record and self._sight.readership.why_not_left(made.record)
            return Walked(None, (Removed(record.id, reason),), {}) if reason else made
        path = self._claim_path(record)
        if path is None:
            return Walked(None, (Removed(record.id, RemovalReason.CLAIM),), {})
        made = walk(self._sight, record, self._gone)
        if made.record is None or path == record.field:
            return made
        claim: Any = made.record
        return made._replace(record=attrs.evolve(claim, field=path))

    def _claim_path(self, claim: Claim) -> str | None:
        """Return the path of a claim in the record as the copy has it; None if the claim must go.

        The list may have lost items, so the item is looked up by what it was, and the new path is tried out.
        """
        about = self._records[claim.about]
        target = resolve(about, claim.field)
        if isinstance(target, Refusal) or (target[0].refs and claim.value in self._gone):
            return None
        at, path = _place_of(about, claim.field)
        if not self._sight.shows_target(about, f"{about.id}.{path}", at):
            return None
        made = self._walked.get(about.id)
        if made is None or made.record is None:  # a claim about a claim that comes later: it keeps all its fields
            return claim.field
        places = made.kept.get(at[0]) if at else None
        if at is None or places is None:
            return claim.field if _leads(made.record, claim.field) else None
        if at[1] not in places:
            return None
        numbered = f"{at[0]}[#{places.index(at[1]) + 1}].{at[2]}"
        is_same = _leads(made.record, numbered) and normal_path(made.record, numbered) == numbered
        return numbered if is_same else None

    # A person's own copy has agencies, professionals, sources and reviews only where something in the copy rests on
    # them. They are found by following the links from everything else, so nothing that is left links to what goes.
    def _drop_unused(self) -> None:
        left = {id: made.record for id, made in self._walked.items() if made.record is not None}
        reached = [id for id in left if not self._is_support(id)]
        used = set(reached)
        while reached:
            record = left[reached.pop()]
            targets = [target for _, target, _ in links(record)]
            if isinstance(record, Claim) and record.value in left:  # a claim about a link has an id as its value
                targets.append(record.value)
            for target in targets:
                if target not in used:
                    used.add(target)
                    reached.append(target)
        unused = dict.fromkeys(left.keys() - used, RemovalReason.NOT_ABOUT_READER)
        self._gone |= unused
        for id, reason in unused.items():
            self._walked[id] = Walked(None, (Removed(id, reason),), {})

    def _is_support(self, id: RecordId) -> bool:
        record = self._records[id]
        return isinstance(record, (*SUPPORT, Claim)) and not self._sight.readership.subjects_of(record)


def _leads(record: Record, path: str) -> bool:
    return not isinstance(resolve(record, path), Refusal)


def _place_of(about: Record, field: str) -> tuple[tuple[str, int, str] | None, str]:
    """Return where in a record the path of a claim leads, and the same path as `Removed` writes it.

    The place is the field that holds a value or a list of values, the place in the list, and the field of the value;
    None if the path leads to a field of the record itself.
    """
    path = normal_path(about, field)
    name, bracket, rest = path.partition("[#")
    if bracket:
        number, _, scalar = rest.partition("].")
        place = int(number) - 1
        return (name, place, scalar), f"{name}[{place}].{scalar}"
    outer, dot, scalar = path.partition(".")
    return ((outer, 0, scalar) if dot else None), path
