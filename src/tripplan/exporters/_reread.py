"""A calendar read back: a strict and small reader of RFC 5545 that shares nothing with what writes it.

What the zones are it learns from the file alone, by expanding the rules of its VTIMEZONEs, as a program does that has no
zone data of its own.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan.exporters._reread_lines import day, parts_of, reading
from tripplan.exporters._reread_zones import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tripplan.exporters._reread_lines import Component, Line

_TRIGGER = re.compile(r"(-)?PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")


class Found(NamedTuple):
    """What a calendar says of an event: two instants (UTC) or two dates, and when its alarms ring, counted from the start."""

    start: date
    end: date
    alarms: tuple[timedelta, ...] = ()


class _Times(NamedTuple):
    """What is kept of an event until the zones are known."""

    ends: tuple[Line, Line]
    alarms: tuple[timedelta, ...]


def read_back(data: bytes) -> dict[str, Found]:
    """Every event in a calendar, by UID.

    Raises:
        ValueError: it is no calendar in the strict sense, one of its times does not name one instant, or an alarm does not ring.
    """
    zones: dict[str, Component] = {}
    events: dict[str, _Times] = {}
    parts = 0
    for part in parts_of(data):
        parts += 1
        if part.name == "VTIMEZONE":
            zones[part.one("TZID").value] = part
        elif part.name == "VEVENT":
            alarms = tuple(sorted(map(_alarm, part.parts)))
            events[part.one("UID").value] = _Times((part.one("DTSTART"), part.one("DTEND")), alarms)
    named = {line.parameters.get("TZID") for event in events.values() for line in event.ends} - {None}
    if len(events) + len(zones) < parts or named != zones.keys():
        raise ValueError("something comes twice, or the VTIMEZONEs are not those that the events name")
    last = max((int(line.value[:4]) for event in events.values() for line in event.ends), default=0) + 1
    clocks = {name: Clock(zone, last) for name, zone in zones.items()}
    return {uid: Found(*_ends(event.ends, clocks), event.alarms) for uid, event in events.items()}


def _ends(lines: tuple[Line, Line], clocks: Mapping[str, Clock]) -> tuple[date, date]:
    """Two instants or two dates, the later one at the end."""
    if {"DATE"} == {line.parameters.get("VALUE") for line in lines}:
        days = (day(lines[0].value), day(lines[1].value))
        if days[1] <= days[0]:
            raise ValueError("an event takes no day")
        return days
    instants = (_instant(lines[0], clocks), _instant(lines[1], clocks))
    if instants[1] <= instants[0]:
        raise ValueError("an event takes no time")
    return instants


def _instant(line: Line, clocks: Mapping[str, Clock]) -> datetime:
    """The one instant that a DTSTART or DTEND names."""
    if "VALUE" in line.parameters:
        raise ValueError(f"{line} is no time")
    if line.value.endswith("Z"):
        return reading(line.value[:-1]).replace(tzinfo=UTC)
    clock = clocks.get(line.parameters.get("TZID", ""))
    meant = clock.instants(reading(line.value)) if clock else []
    if len(meant) != 1:
        raise ValueError(f"{line} names {len(meant)} instants")
    return meant[0].replace(tzinfo=UTC)


def _alarm(part: Component) -> timedelta:
    """When an alarm rings, counted from the start of its event."""
    found = _TRIGGER.fullmatch(part.one("TRIGGER").value)
    shown = part.one("ACTION").value == "DISPLAY" and part.one("DESCRIPTION").value
    if part.name != "VALARM" or not found or not shown:
        raise ValueError(f"a {part.name} that does not ring everywhere")
    sign, hours, minutes, seconds = found.groups(default="0")
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -length if sign == "-" else length
