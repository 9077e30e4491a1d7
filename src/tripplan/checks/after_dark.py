"""An outdoor event in the dark.

A wreath cannot be seen, a group cannot be photographed, and a path has no lamps. An event tagged `outdoor` begins after sunrise and ends
before sunset at its place; how high the sun stands follows from the coordinates and the instant, in the polar night as well.

Bad:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-12-10T16:15
    end = 2024-12-10T17:00  # warning: after-dark
    tags = ["outdoor"]
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-12-10T15:00
    end = 2024-12-10T15:45
    tags = ["outdoor"]
    ```
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event, Site
    from tripplan.timeline import Timeline
    from tripplan.when import Moment

_STEP = timedelta(minutes=10)
_DAY = timedelta(days=1)


@check(Severity.WARNING)
def after_dark(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every event tagged `outdoor`, at its start and at its end."""
    for event in timeline.events:
        if "outdoor" not in event.table.tags or event.stays:
            continue
        if event.origin.position is None or event.site.position is None:
            tally.skip("no coordinates")
        elif not event.certain:
            tally.skip("a time that names no instant")
        else:
            tally.judged += 1
            yield from _judged(event, limits)


def _judged(event: Event, limits: Limits) -> Iterator[Finding]:
    dark = limits.limit("sun-degrees")
    for key, moment, site in (("start", event.start, event.origin), ("end", event.end, event.site)):
        if not _light(moment.instant, site, dark.value):
            yield Finding(
                _says(event, key, limits),
                ("events", event.index, "duration" if key == "end" and event.table.end is None else key),
                events=(event.id,),
                people=event.people,
                hint=say(
                    'hold it by day, or take the tag "outdoor" off if there is light; '
                    "it is dark with the sun below {degrees}° ({source:word})",
                    degrees=dark.value,
                    source=dark.source,
                ),
            )
            return


def _light(instant: datetime, site: Site, degrees: float) -> bool:
    """Whether the centre of the sun stands higher than so many degrees."""
    from astral import Observer  # noqa: PLC0415 - start-up: few trips have outdoor events
    from astral.sun import elevation  # noqa: PLC0415

    latitude, longitude = site.position or (0.0, 0.0)
    return elevation(Observer(latitude, longitude), instant, with_refraction=False) > degrees


def _says(event: Event, key: str, limits: Limits) -> Message:
    moment, site = (event.start, event.origin) if key == "start" else (event.end, event.site)
    rises = _change(moment, site, limits["sun-degrees"], _STEP)
    sets = _change(moment, site, limits["sun-degrees"], -_STEP)
    values = {"event": event, "at": moment, "site": site, "rises": rises, "sets": sets}
    if rises is None or sets is None:
        return say(
            "{event} is outdoors in the dark at {at}: the sun does not rise in {site} on that day", **values
        )
    if rises.instant - moment.instant < moment.instant - sets.instant:
        return say(
            "{event} is outdoors in the dark at {at}: the sun rises at {rises:clock} in {site}", **values
        )
    return say("{event} is outdoors in the dark at {at}: the sun set at {sets:clock} in {site}", **values)


def _change(dark: Moment, site: Site, degrees: float, step: timedelta) -> Moment | None:
    """The sunrise after a dark moment or, stepping back, the sunset before it, to the minute; None where there is none in a day."""
    near = dark.instant
    while not _light(near + step, site, degrees):
        near += step
        if abs(near - dark.instant) > _DAY:
            return None
    far = near + step
    while abs(far - near) > timedelta(seconds=30):
        middle = near + (far - near) / 2
        near, far = (near, middle) if _light(middle, site, degrees) else (middle, far)
    return when.at(far, dark.zone)
