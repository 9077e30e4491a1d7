"""What calendars are written for the readers, what is meant by it, and which faults of the readers are known."""

from __future__ import annotations

from typing import NamedTuple

from calendars import event, flight


class Case(NamedTuple):
    """An event, and its start and end in UTC."""

    lines: str
    start: str
    end: str


# The clocks of Alberta and British Columbia went forward for good in 2026: not everybody's zone data knows.
RECENT = "recent law"
CASES = {
    "landing before the start": Case(flight("seoul", "2026-05-01T21:40", "edmonton", "2026-05-01T17:00"), "2026-05-01T12:40", "2026-05-01T23:00"),
    "a day lost": Case(flight("honolulu", "2026-05-01T13:00", "apia", "2026-05-02T18:10"), "2026-05-01T23:00", "2026-05-02T05:10"),
    "summer": Case(event("a", "boston", "2026-07-01T12:00"), "2026-07-01T16:00", "2026-07-01T17:00"),
    "winter": Case(event("a", "boston", "2026-12-01T12:00"), "2026-12-01T17:00", "2026-12-01T18:00"),
    "repeated hour, first": Case(event("a", "boston", "2026-11-01T01:30-04:00", "end = 2026-11-01T03:00"), "2026-11-01T05:30", "2026-11-01T08:00"),
    "repeated hour, second": Case(event("a", "boston", "2026-11-01T01:30-05:00", "end = 2026-11-01T03:00"), "2026-11-01T06:30", "2026-11-01T08:00"),
    "repeated half hour, first": Case(event("a", "lord-howe", "2026-04-05T01:45+11:00", "end = 2026-04-05T03:00"), "2026-04-04T14:45", "2026-04-04T16:30"),
    "repeated half hour, second": Case(event("a", "lord-howe", "2026-04-05T01:45+10:30", "end = 2026-04-05T03:00"), "2026-04-04T15:15", "2026-04-04T16:30"),
    "before a change of half an hour": Case(event("a", "lord-howe", "2026-04-04T09:00"), "2026-04-03T22:00", "2026-04-03T23:00"),
    "after a change of half an hour": Case(event("a", "lord-howe", "2026-04-06T09:00"), "2026-04-05T22:30", "2026-04-05T23:30"),
    "over the begin of summer": Case(event("a", "boston", "2026-03-08T00:30", "end = 2026-03-08T03:30"), "2026-03-08T05:30", "2026-03-08T07:30"),
    "over the end of summer": Case(event("a", "boston", "2026-11-01T00:30", "end = 2026-11-01T02:30"), "2026-11-01T04:30", "2026-11-01T07:30"),
    "in Ramadan": Case(event("a", "casablanca", "2026-03-10T09:00"), "2026-03-10T09:00", "2026-03-10T10:00"),
    "after Ramadan": Case(event("a", "casablanca", "2026-03-30T09:00"), "2026-03-30T08:00", "2026-03-30T09:00"),
    "quarter of an hour": Case(event("a", "kathmandu", "2026-05-01T09:00"), "2026-05-01T03:15", "2026-05-01T04:15"),
    "UTC": Case(event("a", "utc", "2026-05-01T09:00"), "2026-05-01T09:00", "2026-05-01T10:00"),
    "point in time": Case(event("a", "oslo", "2026-06-01T15:00", "end = 2026-06-01T15:00"), "2026-06-01T13:00", "2026-06-01T13:15"),
    "long ago": Case(event("a", "seoul", "1988-09-17T10:30"), "1988-09-17T00:30", "1988-09-17T01:30"),
    "far ahead": Case(event("a", "boston", "2090-07-01T12:00"), "2090-07-01T16:00", "2090-07-01T17:00"),
    RECENT: Case(flight("edmonton", "2026-12-20T12:00", "vancouver", "2026-12-20T12:30"), "2026-12-20T18:00", "2026-12-20T19:30"),
}  # fmt: skip

# Readers that take a zone whose name they know from their own copy of the zone data: the rules in a file do not reach them.
BY_NAME = {"ical", "icalendar", "ics", "node-ical", "recurring-ical-events", "sabre"}
# Those of them whose copy cannot be exchanged for another: what they make of a recent law depends on the machine.
BUNDLED = {"ics", "node-ical", "sabre"}
# Zones that keep the rules which another zone has left: what a machine with old zone data takes for the other.
LEFT_BEHIND = {"America/Edmonton": "America/Denver", "America/Vancouver": "America/Los_Angeles"}

_ONE_OFFSET_A_DAY = "it gives all of the day of a change one offset, or the one of the viewer's clock"
_NO_RULE_AHEAD = "it has no summer time after the years that its copy of the zone data spells out"
# What a reader is known to get wrong. An entry whose fault is gone fails its test.
FAULTS = {
    ("ics", "far ahead"): _NO_RULE_AHEAD,
    ("node-ical", "far ahead"): _NO_RULE_AHEAD,
    ("ts-ics", "a year"): _ONE_OFFSET_A_DAY,
    ("ts-ics", "repeated hour, first"): _ONE_OFFSET_A_DAY,
    ("ts-ics", "repeated hour, second"): _ONE_OFFSET_A_DAY,
    ("ts-ics", "repeated half hour, first"): _ONE_OFFSET_A_DAY,
    ("ts-ics", "repeated half hour, second"): _ONE_OFFSET_A_DAY,
    ("ts-ics", "over the begin of summer"): _ONE_OFFSET_A_DAY,
    ("ts-ics", "over the end of summer"): _ONE_OFFSET_A_DAY,
}

SIGNS = "한국 각 👩‍👩‍👧‍👦🇰🇷👍🏽é"  # of one to four octets, joined, paired, combined
OFFSETS = range(81)  # characters before the signs: each of them stands once at each place of a line
TEXTS = {
    "marks of the format": "a, b; c: \"d\" 'e' ^n %20 = BEGIN:VEVENT",
    "HTML": "<b>bold</b> &amp; <script>alert(1)</script>",
    "escapes": r"\, and \;",
    "a path": r"C:\new",
    "right to left": "שלום עולם",
    "a formula": "=1+1",
    "two spaces": "a  b",
}
_NEW_LINE = 'it takes a backslash and "n" for a new line, though the backslash is doubled'
TEXT_FAULTS = {
    ("ics", "a path"): _NEW_LINE,
    ("node-ical", "a path"): _NEW_LINE,
    ("ruby-icalendar", "a path"): _NEW_LINE,
    ("ts-ics", "marks of the format"): "it takes BEGIN:VEVENT within a text for the begin of an event",
}
