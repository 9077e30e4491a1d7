"""What a calendar holds of one event: a VEVENT, of an event of the trip, of a reminder, of an event that is no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from tripplan import when
from tripplan.exporters import _apple, _itinerary, _prose
from tripplan.exporters._component import Component, Property, position, text
from tripplan.exporters._kinds import kinds
from tripplan.exporters._links import safe
from tripplan.exporters._options import Detail
from tripplan.exporters._reminders import alarm, triggers
from tripplan.exporters._times import Span, span, span_of, stamp, times

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from tripplan.exporters._options import Gone, Options, Revision
    from tripplan.exporters._reminders import Reminder
    from tripplan.model import Event, Trip

_LINKS = ("http", "https", "mailto", "tel")  # what a program may open when somebody taps on it


class Entry(NamedTuple):
    """A VEVENT, and what a reader must find of it."""

    uid: str
    span: Span
    properties: tuple[Property, ...]
    triggers: tuple[timedelta, ...] = ()
    title: str = ""

    @property
    def component(self) -> Component:
        """It and its alarms as they stand in the file."""
        alarms = tuple(alarm(trigger, self.title) for trigger in self.triggers)
        return Component("VEVENT", self.properties, alarms)


def entry_of(event: Event, uid: str, trip: Trip, options: Options, minutes: int | None) -> Entry:
    """The entry of an event; `minutes` is how long before it somebody must leave, None where nobody must or knows.

    Raises:
        ValueError: its times name no instants, or it ends before it starts.
    """
    its, title = span_of(event, options), _prose.title(event, options)
    free = event.stays or event.cancelled
    properties = (
        *_core(uid, its, title, options, options.revision(event.id)),
        *_standing(event.table.status, free=free),
        *(() if options.detail is Detail.BUSY else _told(event, trip, options)),
        *_apple.way_there(minutes),
    )
    return Entry(uid, its, properties, triggers(event, its, options), title)


def entry_of_reminder(reminder: Reminder, event: Event, uid: str, options: Options) -> Entry:
    """The entry of a reminder: the departure's place, and both its clocks."""
    title = _prose.departure(event, options)
    properties = (
        *_core(uid, reminder.span, title, options, options.revision(event.id)),
        *_standing(event.table.status, free=True),
        *_where(event, options),
        Property("DESCRIPTION", text(_prose.both_clocks(event, options))),
        Property("CATEGORIES", event.kind),
    )
    return Entry(uid, reminder.span, properties)


def entry_of_gone(gone: Gone, uid: str, options: Options) -> Entry:
    """The entry of an event that is no more: nothing but that it is cancelled."""
    start, end = (_moment(each) for each in (gone.start, gone.end))
    title = _prose.cancelled(options.say(gone.title), options)
    its = span(start, end)
    properties = (*_core(uid, its, title, options, gone.revision), *_standing("cancelled", free=True))
    return Entry(uid, its, properties)


def _moment(local: datetime) -> when.Moment:
    return when.at(local, local.tzinfo if isinstance(local.tzinfo, ZoneInfo) else ZoneInfo("UTC"))


def _core(uid: str, its: Span, title: str, options: Options, revision: Revision) -> Iterator[Property]:
    yield Property("UID", uid)
    yield Property("SEQUENCE", str(revision.sequence))
    yield stamp("DTSTAMP", revision.revised)
    yield stamp("LAST-MODIFIED", revision.revised)
    yield from times(its, options)
    yield Property("SUMMARY", text(title))


def _standing(status: str, *, free: bool) -> Iterator[Property]:
    """Whether it takes place, and whether it keeps people from other things."""
    yield Property("STATUS", status.upper())
    yield Property("TRANSP", "TRANSPARENT" if free else "OPAQUE")
    # Outlook shows an event as busy in spite of TRANSP.
    shown = "FREE" if free else "TENTATIVE" if status == "tentative" else "BUSY"
    yield Property("X-MICROSOFT-CDO-BUSYSTATUS", shown)


def _told(event: Event, trip: Trip, options: Options) -> Iterator[Property]:
    """What it is, where, and all else of it."""
    yield from _where(event, options)
    if description := _prose.description(event, trip, options):
        yield Property("DESCRIPTION", text(description))
    yield Property("CATEGORIES", event.kind)
    yield Property("COLOR", kinds()[event.kind].color)
    if link := safe(event.table.url, _LINKS):
        yield Property("URL", link)
    yield from _itinerary.reservation(event, options)


def _where(event: Event, options: Options) -> Iterator[Property]:
    site = event.origin
    yield Property("LOCATION", text(_prose.location(site, options)))
    if site.position and not site.rough:
        yield Property("GEO", position(*site.position, ";"))
        yield from _apple.on_the_map(site, options)
