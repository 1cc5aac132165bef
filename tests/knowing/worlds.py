"""Every reading of the dates of an event, one by one: what the answers about who knew are compared with."""

from itertools import product

from safeguard_model import Knowledge
from safeguard_model.dates.edtf import ANY
from safeguard_model.dates.when import meaning_of
from tests.knowing.making import KNEW


def starts(when):
    """Return the first and last minute in which something may have begun; a span without a beginning, any time before its end."""
    start_low, start_high, end_low, end_high = meaning_of(when)
    if start_low < -ANY:
        return -ANY, end_high
    return start_low, max(
        start for start in {start_low, start_high, end_low, end_high} if start <= min(start_high, end_high)
    )


def sinces(one):
    """Return what is on file about agency `a`: each date as text, its first and last minute, and whether `a` knew."""
    begun = meaning_of(one.when).start_low
    found = []
    stated = [each for each in one.known_to if each.agency == "a"]
    if not stated and one.agency == "a":
        stated = [Knowledge(agency="a")]
    for each in stated:
        since = each.since or (one.recorded if one.agency == "a" and one.recorded else one.when)
        low, high = starts(since)
        found.append((since.text, begun if low < begun <= high else low, high, each.state is KNEW))
    return found


def worlds(one, by):
    """Yield every reading of the dates: the minute of each statement, its place, and whether it says that `a` knew.

    Each date is tried at every minute that matters. Statements with the same date have the same minute.
    """
    found = sinces(one)
    matters = {edge + step for _, low, high, _ in found for edge in (low, high, by) for step in (-1, 0, 1)}
    texts = list(dict.fromkeys(text for text, *_ in found))
    choices = []
    for text in texts:
        low, high = next((low, high) for other, low, high, _ in found if other == text)
        choices.append([minute for minute in matters if low <= minute <= high])
    for chosen in product(*choices):
        minutes = dict(zip(texts, chosen, strict=True))
        yield sorted(
            (minutes[text], place, knew) for place, (text, _, _, knew) in enumerate(found) if minutes[text] <= by
        )


def outcomes(one, by):
    """Return whether `a` knew, for every reading of the dates; None where no statement had begun."""
    return {begun[-1][2] if begun else None for begun in worlds(one, by)}


def known_from(begun):
    """Return the minute from which `a` has known without a break."""
    since = None
    for minute, _, knew in begun:
        since = (minute if since is None else since) if knew else None
    return since
