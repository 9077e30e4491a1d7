"""Answers of a routing server are kept, and a broken cache costs a question, nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from routing_server import CITY_HALL, MUSEUMS, OSRM, SLOW, says, served
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
        first = Router(server.url)(MUSEUMS, CITY_HALL)
        again = Router(server.url)(MUSEUMS, CITY_HALL)
    later = Router(server.url)
    last = later(MUSEUMS, CITY_HALL)

    assert first == again == last
    assert len(server.asked) == 1
    assert later.notes == []
    assert len(list(own_cache.glob("*.json"))) == len(list(own_cache.iterdir())) == 1


def test_points_within_eleven_metres_are_one_question() -> None:
    """Coordinates are rounded to four decimals, so that a fifth asks nothing new; and minus nought is nought."""
    with served(says(OSRM)) as server:
        for shift in (0, 1e-5, -1e-5):
            Router(server.url)((MUSEUMS[0] + shift, MUSEUMS[1]), CITY_HALL)

    assert len(server.asked) == 1


def test_the_way_back_is_another_question() -> None:
    """Streets may be one-way."""
    with served(says(OSRM)) as server:
        router = Router(server.url)
        router(MUSEUMS, CITY_HALL)
        router(CITY_HALL, MUSEUMS)

    assert len(server.asked) == 2


def test_another_server_has_its_own_answers() -> None:
    """What one server said is not told as the word of another."""
    with served(says(OSRM)) as one, served(says(SLOW)) as other:
        roads = [Router(server.url)(MUSEUMS, CITY_HALL) for server in (one, other)]

    assert [road.minutes for road in roads if road] == [13.0, 60.0]


BROKEN = {
    "empty": b"",
    "half": b'{"seconds": 780.0, "km"',
    "another form": b"[780, 7.4]",
    "a word": b'{"seconds": "soon", "km": 7.4}',
    "null": b'{"seconds": null, "km": 7.4}',
    "not a number": b'{"seconds": 780, "km": NaN}',
    "beyond all": b'{"seconds": 780, "km": 1' + b"0" * 400 + b"}",
    "impossible": b'{"seconds": 1, "km": 7.4}',
    "deep": b"[" * 200_000,
    "not text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("kept", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_answer_in_the_cache_is_asked_for_anew(kept: bytes, own_cache: Path) -> None:
    """A file that a crash or a disk has spoilt is no answer; it is written anew."""
    with served(says(OSRM)) as server:
        first = Router(server.url)(MUSEUMS, CITY_HALL)
        (file,) = own_cache.glob("*.json")
        whole = file.read_bytes()
        file.write_bytes(kept)
        second = Router(server.url)(MUSEUMS, CITY_HALL)

    assert first == second
    assert len(server.asked) == 2
    assert file.read_bytes() == whole


def test_without_a_cache_folder_every_run_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written the answer still counts."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    with served(says(OSRM)) as server:
        roads = [Router(server.url)(MUSEUMS, CITY_HALL) for _ in range(2)]

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
