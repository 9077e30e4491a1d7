"""What reminds of an event: alarms that ring, or small events before a departure for programs that drop alarms.

Google drops them on import and on subscription; an iPhone that subscribes removes them unless told otherwise.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan import when
from tripplan.exporters._component import Component, Property, length, text
from tripplan.exporters._kinds import kinds
from tripplan.exporters._options import Detail, Reminders
from tripplan.exporters._times import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.exporters._options import Options
    from tripplan.model import Event

_SHOWN = timedelta(minutes=15)  # as long as a point in time


class Reminder(NamedTuple):
    """A small event before a departure; `number` counts from the one nearest to it."""

    number: int
    span: Span


def leads(event: Event, options: Options) -> tuple[timedelta, ...]:
    """How long before an event something reminds of it, the longest first: its own `alarm`, or what is usual for its kind."""
    if event.cancelled or options.detail is Detail.BUSY:
        return ()
    own = event.table.alarm
    return tuple(sorted(set(kinds()[event.kind].alarms if own is None else own), reverse=True))


def triggers(event: Event, span: Span, options: Options) -> tuple[timedelta, ...]:
    """When its alarms ring, counted from its start as a calendar program counts.

    Of whole days that is the first midnight: an alarm an hour before a check-in at 15:00 rings 14 hours after it.
    """
    if not options.alarms or _told_by_events(event, options):
        return ()
    return tuple(span.after_its_start(span.start.instant - lead) for lead in leads(event, options))


def alarm(trigger: timedelta, title: str) -> Component:
    """A VALARM. Without DESCRIPTION some programs refuse the whole file."""
    properties = (
        Property("ACTION", "DISPLAY"),
        Property("DESCRIPTION", text(title)),
        Property("TRIGGER", length(trigger)),
    )
    return Component("VALARM", properties)


def reminders(event: Event, options: Options) -> Iterator[Reminder]:
    """The small events before a departure, where they are wanted."""
    if _told_by_events(event, options):
        for number, lead in enumerate(reversed(leads(event, options)), start=1):
            start = when.at(event.start.instant - lead, event.start.zone)
            yield Reminder(number, span(start, when.at(start.instant + _SHOWN, start.zone)))


def _told_by_events(event: Event, options: Options) -> bool:
    return event.moves and options.reminders is Reminders.EVENTS
