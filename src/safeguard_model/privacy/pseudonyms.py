"""`pseudonymise`: the same case file with keyed pseudonyms in the place of ids, names, labels and numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, shape
from safeguard_model.html_tables import table
from safeguard_model.privacy.book import Book
from safeguard_model.privacy.keyed_codes import ID_LENGTH, LABEL_LENGTH, KeyedCodes
from safeguard_model.privacy.leakage import BIRTHS, Leak, Leaks, birth_leak, leak_of
from safeguard_model.privacy.leaves import DROPPED, Leaf, with_leaves
from safeguard_model.privacy.possible_names import possible_names
from safeguard_model.privacy.searching.finder import Finder
from safeguard_model.privacy.searching.mentions import CERTAIN, LeakKind
from safeguard_model.records import Agency, CaseFile, Claim, Family, Person, Professional, Record, RecordId
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.claim_paths import Refusal, rename_keys, resolve
from safeguard_model.records.combining import renamed_audiences
from safeguard_model.records.sensitivity import Sensitivity
from safeguard_model.records.vocabulary import AgencyKind, Handling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguard_model.records.fields import Field

__all__ = ["Pseudonymised", "pseudonymise"]

REPLACED: Final = 0.6
"""From this on a mention is replaced: it is better to replace a word too many than to leave a name in."""
PLACES: Final = {
    AgencyKind.SCHOOL: "School",
    AgencyKind.EARLY_YEARS: "Early years setting",
    AgencyKind.PRIMARY_CARE: "Surgery",
}
"""The agencies whose name tells where a child lives, and what stands for the name."""
_IN_PLACE: Final = {
    LeakKind.NAME: "[name]",
    LeakKind.SCHOOL: "[school]",
    LeakKind.ADDRESS: "[address]",
    LeakKind.IDENTIFIER: "[number]",
    LeakKind.POSTCODE: "[postcode]",
    LeakKind.PHONE: "[phone]",
    LeakKind.EMAIL: "[email]",
    LeakKind.REGISTRATION: "[registration]",
}
"""What stands for a mention that is about nobody with a label. A date of birth is left, as other dates are."""
_KEPT_IN: Final = frozenset({("Identifier", "scheme"), ("Code", "scheme"), ("Code", "value")})
"""The texts that are words of a system."""
_POSSESSIVE = re.compile(r"['’]s?\Z")
_MARKED = re.compile(r"\d|\b[A-Z]{1,2}\b")
"""What makes a label more than a word of the language: a number, or one or two capital letters by themselves."""
_MOST_LETTERS: Final = 51


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pseudonymised(Discreet):
    """A pseudonymised case file, the book that turns it back, and what may still be a name in it.

    Pseudonymised data is still personal data (UK GDPR, article 4(5) and recital 26): keep the book and the key apart.
    """

    casefile: CaseFile
    """The case file with pseudonyms; its handling is `pseudonymised`."""
    book: Book
    """Which pseudonym stands for what. Whoever has the book can name everybody."""
    left: Leaks
    """What may still be a name, a number or a date of birth, by record and field, with a score."""
    replaced: int
    """How many places in texts were replaced."""

    def __str__(self) -> str:
        return self.as_text()

    def __repr__(self) -> str:
        return f"<Pseudonymised: {self._summary()}>"

    def _repr_html_(self) -> str:
        return self.as_html()

    def as_text(self, *, revealed: bool = False) -> str:
        """Return the summary and what is left. `revealed`: whether with the words that are left."""
        return f"{self._summary()}\n{self.left.as_text(revealed=revealed)}"

    def as_html(self, *, revealed: bool = False) -> str:
        """Return the table that a notebook shows: the summary, and what is left."""
        counts = Counter(type(record).__name__ for record in self.casefile.records())
        return table(("records", "number"), list(counts.items()), self._summary()) + self.left.as_html(
            revealed=revealed
        )

    def _summary(self) -> str:
        records = len(self.casefile.records())
        return f"{records:,} records, {self.replaced:,} places in texts replaced, {len(self.left):,} to look at"


@frameless
def pseudonymise(
    casefile: CaseFile, key: bytes, project: str, labels: Mapping[RecordId, str] | None = None
) -> Pseudonymised:
    """Return the case file with pseudonyms, the book that turns it back, and what may still be a name.

    `key` comes from `new_key`, at least 32 bytes. `project` is a name of your choice. The same id in files of one
    project under one key gets the same pseudonym; in another project, or under another key, another one. `labels` gives
    the label of a person, professional or family by id: ``{"adult-q": "Mother"}``. Without it, the label is the word
    for the record and a code: "Child 7K3Q9".

    - Every id is replaced by the word for the record and a keyed code (HMAC-SHA256): "child-7k3q9x2mabcd0123".
    - Names, aliases and identifiers are replaced by keyed codes: the same text has the same code.
    - In every text, the names on file in many forms, old labels, addresses, schools, surgeries and numbers are
      replaced: a name by the label of who has it, what several share by a word such as "[name]".
    - `extra` and all addresses and places are dropped. The names of schools, early years settings and surgeries are
      replaced; other agencies keep theirs.
    - Dates are kept, also those of births, so that ages can be worked out: see `generalise`.

    What may still be a name is in `left`, with a score: read it. It lists names that are also words where the sentence
    does not show which it is, dates of birth, and capitalised words that stand nowhere in lower case. A name that
    nobody put on file may stand in a text all the same.

    Raises `InvalidRecord` if the key, the project or the labels cannot be used.
    """
    finder = Finder(require_casefile(casefile, "pseudonymise"))
    return pseudonymised(casefile, KeyedCodes(key, project), project, labels, finder)


def pseudonymised(
    casefile: CaseFile, codes: KeyedCodes, project: str, labels: Mapping[RecordId, str] | None, finder: Finder
) -> Pseudonymised:
    """Return what `pseudonymise` returns. `finder` knows the names: of this file, or of the one it is a copy of."""
    return _Maker(casefile, codes, _checked(casefile, labels, finder), finder).made(project)


def _checked(casefile: CaseFile, labels: Mapping[RecordId, str] | None, finder: Finder) -> dict[RecordId, str]:
    """Return the labels. Raises `InvalidRecord` with all that is wrong with them."""
    if labels is None:
        return {}
    wrong: list[str] = []
    given = dict(labels)
    for place, (id, label) in enumerate(given.items(), start=1):
        if id not in casefile or not isinstance(casefile[id], (Person, Professional, Family)):
            wrong.append(f"key {place} is not the id of a person, professional or family")
        if type(label) is not str or not label.strip() or not label.isprintable():
            wrong.append(f"label {place}: expected printable text, got {shape(label)}")
    texts = [label for label in given.values() if type(label) is str]
    if len(set(texts)) < len(texts):
        wrong.append("a label appears twice")
    held = [place for place, text in enumerate(texts, 1) if any(m.sure >= CERTAIN for m in finder.mentions(text))]
    wrong += [f"label {place} holds a name or a number on file" for place in held]
    if wrong:
        raise InvalidRecord("pseudonymise", "labels", "; ".join(wrong))
    return given


# Each text is searched once. What is sure enough is replaced, and the rest is listed. A text that was changed is
# searched once more, because two words may have come together that were apart. So `left` is what `leaks` would find in
# the result, without a second look at the many texts that name nobody.
class _Maker:
    """The making of one pseudonymised file: the new ids and labels, and the change of each leaf."""

    def __init__(self, casefile: CaseFile, codes: KeyedCodes, labels: dict[RecordId, str], finder: Finder) -> None:
        self.casefile = casefile
        self.codes = codes
        self.finder = finder
        self.ids = {record.id: _id(codes, record) for record in casefile.records()}
        self.labels = _new_labels(casefile, codes, labels)
        self.old_labels = _old_labels(casefile, self.labels)
        self.replaced = 0
        self.texts: dict[tuple[RecordId, str], tuple[str, str]] = {}
        self.left: list[Leak] = []
        self.free_texts: list[tuple[str, RecordId, str]] = []
        # Of the record at work: its pseudonym, where it is in words, and the new values of fields by path.
        self.now: RecordId = ""
        self.place = "CaseFile"
        self.given: dict[str, Any] = {}

    def made(self, project: str) -> Pseudonymised:
        """Return the result."""
        title = self.text(self.casefile.title, "title")
        records = [self.record(record) for record in self.casefile.records()]
        new = CaseFile.of(title, records, handling=Handling.PSEUDONYMISED)
        left = [*self.left, *possible_names(self.free_texts, new, known=self.labels.values())]
        book = Book(
            project=project,
            ids={pseudonym: id for id, pseudonym in self.ids.items()},
            labels={label: _label(self.casefile[id]) for id, label in self.labels.items()},
            texts=self.texts,
        )
        return Pseudonymised(casefile=new, book=book, left=Leaks(left, texts=len(self.texts)), replaced=self.replaced)

    def rename(self, id: RecordId) -> RecordId:
        """Return the pseudonym of an id."""
        return self.ids[id]

    def record(self, record: Record) -> Record:
        """Return one record with pseudonyms."""
        self.now = self.ids[record.id]
        self.place = f"{type(record).__name__} {self.now}"
        self.given = {"id": self.now}
        if record.id in self.labels:
            self.given["name" if isinstance(record, Agency) else "label"] = self.labels[record.id]
        if isinstance(record, Claim):
            self.given |= self.claim(record)
        new = with_leaves(record, self.leaf)
        if not record.withheld_from:
            return new
        return attrs.evolve(new, withheld_from=tuple(renamed_audiences(record, self.casefile, self.rename)))

    def leaf(self, leaf: Leaf) -> Any:
        """Return the pseudonymised value of a leaf."""
        path, field, owner, sensitivity, value = leaf
        if path in self.given:
            return self.given[path]
        if field.refs:
            return self.ids[value]
        if field.type is str:
            if sensitivity is Sensitivity.RESTRICTED:
                return DROPPED
            if field.name == "withheld_from" or (owner, field.name) in _KEPT_IN:
                return value
            return self.changed(field, value, path)
        if field.name in BIRTHS and (leak := birth_leak(f"{self.place}.{path}", self.now, value)):
            self.left.append(leak)
        return DROPPED if field.name == "extra" else value

    def changed(self, field: Field, value: str, path: str) -> str:
        """Return a text with pseudonyms, as its field asks for."""
        if field.sensitivity is Sensitivity.IDENTIFYING:
            code = f"{field.name if field.name == 'value' else 'name'}-{self.codes.code('text', _one_form(value))}"
            self.texts[self.now, path] = (code, value)
            return code
        new = self.text(value, path)
        if field.sensitivity is Sensitivity.FREE_TEXT:
            self.free_texts.append((f"{self.place}.{path}", self.now, new))
        return new

    def text(self, value: str, path: str) -> str:
        """Return a free text with every known name, label and number replaced."""
        mentions = self.finder.mentions(value)
        parts: list[str] = []
        at = 0
        for mention in mentions:
            if mention.sure < REPLACED or mention.kind is LeakKind.DATE_OF_BIRTH:
                continue
            written = value[mention.start : mention.end]
            ending = _POSSESSIVE.search(written)
            word = self.labels.get(mention.about or "") or _IN_PLACE[mention.kind]
            parts += (self.relabelled(value[at : mention.start]), word, ending[0] if ending else "")
            at = mention.end
            self.replaced += 1
        new = "".join((*parts, self.relabelled(value[at:])))
        if new != value:
            self.texts[self.now, path] = (new, value)
            mentions = self.finder.mentions(new)
        for mention in mentions:
            leak = leak_of(mention, new, f"{self.place}.{path}")
            self.left.append(attrs.evolve(leak, about=self.ids.get(leak.about or "")))
        return new

    def relabelled(self, text: str) -> str:
        """Return a text with the old labels replaced by the new ones."""
        pattern, new = self.old_labels
        if pattern is None:
            return text
        changed, times = pattern.subn(lambda match: new[match[0]], text)
        self.replaced += times
        return changed

    def claim(self, claim: Claim) -> dict[str, Any]:
        """Return the new field and value of a claim, which is as sensitive as the field that it is about."""
        about = self.casefile[claim.about]
        target = resolve(about, claim.field)
        if isinstance(target, Refusal):
            return {}
        field, _ = target
        value = claim.value
        if field.refs:
            value = self.ids.get(value, value)
        elif field.type is str:
            is_place = field.sensitivity is Sensitivity.RESTRICTED or claim.field.startswith("residences")
            value = _IN_PLACE[LeakKind.ADDRESS] if is_place else self.changed(field, value, "value")
        self.texts[self.now, "value"] = (value, claim.value)
        return {"field": rename_keys(about, claim.field, self.rename), "value": value}


def _id(codes: KeyedCodes, record: Record) -> RecordId:
    return f"{type(record).__name__.lower()}-{codes.code('id', record.id, ID_LENGTH)}"


def _label(record: Record) -> str:
    label: str = getattr(record, "name" if isinstance(record, Agency) else "label")
    return label


# The code of a label is short enough to be read, so two of a file may meet by chance. Then all labels of the file get
# one letter more, until none do: the longer ones begin with the shorter ones, so that people still recognise them.
def _new_labels(casefile: CaseFile, codes: KeyedCodes, given: dict[RecordId, str]) -> dict[RecordId, str]:
    """Return the new label of each person, professional, family, school, early years setting and surgery."""
    words = {record.id: word for record in casefile.records() if (word := _word(record))}
    for length in range(LABEL_LENGTH, _MOST_LETTERS):
        made = {id: f"{word} {codes.code('id', id, length).upper()}" for id, word in words.items()} | given
        if len(set(made.values())) == len(made):
            return made
    raise InvalidRecord("pseudonymise", "labels", "a given label is also the pseudonym of somebody else")


def _word(record: Record) -> str:
    """Return the word that a label begins with; an empty text for a record whose label or name is kept."""
    if isinstance(record, Agency):
        return PLACES.get(record.kind, "") if record.kind else ""
    return type(record).__name__ if isinstance(record, (Person, Professional, Family)) else ""


def _old_labels(casefile: CaseFile, new: dict[RecordId, str]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """Return a pattern of the old labels that may stand in texts, and the new label for each.

    A label without a number or a single letter, such as "Mother", is a word of the language and stays.
    """
    texts: dict[str, str] = {}
    for id, label in new.items():
        old = _label(casefile[id])
        if not isinstance(casefile[id], Agency) and _MARKED.search(old) and old != label:
            texts[old] = label if texts.get(old, label) == label else _IN_PLACE[LeakKind.NAME]
    if not texts:
        return None, texts
    longest_first = sorted(map(re.escape, texts), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)"), texts


def _one_form(value: str) -> str:
    """Return a name or a number without what differs from one writer to the next: case and spaces."""
    return " ".join(value.casefold().split())
