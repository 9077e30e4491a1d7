"""Small trips to make calendars of, and what stands in those, for the tests."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import icalendar

from tripplan.exporters import Options
from tripplan.exporters.ics import ics, uid
from tripplan.load import load

if TYPE_CHECKING:
    from pathlib import Path

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


def trip_of(*events: str, stage: str = STAGE) -> Trip:
    """A trip of these events, each the lines below `[[events]]`."""
    loaded = load((stage + "".join(f"\n[[events]]\n{event}\n" for event in events)).encode(), "trip.toml")
    assert not loaded.problems
    assert loaded.trip is not None
    return loaded.trip


def trip_file(folder: Path, *events: str, stage: str = STAGE) -> Path:
    """The file of a trip of these events."""
    path = folder / "trip.toml"
    path.write_text(stage + "".join(f"[[events]]\n{each}\n" for each in events), "utf-8")
    return path


def event(id_: str, place: str, start: str, more: str = 'duration = "1 h"', kind: str = "other") -> str:
    """The lines of an event at one place."""
    return f'id = "{id_}"\nkind = "{kind}"\nplace = "{place}"\nstart = {start}\n{more}\n'


def flight(origin: str, start: str, destination: str, end: str, more: str = "") -> str:
    """The lines of a flight, which is named "flight"."""
    return f'id = "flight"\nkind = "flight"\nfrom = "{origin}"\nto = "{destination}"\nstart = {start}\nend = {end}\n{more}\n'


def written(trip: Trip, options: Options | None = None) -> bytes:
    """The trip as a calendar; that it passes the lint is seen to where all are written."""
    return ics.write(trip, options or Options())


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


def days(found: icalendar.Event) -> tuple[date, date]:
    """First day of an all-day event, and the day after its last, as icalendar reads them."""
    start, end = found.decoded("DTSTART"), found.decoded("DTEND")
    assert isinstance(start, date)
    assert isinstance(end, date)
    assert not isinstance(start, datetime)
    assert not isinstance(end, datetime)
    return start, end


def rings(data: bytes, uid: str) -> list[str]:
    """The triggers of the alarms of one event, as they are written."""
    lines = lines_of(data)
    begin = lines.index(f"UID:{uid}")
    end = lines.index("END:VEVENT", begin)
    return [line.partition(":")[2] for line in lines[begin:end] if line.startswith("TRIGGER")]


def properties(data: bytes, uid: str) -> dict[str, str]:
    """The lines of one event by their names, without those of its alarms: parameters and value as they are written."""
    lines = lines_of(data)
    begin = max(at for at, line in enumerate(lines[: lines.index(f"UID:{uid}")]) if line == "BEGIN:VEVENT")
    end = next(at for at in range(begin, len(lines)) if lines[at] in {"BEGIN:VALARM", "END:VEVENT"})
    parts = (re.split("([;:])", line, maxsplit=1) for line in lines[begin + 1 : end])
    return {name: (value if mark == ":" else f";{value}") for name, mark, value in parts}


def lines_of(data: bytes) -> list[str]:
    """The content lines of a calendar, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]
