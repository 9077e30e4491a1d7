"""From coordinates to a time zone, offline. Only importer of tzfpy."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tripplan.places.cells import cells
from tripplan.places.sphere import on_globe


def zone_at(lat: float, lon: float) -> str | None:
    """The IANA zone of the land at these degrees, or None at sea and off the map.

    The borders are those of timezone-boundary-builder, simplified by tzfpy to within about 110 m. Far from all of them the table of
    cells knows the answer that tzfpy would give.
    """
    if not on_globe(lat, lon):
        return None
    return cells().zone(lat, lon) or _by_borders(lat, lon)


def _by_borders(lat: float, lon: float) -> str | None:
    import tzfpy  # noqa: PLC0415 - start-up: its first answer costs some 100 ms

    name = str(tzfpy.get_tz(lon, lat))
    return name if name in land_zones() else None


@cache
def land_zones() -> frozenset[str]:
    """The zone names of the tzdata package, without those of the sea: borders may be newer than the rules."""
    import tzdata  # noqa: PLC0415 - start-up

    names = Path(tzdata.__file__).with_name("zones").read_text(encoding="utf-8").split()
    return frozenset(name for name in names if not name.startswith("Etc/"))
