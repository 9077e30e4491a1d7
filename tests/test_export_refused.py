"""`tripplan export` refused: what cannot be done, and trips that do not mean what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calendars import STAGE, event, flight, trip_file
from commands import tripplan

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "examples" / "gangwon_na_2024.toml"
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"
TALK = event("talk", "boston", "2026-05-01T09:00")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "{tmp}/trip.txt"], r"trip\.txt: this name tells no format; write it with --format: .*ics"),
        (["-o", "-"], r"-: this name tells no format; write it with --format: .*ics"),
        (["-o", "{tmp}/trip.ics", "--format", "xlsx"], r'there is no format "xlsx": one of .*ics'),
        (["-o", "{tmp}/trip.ics", "--person", "kimm"], r'there is no person "kimm": did you mean "kim"\?'),
        (["-o", "{tmp}/trip.ics", "--group", "kim"], r'"kim" is a person: write --person kim'),
        (["-o", "{tmp}/trip.ics", "--group", "nobody"], r"trip\.toml: there is no event for nobody"),
        (["-o", "{tmp}/trip.ics", "--lang", "kr"], r"'kr' is not one of 'ko', 'en', 'both'"),
        (["-o", "{tmp}/none/trip.ics"], r"trip\.ics: it cannot be written: No such file or directory"),
        (["-o", "{tmp}/trip.toml", "--format", "ics"], r"trip\.toml: this is the trip itself"),
        ([], r"write one of --output PATH and --per-person DIR"),
        (
            ["-o", "{tmp}/trip.ics", "--per-person", "{tmp}/all"],
            r"write one of --output PATH and --per-person DIR",
        ),
        (
            ["-o", "{tmp}/trip.ics", "--audience", "kimm"],
            r'there is no person or group "kimm": did you mean "kim"\?',
        ),
        (["-o", "{tmp}/trip.ics", "--audience", "zz"], r'there is no person or group "zz"'),
        (["-o", "{tmp}/trip.ics", "--audience", "nobody"], r'there is nobody in the group "nobody"'),
        (
            ["-o", "{tmp}/trip.ics", "--audience", "kim", "--unredacted"],
            r"not with --audience or --per-person",
        ),
        (["--per-person", "{tmp}/all", "--unredacted"], r"not with --audience or --per-person"),
        (["--per-person", "{tmp}/all", "--audience", "kim"], r"each person reads their own file"),
        (["--per-person", "{tmp}/all", "--format", "xlsx"], r'there is no format "xlsx": one of .*ics'),
        (
            ["--per-person", "{tmp}/none/all"],
            r"none/all: this folder cannot be made: No such file or directory",
        ),
        (["--per-person", "{tmp}/trip.toml"], r"trip\.toml: this folder cannot be made: File exists"),
        (["--per-person", "{tmp}/all", "--group", "nobody"], r"trip\.toml: there is no event for nobody"),
        (
            ["-o", "{tmp}/trip.ics", "--source", "example.org/t"],
            r"expected an address such as https://example\.org/trip\.ics",
        ),
        (
            ["-o", "{tmp}/trip.ics", "--source", "file:///etc/x"],
            r"expected an address such as https://example\.org/trip\.ics",
        ),
        (["-o", "{tmp}/trip.ics", "--detail", "all"], r"'all' is not one of 'full', 'shared', 'busy'"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path,
    arguments: list[str],
    said: str,
) -> None:
    """Status 2, one clear word, and nothing written."""
    file = trip_file(tmp_path, TALK)
    before = file.read_bytes()

    result = tripplan("export", file, *(argument.format(tmp=tmp_path) for argument in arguments))

    assert result.status == 2
    assert re.search(said, result.err)
    assert [path.name for path in tmp_path.iterdir()] == ["trip.toml"]
    assert file.read_bytes() == before


@pytest.mark.parametrize("stamp", ["now", "-1", "1.5", "²", "123456789012"])
def test_a_time_stamp_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, stamp: str) -> None:
    """A misspelled time stamp is not passed over in silence."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)

    result = tripplan("export", CLEAN, "--format", "ics", "-o", "-")

    assert (result.status, result.out) == (2, "")
    assert "SOURCE_DATE_EPOCH: expected whole seconds since 1970" in result.err


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Status 2, as in every command."""
    result = tripplan("export", tmp_path / "none.toml", "-o", tmp_path / "trip.ics")

    assert result.status == 2
    assert "there is no such file" in result.err


def test_a_trip_with_errors_is_refused(tmp_path: Path) -> None:
    """Each obstacle is named at its place; conflicts are none; what was there before stays."""
    target = tmp_path / "trip.ics"
    target.write_bytes(b"before")

    result = tripplan("export", CONFLICTS, "-o", target)

    marks = ("zone-mismatch", "unknown-key", "wrong-offset", "ends-before-start", "unknown-reference")
    text = CONFLICTS.read_text("utf-8").splitlines()
    expected = [number for number, line in enumerate(text, 1) if line.endswith(marks)]
    *lines, last = result.err.splitlines()
    assert [int(line.removeprefix(f"{CONFLICTS}:").partition(":")[0]) for line in lines] == expected
    assert last.startswith("tripplan: nothing is written before this is mended; `tripplan check ")
    assert result.status == 1
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (event("a", "boston", "2026-03-08T02:30"), "02:30 on Sun 8 Mar: the clock skips it"),
        (event("a", "boston", "2026-11-01T01:30"), "01:30 on Sun 1 Nov: the clock shows it twice"),
        (event("a", "boston", "2026-05-01T09:00+09:00"), "09:00 on Fri 1 May: its offset is not the zone's"),
        (event("a", "boston", "2026-05-01T09:00", "end = 2026-05-01T08:00"), "ends before it starts"),
        # Milder findings and accepted ones: the time names no instant all the same.
        (event("a", "boston", "2026-03-08T02:30", 'duration = "1 h"\nstatus = "tentative"'), "skips it"),
        (event("a", "boston", "2026-03-08T02:30", 'duration = "1 h"\nstatus = "cancelled"'), "skips it"),
        (event("a", "boston", "2026-03-08T02:30", 'duration = "1 h"\nallow = { skipped-hour = "so" }'), "skips it"),
        (flight("seoul", "2026-10-31T09:00", "boston", "2026-11-01T01:30"), "01:30 on Sun 1 Nov: the clock shows it twice"),
        (event("a", "nowhere", "2026-05-01T09:00"), "nowhere"),
    ],
)  # fmt: skip
def test_a_time_in_doubt_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    """A time that names no instant stops the export of the whole trip, whatever the checks make of it."""
    file = trip_file(tmp_path, TALK, lines)

    result = tripplan("export", file, "-o", tmp_path / "trip.ics", "--person", "kim")

    assert result.status == 1
    first, last = result.err.splitlines()
    assert re.match(rf"{re.escape(str(file))}:\d+:\d+: .*{re.escape(said)}", first)
    assert "nothing is written" in last
    assert not (tmp_path / "trip.ics").exists()


@pytest.mark.parametrize(
    ("allow", "status"), [("", 1), ('allow = { zone-mismatch = "the club\'s clock" }', 0)]
)
def test_a_doubtful_zone_is_refused_until_it_is_accepted(tmp_path: Path, allow: str, status: int) -> None:
    """Where a place contradicts itself on its clock, the file must say that it means it."""
    place = '[places.club]\nat = [51.0447, -114.0719]\nzone = "America/Vancouver"\naddress = "1"\n'
    file = trip_file(
        tmp_path, event("a", "club", "2024-05-01T09:00", f'duration = "1 h"\n{allow}'), stage=STAGE + place
    )

    assert tripplan("export", file, "-o", tmp_path / "trip.ics").status == status
