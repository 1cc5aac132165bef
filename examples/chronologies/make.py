"""Five invented chronologies, as five agencies of the invented family would have sent them.

Everything in them is invented, and belongs to the story that `examples/invented_family.py` tells: these are what its
agencies sent before anybody made the case file. Each is untidy in its agency's own way; `README.md` lists how. Run
`python examples/chronologies/make.py` to write the files beside it: the same bytes every time, for the same releases
of Python and xlsxwriter.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent


class Row(NamedTuple):
    """A row of a Word table that was inserted or deleted while changes were tracked."""

    tracked: str
    """`ins` or `del`."""
    cells: tuple[str, ...]


class Month(NamedTuple):
    """A date that was typed as `aug-22`: Excel keeps the first day and shows the month."""

    first: date


Line: TypeAlias = Row | tuple[str, ...] | str
"""A row of a Word table: cells, or the text of one cell right across. `^` goes on from the cell above.

In a cell, a line break is a line break; `[-so-]` and `[+so+]` are tracked deletions and insertions.
"""
Value: TypeAlias = str | date | time | Month | None
"""A cell of a spreadsheet; a `datetime` is a date too."""


def at(text: str) -> datetime:
    """A date and time in one cell."""
    return datetime.fromisoformat(text)


# Rows stand in compact tables below, one paragraph each.
# fmt: off

# Social care: a Chronolator table, worked over by the chair of the review.

REVIEWER, REVISED = "Ruth Amberthwaite", "2023-10-03T09:12:00Z"
SOCIAL_CARE_TITLE = [
    "Westhaven Children’s Social Care",
    "Chronology for the Local Child Safeguarding Practice Review: Child E",
    ("Subject: Elsie May Tarrowby (d.o.b. 22/06/2022). Sibling: Toby Quennerby (d.o.b. 09/02/2017), at school Toby "
    "Tarrowby.\nPeriod covered: 1 November 2021 to 31 May 2023"),
    "Completed by Adebayo Lindgrove, Social Worker, 14 September 2023. Checked by: Team Manager, Assessment Team 2.",
    ("MO = Mother (Kelly-Anne Tarrowby); E = Elsie; TQ = Toby; MGM = maternal grandmother. A ? before a date means "
    "that the author is not sure of it. Entries are from the electronic record (LCS) unless stated."),
]
CHRONOLATOR = ("Event Ref", "Start Date", "Start Time", "End Date", "End Time", "Source of Information", "Event",
               "Child seen?", "Comment")
SOCIAL_CARE: list[Line] = [
    CHRONOLATOR,
    "2021",
    ("1", "08/11/2021", "", "", "", "LCS – contact record", ("Referral recieved from police via the MASH re domestic "
     "incident at the family home on the Saturday night. Marcus Quennerby pushed MO against a door; TQ was awake on "
     "the stairs. Arrested."), "N/A", ""),
    ("2", "09/11/2021", "", "", "", "LCS – case note", ("Manager’s decision: C&F assessment under s17. TQ to be open "
     "as CIN. SW1 allocated."), "No", "Decision within one working day."),
    "2022",
    ("3", "31/03/2022", "", "", "", "LCS – closure record", ("Case closed, Marcus Quennerby has left the home and NMO "
     "in place. MO’s pregnancy noted."), "Not recorded", "The father of the expected baby is not named."),
    ("4", "21/09/2022", "", "", "", "Email (MASH inbox)", ("Police notification of 19/09 read: shouting, a baby "
     "screaming, man gave name as “Dean”. For information only. NFA."), "No", "Who Dean was is not asked."),
    ("5", "10.11.22", "", "", "", "LCS – referral", ("HV’s referral about a mark to E’s face accepted for assessment. "
     "It was found in the tray of a worker on leave.\nAllocated: Imogen Falstrake (duty)."), "No",
     "Eleven working days after it was sent."),
    CHRONOLATOR,
    ("6", "14/11/2022", "", "", "", "LCS", "C&F assessment started, E and TQ.", "No", ""),
    ("7", "?21/11/2022", "", "", "", "LCS – case note, written up 22/11", ("Home visit (announced).\nElsie on MO’s "
     "knee throughout, no marks seen to face. Toby was at school.\nMen’s work boots in the hall, MO said they belong "
     "to a friend."), "E – yes, with MO. TQ – no", "Whose boots? Not followed up."),
    ("8", "[-25-][+24+]/11/2022", "14:00", "", "14:45", "LCS – strategy discussion record", ("Strategy discussion by "
     "phone: CSC, police, HV. Mark to E’s face as reported by HV considered. S47, single agency."), "N/A",
     "[+School and GP were not asked. +]Police have this as the 25th."),
    ("8.5", "24/11/2022", "", "14/12/2022", "", "LCS", "S47 enquiries, E and TQ.", "", ""),
    ("9", "14/12/2022", "", "", "", "LCS – s47 outcome", "S47 completed: concerns substantiated, to ICPC.", "",
     "ICPC was due by 15/12."),
    Row("del", ("10", "16/12/2022", "", "", "", "HR", ("Imogen Falstrake’s last day. Exit interview held with Team "
                "Manager."), "", "Not for the chronology")),
    ("11", "19/12/2022", "", "", "", "LCS – allocations", ("E and TQ re-allocated to Adebayo Lindgrove. No handover "
     "visit."), "No", ""),
]
SOCIAL_CARE_BETWEEN = (
    "Elsie and Toby became subject to Child Protection Plans on 5 January 2023. The entries below are from the child "
    "protection file."
)
SOCIAL_CARE_AFTER: list[Line] = [
    CHRONOLATOR,
    "2023",
    "Period of Child Protection Plan",
    ("12", "05/01/2023", "10:00", "05/01/2023", "12:30", "CP file – minutes", ("ICPC on E and TQ. Present: CSC, HV, "
     "school, MO. Apologies: police[+, paediatrician+]. [-GP sent apologies.-][+GP invited, no reply.+]"), "N/A",
     "Held [-in time-][+late: no conference chair free before Christmas+]."),
    ("12.5", "05/01/2023", "", "30/03/2023", "", "CP file", ("Both children made subject to CP plans.\nElsie: "
     "physical. Toby: emotional."), "", ""),
    ("13", "13/01/2023", "", "", "", "LCS", "C&F assessment authorised.", "", "Over 45 working days, no reason given."),
    ("14", "19/01/2023", "13:30", "", "", "CP file – minutes", ("First core group, at school. CSC, HV, school, MO. MO "
     "agreed to tell SW of anybody who stays overnight."), "No", ""),
    ("15", "23/01/2023", "", "", "", "LCS – case note", ("Statutory visit. Elsie and Toby seen at home with MO, who is "
     "grieving (MGM died on the 11th)."), "Yes, both, with MO", ""),
    ("16", "between 24 January and 2 February 2023", "", "", "", "LCS", "Unannounced visit to see E and TQ, no reply.",
     "No", "The case note bears no date."),
    ("17", "03/02/2023", "09:15", "", "", "T/C", ("Police rang: MO assaulted in the early hours, Dean Varrisk arrested "
     "at the address. MO is pregnant. Both children there."), "No", ""),
    ("18", "06/02/2023", "", "", "", "T/C from MO", ("MO and the children have moved to a refuge in Wales (address "
     "withheld)."), "No", ""),
    Row("ins", ("18.5", "24/02/2023", "", "", "", "Email", ("Aberwennol told of the CP plans for E and TQ, asked for a "
                "transfer conference."), "No", "Added 03/10: 18 days after the move.")),
    ("",) * len(CHRONOLATOR),
    ("19", "30/03/2023", "", "", "", "CP file", ("Transfer conference by video. Aberwennol accept case responsibility "
     "for Elsie and Toby. CP plans end."), "No", ""),
    ("20", "Autumn 2022", "", "", "", "MO, on 20/04/2023", ("MO now says that Dean lived at Harbour Road from the "
     "autumn."), "", "Out of order: only told to us in April 2023."),
    ("21", "15/04/2023", "22:15", "", "", "EDT log", ("EDT rung by Eastmere A&E: baby girl with head injury and a fit, "
     "brought in by MO and a man."), "No", ""),
    ("22", "17/04/2023", "11:00", "", "", "LCS – strategy discussion record", ("Strategy meeting on the head injury. "
     "CSC, police, paediatrician; Aberwennol by video. Child: Elsie; also TQ and the unborn."), "N/A", ""),
    ("23", "02/05/2023", "", "", "", "LCS", "Pre-birth assessment begun (MO’s unborn, EDD 14/07/2023).", "", ""),
]
SOCIAL_CARE_END = "End of chronology"

# Police: an export of occurrences, with titles above it and one occurrence exported twice.

PARENTS_2021 = "QUENNERBY, Marcus (SP)\nTARROWBY, Kelly-Anne (IP)\nToby (child)"
PARENTS_2022 = "TARROWBY, Kelly-Anne (IP)\nDean – surname not obtained (SP)\nElsie, Toby (children)"
PARENTS_2023 = "TARROWBY, Kelly-Anne (IP)\nVARRISK, Dean (SP)\nToby, Elsie (children)"
BAILED = ("WC/0203/0117", "03/02/2023", "1605hrs", "Bail", "VARRISK, Dean (SP)", ("Bailed 3 months. Conditions: not to "
          "contact IP, not to go to Harbour Road. MARAC ref made."), "", "DC 9971", "DASH – HIGH")
POLICE: list[tuple[str, ...]] = [
    ("WESTHAVEN CONSTABULARY – Protecting Vulnerable People Unit",),
    ("Chronology for LCSPR, export of occurrences", "", "", "", "", "", "", "Printed 06/09/2023"),
    (),
    ("Occurrence No", "Date", "Time", "Type", "Persons", "Details", "Children seen", "OIC", ""),
    ("WC/1403/2140", "14/03/2021", "2140hrs", "Arrest", "VARRISK, Dean (SP)", ("Arrested in Northcliffe: suspected "
     "assault on infant of 4 mths (broken arm), child of a former partner. [Other family – details withheld]\nNFA Sept "
     "2021. Warning marker: risk to young children."), "", "DC 9902", ""),
    ("WC/0611/2315", "06/11/2021", "2315hrs", "Domestic", PARENTS_2021, ("SP pushed IP against a door. Toby awake on "
     "the stairs. SP arrested. DASH completed, MEDIUM."), "Y – Toby", "PC 9417", "BWV"),
    ("WC/0611/2315", "08/11/2021", "n/k", "Referral out", PARENTS_2021, "PPN to MASH, referral to CSC.", "", "MASH",
     ""),
    ("WC/1511/0900", "?15/11/2021", "", "Civil order", "QUENNERBY, Marcus", ("NMO granted, 12 mths, copy rec’d at "
     "front counter."), "", "", "see scan"),
    ("WC/1709/2250", "17/09/2022", "2250hrs", "Domestic – non crime", PARENTS_2022, ("Call from n’bour: shouting, baby "
     "screaming. Male gave name “Dean” and made off before details taken. IP says only a row. No checks made."), "",
     "PC 9388", "BWV"),
    ("WC/1709/2250", "17/09/2022", "2310hrs", "Domestic – update", "Elsie, Toby", ("Both children seen asleep. DASH "
     "refused by IP."), "Y", "PC 9388", ""),
    ("WC/1709/2250", "18/09/2022", "0310hrs", "Domestic – update", "", ("Occurrence typed up at end of shift.\nDASH "
     "graded STANDARD on officer’s view."), "", "PC 9388", ""),
    ("WC/1709/2250", "19/09/2022", "", "PPN", "Elsie, Toby, mother", ("DA notification e-mailed to HV, school, CSC. No "
     "bounce back."), "", "MASH", "old HV mailbox?"),
    ("WC/1709/2250", "?21/09/2022", "", "DA triage", PARENTS_2022, ("Triage desk: first report at this address for "
     "this couple. No further police action. Filed."), "", "PC 9020", ""),
    ("PVP/2511", "25/11/2022", "", "Strategy disc.", "Elsie, Toby", ("Strategy disc. by phone w/ CSC and HV re mark to "
     "baby. Mother said to live alone w/ the children. No police checks asked for. S47 single agency (CSC)."), "N",
     "DS 9640", ""),
    ("PVP/0301", "03/01/2023", "", "ICPC", "Elsie, Toby", ("Apologies sent for ICPC on 05/01, no officer available. No "
     "report."), "N", "DS 9640", ""),
    ("WC/0203/0117", "03/02/2023", "0220hrs", "Assault / strangulation", PARENTS_2023, ("0220 – call from IP, line "
     "open, screaming.\n0231 – units on scene. IP 17 wks pregnant, kicked and held by the throat.\n0244 – SP arrested "
     "at the address.\nToby found in a cupboard with Elsie, both OK. DASH – HIGH."), "Yes", "PC 9417", "BWV x2"),
    BAILED,
    ("WC/0803/1000", "8 March 2023", "10am", "MARAC", "Kelly-Anne TARROWBY; Dean VARRISK", ("Heard at MARAC. IP “out "
     "of area”. No actions for police."), "", "MARAC coord.", ""),
    BAILED,
    ("WC/1504/2220", "15/04/2023", "2221hrs", "Report from hospital", "Elsie; mother; unk male", ("Call from Eastmere "
     "General: baby 9 mths, head injury, account does not fit. Male left dept."), "", "FCR", ""),
    ("WC/1504/2220", "15/04/2023", "2340hrs", "Police protection", "Toby", ("Toby found at 19b Coronet St, in "
     "bed, clothed. PPO – s46. To EDT."), "Y", "PS 9105", "BWV"),
    ("WC/1504/2220", "16/04/2023", "0630hrs", "Arrest", "VARRISK, Dean (SP)", ("Arrested susp. GBH on Elsie. “She "
     "slipped in the bath.” No further comment."), "", "DC 9971", ""),
    ("WC/1504/2220", "17/04/2023", "1100hrs", "Strategy mtg", "Elsie, Toby", ("Strategy meeting w/ CSC, consultant, "
     "Aberwennol on video. Joint s47."), "N", "DS 9640", ""),
]

# Health visiting: two children, two sheets, a glossary, and a draft that somebody hid.

VISITING_HEADINGS = ("Date", "Time", "Contact", "Details of contact / event", "Seen?", "Who present", "Action", "By")
NEW_BIRTH: tuple[Value, ...] = (
    date(2022, 7, 6), time(11, 0), "NBV", ("Premature (35/40), feeding well, wt 2.62 kg. Mo reports she lives with her "
    "son only. FOB not involved."), "Y", "Mo, Elsie", "6 wk contact", "JF")
SLEEP: tuple[Value, ...] = (
    "27/07/2022?", None, "HV", "Advice on sleep & feeding. Safer sleep leaflet. Entry not signed.", None, "Mum", None,
    "JF?")
NO_ACCESS: tuple[Value, ...] = (
    date(2022, 10, 13), time(10, 0), "No access", ("No reply at door though TV on, male voice heard inside. Card left "
    "for Kelly-Anne. Baby not seen."), "N", "Baby T.", "Re-book", "PS")
BRUISE: tuple[Value, ...] = (
    date(2022, 10, 21), None, "HV (written up 25/10)", ("Small mark on E’s L cheek, size of 5p. Mum: Toby threw a toy "
    "car at her this morning. E not rolling yet. Mum: “just me and the children here”."), "Y – E", "Mum, Elsie",
    "Discuss with safeguarding lead", "PS")
CONFERENCE: tuple[Value, ...] = (
    date(2023, 1, 5), time(10, 0), "ICPC", "Attended ICPC. CP plan: Elsie physical, Toby emotional.", None, "Mum", None,
    "PS")
VISITING_TITLE: list[tuple[Value, ...]] = [
    ("Westhaven Families First – 0 to 19 Service: Health Visiting Chronology",),
    ("Name of child", "Elsie May Tarrowby", None, "NHS no. 999 123 0010"),
    ("DOB", date(2022, 6, 22)),
    ("Completed by", "Priya Stannerley, HV", None, "Records seen: electronic record, paper clinic sheets"),
    (),
]
VISITING: list[tuple[Value, ...]] = [
    *VISITING_TITLE,
    VISITING_HEADINGS,
    ("w/c 27/6/22", None, "Birth notif.", ("Birth notification from Eastmere Maternity: baby girl Tarrowby, prem, in "
     "NNU. Allocated to JF."), None, None, "NBV when home", "Admin"),
    NEW_BIRTH,
    SLEEP,
    ("early Aug 2022", None, "Admin", "Records moved to new system. Universal Plus flag did not come across.", None,
     None, None, "Admin"),
    (Month(date(2022, 8, 1)), None, "Admin", "JF left at end of month. Caseload not covered until October.", None, None,
     "Not escalated", "Team lead"),
    (date(2022, 10, 4), None, "Clinic", "Was not brought to clinic for weighing.", "N", "E", "T/C", "PS"),
    (None, None, "T/C", "T/C to Mum, straight to voicemail, message left.", None, "Mum", "Text", "PS"),
    (None, None, "Text", "Text to Kelly-Anne with appt for 13th.", None, None, "HV 13/10", "PS"),
    NO_ACCESS,
    (),
    BRUISE,
    (date(2022, 10, 26), None, "Referral", ("Referral to CSC sent: mark on a baby who isnt mobile. Copied to GP? not "
     "clear."), None, "Elsie, Toby, Mum", "Await outcome", "PS"),
    ("10.11.22", None, "T/C", "T/C from Imogen Falstrake (SW), new to the case. Will visit.", None, None, None, "PS"),
    (date(2022, 11, 24), time(14, 0), "Strategy", "Strategy discussion by phone w/ CSC + police. S47 single agency.",
     None, "Elsie, Toby", "Joint visit", "PS"),
    (date(2022, 11, 30), None, "HV", "No marks seen on E. Mum in low spirits, EPDS 14. MGM helping.", "Y", "Mum, Elsie",
     "See GP", "PS"),
    (date(2022, 12, 5), time(15, 45), "T/C", ("T/C from nan (Pauline): “uncle Dean” lives there now, Toby is "
     "frightened of him. Advised to ring CSC herself."), None, "nan", "None", "PS"),
    ("about Dec 2022", None, "Drop-in", "Elsie weighed at drop in (sheet has no day on it). 25th centile.", "Y",
     "Elsie", None, "NN"),
    CONFERENCE,
    (date(2023, 1, 19), time(13, 30), "Core group", "1st core group at school. Plan as per CSC.", None, "Mum",
     "Weigh monthly", "PS"),
    (date(2023, 3, 3), None, "Transfer", ("Elsie’s records posted to Aberwennol HV (NB tel. calls are on a separate "
     "template, not sent)."), None, None, "Close", "Admin"),
]
VISITING_HIDDEN_ROW = VISITING.index(
    next(row for row in VISITING if len(row) > 3 and str(row[3]).startswith("T/C from nan"))
)
VISITING_SIBLING: list[tuple[Value, ...]] = [
    VISITING_TITLE[0],
    ("Name of child", "Toby Quennerby / Tarrowby", None, "NHS no. 999 123 0020"),
    ("DOB", date(2017, 2, 9)),
    ("Completed by", "Priya Stannerley, HV", None, "To March 2022: Westhaven Community Health (former provider)"),
    (),
    VISITING_HEADINGS,
    (date(2017, 2, 20), None, "NBV", "Well baby. Parents Kelly-Anne and Marcus both present.", "Y", "Toby, Mum, Marcus",
     None, "WCH"),
    ("Feb 2018", None, "1 yr review", "Toby seen at clinic, all areas met.", "Y", "Toby, MGM", None, "WCH"),
    (Month(date(2019, 5, 1)), None, "2 yr review", "Toby WNB to 2 yr review. No follow up found.", "N", "Toby",
     "None", "WCH"),
    ("Sept 2021", None, "Handover", "To school nursing, TQ now in Reception.", None, None, None, "WCH"),
    BRUISE,
    CONFERENCE,
]
VISITING_DRAFT: list[tuple[Value, ...]] = [VISITING_HEADINGS, NEW_BIRTH, SLEEP, NO_ACCESS]
ABBREVIATIONS: list[tuple[Value, ...]] = [
    ("Abbreviation", "Meaning"),
    ("A&E", "Accident and emergency, now ED"), ("CP", "Child protection"), ("CSC", "Children’s social care"),
    ("E", "Elsie, the subject child"), ("EPDS", "Edinburgh Postnatal Depression Scale, e.g. 14 of 30"),
    ("FOB", "Father of baby"), ("HV", "Health visitor, or health visit"), ("ICPC", "Initial CP conference"),
    ("MGM, nan", "Maternal grandmother"), ("Mo", "Mother"), ("NBV", "New birth visit, 10 to 14 days"),
    ("NN", "Nursery nurse"), ("NNU", "Neonatal unit"), ("T/C", "Telephone call"), ("WNB", "Was not brought"),
]

# Hospital: what each department prints; a blank date is the date above.

EMERGENCY: list[tuple[Value, ...]] = [
    ("Attendance", "Date/Time", "Patient", "Notes", "Accompanied by", "Seen by", "Outcome"),
    ("ED23-004417", at("2023-01-28T19:10"), "TARROWBY Elsie", ("8/12, vomiting since a.m., irritable. Referred by "
     "111."), "Mother", "Reception", None),
    ("ED23-004417", None, "ET", "Triage: T 37.1, P 148, fontanelle not commented on. Cat 4.", "Mother", "Triage nurse",
     None),
    ("ED23-004417", None, "ET", ("O/E alert, cries on handling, abdo soft, no rash. HC not measured. Imp: viral GE. "
     "CP-IS not opened."), "Mother", "ED SHO", "Home, advice sheet"),
    ("ED23-015982", at("2023-04-15T20:47"), "TARROWBY Elsie", ("Floppy, grey. ?slipped in bath per male with "
     "mother (“Dean”). To resus."), "Mother, Dean", "ED Registrar", "Resus"),
    ("ED23-015982", None, "ET", "Generalised fit, 4 mins, lorazepam. Bruising to L ear. CT head requested.", "Mother",
     "ED Consultant", "CT"),
    ("ED23-015982", at("2023-04-15T22:15"), "ET", ("T/C to Children’s Services out of hours (EDT): head injury, "
     "history does not fit."), None, "ED Consultant", "EDT to attend"),
    ("ED23-015982", at("2023-04-15T22:20"), "ET", "T/C to police, log no. given. Male has left dept.", None,
     "Nurse in charge", None),
    ("ED23-015982", at("2023-04-15T23:05"), "ET", "To PICU.", "Mother", "ED Consultant", "Admitted"),
]
WARDS: list[tuple[Value, ...]] = [
    ("Eastmere General Hospital NHS Trust – chronology of contacts other than ED",),
    ("Elsie TARROWBY, Hosp no. E999417, and Kelly-Anne TARROWBY (maternity notes)",),
    ("Date", "Time", "Dept", "Patient", "Entry", "Child seen (Y/N)", "Signed"),
    (date(2022, 1, 12), time(14, 0), "Maternity", "Kelly-Anne", ("Booking, 12/40. Routine enquiry DA: past, none now. "
     "Father named as Luke Sandrigg, has left."), None, "MW1"),
    (date(2022, 6, 22), time(4, 18), "Maternity", "Baby Tarrowby", ("NVD, live female infant 35+0, 2,310 g. Cried at "
     "birth."), "Y", "MW1"),
    (None, time(5, 0), "NNU", "Baby T.", "Adm NNU: grunting. CPAP 6 hrs then air.", "Y", "SHO"),
    (None, None, "NNU", "Baby T.", "Mother visited, expressing. Visitors: maternal grandmother.", "Y", "Nurse"),
    (date(2022, 7, 1), None, "NNU", "Elsie", "D/C home with mum, day 9. Letter to GP & HV.", "Y", "SHO"),
    (date(2022, 7, 5), None, "Community MW", "Elsie, Mother", "Last p/n visit, both well. To HV.", "Y", "MW1"),
    (date(2022, 9, 28), time(9, 40), "Paeds OPD", "Elsie", "DNA neonatal follow-up. D/C back to GP.", "N", "Clinic"),
    ("11/10/22 and 13/10/22", None, "Paeds OPD", "Elsie", "T/C to mum re DNA letter, no answer either time.", "N",
     "Secretary"),
    ("18/10/22 or 19/10/22", None, "Paeds OPD", "Elsie", "Appt letter came back, “not known here”. ?which flat.", None,
     "Secretary"),
    (date(2022, 11, 28), time(15, 30), "Paeds", "Elsie", ("CP medical at request of CSC. No marks now. From photos: "
     "two bruises, more likely than not inflicted. Skeletal survey advised."), "Y", "Cons. Paed."),
    (None, None, "Paeds", "Elsie", "Skeletal survey – form not found, not booked.", None, "Added by trust author"),
    (date(2023, 2, 1), time(10, 30), "Maternity", "Kelly-Anne", ("Late booking, 16/40. Partner (gives name Dean "
     "Harrock) answers for her. Not asked re DA, not seen alone."), None, "MW1"),
    (date(2023, 3, 15), None, "Maternity", "Kelly-Anne", "DNA ANC. Letter to Harbour Road.", None, "MW1"),
    (date(2023, 4, 15), time(23, 5), "PICU", "Elsie", "Adm from ED. Bilateral subdurals.", "Y", "PICU Cons."),
    (None, None, "PICU", "Elsie", "Mother at bedside. Says pregnant.", "Y", "Nurse"),
    (date(2023, 4, 16), time(9, 0), "Ophthalmology", "Elsie", "Retinal haemorrhages, both eyes.", "Y", "Ophth. SpR"),
    (date(2023, 4, 17), time(11, 0), "Paeds", "Elsie", "Strategy meeting, CSC chair. Consultant attended.", None,
     "Cons. Paed."),
    (date(2023, 4, 18), None, "Radiology", "Elsie", "Skeletal survey: two healing rib #, 2–6 weeks old.", "Y",
     "Cons. Radiol."),
]

# School: a form from another council's website, filled in by the designated safeguarding lead.

SCHOOL_HEAD: list[Line] = [
    ("Name of Child or Young Person", "Toby Quennerby (known as Toby Tarrowby)"),
    ("Date of Birth", "09/02/2017"),
    ("School", "Harbour Road Primary School, on roll from 06/09/2021"),
]
SCHOOL: list[Line] = [
    ("Date or Period of Event", "Significant Event", "Source", "Impact (Either Positive or Negative)",
     "Action Taken to Mitigate Adverse Impact on Child"),
    "Reception",
    ("early August 2021", "Toby and mum moved to Harbour Rd, new to the area. Told us when he started.",
     "Admission form", "Neutral", "None needed"),
    ("6th September 2021", "Toby started in Reception.", "Register", "Positive, settled well", ""),
    ("9.11.21", "Phone call from social worker: incident at home between mum and Marcus Quennerby (dad).", "CPOMS",
     "Negative: Toby tired and weepy that week", "ELSA sessions x 6"),
    ("around June 2022", "Parents evening. Nana came, full of praise for TQ’s reading.", "Class teacher", "Positive",
     ""),
    ("Summer hols", "Baby sister born, told us in Sept.", "Toby", "Positive, very proud of Elsie", ""),
    "Year 1",
    ("05/09/22 – 21/10/22", "Absent on six Mondays. Mum: “tummy ache”.", "Register", "Negative",
     "Attendance letter 1 sent home"),
    ("11/10/2022", ("While painting Toby said to Bronwen Hatherlow (TA):\n“Deano lives at ours now. He gets cross when "
     "Elsie cries. He shook the cot.”"), "TA’s note", "Negative – worried", "TA to tell DSL"),
    ("^", "TA wrote it down in his own words after lunch.", "TA’s note", "", ""),
    ("Fri 14th Oct", "TA gave the note to DSL. DSL to keep an eye.", "CPOMS", "Negative", "Monitor"),
    ("undated", "Loose sheet in file: Toby has swollen lip, says he fell.", "Not signed", "?", "Not known"),
    ("Nov 2022", "TQ tired and hungry most mornings. No coat.", "Class teacher", "Negative", "Breakfast club offered"),
    ("16.11.22", "Online referral to CSC: what Toby said about “Deano”, absences, tired, hungry.", "DSL",
     "Should have been positive", "No receipt. Not chased."),
    ("5.1.23", "ICPC at Civic Offices. DSL attended. Report ready, not asked for. Nobody mentioned a partner.",
     "DSL’s notes", "CP plan for TQ (emotional) and Elsie (physical)", "Share with class teacher"),
    ("19.1.23", "Core group held here, mum came late.", "DSL", "Mixed", ""),
    ("3rd Feb 2023", "Toby not in. Text to mum, no reply.", "Register", "Negative", "First day call"),
    ("6 Feb 2023 - 24 Mar 2023", "Not in school; then off roll. No new school named.", "Register", "Negative",
     "CME form sent 24/3"),
    ("?17/04/23", "Call from SW: Elsie is in hospital, TQ in foster care.", "DSL", "Negative", ("Staff told, Mrs "
     "Hatherlow upset")),
]
SCHOOL_SIGNED: list[Line] = [("Completed by", "Designated Safeguarding Lead"), ("Date", "08/09/2023")]

# fmt: on


def write_police(path: Path) -> None:
    """An export in the encoding of Windows, as Excel saves it: commas, and line breaks in quoted cells."""
    width = max(map(len, POLICE))
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file).writerows([*row, *[""] * (width - len(row))] for row in POLICE)


def write_health_visiting(path: Path) -> None:
    """Two sheets of entries, a hidden draft, and abbreviations; a row is hidden too."""
    book = new_book(path, "Priya Stannerley", datetime.fromisoformat("2023-09-12T16:40"))
    widths = (15, 8, 14, 62, 8, 20, 20, 11)
    for name, rows in (("Elsie T", VISITING), ("Toby Q", VISITING_SIBLING), ("Sheet3", VISITING_DRAFT)):
        sheet = fill(book, name, rows, widths, heading=rows.index(VISITING_HEADINGS))
        if rows is VISITING:
            first = next(row for row, cells in enumerate(rows) if cells[:3] == (date(2022, 10, 4), None, "Clinic"))
            sheet.merge_range(first, 0, first + 2, 0, date(2022, 10, 4), style(book, "dd/mm/yyyy"))
            sheet.set_row(VISITING_HIDDEN_ROW, 28, None, {"hidden": True})
        if rows is VISITING_DRAFT:
            sheet.hide()
    fill(book, "Abbreviations", ABBREVIATIONS, (16, 60), heading=0)
    book.close()


def write_hospital(path: Path) -> None:
    """A sheet of the emergency department, and one of everything else; headings stay in sight."""
    book = new_book(path, "Safeguarding Team", datetime.fromisoformat("2023-09-19T11:05"))
    emergency = fill(book, "ED", EMERGENCY, (14, 17, 18, 58, 15, 16, 18), heading=0, dates="dd/mm/yyyy hh:mm")
    emergency.freeze_panes(1, 2)
    wards = fill(book, "Wards & clinics", WARDS, (21, 8, 14, 16, 62, 10, 20), heading=2)
    wards.freeze_panes(3, 1)
    book.close()


# xlsxwriter comes without types.
Book: TypeAlias = Any
Sheet: TypeAlias = Any


def new_book(path: Path, author: str, saved: datetime) -> Book:
    """A workbook with an author and a fixed date."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    book.set_properties({"author": author, "created": saved})
    return book


def style(book: Book, number: str = "", *, heading: bool = False) -> object:
    """The look of a cell."""
    look: dict[str, object] = {"font_name": "Calibri", "font_size": 10, "border": 1, "text_wrap": True, "valign": "top"}
    if number:
        look |= {"num_format": number, "align": "left"}
    if heading:
        look |= {"bold": True, "bg_color": "#BDD7EE", "valign": "vcenter"}
    return book.add_format(look)


def fill(
    book: Book,
    name: str,
    rows: Sequence[Sequence[Value]],
    widths: Sequence[int],
    *,
    heading: int,
    dates: str = "dd/mm/yyyy",
) -> Sheet:
    """A sheet: plain lines above the heading, ruled cells from it on."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    plain, bold = book.add_format({"font_size": 10}), book.add_format({"font_size": 12, "bold": True})
    ruled, head = style(book), style(book, heading=True)
    day = style(book, dates)
    above, clock, month = (
        book.add_format({"num_format": "dd/mm/yyyy", "font_size": 10, "align": "left"}),
        style(book, "hh:mm"),
        style(book, "mmm-yy"),
    )
    for number, cells in enumerate(rows):
        title = number < heading
        if not title:
            sheet.set_row(number, 14 * most_lines(cells, widths))
        for column, cell in enumerate(cells):
            match cell:
                case Month(first):
                    sheet.write_datetime(number, column, first, month)
                case time():
                    sheet.write_datetime(number, column, cell, clock)
                case date():
                    sheet.write_datetime(number, column, cell, above if title else day)
                case str() if title:
                    sheet.write_string(number, column, cell, plain if number else bold)
                case str():
                    sheet.write_string(number, column, cell, head if number == heading else ruled)
                case None if not title:
                    sheet.write_blank(number, column, None, ruled)
                case None:
                    pass
    return sheet


def most_lines(cells: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes, about."""
    texts = ((cell, width) for cell, width in zip(cells, widths, strict=False) if isinstance(cell, str))
    return max((-(-len(text) // (width - 1)) for text, width in texts), default=1)


def write_social_care(path: Path) -> None:
    """A title page, a table in two parts with text between them, and a reviewer's tracked changes."""
    agency, title, *details = SOCIAL_CARE_TITLE
    widths = (700, 1350, 850, 1250, 850, 1700, 5000, 1350, 2348)
    body = [
        *(paragraph("") for _ in range(4)),
        paragraph(agency, "Title"),
        paragraph(title, "Subtitle"),
        *map(paragraph, details),
        PAGE_BREAK,
        table(SOCIAL_CARE, widths, "D9D9D9"),
        paragraph(""),
        paragraph(SOCIAL_CARE_BETWEEN),
        table(SOCIAL_CARE_AFTER, widths, "D9D9D9"),
        paragraph(""),
        paragraph(SOCIAL_CARE_END),
    ]
    write_document(path, body, "Adebayo Lindgrove", "2023-10-03T09:30:00Z", font="Arial", size=9, landscape=True)


def write_school(path: Path) -> None:
    """A form: a small table of whom it is about, the table of events, and a small table to sign."""
    body = [
        paragraph("Chronology of Significant Events", "Title"),
        table(SCHOOL_HEAD, (3200, 6400), "", first_column=True),
        paragraph(""),
        paragraph("Please record in date order. Keep it brief and factual. Use the child’s own words."),
        table(SCHOOL, (1500, 2900, 1500, 1800, 1900), "C5E0B3"),
        paragraph(""),
        table(SCHOOL_SIGNED, (3200, 6400), "", first_column=True),
    ]
    write_document(path, body, "DSL", "2023-09-08T14:02:00Z", font="Calibri", size=11, landscape=False)


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
MARKING = "OFFICIAL – SENSITIVE: contains personal information"


def tracked(kind: str) -> str:
    """The beginning of a tracked change, to be numbered at the end."""
    return f'w:{kind} w:id="?" w:author="{REVIEWER}" w:date="{REVISED}"'


def runs(text: str, bold: str = "") -> str:
    """The runs of a paragraph, with its line breaks and tracked changes."""
    made: list[str] = []
    for piece in re.split(r"(\[-.*?-\]|\[\+.*?\+\])", text):
        kind = {"[-": "del", "[+": "ins"}.get(piece[:2], "")
        tag = "w:delText" if kind == "del" else "w:t"
        lines = (piece[2:-2] if kind else piece).split("\n")
        words = "<w:br/>".join(f'<{tag} xml:space="preserve">{escape(line)}</{tag}>' for line in lines)
        run = f"<w:r>{bold}{words}</w:r>"
        made.append(f"<{tracked(kind)}>{run}</w:{kind}>" if kind else run if piece else "")
    return "".join(made)


def paragraph(text: str, named: str = "Normal") -> str:
    """A paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{named}"/></w:pPr>{runs(text)}</w:p>'


def table(lines: Iterable[Line], widths: Sequence[int], shade: str, *, first_column: bool = False) -> str:
    """A ruled table; its heading, wherever it stands, is shaded, and so are banners."""
    rows = list(lines)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = "".join(
        row_of(
            line,
            widths,
            shade if isinstance(line, str) or line == rows[0] else "",
            below=rows[number + 1] if number + 1 < len(rows) else "",
            first_column=first_column,
        )
        for number, line in enumerate(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'
    )


def row_of(line: Line, widths: Sequence[int], shade: str, *, below: Line, first_column: bool) -> str:
    """A row of a table."""
    change = line.tracked if isinstance(line, Row) else ""
    cells = line.cells if isinstance(line, Row) else (line,) if isinstance(line, str) else line
    made: list[str] = []
    for column, text in enumerate(cells):
        begins = not isinstance(below, str | Row) and below[column] == "^"
        shape = f'<w:gridSpan w:val="{len(widths)}"/>' if isinstance(line, str) else ""
        shape += "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if begins else ""
        shape += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        width = sum(widths) if isinstance(line, str) else widths[column]
        bold = "<w:rPr><w:b/></w:rPr>" if shade or (first_column and column == 0) else ""
        words = "" if text == "^" else f"[-{text}-]" if change == "del" else f"[+{text}+]" if change else text
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shape}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>{runs(words, bold)}</w:p></w:tc>'
        )
    properties = f"<w:trPr><w:cantSplit/><{tracked(change)}/></w:trPr>" if change else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def write_document(
    path: Path, body: Sequence[str], author: str, saved: str, *, font: str, size: int, landscape: bool
) -> None:
    """A Word document of the few parts that Word needs, with a protective marking at its head and numbered pages."""
    wide, high = (16838, 11906) if landscape else (11906, 16838)
    paper = f'<w:pgSz w:w="{wide}" w:h="{high}"' + (' w:orient="landscape"/>' if landscape else "/>")
    margin = 720 if landscape else 1134
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    names = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships"'
    changes = count(1)
    numbered = re.sub(r'(?<= w:id=")[?]', lambda _: str(next(changes)), "".join(body))
    parts = {
        "word/document.xml": (
            f"<w:document {names}><w:body>{numbered}<w:sectPr>"
            '<w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
            f'{paper}<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}" '
            'w:header="400" w:footer="400" w:gutter="0"/></w:sectPr></w:body></w:document>'
        ),
        "word/styles.xml": f"<w:styles {names}>{styles(font, size)}</w:styles>",
        "word/header1.xml": f"<w:hdr {names}>{paragraph(MARKING, 'Marking')}</w:hdr>",
        "word/footer1.xml": f'<w:ftr {names}><w:p><w:pPr><w:pStyle w:val="Marking"/></w:pPr>{page}</w:p></w:ftr>',
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:creator>{author}</dc:creator>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{saved}</dcterms:created></cp:coreProperties>'
        ),
    }
    whole = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": relationships(
            *(
                (f"{OFFICE}/relationships/{kind}", f"{kind}{end}.xml")
                for kind, end in (("styles", ""), ("header", "1"), ("footer", "1"))
            )
        ),
        **parts,
    }
    with ZipFile(path, "w") as package:
        for name, text in whole.items():
            package.writestr(ZipInfo(name), XML + text, ZIP_DEFLATED)


def content_types() -> str:
    """What the parts of a document are."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {
        "/word/document.xml": f"{word}.document.main+xml",
        "/word/styles.xml": f"{word}.styles+xml",
        "/word/header1.xml": f"{word}.header+xml",
        "/word/footer1.xml": f"{word}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
        + "</Types>"
    )


def relationships(*targets: tuple[str, str]) -> str:
    """Which part leads to which."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, start=1)
        )
        + "</Relationships>"
    )


def styles(font: str, size: int) -> str:
    """The styles of a document: its text, its titles, the text of cells, the marking, and ruled tables."""

    def named(name: str, points: float, extra: str = "", after: int = 120) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr>'
            f'<w:spacing w:after="{after}"/>{extra}</w:pPr><w:rPr>{"<w:b/>" if name == "Title" else ""}'
            f'<w:sz w:val="{round(points * 2)}"/></w:rPr></w:style>'
        )

    centred = '<w:jc w:val="center"/>'
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="{size * 2}"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + named("Normal", size + 1)
        + named("Title", 20, centred, 240)
        + named("Subtitle", 14, centred, 480)
        + named("Cell", size, after=0)
        + named("Marking", 8, centred, 0)
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


WRITERS = {
    "social-care.docx": write_social_care,
    "police.csv": write_police,
    "health-visiting.xlsx": write_health_visiting,
    "hospital.xlsx": write_hospital,
    "school.docx": write_school,
}


def main(folder: Path = FOLDER) -> None:
    """Write the five files, and print their names."""
    for name, write in WRITERS.items():
        write(folder / name)
        print(name)


if __name__ == "__main__":
    main()
