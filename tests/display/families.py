"""Families for the tests of genograms: any ties at all, and tidy families of known shape. All names are invented."""

from hypothesis import strategies as st

from safeguard_model import CaseFile
from safeguard_model.records import Adult, Basis, Child, Event, Family, Kin, Membership, Relationship


def tie(person, kin, to, **more):
    """One relationship."""
    return Relationship(person=person, kin=kin, to=to, **more)


def family_of(*ties, members=()):
    """A family with these ties."""
    return Family(id="family", label="Family F", members=members, relationships=ties)


def casefile_of(people, ties, events=(), household=()):
    """A case file of one family; `people` are ids with their fields."""
    records = [(Adult if fields.pop("adult", False) else Child)(id=id, label=fields.pop("label", f"Person {id}"), **fields)
               for id, fields in ((id, dict(fields)) for id, fields in people.items())]  # fmt: skip
    members = [Membership(person=id, in_household=id in household) for id in people]
    return CaseFile.of("Invented", [*records, family_of(*ties, members=members), *events])


LINKING = [Kin.PARENT, Kin.CHILD, Kin.PARTNER, Kin.FORMER_PARTNER, Kin.SIBLING]


@st.composite
def tangles(draw, most=7, kins=tuple(Kin)):
    """A family with any ties between a few people: cycles, own grandparents, partners of partners."""
    people = [f"p{number}" for number in range(draw(st.integers(1, most)))]
    one = st.builds(
        tie,
        st.sampled_from(people),
        st.sampled_from(kins),
        st.sampled_from(people),
        basis=st.none() | st.sampled_from(Basis),
    )
    ties = draw(st.lists(one, max_size=12))
    return family_of(*ties, members=[Membership(person=person) for person in people])


@st.composite
def tidy_families(draw, most=12):
    """A case file of a family that needs no crossing: a couple, their children, and the couples of these children."""
    people, ties = {"p0": {"sex": "male"}, "p1": {"sex": "female"}}, [tie("p0", "partner", "p1")]
    couples, generation = [("p0", "p1")], 0
    while couples and len(people) < most and generation < 3:
        generation += 1
        following = []
        for couple in couples:
            for _ in range(draw(st.integers(0, 3))):
                if len(people) >= most:
                    break
                child = f"p{len(people)}"
                year = 1900 + 30 * generation + draw(st.integers(0, 9))
                people[child] = {"sex": draw(st.sampled_from(["male", "female"])), "born": f"{year}-05-01"}
                ties += [tie(parent, "parent", child) for parent in couple]
                if len(people) < most and draw(st.booleans()):
                    partner = f"p{len(people)}"
                    people[partner] = {"sex": draw(st.sampled_from(["male", "female"]))}
                    ties.append(tie(child, "partner", partner))
                    following.append((child, partner))
        couples = following
    return casefile_of(people, ties)


def made_family():
    """A case file of 31 people in three generations: remarriage, twins, adoption, fostering, deaths, a lost pregnancy."""
    people = {
        "gf1": {"sex": "male", "born": "1940-03-02", "died": "2010-05-01"}, "gm1": {"sex": "female", "born": "1942-07-12"},
        "gf2": {"sex": "male", "born": "1948-01-20"}, "gm2": {"sex": "female", "born": "1950-11-02"}, "sgf": {"sex": "male"},
        "gf3": {"sex": "male", "born": "1945"}, "gm3": {"sex": "female", "born": "1946"}, "u1": {"sex": "male", "born": "1965"},
        "fa": {"sex": "male", "born": "1970-04-04"}, "au1": {"sex": "female", "born": "1972-09-09"}, "u1w": {"sex": "female"},
        "au1h": {"sex": "male"}, "mo": {"sex": "female", "born": "1975-06-06"}, "tw1": {"sex": "female", "born": "1978-01-01"},
        "tw2": {"sex": "male", "born": "1978-01-01"}, "ex": {"sex": "male", "born": "1973"}, "fw": {"sex": "female"},
        "exsis": {"sex": "female", "born": "1976"}, "tw1p": {"sex": "male"}, "s1": {"sex": "female", "born": "1996-05-05"},
        "s2": {"sex": "male", "born": "1998-08-08"}, "h1": {"sex": "male", "born": "1995-02-02"},
        "cv": {"sex": "female", "born": "2004-02-03"}, "t1": {"sex": "male", "born": "2006-03-03"},
        "t2": {"sex": "female", "born": "2006-03-03"}, "ad": {"sex": "female", "born": "2003-01-01"},
        "c1": {"sex": "male", "born": "1990"}, "c2": {"sex": "female", "born": "1993"}, "c3": {"sex": "female", "born": "2000"},
        "c4": {}, "fc": {"sex": "male", "born": "2007-07-07"},
    }  # fmt: skip
    couples = [
        ("gf1", "gm1", "partner", ["u1", "fa", "au1"], None), ("gf2", "gm2", "former_partner", ["mo", "tw1", "tw2"], None),
        ("sgf", "gm2", "partner", [], None), ("gf3", "gm3", "partner", ["ex", "exsis"], None),
        ("u1", "u1w", "partner", ["c1", "c2"], None), ("au1h", "au1", "partner", ["c3"], None),
        ("fa", "mo", "partner", ["cv", "t1", "t2"], None), ("fa", "mo", "partner", ["ad"], "adoptive"),
        ("fa", "mo", "partner", ["fc"], "foster"), ("ex", "mo", "former_partner", ["s1", "s2"], None),
        ("fw", "fa", "former_partner", ["h1"], None), ("tw1p", "tw1", "partner", ["c4"], None),
    ]  # fmt: skip
    ties = [tie(a, kin, b) for a, b, kin, _, _ in couples]
    ties += [
        tie(parent, "parent", child, basis=basis)
        for a, b, _, row, basis in couples
        for child in row
        for parent in (a, b)
    ]
    lost = Event(id="lost", when="2001-05-05", kind="pregnancy_ended", people=["mo", "fa"])
    last = Event(id="last", when="2009-05-05", kind="contact", people=["cv"])
    return casefile_of(people, ties, [lost, last], household=["fa", "mo", "cv", "t1", "t2", "ad", "s2", "fc"])
