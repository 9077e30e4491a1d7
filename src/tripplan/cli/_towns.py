"""Which town a place is in, as a traveller would say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import places
from tripplan.cli._gazetteer import city_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tripplan.model import Site, Text


def town(site: Site, sites: Mapping[str, Site]) -> Text:
    """The name of the nearest town that the file puts around a place, of the city that an airport serves, or of the place."""
    around = [sites[id_] for id_ in site.around if id_ in sites]
    if around:
        return next((larger for larger in around if larger.rough), around[-1]).name
    airport = places.airport(site.airport) if site.airport else None
    return (city_of(airport) if airport else None) or site.name


def towns(visited: Iterable[Site], sites: Mapping[str, Site]) -> list[Text]:
    """The towns of places, each once; airports are passed through and count only where there is nothing else."""
    each = list(visited)
    grounds = [site for site in each if not site.airport] or each
    return list({found.forms: found for found in (town(site, sites) for site in grounds)}.values())
