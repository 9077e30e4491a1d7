"""tripplan export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan.cli import _asked
from tripplan.cli._deliveries import STDOUT, accounts, delivery, one_each
from tripplan.cli._files import make_folder, write_file
from tripplan.cli._fit import asked_time, fit_trip, give_up, since_release
from tripplan.cli._language import language, spoken
from tripplan.cli.show import Lang
from tripplan.exporters import Detail, Exporter, Options, Reminders, Stays, all_exporters
from tripplan.messages import say, translated
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.cli._deliveries import Delivery
    from tripplan.model import Trip


def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The trip.", show_default=False)],
    *,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="Where to write; - is standard output."),
    ] = None,
    per_person: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Instead of --output: a file for each person, named by their id. Other files in DIR stay.",
        ),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="Such as ics. Default: what the name of PATH ends in."
        ),
    ] = None,
    person: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only the events of this person. May be repeated.")
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only the events of this group. May be repeated.")
    ] = None,
    audience: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Who will read it, a person or a group: nothing is in it that one of them may not see. May be repeated. "
            "Default: those whose events they are.",
        ),
    ] = None,
    unredacted: Annotated[
        bool,
        typer.Option(
            "--unredacted", help="All that is kept from some readers too: for you who keep the trip."
        ),
    ] = False,
    detail: Annotated[
        Detail,
        typer.Option(
            help="full; shared: no bookings, contacts and notes; busy: from when to when, and nothing else."
        ),
    ] = Detail.FULL,
    lang: Annotated[
        Lang | None, typer.Option(help="The language of texts. Default: the trip's first.")
    ] = None,
    stays: Annotated[
        Stays, typer.Option(help="Beds as banners over their days, or from hour to hour.")
    ] = Stays.BANNER,
    reminders: Annotated[
        Reminders,
        typer.Option(
            help="What reminds of departures: alarms, or small events for calendars that drop alarms, as Google's does."
        ),
    ] = Reminders.ALARMS,
    no_alarms: Annotated[bool, typer.Option("--no-alarms", help="Nothing rings.")] = False,
    utc: Annotated[
        bool, typer.Option("--utc", help="All times in UTC, for programs that know no time zones.")
    ] = False,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where the file will be fetched from, for calendars that subscribe to it; with --per-person, its folder.",
        ),
    ] = None,
) -> None:
    """Write a trip for other programs: a calendar file for phones.

    Nothing is written while the file has errors or one of its times names no instant. Conflicts do not stop it.
    The time stamp in it is SOURCE_DATE_EPOCH where that is set, else one so early that any later file counts as newer.

    What a reader may not see is left out: events whose `audience` they are not in, bookings and contacts of events that they
    take no part in.

    Exit status: 0 written, 1 the trip cannot be written as it stands, 2 could not do the job.
    """
    exporter = _exporter(output_format, _one_target(output, per_person))
    trip = fit_trip(file)
    revised, gone = since_release(file, trip)
    people, whom = _asked.scope(trip, person or [], group or [])
    options = Options(
        people,
        _asked.languages(trip, lang, people),
        together=lang is Lang.BOTH,
        revised=asked_time() or Options().revised,
        revisions=revised,
        gone=gone,
        audience=_asked.audience(trip, audience or [], unredacted=unredacted, alone=per_person is not None),
        detail=detail,
        stays=stays,
        reminders=reminders,
        alarms=not no_alarms,
        utc=utc,
        source=_asked.source(source),
    )
    if per_person is None:
        made = [delivery(trip, output or STDOUT, whom, options)]
    else:
        made = [
            each for each in one_each(trip, people, per_person, exporter.suffix, options, lang) if each.count
        ]
    if not any(each.count for each in made):
        give_up(say("{file}: there is no event for {whom}", file=file, whom=whom))
    _write(trip, exporter, made, file, per_person)
    typer.echo(visible(translated(exporter.advice, language())), err=True)


def _write(trip: Trip, exporter: Exporter, made: list[Delivery], file: str, folder: str | None) -> None:
    """Writes the files, all of them made before the first is written, and says what is in each."""
    for each in made:
        if each.target != STDOUT and Path(each.target).exists() and Path(each.target).samefile(file):
            give_up(say("{file}: this is the trip itself", file=each.target))
    contents = [each.write(trip, exporter) for each in made]
    if folder is not None and not make_folder(folder):
        raise typer.Exit(2)
    for each, data in zip(made, contents, strict=True):
        if each.target == STDOUT:
            typer.echo(data, nl=False)
        elif not write_file(each.target, data):
            raise typer.Exit(2)
        for message in accounts(each, trip, exporter, len(data)):
            typer.echo(visible(spoken(message)), err=True)


def _one_target(output: str | None, per_person: str | None) -> str | None:
    """The name of the file that is asked for, None for a folder of them."""
    if (output is None) == (per_person is None):
        give_up(say("write one of --output PATH and --per-person DIR"))
    return output


def _exporter(name: str | None, output: str | None) -> Exporter:
    """The format named, or the one that the file's name tells; of a folder's files the calendar."""
    name = "ics" if name is None and output is None else name
    fitting = (
        each
        for each in all_exporters()
        if name == each.id or (name is None and (output or "").lower().endswith(each.suffix))
    )
    found, known = next(fitting, None), [each.id for each in all_exporters()]
    if found is None and name is None:
        unclear = say(
            "{file}: this name tells no format; write it with --format: {names}", file=output, names=known
        )
        give_up(unclear)
    if found is None:
        give_up(say('there is no format "{name}": one of {names}', name=name, names=known))
    return found
