"""What stands between the tables: the head of a day, changes of the clock, nights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import when
from tripplan.cli._towns import town, towns
from tripplan.cli._who import say_who
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.cli._cells import View
    from tripplan.cli._days import Change, Day
    from tripplan.cli._nights import Night


def heading(day: Day, view: View) -> str:
    """The head of a day: "Day 3 · Monday 23 September 2024 · Calgary"."""
    voice = view.voice
    dates = dict.fromkeys(voice.date(each) for each in (day.date, day.last))
    visited = [site for row in day.events if not row.event.cancelled for site in (row.site, row.event.site)]
    visited += [night.event.site for night in day.nights if night.event and night.event.stays]
    parts = [
        _number(day, view),
        " – ".join(dates),
        ", ".join(map(voice.text, towns(visited, view.trip.sites))),
    ]
    if day.again:
        parts.append(voice.word("again"))
    return " · ".join(part for part in parts if part)


def _number(day: Day, view: View) -> str:
    """Which day of the trip it is; nothing where it lies outside."""
    head = view.trip.head
    if head is None or not head.start <= day.date <= day.last <= head.end:
        return ""
    first, last = ((each - head.start).days + 1 for each in (day.date, day.last))
    return view.voice.word("day" if first == last else "days", first=str(first), last=str(last))


def clock_line(change: Change, view: View) -> str:
    """A change: "— clocks: UTC+9 → UTC−6 (Seoul → Calgary time): 15 h back —"."""
    names = dict.fromkeys(
        view.voice.text(town(site, view.trip.sites)) for site in (change.origin, change.site)
    )
    said = view.voice.word(
        "clocks",
        before=when.say_offset(change.before.offset),
        after=when.say_offset(change.after.offset),
        places=" → ".join(names),
        length=view.voice.length(change.length),
        way=view.voice.word("forward" if change.length.total_seconds() > 0 else "back"),
    )
    return f"— {said} —"


def night_line(night: Night, view: View) -> str:
    """A night: "night in Calgary: Hotel Arts · everyone", "in the air: KE 92", "no bed in Boston · Lee"."""
    parts = [_where_slept(night, view)]
    if night.event and night.event.tentative:
        parts.append(view.voice.word("tentative"))
    people = tuple(id_ for id_ in night.people if id_)
    if len(view.trip.people) > 1 and not view.alone:
        parts.append(say_who(people, night.date, view.trip, view.voice))
    return " · ".join(parts) + (f" ({visible(night.reason)})" if night.reason else "")


def _where_slept(night: Night, view: View) -> str:
    event, voice = night.event, view.voice
    if event is not None and event.moves:
        return voice.word(f"night {event.kind}", move=voice.text(event.title))
    name = voice.text(town(night.site, view.trip.sites))
    if event is None:
        return voice.word("no bed", town=name)
    return voice.word("night in", town=name, bed=voice.text(event.title))
