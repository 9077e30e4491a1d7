"""Whom an event is for, in as few letters as tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tripplan.cli._words import Voice
    from tripplan.model import Trip


def say_who(people: tuple[str, ...], day: date, trip: Trip, voice: Voice) -> str:
    """The shortest that is true on that day: "everyone", "everyone but Lee", a group's id, groups and names, or names.

    Everyone and groups are read as those of them who are on the trip that day, as in the file.
    """
    if not people:
        return voice.word("nobody")
    return min(_ways(people, day, trip, voice), key=cell_len)


def _ways(people: tuple[str, ...], day: date, trip: Trip, voice: Voice) -> Iterator[str]:
    chosen = set(people)
    present = {id_ for id_, person in trip.people.items() if person.on_trip(day, day)}
    if chosen == present and len(present) > 1:
        yield voice.word("everyone")
        return
    yield _names(people, trip, voice)
    if chosen < present:
        left_out = tuple(id_ for id_ in trip.people if id_ in present - chosen)
        yield voice.word("everyone but", names=_names(left_out, trip, voice))
    groups: list[str] = []
    for id_, members in sorted(trip.groups.items(), key=lambda group: -len(group[1])):
        there = present.intersection(members)
        if len(there) > 1 and there <= chosen:
            groups.append(visible(id_))
            chosen -= there
    rest = tuple(id_ for id_ in people if id_ in chosen)
    yield ", ".join([*groups, *([_names(rest, trip, voice)] if rest else [])])


def _names(people: tuple[str, ...], trip: Trip, voice: Voice) -> str:
    return ", ".join(voice.text(trip.people[id_].name) for id_ in people)
