"""Where the reports of a run go: formats for people and programs, each to standard output or to a file."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from tripplan.cli._files import write_file
from tripplan.cli._language import spoken
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.messages import say
from tripplan.reporters import FOR_PEOPLE, Style, reporter, reporter_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tripplan.diagnostics import Report
    from tripplan.messages import Message


class Target(NamedTuple):
    """One report that is wanted: its format, and the file that it goes to; None is standard output."""

    form: str
    file: str | None


def targets_of(texts: Iterable[str]) -> tuple[Target, ...]:
    """What options `FORMAT` and `FORMAT=FILE` ask for.

    Raises:
        BadParameter: there is no such format, or two reports want the same place.
    """
    targets = tuple(map(_target, texts))
    _refuse(_doubled(targets))
    return targets


def usual_targets() -> tuple[Target, ...]:
    """What is written where nobody asks for anything: the report for people and, in GitHub Actions, annotations after it."""
    forms = ("full", "github") if _in_actions() else ("full",)
    return tuple(Target(form, None) for form in forms)


def deliver(report: Report, targets: Iterable[Target], color: ColorChoice, language: str) -> bool:
    """Writes every report that is wanted; False, with a word on standard error, where a file cannot be written."""
    done = True
    for form, file in targets:
        make = reporter(form)
        if form in FOR_PEOPLE and file is None:
            _show(make(report, style_of(color, language)) if report.files else "")
            continue
        told = make(report if form in FOR_PEOPLE else _portable(report), Style(language=language))
        if file is None:
            write(told)
        else:
            done &= write_file(file, told.encode())
    return done


def _target(text: str) -> Target:
    form, equals, file = text.partition("=")
    if form not in reporter_names():
        _refuse(say('there is no format "{name}": one of {names}', name=form, names=reporter_names()))
    if equals and not file:
        _refuse(say('"{text}" names no file: write {form}=FILE', text=text, form=form))
    return Target(form, file if equals else None)


def _doubled(targets: Sequence[Target]) -> Message | None:
    """Why the targets cannot be written side by side."""
    documents = [form for form, file in targets if file is None and form not in FOR_PEOPLE]
    if len(documents) > 1:
        return say(
            "standard output can hold one report for a program, not {forms}: give the others a file, {form}=FILE",
            forms=documents,
            form=documents[-1],
        )
    files = [os.path.realpath(file) for _, file in targets if file is not None]
    twice = next((file for file in files if files.count(file) > 1), None)
    return None if twice is None else say("two reports would go to the same file: {file}", file=twice)


def _refuse(why: Message | None) -> None:
    if why is not None:
        raise typer.BadParameter(spoken(why), param_hint="--output-format")


def _show(text: str) -> None:
    """Prints what people read. In GitHub Actions the runner obeys what it finds in it: not between these two marks.

    The mark is a hash of the text, which therefore cannot hold it.
    """
    if text and _in_actions():
        mark = blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()
        text = f"::stop-commands::{mark}\n{text}::{mark}::\n"
    write(text)


def _in_actions() -> bool:
    return bool(os.environ.get("GITHUB_ACTIONS"))


def _portable(report: Report) -> Report:
    """The report with its files named as programs on any machine name them."""
    files = (
        replace(each, file=name, diagnostics=tuple(replace(it, file=name) for it in each.diagnostics))
        for each in report.files
        for name in [_portable_name(each.file)]
    )
    return replace(report, files=tuple(files), unread=tuple(map(_portable_name, report.unread)))


def _portable_name(file: str) -> str:
    """A file from the working folder, where it lies in it, with forward slashes and in UTF-8."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - resolve() would follow links, to names that the reader does not know
    inside = path.is_relative_to(Path.cwd())
    name = path.relative_to(Path.cwd()) if inside else Path(os.path.normpath(file))
    return os.fsencode(name.as_posix()).decode(errors="replace")
