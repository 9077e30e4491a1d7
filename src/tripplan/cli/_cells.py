"""What a table says of a row: its times on each clock, what it is and how sure, where, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from tripplan import when
from tripplan.cli._who import say_who
from tripplan.model.document import MoveTable
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from tripplan.cli._days import Row
    from tripplan.cli._words import Voice
    from tripplan.model import Event, Trip

# Styles by role, in the sixteen colours that every terminal lets its reader choose.
STYLES = {
    "quiet": "dim",
    "move": "cyan",
    "stay": "magenta",
    "struck": "strike dim",
    "tentative": "yellow",
    "cancelled": "red",
    "unclear": "bold red",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A column of times: its head, and the zone of its clock, None for that of the place."""

    head: str
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class View:
    """How a trip is looked at: in whose language, on which clocks, and whether by one person alone."""

    trip: Trip
    voice: Voice
    clocks: tuple[Clock, ...]
    alone: bool = False

    def time(self, row: Row, clock: Clock) -> Text:
        """A row's time on one clock: a move's departure and arrival, else its start and, on the first clock, its end.

        Where that clock shows another date than the day's, the days between stand after the time: "00:30 +1".
        """
        main = clock is self.clocks[0]
        start, end = (
            _hour((moment.on(clock.zone) if clock.zone else moment).wall, row.date)
            + ("?" if moment.trouble else "")
            for moment in (row.start, row.end)
        )
        if row.event.moves and not row.part:
            start += f"\n→ {end}"
        elif main and not row.part:
            start += f"–{end}"
        return Text(start, _struck(row.event, "" if main else "quiet"))

    def what(self, row: Row) -> Text:
        """Its title, or for want of one its kind, and what else names it, after what makes it less than sure."""
        event = row.event
        head, *details = self._move(row) if event.moves else self._pause(row)
        style = "move" if event.moves else "stay" if event.stays else ""
        return Text.assemble(
            *self._doubts(event),
            (head[:1].upper() + head[1:], _struck(event, style)),
            *((f" · {each}", _struck(event, "quiet")) for each in details),
        )

    def _move(self, row: Row) -> list[str]:
        """A move's title, number and length: "Flight KE 71", "10 h 20 min"."""
        event = row.event
        number = event.table.number if isinstance(event.table, MoveTable) else None
        said = [" ".join([self.voice.word(event.kind), *([visible(number)] if number else [])])]
        if event.table.title:
            said.insert(0, self.voice.text(event.table.title))
        if row.part:
            return [self.voice.word(row.part), *said]
        length = when.elapsed(event.start, event.end)
        if event.certain and length.total_seconds() > 0:
            said.append(self.voice.length(length))
        return said

    def _pause(self, row: Row) -> list[str]:
        """What is done at one place: "Wreath-laying", "ceremony"; "Check-in"."""
        title = self.voice.text(row.event.table.title) if row.event.table.title else ""
        if row.part:
            return [self.voice.word(row.part), *([title] if title else [])]
        kind = self.voice.word(row.event.kind)
        if not title:
            return [kind]
        return [title, *([] if row.event.kind == "other" or kind in title.casefold() else [kind])]

    def where(self, row: Row) -> Text:
        """The place; of a move, from where to where."""
        event = row.event
        if event.moves and not row.part:
            way = self.voice.each(lambda *said: f"{event.origin.label(*said)} → {event.site.label(*said)}")
        else:
            way = self.voice.text(event.site.name)
        return Text(way, _struck(event))

    def who(self, row: Row) -> Text:
        """Whom it is for."""
        return Text(say_who(row.event.people, row.date, self.trip, self.voice), _struck(row.event))

    def _doubts(self, event: Event) -> Iterator[tuple[str, str]]:
        """What makes it less than sure, each with its style: "[tentative] "."""
        keys = [] if event.table.status == "confirmed" else [event.table.status]
        for key in [*keys, *([] if event.certain else ["unclear"])]:
            yield f"[{self.voice.word(key)}] ", STYLES[key]


def _hour(wall: datetime, day: date) -> str:
    away = (wall.date() - day).days
    return f"{wall:%H:%M}" + (f" {away:+}".replace("-", "−") if away else "")


def _struck(event: Event, style: str = "") -> str:
    return STYLES["struck"] if event.cancelled else STYLES.get(style, "")
