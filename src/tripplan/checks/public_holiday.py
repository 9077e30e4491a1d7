"""Official appointments on a public holiday.

Offices are closed and roads may be, and the hosts may have agreed by the date alone. A public holiday of the place warns. One that only some
keep (a bank, government, half or optional holiday) is told, and so is a public holiday at home, when nobody there answers.

Bad:
    ```toml
    [places.legislature]
    name = "Alberta Legislature"
    address = "10800 97 Avenue NW, Edmonton"
    within = "edmonton"
    at = [53.5336, -113.5065]

    [[events]]
    id = "talks"
    kind = "meeting"
    place = "legislature"
    start = 2024-10-14T10:00  # warning: public-holiday
    end = 2024-10-14T11:30
    ```

Good:
    ```toml
    [places.legislature]
    name = "Alberta Legislature"
    address = "10800 97 Avenue NW, Edmonton"
    within = "edmonton"
    at = [53.5336, -113.5065]

    [[events]]
    id = "talks"
    kind = "meeting"
    place = "legislature"
    start = 2024-10-15T10:00
    end = 2024-10-15T11:30
    ```
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._business import appointments, country, days, region
from tripplan.checks._holidays import PUBLIC, has_regions, holiday_on
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tripplan.checks._holidays import Holiday
    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event, Site, Trip
    from tripplan.timeline import Timeline


@dataclass(slots=True)
class _Day:
    """A holiday on a day somewhere, and the events that it meets; `away` where they are not there, but in another country."""

    holiday: Holiday
    day: date
    site: Site
    away: bool
    events: dict[int, Event] = field(default_factory=dict)


@check(Severity.WARNING)
def public_holiday(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the days of every business event, at its place and at home; one holiday is one finding."""
    found: dict[object, _Day] = {}
    for event in appointments(timeline):
        where = country(event.site)
        if where is None:
            tally.skip("the country is not known")
            continue
        if region(event.site, timeline.trip) or not has_regions(where):
            tally.judged += 1
        else:
            tally.skip("the region is not known: only holidays of the whole country")
        for each in (*_there(event, where, timeline.trip), *_at_home(event, where, timeline.trip)):
            key = (each.day, each.holiday, each.away, country(each.site))
            found.setdefault(key, each).events[event.index] = event
    for each in found.values():
        yield _finding(each)


def _there(event: Event, where: str, trip: Trip) -> Iterator[_Day]:
    for day in days(event):
        if holiday := holiday_on(day, where, region(event.site, trip)):
            yield _Day(holiday, day, event.site, away=False)


def _at_home(event: Event, where: str, trip: Trip) -> Iterator[_Day]:
    """The public holiday at home while an event abroad begins."""
    at_home = country(trip.home) if trip.home else None
    if trip.home is None or at_home in {where, None}:
        return
    day = event.start.on(trip.home.zone).wall.date()
    holiday = holiday_on(day, str(at_home), region(trip.home, trip))
    if holiday and holiday.category == PUBLIC:
        yield _Day(holiday, day, trip.home, away=True)


def _finding(each: _Day) -> Finding:
    events = tuple(each.events.values())
    first = events[0]
    public = each.holiday.category == PUBLIC and not each.away
    return Finding(
        _says(each, events),
        ("events", first.index, "start"),
        events=tuple(event.id for event in events),
        people=tuple(dict.fromkeys(id_ for event in events for id_ in event.people)),
        severity=Severity.WARNING if public else Severity.INFO,
        related=tuple(Label(("events", event.index, "start"), say("and here")) for event in events[1:]),
        hint=say("nobody may answer there on that day: settle beforehand what needs home")
        if each.away
        else say("ask the hosts whether they receive on that day"),
    )


def _says(each: _Day, events: tuple[Event, ...]) -> Message:
    values = {"day": each.day, "holiday": each.holiday.name, "site": each.site, "events": events}
    return {
        "public": say("{day} is {holiday:word} in {site:town}, a public holiday: {events}", **values),
        "government": say(
            "{day} is {holiday:word} in {site:town}, when government offices close: {events}", **values
        ),
        "bank": say("{day} is {holiday:word} in {site:town}, a bank holiday: {events}", **values),
        "half_day": say("{day} is {holiday:word} in {site:town}, half a holiday: {events}", **values),
        "optional": say(
            "{day} is {holiday:word} in {site:town}, a holiday that some keep: {events}", **values
        ),
        "away": say("{day} is {holiday:word} at home, a public holiday, on the day of {events}", **values),
    }["away" if each.away else each.holiday.category]
