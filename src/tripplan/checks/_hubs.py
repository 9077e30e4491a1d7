"""Airports, stations and ports: who waits there for what, and which borders a move crosses.

The facts of the world are in `limits/hubs.toml`; a trip may overrule them check by check, so each function is told the check's limits.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tripplan import places, when
from tripplan.checks._business import country
from tripplan.model.document import MoveTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.model import Event, Site
    from tripplan.timeline import Timeline

PUBLIC = frozenset({"flight", "train", "bus", "ferry"})


class Wait(NamedTuple):
    """The time before a move of `PUBLIC` transport.

    `at_hub` are the events that `people` spend where it departs, shuttles among them, `before` is the last one elsewhere or on the
    way there, None where there is none. `known` says that nothing is missing between them, `connects` that people change here from
    one flight to another, or from train to train.
    """

    before: Event | None
    at_hub: tuple[Event, ...]
    after: Event
    people: tuple[str, ...]
    known: bool
    connects: bool

    @property
    def events(self) -> tuple[Event, ...]:
        """All of its events, in order."""
        return (*([self.before] if self.before else []), *self.at_hub, self.after)

    @property
    def certain(self) -> bool:
        """Whether all of its events name their instants."""
        return all(event.certain for event in self.events)


def waits(timeline: Timeline, limits: Limits) -> Iterator[Wait]:
    """The wait before each public move, once for all who spend it alike, in the order of the moves."""
    known = known_pairs(timeline)
    found: dict[tuple[int, ...], tuple[list[Event], Event | None, list[str]]] = {}
    for person in timeline.days:
        previous = {after.index: before for before, after in timeline.pairs(person)}
        for event in timeline.days[person]:
            if event.kind in PUBLIC:
                chain, before = _chain(event, previous, limits)
                key = tuple(each.index for each in chain) + ((before.index,) if before else ())
                found.setdefault(key, (chain, before, []))[2].append(person)
    for chain, before, people in sorted(found.values(), key=lambda row: row[0][0].start.instant):
        after = chain[0]
        events = [*([before] if before else []), *chain[::-1]]
        sure = all((first.index, second.index) in known for first, second in pairwise(events))
        connects = (
            before is not None and before.kind == after.kind and same_hub(before.site, after.origin, limits)
        )
        yield Wait(before, tuple(chain[:0:-1]), after, tuple(people), sure, connects)


def known_pairs(timeline: Timeline) -> frozenset[tuple[int, int]]:
    """The events that follow each other with nothing lost between them, by their indexes."""
    return timeline.once(_known_pairs)


def _known_pairs(timeline: Timeline) -> frozenset[tuple[int, int]]:
    return frozenset((gap.before.index, gap.after.index) for gap in timeline.gaps if gap.known)


def _chain(event: Event, previous: dict[int, Event], limits: Limits) -> tuple[list[Event], Event | None]:
    """A move and, backwards, what was spent where it departs; then the event before those."""
    chain = [event]
    before = previous.get(event.index)
    while before and _lingers(before, event, limits):
        chain.append(before)
        before = previous.get(before.index)
    return chain, before


def _lingers(before: Event, move: Event, limits: Limits) -> bool:
    """Whether an event of the day before a move is spent where it departs; what was earlier makes nobody late."""
    recent = when.elapsed(before.end, move.start) < timedelta(days=1)
    return recent and before.kind != "flight" and stays_at(before, move.origin, limits)


def timetabled(move: Event, limits: Limits) -> bool:
    """Whether it leaves without those who are late: not so a chartered coach, a car or a metro that comes again."""
    if move.kind not in PUBLIC:
        return False
    numbered = isinstance(move.table, MoveTable) and move.table.number is not None
    long = when.elapsed(move.start, move.end) >= timedelta(minutes=limits["unnumbered-minutes"])
    return move.kind == "flight" or numbered or (move.kind != "bus" and long)


def stays_at(event: Event, hub: Site, limits: Limits) -> bool:
    """Whether an event begins and ends at an airport, station or port."""
    return same_hub(event.origin, hub, limits) and same_hub(event.site, hub, limits)


def same_hub(one: Site, other: Site, limits: Limits) -> bool:
    """Whether two places belong to one airport, station or port; rough places only by their ids."""
    if one.id == other.id or (one.airport and one.airport == other.airport):
        return True
    hub = one.airport or other.airport
    if hub and (one.id in other.around or other.id in one.around):
        return True
    if one.rough or other.rough or not (one.position and other.position):
        return False
    meters = limits["airport-meters" if hub else "same-place-meters"]
    return bool(places.distance_km(one.position, other.position) * 1000 < meters)


def rooms(timeline: Timeline, person: str, before: Event, after: Event) -> tuple[Event, ...]:
    """The beds that a person has between two events."""
    return tuple(
        bed
        for bed in timeline.beds[person]
        if bed.start.instant < after.start.instant and before.end.instant < bed.end.instant
    )


def crosses_border(move: Event, limits: Limits) -> bool:
    """Whether passports are asked for between its ends, as far as it is known where they are."""
    origin, destination = country(move.origin), country(move.site)
    free = limits["border-free"]
    return bool(origin and destination and origin != destination) and not (
        origin in free and destination in free
    )


def enters(move: Event, limits: Limits) -> bool:
    """Whether its passengers go through immigration where it arrives, and not where it departed."""
    cleared = country(move.site) == "US" and move.origin.airport in limits["preclearance"]
    return crosses_border(move, limits) and not cleared


def reclaims(arrival: Event, onward: Event, limits: Limits) -> bool:
    """Whether bags are reclaimed between two flights, even those that are checked through."""
    here = country(arrival.site)
    stays = not crosses_border(onward, limits) or here in limits["no-transit"]
    return enters(arrival, limits) and stays and here in limits["first-entry"]
