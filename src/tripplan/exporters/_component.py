r"""Components and properties of RFC 5545 as plain values, and the octets that they are in a file. Only importer of icalendar.

Values stand here in the form that the file has: the library's own forms turn the two characters "\N" into a new line, write a
small number as "1e-05" and 24 hours as a day. Of the library are the order of properties and the quoting of parameters.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import icalendar

from tripplan.exporters._fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

_ORDER = {
    kind.name: {name: place for place, name in enumerate(kind.canonical_order or ())}
    for kind in (
        icalendar.Calendar,
        icalendar.Event,
        icalendar.Alarm,
        icalendar.Timezone,
        icalendar.TimezoneStandard,
        icalendar.TimezoneDaylight,
    )
}


class Property(NamedTuple):
    """One content line: its value as the file has it, its parameters as they are meant."""

    name: str
    value: str
    parameters: Mapping[str, str] = {}

    @property
    def line(self) -> str:
        """The line, without folds."""
        if not self.parameters:
            return f"{self.name}:{self.value}"
        return f"{self.name};{_quoted(tuple(self.parameters.items()))}:{self.value}"


class Component(NamedTuple):
    """A component by its name ("VEVENT"), its properties and what is within it: components, or the octets of some."""

    name: str
    properties: tuple[Property, ...]
    parts: tuple[Component | bytes, ...] = ()


def octets(component: Component) -> bytes:
    """The component as it stands in a file: properties in icalendar's order, lines folded."""
    order = _ORDER[component.name]
    first = sorted(component.properties, key=lambda each: (order.get(each.name, len(order)), each.name))
    lines = (fold(each.line) for each in first)
    parts = (part if isinstance(part, bytes) else octets(part) for part in component.parts)
    return b"".join([fold(f"BEGIN:{component.name}"), *lines, *parts, fold(f"END:{component.name}")])


@lru_cache(maxsize=256)  # most are the same few zones
def _quoted(parameters: tuple[tuple[str, str], ...]) -> str:
    written: bytes = icalendar.Parameters(parameters).to_ical()
    return written.decode()


def text(value: str) -> str:
    r"""A text escaped as 3.3.11 has it."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def length(value: timedelta) -> str:
    """A length in hours, minutes and seconds, never in days: a day is nominal, and not 24 hours where a clock changes."""
    minutes, seconds = divmod(abs(round(value.total_seconds())), 60)
    parts = {"H": minutes // 60, "M": minutes % 60, "S": seconds}
    told = "".join(f"{number}{unit}" for unit, number in parts.items() if number) or "0S"
    return f"{'-' if value.total_seconds() < 0 else ''}PT{told}"


def offset(value: timedelta) -> str:
    """A distance from UTC: "+0900", "-001530"."""
    minutes, seconds = divmod(abs(round(value.total_seconds())), 60)
    told = f"{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
    return ("-" if value.total_seconds() < 0 else "+") + told


def position(latitude: float, longitude: float, between: str) -> str:
    """Degrees in plain decimals; no zero has a sign."""
    return between.join(f"{round(degrees, 6) + 0.0:.6f}" for degrees in (latitude, longitude))
