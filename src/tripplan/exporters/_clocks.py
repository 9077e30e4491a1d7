"""When an event is, in words, on the clocks of its places: for programs that show another clock, or days only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import when
from tripplan.messages import plain, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.exporters._options import Options
    from tripplan.model import Event, Site
    from tripplan.when import Moment


def times(event: Event, options: Options, language: str) -> Iterator[str]:
    """A move on both clocks, a bed's check-in and check-out, and any other event where the file is in UTC."""
    nights = when.nights(event.start, event.end)
    if not event.origin.id:
        return  # a place that is not told: its clock would tell it
    if event.moves:
        yield _journey(event, options, language)
    elif event.stays and nights > 0:
        yield _bed(event, options, language, nights)
    elif options.utc:
        yield _local(event, options, language)


def _journey(event: Event, options: Options, language: str) -> str:
    """A move on both clocks: "21:40 ICN (UTC+9) → 17:00 YYC (UTC−6), 10 h 20 min"; with dates where they show different ones."""
    dated = event.start.wall.date() != event.end.wall.date()

    def call(moment: Moment, site: Site) -> str:
        day = f"{when.say_day(moment.wall.date(), options.languages[0])} " if dated else ""
        offset = when.say_offset(moment.offset)
        return f"{day}{moment.wall:%H:%M} {site.label(*options.languages)} ({offset})"

    length = when.say_duration(when.elapsed(event.start, event.end), language)
    return f"{call(event.start, event.origin)} → {call(event.end, event.site)}, {length}"


def _bed(event: Event, options: Options, language: str, nights: int) -> str:
    told = plural(language, nights, "{number} night", "{number} nights")
    ends = _ends(event, options)
    return plain(language, "Check-in {start}, check-out {end}, {nights}", nights=told, **ends)


def _local(event: Event, options: Options, language: str) -> str:
    ends = _ends(event, options)
    if (event.start.wall.date(), event.start.offset) == (event.end.wall.date(), event.end.offset):
        ends["end"] = f"{event.end.wall:%H:%M}"
    return plain(language, "Local time: {start} – {end}", **ends)


def _ends(event: Event, options: Options) -> dict[str, str]:
    def call(moment: Moment) -> str:
        day = when.say_day(moment.wall.date(), options.languages[0])
        return f"{day} {moment.wall:%H:%M} ({when.say_offset(moment.offset)})"

    return {"start": call(event.start), "end": call(event.end)}
