"""More people than beds.

The `resources` of a stay are its rooms, and the `seats` of a room are its beds. The people of a stay do not fit in them, or those of
several stays that share a room at the same time do not: somebody stands at the reception without a key. A stay without resources, or
with a room whose beds nobody counted, is not judged.

Bad:
    ```toml
    [resources.suite]
    seats = 1

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T11:00
    who = ["kim", "lee"]
    resources = ["suite"]  # warning: bed-shortage
    ```

Good:
    ```toml
    [resources.suite]
    seats = 1

    [resources.single]
    seats = 1

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T11:00
    who = ["kim", "lee"]
    resources = ["suite", "single"]
    ```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._people import named
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@dataclass(slots=True)
class _House:
    """Stays that share rooms at one time, the latest last: their people, and the beds of all their rooms."""

    stays: list[Event]
    people: dict[str, None]
    beds: int

    @property
    def short(self) -> bool:
        """Whether there are fewer beds than people."""
        return self.beds < len(self.people)


@check(Severity.WARNING)
def bed_shortage(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each stay with rooms, together with those that share one of them when it begins."""
    in_use: dict[str, list[Event]] = {}
    for stay in timeline.events:
        if not stay.stays or not stay.table.resources or not timeline.trip.people:
            continue
        if not _known(stay, timeline, tally):
            continue
        tally.judged += 1
        others: dict[int, Event] = {}
        for room in dict.fromkeys(stay.table.resources):
            still = [other for other in in_use.get(room, ()) if other.end.instant > stay.start.instant]
            others |= {other.index: other for other in still}
            in_use[room] = [*still, stay]
        house = _house([*others.values(), stay], timeline)
        if house.short:
            yield _finding(house)
            # The one that was too much is not counted against those who come after it.
            in_use |= {room: in_use[room][:-1] for room in stay.table.resources}


def _known(stay: Event, timeline: Timeline, tally: Tally) -> bool:
    """Whether a stay can be judged; where it cannot the tally says why."""
    known = timeline.trip.resources
    if not stay.certain:
        tally.skip("a time that names no instant")
    elif not named(stay, timeline.trip):
        tally.skip("not everybody in it is known")
    elif any(room not in known or known[room].seats is None for room in stay.table.resources):
        tally.skip("a room without a number of beds")
    else:
        return True
    return False


def _house(stays: Iterable[Event], timeline: Timeline) -> _House:
    stays = list(stays)
    rooms = dict.fromkeys(room for stay in stays for room in stay.table.resources)
    people = dict.fromkeys(id_ for stay in stays for id_ in stay.people)
    return _House(stays, people, sum(timeline.trip.resources[room].seats or 0 for room in rooms))


def _finding(house: _House) -> Finding:
    *others, stay = house.stays
    values = {"stay": stay, "found": len(house.people), "beds": house.beds, "start": stay.start}
    alone = say("more people than beds in {stay} from {start}: {found} for {beds}", **values)
    shared = say(
        "more people than beds in {stay} from {start}, with {others}: {found} for {beds}",
        others=tuple(others),
        **values,
    )
    return Finding(
        shared if others else alone,
        ("events", stay.index, "resources"),
        events=tuple(each.id for each in house.stays),
        people=tuple(house.people),
        related=tuple(
            Label(("events", each.index, "resources"), say("{event} shares them", event=each))
            for each in others
        ),
        hint=say('add a room to the "resources" of the stay, or let fewer sleep there'),
    )
