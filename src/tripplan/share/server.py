"""A server for a quarter of an hour: it answers GET and HEAD, reads nothing from disk by the name that somebody asks for, and waits for nobody.

All connections are served by one thread, so that two hundred phones cost no more than one; each has so many seconds for all that it
asks and reads, however slowly it speaks, and there is a limit to how many may be open.
"""

from __future__ import annotations

import asyncio
import socket
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from tripplan.share.http import answer, read_request, status_of

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import Callable, Collection
    from ipaddress import IPv4Address, IPv6Address

    from tripplan.share.http import Page, Request

_HEAD = 8 * 1024  # bytes of a request: browsers send about one thousand
_REST = 64 * 1024  # bytes that are read and dropped, so that the answer to a longer request arrives
_WAITING = 512  # connections that the system keeps until they are looked at


class Site:
    """What is served, under which names, and who is told of it.

    Args:
        find: what is at a path, None where there is nothing.
        heard: is told of each answer: its status, the page, and what the client calls itself.
        names: names of this machine, beside the address on which a connection comes in. A request that comes under any other is
            refused: by a name of its own a stranger's page could make a browser in this network ask for it (DNS rebinding).
        patience: seconds for a whole exchange.
        most: connections that may be open at the same time; more are closed at once.
    """

    def __init__(
        self,
        find: Callable[[str], Page | None],
        heard: Callable[[HTTPStatus, Page | None, str], None],
        names: Collection[str] = (),
        patience: float = 20,
        most: int = 500,
    ) -> None:
        self._find = find
        self._heard = heard
        self._names = {name.lower() for name in names}
        self._patience = patience
        self._most = most
        self._open = 0

    async def meet(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection, from its beginning to its end."""
        self._open += 1
        try:
            if self._open <= self._most:
                async with asyncio.timeout(self._patience):
                    await self._talk(reader, writer)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            pass  # there is nobody left to be told
        finally:
            self._open -= 1
            writer.transport.abort()

    async def _talk(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            request = read_request(await reader.readuntil(b"\r\n\r\n"))
        except asyncio.LimitOverrunError:
            data = self._refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        else:
            data = self._answer(request, str(writer.get_extra_info("sockname")[0]))
        writer.write(data)
        writer.write_eof()
        # To close while something is unread would take back what was written: the other side closes first.
        rest = 0
        while rest < _REST and (more := await reader.read(_HEAD)):
            rest += len(more)

    def _answer(self, request: Request | None, here: str) -> bytes:
        if request is None:
            return self._refused(HTTPStatus.BAD_REQUEST)
        agent = request.fields.get("user-agent", "")
        if not self._is_meant(request.host, _address(here)):
            return self._refused(HTTPStatus.MISDIRECTED_REQUEST, agent)
        page = self._find(request.path)
        status = status_of(request, page)
        self._heard(status, page if status < HTTPStatus.BAD_REQUEST else None, agent)
        return answer(status, page, bare=request.method == "HEAD")

    def _refused(self, status: HTTPStatus, agent: str = "") -> bytes:
        self._heard(status, None, agent)
        return answer(status)

    def _is_meant(self, host: str, here: IPv4Address | IPv6Address | None) -> bool:
        """Whether a request that names this host, and came in on this address, is for us."""
        if host in self._names or (host == "localhost" and here is not None and here.is_loopback):
            return True
        return here is not None and _address(host) == here


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None


def listen(address: str, port: int) -> socket.socket:
    """A socket that listens on an address of this machine; port 0 stands for any free one.

    Raises:
        OSError: it cannot.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family, backlog=_WAITING)


async def serve(
    site: Site, listening: socket.socket, seconds: float, failed: Callable[[Exception], None]
) -> None:
    """Serves for so many seconds; `failed` is told of what should not happen while a request is answered."""

    def tell(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), Exception):
            failed(error)

    asyncio.get_running_loop().set_exception_handler(tell)
    server = await asyncio.start_server(site.meet, sock=listening, limit=_HEAD, backlog=_WAITING)
    try:
        await asyncio.sleep(seconds)
    finally:
        server.close()


def own_address(*, six: bool = False) -> str | None:
    """The address by which others in the network reach this machine; None where it is in none. Nothing is sent to find out."""
    family, nobody = (socket.AF_INET6, "2001:db8::1") if six else (socket.AF_INET, "192.0.2.1")
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((nobody, 9))  # an address of documents only (RFC 3849, RFC 5737)
            return str(probe.getsockname()[0])
    except OSError:
        return None
