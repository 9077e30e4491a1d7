"""tripplan lsp."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from tripplan.cli._files import fail
from tripplan.cli._language import Language, language
from tripplan.messages import say


def lsp(
    lang: Annotated[
        Language | None,
        typer.Option(help="The language it speaks. Default: that of the editor, or else of the locale."),
    ] = None,
    _stdio: Annotated[
        bool, typer.Option("--stdio", hidden=True, help="Many editors add this; there is no other way.")
    ] = False,
) -> None:
    """Serve an editor over standard input and output: problems as you type, hover, completion, quick fixes, definitions.

    An editor starts it by itself; docs/editors.md tells how. It reads the documents that are open there and nothing else.
    Exit status: 0 the editor took its leave, 1 it was gone without a word, 2 the extra "lsp" is not installed.
    """
    if find_spec("pygls") is None:
        fail(say('editors are served by an extra: pip install "tripplan[lsp]"'))
        raise typer.Exit(2)
    if sys.stdin.isatty():
        fail(say("an editor starts this and speaks to it over standard input; docs/editors.md tells how"))
        raise typer.Exit(2)
    from tripplan.lsp.features import serve  # noqa: PLC0415 - start-up, and an extra that may not be there

    raise typer.Exit(0 if serve(lang.value if lang else None, language()) else 1)
