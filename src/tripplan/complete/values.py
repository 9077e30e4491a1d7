"""What options and arguments may be: of the program's own, and of the trip that the command line names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_PACKAGE = Path(__file__).parents[1]
# What a value is called in the help, brackets and dots aside: the folder whose files are its values.
_FOLDERS = {"CHECK": "checks", "ID,ID": "checks", "FORMAT": "exporters", "FORMAT=FILE": "reporters"}
# Likewise: what the shell itself knows to complete.
_FILES = {"FILE": ":toml", "OLD": ":toml", "NEW": ":toml", "PATH": ":file", "DIR": ":file"}
_BRACKETS = str.maketrans("", "", "[].…")
_LARGEST = 4_000_000  # bytes of a file that is read at a press of a key
_DAYS = 100
# Anything else in an id means something to some shell: it is left out rather than quoted.
_HARMLESS = re.compile(r"\w[\w.@+-]*")


def values_of(metavar: str) -> tuple[str, ...]:
    """The values of what the help calls so; none where the program alone cannot tell."""
    metavar = metavar.translate(_BRACKETS)
    if metavar in _FOLDERS:
        files = _PACKAGE.joinpath(_FOLDERS[metavar]).glob("*.py")
        return tuple(sorted(each.stem.replace("_", "-") for each in files if not each.stem.startswith("_")))
    return (_FILES[metavar],) if metavar in _FILES else ()


def in_file(name: str, given: Sequence[str]) -> list[str]:
    """The people, groups or days, by a parameter's name, of the first trip on the command line; none where it cannot be read."""
    read = {"person": _people, "group": _groups, "day": _days}.get(name)
    if read is None:
        return []
    trip = next((found for word in given if (found := _trip(Path(word).expanduser()))), {})
    return [each for each in read(trip) if _HARMLESS.fullmatch(each)]


def _trip(path: Path) -> Mapping[str, Any]:
    import tomli  # noqa: PLC0415 - most answers need no file

    try:
        if path.stat().st_size > _LARGEST:
            return {}
        return tomli.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}


def _people(trip: Mapping[str, Any]) -> Iterable[str]:
    return _table(trip, "people")


def _groups(trip: Mapping[str, Any]) -> Iterable[str]:
    return _table(trip, "groups")


def _days(trip: Mapping[str, Any]) -> Iterable[str]:
    head = _table(trip, "trip")
    first, last = head.get("start"), head.get("end")
    if type(first) is not date or type(last) is not date:
        return ()
    return (each.isoformat() for each in islice(_between(first, last), _DAYS))


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _table(trip: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = trip.get(key)
    return found if isinstance(found, dict) else {}
