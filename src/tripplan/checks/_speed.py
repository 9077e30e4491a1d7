"""How far a written move goes, and what time it may plausibly take."""

from __future__ import annotations

from datetime import timedelta
from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from tripplan import places
from tripplan.checks._limits import limits_of
from tripplan.messages import say

if TYPE_CHECKING:
    from tripplan.checks._limits import Limits
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.places.estimate import Point
    from tripplan.timeline import Timeline

_YEAR = 366 * 24 * 60  # minutes: whatever factors a trip sets, no move takes longer
_SAMPLES = 24  # along the way


class Way(NamedTuple):
    """A move from one known point (latitude, longitude) to another; `km` is the least that it can be, in a straight line."""

    start: Point
    end: Point
    km: float


class Band(NamedTuple):
    """The time to expect, and the least and the most that pass without a word, and without an error."""

    expected: timedelta
    least: timedelta
    most: timedelta
    least_possible: timedelta
    most_possible: timedelta


def speed_limits(timeline: Timeline) -> Limits | None:
    """The lines of `implausible-speed`, as this run draws them; None where it is switched off."""
    choice = timeline.choice("implausible-speed")
    return None if choice and choice.off else limits_of("implausible-speed", timeline)


def way(event: Event, limits: Limits) -> Way | Message:
    """The way of a move, or why its speed cannot be told."""
    origin, site = event.origin, event.site
    if not event.certain:
        return say("a time that names no instant")
    if origin.position is None or site.position is None:
        return say("no coordinates")
    km = places.distance_km(origin.position, site.position)
    vague = origin.rough + site.rough
    if vague and (origin.shares_region(site) or km < limits["rough-below-km"]):
        return say("a place known only roughly")
    if km < limits["shortest-km"]:
        return say("a way too short to tell its speed")
    return Way(origin.position, site.position, km - vague * limits["rough-km"])


def band(move: Way, mode: str, length: timedelta, limits: Limits) -> Band:
    """The times that a move may take; only one whose `length` looks too long is asked whether it has to go round Russia."""
    country = places.country_at(*move.start) if mode in {"drive", "bus"} else None
    minutes = places.travel_minutes(move.start, move.end, mode=mode, country=country).minutes
    found = _band(minutes, limits)
    if mode == "flight" and length > found.most and _over_russia(move):
        return _band(minutes * limits["round-russia-factor"], limits)
    return found


def _band(minutes: float, limits: Limits) -> Band:
    slack = limits["slack-minutes"]
    times = (
        minutes,
        min(minutes * limits["fast-factor"], minutes - slack),
        max(minutes * limits["slow-factor"], minutes + slack),
        min(minutes * limits["fastest-factor"], minutes - 2 * slack),
        max(minutes * limits["slowest-factor"], minutes + 2 * slack),
    )
    return Band(*(timedelta(minutes=round(max(-_YEAR, min(each, _YEAR)))) for each in times))


def _over_russia(move: Way) -> bool:
    return any(places.country_at(*_point(move, (i + 0.5) / _SAMPLES)) == "RU" for i in range(_SAMPLES))


def _point(move: Way, share: float) -> Point:
    """The point at a share of the great circle."""
    (lat, lon), (to_lat, to_lon) = ((radians(a), radians(b)) for a, b in (move.start, move.end))
    cosine = sin(lat) * sin(to_lat) + cos(lat) * cos(to_lat) * cos(to_lon - lon)
    angle = acos(max(-1.0, min(1.0, cosine)))
    near, far = sin((1 - share) * angle), sin(share * angle)
    x = near * cos(lat) * cos(lon) + far * cos(to_lat) * cos(to_lon)
    y = near * cos(lat) * sin(lon) + far * cos(to_lat) * sin(to_lon)
    z = near * sin(lat) + far * sin(to_lat)
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))
