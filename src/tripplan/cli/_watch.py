"""`check --watch`: the same command line answered again whenever something that it looked at has changed."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, NoReturn

import typer

from tripplan.cache import Seen, state, unrepeatable
from tripplan.cli._language import spoken
from tripplan.messages import say
from tripplan.streams import write

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = 0.1  # seconds between two looks: shorter than a hand takes from saving to reading
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watch(once: Callable[[], None]) -> NoReturn:
    """Runs a command line, and again after each change, until it is interrupted; each run leaves by typer.Exit."""
    unrepeatable()
    while True:
        if sys.stdout.isatty():
            write(_CLEAR)
        began = time.perf_counter()
        with Seen() as seen:
            _run(once)
        length = (time.perf_counter() - began) * 1000
        typer.echo(
            spoken(say("Checked in {number:.0f} ms. Waiting for changes; Ctrl-C ends.", number=length)),
            err=True,
        )
        looks = _Looks(seen)
        while not looks.changed():
            time.sleep(PAUSE)


def _run(once: Callable[[], None]) -> None:
    with contextlib.suppress(typer.Exit):  # what it found is on the screen; nobody waits for its status
        once()


class _Looks:
    """What a run looked at: read again only where time, size or file are others than at the last look."""

    def __init__(self, seen: Seen) -> None:
        self._states = dict(seen.states)
        self._stamps: dict[str, object] = {}

    def changed(self) -> bool:
        """Whether something is not as the run found it; a file saved as it was is not."""
        changed = [look for look in self._states if self._differs(look)]
        return bool(changed)

    def _differs(self, look: str) -> bool:
        now = _stamp(look[1:])
        if self._stamps.get(look, self) == now:
            return False
        self._stamps[look] = now
        return state(look) != self._states[look]


def _stamp(path: str) -> object:
    try:
        about = os.stat(path)  # noqa: PTH116 - a path from the command line, NUL and all
    except (OSError, ValueError):
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
