"""From the tables as written to the trip as meant. What does not resolve is left out: `load` has said so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tripplan import places, when
from tripplan.model.document import (
    ActivityTable,
    MoveTable,
    PersonTable,
    PlaceTable,
    ResourceTable,
    StayTable,
    TravelTable,
    TripTable,
)
from tripplan.model.text import Text
from tripplan.model.trip import Choice, Event, Person, Site, Travel, Trip, ZoneClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from tripplan.when import Moment

AnyEventTable = MoveTable | StayTable | ActivityTable


@dataclass(slots=True)
class Tables:
    """The tables of one file that could be read, by id; events by their place among the file's events."""

    head: TripTable | None = None
    places: dict[str, PlaceTable] = field(default_factory=dict)
    people: dict[str, PersonTable] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    resources: dict[str, ResourceTable] = field(default_factory=dict)
    travel: dict[int, TravelTable] = field(default_factory=dict)
    checks: dict[str, Choice] = field(default_factory=dict)
    events: dict[int, AnyEventTable] = field(default_factory=dict)
    unread: set[float] = field(default_factory=set)


def resolve(tables: Tables) -> Trip:
    """The trip that the tables mean."""
    sites = resolve_sites(tables.places)
    people = {
        id_: Person(
            id_, table.name, table.role, frozenset(table.tags), table.joins, table.leaves, table.language
        )
        for id_, table in tables.people.items()
    }
    groups = {id_: expand((id_,), tables.groups, people) for id_ in tables.groups}
    scope = _Scope(sites, people, groups, tables.head.allow if tables.head else {})
    found = {index: _event(index, table, scope) for index, table in tables.events.items()}
    return Trip(
        head=tables.head,
        home=sites.get(tables.head.home) if tables.head else None,
        sites=sites,
        people=people,
        groups=groups,
        events=tuple(event for _, event in sorted(found.items()) if event),
        unread=tuple(sorted(tables.unread | {index for index, event in found.items() if event is None})),
        languages=tables.head.languages if tables.head else ("en",),
        resources=tables.resources,
        travel=tuple(
            Travel(frozenset({row.origin, row.destination}), row.mode, row.minutes, row.source)
            for row in tables.travel.values()
        ),
        checks=tables.checks,
    )


def expand(
    names: Iterable[str], groups: Mapping[str, Iterable[str]], people: Mapping[str, object]
) -> tuple[str, ...]:
    """The people behind names of people and groups, groups of groups too, each once, in the order of naming."""
    found: dict[str, None] = {}
    waiting, seen = list(names)[::-1], set[str]()
    while waiting:
        name = waiting.pop()
        if name in people:
            found[name] = None
        elif name in groups and name not in seen:
            seen.add(name)
            waiting.extend(list(groups[name])[::-1])
    return tuple(found)


def resolve_sites(tables: Mapping[str, PlaceTable]) -> dict[str, Site]:
    """The places that have a zone, by id."""
    containers = {table.within for table in tables.values() if table.within}
    sites: dict[str, Site] = {}
    for id_ in tables:
        for each in reversed(_chain(id_, tables)):
            if each not in sites and (site := _site(each, tables[each], sites, containers)):
                sites[each] = site
    return {id_: sites[id_] for id_ in tables if id_ in sites}


def _chain(id_: str, tables: Mapping[str, PlaceTable]) -> list[str]:
    """A place and the larger ones around it; a cycle is cut where it closes."""
    chain: dict[str, None] = {}
    each: str | None = id_
    while each is not None and each in tables and each not in chain:
        chain[each] = None
        each = tables[each].within
    return list(chain)


def _site(id_: str, table: PlaceTable, sites: Mapping[str, Site], containers: set[str]) -> Site | None:
    airport = places.airport(table.airport) if table.airport else None
    larger = sites.get(table.within) if table.within else None
    claims = tuple(_claims(table, airport, larger))
    if not claims:
        return None
    name = table.name or _airport_name(airport) or Text.of(id_)
    own = table.at or ((airport.lat, airport.lon) if airport else None)
    area = own is not None and airport is None and _is_area(id_, table, name, own, containers)
    return Site(
        id=id_,
        name=name,
        zone=claims[0].zone,
        claims=claims,
        position=own or (larger.position if larger else None),
        rough=own is None or area,
        around=(larger.id, *larger.around) if larger else (),
        airport=airport.iata if airport else None,
        address=table.address,
        open=table.open,
    )


def _claims(table: PlaceTable, airport: places.Airport | None, larger: Site | None) -> Iterator[ZoneClaim]:
    names = {
        "zone": table.zone,
        "at": places.zone_at(*table.at) if table.at else None,
        "airport": airport.zone if airport else None,
    }
    for key, name in names.items():
        if name and (zone := when.zone(name)):
            yield ZoneClaim(key, zone)
    if larger:
        yield ZoneClaim("within", larger.zone)


def _is_area(id_: str, table: PlaceTable, name: Text, at: tuple[float, float], containers: set[str]) -> bool:
    """Whether a position stands for a whole town: a larger place without an address, or just a city of that name."""
    if table.address is None and id_ in containers:
        return True
    return places.is_city((form for _, form in name.forms), at)


def _airport_name(airport: places.Airport | None) -> Text | None:
    if airport is None:
        return None
    forms = {"en": airport.name, "ko": airport.name_ko}
    return Text(tuple((language, form) for language, form in forms.items() if form))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the events of a file may speak of, and what the whole file accepts."""

    sites: Mapping[str, Site]
    people: Mapping[str, Person]
    groups: Mapping[str, tuple[str, ...]]
    accepted: Mapping[str, str]


def _event(index: int, table: AnyEventTable, scope: _Scope) -> Event | None:
    names = (table.origin, table.destination) if isinstance(table, MoveTable) else (table.place, table.place)
    origin, site = (scope.sites.get(name) for name in names)
    if origin is None or site is None:
        return None
    settled = "zone-mismatch" in {**table.allow, **scope.accepted}
    start = _moment(table.start, origin, settled=settled)
    if table.end is not None:
        end = _moment(table.end, site, settled=settled)
    elif table.duration is not None:
        end = when.after(start, table.duration, site.zone)
    else:
        return None
    stays = isinstance(table, StayTable)
    days = (start.wall.date(), end.wall.date() if stays else start.wall.date())
    who = _attending(table.who, scope.people, scope.groups, days)
    optional = frozenset(expand(table.optional, scope.groups, scope.people)) & frozenset(who)
    return Event(index, table, start, end, origin, site, who, optional)


def _moment(written: datetime, site: Site, *, settled: bool) -> Moment:
    """What a time means at a place; in doubt where the place's keys give it two clocks, unless the file has settled that."""
    moment = when.read(written, site.zone)
    if settled:
        return moment
    two = any(when.at(moment.instant, claim.zone).offset != moment.offset for claim in site.claims)
    return replace(moment, trouble=when.Trouble.ZONE) if two and moment.trouble is None else moment


def _attending(
    names: tuple[str, ...] | None,
    people: Mapping[str, Person],
    groups: Mapping[str, tuple[str, ...]],
    days: tuple[date, date],
) -> tuple[str, ...]:
    """Who an event is for: those named, and of groups and of everyone those who are on the trip that day."""
    every = people if names is None else expand(names, groups, people)
    named = set(names or ())
    return tuple(id_ for id_ in every if id_ in named or people[id_].on_trip(*days))
