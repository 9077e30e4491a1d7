"""`tripplan export` for each person and for chosen readers."""

from __future__ import annotations

import os
import re
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from calendars import STAGE, entries, event, flight, lines_of, properties, trip_file
from commands import tripplan
from tripplan.exporters.ics import uid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TALK = event("talk", "boston", "2026-05-01T09:00", 'duration = "1 h"\nbooking = "AAA"\nnotes = "NNN"')
KIMS = event(
    "kims", "boston", "2026-05-01T11:00", 'duration = "1 h"\nwho = ["kim"]\nbooking = "BBB"\ncontact = "CCC"'
)
KEEPER = "nothing is kept back in this file"
HUSH = event("hush", "boston", "2026-05-01T13:00", 'duration = "1 h"\naudience = ["lee"]\ntitle = "HHH"')
OUT = flight("seoul", "2026-05-01T21:40", "edmonton", "2026-05-01T17:00")


@pytest.fixture
def trip(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of these events, each the lines below `[[events]]`."""
    return partial(trip_file, tmp_path)


def test_each_person_gets_a_file(trip: Callable[..., Path], tmp_path: Path) -> None:
    """Their own events under the UIDs of the whole trip, in a folder that is made for them; what else is in it stays."""
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "park.ics").write_text("of an earlier run")

    done = tripplan("export", trip(TALK, KIMS, HUSH), "--per-person", folder)

    assert done.status == 0, done.err
    assert sorted(path.name for path in folder.iterdir()) == ["kim.ics", "lee.ics", "park.ics"]
    assert (folder / "park.ics").read_text() == "of an earlier run"
    kim, lee = ((folder / name).read_bytes() for name in ("kim.ics", "lee.ics"))
    assert entries(kim).keys() == {uid("t", "talk"), uid("t", "kims")}
    assert entries(lee).keys() == {uid("t", "talk"), uid("t", "hush")}
    assert (b"BBB" in kim, b"BBB" in lee, b"HHH" in kim) == (True, False, False)
    assert done.err.splitlines() == [
        f"{folder}{os.sep}kim.ics: 2 events in 1 time zone for Kim",
        "1 event left out, which not everyone who reads this file may see: --unredacted writes all",
        f"{folder}{os.sep}lee.ics: 2 events in 1 time zone for Lee",
        "An import is a copy: use a calendar of its own, and delete that one before importing again.",
    ]


def test_a_folder_is_made_and_a_group_chosen(trip: Callable[..., Path], tmp_path: Path) -> None:
    """Only the people asked for get one, and who has no event gets none."""
    only = event("a", "boston", "2026-05-01T09:00", 'duration = "1 h"\nwho = ["kim"]')

    for number, arguments in enumerate((["--group", "party"], [], ["--person", "kim"])):
        done = tripplan("export", trip(only), "--per-person", tmp_path / str(number), *arguments)
        assert done.status == 0, done.err
        assert [path.name for path in (tmp_path / str(number)).iterdir()] == ["kim.ics"]


def test_a_persons_file_is_the_same_either_way(trip: Callable[..., Path], tmp_path: Path) -> None:
    """What --per-person writes for somebody is what --person writes."""
    file = trip(TALK, KIMS, HUSH, OUT)
    tripplan("export", file, "--per-person", tmp_path / "all", "--lang", "both")

    tripplan("export", file, "--person", "kim", "-o", tmp_path / "kim.ics", "--lang", "both")

    assert (tmp_path / "kim.ics").read_bytes() == (tmp_path / "all" / "kim.ics").read_bytes()


def test_no_id_reaches_out_of_the_folder(trip: Callable[..., Path], tmp_path: Path) -> None:
    """Whatever the ids are, the files are in the folder, one for each."""
    ids = [
        "../../evil",
        "..",
        ".",
        "a/b",
        "C:\\\\x",
        "con",
        "-rf",
        "Kim",
        "KIM",
        "긴" * 300,
        "a\\u001bb",
        "a.ics",
    ]
    people = "".join(f'[people."{id_}"]\nname = "N"\n' for id_ in ids)
    stage = STAGE.replace("[people.lee]", f"{people}[people.lee]")
    folder = tmp_path / "deep" / "all"
    folder.parent.mkdir()

    done = tripplan("export", trip(TALK, stage=stage), "--per-person", folder)

    assert done.status == 0, done.err
    assert {path.name for path in tmp_path.iterdir()} == {"trip.toml", "deep"}
    assert [path.name for path in folder.parent.iterdir()] == ["all"]
    names = [path.name for path in folder.iterdir()]
    assert len(names) == len(ids) + 2
    assert all(re.fullmatch(r"\w[\w-]*\.ics", name) and len(name.encode()) <= 255 for name in names)
    assert "\x1b" not in done.err


def test_nothing_is_written_where_one_file_fails(
    trip: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files are made before the first is written: a fault in the last leaves no folder."""
    module = import_module("tripplan.exporters.ics")
    right, calls = module.read_back, []

    def fails_later(data: bytes) -> object:
        calls.append(data)
        return right(data) if len(calls) == 1 else {}

    monkeypatch.setattr(module, "read_back", fails_later)
    with pytest.raises(AssertionError, match="reads back"):
        tripplan("export", trip(TALK), "--per-person", tmp_path / "all")

    assert len(calls) == 2
    assert not (tmp_path / "all").exists()


@pytest.mark.parametrize(
    ("arguments", "there", "said"),
    [
        ([], {"AAA", "NNN"}, ["1 event left out", "booking and contact left out of 1 event,"]),
        (["--unredacted"], {"AAA", "BBB", "CCC", "HHH", "NNN"}, [KEEPER]),
        (["--audience", "kim"], {"AAA", "BBB", "CCC", "NNN"}, ["1 event left out"]),
        (["--audience", "party"], {"AAA", "BBB", "CCC", "NNN"}, ["1 event left out"]),
        (["--audience", "lee"], {"AAA", "HHH", "NNN"}, ["booking and contact left out of 1 event,"]),
        (["--person", "kim"], {"AAA", "BBB", "CCC", "NNN"}, ["1 event left out"]),
        (["--person", "kim", "--audience", "lee"], {"AAA", "HHH", "NNN"}, ["booking and contact left out"]),
        (["--detail", "shared", "--unredacted"], {"HHH"}, [KEEPER]),
        (["--detail", "busy", "--unredacted"], set(), [KEEPER]),
    ],
)
def test_readers_see_what_is_for_them(
    trip: Callable[..., Path], tmp_path: Path, arguments: list[str], there: set[str], said: list[str]
) -> None:
    """What one of the readers may not see is not there, and whoever writes the file is told how much that is."""
    done = tripplan("export", trip(TALK, KIMS, HUSH), "-o", tmp_path / "trip.ics", *arguments)

    text = (tmp_path / "trip.ics").read_text("utf-8")
    assert done.status == 0, done.err
    assert {word for word in ("AAA", "BBB", "CCC", "HHH", "NNN") if word in text} == there
    middle = done.err.splitlines()[1:-1]
    assert len(middle) == len(said)
    assert all(line.startswith(start) for line, start in zip(middle, said, strict=True))


def test_without_secrets_there_is_no_warning(trip: Callable[..., Path], tmp_path: Path) -> None:
    """Where nobody is kept from anything, a file of all is what everybody's is, and is told of no otherwise."""
    plain = event("plain", "boston", "2026-05-01T09:00")

    done = tripplan("export", trip(plain), "-o", tmp_path / "trip.ics", "--unredacted")

    assert len(done.err.splitlines()) == 2


def test_a_person_subscribes_to_their_own_file(trip: Callable[..., Path], tmp_path: Path) -> None:
    """The address of the folder becomes that of each file."""
    source = "https://example.org/x/"
    tripplan("export", trip(TALK), "--per-person", tmp_path / "all", "--source", source)

    assert f"URL:{source}kim.ics" in lines_of((tmp_path / "all" / "kim.ics").read_bytes())


def test_the_trip_itself_is_never_replaced(trip: Callable[..., Path], tmp_path: Path) -> None:
    """A file for a person that is the trip under another name is refused before anything is written."""
    file = trip(TALK)
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "lee.ics").symlink_to(file)
    before = file.read_bytes()

    done = tripplan("export", file, "--per-person", tmp_path / "all")

    assert done.status == 2
    assert "this is the trip itself" in done.err
    assert file.read_bytes() == before
    assert not (tmp_path / "all" / "kim.ics").exists()


def test_a_person_reads_their_own_language(trip: Callable[..., Path], tmp_path: Path) -> None:
    """Each file is in the language of its person, where the trip tells it, unless another is asked for."""
    stage = STAGE.replace('[people.lee]\nname = "Lee"', '[people.lee]\nname = "Lee"\nlanguage = "ko"')
    file = trip(TALK, stage=stage)
    tripplan("export", file, "--per-person", tmp_path / "own")
    tripplan("export", file, "--per-person", tmp_path / "ko", "--lang", "ko")
    tripplan("export", file, "--person", "lee", "-o", tmp_path / "lee.ics")

    names = {
        path: next(line for line in lines_of((tmp_path / path).read_bytes()) if line.startswith("NAME"))
        for path in ("own/kim.ics", "own/lee.ics", "ko/kim.ics", "lee.ics")
    }
    assert names == {
        "own/kim.ics": "NAME:Visit: Kim",
        "own/lee.ics": "NAME:방문: Lee",
        "ko/kim.ics": "NAME:방문: 김",
        "lee.ics": "NAME:방문: Lee",
    }


def test_what_was_released_is_counted(trip: Callable[..., Path], tmp_path: Path) -> None:
    """Beside a lock, an event that has changed since has the next SEQUENCE, and one that is gone is told as cancelled."""
    later = TALK.replace("09:00", "10:00")
    only_kims = event("old", "boston", "2026-05-01T15:00", 'duration = "1 h"\nwho = ["kim"]\ntitle = "Old"')
    file = trip(TALK, OUT, only_kims)
    assert tripplan("release", file).status == 0

    trip(later, OUT)
    done = tripplan("export", file, "--per-person", tmp_path / "all")

    assert done.status == 0, done.err
    kim, lee = ((tmp_path / "all" / name).read_bytes() for name in ("kim.ics", "lee.ics"))
    told = {id_: properties(kim, uid("t", id_)) for id_ in ("talk", "flight", "old")}
    assert {id_: found["SEQUENCE"] for id_, found in told.items()} == {"talk": "1", "flight": "0", "old": "1"}
    assert (told["old"]["STATUS"], told["old"]["SUMMARY"]) == ("CANCELLED", "Cancelled: Old")
    assert entries(lee).keys() == {uid("t", "talk"), uid("t", "flight")}
    assert "3 events in" in done.err
