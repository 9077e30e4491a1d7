"""`tripplan check` as a shell sees it: status, streams, formats, colours, and no traceback whatever comes."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tripplan import cli
from tripplan.reporters import Style, reporter, reporter_names

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "examples" / "gangwon_na_2024.toml"
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"
MARK = re.compile(r"# (error|warning|info): ([a-z-]+)$")
WARNED = """
[trip]
id = "t"
title = "T"
home = "calgary"
start = 2024-09-21
end = 2024-09-29
[places.calgary]
at = [51.0447, -114.0719]
[[events]]
id = "a"
kind = "meeting"
place = "calgary"
start = 2024-09-23T09:00
duration = "1 h"
[[events]]
id = "late"
kind = "meeting"
place = "calgary"
start = 2024-10-23T09:00
duration = "1 h"
"""
HOSTILE = 'x\\u001b[31m\\u202e\\"::%0A\\r\\n]]> 김 \\u200f'


class Result:
    """How one command line ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def tripplan(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Runs one command line in this process."""

    def run(*arguments: str | Path) -> Result:
        with pytest.raises(SystemExit) as left:
            cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        code = left.value.code
        assert code is None or isinstance(code, int)
        return Result(code or 0, captured.out, captured.err)

    return run


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """A file with one warning and nothing worse."""
    path = tmp_path / "warned.toml"
    path.write_text(WARNED, "utf-8")
    return path


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one command line in a process of its own."""
    command = [sys.executable, "-m", "tripplan", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


def test_the_real_trip_is_clean(tripplan: Callable[..., Result]) -> None:
    """No finding, not even an allowed one, and a summary of what was checked."""
    result = tripplan("check", "--fail-on", "info", CLEAN)

    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("No conflicts found. Checked: 54 events, 6 people")
    assert "allowed" not in result.out


def test_every_planted_mistake_is_found_at_its_line_and_nothing_else(tripplan: Callable[..., Result]) -> None:
    """The copy with ten mistakes gives exactly the ten that its own comments expect."""
    lines = CONFLICTS.read_text("utf-8").split("\n")
    expected = [(n, mark[1], mark[2]) for n, line in enumerate(lines, 1) if (mark := MARK.search(line))]
    assert len(expected) == 10

    result = tripplan("check", "--output-format", "json", CONFLICTS)

    found = [(d["line"], d["severity"], d["check"]) for d in json.loads(result.out)["diagnostics"]]
    assert (result.status, found) == (1, expected)


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("info", 1)])
def test_the_status_depends_on_the_mildest_severity_that_counts(
    tripplan: Callable[..., Result], warned: Path, fail_on: str, status: int
) -> None:
    """A warning passes by default and fails where it is asked to; it is printed either way."""
    result = tripplan("check", "--fail-on", fail_on, warned)

    assert result.status == status
    assert "warning[outside-trip]" in result.out


def test_an_allowed_finding_is_said_again_and_does_not_count(
    tripplan: Callable[..., Result], warned: Path
) -> None:
    """Accepted with a reason: shown with it, counted apart, no reason to fail."""
    warned.write_text(WARNED + 'allow = { outside-trip = "a call after the trip" }\n', "utf-8")

    full = tripplan("check", "--fail-on", "info", warned)
    concise = tripplan("check", "--output-format", "concise", warned)
    machine = json.loads(tripplan("check", "--output-format", "json", warned).out)

    assert full.status == 0
    assert "allowed: a call after the trip" in full.out
    assert "(1 allowed, with reasons)" in full.out
    assert "(allowed: a call after the trip)" in concise.out
    assert machine["diagnostics"][0]["allowed"] == "a call after the trip"
    assert machine["summary"]["allowed"] == 1
    assert machine["summary"]["warning"] == 0


def test_an_allowance_on_the_trip_accepts_the_whole_file(
    tripplan: Callable[..., Result], warned: Path
) -> None:
    """`allow` on [trip] stands for every event."""
    warned.write_text(WARNED.replace('id = "t"', 'id = "t"\nallow = { outside-trip = "known" }'), "utf-8")

    assert tripplan("check", "--fail-on", "info", warned).status == 0


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tripplan: Callable[..., Result], tmp_path: Path
) -> None:
    """The others are checked and reported; the status says that the job was not all done."""
    result = tripplan("check", tmp_path / "none.toml", CONFLICTS, tmp_path)

    assert result.status == 2
    assert "error[double-booked]" in result.out
    assert result.err.count("tripplan: ") == 2
    assert "there is no such file" in result.err
    assert "there is no trip in this folder" in result.err


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000])
def test_an_impossible_name_is_no_crash(tripplan: Callable[..., Result], name: str) -> None:
    """A name that no file can have is answered like any missing file."""
    result = tripplan("check", name)

    assert (result.status, result.out) == (2, "")
    assert "cannot be read" in result.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["chek"], 'did you mean "check"?'),
        (["show"], "Missing argument"),
        (["check", "--output-format", "sarif2", "x"], "one of concise, full, github, gitlab, json"),
        (["check", "--fail-on", "fatal", "x"], "fatal"),
        (["check", "--nope", "x"], "--nope"),
    ],
)
def test_wrong_usage_is_answered_with_what_is_right(
    tripplan: Callable[..., Result], arguments: list[str], word: str
) -> None:
    """Status 2, a word on standard error, nothing on standard output."""
    result = tripplan(*arguments)

    assert (result.status, result.out) == (2, "")
    assert word in result.err


def test_machine_output_is_the_document_alone(tripplan: Callable[..., Result]) -> None:
    """A clean file in JSON is one object of the agreed shape and no word beside it."""
    document = json.loads(tripplan("check", "--output-format", "json", CLEAN).out)

    assert set(document) == {
        "tripplan", "tzdata", "diagnostics", "coverage", "left_out", "unread", "summary",
    }  # fmt: skip
    assert {each["severity"] for each in document["diagnostics"]} <= {"info"}
    assert document["tzdata"] >= "2026f"
    assert document["summary"] | {"info": 0} == {
        "error": 0, "warning": 0, "info": 0, "allowed": 0, "known": 0, "files": 1, "events": 54, "people": 6,
    }  # fmt: skip
    assert {"check": "outside-trip", "judged": 54, "unjudged": 0, "reasons": {}} in document["coverage"]


def test_a_diagnostic_in_json_has_every_key_of_the_agreed_shape(tripplan: Callable[..., Result]) -> None:
    """Also where there is nothing to say: a reader needs no guard."""
    diagnostics = json.loads(tripplan("check", "--output-format", "json", CONFLICTS).out)["diagnostics"]

    keys = {
        "check", "severity", "message", "hint", "file", "line", "column", "end_line", "end_column", "place", "fingerprint",
        "events", "people", "related", "allowed", "known", "fix",
    }  # fmt: skip
    assert all(set(each) == keys for each in diagnostics)
    booked = next(each for each in diagnostics if each["check"] == "double-booked")
    assert set(booked["related"][0]) == {"file", "line", "column", "end_line", "end_column", "message"}
    assert len(booked["events"]) == 2


@pytest.mark.parametrize("name", ["full", "concise"])
def test_a_strangers_text_cannot_move_the_cursor(
    tripplan: Callable[..., Result], tmp_path: Path, name: str
) -> None:
    """Escape codes, line ends and direction marks of a title, an id and a place come out spelled."""
    text = WARNED.replace('id = "late"', f'id = "{HOSTILE}"\ntitle = "{HOSTILE}"').replace(
        '"T"', f'"{HOSTILE}"'
    )
    path = tmp_path / "hostile.toml"
    path.write_text(text + f'"{HOSTILE}" = 1\n', "utf-8")

    out = tripplan("check", "--output-format", name, path).out

    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f\u202e]", out) is None
    assert "\\x1b[31m" in out


def test_the_mark_stands_under_its_text_behind_hangul(
    tripplan: Callable[..., Result], tmp_path: Path
) -> None:
    """Hangul takes two cells, so the carets start after as many cells as the text before them."""
    path = tmp_path / "wide.toml"
    path.write_text(WARNED + 'who = []\ncontact = { ko = "춘천", en = 7 }\n', "utf-8")

    lines = tripplan("check", path).out.split("\n")

    source = next(n for n, line in enumerate(lines) if "춘천" in line)
    assert lines[source].index("7") + 2 == lines[source + 1].index("^")


def test_a_long_line_is_cut_to_the_part_that_matters(tripplan: Callable[..., Result], tmp_path: Path) -> None:
    """A line of a megabyte does not flood the terminal."""
    path = tmp_path / "long.toml"
    path.write_text(WARNED + f'notes = "{"x" * 10**6}"\ntags = [{"1, " * 20} 7]\n', "utf-8")

    assert max(map(len, tripplan("check", path).out.split("\n"))) < 1000


def test_every_file_of_a_run_is_in_one_report(tripplan: Callable[..., Result], warned: Path) -> None:
    """Several files give one summary, in the order of the command line."""
    result = tripplan("check", CONFLICTS, warned)

    assert "Checked: 2 files, 55 events" in result.out
    assert result.out.index("gangwon_na_2024_conflicts") < result.out.index("warned.toml")


def test_the_same_run_gives_the_same_bytes_whatever_the_environment() -> None:
    """Zone, locale and hash seed of the machine change nothing."""
    odd = process("check", CONFLICTS, TZ="Asia/Kathmandu", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="1")
    plain = process("check", CONFLICTS, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="2")

    assert (odd.returncode, odd.stdout, odd.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert odd.returncode == 1


COLORS = [
    ({}, [], False, False),
    ({}, [], True, True),
    ({"FORCE_COLOR": "1"}, [], False, True),
    ({"CLICOLOR_FORCE": "1"}, [], False, True),
    ({"NO_COLOR": "1"}, [], True, False),
    ({"NO_COLOR": ""}, [], True, True),
    ({"TERM": "dumb"}, [], True, False),
    ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], True, False),
    ({"NO_COLOR": "1"}, ["--color", "always"], False, True),
    ({"FORCE_COLOR": "1"}, ["--color", "never"], True, False),
    ({"GITHUB_ACTIONS": "true"}, [], False, False),
]


@pytest.mark.parametrize(("environment", "options", "terminal", "colored"), COLORS)
def test_colours_follow_the_option_then_the_environment_then_the_terminal(
    environment: dict[str, str], options: list[str], terminal: bool, colored: bool
) -> None:
    """--color, NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, TERM=dumb, and at last whether a terminal reads."""
    inherited = {key: value for key, value in os.environ.items() if "COLOR" not in key}
    command = [sys.executable, "-m", "tripplan", "check", *options, str(CONFLICTS)]
    env = {**inherited, "TERM": "xterm", **environment}

    out = on_terminal(command, env) if terminal else subprocess.run(
        command, capture_output=True, check=False, env=env
    ).stdout  # fmt: skip

    assert (b"\x1b[" in out) == colored


def on_terminal(command: list[str], env: dict[str, str]) -> bytes:
    """What a command writes to a terminal."""
    reader, writer = pty.openpty()
    with subprocess.Popen(command, stdin=writer, stdout=writer, stderr=subprocess.DEVNULL, env=env):
        os.close(writer)
        out = b""
        while chunk := _read(reader):
            out += chunk
    os.close(reader)
    return out


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 65536)
    except OSError:  # how Linux says that the other side of a terminal has closed
        return b""


def test_a_reader_that_has_gone_is_no_error() -> None:
    """`tripplan check … | head -1` ends without a word on standard error, and the status is still that of the check."""
    command = [sys.executable, "-m", "tripplan", "check", str(CONFLICTS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        error = running.stderr.read()

    assert (running.returncode, error) == (1, b"")


@pytest.mark.parametrize("arguments", [["--version"], ["-V"], ["check", "--help"], ["--help"]])
def test_help_and_version_are_answers(arguments: list[str]) -> None:
    """On standard output, status 0."""
    done = process(*arguments)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_version_names_the_data_it_goes_by(tripplan: Callable[..., Result]) -> None:
    """tripplan, zone rules, place data; the same by the fast way and by the parser's."""
    fast = process("--version").stdout

    assert re.match(r"tripplan \d+\.\d+\.\d+ \(tzdata 20\d\d[a-z]; airports .+\)\n", fast)
    assert tripplan("--version", "check").out == fast


def test_a_fault_of_tripplan_is_an_apology_and_no_traceback(tmp_path: Path) -> None:
    """Whatever breaks inside, the user reads one sentence; the traceback is there for who asks."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("import tripplan.verify\ntripplan.verify.verify = lambda *a, **k: 1 / 0\n", "utf-8")
    path = {"PYTHONPATH": str(tmp_path)}

    calm = process("check", CLEAN, **path)
    asked = process("check", CLEAN, TRIPPLAN_DEBUG="1", **path)

    assert (calm.returncode, calm.stdout) == (2, "")
    assert calm.stderr.startswith("tripplan: internal error: ZeroDivisionError")
    assert "Traceback" not in calm.stderr
    assert "Traceback" in asked.stderr


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C is status 130 and no traceback."""
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import tripplan.cli\ndef run(*a): raise KeyboardInterrupt\ntripplan.cli.run = run\n", "utf-8"
    )

    done = process("check", CLEAN, PYTHONPATH=str(tmp_path))

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("name", reporter_names())
def test_every_reporter_is_found_by_its_name(name: str) -> None:
    """A reporter is one file: its name is the format's."""
    assert callable(reporter(name))


def test_an_unknown_reporter_is_a_lookup_error() -> None:
    """The registry says no in its own words."""
    with pytest.raises(LookupError, match="nope"):
        reporter("nope")


def test_a_report_for_people_wraps_at_the_width_it_is_given(tripplan: Callable[..., Result]) -> None:
    """On a terminal no sentence runs past the edge."""
    from tripplan.diagnostics import Report  # noqa: PLC0415 - only here
    from tripplan.verify import verify  # noqa: PLC0415 - only here

    report = Report((verify(CONFLICTS.read_bytes(), "x.toml"),), "0", "0")

    heads = [line for line in reporter("full")(report, Style(width=60)).split("\n") if "[" in line[:10]]

    assert len(heads) >= 10
    assert max(map(len, heads)) <= 60
    assert max(map(len, tripplan("check", CONFLICTS).out.split("\n"))) > 60
