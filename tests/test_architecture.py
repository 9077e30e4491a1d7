"""The rooms of the house: who may import whom, and which room holds which foreign library."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src" / "tripplan"

# Room: the rooms that it may import. Imports run downhill only.
ROOMS: dict[str, set[str]] = {
    "__init__": set(),
    "when": set(),
    "places": set(),
    "locate": set(),
    "diagnostics": {"messages"},
    "visible": set(),
    "streams": set(),
    "cache": {"diagnostics"},
    "messages": set(),
    "nearest": {"messages"},
    "speech": {"when", "places", "messages", "model"},
    "model": {"when", "places", "messages"},
    "load": {"when", "places", "locate", "diagnostics", "messages", "nearest", "speech", "model"},
    "timeline": {"when", "places", "model"},
    "checks": {"when", "places", "diagnostics", "messages", "model", "timeline"},
    "exporters": {"when", "places", "visible", "messages", "model", "timeline"},
    "reporters": {"diagnostics", "messages", "visible"},
    "verify": {"diagnostics", "load", "speech", "checks", "timeline"},
    "schema": {"diagnostics", "messages", "model", "checks"},
    "lsp": {
        *(
            "when",
            "places",
            "diagnostics",
            "visible",
            "messages",
            "nearest",
            "speech",
            "model",
            "load",
            "timeline",
        ),
        *("checks", "verify", "schema"),
    },
    "release": {"when", "messages", "model", "exporters"},
    "share": set(),
    "sync": set(),
    "complete": set(),
    "cli": {"*"},
    "__main__": {"cli", "complete", "cache", "messages", "streams", "visible", "__init__"},
}

# Foreign library: the only places that may import it. A folder stands for all files in it.
KEEPERS: dict[str, set[str]] = {
    "caldav": {"sync/server"},
    "distributed": {"cli/_batch"},
    "lsprotocol": {"lsp"},
    "pygls": {"lsp"},
    "keyring": {"cli/push"},
    "joblib": {"cli/_batch"},
    "pendulum": {"when"},
    "icalendar": {"exporters/_component"},
    "pydantic": {"model", "load"},
    "pydantic_core": {"model", "load"},
    "rich": {"cli", "reporters/_cells"},
    "segno": {"share/qr"},
    "tomli": {
        "load",
        "locate",
        "checks/_limits",
        "checks/_examples",
        "exporters/_kinds",
        "places",
        "cli",
        "complete",
        "release/read",
    },
    "typer": {"cli"},
    "tzdata": {"when", "exporters/_vtimezone", "exporters/_zone_names", "places/zones", "__main__"},
    "tzfpy": {"places"},
}


def files() -> list[str]:
    """Every source file by its path without the ending."""
    return sorted(path.relative_to(SOURCE).with_suffix("").as_posix() for path in SOURCE.rglob("*.py"))


def imports(name: str) -> Iterator[str]:
    """Every module that a file imports, inside functions and for type checkers too."""
    for node in ast.walk(ast.parse((SOURCE / f"{name}.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively: absolute names read the same everywhere"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    """The room of a module of ours, by its dotted name or its path."""
    parts = module.replace("/", ".").removeprefix("tripplan.").split(".")
    return parts[0] if parts[0] in ROOMS else "__init__"


@pytest.mark.parametrize("name", files())
def test_a_file_imports_only_rooms_below_its_own(name: str) -> None:
    """Imports run downhill, so that each room can be understood without those above it."""
    here = room_of(name)
    allowed = ROOMS[here] | {here, "__init__"}

    uphill = {
        module for module in imports(name) if module.startswith("tripplan") and room_of(module) not in allowed
    }

    assert not uphill or "*" in allowed


@pytest.mark.parametrize("name", files())
def test_a_foreign_library_stays_in_its_room(name: str) -> None:
    """One room holds each foreign library, so that it can be doubted, tested and replaced in one place."""
    strays = {
        module
        for module in imports(name)
        for library, keepers in KEEPERS.items()
        if module.split(".")[0] == library
        and not any(name == keep or name.startswith(f"{keep}/") for keep in keepers)
    }

    assert not strays


@pytest.mark.parametrize("name", [name for name in files() if name.startswith(("checks/", "exporters/"))])
def test_checks_and_exporters_do_not_know_each_other(name: str) -> None:
    """A check or exporter can be added or removed as one file: only helpers, marked by an underscore, are shared."""
    folder = name.split("/", maxsplit=1)[0]
    siblings = {
        module
        for module in imports(name)
        if module.startswith(f"tripplan.{folder}.")
        and (SOURCE / f"{'/'.join(module.split('.')[1:3])}.py").exists()
        and not module.split(".")[2].startswith("_")
    }

    assert name.endswith("__init__") or not siblings


def test_every_room_is_listed() -> None:
    """A new room gets its line here and in DESIGN.md, or this fails."""
    found = {name.split("/")[0] for name in files()}

    assert found == set(ROOMS)


def test_no_mark_of_unfinished_work_is_left() -> None:
    """What is committed is finished: the words that promise to come back later do not occur."""
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK")

    left = [
        name for name in files() if any(mark in (SOURCE / f"{name}.py").read_text("utf-8") for mark in marks)
    ]

    assert not left
