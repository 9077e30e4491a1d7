"""A proxy before a CalDAV server, which does to what passes what a test wants: servers differ, and Radicale is only one."""

from __future__ import annotations

from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

METHODS = ("GET", "PUT", "PROPFIND", "PROPPATCH", "REPORT", "MKCALENDAR", "OPTIONS", "DELETE")


class Request(NamedTuple):
    """What a client asks."""

    method: str
    path: str
    body: bytes


class Answer(NamedTuple):
    """What the proxy answers by itself, in place of the server."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@contextmanager
def proxy(server: str, rule: Callable[[Request], Request | Answer]) -> Iterator[str]:
    """Passes each request on as `rule` makes it, or answers as `rule` says; gives its address."""
    host = urlsplit(server).netloc

    class Handler(BaseHTTPRequestHandler):
        """Passes on one request."""

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            made = rule(Request(self.command, self.path, body))
            answer = made if isinstance(made, Answer) else self._passed(made)
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def _passed(self, request: Request) -> Answer:
            dropped = {"host", "content-length", "connection", "accept-encoding"}
            headers = {name: value for name, value in self.headers.items() if name.lower() not in dropped}
            connection = HTTPConnection(host)
            connection.request(request.method, request.path, request.body, headers)
            response = connection.getresponse()
            data = response.read()
            connection.close()
            kept = [
                each
                for each in response.getheaders()
                if each[0].lower() in {"etag", "www-authenticate", "content-type", "dav"}
            ]
            return Answer(response.status, tuple(kept), data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name for it
            """Says nothing."""

    for method in METHODS:
        setattr(Handler, f"do_{method}", Handler._handle)
    server_ = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server_.daemon_threads = True
    thread = Thread(target=server_.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server_.server_address[1]}/"
    finally:
        server_.shutdown()
        server_.server_close()
        thread.join()
