"""An event at a place that is closed then.

`open` of a place holds its opening hours in the syntax of OpenStreetMap, such as "Mo-Fr 09:00-17:00; PH off". A whole event must lie within
them, on the clock of the place; hours that nobody can read are a finding too. Many museums open for a delegation: accept that with `allow`.

Bad:
    ```toml
    [places.gallery]
    name = "The gallery"
    address = "130 9 Avenue SE, Calgary"
    at = [51.0451, -114.0610]
    open = "Tu-Su 10:00-17:00"

    [[events]]
    id = "exhibition"
    kind = "visit"
    place = "gallery"
    start = 2024-09-23T10:00  # warning: closed
    end = 2024-09-23T11:30
    ```

Good:
    ```toml
    [places.gallery]
    name = "The gallery"
    address = "130 9 Avenue SE, Calgary"
    at = [51.0451, -114.0610]
    open = "Tu-Su 10:00-17:00"

    [[events]]
    id = "exhibition"
    kind = "visit"
    place = "gallery"
    start = 2024-09-24T10:00
    end = 2024-09-24T11:30
    ```
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._business import country
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opening_hours import OpeningHours

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event, Site
    from tripplan.timeline import Timeline
    from tripplan.when import Moment

_ASKED = frozenset({"visit", "tour", "meal"})  # where a report should say that nobody knows the opening hours


@check(Severity.WARNING)
def closed(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every activity at a place with opening hours; hours that cannot be read are one finding of the place."""
    hours: dict[str, OpeningHours | None] = {}
    for event in (each for each in timeline.events if not each.moves and not each.stays):
        site = event.site
        if site.open is None:
            if event.kind in _ASKED:
                tally.skip("no opening hours")
            continue
        if site.id not in hours:
            hours[site.id] = _read(site)
            if hours[site.id] is None:
                yield _unreadable(site)
        if (known := hours[site.id]) is None:
            tally.skip("opening hours that cannot be read")
        elif not event.certain:
            tally.skip("a time that names no instant")
        else:
            yield from _judged(event, known, tally)


def _read(site: Site) -> OpeningHours | None:
    """The opening hours of a place, with its holidays and its sunsets; None where they are not in the syntax."""
    from opening_hours import OpeningHours, validate  # noqa: PLC0415 - start-up: few trips have opening hours

    text = site.open or ""
    if not validate(text):
        return None
    hours = partial(OpeningHours, text, timezone=site.zone, coords=site.position, auto_country=False)
    try:
        return hours(country=country(site))
    except Exception:  # noqa: BLE001 - a country without a calendar, by an error that the package's stub does not name
        return hours()


def _judged(event: Event, hours: OpeningHours, tally: Tally) -> Iterator[Finding]:
    from opening_hours import State  # noqa: PLC0415 - start-up

    stretches = list(hours.intervals(event.start.local, event.end.local))
    shut = next((start for start, _, state, _ in stretches if state == State.CLOSED), None)
    if shut is not None:
        tally.judged += 1
        yield _finding(event, when.at(shut, event.site.zone))
    elif any(state == State.UNKNOWN for _, _, state, _ in stretches):
        tally.skip("opening hours that depend on more")
    else:
        tally.judged += 1


def _finding(event: Event, shut: Moment) -> Finding:
    values = {"site": event.site, "event": event, "start": event.start, "shut": shut, "open": event.site.open}
    at_start = shut.instant <= event.start.instant
    end = "duration" if event.table.end is None else "end"
    starts = say('{site} is closed when {event} starts at {start}: it is open "{open}"', **values)
    closes = say(
        '{site} is closed from {shut:clock} on while {event} goes on, from {start}: it is open "{open}"',
        **values,
    )
    return Finding(
        starts if at_start else closes,
        ("events", event.index, "start" if at_start else end),
        events=(event.id,),
        people=event.people,
        related=(Label(("places", event.site.id, "open"), say("the opening hours")),),
        hint=say("hold it within the opening hours, or ask the place to open for you"),
    )


def _unreadable(site: Site) -> Finding:
    return Finding(
        say(
            'the opening hours of {site} are in no form that can be read: "{open}"', site=site, open=site.open
        ),
        ("places", site.id, "open"),
        hint=say('write them as OpenStreetMap does: "Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off"'),
    )
