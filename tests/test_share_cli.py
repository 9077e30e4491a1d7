"""`tripplan share` as a command: whose page is where, what is in it, and how it ends."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import segno

from calendars import entries
from commands import tripplan
from release_trips import TRIP, edited, without
from serving import PAGE, Serving, serving
from tripplan import when
from tripplan.cli._codes import _on_demand, overview
from tripplan.cli._edition import Edition
from tripplan.cli.share import _log
from tripplan.share.qr import lines

if TYPE_CHECKING:
    from pathlib import Path

    from tripplan.cli._visitors import Visitor

SECRET = edited(
    ('title = "Tour"', 'title = "Tour"\naudience = ["park"]\nbooking = "PARK77"'),
    ('title = "Board"', 'title = "Board"\ncontact = "Ms Roy"\naudience = ["kim"]'),
)
ALL = "0.0.0.0"  # noqa: S104 - only for a moment, and nobody is told the address


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    """A trip in a file."""
    path = tmp_path / "trip.toml"
    path.write_text(TRIP, "utf-8")
    return path


@pytest.fixture
def _over_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any length is over at once."""
    monkeypatch.setattr(when, "parse_duration", lambda _: timedelta(milliseconds=1))


def opened(trip: Path, base: str = "http://127.0.0.1:1") -> tuple[Edition, dict[str, Visitor]]:
    """What is shown of a trip, and its visitors by name."""
    edition = Edition(str(trip), None)
    edition.open(None, base)
    return edition, {str(each.name): each for each in edition.visitors}


def body(edition: Edition, visitor: Visitor, name: str = "") -> str:
    """What stands in a visitor's page or calendar, without the folds of its lines."""
    page = edition.find(f"/{visitor.secret}/{name}")
    assert page is not None
    return page.body.decode().replace("\r\n ", "")


@pytest.mark.usefixtures("_over_at_once")
def test_each_person_gets_a_line(trip: Path) -> None:
    """A name and an address of their own, new each time; it ends by itself with status 0."""
    first, second = tripplan("share", trip), tripplan("share", trip)

    assert (first.status, second.status) == (0, 0)
    found = re.findall(r"^(\d)\. (\w+): (http://127\.0\.0\.1:\d+/[a-z2-7]{32}/)$", first.out, re.MULTILINE)
    assert [(number, name) for number, name, _ in found] == [("1", "Kim"), ("2", "Lee"), ("3", "Park")]
    assert len({url for *_, url in found}) == 3
    assert not set(re.findall("/[a-z2-7]{32}/", first.out)) & set(re.findall("/[a-z2-7]{32}/", second.out))
    assert "only this machine can open these links" in first.err
    assert "█" not in first.out


@pytest.mark.usefixtures("_over_at_once")
@pytest.mark.parametrize("bind", [ALL, "127.0.0.1"])
def test_who_lets_others_in_is_warned(trip: Path, bind: str) -> None:
    """One line, and only where it is so."""
    result = tripplan("share", trip, "--bind", bind)

    assert ("everyone in this network who has a link" in result.err) == (bind == ALL)
    assert ALL not in result.out


@pytest.mark.usefixtures("_over_at_once")
def test_a_name_stands_in_the_links(trip: Path) -> None:
    """For networks in which machines have names."""
    assert "http://laptop.lan:" in tripplan("share", trip, "--name", "laptop.lan").out


@pytest.mark.usefixtures("_over_at_once")
def test_only_the_chosen_are_shown(trip: Path) -> None:
    """One line; the code only where it is wanted, for this is no terminal."""
    plain, coded = (tripplan("share", trip, "--person", "lee", *more) for more in ([], ["--qr"]))

    assert plain.out.startswith("1. Lee: ")
    assert plain.out.count("\n") == 1
    assert "█" in coded.out
    assert tripplan("share", trip, "--person", "leee").status == 2


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--for", "soon"], "expected a length"),
        (["--for", "0m"], "expected a length"),
        (["--bind", "laptop"], "expected an address"),
        (["--bind", "203.0.113.1"], "it cannot listen on 203.0.113.1"),
    ],
)
def test_what_cannot_be_done_is_told(trip: Path, options: list[str], reason: str) -> None:
    """Status 2, one sentence, and nothing is shown."""
    result = tripplan("share", trip, *options)

    assert (result.status, result.out) == (2, "")
    assert reason in result.err


def test_a_trip_with_errors_is_not_shown(trip: Path) -> None:
    """Status 1 and the reason, as for an export."""
    trip.write_text(edited(("T09:00", "T25:00")), "utf-8")

    assert tripplan("share", trip).status == 1


def test_a_process_serves_logs_and_ends_quietly(trip: Path) -> None:
    """Page and calendar come as what they are; each is one line of the log, with nothing live or secret in it; Ctrl-C is 130."""
    command = [sys.executable, "-m", "tripplan", "share", str(trip), "--for", "1h"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        url = urlsplit(process.stdout.readline().split(": ")[1].strip())
        server = Serving(url.port or 0, [])
        page = server.ask(url.path, User_Agent="Phone")
        calendar = server.ask(f"{url.path}calendar.ics", User_Agent="Pho\x1b[31mne")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert page.fields["content-type"] == "text/html; charset=utf-8"
    assert calendar.fields["content-type"] == "text/calendar; charset=utf-8"
    assert len(entries(calendar.body)) == 2
    assert process.returncode == 130
    assert re.search(r"^\d\d:\d\d:\d\d Kim: page \(Phone\)$", err, re.MULTILINE)
    assert re.search(r"^\d\d:\d\d:\d\d Kim: calendar \(Pho\\x1b\[31mne\)$", err, re.MULTILINE)
    assert url.path not in err
    assert "Traceback" not in err


def test_the_log_tells_who_what_and_by_which_program(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, with nothing alive in it and no longer than a line; a client that does not say what it is is a dash."""
    for status, page, agent in [
        (HTTPStatus.OK, PAGE, "Pho\nne"),
        (HTTPStatus.NOT_MODIFIED, PAGE, "x" * 999),
        (HTTPStatus.NOT_FOUND, None, ""),
    ]:
        _log(status, page, agent)

    told = [line.split(" ", 1)[1] for line in capsys.readouterr().err.splitlines()]
    assert told == ["Kim: page (Pho\\nne)", f"Kim: page, as it was ({'x' * 120})", "refused, 404 (-)"]


def test_nothing_of_others_is_at_a_persons_address(trip: Path) -> None:
    """What somebody may not see is in neither of their two files; a booking is for those only who take part."""
    trip.write_text(SECRET, "utf-8")
    edition, people = opened(trip)

    for name in ("", "calendar.ics"):
        kim, lee, park = (body(edition, people[each], name) for each in ("Kim", "Lee", "Park"))
        assert "Ms Roy" in kim
        assert "PARK77" in park
        assert "PARK77" not in kim + lee
        assert "Ms Roy" not in lee + park
        assert not any(other.secret in kim for other in people.values() if other.name != "Kim")


def test_a_calendar_of_nothing_is_none(trip: Path) -> None:
    """Who has no events yet has a page that says so, and nothing to take along."""
    trip.write_text(edited(('["lee", "park"]', '["lee"]')), "utf-8")
    edition, people = opened(trip)

    assert "There are no events yet." in body(edition, people["Park"])
    assert "calendar.ics" not in body(edition, people["Park"])
    assert edition.find(f"/{people['Park'].secret}/calendar.ics") is None


def test_an_address_is_known_by_all_of_it(trip: Path) -> None:
    """No part of it, no other file, nothing above it."""
    edition, people = opened(trip)
    mine = people["Kim"].secret

    wrong = [
        "/",
        f"/{mine}",
        f"/{mine}/index.html",
        f"/{mine[:-1]}/",
        f"/{mine}/calendar.ics/",
        f"//{mine}/",
        "//",
    ]
    assert [edition.find(path) for path in wrong] == [None] * len(wrong)


def test_the_page_takes_the_calendar_along_as_a_copy(trip: Path) -> None:
    """The server will soon be gone: the first button is the file, and Google, which comes hours later, is not offered."""
    edition, people = opened(trip, "http://192.168.0.12:80")

    found = re.findall(r'<div class="way" id="(\w+)"><a href="([^"]+)"', body(edition, people["Kim"]))
    url = f"192.168.0.12:80/{people['Kim'].secret}/calendar.ics"
    assert found == [("download", f"http://{url}"), ("apple", f"webcal://{url}")]


def test_what_is_saved_is_shown(trip: Path) -> None:
    """At the next request, under the same address, with another tag."""
    edition, people = opened(trip)
    with serving(edition.find) as server:
        path = f"/{people['Kim'].secret}/calendar.ics"
        before = server.ask(path)
        trip.write_text(edited(("T09:00", "T08:30")), "utf-8")
        after = server.ask(path, If_None_Match=before.fields["etag"])

        assert b"T083000" not in before.body
        assert (after.status, b"T083000" in after.body) == (200, True)
        assert server.ask(path, If_None_Match=after.fields["etag"]).status == 304


def test_a_broken_save_changes_nothing_and_is_told_once(
    trip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was there before is shown until the file is whole again; a file that is gone is a broken one."""
    edition, people = opened(trip)
    before = body(edition, people["Kim"])
    capsys.readouterr()

    for broken in (lambda: trip.write_text("[trip", "utf-8"), trip.unlink):
        broken()
        assert [body(edition, people["Kim"]) for _ in range(3)] == [before] * 3
        assert capsys.readouterr().err.count("until that is mended, what was saved before is shown") == 1

    trip.write_text(without("lunch"), "utf-8")
    assert "Lunch" not in body(edition, people["Kim"])
    assert capsys.readouterr().err == ""


def test_people_come_and_go(trip: Path) -> None:
    """Who is taken out of the trip has no page any more; the address of all others stays."""
    edition, people = opened(trip)
    trip.write_text(edited(('[people.park]\nname = "Park"\n', ""), ('["lee", "park"]', '["lee"]')), "utf-8")

    assert edition.find(f"/{people['Park'].secret}/") is None
    assert edition.find(f"/{people['Lee'].secret}/") is not None


def test_a_release_counts(trip: Path) -> None:
    """What is gone since then is told as cancelled."""
    tripplan("release", trip)
    trip.write_text(without("lunch"), "utf-8")
    edition, people = opened(trip)

    assert "SUMMARY:Cancelled: Lunch" in body(edition, people["Kim"], "calendar.ics")
    assert "Cancelled: Lunch" in body(edition, people["Kim"])


def test_a_trip_that_names_nobody_has_one_page(trip: Path) -> None:
    """It is for everyone."""
    text = TRIP[: TRIP.index("[people.kim]")] + TRIP[TRIP.index("[[events]]") :]
    trip.write_text(re.sub("\nwho = .*", "", text), "utf-8")
    edition, _ = opened(trip)

    (visitor,) = edition.visitors
    assert all(each in body(edition, visitor) for each in ("Board", "Lunch", "Tour"))


def test_each_reads_their_own_language(trip: Path) -> None:
    """Lee reads Korean, the others the trip's first language; names that hold something alive show it."""
    trip.write_text(edited(('name = "Lee"', 'name = "L\\u001b[31mee\\u202e"')), "utf-8")
    edition, _ = opened(trip)

    assert ["캘거리 이사회" in body(edition, each) for each in edition.visitors] == [False, True, False]


def test_a_code_is_that_of_the_address() -> None:
    """Two modules a character, light around: read back, it is the code that another writer draws."""
    url = f"http://192.168.0.12:43719/{'ab' * 16}/"
    drawn = lines(url, color=False)
    upper = [[mark in "█▀" for mark in line] for line in drawn]
    lower = [[mark in "█▄" for mark in line] for line in drawn]
    light = [row for pair in zip(upper, lower, strict=True) for row in pair]

    code = segno.make(url, micro=False, error="m")
    meant = [[not module for module in row] for row in code.matrix_iter(border=2)]
    assert light[: len(meant)] == meant
    assert all(line.startswith("\x1b[") and line.endswith("\x1b[0m") for line in lines(url, color=True))


@pytest.mark.parametrize(("named", "number", "codes"), [(True, 3, 3), (False, 1, 1), (False, 3, 0)])
def test_a_terminal_shows_codes(
    trip: Path, monkeypatch: pytest.MonkeyPatch, named: bool, number: int, codes: int
) -> None:
    """Of those who are named, or of the only one; of many only who is asked for by number."""
    monkeypatch.setenv("NO_COLOR", "1")
    found = opened(trip)[0].visitors[:number]
    screen = io.StringIO()
    for stream in (typed := io.StringIO(), screen):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys, "stdout", screen)

    overview(found, codes=None, named=named)
    assert screen.getvalue().count("\n\n█") == codes

    _on_demand(["2\n", "9\n", "x\n", "0\n", "²\n"], found)
    assert screen.getvalue().count("\n\n█") == codes + (number > 1)
    assert screen.getvalue().rstrip().endswith(str(found[min(1, number - 1)].name)) or codes == 3
