"""One version of a document in an editor, and what follows from it: each thing once, and only when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tripplan.checks import settings
from tripplan.load import load
from tripplan.lsp.outline import Outline
from tripplan.lsp.positions import Positions
from tripplan.timeline import Timeline
from tripplan.verify import verify

if TYPE_CHECKING:
    from tripplan.diagnostics import FileReport
    from tripplan.lsp.outline import Path, Token
    from tripplan.model import Event

_BOM = "\ufeff"
_SECTIONS_OF_TRIPS = frozenset({"trip", "places", "people", "events"})


@dataclass(frozen=True)
class Draft:
    """A text as it stands in an editor. `before` is the last version that was TOML: it tells what this one cannot."""

    uri: str
    version: int | None
    written: str
    encoding: str = "utf-16"
    before: Draft | None = None

    @cached_property
    def text(self) -> str:
        """The text; a byte order mark at its beginning is a blank, so that offsets hold."""
        return " " + self.written[1:] if self.written.startswith(_BOM) else self.written

    @property
    def source(self) -> bytes:
        """The text as a file. Half a character, which no file can hold, makes it one that `load` reports."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def positions(self) -> Positions:
        """Where its offsets are for the editor."""
        return Positions(self.text, self.encoding)

    @cached_property
    def outline(self) -> Outline:
        """Its tokens, whether it is TOML already or not."""
        return Outline(self.text)

    @property
    def is_trip(self) -> bool:
        """Whether it is a trip, or the beginning of one: editors show a server every TOML file there is."""
        sections = {path[0] for path in self.outline.keys}
        return not sections or not sections.isdisjoint(_SECTIONS_OF_TRIPS)

    @cached_property
    def timelines(self) -> tuple[Timeline, ...]:
        """What can be understood of it, and behind that what could of the version before."""
        trip = load(self.source, "", settings()).trip
        earlier = self.before.timelines if self.before else ()
        return (Timeline(trip), *earlier) if trip is not None else earlier

    def report(self, language: str) -> FileReport:
        """Everything that is wrong with it."""
        return verify(self.source, self.uri.rpartition("/")[2], language)

    def ids(self, section: str) -> list[str]:
        """The ids that it gives in a section, or gave while it was whole: a quote left open hides what is below."""
        earlier = self.before.outline.ids(section) if self.before else []
        return list(dict.fromkeys([*self.outline.ids(section), *earlier]))

    def whole(self, spot: Token) -> Token:
        """A word that is being written, with what already stands behind the cursor; not a string that nobody has closed."""
        found = self.outline.token_at(spot.start)
        goes_on = found is not None and found.start == spot.start and found.closed and spot.start < spot.end
        return spot._replace(end=found.end, closed=True) if found and goes_on else spot

    def kind_at(self, path: Path) -> str | None:
        """The kind of the event that a path is in, as far as it is written."""
        kind = self.outline.values.get((*path[:2], "kind"))
        return kind.word if kind and path[:1] == ("events",) else None

    def event_at(self, path: Path) -> tuple[Timeline, Event] | None:
        """The event that a path is in, found by its id: numbers shift where an event cannot be read."""
        id_ = self.outline.values.get((*path[:2], "id"))
        if path[:1] != ("events",) or id_ is None:
            return None
        for timeline in self.timelines:
            alike = [event for event in timeline.trip.events if event.id == id_.word]
            if alike:
                return timeline, next((event for event in alike if event.index == path[1]), alike[0])
        return None
