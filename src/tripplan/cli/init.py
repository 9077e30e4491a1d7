"""tripplan init."""

from __future__ import annotations

import os.path
import shlex
from pathlib import Path
from typing import Annotated

import typer

from tripplan.cli._files import fail, write_file
from tripplan.cli._language import language
from tripplan.cli._terminal import write
from tripplan.messages import plain, say
from tripplan.visible import visible


def init(
    file: Annotated[str, typer.Argument(help='The file to write; "-" prints it instead.')] = "trip.toml",
) -> None:
    """Write a trip to start from: small, whole, and explained line by line. A file that exists is left as it is.

    Exit status: 0 written, 2 the file exists or cannot be written.
    """
    starter = Path(__file__).with_name("starter.toml").read_bytes()
    if file == "-":
        write(starter.decode("utf-8"))
        return
    if os.path.lexists(file):
        fail(say("{file}: this exists already, and is left as it is", file=file))
        raise typer.Exit(2)
    if not write_file(file, starter):
        raise typer.Exit(2)
    name = visible(file)
    write(
        plain(
            language(),
            "{file} is written. Make it your trip, then: tripplan check {quoted}",
            file=name,
            quoted=shlex.quote(name),
        )
        + "\n"
    )
