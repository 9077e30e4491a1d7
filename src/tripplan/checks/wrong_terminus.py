"""A flight that leaves from another airport of the city than the one of the arrival, or a train from another station.

Seoul has two airports, London six. Whoever lands at one and goes on from the other must leave, cross the city and check in anew: on
a ticket it looks like any connection. If it is meant, the way is worth a move of its own. It is an error where there is hardly time for it; from
station to station, where a metro takes most travellers, it is only noted.

Bad:
    ```toml
    [places.gmp]
    airport = "GMP"

    [[events]]
    id = "homeward"
    kind = "flight"
    from = "yvr"
    to = "icn"
    start = 2024-09-23T12:00
    end = 2024-09-24T15:30

    [[events]]
    id = "to-jeju"
    kind = "flight"
    from = "gmp"  # error: wrong-terminus
    to = "cju"
    start = 2024-09-24T17:30
    end = 2024-09-24T18:40

    [places.cju]
    airport = "CJU"
    ```

Good:
    ```toml
    [places.gmp]
    airport = "GMP"

    [[events]]
    id = "homeward"
    kind = "flight"
    from = "yvr"
    to = "icn"
    start = 2024-09-23T12:00
    end = 2024-09-24T15:30

    [[events]]
    id = "across-the-city"
    kind = "bus"
    from = "icn"
    to = "gmp"
    start = 2024-09-24T17:15
    end = 2024-09-24T18:15

    [[events]]
    id = "to-jeju"
    kind = "flight"
    from = "gmp"
    to = "cju"
    start = 2024-09-24T19:45
    end = 2024-09-24T20:55

    [places.cju]
    airport = "CJU"
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._hops import hop
from tripplan.checks._hubs import PUBLIC, rooms, same_hub, timetabled
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._hops import Hop
    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.timeline import Gap, Timeline


@check(Severity.WARNING)
def wrong_terminus(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each gap between two flights, trains, buses or ferries."""
    for gap in timeline.gaps:
        before, after = gap.before, gap.after
        if (
            before.kind not in PUBLIC
            or before.kind != after.kind
            or same_hub(before.site, after.origin, limits)
        ):
            continue
        if not gap.certain:
            tally.skip("a time that names no instant")
        elif timedelta() <= gap.length < timedelta(hours=limits["within-hours"]) and timetabled(
            after, limits
        ):
            people = [id_ for id_ in gap.people if not rooms(timeline, id_, before, after)]
            way = hop(gap, timeline, limits, tally)
            if people and way and not way.rough and not way.tight and way.km > limits["apart-km"]:
                yield _finding(gap, tuple(id_ for id_ in people if id_), way, limits)


def _severity(gap: Gap, way: Hop, limits: Limits) -> Severity:
    if gap.after.kind != "flight":
        return Severity.INFO
    hurried = gap.length < way.time + timedelta(minutes=limits["change-minutes"])
    return Severity.ERROR if hurried else Severity.WARNING


def _finding(gap: Gap, people: tuple[str, ...], way: Hop, limits: Limits) -> Finding:
    before, after = gap.before, gap.after
    return Finding(
        say(
            "{before} takes {people} to {arrival}, {after} leaves {gap} later from {departure}, {km:.0f} km away, and no move takes them there",
            before=before, people=People(people), arrival=before.site, after=after, gap=gap.length,
            departure=after.origin, km=way.km,
        ),
        ("events", after.index, "from"),
        events=(before.id, after.id),
        people=people,
        severity=_severity(gap, way, limits),
        related=(Label(("events", before.index, "to"), say("{event} arrives here at {end}", event=before, end=before.end)),),
        hint=_hint(gap, limits),
    )  # fmt: skip


def _hint(gap: Gap, limits: Limits) -> Message:
    """What to add, and by which line: how long a change of airport takes, or how far apart two stations are two."""
    values = {"origin": gap.before.site.id, "site": gap.after.origin.id}
    if gap.after.kind == "flight":
        change = limits.limit("change-minutes")
        return say(
            'if both are right, add a move from "{origin}" to "{site}"; a change of airport needs {needed} besides the way ({source:word})',
            needed=timedelta(minutes=change.value), source=change.source, **values,
        )  # fmt: skip
    apart = limits.limit("apart-km")
    return say(
        'if both are right, add a move from "{origin}" to "{site}"; up to {km:g} km apart they count as one ({source:word})',
        km=apart.value, source=apart.source, **values,
    )  # fmt: skip
