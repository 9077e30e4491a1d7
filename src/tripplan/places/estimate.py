"""A travel time, and how it comes about."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]  # latitude, longitude in WGS84 degrees


class Line(NamedTuple):
    """One part of an estimate: what it is for, how many minutes it adds (or takes off), and who says so.

    Its texts are notes, for others to say in the reader's language.
    """

    label: str
    minutes: float
    source: str


class Estimate(NamedTuple):
    """How long a way takes.

    `minutes` is what to expect, `careful` what suffices six times in seven (the 85th percentile), `km` the great-circle distance,
    `mode` "walk", "drive", "bus", "train", "ferry" or "flight", and `source` says in a few words where the numbers come from. `way_km` is
    the length of the way itself, and `lines` are the parts that add up to `minutes`.
    """

    minutes: float
    careful: float
    km: float
    mode: str
    source: str
    way_km: float = 0.0
    lines: tuple[Line, ...] = ()


class Road(NamedTuple):
    """What a routing server says of a way: minutes without traffic, kilometres, and the server's name."""

    minutes: float
    km: float
    source: str


Ways: TypeAlias = Callable[
    [Point, Point], Road | None
]  # asks for a way by road; None where there is no answer


class Sum(NamedTuple):
    """An estimate in the making: the minutes so far, expected and careful, and the lines that made them."""

    minutes: float = 0.0
    careful: float = 0.0
    lines: tuple[Line, ...] = ()

    def plus(self, line: Line, careful: float) -> Sum:
        """The sum with one more line, which adds so many minutes to the careful time."""
        return Sum(self.minutes + line.minutes, self.careful + careful, (*self.lines, line))

    def times(self, factor: float, label: str, source: str) -> Sum:
        """The sum, all of it so many times as long; a factor of 1 leaves no line."""
        if factor == 1:
            return self
        line = Line(label, self.minutes * (factor - 1), source)
        return self.plus(line, self.careful * (factor - 1))
