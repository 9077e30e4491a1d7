"""The cache's own house: entries that are damaged, planted or too many, and folders that cannot be trusted."""

from __future__ import annotations

import os
import random
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front_door import FrontDoor, at_two_trips, told, without
from tripplan import cache
from tripplan.cache import store
from tripplan.cache.store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]


@pytest.fixture
def door(tmp_path: Path) -> FrontDoor:
    """The program in a folder with two trips, with a cache of its own."""
    return at_two_trips(tmp_path)


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_entry_is_no_entry(door: FrontDoor, seed: int) -> None:
    """Cut short, with a byte changed or added, with another's content: the answer is right, and there is no word about it."""
    rng = random.Random(seed)  # noqa: S311 - the same damage for the same seed
    door("check", "sub")
    door("check", "clean.toml")
    assert door.cache
    entries = sorted((door.cache / "results").iterdir())
    contents = [entry.read_bytes() for entry in entries]
    for entry, whole in zip(entries, contents, strict=True):
        at = rng.randrange(len(whole))
        flipped = whole[:at] + bytes([whole[at] ^ rng.randint(1, 255)]) + whole[at + 1 :]
        others = rng.choice([each for each in contents if each != whole])
        entry.write_bytes(rng.choice([whole[:at], flipped, whole + b"x", others]))

    ended = door("check", "sub")

    assert ended.judged
    assert told(ended) == told(without(door)("check", "sub"))


PLANTED: list[list[bytes]] = [
    [],
    [b"0"],
    [b"2", b"0"],
    [b"0", b"x"],
    [b"0", b"-1", b"1tx"],
    [b"0", b"9"],
    [b"0", b"1", b"1t\xff"],
    [b"0", b"1", b"1tx", b"=a"],
    [b"0", b"1", b"1tx", b"=\x00", b"there"],
]


@pytest.mark.parametrize("fields", PLANTED, ids=repr)
def test_a_planted_answer_of_a_wrong_form_is_none(
    door: FrontDoor, monkeypatch: pytest.MonkeyPatch, fields: list[bytes]
) -> None:
    """Even with the right checksum."""
    monkeypatch.setattr(Store, "get", lambda *_: fields)

    assert told(door("check", "sub")) == told(without(door)("check", "sub"))


def spoilt_by_a_file(cache: Path) -> None:
    """Its place is taken."""
    cache.write_text("a file", "utf-8")


def spoilt_by_a_link(cache: Path) -> None:
    """It leads elsewhere."""
    cache.mkdir()
    (cache / "results").symlink_to(cache.parent)


def spoilt_for_others(cache: Path) -> None:
    """Anybody may have put something there."""
    (cache / "results").mkdir(parents=True)
    (cache / "results").chmod(0o777)


@pytest.mark.parametrize("spoil", [spoilt_by_a_file, spoilt_by_a_link, spoilt_for_others])
def test_a_cache_that_cannot_be_trusted_is_not_used(door: FrontDoor, spoil: Callable[[Path], None]) -> None:
    """The right answer both times, no word about the cache, and nothing put into it."""
    assert door.cache
    spoil(door.cache)
    before = sorted(door.cache.parent.rglob("*"))

    first, again = door("check", "sub"), door("check", "sub")

    assert told(first) == told(again) == told(without(door)("check", "sub"))
    assert again.judged
    assert sorted(door.cache.parent.rglob("*")) == before


def test_another_users_cache_is_not_read(door: FrontDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who owns the folder says what this program answers: nobody else may."""
    door("check", "sub")
    assert not door("check", "sub").judged

    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)

    assert door("check", "sub").judged


def test_a_full_disk_is_no_trouble(door: FrontDoor) -> None:
    """Where an entry cannot be written whole there is none, and no half of one."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, hard))  # bytes of a file
    try:
        ended = door("check", "sub")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert told(ended) == told(without(door)("check", "sub"))
    assert door.cache
    assert list((door.cache / "results").iterdir()) == []


def test_two_runs_at_once_read_whole_entries(tmp_path: Path) -> None:
    """One writes while the other reads and a third clears: what is read is what was written, or nothing."""
    stores = [Store(str(tmp_path)) for _ in range(3)]
    fields = [b"x" * 5000, b"y" * 5000]
    stores[0].put(b"key", fields)
    found: list[list[bytes] | None] = []

    def write() -> None:
        for _ in range(300):
            stores[0].put(b"key", fields)
            stores[1].put(b"key", fields)

    def clear() -> None:
        for _ in range(100):
            stores[2].clear()

    workers = [threading.Thread(target=work) for work in (write, write, clear)]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        found.append(stores[2].get(b"key"))
    for worker in workers:
        worker.join()

    assert all(each in (None, fields) for each in found)
    stores[0].put(b"key", fields)
    assert stores[2].get(b"key") == fields
    assert [path.name for path in (tmp_path / "results").iterdir()] == [b"key".hex()]


def test_the_store_is_bounded_and_keeps_what_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many entries: those that nobody asked for the longest go."""
    monkeypatch.setattr(store, "MOST_ENTRIES", 8)
    kept = Store(str(tmp_path))
    for number in range(9):
        kept.put(b"%d" % number, [b"x"])
        os.utime(tmp_path / "results" / (b"%d" % number).hex(), (number, number))
    assert kept.get(b"0") == [b"x"]  # asked for: young again

    kept.tidy()

    assert kept.size() == (6, kept.size()[1])
    assert [number for number in range(9) if kept.get(b"%d" % number)] == [0, 4, 5, 6, 7, 8]


def test_an_answer_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One entry never pushes out a hundred others."""
    monkeypatch.setattr(store, "LARGEST", 100)
    kept = Store(str(tmp_path))

    kept.put(b"key", [b"x" * 200])

    assert kept.get(b"key") is None
    assert kept.size() == (0, 0)


@given(st.lists(st.binary(max_size=30), max_size=5), st.lists(st.binary(max_size=30), max_size=5))
def test_a_digest_tells_its_parts_apart(one: list[bytes], other: list[bytes]) -> None:
    """Nothing is the same for being written together."""
    assert (digest(*one) == digest(*other)) == (one == other)


FOLDERS = [
    ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/tripplan"),
    ("linux", {"XDG_CACHE_HOME": "x"}, "/home/.cache/tripplan"),
    ("linux", {}, "/home/.cache/tripplan"),
    ("darwin", {}, "/home/Library/Caches/tripplan"),
    ("win32", {"LOCALAPPDATA": "/local"}, "/local/tripplan"),
    ("win32", {}, "/home/AppData/Local/tripplan"),
    ("linux", {"TRIPPLAN_CACHE_DIR": "/told"}, "/told"),
]


@pytest.mark.parametrize(("platform", "environment", "folder"), FOLDERS)
def test_the_cache_is_where_the_platform_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], folder: str
) -> None:
    """By the habit of each system, unless TRIPPLAN_CACHE_DIR tells."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "TRIPPLAN_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home", **environment}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)

    assert cache.cache_folder() == folder


def test_the_cache_is_shown_and_cleared(door: FrontDoor) -> None:
    """`tripplan cache` tells where it is and how much; --clear empties it."""
    door("check")
    assert door.cache

    shown, cleared, after = door("cache"), door("cache", "--clear"), door("cache")

    assert shown.out.decode().startswith(f"{door.cache / 'results'}: 3 answers")
    assert (cleared.status, after.out.decode()) == (0, f"{door.cache / 'results'}: 0 answers, 0.0 MB\n")
    assert door("check").judged
