"""The docs hold what they promise: their files check clean, their commands are the ones that run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tripplan.diagnostics import Severity
from tripplan.model.document import (
    ActivityTable,
    MoveTable,
    PersonTable,
    PlaceTable,
    ResourceTable,
    StayTable,
    Table,
    TravelTable,
    TripTable,
)
from tripplan.verify import verify

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "docs/format.md"]
TABLES: list[type[Table]] = [
    *(ActivityTable, MoveTable, StayTable),
    *(PersonTable, PlaceTable, ResourceTable, TravelTable, TripTable),
]


@pytest.mark.parametrize("page", PAGES)
def test_a_whole_trip_in_the_docs_checks_clean(page: str) -> None:
    """Whoever pastes the example gets no finding."""
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    trips = [block for block in blocks if "[trip]" in block]

    assert trips
    for trip in trips:
        assert [d for d in verify(trip.encode(), page).diagnostics if d.severity is not Severity.INFO] == []


def test_the_format_page_names_every_key_and_kind() -> None:
    """A key that the model knows is told, in the table of keys."""
    page = (ROOT / "docs/format.md").read_text("utf-8").partition("## Keys")[2]
    keys = {field.alias or name for table in TABLES for name, field in table.model_fields.items()}

    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_the_readme_holds_two_commands_that_need_nothing_but_python_and_git() -> None:
    """One runs the main job, one the tests; each makes its own environment inside the clone."""
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = [block for block in re.findall(r"```sh\n(.*?)```", readme, re.DOTALL) if "venv" in block]

    assert len(commands) == 2
    assert all(command.startswith("python3 -m venv .venv && .venv/bin/pip install ") for command in commands)
    assert commands[0].rstrip().endswith("tripplan check examples/gangwon_na_2024.toml")
    assert commands[1].rstrip().endswith("-m pytest")


@pytest.mark.parametrize("page", [*PAGES, "DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_link_inside_the_docs_leads_somewhere(page: str) -> None:
    """A page that a link names is there."""
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)

    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
