"""The trip day by day, as its tables show it: rows in the order of time, changes of the clock, nights."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tripplan.cli._nights import Night
    from tripplan.model import Event, Site, Trip
    from tripplan.when import Moment

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a move or an activity from start to end, or one moment of an event, which `part` names.

    These are "check-in" and "check-out" of a stay and, on a later day than that of its start, "arrival" of a move.
    """

    event: Event
    start: Moment
    end: Moment
    part: str = ""

    @property
    def instant(self) -> dt.datetime:
        """When it begins (UTC)."""
        return self.start.instant

    @property
    def date(self) -> dt.date:
        """The date on its own place's clock when it begins: the day that it belongs to."""
        return self.start.wall.date()

    @property
    def site(self) -> Site:
        """Where it begins."""
        return self.event.site if self.part else self.event.origin

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it is for."""
        return self.event.people


@dataclass(frozen=True, slots=True)
class Change:
    """The next row is told by another clock, because of the way, of the season, or of who is spoken of."""

    before: Moment
    after: Moment
    origin: Site
    site: Site

    @property
    def length(self) -> dt.timedelta:
        """How far the clock goes forward (back, where negative)."""
        return self.after.offset - self.before.offset


@dataclass(frozen=True, slots=True)
class Day:
    """One date, or several from `date` to `last` that are alike; `again` says that the people have seen this date before."""

    date: dt.date
    last: dt.date
    rows: tuple[Row | Change, ...] = ()
    nights: tuple[Night, ...] = ()
    again: bool = False

    @property
    def events(self) -> Iterator[Row]:
        """Its rows without the changes of the clock."""
        return (row for row in self.rows if isinstance(row, Row))


_Key: TypeAlias = "tuple[int, dt.date]"  # lap and date, see _by_date


def days_of(trip: Trip, nights: Iterable[Night], scope: Collection[str] | None = None) -> list[Day]:
    """Every day of the trip and every other that holds an event, in order.

    Args:
        trip: the trip.
        nights: where people sleep.
        scope: the ids of the people whose events are wanted; None for all events.
    """
    rows = [row for event in trip.events for row in _rows(event) if _wanted(row.people, scope)]
    found = _by_date(rows, [night for night in nights if _wanted(night.people, scope)])
    found |= dict.fromkeys(_empty(trip, found), ([], []))
    seen: set[dt.date] = set()
    days: list[Day] = []
    for (_, day), (own, slept) in sorted(found.items(), key=lambda item: item[0]):
        days.append(Day(day, day, tuple(own), tuple(slept), again=day in seen))
        seen.add(day)
    return _with_changes(days)


def merged(days: Iterable[Day]) -> list[Day]:
    """The days, those in a row that hold no event and the same nights as one."""
    found: list[Day] = []
    for day in days:
        last = found[-1] if found else None
        if last and not (last.rows or day.rows) and _alike(last, day):
            found[-1] = replace(last, last=day.last)
        else:
            found.append(day)
    return found


def _alike(one: Day, other: Day) -> bool:
    return [(night.event, night.people) for night in one.nights] == [
        (night.event, night.people) for night in other.nights
    ]


def _wanted(people: Collection[str], scope: Collection[str] | None) -> bool:
    return scope is None or any(id_ in scope for id_ in people)


def _rows(event: Event) -> Iterator[Row]:
    if event.stays:
        yield Row(event, event.start, event.start, "check-in")
        yield Row(event, event.end, event.end, "check-out")
    else:
        yield Row(event, event.start, event.end)
        if event.moves and event.end.wall.date() > event.start.wall.date():
            yield Row(event, event.end, event.end, "arrival")


def _by_date(rows: list[Row], nights: list[Night]) -> dict[_Key, tuple[list[Row], list[Night]]]:
    """Rows and nights by lap and date.

    Whoever flies east over the date line after midnight lands on the date before, and lives it again: on a second lap,
    so that the days stay in the order of the trip.
    """
    laps: dict[str, int] = {}
    found: dict[_Key, tuple[list[Row], list[Night]]] = {}
    entries: list[Row | Night] = [*rows, *nights]
    for entry in sorted(entries, key=_order):
        people = entry.people or ("",)
        lap = max(laps.get(id_, 0) for id_ in people)
        own, slept = found.setdefault((lap, entry.date), ([], []))
        if not isinstance(entry, Row):
            slept.append(entry)
            continue
        own.append(entry)
        if not entry.event.cancelled:
            laps |= dict.fromkeys(people, lap + _lands_on_earlier_date(entry))
    return found


def _lands_on_earlier_date(row: Row) -> bool:
    start, end = row.start, row.end
    return row.event.moves and end.wall.date() < start.wall.date() and end.instant > start.instant


def _order(entry: Row | Night) -> tuple[object, ...]:
    if isinstance(entry, Row):  # at one moment, the key is handed in first, and then the car leaves
        return (entry.instant, not entry.part, entry.end.instant, entry.event.index)
    return (entry.instant, True, entry.instant, entry.event.index if entry.event else -1)


def _empty(trip: Trip, found: Collection[_Key]) -> Iterator[_Key]:
    """The days from the first to the last of `[trip]` that hold nothing, each on the lap of the day before."""
    if trip.head is None:
        return
    laps = {day: lap for lap, day in sorted(found)}
    lap = 0
    for n in range((trip.head.end - trip.head.start).days + 1):
        day = trip.head.start + n * _DAY
        if day not in laps:
            yield lap, day
        lap = max(lap, laps.get(day, 0))


def _with_changes(days: list[Day]) -> list[Day]:
    """The days with a row wherever the next row is told by another clock. What is cancelled changes none."""
    last: Row | None = None
    found: list[Day] = []
    for day in days:
        rows: list[Row | Change] = []
        for row in day.events:
            if not row.event.cancelled:
                if last and last.start.offset != row.start.offset:
                    rows.append(Change(last.start, row.start, last.site, row.site))
                last = row
            rows.append(row)
        found.append(replace(day, rows=tuple(rows)))
    return found
