"""Names of time zones that every calendar program knows."""

from __future__ import annotations

from functools import cache
from importlib import resources

# Renamed in 2021 and 2022: phones that are older know the old spelling only, and some calendars fail on a name that they do not
# know. Newer phones know both.
_SPELLED = {"Europe/Kyiv": "Europe/Kiev", "Pacific/Kanton": "Pacific/Enderbury"}


def canonical(name: str) -> str:
    """The name under which programs know a zone: "America/New_York" for "US/Eastern", "Europe/Brussels" for "CET".

    The IANA tables of the tzdata package tell: a name that zone.tab gives to a country stays ("Europe/Oslo", whose clock
    is Berlin's), any other link becomes what it links to. Programs know old names differently or not at all.
    """
    links, current = _tables()
    while name in links and name not in current:
        name = links[name]
    return _SPELLED.get(name, name)


@cache
def _tables() -> tuple[dict[str, str], frozenset[str]]:
    """The links, each with its target, and the names in zone.tab."""
    folder = resources.files("tzdata.zoneinfo")
    rules, table = (
        [line for line in folder.joinpath(file).read_text("utf-8").splitlines() if not line.startswith("#")]
        for file in ("tzdata.zi", "zone.tab")
    )
    links = (line.split() for line in rules if line.startswith("L "))
    return {link: target for _, target, link in links}, frozenset(line.split("\t")[2] for line in table)
