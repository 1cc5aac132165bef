"""Numbers of registers that can be told by their form: NHS, CHI, UPN, National Insurance, driving licence, courts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.check_digits import luhn_fits, nhs_number_fits, upn_fits
from safeguard_model.privacy.searching.found_places import in_capitals, is_near, mention, stands_alone
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["citations", "counts_something_else", "register_number_at", "register_numbers_between"]

_HEALTH: Final = re.compile(
    r"(?<![a-z])(?:nhs|chi|h\s?&\s?c|hcn|health\s(?:and\s(?:social\s)?care|number|no))(?![a-z])"
)
_NOT_A_NUMBER_OF_A_PERSON: Final = re.compile(r"(?<![a-z])(?:isbn|issn|doi|[£$€])[^a-z0-9]*(?:1[03])?[^a-z0-9]*$")
_TEN: Final = re.compile(
    r"(?<![a-z0-9])(?<![0-9][.,/\-])[0-9]{3}(?P<gap>[\s.\-]?)[0-9]{3}(?P=gap)[0-9]{4}(?![a-z0-9])(?![./][0-9])"
)
_TEN_ANYHOW: Final = re.compile(r"(?<![a-z0-9])[0-9](?:[\s.\-]{0,2}[0-9]){9}(?![a-z0-9])(?![./][0-9])")
_CARD: Final = re.compile(
    r"(?<![a-z0-9])(?<![0-9][\s\-.])[0-9]{4}(?P<gap>[\s\-]?)(?:[0-9]{4}(?P=gap)){2}[0-9]{4}(?![a-z0-9])"
)
"""Not the digits behind a decimal point: in a workbook, a time of day is a fraction of a day."""
_UPN: Final = re.compile(r"[a-hj-np-rt-z][\s\-]?(?:[0-9][\s\-]?){11}[a-hj-np-rt-z0-9]")
_UPN_WORD: Final = re.compile(r"(?<![a-z])(?:upn|pupil\s(?:number|no))(?![a-z])")
# Source: HM Revenue and Customs, National Insurance Manual NIM39110, which letters a prefix does not have.
_NATIONAL_INSURANCE: Final = re.compile(
    r"(?!bg|gb|nk|kn|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z][\s\-]?[0-9]{2}[\s\-]?[0-9]{2}[\s\-]?[0-9]{2}"
    r"(?P<suffix>[\s\-]?[a-d])?(?![a-z0-9])"
)
_LIKE_NATIONAL_INSURANCE: Final = re.compile(r"[a-z]{2}[\s\-]?(?:[0-9]{2}[\s\-]?){3}[a-d]")
"""As it may be mistyped, or made up with the letters QQ, which no register gives."""
_INSURANCE_WORD: Final = re.compile(
    r"(?<![a-z])(?:ni|nino|national\sinsurance|nat\sins|insurance\s(?:number|no))(?![a-z])"
)
# Source: Driver and Vehicle Licensing Agency: five letters of the surname, filled up with nines, the date of birth as
# a digit, two of the month (50 more for women), two of the day and one, two initials, and three for the check.
_LICENCE: Final = re.compile(
    r"(?=[a-z])[a-z9]{5}\s?[0-9](?:[05][1-9]|[16][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]\s?[a-z][a-z9][0-9a-z]\s?[a-z]{2}"
)
_COURT: Final = re.compile(r"(?:[a-z]{2}[0-9]{2}[a-z][0-9]{5}|[a-z][0-9]{2}[a-z]{2}[0-9]{3})")
_NURSE: Final = re.compile(r"[0-9]{2}[a-z][0-9]{4}[a-z]")
_NURSE_WORD: Final = re.compile(r"(?<![a-z])(?:nmc|nurs|midwi|health\svisitor|pin|registra)")
_SOCIAL_WORKER: Final = re.compile(r"sw[0-9]{4,6}")
_SOCIAL_WORKER_WORD: Final = re.compile(r"(?<![a-z])(?:swe|social\swork|hcpc|registra)")
_CHILDMINDER: Final = re.compile(r"ey[0-9]{6}")

_CITATION: Final = re.compile(
    r"[\[(](?:19|20)[0-9]{2}[\])]\s?(?P<court>ewfc|ewcop|ewhc|ewca\s?(?:civ|crim)|nifam|nica|csoh|csih|scotcs|uksc|ukhl|ukpc"
    r"|echr|eacj|[0-9]\s?fl[rj])\s?(?:\([a-z]+\)\s?)?b?[0-9]{1,5}(?:\s?\((?:fam|b|qb|admin)\))?(?![a-z0-9])"
)
_COURTS_OF_FAMILIES: Final = ("ewfc", "ewcop", "ewhc", "nifam", "csoh")


def counts_something_else(plain: PlainText, start: int) -> bool:
    """Return whether the number of a book or an amount of money begins at a place."""
    return _NOT_A_NUMBER_OF_A_PERSON.search(plain.text, max(0, start - 14), start) is not None


def register_numbers_between(plain: PlainText, start: int, end: int) -> Iterator[Mention]:
    """Yield the numbers made of digits in a stretch of digits and what may stand between the digits of a number."""
    yield from _health_numbers(plain, start, end)
    text = plain.text
    for found in _CARD.finditer(text, start, end):
        if luhn_fits(re.sub(r"\s", "", found[0])):
            yield mention(plain, found.span(), LeakKind.IDENTIFIER, 0.8, "digits that fit the check of a card")


def _health_numbers(plain: PlainText, start: int, end: int) -> Iterator[Mention]:
    """Yield the numbers of the NHS, of Scotland (CHI) and of Northern Ireland (H&C).

    One in eleven numbers of ten digits fits the check by chance. So without a word for it, one that fits is a query.
    """
    named = is_near(plain, (start, end), _HEALTH, 45, 25)
    for found in (_TEN_ANYHOW if named else _TEN).finditer(plain.text, start, end):
        digits = re.sub(r"[^0-9]", "", found[0])
        fits = nhs_number_fits(digits) and len(set(digits)) > 1
        if not (fits or named):
            continue
        if named:
            sure, reason = (0.97 if fits else 0.7), "ten digits near a word for the NHS number"
        else:
            sure, reason = (0.6 if len(found[0]) > 10 else 0.4), "ten digits that fit the NHS check"
        yield mention(plain, found.span(), LeakKind.IDENTIFIER, sure, reason)


def register_number_at(plain: PlainText, start: int) -> Mention | None:
    """Return the number with letters that begins at a place of a plain text, where a word begins; None if none does."""
    if not _ANY_WITH_LETTERS.match(plain.text, start):
        return None
    for pattern, sureness, reason in _WITH_LETTERS:
        found = pattern.match(plain.text, start)
        if found is not None and stands_alone(plain, found.span()):
            sure = sureness(plain, found)
            if sure:
                return mention(plain, found.span(), LeakKind.IDENTIFIER, sure, reason)
    return None


def _of_a_pupil(plain: PlainText, found: re.Match[str]) -> float:
    if is_near(plain, found.span(), _UPN_WORD, 30, 15):
        return 0.97 if upn_fits(found[0]) else 0.8
    return 0.95 if upn_fits(found[0]) and len(found[0]) == 13 else 0


def _of_national_insurance(plain: PlainText, found: re.Match[str]) -> float:
    if is_near(plain, found.span(), _INSURANCE_WORD, 40, 20):
        return 0.97
    if found["suffix"]:
        return 0.95 if in_capitals(plain, found.span()) else 0.8
    return 0.3 if in_capitals(plain, found.span()) else 0


def _like_national_insurance(plain: PlainText, found: re.Match[str]) -> float:
    if is_near(plain, found.span(), _INSURANCE_WORD, 40, 20):
        return 0.9
    return 0.5 if found[0].startswith("qq") else 0


def _of_a_court(plain: PlainText, found: re.Match[str]) -> float:
    usual = found[0][1].isalpha() and found[0][4] in "cpfzdaj"
    if in_capitals(plain, found.span()):
        return 0.95 if usual else 0.7
    return 0.7 if usual else 0


def _of_a_nurse(plain: PlainText, found: re.Match[str]) -> float:
    if is_near(plain, found.span(), _NURSE_WORD, 40, 15):
        return 0.95
    return 0.6 if in_capitals(plain, found.span()) else 0


def _of_a_social_worker(plain: PlainText, found: re.Match[str]) -> float:
    if is_near(plain, found.span(), _SOCIAL_WORKER_WORD, 40, 15):
        return 0.95
    return 0.7 if in_capitals(plain, found.span()) else 0


def _of_a_childminder(plain: PlainText, found: re.Match[str]) -> float:
    return 0.7 if in_capitals(plain, found.span()) else 0


def _by_form(_plain: PlainText, _found: re.Match[str]) -> float:
    return 0.97


_WITH_LETTERS: Final[tuple[tuple[re.Pattern[str], Callable[[PlainText, re.Match[str]], float], str], ...]] = (
    (_SOCIAL_WORKER, _of_a_social_worker, "the form of the number of a social worker"),
    (_LICENCE, _by_form, "the form of the number of a driving licence"),
    (_UPN, _of_a_pupil, "the form of a pupil number"),
    (_NATIONAL_INSURANCE, _of_national_insurance, "the form of a National Insurance number"),
    (_LIKE_NATIONAL_INSURANCE, _like_national_insurance, "almost the form of a National Insurance number"),
    (_COURT, _of_a_court, "the form of the number of a court's case"),
    (_NURSE, _of_a_nurse, "the form of the number of a nurse or midwife"),
    (_CHILDMINDER, _of_a_childminder, "the form of the number of a childminder"),
)


_ANY_WITH_LETTERS: Final = re.compile("|".join(pattern.pattern for pattern, _, _ in _WITH_LETTERS))


def citations(plain: PlainText) -> Iterator[Mention]:
    """Yield the neutral citations of judgments: a published judgment tells the story of a family.

    Those of courts that mostly decide points of law are cited for the law: they are a query of low certainty.
    """
    for found in _CITATION.finditer(plain.text):
        sure = 0.85 if found["court"].startswith(_COURTS_OF_FAMILIES) else 0.4
        yield mention(plain, found.span(), LeakKind.IDENTIFIER, sure, "the citation of a judgment")
