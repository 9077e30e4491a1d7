"""How long a flight takes from gate to gate: its distance, and the jet stream along its way."""

from __future__ import annotations

from math import asin, cos, degrees, exp, radians, sin, sqrt
from typing import TYPE_CHECKING, TypeAlias

from tripplan.places.estimate import Estimate, Line
from tripplan.places.figures import source, value
from tripplan.places.notes import Note
from tripplan.places.sphere import distance_km

if TYPE_CHECKING:
    from tripplan.places.estimate import Point

_Vector: TypeAlias = tuple[float, float, float]
_SAMPLES = 24  # along the way: as in the fit


def flight(a: Point, b: Point) -> Estimate:
    """The scheduled time from gate to gate: eastwards in middle latitudes it is shorter than back."""
    km = distance_km(a, b)
    still, push = value("flight", "km_per_hour"), value("flight", "jet_km_per_hour") * tailwind(a, b)
    climb = value("flight", "climb_minutes") * (1 - exp(-km / value("flight", "climb_km")))
    calm = 60 * km / still
    lines = (
        Line(Note("taxi, take-off and landing"), value("flight", "start_minutes"), source("flight", "start_minutes")),
        Line(Note("climb and descent"), climb, source("flight", "climb_minutes")),
        Line(Note("{km:.0f} km at {speed:.0f} km/h", km=km, speed=still), calm, source("flight", "km_per_hour")),
        Line(Note("jet stream, {push:+.0f} km/h along the way", push=push), 60 * km / (still + push) - calm, source("flight", "jet_km_per_hour")),
    )  # fmt: skip
    minutes = sum(line.minutes for line in lines)
    careful = minutes * value("flight", "careful")
    said = Note("{km:.0f} km with the usual jet stream", km=km)
    return Estimate(minutes, careful, km, "flight", said, km, lines)


def tailwind(a: Point, b: Point) -> float:
    """How much of the jet stream pushes, from -1 (all of it ahead) to 1: the mean along the great circle from a to b."""
    start, end = _vector(a), _vector(b)
    axis = _cross(start, end)
    length = sqrt(sum(part * part for part in axis))
    if length < 1e-12:  # noqa: PLR2004 - rounding: the same point, or opposite ones, between which every way is as short
        return 0.0
    total = 0.0
    for i in range(_SAMPLES):
        lat = _latitude(start, end, (i + 0.5) / _SAMPLES)
        # The eastward part of a great circle's direction is its axis' height over the cosine of the latitude.
        total += axis[2] / length / cos(lat) * _jet(degrees(lat))
    return total / _SAMPLES


def _jet(lat: float) -> float:
    """The strength of the jet stream at a latitude in degrees, 1 where it is strongest."""
    return exp(-(((abs(lat) - value("flight", "jet_latitude")) / value("flight", "jet_width")) ** 2))


def _vector(point: Point) -> _Vector:
    lat, lon = map(radians, point)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _cross(u: _Vector, v: _Vector) -> _Vector:
    return u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]


def _latitude(start: _Vector, end: _Vector, share: float) -> float:
    """The latitude, in radians, at a share of the way."""
    angle = 2 * asin(min(1.0, sqrt(sum((p - q) ** 2 for p, q in zip(start, end, strict=True))) / 2))
    height = (sin((1 - share) * angle) * start[2] + sin(share * angle) * end[2]) / sin(angle)
    return asin(max(-1.0, min(1.0, height)))
