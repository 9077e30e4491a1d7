"""The trip in other programs' formats: one a file, found by its name.

An exporter is a function `(trip, options) -> bytes` under `@exporter`, in the file of its name. Same input, same bytes:
what changes from run to run (a time stamp) comes in with the options. It writes the events that `chosen` gives it, as they are given: what
its readers may not know is gone from them. It raises ValueError for a trip that its format cannot say truly; a command finds
out before, and tells where in the file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from tripplan.exporters._discretion import chosen, gone
from tripplan.exporters._options import Detail, Gone, Options, Reminders, Revision, Stays
from tripplan.model import Trip

__all__ = [
    "Detail",
    "Exporter",
    "Gone",
    "Options",
    "Reminders",
    "Revision",
    "Stays",
    "all_exporters",
    "chosen",
    "exporter",
    "gone",
]

Write: TypeAlias = Callable[[Trip, Options], bytes]


@dataclass(frozen=True, slots=True)
class Exporter:
    """An exporter as the rest of the program sees it.

    `advice` is what one who makes such a file should know, `most` the numbers of events and of bytes beyond which readers of it fail.
    """

    id: str
    suffix: str
    write: Write
    module: str
    advice: str = ""
    most: tuple[int, int] | None = None


def exporter(
    suffix: str, advice: str = "", most: tuple[int, int] | None = None
) -> Callable[[Write], Exporter]:
    """Makes an exporter of the function, for files whose names end in `suffix`."""

    def make(write: Write) -> Exporter:
        return Exporter(write.__name__.replace("_", "-"), suffix, write, write.__module__, advice, most)

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
