"""The calendar: instants, zones, properties, identity; read by icalendar and by the strict reader that proves each file."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest

from calendars import STAGE, entries, entry, event, flight, lines_of, lint, times, trip_of, written
from tripplan import when
from tripplan.exporters import Options
from tripplan.exporters._reread import read_back
from tripplan.exporters._zone_names import canonical
from tripplan.exporters.ics import ics, uid
from tripplan.load import load

EXAMPLE = Path(__file__).parents[1] / "examples" / "gangwon_na_2024.toml"


def utc(text: str) -> datetime:
    """An instant, from a date and time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("people", [None, frozenset({"heo-janghyeon"})])
@pytest.mark.parametrize("together", [False, True])
def test_an_example_is_a_strict_calendar(people: frozenset[str] | None, *, together: bool) -> None:
    """A whole trip passes the lint: lines, zones, identities, what must stand in each event and what must not."""
    trip = load(EXAMPLE.read_bytes(), "trip.toml").trip
    assert trip is not None

    lint(ics.write(trip, Options(people, ("ko", "en"), together=together)))


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        # Over the date line: the end is earlier on the wall than the start.
        (flight("seoul", "2026-05-01T21:40", "edmonton", "2026-05-01T17:00"), "2026-05-01T12:40", "2026-05-01T23:00"),
        # And back: a day is lost.
        (flight("honolulu", "2026-05-01T13:00", "apia", "2026-05-02T18:10"), "2026-05-01T23:00", "2026-05-02T05:10"),
        # Alberta's clocks went forward for good in 2026, British Columbia's likewise.
        (flight("edmonton", "2026-12-20T12:00", "vancouver", "2026-12-20T12:30"), "2026-12-20T18:00", "2026-12-20T19:30"),
        (event("a", "kathmandu", "2026-05-01T09:00"), "2026-05-01T03:15", "2026-05-01T04:15"),
        (event("a", "lord-howe", "2026-04-04T09:00"), "2026-04-03T22:00", "2026-04-03T23:00"),
        (event("a", "lord-howe", "2026-04-05T09:00"), "2026-04-04T22:30", "2026-04-04T23:30"),
        # In and after the fast of Ramadan.
        (event("a", "casablanca", "2026-03-10T09:00"), "2026-03-10T09:00", "2026-03-10T10:00"),
        (event("a", "casablanca", "2026-03-30T09:00"), "2026-03-30T08:00", "2026-03-30T09:00"),
        # Across the end of summer time: two hours on the wall, three in fact.
        (event("a", "boston", "2026-11-01T00:30", "end = 2026-11-01T02:30"), "2026-11-01T04:30", "2026-11-01T07:30"),
        (event("a", "utc", "2026-05-01T09:00"), "2026-05-01T09:00", "2026-05-01T10:00"),
        (event("a", "seoul", "2026-05-01T09:00:30.7"), "2026-05-01T00:00:30", "2026-05-01T01:00:30"),
        (event("a", "seoul", "1970-01-01T00:00"), "1969-12-31T15:00", "1969-12-31T16:00"),
        (event("a", "boston", "2199-07-01T12:00"), "2199-07-01T16:00", "2199-07-01T17:00"),
    ],
)  # fmt: skip
def test_instants_survive(lines: str, start: str, end: str) -> None:
    """Both readers, one by the zones of tzdata and one by the rules in the file, find the instants that are meant."""
    data = written(trip_of(lines))
    (found,) = entries(data).values()

    assert times(found) == (utc(start), utc(end))
    assert list(read_back(data).values()) == [(utc(start), utc(end))]


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


def test_a_point_in_time_gets_a_quarter_of_an_hour() -> None:
    """An event that ends as it starts would be refused or hidden by several programs."""
    found = entry(trip_of(event("a", "seoul", "2026-05-01T15:00", "end = 2026-05-01T15:00")), "a")

    start, end = times(found)
    assert end - start == timedelta(minutes=15)


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


def test_a_uid_is_for_ever() -> None:
    """An event keeps its UID over every edit and every version of tripplan; another trip's event has another."""
    edited = trip_of(
        event("a", "boston", "2026-07-01T10:00", 'duration = "2 h"\ntitle = "New"', kind="meeting")
    )

    assert uid("t", "a") == "833ff4d1-961f-5a21-97fd-5942d886ddd1"
    assert list(entries(written(edited))) == [uid("t", "a")]
    assert len({uid("t", "a"), uid("t", "b"), uid("u", "a"), uid("", "ta"), uid("ta", "")}) == 5


@pytest.mark.parametrize(
    ("kind", "status", "expected"),
    [
        ("meeting", "confirmed", ("CONFIRMED", "OPAQUE", "BUSY", "Talk")),
        ("meeting", "tentative", ("TENTATIVE", "OPAQUE", "TENTATIVE", "Talk")),
        ("meeting", "cancelled", ("CANCELLED", "TRANSPARENT", "FREE", "Cancelled: Talk")),
        ("stay", "confirmed", ("CONFIRMED", "TRANSPARENT", "FREE", "Talk")),
    ],
)
def test_status_is_said_in_all_the_ways_that_programs_know(
    kind: str, status: str, expected: tuple[str, ...]
) -> None:
    """A cancelled event stays in the file and says so in its title; beds and cancelled events block no time."""
    lines = f'duration = "9 h"\ntitle = "Talk"\nstatus = "{status}"'

    found = lines_of(written(trip_of(event("a", "seoul", "2026-05-01T20:00", lines, kind))))

    names = ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "SUMMARY")
    assert {f"{name}:{value}" for name, value in zip(names, expected, strict=True)} <= set(found)
    assert f"CATEGORIES:{kind}" in found


def test_stamps_are_those_of_the_options() -> None:
    """No clock is read: DTSTAMP and LAST-MODIFIED are what the caller says, by default long before any real one."""
    trip, revised = trip_of(event("a", "seoul", "2026-05-01T20:00")), utc("2025-01-02T03:04:05")

    assert {"DTSTAMP:20000101T000000Z", "LAST-MODIFIED:20000101T000000Z"} <= set(lines_of(written(trip)))
    lines = lines_of(written(trip, Options(revised=revised)))
    assert {"DTSTAMP:20250102T030405Z", "LAST-MODIFIED:20250102T030405Z", "SEQUENCE:0"} <= set(lines)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ('at = [51.0140, -114.1170]\naddress = "4520 Crowchild Trail SW"', "GEO:51.014000;-114.117000"),
        ('at = [0.00001, -0.0000001]\naddress = "Buoy"\nzone = "Etc/GMT"', "GEO:0.000010;0.000000"),
        ('name = "Calgary"\nat = [51.0447, -114.0719]', None),
        ('within = "city"', None),
        ('zone = "Asia/Seoul"', None),
    ],
)
def test_a_position_is_one_that_is_known(place: str, expected: str | None) -> None:
    """GEO is a pin on a map: a venue has one, in plain decimals, and a place known by its city only has none."""
    city = '[places.city]\nname = "Calgary"\nat = [51.0447, -114.0719]\n'
    trip = trip_of(event("a", "here", "2026-05-01T20:00"), stage=f"{STAGE}{city}[places.here]\n{place}\n")

    found = [line for line in lines_of(written(trip)) if line.startswith("GEO")]

    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    "lines",
    [
        event("a", "boston", "2026-03-08T02:30"),
        event("a", "boston", "2026-11-01T01:30"),
        event("a", "boston", "2026-05-01T09:00+09:00"),
        event("a", "boston", "2026-05-01T09:00", "end = 2026-05-01T08:00"),
        event("a", "boston", "2026-11-01T01:30", 'duration = "1 h"\nstatus = "cancelled"'),
    ],
)
def test_a_time_that_names_no_instant_is_not_written(lines: str) -> None:
    """The exporter does not guess."""
    with pytest.raises(ValueError, match="times of a"):
        ics.write(trip_of(lines), Options())


def test_a_trip_without_its_id_is_not_written() -> None:
    """UIDs hang on the id of the trip."""
    with pytest.raises(ValueError, match="id of its trip"):
        ics.write(replace(trip_of(event("a", "seoul", "2026-05-01T09:00")), head=None), Options())


def test_a_check_does_not_import_icalendar() -> None:
    """Only what writes calendars pays for the library."""
    code = "import sys; import tripplan.cli.check; print('icalendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert done.stdout == "False\n"
