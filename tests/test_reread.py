"""The reader that proves each calendar before it is given out: what it refuses, and that it is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest

from calendars import event, trip_of, written
from tripplan.exporters import Options
from tripplan.exporters._reread import Found, read_back
from tripplan.exporters.ics import ics, uid


def test_a_wrong_calendar_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rules in the file do not give the trip's instants, reading it back tells, and nothing comes of it."""
    module = import_module("tripplan.exporters._times")
    right = module.observances

    def shifted(*arguments: object) -> list[object]:
        hour = timedelta(hours=1)
        return [part._replace(offset_to=part.offset_to + hour) for part in right(*arguments)]

    monkeypatch.setattr(module, "observances", shifted)
    with pytest.raises(AssertionError, match="reads back"):
        ics.write(trip_of(event("a", "seoul", "2026-05-01T09:00")), Options())


GOOD = written(
    trip_of(
        event("a", "boston", "2026-05-01T09:00"),
        event("b", "boston", "2026-05-02T09:00"),
        event("c", "seoul", "2026-05-03T15:00", "end = 2026-05-05T11:00", "stay"),
        event("d", "seoul", "2026-05-03T15:00", 'duration = "1 h"\nalarm = ["2 h"]\nwho = []', "rest"),
    )
)
# Of March, from 2007 to 2026: days on which the clocks of Boston went forward.
SECOND_SUNDAYS = (11, 9, 8, 14, 13, 11, 10, 9, 8, 13, 12, 11, 10, 8, 14, 13, 12, 10, 9, 8)
RULE = b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\n", b"\n"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR"),
        (b"END:VCALENDAR\r\n", b""),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\n\r\n"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        (b"BEGIN:VCALENDAR\r\n", b""),
        (b"VERSION:2.0", b"VERSION:" + b"2" * 70),
        (b"VERSION:2.0", b"VERSION:\x07"),
        (b"VERSION:2.0", b"VERSION:\xea\xb0\r\n \x95"),
        (b"VERSION:2.0", b"VERSION"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART:20260501T090000"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=Asia/Tokyo:20260501T090000"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=America/New_York:20261101T013000"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=America/New_York:20260308T023000"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=America/New_York:20260501T100000"),
        (b"TZID:America/New_York", b"TZID:America/Toronto"),
        (uid("t", "a").encode(), uid("t", "b").encode()),
        (b"UID:", b"X-UID:"),
        (b"RRULE:FREQ=YEARLY", b"RRULE:FREQ=MONTHLY"),
        (b"BYMONTH=3;", b"BYWEEKNO=2;"),
        (RULE, RULE + b"\r\nRDATE:20070311T020000"),
        (RULE, RULE + b"\r\n" + RULE),
        (RULE, b"RDATE:20080309T020000\r\nRDATE:20090308T020000"),
        (RULE, b"RDATE:20070311T020000,20080309T020000"),
        (b"END:VEVENT", b"END:VTODO"),
        (b"BEGIN:VEVENT", b"BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VEVENT"),
        (b"DTSTART;VALUE=DATE:20260503", b"DTSTART;VALUE=DATE:20260505"),
        (b"DTSTART;VALUE=DATE:20260503", b"DTSTART;VALUE=DATE:20260532"),
        (b"DTSTART;VALUE=DATE:20260503", b"DTSTART:20260503T000000Z"),
        (b"DTSTART;VALUE=DATE:20260503", b"DTSTART;VALUE=DATE-TIME:20260503T000000Z"),
        (b"TRIGGER:-PT2H", b"TRIGGER:-P2H"),
        (b"TRIGGER:-PT2H", b"TRIGGER:-P1D"),
        (b"TRIGGER:-PT2H", b"TRIGGER:-PT"),
        (b"TRIGGER:-PT2H", b"X-TRIGGER:-PT2H"),
        (b"ACTION:DISPLAY", b"ACTION:AUDIO"),
        (b"DESCRIPTION:seoul", b"DESCRIPTION:"),
        (b"BEGIN:VALARM", b"BEGIN:VTODO"),
    ],
)
def test_the_reader_that_proves_is_strict(old: bytes, new: bytes) -> None:
    """One fault anywhere, of the kinds that programs stumble over, and the file is refused."""
    assert len(read_back(GOOD)) == 4
    assert old in GOOD

    with pytest.raises(ValueError, match=r".+"):
        read_back(GOOD.replace(old, new, 1) if old != b"\r\n" else GOOD.replace(old, new))


def test_days_alarms_and_utc_are_read() -> None:
    """What is proven of each event: two instants or two dates, and every alarm counted from the start."""
    utc = written(trip_of(event("a", "boston", "2026-05-01T09:00", kind="meeting")), Options(utc=True))
    start = datetime(2026, 5, 1, 13, 0, tzinfo=UTC)

    assert read_back(GOOD)[uid("t", "c")] == Found(date(2026, 5, 3), date(2026, 5, 5))
    assert read_back(GOOD)[uid("t", "d")].alarms == (timedelta(hours=-2),)
    assert read_back(utc)[uid("t", "a")] == Found(
        start, start + timedelta(hours=1), (timedelta(minutes=-30),)
    )


def test_listed_onsets_are_read() -> None:
    """A rule and the same onsets in a list are the same clock; a shorter list is another."""
    onsets = [
        b"RDATE:%d03%02dT020000" % (year, day)
        for year, day in zip(range(2007, 2027), SECOND_SUNDAYS, strict=True)
    ]

    listed = read_back(GOOD.replace(RULE, b"\r\n".join(onsets)))

    assert RULE in GOOD
    assert listed == read_back(GOOD)
    assert read_back(GOOD.replace(RULE, b"\r\n".join(onsets[:-1]))) != listed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("TRIGGER:-PT2H", "TRIGGER:-PT3H"),
        ("DTEND;VALUE=DATE:20260505", "DTEND;VALUE=DATE:20260506"),
        ("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:seoul\r\nTRIGGER:-PT2H\r\nEND:VALARM\r\n", ""),
    ],
)
def test_a_wrong_alarm_or_day_is_noticed(old: str, new: str) -> None:
    """An alarm that rings at another time, or not at all, and a day too many are differences."""
    assert old.encode() in GOOD

    assert read_back(GOOD.replace(old.encode(), new.encode())) != read_back(GOOD)
