"""`tripplan init --schema`: a trip that editors understand as it is first opened."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import tomli

from commands import tripplan
from tripplan.schema import DIRECTIVE, NAME, text
from tripplan.verify import verify


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_starter_names_the_schema_that_is_written_beside_it() -> None:
    """The first line is the one that taplo and tombi know, and the rest is the starter as ever."""
    result = tripplan("init", "--schema")

    assert (result.status, result.err) == (0, "")
    assert Path("trip.toml").read_text("utf-8") == DIRECTIVE + tripplan("init", "-").out
    assert Path(NAME).read_text("utf-8") == text()
    assert f"#:schema ./{NAME}\n\n" == DIRECTIVE


def test_to_tripplan_the_line_is_a_comment() -> None:
    """A file with it checks like one without."""
    tripplan("init", "--schema")

    report = verify(Path("trip.toml").read_bytes(), "trip.toml")

    assert {each.severity.value for each in report.diagnostics} <= {"info"}


def test_a_schema_that_is_there_is_left_as_it_is() -> None:
    """It may be a team's own, or that of the release that they use."""
    Path(NAME).write_text("{}", "utf-8")

    assert tripplan("init", "--schema").status == 0
    assert Path(NAME).read_text("utf-8") == "{}"


def test_nothing_is_written_where_the_trip_exists() -> None:
    """A trip is never overwritten, and no schema comes beside it unasked."""
    Path("trip.toml").write_text("mine", "utf-8")

    assert tripplan("init", "--schema").status == 2
    assert [path.name for path in Path().iterdir()] == ["trip.toml"]


def test_a_folder_that_refuses_is_status_two() -> None:
    """One clear sentence, and no trip that names a schema which is not there."""
    result = tripplan("init", "--schema", "no/such/trip.toml")

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("tripplan: ")
    assert list(Path().iterdir()) == []


def test_on_standard_output_no_file_is_named() -> None:
    """Where the text goes is not known, so that nothing can stand beside it."""
    assert tripplan("init", "--schema", "-").out == tripplan("init", "-").out


def test_the_page_on_editors_gives_settings_that_parse() -> None:
    """Whoever pastes them has what the page says: each starts the command that there is."""
    page = (Path(__file__).parents[1] / "docs" / "editors.md").read_text("utf-8")
    helix, _ = (tomli.loads(block) for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[::-1])
    (vscode,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL))

    assert helix["language-server"]["tripplan"] == {"command": "tripplan", "args": ["lsp"]}
    assert helix["language"][0]["language-servers"] == ["tripplan"]
    assert vscode["glspc.server.commandArguments"] == ["lsp"]
    assert DIRECTIVE.strip() in page
    assert tripplan("lsp", "--help").status == 0
