"""What each report format says in particular, read back as its own readers read it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from junitparser import JUnitXml

from reports import BOOKED, LATE, LONG, NAME, NOTE, OLD, REPAIR, TEXT, obeyed, report_of, rich
from tripplan.diagnostics import Report, Severity
from tripplan.reporters import Style, reporter
from tripplan.verify import applied

LINES = TEXT.split("\n")


def written(name: str, report: Report) -> str:
    """A report in a format."""
    return reporter(name)(report, Style())


def run_of(report: Report) -> dict[str, Any]:
    """The run of a report in SARIF."""
    runs: list[dict[str, Any]] = json.loads(written("sarif", report))["runs"]
    assert len(runs) == 1
    return runs[0]


def test_annotations_come_by_severity_with_places_that_github_takes() -> None:
    """The worst first, for GitHub shows ten of a level; more than one line has no end and no end column."""
    commands = obeyed(written("github", rich()))

    assert [each.name for each in commands] == ["error", "warning", "notice"]
    booked, long, _ = commands
    assert booked.properties == {
        "title": "tripplan (double-booked)", "file": NAME, "line": "6", "endLine": "6", "col": "29", "endColumn": "45",
    }  # fmt: skip
    assert booked.data.split("\n") == [BOOKED.message, "line 12: starts here", f"hint: {BOOKED.hint}"]
    assert long.properties == {"title": "tripplan (bad-value)", "file": NAME, "line": "7"}


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.ERROR, ("error", "major", "ERROR", "error")),
        (Severity.WARNING, ("warning", "minor", "WARNING", "warning")),
        (Severity.INFO, ("notice", "info", "INFO", "note")),
    ],
)
def test_a_severity_is_the_same_in_every_format(severity: Severity, expected: tuple[str, ...]) -> None:
    """Each format's own word for it."""
    report = report_of(replace(BOOKED, severity=severity))

    assert expected == (
        obeyed(written("github", report))[0].name,
        json.loads(written("gitlab", report))[0]["severity"],
        json.loads(written("rdjson", report))["diagnostics"][0]["severity"],
        run_of(report)["results"][0]["level"],
    )


def test_what_does_not_count_is_information_for_gitlab_and_reviewdog() -> None:
    """They have no word for it: it weighs least, and its text says why."""
    report = report_of(OLD, LATE)
    issues = json.loads(written("gitlab", report))
    comments = json.loads(written("rdjson", report))["diagnostics"]

    assert {each["severity"] for each in issues} == {"info"}
    assert {each["severity"] for each in comments} == {"INFO"}
    told = ["late for the noodles (known (baseline))", "late for the tour (allowed: 관례, as ever)"]
    assert [each["description"] for each in issues] == told
    assert [each["message"] for each in comments] == told


def test_fingerprints_do_not_move_with_the_lines() -> None:
    """An edit above a finding opens nothing anew; two findings at one thing are still two."""
    moved = replace(BOOKED, region=replace(BOOKED.region, line=90, end_line=90), message="other words")
    before, after = (json.loads(written("gitlab", report_of(each, each))) for each in (BOOKED, moved))

    prints = [each["fingerprint"] for each in before]
    assert prints == [each["fingerprint"] for each in after]
    assert len(set(prints)) == 2
    results = run_of(report_of(BOOKED, BOOKED))["results"]
    assert [each["partialFingerprints"]["tripplan/v1"] for each in results] == prints


def _bytes_of(place: dict[str, Any]) -> str:
    """What a range of rdjson covers: columns are bytes of UTF-8."""
    start, end = place["start"], place["end"]
    assert start["line"] == end["line"]
    line: str = LINES[start["line"] - 1]
    return line.encode()[int(start["column"]) - 1 : int(end["column"]) - 1].decode()


def test_reviewdog_counts_bytes() -> None:
    """Hangul and emoji before a place move it by the bytes that they take."""
    found = json.loads(written("rdjson", rich()))["diagnostics"][1]

    assert _bytes_of(found["location"]["range"]) == "2024-09-22T10:30"
    assert _bytes_of(found["related_locations"][0]["location"]["range"]) == "2024-09-22T11:00"
    assert found["location"]["range"]["start"]["column"] > BOOKED.region.column


def test_a_suggestion_for_reviewdog_is_the_whole_fix() -> None:
    """A comment is taken as one: half a fix would be worse than none."""
    (suggestion,) = json.loads(written("rdjson", report_of(BOOKED)))["diagnostics"][0]["suggestions"]
    data, place = TEXT.encode(), suggestion["range"]

    start, end = (
        len("\n".join([*LINES[: at["line"] - 1], ""]).encode()) + at["column"] - 1
        for at in (place["start"], place["end"])
    )

    mended = data[:start] + suggestion["text"].encode() + data[end:]
    assert mended.decode() == applied(TEXT, REPAIR.edits)


def test_a_check_is_a_test_in_junit() -> None:
    """It fails by an error or a warning, passes with information, is skipped where all is excused or nothing could be judged."""
    suites = JUnitXml.fromstring(written("junit", report_of(LONG, BOOKED, NOTE, LATE, OLD)).encode())

    (suite,) = list(suites)
    verdicts = {case.name: [(type(it).__name__, it.type) for it in case.result] for case in suite}
    assert verdicts == {
        "bad-value": [("Failure", "warning")],
        "clean": [],
        "closed": [("Skipped", None)],
        "double-booked": [("Failure", "error")],
        "late": [("Skipped", None)],
        "weekend": [],
    }
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (6, 2, 2, 0)
    cases = {case.name: case for case in suite}
    assert cases["closed"].result[0].message == "Not judged: closed 2 (no opening hours)."
    assert cases["late"].result[0].message == "allowed: 관례, as ever"
    assert "22 September is a Sunday" in cases["weekend"].system_out
    assert {case.classname for case in suite} == {NAME.removesuffix(".toml")}


def test_a_failure_in_junit_tells_all_that_failed() -> None:
    """The worst gives the message, the text has every finding of the check with its place."""
    mild = replace(BOOKED, severity=Severity.WARNING, message="a mild one")
    (suite,) = list(JUnitXml.fromstring(written("junit", report_of(mild, BOOKED)).encode()))

    (failure,) = next(case for case in suite if case.name == "double-booked").result

    assert (failure.type, failure.message) == ("error", BOOKED.message)
    assert failure.text.split("\n")[0].startswith(f"{NAME}:6:29: warning: a mild one; hint: ")
    assert len(failure.text.split("\n")) == 2


def test_a_file_that_could_not_be_read_is_an_error_in_junit() -> None:
    """Not a failure, and not nothing."""
    suites = list(JUnitXml.fromstring(written("junit", report_of(unread=("gone.toml",))).encode()))

    assert [(suite.name, suite.errors) for suite in suites] == [(NAME, 0), ("gone.toml", 1)]
    (case,) = list(suites[1])
    assert case.result[0].message == "The file could not be read."


def test_each_line_of_json_lines_is_a_diagnostic_of_json() -> None:
    """One shape, two packings."""
    lines = [json.loads(line) for line in written("json-lines", rich()).splitlines()]

    assert lines == json.loads(written("json", rich()))["diagnostics"]
    assert [each["known"] for each in lines] == [True, False, False, False, False]
