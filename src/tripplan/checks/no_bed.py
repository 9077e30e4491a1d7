"""A night without a bed.

Each person needs, at 03:00 on the clock of the place where the day left them, a stay that covers the hour. Nights on the move are
excused (red-eyes, night trains, a connection of some hours), and so are nights at home and those before somebody's first event or
after their last.

Bad:
    ```toml
    [[events]]
    id = "dinner"  # error: no-bed
    kind = "meal"
    place = "city-hall"
    start = 2024-09-22T18:00
    end = 2024-09-22T20:00

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```

Good:
    ```toml
    [[events]]
    id = "dinner"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-22T18:00
    end = 2024-09-22T20:00

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T08:00

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._legs import near
from tripplan.checks._thresholds import thresholds
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@dataclass(slots=True)
class _Lack:
    """Nights in a row, by the date of their evening, for which the same people have no bed after `evening`."""

    evening: Event
    morning: Event
    nights: list[date]
    people: list[str]


@check(Severity.ERROR)
def no_bed(timeline: Timeline, tally: Tally) -> Iterator[Finding]:
    """Judges every night of every person."""
    lacks: list[_Lack] = []
    for person in timeline.days:
        for evening, morning in timeline.pairs(person):
            for night, instant in _nights(evening, morning):
                if not _asked(night, person, evening, morning, timeline):
                    continue
                if any(bed.start.instant <= instant < bed.end.instant for bed in timeline.beds[person]):
                    tally.judged += 1
                elif timeline.trip.unread:
                    tally.skip("an event that could not be read may be the bed")
                else:
                    tally.judged += 1
                    _note(lacks, _Lack(evening, morning, [night], [person]))
    for lack in _in_rows(lacks):
        yield _finding(lack, timeline)


def _nights(evening: Event, morning: Event) -> Iterator[tuple[date, datetime]]:
    """The nights between two events, by the date of their evening, each with the instant at which it is probed."""
    zone = evening.site.zone
    probe = thresholds()["night"]["probe"]
    day = evening.end.on(zone).wall.date()
    while (instant := when.wall_instant(datetime.combine(day, probe), zone)) < morning.start.instant:
        if instant >= evening.end.instant:
            yield day - timedelta(days=1), instant
        day += timedelta(days=1)


def _asked(night: date, person: str, evening: Event, morning: Event, timeline: Timeline) -> bool:
    """Whether a bed is asked of this night at all."""
    trip = timeline.trip
    if trip.head and not trip.head.start <= night < trip.head.end:
        return False
    if (known := timeline.person(person)) and not known.on_trip(night, night):
        return False
    if trip.home and near(trip.home, evening.site):
        return False
    return not _under_way(night, evening, morning)


def _under_way(night: date, evening: Event, morning: Event) -> bool:
    """Whether most of the night goes by on the move, or between two legs with no time for a room."""
    if not evening.moves and not morning.moves:
        return False
    if when.elapsed(evening.end, morning.start) < timedelta(hours=thresholds()["night-connection"]["hours"]):
        return True
    row, zone = thresholds()["night-under-way"], evening.site.zone
    first = when.wall_instant(datetime.combine(night, row["from"]), zone)
    last = when.wall_instant(datetime.combine(night + timedelta(days=1), row["until"]), zone)
    moving = timedelta()
    for move in (evening, morning):
        if move.moves:
            moving += max(timedelta(), min(last, move.end.instant) - max(first, move.start.instant))
    return moving >= timedelta(hours=row["hours"])


def _note(lacks: list[_Lack], new: _Lack) -> None:
    """Adds to the lack of the same night in the same town, if there is one, naming the event that ends last."""
    for lack in lacks:
        if lack.nights == new.nights and near(lack.evening.site, new.evening.site):
            lack.people += new.people
            if new.evening.end.instant > lack.evening.end.instant:
                lack.evening, lack.morning = new.evening, new.morning
            return
    lacks.append(new)


def _in_rows(lacks: list[_Lack]) -> list[_Lack]:
    """Nights in a row for the same people in the same town are one lack: one booking that is missing."""
    rows: list[_Lack] = []
    for lack in sorted(lacks, key=lambda lack: lack.nights):
        for row in rows:
            follows = row.nights[-1] + timedelta(days=1) == lack.nights[0]
            if follows and row.people == lack.people and near(row.evening.site, lack.evening.site):
                row.nights += lack.nights
                row.morning = lack.morning
                break
        else:
            rows.append(lack)
    return rows


def _finding(lack: _Lack, timeline: Timeline) -> Finding:
    people = tuple(id_ for id_ in lack.people if id_)
    evening, morning, last = lack.evening, lack.morning, lack.nights[-1] + timedelta(days=1)
    values = {"people": People(people), "town": evening.site, "first": lack.nights[0], "last": last}
    one = say("no bed for {people} in {town:town} in the night from {first} to {last}", **values)
    more = say(
        "no bed for {people} in {town:town} in the {n} nights from {first} to {last}",
        n=len(lack.nights),
        **values,
    )
    return Finding(
        one if len(lack.nights) == 1 else more,
        ("events", evening.index, "id"),
        events=(evening.id, morning.id),
        people=people,
        related=(
            Label(
                ("events", evening.index, evening.end_key), say("the day ends here at {end}", end=evening.end)
            ),
            Label(("events", morning.index, "id"), say("the next begins at {start}", start=morning.start)),
        ),
        hint=_hint(lack, timeline, last),
    )


def _hint(lack: _Lack, timeline: Timeline, last: date) -> Message:
    for bed in (bed for person in lack.people for bed in timeline.beds[person]):
        if bed.end.wall.date() == lack.nights[0] and near(bed.site, lack.evening.site):
            return say(
                'the stay "{bed}" ends that day: let it end on {last}, or add another', bed=bed.id, last=last
            )
    return say("add a stay from {first} to {last}", first=lack.nights[0], last=last)
