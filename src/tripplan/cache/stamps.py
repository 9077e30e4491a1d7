"""What an answer rests on beside the files that are read: the program, its libraries, the environment, the terminal."""

from __future__ import annotations

import os
import sys

from tripplan.cache.store import digest

# What the program reads of the environment; a test compares with the sources.
NAMES = (
    *(
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR_FORCE",
        "TERM",
        "COLUMNS",
        "LINES",
    ),
    *("UNICODE_VERSION", "HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "SOURCE_DATE_EPOCH"),
)
PREFIXES = ("TRIPPLAN_", "GITHUB_", "CI_")


def program() -> bytes:
    """What judges: the files of this package, the folders of the libraries, the interpreter."""
    parts = [sys.version.encode(), repr(sys.path).encode("utf-8", "surrogatepass")]
    # Installing or upgrading a library changes the folder that it lies in. The first folder is the working one, or that of scripts.
    parts += [_changed(folder) for folder in sys.path[1:]]
    parts += sorted(_sources(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    return digest(*parts)


def surroundings() -> bytes:
    """What an answer's form depends on: the working folder, the environment, the terminal."""
    told = sorted(each for each in os.environ.items() if each[0] in NAMES or each[0].startswith(PREFIXES))
    out = sys.stdout
    size = os.get_terminal_size(out.fileno()) if out.isatty() else None
    facts = (told, os.getcwd(), out.encoding, out.errors, size, sys.stderr.isatty())
    return repr(facts).encode("utf-8", "surrogatepass")


def _changed(path: str) -> bytes:
    try:
        return b"%d" % os.stat(path).st_mtime_ns
    except OSError:
        return b""


def _sources(folder: str) -> list[bytes]:
    """Name, size and time of every file below a folder, but for what Python compiles."""
    found: list[bytes] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                found += _sources(entry.path) if entry.name != "__pycache__" else []
            else:
                about = entry.stat()
                found.append(b"%b %d %d" % (os.fsencode(entry.path), about.st_size, about.st_mtime_ns))
    return found
