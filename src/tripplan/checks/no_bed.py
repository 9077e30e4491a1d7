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

from tripplan.checks import check
from tripplan.checks._fixes import written
from tripplan.checks._legs import jumps, near
from tripplan.checks._nights import nights
from tripplan.diagnostics import Edit, Finding, Fix, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.checks._limits import Limits
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
def no_bed(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every night of every person."""
    lacks: dict[date, list[_Lack]] = {}
    for person, passed in nights(timeline).items():
        for night in passed:
            if night.under_way or not night.away:
                continue
            if night.lacking and timeline.trip.unread:
                tally.skip("an event that could not be read may be the bed")
                continue
            if night.lacking and jumps(night.evening, night.morning, limits):
                tally.skip("a move is missing in that night")
                continue
            tally.judged += 1
            if night.lacking:
                new = _Lack(night.evening, night.morning, [night.day], [person])
                _note(lacks.setdefault(night.day, []), new, limits)
    for lack in _in_rows((lack for _, found in sorted(lacks.items()) for lack in found), limits):
        yield _finding(lack, timeline, limits)


def _note(lacks: list[_Lack], new: _Lack, limits: Limits) -> None:
    """Adds to the lack of the same town among those of the night, if there is one, naming the event that ends last."""
    for lack in lacks:
        if near(lack.evening.site, new.evening.site, limits):
            lack.people += new.people
            if new.evening.end.instant > lack.evening.end.instant:
                lack.evening, lack.morning = new.evening, new.morning
            return
    lacks.append(new)


def _in_rows(lacks: Iterable[_Lack], limits: Limits) -> list[_Lack]:
    """Nights in a row for the same people in the same town are one lack, one booking that is missing; `lacks` stand by their nights."""
    rows: list[_Lack] = []
    until: dict[
        tuple[date, tuple[str, ...]], list[_Lack]
    ] = {}  # rows by the night that would follow, and their people
    for lack in lacks:
        people = tuple(lack.people)
        before = until.get((lack.nights[0], people), ())
        row = next((row for row in before if near(row.evening.site, lack.evening.site, limits)), None)
        if row is None:
            row = lack
            rows.append(lack)
        else:
            row.nights += lack.nights
            row.morning = lack.morning
        until.setdefault((lack.nights[-1] + timedelta(days=1), people), []).append(row)
    return rows


def _finding(lack: _Lack, timeline: Timeline, limits: Limits) -> Finding:
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
        hint=_hint(lack, timeline, last, limits),
        fixes=_fixes(lack, timeline, last, limits),
    )


def _hint(lack: _Lack, timeline: Timeline, last: date, limits: Limits) -> Message:
    probe = limits.limit("probe")
    asked = {"first": lack.nights[0], "hour": probe.value, "source": probe.source}
    for bed in _ending(lack, timeline, limits):
        return say(
            'the stay "{bed}" ends on {first}: let it end later, or add another; '
            "a bed is asked for at {hour:%H:%M} ({source:word})",
            bed=bed.id,
            **asked,
        )
    return say(
        "add a stay from {first} to {last}; a bed is asked for at {hour:%H:%M} ({source:word})",
        last=last,
        **asked,
    )


def _fixes(lack: _Lack, timeline: Timeline, last: date, limits: Limits) -> tuple[Fix, ...]:
    """The stay that ends on the first of the nights, let to end on the morning after the last."""
    found = []
    for bed in _ending(lack, timeline, limits):
        if bed.table.end is not None:
            end = datetime.combine(last, bed.end.wall.time())
            message = say('let the stay "{bed}" end at {end}', bed=bed.id, end=written(end))
            found.append(Fix(message, (Edit(("events", bed.index, "end"), written(end)),)))
    return tuple(found)


def _ending(lack: _Lack, timeline: Timeline, limits: Limits) -> Iterator[Event]:
    beds = {bed.index: bed for person in lack.people for bed in timeline.beds[person]}
    for bed in beds.values():
        if bed.end.wall.date() == lack.nights[0] and near(bed.site, lack.evening.site, limits):
            yield bed
