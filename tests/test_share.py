"""The server of `tripplan share`, over real sockets: what it shows, to whom, and what it does not let happen."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving import FILE, PAGE, rest, serving
from tripplan.share.http import Page, read_request
from tripplan.share.secrets import key_of, key_text, mark, new_key, one_of, secret
from tripplan.share.server import Site, listen, own_address, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serving import Serving

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def server() -> Iterator[Serving]:
    """One server with a page and a file, for all that leaves it as it is."""
    with serving() as found:
        yield found


@pytest.mark.parametrize(("path", "page"), [("/secret/", PAGE), ("/secret/c.ics", FILE)])
def test_a_page_is_shown_as_what_it_is(server: Serving, path: str, page: Page) -> None:
    """Its bytes and media type, and fields that keep browsers from doing more with it than showing."""
    answer = server.ask(path)

    assert (answer.status, answer.body) == (200, page.body)
    assert answer.fields["content-type"] == page.kind
    assert answer.fields["content-security-policy"] == page.policy
    assert answer.fields["x-content-type-options"] == "nosniff"
    assert answer.fields["referrer-policy"] == "no-referrer"
    assert answer.fields["cache-control"] == "private, no-cache"
    assert answer.fields["x-robots-tag"] == "noindex, nofollow"
    assert "server" not in answer.fields


def test_a_file_has_a_name_and_a_page_has_none(server: Serving) -> None:
    """A phone offers a calendar under its name; a page is opened."""
    assert server.ask("/secret/c.ics").fields["content-disposition"] == 'inline; filename="c.ics"'
    assert "content-disposition" not in server.ask("/secret/").fields


def test_head_is_get_without_a_body(server: Serving) -> None:
    """The same fields, the length of what GET would give, and nothing after them."""
    got, head = server.ask("/secret/"), server.ask("/secret/", "HEAD")

    assert head.status == 200
    assert {**head.fields, "date": ""} == {**got.fields, "date": ""}
    assert head.body == b""
    raw = server.send(b"HEAD /secret/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert raw.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_it_already_is_told_so(server: Serving, form: str) -> None:
    """A subscription asks again and again: what has not changed is not sent again."""
    tag = server.ask("/secret/c.ics").fields["etag"]

    answer = server.ask("/secret/c.ics", If_None_Match=form.format(tag))

    assert (answer.status, answer.body) == (304, b"")
    assert answer.fields["etag"] == tag
    assert "content-length" not in answer.fields


def test_who_has_something_else_gets_it(server: Serving) -> None:
    """Another tag, of another page even, is no reason to send nothing."""
    tag = server.ask("/secret/").fields["etag"]

    assert server.ask("/secret/c.ics", If_None_Match=tag).body == FILE.body


def test_a_query_is_no_part_of_the_path(server: Serving) -> None:
    """Messengers append their own: the link still works."""
    assert server.ask("/secret/?fbclid=1").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/secret",
        "/secret/index.html",
        "/secret/../secret/",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/secret/..%2fc.ics",
        "/secret%2f",
        "/SECRET/",
        "//secret/",
        "/secret//",
        "\\secret\\",
        "http://127.0.0.1/secret/",
        "http://evil.example/secret/",
        "file:///etc/passwd",
        "secret/",
        "*",
        "/" + "a" * 6000,
        "/secret/%00",
        "/robots.txt",
        "/favicon.ico",
    ],
)
def test_only_the_very_paths_are_known(server: Serving, target: str) -> None:
    """Whatever else is asked for is not found, in the same words: nothing is decoded, joined or looked up on a disk."""
    raw = server.send(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    assert raw.startswith(b"HTTP/1.1 404 Not Found\r\n")
    assert raw.endswith(b"\r\n\r\nNot Found\n")


@pytest.mark.parametrize("path", ["/secret/", "/nowhere/"])
@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "CONNECT", "TRACE", "get"]
)
def test_nothing_but_get_and_head(server: Serving, method: str, path: str) -> None:
    """Refused alike on paths that there are and that there are not."""
    raw = server.send(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=b".encode())

    assert raw.startswith(b"HTTP/1.1 405 Method Not Allowed\r\n")
    assert b"\r\nAllow: GET, HEAD\r\n" in raw


@pytest.mark.parametrize(
    "head",
    [
        "GET /secret/ HTTP/1.1",  # no Host
        "GET /secret/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET /secret/ HTTP/2.0\r\nHost: localhost",
        "GET /secret/\r\nHost: localhost",  # HTTP/0.9
        "GET  /secret/ HTTP/1.1\r\nHost: localhost",
        "GET /secret/ HTTP/1.1\r\nHost : localhost",
        "GET /secret/ HTTP/1.1\r\nHost: localhost\r\n folded",
        "GET /secret/ HTTP/1.1\r\nHost: localhost\nX: y",
        "GET /sécret/ HTTP/1.1\r\nHost: localhost",
        "\x16\x03\x01",  # somebody tries TLS
        "",
    ],
)
def test_what_is_no_request_is_refused(server: Serving, head: str) -> None:
    """What two programs could read in two ways is not read at all."""
    assert server.send(f"{head}\r\n\r\n".encode()).startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_a_request_that_does_not_end_is_refused(server: Serving) -> None:
    """Nothing is kept in memory beyond a few thousand bytes."""
    raw = server.send(b"GET /" + b"a" * 20_000)

    assert raw.startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:80", "localhost", "LOCALHOST:8080", "trip.lan"])
def test_a_request_under_our_name_is_answered(host: str) -> None:
    """The address that it came in on, and the name that the phones know, with or without a port."""
    with serving(names=("Trip.lan",)) as server:
        assert server.ask("/secret/", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.2", "127.0.0.1.evil.example", "[::1]", "[", "localhost.", "@localhost@", "0"],
)
def test_a_request_under_another_name_is_refused(server: Serving, host: str) -> None:
    """A stranger's page cannot make a browser in this network read ours by a name that it has pointed here."""
    answer = server.ask("/secret/", host=host)

    assert answer.status == 421
    assert b"Hello" not in answer.body


def test_every_answer_is_told(server: Serving) -> None:
    """With its status, what it was and by what program, and never where: the path is the secret."""
    server.heard.clear()
    server.ask("/secret/", User_Agent="Phone")
    server.ask("/elsewhere/", User_Agent="Bot")

    assert server.heard == [(HTTPStatus.OK, PAGE, "Phone"), (HTTPStatus.NOT_FOUND, None, "Bot")]


def test_two_hundred_phones_at_once(server: Serving) -> None:
    """All of them have asked before the first has read its answer; each gets the whole page."""
    with ExitStack() as stack:
        phones = [stack.enter_context(server.open()) for _ in range(200)]
        for phone in phones:
            phone.sendall(b"GET /secret/ HTTP/1.1\r\nHost: localhost\r\n\r\n")

        assert all(rest(phone).endswith(PAGE.body) for phone in phones)


def test_a_client_that_does_not_ask_is_left(server: Serving) -> None:
    """Those who open a connection and say nothing hold up nobody, and go when their time is over."""
    with serving(patience=0.2) as hurried, ExitStack() as stack:
        silent = [stack.enter_context(hurried.open()) for _ in range(20)]
        for each in silent:
            each.sendall(b"GET /secret/ HTTP/1.1\r\nHo")

        assert hurried.ask("/secret/").status == 200
        assert [rest(each) for each in silent] == [b""] * 20
    assert server.ask("/secret/").status == 200


def test_a_client_that_dribbles_has_no_more_time_than_others() -> None:
    """The time is for the whole request, not for each byte of it."""
    with serving(patience=0.3) as server, server.open() as slow:
        slow.settimeout(0.01)
        answer = None
        while answer is None:
            try:
                slow.sendall(b"a")
                answer = slow.recv(1)
            except TimeoutError:
                continue
            except ConnectionError:
                answer = b""

    assert answer == b""


def test_a_client_that_does_not_read_is_left() -> None:
    """A large answer that nobody takes does not stay in memory: its place is free again when the time is over."""
    large = Page(b"a" * 30_000_000, "text/plain", "", "")
    with serving({"/": large, "/small": PAGE}.get, patience=0.3, most=1) as server, server.open() as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answers = (server.send(b"GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n") for _ in range(100_000))

        assert any(answer.endswith(PAGE.body) for answer in answers)
        assert len(rest(slow)) < len(large.body)


def test_no_more_than_so_many_connections_are_open() -> None:
    """The one too many is closed at once, without an answer."""
    with serving(most=2) as server, server.open() as first, server.open() as second:
        first.sendall(b"GET /secret/ HTTP/1.1\r\n")
        assert server.send(b"GET /secret/ HTTP/1.1\r\nHost: localhost\r\n\r\n") == b""

        first.sendall(b"Host: localhost\r\n\r\n")
        second.sendall(b"GET /secret/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert rest(first).endswith(PAGE.body)
        assert rest(second).endswith(PAGE.body)


def test_it_ends_when_its_time_is_over() -> None:
    """Then nobody listens any more, though a client still has a connection open."""
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        address = listening.getsockname()
        asyncio.run(serve(Site(lambda _: None, lambda *_: None), listening, 0.01, lambda _: None))

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)


def test_what_goes_wrong_is_told_and_ends_nothing() -> None:
    """A fault while one page is made: that client gets nothing, the next gets theirs."""
    told: list[Exception] = []

    def find(path: str) -> Page | None:
        if path == "/bad":
            raise ValueError("no good")
        return PAGE

    async def both(listening: socket.socket) -> list[bytes]:
        site = Site(find, lambda *_: None)
        serving_ = asyncio.create_task(serve(site, listening, 3600, told.append))
        answers = []
        for path in ("/bad", "/good"):
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            answers.append(await reader.read())
            writer.close()
        serving_.cancel()
        return answers

    with listen("127.0.0.1", 0) as listening:
        bad, good = asyncio.run(both(listening))

    assert (bad, good.endswith(PAGE.body)) == (b"", True)
    assert [str(error) for error in told] == ["no good"]


def test_it_listens_on_ipv6_too() -> None:
    """Its address stands in brackets in Host, as in a link."""
    try:
        listen("::1", 0).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serving(address="::1") as server, socket.create_connection(("::1", server.port), 30) as phone:
        phone.sendall(f"GET /secret/ HTTP/1.1\r\nHost: [::1]:{server.port}\r\n\r\n".encode())

        assert rest(phone).endswith(PAGE.body)


def test_asking_for_our_own_address_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an address, or none where the system has no way out."""

    class Nowhere(socket.socket):
        def connect(self, _: object) -> None:
            raise OSError

    found = own_address()
    assert found is None or socket.inet_aton(found)
    monkeypatch.setattr(socket, "socket", Nowhere)
    assert own_address() is None


@given(st.binary(max_size=300))
def test_any_bytes_are_a_request_or_none(head: bytes) -> None:
    """Reading never fails, and what it reads has one host and a path without a query."""
    request = read_request(head + b"\r\n\r\n")

    assert request is None or ("host" in request.fields and "?" not in request.path)


@given(st.text(max_size=20), st.text(max_size=20), st.binary(min_size=32, max_size=32))
def test_secrets_are_stable_and_ones_own(one: str, other: str, key: bytes) -> None:
    """160 bits in small letters and digits; the same for the same id and key, another for another of either."""
    assert secret(key, one) == secret(key, one)
    assert (secret(key, one) == secret(key, other)) == (one == other)
    assert secret(key, one) != secret(KEY + key, one)
    assert len(secret(key, one)) == 32
    assert secret(key, one).isalnum()
    assert secret(key, one).islower()
    assert mark(key, one) != secret(key, one).encode()


def test_a_key_is_random_and_comes_back_from_its_file() -> None:
    """256 bits; whatever else stands in the file is no key."""
    key = new_key()

    assert len(key) == 32
    assert key != new_key()
    assert key_of(key_text(key)) == key
    assert key_of(b"") is key_of(b"0" * 63) is key_of(b"0" * 64 + b"x") is key_of("é".encode() * 64) is None


def test_one_secret_is_found_among_many() -> None:
    """By all of it, never by a part."""
    known = [secret(KEY, each) for each in "abc"]

    assert [one_of(each, known) for each in known] == known
    assert one_of(known[0][:-1], known) is one_of(known[0] + "a", known) is one_of("", known) is None
    assert one_of("\udcff", known) is None
