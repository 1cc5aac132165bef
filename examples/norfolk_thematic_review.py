"""The main use of the library: a published thematic review as a typed case file.

Everything here is in the published accounts of one thematic review. Each statement has its source and the place in the
source. Nothing about the families is added. Run `python examples/norfolk_thematic_review.py` to write
`norfolk_thematic_review.json` into the same folder, to read that file back, and to print what the case file shows: its
timeline, contradictions and findings.
"""

from collections import defaultdict
from itertools import chain
from pathlib import Path

from safeguard_model import (
    Action,
    Adult,
    Agency,
    CaseFile,
    Child,
    Citation,
    Claim,
    Event,
    Family,
    Finding,
    Harm,
    Incident,
    Knowledge,
    Membership,
    Milestone,
    Party,
    Proceeding,
    Quantity,
    Relationship,
    Residence,
    Review,
    Source,
    StatedAge,
    Statement,
    Subject,
    Suspect,
    Timeline,
    conflicts,
    dump,
    load,
)
from safeguard_model.records import HEALTH, AgencyKind, Appraisal, HarmKind, Record

FILE = Path(__file__).with_suffix(".json")
INJURED_BETWEEN = "[2016-05..2018-04]"
OTHERS = {
    "child-af1": "AF1",
    "child-af2": "AF2",
    "child-4": "Fourth child",
    "child-5": "Fifth child",
    "child-6": "Sixth child",
}
SIX = ("child-v", *OTHERS)


def s1(where: str, certainty: str | None = None) -> list[Citation]:
    """Return a citation of a place in the first source. In `where`, "p" means paragraph."""
    return [Citation(source="s1", where=where, certainty=certainty)]


def s2(where: str = "") -> list[Citation]:
    """Return a citation of the second source, which is the review itself."""
    return [Citation(source="s2", where=where)]


S3 = [Citation(source="s3")]
S4 = [Citation(source="s4")]


def sources() -> list[Record]:
    """Return the four published accounts."""
    return [
        Source(
            id="s1",
            title="News report, 21 January 2020",
            kind="news",
            publisher="national broadcaster",
            published="2020-01-21",
            of="thematic-review",
        ),
        Source(
            id="s2",
            title="Thematic Serious Case Review",
            kind="report",
            publisher="Norfolk Safeguarding Children Board",
            published="2019-09",
            of="thematic-review",
            comment="The date is the cover's. 64 pages, of which cover, foreword and contents list are used here.",
        ),
        Source(
            id="s3",
            title="News report, 21 January 2020",
            kind="news",
            publisher="regional newspaper",
            published="2020-01-21",
            of="thematic-review",
        ),
        Source(
            id="s4",
            title="News report on the earlier review of Child V",
            kind="news",
            publisher="national broadcaster",
            published="2018",
            of="child-v-review",
        ),
    ]


def agencies() -> list[Record]:
    """Return the board, the body that succeeded the board, and the agencies that the accounts name."""
    return [
        Agency(
            id="board",
            name="Norfolk Safeguarding Children Board",
            kind="safeguarding_partnership",
            area="Norfolk",
            nation="england",
            citations=s2("cover"),
        ),
        Agency(
            id="partnership",
            name="Norfolk Safeguarding Children Partnership",
            kind=AgencyKind.SAFEGUARDING_PARTNERSHIP,
            area="Norfolk",
            nation="england",
            successor_of=["board"],
            citations=S3,
        ),
        Agency(id="council", name="County council", kind="local_authority", area="Norfolk", citations=s1("p8")),
        Agency(id="nhs", name="NHS", kind="community_health", citations=s1("p8")),
        Agency(id="police", name="Police", kind="police", citations=s1("p8") + S4),
        Agency(id="health-visiting", name="Health visiting", kind="health_visiting", citations=S4),
    ]


def people() -> list[Record]:
    """Return Child V and her family, and five other children with their families.

    The five are known only as members of a group of six; the accounts give a label for two of them.
    """
    child_v = Child(
        id="child-v",
        label="Child V",
        gestation_weeks=26,
        died="2016-03",
        stated_ages=[StatedAge(age="P6M", at="2016-03")],
        residences=[Residence(area="King's Lynn, Norfolk")],
        citations=s1("p6") + S4,
        comment="The sex is left to the claims: the sources contradict each other.",
    )
    labelled = s2("contents list")
    others = [
        Child(id=id, label=label, citations=labelled if label.startswith("AF") else s1("p5"))
        for id, label in OTHERS.items()
    ]
    families = [
        Family(id=f"family-of-{id}", label=f"Family of {label}", members=[Membership(person=id)], citations=s1("p5"))
        for id, label in OTHERS.items()
    ]
    return [
        child_v,
        *others,
        Child(id="sibling-v", label="Older sibling of Child V", citations=s1("p7")),
        Adult(id="mother-v", label="Mother of Child V", citations=s1("p7")),
        Adult(id="father-v", label="Father of Child V", citations=s1("p3") + S4),
        Family(
            id="family-of-child-v",
            label="Family of Child V",
            members=[Membership(person=id) for id in ("child-v", "sibling-v", "mother-v", "father-v")],
            relationships=[
                Relationship(person="mother-v", kin="parent", to="child-v"),
                Relationship(person="father-v", kin="parent", to="child-v"),
                Relationship(person="sibling-v", kin="sibling", to="child-v"),
            ],
            citations=s1("p3") + s1("p6") + s1("p7"),
        ),
        *families,
    ]


def harm() -> list[Record]:
    """Return the six incidents, and what the police knew before them."""
    incident_v = Incident(
        id="incident-v",
        when="2016-03-02",
        kind="homicide",
        harms=[Harm(person="child-v", kind="head_injury", nature="inflicted", age="P6M", outcome=["died"])],
        suspects=[Suspect(person="father-v", capacity="parent", standing="convicted", on="2017-12")],
        citations=s1("p1") + s1("p3") + s1("p6") + S4,
    )
    others = [
        Incident(
            id=f"incident-{id.removeprefix('child-')}",
            when=INJURED_BETWEEN,
            harms=[Harm(person=id, kind=HarmKind.HEAD_INJURY)],
            citations=s1("p5"),
        )
        for id in OTHERS
    ]
    notification = Event(
        id="police-notification",
        when="2013",
        kind="notification",
        agency="police",
        description="A police notification never properly reached the health visitors.",
        from_agency="police",
        to_agency="health-visiting",
        known_to=[
            Knowledge(agency="police", basis="stated"),
            Knowledge(agency="health-visiting", state="sent_not_received", told_by="police", basis="stated"),
        ],
        citations=S4,
    )
    return [incident_v, *others, notification]


def proceedings() -> list[Record]:
    """Return the criminal cases: one with its outcome, the others only as numbers."""
    return [
        Proceeding(
            id="trial-v",
            kind="criminal",
            parties=[
                Party(person="father-v", role="defendant", outcome="convicted", offence="manslaughter", on="2017-12")
            ],
            incidents=["incident-v"],
            milestones=[Milestone(kind="convicted", when="2017-12")],
            status="concluded",
            citations=s1("p3") + S4,
        ),
        Proceeding(
            id="prison-sentences",
            kind="criminal",
            parties=[Party(words="three family members", outcome="convicted", sentence="prison")],
            as_at="2019-09",
            citations=s2(),
        ),
        Proceeding(
            id="ongoing-investigations",
            kind="police_investigation",
            name="Criminal investigations in the remaining three cases",
            status="open",
            as_at="2019-09",
            citations=s2(),
        ),
    ]


def reviews() -> list[Record]:
    """Return the review of Child V, the thematic review of six children that cites it, and an action of the board."""
    said = {
        "p9": "Difficult and sad reading.",
        "p10": "Useful insight into good practice and the pressures on it; be alert to signs that parents may need "
        "extra help.",
        "p11": "Much of the learning is not exclusive to Norfolk, and no list of recommendations gives an easy answer.",
    }
    group = Quantity(what="children, all from different families", n=6, during=INJURED_BETWEEN, ages="P3M/P3Y")
    return [
        Review(
            id="child-v-review",
            title="Serious case review of Child V",
            kinds=["serious_case_review"],
            subjects=[Subject(person="child-v", role="subject")],
            incidents=["incident-v"],
            citations=s1("caption") + s1("p7") + S4,
        ),
        Review(
            id="thematic-review",
            title="Thematic Serious Case Review",
            kinds=["serious_case_review", "thematic_review"],
            commissioned_by=["board"],
            period="2016-05/2018-04",
            subjects=[
                Subject(person=id, role="subject", newly_analysed="no" if id == "child-v" else None) for id in SIX
            ],
            incidents=[f"incident-{id.removeprefix('child-')}" for id in SIX],
            cites=["child-v-review"],
            milestones=[Milestone(kind="published", when="2020-01-21", reason="the day on which it was reported")],
            facts=[
                group,
                Quantity(what="children who died", n=1, total=6),
                Quantity(what="family members serving prison sentences", n=3),
                Quantity(what="cases with criminal investigations ongoing", n=3, total=6),
                Quantity(what="children with a published review of their own", n=3, total=6),
                Quantity(what="children newly analysed", n=3, total=6),
                Quantity(what="cases that involved a police inquiry", n=6, total=6),
            ],
            statements=[
                Statement(speaker="David Ashcroft", role="independent chair of the board", text=text, on="2020-01-21")
                for text in said.values()
            ],
            citations=list(chain(s1("p3"), s1("p5"), *map(s1, said), s2("cover"), s2())),
        ),
        Action(
            id="task-force",
            text="The board said that it had set up a task force to improve safeguarding.",
            review="thematic-review",
            owners=["board"],
            status="done",
            citations=s1("p4"),
        ),
    ]


def findings() -> list[Record]:
    """Return the findings of the two reviews. Some count cases ("4 of 6") without saying which cases they are."""
    of_v, of_six = "child-v-review", "thematic-review"
    return [
        Finding(
            id="finding-engagement",
            made_by=of_v,
            text="The board criticised the way agencies engage with vulnerable families.",
            appraisal="concern",
            levels=["case"],
            citations=s1("caption"),
        ),
        Finding(
            id="finding-support",
            made_by=of_v,
            text="Agencies had not fully supported the child's vulnerable mother and her older sibling at the time.",
            appraisal="concern",
            levels=["case"],
            themes=["parental_vulnerability"],
            people=["mother-v", "sibling-v"],
            citations=s1("p7"),
        ),
        Finding(
            id="finding-serious",
            made_by=of_six,
            text='Deliberate head injuries to infants are a "very serious" safeguarding concern for agencies.',
            appraisal="concern",
            citations=s1("p1"),
        ),
        Finding(
            id="finding-collaboration",
            made_by=of_six,
            text="A lack of collaborative working had put a child in danger of injury in some cases.",
            appraisal="concern",
            themes=["collaborative_working"],
            extent=Quantity(what="cases", words="some"),
            citations=s1("p2"),
        ),
        Finding(
            id="finding-praise",
            made_by=of_six,
            text="There is much to praise in the services of the county council, the NHS and the police.",
            appraisal="strength",
            themes=["good_practice"],
            agencies=["council", "nhs", "police"],
            citations=s1("p8"),
        ),
        Finding(
            id="finding-ongoing",
            made_by=of_six,
            text="There are ongoing safeguarding issues, in Norfolk and nationally, with non-accidental head injury.",
            appraisal="concern",
            levels=["local", "national"],
            citations=s1("p8"),
        ),
        Finding(
            id="finding-conflict",
            made_by=of_six,
            text="There was conflict between the parents.",
            appraisal="neutral",
            extent=Quantity(what="cases", n=6, total=6),
            citations=S3,
        ),
        Finding(
            id="finding-domestic-abuse",
            made_by=of_six,
            text="There was evidence of domestic abuse.",
            appraisal="neutral",
            themes=["domestic_abuse"],
            extent=Quantity(what="cases", n=4, total=6),
            citations=S3,
        ),
        Finding(
            id="finding-childhood",
            made_by=of_six,
            text="At least one parent had own childhood neglect, abuse or significant family difficulty.",
            appraisal="neutral",
            extent=Quantity(what="cases", n=5, total=6),
            citations=S3,
        ),
        Finding(
            id="finding-questions",
            made_by=of_six,
            text='Questions about domestic abuse were "rarely asked".',
            appraisal="concern",
            themes=["domestic_abuse"],
            citations=S3,
        ),
    ]


def claims() -> list[Record]:
    """Return the claims about facts on which the sources differ, or seem to differ."""
    return [
        Claim(id="sex-1", about="child-v", field="sex", value="male", citations=s1("p3", "inferred")),
        Claim(id="sex-2", about="child-v", field="sex", value="female", citations=s1("p6")),
        Claim(id="sex-3", about="child-v", field="sex", value="female", citations=S4),
        Claim(id="when-1", about="incident-v", field="when", value=INJURED_BETWEEN, citations=s1("p5")),
        Claim(id="when-2", about="incident-v", field="when", value="2016-03", citations=s1("p6")),
        Claim(id="when-3", about="incident-v", field="when", value="2016-03-02", citations=S4),
        Claim(
            id="body-1", about="thematic-review", field="milestones[published].by", value="board", citations=s2("cover")
        ),
        Claim(
            id="body-2", about="thematic-review", field="milestones[published].by", value="partnership", citations=S3
        ),
    ]


def casefile() -> CaseFile:
    """Return the whole review as one case file."""
    records = [sources(), agencies(), people(), harm(), proceedings(), reviews(), findings(), claims()]
    return CaseFile.of("Norfolk thematic review", chain(*records), handling="published")


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}")


def cited(record: Record) -> str:
    """Return the citations of a record as text, such as "S1 p6, S4"."""
    return ", ".join(f"{place.source.upper()} {place.where}".strip() for place in record.citations)


def print_sources(case: CaseFile) -> None:
    """Print the sources, each with the date that the source itself gives."""
    heading("Sources")
    for source in case.sources:
        print(f"{source.id.upper()}  {source.title}; {source.publisher}; dated {source.published}")


def print_timeline(case: CaseFile) -> None:
    """Print the timeline, with entries and derived events together, and dates in words."""
    heading("Timeline")
    for event in Timeline.of(case):
        about = ", ".join(child.label for child in case.children if child.id in event.people)
        what = event.description or f"{event.kind.replace('_', ' ')}: {about}"
        print(f"{event.when!s:36} {what} [{cited(event)}]")


def print_age(case: CaseFile) -> None:
    """Print the stated age at death, the possible dates of birth that follow, and the age corrected for prematurity."""
    heading("How old Child V was")
    child = next(child for child in case.children if child.id == "child-v")
    (stated,) = child.stated_ages
    assert stated.at is not None
    assert child.gestation_weeks is not None
    print(f"stated: {stated.age} when she died, {stated.at}")
    print(f"so born: {stated.age.birth(stated.at)}")
    print(f"born at {child.gestation_weeks} weeks, so her corrected age: {stated.age.corrected(child.gestation_weeks)}")


def print_conflicts(case: CaseFile) -> None:
    """Print the claims that cannot all be true, with their sources.

    Then print whether two dates that look different agree.
    """
    heading("Contradictions")
    for conflict in conflicts(case):
        print(conflict)
        for side in conflict.sides:
            print("  " + "; ".join(f"{claim.value} [{cited(claim)}]" for claim in side))
    stated = {claim.id: claim for claim in case.claims}
    both = (side for conflict in conflicts(case) for side in conflict.sides)
    agree = any(stated["when-2"] in side and stated["when-3"] in side for side in both)
    print(f"March 2016 and 2 March 2016 {'agree' if agree else 'do not agree'}.")


def print_findings(case: CaseFile) -> None:
    """Print the findings by review, appraisal and level, and how many of the six cases each concerns."""
    heading("Findings")
    grouped = defaultdict(list)
    for finding in case.findings:
        levels = " and ".join(finding.levels) or "level not said"
        grouped[finding.made_by, finding.appraisal or Appraisal.NEUTRAL, levels].append(finding)
    titles = {review.id: review.title for review in case.reviews}
    for (review, appraisal, levels), group in grouped.items():
        print(f"{titles[review]}: {appraisal}, {levels}")
        for finding in group:
            extent = f" ({finding.extent})" if finding.extent else ""
            print(f"  {finding.text}{extent} [{cited(finding)}]")


def print_knowledge(case: CaseFile) -> None:
    """Print what the police knew, and whether each health service knew it."""
    heading("Known to the police, and to health?")
    for row in Timeline.of(case).known_but_not("police", HEALTH):
        print(f"{row} [{cited(row.event)}]")


def main() -> None:
    """Write the case file, read it back, and print what the case file shows."""
    case = casefile()
    dump(case, FILE, indent=2)
    assert load(FILE) == case
    print(f"{FILE.name}: {len(case.records())} records, written and read back equal")
    for part in (print_sources, print_timeline, print_age, print_conflicts, print_findings, print_knowledge):
        part(case)


if __name__ == "__main__":
    main()
