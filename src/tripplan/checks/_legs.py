"""The unwritten way between two events: how far it is, and whether that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tripplan import places

if TYPE_CHECKING:
    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event, Site
    from tripplan.timeline import Gap


class Leg(NamedTuple):
    """The way from one place to another: kilometres in a straight line, and whether an end is known only roughly."""

    km: float
    rough: bool


def leg(gap: Gap, limits: Limits, tally: Tally) -> Leg | None:
    """The way across a gap; None, with the reason in the tally, where it cannot be told."""
    if not gap.known:
        tally.skip("something between them is not known")
        return None
    origin, site = gap.before.site, gap.after.origin
    if origin.id == site.id:
        tally.judged += 1
        return Leg(0.0, rough=False)
    if origin.position is None or site.position is None:
        tally.skip("no coordinates")
        return None
    rough = origin.rough or site.rough
    km = places.distance_km(origin.position, site.position)
    if rough and (origin.shares_region(site) or km <= limits["rough-km"]):
        tally.skip("a place known only roughly")
        return None
    tally.judged += 1
    return Leg(km, rough)


def same_place(way: Leg, origin: Site, site: Site, limits: Limits) -> bool:
    """Whether no way worth a minute lies between the two."""
    return way.km * 1000 < limits["same-place-meters"] or bool(
        origin.airport and origin.airport == site.airport
    )


def far(way: Leg, limits: Limits) -> bool:
    """Whether the way is longer than the short hop that need not be written; a rough end gets the benefit of the doubt."""
    slack = limits["rough-km"] if way.rough else 0
    return bool(way.km > limits["short-hop-km"] + slack)


def near(one: Site, other: Site, limits: Limits) -> bool:
    """Whether two places are known to lie within a short hop of each other."""
    if one.id == other.id:
        return True
    if one.position is None or other.position is None:
        return False
    return bool(places.distance_km(one.position, other.position) <= limits["short-hop-km"])


def jumps(before: Event, after: Event, limits: Limits) -> bool:
    """Whether one event follows another in a place too far away to be reached unsaid: a move is missing, and `teleport` tells of it."""
    placed = before.site.position is not None and after.origin.position is not None
    return placed and not near(before.site, after.origin, limits)
