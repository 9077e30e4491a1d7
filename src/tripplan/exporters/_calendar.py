"""What a calendar says of itself: whose it is, what it looks like, how often to ask for it again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan.exporters import _prose
from tripplan.exporters._component import Property, length, text
from tripplan.exporters._discretion import busy
from tripplan.exporters._links import safe
from tripplan.exporters._options import Detail
from tripplan.exporters._zone_names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.exporters._options import Options
    from tripplan.model import Trip

_COLOR = "#4169E1"
_REFRESH = timedelta(
    hours=1
)  # on the road a day's programme changes by the hour; who asks less often does so anyway
_SOURCES = ("http", "https", "webcal")


def head(trip: Trip, options: Options) -> Iterator[Property]:
    """The properties of the VCALENDAR."""
    yield Property("VERSION", "2.0")
    yield Property("PRODID", "-//tripplan//tripplan//EN")
    name = text(_name(trip, options))
    yield Property("NAME", name)
    yield Property("X-WR-CALNAME", name)
    yield Property("X-APPLE-CALENDAR-COLOR", _COLOR)
    yield Property("REFRESH-INTERVAL", length(_REFRESH), {"VALUE": "DURATION"})
    yield Property("X-PUBLISHED-TTL", length(_REFRESH))
    if (
        trip.home and options.detail is not Detail.BUSY
    ):  # Google's clock for a calendar to which it subscribes
        yield Property("X-WR-TIMEZONE", canonical(trip.home.zone.key))
    if source := safe(options.source, _SOURCES):
        yield Property("SOURCE", source, {"VALUE": "URI"})
        yield Property("URL", source)


def _name(trip: Trip, options: Options) -> str:
    """The trip's title, and whose calendar it is where it is one person's: two on one phone can be told apart."""
    title = busy() if options.detail is Detail.BUSY or trip.head is None else trip.head.title
    person = min(options.people) if options.people and len(options.people) == 1 else None
    whose = f": {options.say(trip.people[person].name)}" if person else ""
    return _prose.one_line(options.say(title) + whose)
