"""The routing server: what it is asked, what its answers are worth, and that without it everything goes on."""

from __future__ import annotations

import contextlib
import json
import threading
from typing import TYPE_CHECKING

import pytest

from routing_server import CITY_HALL, MUSEUMS, NOW, OSRM, SLOW, says, served
from tripplan import places
from tripplan.places.router import Router

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

VALHALLA = json.dumps({"trip": {"status": 0, "summary": {"time": 600.0, "length": 7.5}}}).encode()
ROAD = places.Road


def valhalla(handler: BaseHTTPRequestHandler) -> None:
    """A Valhalla server: it knows /route by POST and nothing else."""
    if handler.command == "POST" and handler.path == "/route":
        says(VALHALLA)(handler)
    else:
        says(b'{"error_code":106,"error":"Try any of"}', 404)(handler)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder for this test alone; the local server is asked without a proxy."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "tripplan" / "routes"


def test_an_osrm_server_is_asked_for_the_drive() -> None:
    """Longitude first, four decimals, no geometry; seconds and metres become minutes and km."""
    with served(says(OSRM)) as server:
        router = Router(server.url, NOW)
        road = router(MUSEUMS, CITY_HALL)

    assert road == ROAD(13.0, 7.4, f"routing server {router.name}")
    assert router.notes == []
    assert [(verb, path) for verb, path, _ in server.asked] == [
        ("GET", "/route/v1/driving/-114.1170,51.0140;-114.0571,51.0457?overview=false")
    ]


def test_a_valhalla_server_is_found_behind_the_same_address() -> None:
    """Where OSRM's path leads nowhere, Valhalla's is tried: in km, by car."""
    with served(valhalla) as server:
        road = Router(f"{server.url}/", NOW)(MUSEUMS, CITY_HALL)

    verb, path, body = server.asked[-1]
    wish = json.loads(body)
    assert road == ROAD(10.0, 7.5, f"routing server {server.url.removeprefix('http://')}")
    assert (verb, path) == ("POST", "/route")
    assert (wish["costing"], wish["units"]) == ("auto", "kilometers")
    assert wish["locations"] == [{"lat": 51.014, "lon": -114.117}, {"lat": 51.0457, "lon": -114.0571}]


def test_a_server_may_answer_below_a_path() -> None:
    """Behind a proxy it seldom has the root to itself."""
    with served(says(OSRM)) as server:
        Router(f"{server.url}/maps/osrm/", NOW)(MUSEUMS, CITY_HALL)

    (asked,) = server.asked
    assert asked[1].startswith("/maps/osrm/route/v1/driving/")


GARBAGE = {
    "not JSON": b"<html>Welcome</html>",
    "nothing": b"",
    "not a table": b"[1, 2]",
    "no routes": b'{"code": "Ok", "routes": []}',
    "routes that are none": b'{"code": "Ok", "routes": [null]}',
    "words for numbers": b'{"routes": [{"duration": "780", "distance": 7400}]}',
    "true for a number": b'{"routes": [{"duration": true, "distance": 7400}]}',
    "not a number": b'{"routes": [{"duration": NaN, "distance": 7400}]}',
    "without end": b'{"routes": [{"duration": 780, "distance": Infinity}]}',
    "a number beyond all": b'{"routes": [{"duration": 780, "distance": 1' + b"0" * 400 + b"}]}",
    "back in time": b'{"routes": [{"duration": -780, "distance": 7400}]}',
    "no time at all": b'{"routes": [{"duration": 0, "distance": 7400}]}',
    "faster than any car": b'{"routes": [{"duration": 60, "distance": 7400}]}',
    "weeks": b'{"routes": [{"duration": 6048000, "distance": 7400}]}',
    "shorter than the straight line": b'{"routes": [{"duration": 780, "distance": 100}]}',
    "deep": b"[" * 200_000,
    "not text": b"\xff\xfe\x00",
    "too long": b" " * 1_000_001,
    "half a trip": b'{"trip": {"summary": {"time": 600}}}',
    "no trip": b'{"trip": null}',
}


@pytest.mark.parametrize("body", GARBAGE.values(), ids=list(GARBAGE))
def test_an_answer_that_is_no_road_is_a_note(body: bytes, own_cache: Path) -> None:
    """Whatever comes, nothing raises, nothing is kept, and the note says that the estimate serves."""
    with served(says(body)) as server:
        router = Router(server.url, NOW)
        assert router(MUSEUMS, CITY_HALL) is None

    assert router.notes == [
        f"routing server {router.name}: it has no way by road between some places; the estimate serves instead"
    ]
    assert not list(own_cache.glob("*"))


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_an_error_of_the_server_is_a_note(status: int) -> None:
    """One way without an answer does not stop the next from being asked for."""
    with served(says(b'{"code": "NoRoute"}', status)) as server:
        router = Router(server.url, NOW)
        assert router(MUSEUMS, CITY_HALL) is None
        assert router(CITY_HALL, MUSEUMS) is None

    assert len(server.asked) == 4
    assert len(router.notes) == 1


def test_a_server_that_redirects_is_not_followed() -> None:
    """Another address was not named by the user: it is never asked."""
    with served(says(OSRM)) as other:

        def away(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", f"{other.url}/route/v1/driving/")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        with served(away) as server:
            assert Router(server.url, NOW)(MUSEUMS, CITY_HALL) is None

    assert other.asked == []


def test_a_server_that_is_not_there_is_asked_once() -> None:
    """A report does not wait for the same silence at every leg."""
    with served(says(OSRM)) as server:
        pass
    router = Router(server.url, NOW)

    assert [router(MUSEUMS, CITY_HALL), router(CITY_HALL, MUSEUMS)] == [None, None]
    assert len(router.notes) == 1
    assert "it does not answer" in router.notes[0]


@pytest.mark.parametrize("late", ["before the headers", "in the middle of the answer"])
def test_a_server_that_is_too_slow_is_given_up(late: str) -> None:
    """After the timeout the estimate serves; the run ends though the server never does."""
    done = threading.Event()

    def wait(handler: BaseHTTPRequestHandler) -> None:
        if late != "before the headers":
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(OSRM)))
            handler.end_headers()
            handler.wfile.write(OSRM[:10])
        done.wait(30)

    with served(wait) as server:
        router = Router(server.url, NOW, timeout=0.05)
        try:
            assert router(MUSEUMS, CITY_HALL) is None
        finally:
            done.set()

    assert router.notes == [
        f"routing server {router.name}: it does not answer (timed out); the estimate serves instead"
    ]


def test_an_answer_that_trickles_in_is_given_up() -> None:
    """The timeout is for the whole answer, however often a byte of it comes."""
    done = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):  # who asked is gone
            while not done.wait(0.01):
                handler.wfile.write(b" ")

    with served(trickle) as server:
        router = Router(server.url, NOW, timeout=0.1)
        try:
            assert router(MUSEUMS, CITY_HALL) is None
        finally:
            done.set()

    assert "it does not answer (timed out)" in router.notes[0]


def test_a_server_that_speaks_no_http_is_given_up() -> None:
    """Any program may listen at a port."""

    def greet(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-Server\r\n")

    with served(greet) as server:
        router = Router(server.url, NOW)
        assert router(MUSEUMS, CITY_HALL) is None

    assert "it does not answer" in router.notes[0]


ADDRESSES = [
    "",
    "localhost:5000",
    "ftp://localhost",
    "file:///etc/passwd",
    "http://",
    "http://:5000",
    "http://localhost:99999",
    "http://localhost:x",
    "http://name:password@localhost",
    "http://localhost/?key=1",
    "http://localhost/#a",
    "http://local host",
    "http://localhost\r\nX: 1",
    "http://서울",
    "http://[::1",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_only_a_plain_web_address_is_a_server(url: str) -> None:
    """No file, no password that a report would repeat, nothing that could break a request open."""
    with pytest.raises(ValueError, match=r".*"):
        Router(url, NOW)


def test_the_estimate_stands_on_the_road_that_the_server_knows() -> None:
    """Its minutes take the place of the bands; the careful time, the hour and the company come on top, as ever."""
    with served(says(SLOW)) as server:
        router = Router(server.url, NOW)
        plain = places.travel_minutes(MUSEUMS, CITY_HALL, ways=router)
        big = places.travel_minutes(MUSEUMS, CITY_HALL, ways=router, people=7)

    assert (plain.minutes, plain.way_km, plain.source) == (60.0, 7.4, f"routing server {router.name}")
    assert plain.careful == pytest.approx(60 * 1.35)
    assert big.minutes == 65.0
    assert sum(line.minutes for line in big.lines) == big.minutes


@pytest.mark.parametrize("mode", ["walk", "bus", "train", "ferry", "flight"])
def test_only_drives_are_asked_for(mode: str) -> None:
    """A server of roads for cars knows nothing of other ways, nor is it troubled with a walk of 300 m."""
    with served(says(OSRM)) as server:
        places.travel_minutes(MUSEUMS, CITY_HALL, mode=mode, ways=Router(server.url, NOW))
        places.travel_minutes(MUSEUMS, (MUSEUMS[0] + 0.003, MUSEUMS[1]), ways=Router(server.url, NOW))

    assert server.asked == []
