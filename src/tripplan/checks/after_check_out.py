"""Nothing to do and no room after check-out.

The room has to be left, and for more than three hours nothing is planned: people and luggage are in the street. A day room, a next
room at the same place and a room elsewhere that is ready by then excuse it, and so does home. Where no bed follows for the night,
`no-bed` says so, and where the next event is in another town, `teleport`.

Bad:
    ```toml
    [[events]]
    id = "breakfast"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-23T08:00
    end = 2024-09-23T09:00

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T11:00  # warning: after-check-out

    [[events]]
    id = "to-airport"
    kind = "drive"
    from = "city-hall"
    to = "yyc"
    start = 2024-09-23T18:00
    end = 2024-09-23T18:30
    ```

Good:
    ```toml
    [[events]]
    id = "breakfast"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-23T08:00
    end = 2024-09-23T09:00

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T17:30

    [[events]]
    id = "to-airport"
    kind = "drive"
    from = "city-hall"
    to = "yyc"
    start = 2024-09-23T18:00
    end = 2024-09-23T18:30
    ```
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._legs import near
from tripplan.checks._nights import nights
from tripplan.checks._spans import Course, Span, here
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline
    from tripplan.when import Moment


@check(Severity.WARNING)
def after_check_out(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the end of each stay of each person; one stay is one finding."""
    idle: dict[int, Span] = {}
    for person, beds in timeline.beds.items():
        course = Course(timeline.days[person])
        lacking: set[date] = (
            {night.day for night in nights(timeline)[person] if night.lacking} if beds else set()
        )
        for bed in beds:
            span = _span(person, bed, course, timeline, limits)
            if span is None or bed.end.wall.date() in lacking:
                continue
            if timeline.trip.unread or not (span.last.certain and bed.certain):
                tally.skip("a time or an event that could not be read")
                continue
            tally.judged += 1
            if _is_idle(span, beds, limits):
                _note(idle, span)
    for span in idle.values():
        yield _finding(span, limits)  # fmt: skip


def _span(person: str, bed: Event, course: Course, timeline: Timeline, limits: Limits) -> Span | None:
    """From the check-out of those who are at the hotel then, or come back to it, until their next event in that town."""
    before, after = course.before(bed.end.instant), course.after(bed.end.instant)
    if before is None or after is None or not near(before.site, bed.site, limits):
        return None
    if not near(before.site, after.origin, limits):
        return None
    if timeline.trip.home and near(timeline.trip.home, bed.site, limits):
        return None
    out = before.end if before.end.instant > bed.end.instant else bed.end
    return Span(bed, after, out, after.start, [person])


def _is_idle(span: Span, beds: tuple[Event, ...], limits: Limits) -> bool:
    """Whether nobody gives them anything to do, or a room, in good time."""
    enough = timedelta(hours=limits["idle-hours"])
    return span.length > enough and not any(
        _takes_in(bed, span, span.start, enough, limits) for bed in beds if bed.index != span.first.index
    )


def _takes_in(bed: Event, span: Span, out: Moment, enough: timedelta, limits: Limits) -> bool:
    """Whether another stay has a room for them soon, or keeps their luggage since it is at the same place."""
    if bed.end.instant <= out.instant or bed.start.instant >= span.end.instant:
        return False
    return bed.start.instant <= out.instant + enough or here(bed.site, span.first.site, limits)


def _note(idle: dict[int, Span], new: Span) -> None:
    known = idle.setdefault(new.first.index, new)
    if known is not new:
        known.people += new.people
        if new.length > known.length:
            known.start, known.end, known.last = new.start, new.end, new.last


def _finding(span: Span, limits: Limits) -> Finding:
    people = tuple(id_ for id_ in span.people if id_)
    bed, after = span.first, span.last
    idle = limits.limit("idle-hours")
    return Finding(
        say(
            "{people} without a room from {out}: the next event, {event}, is {idle} later",
            people=People(people), out=span.start, event=after, idle=span.length,
        ),
        ("events", bed.index, "duration" if bed.table.end is None else "end"),
        events=(bed.id, after.id),
        people=people,
        related=(Label(("events", after.index, "start"), say("it starts at {start}", start=after.start)),),
        hint=say(
            "agree on a late check-out and write its time, add a day room, or plan something; up to {most} may be idle ({source:word})",
            most=timedelta(hours=idle.value), source=idle.source,
        ),
    )  # fmt: skip
