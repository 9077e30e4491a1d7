"""A calendar file, as RFC 5545 has it and as calendar programs really read it. Only importer of icalendar.

Every time carries its zone and the file tells the rules of every zone that it names; a time in an hour that its clock
shows twice stands in UTC, because programs pick different ones. There is no METHOD and no ATTENDEE: either would turn an
import into an invitation.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID, uuid5

import icalendar

from tripplan import when
from tripplan.exporters import Options, _prose, chosen, exporter
from tripplan.exporters._fold import fold
from tripplan.exporters._reread import read_back
from tripplan.exporters._vtimezone import observances
from tripplan.exporters._zone_names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from tripplan.exporters._vtimezone import Observance
    from tripplan.model import Event, Trip

_NAMESPACE = UUID("0f3c1f0e-6a55-4d0b-9a51-3b7f0c2f6f2e")  # tripplan's own, for UIDs: never to be changed
_POINT = timedelta(minutes=15)  # for a point in time: several programs refuse or hide an event of no length
_UTC_NAMES = frozenset({"Etc/UTC", "Etc/GMT"})
_LINKS = ("http", "https", "mailto", "tel")  # what a program may open when somebody taps on it


@exporter(
    ".ics",
    advice="An import is a copy: use a calendar of its own, and delete that one before importing again.",
)
def ics(trip: Trip, options: Options) -> bytes:
    """The trip as one VCALENDAR.

    The bytes are read back before they are given out: every event is in them at its instants, or this is a fault.

    Raises:
        ValueError: the trip has no id, or the time of an event names no instant or ends before it starts.
    """
    if trip.head is None:
        raise ValueError("a calendar needs the id of its trip")
    events = chosen(trip, options)
    spans = {uid(trip.head.id, event.id): _span(event) for event in events}
    zones: dict[str, ZoneInfo] = {}
    entries = [_entry(event, trip, options, zones) for event in events]
    calendar = _calendar(trip, options)
    for name, zone in sorted(zones.items()):
        calendar.add_component(_timezone(name, observances(zone, *_extent(trip))))
    for entry in entries:
        calendar.add_component(entry)
    data = b"".join(fold(line) for line in calendar.content_lines() if line)
    if read_back(data) != spans:
        raise AssertionError("the calendar reads back otherwise than it was meant")
    return data


def uid(trip_id: str, event_id: str) -> str:
    """The UID of an event: the same whatever is changed in it and whoever's file it is in.

    UUIDs of version 5 (RFC 9562): of the trip's id in tripplan's namespace, and in that of the event's.
    """
    return str(uuid5(uuid5(_NAMESPACE, trip_id), event_id))


def _span(event: Event) -> tuple[datetime, datetime]:
    """Start and end (UTC) in whole seconds, the end after the start."""
    start, end = (moment.instant.replace(microsecond=0) for moment in (event.start, event.end))
    if not event.certain or end < start:
        raise ValueError(f"the times of {event.id} are not a start and an end")
    return start, start + _POINT if end == start else end


def _extent(trip: Trip) -> tuple[datetime, datetime]:
    """From when to when the rules of a zone must be right: all of the trip, so that everyone's file has the same."""
    moments = [moment.instant for event in trip.events for moment in (event.start, event.end)]
    return min(moments), max(moments)


def _calendar(trip: Trip, options: Options) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    name = options.say(trip.head.title) if trip.head else ""
    if options.people and len(options.people) == 1:
        name += f": {options.say(trip.people[min(options.people)].name)}"
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//tripplan//tripplan//EN")
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, _Text(_prose.one_line(name)))
    return calendar


def _entry(event: Event, trip: Trip, options: Options, zones: dict[str, ZoneInfo]) -> icalendar.Event:
    """The VEVENT; the zones that it names are added to `zones`."""
    entry = icalendar.Event()
    start, end = _span(event)
    entry.add("UID", uid(trip.head.id if trip.head else "", event.id))
    entry.add("SEQUENCE", 0)
    entry.add("DTSTAMP", options.revised)
    entry.add("LAST-MODIFIED", options.revised)
    entry.add("DTSTART", _time(start, event.start.zone, zones))
    entry.add("DTEND", _time(end, event.end.zone, zones))
    entry.add("SUMMARY", _Text(_prose.title(event, options)))
    entry.add("LOCATION", _Text(_prose.location(event, options)))
    if description := _prose.description(event, trip, options):
        entry.add("DESCRIPTION", _Text(description))
    entry.add("CATEGORIES", [event.kind])
    entry.add("STATUS", event.table.status.upper())
    free = event.stays or event.cancelled
    entry.add("TRANSP", "TRANSPARENT" if free else "OPAQUE")
    # Outlook shows an event as busy in spite of TRANSP.
    entry.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE" if free else "TENTATIVE" if event.tentative else "BUSY")
    if event.origin.position and not event.origin.rough:
        entry.add("GEO", _Geo(event.origin.position))
    if link := _link(event.table.url):
        entry.add("URL", icalendar.vUri(link))
    return entry


def _time(instant: datetime, zone: ZoneInfo, zones: dict[str, ZoneInfo]) -> icalendar.vDatetime:
    """An instant on the clock of its zone, or in UTC where that clock shows the hour twice."""
    name, wall = canonical(zone.key), when.at(instant, zone).wall
    if name in _UTC_NAMES or when.clock(wall, zone) is when.Clock.TWICE:
        return icalendar.vDatetime(instant.astimezone(UTC))
    zones[name] = zone
    written = icalendar.vDatetime(wall)
    written.params["TZID"] = name
    return written


def _timezone(name: str, parts: Iterable[Observance]) -> icalendar.Timezone:
    timezone = icalendar.Timezone()
    timezone.add("TZID", name)
    for part in parts:
        component = icalendar.TimezoneDaylight() if part.daylight else icalendar.TimezoneStandard()
        component.add("DTSTART", part.onset)
        component.add("TZOFFSETFROM", part.offset_from)
        component.add("TZOFFSETTO", part.offset_to)
        component.add("TZNAME", part.name)
        if part.rrule:
            component.add("RRULE", icalendar.vRecur.from_ical(part.rrule))
        timezone.add_component(component)
    return timezone


def _link(url: str | None) -> str | None:
    """A URL that is safe to open, in ASCII; None for any other."""
    if url is None or url.partition(":")[0].lower() not in _LINKS:
        return None
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


class _Text(icalendar.vText):
    r"""A text escaped as RFC 5545, 3.3.11, has it: the library's own turns the two characters "\N" into a new line."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


class _Geo(icalendar.vGeo):
    """A position in plain decimals: the library's own writes a small number as "1e-05"."""

    def to_ical(self) -> str:
        return ";".join(f"{round(degrees, 6) + 0.0:.6f}" for degrees in (self.latitude, self.longitude))
