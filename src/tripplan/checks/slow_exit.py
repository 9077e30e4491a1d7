"""Too little time to get out of the airport after a flight.

The arrival on a ticket is when the aircraft stands. Immigration, bags and customs come after it, and a car ordered for the minute of
landing waits, or leaves. Whoever comes home is through faster, and so is a flight within one country or, into the United States, from an airport that clears
passengers before departure. Something at the airport itself, such as a welcome at the gate, needs only the way off the aircraft.

Bad:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00

    [[events]]
    id = "to-hotel"
    kind = "drive"
    from = "yyc"
    to = "city-hall"
    start = 2024-09-21T17:20  # warning: slow-exit
    end = 2024-09-21T17:55
    ```

Good:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00

    [[events]]
    id = "to-hotel"
    kind = "drive"
    from = "yyc"
    to = "city-hall"
    start = 2024-09-21T18:30
    end = 2024-09-21T19:05
    ```
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from tripplan import when
from tripplan.checks import check
from tripplan.checks._business import country
from tripplan.checks._hops import hop
from tripplan.checks._hubs import enters, known_pairs, same_hub, stays_at
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say
from tripplan.timeline import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event, Trip
    from tripplan.timeline import Timeline


class _Exit(NamedTuple):
    """A flight, the shuttle at its airport or the flight itself, what comes next, and for whom."""

    flight: Event
    last: Event
    after: Event
    people: list[str]


@check(Severity.WARNING)
def slow_exit(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges what follows each flight, if it is not another one."""
    known = known_pairs(timeline)
    for each in _exits(timeline, limits):
        pair = (each.last.index, each.after.index)
        gap = Gap(each.last, each.after, tuple(each.people), pair in known)
        if not gap.known:
            tally.skip("something between them is not known")
        elif not (each.flight.certain and gap.certain):
            tally.skip("a time that names no instant")
        elif (needed := _needed(each, gap, timeline, limits, tally)) is not None:
            found = when.elapsed(each.flight.end, each.after.start)
            if timedelta() <= found < needed:
                yield _finding(each, found, needed, timeline.trip, limits)


def _exits(timeline: Timeline, limits: Limits) -> list[_Exit]:
    """What comes after each flight, once for all for whom it is the same."""
    found: dict[tuple[int, int], _Exit] = {}
    for person, events in timeline.days.items():
        following: dict[int, Event] = {}
        for event, then in timeline.pairs(person):
            following.setdefault(event.index, then)
        for flight in (event for event in events if event.kind == "flight"):
            last, after = _next(flight, following, limits)
            if after is not None and after.kind not in {"flight", "rest"}:
                key = (flight.index, after.index)
                found.setdefault(key, _Exit(flight, last, after, [])).people.append(person)
    return list(found.values())


def _next(flight: Event, following: dict[int, Event], limits: Limits) -> tuple[Event, Event | None]:
    """The last shuttle at the airport, or the flight itself, and what comes after it."""
    last, after = flight, following.get(flight.index)
    while (
        after is not None and after.moves and after.kind != "flight" and stays_at(after, flight.site, limits)
    ):
        last, after = after, following.get(after.index)
    return last, after


def _needed(each: _Exit, gap: Gap, timeline: Timeline, limits: Limits, tally: Tally) -> timedelta | None:
    """From landing to what comes next; None where it cannot be told, or another check says it."""
    way_out = timedelta(minutes=limits[_limit(each, timeline.trip, limits)])
    if same_hub(each.after.origin, each.flight.site, limits):
        tally.judged += 1
        return way_out
    way = hop(gap, timeline, limits, tally)
    return (
        None
        if way is None or way.tight
        else way_out + timedelta(minutes=ceil(way.time / timedelta(minutes=1)))
    )


def _limit(each: _Exit, trip: Trip, limits: Limits) -> str:
    """The name of the limit that holds for it."""
    site = each.flight.site
    if not each.after.moves and same_hub(each.after.origin, site, limits):
        return "at-airport-minutes"
    if not enters(each.flight, limits):
        return "domestic-minutes"
    return "home-minutes" if trip.home and country(trip.home) == country(site) else "international-minutes"


def _finding(each: _Exit, found: timedelta, needed: timedelta, trip: Trip, limits: Limits) -> Finding:
    flight, after, limit = each.flight, each.after, limits.limit(_limit(each, trip, limits))
    people = tuple(id_ for id_ in each.people if id_)
    way_out = timedelta(minutes=limit.value)
    values = {"exit": way_out, "site": flight.site, "source": limit.source}
    plain = say("the way out of {site} takes about {exit} ({source:word})", **values)
    farther = say(
        "the way out of {site} takes about {exit} ({source:word}), the drive {way}",
        way=needed - way_out,
        **values,
    )
    return Finding(
        say(
            "{found} for {people} from the landing of {flight} to {after}, which starts at {start}: {said}",
            found=found, people=People(people), flight=flight, after=after, start=after.start,
            said=plain if needed == way_out else farther,
        ),
        ("events", after.index, "start"),
        events=(flight.id, after.id),
        people=people,
        related=(Label(("events", flight.index, "to"), say("{event} lands here at {end}", event=flight, end=flight.end)),),
        hint=say("let {after} start {needed} after the landing, or later", after=after, needed=needed),
    )  # fmt: skip
