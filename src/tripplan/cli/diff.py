"""tripplan diff."""

from __future__ import annotations

import os
from enum import Enum
from typing import Annotated

import typer

from tripplan.cli._fit import give_up
from tripplan.cli._language import Language, language
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.messages import say


class Format(Enum):
    """How changes are told."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A trip, a lock, or REV:FILE of git.", show_default=False)
    ],
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="NEW",
            help="Likewise. Left out: OLD is a trip, and is compared with its lock.",
            show_default=False,
        ),
    ] = None,
    *,
    output_format: Annotated[
        Format, typer.Option(help="For people, for a pull request, for programs.")
    ] = Format.TABLE,
    notify: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Write a notice and a calendar of the changes for each person concerned into this folder.",
        ),
    ] = None,
    color: Annotated[ColorChoice, typer.Option(help="When to use colours.")] = ColorChoice.AUTO,
    lang: Annotated[
        Language | None, typer.Option(help="The language of the report. Default: that of the locale.")
    ] = None,
) -> None:
    """Say what changed between two versions of a trip, and for whom.

    `tripplan diff trip.toml` compares with what was released last, `tripplan diff main:trip.toml trip.toml` with git's branch main.

    Exit status: 0 nothing differs, 1 something does, 2 could not do the job.
    """
    from tripplan.cli._changes import FORMATS  # noqa: PLC0415 - start-up: help needs none of it
    from tripplan.cli._notices import write_notices  # noqa: PLC0415 - likewise
    from tripplan.cli._versions import cast, check_kinship, version_of  # noqa: PLC0415 - likewise
    from tripplan.release.changes import changes  # noqa: PLC0415 - likewise
    from tripplan.release.lock import lock_path  # noqa: PLC0415 - likewise
    from tripplan.speech import Speaker  # noqa: PLC0415 - likewise

    if new is None and old.endswith(".lock"):
        give_up(say("{file}: this is a lock; name the trip, and it is compared with its lock", file=old))
    if new is None and not os.path.lexists(lock_path(old)):
        give_up(say("{file}: there is no release of it yet: `tripplan release` makes one", file=old))
    before = version_of(lock_path(old) if new is None else old)
    after = version_of(new or old, to_write=notify is not None)
    check_kinship(before, after)
    words, trip = lang.value if lang else language(), cast(before, after)
    speaker = Speaker(words, trip)
    changed = changes(before.events, after.events, speaker.order)
    write(FORMATS[output_format.value](changed, before, after, speaker, style_of(color, words)))
    if notify is not None:
        write_notices(notify, before, after, lang)
    raise typer.Exit(1 if changed else 0)
