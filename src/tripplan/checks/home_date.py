"""Events that fall on another date at home.

Newspapers at home, and the office there, speak of the home date: what is on the 23rd here is in the paper as the 24th. Nothing is
wrong with it; whoever compares the plan with a press release, or copies a date from one, should know.

Bad:
    ```toml
    [trip]
    id = "alberta"
    title = "Delegation to Alberta"
    home = "seoul"  # info: home-date
    start = 2024-09-21
    end = 2024-09-29

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T10:30
    end = 2024-09-23T11:00
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T08:15
    end = 2024-09-23T08:45
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Timeline

# What newspapers write of; a drive or a meal on another date at home misleads nobody.
_TOLD = frozenset({"meeting", "visit", "ceremony", "conference", "press", "sport", "tour"})


@check(Severity.INFO)
def home_date(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every event that may be in a newspaper; one finding for the whole trip."""
    home = timeline.trip.home
    told = [event for event in timeline.events if event.kind in _TOLD and event.certain]
    tally.judged += len(told)
    if home is None:
        return
    other = [event for event in told if event.start.on(home.zone).wall.date() != event.start.wall.date()]
    if not other:
        return
    first = other[0]
    values = {"event": first, "start": first.start, "there": first.start.on(home.zone)}
    one = say("{event} on {start:day} is on {there:day} at home, as newspapers there will have it", **values)
    more = say(
        "{n} events are on another date at home, as newspapers there will have it: {event} on {start:day} is on {there:day}",
        n=len(other),
        **values,
    )
    yield Finding(
        one if len(other) == 1 else more,
        ("trip", "home"),
        events=tuple(event.id for event in other),
        related=(Label(("events", first.index, "start"), say("the first of them")),),
        hint=say("this file has the dates of the places: keep them, whatever the papers say"),
    )
