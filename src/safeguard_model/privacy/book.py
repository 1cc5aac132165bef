"""`Book`: which pseudonym stands for whom. It is kept apart from the pseudonymised file, and turns it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, final

import attrs

from safeguard_model.discreet import Discreet, frameless_methods
from safeguard_model.errors import InvalidFile, InvalidRecord, Problem, Severity
from safeguard_model.privacy.leaves import Leaf, with_leaves
from safeguard_model.records import CaseFile, Claim, Person, Professional, Record, RecordId
from safeguard_model.records.casefile import require_casefile
from safeguard_model.records.claim_paths import Refusal, rename_keys, resolve
from safeguard_model.records.combining import renamed_audiences
from safeguard_model.records.links import renamed
from safeguard_model.records.vocabulary import Handling

if TYPE_CHECKING:
    import os

__all__ = ["Book"]

_FORMAT: Final = "safeguard-model-book/1.0"
_OWNER_ONLY: Final = 0o600
_SHAPE: Final = {"project": str, "ids": dict, "labels": dict, "texts": list}
_NOUNS: Final = {str: "text", dict: "an object", list: "a list"}


@final
@frameless_methods
@attrs.frozen(kw_only=True, eq=False, repr=False, hash=False)
class Book(Discreet):
    """Which pseudonym stands for what. Whoever has it can name everybody: keep it apart, and never send it along.

    It holds no key, no address and nothing of `extra`.
    """

    project: str
    """The project that the pseudonyms are of."""
    ids: Mapping[RecordId, RecordId]
    """The id on file for each pseudonym."""
    labels: Mapping[str, str]
    """The label on file for each new label."""
    texts: Mapping[tuple[RecordId, str], tuple[str, str]]
    """For each text that was changed, by the pseudonym of its record and its path: the new text and the old one."""

    def __repr__(self) -> str:
        return f"<Book: {len(self.ids):,} ids, {len(self.texts):,} texts>"

    def as_text(self, *, revealed: bool = False) -> str:
        """Return how much it holds. `revealed`: whether with a line for each label and id."""
        lines = [f"{new} = {old}" for new, old in (*self.labels.items(), *self.ids.items())]
        return "\n".join([repr(self), *lines] if revealed is True else [repr(self)])

    def turn_back(self, casefile: CaseFile) -> CaseFile:
        """Return a pseudonymised file with its ids, labels, names and texts as they were; its handling `identifiable`.

        The file may have changed since. A text that is still as `pseudonymise` left it becomes what it was. In any
        other text, the new labels become the old ones; so do ids. `extra` and the addresses that were dropped are not
        in the book.

        Raises `InvalidRecord` if the file holds a person or a professional whom the book does not know, as a file of
        another project does, or one under another key.
        """
        known = self.ids
        people = [one for one in require_casefile(casefile, "Book.turn_back").records() if isinstance(one, _PEOPLE)]
        strangers = [person for person in people if person.id not in known]
        if strangers or not any(record.id in known for record in casefile.records()):
            rule = f"expected the file that the book is of; {len(strangers)} of its {len(people)} people are not in it"
            raise InvalidRecord("Book.turn_back", "casefile", rule)
        labels = _pattern(self.labels)
        records = [self._back(record, casefile, labels) for record in casefile.records()]
        title = self._text("", "title", casefile.title, labels)
        return CaseFile.of(title, records, handling=Handling.IDENTIFIABLE, extra=casefile.extra)

    def _back(self, record: Record, casefile: CaseFile, labels: re.Pattern[str] | None) -> Record:
        def rename(id: RecordId) -> RecordId:
            return self.ids.get(id, id)

        def change(leaf: Leaf) -> Any:
            if leaf.field.type is not str or leaf.field.refs:
                return leaf.value
            return self._text(record.id, leaf.path, leaf.value, labels)

        changes: dict[str, Any] = {"id": rename(record.id)}
        if record.withheld_from:
            changes["withheld_from"] = tuple(renamed_audiences(record, casefile, rename))
        if isinstance(record, Claim):
            about = casefile[record.about]
            target = resolve(about, record.field)
            changes["field"] = rename_keys(about, record.field, rename)
            if not isinstance(target, Refusal) and target[0].refs:
                changes["value"] = rename(record.value)
        return attrs.evolve(with_leaves(renamed(record, rename), change), **changes)

    def _text(self, id: RecordId, path: str, value: str, labels: re.Pattern[str] | None) -> str:
        new, old = self.texts.get((id, path), (None, ""))
        if value == new:
            return old
        return value if labels is None else labels.sub(lambda match: self.labels[match[0]], value)

    def dump(self, path: str | os.PathLike[str]) -> None:
        """Write the book to a file of its own, as JSON, for its owner only (mode 0600).

        Raises OSError if the file cannot be written.
        """
        from safeguard_model.formats.atomic_files import replacing
        from safeguard_model.formats.strict_json import encode

        document = {
            "format": _FORMAT,
            "project": self.project,
            "ids": dict(self.ids),
            "labels": dict(self.labels),
            "texts": [[*place, *texts] for place, texts in self.texts.items()],
        }
        data = encode(document, 2)
        with replacing(path) as file:
            file.write(data)
        Path(path).chmod(_OWNER_ONLY)

    @classmethod
    def load(cls, path: str | os.PathLike[str], project: str | None = None) -> Book:
        """Return the book in a file. `project`: the project that it must be of; None: any.

        Raises OSError if the file cannot be read, and `InvalidFile` if it is not a book, or is of another project.
        """
        from safeguard_model.formats.strict_json import MAX_BYTES, decode

        document, problems = decode(Path(path).read_bytes(), MAX_BYTES)
        rules = [] if problems else list(_misfits(document, project))
        if problems or rules:
            raise InvalidFile(problems or [_problem(rule) for rule in rules])
        texts = {(id, where): (new, old) for id, where, new, old in document["texts"]}
        return cls(project=document["project"], ids=document["ids"], labels=document["labels"], texts=texts)


_PEOPLE = (Person, Professional)


def _misfits(document: Any, project: str | None) -> list[str]:
    """Return what keeps a document from being a book, each as a rule."""
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        return [f'expected a book, a JSON object with "format": "{_FORMAT}"']
    rules = [
        f'"{name}": expected {_NOUNS[kind]}'
        for name, kind in _SHAPE.items()
        if not isinstance(document.get(name), kind)
    ]
    if rules:
        return rules
    pairs = [*document["ids"].values(), *document["labels"].values()]
    if not all(isinstance(item, str) for item in pairs):
        rules.append('"ids" and "labels": expected an object of texts')
    rows = document["texts"]
    if not all(isinstance(row, list) and len(row) == 4 and all(isinstance(item, str) for item in row) for row in rows):
        rules.append('"texts": expected lists of four texts')
    if project is not None and document["project"] != project:
        rules.append('"project": expected the project that was asked for, got another one')
    return rules


def _problem(rule: str) -> Problem:
    return Problem(code="not-a-book", severity=Severity.ERROR, where="$", message=rule)


def _pattern(labels: Mapping[str, str]) -> re.Pattern[str] | None:
    if not labels:
        return None
    longest_first = sorted(map(re.escape, labels), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
