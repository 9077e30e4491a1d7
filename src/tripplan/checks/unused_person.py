"""A person who takes part in nothing.

Somebody stands in the list of people, and no event is for them: a name was forgotten in a group or in `who`, or they no longer travel.

Bad:
    ```toml
    [people.park]  # info: unused-person
    name = "Park"

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    who = ["kim", "lee"]
    ```

Good:
    ```toml
    [people.park]
    name = "Park"

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Timeline


@check(Severity.INFO)
def unused_person(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every person; cancelled events are theirs too, for they may come back."""
    trip = timeline.trip
    busy = {id_ for event in trip.events for id_ in (*event.people, *(event.table.audience or ()))}
    for id_ in trip.people if trip.events else ():
        if trip.unread:
            tally.skip("an event that could not be read may be theirs")
            continue
        tally.judged += 1
        if id_ not in busy:
            yield Finding(
                say("{people}: no event is for them", people=People((id_,))),
                ("people", id_),
                people=(id_,),
                hint=say("add them to `who` or to a group, or remove them from [people]"),
            )
