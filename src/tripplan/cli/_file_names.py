"""Names of files made of ids, which may hold anything: none leaves its folder, none meets another."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60  # characters: within 255 bytes of any file system, with an ending
_RESERVED = re.compile(
    r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE
)  # devices to Windows, whatever the ending


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A name without ending for each id: the id itself where that is safe, else what is safe of it and a hash of the id.

    It does not depend on the other ids, so that a file keeps its name when people come and go; ids that differ only in
    capitals, which are one name to some file systems, get a hash as well.
    """
    return {id_: _name(id_) for id_ in ids}


def _name(id_: str) -> str:
    plain = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", id_)).strip("-")[:_LONGEST]
    if plain == id_ == id_.lower() and not _RESERVED.fullmatch(plain):
        return plain
    return f"{plain or 'id'}-{blake2b(id_.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
