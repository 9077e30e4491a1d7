"""What is known of a place: where it is, and how its clock goes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.model import Site
    from tripplan.timeline import Timeline
    from tripplan.when import Moment


def place_lines(timeline: Timeline, id_: str) -> Iterator[object]:
    """The lines on a place; none where it is unknown."""
    site = timeline.trip.sites.get(id_)
    if site is None:
        return
    yield say("{name} ({code})", name=site.name, code=site.airport) if site.airport else site.name
    yield from _clock(timeline, site)
    if site.position:
        latitude, longitude = site.position
        yield (
            say(
                "known only roughly: near {latitude:.2f}, {longitude:.2f}",
                latitude=latitude,
                longitude=longitude,
            )
            if site.rough
            else f"{latitude:.4f}, {longitude:.4f}"
        )
    if site.address:
        yield site.address
    if site.open:
        yield say("open: {hours}", hours=site.open)


def _clock(timeline: Timeline, site: Site) -> Iterator[object]:
    """Its zone and offset when the trip is first there, how far that is from home, and a change of the clock during the trip."""
    moment = _first(timeline, site)
    if moment is None:
        yield site.zone.key
        return
    yield say("{zone}, {moment:offset} on {moment:day}", zone=site.zone.key, moment=moment)
    home = timeline.trip.home
    apart = moment.offset - moment.on(home.zone).offset if home else timedelta()
    if apart > timedelta():
        yield say("{length} ahead of home", length=apart)
    elif apart < timedelta():
        yield say("{length} behind home", length=-apart)
    last = max(
        (event.end.instant for event in timeline.events if site in (event.origin, event.site)), default=None
    )
    change = when.next_change(moment.instant, last, site.zone) if last else None
    if change:
        yield say("its clock changes: {moment:offset} from {moment}", moment=when.at(change, site.zone))


def _first(timeline: Timeline, site: Site) -> Moment | None:
    """When the trip is first at a place or, where it never is, its first day there."""
    there = (
        event.start if event.origin == site else event.end
        for event in timeline.events
        if site in (event.origin, event.site)
    )
    head = timeline.trip.head
    day = when.at(datetime.combine(head.start, time(12), UTC), site.zone) if head else None
    return next((moment.on(site.zone) for moment in there), day)
