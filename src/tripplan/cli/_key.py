"""The key beside a trip, of which the addresses of its pages are made."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import typer

from tripplan.cli._files import fail, read
from tripplan.cli._fit import give_up
from tripplan.cli._language import spoken
from tripplan.messages import say
from tripplan.share.secrets import key_of, key_text
from tripplan.visible import visible


def key_path(trip_file: str) -> str:
    """Where the key of a trip stands: beside it, under its name."""
    return str(Path(trip_file).with_suffix(".key"))


def read_key(trip_file: str) -> bytes | None:
    """The key of a trip; None where there is none.

    Raises:
        Exit: there is a file, and it cannot be read or holds no key.
    """
    path = key_path(trip_file)
    if not os.path.lexists(path):
        return None
    text = read(path)
    if text is None:
        raise typer.Exit(2)
    key = key_of(text)
    if key is None:
        give_up(
            say(
                "{file}: this is not what tripplan wrote there; put back the old one or, for new addresses, remove it",
                file=path,
            )
        )
    if os.name == "posix" and Path(path).stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        fail(say("warning: {file}: others on this machine can read it: chmod 600 ends that", file=path))
    return key


def keep_key(trip_file: str, key: bytes, *, first: bool) -> None:
    """Writes the key, readable by nobody else; where it is the first one, says what it is.

    Raises:
        Exit: it cannot be written.
    """
    path = Path(key_path(trip_file))
    try:
        _write_beside(path, key_text(key))
    except OSError as error:
        give_up(say("{file}: it cannot be written: {why:word}", file=path, why=error.strerror or str(error)))
    if first:
        told = say(
            "{file}: the key of all addresses: keep it, and keep it out of git (a line in .gitignore does that)",
            file=path,
        )
        typer.echo(visible(spoken(told)), err=True)


def _write_beside(path: Path, data: bytes) -> None:
    """Writes a file whole that only its owner may read, from its first byte on.

    Raises:
        OSError: it cannot be written; then nothing is left of it.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
