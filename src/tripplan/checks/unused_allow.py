"""An acceptance that accepts nothing.

`allow` in an event accepts the findings of a check that name the event, on [trip] those of the whole file. When the plan has
changed and there is nothing left to accept, the line is in the way: it would silently accept the next, different conflict.

Bad:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    allow = { tight-transfer = "police escort" }  # warning: unused-allow
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00

    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:15
    end = 2024-09-23T12:00
    allow = { tight-transfer = "police escort" }
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check_names, review
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Path, Tally
    from tripplan.timeline import Timeline


@review(Severity.WARNING)
def unused_allow(timeline: Timeline, tally: Tally, findings: list[Finding]) -> Iterator[Finding]:
    """Judges every acceptance, of events that take part and of the trip."""
    named = {(finding.check, event) for finding in findings for event in finding.events}
    found = {finding.check for finding in findings}
    for path, event, name in _acceptances(timeline):
        if name not in check_names():
            continue  # a problem of the file, reported as such
        if timeline.trip.unread:
            tally.skip("an event that could not be read may be what it is for")
            continue
        tally.judged += 1
        if (name, event) not in named and not (event is None and name in found):
            yield Finding(
                say('nothing is left to accept of "{check}" here', check=name),
                path,
                events=(event,) if event else (),
                hint=say("remove it: it would accept the next conflict, which may be another"),
            )


def _acceptances(timeline: Timeline) -> Iterator[tuple[Path, str | None, str]]:
    """Where each stands, the event that it is for (None for the whole trip), and the check."""
    for event in timeline.events:
        for name in event.table.allow:
            yield ("events", event.index, "allow", name), event.id, name
    for name in timeline.trip.head.allow if timeline.trip.head else ():
        yield ("trip", "allow", name), None, name
