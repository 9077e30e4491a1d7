"""How long a way on land or water takes, from its distance alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tripplan.places.estimate import Estimate, Line, Sum
from tripplan.places.figures import figures, source, value
from tripplan.places.notes import Note

if TYPE_CHECKING:
    from tripplan.places.estimate import Road
    from tripplan.places.traffic import Hour


_SCHEDULED = {
    "train": Note("a middling intercity train, by the straight line"),
    "ferry": Note("a conventional ferry, by the straight line"),
}


def walks(km: float) -> bool:
    """Whether nobody would take a car for so short a way."""
    return km <= value("walk", "longest_km")


def walk(km: float) -> Estimate:
    """A way on foot."""
    pace, detour = value("walk", "km_per_hour"), value("walk", "detour")
    minutes = km * detour / pace * 60
    said = Note("{pace} km/h on ways {detour} times the straight line", pace=pace, detour=detour)
    label = Note("{km:.1f} km on foot at {pace} km/h", km=km * detour, pace=pace)
    line = Line(label, minutes, source("walk", "km_per_hour"))
    return Estimate(minutes, minutes * value("walk", "careful"), km, "walk", said, km * detour, (line,))


def scheduled(km: float, mode: str) -> Estimate:
    """A train from platform to platform or a ferry from quay to quay; waiting and the way there are not in it."""
    table = figures()[mode]
    lines = list(_bands(km, table))
    minutes = sum(line.minutes for line in lines)
    careful, way_km = minutes * value(mode, "careful"), km * value(mode, "detour")
    return Estimate(minutes, careful, km, mode, _SCHEDULED[mode], way_km, tuple(lines))


class Drive:
    """A drive of so many km in a straight line: what the model says of it, or of the way that a routing server found."""

    def __init__(self, km: float, country: str | None, road: Road | None = None) -> None:
        self.km = km
        self.road = road
        self._country = country
        self._named = country if country in figures()["roads"] else "other"
        self.winding = value("roads", str(self._named))
        # A server's answer sets the level; how a time is spread over the way, and around its middle, stays the model's.
        self._scale = road.minutes / self._minutes(km) if road else 1.0

    @property
    def source(self) -> str:
        """Where the way comes from, in a few words."""
        if self.road:
            return self.road.source
        if self._country:
            return Note(
                "roads {ratio:.2f} times the straight line ({country})",
                ratio=self.winding,
                country=self._country,
            )
        return Note("roads {ratio:.2f} times the straight line (country unknown)", ratio=self.winding)

    @property
    def way_km(self) -> float:
        """The length of the way itself."""
        return self.road.km if self.road else self.km * self.winding

    def sum(self) -> Sum:
        """The drive at an unknown hour."""
        careful = self._careful(self.km) * self._scale
        if self.road:
            label = Note("{km:.1f} km by road", km=self.road.km)
            line = Line(label, self.road.minutes, self.road.source)
            return Sum().plus(line, careful)
        bare = Sum(lines=tuple(_bands(self.km, figures()["drive"])))
        bare = bare._replace(minutes=sum(line.minutes for line in bare.lines))
        wound = bare.times(self._ratio, self.source, source("roads", str(self._named)))
        return wound._replace(careful=careful)

    def at(self, hour: Hour) -> tuple[Line, float]:
        """What an hour adds to the drive, and to its careful time: on the first kilometres, in and around a town."""
        reach = min(self.km, value("traffic", "reach_km"))
        near, careful = self._minutes(reach) * self._scale, self._careful(reach) * self._scale
        label = Note(
            "{hour}: {ratio:.2f} times on the first {km:.0f} km",
            hour=hour.name,
            ratio=hour.expected,
            km=reach,
        )
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
    start = table["start_minutes"]
    lines = [Line(Note.of(start["label"]), start["value"], Note.of(start["source"]))]
    for band, end in zip(bands, ends, strict=True):
        low, high = band["from_km"], min(km, end)
        if low < km:
            pace = band["minutes_per_km"]
            label = Note(
                "from {low} to {high:g} km, {minutes:.2f} min each",
                low=low,
                high=round(high, 1),
                minutes=pace,
            )
            lines.append(Line(label, (high - low) * pace, Note.of(band["source"])))
    return lines
