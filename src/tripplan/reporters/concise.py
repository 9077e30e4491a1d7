"""One line a finding, as compilers write it: file:line:column: severity[check] message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.reporters._states import excused
from tripplan.reporters._summary import summary
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.diagnostics import Diagnostic, Report
    from tripplan.reporters import Style


def concise(report: Report, style: Style) -> str:
    """The report in one line a finding, closed by the summary; what the baseline knows is counted there and not listed."""
    lines = [
        *(_line(each, style.language) for each in report.diagnostics() if not each.known),
        *summary(report, style.language),
    ]
    return "".join(f"{line}\n" for line in lines)


def _line(diagnostic: Diagnostic, language: str) -> str:
    place = f"{diagnostic.file}:{diagnostic.region.line}:{diagnostic.region.column}"
    severity = diagnostic.severity.value
    return visible(f"{place}: {severity}[{diagnostic.check}] {excused(diagnostic, language)}")
