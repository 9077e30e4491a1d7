"""What a reader asks of a trip, in the trip's own terms: people, a day, clocks. A wrong word gets the nearest right one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.cli._cells import Clock
from tripplan.messages import say
from tripplan.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tripplan.cli._days import Day
    from tripplan.cli._words import Voice
    from tripplan.messages import Message
    from tripplan.model import Trip

_LISTED = 8  # right words that are listed where none is near
_CLOCKS = ("local", "home", "utc")


class ChoiceError(ValueError):
    """Nothing answers to what was asked for; the message names what would."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


def scope_of(trip: Trip, people: Sequence[str], groups: Sequence[str]) -> frozenset[str] | None:
    """The ids of the people asked for, by themselves and by group; None where nobody was.

    Raises:
        ChoiceError: there is no such person or group.
    """
    for word in people:
        if word not in trip.people:
            raise ChoiceError(_no_person(word, trip))
    for word in groups:
        if word not in trip.groups:
            raise ChoiceError(_no_group(word, trip))
    members = (id_ for word in groups for id_ in trip.groups[word])
    return frozenset([*people, *members]) if people or groups else None


def _no_person(word: str, trip: Trip) -> Message:
    if word in trip.groups:
        return say('"{word}" is a group: write --group {word}', word=word)
    names = {form: person.id for person in trip.people.values() for _, form in person.name.forms}
    absent = say('there is no person "{word}"', word=word)
    return _unknown(absent, word, names | {id_: id_ for id_ in trip.people})


def _no_group(word: str, trip: Trip) -> Message:
    if word in trip.people:
        return say('"{word}" is a person: write --person {word}', word=word)
    absent = say('there is no group "{word}"', word=word)
    return _unknown(absent, word, {id_: id_ for id_ in trip.groups})


def _unknown(absent: Message, word: str, known: Mapping[str, str]) -> Message:
    """What is said of a wrong word; `known` are the right ones by all that they go by."""
    near = nearest(word, known)
    if near is not None:
        return say('{absent}: did you mean "{word}"?', absent=absent, word=known[near])
    ids = list(dict.fromkeys(known.values()))
    if not ids:
        return say("{absent}: the file has none", absent=absent)
    more = [say("{number} more", number=len(ids) - _LISTED)] if len(ids) > _LISTED else []
    return say("{absent}: the file has {names}", absent=absent, names=[*ids[:_LISTED], *more])


def on_day(days: Iterable[Day], word: str, trip: Trip) -> list[Day]:
    """The day asked for, by its date or by its number in the trip: each time that it comes.

    Raises:
        ChoiceError: the trip has no such day.
    """
    days = list(days)
    wanted = _date(word, trip)
    if found := [day for day in days if day.date == wanted]:
        return found
    if trip.head is None:
        raise ChoiceError(
            say(
                'there is no day "{word}": the file has {first} to {last}',
                word=word,
                first=days[0].date.isoformat(),
                last=days[-1].date.isoformat(),
            )
        )
    first, last = trip.head.start, trip.head.end
    count = (last - first).days + 1
    raise ChoiceError(
        say(
            'there is no day "{word}": the trip has days 1 to {count}, {first} to {last}',
            word=word,
            count=count,
            first=first.isoformat(),
            last=last.isoformat(),
        )
    )


def _date(word: str, trip: Trip) -> date | None:
    try:
        if word.isdecimal() and len(word) < len("20240921"):
            return trip.head.start + timedelta(days=int(word) - 1) if trip.head else None
        return date.fromisoformat(word)
    except (ValueError, OverflowError):
        return None


def clocks_of(names: str | None, trip: Trip, voice: Voice) -> tuple[Clock, ...]:
    """The clocks of a comma list; where none is given that of the place and, if it ever differs, that of home.

    Raises:
        ChoiceError: there is no such clock, or no home.
    """
    if names is None:
        away = trip.home and any(
            moment.offset != moment.on(trip.home.zone).offset
            for event in trip.events
            for moment in (event.start, event.end)
        )
        names = "local,home" if away else "local"
    return tuple(
        _clock(name, trip, voice) for name in dict.fromkeys(each.strip() for each in names.split(","))
    )


def _clock(name: str, trip: Trip, voice: Voice) -> Clock:
    if name == "local":
        return Clock(voice.word("local"))
    if name == "home":
        if trip.home is None:
            raise ChoiceError(say("there is no home clock: the file's home could not be read"))
        return Clock(voice.word("home"), trip.home.zone)
    if name == "utc":
        return Clock("UTC", when.zone("UTC"))
    zone = when.zone(name)
    if zone is None:
        raise ChoiceError(_no_clock(name))
    return Clock(name.rpartition("/")[2].replace("_", " "), zone)


def _no_clock(name: str) -> Message:
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(when.zone_names(), reverse=True)}
    known = cities | {each: each for each in (*_CLOCKS, *when.zone_names())}
    near = nearest(name, known)
    if near is not None:
        return say('there is no clock "{name}": did you mean "{word}"?', name=name, word=known[near])
    return say(
        'there is no clock "{name}": one of {clocks} or a zone such as Asia/Seoul', name=name, clocks=_CLOCKS
    )
