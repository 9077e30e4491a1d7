"""`tripplan export` as a shell sees it: what it writes, what it refuses to write, and what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from calendars import STAGE, entries, event, flight, lines_of, lint
from tripplan import cli
from tripplan.exporters._reread import read_back
from tripplan.exporters.ics import uid

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "examples" / "gangwon_na_2024.toml"
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"
TALK = event("talk", "boston", "2026-05-01T09:00")


class Result(NamedTuple):
    """How one command line ended."""

    status: int
    out: bytes
    err: str


@pytest.fixture
def export(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs `tripplan export` in this process."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run(*arguments: str | Path) -> Result:
        with pytest.raises(SystemExit) as left:
            cli.run(["export", *map(str, arguments)])
        captured = capsysbinary.readouterr()
        code = left.value.code
        assert code is None or isinstance(code, int)
        return Result(code or 0, captured.out, captured.err.decode())

    return run


@pytest.fixture
def trip(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of these events, each the lines below `[[events]]`."""

    def write(*events: str, stage: str = STAGE) -> Path:
        path = tmp_path / "trip.toml"
        path.write_text(stage + "".join(f"[[events]]\n{each}\n" for each in events), "utf-8")
        return path

    return write


def test_a_calendar_is_written(export: Callable[..., Result], tmp_path: Path) -> None:
    """The real trip becomes a calendar of all its events, and one line says so and what to do with it."""
    target = tmp_path / "trip.ics"

    result = export(CLEAN, "-o", target)

    lint(target.read_bytes())
    assert len(read_back(target.read_bytes())) == 54
    assert (result.status, result.out) == (0, b"")
    assert result.err == (
        f"{target}: 54 events in 4 time zones for everyone. "
        "An import is a copy: use a calendar of its own, and delete that one before importing again.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "count", "whom"),
    [
        (["--person", "heo-janghyeon"], 46, "Heo Jang-hyeon"),
        (["--group", "governors-party"], 52, "governors-party"),
        (["--group", "technopark", "--person", "kim-jintae"], 54, "Kim Jin-tae, technopark"),
    ],
)
def test_people_get_their_own_events(
    export: Callable[..., Result], arguments: list[str], count: int, whom: str
) -> None:
    """A person or a group gets the events of theirs, under the UIDs of the whole trip's."""
    whole = export(CLEAN, "--format", "ics", "-o", "-")

    result = export(CLEAN, "--format", "ics", "-o", "-", *arguments)

    lint(result.out)
    assert len(entries(result.out)) == count
    assert entries(result.out).keys() <= entries(whole.out).keys()
    assert f"standard output: {count} events in 4 time zones for {whom}. " in result.err


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["--lang", "en"], "Gangwon delegation to North America"),
        (["--lang", "both"], "강원특별자치도 북미 방문단 / Gangwon delegation to North America"),
        ([], "강원특별자치도 북미 방문단"),
    ],
)
def test_texts_come_in_the_language(export: Callable[..., Result], arguments: list[str], title: str) -> None:
    """The language asked for, or the trip's first."""
    result = export(CLEAN, "--format", "ics", "-o", "-", *arguments)

    assert f"X-WR-CALNAME:{title}" in lines_of(result.out)


def test_the_time_stamp_is_that_of_the_environment(
    export: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """SOURCE_DATE_EPOCH stamps the file; without it the stamp is older than any that a later version may write."""
    assert "DTSTAMP:20000101T000000Z" in lines_of(export(CLEAN, "--format", "ics", "-o", "-").out)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1726704000")
    assert "DTSTAMP:20240919T000000Z" in lines_of(export(CLEAN, "--format", "ics", "-o", "-").out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "{tmp}/trip.txt"], r"trip\.txt: this name tells no format; write it with --format: ics"),
        (["-o", "-"], r"-: this name tells no format; write it with --format: ics"),
        (["-o", "{tmp}/trip.ics", "--format", "xlsx"], r'there is no format "xlsx": one of ics'),
        (["-o", "{tmp}/trip.ics", "--person", "kimm"], r'there is no person "kimm": did you mean "kim"\?'),
        (["-o", "{tmp}/trip.ics", "--group", "kim"], r'"kim" is a person: write --person kim'),
        (["-o", "{tmp}/trip.ics", "--group", "nobody"], r"trip\.toml: there is no event for nobody"),
        (["-o", "{tmp}/trip.ics", "--lang", "kr"], r"'kr' is not one of 'ko', 'en', 'both'"),
        (["-o", "{tmp}/none/trip.ics"], r"trip\.ics: it cannot be written: No such file or directory"),
        (["-o", "{tmp}/trip.toml", "--format", "ics"], r"trip\.toml: this is the trip itself"),
        ([], r"Missing option '--output'"),
    ],
)
def test_what_cannot_be_done_is_said(
    export: Callable[..., Result],
    trip: Callable[..., Path],
    tmp_path: Path,
    arguments: list[str],
    said: str,
) -> None:
    """Status 2, one clear word, and nothing written."""
    file = trip(TALK)
    before = file.read_bytes()

    result = export(file, *(argument.format(tmp=tmp_path) for argument in arguments))

    assert result.status == 2
    assert re.search(said, result.err)
    assert [path.name for path in tmp_path.iterdir()] == ["trip.toml"]
    assert file.read_bytes() == before


@pytest.mark.parametrize("stamp", ["now", "-1", "1.5", "²", "123456789012"])
def test_a_time_stamp_that_is_none_is_refused(
    export: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, stamp: str
) -> None:
    """A misspelled time stamp is not passed over in silence."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)

    result = export(CLEAN, "--format", "ics", "-o", "-")

    assert (result.status, result.out) == (2, b"")
    assert "SOURCE_DATE_EPOCH: expected whole seconds since 1970" in result.err


def test_a_file_that_is_not_there_is_said(export: Callable[..., Result], tmp_path: Path) -> None:
    """Status 2, as in every command."""
    result = export(tmp_path / "none.toml", "-o", tmp_path / "trip.ics")

    assert result.status == 2
    assert "there is no such file" in result.err


def test_a_trip_with_errors_is_refused(export: Callable[..., Result], tmp_path: Path) -> None:
    """Each obstacle is named at its place; conflicts are none; what was there before stays."""
    target = tmp_path / "trip.ics"
    target.write_bytes(b"before")

    result = export(CONFLICTS, "-o", target)

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
def test_a_time_in_doubt_is_refused(
    export: Callable[..., Result], trip: Callable[..., Path], tmp_path: Path, lines: str, said: str
) -> None:
    """A time that names no instant stops the export of the whole trip, whatever the checks make of it."""
    file = trip(TALK, lines)

    result = export(file, "-o", tmp_path / "trip.ics", "--person", "kim")

    assert result.status == 1
    first, last = result.err.splitlines()
    assert re.match(rf"{re.escape(str(file))}:\d+:\d+: .*{re.escape(said)}", first)
    assert "nothing is written" in last
    assert not (tmp_path / "trip.ics").exists()


@pytest.mark.parametrize(
    ("allow", "status"), [("", 1), ('allow = { zone-mismatch = "the club\'s clock" }', 0)]
)
def test_a_doubtful_zone_is_refused_until_it_is_accepted(
    export: Callable[..., Result], trip: Callable[..., Path], allow: str, status: int
) -> None:
    """Where a place contradicts itself on its clock, the file must say that it means it."""
    place = '[places.club]\nat = [51.0447, -114.0719]\nzone = "America/Vancouver"\naddress = "1"\n'
    file = trip(event("a", "club", "2024-05-01T09:00", f'duration = "1 h"\n{allow}'), stage=STAGE + place)

    assert export(file, "--format", "ics", "-o", "-").status == status


def test_conflicts_do_not_stop_an_export(export: Callable[..., Result], trip: Callable[..., Path]) -> None:
    """A delegate needs the calendar of a trip that is not finished; one line tells that it is not."""
    file = trip(TALK, event("other", "boston", "2026-05-01T09:30"))

    result = export(file, "--format", "ics", "-o", "-")

    assert result.status == 0
    assert entries(result.out).keys() == {uid("t", "talk"), uid("t", "other")}
    first, second = result.err.splitlines()
    assert re.fullmatch(r"tripplan: warning: `tripplan check .*trip\.toml` finds 1 error in this trip", first)
    assert second.startswith("standard output: 2 events in 1 time zone for everyone. ")


def test_a_strangers_text_does_not_reach_the_terminal_alive(
    export: Callable[..., Result], trip: Callable[..., Path], tmp_path: Path
) -> None:
    """Escape codes in names and titles are spelled out in what is said."""
    name = STAGE.replace('name = "Lee"', 'name = "L\\u001b[31mee"')
    title = 'duration = "1 h"\ntitle = "\\u001b[2J\\u202e"'
    target = tmp_path / "trip.ics"

    said = export(trip(TALK, stage=name), "-o", target, "--person", "lee").err
    refused = export(trip(event("a", "boston", "2026-03-08T02:30", title)), "-o", target).err

    assert "\\x1b[31m" in said
    assert "\\x1b[2J\\u202e" in refused
    assert not set(said + refused) & set("\x1b\u202e")


def test_a_wrong_calendar_replaces_nothing(
    trip: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the bytes do not read back as the trip, the program fails and the old file stays."""
    target = tmp_path / "trip.ics"
    target.write_bytes(b"before")
    monkeypatch.setattr(import_module("tripplan.exporters.ics"), "read_back", lambda _: {})

    with pytest.raises(AssertionError, match="reads back"):
        cli.run(["export", str(trip(TALK)), "-o", str(target)])
    assert target.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("seed", "zone", "locale"), [("0", "UTC", "C"), ("7", "Asia/Kathmandu", "tr_TR.UTF-8")]
)
def test_the_bytes_do_not_depend_on_the_shell(
    export: Callable[..., Result], seed: str, zone: str, locale: str
) -> None:
    """Hash seed, zone and locale of the process change nothing, and standard output gets the bytes as they are."""
    arguments = ["export", str(CLEAN), "--format", "ics", "-o", "-"]
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}

    done = subprocess.run(
        [sys.executable, "-m", "tripplan", *arguments], capture_output=True, check=True, env=environment
    )

    assert done.stdout == export(*arguments[1:]).out
