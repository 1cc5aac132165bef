"""Names on the internet and places on the globe: e-mail, web addresses, handles, IP addresses, coordinates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.found_places import is_near, mention, words
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["coordinates_between", "emails_and_handles", "web_addresses"]

_EMAIL: Final = re.compile(
    r"(?<![a-z0-9.%+'_\-])(?P<local>[a-z0-9_%+][a-z0-9._%+'\-]{0,80})@[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,62}){1,6}"
)
_OFFICES: Final = words(
    """
    info help helpline enquiries enquiry admin contact contactus office reception mash safeguarding complaints press
    support team hello mail noreply
    """
)
"""The names of mailboxes that belong to nobody."""
_HANDLE: Final = re.compile(r"(?<![a-z0-9@./_\-])@(?P<name>[a-z_][a-z0-9_.]{1,29})(?![a-z0-9@])")
_WEB: Final = re.compile(
    r"(?:https?://|(?<![a-z0-9.@])www\.)(?P<host>[a-z0-9.\-]{1,253})(?::[0-9]+)?(?P<path>/[^\s<>\"')\]]*)?"
)
_PUBLIC: Final = ("gov.uk", "nhs.uk", "parliament.uk", "nspcc.org.uk", "police.uk", "ac.uk", "bailii.org", "w3.org")
_NETWORKS: Final = (
    *("facebook.com", "instagram.com", "twitter.com", "x.com", "tiktok.com", "snapchat.com", "linkedin.com"),
    *("youtube.com", "threads.net", "onlyfans.com", "reddit.com", "justgiving.com", "gofundme.com"),
)
_THREE_WORDS: Final = re.compile(r"///[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}(?![a-z.])")
_DEGREES: Final = re.compile(
    r"[0-9](?<![0-9.][0-9])[0-9]?\.[0-9]{4,}\s?°?\s?[ns]?\s{0,2}[,;]?\s{0,2}-?[0-9]{1,3}\.[0-9]{3,}\s?°?\s?[ew]?(?![a-z0-9])"
)
_IP: Final = re.compile(r"[0-9](?<![0-9.][0-9])[0-9]{0,2}\.(?:[0-9]{1,3}\.){2}[0-9]{1,3}(?![0-9])(?!\.[0-9])")
_NO_IP: Final = re.compile(r"(?<![a-z])(?:v|ver|version|para|paragraph|section|clause|rule|release)s?\.?\s?$")


def emails_and_handles(plain: PlainText) -> Iterator[Mention]:
    """Yield e-mail addresses, and handles such as ``@name``. A mailbox that is nobody's, such as info@, is a query."""
    for found in _EMAIL.finditer(plain.text):
        sure = 0.6 if found["local"] in _OFFICES else 0.97
        yield mention(plain, found.span(), LeakKind.EMAIL, sure, "the form of an e-mail address")
    for found in _HANDLE.finditer(plain.text):
        yield mention(plain, found.span(), LeakKind.IDENTIFIER, 0.6, "the form of a name on a network")


def web_addresses(plain: PlainText) -> Iterator[Mention]:
    """Yield web addresses that may lead to a person, and addresses of three words. Public bodies' sites are none."""
    for found in _WEB.finditer(plain.text):
        host = found["host"].rstrip(".")
        if _is_of(host, _PUBLIC):
            continue
        sure = 0.85 if _is_of(host, _NETWORKS) and len(found["path"] or "") > 1 else 0.3
        end = found.end() - (len(found[0]) - len(found[0].rstrip(".,;:!?")))
        yield mention(plain, (found.start(), end), LeakKind.IDENTIFIER, sure, "a web address")
    for found in _THREE_WORDS.finditer(plain.text):
        yield mention(plain, found.span(), LeakKind.ADDRESS, 0.9, "a place in three words")


def _is_of(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def coordinates_between(plain: PlainText, start: int, end: int) -> Iterator[Mention]:
    """Yield the latitude with its longitude and the IP address that begin in a stretch. They may be other numbers."""
    latitude = _DEGREES.match(plain.text, start)
    if latitude:
        yield mention(plain, latitude.span(), LeakKind.ADDRESS, 0.6, "a latitude and a longitude")
    for found in _IP.finditer(plain.text, start, end):
        numbers = [int(part) for part in found[0].split(".")]
        fits = max(numbers) <= 255 and sum(number > 9 for number in numbers) > 1
        if fits and not is_near(plain, found.span(), _NO_IP, 12):
            yield mention(plain, found.span(), LeakKind.IDENTIFIER, 0.5, "the form of an IP address")
