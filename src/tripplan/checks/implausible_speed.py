"""A move that is too fast to be true, or a flight that is too slow.

A flight is held against the usual time from gate to gate for its distance and the jet stream on its way; by land and by water the
straight line is the least that the way can be. What stands behind it is the arrival on the wrong day or on the clock of the place
that was left, morning for evening, or the wrong airport. A flight with a stop is two.

Bad:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-22T17:00  # error: implausible-speed
    ```

Good:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._fixes import written
from tripplan.checks._speed import band, way
from tripplan.diagnostics import Edit, Finding, Fix, Label, Severity
from tripplan.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tripplan.checks._limits import Limits
    from tripplan.checks._speed import Band, Way
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline

# The limits for each kind but flights: what is unusual, and what no such vehicle does.
_CAPS = {
    "train": ("train-km-per-hour", "fastest-train-km-per-hour"),
    "bus": ("road-km-per-hour", "fastest-road-km-per-hour"),
    "drive": ("road-km-per-hour", "fastest-road-km-per-hour"),
    "ferry": ("ferry-km-per-hour", "fastest-ferry-km-per-hour"),
    "walk": ("walk-km-per-hour", "fastest-walk-km-per-hour"),
}
_SLIPS = (timedelta(days=1), timedelta(days=-1), timedelta(hours=12), timedelta(hours=-12))


@check(Severity.WARNING)
def implausible_speed(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every move. One that takes no time at all is told of by `ends-before-start`."""
    for event in timeline.events:
        length = when.elapsed(event.start, event.end)
        if not event.moves or not length:
            continue
        move = way(event, limits)
        if isinstance(move, Message):
            tally.skip(move.template)
            continue
        tally.judged += 1
        judge = _flight if event.kind == "flight" else _surface
        yield from judge(event, move, length, limits)


def _flight(event: Event, move: Way, length: timedelta, limits: Limits) -> Iterator[Finding]:
    usual = band(move, "flight", length, limits)
    if usual.least <= length <= usual.most:
        return
    possible = usual.least_possible <= length <= usual.most_possible
    fast = say("check the day and the clock of the arrival, and the airports")
    slow = say("check the day and the clock of the arrival, and write a flight with a stop as two")
    severity = Severity.WARNING if possible else Severity.ERROR
    hint = fast if length < usual.least else slow
    yield _finding(
        event, _takes(event, move, length, usual, limits), hint, severity, _fixes(event, move, limits)
    )


def _takes(event: Event, move: Way, length: timedelta, usual: Band, limits: Limits) -> Message:
    """That a flight is too fast or too slow, and by which of the two lines that lie on that side."""
    values = {
        "event": event, "length": length, "km": move.km, "origin": event.origin, "site": event.site,
        "usual": timedelta(minutes=round(usual.expected.total_seconds() / 300) * 5),
    }  # fmt: skip
    factor = "fast-factor" if length < usual.least else "slow-factor"
    by_slack = abs(1 - limits[factor]) * usual.expected < timedelta(minutes=limits["slack-minutes"])
    values["source"] = limits.limit("slack-minutes" if by_slack else factor).source
    if length < usual.least:
        return say(
            "{event} takes {length} for the {km:.0f} km from {origin} to {site}: such a flight takes about {usual}, "
            "and at least {least} ({source:word})",
            least=usual.least, **values,
        )  # fmt: skip
    return say(
        "{event} takes {length} for the {km:.0f} km from {origin} to {site}: such a flight takes about {usual}, "
        "and at most {most} ({source:word})",
        most=usual.most, **values,
    )  # fmt: skip


def _surface(event: Event, move: Way, length: timedelta, limits: Limits) -> Iterator[Finding]:
    usual, fastest = (limits.limit(name) for name in _CAPS[event.kind])
    speed = move.km / (length / timedelta(hours=1))
    if speed <= usual.value:
        return
    crossed = fastest if speed > fastest.value else usual
    message = say(
        "{event} takes {length} for the {km:.0f} km in a straight line from {origin} to {site}: {speed:.0f} km/h, "
        "and more than {most} km/h is not plausible ({source:word})",
        event=event, length=length, km=move.km, origin=event.origin, site=event.site, speed=speed,
        most=crossed.value, source=crossed.source,
    )  # fmt: skip
    hint = say("check the times, the day and the clock of the arrival, the places and the kind of the move")
    severity = Severity.ERROR if crossed is fastest else Severity.WARNING
    yield _finding(event, message, hint, severity, _fixes(event, move, limits))


def _finding(
    event: Event, message: Message, hint: Message, severity: Severity, fixes: Iterator[Fix]
) -> Finding:
    return Finding(
        message,
        ("events", event.index, "duration" if event.table.end is None else "end"),
        events=(event.id,),
        people=event.people,
        related=(Label(("events", event.index, "start"), say("starts here")),),
        hint=hint,
        fixes=tuple(fixes),
        severity=severity,
    )


def _fixes(event: Event, move: Way, limits: Limits) -> Iterator[Fix]:
    """The slips that most likely made it, as far as they leave a usual time."""
    for end in _ends(event) if event.table.end is not None else ():
        moment = when.read(end, event.site.zone)
        length = when.elapsed(event.start, moment)
        usual = band(move, event.kind, length, limits)
        if moment.trouble is None and usual.least <= length <= usual.most:
            yield Fix(
                say("let it end at {end}, {length} after the start", end=written(end), length=length),
                (Edit(("events", event.index, "end"), written(end)),),
            )


def _ends(event: Event) -> Iterator[datetime]:
    """Other readings of the end: another day, the other half of the day, and the clock of the origin."""
    for slip in _SLIPS:
        yield event.end.wall + slip
    if event.origin.zone.key != event.site.zone.key:
        yield when.read(event.end.wall, event.origin.zone).on(event.site.zone).wall
