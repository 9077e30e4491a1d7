"""Official appointments on the weekend of the place.

Offices are closed on Saturday and Sunday, in some countries on Friday and Saturday. Hosts may well receive on such a day if they were
asked, so this only reminds: once for each weekend.

Bad:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-21T10:00  # info: weekend
    end = 2024-09-21T11:30
    ```

Good:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T11:30
    ```
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._business import appointments, country, days
from tripplan.checks._holidays import weekend_of
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.INFO)
def weekend(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the days of every business event; all events of one weekend are one finding."""
    weekends: dict[date, dict[int, tuple[Event, date]]] = {}
    for event in appointments(timeline):
        where = country(event.site)
        off = weekend_of(where) if where else None
        if off is None:
            tally.skip("the country is not known")
            continue
        tally.judged += 1
        for day in days(event):
            if day.weekday() in off:
                weekends.setdefault(_first(day, off), {}).setdefault(event.index, (event, day))
    for found in weekends.values():
        yield _finding(list(found.values()))


def _first(day: date, off: frozenset[int]) -> date:
    """The first day of the weekend that a day is of."""
    before = day - timedelta(days=1)
    return _first(before, off) if before.weekday() in off else day


def _finding(found: list[tuple[Event, date]]) -> Finding:
    events = [event for event, _ in found]
    first, day = found[0]
    one = say("{event} is on the weekend in {site:town}, on {day}", event=first, site=first.site, day=day)
    more = say(
        "{number} business events are on the weekend in {site:town}, the first on {day}: {events}",
        number=len(events), site=first.site, day=day, events=tuple(events),
    )  # fmt: skip
    return Finding(
        one if len(events) == 1 else more,
        ("events", first.index, "start"),
        events=tuple(event.id for event in events),
        people=tuple(dict.fromkeys(id_ for event in events for id_ in event.people)),
        related=tuple(Label(("events", event.index, "start"), say("and here")) for event in events[1:]),
        hint=say("ask the hosts whether they receive on that day"),
    )
