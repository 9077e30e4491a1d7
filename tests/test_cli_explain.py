"""`tripplan explain`: the docstring of a check, and what `check` really says of its Bad example."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import tripplan as package
from commands import tripplan
from tripplan.checks import Check, all_checks
from tripplan.checks._examples import explanation, given_with, on_stage
from tripplan.checks._limits import defaults
from tripplan.diagnostics import Severity
from tripplan.reporters._cells import cells
from tripplan.timeline import NOTHING_GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKS = {each.id: each for each in all_checks()}
LOADING = sorted(Path(package.__file__).parent.joinpath("load").glob("*.py"))


@pytest.fixture(autouse=True)
def _without_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_name_every_check_is_listed() -> None:
    """One line each: id, severity, title."""
    result = tripplan("explain")
    lines = result.out.split("\n")

    assert (result.status, result.err) == (0, "")
    for id_, check in CHECKS.items():
        title = explanation(check).title
        assert [line.split(maxsplit=2) for line in lines if line.startswith(f"{id_} ")] == [
            [id_, check.severity.value, title]
        ]


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_told_whole(check: str) -> None:
    """Title, every word of the prose, both examples."""
    told = explanation(CHECKS[check])

    result = tripplan("explain", check)

    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(f"{check} ({CHECKS[check].severity.value}): ")
    assert " ".join(told.why.split()) in " ".join(result.out.split())
    for example in (told.bad, told.good):
        assert textwrap.indent(example, "    ") in result.out


@pytest.mark.parametrize(
    "check", [name for name in CHECKS if given_with(explanation(CHECKS[name]).bad) == NOTHING_GIVEN]
)
def test_the_report_on_bad_is_what_check_prints(
    check: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The output is no copy that could grow old: it is what `tripplan check` says of the same file, where that is all there is to know."""
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text(on_stage(explanation(CHECKS[check]).bad), "utf-8")

    assert tripplan("check", "bad.toml").out in tripplan("explain", check).out


@pytest.mark.parametrize(("locale", "bad"), [("C", "\nBad:"), ("ko_KR.UTF-8", "\n나쁜 예:")])
@pytest.mark.parametrize("columns", ["60", "80"])
def test_the_prose_fits_the_page(
    columns: str, locale: str, bad: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """List and prose are wrapped to the width that the reader has, Hangul counted as wide as it is shown."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LC_ALL", locale)
    told = [tripplan("explain", check).out.partition(bad) for check in CHECKS]

    assert all(found for _, found, _ in told)
    for text in [tripplan("explain").out, *(prose for prose, _, _ in told)]:
        assert max(map(cells, text.split("\n"))) <= int(columns)


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_told_in_the_readers_language(check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No paragraph and no source stays in English; the examples, which are TOML, are those of the English page."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    told, korean = explanation(CHECKS[check]), explanation(CHECKS[check], "ko")
    out = tripplan("explain", check).out
    words = " ".join(out.split())

    assert all(re.search("[가-힣]", each) for each in [korean.title, *korean.why.split("\n\n")])
    assert out.startswith(f"{check} ({CHECKS[check].severity.value}): {korean.title[:20]}")
    assert all(each in words for each in korean.why.split("\n\n"))
    assert not any(limit.source in words for limit in defaults(check).values())
    assert all(textwrap.indent(each, "    ") in out for each in (told.bad, told.good))
    assert (korean.bad, korean.good) == (told.bad, told.good)


UNKNOWN = [
    ("tite-transfer", "tight-transfer"),
    ("double_booked", "double-booked"),
    ("unknown-keys", "unknown-key"),
]


@pytest.mark.parametrize(("name", "near"), [*UNKNOWN, ("zzz", "tripplan explain"), ("", "tripplan explain")])
def test_an_unknown_check_is_answered_with_the_nearest(name: str, near: str) -> None:
    """Status 2 and one sentence on standard error."""
    result = tripplan("explain", name)

    assert (result.status, result.out) == (2, "")
    assert near in result.err
    assert result.err.count("\n") == 1


def kinds() -> Iterator[str]:
    """The name of every problem that the reading of a file may report, from its source."""
    for path in LOADING:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                spoken = [each.value for each in node.keywords if each.arg == "check"]
                spoken += node.args[:1] if name in {"Diagnostic", "report"} else []
                yield from (str(each.value) for each in spoken if isinstance(each, ast.Constant))


def test_what_the_reading_of_a_file_reports_is_explained_too() -> None:
    """A name that `check` has printed is never unknown to `explain`."""
    names = set(kinds())

    assert {"syntax", "unknown-key", "unknown-reference"} <= names
    for name in names:
        result = tripplan("explain", name)
        assert (result.status, result.out.startswith(f"{name} (error): ")) == (0, True)
        assert re.search(rf"^{name} +error +\S", tripplan("explain").out, re.MULTILINE)


DOCSTRINGS = {
    "nothing": None,
    "no prose": "Title.\n\nBad:\n    ```toml\n    a = 1\n    ```\n\nGood:\n    ```toml\n    a = 1\n    ```\n",
    "no Good": "Title.\n\nWhy.\n\nBad:\n    ```toml\n    a = 1\n    ```\n",
    "no fence": "Title.\n\nWhy.\n\nBad:\n    a = 1\n\nGood:\n    a = 1\n",
}


@pytest.mark.parametrize("docstring", DOCSTRINGS.values(), ids=DOCSTRINGS)
def test_a_docstring_of_another_form_is_refused(
    docstring: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check without an explanation fails its test rather than being explained by half."""
    monkeypatch.setitem(sys.modules, "half", SimpleNamespace(__doc__=docstring))

    with pytest.raises(ValueError, match="half"):
        explanation(Check("half", Severity.ERROR, ready=True, judge=None, module="half"))
