"""The clock changes during the trip.

Clocks go forward or back at a place while people are there, or at home while they are away: a night is an hour shorter, a call home is
an hour off from one day to the next, and a phone that was told the time by hand is wrong.

Bad:
    ```toml
    [places.berlin]
    name = "Rotes Rathaus"
    at = [52.5186, 13.4083]
    address = "Rathausstraße 15, Berlin"

    [[events]]
    id = "dinner"
    kind = "meal"
    place = "berlin"
    start = 2024-10-26T18:00
    end = 2024-10-26T20:00

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "berlin"
    start = 2024-10-26T15:00  # info: clock-change
    end = 2024-10-27T12:00

    [[events]]
    id = "walk"
    kind = "tour"
    place = "berlin"
    start = 2024-10-27T12:00
    end = 2024-10-27T13:00
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan import when
from tripplan.checks import check
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event, Site
    from tripplan.timeline import Timeline
    from tripplan.when import Moment


class _Stretch(NamedTuple):
    """Time that somebody spends on one clock, and the event by which it is told."""

    first: datetime
    last: datetime
    site: Site
    event: Event


@check(Severity.INFO)
def clock_change(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every stretch of time on one clock, and the whole trip on the clock at home; each change is one finding."""
    told: set[tuple[datetime, object]] = set()
    for stretch in (*_there(timeline), *_at_home(timeline)):
        tally.judged += 1
        changed = when.next_change(stretch.first, stretch.last, stretch.site.zone)
        if changed is None:
            continue
        new = when.at(changed, stretch.site.zone)
        if (changed, new.offset) not in told:
            told.add((changed, new.offset))
            old = when.at(changed - timedelta(minutes=1), stretch.site.zone)
            yield _finding(stretch, old, new, at_home=stretch.site is timeline.trip.home)


def _there(timeline: Timeline) -> Iterator[_Stretch]:
    for event in timeline.events:
        if event.origin.zone.key == event.site.zone.key:
            yield _Stretch(event.start.instant, event.end.instant, event.site, event)
    for gap in timeline.gaps:
        if gap.before.site.zone.key == gap.after.origin.zone.key:
            yield _Stretch(gap.before.end.instant, gap.after.start.instant, gap.before.site, gap.before)


def _at_home(timeline: Timeline) -> Iterator[_Stretch]:
    home, events = timeline.trip.home, timeline.events
    if home and events:
        last = max(event.end.instant for event in events)
        yield _Stretch(events[0].start.instant, last, home, events[0])


def _finding(stretch: _Stretch, old: Moment, new: Moment, *, at_home: bool) -> Finding:
    event = stretch.event
    values = {"place": stretch.site, "old": old, "new": new}
    here = say("the clock changes in {place:town} on {new:day}, from {old:offset} to {new:offset}", **values)
    there = say("the clock changes at home on {new:day}, from {old:offset} to {new:offset}", **values)
    return Finding(
        there if at_home else here,
        ("events", event.index, "start"),
        events=(event.id,),
        people=event.people,
        hint=say("calls home move by the difference") if at_home else say("tell everyone before that night"),
    )
