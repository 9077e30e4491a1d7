"""A strict lint of calendar files: RFC 5545 and 7986, and what calendar programs need beyond them.

`lint(data)` names all that is wrong with the bytes. It shares nothing with what writes them, and reads without a library.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ics_grammar import Component, octets, tree
from ics_properties import PARAMETERS, PARTS, properties
from ics_values import IS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ics_grammar import Line
    from ics_properties import Property

_ALARMS = 5  # of one event: as many as programs that count them take


def lint(data: bytes) -> list[str]:
    """All that is wrong with the bytes of a calendar file, each with its line; nothing for a good one."""
    root = Component(0, "", [], [])
    found = list(octets(data)) or list(tree(data.decode(), root))  # what is no text has no lines
    if found or not root.parts:
        return found or ["line 1: there is no VCALENDAR"]
    return [*_component(root), *(fault for calendar in root.parts for fault in _calendar(calendar))]


def _component(component: Component) -> Iterator[str]:
    """Faults of what stands in a component, and in its parts."""
    known = properties(component.name) if component.name else {}
    count = Counter(line.name for line in component.lines)
    where = f"line {component.number}: {component.name}"
    yield from (
        f"{where} without {name}" for name, each in known.items() if each.required and not count[name]
    )
    yield from (
        f"{where} with {name} twice"
        for name, number in count.items()
        if number > 1 and name in known and not known[name].repeated
    )
    for line in component.lines:
        if line.name in known:
            yield from _line(line, known[line.name])
        else:
            yield f"line {line.number}: {line.name} has no place in {component.name or 'a file'}"
    for part in component.parts:
        if part.name in PARTS.get(component.name, []):
            yield from _component(part)
        else:
            yield f"line {part.number}: {part.name} has no place in {component.name or 'a file'}"


def _line(line: Line, known: Property) -> Iterator[str]:
    """Faults of one property: its parameters and its value."""
    where, declared = f"line {line.number}: {line.name}", line.parameters.get("VALUE")
    yield from (
        f"{where} with the parameter {name}"
        for name in line.parameters.keys() - PARAMETERS.get(known.kind, set())
    )
    if known.kind == "when":
        kind = "day" if declared == "DATE" else "local time" if "TZID" in line.parameters else "time in UTC"
        if declared and (declared != "DATE" or "TZID" in line.parameters):
            yield f"{where} with VALUE={declared}"
    else:
        kind = known.kind
        if declared != known.declared and not (kind == "lead time" and _absolute(line)):
            yield f"{where} wants VALUE={known.declared}, not {declared}"
    if not IS[kind](line.value):
        yield f"{where} is no {kind}: {line.value[:60]!r}"


def _absolute(alarm: Line) -> bool:
    return alarm.parameters.get("VALUE") == "DATE-TIME" and alarm.value.endswith("Z")


def _calendar(calendar: Component) -> Iterator[str]:
    """What concerns more than one line: the parts of a calendar together."""
    zones = [part for part in calendar.parts if part.name == "VTIMEZONE"]
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    if calendar.parts != [*zones, *events]:
        yield f"line {calendar.number}: a VTIMEZONE after an event"
    if calendar.values("NAME") != calendar.values("X-WR-CALNAME"):
        yield f"line {calendar.number}: NAME and X-WR-CALNAME differ"
    if not events:
        yield f"line {calendar.number}: a calendar of nothing"
    uids = Counter(uid for event in events for uid in event.values("UID"))
    yield from (f"UID {uid} stands for {number} events" for uid, number in uids.items() if number > 1)
    yield from _zones(
        zones,
        {line.parameters["TZID"] for event in events for line in event.lines if "TZID" in line.parameters},
    )
    for event in events:
        yield from _event(event)


def _zones(zones: list[Component], named: set[str]) -> Iterator[str]:
    """Whether the zones told are those that events name, and each is told as RFC 5545, 3.6.5, has it."""
    told = Counter(tzid for zone in zones for tzid in zone.values("TZID"))
    yield from (f"the zone {tzid} is told {number} times" for tzid, number in told.items() if number > 1)
    yield from (f"the zone {tzid} is told and not named" for tzid in told.keys() - named)
    yield from (f"the zone {tzid} is named and not told" for tzid in named - told.keys())
    yield from (f"there is no zone {tzid}" for tzid in named if _zone(tzid) is None)
    for zone in zones:
        if "STANDARD" not in [part.name for part in zone.parts]:
            yield f"line {zone.number}: VTIMEZONE without STANDARD"
        for part in zone.parts:
            yield from _observance(part)


def _observance(part: Component) -> Iterator[str]:
    """Whether a component tells its onsets in one way, the first of them among them; and a rule ends after it has begun.

    Of several onsets in one RDATE some programs read the first only; of RRULE and RDATE, or of RDATE and DTSTART, only one.
    """
    listed = part.values("RDATE")
    if listed and (
        part.values("RRULE") or part.values("DTSTART") != listed[:1] or listed != sorted(set(listed))
    ):
        yield f"line {part.number}: {part.name} with RDATEs that are not all of its onsets"
    for start, rule in zip(part.values("DTSTART"), part.values("RRULE"), strict=False):
        parts = dict(each.partition("=")[::2] for each in rule.split(";"))
        if not (IS["local time"](start) and IS["rule"](rule)):
            continue  # told already
        day, number = datetime.fromisoformat(start), parts.get("BYDAY", "")[:-2]
        weekday = parts.get("BYDAY", "")[-2:] in {"", "MOTUWETHFRSASU"[2 * day.weekday() :][:2]}
        month_day = str(day.day) in parts.get("BYMONTHDAY", str(day.day)).split(",")
        last_week = (day + timedelta(days=7)).month != day.month
        nth = not number or (last_week if number == "-1" else (day.day + 6) // 7 == int(number))
        if not (weekday and month_day and nth and day.month == int(parts["BYMONTH"])):
            yield f"line {part.number}: DTSTART {start} is no day of {rule}"
        if parts.get("UNTIL", "9") <= start:
            yield f"line {part.number}: {rule} ends before it begins"


def _event(event: Component) -> Iterator[str]:
    """Whether the lines of an event agree with each other."""
    where = f"line {event.number}: VEVENT"
    if event.values("LAST-MODIFIED") not in ([], event.values("DTSTAMP")):
        yield f"{where}: where there is no METHOD, DTSTAMP is LAST-MODIFIED"
    ends = [line for name in ("DTSTART", "DTEND") for line in event.lines if line.name == name]
    days = {"VALUE" in line.parameters for line in ends}
    moments = [moment for line in ends if (moment := _instant(line))]
    if len(days) > 1:
        yield f"{where}: one of DTSTART and DTEND is a day and the other is a time"
    elif any(end <= start for start, end in pairwise(moments)):
        yield f"{where} takes no time"
    if len(event.parts) > _ALARMS:
        yield f"{where} with {len(event.parts)} alarms"
    for alarm in event.parts:
        yield from _alarm(alarm, days)


def _alarm(alarm: Component, days: set[bool]) -> Iterator[str]:
    """Whether an alarm goes off before a time; before or on a day."""
    where = f"line {alarm.number}: VALARM"
    if len(alarm.values("REPEAT")) != len(alarm.values("DURATION")):
        yield f"{where}: REPEAT and DURATION go together"
    if any(trigger.startswith("P") and trigger != "PT0S" for trigger in alarm.values("TRIGGER")) and days != {
        True
    }:
        yield f"{where} goes off after the start"


def _instant(line: Line) -> datetime | None:
    """The instant of a DTSTART or DTEND, of a day its midnight in UTC; None where the line is at fault."""
    try:
        wall = datetime.fromisoformat(line.value)
    except ValueError:
        return None
    zone = _zone(line.parameters.get("TZID", "UTC"))
    return (
        wall.astimezone(UTC) if wall.tzinfo else wall.replace(tzinfo=zone).astimezone(UTC) if zone else None
    )


@cache
def _zone(name: str) -> ZoneInfo | None:
    """A zone by its IANA name, with the rules of the tzdata package and not those of the machine."""
    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if not file.is_file():
        return None
    with file.open("rb") as data:
        return ZoneInfo.from_file(data, name)
