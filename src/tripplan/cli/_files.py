"""Files in and out: read whole or not at all, written beside and renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import typer

from tripplan.visible import visible


def fail(message: str) -> None:
    """Says on standard error why the job cannot be done."""
    typer.echo(f"tripplan: {visible(message)}", err=True)


def read(name: str) -> bytes | None:
    """The bytes of a file; None, with a word on standard error, where it cannot be read."""
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        fail(f"{name}: there is no such file")
    except IsADirectoryError:
        fail(f"{name}: this is a folder, a trip is one .toml file")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        fail(f"{name}: it cannot be read: {getattr(error, 'strerror', None) or error}")
    return None


def write_file(name: str, data: bytes) -> bool:
    """Writes a file whole: beside its name first, then renamed. False, with a word on standard error, where it cannot be."""
    target = Path(name)
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{target.name[:50]}.", dir=target.parent)
    except (OSError, ValueError) as error:
        return _refused(name, error)
    temporary = Path(beside)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        return _refused(name, error)
    return True


def _refused(name: str, error: Exception) -> bool:
    fail(f"{name}: it cannot be written: {getattr(error, 'strerror', None) or error}")
    return False


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets here."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
