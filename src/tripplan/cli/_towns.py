"""Which town a place is in, as a traveller would say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import places
from tripplan.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tripplan.model import Site


def town(site: Site, sites: Mapping[str, Site]) -> Text:
    """The name of the nearest town that the file puts around a place, of the city that an airport serves, or of the place."""
    around = [sites[id_] for id_ in site.around if id_ in sites]
    if around:
        return next((larger for larger in around if larger.rough), around[-1]).name
    return _city(site.airport) or site.name if site.airport else site.name


def towns(visited: Iterable[Site], sites: Mapping[str, Site]) -> list[Text]:
    """The towns of places, each once; airports are passed through and count only where there is nothing else."""
    each = list(visited)
    grounds = [site for site in each if not site.airport] or each
    return list({found.forms: found for found in (town(site, sites) for site in grounds)}.values())


def _city(code: str) -> Text | None:
    """The city that an airport serves, in Korean too where the gazetteer has it."""
    airport = places.airport(code)
    if airport is None or not airport.city:
        return None
    area = (airport.country, airport.zone)
    namesakes = (city for city in places.search(airport.city) if isinstance(city, places.City))
    korean = next((city.name_ko for city in namesakes if (city.country, city.zone) == area), None)
    return Text.of({"en": airport.city, "ko": korean} if korean else {"en": airport.city})
