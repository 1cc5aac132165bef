"""What the files of `examples/chronologies` say, as a careful person reads them.

Plain tables, for the tests of whatever reads, writes or merges chronologies. Rows are numbered from 1 as their program
shows them: of a sheet, of a Word table, of the records of a CSV file. Blank rows after the last with content are not
counted.
"""

from typing import NamedTuple

E, S, U, M, P, G = "child-e", "sibling-s", "unborn-u", "mother", "partner", "grandmother"
FE, FS = "father-e", "father-s"

PEOPLE = {
    "Elsie": E, "Elsie May Tarrowby": E, "E": E, "ET": E, "Baby T": E, "Baby Tarrowby": E, "baby girl Tarrowby": E,
    "Toby": S, "TQ": S, "Toby Quennerby": S,
    "unborn": U,
    "Kelly-Anne": M, "Kelly-Anne Tarrowby": M, "MO": M, "Mo": M, "Mother": M, "mother": M, "Mum": M, "mum": M,
    "Dean": P, "Dean Varrisk": P, "Dean Harrock": P, "VARRISK, Dean": P, "uncle Dean": P, "Deano": P,
    "Marcus": FS, "Marcus Quennerby": FS, "QUENNERBY, Marcus": FS,
    "Luke Sandrigg": FE,
    "MGM": G, "maternal grandmother": G, "nan": G, "Nana": G, "Pauline": G,
}  # fmt: skip
"""Names and initials as they stand in the files, and whose they are. A is for accident in `A&E`, and `O/E` is
on examination: neither has Elsie in it."""

AGENCY = {
    "social-care.docx": "csc",
    "police.csv": "police",
    "health-visiting.xlsx": "hv",
    "hospital.xlsx": "hosp",
    "school.docx": "sch",
}
"""Whose chronology each file is, by the ids of the invented family."""


class Entry(NamedTuple):
    """An entry, and what its row says."""

    row: int
    when: str
    people: tuple[str, ...] = ()
    """Everybody of PEOPLE whom any cell of the row names."""
    seen: tuple[str, ...] = ()
    """Of the column that says so; nobody where the row names no child."""
    not_seen: tuple[str, ...] = ()
    with_others: tuple[str, ...] = ()
    """Seen, and the row says that it was with somebody."""
    carry: str = ""
    """The `when` if a blank date represents the date above."""
    written: str = ""
    """The words of the date, where they are words: with `XXXX`, of what nobody can read."""
    times: int | None = None


class Sheet(NamedTuple):
    """A sheet, a Word table, or the whole of a text file."""

    where: str
    rows: int
    entries: tuple[Entry, ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    """The rows that are not entries, and why: title, blank, banner, heading, repeated heading, deleted."""
    chronology: bool = True
    """False for a table of something else: every row of it is handed back."""
    hidden: bool = False


# fmt: off
SOCIAL_CARE = (
    Sheet("table 1", 16, (
        Entry(3, "2021-11-08", (FS, M, S)),
        Entry(4, "2021-11-09", (S,), not_seen=(S,)),
        Entry(6, "2022-03-31", (FS, M)),
        Entry(7, "2022-09-21", (P,)),
        Entry(8, "2022-11-10", (E,), not_seen=(E,), written="10.11.22"),
        Entry(10, "2022-11-14", (E, S), not_seen=(E, S)),
        Entry(11, "2022-11-21?", (E, S, M), with_others=(E,), not_seen=(S,), written="?21/11/2022"),
        Entry(12, "2022-11-24T14:00/2022-11-24T14:45", (E,)),
        Entry(13, "2022-11-24/2022-12-14", (E, S)),
        Entry(14, "2022-12-14"),
        Entry(16, "2022-12-19", (E, S), not_seen=(E, S)),
    ), ((1, "heading"), (2, "banner"), (5, "banner"), (9, "repeated heading"), (15, "deleted"))),
    Sheet("table 2", 18, (
        Entry(4, "2023-01-05T10:00/2023-01-05T12:30", (E, S, M)),
        Entry(5, "2023-01-05/2023-03-30", (E, S)),
        Entry(6, "2023-01-13"),
        Entry(7, "2023-01-19T13:30", (M,)),
        Entry(8, "2023-01-23", (E, S, M, G), with_others=(E, S)),
        Entry(9, "[2023-01-24..2023-02-02]", (E, S), not_seen=(E, S),
              written="between 24 January and 2 February 2023"),
        Entry(10, "2023-02-03T09:15", (M, P)),
        Entry(11, "2023-02-06", (M,)),
        Entry(12, "2023-02-24", (E, S), not_seen=(E, S)),  # inserted under tracked changes
        Entry(14, "2023-03-30", (E, S), not_seen=(E, S)),
        Entry(15, "2022-23", (M, P), written="Autumn 2022"),
        Entry(16, "2023-04-15T22:15", (M,)),
        Entry(17, "2023-04-17T11:00", (E, S, U)),
        Entry(18, "2023-05-02", (M, U)),
    ), ((1, "heading"), (2, "banner"), (3, "banner"), (13, "blank"))),
)

POLICE = (
    Sheet("", 23, (
        Entry(5, "2021-03-14T21:40", (P,)),
        Entry(6, "2021-11-06T23:15", (FS, M, S), seen=(S,)),
        Entry(7, "2021-11-08", (FS, M, S)),  # the time is n/k
        Entry(8, "2021-11-15?", (FS,), written="?15/11/2021"),
        Entry(9, "2022-09-17T22:50", (M, P, E, S)),
        Entry(10, "2022-09-17T23:10", (E, S), seen=(E, S)),
        Entry(11, "2022-09-18T03:10"),
        Entry(12, "2022-09-19", (E, S, M)),
        Entry(13, "2022-09-21?", (M, P, E, S), written="?21/09/2022"),
        Entry(14, "2022-11-25", (E, S, M), not_seen=(E, S)),
        Entry(15, "2023-01-03", (E, S), not_seen=(E, S)),
        Entry(16, "2023-02-03T02:20", (M, P, S, E), seen=(S, E)),
        Entry(17, "2023-02-03T16:05", (P,)),
        Entry(18, "2023-03-08T10:00", (M, P)),
        Entry(19, "2023-02-03T16:05", (P,)),
        Entry(20, "2023-04-15T22:21", (E, M)),
        Entry(21, "2023-04-15T23:40", (S,), seen=(S,)),
        Entry(22, "2023-04-16T06:30", (P, E)),
        Entry(23, "2023-04-17T11:00", (E, S), not_seen=(E, S)),
    ), ((1, "title"), (2, "title"), (3, "blank"), (4, "heading"))),
)

VISITING_TITLE = ((1, "title"), (2, "title"), (3, "title"), (4, "title"), (5, "blank"), (6, "heading"))
HEALTH_VISITING = (
    Sheet("sheet 1", 26, (
        Entry(7, "[2022-06-27..2022-07-03]", (E,), written="w/c 27/6/22"),
        Entry(8, "2022-07-06T11:00", (M, E), seen=(E,)),
        Entry(9, "2022-07-27?", (M,), written="27/07/2022?"),
        Entry(10, "[2022-08-01..2022-08-10]", written="early Aug 2022"),
        Entry(11, "2022-08"),  # an Excel date shown as Aug-22
        Entry(12, "2022-10-04", (E,), not_seen=(E,)),  # one merged date for three rows
        Entry(13, "2022-10-04", (M,)),
        Entry(14, "2022-10-04", (M,)),
        Entry(15, "2022-10-13T10:00", (M, E), not_seen=(E,)),
        Entry(17, "2022-10-21", (E, M, S), seen=(E,)),
        Entry(18, "2022-10-26", (E, S, M)),
        Entry(19, "2022-11-10", written="10.11.22"),
        Entry(20, "2022-11-24T14:00", (E, S)),
        Entry(21, "2022-11-30", (E, M, G), seen=(E,)),
        Entry(22, "2022-12-05T15:45", (G, P, S)),  # a hidden row
        Entry(23, "2022-12~", (E,), seen=(E,), written="about Dec 2022"),
        Entry(24, "2023-01-05T10:00", (E, S, M)),
        Entry(25, "2023-01-19T13:30", (M,)),
        Entry(26, "2023-03-03", (E,)),
    ), (*VISITING_TITLE, (16, "blank"))),
    Sheet("sheet 2", 12, (
        Entry(7, "2017-02-20", (M, FS, S), seen=(S,)),
        Entry(8, "2018-02", (S, G), seen=(S,), written="Feb 2018"),
        Entry(9, "2019-05", (S,), not_seen=(S,)),  # an Excel date shown as May-19
        Entry(10, "2021-09", (S,), written="Sept 2021"),
        Entry(11, "2022-10-21", (E, M, S), seen=(E,)),
        Entry(12, "2023-01-05T10:00", (E, S, M)),
    ), VISITING_TITLE),
    Sheet("sheet 3", 4, (
        Entry(2, "2022-07-06T11:00", (M, E), seen=(E,)),
        Entry(3, "2022-07-27?", (M,), written="27/07/2022?"),
        Entry(4, "2022-10-13T10:00", (M, E), not_seen=(E,)),
    ), ((1, "heading"),), hidden=True),
    Sheet("sheet 4", 16, chronology=False),
)

HOSPITAL = (
    Sheet("sheet 1", 9, (
        Entry(2, "2023-01-28T19:10", (E, M)),
        Entry(3, "XXXX", (E, M), carry="2023-01-28"),
        Entry(4, "XXXX", (E, M), carry="2023-01-28"),
        Entry(5, "2023-04-15T20:47", (E, M, P)),
        Entry(6, "XXXX", (E, M), carry="2023-04-15"),
        Entry(7, "2023-04-15T22:15", (E,)),
        Entry(8, "2023-04-15T22:20", (E,)),
        Entry(9, "2023-04-15T23:05", (E, M)),
    ), ((1, "heading"),)),
    Sheet("sheet 2", 21, (
        Entry(4, "2022-01-12T14:00", (M, FE)),
        Entry(5, "2022-06-22T04:18", (E,), seen=(E,)),
        Entry(6, "XXXX", (E,), seen=(E,), carry="2022-06-22T05:00"),
        Entry(7, "XXXX", (E, M, G), seen=(E,), carry="2022-06-22"),
        Entry(8, "2022-07-01", (E, M), seen=(E,)),
        Entry(9, "2022-07-05", (E, M), seen=(E,)),
        Entry(10, "2022-09-28T09:40", (E,), not_seen=(E,)),
        Entry(11, "[2022-10-11..2022-10-13]", (E, M), not_seen=(E,), written="11/10/22 and 13/10/22", times=2),
        Entry(12, "[2022-10-18..2022-10-19]", (E,), written="18/10/22 or 19/10/22"),
        Entry(13, "2022-11-28T15:30", (E,), seen=(E,)),
        Entry(14, "XXXX", (E,), carry="2022-11-28"),
        Entry(15, "2023-02-01T10:30", (M, P)),
        Entry(16, "2023-03-15", (M,)),
        Entry(17, "2023-04-15T23:05", (E,), seen=(E,)),
        Entry(18, "XXXX", (E, M), seen=(E,), carry="2023-04-15"),
        Entry(19, "2023-04-16T09:00", (E,), seen=(E,)),
        Entry(20, "2023-04-17T11:00", (E,)),
        Entry(21, "2023-04-18", (E,), seen=(E,)),
    ), ((1, "title"), (2, "title"), (3, "heading"))),
)

SCHOOL = (
    Sheet("table 1", 3, chronology=False),
    Sheet("table 2", 20, (
        Entry(3, "[2021-08-01..2021-08-10]", (S, M), written="early August 2021"),
        Entry(4, "2021-09-06", (S,), written="6th September 2021"),
        Entry(5, "2021-11-09", (M, FS, S), written="9.11.21"),
        Entry(6, "2022-06~", (G, S), written="around June 2022"),
        Entry(7, "XXXX", (S, E), written="Summer hols"),
        Entry(9, "2022-09-05/2022-10-21", (M,), written="05/09/22 – 21/10/22"),
        Entry(10, "2022-10-11", (S, P, E)),
        Entry(11, "2022-10-11"),  # the date is merged with the one above
        Entry(12, "XXXX", written="Fri 14th Oct"),
        Entry(13, "XXXX", (S,), written="undated"),
        Entry(14, "2022-11", (S,), written="Nov 2022"),
        Entry(15, "2022-11-16", (S, P), written="16.11.22"),
        Entry(16, "2023-01-05", (S, E), written="5.1.23"),
        Entry(17, "2023-01-19", (M,), written="19.1.23"),
        Entry(18, "2023-02-03", (S, M), written="3rd Feb 2023"),
        Entry(19, "2023-02-06/2023-03-24", written="6 Feb 2023 - 24 Mar 2023"),
        Entry(20, "2023-04-17?", (E, S), written="?17/04/23"),
    ), ((1, "heading"), (2, "banner"), (8, "banner"))),
    Sheet("table 3", 2, chronology=False),
)
# fmt: on

FILES = {
    "social-care.docx": SOCIAL_CARE,
    "police.csv": POLICE,
    "health-visiting.xlsx": HEALTH_VISITING,
    "hospital.xlsx": HOSPITAL,
    "school.docx": SCHOOL,
}

CSC, POL, HV, HOSP, SCH = FILES
TOLD_TWICE = (
    {(CSC, "table 1", 3), (POL, "", 7)},  # the referral of 8 November 2021
    {(CSC, "table 1", 12), (POL, "", 14), (HV, "sheet 1", 20)},  # the strategy discussion: police say a day later
    {(CSC, "table 2", 4), (HV, "sheet 1", 24), (SCH, "table 2", 16)},  # the initial conference
    {(CSC, "table 2", 7), (HV, "sheet 1", 25), (SCH, "table 2", 17)},  # the first core group
    {(CSC, "table 2", 16), (HOSP, "sheet 1", 7)},  # the emergency department rings social care
    {(POL, "", 20), (HOSP, "sheet 1", 8)},  # and the police: a minute apart
    {(CSC, "table 2", 17), (POL, "", 23), (HOSP, "sheet 2", 20)},  # the strategy meeting on the head injury
    {(HOSP, "sheet 1", 9), (HOSP, "sheet 2", 17)},  # from the emergency department to intensive care
)
"""Entries in other words that are accounts of one event."""
EXACTLY_TWICE = (
    {(POL, "", 17), (POL, "", 19)},
    {(HV, "sheet 1", 17), (HV, "sheet 2", 11)},
    {(HV, "sheet 1", 24), (HV, "sheet 2", 12)},
    {(HV, "sheet 1", 8), (HV, "sheet 3", 2)},
    {(HV, "sheet 1", 9), (HV, "sheet 3", 3)},
    {(HV, "sheet 1", 15), (HV, "sheet 3", 4)},
)
"""Rows of one file that are the same in every cell."""
NOT_THE_SAME = (
    {(POL, "", 16), (CSC, "table 2", 10)},  # the assault, and the call about it that morning
    {(POL, "", 9), (POL, "", 10)},  # the neighbour's call, and what was found
    {(CSC, "table 1", 12), (CSC, "table 1", 13)},  # the strategy discussion, and the enquiry that came of it
    {(CSC, "table 2", 4), (CSC, "table 2", 5)},  # the conference, and the plans that came of it
    {(POL, "", 12), (CSC, "table 1", 7)},  # a notification sent, and read two days later
    {(HV, "sheet 1", 18), (CSC, "table 1", 8)},  # a referral sent, and accepted eleven working days later
    {(CSC, "table 1", 8), (HV, "sheet 1", 19)},  # the decision, and the call to say so
    {(CSC, "table 2", 11), (SCH, "table 2", 19)},  # the move, and the absence that began that day
    {(HOSP, "sheet 2", 17), (HOSP, "sheet 2", 18)},  # two rows of one admission
)
"""Entries that look alike, by date or by words, and are two events."""
