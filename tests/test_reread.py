"""The reader that proves each calendar before it is given out: what it refuses, and that it is asked."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest

from calendars import event, trip_of, written
from tripplan.exporters import Options
from tripplan.exporters._reread import read_back
from tripplan.exporters.ics import ics, uid


def test_a_wrong_calendar_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rules in the file do not give the trip's instants, reading it back tells, and nothing comes of it."""
    module = import_module("tripplan.exporters.ics")
    right = module.observances

    def shifted(*arguments: object) -> list[object]:
        hour = timedelta(hours=1)
        return [part._replace(offset_to=part.offset_to + hour) for part in right(*arguments)]

    monkeypatch.setattr(module, "observances", shifted)
    with pytest.raises(AssertionError, match="reads back"):
        ics.write(trip_of(event("a", "seoul", "2026-05-01T09:00")), Options())


GOOD = written(trip_of(event("a", "boston", "2026-05-01T09:00"), event("b", "boston", "2026-05-02T09:00")))


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
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=Asia/Seoul:20260501T090000"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=America/New_York:20261101T013000"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=America/New_York:20260308T023000"),
        (b"DTSTART;TZID=America/New_York:20260501T090000", b"DTSTART;TZID=America/New_York:20260501T100000"),
        (b"TZID:America/New_York", b"TZID:America/Toronto"),
        (uid("t", "a").encode(), uid("t", "b").encode()),
        (b"UID:", b"X-UID:"),
        (b"RRULE:FREQ=YEARLY", b"RRULE:FREQ=MONTHLY"),
        (b"BYDAY=2SU;", b"BYWEEKNO=2;"),
        (b"END:VEVENT", b"END:VTODO"),
        (b"BEGIN:VEVENT", b"BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VEVENT"),
    ],
)
def test_the_reader_that_proves_is_strict(old: bytes, new: bytes) -> None:
    """One fault anywhere, of the kinds that programs stumble over, and the file is refused."""
    assert len(read_back(GOOD)) == 2
    assert old in GOOD

    with pytest.raises(ValueError, match=r".+"):
        read_back(GOOD.replace(old, new, 1) if old != b"\r\n" else GOOD.replace(old, new))
