"""A server of ours on loopback for a test, and clients that are not of our making."""

from __future__ import annotations

import asyncio
import http.client
import socket
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from tripplan.share.http import Page
from tripplan.share.server import Site, listen, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http import HTTPStatus

PAGE = Page(b"<p>Hello", "text/html; charset=utf-8", "default-src 'none'", "Kim: page")
FILE = Page(
    b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8", "default-src 'none'", "Kim: calendar", "c.ics"
)
PAGES = {"/secret/": PAGE, "/secret/c.ics": FILE}


class Answer(NamedTuple):
    """What came back."""

    status: int
    fields: dict[str, str]
    body: bytes


class Serving(NamedTuple):
    """A server that is running: its port, and what it told of each answer."""

    port: int
    heard: list[tuple[HTTPStatus, Page | None, str]]

    def ask(self, path: str, method: str = "GET", host: str | None = None, **fields: str) -> Answer:
        """Asks as the standard library's client does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=host is not None)
        for name, value in {**({"Host": host} if host else {}), **fields}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        with connection.getresponse() as got:
            answer = Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        connection.close()
        return answer

    def open(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def send(self, data: bytes) -> bytes:
        """All that comes back to these bytes, b"" where the connection is just closed."""
        with self.open() as connection:
            connection.sendall(data)
            return rest(connection)


def rest(connection: socket.socket) -> bytes:
    """All that still comes, until the other side closes."""
    parts = []
    with suppress(ConnectionError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@contextmanager
def serving(
    find: Callable[[str], Page | None] = PAGES.get,
    *,
    names: tuple[str, ...] = (),
    address: str = "127.0.0.1",
    patience: float = 30,
    most: int = 500,
) -> Iterator[Serving]:
    """Serves until the block ends; what goes wrong inside fails the test."""
    heard: list[tuple[HTTPStatus, Page | None, str]] = []
    failures: list[Exception] = []
    site = Site(find, lambda *told: heard.append(told), names, patience, most)
    ready, ending = Event(), Event()
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = []

    async def run() -> None:
        task = asyncio.create_task(serve(site, listening, 3600, failures.append))
        running.append((asyncio.get_running_loop(), task))
        ready.set()
        with suppress(asyncio.CancelledError):
            await task
        ending.set()

    with listen(address, 0) as listening:
        port = listening.getsockname()[1]
        thread = Thread(target=lambda: asyncio.run(run()))
        thread.start()
        assert ready.wait(30)
        try:
            yield Serving(port, heard)
        finally:
            loop, task = running[0]
            loop.call_soon_threadsafe(task.cancel)
            thread.join(30)
    assert ending.is_set()
    assert failures == []
