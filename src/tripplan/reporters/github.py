"""The findings as annotations of a change on GitHub: workflow commands that the runner of GitHub Actions reads off standard output.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; the escapes are those of @actions/core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.diagnostics import Severity
from tripplan.messages import plain
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.diagnostics import Diagnostic, Report
    from tripplan.reporters import Style

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: Report, style: Style) -> str:
    """One line a finding that counts, the worst first: GitHub shows ten of each level in a step, and drops the rest."""
    counted = [each for each in report.diagnostics() if each.counts]
    lines = [_command(each, style.language) for each in sorted(counted, key=lambda each: each.severity.rank)]
    return "".join(f"{line}\n" for line in lines)


def _command(each: Diagnostic, language: str) -> str:
    region = each.region
    properties = {"title": f"tripplan ({each.check})", "file": each.file, "line": region.line}
    if region.end_line == region.line:  # an annotation of several lines may name no columns
        properties |= {"endLine": region.end_line, "col": region.column, "endColumn": region.end_column}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVELS[each.severity]} {listed}::{_data(_told(each, language))}"


def _told(each: Diagnostic, language: str) -> str:
    related = (
        plain(language, "line {line}: {what}", line=it.region.line, what=it.message) for it in each.related
    )
    notes = [each.message, *related]
    if each.hint is not None:
        notes.append(f"{plain(language, 'hint')}: {each.hint}")
    return "\n".join(map(visible, notes))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
