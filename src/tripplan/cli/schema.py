"""tripplan schema."""

from __future__ import annotations

from typing import Annotated

import typer

from tripplan.cli._language import Language, language
from tripplan.cli._terminal import write
from tripplan.schema import text


def schema(
    lang: Annotated[
        Language | None, typer.Option(help="The language of its descriptions. Default: that of the locale.")
    ] = None,
) -> None:
    """Print the file format as a JSON Schema, by which editors complete, explain and check keys.

    Write it beside a trip as tripplan.schema.json, and "#:schema ./tripplan.schema.json" above the trip, with a blank line below.
    """
    write(text(lang.value if lang else language()))
