"""A wholly invented case file: one family, two nations, thirteen agencies, and what each agency knew.

No person, place, agency, number or fact in this file is real. The towns, Westhaven and Aberwennol are invented, the NHS
numbers fail their check digit, and the postcode area QX does not exist. The case file is identifiable on purpose, so
that the display has something to hide. Run `python examples/invented_family.py` to write `invented_family.json` into
the same folder and to print a summary. `docs/explanation/the-invented-family.md` tells the story.

What happens: Child E is born early in June 2022, a half sibling of Sibling S. In the autumn the mother's new partner
moves in. Only the school knows this. The baby has a bruise, and two agencies hear two explanations. A child protection
plan comes late, and without the police's knowledge of the partner. In February 2023 the mother is pregnant and flees to
a refuge in Wales. Her case is transferred seven weeks later. On 15 April 2023, at the partner's flat, Child E is
seriously injured.

The case file holds these things on purpose, for tests and tutorials:

- Gaps. No agency saw or mentioned Child E from gp-01 (1 August 2022) to p-03 (17 September): 47 days. If only kinds of
  contact count, the gap is 61 to 80 days, because the calls gp-03 have no exact day. Health visiting has a gap from
  hv-02 (27 July?) to hv-06 (21 October). The gap from hv-10 (5 December) to csc-16 (23 January) is only possible,
  because hv-09 may lie in it.
- Sightings. Sibling S: sch-05 has no date, so all gaps of S are only possible. Child E: hv-09 has an approximate date.
  Seen: gp-04. Seen with others: csc-07. Seen alone: sch-04, wcs-03. Not seen: csc-07. A visit that does not say
  whether the child was seen: hv-02.
- A bruise with two accounts: gp-04 and hv-06 are accounts of inc-bruise, with different dates, sizes and explanations.
  The claims claim-bruise-* conflict. The claims claim-gestation-* conflict too: 35 or 36 weeks. The claims claim-home-*
  differ, but do not conflict. The older fractures, inc-ribs, happened once, at some time within four weeks. Nobody
  knows who caused them.
- Referrals. Answered in a day: csc-01 by csc-02. Answered late, after 11 working days: hv-07 by csc-05. Never
  answered: sch-06.
- The process. The strategy discussion csc-08 is recorded by the police under another date (p-05). The section 47
  enquiry is csc-09 and csc-10. The initial conference csc-12 was due by 15 December 2022, and was held on 5 January
  2023 with a recorded reason. The police sent apologies. The GP was invited, but did not come or reply.
- Knowing. Sent and not received: p-03 to health visiting (the form went to the former provider, p-04), and sch-06.
  Held and not looked up: p-01 by social care, and csc-12 by the emergency department. Believed something else: health
  visiting about sch-04, until the grandmother's call, hv-10. Did not know: gp-04 by social care, and others. Corrected
  later: csc-12 by the GP. Passed on in a chain: p-06 from police to social care, to midwifery, to the GP.
- The three pieces. Police: p-01, the partner was arrested over an injured baby (recorded 15 March 2021). School:
  sch-04, the partner lives with the family (11 October 2022, recorded on the 14th). GP: gp-04, the baby has bruises.
  From 20 October 2022 each of the three pieces was held by some agency. On that day no agency knew two of them. The
  three entries have the tag "piece". Every entry that places the partner in the family has the tag "partner".
- Three missed appointments in a row, each with a different agency: hosp-02 (did not attend), hv-04 (was not brought),
  gp-02 (did not attend).
- The border. The move is csc-18. Social care tells the second authority in csc-19, after 18 days. The case transfer is
  csc-20 on 30 March 2023 (wcs-02). In between, two authorities, two health visiting services and the refuge each know
  a part (ref-02, wcs-03).
- Statuses, factors, involvements with dates, and changes of worker: hv1 to hv2 with five weeks without a worker
  (hv-03), and sw2 to sw3. A half sibling that follows from the recorded parents. An unborn child with a putative
  father. A death: the grandmother. A refuge whose address is restricted. The entry hvw-01 repeats the address in free
  text, to test that outputs do not show it.
- Dates of every kind, with `when_as_written`; `recorded` after `when`; `times` (sch-03, gp-03, ref-02); `order`
  within a day (csc-08, csc-09; csc-12, sch-07, csc-13).
- A notification that was late (inc-head). A rapid review, rr-1, that is inside 15 working days only if the two bank
  holidays of May 2023 do not count as working days. A local child safeguarding practice review, lcspr-1, that was
  published late with a reason. Its results: two key episodes, findings (a strength among them), recommendations and
  actions.
"""

from itertools import chain
from pathlib import Path

from attrs import evolve

from safeguard_model import (
    Action,
    Adult,
    Agency,
    Alias,
    CaseFile,
    Child,
    Citation,
    Claim,
    Code,
    Contribution,
    Episode,
    Event,
    Factor,
    Family,
    Finding,
    Harm,
    Identifier,
    Incident,
    Involvement,
    Knowledge,
    Membership,
    Milestone,
    Party,
    Proceeding,
    Professional,
    Quantity,
    Recommendation,
    Relationship,
    Residence,
    Response,
    Review,
    Source,
    StatedAge,
    Statement,
    Status,
    Subject,
    Suspect,
    Timeline,
    dump,
    load,
)
from safeguard_model.records import Record

FILE = Path(__file__).with_suffix(".json")

E, S, U = "child-e", "sibling-s", "unborn-u"
MOTHER, PARTNER, GRAN = "mother", "partner", "grandmother"
DANGEROUS = (PARTNER, "father-s", "published")
"""The people and the audience from whom everything about the refuge is withheld."""
HARBOUR_ROAD = Residence(
    kind="home", area="Eastmere", address="Flat 2, 31 Harbour Road, Eastmere QX1 4ZZ", during="2021-08/2023-02-03"
)
REFUGE_ADDRESS = "Tŷ Gwennol, 5 Heol y Felin, Aberwennol QX9 2ZZ"

# Each record below is written in a few full lines, like a row of a table. The formatter would spread it over many.
# fmt: off


def cited(source: str, where: str = "") -> list[Citation]:
    """Return a citation of one place in one source."""
    return [Citation(source=source, where=where)]


def chronology(agency: str, *entries: Event) -> list[Record]:
    """Return the entries of one agency. Each cites its row in that agency's chronology."""
    return [
        evolve(entry, agency=agency, citations=cited(f"src-{agency}", f"row {row}"))
        for row, entry in enumerate(entries, start=1)
    ]


def children() -> list[Record]:
    """Return a baby born early, her half brother, and a child not yet born when the chronologies end."""
    return [
        Child(
            id=E, label="Child E", name="Elsie May Tarrowby", sex="female", born="2022-06-22", expected="2022-07-27",
            gestation_weeks=35, ethnicity="WBRI", aliases=[Alias(text="Baby Tarrowby", used_by="maternity unit")],
            stated_ages=[
                StatedAge(age="P17W", at="2022-10-20"), StatedAge(age="P8M", at="2023-01-28"),
                StatedAge(age="P9M", at="2023-04-15"),
            ],
            residences=[HARBOUR_ROAD, Residence(kind="refuge", during="2023-02-06/2023-04-14"),
                        Residence(kind="hospital", area="Eastmere", during="2023-04-15/2023-05-24"),
                        Residence(kind="foster", area="Westhaven", during="2023-05-24/..")],
            identifiers=[Identifier(scheme="nhs", value="9991230010")],
            comment="The emergency department wrote eight months on 28 January 2023; she was seven months old.",
        ),
        Child(
            id=S, label="Sibling S", name="Toby Quennerby", sex="male", born="2017-02-09", ethnicity="WBRI",
            aliases=[Alias(text="Toby Tarrowby", used_by="school, since 2022")],
            residences=[HARBOUR_ROAD, Residence(kind="refuge", during="2023-02-06/2023-04-14"),
                        Residence(kind="foster", area="Westhaven", during="2023-04-15/..")],
            identifiers=[Identifier(scheme="nhs", value="9991230020"), Identifier(scheme="upn", value="I999000122001")],
        ),
        Child(
            id=U, label="Unborn child", sex="unborn", expected="2023-07-14",
            comment="The chronologies end before the birth, and this file does not say when it was.",
        ),
    ]


def adults() -> list[Record]:
    """Return the mother, the fathers, the partner whom most agencies did not see, and the grandmother who saw him."""
    return [
        Adult(
            id=MOTHER, label="Mother", name="Kelly-Anne Tarrowby", sex="female", born="1998-04-17",
            occupation="cleaner", aliases=[Alias(text="Kel", used_by="friends")],
            identifiers=[Identifier(scheme="nhs", value="9991230030")],
            residences=[HARBOUR_ROAD, Residence(
                kind="refuge", area="Aberwennol", address=REFUGE_ADDRESS, during="2023-02-06/2023-04-14")],
            withheld_from=[PARTNER, "father-s"],
        ),
        Adult(
            id=PARTNER, label="Mother's partner", name="Dean Varrisk", sex="male", born="1995-11-02",
            aliases=[Alias(text="Dean Harrock", used_by="midwifery: the name he gave"),
                     Alias(text="Deano", used_by="Sibling S")],
            residences=[Residence(kind="home", area="Eastmere", address="19b Coronet Street, Eastmere QX1 7ZZ",
                                  during="2020%/..")],
        ),
        Adult(id="father-s", label="Father of Sibling S", name="Marcus Quennerby", sex="male", born="1994"),
        Adult(
            id="father-e", label="Father of Child E", name="Luke Sandrigg", sex="male", born="1996~",
            residences=[Residence(kind="home", area="Northcliffe", during="2022-01/")],
            comment="He left before the birth; no agency spoke to him.",
        ),
        Adult(
            id=GRAN, label="Maternal grandmother", name="Pauline Tarrowby", sex="female", born="1971-09",
            died="2023-01-11", cause_of_death="heart attack",
            residences=[Residence(kind="home", area="Eastmere", address="8 Saltings Lane, Eastmere QX1 2ZZ",
                                  during="../2023-01-11")],
        ),
    ]


def family() -> list[Record]:
    """Return the family, the household at Harbour Road, and the relationships between the people."""
    return [Family(
        id="family-e", label="Family E",
        members=[
            Membership(person=MOTHER, in_household=True),
            Membership(person=S, in_household=True, during="2017-02-09/2023-04-15"),
            Membership(person=E, in_household=True, during="2022-07-01/2023-04-15"),
            Membership(person=U),
            Membership(person="father-s", in_household=True, during="2016/2021-11-06"),
            Membership(person="father-e", in_household=False),
            Membership(person=PARTNER, in_household=True, during="2022-10/2023-02-03"),
            Membership(person=GRAN, in_household=False, during="../2023-01-11"),
        ],
        relationships=[
            Relationship(person=MOTHER, kin="parent", to=E, basis="biological"),
            Relationship(person="father-e", kin="parent", to=E, basis="biological"),
            Relationship(person=MOTHER, kin="parent", to=S, basis="biological"),
            Relationship(person="father-s", kin="parent", to=S, basis="biological"),
            Relationship(person=MOTHER, kin="parent", to=U, basis="biological"),
            Relationship(person=PARTNER, kin="parent", to=U, basis="putative"),
            Relationship(person=PARTNER, kin="parent", to=E, basis="step", during="2022-10/2023-02-03"),
            Relationship(person=PARTNER, kin="parent", to=S, basis="step", during="2022-10/2023-02-03"),
            Relationship(person=PARTNER, kin="partner", to=MOTHER, during="2022-07~/2023-04-15?"),
            Relationship(person="father-s", kin="former_partner", to=MOTHER, during="../2021-11-06"),
            Relationship(person="father-e", kin="former_partner", to=MOTHER, during="2021/2022-01"),
            Relationship(person=GRAN, kin="parent", to=MOTHER, basis="biological"),
            Relationship(person=GRAN, kin="grandparent", to=E, side="maternal"),
            Relationship(person=GRAN, kin="grandparent", to=S, side="maternal"),
        ],
    )]


AGENCIES = {
    "csc": "Westhaven Children's Social Care", "police": "Westhaven Constabulary",
    "hvold": "Westhaven Community Health: health visiting", "hv": "Westhaven Families First: health visiting",
    "mw": "Eastmere Maternity Unit", "hosp": "Eastmere General Hospital",
    "ed": "Eastmere General Hospital: emergency department", "gp": "Quayside Surgery",
    "sch": "Harbour Road Primary School", "ref": "", "wcs": "Aberwennol Children's Services",
    "hvw": "Aberwennol Health Visiting",
}
"""The names of the agencies that have a chronology, by id. The name of the refuge is withheld, so it is empty."""


def agencies() -> list[Record]:
    """Return thirteen agencies in two nations. Some are part of another agency, and one is the successor of another."""
    england = [
        Agency(id="csc", name=AGENCIES["csc"], kind="childrens_social_care", area="Westhaven", nation="england"),
        Agency(id="police", name=AGENCIES["police"], kind="police", area="Westhaven", nation="england"),
        Agency(id="hvold", name=AGENCIES["hvold"], kind="health_visiting", area="Westhaven", nation="england",
               during="../2022-03-31"),
        Agency(id="hv", name=AGENCIES["hv"], kind="health_visiting", area="Westhaven", nation="england",
               successor_of=["hvold"], during="2022-04-01/.."),
        Agency(id="hosp", name=AGENCIES["hosp"], kind="hospital", area="Eastmere", nation="england"),
        Agency(id="ed", name=AGENCIES["ed"], kind="emergency_department", nation="england", part_of="hosp"),
        Agency(id="mw", name=AGENCIES["mw"], kind="midwifery", nation="england", part_of="hosp"),
        Agency(id="gp", name=AGENCIES["gp"], kind="primary_care", area="Eastmere", nation="england"),
        Agency(id="sch", name=AGENCIES["sch"], kind="school", area="Eastmere", nation="england"),
        Agency(id="partnership", name="Westhaven Safeguarding Children Partnership", kind="safeguarding_partnership",
               area="Westhaven", nation="england"),
    ]
    wales = [
        Agency(id="wcs", name=AGENCIES["wcs"], kind="childrens_social_care", area="Aberwennol", nation="wales"),
        Agency(id="hvw", name=AGENCIES["hvw"], kind="health_visiting", area="Aberwennol", nation="wales"),
        Agency(id="ref", name="", name_withheld=True, kind="domestic_abuse_service", nation="wales",
               withheld_from=DANGEROUS),
    ]
    return [*england, *wales]


def professionals() -> list[Record]:
    """Return the professionals, and when one took over from another."""
    return [
        Professional(id="sw1", label="SW1", agency="csc", role="social worker", during="2021-11/2022-03"),
        Professional(id="sw2", label="SW2", agency="csc", role="duty social worker", name="Imogen Falstrake",
                     during="2022-11-10/2022-12-16"),
        Professional(id="sw3", label="SW3", agency="csc", role="social worker", name="Adebayo Lindgrove",
                     during="2022-12-19/.."),
        Professional(id="hv1", label="Health Visitor 1", agency="hv", name="Joanna Fellwick", during="../2022-08-26"),
        Professional(id="hv2", label="Health Visitor 2", agency="hv", name="Priya Stannerley", during="2022-10-03/.."),
        Professional(id="mw1", label="Midwife 1", agency="mw", role="community midwife"),
        Professional(id="gp1", label="GP1", agency="gp", role="general practitioner"),
        Professional(id="gp2", label="GP2", agency="gp", role="locum", during="2022-10"),
        Professional(id="ta1", label="TA1", agency="sch", role="teaching assistant", name="Bronwen Hatherlow"),
        Professional(id="dsl1", label="DSL1", agency="sch", role="designated safeguarding lead"),
        Professional(id="dr1", label="Paediatrician 1", agency="hosp", role="consultant paediatrician"),
        Professional(id="pc1", label="PC1", agency="police", role="response officer"),
        Professional(id="wsw1", label="WSW1", agency="wcs", role="social worker", during="2023-03-30/.."),
        Professional(id="whv1", label="WHV1", agency="hvw", role="health visitor"),
    ]


def involvements() -> list[Record]:
    """Return which agency was working with whom, from when to when."""
    spans: list[tuple[str, tuple[str, ...], str, str, tuple[str, ...]]] = [
        ("csc", (S, MOTHER), "2021-11-08/2022-03-31", "child in need", ("sw1",)),
        ("csc", (E, S, MOTHER), "2022-11-10/..", "assessment, then child protection plan", ("sw2", "sw3")),
        ("police", (E, S, MOTHER, PARTNER), "2023-04-15/..", "criminal investigation", ()),
        ("hvold", (S, MOTHER), "2017-02/2022-02", "universal health visiting", ()),
        ("hv", (E, MOTHER), "2022-07-06/2023-03-03", "universal, then targeted health visiting", ("hv1", "hv2")),
        ("mw", (E, MOTHER), "2022-01-12/2022-07-05", "antenatal and postnatal care", ("mw1",)),
        ("mw", (U, MOTHER), "2023-02-01/..", "antenatal care", ("mw1",)),
        ("hosp", (E,), "2022-06-22/..", "neonatal care and follow-up", ("dr1",)),
        ("gp", (E, S, MOTHER), "2021-08/2023-03", "registered patients", ("gp1", "gp2")),
        ("sch", (S,), "2021-09-06/2023-03-24", "on roll", ("ta1", "dsl1")),
        ("ref", (E, S, MOTHER), "2023-02-06/2023-04-14", "refuge", ()),
        ("wcs", (E, S, MOTHER), "2023-03-30/..", "child protection register", ("wsw1",)),
        ("hvw", (E, MOTHER), "2023-03-07/..", "health visiting after the move", ("whv1",)),
    ]
    return [
        Involvement(id=f"inv-{number:02}", agency=agency, people=people, during=during, role=role, professionals=staff,
                    withheld_from=DANGEROUS if agency == "ref" else ())
        for number, (agency, people, during, role, staff) in enumerate(spans, start=1)
    ]


def statuses() -> list[Record]:
    """Return the plans, orders, bail and injunction in England, and the place on the Welsh register after the move."""
    return [
        Status(id="st-cin", person=S, kind="child_in_need", during="2021-11-09/2022-03-31", agency="csc",
               reason_ended="Father of Sibling S has left the home"),
        Status(id="st-order", person="father-s", kind="injunction", grade="non-molestation order",
               during="2021-11-15/2022-11-14", reason_ended="expired"),
        Status(id="st-plan-e", person=E, kind="child_protection_plan", category="physical", agency="csc",
               during="2023-01-05/2023-03-30", reason_ended="transferred to Aberwennol",
               codes=[Code(scheme="dfe:abuse_category", value="PHY", year=2022)]),
        Status(id="st-plan-s", person=S, kind="child_protection_plan", category="emotional", agency="csc",
               during="2023-01-05/2023-03-30", reason_ended="transferred to Aberwennol",
               codes=[Code(scheme="dfe:abuse_category", value="EMO", year=2022)]),
        Status(id="st-bail", person=PARTNER, kind="bail", grade="not to contact Mother", agency="police",
               during="2023-02-03T16:05/2023-05-03"),
        Status(id="st-register-e", person=E, kind="child_protection_register", category="physical", agency="wcs",
               during="2023-03-30/.."),
        Status(id="st-register-s", person=S, kind="child_protection_register", category="emotional", agency="wcs",
               during="2023-03-30/.."),
        Status(id="st-pp", person=S, kind="police_protection", agency="police",
               during="2023-04-15T23:40/2023-04-18T10:00"),
        Status(id="st-ico-e", person=E, kind="interim_care_order", agency="csc", during="2023-04-18/.."),
        Status(id="st-ico-s", person=S, kind="interim_care_order", agency="csc", during="2023-04-18/.."),
        Status(id="st-prebirth", person=U, kind="pre_birth_plan", agency="csc", during="2023-05-10/.."),
    ]


def factors() -> list[Record]:
    """Return the factors in their lives: those recorded, those recorded as absent, and those nobody recorded."""
    return [
        Factor(id="fac-01", person=MOTHER, kind="domestic_abuse", role="experienced", during="2019~/2023-04-15",
               codes=[Code(scheme="dfe:factor", value="3B", year=2022)]),
        Factor(id="fac-02", person=MOTHER, kind="parental_adverse_childhood", role="experienced", during="200X"),
        Factor(id="fac-03", person=MOTHER, kind="parental_mental_ill_health", during="2022-08/2022-12"),
        Factor(id="fac-04", person=MOTHER, kind="parental_alcohol_misuse", state="absent"),
        Factor(id="fac-05", person=MOTHER, kind="late_booking", during="2023-02-01"),
        Factor(id="fac-06", person=PARTNER, kind="domestic_abuse", role="posed", during="2022-09-17/.."),
        Factor(id="fac-07", person=PARTNER, kind="controlling_behaviour", role="posed"),
        Factor(id="fac-08", person=PARTNER, kind="parental_drug_misuse", state="not_recorded"),
        Factor(id="fac-09", person=E, kind="prematurity", during="2022-06-22"),
        Factor(id="fac-10", person=E, kind="bruising_in_non_mobile_baby", during="2022-10"),
        Factor(id="fac-11", person=S, kind="domestic_abuse", role="witnessed", during="2021-11-06/2023-02-03"),
        Factor(id="fac-12", person=S, kind="poor_attendance", during="2022-09/2023-02"),
        Factor(id="fac-13", person=GRAN, kind="family_support", role="provided", during="../2023-01-11"),
    ]


def police() -> list[Record]:
    """Return the entries of the police, who knew who the partner was, but not that he lived with a baby."""
    return chronology(
        "police",
        Event(id="p-01", when="2021-03-14T21:40", kind="arrest", people=[PARTNER], recorded="2021-03-15",
              description="Dean Varrisk arrested in Northcliffe: suspected of assault on the baby, four months old, of "
              "a former partner (broken arm). No further action in September 2021. Marker: risk to young children.",
              known_to=[
                  Knowledge(agency="csc", state="held_not_looked_up", since="2021-03-19", told_by="police",
                            via="notification, filed under the other baby's name", basis="stated"),
                  Knowledge(agency="wcs", state="did_not_know", since="2023-03-30", basis="stated")],
              tags=["piece", "partner"]),
        Event(id="p-02", when="2021-11-06T23:15", kind="domestic_abuse_report", people=["father-s", MOTHER, S],
              seen=[S], description="Marcus Quennerby pushed the mother against a door; Toby awake on the stairs. "
              "Arrested, later the subject of a non-molestation order.",
              known_to=[Knowledge(agency="csc", since="2021-11-08", told_by="police", basis="stated")]),
        Event(id="p-03", when="2022-09-17T22:50", kind="domestic_abuse_report", people=[MOTHER, PARTNER, E, S],
              seen=[E, S], seen_by=["pc1"], reporter="a neighbour", recorded="2022-09-18T03:10",
              place="Flat 2, 31 Harbour Road, Eastmere QX1 4ZZ", description="Shouting, a baby screaming. A man gave "
              "the name Dean and left. Both children asleep when seen. Surname not asked, no checks made.",
              known_to=[
                  Knowledge(agency="hv", state="sent_not_received", since="2022-09-19", told_by="police",
                            via="domestic abuse notification, to the mailbox of the former provider", basis="stated"),
                  Knowledge(agency="csc", since="2022-09-21", told_by="police", basis="stated"),
                  Knowledge(agency="sch", state="did_not_know", since="2022-09-19", basis="stated")],
              tags=["partner"]),
        Event(id="p-04", when="2022-09-19", kind="notification", people=[E, S, MOTHER], from_agency="police",
              to_agency="hv", description="Domestic abuse notification to health visiting, school, social care.",
              known_to=[Knowledge(agency="hv", state="sent_not_received", since="2022-09-19", told_by="police")]),
        Event(id="p-05", when="2022-11-25", kind="strategy_discussion", people=[E, S], account_of="csc-08",
              attended=["csc", "police", "hv"], description="Strategy discussion by telephone. No police checks asked "
              "for: mother said to live alone with the children.", comment="Social care dates it to the day before."),
        Event(id="p-06", when="2023-02-03T02:20", kind="domestic_abuse_report", people=[MOTHER, PARTNER, E, S, U],
              account_of="inc-assault", seen=[E, S], description="Mother, 17 weeks pregnant, kicked and held by the "
              "throat. Dean Varrisk arrested at the address. Toby had hidden in a cupboard with Elsie.",
              known_to=[
                  Knowledge(agency="csc", since="2023-02-03", told_by="police", via="telephone", basis="stated"),
                  Knowledge(agency="mw", since="2023-02-08", told_by="csc", via="email", basis="stated"),
                  Knowledge(agency="gp", since="2023-02-21", told_by="mw", via="letter", basis="stated"),
                  Knowledge(agency="hv", since="2023-02", told_by="csc", basis="assumed"),
                  Knowledge(agency="wcs", since="2023-02-24", told_by="csc", basis="stated"),
                  Knowledge(agency="hvw", state="did_not_know", since="2023-03-07", basis="stated")],
              tags=["partner"]),
        Event(id="p-07", when="2023-02-03T16:05", kind="bail", people=[PARTNER],
              description="Bailed for three months: not to contact the mother, not to go to Harbour Road."),
        Event(id="p-08", when="2023-04-15T23:40", kind="police_protection", people=[S], seen=[S],
              description="Toby found at the flat in Coronet Street; taken into police protection."),
        Event(id="p-09", when="2023-04-16T06:30", kind="arrest", people=[PARTNER], account_of="inc-head",
              description="Dean Varrisk arrested: suspected of causing grievous bodily harm to Child E."),
    )


def social_care() -> list[Record]:
    """Return the entries of Westhaven's social care: a quick answer in 2021, a slow one in 2022, a late conference."""
    return chronology(
        "csc",
        Event(id="csc-01", when="2021-11-08", kind="referral", people=[S, MOTHER], from_agency="police",
              to_agency="csc", description="Referral from police after the incident of 6 November.",
              codes=[Code(scheme="dfe:referral_source", value="6", year=2021)]),
        Event(id="csc-02", when="2021-11-09", kind="referral_decision", people=[S, MOTHER], responds_to="csc-01",
              description="Assessment under section 17.", outcome="child in need"),
        Event(id="csc-03", when="2022-03-31", kind="case_closed", people=[S, MOTHER], professionals=["sw1"],
              description="Closed: father has left. Mother's pregnancy noted, no father named.",
              codes=[Code(scheme="dfe:closure_reason", value="RC7", year=2021)]),
        Event(id="csc-04", when="2022-09-21", kind="management_decision", people=[E, S, MOTHER], responds_to="p-03",
              description="Police notification read. For information only. The man called Dean not identified.",
              outcome="no further action"),
        Event(id="csc-05", when="2022-11-10", kind="referral_decision", people=[E, S, MOTHER], responds_to="hv-07",
              professionals=["sw2"], description="Health visitor's referral accepted for assessment, found in the tray "
              "of a worker on leave.", outcome="assessment"),
        Event(id="csc-06", when="2022-11-14", kind="assessment_started", people=[E, S, MOTHER], professionals=["sw2"]),
        Event(id="csc-07", when="2022-11-21", kind="home_visit", people=[E, S, MOTHER], professionals=["sw2"],
              seen_with_others=[E], not_seen=[S], seen_by=["sw2"], recorded="2022-11-22", description="Elsie on "
              "mother's knee throughout. Toby at school. A man's work boots in the hall; mother: a friend's."),
        Event(id="csc-08", when="2022-11-24", kind="strategy_discussion", order=1, people=[E, S],
              invited=["police", "hv", "hosp"], attended=["csc", "police", "hv"], description="Bruise reported by the "
              "health visitor considered. School and GP not asked.", outcome="section 47 enquiry, single agency",
              tags=["no one asked the school"]),
        Event(id="csc-09", when="2022-11-24", kind="section_47_started", order=2, people=[E, S]),
        Event(id="csc-10", when="2022-12-14", kind="section_47_completed", people=[E, S], professionals=["sw2"],
              outcome="concerns substantiated, initial child protection conference"),
        Event(id="csc-11", when="2022-12-19", kind="allocation_changed", people=[E, S], professionals=["sw2", "sw3"],
              description="SW2 left on 16 December; SW3 begins. No handover visit."),
        Event(id="csc-12", when="2023-01-05", kind="initial_conference", order=1, people=[E, S, MOTHER],
              invited=["police", "hv", "sch", "gp", "hosp"], attended=["csc", "hv", "sch"],
              apologies=["police", "hosp"], description="Held late. Reason recorded: no conference chair free before "
              "Christmas. No report from police or GP. The partner is not named.",
              outcome="both children to have child protection plans", tags=["reason for delay"],
              known_to=[
                  Knowledge(agency="ed", state="held_not_looked_up", since="2023-01-06",
                            via="child protection information system", basis="stated"),
                  Knowledge(agency="gp", state="did_not_know", since="2023-01-05", basis="stated"),
                  Knowledge(agency="gp", since="2023-01-24", told_by="csc", via="minutes by post", basis="stated"),
                  Knowledge(agency="mw", state="did_not_know", since="2023-02-01", basis="stated"),
                  Knowledge(agency="mw", since="2023-02-08", told_by="csc", basis="stated")]),
        Event(id="csc-13", when="2023-01-05", kind="plan_started", order=2, people=[E, S]),
        Event(id="csc-14", when="2023-01-13", kind="assessment_completed", people=[E, S, MOTHER],
              professionals=["sw3"], description="Assessment signed off after more than 45 working days; no reason."),
        Event(id="csc-15", when="2023-01-19", kind="core_group", people=[E, S, MOTHER], attended=["csc", "hv", "sch"],
              description="First core group, ten working days after the conference."),
        Event(id="csc-16", when="2023-01-23", kind="home_visit", people=[E, S, MOTHER], professionals=["sw3"],
              seen_with_others=[E, S], seen_by=["sw3"], description="Both children seen with mother, who is grieving."),
        Event(id="csc-17", when="[2023-01-24..2023-02-02]", kind="no_access_visit", people=[E, S], not_seen=[E, S],
              when_as_written="between 24 January and 2 February 2023", description="Unannounced, no reply."),
        Event(id="csc-18", when="2023-02-06", kind="move", people=[MOTHER, E, S], withheld_from=DANGEROUS,
              description="Mother and children to a refuge in Wales."),
        Event(id="csc-19", when="2023-02-24", kind="information_shared", people=[E, S, MOTHER], from_agency="csc",
              to_agency="wcs", description="Aberwennol told of the plans and asked for a transfer conference.",
              comment="18 days after the move."),
        Event(id="csc-20", when="2023-03-30", kind="case_transfer", people=[E, S, MOTHER], from_agency="csc",
              to_agency="wcs", description="Aberwennol accepts case responsibility, 52 days after the move."),
        Event(id="csc-21", when="2022-23", kind="household_change", people=[PARTNER, MOTHER, E, S],
              recorded="2023-04-20", when_as_written="autumn 2022", description="Mother now says that Dean lived at "
              "Harbour Road from the autumn.", tags=["partner"]),
        Event(id="csc-22", when="2023-04-17T11:00", kind="strategy_discussion", people=[E, S, U],
              invited=["police", "hosp", "wcs", "hvw", "sch"], attended=["csc", "police", "hosp", "wcs"],
              description="Strategy discussion on the head injury, with Aberwennol by video."),
        Event(id="csc-23", when="2023-05-02", kind="pre_birth_assessment", people=[U, MOTHER, PARTNER],
              professionals=["sw3"], description="Pre-birth assessment begun."),
    )


def health_visiting() -> list[Record]:
    """Return the entries of health visiting.

    The former provider missed one child. Its successor lost a notification, and then saw the bruise.
    """
    before = chronology(
        "hvold",
        Event(id="hvo-01", when="2019-05", kind="was_not_brought", people=[S, MOTHER], not_seen=[S],
              when_as_written="May 2019", description="Not brought to the two-year review; no follow-up."),
    )
    after = chronology(
        "hv",
        Event(id="hv-01", when="2022-07-06", kind="home_visit", people=[E, MOTHER], professionals=["hv1"], seen=[E],
              description="New birth visit. Premature baby, feeding well. Mother says she lives with her son only."),
        Event(id="hv-02", when="2022-07-27?", kind="home_visit", people=[E, MOTHER], professionals=["hv1"],
              when_as_written="27/07/2022?", description="Advice on sleep and feeding.",
              comment="The entry does not say whether the baby was seen."),
        Event(id="hv-03", when="2022-08-26/2022-10-03", kind="unallocated", people=[E, MOTHER],
              description="HV1 left; no health visitor until HV2 came."),
        Event(id="hv-04", when="2022-10-04", kind="was_not_brought", people=[E], not_seen=[E],
              description="Was not brought to the clinic for weighing."),
        Event(id="hv-05", when="2022-10-13T10:00", kind="no_access_visit", people=[E, MOTHER], not_seen=[E],
              professionals=["hv2"], description="No reply; a man's voice inside."),
        Event(id="hv-06", when="2022-10-21", kind="home_visit", people=[E, MOTHER], professionals=["hv2"], seen=[E],
              seen_by=["hv2"], account_of="inc-bruise", recorded="2022-10-25", description="A small mark on the left "
              "cheek, the size of a five pence piece. Mother: Toby threw a toy car this morning. Not yet rolling.",
              known_to=[
                  Knowledge(agency="csc", since="2022-10-26", told_by="hv2", via="referral", basis="stated"),
                  Knowledge(agency="police", since="2022-11-24", told_by="csc", basis="stated")],
              tags=["bruise"]),
        Event(id="hv-07", when="2022-10-26", kind="referral", people=[E, S, MOTHER], professionals=["hv2"],
              from_agency="hv", to_agency="csc", description="Referral: a mark on a baby who does not move about.",
              codes=[Code(scheme="dfe:referral_source", value="3B", year=2022)]),
        Event(id="hv-08", when="2022-11-30", kind="home_visit", people=[E, MOTHER], professionals=["hv2"], seen=[E],
              description="No marks seen. Mother in low spirits."),
        Event(id="hv-09", when="2022-12~", kind="observation", people=[E], seen=[E], when_as_written="about Dec 2022",
              description="Seen and weighed at a drop-in; the sheet bears no day."),
        Event(id="hv-10", when="2022-12-05T15:45", kind="phone_call", people=[PARTNER, E, S], reported_by=[GRAN],
              professionals=["hv2"], description="Grandmother: Dean lives there, and Toby is frightened of him. "
              "Advised to ring social care herself.", tags=["partner"]),
        Event(id="hv-11", when="2023-03-03", kind="information_shared", people=[E], from_agency="hv", to_agency="hvw",
              description="Records posted to Aberwennol; without the grandmother's call."),
    )
    return [*before, *after]


def hospital() -> list[Record]:
    """Return the entries of midwifery, the wards and the emergency department: one trust with three sets of records."""
    maternity = chronology(
        "mw",
        Event(id="mw-01", when="2022-01-12", kind="appointment", people=[E, MOTHER], professionals=["mw1"],
              description="Booking at 12 weeks. Asked about domestic abuse: past, none now. Father named, has left."),
        Event(id="mw-02", when="2022-06-22T04:18", kind="birth", people=[E, MOTHER], seen=[E],
              description="Girl, born at 35 weeks, 2,310 g."),
        Event(id="mw-03", when="2022-07-05", kind="home_visit", people=[E, MOTHER], professionals=["mw1"], seen=[E],
              description="Last postnatal visit; to the health visitor."),
        Event(id="mw-04", when="2023-02-01T10:30", kind="appointment", people=[U, MOTHER, PARTNER],
              professionals=["mw1"], description="Late booking, 16 weeks. Partner answers for her; gives his name as "
              "Dean Harrock. Not asked about domestic abuse: not alone.",
              comment="Checks on the name he gave found nothing."),
        Event(id="mw-05", when="2023-03-15", kind="did_not_attend", people=[U, MOTHER],
              description="Mother did not attend; letter sent to Harbour Road."),
    )
    wards = chronology(
        "hosp",
        Event(id="hosp-01", when="2022-07-01", kind="hospital_discharge", people=[E, MOTHER], seen=[E],
              description="Home from the neonatal unit at nine days."),
        Event(id="hosp-02", when="2022-09-28", kind="did_not_attend", people=[E], not_seen=[E],
              description="DNA neonatal follow-up. Discharged back to GP."),
        Event(id="hosp-03", when="2022-11-28", kind="child_protection_medical", people=[E], seen=[E],
              professionals=["dr1"], seen_by=["dr1"], description="No marks now. From the photographs: two bruises, "
              "more likely than not inflicted. Skeletal survey advised, not booked."),
        Event(id="hosp-04", when="2023-04-15T23:05", kind="hospital_admission", people=[E], account_of="inc-head",
              seen=[E], description="To intensive care. Bleeding under the skull, on both sides."),
        Event(id="hosp-05", when="2023-04-18", kind="injury", people=[E], account_of="inc-ribs", professionals=["dr1"],
              description="Skeletal survey: two healing rib fractures, two to six weeks old."),
    )
    emergency = chronology(
        "ed",
        Event(id="ed-01", when="2023-01-28T19:10", kind="emergency_attendance", people=[E, MOTHER], seen=[E],
              description="Eight months, vomiting, irritable, head circumference not measured. Home with advice.",
              comment="The plan was on the information system and was not looked up. She was seven months old."),
        Event(id="ed-02", when="2023-04-15T20:47", kind="emergency_attendance", people=[E, MOTHER, PARTNER], seen=[E],
              account_of="inc-head", description="Brought by mother and a man: floppy, then a fit. He says she slipped "
              "in the bath.", known_to=[
                  Knowledge(agency="csc", since="2023-04-15T22:15", told_by="ed", basis="stated"),
                  Knowledge(agency="wcs", since="2023-04-17", told_by="csc", basis="stated")]),
    )
    return [*maternity, *wards, *emergency]


def surgery() -> list[Record]:
    """Return the entries of the GP, who saw the baby a day before the health visitor and heard another explanation."""
    return chronology(
        "gp",
        Event(id="gp-01", when="2022-08-01", kind="appointment", people=[E, MOTHER], professionals=["gp1"], seen=[E],
              seen_by=["gp1"], description="Six-week check, normal. Mother low in mood, to come back."),
        Event(id="gp-02", when="2022-10-11", kind="did_not_attend", people=[E], not_seen=[E],
              description="DNA second immunisations."),
        Event(id="gp-03", when="2022-10", kind="phone_call", people=[E, MOTHER], when_as_written="October 2022",
              times=Quantity(words="several"), description="Calls about crying and broken nights; advice each time."),
        Event(id="gp-04", when="2022-10-20", kind="appointment", people=[E, MOTHER], professionals=["gp2"], seen=[E],
              seen_by=["gp2"], account_of="inc-bruise", description="17 weeks. Two bruises side by side on the left "
              "jaw, 2 cm each. Mother: lay on her dummy two days ago. Coded as minor injury.",
              known_to=[Knowledge(agency="csc", state="did_not_know", since="2022-11-24", basis="stated")],
              tags=["piece", "bruise"]),
        Event(id="gp-05", when="2023-01-11", kind="death", people=[GRAN],
              description="Grandmother of the children died at home, suddenly."),
        Event(id="gp-06", when="2023-01-17", kind="pregnancy", people=[U, MOTHER],
              description="Pregnant, about 14 weeks; had not known what to do. Partner waiting outside."),
        Event(id="gp-07", when="2023-02-21", kind="letter", people=[MOTHER, U], from_agency="mw", to_agency="gp",
              description="Midwife's letter: assault on 3 February, gone to a place of safety."),
    )


def school() -> list[Record]:
    """Return the entries of the school. The school listened to Sibling S, but no agency asked the school."""
    return chronology(
        "sch",
        Event(id="sch-01", when="[2021-08-01..2021-08-10]", kind="move", people=[S, MOTHER],
              when_as_written="early August 2021", recorded="2021-09-06", description="To Harbour Road, new to area."),
        Event(id="sch-02", when="2022-06~", kind="meeting", people=[S, GRAN], when_as_written="around June 2022",
              description="Parents' evening: grandmother came, full of praise for Toby's reading."),
        Event(id="sch-03", when="2022-09-05/2022-10-21", kind="absence", people=[S], times=Quantity(n=6),
              when_as_written="from 5 September 2022 to 21 October 2022", description="Absent on six Mondays."),
        Event(id="sch-04", when="2022-10-11", kind="disclosure", people=[S, PARTNER, E], seen_alone=[S],
              seen_by=["ta1"], professionals=["ta1", "dsl1"], reported_by=[S], recorded="2022-10-14",
              childs_account="Deano lives at ours now. He gets cross when Elsie cries. He shook the cot.",
              description="Said to TA1 while painting. Passed to DSL1 on Friday.",
              known_to=[
                  Knowledge(agency="hv", state="believed_otherwise", since="2022-10-21", told_by=MOTHER,
                            via="mother: just me and the children", basis="stated"),
                  Knowledge(agency="csc", state="sent_not_received", since="2022-11-16", told_by="sch",
                            via="online referral, no receipt", basis="stated"),
                  Knowledge(agency="hv", since="2022-12-05", told_by=GRAN, via="telephone", basis="stated"),
                  Knowledge(agency="csc", since="2023-02-03", told_by="police", basis="stated")],
              tags=["piece", "partner"]),
        Event(id="sch-05", when="XXXX", kind="observation", people=[S], seen=[S], when_as_written="undated",
              professionals=["ta1"], description="Loose sheet in the file: swollen lip, says he fell."),
        Event(id="sch-06", when="2022-11-16", kind="referral", people=[S, E, MOTHER], from_agency="sch",
              to_agency="csc", professionals=["dsl1"], description="Referral: what Toby said, absences, tired, hungry.",
              known_to=[Knowledge(agency="csc", state="sent_not_received", since="2022-11-16", told_by="dsl1",
                                  via="online referral, no receipt", basis="stated")]),
        Event(id="sch-07", when="2023-01-05", kind="initial_conference", order=1.5, people=[S, E], account_of="csc-12",
              description="DSL1 attended. Report ready, not asked for; the partner not mentioned by anybody."),
        Event(id="sch-08", when="2023-02-06/2023-03-24", kind="absence", people=[S],
              when_as_written="6 Feb 2023 - 24 Mar 2023", description="Not in school; then off roll. No school named."),
    )


def wales() -> list[Record]:
    """Return the entries after the move: those of the refuge, the second authority and its health visitors."""
    refuge = [evolve(entry, withheld_from=DANGEROUS) for entry in (
        Event(id="ref-01", when="2023-02-06T18:30", kind="case_opened", people=[MOTHER, E, S],
              description="Arrived with two bags and the children."),
        Event(id="ref-02", when="2023-03-04/2023-04-10", kind="other", people=[MOTHER, E, S],
              times=Quantity(what="weekends", n=4), description="Away at weekends, she says with a cousin.",
              known_to=[Knowledge(agency="wcs", state="did_not_know", since="2023-03-30", basis="stated")]),
        Event(id="ref-03", when="[2023-04-13..2023-04-14]", kind="move", people=[MOTHER, E, S],
              when_as_written="between 13 and 14 April 2023", description="Left, room found empty on the Friday."),
    )]
    services = chronology(
        "wcs",
        Event(id="wcs-01", when="2023-02-27", kind="information_requested", people=[E, S], from_agency="wcs",
              to_agency="csc", responds_to="csc-19", description="Asked for plans, minutes and chronology."),
        Event(id="wcs-02", when="2023-03-30", kind="multi_agency_meeting", people=[E, S, MOTHER], account_of="csc-20",
              attended=["wcs", "hvw", "csc"], invited=["csc", "hvw", "hv"], description="Transfer conference. Both "
              "names placed on the register. Partner described as in the past.",
              known_to=[Knowledge(agency="ref", state="did_not_know", since="2023-03-30", basis="stated")]),
        Event(id="wcs-03", when="2023-04-05", kind="home_visit", people=[S, E, MOTHER], seen_alone=[S],
              seen_with_others=[E], seen_by=["wsw1"], professionals=["wsw1"], recorded="2023-04-14",
              childs_account="On Saturdays we go on the train to Deano's. It is a secret.",
              description="Statutory visit.", tags=["partner"],
              known_to=[Knowledge(agency="csc", since="2023-04-17", told_by="wcs", basis="stated")]),
    )
    health = chronology(
        "hvw",
        Event(id="hvw-01", when="2023-03-07", kind="home_visit", people=[E, MOTHER], professionals=["whv1"], seen=[E],
              description=f"First visit, at {REFUGE_ADDRESS}. Weight has fallen across a centile line.",
              comment="A restricted address in free text, and the entry is not withheld: outputs must still find it."),
        Event(id="hvw-02", when="2023-03-22", kind="was_not_brought", people=[E], not_seen=[E],
              description="Was not brought to be weighed."),
    )
    return [*chronology("ref", *refuge), *services, *health]


def incidents() -> list[Record]:
    """Return the bruise, the assault on the mother, the head injury, and the older fractures found at that time."""
    return [
        Incident(id="inc-bruise", when="[2022-10-18..2022-10-21]", kind="unexplained_injury", area="Eastmere",
                 harms=[Harm(person=E, kind="bruising", nature="undetermined", certainty="confirmed", age="P17W")]),
        Incident(id="inc-assault", when="2023-02-03T02:00", kind="assault", context="intrafamilial", area="Eastmere",
                 harms=[Harm(person=MOTHER, kind="strangulation", nature="inflicted", certainty="alleged",
                             outcome=["recovered"]),
                        Harm(person=U, nature="undetermined", certainty="suspected", gestation_weeks=17)],
                 suspects=[Suspect(person=PARTNER, capacity="parents_partner", standing="bailed", on="2023-02-03")]),
        Incident(id="inc-head", when="2023-04-15", kind="abuse", abuse="physical", context="intrafamilial",
                 area="Eastmere", place="19b Coronet Street, Eastmere QX1 7ZZ", became_aware="2023-04-15T22:15",
                 notified="2023-04-26", harms=[Harm(person=E, kind="head_injury", nature="inflicted",
                 certainty="suspected", age="P9M", outcome=["life_threatening", "lasting_impairment"])],
                 suspects=[Suspect(person=PARTNER, capacity="parents_partner", standing="suspected", on="2023-04-15"),
                           Suspect(person=PARTNER, capacity="parents_partner", standing="arrested", on="2023-04-16")],
                 known_to=[Knowledge(agency="wcs", since="2023-04-17", told_by="csc", basis="stated")],
                 citations=cited("src-rapid", "p. 2")),
        Incident(id="inc-ribs", when="[2023-03-07..2023-04-04]", kind="unexplained_injury", context="unknown",
                 harms=[Harm(person=E, kind="fracture", nature="undetermined", certainty="confirmed", age="P8M/P9M")],
                 suspects=[Suspect(words="someone with care of her", capacity="unknown", standing="suspected")],
                 description="Two healing rib fractures found on 18 April 2023, two to six weeks old.",
                 citations=cited("src-hosp", "row 5")),
    ]


def claims() -> list[Record]:
    """Return the claims that differ: about the bruise, the birth, and the day on which the partner moved in."""
    return [
        Claim(id="claim-bruise-when-gp", about="inc-bruise", field="when", value="2022-10-18", by=MOTHER,
              citations=cited("src-gp", "row 4")),
        Claim(id="claim-bruise-when-hv", about="inc-bruise", field="when", value="2022-10-21", by=MOTHER,
              citations=cited("src-hv", "row 6")),
        Claim(id="claim-bruise-how-gp", about="inc-bruise", field="description", value="she lay on her dummy",
              by=MOTHER, citations=cited("src-gp", "row 4")),
        Claim(id="claim-bruise-how-hv", about="inc-bruise", field="description", value="her brother threw a toy car",
              by=MOTHER, citations=cited("src-hv", "row 6")),
        Claim(id="claim-bruise-nature-gp", about="inc-bruise", field="harms[child-e].nature", value="accidental",
              by="gp2", citations=cited("src-gp", "row 4")),
        Claim(id="claim-bruise-nature-hosp", about="inc-bruise", field="harms[child-e].nature", value="inflicted",
              by="dr1", citations=cited("src-hosp", "row 3")),
        Claim(id="claim-gestation-mw", about=E, field="gestation_weeks", value="35", by="mw",
              citations=cited("src-mw", "row 2")),
        Claim(id="claim-gestation-gp", about=E, field="gestation_weeks", value="36", by="gp",
              citations=cited("src-gp", "row 1")),
        Claim(id="claim-home-school", about="family-e", field="members[partner].during", value="2022-10/..", by=S,
              citations=cited("src-sch", "row 4")),
        Claim(id="claim-home-gran", about="family-e", field="members[partner].during", value="2022-09/..", by=GRAN,
              citations=cited("src-hv", "row 10")),
        Claim(id="claim-home-mother", about="family-e", field="members[partner].during", value="2022-12/2023-02-03",
              by=MOTHER, citations=cited("src-mother", "p. 3")),
    ]


def proceedings() -> list[Record]:
    """Return the legal proceedings that took place at the same time as the review."""
    return [
        Proceeding(id="proc-police", kind="police_investigation", incidents=["inc-head"], status="open",
                   as_at="2024-02-29", parties=[Party(person=PARTNER, role="suspected", outcome="ongoing")],
                   milestones=[Milestone(kind="opened", when="2023-04-15", by="police"),
                               Milestone(kind="arrested", when="2023-04-16", by="police")]),
        Proceeding(id="proc-care", kind="care_proceedings", incidents=["inc-head"], status="open", as_at="2024-02-29",
                   parties=[Party(person=E, role="subject"), Party(person=S, role="sibling"),
                            Party(person=MOTHER, role="parent")],
                   milestones=[Milestone(kind="started", when="2023-04-18", by="csc")]),
    ]


def reviews() -> list[Record]:
    """Return the rapid review, and the local child safeguarding practice review that followed from it."""
    return [
        Review(
            id="rr-1", title="Rapid review: Child E", kinds=["rapid_review"], commissioned_by=["partnership"],
            incidents=["inc-head"], subjects=[Subject(person=E, role="subject"), Subject(person=S, role="sibling")],
            criteria="Abuse suspected, and serious harm.", publication="withheld",
            milestones=[Milestone(kind="opened", when="2023-04-26", by="partnership"),
                        Milestone(kind="completed", when="2023-05-18", by="partnership"),
                        Milestone(kind="recommended", when="2023-05-18", reason="learning across two nations")],
        ),
        Review(
            id="lcspr-1", title="Local child safeguarding practice review: Child E",
            kinds=["child_safeguarding_practice_review"], commissioned_by=["partnership"], chair="Ruth Amberthwaite",
            authors=["Gareth Lowestone"], method="Chronologies, one practitioner event, conversations with the family",
            period="2021-08/2023-04-15", incidents=["inc-head", "inc-ribs", "inc-bruise"], cites=["rr-1"],
            parallel=["proc-police", "proc-care"], publication="full", predictable="unclear", preventable="unclear",
            subjects=[Subject(person=E, role="subject", newly_analysed="yes"), Subject(person=S, role="sibling"),
                      Subject(person=U, role="sibling"), Subject(person=MOTHER, role="parent")],
            contributions=[
                *(Contribution(who=agency, form="chronology", when="2023-09") for agency in AGENCIES),
                Contribution(who=MOTHER, form="family_contribution", when="2023-11-08"),
                Contribution(words="eleven practitioners", form="practitioner_event", when="2023-10")],
            terms=["Who knew of the partner, and when?", "How was the bruise understood?",
                   "How did the case cross the border?"],
            milestones=[
                Milestone(kind="decided", when="2023-06-14", by="partnership"),
                Milestone(kind="commissioned", when="2023-07", by="partnership"),
                Milestone(kind="due", when="2023-12-14"),
                Milestone(kind="signed_off", when="2024-01-25", by="partnership"),
                Milestone(kind="published", when="2024-02-29", by="partnership",
                          reason="late: two months for the agreement of the Welsh agencies")],
            facts=[Quantity(what="agencies that had recorded the partner's first name", n=6, total=12)],
            statements=[Statement(speaker="Ruth Amberthwaite", role="independent chair", on="2024-02-29",
                                  text="Everything was known, by somebody.")],
            limits="The partner was not spoken to, at the request of the police.",
            responses=[Response(agency="csc", text="Accepted in full.", on="2024-02-29")],
        ),
        Episode(id="ep-1", review="lcspr-1", label="Episode 1: one bruise, two stories",
                period="2022-10-11/2022-11-24", appraisal="missed_opportunity",
                events=["sch-04", "gp-04", "hv-06", "hv-07", "csc-05", "sch-06", "csc-08"]),
        Episode(id="ep-2", review="lcspr-1", label="Episode 2: across the border", period="2023-02-06/2023-03-30",
                appraisal="concern", events=["csc-18", "ref-01", "csc-19", "hvw-01", "ref-02", "csc-20", "wcs-02"]),
    ]


def findings() -> list[Record]:
    """Return the findings of the review, with good practice among them."""
    return [evolve(finding, citations=cited("src-report", f"finding {finding.number}")) for finding in (
        Finding(id="f-1", made_by="lcspr-1", form="finding", number="1",
                appraisal="missed_opportunity", levels=["case", "local"],
                standing="established", text="A bruise on a baby who cannot move was seen twice, never put together.",
                themes=["bruising_in_non_mobile_babies", "information_sharing"], agencies=["gp", "hv", "csc"],
                people=[E], evidence=["gp-04", "hv-06", "claim-bruise-when-gp", "claim-bruise-when-hv"]),
        Finding(id="f-2", made_by="lcspr-1", form="finding", number="2",
                appraisal="concern", levels=["local"], standing="established",
                text="From 20 October 2022 three agencies held what only together made the danger plain.",
                themes=["information_sharing", "working_with_fathers"], agencies=["police", "sch", "gp"],
                people=[PARTNER], evidence=["p-01", "sch-04", "gp-04"],
                extent=Quantity(what="agencies asked at the strategy discussion", n=1, total=3)),
        Finding(id="f-3", made_by="lcspr-1", form="finding", number="3",
                appraisal="strength", levels=["case"], standing="established",
                text="The teaching assistant listened, wrote down the child's own words and passed them on.",
                themes=["voice_of_the_child", "good_practice"], agencies=["sch"], people=[S], evidence=["sch-04"]),
        Finding(id="f-4", made_by="lcspr-1", form="finding", number="4",
                appraisal="concern", levels=["regional", "national"],
                standing="established", text="A plan stops at the border: for seven weeks nobody held the case.",
                themes=["cross_border"], agencies=["csc", "wcs"], people=[E, S],
                evidence=["csc-18", "csc-19", "csc-20"]),
        Finding(id="f-5", made_by="lcspr-1", form="finding", number="5",
                appraisal="neutral", levels=["case"], standing="unresolved",
                text="Whether the attendance of 28 January was an earlier injury cannot be known.", agencies=["ed"],
                people=[E]),
    )]


def recommendations() -> list[Record]:
    """Return the recommendations of the review, and to which agencies they are made."""
    return [
        Recommendation(id="rec-1", made_by="lcspr-1", number="1", form="recommendation", levels=["local"],
                       to=["gp", "hv", "csc"], from_findings=["f-1"], citations=cited("src-report", "p. 31"),
                       text="Any bruise on a baby who is not mobile is discussed with a paediatrician the same day."),
        Recommendation(id="rec-2", made_by="lcspr-1", number="2", form="recommendation", levels=["local"],
                       to=["csc", "police"], from_findings=["f-2", "f-3"], citations=cited("src-report", "p. 32"),
                       text="A strategy discussion asks the school and the GP, and asks who else lives in the home."),
        Recommendation(id="rec-3", made_by="lcspr-1", number="3", form="challenge", levels=["national"],
                       to=["partnership"], from_findings=["f-4"], citations=cited("src-report", "p. 33"),
                       text="What would it take for a plan to have force in both nations on the day of a move?"),
    ]


def actions() -> list[Record]:
    """Return the actions that were agreed, one at a core group and the others after the review."""
    return [
        Action(id="act-0", text="Mother to tell SW3 of anybody who stays overnight.", agreed_at="csc-15", people=[E, S],
               owners=["sw3"], due="2023-02-16", status="dropped", outcome="Not asked about again."),
        Action(id="act-1", number="1.1", text="One page on bruises for every surgery.", recommendations=["rec-1"],
               owners=["gp"], due="2024-04", status="done", rag="green", rag_on="2024-05-01", completed="2024-04-22"),
        Action(id="act-2", number="2.1", text="Strategy discussion form names school and GP.",
               recommendations=["rec-2"], owners=["csc", "police"], due="2024-05-31", status="overdue", rag="red",
               rag_on="2024-06", milestones=[Milestone(kind="agreed", when="2024-03-14", by="csc"),
                                             Milestone(kind="due", when="2024-05-31")]),
        Action(id="act-3", number="4.1", text="Audit of cases moved between nations.", review="lcspr-1",
               owners=["partnership"], due="2024-21", status="planned", rag="amber", rag_on="2024-03-14"),
    ]


def sources() -> list[Record]:
    """Return the sources: a chronology from each agency, the mother's own account, and the two reports."""
    return [
        *(Source(id=f"src-{agency}", title=f"Chronology of {name or 'the refuge'}", kind="chronology",
                 published="2023-09", withheld_from=DANGEROUS if agency == "ref" else ())
          for agency, name in AGENCIES.items()),
        Source(id="src-mother", title="Conversation with the mother", kind="interview", published="2023-11-08"),
        Source(id="src-rapid", title="Rapid review", kind="report", published="2023-05-18", of="rr-1"),
        Source(id="src-report", title="Report of the local child safeguarding practice review", kind="report",
               author="Gareth Lowestone", published="2024-02-29", of="lcspr-1"),
    ]


# fmt: on

PARTS = (
    *(sources, claims, children, adults, statuses, factors, family, agencies, professionals, involvements),
    *(police, social_care, health_visiting, hospital, surgery, school, wales),
    *(incidents, proceedings, reviews, findings, recommendations, actions),
)


def casefile() -> CaseFile:
    """Return the whole case file."""
    return CaseFile.of(
        "Child E: an invented case file", chain.from_iterable(part() for part in PARTS), handling="identifiable"
    )


def main() -> None:
    """Write the case file, read it back, and print what is in it."""
    case = casefile()
    dump(case, FILE, indent=2)
    assert load(FILE) == case
    print(f"{FILE.name}: {len(case.records())} records, {len(case.events)} events, written and read back equal")
    print("\nAgencies, and the entries of each")
    for agency in case.agencies:
        entries = sum(event.agency == agency.id for event in case.events)
        print(f"  {agency.name or '(name withheld)'}: {entries}")
    print("\nTimeline")
    for event in Timeline(case.events, case):
        print(f"  {event.when}: {event.kind.replace('_', ' ')} [{event.agency}, {event.id}]")


if __name__ == "__main__":
    main()
