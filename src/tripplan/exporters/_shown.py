"""What a calendar may show of each event, whoever it is for: what two releases are compared by."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from tripplan.exporters import _apple
from tripplan.exporters._discretion import chosen
from tripplan.exporters._entry import entry_of
from tripplan.exporters._options import Options
from tripplan.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.model import Event, Trip

_COUNTERS = frozenset({"SEQUENCE", "DTSTAMP", "LAST-MODIFIED"})
_SIZE = 8  # bytes
# Files that are nobody's own, by what no person is called: everybody's, and that of whoever keeps the trip.
_NOBODY = {"": Options(), " ": Options(audience=frozenset())}


def shown(trip: Trip) -> dict[str, str]:
    """A digest of each event as calendars show it, by id: another one where any of them shows something else of it.

    It is made of what one who may see everything reads, in each language that somebody may ask for, and of the ways to get there as each
    person has them. Files that tell less are made of the same.

    Raises:
        ValueError: the times of an event name no instants, or it ends before it starts.
    """
    spoken = [each.language for each in trip.people.values() if each.language]
    languages = list(dict.fromkeys([*trip.languages, *LANGUAGES, *spoken]))
    ways = {
        id_: _apple.ways(trip, chosen(trip, each), each)
        for id_, each in (
            *_NOBODY.items(),
            *((id_, Options(people=frozenset([id_]))) for id_ in trip.people),
        )
    }
    return {
        event.id: _digest([*_wordings(event, trip, languages), *_ways(event, ways)]) for event in trip.events
    }


def _wordings(event: Event, trip: Trip, languages: list[str]) -> Iterator[str]:
    """The event in the first language and, where it reads otherwise there, in each other one."""
    first, *others = (_wording(event, trip, each) for each in languages)
    yield first
    yield from (f"{name}\n{said}" for name, said in zip(languages[1:], others, strict=True) if said != first)


def _wording(event: Event, trip: Trip, language: str) -> str:
    entry = entry_of(
        event, "", trip, Options(languages=(language, *trip.languages), audience=frozenset()), None
    )
    told = (each for each in entry.properties if each.name not in _COUNTERS)
    lines = (f"{name}{sorted(parameters.items())}{value}" for name, value, parameters in told)
    # A zone's new rules move the instants of an event whose reading stays.
    instants = (f"{moment.instant}" for moment in (entry.span.start, entry.span.end))
    return "\n".join([*lines, str(entry.triggers), *instants])


def _ways(event: Event, ways: dict[str, Mapping[int, int]]) -> Iterator[str]:
    """How long before the event whom a calendar tells to leave."""
    return (f"{id_}\n{found[event.index]}" for id_, found in ways.items() if event.index in found)


def _digest(parts: list[str]) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=_SIZE).hexdigest()
