"""Distance on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius R1 of WGS84 (Moritz 2000, Geodetic Reference System 1980)


def on_globe(lat: float, lon: float) -> bool:
    """Whether these are a latitude and a longitude in degrees."""
    return -90 <= lat <= 90 and -180 <= lon <= 180  # noqa: PLR2004 - degrees; nan is in no range


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance in km between two points (latitude, longitude in degrees).

    Haversine: exact to rounding for near and far points alike, the same both ways. The Earth's flattening, left out, is at
    most 0.6 % of it.
    """
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    up, across = sin(radians(lat_b - lat_a) / 2), sin(radians(lon_b - lon_a) / 2)
    h = up * up + cos(radians(lat_a)) * cos(radians(lat_b)) * across * across
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))  # rounding may carry h past 1 at the antipodes
