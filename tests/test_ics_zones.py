"""Zones in the calendar: under which names, in which hours not, and told alike in every file."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources

import pytest

from calendars import ZONES, entries, event, flight, lines_of, trip_of, written
from tripplan import when
from tripplan.exporters import Options
from tripplan.exporters._zone_names import canonical
from tripplan.exporters.ics import uid


def utc(text: str) -> datetime:
    """An instant, from a date and time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_all_of_them_in_one_trip_keep_their_zones() -> None:
    """Each end carries the zone of its own place, and the file has the rules of each zone once."""
    trip = trip_of(
        flight("seoul", "2026-05-01T21:40", "edmonton", "2026-05-01T17:00"),
        event("a", "edmonton", "2026-05-02T09:00"),
        event("b", "oslo", "2026-05-03T09:00"),
    )

    lines = lines_of(written(trip))

    assert "DTSTART;TZID=Asia/Seoul:20260501T214000" in lines
    assert "DTEND;TZID=America/Edmonton:20260501T170000" in lines
    zones = [line for line in lines if line.startswith("TZID:")]
    assert zones == ["TZID:America/Edmonton", "TZID:Asia/Seoul", "TZID:Europe/Oslo"]


@pytest.mark.parametrize(
    ("place", "written_start", "end", "start"),
    [
        ("boston", "2026-11-01T01:30-04:00", "2026-11-01T03:00", "20261101T053000Z"),
        ("boston", "2026-11-01T01:30-05:00", "2026-11-01T03:00", "20261101T063000Z"),
        ("lord-howe", "2026-04-05T01:45+11:00", "2026-04-05T03:00", "20260404T144500Z"),
        ("lord-howe", "2026-04-05T01:45+10:30", "2026-04-05T03:00", "20260404T151500Z"),
    ],
)
def test_a_time_in_a_repeated_hour_is_in_utc(place: str, written_start: str, end: str, start: str) -> None:
    """Programs pick different ones of two equal readings, so such a time does not stand on its own clock."""
    lines = lines_of(written(trip_of(event("a", place, written_start, f"end = {end}"))))

    assert f"DTSTART:{start}" in lines
    assert any(line.startswith("DTEND;TZID=") for line in lines)


def test_the_edges_of_a_repeated_hour_stay_on_their_clock() -> None:
    """The hour before the first showing and the minute after the second are shown once."""
    data = written(trip_of(event("a", "boston", "2026-11-01T00:59", "end = 2026-11-01T02:00")))

    assert "DTSTART;TZID=America/New_York:20261101T005900" in lines_of(data)
    assert "DTEND;TZID=America/New_York:20261101T020000" in lines_of(data)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("US/Eastern", "America/New_York"),
        ("Chile/Continental", "America/Santiago"),
        ("America/Godthab", "America/Nuuk"),
        ("CET", "Europe/Brussels"),
        ("EST", "America/Panama"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Oslo", "Europe/Oslo"),
        ("Asia/Seoul", "Asia/Seoul"),
        ("ROK", "Asia/Seoul"),
        ("Zulu", "Etc/UTC"),
        ("GMT", "Etc/GMT"),
        ("Etc/GMT-9", "Etc/GMT-9"),
        ("Europe/Kyiv", "Europe/Kiev"),
        ("Europe/Uzhgorod", "Europe/Kiev"),
        ("Pacific/Kanton", "Pacific/Enderbury"),
    ],
)
def test_old_names_of_zones_give_way(name: str, known: str) -> None:
    """A name that is only kept for old programs is replaced; one that a country has stays, be it a link or not."""
    assert canonical(name) == known


def test_every_name_gives_way_to_an_equal_zone() -> None:
    """The zone behind the new name has the same rules to the byte, and the new name is final."""
    folder = resources.files("tzdata.zoneinfo")
    for name in when.zone_names():
        known = canonical(name)
        assert known in when.zone_names()
        assert canonical(known) == known
        assert folder.joinpath(known).read_bytes() == folder.joinpath(name).read_bytes()


def test_an_old_name_in_the_trip_does_not_reach_the_file() -> None:
    """Two names of one zone are one VTIMEZONE."""
    data = written(
        trip_of(event("a", "us-eastern", "2026-05-01T09:00"), event("b", "boston", "2026-05-01T12:00"))
    )

    assert [line for line in lines_of(data) if line.startswith("TZID:")] == ["TZID:America/New_York"]


def test_utc_needs_no_rules() -> None:
    """An event on the clock of UTC is in UTC."""
    data = written(trip_of(event("a", "utc", "2026-05-01T09:00")))

    assert b"VTIMEZONE" not in data
    assert b"DTSTART:20260501T090000Z\r\n" in data


def test_everyones_file_has_the_same_rules_and_uids() -> None:
    """Files of two people merge: what is in both is equal line by line."""
    trip = trip_of(
        event("a", "boston", "2026-05-01T09:00"),
        event("b", "boston", "2026-12-01T09:00", 'duration = "1 h"\nwho = ["kim"]'),
        event("c", "boston", "2026-12-02T09:00", 'duration = "1 h"\nwho = ["lee"]'),
    )
    whole = written(trip)
    own = [written(trip, Options(people=frozenset([person]))) for person in ("kim", "lee")]

    assert [entries(data).keys() for data in own] == [
        {uid("t", "a"), uid("t", "b")},
        {uid("t", "a"), uid("t", "c")},
    ]
    for data in own:
        assert whole[whole.index(b"BEGIN:VTIMEZONE") : whole.index(b"BEGIN:VEVENT")] in data
        for id_, found in entries(data).items():
            assert found.to_ical() == entries(whole)[id_].to_ical()


@pytest.mark.parametrize("place", sorted(ZONES.keys() - {"utc"}))
def test_a_zone_is_told_alike_in_every_file(place: str) -> None:
    """Whenever the trip is: where files of several trips meet, a program keeps one VTIMEZONE for all of them."""
    told = [
        written(trip_of(event("a", place, f"{year}-05-01T09:00"))).partition(b"BEGIN:VEVENT")[0]
        for year in (2010, 2024, 2026, 2040)
    ]

    assert len(set(told)) == 1
