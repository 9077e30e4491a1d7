"""The numbers of the travel-time model: `data/travel.toml`, each with its source."""

from __future__ import annotations

from functools import cache
from typing import Any

from tripplan.places.notes import Note
from tripplan.places.store import DATA


@cache
def figures() -> dict[str, Any]:
    """The tables of `data/travel.toml`, as they stand."""
    import tomli  # noqa: PLC0415 - start-up

    return tomli.loads((DATA / "travel.toml").read_text(encoding="utf-8"))


def value(*path: str) -> float:
    """One number of the model, by the path to its row."""
    row: Any = figures()
    for name in path:
        row = row[name]
    return float(row["value"])


def source(*path: str) -> Note:
    """Where that number comes from."""
    row: Any = figures()
    for name in path:
        row = row[name]
    return Note.of(row["source"])
