"""The findings for reviewdog, which puts them on a change as comments: the Reviewdog Diagnostic Format.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. It counts columns in UTF-8 bytes from 1, ends exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tripplan.diagnostics import Region, Severity
from tripplan.messages import plain
from tripplan.reporters._json import as_json
from tripplan.reporters._states import excused
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tripplan.diagnostics import Diagnostic, FileReport, Repair, Report
    from tripplan.reporters import Style


def rdjson(report: Report, style: Style) -> str:
    """One object. The format has no word for what does not count: it stands as information, and says why."""
    document = {
        "source": {"name": "tripplan"},
        "diagnostics": [each for file in report.files for each in _diagnostics(file, style.language)],
    }
    return as_json(document) + "\n"


def _diagnostics(file: FileReport, language: str) -> list[dict[str, Any]]:
    lines = file.text.split("\n")
    return [_diagnostic(each, file.text, lines, language) for each in file.diagnostics]


def _diagnostic(each: Diagnostic, text: str, lines: Sequence[str], language: str) -> dict[str, Any]:
    severity = each.severity if each.counts else Severity.INFO
    hint = [] if each.hint is None else [f"{plain(language, 'hint')}: {each.hint}"]
    return {
        "message": "\n".join(map(visible, [excused(each, language), *hint])),
        "location": {"path": each.file, "range": _range(each.region, lines)},
        "severity": severity.value.upper(),
        "code": {"value": each.check},
        "suggestions": [_suggestion(each.repair, text, lines)] if each.repair else [],
        "related_locations": [
            {
                "message": visible(it.message),
                "location": {"path": each.file, "range": _range(it.region, lines)},
            }
            for it in each.related
        ],
    }


def _suggestion(repair: Repair, text: str, lines: Sequence[str]) -> dict[str, Any]:
    """All edits as one, with what stands between them: of several suggestions a reader may take one and leave one."""
    edits = sorted(repair.edits, key=lambda edit: edit.start)
    first, last = edits[0], edits[-1]
    whole = Region(first.region.line, first.region.column, last.region.end_line, last.region.end_column)
    parts, end = [], first.start
    for edit in edits:
        parts += [text[end : edit.start], edit.text]
        end = edit.end
    return {"range": _range(whole, lines), "text": "".join(parts)}


def _range(region: Region, lines: Sequence[str]) -> dict[str, Any]:
    return {
        "start": _position(region.line, region.column, lines),
        "end": _position(region.end_line, region.end_column, lines),
    }


def _position(line: int, column: int, lines: Sequence[str]) -> dict[str, int]:
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return {"line": line, "column": len(before.encode()) + 1}
