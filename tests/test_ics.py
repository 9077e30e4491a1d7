"""The calendar: instants, properties, identity; read by icalendar and by the strict reader that proves each file."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from calendars import STAGE, entries, entry, event, flight, lines_of, times, trip_of, written
from tripplan.exporters import Options
from tripplan.exporters._reread import read_back
from tripplan.exporters.ics import ics, uid
from tripplan.load import load

ALWAYS = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED", "TRANSP"),
    "X-MICROSOFT-CDO-BUSYSTATUS",
}
EXAMPLE = Path(__file__).parents[1] / "examples" / "gangwon_na_2024.toml"


def utc(text: str) -> datetime:
    """An instant, from a date and time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("people", [None, frozenset({"heo-janghyeon"})])
@pytest.mark.parametrize("together", [False, True])
def test_what_stands_in_every_calendar(people: frozenset[str] | None, *, together: bool) -> None:
    """Its name and how often to ask for it, the zones by name, and of each event what one program or another cannot do without."""
    trip = load(EXAMPLE.read_bytes(), "trip.toml").trip
    assert trip is not None

    lines = lines_of(ics.write(trip, Options(people, ("ko", "en"), together=together)))

    head = [re.split("[;:]", line)[0] for line in lines[: lines.index("BEGIN:VTIMEZONE")]]
    assert head[:5] == ["BEGIN", "VERSION", "PRODID", "NAME", "X-WR-CALNAME"]
    assert {"REFRESH-INTERVAL", "X-PUBLISHED-TTL", "X-APPLE-CALENDAR-COLOR", "X-WR-TIMEZONE"} == set(head[5:])
    zones = [line for line in lines if line.startswith("TZID:")]
    assert zones == sorted(zones)
    for each in "\n".join(lines).split("BEGIN:VEVENT\n")[1:]:
        assert {line.partition(":")[0].partition(";")[0] for line in each.split("\n")} >= ALWAYS


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
    assert [(read.start, read.end) for read in read_back(data).values()] == [(utc(start), utc(end))]


def test_a_point_in_time_gets_a_quarter_of_an_hour() -> None:
    """An event that ends as it starts would be refused or hidden by several programs."""
    found = entry(trip_of(event("a", "seoul", "2026-05-01T15:00", "end = 2026-05-01T15:00")), "a")

    start, end = times(found)
    assert end - start == timedelta(minutes=15)


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
