"""tripplan cache."""

from __future__ import annotations

from typing import Annotated

import typer

from tripplan.cache import Store, cache_folder
from tripplan.cli._files import fail
from tripplan.cli._language import language, spoken
from tripplan.cli._terminal import write
from tripplan.messages import plural, say
from tripplan.visible import visible


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Remove what is kept.")] = False,
) -> None:
    """Show where answers of earlier checks are kept, and how many.

    They may be removed at any time. TRIPPLAN_CACHE_DIR names another folder, TRIPPLAN_NO_CACHE=1 keeps nothing.
    """
    store = Store(cache_folder())
    if clear and not store.clear():
        fail(say("{folder}: not all of it can be removed", folder=store.folder))
        raise typer.Exit(2)
    number, size = store.size()
    kept = plural(language(), number, "{number} answer", "{number} answers")
    write(
        visible(
            spoken(say("{folder}: {kept}, {size:.1f} MB", folder=store.folder, kept=kept, size=size / 1e6))
        )
        + "\n"
    )
