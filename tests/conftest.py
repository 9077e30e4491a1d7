"""What all tests share: golden files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests compare with English: the locale says so, whatever that of the machine is."""
    monkeypatch.setenv("LC_ALL", "C")


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
