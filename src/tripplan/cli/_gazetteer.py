"""How a reader hears the places of the gazetteer, which has Korean names for many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import places
from tripplan.messages import translated
from tripplan.model import Text

if TYPE_CHECKING:
    from tripplan.places import Airport, City


def called(place: Airport | City, reader: str) -> str:
    """The name of a place."""
    return place.name_ko if reader == "ko" and place.name_ko else place.name


def area_of(city: City, reader: str) -> str:
    """The subdivision, where it is known, and the country: "AB, CA"."""
    return f"{translated(city.region, reader)}, {city.country}" if city.region else city.country


def city_of(airport: Airport) -> Text | None:
    """The city that an airport serves, in Korean too where the gazetteer has it; None where no city is known."""
    if not airport.city:
        return None
    around = (airport.country, airport.zone)
    namesakes = (city for city in places.search(airport.city) if isinstance(city, places.City))
    korean = next((city.name_ko for city in namesakes if (city.country, city.zone) == around), None)
    return Text.of({"en": airport.city, "ko": korean} if korean else {"en": airport.city})
