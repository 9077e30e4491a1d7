"""Choosing checks: what is left out is counted, never hidden, and problems of the file itself cannot be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from commands import tripplan
from small_trip import FOUND, HEAD, LATE, TRIP, trip_in
from tripplan.checks import all_checks
from tripplan.cli._rules import OF_THE_FILE
from tripplan.cli._statistics import as_table
from tripplan.diagnostics import FileReport, Report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def trip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A trip in the working folder, which no settings lie above."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath(".git").mkdir()
    return trip_in(tmp_path).name


def found(*arguments: str) -> tuple[set[str], dict[str, int], dict[str, Any]]:
    """The checks that a run reports, those that it leaves out, and the whole of its report."""
    report = json.loads(tripplan("check", "--output-format", "json", *arguments).out)
    return {each["check"] for each in report["diagnostics"]}, report["left_out"], report


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ([], set(FOUND)),
        (["--select", "outside-trip"], {"outside-trip", "unknown-key"}),
        (["--select", "outside-trip,double-booked"], set(FOUND)),
        (["--select", "outside-trip", "--select", "double-booked,"], set(FOUND)),
        (["--ignore", "outside-trip"], {"double-booked", "unknown-key"}),
        (
            ["--select", "outside-trip,double-booked", "--ignore", " double-booked "],
            {"outside-trip", "unknown-key"},
        ),
        (["--select", "no-bed"], {"unknown-key"}),
    ],
)
def test_a_run_is_about_the_checks_that_are_chosen(trip: str, options: list[str], kept: set[str]) -> None:
    """Whatever is not reported is counted as left out, by its check: the two together are all that was found."""
    reported, left_out, report = found(*options, trip)

    assert reported == kept
    assert left_out == dict.fromkeys(sorted(set(FOUND) - kept), 1)
    assert report["summary"]["error"] == sum(FOUND[check] == "error" for check in kept)


def test_what_is_left_out_is_said_and_does_not_fail(trip: str, tmp_path: Path) -> None:
    """A person sees that something was found and not told; the exit status goes by what is told."""
    trip_in(tmp_path, HEAD + LATE)
    result = tripplan("check", "--fail-on", "info", "--ignore", "outside-trip,no-bed,no-meal", trip)

    assert result.status == 0
    assert "outside-trip 1" in result.out.splitlines()[-1]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("no-bad", 'there is no check "no-bad": did you mean "no-bed"?'),
        ("zzz", 'there is no check "zzz": "tripplan rules" lists all'),
        ("x\x1b[31m", 'there is no check "x\\x1b[31m"'),
        *((id_, f'"{id_}" is a problem of the file itself') for id_ in OF_THE_FILE),
    ],
)
def test_a_name_that_cannot_be_chosen_is_refused(trip: str, option: str, word: str, said: str) -> None:
    """A slip gets the nearest name; a problem of the file, without which nothing can be judged, is always told."""
    result = tripplan("check", option, f"no-bed,{word}", trip)

    assert (result.status, result.out) == (2, "")
    assert said in " ".join(result.err.split())


def test_every_check_can_be_chosen(trip: str) -> None:
    """Each id that the program reports under may be named."""
    names = ",".join(each.id for each in all_checks())

    assert tripplan("check", "--ignore", names, "--exit-zero", trip).status == 0


def test_exit_zero_hides_findings_and_nothing_else(trip: str) -> None:
    """Findings no longer fail; a file that cannot be read still does."""
    assert tripplan("check", trip).status == 1
    assert tripplan("check", "--exit-zero", trip).status == 0
    assert tripplan("check", "--exit-zero", trip, "missing.toml").status == 2
    assert tripplan("check", "--exit-zero", "--output-format", "json=no/such/folder.json", trip).status == 2


def test_fixes_of_checks_that_are_left_out_are_not_made(trip: str) -> None:
    """The patch holds what the run is about: the slip of the file, and not the double booking."""
    whole = tripplan("check", "--diff", trip).out
    part = tripplan("check", "--diff", "--ignore", "double-booked", trip).out

    assert "+title" in whole
    assert "+title" in part
    assert len(part.splitlines()) < len(whole.splitlines())


def test_statistics_are_a_table_closed_by_the_summary(trip: str) -> None:
    """A row a check that found something, left out or not, and what was judged; findings themselves are not printed."""
    result = tripplan("check", "--statistics", "--ignore", "outside-trip", trip)
    head, *rows = result.out.partition("\n\n")[0].splitlines()
    table = [
        dict(zip(["check", *head.replace("left out", "left_out").split()[1:]], row.split(), strict=True))
        for row in rows
    ]
    numbers = {row["check"]: (row["errors"], row["left_out"], row["fixable"]) for row in table}

    assert result.status == 1
    assert numbers == {
        "double-booked": ("1", "0", "1"),
        "outside-trip": ("0", "1", "0"),
        "unknown-key": ("1", "0", "1"),
    }
    assert len({len(line) for line in (head, *rows)}) == 1
    assert "2 errors. Checked:" in result.out


def test_statistics_as_json_count_every_check_that_ran(trip: str) -> None:
    """One object with the same numbers, and a row for checks that found nothing: they have judged."""
    result = tripplan("check", "--statistics", "--output-format", "json", trip)
    report = json.loads(result.out)
    rows = {row["check"]: row for row in report["checks"]}

    assert {check for check, row in rows.items() if row["error"] + row["warning"]} == set(FOUND)
    assert rows["double-booked"]["judged"] > 0
    assert {each.id for each in all_checks() if each.ready} - {"no-bed", "body-clock"} <= set(rows)
    assert report["summary"]["error"] == 2


def test_statistics_leave_reports_in_files_as_they_are(trip: str, tmp_path: Path) -> None:
    """What is printed is the table; a report that goes to a file is whole."""
    result = tripplan("check", "--statistics", "--output-format", "json=r.json", trip)

    assert result.out.startswith("check ")
    assert len(json.loads(tmp_path.joinpath("r.json").read_text("utf-8"))["diagnostics"]) == 3


def test_statistics_refuse_formats_that_have_no_numbers(trip: str) -> None:
    """A SARIF of numbers is none: said before anything is read."""
    result = tripplan("check", "--statistics", "--output-format", "sarif", trip)

    assert (result.status, result.out) == (2, "")
    assert 'no statistics in the format "sarif"' in " ".join(result.err.split())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_table_of_nothing_is_the_summary_alone(language: str) -> None:
    """Nothing found: no head over no rows."""
    report = Report((FileReport("t.toml", TRIP, ()),), "1", "2026f")

    assert len(as_table(report, language).splitlines()) == 1
