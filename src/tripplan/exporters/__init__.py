"""The trip in other programs' formats: one a file, found by its name.

An exporter is a function `(trip, options) -> bytes` under `@exporter`, in the file of its name. Same input, same bytes:
what changes from run to run (a time stamp) comes in with the options.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TypeAlias

from tripplan.model import Trip


@dataclass(frozen=True, slots=True)
class Options:
    """For whom and when a file is made.

    `people` keeps the events of these people only, None those of all. `languages` are those of its texts, the first that a
    text has. `revised` is the instant (UTC) at which the trip is said to have been written last.
    """

    people: frozenset[str] | None = None
    languages: tuple[str, ...] = ("en",)
    revised: datetime = datetime(2000, 1, 1, tzinfo=UTC)


Write: TypeAlias = Callable[[Trip, Options], bytes]


@dataclass(frozen=True, slots=True)
class Exporter:
    """An exporter as the rest of the program sees it."""

    id: str
    suffix: str
    write: Write
    module: str


def exporter(suffix: str) -> Callable[[Write], Exporter]:
    """Makes an exporter of the function, for files whose names end in `suffix`."""

    def make(write: Write) -> Exporter:
        return Exporter(write.__name__.replace("_", "-"), suffix, write, write.__module__)

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
