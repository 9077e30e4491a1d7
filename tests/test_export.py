"""`tripplan export` as a shell sees it: what it writes, what it refuses to write, and what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from calendars import STAGE, entries, event, lines_of, trip_file
from tripplan import cli
from tripplan.exporters._reread import read_back
from tripplan.exporters.ics import uid

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "examples" / "gangwon_na_2024.toml"
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
    return partial(trip_file, tmp_path)


def test_a_calendar_is_written(export: Callable[..., Result], tmp_path: Path) -> None:
    """The real trip becomes a calendar of all its events, and one line says so and what to do with it."""
    target = tmp_path / "trip.ics"

    result = export(CLEAN, "-o", target)

    assert len(read_back(target.read_bytes())) == 54
    assert (result.status, result.out) == (0, b"")
    assert result.err.splitlines() == [
        f"{target}: 54 events in 4 time zones for everyone",
        "booking and contact left out of 3 events, in which not everyone who reads this file takes part: --unredacted writes all",
        "An import is a copy: use a calendar of its own, and delete that one before importing again.",
    ]


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

    assert len(entries(result.out)) == count
    assert entries(result.out).keys() <= entries(whole.out).keys()
    assert f"standard output: {count} events in 4 time zones for {whom}\n" in result.err


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


def test_conflicts_do_not_stop_an_export(export: Callable[..., Result], trip: Callable[..., Path]) -> None:
    """A delegate needs the calendar of a trip that is not finished; one line tells that it is not."""
    file = trip(TALK, event("other", "boston", "2026-05-01T09:30"))

    result = export(file, "--format", "ics", "-o", "-")

    assert result.status == 0
    assert entries(result.out).keys() == {uid("t", "talk"), uid("t", "other")}
    first, second, _ = result.err.splitlines()
    assert re.fullmatch(r"tripplan: warning: `tripplan check .*trip\.toml` finds 1 error in this trip", first)
    assert second == "standard output: 2 events in 1 time zone for everyone"


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
