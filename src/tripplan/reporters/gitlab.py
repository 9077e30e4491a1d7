"""The findings for GitLab's merge requests: a Code Quality report.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. GitLab compares the reports of two branches by the fingerprints, so
that only what a change brings is shown as new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tripplan.diagnostics import Severity
from tripplan.reporters._json import as_json
from tripplan.reporters._states import excused
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.diagnostics import Diagnostic, Report
    from tripplan.reporters import Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(report: Report, style: Style) -> str:
    """One array. The format has no word for what does not count: it stands as information, and says why."""
    issues = [
        _issue(each, fingerprint, style.language)
        for file in report.files
        for each, fingerprint in zip(file.diagnostics, file.fingerprints(), strict=True)
    ]
    return as_json(issues) + "\n"


def _issue(each: Diagnostic, fingerprint: str, language: str) -> dict[str, Any]:
    region = each.region
    return {
        "description": visible(excused(each, language)),
        "check_name": each.check,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[each.severity if each.counts else Severity.INFO],
        "location": {
            "path": each.file,
            "positions": {
                "begin": {"line": region.line, "column": region.column},
                "end": {"line": region.end_line, "column": region.end_column},
            },
        },
    }
