"""The findings of one run as text: one format a file, found by its name.

A reporter is a function `(report, style) -> str` under the name of its file, with "_" for "-". All text in a report comes from a
stranger's file: what people are to read of it goes through `visible`, what only programs read is escaped by the format's own rules.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from tripplan.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Style:
    """How a reporter for people writes: with colours or without, wrapped at `width` cells or not at all, in a language."""

    color: bool = False
    width: int | None = None
    language: str = "en"


Reporter: TypeAlias = Callable[[Report, Style], str]

FOR_PEOPLE = frozenset(
    {"concise", "full"}
)  # the formats that people read; any other is a document for a program


@cache
def reporter_names() -> tuple[str, ...]:
    """The names of all formats, sorted, without importing one."""
    modules = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in modules if not name.startswith("_")))


def reporter(name: str) -> Reporter:
    """The reporter of a format.

    Raises:
        LookupError: there is no such format.
        TypeError: the file of that name holds no function of that name.
    """
    if name not in reporter_names():
        raise LookupError(name)
    attribute = name.replace("-", "_")
    module = importlib.import_module(f"{__name__}.{attribute}")
    found = getattr(module, attribute, None)
    if not callable(found):
        raise TypeError(f"{module.__file__} holds no function {attribute}")
    write: Reporter = found
    return write
