"""How fast calendars are written, beside plain icalendar writing the same events, and in how much memory.

Run: python benchmarks/ics.py [largest number of events, 10000]
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import icalendar

from tripplan.exporters import Options
from tripplan.exporters.ics import ics
from tripplan.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from tripplan.model import Trip

SIZES = [300, 1_000, 10_000]
ROUNDS = 5
HEAD = """
[trip]
id = "t"
title = "T"
home = "calgary"
start = 2026-01-01
end = 2056-12-31
[people.kim]
name = "Kim"
[people.lee]
name = "Lee"
[places.calgary]
name = "City hall"
at = [51.0457, -114.0571]
address = "800 Macleod Trail SE, Calgary"
[places.museums]
name = "The Military Museums"
at = [51.014, -114.117]
address = "4520 Crowchild Trail SW, Calgary"
[places.vancouver]
at = [49.2827, -123.1207]
address = "453 W 12th Ave, Vancouver"
"""
PLACES = ("calgary", "museums", "vancouver")


def trip_of(events: int) -> Trip:
    """A trip of meetings, four a day, in two time zones."""
    lines = [HEAD]
    begin = dt.datetime(2026, 1, 1, 9)  # noqa: DTZ001 - a wall reading
    for number in range(events):
        day, slot = divmod(number, 4)
        wall = begin + dt.timedelta(days=day, hours=3 * slot)
        lines.append(
            f'[[events]]\nid = "e{number}"\nkind = "meeting"\nplace = "{PLACES[number % 3]}"\n'
            f'title = "Meeting {number} with the mayor"\nnotes = "Interpreters come along; gifts are in the van."\n'
            f'start = {wall:%Y-%m-%dT%H:%M}\nduration = "90 min"\nalarm = ["30 min"]'
        )
    trip = load("\n".join(lines).encode(), "trip.toml").trip
    assert trip is not None
    assert len(trip.events) == events
    return trip


def plain(data: bytes) -> Callable[[], bytes]:
    """What writes the same calendar by icalendar's own `add`, from values of Python's types; its zones are ready-made."""
    calendar = icalendar.Calendar.from_ical(data)
    values = [_values(part) for part in calendar.walk("VEVENT")]

    def write() -> bytes:
        fresh = icalendar.Calendar()
        for name in ("VERSION", "PRODID", "NAME"):
            fresh.add(name, str(calendar[name]))
        for zone in calendar.walk("VTIMEZONE"):
            fresh.add_component(zone)
        for properties, alarms in values:
            event = icalendar.Event()
            for name, value in properties:
                event.add(name, value)
            for each in alarms:
                alarm = icalendar.Alarm()
                for name, value in each:
                    alarm.add(name, value)
                event.add_component(alarm)
            fresh.add_component(event)
        written: bytes = fresh.to_ical()
        return written

    return write


def _values(event: icalendar.Component) -> tuple[list[tuple[str, object]], list[list[tuple[str, object]]]]:
    return _properties(event), [_properties(alarm) for alarm in event.walk("VALARM")]


def _properties(part: icalendar.Component) -> list[tuple[str, object]]:
    """Times, numbers, lengths and positions as Python has them; what else there is as text."""
    return [(name, _value(part, name)) for name in part]


def _value(part: icalendar.Component, name: str) -> object:
    if name in {"DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "TRIGGER", "SEQUENCE"}:
        return part.decoded(name)
    value = part[name]
    return (value.latitude, value.longitude) if isinstance(value, icalendar.vGeo) else str(value)


def seconds(write: Callable[[], bytes]) -> float:
    """The processor's time for the best of a few rounds: the machine has other things to do."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        write()
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    """Prints a row a size; the memory is the process's peak above what the trip itself took."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    print("| events | kB | s | events/s | plain icalendar s | ratio | more MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for events in SIZES:
        if events > largest:
            break
        trip = trip_of(events)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        data = ics.write(trip, Options())
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        ours = seconds(partial(ics.write, trip, Options()))
        theirs = seconds(plain(data))
        print(
            f"| {events:,} | {len(data) / 1000:,.0f} | {ours:.2f} | {events / ours:,.0f} "
            f"| {theirs:.2f} | {ours / theirs:.2f} | {more:.0f} |"
        )


if __name__ == "__main__":
    main()
