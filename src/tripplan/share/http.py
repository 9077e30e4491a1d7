"""HTTP/1.1 (RFC 9112) as far as a server needs it that only shows pages: one request, one answer, and the connection is closed.

So there is no body to wait for, no second request to be smuggled in behind the first, and nothing to keep alive.
"""

from __future__ import annotations

import re
from email.utils import formatdate
from hashlib import sha256
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

_REQUEST = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) HTTP/1\.[01]")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00\r\n]*?)[ \t]*")
_METHODS = ("GET", "HEAD")
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


class Page(NamedTuple):
    """What is at an address: its bytes, its media type, what a browser may do with it, and what it is called in a log."""

    body: bytes
    kind: str
    policy: str
    title: str
    file: str = ""

    @property
    def etag(self) -> str:
        """Another one for other bytes."""
        return f'"{sha256(self.body).hexdigest()[:32]}"'


class Request(NamedTuple):
    """What is asked: the path without what follows a "?", and the fields of the head by their names in small letters."""

    method: str
    path: str
    fields: dict[str, str]

    @property
    def host(self) -> str:
        """The name in the Host field, without port and brackets; "" where there is none."""
        try:
            return urlsplit(f"//{self.fields.get('host', '')}").hostname or ""
        except ValueError:
            return ""

    def knows(self, page: Page) -> bool:
        """Whether whoever asks has this very page already (RFC 9110, 13.1.2)."""
        told = self.fields.get("if-none-match", "")
        return told == "*" or page.etag in re.findall(r'"[^"]*"', told)


def read_request(head: bytes) -> Request | None:
    """The request of a head, with the empty line that ends it; None where it is no request.

    Only a path is a target here, not a whole address: that is for proxies.
    """
    first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    asked, fields = _REQUEST.fullmatch(first), [_FIELD.fullmatch(line) for line in lines]
    found = [(each[1].lower(), each[2]) for each in fields if each]
    if asked is None or len(found) < len(lines) or sum(name == "host" for name, _ in found) != 1:
        return None
    return Request(asked[1], asked[2].partition("?")[0], dict(found))


def status_of(request: Request, page: Page | None) -> HTTPStatus:
    """How a request is answered; whoever asks for the wrong thing is not told why it is wrong."""
    if request.method not in _METHODS:
        return HTTPStatus.METHOD_NOT_ALLOWED
    if page is None:
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.NOT_MODIFIED if request.knows(page) else HTTPStatus.OK


def answer(status: HTTPStatus, page: Page | None = None, *, bare: bool = False) -> bytes:
    """The answer; `bare` without its body, as to HEAD."""
    if page is None or status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        page = Page(f"{status.phrase}\n".encode(), "text/plain; charset=utf-8", _NOTHING, "")
        kept = {"Cache-Control": "no-store"}
    else:
        kept = {"Cache-Control": "private, no-cache", "ETag": page.etag}
    fields = {
        "Date": formatdate(usegmt=True),
        "Connection": "close",
        "Content-Security-Policy": page.policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        **kept,
        **({"Allow": ", ".join(_METHODS)} if status is HTTPStatus.METHOD_NOT_ALLOWED else {}),
    }
    empty = status is HTTPStatus.NOT_MODIFIED
    if not empty:
        fields |= {"Content-Type": page.kind, "Content-Length": str(len(page.body))}
        fields |= {"Content-Disposition": f'inline; filename="{page.file}"'} if page.file else {}
    lines = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        *(f"{name}: {each}" for name, each in fields.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (b"" if empty or bare else page.body)
