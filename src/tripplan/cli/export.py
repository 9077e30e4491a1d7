"""tripplan export."""

from __future__ import annotations

import os
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tripplan.checks import settings
from tripplan.cli._files import fail, read, write_file
from tripplan.cli._language import language, spoken
from tripplan.cli._obstacles import obstacles
from tripplan.cli.show import Lang
from tripplan.diagnostics import Severity
from tripplan.exporters import Exporter, Options, all_exporters, chosen
from tripplan.load import load
from tripplan.messages import plural, say, translated
from tripplan.verify import verify
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.messages import Message
    from tripplan.model import Trip

_STDOUT = "-"


def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The trip.", show_default=False)],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help="Where to write; - is standard output.")
    ],
    output_format: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="ics. Default: what the name of PATH ends in."),
    ] = None,
    person: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only the events of this person. May be repeated.")
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only the events of this group. May be repeated.")
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option(help="The language of texts. Default: the trip's first.")
    ] = None,
) -> None:
    """Write a trip for other programs: a calendar file for phones.

    Nothing is written while the file has errors or one of its times names no instant. Conflicts do not stop it.
    The time stamp in it is SOURCE_DATE_EPOCH where that is set, else one so early that any later file counts as newer.

    Exit status: 0 written, 1 the trip cannot be written as it stands, 2 could not do the job.
    """
    exporter = _exporter(output_format, output)
    trip = _fit(file, output)
    people, whom = _scope(trip, person or [], group or [])
    options = Options(people, _languages(trip, lang), together=lang is Lang.BOTH, revised=_revised())
    events = chosen(trip, options)
    if not events:
        _give_up(say("{file}: there is no event for {whom}", file=file, whom=whom))
    _write(exporter.write(trip, options), output)
    zones = {moment.zone.key for event in events for moment in (event.start, event.end)}
    done = say(
        "{target}: {events} in {zones} for {whom}. {note}",
        target=say("standard output") if output == _STDOUT else output,
        events=plural(language(), len(events), "{number:,} event", "{number:,} events"),
        zones=plural(language(), len(zones), "{number:,} time zone", "{number:,} time zones"),
        whom=whom,
        note=translated(exporter.advice, language()),
    )
    typer.echo(visible(spoken(done)), err=True)


def _give_up(message: Message) -> NoReturn:
    fail(message)
    raise typer.Exit(2)


def _exporter(name: str | None, output: str) -> Exporter:
    for exporter in all_exporters():
        if name == exporter.id or (name is None and output.lower().endswith(exporter.suffix)):
            return exporter
    known = [exporter.id for exporter in all_exporters()]
    if name is None:
        _give_up(
            say(
                "{file}: this name tells no format; write it with --format: {names}", file=output, names=known
            )
        )
    _give_up(say('there is no format "{name}": one of {names}', name=name, names=known))


def _fit(file: str, output: str) -> Trip:
    """The trip of the file, where it means what it says; else the end of the command, with the reasons."""
    source = read(file)
    if source is None:
        raise typer.Exit(2)
    if Path(output).exists() and Path(output).samefile(file):
        _give_up(say("{file}: this is the trip itself", file=output))
    loaded, report = load(source, file, settings()), verify(source, file, language())
    found, check = obstacles(loaded, report, language()), f"`tripplan check {shlex.quote(file)}`"
    for each in found:
        typer.echo(visible(f"{file}:{each.region.line}:{each.region.column}: {each.message}"), err=True)
    if found or loaded.trip is None or loaded.trip.unread:
        fail(say("nothing is written before this is mended; {command} says more", command=check))
        raise typer.Exit(1)
    errors = [each for each in report.diagnostics if each.severity is Severity.ERROR and each.allowed is None]
    if errors:
        number = plural(language(), len(errors), "{number:,} error", "{number:,} errors")
        fail(say("warning: {command} finds {errors} in this trip", command=check, errors=number))
    return loaded.trip


def _scope(trip: Trip, people: list[str], groups: list[str]) -> tuple[frozenset[str] | None, Message | str]:
    """The ids of those whose events are wanted, and who they are in words."""
    if not people and not groups:
        return None, say("everyone")
    from tripplan.cli._choose import ChoiceError, scope_of  # noqa: PLC0415 - start-up: it brings rich

    try:
        scope = scope_of(trip, people, groups)
    except ChoiceError as error:
        _give_up(error.message)
    return scope, ", ".join(
        [*(trip.people[id_].name.say(language(), *trip.languages) for id_ in people), *groups]
    )


def _languages(trip: Trip, lang: Lang | None) -> tuple[str, ...]:
    if lang is Lang.BOTH:
        return tuple(dict.fromkeys([*trip.languages, "ko", "en"]))[:2]
    return tuple(dict.fromkeys([*([lang.value] if lang else []), *trip.languages]))


def _revised() -> datetime:
    """The time stamp that the environment asks for (reproducible-builds.org), or the one of nobody's asking."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if not asked:
        return Options().revised
    if not re.fullmatch("[0-9]{1,11}", asked):
        _give_up(say("SOURCE_DATE_EPOCH: expected whole seconds since 1970, not {value}", value=asked))
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(asked))


def _write(data: bytes, output: str) -> None:
    if output == _STDOUT:
        typer.echo(data, nl=False)
    elif not write_file(output, data):
        raise typer.Exit(2)
