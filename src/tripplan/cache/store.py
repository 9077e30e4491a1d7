"""A folder of answers by key: bounded, written beside and renamed, and read with suspicion."""

from __future__ import annotations

import os
import stat
import sys
from _blake2 import blake2b  # what hashlib would give, without the OpenSSL that it loads

MOST_ENTRIES, MOST_BYTES = 10_000, 128 * 1024 * 1024
LARGEST = MOST_BYTES // 64  # of one entry
_KEEP = 0.75  # what is left where there was too much: room for some runs
_SUM = 16  # bytes of the checksum that an entry begins with
_SWITCH, _PLACE = "TRIPPLAN_NO_CACHE", "TRIPPLAN_CACHE_DIR"


def digest(*parts: bytes) -> bytes:
    """A hash of all parts and of where each ends."""
    found = blake2b(digest_size=20)
    for part in parts:
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.digest()


def cache_folder() -> str:
    """The folder for what can be computed or fetched again: TRIPPLAN_CACHE_DIR, else the platform's own place for caches."""
    if told := os.environ.get(_PLACE):
        return os.path.abspath(told)
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        told = os.environ.get("XDG_CACHE_HOME", "")
        base = told if os.path.isabs(told) else os.path.join(home, ".cache")
    return os.path.join(base, "tripplan")


def open_store() -> Store | None:
    """The user's own store; None where TRIPPLAN_NO_CACHE switches it off."""
    return None if os.environ.get(_SWITCH, "0") not in {"", "0"} else Store(cache_folder())


class Store:
    """Answers by key. Reading gives what was written or nothing; writing does what it can, and nobody waits for it."""

    def __init__(self, folder: str) -> None:
        self.folder = os.path.join(folder, "results")
        self._wrote = 0

    def get(self, key: bytes) -> list[bytes] | None:
        """The fields that were put under a key; None where there are none, or where anything about them is odd."""
        try:
            if not _ours(self.folder):
                return None
            path = self._file(key)
            with open(path, "rb") as file:
                data = file.read(LARGEST + 1)
            os.utime(path)  # what is asked for stays
        except OSError:
            return None
        return _opened(key, data)

    def put(self, key: bytes, fields: list[bytes]) -> None:
        """Keeps fields under a key, where that can be done."""
        data = _closed(key, fields)
        if len(data) > LARGEST:
            return
        target = self._file(key)
        beside = f"{target}.{os.urandom(8).hex()}"  # another run may write the same
        try:
            if not self._wrote:
                os.makedirs(self.folder, mode=0o700, exist_ok=True)
            if not _ours(self.folder):
                return
            self._wrote += 1
            with open(beside, "xb") as file:
                file.write(data)
            os.replace(beside, target)
        except OSError:
            _removed(beside)

    def tidy(self) -> None:
        """Removes the entries that nobody has asked for the longest, where this run has added to too many."""
        if not self._wrote:
            return
        entries = sorted(self._entries(), reverse=True)
        size = sum(entry[1] for entry in entries)
        if len(entries) <= MOST_ENTRIES and size <= MOST_BYTES:
            return
        while entries and (len(entries) > _KEEP * MOST_ENTRIES or size > _KEEP * MOST_BYTES):
            _, bytes_, path = entries.pop()
            size -= bytes_
            _removed(path)

    def clear(self) -> bool:
        """Removes every entry; whether none is left."""
        left = [path for _, _, path in self._entries() if not _removed(path)]
        return not left

    def size(self) -> tuple[int, int]:
        """How many entries there are, and their bytes together."""
        sizes = [size for _, size, _ in self._entries()]
        return len(sizes), sum(sizes)

    def _file(self, key: bytes) -> str:
        return os.path.join(self.folder, key.hex())

    def _entries(self) -> list[tuple[int, int, str]]:
        """When each was last asked for (ns), its bytes, and its path."""
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    about = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(about.st_mode):
                        found.append((about.st_mtime_ns, about.st_size, entry.path))
        except OSError:
            pass  # there is none, or another run is clearing it
        return found


def _ours(folder: str) -> bool:
    """Whether nobody but this user can have put something there."""
    about = os.lstat(folder)
    if not stat.S_ISDIR(about.st_mode):
        return False
    return os.name != "posix" or (about.st_uid == os.geteuid() and not about.st_mode & 0o022)


def _closed(key: bytes, fields: list[bytes]) -> bytes:
    body = b"".join(len(field).to_bytes(8, "big") + field for field in fields)
    return digest(key, body)[:_SUM] + body


def _opened(key: bytes, data: bytes) -> list[bytes] | None:
    body, at, fields = data[_SUM:], 0, []
    if digest(key, body)[:_SUM] != data[:_SUM]:
        return None
    while at < len(body):
        end = at + 8 + int.from_bytes(body[at : at + 8], "big")
        if end > len(body):
            return None
        fields.append(body[at + 8 : end])
        at = end
    return fields


def _removed(path: str) -> bool:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
