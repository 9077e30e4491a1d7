"""A calendar file, as RFC 5545 has it and as calendar programs really read it.

Every time carries its zone and the file tells the rules of every zone that it names; a time in an hour that its clock
shows twice stands in UTC, because programs pick different ones. There is no METHOD and no ATTENDEE: either would turn an
import into an invitation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from tripplan.exporters import _apple, _discretion, exporter
from tripplan.exporters._calendar import head
from tripplan.exporters._component import Component, octets
from tripplan.exporters._entry import Entry, entry_of, entry_of_gone, entry_of_reminder
from tripplan.exporters._reminders import reminders
from tripplan.exporters._reread import Found, read_back
from tripplan.exporters._times import timezone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from tripplan.exporters import Options
    from tripplan.exporters._times import Span
    from tripplan.model import Trip

_NAMESPACE = UUID("0f3c1f0e-6a55-4d0b-9a51-3b7f0c2f6f2e")  # tripplan's own, for UIDs: never to be changed
_MOST = (1_000, 1_000_000)  # Google refuses files of more than 1 MB, and stops after some 1,100 events


@exporter(
    ".ics",
    advice="An import is a copy: use a calendar of its own, and delete that one before importing again.",
    most=_MOST,
)
def ics(trip: Trip, options: Options) -> bytes:
    """The trip as one VCALENDAR.

    The bytes are read back before they are given out: every event is in them at its times, with its alarms, or this is a fault.

    Raises:
        ValueError: the trip has no id, or the time of an event names no instant or ends before it starts.
    """
    if trip.head is None:
        raise ValueError("a calendar needs the id of its trip")
    events = sorted(map(_told, _entries(trip, trip.head.id, options)), key=lambda each: each.span.order)
    zones = {zone for each in events for zone in each.zones}
    years = {end.instant.year for each in events for end in (each.span.start, each.span.end)}
    parts: tuple[Component | bytes, ...] = (
        *(timezone(name, years) for name in sorted(zones)),
        *(each.octets for each in events),
    )
    data = octets(Component("VCALENDAR", tuple(head(trip, options)), parts))
    if read_back(data) != {each.uid: Found(*each.span.meant, each.alarms) for each in events}:
        raise AssertionError("the calendar reads back otherwise than it was meant")
    return data


class _Told(NamedTuple):
    """An event as the file has it, and what a reader must find of it: all else of it is in memory only while it is written."""

    octets: bytes
    uid: str
    span: Span
    alarms: tuple[timedelta, ...]
    zones: frozenset[str]


def _told(entry: Entry) -> _Told:
    zones = frozenset(each.parameters["TZID"] for each in entry.properties if "TZID" in each.parameters)
    return _Told(octets(entry.component), entry.uid, entry.span, tuple(sorted(entry.triggers)), zones)


def uid(trip_id: str, event_id: str) -> str:
    """The UID of an event: the same whatever is changed in it and whoever's file it is in.

    UUIDs of version 5 (RFC 9562): of the trip's id in tripplan's namespace, and in that of the event's.
    """
    return str(uuid5(uuid5(_NAMESPACE, trip_id), event_id))


def _entries(trip: Trip, trip_id: str, options: Options) -> Iterator[Entry]:
    events = _discretion.chosen(trip, options)
    ways = _apple.ways(trip, events, options)
    for event in events:
        own = uid(trip_id, event.id)
        yield entry_of(event, own, trip, options, ways.get(event.index))
        for reminder in reminders(event, options):
            yield entry_of_reminder(
                reminder, event, str(uuid5(UUID(own), f"reminder {reminder.number}")), options
            )
    for each in _discretion.gone(trip, options):
        yield entry_of_gone(each, uid(trip_id, each.id), options)
