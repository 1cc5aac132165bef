"""Entries about one family of three children over twenty years, as eight agencies write them.

Everything is invented. An entry is made of two to four phrases of its agency, with the words that change from entry to
entry filled in: names of workers, streets, times, amounts and log numbers. Each agency has its own phrases and
abbreviations. Three happenings in ten are told by a second agency, and some of these by a third, in words of its own.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from safeguard_model import Event

__all__ = ["make_family"]

FIRST = date(2004, 1, 1)
DAYS = 7305
AGENCIES = ("csc", "police", "hv", "gp", "hosp", "sch", "mw", "probation")
KINDS = (
    *("home_visit", "appointment", "phone_call", "was_not_brought", "referral", "referral_decision", "other"),
    *("strategy_discussion", "initial_conference", "assessment_completed", "domestic_abuse_report"),
)
CHILDREN = ("child-1", "child-2", "child-3")
ADULTS = ("mother", "father")
WORDS = {
    "who": "Mo|Mum|mother|M|Fa|dad|father|MGM|maternal grandmother|partner|step-father|aunt|PGF",
    "child": "child|eldest|youngest|middle child|baby|all three children|both girls|yp|toddler|infant",
    "worker": "Ashdown|Birkett|Calloway|Denholm|Eastwick|Farrant|Garside|Hollin|Ibbotson|Jessop|Kirkbride|Lomax"
    "|Mallory|Nettleton|Oakes|Pemberton|Quarmby|Rushworth|Sedgwick|Thackray|Underhill|Vickers|Wainwright"
    "|Yarrow",
    "street": "Alder Close|Beacon Rise|Canal Row|Dyer Street|Elm Grove|Foundry Lane|Glebe Road|Harbour View"
    "|Ivy Bank|Jubilee Court|Kiln Yard|Lock Terrace|Mill Hey|North Parade|Orchard Way|Priory Walk",
    "mark": "bruise to L cheek|graze on knee|burn to forearm|bite mark|scratch on neck|swollen lip|black eye"
    "|sore ear|bump to forehead|cut finger|nappy rash|head lice|rash on tummy|limp|sprained wrist|scald",
    "worry": "low mood|alcohol use|cannabis smelt in hall|arguments overheard|rent arrears|no food in cupboards"
    "|broken window|dog mess in kitchen|poor sleep|missed immunisations|speech delay|wet beds|bullying"
    "|truancy|debt|eviction notice|new boyfriend|stolen phone|damp walls|lost benefits|relapse"
    "|threats by text",
    "act": "letter sent|to discuss in supervision|strategy mtg requested|advice given|referral made to MASH"
    "|appt rebooked|message left|no further action|for review|copied to GP|checked with EDT"
    "|logged on system|core group informed|asked to attend|signposted to foodbank|section 47 considered"
    "|key safe fitted",
}
CHOICES = {name: words.split("|") for name, words in WORDS.items()}
OWN = ("worker", "who", "act")
"""The slots that each agency fills in for itself. The others are filled in once for a happening."""
PHRASES = {
    "csc": "SW {worker} visited {street}|{child} seen alone in bedroom|{who} said {worry} is better"
    "|CIN review: {worry}|T/C from {worker} at school re {mark}|duty took call from {who}"
    "|case discussed with manager {worker}|{act}|announced visit, {who} present|{who} denied {worry}"
    "|plan updated, {number} actions|pathway agreed",
    "police": "Log {log} {street}|attended {time}, {who} intoxicated|PPN submitted, DASH {number}"
    "|{child} asleep upstairs|verbal only, no offences|PC {worker} spoke to {who}"
    "|IP declined to make statement|{mark} photographed|suspect left before arrival|crime {log} recorded"
    "|{act}|neighbour reported shouting at {time}|checks: {worry}",
    "hv": "H/V to {street}|weight {amount} kg, {number}th centile|{who} reports {worry}"
    "|HV {worker} observed warm handling|ASQ completed|safe sleep discussed"
    "|{mark} noted, {who} says fell off sofa|DNA clinic|{act}|EPDS score {number}"
    "|feeding {number} oz bottles|nursery place discussed",
    "gp": "Consultation Dr {worker}|{who} presents with {worry}|{mark} examined, NAD"
    "|Rx amoxicillin {number} days|temp {amount}|WNB for review|letter from paediatrician {worker}"
    "|bloods taken|{act}|chest clear|sertraline {number} mg|fit note",
    "hosp": "ED attendance {time}|{mark} after fall at {street}|seen by Dr {worker}|X-ray no fracture"
    "|discharged home with {who}|safeguarding form sent|left before being seen"
    "|admitted overnight, obs stable|{act}|history consistent|ref {log}|{who} anxious about {worry}",
    "sch": "Attendance {number}%|{child} arrived {time}, no coat|DSL {worker} informed"
    "|{child} disclosed {worry} to TA {worker}|{mark} seen in PE|call home to {who}"
    "|hungry at breakfast club|{act}|TAF meeting held|reading with {worker}|{who} collected late, {time}"
    "|work missing",
    "mw": "Booking appt at {number} weeks|BP {number}/70|{who} attended with {child}|DNA antenatal clinic"
    "|smoking {number} a day|midwife {worker} visited {street}|{worry} disclosed|{act}|fetal heart heard"
    "|urine clear|day {number} check",
    "probation": "Reported as instructed {time}|OM {worker}: {worry}|breach letter {log}|home visit {street}"
    "|{who} in new relationship|licence condition {number}|missed appointment|programme session {number}"
    "|{act}|risk raised to high|unpaid work done",
}
TEXTS = {agency: phrases.split("|") for agency, phrases in PHRASES.items()}


def make_slots(log: int, draw: random.Random) -> dict[str, str]:
    """Return the words that belong to a happening: its child, place, injury, worry, time and log number."""
    slots = {name: draw.choice(words) for name, words in CHOICES.items() if name not in OWN}
    return slots | {"time": f"{draw.randrange(24):02}:{draw.randrange(60):02}", "log": str(log)}


def make_text(agency: str, slots: dict[str, str], on: date, draw: random.Random) -> str:
    """Return two to four phrases of an agency about a happening. One text in ten names a day shortly before its own."""
    own = {name: draw.choice(CHOICES[name]) for name in OWN}
    own |= {"number": str(draw.randrange(1, 100)), "amount": f"{draw.randrange(20, 400) / 10}"}
    text = ". ".join(draw.sample(TEXTS[agency], draw.randint(2, 4))).format_map(slots | own)
    if draw.random() < 0.1:
        before = on - timedelta(days=draw.randrange(1, 10))
        text += draw.choice([". As told yesterday", f". Re {before:%d/%m}", f". Since {before.day} {before:%B}"])
    return text


def make_people(draw: random.Random) -> list[str]:
    """Return those whom an entry names: mostly one child, at times an adult or all children, seldom nobody."""
    form = draw.random()
    if form < 0.01:
        return []
    if form < 0.08:
        return [draw.choice(ADULTS)]
    if form < 0.15:
        return list(CHILDREN)
    return [draw.choice(CHILDREN), *([draw.choice(ADULTS)] if form < 0.3 else [])]


def make_when(on: date, draw: random.Random) -> str:
    """Return when an entry says that it was: mostly a day, at times with its minute; a month, a span, or unknown."""
    form = draw.random()
    if form < 0.04:
        return f"{on:%Y-%m}"
    if form < 0.06:
        return f"{on}/{on + timedelta(days=draw.randrange(1, 20))}"
    if form < 0.061:
        return "XXXX"
    return f"{on}T{draw.randrange(24):02}:{draw.randrange(60):02}" if form < 0.2 else f"{on}"


def make_entries(number: int, most: int, draw: random.Random) -> list[Event]:
    """Return the entries of one happening, at most `most`, each by another agency.

    Three happenings in ten are told by two or three agencies. A later teller dates it the same day or up to two days
    later. One entry in ten was written down some days after its date.
    """
    on, kind, people = FIRST + timedelta(days=draw.randrange(DAYS)), draw.choice(KINDS), make_people(draw)
    slots = make_slots(number, draw)
    entries: list[Event] = []
    for agency in draw.sample(AGENCIES, draw.choices((1, 2, 3), (7, 2, 1))[0])[:most]:
        day = on + timedelta(days=draw.choice((0, 0, 0, 1, 2)) if entries else 0)
        entries.append(
            Event(
                id=f"{agency}-{number}",
                when=make_when(day, draw),
                kind=kind if draw.random() < 0.7 else draw.choice(KINDS),
                agency=agency,
                people=people,
                recorded=day + timedelta(days=draw.randrange(1, 6)) if draw.random() < 0.1 else None,
                description=make_text(agency, slots, day, draw),
            )
        )
    return entries


def make_family(count: int) -> list[list[Event]]:
    """Return one list of entries for each agency, `count` in all, about three children and their parents."""
    draw = random.Random(20160302)  # noqa: S311 - a benchmark, not a key
    lists: dict[str, list[Event]] = {agency: [] for agency in AGENCIES}
    made = number = 0
    while made < count:
        for entry in make_entries(number, count - made, draw):
            lists[entry.agency or ""].append(entry)
            made += 1
        number += 1
    return list(lists.values())
