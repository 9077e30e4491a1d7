"""The trip as it is meant: places with their zones, people with their days, events with their instants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tripplan.model.document import MOVES, STAYS, MoveTable
from tripplan.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, time
    from zoneinfo import ZoneInfo

    from tripplan.model.document import ActivityTable, ResourceTable, StayTable, TripTable
    from tripplan.when import Moment


@dataclass(frozen=True, slots=True)
class ZoneClaim:
    """One reason to believe in a zone: the key of the place that gives it, and the zone."""

    key: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Site:
    """A place with what follows from its keys.

    `position` is (latitude, longitude) in degrees, None where nothing tells it. `rough` positions are a city's or a
    larger place's, good for long legs only. `around` holds the ids of the larger places, nearest first. `claims` are all
    zones that its keys give, the one that counts first. `open` are its opening hours in OpenStreetMap's syntax.
    """

    id: str
    name: Text
    zone: ZoneInfo
    claims: tuple[ZoneClaim, ...]
    position: tuple[float, float] | None = None
    rough: bool = False
    around: tuple[str, ...] = ()
    airport: str | None = None
    address: Text | None = None
    open: str | None = None

    def label(self, *languages: str) -> str:
        """Its airport code, or else its name."""
        return self.airport or self.name.say(*languages)

    def shares_region(self, other: Site) -> bool:
        """Whether one lies in the other, or both in one larger place."""
        return bool({self.id, *self.around} & {other.id, *other.around})


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on the trip; `joins` and `leaves` are the first and last day, None for the whole of it. `language` is theirs, where it is told."""

    id: str
    name: Text
    role: Text | None = None
    tags: frozenset[str] = frozenset()
    joins: date | None = None
    leaves: date | None = None
    language: str | None = None

    def on_trip(self, first: date, last: date) -> bool:
        """Whether they are on the trip on some day from `first` to `last`."""
        return (self.joins is None or self.joins <= last) and (self.leaves is None or first <= self.leaves)


@dataclass(frozen=True, slots=True)
class Event:
    """One event with its instants, its places and its people.

    `index` is its place among the file's events, `origin` and `site` are where it begins and ends (the same for all but moves),
    `people` are those it is for, in the file's order, `optional` those of them who may miss it.
    """

    index: int
    table: MoveTable | StayTable | ActivityTable
    start: Moment
    end: Moment
    origin: Site
    site: Site
    people: tuple[str, ...]
    optional: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The event's id."""
        return self.table.id

    @property
    def kind(self) -> str:
        """The event's kind, as the file writes it."""
        return self.table.kind

    @property
    def moves(self) -> bool:
        """Whether it takes people from one place to another."""
        return self.kind in MOVES

    @property
    def stays(self) -> bool:
        """Whether it is a bed."""
        return self.kind in STAYS

    @property
    def cancelled(self) -> bool:
        """Whether it takes no part in any check."""
        return self.table.status == "cancelled"

    @property
    def tentative(self) -> bool:
        """Whether findings on it are softened."""
        return self.table.status == "tentative"

    @property
    def certain(self) -> bool:
        """Whether its times name one instant each, in this order: nothing finer can be told of it otherwise."""
        sure = self.start.trouble is None and self.end.trouble is None
        return sure and self.start.instant <= self.end.instant

    @property
    def written(self) -> Iterator[tuple[str, Moment]]:
        """The times that the file writes, by key; an end that follows from a duration is not among them."""
        yield "start", self.start
        if self.table.end is not None:
            yield "end", self.end

    def site_at(self, key: str) -> Site:
        """Where it is at its "start" or "end": the clock of that time."""
        return self.origin if key == "start" else self.site

    @property
    def place_key(self) -> str:
        """The key that says where it begins."""
        return "from" if self.moves else "place"

    @property
    def end_key(self) -> str:
        """The key that says where it ends."""
        return "to" if self.moves else "place"

    @property
    def title(self) -> Text:
        """Its title, or for want of one the names of its places."""
        if self.table.title is not None:
            return self.table.title
        if not isinstance(self.table, MoveTable):
            return self.site.name
        number = f"{self.table.number} " if self.table.number else ""
        languages = dict.fromkeys(
            language for site in (self.origin, self.site) for language, _ in site.name.forms
        )
        return Text(
            tuple(
                (each, f"{number}{self.origin.label(each)} → {self.site.label(each)}") for each in languages
            )
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """What the trip's [checks] say of one check: a severity, its limits, or that it is off."""

    severity: str | None = None
    limits: Mapping[str, float | time | list[str]] = field(default_factory=dict)
    off: bool = False


@dataclass(frozen=True, slots=True)
class Travel:
    """How long a way takes by the trip's own word, in minutes, in both directions."""

    sites: frozenset[str]
    mode: str
    minutes: float
    source: str | None


@dataclass(frozen=True, slots=True)
class Trip:
    """The whole trip.

    `head` is `[trip]` as written, None where it could not be read. `groups` hold people only, groups of groups spelled out.
    `unread` are the places among the
    file's events of those that could not be read (2.5 is between the third and the fourth): what lies around them is unknown.
    """

    head: TripTable | None
    home: Site | None
    sites: Mapping[str, Site]
    people: Mapping[str, Person]
    groups: Mapping[str, tuple[str, ...]]
    events: tuple[Event, ...]
    unread: tuple[float, ...] = ()
    languages: tuple[str, ...] = ("en",)
    resources: Mapping[str, ResourceTable] = field(default_factory=dict)
    travel: tuple[Travel, ...] = ()
    checks: Mapping[str, Choice] = field(default_factory=dict)
