"""How each kind of event stands in a calendar: the rows of `kinds.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli

from tripplan import when

if TYPE_CHECKING:
    from datetime import timedelta


class Kind(NamedTuple):
    """A CSS 3 colour, lead times of alarms, the longest first, and why these."""

    color: str
    alarms: tuple[timedelta, ...]
    reason: str


@cache
def kinds() -> dict[str, Kind]:
    """The rows, by kind."""
    table = tomli.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    return {
        name: Kind(row["color"], tuple(map(when.parse_duration, row["alarms"])), row["reason"])
        for name, row in table.items()
    }
