"""What one table says of another: names that must exist, chains that must end, ids that must differ."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from tripplan import places, when
from tripplan.diagnostics import Finding, Label
from tripplan.load.explain import respelled
from tripplan.messages import say
from tripplan.model.document import MoveTable
from tripplan.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from tripplan.diagnostics import Path
    from tripplan.messages import Message
    from tripplan.model.document import PlaceTable
    from tripplan.model.resolve import AnyEventTable, Tables


@dataclass(frozen=True, slots=True)
class Known:
    """All names that a file gives, also those of tables that could not be read.

    `opaque` says that tables were lost whose names could not be read: then no name is certainly unknown.
    """

    places: Collection[str] = ()
    people: Collection[str] = ()
    groups: Collection[str] = ()
    resources: Collection[str] = ()
    checks: Collection[str] = field(default=())
    opaque: bool = False

    @classmethod
    def of(
        cls, data: Mapping[str, Any], lost: Mapping[str, Any], checks: Collection[str], *, opaque: bool
    ) -> Known:
        """The names in a parsed file and in the tables that a syntax error took from it."""
        names = {
            section: ChainMap(
                *(each for source in (data, lost) if isinstance(each := source.get(section), dict))
            )
            for section in ("places", "people", "groups", "resources")
        }
        misshapen = any(not isinstance(data.get(section, {}), dict) for section in names)
        return cls(**names, checks=checks, opaque=opaque or misshapen)


def check_references(tables: Tables, known: Known) -> list[Finding]:
    """Every problem between the tables of one file."""
    found = [*_trip(tables, known), *_places(tables, known), *_people(tables), *_groups(tables, known)]
    for index, table in tables.events.items():
        found += _event(table, ("events", index), known)
    for index, row in tables.travel.items():
        found += _place(row.origin, ("travel", index, "from"), known)
        found += _place(row.destination, ("travel", index, "to"), known)
    return [*found, *_repeated_ids(tables)]


def _unknown(name: str, absent: Message, at: Path, names: Iterable[str], known: Known) -> Iterator[Finding]:
    """The finding that nothing of a name is there; `absent` says so, with the name in its hole."""
    if name not in (names := list(names)) and not known.opaque:
        hint = did_you_mean(name, names) or say("there are: {names}", names=names[:8] or ["–"])
        fixes = respelled(at, name, names, key=at[-1] == name)
        yield Finding(absent, at, check="unknown-reference", hint=hint, fixes=fixes)


def _place(name: str, at: Path, known: Known) -> Iterator[Finding]:
    return _unknown(name, say('there is no place "{name}"', name=name), at, known.places, known)


def _trip(tables: Tables, known: Known) -> Iterator[Finding]:
    head = tables.head
    if head is None:
        return
    yield from _place(head.home, ("trip", "home"), known)
    if head.end < head.start:
        message = say("the trip ends on {end}, before it starts on {start}", end=head.end, start=head.start)
        yield Finding(message, ("trip", "end"), check="bad-value")
    yield from _allow(head.allow, ("trip",), known)


def _allow(allow: Mapping[str, str], path: Path, known: Known) -> Iterator[Finding]:
    for name in allow:
        absent = say('there is no check "{name}"', name=name)
        yield from _unknown(name, absent, (*path, "allow", name), known.checks, known)


def _places(tables: Tables, known: Known) -> Iterator[Finding]:
    for id_, table in tables.places.items():
        path: Path = ("places", id_)
        if table.within is not None:
            yield from _place(table.within, (*path, "within"), known)
        if table.airport is not None and places.airport(table.airport) is None:
            message = say('there is no airport with the IATA code "{code}"', code=table.airport)
            hint = _airport_hint(table.airport)
            yield Finding(message, (*path, "airport"), check="unknown-reference", hint=hint)
        if table.zone is not None and when.zone(table.zone) is None:
            message = say(
                'there is no time zone "{zone}" in the IANA data {version}',
                zone=table.zone,
                version=when.tzdata_version(),
            )
            yield Finding(message, (*path, "zone"), check="unknown-reference", hint=_zone_hint(table.zone))
        yield from _zoneless(table, path)
    yield from _cycles(
        {id_: (table.within,) for id_, table in tables.places.items() if table.within}, "places", "within"
    )


def _airport_hint(code: str) -> Message:
    near = places.nearest_airports(code)
    if near:
        return say("did you mean {codes}?", codes=near)
    return say('"tripplan places" followed by a city lists its airports')


def _zone_hint(name: str) -> Message | None:
    """The zone of the city that somebody took for a zone, or the zone spelled most like it."""
    city = name.rpartition("/")[2].replace("_", " ")
    found = [each for each in places.search(city, 1) if each.zone]
    if found:
        return say('{city} lies in "{zone}"', city=found[0].name, zone=found[0].zone)
    return did_you_mean(name, when.zone_names())


def _zoneless(table: PlaceTable, path: Path) -> Iterator[Finding]:
    """A place whose keys tell no zone; one whose keys are wrong has been reported for that."""
    if table.zone or table.airport or table.within:
        return
    if table.at is None:
        hint = say("the zone follows from coordinates, from an IATA code or from a larger place")
        message = say('[places.{id}] needs "at", "airport", "zone" or "within"', id=path[1])
        yield Finding(message, path, check="missing-key", hint=hint)
    elif places.zone_at(*table.at) is None:
        message = say(
            "no time zone is known at {latitude}, {longitude}", latitude=table.at[0], longitude=table.at[1]
        )
        hint = say('is the order latitude, longitude? Where it is right, write "zone" too')
        yield Finding(message, (*path, "at"), check="missing-key", hint=hint)


def _people(tables: Tables) -> Iterator[Finding]:
    for id_, table in tables.people.items():
        if table.joins and table.leaves and table.leaves < table.joins:
            message = say(
                "{name} leaves on {last}, before joining on {first}",
                name=table.name,
                last=table.leaves,
                first=table.joins,
            )
            yield Finding(message, ("people", id_, "until"), check="bad-value")


def _groups(tables: Tables, known: Known) -> Iterator[Finding]:
    for id_, members in tables.groups.items():
        if id_ in known.people:
            message = say('"{id}" is both a person and a group', id=id_)
            related = (Label(("people", id_), say("the person")),)
            yield Finding(message, ("groups", id_), check="duplicate-id", related=related)
        for index, name in enumerate(members):
            yield from _who(name, ("groups", id_, index), known)
    yield from _cycles(tables.groups, "groups")


def _who(name: str, at: Path, known: Known) -> Iterator[Finding]:
    absent = say('there is no person or group "{name}"', name=name)
    return _unknown(name, absent, at, [*known.people, *known.groups], known)


def _cycles(edges: Mapping[str, Iterable[str]], section: str, *key: str) -> Iterator[Finding]:
    """Each cycle once, at its member that stands first in the file."""
    graph = {node: [each for each in targets if each in edges] for node, targets in edges.items()}
    order = {node: place for place, node in enumerate(graph)}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            ring = error.args[1][:0:-1]  # closed, and from the larger to the smaller
            first = min(ring, key=order.__getitem__)
            turn = ring.index(first)
            way = " → ".join([*ring[turn:], *ring[:turn], first])
            yield Finding(say("{way} goes round in a circle", way=way), (section, first, *key), check="cycle")
            del graph[first]
        else:
            return


def _event(table: AnyEventTable, path: Path, known: Known) -> Iterator[Finding]:
    ends = (
        {"from": table.origin, "to": table.destination}
        if isinstance(table, MoveTable)
        else {"place": table.place}
    )
    for key, name in ends.items():
        yield from _place(name, (*path, key), known)
    named = {"who": table.who, "optional": table.optional, "audience": table.audience}
    for key, names in named.items():
        for index, name in enumerate(names or ()):
            yield from _who(name, (*path, key, index), known)
    for index, name in enumerate(table.resources):
        absent = say('there is no resource "{name}"', name=name)
        yield from _unknown(name, absent, (*path, "resources", index), known.resources, known)
    yield from _allow(table.allow, path, known)
    if table.end is None and table.duration is None:
        yield Finding(say('[[events]] needs "end" or "duration"'), path, check="missing-key")
    if table.end is not None and table.duration is not None:
        hint = say('leave out one of them; "duration" moves the end along when the start changes')
        message = say('"end" and "duration" say the same thing twice')
        yield Finding(message, (*path, "duration"), check="bad-value", hint=hint)


def _repeated_ids(tables: Tables) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, table in tables.events.items():
        if table.id in first:
            related = (Label(("events", first[table.id], "id"), say("first used here")),)
            hint = say("calendars, comparisons and `allow` hang on an id: each event needs its own")
            message = say('the id "{id}" is used twice', id=table.id)
            yield Finding(message, ("events", index, "id"), check="duplicate-id", related=related, hint=hint)
        first.setdefault(table.id, index)
