"""tripplan init."""

from __future__ import annotations

import os.path
import shlex
from typing import Annotated

import typer

from tripplan.cli._files import fail, write_file
from tripplan.cli._language import Language, language
from tripplan.cli._starter import starter
from tripplan.cli._terminal import write
from tripplan.messages import plain, say
from tripplan.visible import visible


def init(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help='The file to write; "-" prints it instead.')
    ] = "trip.toml",
    lang: Annotated[
        Language | None, typer.Option(help="The language of its notes. Default: that of the locale.")
    ] = None,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            help="Also write tripplan.schema.json beside it, by which editors explain and complete keys.",
        ),
    ] = False,
) -> None:
    """Write a trip to start from: small, whole, and explained line by line. A file that exists is left as it is.

    Exit status: 0 written, 2 the file exists or cannot be written.
    """
    text = starter(lang.value if lang else language())
    if file == "-":
        write(text)
        return
    if os.path.lexists(file):
        fail(say("{file}: this exists already, and is left as it is", file=file))
        raise typer.Exit(2)
    if schema:
        from tripplan.cli._schema import naming_schema, write_schema  # noqa: PLC0415 - start-up: it loads the whole format

        text = naming_schema(text)
        if not write_schema(file, lang.value if lang else language()):
            raise typer.Exit(2)
    if not write_file(file, text.encode("utf-8")):
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
