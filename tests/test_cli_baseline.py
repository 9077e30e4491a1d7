"""Baselines: what was there before is shown and does not count, whatever is edited above it, until it is gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import tripplan
from small_trip import DOUBLE, FOUND, HEAD, LATE, QUIET, SLIP, TRIP, trip_in
from tripplan.cli._baseline import Baseline
from tripplan.diagnostics import Diagnostic, FileReport, Region, Severity, Tally

NAME = "known.jsonl"
BEFORE = SLIP.replace("slip", "before").replace("titel", "title").replace("T15", "T12")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that is a repository, with a trip in it."""
    tmp_path.joinpath(".git").mkdir()
    monkeypatch.chdir(tmp_path)
    trip_in(tmp_path)
    return tmp_path


def report(*arguments: str) -> tuple[int, dict[str, bool], dict[str, int]]:
    """The status of a run, which checks it reports and whether they are known, and the numbers of its summary."""
    result = tripplan("check", "--output-format", "json", *arguments)
    document = json.loads(result.out)
    return (
        result.status,
        {each["check"]: each["known"] for each in document["diagnostics"]},
        document["summary"],
    )


def written(*arguments: str) -> list[dict[str, Any]]:
    """The lines of a baseline that is written now."""
    assert tripplan("check", "--write-baseline", NAME, *(arguments or ["trip.toml"])).status == 0
    return [json.loads(line) for line in Path(NAME).read_text("utf-8").splitlines()]


def test_a_baseline_is_sorted_lines_of_which_each_is_one_finding() -> None:
    """It reads as what it is, and git merges it line by line."""
    head, *rows = written()

    assert head == {"tripplan-baseline": 1}
    assert {row["check"] for row in rows} == set(FOUND)
    assert all(list(row) == ["file", "place", "check", "message", "fingerprint"] for row in rows)
    assert rows == sorted(rows, key=lambda row: (row["file"], row["place"], row["check"]))
    assert {row["place"] for row in rows} == {"events[b].start", "events[late].start", "events[slip].titel"}


def test_writing_makes_the_run_go_by_it() -> None:
    """Exit status 0: all that was found is now known, and the report shows it."""
    status, checks, summary = report("--write-baseline", NAME, "--fail-on", "info", "trip.toml")

    assert (status, checks) == (0, dict.fromkeys(FOUND, True))
    assert (summary["error"], summary["warning"], summary["known"]) == (0, 0, 3)


def test_writing_does_not_hide_a_file_that_cannot_be_read() -> None:
    """The baseline is written of what could be, and the status is 2."""
    assert tripplan("check", "--write-baseline", NAME, "trip.toml", "missing.toml").status == 2
    assert Path(NAME).exists()


@pytest.mark.parametrize("name", ["no/such/folder/known.jsonl", "."])
def test_a_baseline_that_cannot_be_written_is_told(name: str) -> None:
    """Status 2, no report as if it had been."""
    result = tripplan("check", "--write-baseline", name, "trip.toml")

    assert (result.status, result.out) == (2, "")
    assert "cannot be written" in result.err


@pytest.mark.parametrize(
    ("edited", "new"),
    [
        ("# a comment\n\n" + TRIP, set()),
        (HEAD + LATE + SLIP + DOUBLE + QUIET, set()),
        (
            HEAD + BEFORE + DOUBLE + LATE + SLIP + QUIET,
            set(),
        ),
        (TRIP.replace("2024-10-23T09:00", "2024-10-24T08:00"), set()),
        (TRIP.replace('"late"', '"later"'), {"outside-trip"}),
        (TRIP.replace("titel", "tittle"), {"unknown-key"}),
    ],
    ids=["lines above", "another order", "an event above", "another time", "another id", "another key"],
)
def test_a_finding_is_known_by_its_event_and_key_and_not_by_its_line(edited: str, new: set[str]) -> None:
    """An edit elsewhere does not open it again; what is renamed is new."""
    written()
    trip_in(Path(), edited)

    _, checks, _ = report("--baseline", NAME, "trip.toml")

    assert {check for check, known in checks.items() if not known} == new


def test_a_new_finding_counts() -> None:
    """What was there before passes; what is added fails."""
    trip_in(Path(), HEAD + LATE + SLIP + QUIET)
    written()
    trip_in(Path())

    status, checks, summary = report("--baseline", NAME, "trip.toml")

    assert (status, summary["error"]) == (1, 1)
    assert checks == {"double-booked": False, "outside-trip": True, "unknown-key": True}


def test_a_second_finding_alike_counts() -> None:
    """Two findings of the same check at the same thing are two."""
    one = Diagnostic("c", Severity.ERROR, "m", "f.toml", Region(1, 1, 1, 2), place="events[a].start")
    fingerprint = FileReport("f.toml", "", (one,)).fingerprints()[0]
    baseline = Baseline(Path(), {fingerprint: "f.toml"})

    known = baseline.known(FileReport("f.toml", "", (one, one)))

    assert [each.known for each in known.diagnostics] == [True, False]


def test_a_file_that_is_renamed_is_new() -> None:
    """The fingerprint names the file: a copy is not known because the original is."""
    written()
    Path("trip.toml").rename("renamed.toml")

    result = tripplan("check", "--baseline", NAME, "renamed.toml")

    assert result.status == 1
    assert "3 of its findings are gone" in result.err


@pytest.mark.parametrize("spelling", ["trip.toml", "./trip.toml", "{here}/trip.toml", "deep/../trip.toml"])
def test_a_file_is_the_same_by_any_name(here: Path, spelling: str) -> None:
    """Relative or whole: files are named from the folder of the baseline."""
    here.joinpath("deep").mkdir()
    written()

    assert report("--baseline", NAME, spelling.format(here=here))[0] == 0


def test_a_baseline_serves_from_any_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CI runs in the repository's root, a person in the folder of the trip."""
    written()
    here.joinpath("deep").mkdir()
    monkeypatch.chdir(here / "deep")

    assert report("--baseline", f"../{NAME}", "../trip.toml")[0] == 0


def test_what_has_gone_is_told() -> None:
    """A mended finding stays in the file until it is written anew, and the run says so."""
    written()
    trip_in(Path(), HEAD + LATE + QUIET)

    result = tripplan("check", "--baseline", NAME, "trip.toml")

    assert result.status == 0
    assert f"tripplan: {NAME}: 2 of its findings are gone: write the baseline anew" in result.err
    assert len(written()) == 2
    assert tripplan("check", "--baseline", NAME, "trip.toml").err == ""


@pytest.mark.parametrize(
    "arguments", [["other.toml"], ["--ignore", "outside-trip,double-booked", "trip.toml"], ["broken.toml"]]
)
def test_what_was_not_looked_at_has_not_gone(arguments: list[str]) -> None:
    """Another file, a check that is left out, a file that cannot be judged: nothing is known of what was there."""
    trip_in(Path(), TRIP, "other.toml")
    trip_in(Path(), TRIP, "broken.toml")
    written("trip.toml", "broken.toml")
    trip_in(Path(), "= [", "broken.toml")

    assert "gone" not in tripplan("check", "--baseline", NAME, *arguments).err


def test_what_is_accepted_or_left_out_is_not_written() -> None:
    """A reason in the file is better than a line in a list; a check that nobody wants to hear has none."""
    trip_in(Path(), TRIP.replace('id = "late"', 'id = "late"\nallow = { outside-trip = "a call" }'))

    assert [row["check"] for row in written("--ignore", "double-booked", "trip.toml")[1:]] == ["unknown-key"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no baseline of tripplan"),
        ("[]\n", "this is no baseline of tripplan"),
        ('{"version": "1.4.0", "results": {}}\n', "this is no baseline of tripplan"),
        (
            '{"tripplan-baseline": 2}\n',
            "of another version of tripplan: write it anew with --write-baseline known.jsonl",
        ),
        ('{"tripplan-baseline": 1}\n<<<<<<< HEAD\n', "line 2 is no finding: is it left over from a merge?"),
        ('{"tripplan-baseline": 1}\n\n{"fingerprint": 3}\n', "line 3 is no finding"),
        ('{"tripplan-baseline": 1}\n' + "[" * 100_000, "line 2 is no finding"),
        ("\xff", "this is no baseline of tripplan"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, said: str) -> None:
    """Another tool's, another version's, a merge that was not finished: one sentence, and no report as if it held."""
    Path(NAME).write_text(text, "latin-1")

    result = tripplan("check", "--baseline", NAME, "trip.toml")

    assert (result.status, result.out) == (2, "")
    assert said in result.err


def test_a_missing_baseline_is_refused() -> None:
    """A misspelt name must not pass for a run without findings before."""
    assert tripplan("check", "--baseline", "missing.jsonl", "trip.toml").status == 2


def test_text_of_a_stranger_is_not_live_in_it() -> None:
    """Escape codes and direction marks of a trip stand as escapes: `cat` shows the file as it is."""
    trip_in(Path(), TRIP.replace("titel", '"ti\\u001b[31m\\u202etel"'))
    written()

    assert not {"\x1b", "\u202e"} & set(Path(NAME).read_text("utf-8"))
    assert report("--baseline", NAME, "trip.toml")[0] == 0


def test_fixes_leave_what_is_known_known() -> None:
    """--fix mends the slip, and the rest is compared all the same."""
    written()

    status, checks, _ = report("--baseline", NAME, "--fix", "trip.toml")

    assert (status, checks) == (0, {"double-booked": True, "outside-trip": True})


PLACES = st.sampled_from(["", "events[a].start", "events[b].end", "trip.home"])
FINDINGS = st.lists(st.tuples(st.sampled_from(["c", "d"]), PLACES, st.integers(1, 50)), max_size=8)


@settings(max_examples=60)
@given(FINDINGS, FINDINGS)
def test_what_a_baseline_holds_is_known_and_nothing_else(
    before: list[tuple[str, str, int]], more: list[tuple[str, str, int]]
) -> None:
    """The law: of each kind at each place as many are known as there were, whatever the lines; none of the old has gone."""

    def made(findings: list[tuple[str, str, int]]) -> FileReport:
        return FileReport(
            "f.toml",
            "",
            tuple(
                Diagnostic(check, Severity.ERROR, "m", "f.toml", Region(line, 1, line, 2), place)
                for check, place, line in findings
            ),
            {"c": Tally()},
        )

    old, new = made(before), made([*more, *before])
    baseline = Baseline(Path(), dict.fromkeys(old.fingerprints(), "f.toml"))

    assert sum(each.known for each in baseline.known(new).diagnostics) == len(before)
    assert baseline.gone([new]) == 0
    assert baseline.gone([made([])]) == len(before)
