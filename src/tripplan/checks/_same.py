"""The same thing entered twice: pairs of events that are one booking, told by `duplicate-booking` and by no other check."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan.checks._limits import limits_of
from tripplan.model.document import MoveTable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from tripplan.model import Event
    from tripplan.timeline import Timeline

_CHECK = "duplicate-booking"


def twins(timeline: Timeline) -> Sequence[tuple[Event, Event]]:
    """Each event with those shortly before it that are the same and share people, in the order of time.

    The line is the one that the trip draws for `duplicate-booking`. Where the trip has switched that off there are none: then the
    overlap itself has to be told.
    """
    return timeline.once(_twins)


def _twins(timeline: Timeline) -> Sequence[tuple[Event, Event]]:
    choice = timeline.choice(_CHECK)
    if choice and choice.off:
        return ()
    apart = timedelta(minutes=limits_of(_CHECK, timeline)["apart-minutes"])
    names = {event.index: tuple(_names(event)) for event in timeline.events if event.certain}
    found: dict[tuple[int, int], tuple[Event, Event]] = {}
    for events in timeline.days.values():
        recent: dict[Hashable, list[Event]] = {}
        for event in events:
            for name in names.get(event.index, ()):
                near = [
                    each for each in recent.get(name, ()) if event.start.instant - each.start.instant <= apart
                ]
                found |= {
                    (each.index, event.index): (each, event) for each in near if not _in_a_row(each, event)
                }
                recent[name] = [*near, event]
    rank = timeline.rank
    return sorted(found.values(), key=lambda pair: (rank[pair[1].index], rank[pair[0].index]))


def number_of(event: Event) -> str | None:
    """The number of a flight, train or bus, as it compares: "KE 71" and "ke71" are one."""
    number = event.table.number if isinstance(event.table, MoveTable) else None
    return "".join(number.split()).casefold() if number else None


def name_of(event: Event) -> Hashable:
    """What an event is called: its kind and number, or for want of a number its title and its places."""
    if number := number_of(event):
        return event.kind, number
    title = " ".join(str(event.table.title).split()).casefold() if event.table.title else None
    return event.kind, title, event.origin.id, event.site.id


def booking_of(event: Event) -> Hashable:
    """What is one booking, however often it is written: the name, the places, the times and the resources."""
    return name_of(event), _where_and_when(event), frozenset(event.table.resources)


def occasion_of(event: Event) -> Hashable:
    """What makes two events one ride or one meeting, under whatever number or title: the kind, the places and the times of both ends."""
    return event.kind, _where_and_when(event)


def _where_and_when(event: Event) -> Hashable:
    return event.origin.id, event.site.id, event.start.instant, event.end.instant


def _names(event: Event) -> Iterator[Hashable]:
    """All that makes an event the same as another."""
    yield name_of(event)
    if event.moves:
        yield occasion_of(event)


def _in_a_row(one: Event, other: Event) -> bool:
    """Whether one is over when the other begins: two short things in a row are two."""
    return one.start.instant != other.start.instant and one.end.instant <= other.start.instant
