"""A place whose keys give two different clocks.

A place may write its zone, but its coordinates, its airport and the larger place around it say one too. They contradict when their
offsets differ at an instant that the trip uses; two names for one clock are no matter. One of them is wrong, and with it every time there.

Bad:
    ```toml
    [places.entegris]
    name = "Entegris"
    at = [42.54, -71.28]
    zone = "America/Chicago"  # error: zone-mismatch

    [[events]]
    id = "plant-tour"
    kind = "visit"
    place = "entegris"
    start = 2024-09-26T10:00
    end = 2024-09-26T12:00
    ```

Good:
    ```toml
    [places.entegris]
    name = "Entegris"
    at = [42.54, -71.28]
    zone = "US/Eastern"

    [[events]]
    id = "plant-tour"
    kind = "visit"
    place = "entegris"
    start = 2024-09-26T10:00
    end = 2024-09-26T12:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._fixes import quoted
from tripplan.diagnostics import Edit, Finding, Fix, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Site, ZoneClaim
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def zone_mismatch(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every place with a time in it or in a place within it, larger places first."""
    used = _instants(timeline)
    wrong: set[str] = set()
    for site in sorted(timeline.trip.sites.values(), key=lambda site: len(site.around)):
        if site.id not in used or len(site.claims) == 1:
            continue
        tally.judged += 1
        # A larger place that contradicts itself has been reported: it is no witness against the places in it.
        claims = [
            claim for claim in site.claims if claim.key != "within" or not wrong.intersection(site.around)
        ]
        for other in claims[1:]:
            instant = next(
                (i for i in sorted(used[site.id]) if _offset(claims[0], i) != _offset(other, i)), None
            )
            if instant:
                wrong.add(site.id)
                yield _finding(site, (claims[0], other), instant, timeline)
                break


def _instants(timeline: Timeline) -> dict[str, set[datetime]]:
    """The instants that the trip uses at each place, by id."""
    found: dict[str, set[datetime]] = {}
    for event in timeline.events:
        for site, moment in ((event.origin, event.start), (event.site, event.end)):
            for id_ in (site.id, *site.around):
                found.setdefault(id_, set()).add(moment.instant)
    return found


def _offset(claim: ZoneClaim, instant: datetime) -> object:
    return when.at(instant, claim.zone).offset


def _finding(
    site: Site, claims: tuple[ZoneClaim, ZoneClaim], instant: datetime, timeline: Timeline
) -> Finding:
    events = [event for event in timeline.events if site.id in (event.origin.id, event.site.id)]
    # A sure event is on a wrong clock whatever becomes of a tentative one, which would soften the finding.
    events = [event for event in events if not event.tentative] or events
    first, other = claims
    return Finding(
        say(
            "{site} has two clocks on {day:day}: {first}, but {other}",
            site=site, day=when.at(instant, first.zone), first=_says(first, instant), other=_says(other, instant),
        ),
        ("places", site.id, first.key),
        events=tuple(event.id for event in events),
        people=tuple(dict.fromkeys(id_ for event in events for id_ in event.people)),
        related=(Label(("places", site.id, other.key), say("contradicts")),),
        hint=_hint(first, other),
        fixes=_fixes(site, first, other),
    )  # fmt: skip


def _says(claim: ZoneClaim, instant: datetime) -> Message:
    values = {"zone": claim.zone.key, "at": when.at(instant, claim.zone)}
    return {
        "zone": say("its zone is written as {zone} ({at:offset})", **values),
        "at": say("its coordinates lie in {zone} ({at:offset})", **values),
        "airport": say("its airport is in {zone} ({at:offset})", **values),
        "within": say("the place around it is in {zone} ({at:offset})", **values),
    }[claim.key]


def _hint(first: ZoneClaim, other: ZoneClaim) -> Message:
    if first.key == "zone":
        return say(
            '"zone" may be left out: it follows from "{key}", which may be what is wrong', key=other.key
        )
    return say('correct "{first}" or "{other}"', first=first.key, other=other.key)


def _fixes(site: Site, first: ZoneClaim, other: ZoneClaim) -> tuple[Fix, ...]:
    if first.key != "zone":
        return ()
    zone = quoted(other.zone.key)
    return (Fix(say("write zone = {zone}", zone=zone), (Edit(("places", site.id, "zone"), zone),)),)
