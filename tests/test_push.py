"""`tripplan push` against a real server: what is ours is kept as the trip is, what is not ours is never touched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest
from caldav.davclient import DAVClient

from caldav_server import PASSWORD, USER, radicale
from commands import Result, tripplan
from release_trips import TRIP, edited, without
from tripplan.exporters.ics import uid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caldav.calendarobjectresource import Event
    from caldav.collection import Calendar

EARLIER = edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"))
BOARD, LUNCH, TOUR = (uid("board", each) for each in ("board", "lunch", "tour"))


class Account(NamedTuple):
    """A server with an account, a trip to push, and the folder of both."""

    url: str
    trip: Path

    def push(self, *options: str, text: str | None = None) -> Result:
        """Pushes the trip, after putting a text into its file where one is given."""
        if text is not None:
            self.trip.write_text(text, "utf-8")
        return tripplan("push", self.trip, "--caldav", self.url, "--user", USER, *options)

    def client(self) -> DAVClient:
        """Another program with the same account."""
        return DAVClient(self.url, username=USER, password=PASSWORD, enable_rfc6764=False, require_tls=False)

    def calendars(self, client: DAVClient) -> list[Calendar]:
        """The calendars of the account."""
        return cast("list[Calendar]", client.get_principal().get_calendars())

    def events(self) -> dict[str, str]:
        """What the server has, by UID, as that other program reads it."""
        with self.client() as client:
            found = [cast("list[Event]", calendar.get_events()) for calendar in self.calendars(client)]
            texts = [re.sub(r"\r?\n[ \t]", "", event.data) for events in found for event in events]
        return {text.split("UID:")[1].split("\n")[0].strip(): text for text in texts}

    def put(self, uid_: str, old: str, new: str, name: str | None = None) -> None:
        """Changes an event on the server by hand or, under another name, adds one."""
        with self.client() as client:
            (calendar,) = self.calendars(client)
            text = self.events()[uid_]
            assert old in text
            url = f"{str(calendar.url).rstrip('/')}/{name or uid_}.ics"
            answer = client.put(url, text.replace(old, new), {"Content-Type": "text/calendar"})
        assert answer.status in {200, 201, 204}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's folder."""
    return tmp_path_factory.mktemp("radicale")


@pytest.fixture
def storage(home: Path) -> Path:
    """Where the server keeps its calendars."""
    return home / "data"


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    """One server for all tests here."""
    with radicale(home) as url:
        yield url


@pytest.fixture
def account(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """An account without calendars, and a trip in a file."""
    monkeypatch.setenv("TRIPPLAN_CALDAV_PASSWORD", PASSWORD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725177600")
    path = tmp_path / "trip.toml"
    path.write_text(TRIP, "utf-8")
    found = Account(server, path)
    yield found
    with found.client() as client:
        for calendar in found.calendars(client):
            client.delete(str(calendar.url))


def test_a_trip_goes_up_changes_and_is_cancelled(account: Account) -> None:
    """Push, change, remove, push again: the server follows, one event each, and a second push has nothing to do."""
    first, again = account.push(), account.push()
    assert (first.status, first.out) == (
        0,
        "created 3, updated 0, cancelled 0, as they were 0, left alone 0\n",
    )
    assert again.out == "created 0, updated 0, cancelled 0, as they were 3, left alone 0\n"

    second = account.push(text=without("lunch", EARLIER))
    events = account.events()
    assert second.out == "created 0, updated 1, cancelled 1, as they were 1, left alone 0\n"
    assert set(events) == {BOARD, LUNCH, TOUR}
    assert "DTSTART;TZID=America/Edmonton:20240923T083000" in events[BOARD]
    assert "SEQUENCE:1" in events[BOARD]
    assert "STATUS:CANCELLED" in events[LUNCH]
    assert account.push().out == "created 0, updated 0, cancelled 0, as they were 2, left alone 0\n"


def test_an_event_that_comes_back_is_restored(account: Account) -> None:
    """It stands on the server as cancelled: it is updated, not made twice."""
    account.push()
    account.push(text=without("lunch"))

    result = account.push(text=TRIP)

    assert result.out == "created 0, updated 1, cancelled 0, as they were 2, left alone 0\n"
    assert "STATUS:CONFIRMED" in account.events()[LUNCH]
    assert len(account.events()) == 3


def test_what_was_released_counts_as_the_release_says(account: Account) -> None:
    """With a lock the numbers are the release's, and what is gone is told from it."""
    tripplan("release", account.trip)
    account.push()

    account.push(text=without("lunch", EARLIER))

    events = account.events()
    assert "SEQUENCE:1" in events[BOARD]
    assert "SUMMARY:Cancelled: Lunch" in events[LUNCH]


def test_what_somebody_changed_on_the_server_is_left_and_named(account: Account) -> None:
    """A conflicting edit: status 1, the title, nothing lost; with --force the trip's word counts."""
    account.push()
    account.put(BOARD, "SUMMARY:Board", "SUMMARY:Board (bring the seal)")

    left = account.push(text=EARLIER)

    assert left.status == 1
    assert "left alone, somebody has changed it on the server: Board (bring the seal)" in left.out
    assert "Board (bring the seal)" in account.events()[BOARD]
    assert account.push("--force").status == 0
    assert "bring the seal" not in account.events()[BOARD]
    assert "T083000" in account.events()[BOARD]


def test_what_is_not_the_trips_is_never_touched(account: Account) -> None:
    """Somebody else's event in our calendar, even with our mark in its title, and one with another trip's mark stay byte for byte."""
    account.push()
    account.put(BOARD, "X-TRIPPLAN-TRIP:", "X-TRIPPLAN-TRIP:other-")
    account.put(TOUR, TOUR, "dentist", name="dentist")
    account.put("dentist", "X-TRIPPLAN", "X-OTHER")
    account.put("dentist", "SUMMARY:Tour", "SUMMARY:Tour\u2028X-TRIPPLAN-TRIP:" + _mark(account))
    before = account.events()

    result = account.push("--force", text=EARLIER)

    after = account.events()
    assert result.status == 1
    assert "left alone, it is of another trip: Board" in result.out
    assert after[BOARD] == before[BOARD]
    assert after["dentist"] == before["dentist"]


def _mark(account: Account) -> str:
    found = re.search("X-TRIPPLAN-TRIP:([0-9a-f-]{36})", account.events()[TOUR])
    assert found is not None
    return found[1]


def test_a_dry_run_says_all_and_does_nothing(account: Account) -> None:
    """Not even the calendar is made."""
    result = account.push("--dry-run")

    assert result.status == 0
    assert result.out.splitlines() == [
        "create: Board", "create: Lunch", "create: Tour",
        "created 3, updated 0, cancelled 0, as they were 0, left alone 0 (nothing was done)",
    ]  # fmt: skip
    assert account.events() == {}


def test_a_persons_calendar_is_another_one(account: Account) -> None:
    """It has its own name and only their events."""
    account.push("--person", "park")

    assert set(account.events()) == {TOUR}
    account.push()
    with account.client() as client:
        names = sorted(str(each.get_display_name()) for each in account.calendars(client))
    assert names == ["The board in Calgary", "The board in Calgary: Park"]


def test_a_wrong_password_is_told_and_no_password_is_ever_shown(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 2 and how to tell a name and a password; neither stands in what is printed."""
    monkeypatch.setenv("TRIPPLAN_CALDAV_PASSWORD", "wr0ng")

    result = account.push()

    assert (result.status, result.out) == (2, "")
    assert "does not accept the name or the password" in result.err
    assert "wr0ng" not in result.err


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://kim:secret@cal.example.org/", "must not hold a name or a password"),
        ("http://cal.example.org/", "could be read on the way"),
        ("cal.example.org", "expected an address"),
        ("ftp://cal.example.org", "expected an address"),
        ("http://127.0.0.1:9/", "the server does not do what it is asked"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(account: Account, url: str, reason: str) -> None:
    """Before anything is sent, and without the password in what is printed."""
    result = tripplan("push", account.trip, "--caldav", url, "--user", USER)

    assert result.status == 2
    assert reason in result.err
    assert "secret" not in result.err


def test_the_event_in_the_file_and_on_the_server_have_the_same_text(account: Account) -> None:
    """Hangul, commas and long lines come back as they were sent."""
    title = '캘거리 이사회, 첫째; 둘째 \\\\ "셋째" ' + "가" * 90
    account.push(text=edited(('title = "Board"', f'title = "{title}"'.replace('"셋째"', '\\"셋째\\"'))))

    assert account.push().out.startswith("created 0, updated 0, cancelled 0, as they were 3")
    assert "캘거리 이사회\\, 첫째\\; 둘째" in account.events()[BOARD]


def test_another_client_reads_what_was_pushed(account: Account, storage: Path, tmp_path: Path) -> None:
    """khal, on the very files that the server keeps, shows each event once, at its time in the reader's zone."""
    account.push()
    account.push(text=without("lunch", EARLIER))
    (folder,) = (storage / "collection-root" / USER).glob("*-*")
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[trip]]\npath = {folder}\n"
        "[locale]\nlocal_timezone = Asia/Seoul\ndefault_timezone = Asia/Seoul\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n[default]\nhighlight_event_days = False\n",
        "utf-8",
    )
    command = [sys.executable, "-W", "ignore", "-m", "khal", "-c", str(config), "list"]
    command += [
        "--day-format",
        "{date}",
        "--format",
        "{start-long} {end-long} {title} {status}",
        "2024-09-20",
        "2024-09-30",
    ]
    done = subprocess.run(
        command, capture_output=True, check=True, encoding="utf-8", env={**os.environ, "LC_ALL": "C.UTF-8"}
    )

    lines = {line.strip() for line in done.stdout.splitlines() if "2024-09-" in line and ":" in line}
    assert lines == {
        "2024-09-23 23:30 2024-09-24 01:30 Board CONFIRMED",
        "2024-09-24 03:00 2024-09-24 04:00 Cancelled: Lunch CANCELLED",
        "2024-09-25 01:00 2024-09-25 03:00 Tour TENTATIVE",
    }
