"""What a run looks at: the files and folders on which its answer rests."""

from __future__ import annotations

import os
import stat

from tripplan.cache.store import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_NOTHING, _SOMETHING, _OTHER = b"nothing", b"something", b"other"


class Seen:
    """While it is entered, every file and folder that is looked at, and what was there.

    `states` are by "=" and a path where what is there matters, by "?" and a path where only that something is. `repeatable` says that
    the same command line gives the same answer as long as all of that is still there.
    """

    def __init__(self) -> None:
        self.states: dict[str, bytes] = {}
        self.repeatable = True

    def __enter__(self) -> Self:
        _noting.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _noting.remove(self)


_noting: list[Seen] = []


def looked_at(path: str, found: bytes | None = None) -> None:
    """Notes that the answer rests on what is at a path: a file with the bytes that were found there, or whatever is there now.

    To be called for a file that is read or cannot be, and for a folder whose names are read.
    """
    _note(f"={path}", found)


def looked_for(path: str) -> None:
    """Notes that the answer rests on whether there is anything at a path."""
    _note(f"?{path}", None)


def unrepeatable() -> None:
    """Notes that the run does or asks something that is not in files: it writes one, or reads a pipe or a server."""
    for each in _noting:
        each.repeatable = False


def _note(look: str, found: bytes | None) -> None:
    for each in _noting:
        now = state(look, found)
        each.repeatable &= now != _OTHER
        each.states.setdefault(look, now)


def state(look: str, found: bytes | None = None) -> bytes:
    """What a look finds, in one digest: a file and its bytes, the names in a folder, or that there is nothing to read."""
    kind, path = look[:1], look[1:]
    try:
        about = os.stat(path)
        if kind == "?":
            return _SOMETHING
        if stat.S_ISDIR(about.st_mode):
            return digest(b"folder", *_names(path))
        if not stat.S_ISREG(about.st_mode):
            return _OTHER  # a pipe gives its bytes once
        if found is None:
            with open(path, "rb") as file:
                found = file.read()
    except (OSError, ValueError):
        return _NOTHING
    # Which file it is counts too: one that is named twice is judged once.
    return digest(b"%d:%d" % (about.st_dev, about.st_ino), found)


def _names(folder: str) -> list[bytes]:
    with os.scandir(folder) as entries:
        return sorted(os.fsencode(entry.name) + b"/" * entry.is_dir() for entry in entries)
