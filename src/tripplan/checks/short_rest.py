"""Too few hours between one day and the next.

From the last event of an evening to the first of the morning people wash, sleep, eat and pack. Airline crews must have ten hours, of
which eight are for sleep: fewer than ten are a warning, fewer than eight an error. A drive to the hotel that is written takes its
part; what is marked as `rest` does not. Nights on the move, at home, without a bed, or with an event that begins after midnight are not
asked.

Bad:
    ```toml
    [[events]]
    id = "dinner"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-22T20:00
    end = 2024-09-22T22:30

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T11:00

    [[events]]
    id = "drive"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T08:00  # warning: short-rest
    end = 2024-09-23T08:30
    ```

Good:
    ```toml
    [[events]]
    id = "dinner"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-22T19:00
    end = 2024-09-22T21:30

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T11:00

    [[events]]
    id = "drive"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T08:00
    end = 2024-09-23T08:30
    ```
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._nights import nights
from tripplan.checks._spans import Course, Span, together
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.WARNING)
def short_rest(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each night in a bed; people who are short of it for the same event are one finding."""
    enough = timedelta(hours=limits["rest-hours"])
    short = []
    for person in timeline.days:
        for rest in _rests(person, timeline):
            if not (rest.first.certain and rest.last.certain):
                tally.skip("a time that names no instant")
                continue
            tally.judged += 1
            if rest.length < enough:
                short.append(rest)
    for rest in together(short, longest=False):
        yield _finding(rest, limits)


def _rests(person: str, timeline: Timeline) -> Iterator[Span]:
    """A person's nights in bed, from the last event of the evening until the first of the morning, `rest` left out."""
    course = Course(event for event in timeline.days[person] if event.kind != "rest")
    for night in nights(timeline)[person]:
        if not night.beds or night.under_way or not night.away:
            continue
        evening, morning = course.before(night.probe), course.after(night.probe)
        # What begins after midnight interrupts the night: there was rest before it, too.
        if evening and morning and _begun_on(evening) <= night.day:
            yield Span(evening, morning, evening.end, morning.start, [person])


def _begun_on(evening: Event) -> date:
    """The day on which an event begins, by the calendar of the place where it ends."""
    return evening.start.on(evening.site.zone).wall.date()


def _finding(rest: Span, limits: Limits) -> Finding:
    people = tuple(id_ for id_ in rest.people if id_)
    limit = limits.limit("rest-hours")
    too_short = rest.length < timedelta(hours=limits["sleep-hours"])
    return Finding(
        say(
            "{rest} of rest for {people} before {event} at {start}, {needed} are needed ({source:word})",
            rest=rest.length, people=People(people), event=rest.last, start=rest.end,
            needed=timedelta(hours=limit.value), source=limit.source,
        ),
        ("events", rest.last.index, "start"),
        events=(rest.first.id, rest.last.id),
        people=people,
        severity=Severity.ERROR if too_short else Severity.WARNING,
        related=(
            Label(
                ("events", rest.first.index, rest.first.end_key),
                say("{event} ends here at {end:clock}", event=rest.first, end=rest.start),
            ),
        ),
        hint=say("end the evening earlier, or begin the day later"),
    )  # fmt: skip
