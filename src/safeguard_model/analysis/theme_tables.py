"""Themes: how often each occurs in the findings of one or many case files, and which occur together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import attrs

from safeguard_model.analysis.counted import made_in, only_file, require_casefiles, require_word, reviews_in
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, counted, shape
from safeguard_model.html_tables import visible
from safeguard_model.records import CaseFile, Finding, Review
from safeguard_model.records.themes import theme_of, tidied
from safeguard_model.timeline.answers import Answers
from safeguard_model.timeline.left_out import LeftOut, left_out
from safeguard_model.timeline.wording import first_ids

if TYPE_CHECKING:
    from safeguard_model.analysis.counted import Maker

__all__ = ["ThemeCount", "ThemePair", "ThemeUnit", "theme_counts", "theme_pairs"]

ThemeUnit: TypeAlias = Literal["finding", "review"]
"""What is counted: findings, or reviews, of which each counts a theme once."""

_UNITS = ("finding", "review")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ThemeCount(Discreet):
    """A theme, with the number of findings or reviews in which it occurs."""

    headings: ClassVar[tuple[str, ...]] = ("theme", "how many", "of", "unit", "also written")

    theme: str
    """The theme. For other spellings of a suggested theme, this is the suggested theme."""
    how_many: int
    """The number of findings or reviews with the theme."""
    of: int
    """The number of findings or reviews that have any theme. The others are in `left_out`."""
    unit: str
    """What is counted: finding or review."""
    spellings: tuple[str, ...]
    """The spellings of the theme in the files, in the order of the alphabet."""
    findings: tuple[Finding, ...]
    """The findings with the theme."""
    reviews: tuple[Review, ...]
    """The reviews that made these findings."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        others = [spelling for spelling in self.spellings if spelling != self.theme]
        return (self.theme, self.how_many, self.of, self.unit, ", ".join(others))

    def __str__(self) -> str:
        where = self.reviews if self.unit == "review" else self.findings
        of = f"{self.how_many:,} of {counted(self.of, self.unit)} with a theme"
        return f"{_shown(self.theme)}: {of} ({first_ids(where)})"

    def __repr__(self) -> str:
        return f"<ThemeCount {self}>"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ThemePair(Discreet):
    """Two themes, with the number of findings or reviews in which both occur."""

    headings: ClassVar[tuple[str, ...]] = ("themes", "together", "with the first", "with the second", "of", "unit")

    first: str
    """The theme that comes first in the alphabet."""
    second: str
    """The other theme."""
    how_many: int
    """The number of findings or reviews with both themes."""
    with_first: int
    """The number of findings or reviews with the first theme."""
    with_second: int
    """The number of findings or reviews with the second theme."""
    of: int
    """The number of findings or reviews that have any theme. The others are in `left_out`."""
    unit: str
    """What is counted: finding or review."""
    findings: tuple[Finding, ...]
    """The findings with both themes; of a review, those with either."""
    reviews: tuple[Review, ...]
    """The reviews that made these findings."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        themes = f"{self.first} + {self.second}"
        return (themes, self.how_many, self.with_first, self.with_second, self.of, self.unit)

    def __str__(self) -> str:
        where = self.reviews if self.unit == "review" else self.findings
        of = f"{self.how_many:,} of {counted(self.of, self.unit)} with a theme"
        alone = f"{self.with_first:,} with the first, {self.with_second:,} with the second"
        return f"{_shown(self.first)} + {_shown(self.second)}: {of} ({first_ids(where)}); {alone}"

    def __repr__(self) -> str:
        return f"<ThemePair {self}>"


def _shown(theme: str) -> str:
    """Return a theme for one line of text, without line breaks and with escapes for what would disguise it."""
    return visible(" ".join(theme.split()))


@attrs.frozen
class _Place:
    """The findings of one unit that have a theme: one finding, or the findings of one review."""

    themes: Mapping[str, tuple[Finding, ...]]
    """The findings with each theme."""
    review: Review | None
    """The review; None if the finding was made by a proceeding."""


@attrs.frozen
class _Themed:
    """What the findings of some case files say about themes."""

    places: tuple[_Place, ...]
    spellings: Mapping[str, tuple[str, ...]]
    left_out: tuple[LeftOut, ...]


@frameless
def theme_counts(*casefiles: CaseFile, unit: ThemeUnit, themes: Mapping[str, str] | None = None) -> Answers[ThemeCount]:
    """Return how often each theme occurs in the findings of one or many case files, the most frequent first.

    Other spellings of a suggested theme count as that theme: see `safeguard_model.records.theme_of`. Spellings of any
    other theme that differ only in capitals, spaces, hyphens and underscores are one theme. A finding that is equal in
    two files, as is its review, is counted once.

    Findings without a theme are left out, and the last line says how many. Where reviews are counted, so are the
    findings of proceedings, and the reviews without findings.

    Args:
        casefiles: One or many case files.
        unit: What is counted. "finding": a finding counts once for each of its themes. "review": a review counts a
            theme once, however many of its findings have it.
        themes: Your own spellings, each with the theme that it means. They come before the suggested themes, so they
            can also put a suggested theme, with all its spellings, under another.

    Raises:
        InvalidRecord: An argument is not as described.
    """
    found = _themed(casefiles, unit, themes, "theme_counts")
    places: dict[str, list[_Place]] = defaultdict(list)
    for place in found.places:
        for theme in place.themes:
            places[theme].append(place)
    counts = [
        ThemeCount(
            theme=theme,
            how_many=len(held),
            of=len(found.places),
            unit=unit,
            spellings=found.spellings[theme],
            findings=tuple(finding for place in held for finding in place.themes[theme]),
            reviews=_reviews(held),
        )
        for theme, held in places.items()
    ]
    counts.sort(key=lambda count: (-count.how_many, count.theme))
    return Answers(counts, found.left_out, only_file(casefiles), ThemeCount)


@frameless
def theme_pairs(*casefiles: CaseFile, unit: ThemeUnit, themes: Mapping[str, str] | None = None) -> Answers[ThemePair]:
    """Return the pairs of themes that occur together in one finding, or in one review; the most frequent pair first.

    The arguments, what is left out and the errors are those of `theme_counts`. A review with many themes has many
    pairs: ten themes make 45.
    """
    found = _themed(casefiles, unit, themes, "theme_pairs")
    alone: dict[str, int] = defaultdict(int)
    together: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in found.places:
        for theme in place.themes:
            alone[theme] += 1
        for first, second in combinations(sorted(place.themes), 2):
            together[first, second].append(place)
    pairs = [
        ThemePair(
            first=first,
            second=second,
            how_many=len(held),
            with_first=alone[first],
            with_second=alone[second],
            of=len(found.places),
            unit=unit,
            findings=tuple(_of_both(held, first, second)),
            reviews=_reviews(held),
        )
        for (first, second), held in together.items()
    ]
    pairs.sort(key=lambda pair: (-pair.how_many, pair.first, pair.second))
    return Answers(pairs, found.left_out, only_file(casefiles), ThemePair)


def _of_both(places: Iterable[_Place], first: str, second: str) -> dict[Finding, None]:
    """Return the findings of some places that have one of two themes, each once."""
    return dict.fromkeys(finding for place in places for finding in (*place.themes[first], *place.themes[second]))


def _reviews(places: Iterable[_Place]) -> tuple[Review, ...]:
    return tuple(dict.fromkeys(place.review for place in places if place.review is not None))


def _themed(casefiles: tuple[CaseFile, ...], unit: str, themes: Mapping[str, str] | None, where: str) -> _Themed:
    """Return what the findings say about themes, after a check of all arguments."""
    files = require_casefiles(casefiles, where)
    require_word(unit, _UNITS, where, "unit")
    own = _own_themes(themes, where)
    findings = dict.fromkeys(made_in(files, lambda file: file.findings))
    names, spellings = _names((finding for finding, _ in findings), own)
    themed: list[tuple[Finding, Maker, dict[str, None]]] = []
    bare: list[Finding] = []
    for finding, maker in findings:
        held = dict.fromkeys(names[_key(text, own)] for text in finding.themes if tidied(text))
        if held:
            themed.append((finding, maker, held))
        else:
            bare.append(finding)
    missing = left_out("without a theme", bare, findings)
    if unit == "finding":
        singles = (
            _Place(dict.fromkeys(held, (finding,)), maker if isinstance(maker, Review) else None)
            for finding, maker, held in themed
        )
        return _Themed(tuple(singles), spellings, missing)
    by_review: dict[Review, dict[str, list[Finding]]] = {}
    for finding, maker, held in themed:
        if isinstance(maker, Review):
            of_review = by_review.setdefault(maker, {})
            for theme in held:
                of_review.setdefault(theme, []).append(finding)
    of_none = [finding for finding, maker, _ in themed if not isinstance(maker, Review)]
    reviews = reviews_in(files)
    with_findings = {maker for _, maker in findings}
    missing += left_out("of no review", of_none, findings)
    missing += left_out("without a finding", [each for each in reviews if each not in with_findings], reviews)
    places = (
        _Place({theme: tuple(having) for theme, having in held.items()}, review) for review, held in by_review.items()
    )
    return _Themed(tuple(places), spellings, missing)


def _own_themes(themes: object, where: str) -> dict[str, str]:
    """Return the user's themes by the tidied form of their spellings. Raises `InvalidRecord` for anything else."""
    if themes is None:
        return {}
    if not isinstance(themes, Mapping):
        raise InvalidRecord(where, "themes", f"expected a mapping of spellings to themes, got {shape(themes)}")
    own: dict[str, str] = {}
    for spelling, theme in themes.items():
        for text in (spelling, theme):
            if not isinstance(text, str) or not tidied(text):
                raise InvalidRecord(where, "themes", f"expected words as spellings and themes, got {shape(text)}")
        meant = theme_of(theme)
        if own.setdefault(tidied(spelling), meant) != meant:
            rule = "expected one theme for each spelling, got two for spellings that differ only in capitals or spaces"
            raise InvalidRecord(where, "themes", rule)
    return own


def _meant(text: str, own: Mapping[str, str]) -> str:
    """Return the theme that a text means: the user's, otherwise the suggested theme, otherwise the text itself."""
    if (theme := own.get(tidied(text))) is not None:
        return theme
    suggested = theme_of(text)
    return own.get(tidied(suggested), suggested)


def _key(text: str, own: Mapping[str, str]) -> str:
    return tidied(_meant(text, own))


# The name of a theme must not depend on the order of the files. It is the user's, the suggested one, or the spelling
# that comes first in the alphabet: "Winter" before "winter".
def _names(findings: Iterable[Finding], own: Mapping[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the name of each theme by its tidied form, and the spellings in the files by the name."""
    written: dict[str, set[str]] = defaultdict(set)
    meant: dict[str, set[str]] = defaultdict(set)
    for text in {text for finding in findings for text in finding.themes}:
        if not tidied(text):
            continue
        theme = _meant(text, own)
        written[tidied(theme)].add(text)
        meant[tidied(theme)].add(theme)
    names = {key: min(held) for key, held in meant.items()}
    for theme in sorted(own.values(), reverse=True):
        if tidied(theme) in names:
            names[tidied(theme)] = theme
    return names, {names[key]: tuple(sorted(texts)) for key, texts in written.items()}
