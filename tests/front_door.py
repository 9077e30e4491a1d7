"""Runs the program by its front door in this process: with the cache, as a shell's command line does, but warm."""

from __future__ import annotations

import io
import os
import sys
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from tripplan import __main__, cli

if TYPE_CHECKING:
    from collections.abc import Mapping


CLEAN = Path(__file__).parent / "data" / "clean.toml"


class Ended(NamedTuple):
    """How a command line ended: status, the bytes of both streams, and whether a command had to be imported for it."""

    status: int
    out: bytes
    err: bytes
    judged: bool


class FrontDoor(NamedTuple):
    """A working folder, and a folder for the cache; None is to go without."""

    here: Path
    cache: Path | None

    def __call__(
        self, *arguments: str | Path, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> Ended:
        """Runs one command line."""
        told = {"TRIPPLAN_CACHE_DIR": str(self.cache), "TRIPPLAN_NO_CACHE": "" if self.cache else "1"}
        out, err = _stream(), _stream()
        came_in = io.TextIOWrapper(io.BytesIO(stdin))
        status: object = None
        with (
            mock.patch.dict(os.environ, {**told, **(environment or {})}),
            mock.patch.multiple(
                sys, argv=["tripplan", *map(str, arguments)], stdin=came_in, stdout=out, stderr=err
            ),
            mock.patch.object(cli, "run", wraps=cli.run) as run,
            chdir(self.here),
        ):
            try:
                __main__.main()
            except SystemExit as left:
                status = left.code or 0
        assert isinstance(status, int)
        return Ended(status, _written(out), _written(err), run.called)


def at_two_trips(folder: Path) -> FrontDoor:
    """The program in `here`, a repository with a clean trip and one with an unknown key, with its cache beside it."""
    here = folder / "here"
    (here / "sub").mkdir(parents=True)
    (here / ".git").mkdir()
    (here / "clean.toml").write_bytes(CLEAN.read_bytes())
    wrong = CLEAN.read_text("utf-8").replace("[[events]]", '[[events]]\ntitel = "x"', 1)
    (here / "sub" / "wrong.toml").write_text(wrong, "utf-8")
    return FrontDoor(here, folder / "cache")


def without(door: FrontDoor) -> FrontDoor:
    """The same without a cache."""
    return FrontDoor(door.here, None)


def told(ended: Ended) -> tuple[int, bytes, bytes]:
    """What the caller sees."""
    return ended[:3]


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()
