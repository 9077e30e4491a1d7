"""tripplan publish."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlsplit

import typer

from tripplan.cli._files import make_folder, write_file
from tripplan.cli._fit import fit_trip, give_up
from tripplan.cli._key import keep_key, read_key
from tripplan.cli._language import spoken
from tripplan.cli.show import Lang  # noqa: TC001 - typer reads the annotations
from tripplan.messages import say
from tripplan.share.folder import remove
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.messages import Message


def publish(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The trip.", show_default=False)],
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder that a web host shows.", show_default=False)
    ],
    *,
    url: Annotated[str, typer.Option(metavar="URL", help="The address at which DIR will be seen.")],
    lang: Annotated[
        Lang | None, typer.Option(help="The language of texts. Default: each person's own.")
    ] = None,
    new_paths: Annotated[
        bool, typer.Option("--new-paths", help="New addresses for all, and an end to the old ones.")
    ] = False,
) -> None:
    """Write each person's page and calendar as files for any web host, at addresses that nobody can guess.

    An address stays the same from one publish to the next, so that calendars can subscribe to it. It is made of a key beside the trip,
    FILE with the ending .key: whoever has that key can work out every address, so keep it out of git, and keep it. Only what has changed is
    written; folders of people who are no longer in the trip are removed, and nothing that tripplan did not write.

    Exit status: 0 published, 1 the trip cannot be published as it stands, 2 could not do the job.
    """
    from tripplan.cli._visitors import CALENDAR, PAGE, shown, visitors  # noqa: PLC0415 - start-up: help needs none of it
    from tripplan.share.folder import MARK, changed, ours  # noqa: PLC0415 - likewise
    from tripplan.share.secrets import new_key  # noqa: PLC0415 - likewise

    base = _base(url)
    _check_folder(folder, file)
    trip = fit_trip(file)
    old = read_key(file)
    key = new_key() if new_paths or old is None else old
    found = list(visitors(trip, None, base, key, shown(trip, file, lang), lang))
    # All of it is made before anything is written.
    wanted = {
        each.secret: {PAGE: each.page(trip, passing=False), CALENDAR: each.calendar(trip)} for each in found
    }
    root = Path(folder)
    ended = [each for each in ours(root, old) if each.name not in wanted] if old else []
    # First, for an address that is to end must not outlive the key by which it is known.
    _remove(ended, (PAGE, CALENDAR))
    if key != old:
        keep_key(file, key, first=old is None)
    new = dict(changed(root, wanted, key))
    _write(root, new)
    for each in found:
        typer.echo(visible(f"{spoken(each.name)}: {each.url}"))
    all_, number = sum(map(len, wanted.values())), sum(path.name != MARK for path in new)
    counts = {"new": number, "same": all_ - number, "gone": len(ended)}
    _tell(say("files written {new}, as they were {same}, folders removed {gone}", **counts))


def _base(url: str) -> str:
    """The address without a slash at its end.

    Raises:
        Exit: it is none at which calendars can be fetched.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        give_up(say("--url: expected an address such as https://example.org/trip, not {url}", url=url))
    if parts.username or parts.password:
        give_up(say("--url: the address must not hold a name or a password: everyone is told it"))
    if parts.scheme == "http":
        _tell(say("warning: over http everyone on the way can read what is published: better https"))
    return quote(url.rstrip("/"), safe=":/[]@!$&'()*+,;=%~")


def _check_folder(folder: str, file: str) -> None:
    """Refuses a folder that holds the trip: with it, its key would be shown to all.

    Raises:
        Exit: it does.
    """
    try:
        inside = Path(file).resolve().is_relative_to(Path(folder).resolve())
    except (OSError, ValueError):  # a NUL in a name, links in a circle: who reads or writes it will say so
        return
    if inside:
        give_up(
            say(
                "{folder}: the trip is in this folder, and would be shown to all: name another", folder=folder
            )
        )


def _remove(folders: list[Path], names: tuple[str, ...]) -> None:
    with _removing():
        for each in folders:
            remove(each, names)


def _write(root: Path, files: Mapping[Path, bytes | None]) -> None:
    """Writes files, and removes those of which nothing is left."""
    for folder in dict.fromkeys([root, *(path.parent for path in files)]):
        if not make_folder(str(folder)):
            raise typer.Exit(2)
    for path, data in files.items():
        if data is None:
            with _removing():
                path.unlink()
        elif not write_file(str(path), data):
            raise typer.Exit(2)


@contextmanager
def _removing() -> Iterator[None]:
    """Gives up, with a sentence, where something cannot be removed."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        give_up(say("{file}: it cannot be removed: {why:word}", file=error.filename, why=why))


def _tell(message: Message) -> None:
    typer.echo(visible(spoken(message)), err=True)
