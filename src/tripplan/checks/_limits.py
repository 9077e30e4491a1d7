"""The lines that checks draw: from `limits/<check>.toml`, each with its source, or from the trip's own [checks]."""

from __future__ import annotations

from datetime import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import tomli

from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = float | time
SHARED = "legs"
_OWN = say("[checks] of this trip")


class Limit(NamedTuple):
    """One line: its value, in the unit that its name ends in, and where it comes from."""

    value: Any
    source: str

    @property
    def said(self) -> str:
        """The value as the file writes it."""
        return f"{self.value:%H:%M}" if isinstance(self.value, time) else f"{self.value}"


class Limits:
    """The limits of one check: its own, those that all share, and before them what the trip says."""

    def __init__(self, check: str, own: Mapping[str, Value] | None = None) -> None:
        self._check = check
        self._own = own or {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a number or a time of day, as its row says
        """The value of a limit."""
        return self.limit(name).value

    def limit(self, name: str) -> Limit:
        """A limit with its source."""
        if name in self._own:
            return Limit(self._own[name], _OWN.template)
        return _rows(self._check).get(name) or _rows(SHARED)[name]


@cache
def _rows(check: str) -> dict[str, Limit]:
    """The limits of a check's own file, by name; none where it has no file."""
    path = Path(__file__).with_name("limits") / f"{check}.toml"
    table = tomli.loads(path.read_text("utf-8")) if path.exists() else {}
    return {name: Limit(row["value"], row["source"]) for name, row in table.items()}


def defaults(check: str, *, shared: bool = True) -> dict[str, Limit]:
    """Every limit of a check, with or without those that all share."""
    return {**(_rows(SHARED) if shared else {}), **_rows(check)}


def limit_types(check: str) -> dict[str, type]:
    """The limits that a trip may set for a check, each a number or a time of day."""
    return {name: time if isinstance(limit.value, time) else float for name, limit in defaults(check).items()}
