"""What rings and when, beds over days, and times in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import (
    STAGE,
    days,
    entries,
    entry,
    event,
    flight,
    lines_of,
    rings,
    times,
    trip_of,
    written,
)
from tripplan import when
from tripplan.exporters import Detail, Options, Reminders, Stays
from tripplan.exporters._component import length
from tripplan.exporters.ics import uid

OUT = ("seoul", "2026-05-01T21:40", "edmonton", "2026-05-01T17:00")
AT_NINE = "2026-05-01T09:00"
AS_EVENTS = Options(reminders=Reminders.EVENTS)


def alarm(*leads: str) -> str:
    """The line of an event's own alarms."""
    return f"alarm = {list(leads)}\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (flight(*OUT), ["-PT24H", "-PT3H"]),
        (flight(*OUT, alarm("1 d", "4 h", "24 h")), ["-PT24H", "-PT4H"]),
        (flight(*OUT, alarm()), []),
        (flight(*OUT, 'status = "cancelled"\n'), []),
        (event("flight", "seoul", AT_NINE, kind="meeting"), ["-PT30M"]),
        (event("flight", "seoul", AT_NINE, kind="rest"), []),
        (event("flight", "seoul", AT_NINE, f'duration = "1 h"\n{alarm("90 min", "2 d")}'), ["-PT48H", "-PT1H30M"]),
    ],
)  # fmt: skip
def test_alarms_ring_before_an_event(lines: str, expected: list[str]) -> None:
    """As its kind has it or as the event itself says, in hours and never in days, the earliest first."""
    assert rings(written(trip_of(lines)), uid("t", "flight")) == expected


def test_nothing_rings_where_nothing_is_to() -> None:
    """Neither without alarms nor in a file of busy times, whose alarms would tell what is done."""
    trip = trip_of(flight(*OUT), event("a", "seoul", AT_NINE, kind="meeting"))

    for options in (Options(alarms=False), Options(detail=Detail.BUSY)):
        assert b"VALARM" not in written(trip, options)


def test_an_alarm_is_the_same_instant_over_a_change_of_the_clock() -> None:
    """24 hours before 09:00 on the day when the clock goes forward it is 08:00: the trigger counts hours, as the phone must."""
    trip = trip_of(event("a", "boston", "2026-03-08T09:00", f'duration = "1 h"\n{alarm("1 d")}'))
    start, _ = times(entry(trip, "a"))

    assert rings(written(trip), uid("t", "a")) == ["-PT24H"]
    assert start.astimezone(UTC) - timedelta(hours=24) == datetime(2026, 3, 7, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "lead", "trigger"),
    [
        ("2026-05-01T15:00", "1 d", "-PT9H"),
        ("2026-05-01T15:00", "15 h", "PT0S"),
        ("2026-05-01T15:00", "1 h", "PT14H"),
        ("2026-03-08T15:00", "1 h", "PT13H"),  # the night had an hour less
    ],
)
def test_an_alarm_of_a_banner_counts_from_midnight(start: str, lead: str, trigger: str) -> None:
    """It rings at the same instant as it would before the check-in itself."""
    stay = event("a", "boston", start, f"end = 2026-05-04T11:00\n{alarm(lead)}", "stay")

    assert rings(written(trip_of(stay)), uid("t", "a")) == [trigger]
    timed = Options(stays=Stays.TIMED)
    lead_time = when.parse_duration(lead)
    assert rings(written(trip_of(stay), timed), uid("t", "a")) == [length(-lead_time)]


@given(st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_a_length_names_hours_minutes_and_seconds(value: timedelta) -> None:
    """A length is read as what it was, to the second, and never in days."""
    written_length = length(value)
    sign = -1 if written_length.startswith("-") else 1
    units, total, number = {"H": 3600, "M": 60, "S": 1}, 0, ""
    for character in written_length.removeprefix("-").removeprefix("PT"):
        if character in units:
            total, number = total + int(number) * units[character], ""
        else:
            number += character

    assert sign * total == round(value.total_seconds())


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2026-05-01T19:35", "2026-05-04T07:00", date(2026, 5, 1), date(2026, 5, 4)),
        ("2026-05-01T23:59", "2026-05-02T00:01", date(2026, 5, 1), date(2026, 5, 2)),
        ("2026-10-31T15:00", "2026-11-01T01:30-05:00", date(2026, 10, 31), date(2026, 11, 1)),
    ],
)
def test_a_bed_stands_over_its_nights(start: str, end: str, first: date, last: date) -> None:
    """From the day of check-in to that of check-out, which is not in it; the hours are in the words."""
    trip = trip_of(event("a", "boston", start, f"end = {end}", "stay"))

    found = entry(trip, "a")

    assert days(found) == (first, last)
    assert f"{start[-5:]} (UTC" in str(found["DESCRIPTION"])
    assert str(found["TRANSP"]) == "TRANSPARENT"
    assert b"VTIMEZONE" not in written(trip)


def test_a_bed_may_stand_at_its_hours() -> None:
    """Where hours are wanted, and for a room by day, which has no night to stand over."""
    night = event("a", "boston", "2026-05-01T19:35", "end = 2026-05-04T07:00", "stay")
    room = event("a", "boston", "2026-05-01T09:00", "end = 2026-05-01T15:00", "stay")

    start, end = times(entry(trip_of(night), "a", Options(stays=Stays.TIMED)))
    assert (start.hour, end.day) == (19, 4)
    assert times(entry(trip_of(room), "a"))[0].hour == 9


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(), "Check-in Fri 1 May 19:35 (UTC−4), check-out Mon 4 May 07:00 (UTC−4), 3 nights"),
        (
            Options(languages=("ko",)),
            "체크인 5월 1일 (금) 19:35 (UTC−4), 체크아웃 5월 4일 (월) 07:00 (UTC−4), 3박",
        ),
    ],
)
def test_a_bed_tells_its_hours_in_words(options: Options, said: str) -> None:
    """A banner shows days only."""
    trip = trip_of(event("a", "boston", "2026-05-01T19:35", "end = 2026-05-04T07:00", "stay"))

    assert str(entry(trip, "a", options)["DESCRIPTION"]).splitlines()[0] == said


def test_departures_are_reminded_of_by_small_events() -> None:
    """For programs that drop alarms: at the time of each alarm, free, under UIDs of their own, and no alarm beside them."""
    trip = trip_of(flight(*OUT, alarm("1 d", "4 h")), event("a", "seoul", AT_NINE, kind="meeting"))
    data = written(trip, AS_EVENTS)
    small = {
        id_: each for id_, each in entries(data).items() if id_ not in {uid("t", "flight"), uid("t", "a")}
    }

    assert sorted(times(each)[0].isoformat() for each in small.values()) == [
        "2026-04-30T21:40:00+09:00",
        "2026-05-01T17:40:00+09:00",
    ]
    for each in small.values():
        assert str(each["SUMMARY"]) == "Departs 21:40: seoul → edmonton"
        assert str(each["DESCRIPTION"]) == "21:40 seoul (UTC+9) → 17:00 edmonton (UTC−6), 10 h 20 min"
        assert str(each["TRANSP"]) == "TRANSPARENT"
    assert rings(data, uid("t", "flight")) == []
    assert rings(data, uid("t", "a")) == ["-PT30M"]


def test_a_reminder_keeps_its_uid() -> None:
    """However the flight is moved and its lead times are changed, the reminder nearest to it stays the same event."""
    before = written(trip_of(flight(*OUT, alarm("1 d", "4 h"))), AS_EVENTS)
    after = written(
        trip_of(flight("seoul", "2026-05-02T20:00", *OUT[2:3], "2026-05-02T17:00", alarm("2 h"))), AS_EVENTS
    )

    assert entries(after).keys() < entries(before).keys()
    assert "b580be26-bcf3-5f7e-9507-8a9fbbcb2773" in entries(after)


def test_a_file_in_utc_needs_no_zones() -> None:
    """Every time ends in Z, days stay days, and the words say what the clocks on the wall show."""
    trip = trip_of(
        flight(*OUT),
        event("a", "boston", AT_NINE),
        event("b", "boston", "2026-05-01T20:00", "end = 2026-05-03T08:00", "stay"),
        event("c", "boston", "2026-05-01T23:30", 'duration = "1 h"'),
    )
    data = written(trip, Options(utc=True))

    assert b"TZID" not in data
    assert "DTSTART:20260501T124000Z" in lines_of(data)
    assert days(entries(data)[uid("t", "b")]) == (date(2026, 5, 1), date(2026, 5, 3))
    assert "21:40 seoul (UTC+9) → 17:00 edmonton (UTC−6)" in str(
        entries(data)[uid("t", "flight")]["DESCRIPTION"]
    )
    local = {id_: str(entries(data)[uid("t", id_)]["DESCRIPTION"]).splitlines()[0] for id_ in ("a", "c")}
    assert local == {
        "a": "Local time: Fri 1 May 09:00 (UTC−4) – 10:00",
        "c": "Local time: Fri 1 May 23:30 (UTC−4) – Sat 2 May 00:30 (UTC−4)",
    }


def test_old_phones_know_the_name_of_kyivs_clock() -> None:
    """The spelling that all programs know, with the rules of today."""
    stage = STAGE + '[places.kyiv]\nzone = "Europe/Kyiv"\n'
    data = written(trip_of(event("a", "kyiv", AT_NINE), stage=stage))

    assert "DTSTART;TZID=Europe/Kiev:20260501T090000" in lines_of(data)
