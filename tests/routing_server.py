"""A routing server on this machine, for tests: it answers as it is told and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2024, 9, 1, 9, tzinfo=UTC)
MUSEUMS, CITY_HALL = (51.0140, -114.1170), (51.0457, -114.0571)
OSRM = json.dumps({"code": "Ok", "routes": [{"duration": 780.0, "distance": 7400.0}]}).encode()
SLOW = json.dumps({"code": "Ok", "routes": [{"duration": 3600.0, "distance": 7400.0}]}).encode()


class Server:
    """A local server: each request is answered by `answer`, which gets the handler, and is remembered."""

    def __init__(self, answer: Callable[[BaseHTTPRequestHandler], None]) -> None:
        self.asked: list[tuple[str, str, bytes]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                server.asked.append((self.command, self.path, body))
                answer(self)

            def log_message(self, format: str, *_: Any) -> None:  # noqa: A002, ANN401 - the library's names
                """Says nothing."""

        Handler.do_GET = Handler.do_POST = Handler._serve  # type: ignore[attr-defined]  # the library finds them by name
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"


@contextmanager
def served(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Server]:
    """A server while it lasts."""
    server = Server(answer)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        thread.join()
        server.http.server_close()


def says(body: bytes, status: int = 200) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answers everything with one body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer
