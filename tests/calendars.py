"""Small trips to make calendars of, and a strict lint of the bytes, for the tests."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import icalendar

from tripplan.exporters import Options
from tripplan.exporters.ics import ics, uid
from tripplan.load import load

if TYPE_CHECKING:
    from tripplan.model import Trip

ZONES = {
    "apia": "Pacific/Apia",
    "boston": "America/New_York",
    "casablanca": "Africa/Casablanca",
    "edmonton": "America/Edmonton",
    "honolulu": "Pacific/Honolulu",
    "kathmandu": "Asia/Kathmandu",
    "lord-howe": "Australia/Lord_Howe",
    "oslo": "Europe/Oslo",
    "seoul": "Asia/Seoul",
    "utc": "UTC",
    "us-eastern": "US/Eastern",
    "vancouver": "America/Vancouver",
}
STAGE = """
[trip]
id = "t"
title = { ko = "방문", en = "Visit" }
home = "seoul"
start = 2026-01-01
end = 2026-12-31
languages = ["en", "ko"]
[people.kim]
name = { ko = "김", en = "Kim" }
[people.lee]
name = "Lee"
[groups]
party = ["kim"]
nobody = []
""" + "".join(f'[places.{id_}]\nzone = "{zone}"\n' for id_, zone in ZONES.items())
LINE = re.compile(r'[A-Z0-9-]+(;[A-Z0-9-]+=([^\x00-\x1f\x7f";:,]+|"[^\x00-\x1f\x7f"]*"))*:[^\x00-\x1f\x7f]*')


def trip_of(*events: str, stage: str = STAGE) -> Trip:
    """A trip of these events, each the lines below `[[events]]`."""
    loaded = load((stage + "".join(f"\n[[events]]\n{event}\n" for event in events)).encode(), "trip.toml")
    assert not loaded.problems
    assert loaded.trip is not None
    return loaded.trip


def event(id_: str, place: str, start: str, more: str = 'duration = "1 h"', kind: str = "other") -> str:
    """The lines of an event at one place."""
    return f'id = "{id_}"\nkind = "{kind}"\nplace = "{place}"\nstart = {start}\n{more}\n'


def flight(origin: str, start: str, destination: str, end: str, more: str = "") -> str:
    """The lines of a flight, which is named "flight"."""
    return f'id = "flight"\nkind = "flight"\nfrom = "{origin}"\nto = "{destination}"\nstart = {start}\nend = {end}\n{more}\n'


def written(trip: Trip, options: Options | None = None) -> bytes:
    """The trip as a calendar that has passed the lint."""
    data = ics.write(trip, options or Options())
    lint(data)
    return data


def entries(data: bytes) -> dict[str, icalendar.Event]:
    """The events of a calendar by UID, as icalendar reads them."""
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return {str(entry["UID"]): entry for entry in found if isinstance(entry, icalendar.Event)}


def entry(trip: Trip, id_: str, options: Options | None = None) -> icalendar.Event:
    """One event of a trip's calendar, as icalendar reads it."""
    return entries(written(trip, options))[uid("t", id_)]


def times(found: icalendar.Event) -> tuple[datetime, datetime]:
    """Start and end of an event, as icalendar reads them: aware, on the clocks of their zones."""
    start, end = found.decoded("DTSTART"), found.decoded("DTEND")
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    return start, end


def lines_of(data: bytes) -> list[str]:
    """The content lines of a calendar, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def lint(data: bytes) -> None:
    """Holds the bytes to RFC 5545 and to what programs need beyond it, without a library."""
    physical = data.split(b"\r\n")
    assert physical[-1] == b""
    assert b"\n" not in b"".join(physical)
    assert b"\r" not in b"".join(physical)
    assert all(len(line) <= 75 for line in physical)
    assert all(line.decode() for line in physical[:-1])  # no empty line, no fold within a character
    lines = lines_of(data)
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [lines[0], lines[-1]] == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
    parts = _components(lines)
    _lint_zones(lines, [part for part in parts if part[0] == "VTIMEZONE"])
    names = [name for name, _ in parts]
    assert names == ["VTIMEZONE"] * names.count("VTIMEZONE") + ["VEVENT"] * names.count("VEVENT")
    _lint_events([properties for name, properties in parts if name == "VEVENT"])
    head = [line.partition(":")[0] for line in lines[: lines.index(f"BEGIN:{names[0]}")]]
    assert head == ["BEGIN", "VERSION", "PRODID", "NAME", "X-WR-CALNAME"]


def _components(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The name and the inner lines of everything within the calendar."""
    parts: list[tuple[str, list[str]]] = []
    for line in lines[1:-1]:
        if line in {"BEGIN:VTIMEZONE", "BEGIN:VEVENT"}:
            parts.append((line.removeprefix("BEGIN:"), []))
        elif parts:
            parts[-1][1].append(line)
    assert all(properties.pop() == f"END:{name}" for name, properties in parts)
    return parts


def _lint_zones(lines: list[str], zones: list[tuple[str, list[str]]]) -> None:
    named = re.findall(r"^DT(?:START|END);TZID=(.*):\d{8}T\d{6}$", "\n".join(lines), re.MULTILINE)
    assert [properties[0] for _, properties in zones] == [f"TZID:{name}" for name in sorted(set(named))]
    for _, properties in zones:
        parts = Counter(line for line in properties if line.startswith("BEGIN"))
        assert parts["BEGIN:STANDARD"] >= 1
        assert sum(line.startswith("DTSTART:") for line in properties) == parts.total()
        assert not any(line.startswith("RDATE") for line in properties)


def _lint_events(events: list[list[str]]) -> None:
    assert len({line for lines in events for line in lines if line.startswith("UID:")}) == len(events)
    for lines in events:
        names = Counter(re.split("[;:]", line)[0] for line in lines)
        needed = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED"}
        assert names.keys() >= needed | {"LOCATION", "CATEGORIES", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"}
        assert set(names.values()) == {1}
        assert not names.keys() & {"METHOD", "ATTENDEE", "ORGANIZER", "DURATION", "RRULE", "BEGIN"}
        assert all(line.partition(":")[2] for line in lines)
