"""The findings as SARIF 2.1.0, which code scanning on GitHub, Azure DevOps and many editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html, and what GitHub asks beyond it:
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tripplan.diagnostics import Severity
from tripplan.messages import plain
from tripplan.reporters._json import as_json
from tripplan.reporters._sarif_results import LEVELS, artifact, results

if TYPE_CHECKING:
    from tripplan.diagnostics import Report, Rule
    from tripplan.reporters import Style

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LONGEST = 1024  # characters that GitHub takes of a description
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def sarif(report: Report, style: Style) -> str:
    """One log of one run, with every rule there is, and how much was judged."""
    rules = report.rules()
    run = {
        "tool": {"driver": _driver(report, rules)},
        "automationDetails": {"id": "tripplan/"},
        "invocations": [_invocation(report, style.language)],
        "columnKind": "unicodeCodePoints",
        "language": style.language,
        "results": list(results(report, [rule.id for rule in rules], style.language)),
        "properties": {
            "tzdata": report.tzdata,
            "coverage": {
                check: {"judged": tally.judged, "unjudged": tally.unjudged}
                for check, tally in report.coverage().items()
            },
            "leftOut": dict(sorted(report.left_out().items())),
        },
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _driver(report: Report, rules: tuple[Rule, ...]) -> dict[str, Any]:
    return {
        "name": "tripplan",
        "version": report.tripplan,
        "semanticVersion": report.tripplan,
        "rules": [_rule(rule) for rule in rules],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    told = rule.why or rule.title
    short = told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
    words = rule.id.split("-")
    name = (
        {"name": "".join(map(str.capitalize, words))} if len(words) > 1 else {}
    )  # else it would be the id again
    return {
        "id": rule.id,
        **name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": short},
        "help": {"text": told, "markdown": f"**{rule.title}**\n\n{told}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.ready},
        "properties": {"problem.severity": _PROBLEM[rule.severity], "tags": ["itinerary"]},
    }


def _invocation(report: Report, language: str) -> dict[str, Any]:
    """Whether the job was done, and which files it could not read."""
    notes = [
        {
            "level": "error",
            "message": {"text": plain(language, "The file could not be read.")},
            "locations": [{"physicalLocation": {"artifactLocation": artifact(file)}}],
        }
        for file in report.unread
    ]
    return {"executionSuccessful": not report.unread, "toolExecutionNotifications": notes}
