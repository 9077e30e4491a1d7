"""`--router`: from the command line to the check, and what is said when the server is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from commands import tripplan
from routing_server import SLOW, says, served

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder for this test alone; the local server is asked without a proxy."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


HOP = """
[trip]
id = "t"
title = "T"
home = "a"
start = 2024-09-23
end = 2024-09-23

[places]
a = { name = "Museums", address = "4520 Crowchild Trail", at = [51.0140, -114.1170] }
b = { name = "Hall", address = "800 Macleod Trail", at = [51.0457, -114.0571] }

[[events]]
id = "wreath"
kind = "tour"
place = "a"
start = 2024-09-23T10:00
end = 2024-09-23T11:00

[[events]]
id = "talks"
kind = "tour"
place = "b"
start = 2024-09-23T11:40
end = 2024-09-23T12:00
"""


@pytest.fixture
def trip(tmp_path: Path) -> str:
    """A trip with one hop of 40 minutes, which are enough by the estimate and not by the server."""
    file = tmp_path / "trip.toml"
    file.write_text(HOP, encoding="utf-8")
    return str(file)


def test_check_judges_hops_by_the_server_that_is_named(trip: str) -> None:
    """`--router` reaches the check, and the finding names the server."""
    without = tripplan("check", trip)
    with served(says(SLOW)) as server:
        result = tripplan("check", trip, "--router", server.url, "--output-format", "concise")

    assert without.status == 0
    assert result.status == 1
    assert "error[tight-transfer] 40 min for everyone" in result.out
    assert f"routing server {server.url.removeprefix('http://')}" in result.out


def test_check_goes_on_without_the_server(trip: str) -> None:
    """Its silence is one line on standard error, and the report is that of the estimate."""
    with served(says(SLOW)) as server:
        pass
    without, result = tripplan("check", trip), tripplan("check", trip, "--router", server.url)

    assert (result.status, result.out) == (without.status, without.out)
    assert result.err.startswith(
        f"tripplan: routing server {server.url.removeprefix('http://')}: it does not answer"
    )
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("command", [["check"], ["distance", "YYC"]])
def test_a_wrong_address_is_a_wrong_command_line(command: list[str], trip: str) -> None:
    """Status 2, and a word on what an address looks like."""
    result = tripplan(*command, trip, "--router", "file:///etc/passwd")

    assert (result.status, result.out) == (2, "")
    assert "http://localhost:5000" in result.err


@pytest.mark.parametrize("url", ["http://me:hunter2@localhost:5000", "http://localhost/?key=hunter2"])
def test_a_secret_in_an_address_is_refused_and_not_repeated(url: str, trip: str) -> None:
    """Reports name the server, so that an address with a secret in it would end up in a build's log; the message says so."""
    result = tripplan("check", trip, "--router", url)

    assert (result.status, result.out) == (2, "")
    assert "would give such secrets away" in result.err
    assert "hunter2" not in result.err


def test_what_goes_wrong_with_the_server_is_said_in_the_readers_language(
    trip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note, and what the system said of the connection."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    with served(says(SLOW)) as server:
        pass

    err = tripplan("distance", "a", "b", "--trip", trip, "--router", server.url).err
    assert re.fullmatch(
        r"tripplan: 경로 서버 127\.0\.0\.1:\d+: 응답하지 않습니다\([가-힣 ]+\)\. 대신 추정을 씁니다\n", err
    )
