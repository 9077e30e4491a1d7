"""How long a way on land or water takes, from its distance alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tripplan.places.estimate import Estimate, Line, Sum
from tripplan.places.figures import figures, source, value

if TYPE_CHECKING:
    from tripplan.places.estimate import Road
    from tripplan.places.traffic import Hour


_SCHEDULED = {"train": "a middling intercity train", "ferry": "a conventional ferry"}


def walks(km: float) -> bool:
    """Whether nobody would take a car for so short a way."""
    return km <= value("walk", "longest_km")


def walk(km: float) -> Estimate:
    """A way on foot."""
    pace, detour = value("walk", "km_per_hour"), value("walk", "detour")
    minutes = km * detour / pace * 60
    said = f"{pace} km/h on ways {detour} times the straight line"
    line = Line(f"{km * detour:.1f} km on foot at {pace} km/h", minutes, source("walk", "km_per_hour"))
    return Estimate(minutes, minutes * value("walk", "careful"), km, "walk", said, km * detour, (line,))


def scheduled(km: float, mode: str) -> Estimate:
    """A train from platform to platform or a ferry from quay to quay; waiting and the way there are not in it."""
    table = figures()[mode]
    lines = list(_bands(km, table))
    minutes = sum(line.minutes for line in lines)
    said = f"{_SCHEDULED[mode]}, by the straight line"
    return Estimate(
        minutes, minutes * value(mode, "careful"), km, mode, said, km * value(mode, "detour"), tuple(lines)
    )


class Drive:
    """A drive of so many km in a straight line: what the model says of it, or of the way that a routing server found."""

    def __init__(self, km: float, country: str | None, road: Road | None = None) -> None:
        self.km = km
        self.road = road
        self._named = country if country in figures()["roads"] else "other"
        self._said = f"({country or 'country unknown'})"
        self.winding = value("roads", str(self._named))
        # A server's answer sets the level; how a time is spread over the way, and around its middle, stays the model's.
        self._scale = road.minutes / self._minutes(km) if road else 1.0

    @property
    def source(self) -> str:
        """Where the way comes from, in a few words."""
        if self.road:
            return self.road.source
        return f"roads {self.winding:.2f} times the straight line {self._said}"

    @property
    def way_km(self) -> float:
        """The length of the way itself."""
        return self.road.km if self.road else self.km * self.winding

    def sum(self) -> Sum:
        """The drive at an unknown hour."""
        careful = self._careful(self.km) * self._scale
        if self.road:
            line = Line(f"{self.road.km:.1f} km by road", self.road.minutes, self.road.source)
            return Sum().plus(line, careful)
        bare = Sum(lines=tuple(_bands(self.km, figures()["drive"])))
        bare = bare._replace(minutes=sum(line.minutes for line in bare.lines))
        wound = bare.times(self._ratio, self.source, source("roads", str(self._named)))
        return wound._replace(careful=careful)

    def at(self, hour: Hour) -> tuple[Line, float]:
        """What an hour adds to the drive, and to its careful time: on the first kilometres, in and around a town."""
        reach = min(self.km, value("traffic", "reach_km"))
        near, careful = self._minutes(reach) * self._scale, self._careful(reach) * self._scale
        label = f"{hour.name}: {hour.expected:.2f} times on the first {reach:.0f} km"
        return Line(label, near * (hour.expected - 1), hour.source), near * hour.careful - careful

    @property
    def _ratio(self) -> float:
        return self.winding / value("drive", "fitted_roads")

    def _minutes(self, km: float) -> float:
        return sum(line.minutes for line in _bands(km, figures()["drive"])) * self._ratio

    def _careful(self, km: float) -> float:
        """The 85th percentile, or what a shorter drive needs if that is more.

        The factors fall from band to band: without this, a way of 61 km would be planned shorter than one of 59 km.
        """
        first, *others = figures()["drive"]["careful"]
        bands = [first, *(band for band in others if band["from_km"] < km)]
        ends = [band["from_km"] for band in bands[1:]] + [km]
        return float(max(band["factor"] * self._minutes(end) for band, end in zip(bands, ends, strict=True)))


def _bands(km: float, table: dict[str, Any]) -> list[Line]:
    """The start, and the kilometres that fall in each band."""
    bands = table["bands"]
    ends = [band["from_km"] for band in bands[1:]] + [km]
    lines = [
        Line(
            table["start_minutes"]["label"], table["start_minutes"]["value"], table["start_minutes"]["source"]
        )
    ]
    for band, end in zip(bands, ends, strict=True):
        low, high = band["from_km"], min(km, end)
        if low < km:
            label = f"from {low} to {round(high, 1):g} km, {band['minutes_per_km']:.2f} min each"
            lines.append(Line(label, (high - low) * band["minutes_per_km"], band["source"]))
    return lines
