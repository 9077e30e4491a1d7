"""One conflict a file: its name is its id, its docstring its explanation, its examples its tests.

A check is a generator `(timeline, tally) -> findings` under `@check`. It yields what is wrong by key path and counts in the tally
what it judged and could not judge; severity by doubt, acceptance and order are the runner's.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from tripplan.diagnostics import Finding, Severity, Tally
from tripplan.timeline import Timeline

if TYPE_CHECKING:
    from tripplan.model import Event, Trip

Judge: TypeAlias = Callable[[Timeline, Tally], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the rest of the program sees it."""

    id: str
    severity: Severity
    judge: Judge
    module: str


def check(severity: Severity) -> Callable[[Judge], Check]:
    """Makes a check of the function, of this severity where a finding does not say its own."""

    def make(judge: Judge) -> Check:
        return Check(judge.__name__.replace("_", "-"), severity, judge, judge.__module__)

    return make


@cache
def check_names() -> tuple[str, ...]:
    """The ids of all checks, sorted, without importing one."""
    modules = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in modules if not name.startswith("_")))


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check in this folder, by id.

    Raises:
        TypeError: a file here does not hold the check that its name says.
    """
    return tuple(_load(name) for name in check_names())


def _load(name: str) -> Check:
    attribute = name.replace("-", "_")
    module = importlib.import_module(f"{__name__}.{attribute}")
    found = getattr(module, attribute, None)
    if not isinstance(found, Check):
        raise TypeError(f"{module.__file__} holds no @check named {attribute}")
    return found


def run(trip: Trip) -> tuple[list[Finding], dict[str, Tally]]:
    """All findings of all checks, and what each looked at."""
    timeline = Timeline(trip)
    findings: list[Finding] = []
    coverage: dict[str, Tally] = {}
    for each in all_checks():
        tally = coverage[each.id] = Tally()
        findings += (_stamped(finding, each, timeline) for finding in each.judge(timeline, tally))
    return findings, coverage


def _stamped(finding: Finding, by: Check, timeline: Timeline) -> Finding:
    severity = finding.severity or by.severity
    if _doubtful(finding, timeline):
        severity = severity.softened()
    return replace(finding, check=by.id, severity=severity, allowed=_allowed(finding, by.id, timeline))


def _doubtful(finding: Finding, timeline: Timeline) -> bool:
    """Whether the plan itself is open: a tentative event, or only people who may miss it."""
    events = _events(finding, timeline)
    optional = frozenset[str]().union(*(event.optional for event in events))
    return any(event.tentative for event in events) or (
        bool(finding.people) and optional.issuperset(finding.people)
    )


def _allowed(finding: Finding, check_id: str, timeline: Timeline) -> str | None:
    tables = [event.table.allow for event in _events(finding, timeline)]
    if timeline.trip.head is not None:
        tables.append(timeline.trip.head.allow)
    return next((table[check_id] for table in tables if check_id in table), None)


def _events(finding: Finding, timeline: Timeline) -> list[Event]:
    return [event for id_ in finding.events for event in timeline.by_id.get(id_, ())]
