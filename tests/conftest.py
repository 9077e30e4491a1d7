"""What all tests share: golden files, English, and a lint of every calendar that they write."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ics_lint import lint
from tripplan.exporters.ics import ics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tripplan.exporters import Options
    from tripplan.model import Trip

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests compare with English: the locale says so, whatever that of the machine is."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)  # annotations come there by themselves


@pytest.fixture(autouse=True)
def _anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests judge anew, and leave nothing in the cache of whoever runs them; those of the cache ask for one of their own."""
    monkeypatch.setenv("TRIPPLAN_NO_CACHE", "1")


@pytest.fixture(autouse=True, scope="session")
def _good_calendars() -> Iterator[None]:
    """Every calendar that is written in this process passes the lint, whatever the test is about."""
    write = ics.write

    def linted(trip: Trip, options: Options) -> bytes:
        data = write(trip, options)
        assert lint(data) == []
        return data

    object.__setattr__(ics, "write", linted)  # it is frozen, and not for tests
    yield
    object.__setattr__(ics, "write", write)


@pytest.fixture
def golden() -> Callable[[str, str | bytes], None]:
    """Compares an output with the golden file of a name under tests/data; UPDATE_GOLDEN=1 writes that file anew."""

    def compare(name: str, output: str | bytes) -> None:
        path = DATA / name
        data = output.encode() if isinstance(output, str) else output
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"{name} is missing: UPDATE_GOLDEN=1 pytest writes it"
        assert data.decode() == path.read_bytes().decode()

    return compare
