"""Files in and out: read whole or not at all, written beside and renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tripplan.cache import looked_at, unrepeatable
from tripplan.cli._language import spoken
from tripplan.messages import say
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.messages import Message


def fail(message: Message) -> None:
    """Says on standard error, in the reader's language, why the job cannot be done."""
    typer.echo(f"tripplan: {visible(spoken(message))}", err=True)


def read(name: str) -> bytes | None:
    """The bytes of a file; None, with a word on standard error, where it cannot be read."""
    try:
        data = Path(name).read_bytes()
    except FileNotFoundError:
        fail(say("{file}: there is no such file", file=name))
    except IsADirectoryError:
        fail(say("{file}: this is a folder, a trip is one .toml file", file=name))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        fail(say("{file}: it cannot be read: {why:word}", file=name, why=_why(error)))
    else:
        looked_at(name, data)
        return data
    looked_at(name)
    return None


def write_file(name: str, data: bytes) -> bool:
    """Writes a file whole: beside its name first, then renamed. False, with a word on standard error, where it cannot be."""
    unrepeatable()
    try:
        target = Path(name).resolve()  # a link stays a link: what it names is replaced
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


def make_folder(name: str) -> bool:
    """Makes a folder where there is none. False, with a word on standard error, where it cannot be."""
    try:
        Path(name).mkdir(exist_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        fail(say("{folder}: this folder cannot be made: {why:word}", folder=name, why=_why(error)))
        return False
    return True


def _refused(name: str, error: Exception) -> bool:
    fail(say("{file}: it cannot be written: {why:word}", file=name, why=_why(error)))
    return False


def _why(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets here."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
