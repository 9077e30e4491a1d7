"""Reads calendars by one of the Python readers: `python.py READER FILE...`.

Prints one JSON object: by the name of each file either its events, `{uid: [start, end, summary, location, description]}`,
or the text of the error that the reader ended with. An instant is "2026-05-01T12:40:00Z"; a time that the reader takes
for one of no zone lacks the Z, a whole day is "2026-05-01".
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    Rows = Iterator[tuple[str, list[Any]]]

FIELDS = ("dtstart", "dtend", "summary", "location", "description")


def with_ical(ical: ModuleType, text: str) -> Rows:
    """Home Assistant's reader."""
    for event in ical.IcsCalendarStream.calendar_from_ics(text).events:
        yield event.uid, [getattr(event, field) for field in FIELDS]


def with_icalendar(icalendar: ModuleType, text: str) -> Rows:
    """icalendar, by which tripplan writes lines; reading is another half of it."""
    yield from map(_row, icalendar.Calendar.from_ical(text).walk("VEVENT"))


def with_recurring_ical_events(library: ModuleType, text: str) -> Rows:
    """What shows the days of a calendar on top of icalendar."""
    calendar = import_module("icalendar").Calendar.from_ical(text)
    yield from map(_row, library.of(calendar).all())


def _row(event: Any) -> tuple[str, list[Any]]:  # noqa: ANN401 - icalendar's types differ by component
    texts = (event.get(field) for field in FIELDS[2:])
    return str(event["UID"]), [event.decoded("dtstart"), event.decoded("dtend"), *texts]


def with_ics(ics: ModuleType, text: str) -> Rows:
    """ics.py, which turns every time into UTC."""
    for event in ics.Calendar(text).events:
        ends = [each.datetime for each in (event.begin, event.end)]
        if event.all_day:
            ends = [each.date() for each in ends]
        yield event.uid, [*ends, event.name, event.location, event.description]


def with_vobject(vobject: ModuleType, text: str) -> Rows:
    """vobject, on which Radicale stands."""
    # Else the rules of a zone in the first file would hold for all.
    vobject.icalendar.__dict__["__tzidMap"].clear()
    for event in vobject.readOne(text).vevent_list:
        values = (event.contents[field][0].value if field in event.contents else None for field in FIELDS)
        yield event.uid.value, list(values)


READERS: dict[str, tuple[str, Callable[[ModuleType, str], Rows]]] = {
    "ical": ("ical.calendar_stream", with_ical),
    "icalendar": ("icalendar", with_icalendar),
    "ics": ("ics", with_ics),
    "recurring-ical-events": ("recurring_ical_events", with_recurring_ical_events),
    "vobject": ("vobject", with_vobject),
}


def moment(value: date) -> str:
    """A date or a time in the form that all readers print."""
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        return value.replace(microsecond=0).isoformat()
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def read(
    rows: Callable[[ModuleType, str], Rows], library: ModuleType, path: str
) -> dict[str, list[str]] | str:
    """The events of one file, or the error."""
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            found = list(rows(library, file.read()))
    except Exception as error:  # noqa: BLE001 - whatever a reader ends with is what is to be told
        return f"{type(error).__name__}: {error}"
    return {
        uid: [*map(moment, row[:2]), *("" if text is None else str(text) for text in row[2:])]
        for uid, row in found
    }


if __name__ == "__main__":
    name, *files = sys.argv[1:]
    module, reader = READERS[name]
    library = import_module(module)  # before any file: so a reader that is missing shows
    json.dump({Path(file).name: read(reader, library, file) for file in files}, sys.stdout)
