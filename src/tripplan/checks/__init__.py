"""One conflict a file: its name is its id, its docstring its explanation, its examples its tests.

A check is a generator `(timeline, limits, tally) -> findings` under `@check`. It yields what is wrong by key path, draws its lines
from the limits, and counts in the tally what it judged and could not judge; severity by doubt, acceptance and order are the runner's.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from tripplan.checks._alike import merged
from tripplan.checks._limits import Limits, limit_types, limits_of
from tripplan.diagnostics import Finding, Severity, Tally
from tripplan.model import Choice
from tripplan.timeline import NOTHING_GIVEN, Given, Timeline

if TYPE_CHECKING:
    from tripplan.model import Event, Trip

Judge: TypeAlias = Callable[[Timeline, Limits, Tally], Iterator[Finding]]
Review: TypeAlias = Callable[[Timeline, Tally, list[Finding]], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as the rest of the program sees it.

    It judges the timeline or, after all others, reviews their findings. One that is not `ready` runs only where the trip's [checks]
    name it.
    """

    id: str
    severity: Severity
    ready: bool
    judge: Judge | None
    module: str
    review: Review | None = None


def check(severity: Severity, *, ready: bool = True) -> Callable[[Judge], Check]:
    """Makes a check of the function, of this severity where a finding does not say its own."""

    def make(judge: Judge) -> Check:
        return Check(judge.__name__.replace("_", "-"), severity, ready, judge, judge.__module__)

    return make


def review(severity: Severity) -> Callable[[Review], Check]:
    """Makes a check of a function that judges what the other checks have found."""

    def make(judge: Review) -> Check:
        return Check(judge.__name__.replace("_", "-"), severity, True, None, judge.__module__, judge)  # noqa: FBT003 - ready

    return make


@cache
def check_names() -> tuple[str, ...]:
    """The ids of all checks, sorted, without importing one."""
    modules = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.replace("_", "-") for name in modules if not name.startswith("_")))


def settings() -> dict[str, dict[str, type]]:
    """What a trip's [checks] may set: the limits of every check, by name."""
    return {name: limit_types(name) for name in check_names()}


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


def run(trip: Trip, given: Given = NOTHING_GIVEN) -> tuple[list[Finding], dict[str, Tally]]:
    """All findings of all checks that the trip wants, and what each looked at."""
    timeline = Timeline(trip, given)
    findings: list[Finding] = []
    coverage: dict[str, Tally] = {}
    for each, choice in sorted(_wanted(timeline), key=lambda wanted: wanted[0].review is not None):
        tally = coverage[each.id] = Tally()
        judged = _judged(each, limits_of(each.id, timeline), timeline, tally, findings)
        findings += merged((_stamped(finding, each, choice, timeline) for finding in judged), timeline)
    return findings, coverage


def _wanted(timeline: Timeline) -> Iterator[tuple[Check, Choice]]:
    """The checks that are to run, each with what is wanted of it."""
    for each in all_checks():
        choice = timeline.choice(each.id)
        if choice is None and each.ready:
            choice = Choice()
        if choice is not None and not choice.off:
            yield each, choice


def _judged(
    by: Check, limits: Limits, timeline: Timeline, tally: Tally, findings: list[Finding]
) -> Iterator[Finding]:
    if by.judge is not None:
        yield from by.judge(timeline, limits, tally)
    if by.review is not None:
        yield from by.review(timeline, tally, findings)


def _stamped(finding: Finding, by: Check, choice: Choice, timeline: Timeline) -> Finding:
    severity = Severity(choice.severity) if choice.severity else finding.severity or by.severity
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
