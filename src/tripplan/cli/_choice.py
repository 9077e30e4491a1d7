"""Which checks a run is about. What the others find is counted, never hidden; a problem of the file itself is always told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from tripplan.checks import check_names
from tripplan.cli._language import spoken
from tripplan.cli._rules import OF_THE_FILE
from tripplan.messages import say
from tripplan.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tripplan.cli._settings import Settings
    from tripplan.diagnostics import FileReport
    from tripplan.messages import Message


def checks_of(texts: Iterable[str] | None, option: str) -> frozenset[str] | None:
    """The checks that an option names, `ID,ID…` any number of times; None where it is not given.

    Raises:
        BadParameter: one of them cannot be chosen.
    """
    if texts is None:
        return None
    names = [name.strip() for text in texts for name in text.split(",") if name.strip()]
    if wrong := next(filter(None, map(refusal, names)), None):
        raise typer.BadParameter(spoken(wrong), param_hint=option)
    return frozenset(names)


def refusal(name: str) -> Message | None:
    """Why nobody can choose what goes by this name; None for a check."""
    if name in check_names():
        return None
    if name in OF_THE_FILE:
        return say(
            '"{name}" is a problem of the file itself: it is always told and cannot be left out', name=name
        )
    hint = did_you_mean(name, check_names()) or say('"tripplan rules" lists all')
    return say('there is no check "{name}": {hint}', name=name, hint=hint)


def chosen(report: FileReport, settings: Settings) -> FileReport:
    """The report with what the run is about; what other checks have found is counted in `left_out`."""
    others = [each.check for each in report.diagnostics if not _wanted(each.check, settings)]
    if not others:
        return report
    kept = tuple(each for each in report.diagnostics if _wanted(each.check, settings))
    return replace(report, diagnostics=kept, left_out=report.left_out + Counter(others))


def _wanted(check: str, settings: Settings) -> bool:
    if check in OF_THE_FILE:
        return True
    return check not in settings.ignore and (settings.select is None or check in settings.select)
