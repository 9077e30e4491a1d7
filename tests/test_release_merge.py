"""Two people release on two branches: git merges the lock or, where it cannot, `tripplan release` does."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from commands import tripplan
from release_trips import TRIP, edited
from tripplan.release.read import read_lock

if TYPE_CHECKING:
    from pathlib import Path

    from tripplan.release import Lock

BOARD = ("start = 2024-09-23T09:00", "start = 2024-09-23T08:30")
TOUR = ('title = "Tour"', 'title = "A walk"')
LUNCH = ('title = "Lunch"', 'title = "A late lunch"')
OTHER_BOARD = ('title = "Board"', 'title = "The board"')


class Repository:
    """A repository of git with a released trip."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch = folder, monkeypatch
        self.git("init", "-q", "-b", "main")
        self.release(TRIP, 1)

    def git(self, *arguments: str) -> int:
        """Runs git; its status."""
        names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
        own = {
            **dict.fromkeys(names, "a@b"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        command = ["git", "-c", "core.autocrlf=false", *arguments]
        return subprocess.run(
            command, check=False, capture_output=True, cwd=self.folder, env={**os.environ, **own}
        ).returncode

    def release(self, text: str, day: int) -> str:
        """Writes the trip, releases it on a day of September 2024 and commits both; what the release says."""
        self._patch.setenv("SOURCE_DATE_EPOCH", str(1725091200 + day * 86400))
        (self.folder / "trip.toml").write_text(text, "utf-8")
        result = tripplan("release", self.folder / "trip.toml")
        assert result.status == 0, result.err
        self.git("add", ".")
        self.git("commit", "-q", "-m", f"day {day}")
        return result.out

    def branches(self, ours: list[str], theirs: list[str]) -> int:
        """Releases texts on a branch and others on main, then merges the branch; git's status. The trip itself is merged by hand."""
        self.git("checkout", "-q", "-b", "theirs")
        for day, text in enumerate(theirs, start=2):
            self.release(text, day)
        self.git("checkout", "-q", "main")
        for day, text in enumerate(ours, start=5):
            self.release(text, day)
        return self.git("merge", "-q", "theirs", "-m", "merge")

    @property
    def lock(self) -> Lock:
        """The lock as it stands."""
        return read_lock((self.folder / "trip.lock").read_bytes(), "board")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository of its own."""
    return Repository(tmp_path, monkeypatch)


def test_releases_of_different_events_merge_by_themselves(repository: Repository) -> None:
    """No line is written by every release: both changes are in the merged lock, and nothing is left to release."""
    status = repository.branches([edited(BOARD)], [edited(TOUR)])

    lock = repository.lock
    assert status == 0
    assert lock.number == 2
    assert {id_: entry.sequence for id_, entry in lock.entries.items()} == {"board": 1, "lunch": 0, "tour": 1}
    assert "nothing has changed since release 2" in tripplan("release", repository.folder / "trip.toml").out


def test_releases_of_one_event_are_merged_by_the_next_release(repository: Repository) -> None:
    """Every other command says what to do; the release takes the higher number, one more, for phones have either side."""
    ours, theirs = edited(BOARD), [edited(OTHER_BOARD), edited(OTHER_BOARD, TOUR)]
    trip = repository.folder / "trip.toml"
    status = repository.branches([ours], theirs)
    merged = edited(BOARD, OTHER_BOARD, TOUR)
    trip.write_text(merged, "utf-8")

    export = tripplan("export", trip, "-o", repository.folder / "trip.ics")
    dry = tripplan("release", "--dry-run", trip)
    said = repository.release(merged, 9)

    assert status != 0
    assert export.status == 2
    assert "merge the trip, then run `tripplan release`" in export.err
    assert "(nothing is written)" in dry.out
    assert {id_: entry.sequence for id_, entry in repository.lock.entries.items()} == {
        "board": 3,
        "lunch": 0,
        "tour": 1,
    }
    assert repository.lock.number == 4
    assert "1 changed" in said


def test_a_conflict_whose_trip_is_one_of_the_sides_is_merged_too(repository: Repository) -> None:
    """Nothing differs from what that side published, and still the lock is written whole."""
    repository.branches([edited(BOARD)], [edited(OTHER_BOARD)])

    repository.release(edited(BOARD), 9)

    assert repository.lock.entries["board"].sequence == 2
    assert b"<<<<" not in (repository.folder / "trip.lock").read_bytes()


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_every_style_of_conflict_is_read(repository: Repository, style: str) -> None:
    """With or without what both sides come from between them."""
    repository.git("config", "merge.conflictStyle", style)
    repository.branches([edited(BOARD, LUNCH)], [edited(OTHER_BOARD)])

    repository.release(edited(BOARD, LUNCH, OTHER_BOARD), 9)

    assert {id_: entry.sequence for id_, entry in repository.lock.entries.items()} == {
        "board": 3,
        "lunch": 1,
        "tour": 0,
    }
