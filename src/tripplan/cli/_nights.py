"""Where people sleep: in a bed, on the way, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tripplan.checks._nights import nights, probed, probes

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
    """Every night that a stay, a move or a finding of `no-bed` tells of; a bed comes before a move, a move before none.

    A night is what the checks say it is, by the lines that the trip draws for `no-bed`.
    """
    found: list[Night] = []
    slept: set[tuple[str, date]] = set()
    for source in (_in_beds(timeline), _under_way(timeline), _without_bed(timeline, findings)):
        told = [
            replace(night, people=tuple(id_ for id_ in night.people if _asks(id_, night, timeline, slept)))
            for night in source
        ]
        slept |= {(id_, night.date) for night in told for id_ in night.people}
        found += (night for night in told if night.people)
    return found


def _asks(id_: str, night: Night, timeline: Timeline, slept: set[tuple[str, date]]) -> bool:
    person = timeline.person(id_)
    return (id_, night.date) not in slept and (person is None or person.on_trip(night.date, night.date))


def _in_beds(timeline: Timeline) -> Iterator[Night]:
    for event in timeline.events:
        if event.stays:
            for instant in probed(event, timeline):
                night = _evening(instant, event.site.zone)
                yield Night(night, instant, event.site, event, timeline.attending(event))


def _under_way(timeline: Timeline) -> Iterator[Night]:
    """The nights of a move: by the clock that it leaves, and by the one that it reaches if not before the day it leaves."""
    for event in timeline.events:
        if event.moves:
            span = (event.start.instant, event.end.instant)
            by_clock = {
                zone: {_evening(each, zone): each for each in probes(*span, zone, timeline)}
                for zone in (event.site.zone, event.origin.zone)
            }
            left = event.start.wall.date()
            reached = {day: each for day, each in by_clock[event.site.zone].items() if day >= left}
            for night, instant in (reached | by_clock[event.origin.zone]).items():
                yield Night(night, instant, event.site, event, timeline.attending(event))


def _without_bed(timeline: Timeline, findings: Iterable[Finding]) -> Iterator[Night]:
    """What the check says, night by night: whose bed it misses is its judgement, not ours."""
    lacks: dict[tuple[str, date], Night] = {}
    for finding in findings:
        if finding.check == "no-bed":
            evening, morning = (timeline.by_id[id_][0] for id_ in finding.events[:2])
            for id_ in finding.people or ("",):
                for night in nights(timeline)[id_]:
                    if night.lacking and evening.end.instant <= night.probe < morning.start.instant:
                        lack = Night(night.day, night.probe, evening.site, None, (), finding.allowed)
                        lacks[id_, night.day] = lack
    told: dict[Night, list[str]] = {}
    for (id_, _), lack in lacks.items():
        told.setdefault(lack, []).append(id_)
    return (replace(lack, people=tuple(people)) for lack, people in told.items())


def _evening(probe: datetime, zone: ZoneInfo) -> date:
    """The date of the evening of a probed night."""
    return probe.astimezone(zone).date() - _DAY
