"""Reports as `tripplan check` delivers them: statuses, streams, several at once, and orders that nobody obeys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands import tripplan
from reports import obeyed
from tripplan.reporters import FOR_PEOPLE, reporter_names

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "tests" / "data" / "clean.toml"
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"
PROGRAM = [sys.executable, "-m", "tripplan", "check"]
MANY = (("json", "a.json"), ("sarif", "b.sarif"), ("junit", "c.xml"), ("full", "d.txt"), ("gitlab", "e.json"))
# A clean file in each format for programs. The others say something of it: their shape is in their schema.
NOTHING = {"github": "", "gitlab": "[]\n", "json-lines": ""}


@pytest.fixture(autouse=True)
def _no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests say themselves whether they run in GitHub Actions, and keep no answers."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("TRIPPLAN_OUTPUT_FORMAT", raising=False)
    monkeypatch.setenv("TRIPPLAN_NO_CACHE", "1")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A small trip with an error."""
    path = tmp_path / "faulty.toml"
    path.write_text('[trip]\nid = "t"\n"제목" = 1\n', "utf-8")
    return path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A trip that tries to give orders to the runner: in the middle of a line, and where a line may be broken."""
    path = tmp_path / "hostile.toml"
    keys = ("##[add-matcher]x.json", f"{'x' * 30} ::add-mask::김")
    path.write_text("[trip]\n" + "".join(f"'{key}' = 1\n" for key in keys), "utf-8")
    return path


@pytest.mark.parametrize("name", reporter_names())
def test_the_status_is_the_same_in_every_format(name: str, faulty: Path, tmp_path: Path) -> None:
    """0 clean, 1 findings, 2 where a file could not be read or a report not be written: no format has its own."""
    form = ("--output-format", name)

    assert tripplan("check", *form, CLEAN).status == 0
    assert tripplan("check", *form, faulty).status == 1
    assert tripplan("check", *form, "--exit-zero", faulty).status == 0
    assert tripplan("check", *form, CLEAN, tmp_path / "none.toml").status == 2
    assert tripplan("check", *form, tmp_path / "none.toml").status == 2
    assert tripplan("check", "--output-format", f"{name}={tmp_path}/no/folder", CLEAN).status == 2


@pytest.mark.parametrize("name", reporter_names())
def test_findings_go_to_standard_output_and_nothing_else_does(name: str, faulty: Path) -> None:
    """Standard error is silent, and what a program reads of a clean file is the valid empty document."""
    found = tripplan("check", "--output-format", name, faulty)
    clean = tripplan("check", "--output-format", name, CLEAN)

    assert "unknown-key" in found.out
    assert (found.err, clean.err) == ("", "")
    assert clean.out == NOTHING.get(name, clean.out)
    assert name in FOR_PEOPLE or "conflicts" not in clean.out


@pytest.mark.parametrize("name", sorted(set(reporter_names()) - FOR_PEOPLE))
def test_a_document_is_whole_even_where_no_file_could_be_read(name: str, tmp_path: Path) -> None:
    """A program that reads it stumbles over nothing; what went wrong is in the document too, where it has a word for it."""
    gone = tripplan("check", "--output-format", name, tmp_path / "none.toml")

    assert gone.out == NOTHING.get(name, gone.out)
    assert ("none.toml" in gone.out) == (name in {"json", "junit", "sarif"})
    assert "there is no such file" in gone.err


def test_several_reports_of_one_run_go_each_to_its_place(faulty: Path, tmp_path: Path) -> None:
    """Text on the screen and files beside it; each file is what the format alone would have printed."""
    wanted = [f"--output-format={form}={tmp_path / file}" for form, file in MANY]

    both = tripplan("check", "--output-format", "concise", *wanted, faulty)

    assert both.out == tripplan("check", "--output-format", "concise", faulty).out
    for form, file in MANY:
        alone = tripplan("check", "--output-format", form, faulty).out
        assert (tmp_path / file).read_text("utf-8") == alone


def test_two_reports_on_standard_output_follow_one_another(faulty: Path) -> None:
    """In the order in which they are asked for."""
    full, github = (tripplan("check", "--output-format", name, faulty).out for name in ("full", "github"))

    both = tripplan("check", "--output-format", "full", "--output-format", "github", faulty)

    assert both.out == full + github


@pytest.mark.parametrize(
    ("formats", "word"),
    [
        (("json", "sarif"), "one report for a program, not json, sarif: give the others a file, sarif=FILE"),
        (("github", "github"), "one report for a program"),
        (("json=a", "sarif=./a"), "the same file"),
        (("full=a", "full=a"), "the same file"),
        (("sarif=",), "write sarif=FILE"),
        (("sariff=a",), "one of concise, full"),
    ],
)
def test_reports_that_would_spoil_one_another_are_refused(formats: tuple[str, ...], word: str) -> None:
    """Status 2 and a sentence, and nothing is written."""
    asked = [option for each in formats for option in ("--output-format", each)]

    result = tripplan("check", *asked, CONFLICTS)

    assert (result.status, result.out) == (2, "")
    assert word in " ".join(result.err.split())
    assert not Path("a").exists()


def test_two_names_of_one_file_are_one_place(tmp_path: Path) -> None:
    """A link to a file is that file."""
    (tmp_path / "link").symlink_to(tmp_path / "a")
    asked = [f"--output-format=json={tmp_path / 'a'}", f"--output-format=sarif={tmp_path / 'link'}"]

    assert tripplan("check", *asked, CONFLICTS).status == 2


def test_programs_get_names_from_the_working_folder(
    faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the file was named: a report made on one machine fits the repository on another."""
    monkeypatch.chdir(tmp_path)
    trips = tmp_path / "trips"
    trips.mkdir()
    (trips / "a.toml").write_bytes(faulty.read_bytes())
    names = ["trips/a.toml", "./trips//a.toml", "trips/../trips/a.toml", str(trips / "a.toml")]

    documents = [tripplan("check", "--output-format", "json", name).out for name in names]

    assert len(set(documents)) == 1
    assert {each["file"] for each in json.loads(documents[0])["diagnostics"]} == {"trips/a.toml"}
    outside = json.loads(tripplan("check", "--output-format", "json", CONFLICTS).out)["diagnostics"]
    assert {each["file"] for each in outside} == {CONFLICTS.as_posix()}


def test_a_name_that_is_no_utf8_is_no_crash(faulty: Path, tmp_path: Path) -> None:
    """A file may have any bytes for a name; every report has a character for them."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.toml")
    Path(path).write_bytes(faulty.read_bytes())

    for name in set(reporter_names()) - FOR_PEOPLE:
        assert tripplan("check", "--output-format", name, path).status == 1


def test_in_github_actions_annotations_follow_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody has asked for a format; who asks gets what was asked for."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    github = tripplan("check", "--output-format", "github", CONFLICTS).out

    usual = tripplan("check", CONFLICTS).out
    asked = tripplan("check", "--output-format", "full", CONFLICTS).out

    assert usual == asked + github
    assert obeyed(asked) == []
    assert obeyed(usual) == obeyed(github) != []
    assert obeyed(tripplan("check", "--statistics", CONFLICTS).out) == []


@pytest.mark.parametrize(("width", "orders"), [("", {"add-matcher"}), ("40", {"add-matcher", "add-mask"})])
def test_in_github_actions_a_trip_gives_no_orders(
    hostile: Path, monkeypatch: pytest.MonkeyPatch, width: str, orders: set[str]
) -> None:
    """What a stranger wrote is printed, and the runner obeys none of it, on whatever line it comes to stand."""
    monkeypatch.setenv("COLUMNS", width)
    bare = tripplan("check", "--output-format", "full", hostile).out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    out = tripplan("check", hostile).out

    assert {each.name for each in obeyed(bare)} == orders  # without the guard
    assert "##[add-matcher]x.json" in out
    assert [each.name for each in obeyed(out)] == ["error"] * len(obeyed(out)) != []


def test_the_same_run_gives_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    """Zone, locale, hash seed and encoding of the machine change nothing, in files and on standard output."""
    plain = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "PYTHONIOENCODING": "utf-8"}
    odd = {
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "2",
        "PYTHONIOENCODING": "ascii",
    }

    first, second = (
        _everything(tmp_path / name, environment) for name, environment in (("a", plain), ("b", odd))
    )

    assert first == second
    assert set(first) == {*reporter_names(), "stdout"}


def _everything(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Every format of one run, from files, and JSON from standard output."""
    folder.mkdir()
    asked = [f"--output-format={name}={folder / name}" for name in reporter_names()]
    command = [*PROGRAM, "--lang", "ko", "--output-format", "json", *asked, str(CONFLICTS)]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\xea" in done.stdout  # Hangul in UTF-8, whatever the locale
    return {"stdout": done.stdout, **{name: (folder / name).read_bytes() for name in reporter_names()}}


def test_the_help_names_every_format() -> None:
    """A new format is one file, and this line."""
    told = tripplan("check", "--help").out

    assert all(f" {name}" in " ".join(told.split()) for name in reporter_names())
