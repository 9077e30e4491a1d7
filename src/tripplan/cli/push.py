"""tripplan push."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import typer

from tripplan.cli._files import fail
from tripplan.cli._fit import fit_trip, give_up, since_release
from tripplan.cli._language import spoken
from tripplan.cli.show import Lang
from tripplan.messages import LANGUAGES, plain, say
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.messages import Message
    from tripplan.model import Trip
    from tripplan.sync.plan import Step, There, What
    from tripplan.sync.resource import Resource
    from tripplan.sync.server import Collection, ServerError

# What is said of a step, by its value: what is left alone always, the others in a dry run.
_LEFT = {
    "edited": say("left alone, somebody has changed it on the server"),
    "foreign": say("left alone, it is of another trip"),
}
_WOULD = {"create": say("create"), "update": say("update"), "cancel": say("cancel")}


def push(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The trip.", show_default=False)],
    *,
    caldav: Annotated[str, typer.Option(metavar="URL", help="The CalDAV server or account.")],
    user: Annotated[
        str | None,
        typer.Option(metavar="NAME", envvar="TRIPPLAN_CALDAV_USER", help="The name of the account."),
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="A calendar of this person's events only.")
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option(help="The language of texts. Default: the trip's first.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite also what somebody has changed on the server.")
    ] = False,
) -> None:
    """Put a trip into a calendar of its own on a CalDAV server, and keep it as the trip is.

    Events are created, updated and, where the trip no longer has them, marked as cancelled. An event that somebody has changed on the
    server is left as it is and named. What is not the trip's is never touched. Run again, it does only what is still to be done.

    The password comes from TRIPPLAN_CALDAV_PASSWORD or, where the package keyring is installed, from the system's keyring, under the
    server's name. It is never in the trip and never printed.

    Exit status: 0 the calendar is as the trip is, 1 something was left alone or the trip cannot be written, 2 could not do the job.
    """
    from tripplan.sync.plan import What, plan  # noqa: PLC0415 - start-up: help needs none of it

    _check_address(caldav)
    trip = fit_trip(file)
    wanted = _wanted(trip, file, person, lang)
    server = _connect(caldav, user)
    with closing(server):
        there = _present(server, wanted, make=not dry_run)
        steps = list(plan(wanted.events, there, wanted.mark, wanted.word, force=force))
        done = Counter(_done(server, step, dry_run=dry_run) for step in steps)
    left = done[What.EDITED] + done[What.FOREIGN]
    counts = {what.value: done[what] for what in What}
    total = say(
        "created {create}, updated {update}, cancelled {cancel}, as they were {keep}, left alone {left}",
        **counts,
        left=left,
    )
    _tell(say("{total} (nothing was done)", total=total) if dry_run else total)
    if done[What.EDITED] and not force:
        _tell(say("--force overwrites what somebody has changed on the server"))
    raise typer.Exit(1 if left else 0)


def _check_address(url: str) -> None:
    """Refuses an address that holds credentials or would send them in the open.

    Raises:
        Exit: it is none that can be used.
    """
    from tripplan.sync.address import is_private, split  # noqa: PLC0415 - start-up: help needs none of it

    parts = split(url)
    if "@" in url.rpartition("//")[2].partition("/")[0]:
        give_up(
            say(
                "the address must not hold a name or a password: write --user, and see `tripplan push --help`"
            )
        )
    if parts is None:
        give_up(say("--caldav: expected an address such as https://cal.example.org/"))
    if not is_private(url):
        give_up(say("over http the password could be read on the way: write https"))


class _Wanted(NamedTuple):
    """What is to stand in the calendar, by UID, the calendar's mark and name, and the word for what is cancelled."""

    events: dict[str, Resource]
    mark: str
    name: str
    word: str


def _wanted(trip: Trip, file: str, person: str | None, lang: Lang | None) -> _Wanted:
    """What is to stand in the calendar of a trip or of one person."""
    from tripplan.cli._asked import languages, scope  # noqa: PLC0415 - start-up: as above
    from tripplan.exporters import Options  # noqa: PLC0415 - likewise
    from tripplan.exporters.ics import ics, uid  # noqa: PLC0415 - likewise
    from tripplan.sync.resource import resources  # noqa: PLC0415 - likewise

    if trip.head is None:
        raise typer.Exit(2)
    people, _ = scope(trip, [person] if person else [], [])
    revised, gone = since_release(file, trip)
    order = languages(trip, lang, people)
    options = Options(people, order, together=lang is Lang.BOTH, revisions=revised, gone=gone)
    mark = UUID(uid(trip.head.id, ""))  # no event has an empty id
    if person:
        mark = uuid5(mark, person)
    name = options.say(trip.head.title) + (f": {options.say(trip.people[person].name)}" if person else "")
    word = plain(next((each for each in order if each in LANGUAGES), LANGUAGES[0]), "Cancelled")
    return _Wanted(resources(ics.write(trip, options)), str(mark), visible(name), word)


def _connect(url: str, user: str | None) -> Collection:
    try:
        from tripplan.sync.server import Collection  # noqa: PLC0415 - it needs an extra
    except ImportError:
        give_up(say('this needs the package caldav: install "tripplan[caldav]"'))
    return Collection(url, user, _password(url, user))


def _password(url: str, user: str | None) -> str | None:
    if told := os.environ.get("TRIPPLAN_CALDAV_PASSWORD"):
        return told
    if user is None:
        return None
    try:
        import keyring  # noqa: PLC0415 - not everybody has it
        from keyring.errors import KeyringError  # noqa: PLC0415 - likewise
    except ImportError:
        return None
    try:
        return keyring.get_password(urlsplit(url).hostname or url, user)
    except KeyringError:
        return None


def _present(server: Collection, wanted: _Wanted, *, make: bool) -> dict[str, There]:
    """What is on the server now, under the name that the calendar is to have."""
    from tripplan.sync.server import ServerError  # noqa: PLC0415 - it needs an extra

    try:
        if not server.open(wanted.mark, wanted.name, make=make):
            return {}
        there = server.present()
    except ServerError as error:
        _give_up(error)
    try:
        if make and server.rename(wanted.name):
            _tell(say('the calendar is now called "{name}"', name=wanted.name))
    except ServerError as error:  # its name is not worth the rest
        fail(say("the calendar keeps its name: {why}", why=str(error)))
    return there


def _give_up(error: ServerError) -> NoReturn:
    """Says why the server does not do its part, and ends the command."""
    from tripplan.sync.server import DeniedError, MovedError, OpenError  # noqa: PLC0415 - it needs an extra

    templates = {
        DeniedError: say(
            "the server does not accept the name or the password: {why}; --user and TRIPPLAN_CALDAV_PASSWORD tell them"
        ),
        MovedError: say("the server sends elsewhere: write --caldav {why}"),
        OpenError: say(
            "the server names an address that anybody could read on the way, and nothing is sent there: {why}"
        ),
    }
    usual = say("the server does not do what it is asked: {why}")
    give_up(say(templates.get(type(error), usual).template, why=str(error)))


def _done(server: Collection, step: Step, *, dry_run: bool) -> What:
    """Does a step, and says what came of it."""
    from tripplan.sync.plan import What  # noqa: PLC0415 - start-up: as above
    from tripplan.sync.server import ServerError  # noqa: PLC0415 - likewise

    what = step.what
    if what in {What.CREATE, What.UPDATE, What.CANCEL} and not dry_run:
        try:
            what = what if server.put(step) else What.EDITED
        except ServerError as error:
            _give_up(error)
    if (said := _LEFT.get(what.value) or (_WOULD.get(what.value) if dry_run else None)) is not None:
        _tell(say("{what}: {title}", what=said, title=step.resource.title))
    return what


def _tell(message: Message) -> None:
    typer.echo(visible(spoken(message)))
