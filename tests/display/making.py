"""What the tests of pictures share."""

from safeguard_model import Agency, CaseFile, Child, Event, Incident, Review, Timeline

AGENCIES = [
    Agency(id="csc", name="Northmere Children's Services", kind="childrens_social_care"),
    Agency(id="hv", name="Northmere Health Visiting", kind="health_visiting"),
    Agency(id="refuge", name="", name_withheld=True, kind="housing"),
]
SECRET = "Invented Secret"


def entry(id, when, kind="home_visit", agency="hv", **more):
    """An entry about Child N, with a description that must not be shown."""
    return Event(id=id, when=when, kind=kind, agency=agency, people=["child-n"], description=SECRET, **more)


def casefile(*events, born="2016-01-17", **more):
    """A case file with one child, who has a name that must not be shown, and three agencies."""
    child = Child(id="child-n", label="Child N", name=SECRET, born=born, **more)
    return CaseFile.of(SECRET, [child, *AGENCIES, *events])


def many(count, agencies=4):
    """A timeline of entries over ten years, spread unevenly, of many kinds and precisions."""
    kinds = ("home_visit", "appointment", "referral", "was_not_brought", "strategy_discussion")
    events = []
    for number in range(count):
        year, month, day = 2010 + number * 7 % 10, number * 5 % 12 + 1, number * 11 % 28 + 1
        when = f"{year}-{month:02}-{day:02}"
        when = {3: when[:7], 5: f"{when}~", 8: "XXXX", 9: f"{when}/.."}.get(number % 40, when)
        events.append(entry(f"e-{number}", when, kinds[number % 5], f"agency-{number % agencies}"))
    return Timeline(events)


def reviewed(*events, period):
    """A case file with an incident, and a review of a period."""
    incident = Incident(id="inc", when="2016-05-04")
    review = Review(id="review", title=SECRET, kinds=["serious_case_review"], period=period)
    return casefile(*events).add(incident, review)


def artists(axes, gid):
    """The artists of an axes whose gid begins with a text."""
    return [artist for artist in axes.get_children() if str(artist.get_gid() or "").startswith(gid)]


def texts(axes, gid=""):
    """The texts in an axes, of one sort or all."""
    return [artist.get_text() for artist in axes.texts if str(artist.get_gid() or "").startswith(gid)]


def mark_count(axes):
    """How many marks of events were drawn."""
    count = 0
    for artist in artists(axes, "mark"):
        count += len(artist.get_segments()) if hasattr(artist, "get_segments") else len(artist.get_offsets())
    return count
