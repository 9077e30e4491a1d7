"""Answers of a routing server are kept, and a broken cache costs a question, nothing more."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from routing_server import CITY_HALL, MUSEUMS, NOW, OSRM, SLOW, says, served
from tripplan.places.figures import value
from tripplan.places.route_cache import cache_folder
from tripplan.places.router import Router

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder for this test alone; the local server is asked without a proxy."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "tripplan" / "routes"


def test_an_answer_is_kept_for_the_next_run(own_cache: Path) -> None:
    """One question for each way: the second run asks nothing, not even of a server that is gone, and says the same."""
    with served(says(OSRM)) as server:
        first = Router(server.url, NOW)(MUSEUMS, CITY_HALL)
        again = Router(server.url, NOW)(MUSEUMS, CITY_HALL)
    later = Router(server.url, NOW)
    last = later(MUSEUMS, CITY_HALL)

    assert first == again == last
    assert len(server.asked) == 1
    assert later.notes == []
    assert len(list(own_cache.glob("*.json"))) == len(list(own_cache.iterdir())) == 1


def test_points_within_eleven_metres_are_one_question() -> None:
    """Coordinates are rounded to four decimals, so that a fifth asks nothing new; and minus nought is nought."""
    with served(says(OSRM)) as server:
        for shift in (0, 1e-5, -1e-5):
            Router(server.url, NOW)((MUSEUMS[0] + shift, MUSEUMS[1]), CITY_HALL)

    assert len(server.asked) == 1


def test_the_way_back_is_another_question() -> None:
    """Streets may be one-way."""
    with served(says(OSRM)) as server:
        router = Router(server.url, NOW)
        router(MUSEUMS, CITY_HALL)
        router(CITY_HALL, MUSEUMS)

    assert len(server.asked) == 2


def test_another_server_has_its_own_answers() -> None:
    """What one server said is not told as the word of another."""
    with served(says(OSRM)) as one, served(says(SLOW)) as other:
        roads = [Router(server.url, NOW)(MUSEUMS, CITY_HALL) for server in (one, other)]

    assert [road.minutes for road in roads if road] == [13.0, 60.0]


KEPT = timedelta(days=value("router", "keep_days"))


@pytest.mark.parametrize(
    ("age", "questions"),
    [
        (timedelta(), 1),
        (KEPT, 1),
        (KEPT + timedelta(seconds=1), 2),
        (-KEPT, 1),
        (-KEPT - timedelta(seconds=1), 2),
    ],
)
def test_an_answer_grows_old(age: timedelta, questions: int) -> None:
    """Roads change: what was said longer ago than the limit is asked for anew, and so is the word of a clock gone wrong."""
    with served(says(OSRM)) as server:
        roads = [Router(server.url, now)(MUSEUMS, CITY_HALL) for now in (NOW, NOW + age)]

    assert roads[0] == roads[1] is not None
    assert len(server.asked) == questions


def test_an_answer_that_was_asked_for_anew_is_new(own_cache: Path) -> None:
    """It takes the place of the old one and counts from then on."""
    later = NOW + 2 * KEPT
    with served(says(OSRM)) as server:
        for now in (NOW, later, later + KEPT):
            Router(server.url, now)(MUSEUMS, CITY_HALL)
    (file,) = own_cache.glob("*.json")

    assert len(server.asked) == 2
    assert json.loads(file.read_bytes())["asked"] == later.timestamp()


def test_without_its_server_an_old_answer_is_none() -> None:
    """The estimate serves rather than a road of years ago, and a note says so."""
    with served(says(OSRM)) as server:
        assert Router(server.url, NOW)(MUSEUMS, CITY_HALL)
    router = Router(server.url, NOW + 2 * KEPT)

    assert router(MUSEUMS, CITY_HALL) is None
    assert "it does not answer" in router.notes[0]


BROKEN = {
    "of no time": b'{"seconds": 780.0, "km": 7.4}',
    "of a time beyond all": b'{"seconds": 780.0, "km": 7.4, "asked": 1e300}',
    "empty": b"",
    "half": b'{"seconds": 780.0, "km"',
    "another form": b"[780, 7.4]",
    "a word": b'{"seconds": "soon", "km": 7.4, "asked": 1725181200}',
    "null": b'{"seconds": null, "km": 7.4, "asked": 1725181200}',
    "not a number": b'{"seconds": 780, "km": NaN, "asked": 1725181200}',
    "beyond all": b'{"asked": 1725181200, "seconds": 780, "km": 1' + b"0" * 400 + b"}",
    "impossible": b'{"seconds": 1, "km": 7.4, "asked": 1725181200}',
    "deep": b"[" * 200_000,
    "not text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("kept", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_answer_in_the_cache_is_asked_for_anew(kept: bytes, own_cache: Path) -> None:
    """A file that a crash or a disk has spoilt is no answer; it is written anew."""
    with served(says(OSRM)) as server:
        first = Router(server.url, NOW)(MUSEUMS, CITY_HALL)
        (file,) = own_cache.glob("*.json")
        whole = file.read_bytes()
        file.write_bytes(kept)
        second = Router(server.url, NOW)(MUSEUMS, CITY_HALL)

    assert first == second
    assert len(server.asked) == 2
    assert file.read_bytes() == whole


def test_without_a_cache_folder_every_run_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written the answer still counts."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    with served(says(OSRM)) as server:
        roads = [Router(server.url, NOW)(MUSEUMS, CITY_HALL) for _ in range(2)]

    assert all(roads)
    assert len(server.asked) == 2


@pytest.mark.parametrize("told", ["", "relative/folder"])
def test_the_cache_is_in_the_home_folder_where_nothing_else_is_said(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XDG Base Directory: a path that is empty or relative does not count."""
    monkeypatch.setenv("XDG_CACHE_HOME", told)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert cache_folder() == tmp_path / ".cache" / "tripplan"
