"""What is known of an event: both clocks, its length, and the way to what comes next for its people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks._ways import estimated, stated
from tripplan.messages import Message, People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.model import Event
    from tripplan.timeline import Gap, Timeline

_STAY = say("stay")  # the one kind that nothing else says by itself: from here the catalogue has it
_SAME_PLACE_KM = 0.25  # as the checks have it: under this nobody travels


def event_lines(timeline: Timeline, event: Event) -> Iterator[object]:
    """The lines on an event."""
    kind, status = event.kind, event.table.status
    if status == "confirmed":
        yield say("{event}: {kind:word}", event=event, kind=kind)
    else:
        yield say("{event}: {kind:word}, {status:word}", event=event, kind=kind, status=status)
    yield say("from {start}", start=event.start)
    yield say("to {end}", end=event.end)
    yield from _length(event)
    ends = say("{first} → {last}", first=event.origin.name, last=event.site.name)
    yield ends if event.moves else event.site.name
    yield People(event.people)
    for gap in timeline.gaps:
        if gap.before.index == event.index:
            yield from _next(gap, timeline)


def _length(event: Event) -> Iterator[Message]:
    """How long it is, and the clock or the clocks that it is on."""
    first, last = (
        say("{zone} ({moment:offset})", zone=each.zone.key, moment=each) for each in (event.start, event.end)
    )
    clock = (
        first
        if first == last or event.start.zone == event.end.zone
        else say("{first} → {last}", first=first, last=last)
    )
    length = when.elapsed(event.start, event.end)
    yield say("{length}, {clock}", length=length, clock=clock) if event.certain and length else clock


def _next(gap: Gap, timeline: Timeline) -> Iterator[Message]:
    """What comes next, for whom, and whether there is time for the way."""
    people = People(gap.people)
    yield say(
        "then {event} at {start:clock} on {start:day}, for {people}",
        event=gap.after,
        start=gap.after.start,
        people=people,
    )
    if not gap.certain:
        return
    if gap.length < timedelta():
        yield say("it begins {length} before this ends", length=-gap.length)
        return
    way = stated(gap, timeline) or estimated(gap, timeline)
    if way is None:
        yield say("{length} between them; how long the way takes is not known", length=gap.length)
    elif way.km is not None and way.km < _SAME_PLACE_KM:
        yield say("{length} between them, at the same place", length=gap.length)
    else:
        takes = timedelta(minutes=round(way.expected))
        yield say(
            "{length} between them; the way takes {takes} ({mode:word}; {source})",
            length=gap.length,
            takes=takes,
            mode=way.mode,
            source=way.source,
        )
