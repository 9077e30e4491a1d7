"""People who go ahead, and come too late for that.

Whoever has the tag `advance` sees the room, the route and the hosts before the principal comes. They do so where they too go to a
place, by a way of their own; going together is no advance and is not judged. Arriving with minutes to spare helps nobody.

Bad:
    ```toml
    [people.park]
    name = "Park"
    tags = ["advance"]

    [[events]]
    id = "advance-drive"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:30  # warning: late-advance
    who = ["park"]

    [[events]]
    id = "drive"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T09:20
    end = 2024-09-23T09:50
    who = ["kim", "lee"]

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T10:00
    end = 2024-09-23T10:45
    ```

Good:
    ```toml
    [people.park]
    name = "Park"
    tags = ["advance"]

    [[events]]
    id = "advance-drive"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T08:00
    end = 2024-09-23T08:30
    who = ["park"]

    [[events]]
    id = "drive"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T09:20
    end = 2024-09-23T09:50
    who = ["kim", "lee"]

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T10:00
    end = 2024-09-23T10:45
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan import when
from tripplan.checks import check
from tripplan.checks._legs import near
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline
    from tripplan.when import Moment


class _Arrival(NamedTuple):
    """When somebody is at a place, and by which event: the end of a move, the start of anything else."""

    event: Event
    at: Moment
    key: str


@check(Severity.WARNING)
def late_advance(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each place at which a principal has a programme and somebody of the advance comes too, once a visit."""
    people = timeline.trip.people
    advance = [id_ for id_, person in people.items() if "advance" in person.tags]
    seen = {id_: _first_seen(timeline.days[id_]) for id_ in advance}
    late: dict[tuple[int, int], tuple[_Arrival, _Arrival, list[str]]] = {}
    for principal in (id_ for id_, person in people.items() if "principal" in person.tags):
        for coming, event in _visits(principal, timeline, limits):
            for id_ in advance:
                ahead = seen[id_].get(event.site.id)
                if ahead is None or id_ == principal or ahead.event.index == coming.event.index:
                    continue
                if not (ahead.event.certain and coming.event.certain):
                    tally.skip("a time that names no instant")
                elif ahead.at.instant < event.end.instant:
                    tally.judged += 1
                    if when.elapsed(ahead.at, coming.at) < timedelta(minutes=limits["minutes"]):
                        key = (ahead.event.index, coming.event.index)
                        late.setdefault(key, (ahead, coming, []))[2].append(id_)
    for ahead, coming, ids in late.values():
        yield _finding(ahead, coming, tuple(dict.fromkeys(ids)), limits)


def _arrival(event: Event) -> _Arrival:
    if not event.moves:
        return _Arrival(event, event.start, "start")
    return _Arrival(event, event.end, "duration" if event.table.end is None else "end")


def _first_seen(events: tuple[Event, ...]) -> dict[str, _Arrival]:
    """When somebody first is at each place, by its id."""
    found: dict[str, _Arrival] = {}
    for arrival in sorted(map(_arrival, events), key=lambda arrival: arrival.at.instant):
        found.setdefault(arrival.event.site.id, arrival)
    return found


def _visits(principal: str, timeline: Timeline, limits: Limits) -> Iterator[tuple[_Arrival, Event]]:
    """How a principal comes to each place away from home where they have something to do, and what that is."""
    before: Event | None = None
    home = timeline.trip.home
    for event in timeline.days[principal]:
        stays = before is not None and before.site.id == event.site.id
        if not event.moves and not (home and near(home, event.site, limits)):
            if before is None or not stays:
                yield _arrival(event), event
            elif before.moves:
                yield _arrival(before), event
        before = event


def _finding(ahead: _Arrival, coming: _Arrival, ids: tuple[str, ...], limits: Limits) -> Finding:
    return Finding(
        _says(ahead, coming, ids, limits),
        ("events", ahead.event.index, ahead.key),
        events=(ahead.event.id, coming.event.id),
        people=ids,
        related=(
            Label(
                ("events", coming.event.index, coming.key),
                say("the principal is there at {at:clock}", at=coming.at),
            ),
        ),
        hint=say("let them leave earlier, before the principal does, or go together"),
    )


def _says(ahead: _Arrival, coming: _Arrival, ids: tuple[str, ...], limits: Limits) -> Message:
    found = when.elapsed(ahead.at, coming.at)
    needed = limits.limit("minutes")
    values = {
        "people": People(ids), "site": ahead.event.site, "at": ahead.at, "found": abs(found),
        "needed": timedelta(minutes=needed.value), "source": needed.source,
    }  # fmt: skip
    if found <= timedelta():
        return say(
            "the advance comes late: {people} in {site} at {at}, {found} after the principal, "
            "and {needed} before is needed ({source:word})",
            **values,
        )
    return say(
        "the advance comes late: {people} in {site} at {at}, {found} before the principal of the {needed} "
        "needed ({source:word})",
        **values,
    )
