"""Addresses that a program may open."""

from __future__ import annotations

from urllib.parse import quote


def safe(url: str | None, schemes: tuple[str, ...]) -> str | None:
    """A URL of one of the schemes, in ASCII; None for any other, which a tap must not open."""
    if url is None or url.partition(":")[0].lower() not in schemes:
        return None
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")
