"""Addresses that nobody can guess: one for each person, made of a key that is kept."""

from __future__ import annotations

import re
from base64 import b32encode
from hmac import compare_digest, digest
from secrets import token_bytes
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEY = 32  # bytes
_SECRET = 20  # bytes: 160 bits, and 32 letters without a rest


def new_key() -> bytes:
    """A key of 256 random bits."""
    return token_bytes(_KEY)


def key_text(key: bytes) -> bytes:
    """A key as a file holds it."""
    return f"{key.hex()}\n".encode()


def key_of(text: bytes) -> bytes | None:
    """The key that a file holds; None where it holds none."""
    found = re.fullmatch(rb"([0-9a-f]{64})\s*", text)
    return bytes.fromhex(found[1].decode()) if found else None


def secret(key: bytes, person: str) -> str:
    """The path of a person: HMAC-SHA256 of the id under the key, cut to 160 bits.

    It is the same as long as the key is. Small letters and digits only: it stays itself where a disk does not tell capitals
    apart, and no web host takes it for something hidden.
    """
    return b32encode(_made(key, b"person", person)[:_SECRET]).decode().lower()


def mark(key: bytes, folder: str) -> bytes:
    """What only the holder of the key can have put into a folder of that name: whoever finds it there knows who made the folder."""
    return f"{_made(key, b'folder', folder).hex()}\n".encode()


def _made(key: bytes, use: bytes, what: str) -> bytes:
    return digest(key, use + b"\0" + what.encode("utf-8", "surrogatepass"), "sha256")


def one_of(asked: str, secrets: Iterable[str]) -> str | None:
    """The secret that is asked for, or None; it takes as long whichever it is."""
    found = None
    for each in secrets:
        if compare_digest(each.encode(), asked.encode("utf-8", "surrogatepass")):
            found = each
    return found
