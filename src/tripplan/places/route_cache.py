"""Answers of routing servers, kept in the user's cache folder for a while: one small file for each way.

All of it may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tripplan.places.figures import value

if TYPE_CHECKING:
    from tripplan.places.estimate import Point

Way: TypeAlias = "tuple[Point, Point]"  # from, to: rounded, so that one place is one key


def cache_folder() -> Path:
    """The folder for what can be fetched again: XDG_CACHE_HOME where it is set to a full path, else ~/.cache."""
    told = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (told if told.is_absolute() else Path.home() / ".cache") / "tripplan"


class RouteCache:
    """The answers of one server, as old as they may be `now` (aware)."""

    def __init__(self, folder: Path, server: str, now: datetime) -> None:
        self._folder = folder
        self._server = server
        self._now = now

    def read(self, way: Way) -> tuple[float, float] | None:
        """Seconds and km of a way; None where nothing is kept, or what is kept is broken or too old."""
        try:
            kept = json.loads(self._file(way).read_bytes())
            # An answer from the future is one of a clock that was wrong: it counts no longer than one of the past.
            age = abs(self._now - datetime.fromtimestamp(kept["asked"], UTC))
            fresh = age <= timedelta(days=value("router", "keep_days"))
            return (float(kept["seconds"]), float(kept["km"])) if fresh else None
        except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
            return None

    def write(self, way: Way, answer: tuple[float, float]) -> None:
        """Keeps an answer, written beside its name first, then renamed; where that cannot be, every run asks anew."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                kept = (*answer, int(self._now.timestamp()))
                json.dump(dict(zip(("seconds", "km", "asked"), kept, strict=True)), file)
            Path(beside).replace(self._file(way))

    def _file(self, way: Way) -> Path:
        return self._folder / f"{hashlib.sha256(repr((self._server, way)).encode()).hexdigest()}.json"
