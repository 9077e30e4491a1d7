"""A clock whose rules have changed since the calendars were published.

A government has moved a clock: the meeting still begins at nine in the morning there, but that is another instant than the one that
phones were told with the last release. In 2026 British Columbia, Alberta and Manitoba did so, with months of notice and less. Release again,
so that calendars are updated, and ask whoever joins from another zone, by telephone or by flight, whether the time still holds.

It compares with the lock that `tripplan release` writes. Times that were changed in the plan itself are none of its business.

Bad:
    ```toml
    [trip]
    id = "winter"
    title = "A visit in December"
    home = "seoul"
    start = 2026-12-01
    end = 2026-12-02

    [[events]]
    id = "wreath"
    kind = "rest"
    place = "museums"
    start = 2026-12-01T09:00  # released as 2026-12-01T16:00Z by America/Edmonton  # warning: zone-rules-changed
    end = 2026-12-01T10:00
    ```

Good:
    ```toml
    [trip]
    id = "winter"
    title = "A visit in December"
    home = "seoul"
    start = 2026-12-01
    end = 2026-12-02

    [[events]]
    id = "wreath"
    kind = "rest"
    place = "museums"
    start = 2026-12-01T09:00  # released as 2026-12-01T15:00Z by America/Edmonton
    end = 2026-12-01T10:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline
    from tripplan.when import Moment


@check(Severity.WARNING)
def zone_rules_changed(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Compares each event with its last release; what one change of one zone's rules moves is one finding."""
    moved: dict[str, list[tuple[Event, str, Moment, Moment]]] = {}
    for event in timeline.events:
        told = (timeline.given.published or {}).get(event.id)
        if told is None or not event.certain:
            continue
        tally.judged += 1
        for key, old, new in zip(("start", "end"), told, (event.start, event.end), strict=True):
            same_reading = (old.wall, old.zone.key) == (new.wall, new.zone.key)
            # Of an hour that the clock shows twice, the other one is another plan.
            if same_reading and old.instant not in when.readings(new.wall, new.zone):
                moved.setdefault(new.zone.key, []).append((event, key, old, new))
                break
    for zone, found in moved.items():
        yield _finding(zone, found)


def _finding(zone: str, found: list[tuple[Event, str, Moment, Moment]]) -> Finding:
    (event, key, old, new), *others = found
    # A tentative event among them makes the law no less sure.
    sure = [each for each, *_ in found if not each.tentative] or [each for each, *_ in found]
    return Finding(
        say(
            "the rules of {zone} have changed since the last release: {time:clock} on {time:day} there, as in {event}, was {old} "
            "and is now {new} in UTC",
            zone=zone,
            time=new,
            event=event,
            old=f"{old.instant:%H:%M}",
            new=f"{new.instant:%H:%M}",
        ),
        _at(event, key),
        events=tuple(each.id for each in sure),
        people=tuple(dict.fromkeys(id_ for each, *_ in found for id_ in each.people)),
        related=tuple(Label(_at(each, key), say("likewise")) for each, key, *_ in others),
        hint=say(
            "ask whoever joins from another zone whether the time still holds, and release again: phones still have the old instant"
        ),
    )


def _at(event: Event, key: str) -> tuple[str | int, ...]:
    written = dict(event.written)
    return ("events", event.index, key if key in written else "start")
