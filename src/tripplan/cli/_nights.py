"""Where people sleep: in a bed, on the way, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks._limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from tripplan.diagnostics import Finding
    from tripplan.model import Event, Site
    from tripplan.timeline import Timeline

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Night:
    """One night of some people, by the date of its evening.

    `event` is the stay that holds the bed or the move that goes through the night, None where there is no bed though one is asked
    for; `reason` is then why the file accepts it, if it does. `instant` (UTC) is that at which the night is probed.
    """

    date: date
    instant: datetime
    site: Site
    event: Event | None
    people: tuple[str, ...]
    reason: str | None = None


def nights_of(timeline: Timeline, findings: Iterable[Finding]) -> list[Night]:
    """Every night that a stay, a move or a finding of `no-bed` tells of; a bed comes before a move, a move before none."""
    found: list[Night] = []
    slept: set[tuple[str, date]] = set()
    for source in (_in_beds(timeline), _under_way(timeline), _without_bed(timeline, findings)):
        nights = [
            replace(night, people=tuple(id_ for id_ in night.people if _asks(id_, night, timeline, slept)))
            for night in source
        ]
        slept |= {(id_, night.date) for night in nights for id_ in night.people}
        found += (night for night in nights if night.people)
    return found


def _asks(id_: str, night: Night, timeline: Timeline, slept: set[tuple[str, date]]) -> bool:
    person = timeline.person(id_)
    return (id_, night.date) not in slept and (person is None or person.on_trip(night.date, night.date))


def _in_beds(timeline: Timeline) -> Iterator[Night]:
    for event in timeline.events:
        if event.stays:
            for night, instant in _probes(event.start.instant, event.end.instant, event.site.zone):
                yield Night(night, instant, event.site, event, timeline.attending(event))


def _under_way(timeline: Timeline) -> Iterator[Night]:
    """The nights of a move: by the clock that it leaves, and by the one that it reaches if not before the day it leaves."""
    for event in timeline.events:
        if event.moves:
            span = (event.start.instant, event.end.instant)
            left = event.start.wall.date()
            reached = (probe for probe in _probes(*span, event.site.zone) if probe[0] >= left)
            for night, instant in dict([*reached, *_probes(*span, event.origin.zone)]).items():
                yield Night(night, instant, event.site, event, timeline.attending(event))


def _without_bed(timeline: Timeline, findings: Iterable[Finding]) -> Iterator[Night]:
    """What the check says, night by night: whose bed it misses is its judgement, not ours."""
    for finding in findings:
        if finding.check == "no-bed":
            evening, morning = (timeline.by_id[id_][0] for id_ in finding.events)
            site = evening.site
            for night, instant in _probes(evening.end.instant, morning.start.instant, site.zone):
                yield Night(night, instant, site, None, finding.people or ("",), finding.allowed)


def _probes(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[tuple[date, datetime]]:
    """The nights whose probed hour lies from `first` to before `last`, by the date of the evening."""
    probe = Limits("no-bed")["probe"]
    day = first.astimezone(zone).date()
    while (instant := when.wall_instant(datetime.combine(day, probe), zone)) < last:
        if instant >= first:
            yield day - _DAY, instant
        day += _DAY
