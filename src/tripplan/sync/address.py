"""Addresses of servers: which of them a password may be sent to, and how they are told to people."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_LONGEST = 200  # characters that are told


def split(url: str) -> SplitResult | None:
    """The parts of an address of the web; None where it is none."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # such as brackets that do not hold an address, or a port of letters
        return None
    return parts if named else None


def is_private(url: str) -> bool:
    """Whether what is sent to an address can be read by nobody on the way: it is encrypted, or does not leave the machine."""
    parts = split(url)
    if parts is None:
        return False
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def without_secrets(url: str) -> str:
    """An address as it may be told: without a name and a password in it."""
    scheme, slashes, rest = url.rpartition("//")
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"[:_LONGEST]
