"""The same thing entered twice: pairs of events that are one booking, told by `duplicate-booking` and by no other check."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan.checks._limits import Limits
from tripplan.model import Choice
from tripplan.model.document import MoveTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.model import Event
    from tripplan.timeline import Timeline

_CHECK = "duplicate-booking"


def twins(timeline: Timeline) -> Iterator[tuple[Event, Event]]:
    """Each event with those shortly before it that are the same and share people, in the order of time.

    The line is the one that the trip draws for `duplicate-booking`. Where the trip has switched that off there are none: then the
    overlap itself has to be told.
    """
    choice = timeline.trip.checks.get(_CHECK, Choice())
    apart = timedelta(minutes=Limits(_CHECK, choice.limits)["apart-minutes"])
    recent: dict[tuple[object, ...], list[Event]] = {}
    for event in timeline.events if not choice.off else ():
        if event.stays or not event.certain:
            continue
        identity = _identity(event)
        near = [
            each for each in recent.get(identity, ()) if event.start.instant - each.start.instant <= apart
        ]
        yield from ((each, event) for each in near if _shared(each, event, timeline))
        recent[identity] = [*near, event]


def _identity(event: Event) -> tuple[object, ...]:
    """What makes two events one: kind and number, or for want of a number title and place. "KE 71" and "ke71" are one number."""
    table = event.table
    if isinstance(table, MoveTable) and table.number:
        return event.kind, "".join(table.number.split()).casefold()
    title = " ".join(str(table.title).split()).casefold() if table.title else None
    return event.kind, title, event.origin.id, event.site.id


def _shared(one: Event, other: Event, timeline: Timeline) -> bool:
    """Whether somebody is in both, and they share time: two short things in a row are two."""
    in_a_row = one.start.instant != other.start.instant and one.end.instant <= other.start.instant
    return not in_a_row and not set(timeline.attending(one)).isdisjoint(timeline.attending(other))
