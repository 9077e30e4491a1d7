"""The lines that checks draw: from `limits/`, each with its source, or before them the trip's own [checks].

A check's own lines stand in the file of its name. A line that several draw stands in a file of `SHARED`, and names them in `checks`.
"""

from __future__ import annotations

from datetime import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import tomli

from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tripplan.messages import Message
    from tripplan.timeline import Timeline

Value: TypeAlias = float | time | list[str]
SHARED = ("legs", "hubs")
OF_TRIP = say("[checks] of this trip")
OF_FOLDER = say("[checks] of this folder")


class Limit(NamedTuple):
    """One line: its value, in the unit that its name ends in, and where it comes from."""

    value: Any
    source: str

    @property
    def said(self) -> str:
        """The value as the file writes it."""
        if isinstance(self.value, list):
            return "[" + ", ".join(f'"{each}"' for each in self.value) + "]"
        return f"{self.value:%H:%M}" if isinstance(self.value, time) else f"{self.value}"


class Limits:
    """The lines of one check: its defaults and, before them, `own` ones from another `source`."""

    def __init__(self, check: str, own: Mapping[str, Value] | None = None, source: Message = OF_TRIP) -> None:
        self._rows = {**defaults(check), **_from(own or {}, source)}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a number, a time of day or a list, as its row says
        """The value of a limit."""
        return self._rows[name].value

    def limit(self, name: str) -> Limit:
        """A limit with its source."""
        return self._rows[name]


def limits_of(check: str, timeline: Timeline) -> Limits:
    """The lines of a check as this run draws them."""
    choice = timeline.choice(check)
    source = OF_TRIP if check in timeline.trip.checks else OF_FOLDER
    return Limits(check, choice.limits if choice else None, source)


@cache
def defaults(check: str) -> Mapping[str, Limit]:
    """Every line that a check draws, by name: those of its own first."""
    rows = dict(_rows(check))
    for file in SHARED:
        rows |= {name: row for name, row in _rows(file).items() if check in row["checks"]}
    return {name: Limit(row["value"], row["source"]) for name, row in rows.items()}


def limit_types(check: str) -> dict[str, type]:
    """What a trip may set of a check: each a number, a time of day or a list of codes."""
    return {name: _type(limit.value) for name, limit in defaults(check).items()}


def _type(value: Value) -> type:
    return next((each for each in (time, list) if isinstance(value, each)), float)


def _from(own: Mapping[str, Value], source: Message) -> dict[str, Limit]:
    return {name: Limit(value, source.template) for name, value in own.items()}


@cache
def _rows(file: str) -> dict[str, dict[str, Any]]:
    """The rows of a file of limits; none where there is no such file."""
    path = Path(__file__).with_name("limits") / f"{file}.toml"
    return tomli.loads(path.read_text("utf-8")) if path.exists() else {}
