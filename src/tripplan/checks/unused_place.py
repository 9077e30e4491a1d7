"""A place that nothing uses.

No event goes there, no other place lies in it, no way leads to it, and it is not home. Most often an event names another place by
mistake, or the place was left behind when the plan changed.

Bad:
    ```toml
    [places.old-hotel]  # info: unused-place
    name = "The hotel of the first plan"
    at = [51.0445, -114.0652]

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```

Good:
    ```toml
    [places.chapel]
    name = "The chapel"
    within = "museums"

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "chapel"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Timeline


@check(Severity.INFO)
def unused_place(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every place; cancelled events use theirs, for they may come back."""
    trip = timeline.trip
    used = {
        id_ for event in trip.events for site in (event.origin, event.site) for id_ in (site.id, *site.around)
    }
    used |= {id_ for row in trip.travel for id_ in row.sites}
    used |= {id_ for site in trip.sites.values() for id_ in site.around}
    for site in trip.sites.values():
        if trip.unread:
            tally.skip("an event that could not be read may use it")
            continue
        tally.judged += 1
        if site.id not in used and (trip.home is None or site.id != trip.home.id):
            yield Finding(
                say('nothing uses the place "{id}"', id=site.id),
                ("places", site.id),
                hint=say("remove it, or look for the event that should be there"),
            )
