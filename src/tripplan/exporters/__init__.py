"""The trip in other programs' formats: one a file, found by its name.

An exporter is a function `(trip, options) -> bytes` under `@exporter`, in the file of its name. Same input, same bytes:
what changes from run to run (a time stamp) comes in with the options. It raises ValueError for a trip that its format
cannot say truly; a command finds out before, and tells where in the file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import TypeAlias

from tripplan.model import Event, Text, Trip


@dataclass(frozen=True, slots=True)
class Options:
    """For whom and when a file is made.

    `people` keeps the events of these people only, None those of all. `languages` are those of its texts, the first that a
    text has, or where `together` is set each of them. `revised` is the instant (UTC) at which the trip is said to have been
    written last: where nobody says it, a time so early that any later file counts as newer.
    """

    people: frozenset[str] | None = None
    languages: tuple[str, ...] = ("en",)
    together: bool = False
    revised: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    def say(self, text: Text) -> str:
        """The text in the language, or in each of the languages, each wording once."""
        return " / ".join(dict.fromkeys(text.say(*each.languages) for each in self.apart()))

    def apart(self) -> tuple[Options, ...]:
        """The options of each language by itself, where they are wanted together; else these."""
        if not self.together:
            return (self,)
        first = (dict.fromkeys([each, *self.languages]) for each in self.languages)
        return tuple(replace(self, together=False, languages=tuple(languages)) for languages in first)


Write: TypeAlias = Callable[[Trip, Options], bytes]


@dataclass(frozen=True, slots=True)
class Exporter:
    """An exporter as the rest of the program sees it; `advice` is what one who makes such a file should know."""

    id: str
    suffix: str
    write: Write
    module: str
    advice: str = ""


def exporter(suffix: str, advice: str = "") -> Callable[[Write], Exporter]:
    """Makes an exporter of the function, for files whose names end in `suffix`."""

    def make(write: Write) -> Exporter:
        return Exporter(write.__name__.replace("_", "-"), suffix, write, write.__module__, advice)

    return make


@cache
def all_exporters() -> tuple[Exporter, ...]:
    """Every exporter in this folder, by id.

    Raises:
        TypeError: a file here does not hold the exporter that its name says.
    """
    names = sorted(
        module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
    )
    return tuple(map(_load, names))


def _load(name: str) -> Exporter:
    module = importlib.import_module(f"{__name__}.{name}")
    found = getattr(module, name, None)
    if not isinstance(found, Exporter):
        raise TypeError(f"{module.__file__} holds no @exporter named {name}")
    return found


def chosen(trip: Trip, options: Options) -> tuple[Event, ...]:
    """The events that a file is to hold, cancelled ones too, in the order of time."""
    people = options.people
    kept = (event for event in trip.events if people is None or not people.isdisjoint(event.people))
    return tuple(sorted(kept, key=lambda event: (event.start.instant, event.end.instant, event.id)))
