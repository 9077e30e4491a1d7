"""What `check` reads: files by name, folders with all the trips in them, standard input."""

from __future__ import annotations

import os
import re
import sys
from fnmatch import fnmatch
from typing import TYPE_CHECKING, NamedTuple

from tripplan.cache import looked_at, unrepeatable
from tripplan.cli._files import fail, read
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.cli._settings import Settings

STDIN = "-"
# A line that opens the table of a trip, by its header or by a key in it.
_TRIP = re.compile(rb"""^[ \t]*\[?[ \t]*(?:trip|"trip"|'trip')[ \t]*[].=]""", re.MULTILINE)
_QUOTES = re.compile(rb'"""|\'\'\'')  # of a text of several lines, in which such a line may be no table
_FOREIGN, _ENVIRONMENT = {"node_modules", "__pycache__"}, "pyvenv.cfg"


class Input(NamedTuple):
    """One file to judge: its name, as reports say it, its bytes, and whether they came from standard input."""

    name: str
    source: bytes
    streamed: bool = False


class Gathered(NamedTuple):
    """What a command line names: what was read, in order and each file once, and what could not be."""

    inputs: tuple[Input, ...]
    unread: tuple[str, ...]


class Excluded(NamedTuple):
    """What is passed over in folders: glob patterns, of a name or of a path from `folder`."""

    patterns: tuple[str, ...] = ()
    folder: str = "."

    @classmethod
    def by(cls, settings: Settings) -> Excluded:
        """What settings pass over: their patterns count from the folder of the file that they stand in."""
        return cls(settings.exclude, os.path.dirname(settings.source or "") or ".")  # noqa: PTH120 - as below

    def holds(self, path: str) -> bool:
        """Whether a file or folder is passed over."""
        here = os.path.relpath(path, self.folder).replace(os.sep, "/") if self.patterns else ""
        names = (here, os.path.basename(here))  # noqa: PTH119 - a thousand paths: strings do
        return any(fnmatch(name, each.rstrip("/")) for each in self.patterns for name in names)


NOTHING_EXCLUDED = Excluded()


def gather(
    paths: Iterable[str], stdin_filename: str | None, excluded: Excluded = NOTHING_EXCLUDED
) -> Gathered:
    """Reads what is named; of what cannot be read, standard error tells why.

    Args:
        paths: files, folders, and "-" for standard input.
        stdin_filename: how standard input is called.
        excluded: what is passed over in folders; what is named itself is read.
    """
    found: dict[object, Input] = {}
    unread: dict[str, None] = {}
    # An editor's buffer comes before the file that it will be.
    for path in sorted(dict.fromkeys(paths), key=lambda path: path != STDIN):
        for each in _inputs(path, stdin_filename, excluded):
            if isinstance(each, Input):
                found.setdefault(_identity(each.name), each)
            else:
                unread[each] = None
    return Gathered(tuple(found.values()), tuple(unread))


def _inputs(path: str, stdin_filename: str | None, excluded: Excluded) -> Iterator[Input | str]:
    """What stands at a path: what is read, and the names of what cannot be."""
    if path == STDIN:
        unrepeatable()
        source = sys.stdin.buffer.read() if sys.stdin else b""
        yield Input(stdin_filename or STDIN, source, streamed=True)
    elif os.path.isdir(path):  # noqa: PTH112 - a path from the command line, NUL and all
        yield from _trips(path, excluded)
    else:
        source = read(path)
        yield path if source is None else Input(path, source)


def _identity(name: str) -> object:
    """What two names of one file have in common; a name that is no file's is its own."""
    try:
        about = os.stat(name)  # noqa: PTH116 - likewise
    except (OSError, ValueError):
        return name
    return about.st_dev, about.st_ino


def _trips(folder: str, excluded: Excluded) -> Iterator[Input | str]:
    """The trips in a folder and in those below it, by name."""
    found = False
    for path in _files("" if folder == "." else folder, excluded, set()):
        source = read(path)
        if source is None or _is_trip(source):
            found = True
            yield path if source is None else Input(path, source)
    if not found:
        fail(
            say("{folder}: there is no trip in this folder, no .toml file with a [trip] table", folder=folder)
        )
        yield folder


def _files(folder: str, excluded: Excluded, visited: set[object]) -> Iterator[str]:
    """The .toml files in a folder and below it, sorted; each folder once, however many links lead there."""
    here = folder or "."
    looked_at(here)
    names = _names(here) if _identity(here) not in visited else []
    visited.add(_identity(here))
    for name in names if _ENVIRONMENT not in names else ():
        path = os.path.join(folder, name)  # noqa: PTH118 - a thousand paths: strings do
        if name.startswith(".") or name in _FOREIGN or excluded.holds(path):
            continue
        if os.path.isdir(path):  # noqa: PTH112 - likewise
            yield from _files(path, excluded, visited)
        elif name.endswith(".toml"):
            yield path


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - likewise
    except OSError as error:
        fail(say("{file}: it cannot be read: {why:word}", file=folder, why=error.strerror or str(error)))
        return []


def _is_trip(source: bytes) -> bool:
    """Whether a TOML file has a table `trip`; one with slips in its syntax does where a line says so."""
    line = _TRIP.search(source)
    if line is None:
        return False
    return not _QUOTES.search(source, 0, line.start()) or _has_trip(source)


def _has_trip(source: bytes) -> bool:
    from tripplan.load.syntax import decode, parse  # noqa: PLC0415 - start-up: hardly a file needs the parser for this

    parsed = parse(decode(source)[0])
    return parsed.data is None or isinstance((parsed.data | parsed.lost).get("trip"), dict)
