"""Who may know what: the rest is taken out of the trip before any format sees it, so that no format can let it slip.

All that a file is made of (its events, the ways between them, its zones) comes from what is left here. A file is thus the same
whether what its readers may not see stands in the trip or not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from functools import cache
from typing import TYPE_CHECKING

from tripplan.exporters._options import Detail
from tripplan.messages import LANGUAGES, say, translated
from tripplan.model import Site, Text
from tripplan.model.document import ActivityTable, StayTable
from tripplan.model.resolve import expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tripplan.exporters._options import Gone, Options
    from tripplan.model import Event, Trip

_NAMELESS = ""  # the one traveller of a trip that names nobody
_PERSONAL = ("booking", "contact")  # for those only who take part
_INTERNAL = (*_PERSONAL, "notes")  # for nobody outside
_BUSY = say("Busy")


def chosen(trip: Trip, options: Options) -> tuple[Event, ...]:
    """The events that a file is to hold, cancelled ones too, as its readers may know them, in the order of time.

    An event with an `audience` is for readers all of whom are in it. `booking` and `contact` are for readers all of whom take
    part in the event. What the detail leaves out is gone as well: of a busy time nothing is left but its id, whether it is a bed,
    its times and its status.
    """
    readers = _readers(trip, options)
    kept = (
        _told(event, readers, options)
        for event in trip.events
        if _concerns(event.people, options) and _may_see(event.table.audience, readers, trip)
    )
    return tuple(sorted(kept, key=lambda event: (event.start.instant, event.end.instant, event.id)))


def gone(trip: Trip, options: Options) -> tuple[Gone, ...]:
    """The events that are no more and that the file is to tell as cancelled, as its readers may know them, in the order of time."""
    readers, present = _readers(trip, options), {event.id for event in chosen(trip, options)}
    kept = (
        replace(each, title=busy()) if options.detail is Detail.BUSY else each
        for each in options.gone
        if each.id not in present
        and _concerns(each.people, options)
        and _may_see(each.audience, readers, trip)
    )
    return tuple(sorted(kept, key=lambda each: (each.start.astimezone(UTC), each.id)))


@cache
def busy() -> Text:
    """All that is said of a time that somebody is not free."""
    return Text(tuple((language, translated(_BUSY.template, language)) for language in LANGUAGES))


def _readers(trip: Trip, options: Options) -> frozenset[str]:
    if options.audience is not None:
        return options.audience
    return frozenset(trip.people or (_NAMELESS,)) if options.people is None else options.people


def _concerns(people: Iterable[str], options: Options) -> bool:
    return options.people is None or not options.people.isdisjoint(people)


def _may_see(audience: Iterable[str] | None, readers: frozenset[str], trip: Trip) -> bool:
    return audience is None or readers <= set(expand(audience, trip.groups, trip.people))


def _told(event: Event, readers: frozenset[str], options: Options) -> Event:
    """The event as its readers may know it."""
    if options.detail is Detail.BUSY:
        return _busy(event)
    take_part = readers <= set(event.people or (_NAMELESS,))
    hidden = _INTERNAL if options.detail is Detail.SHARED else () if take_part else _PERSONAL
    held = [key for key in hidden if getattr(event.table, key) is not None]
    return replace(event, table=event.table.model_copy(update=dict.fromkeys(held))) if held else event


def _busy(event: Event) -> Event:
    """Nothing of the event but its id, whether it is a bed, its times and its status."""
    old = event.table
    table: StayTable | ActivityTable
    if event.stays:
        table = StayTable.model_construct(
            kind="stay", id=old.id, title=busy(), start=old.start, end=old.end, status=old.status, place=""
        )
    else:
        table = ActivityTable.model_construct(
            kind="other", id=old.id, title=busy(), start=old.start, end=old.end, status=old.status, place=""
        )
    nowhere = Site("", Text.of(""), event.start.zone, ())
    return replace(event, table=table, origin=nowhere, site=nowhere, people=(), optional=frozenset())
