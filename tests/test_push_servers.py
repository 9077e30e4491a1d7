"""`tripplan push` against servers that do not do what one would like: what is on them stays safe, and the word is clear."""

from __future__ import annotations

import re
from threading import Event as Signal
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backend import KeyringBackend

from caldav_proxy import Answer, Request, proxy
from caldav_server import PASSWORD, USER
from release_trips import edited, without
from test_push import BOARD, EARLIER, LUNCH, account, home, server
from tripplan.exporters.ics import uid
from tripplan.sync import server as caldav

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from test_push import Account

__all__ = ["account", "home", "server"]


def passing(request: Request) -> Request:
    """Everything passes as it is."""
    return request


def unmarked(request: Request) -> Request:
    """A server that keeps no properties that it does not know."""
    return request._replace(body=re.sub(rb"X-TRIPPLAN[^\r]*\r\n", b"", request.body))


def push(
    account: Account, rule: Callable[[Request], Request | Answer], *options: str, text: str | None = None
) -> tuple[int, str, str]:
    """Pushes through a proxy with this rule."""
    with proxy(account.url, rule) as url:
        return account._replace(url=url).push(*options, text=text)


def test_a_server_without_our_marks_gets_no_event_twice(account: Account) -> None:
    """What reads as it should is known by its UID and kept; what does not may be somebody's edit, and needs --force."""
    first, again = push(account, unmarked), push(account, unmarked)
    changed = push(account, unmarked, text=EARLIER)
    forced = push(account, unmarked, "--force", text=EARLIER)

    assert "X-TRIPPLAN" not in "".join(account.events().values())
    assert first[1].startswith("created 3, ")
    assert again[:2] == (0, "created 0, updated 0, cancelled 0, as they were 3, left alone 0\n")
    assert (changed[0], len(account.events())) == (1, 3)
    assert "--force overwrites" in changed[1]
    assert forced[1].startswith("created 0, updated 1, ")
    assert "T083000" in account.events()[BOARD]


def test_what_is_gone_stays_alone_without_a_mark_and_without_a_lock(account: Account) -> None:
    """Nobody can tell it from somebody else's event: it is not touched."""
    push(account, unmarked)
    before = account.events()

    assert push(account, unmarked, text=without("lunch"))[0] == 0
    assert account.events() == before


def test_an_edit_between_reading_and_writing_is_not_lost(account: Account) -> None:
    """The server has another state than was read: it keeps that, the event is named, the next push sees the edit."""
    account.push()
    done: list[str] = []

    def late(request: Request) -> Request:
        if request.method == "PUT" and not done:
            done.append(request.path)
            account.put(BOARD, "SUMMARY:Board", "SUMMARY:Board (bring the seal)")
        return request

    result = push(account, late, text=EARLIER)

    assert done
    assert result[0] == 1
    assert "left alone, somebody has changed it on the server: Board" in result[1]
    assert "bring the seal" in account.events()[BOARD]
    assert account.push().status == 1


def test_an_event_made_between_reading_and_writing_is_not_lost(account: Account) -> None:
    """Two pushes at once: the second finds the event there, and leaves it."""
    account.push(text=without("board"))

    def late(request: Request) -> Request:
        if request.method == "PUT" and BOARD in request.path and BOARD not in account.events():
            account.put(LUNCH, LUNCH, BOARD, name=BOARD)
        return request

    assert push(account, late, text=EARLIER)[0] == 1
    assert "SUMMARY:Lunch" in account.events()[BOARD]


@pytest.mark.parametrize(
    ("method", "answer", "reason"),
    [
        ("PUT", Answer(403), "the server does not do what it is asked: Forbidden"),
        ("PUT", Answer(507), "507 Insufficient Storage"),
        ("PUT", Answer(302, (("Location", "https://elsewhere.example.org/"),)), "write --caldav https://elsewhere.example.org/"),
        ("PROPFIND", Answer(301, (("Location", "https://a:b@elsewhere.example.org/dav"),)), "write --caldav https://elsewhere.example.org/dav"),
        ("PROPFIND", Answer(200, (("Content-Type", "text/html"),), b"<p>Log in"), "the server does not do what it is asked"),
        ("PROPFIND", Answer(207, (("Content-Type", "text/xml"),), b"<a><b>"), "the server does not do what it is asked"),
        ("PROPFIND", Answer(503, (("Retry-After", "3600"),)), "the server does not do what it is asked"),
        ("MKCALENDAR", Answer(403), "the server does not do what it is asked: Forbidden"),
        ("REPORT", Answer(500), "the server does not do what it is asked"),
    ],
)  # fmt: skip
def test_a_server_that_refuses_is_told_with_status_2(
    account: Account, monkeypatch: pytest.MonkeyPatch, method: str, answer: Answer, reason: str
) -> None:
    """One line with the reason, no traceback even for one who asks for it, and no password in it."""
    monkeypatch.setenv("TRIPPLAN_DEBUG", "1")

    status, out, err = push(account, lambda request: answer if request.method == method else request)

    assert status == 2
    assert reason in err
    assert len(err.splitlines()) == 1
    assert PASSWORD not in out + err
    assert "a:b" not in err


def test_a_server_that_says_nothing_is_given_up(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that hangs ends with status 2."""
    monkeypatch.setattr(caldav, "_PATIENCE", 0.3)
    over = Signal()

    def silent(request: Request) -> Request:
        over.wait(60)
        return request

    with proxy(account.url, silent) as url:
        result = account._replace(url=url).push()
        over.set()

    assert result.status == 2
    assert "the server does not do what it is asked" in result.err


def test_nothing_is_sent_to_an_open_address_that_a_server_names(account: Account) -> None:
    """A server behind a careless proxy tells its calendars by http: the password does not follow."""
    home_set = (
        '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response><href>/</href><propstat><prop><C:calendar-home-set>'
        "<href>http://cal.example.org/kim/</href></C:calendar-home-set></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"
    )
    answer = Answer(207, (("Content-Type", "text/xml"),), home_set.encode())

    status, _, err = push(
        account, lambda request: answer if b"calendar-home-set" in request.body else request
    )

    assert status == 2
    assert "nothing is sent there: http://cal.example.org/kim/" in err


def test_the_calendar_is_called_what_the_trip_is_called(account: Account) -> None:
    """A new title is the calendar's new name, once; a server that keeps the old one stops nothing."""
    account.push()
    renamed = edited(('en = "The board in Calgary"', 'en = "The board in Banff"'))

    kept = push(
        account, lambda request: Answer(403) if request.method == "PROPPATCH" else request, text=renamed
    )
    dry, first, again = account.push("--dry-run"), account.push(), account.push()

    assert kept[0] == 0
    assert "the calendar keeps its name" in kept[2]
    assert "is now called" not in dry.out
    assert 'the calendar is now called "The board in Banff"' in first.out
    assert "is now called" not in again.out


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self) -> None:
        """Does not ask the environment, as others do."""
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service: str, username: str) -> str | None:
        """The password of one account."""
        self.asked.append((service, username))
        return PASSWORD if (service, username) == ("127.0.0.1", USER) else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps nothing."""


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    """That keyring in place of the system's, and no password in the environment."""
    monkeypatch.delenv("TRIPPLAN_CALDAV_PASSWORD")
    before, own = keyring.get_keyring(), Ring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


def test_the_password_comes_from_the_keyring(
    account: Account, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the server's name and the account's; the environment comes before it."""
    assert account.push().status == 0
    assert ring.asked == [("127.0.0.1", USER)]

    monkeypatch.setenv("TRIPPLAN_CALDAV_PASSWORD", "wr0ng")
    assert account.push().status == 2
    assert len(ring.asked) == 1


def test_words_of_a_calendar_in_the_notes_are_words(account: Account) -> None:
    """Notes that read like the end of an event neither end it nor break its numbers."""
    hostile = 'notes = "END:VEVENT\\\\nSEQUENCE:7\\\\nBEGIN:VEVENT"\\nduration = "2 h"'.replace(
        "\\\\n", "\\n"
    ).replace('"\\nd', '"\nd')
    account.push(text=edited(('duration = "2 h"', hostile)))

    later = account.push(text=edited(('duration = "2 h"', hostile), text=EARLIER))
    again = account.push()

    assert later.out.startswith("created 0, updated 1, ")
    assert again.out.startswith("created 0, updated 0, cancelled 0, as they were 3")
    assert account.events()[uid("board", "board")].count("BEGIN:VEVENT\r\n") <= 1


def test_what_is_withdrawn_rings_no_more(account: Account) -> None:
    """An event that the trip no longer has keeps no alarm, takes no time, and says so in its title."""
    ringing = edited(('title = "Lunch"', 'title = "Lunch"\nalarm = ["15 min"]'))
    account.push(text=ringing)
    assert "VALARM" in account.events()[LUNCH]

    account.push(text=without("lunch", ringing))

    event = account.events()[LUNCH]
    assert "VALARM" not in event
    assert "SUMMARY:Cancelled: Lunch" in event
    assert "TRANSP:TRANSPARENT" in event
    assert account.push().out.endswith("as they were 2, left alone 0\n")
