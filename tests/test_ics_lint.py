"""The lint of calendar files: silent on a good one, and every rule heard on a file that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from calendars import STAGE, event, trip_of
from commands import tripplan
from ics_lint import lint
from tripplan.exporters import Options
from tripplan.exporters.ics import ics

_FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = sorted(path for path in _FOLDER.glob("*.toml") if "conflicts" not in path.name)
GOOD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//somebody//something//EN
NAME:Visit\\, in May
X-WR-CALNAME:Visit\\, in May
X-APPLE-CALENDAR-COLOR:#4169E1
REFRESH-INTERVAL;VALUE=DURATION:PT12H
X-PUBLISHED-TTL:PT12H
SOURCE;VALUE=URI:https://example.org/trip.ics
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:-04
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:-05
RRULE:FREQ=YEARLY;UNTIL=20401104T060000Z;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:833ff4d1-961f-5a21-97fd-5942d886ddd1
DTSTAMP:20260401T000000Z
LAST-MODIFIED:20260401T000000Z
SEQUENCE:0
DTSTART;TZID=America/New_York:20260501T090000
DTEND:20260501T140000Z
SUMMARY:점심 🍜
DESCRIPTION:one\\ntwo\\; three
LOCATION:Harvard Yard
CATEGORIES:meal,public
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
GEO:42.374400;-71.116700
URL:https://example.org/?a=1,2;b
COLOR:tomato
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=100;
 X-TITLE="Harvard, Yard":geo:42.374400,-71.116700
X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT45M
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Lunch
TRIGGER:-PT30M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:42f29e64-f636-5b61-9d3e-85786d7846df
DTSTAMP:20260401T000000Z
DTSTART;VALUE=DATE:20260501
DTEND;VALUE=DATE:20260503
SUMMARY:Hotel
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Check in
TRIGGER:PT14H
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Lunch\r\nTRIGGER:-PT30M\r\nEND:VALARM\r\n"
_RULE = "RRULE:FREQ=YEARLY;UNTIL=20401104T060000Z;BYMONTH=11;BYDAY=1SU"
LISTED = (_RULE, "RDATE:20071104T020000\r\nRDATE:20081102T020000")

FAULTY = [
    # Octets
    ("BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR", "byte order mark"),
    ("END:VCALENDAR\r\n", "END:VCALENDAR", "does not end in CRLF"),
    ("TRANSP:OPAQUE\r\n", "TRANSP:OPAQUE\n", "a line end that is not CRLF"),
    ("Harvard Yard", "Harvard\rYard", "a line end that is not CRLF"),
    ("Harvard Yard", "Harvard\x07Yard", "a control character"),
    ("Harvard Yard", "Harvard\x85Yard", "a control character"),
    ("Harvard Yard", "Harvard\tYard", "a control character"),
    ("Harvard Yard", "x" * 67, "76 octets"),
    ("점심", "점" * 23, "octets"),
    ("TRANSP:OPAQUE\r\n", "TRANSP:OPAQUE\r\n\r\n", "an empty line"),
    ("TRANSP:OPAQUE\r\n", "TRANSP:OPAQUE\r\n \r\n", "an empty line"),
    ("one\\ntwo", "one\\\r\n ntwo", "folded within an escape"),
    # Lines and nesting
    ("TRANSP:OPAQUE", "TRANSP", "no content line"),
    ("TRANSP:OPAQUE", "transp:OPAQUE", "no content line"),
    ("TRANSP:OPAQUE", "TRANSP;X=:OPAQUE", "no content line"),
    (';X-TITLE="Harvard, Yard"'.replace(";", ";\r\n "), ";\r\n X-TITLE=Harvard, Yard", "no content line"),
    ("DTEND;VALUE=DATE:", "DTEND;VALUE=DATE;VALUE=DATE:", "a parameter twice"),
    ("END:VALARM\r\nEND:VEVENT", "END:VEVENT\r\nEND:VALARM", "closes something else"),
    ("END:VCALENDAR\r\n", "", "VCALENDAR is not closed"),
    ("END:VCALENDAR\r\n", "END:VCALENDAR\r\nX:1\r\n", "X has no place in a file"),
    ("BEGIN:VALARM", "BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VALARM", "VTODO has no place in VEVENT"),
    ("BEGIN:VEVENT", "BEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nBEGIN:VEVENT", "VJOURNAL has no place"),
    # What must be there, what may, and how often
    ("PRODID:-//somebody//something//EN\r\n", "", "VCALENDAR without PRODID"),
    ("UID:42f29e64-f636-5b61-9d3e-85786d7846df\r\n", "", "VEVENT without UID"),
    ("DTSTAMP:20260401T000000Z\r\nDTSTART", "DTSTART", "VEVENT without DTSTAMP"),
    ("DTEND:20260501T140000Z", "DURATION:PT1H", "DURATION has no place in VEVENT"),
    ("DTEND:20260501T140000Z\r\n", "", "VEVENT without DTEND"),
    ("SUMMARY:Hotel\r\n", "", "VEVENT without SUMMARY"),
    ("ACTION:DISPLAY\r\nDESCRIPTION:Lunch\r\n", "ACTION:DISPLAY\r\n", "VALARM without DESCRIPTION"),
    ("TRIGGER:-PT30M\r\n", "", "VALARM without TRIGGER"),
    ("TZOFFSETFROM:-0500\r\n", "", "DAYLIGHT without TZOFFSETFROM"),
    ("SUMMARY:Hotel", "SUMMARY:Hotel\r\nSUMMARY:Inn", "VEVENT with SUMMARY twice"),
    ("VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH", "METHOD has no place"),
    ("SUMMARY:Hotel", "SUMMARY:Hotel\r\nATTENDEE:mailto:a@example.org", "ATTENDEE has no place"),
    ("SUMMARY:Hotel", "SUMMARY:Hotel\r\nORGANIZER:mailto:a@example.org", "ORGANIZER has no place"),
    ("SUMMARY:Hotel", "SUMMARY:Hotel\r\nRRULE:FREQ=DAILY", "RRULE has no place"),
    ("TZNAME:-05", "TZNAME:-05\r\nRDATE:20071104T020000", "not all of its onsets"),
    ("TZNAME:-05", "TZNAME:-05\r\nRDATE:20071104T020000,20081102T020000", "is no local time"),
    ("TZNAME:-05", "TZNAME:-05\r\nRDATE;VALUE=PERIOD:20071104T020000", "RDATE wants VALUE=None"),
    (LISTED[0], LISTED[1].replace("RDATE:20071104", "RDATE:20061104"), "not all of its onsets"),
    (LISTED[0], LISTED[1].replace("RDATE:20071104", "RDATE:20091101"), "not all of its onsets"),
    ("SUMMARY:Hotel", "SUMMARY;X-A=1:Hotel", "with the parameter X-A"),
    # Values
    ("VERSION:2.0", "VERSION:3.0", "is no version"),
    ("20260401T000000Z\r\nLAST", "20260401T000000\r\nLAST", "is no time in UTC"),
    ("DTEND:20260501T140000Z", "DTEND:20260501T140000", "is no time in UTC"),
    ("DTEND:20260501T140000Z", "DTEND:20260501T240000Z", "is no time in UTC"),
    ("New_York:20260501T090000", "New_York:20260501T090000Z", "is no local time"),
    ("New_York:20260501T090000", "New_York:20260431T090000", "is no local time"),
    ("VALUE=DATE:20260501", "VALUE=DATE:20260501T000000", "is no day"),
    ("VALUE=DATE:20260501", "VALUE=PERIOD:20260501", "with VALUE=PERIOD"),
    ("점심", "점심, 저녁", "is no text"),
    ("점심", "점심; 저녁", "is no text"),
    ("one\\ntwo", "one\\ttwo", "is no text"),
    ("점심", "\u110c\u1165\u11b7심", "is no text"),
    ("meal,public", "meal;public", "is no texts"),
    ("SEQUENCE:0", "SEQUENCE:-1", "is no number"),
    ("STATUS:CONFIRMED", "STATUS:CANCELED", "is no status"),
    ("TRANSP:OPAQUE", "TRANSP:FREE", "is no transparency"),
    ("BUSYSTATUS:BUSY", "BUSYSTATUS:AWAY", "is no busy status"),
    ("GEO:42.374400", "GEO:92.374400", "is no position"),
    ("GEO:42.374400", "GEO:1e-05", "is no position"),
    ("URL:https:", "URL:", "is no uri"),
    ("?a=1", "?a=서울", "is no uri"),
    ("COLOR:tomato", "COLOR:#ff0000", "is no colour's name"),
    ("COLOR:#4169E1", "COLOR:royalblue", "is no colour's number"),
    ("UID:42f29e64", "UID:42f2 9e64", "is no name"),
    ("UID:42f29e64", f"UID:{'4' * 61}\r\n {'2' * 74}\r\n {'2' * 74}\r\n {'2' * 30}", "is no name"),
    ("TRIGGER:-PT30M", "TRIGGER:-P1H", "is no lead time"),
    ("ACTION:DISPLAY", "ACTION:EMAIL", "is no action"),
    ("geo:42.374400,-71", "geo:42.374400\\,-71", "is no geo uri"),
    ("TZOFFSETTO:-0500", "TZOFFSETTO:-5", "is no offset"),
    ("BYDAY=2SU", "BYDAY=2SU,3SU", "is no rule"),
    ("BYDAY=2SU", "BYDAY=5SU", "is no rule"),
    ("BYDAY=2SU", "BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,15", "is no rule"),
    ("RRULE:FREQ=YEARLY;BYMONTH=3", "RRULE:FREQ=MONTHLY;BYMONTH=3", "is no rule"),
    ("UNTIL=20401104T060000Z", "UNTIL=20401104T060000", "is no rule"),
    ("INTERVAL;VALUE=DURATION:", "INTERVAL:", "wants VALUE=DURATION, not None"),
    ("SOURCE;VALUE=URI:", "SOURCE:", "wants VALUE=URI, not None"),
    ("LOCATION;VALUE=URI;", "LOCATION;", "wants VALUE=URI, not None"),
    # Lines that do not agree
    ("X-WR-CALNAME:Visit", "X-WR-CALNAME:Trip", "NAME and X-WR-CALNAME differ"),
    ("42f29e64-f636-5b61-9d3e-85786d7846df", "833ff4d1-961f-5a21-97fd-5942d886ddd1", "stands for 2 events"),
    ("LAST-MODIFIED:20260401", "LAST-MODIFIED:20260402", "DTSTAMP is LAST-MODIFIED"),
    ("DTEND:20260501T140000Z", "DTEND;VALUE=DATE:20260502", "the other is a time"),
    ("DTEND:20260501T140000Z", "DTEND:20260501T130000Z", "takes no time"),
    ("DTEND;VALUE=DATE:20260503", "DTEND;VALUE=DATE:20260501", "takes no time"),
    ("TZID=America/New_York", "TZID=America/Boston", "there is no zone America/Boston"),
    ("TZID=America/New_York", "TZID=Europe/Oslo", "the zone Europe/Oslo is named and not told"),
    ("TZID=America/New_York:20260501T090000", ":20260501T130000Z", "no content line"),
    (";TZID=America/New_York:20260501T090000", ":20260501T130000Z", "told and not named"),
    ("BEGIN:STANDARD", "BEGIN:DAYLIGHT", "closes something else"),
    ("STANDARD", "DAYLIGHT", "VTIMEZONE without STANDARD"),
    ("DTSTART:20071104", "DTSTART:20071105", "is no day of FREQ=YEARLY"),
    ("DTSTART:20070311", "DTSTART:20070318", "is no day of FREQ=YEARLY"),
    ("UNTIL=2040", "UNTIL=2006", "ends before it begins"),
    (ALARM, ALARM * 6, "with 6 alarms"),
    ("TRIGGER:-PT30M", "TRIGGER:PT30M", "goes off after the start"),
    ("TRIGGER:-PT30M", "TRIGGER:-PT30M\r\nREPEAT:2", "REPEAT and DURATION go together"),
]


def test_a_good_file_is_good() -> None:
    """The file that the others are made of breaks no rule."""
    assert lint(GOOD.encode()) == []
    assert lint(GOOD.replace(*LISTED).encode()) == []


@pytest.mark.parametrize(("old", "new", "said"), FAULTY)
def test_each_rule_is_heard(old: str, new: str, said: str) -> None:
    """One change for the worse in a good file is told."""
    assert old in GOOD

    assert [fault for fault in lint(GOOD.replace(old, new).encode()) if said in fault]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no content line"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "VEVENT has no place in a file"),
        (GOOD.encode().replace("점".encode(), "점".encode()[:2] + b"\r\n " + "점".encode()[2:]), "within a character"),
        (GOOD.encode("utf-16"), "does not end in CRLF"),
        (GOOD.encode().replace("점".encode(), b"\xff"), "not UTF-8"),
        (GOOD[: GOOD.index("BEGIN:VEVENT")].encode() + b"END:VCALENDAR\r\n", "a calendar of nothing"),
        (
            (GOOD[: (start := GOOD.index("BEGIN:VTIMEZONE"))] + GOOD[(end := GOOD.index("BEGIN:VEVENT")) : -15] + GOOD[start:end] + GOOD[-15:]).encode(),
            "a VTIMEZONE after an event",
        ),
        ((GOOD[:end] + GOOD[start:]).encode(), "is told 2 times"),
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_told(data: bytes, said: str) -> None:
    """Other bytes, and parts in the wrong order, are told too."""
    assert [fault for fault in lint(data) if said in fault]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("more", [[], ["--lang", "both"], ["--utc"]])
def test_examples_are_good(tmp_path: Path, example: Path, more: list[str]) -> None:
    """What the command writes of a real trip breaks no rule."""
    target = tmp_path / "trip.ics"

    assert tripplan("export", example, "-o", target, *more).status == 0
    assert lint(target.read_bytes()) == []


@pytest.mark.parametrize("zone", ["America/Santiago", "America/Nuuk", "Africa/Casablanca", "Pacific/Apia"])
def test_zones_of_difficult_rules_are_good(zone: str) -> None:
    """Where no plain rule says when the clocks change, the rule or the single onsets still have an allowed form."""
    place = f'[places.there]\nzone = "{zone}"\n'

    assert (
        lint(ics.write(trip_of(event("a", "there", "2026-05-01T09:00"), stage=STAGE + place), Options()))
        == []
    )
