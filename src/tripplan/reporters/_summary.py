"""What was checked and what could not be: what nobody checked is never called clean."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tripplan.messages import plain, plural, translated
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.diagnostics import Report


def summary(report: Report, language: str) -> Iterator[str]:
    """The closing lines of a report for people; of what was checked, nothing where no file could be read."""
    if report.files:
        yield from _checked_lines(report, language)
    if report.unread:
        files = visible(", ".join(report.unread))
        yield plain(language, "Not read: {files}.", files=files)
    if report.left_out():
        checks = _numbered(report.left_out())
        yield plain(language, "Left out by --select or --ignore: {checks}.", checks=checks)


def _checked_lines(report: Report, language: str) -> Iterator[str]:
    uncounted = "; ".join(_uncounted(report, language))
    yield plain(
        language,
        "{found}{uncounted}. Checked: {checked}, {judged} judgements.",
        found=", ".join(_found(report, language)) or plain(language, "No conflicts found"),
        uncounted=f" ({uncounted})" if uncounted else "",
        checked=", ".join(_checked(report, language)),
        judged=sum(tally.judged for tally in report.coverage().values()),
    )
    for reason, checks in _reasons(report).items():
        why = translated(reason, language)
        yield plain(language, "Not judged: {checks} ({reason}).", checks=_numbered(checks), reason=why)


def _numbered(checks: Mapping[str, int]) -> str:
    return ", ".join(f"{check} {number}" for check, number in sorted(checks.items()))


def _found(report: Report, language: str) -> Iterator[str]:
    counts = report.count()
    if number := counts["error"]:
        yield plural(language, number, "{number:,} error", "{number:,} errors")
    if number := counts["warning"]:
        yield plural(language, number, "{number:,} warning", "{number:,} warnings")
    if number := counts["info"]:
        yield plain(language, "{number:,} info", number=number)


def _uncounted(report: Report, language: str) -> Iterator[str]:
    counts = report.count()
    if number := counts["allowed"]:
        yield plain(language, "{number:,} allowed, with reasons", number=number)
    if number := counts["known"]:
        yield plain(language, "{number:,} known (baseline)", number=number)


def _checked(report: Report, language: str) -> Iterator[str]:
    events = sum(file.events for file in report.files)
    people = sum(file.people for file in report.files)
    if len(report.files) > 1:
        yield plain(language, "{number:,} files", number=len(report.files))
    yield plural(language, events, "{number:,} event", "{number:,} events")
    yield plural(language, people, "{number:,} person", "{number:,} people")
    yield plural(language, len(report.coverage()), "{number:,} check", "{number:,} checks")


def _reasons(report: Report) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for check, tally in report.coverage().items():
        for reason, number in tally.reasons.items():
            found.setdefault(reason, Counter())[check] += number
    return dict(sorted(found.items()))
