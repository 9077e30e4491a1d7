"""How long the way across a gap takes: by the trip's own word, or else by an estimate for that hour and those people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tripplan import places
from tripplan.messages import Message, say

if TYPE_CHECKING:
    from tripplan.timeline import Gap, Timeline

_MOTORCADE = "motorcade"  # the tag of events to or from which vehicles keep together


class WayTime(NamedTuple):
    """Minutes for a way.

    `least` is what it takes on a good day: with less it fails. `expected` is what it takes at that hour, `careful` what suffices six
    times in seven. `km` is the straight line, None where the trip's own word counts and nobody measures.
    """

    least: float
    expected: float
    careful: float
    mode: str
    source: Message | str
    km: float | None = None


def stated(gap: Gap, timeline: Timeline) -> WayTime | None:
    """What a `[[travel]]` of the trip says of the way, in either direction; the fastest where there are several."""
    ends = frozenset({gap.before.site.id, gap.after.origin.id})
    rows = [row for row in timeline.trip.travel if row.sites == ends]
    if len(ends) == 1 or not rows:
        return None
    row = min(rows, key=lambda row: row.minutes)
    named = say("[[travel]] of this trip: {source}", source=row.source)
    source = named if row.source else say("[[travel]] of this trip")
    return WayTime(row.minutes, row.minutes, row.minutes, row.mode, source)


def estimated(gap: Gap, timeline: Timeline) -> WayTime | None:
    """The estimate for the people of a gap at the hour when they leave; None without coordinates.

    The hour, a motorcade and a big group never make a gap certain to fail: `least` is the estimate without them, if that is less.
    """
    origin, site = gap.before.site, gap.after.origin
    if origin.position is None or site.position is None:
        return None
    country = places.country_at(*origin.position)
    plain = places.travel_minutes(origin.position, site.position, country=country, ways=timeline.given.ways)
    full = places.travel_minutes(
        origin.position,
        site.position,
        country=country,
        departs=gap.before.end.wall,
        people=len(gap.people),
        motorcade=any(_MOTORCADE in event.table.tags for event in (gap.before, gap.after)),
        airport=bool(origin.airport or site.airport),
        ways=timeline.given.ways,
    )
    least = min(plain.minutes, full.minutes)
    return WayTime(least, full.minutes, full.careful, full.mode, full.source, full.km)
