"""Too late at the airport, station or port for the departure.

Check-in closes an hour before an international flight, and a group with bags needs more. People are there from the end of the way
that takes them there, written or not, or from the first event at the place. An error is a time after the closing, a warning one below
what is advised. Flights, trains, buses and ferries are judged, but for buses and short hops without a number: those are chartered, or
come again. Whoever comes by the same means of transport changes: `tight-connection` judges that.

Bad:
    ```toml
    [[events]]
    id = "to-airport"
    kind = "drive"
    from = "city-hall"
    to = "yyc"
    start = 2024-09-23T08:00
    end = 2024-09-23T08:35

    [[events]]
    id = "to-edmonton"
    kind = "flight"
    from = "yyc"
    to = "yeg"
    start = 2024-09-23T09:05  # error: late-for-departure
    end = 2024-09-23T10:00
    ```

Good:
    ```toml
    [[events]]
    id = "to-airport"
    kind = "drive"
    from = "city-hall"
    to = "yyc"
    start = 2024-09-23T07:00
    end = 2024-09-23T07:35

    [[events]]
    id = "to-edmonton"
    kind = "flight"
    from = "yyc"
    to = "yeg"
    start = 2024-09-23T09:05
    end = 2024-09-23T10:00
    ```
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from tripplan import when
from tripplan.checks import check
from tripplan.checks._hops import hop
from tripplan.checks._hubs import crosses_border, same_hub, timetabled, waits
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say
from tripplan.timeline import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._hubs import Wait
    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline


class _There(NamedTuple):
    """How long people have before a departure, of which the unwritten way there takes at least `way`."""

    length: timedelta
    way: timedelta


@check(Severity.ERROR)
def late_for_departure(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the wait before each departure that is not a change."""
    for wait in waits(timeline, limits):
        if not timetabled(wait.after, limits) or _changes(wait):
            continue
        if not wait.known:
            tally.skip("something between them is not known")
        elif not wait.certain:
            tally.skip("a time that names no instant")
        elif there := _there(wait, timeline, limits, tally):
            yield from _judged(wait, there, limits)


def _changes(wait: Wait) -> bool:
    """Whether they come by the same means, or fresh from a flight: how fast that goes is for other checks to say."""
    before = wait.before
    return wait.connects or bool(before and not wait.at_hub and before.kind in {wait.after.kind, "flight"})


def _there(wait: Wait, timeline: Timeline, limits: Limits, tally: Tally) -> _There | None:
    """How long they are there; None where that cannot be told, or another check says it."""
    before, after = wait.before, wait.after
    here = before is not None and same_hub(before.site, after.origin, limits)
    if before is not None and not here and not wait.at_hub:
        gap = Gap(before, after, wait.people)
        way = hop(gap, timeline, limits, tally)
        return None if way is None or way.tight or gap.length < way.time else _There(gap.length, way.time)
    since = before.end if before is not None and here else wait.at_hub[0].start if wait.at_hub else None
    if since is None or (length := when.elapsed(since, after.start)) < timedelta():
        return None
    tally.judged += 1
    return _There(length, timedelta())


def _judged(wait: Wait, there: _There, limits: Limits) -> Iterator[Finding]:
    sort, found = _sort(wait.after, limits), there.length - there.way
    closing, advised = limits.limit(f"{sort}-closing-minutes"), limits.limit(f"{sort}-minutes")
    at_least, enough = timedelta(minutes=closing.value), timedelta(minutes=advised.value)
    if found < at_least:
        said = say("it closes {needed} before ({source:word})", needed=at_least, source=closing.source)
        # An estimate of the way is no proof: without it there must be too little time as well.
        severity = Severity.ERROR if there.length < at_least else Severity.WARNING
        yield _finding(wait, there, said, severity, max(at_least, enough))
    elif found < enough:
        said = say("{needed} are advised ({source:word})", needed=enough, source=advised.source)
        yield _finding(wait, there, said, Severity.WARNING, enough)


def _sort(move: Event, limits: Limits) -> str:
    """What its limits are called after."""
    if move.kind != "flight":
        return move.kind
    return "international" if crosses_border(move, limits) else "domestic"


def _finding(wait: Wait, there: _There, said: Message, severity: Severity, advised: timedelta) -> Finding:
    after, last = wait.after, wait.events[-2]
    people = tuple(id_ for id_ in wait.people if id_)
    found = timedelta(minutes=(there.length - there.way) // timedelta(minutes=1))
    way = timedelta(minutes=ceil(there.way / timedelta(minutes=1)))
    return Finding(
        say(
            "only {found} for {people} at {site} before {event} leaves at {start}: {said}",
            found=found, people=People(people), site=after.origin, event=after, start=after.start,
            said=say("{said}, and the way there takes {way} at least", said=said, way=way) if way else said,
        ),
        ("events", after.index, "start"),
        events=(last.id, after.id),
        people=people,
        severity=severity,
        related=(
            Label(("events", last.index, last.end_key), say("{event} ends here at {end}", event=last, end=last.end)),
        ),
        hint=say(
            "be there by {time:clock}, or take a later departure",
            time=when.at(after.start.instant - advised, after.origin.zone),
        ),
    )  # fmt: skip
