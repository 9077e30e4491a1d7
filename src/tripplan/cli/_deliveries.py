"""The files that an export makes, and whom each is for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from tripplan.cli._asked import languages
from tripplan.cli._file_names import file_names
from tripplan.cli._language import language
from tripplan.exporters import Options, chosen, gone
from tripplan.messages import plural, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tripplan.cli.show import Lang
    from tripplan.exporters import Exporter, Gone
    from tripplan.messages import Message
    from tripplan.model import Event, Trip

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file: where it goes, for whom in words, and what is in it."""

    target: str
    whom: Message | str
    options: Options
    events: tuple[Event, ...]
    gone: tuple[Gone, ...]

    @property
    def count(self) -> int:
        """How many events are in it, those that are no more among them."""
        return len(self.events) + len(self.gone)

    def write(self, trip: Trip, exporter: Exporter) -> bytes:
        """Its bytes."""
        return exporter.write(trip, self.options)

    def held_back(self, trip: Trip) -> tuple[int, int]:
        """How many events are left out, and in how many a booking or contact, since one of its readers may not see them."""
        whole = chosen(trip, replace(self.options, audience=frozenset()))  # no readers, no secrets
        told = {event.index: event.table for event in self.events}
        bare = (event for event in whole if event.index in told and told[event.index] != event.table)
        return len(whole) - len(self.events), sum(1 for _ in bare)

    def tells_secrets(self, trip: Trip) -> bool:
        """Whether it holds what those whose events they are may not see, one or the other of them."""
        return self.events != chosen(trip, replace(self.options, audience=None))


def delivery(trip: Trip, target: str, whom: Message | str, options: Options) -> Delivery:
    """The file of these options."""
    return Delivery(target, whom, options, chosen(trip, options), gone(trip, options))


def one_each(
    trip: Trip, people: Collection[str] | None, folder: str, suffix: str, options: Options, lang: Lang | None
) -> Iterator[Delivery]:
    """A file for each of the people, by their ids, in their language; None stands for all. An address is that of the folder."""
    names = file_names(trip.people)
    for id_, person in trip.people.items():
        if people is None or id_ in people:
            name = f"{names[id_]}{suffix}"
            own = replace(
                options,
                people=frozenset([id_]),
                languages=languages(trip, lang, [id_]),
                source=options.source and f"{options.source.rstrip('/')}/{quote(name)}",
            )
            called = person.name.say(language(), *trip.languages)
            yield delivery(trip, str(Path(folder) / name), called, own)


def accounts(made: Delivery, trip: Trip, exporter: Exporter, size: int) -> Iterator[Message]:
    """What is to be said of a file that has been written: what is in it, what is not, and whether it is too much."""
    target = say("standard output") if made.target == STDOUT else made.target
    zones = {moment.zone.key for event in made.events for moment in (event.start, event.end)}
    yield say(
        "{target}: {events} in {zones} for {whom}",
        target=target,
        events=_events(made.count),
        zones=plural(language(), len(zones), "{number:,} time zone", "{number:,} time zones"),
        whom=made.whom,
    )
    missing, bare = (_events(number) for number in made.held_back(trip))
    if missing:
        yield say(
            "{events} left out, which not everyone who reads this file may see: --unredacted writes all",
            events=missing,
        )
    if bare:
        yield say(
            "booking and contact left out of {events}, in which not everyone who reads this file takes part: --unredacted writes all",
            events=bare,
        )
    if made.options.audience == frozenset() and made.tells_secrets(trip):
        yield say("nothing is kept back in this file: it is for you who keep the trip, not to be passed on")
    most = exporter.most
    if most and (made.count > most[0] or size > most[1]):
        yield say(
            "warning: Google takes files of up to {events} and 1 MB; this one has {size:,} bytes",
            events=_events(most[0]),
            size=size,
        )


def _events(number: int) -> str:
    """A number of events in words, "" for none."""
    return plural(language(), number, "{number:,} event", "{number:,} events") if number else ""
