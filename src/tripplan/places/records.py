"""What the gazetteer holds: an airport, a city."""

from __future__ import annotations

from typing import NamedTuple


class Airport(NamedTuple):
    """An airport with an IATA code.

    `city` is the city that it serves ("" where none is known), `country` an ISO 3166-1 alpha-2 code, `zone` an IANA zone name;
    latitude and longitude are WGS84 degrees.
    """

    iata: str
    name: str
    name_ko: str | None
    city: str
    country: str
    lat: float
    lon: float
    zone: str


class City(NamedTuple):
    """A city of 5 000 inhabitants or more, or a smaller seat of a region.

    `region` is a readable subdivision ("AB", "MA", "Gangwon") in the countries for which there is a table of them, else "".
    """

    name: str
    name_ko: str | None
    region: str
    country: str
    lat: float
    lon: float
    zone: str
    population: int
