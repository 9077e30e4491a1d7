"""Too little time to change from one flight to another, or from train to train.

How long it takes depends on the border between: whoever enters a country passes immigration, and in the United States and Canada
fetches their bags at the first airport. An error is less than the usual minimum, a warning not half an hour more. Events whose
`booking` differs, or that are tagged `separate-ticket`, are judged as separate tickets, those with the same text as one that the
airline vouches for. Two places with the code of one airport are two of its terminals. What is done at the airport meanwhile, a
shuttle or a lunch, makes the time no longer.

Bad:
    ```toml
    [[events]]
    id = "to-vancouver"
    kind = "flight"
    from = "icn"
    to = "yvr"
    start = 2024-09-23T18:00
    end = 2024-09-23T12:10

    [[events]]
    id = "to-calgary"
    kind = "flight"
    from = "yvr"
    to = "yyc"
    start = 2024-09-23T13:15  # error: tight-connection
    end = 2024-09-23T15:45
    ```

Good:
    ```toml
    [[events]]
    id = "to-vancouver"
    kind = "flight"
    from = "icn"
    to = "yvr"
    start = 2024-09-23T18:00
    end = 2024-09-23T12:10

    [[events]]
    id = "to-calgary"
    kind = "flight"
    from = "yvr"
    to = "yyc"
    start = 2024-09-23T14:45
    end = 2024-09-23T17:15
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._hubs import crosses_border, enters, reclaims, timetabled, waits
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def tight_connection(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each change within one airport, station or port."""
    for wait in waits(timeline, limits):
        if not wait.before or not wait.connects or not timetabled(wait.after, limits):
            continue
        if not wait.known:
            tally.skip("something between them is not known")
        elif not wait.certain:
            tally.skip("a time that names no instant")
        else:
            tally.judged += 1
            people = tuple(id_ for id_ in wait.people if id_)
            yield from _judged(wait.before, wait.after, people, limits)


def _judged(first: Event, second: Event, people: tuple[str, ...], limits: Limits) -> Iterator[Finding]:
    found = when.elapsed(first.end, second.start)
    least = _least(first, second, limits)
    if found < timedelta():
        return
    if found < least:
        # The minimum is a usual one: less may be sold by an airline that knows better.
        sure = first.kind == "flight" and not _one_ticket(first, second)
        yield _finding(first, second, people, limits, Severity.ERROR if sure else Severity.WARNING)
    elif found < least + _margin(first, second, limits):
        yield _finding(first, second, people, limits, Severity.WARNING)


def _least(first: Event, second: Event, limits: Limits) -> timedelta:
    """The minimum, without which the second is missed."""
    extra = limits["terminal-change-minutes"] if _changes_terminal(first, second) else 0
    return timedelta(minutes=limits[f"{_sort(first, second, limits)}-minutes"] + extra)


def _changes_terminal(first: Event, second: Event) -> bool:
    return first.kind == "flight" and first.site.id != second.origin.id


def _sort(first: Event, second: Event, limits: Limits) -> str:
    """What the limit of a change is called after."""
    if first.kind != "flight":
        return first.kind
    if reclaims(first, second, limits):
        return "first-entry"
    if crosses_border(second, limits):
        return "transit" if crosses_border(first, limits) else "departing"
    return "arriving" if enters(first, limits) else "domestic"


def _margin(first: Event, second: Event, limits: Limits) -> timedelta:
    """What should be left over."""
    name = _margin_name(first, second)
    return timedelta(minutes=limits[name] if name else 0)


def _margin_name(first: Event, second: Event) -> str | None:
    """The limit of what should be left over; None where a railway, a bus line or one ticket answers for it."""
    if first.kind != "flight" or _one_ticket(first, second):
        return None
    return "separate-tickets-minutes" if _separate(first, second) else "margin-minutes"


def _one_ticket(first: Event, second: Event) -> bool:
    return (
        first.table.booking is not None
        and first.table.booking == second.table.booking
        and not _separate(first, second)
    )


def _separate(first: Event, second: Event) -> bool:
    bookings = {first.table.booking, second.table.booking} - {None}
    return len(bookings) > 1 or "separate-ticket" in {*first.table.tags, *second.table.tags}


def _finding(
    first: Event, second: Event, people: tuple[str, ...], limits: Limits, severity: Severity
) -> Finding:
    needed = _least(first, second, limits) + _margin(first, second, limits)
    return Finding(
        say(
            "{found} for {people} to change from {first} to {second} in {site} at {start}: {needed}",
            found=when.elapsed(first.end, second.start), people=People(people), first=first, second=second,
            site=second.origin, start=second.start, needed=_needed(first, second, limits),
        ),
        ("events", second.index, "start"),
        events=(first.id, second.id),
        people=people,
        severity=severity,
        related=(Label(("events", first.index, "to"), say("{event} arrives here at {end}", event=first, end=first.end)),),
        hint=say("take a later {kind:word} than {second}, at least {needed} after the arrival", kind=second.kind, second=second, needed=needed),
    )  # fmt: skip


def _needed(first: Event, second: Event, limits: Limits) -> Message:
    """The lines that add up to what is needed, each with its source."""
    minimum = say(
        "the least is {least} ({source:word})",
        **_said("least", f"{_sort(first, second, limits)}-minutes", limits),
    )
    if _changes_terminal(first, second):
        extra = _said("extra", "terminal-change-minutes", limits)
        minimum = say(
            "{minimum}, {extra} more from terminal to terminal ({source:word})", minimum=minimum, **extra
        )
    name = _margin_name(first, second)
    if name is None:
        return minimum
    margin = _said("margin", name, limits)
    if _separate(first, second):
        return say(
            "{minimum}, and {margin} more on separate tickets ({source:word})", minimum=minimum, **margin
        )
    return say("{minimum}, and {margin} more are prudent ({source:word})", minimum=minimum, **margin)


def _said(hole: str, name: str, limits: Limits) -> dict[str, object]:
    """A limit in minutes for the holes of a sentence."""
    limit = limits.limit(name)
    return {hole: timedelta(minutes=limit.value), "source": limit.source}
