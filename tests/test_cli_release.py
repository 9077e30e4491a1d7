"""`tripplan release` as a shell sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commands import tripplan
from release_trips import TRIP, edited, without

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def trip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trip's file in a folder of its own, on 1 September 2024."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725177600")
    path = tmp_path / "trip.toml"
    path.write_text(TRIP, "utf-8")
    return path


def test_a_release_stands_beside_the_trip_and_says_what_is_in_it(trip: Path) -> None:
    """The first release holds every event; a second one without changes writes nothing."""
    first = tripplan("release", trip)
    lock = trip.with_suffix(".lock")
    text = lock.read_text("utf-8")
    second = tripplan("release", trip)

    assert (first.status, first.out) == (0, f"{lock}: release 1: 3 events, 3 new, 0 changed, 0 gone\n")
    assert "revised = 2024-09-01T08:00:00Z" in text
    assert (second.status, second.out) == (0, f"{lock}: nothing has changed since release 1\n")
    assert lock.read_text("utf-8") == text


def test_a_later_release_counts_what_changed(trip: Path) -> None:
    """One moved, one removed, one new: the line says so, and a dry run says it without writing."""
    tripplan("release", trip)
    lock = trip.with_suffix(".lock").read_bytes()
    moved = without("lunch", edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30")))
    trip.write_text(
        moved + moved[moved.rindex("[[events]]") :].replace('id = "tour"', 'id = "walk"'), "utf-8"
    )

    dry = tripplan("release", "--dry-run", trip)

    assert dry.out.endswith("release 2: 3 events, 1 new, 1 changed, 1 gone (nothing is written)\n")
    assert trip.with_suffix(".lock").read_bytes() == lock
    assert tripplan("release", trip).out.endswith("release 2: 3 events, 1 new, 1 changed, 1 gone\n")


def test_a_trip_that_does_not_mean_what_it_says_is_not_published(trip: Path) -> None:
    """An error of the file stops it, with the place, and no lock is written."""
    trip.write_text(edited(('place = "hall"', 'place = "hal"')), "utf-8")

    result = tripplan("release", trip)

    assert result.status == 1
    assert 'trip.toml:39:9: there is no place "hal"' in result.err
    assert not trip.with_suffix(".lock").exists()


@pytest.mark.parametrize(
    ("lock", "reason"),
    [
        (
            b'format = 1\ntrip = "x"\ntzdata = "2024a"\n',
            'belongs to the trip "x"',
        ),
        (b"<<<<<<< HEAD\n", "git could not merge it"),
        (b"\xff", "damaged"),
    ],
)
def test_a_lock_that_is_not_this_trips_is_left_alone(trip: Path, lock: bytes, reason: str) -> None:
    """It is refused with status 2 and a reason, and stays as it is."""
    trip.with_suffix(".lock").write_bytes(lock)

    result = tripplan("release", trip)

    assert result.status == 2
    assert reason in result.err
    assert trip.with_suffix(".lock").read_bytes() == lock


def test_a_time_that_is_none_is_refused(trip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH in words would make a lock that nobody can order."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")

    assert tripplan("release", trip).status == 2


def test_without_a_trip_there_is_no_release(tmp_path: Path) -> None:
    """A missing file is told as such."""
    result = tripplan("release", tmp_path / "none.toml")

    assert result.status == 2
    assert "there is no such file" in result.err


def test_a_lock_that_is_a_link_stays_one(trip: Path, tmp_path: Path) -> None:
    """What it names is written; a link to nothing is no missing lock, and no first release is made over it."""
    lock, real = trip.with_suffix(".lock"), tmp_path / "elsewhere" / "real.lock"
    real.parent.mkdir()
    lock.symlink_to(real)

    lost = tripplan("release", trip)
    assert (lost.status, real.exists()) == (2, False)

    lock.unlink()
    tripplan("release", trip)
    lock.rename(real)
    lock.symlink_to(real)
    trip.write_text(edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30")), "utf-8")

    assert "release 2" in tripplan("release", trip).out
    assert lock.is_symlink()
    assert "release = 2" in real.read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_told(trip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 2, and no lock, not half of one either."""

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)

    result = tripplan("release", trip)

    assert (result.status, result.out) == (2, "")
    assert "trip.lock: it cannot be written: Permission denied" in result.err
    assert [path.name for path in trip.parent.iterdir()] == ["trip.toml"]


def test_a_trip_under_another_id_is_told_what_its_id_means(trip: Path) -> None:
    """To phones it would be another trip: every event twice."""
    tripplan("release", trip)
    trip.write_text(
        edited(('id = "board"\ntitle = { en = "The', 'id = "calgary"\ntitle = { en = "The')), "utf-8"
    )

    commands: list[list[str | Path]] = [
        ["release", trip],
        ["export", trip, "--format", "ics", "-o", "-"],
        ["diff", trip],
    ]
    for command in commands:
        result = tripplan(*command)
        assert (result.status, result.out) == (2, "")
    assert "the id of a trip stays as it is" in tripplan("release", trip).err


def test_a_trip_without_events_has_nothing_to_release(trip: Path) -> None:
    """An empty lock would promise nothing to nobody."""
    trip.write_text(TRIP[: TRIP.index("[[events]]")], "utf-8")

    result = tripplan("release", trip)

    assert (result.status, trip.with_suffix(".lock").exists()) == (2, False)
    assert "there is no event to publish" in result.err


def calendar(trip: Path, *options: str) -> str:
    """The calendar of a trip, as it stands in a file."""
    target = trip.with_name("out.ics")
    result = tripplan("export", trip, *options, "-o", target)
    assert result.status == 0, result.err
    return target.read_text("utf-8")


def test_an_export_says_that_the_trip_is_not_what_was_released(trip: Path) -> None:
    """Where it is, nothing is said; where it is not, how many events differ and what tells which."""
    target = trip.with_name("out.ics")
    tripplan("release", trip)
    same = tripplan("export", trip, "-o", target)
    trip.write_text(
        without("lunch", edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"))), "utf-8"
    )

    other = tripplan("export", trip, "-o", target)

    assert "from release" not in same.err
    assert "trip.lock: 2 events differ from release 1: `tripplan diff` says which" in other.err


@pytest.mark.parametrize("audience", ['["kim"]', "[]"])
def test_a_secret_that_is_gone_stays_a_secret(trip: Path, audience: str) -> None:
    """Neither its title nor that it ever was is in a file for somebody who was not to see it; busy times tell no title to anybody."""
    secret = edited(('title = "Lunch"', f'title = "Farewell"\naudience = {audience}'))
    trip.write_text(secret, "utf-8")
    tripplan("release", trip)
    trip.write_text(without("lunch", secret), "utf-8")

    all_, lee = calendar(trip), calendar(trip, "--person", "lee")
    kim = calendar(trip, "--person", "kim")
    busy = calendar(trip, "--person", "kim", "--detail", "busy")

    assert "Farewell" not in all_ + lee + busy
    assert lee.count("BEGIN:VEVENT") == all_.count("BEGIN:VEVENT") == 2
    assert ("Farewell" in kim) is (audience != "[]")


def test_without_a_lock_an_export_does_not_depend_on_the_clock(
    trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one neither: the times are the lock's."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")

    def twice() -> set[str]:
        return {calendar(trip) for _ in range(2)}

    (bare,) = twice()
    assert "DTSTAMP:20000101T000000Z" in bare
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725177600")
    tripplan("release", trip)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1825177600")
    (released,) = twice()
    assert "DTSTAMP:20240901T080000Z" in released
    assert "DTSTAMP:2027" not in released
