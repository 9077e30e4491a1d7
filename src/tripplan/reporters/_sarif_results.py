"""Diagnostics as results of SARIF."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tripplan.diagnostics import Severity
from tripplan.messages import plain
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tripplan.diagnostics import Diagnostic, Region, Repair, Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def results(report: Report, rules: Sequence[str], language: str) -> Iterator[dict[str, Any]]:
    """Every diagnostic of the report, in its order; `rules` are the ids of the driver's rules, in theirs."""
    index = {rule: number for number, rule in enumerate(rules)}
    compared = any(each.known for each in report.diagnostics())
    for file in report.files:
        for each, fingerprint in zip(file.diagnostics, file.fingerprints(), strict=True):
            result = _result(each, fingerprint, language)
            if each.check in index:
                result["ruleIndex"] = index[each.check]
            if compared:  # on all results or on none
                result["baselineState"] = "unchanged" if each.known else "new"
            yield result


def _result(each: Diagnostic, fingerprint: str, language: str) -> dict[str, Any]:
    location = _location(each.file, each.region)
    if each.place:
        location["logicalLocations"] = [{"fullyQualifiedName": each.place}]
    result = {
        "ruleId": each.check,
        "level": LEVELS[each.severity],
        "message": _message(each.message, each.hint and f"{plain(language, 'hint')}: {each.hint}"),
        "locations": [location],
        "partialFingerprints": {"tripplan/v1": fingerprint},
        "suppressions": list(_suppressions(each, language)),
        "properties": {"events": list(each.events), "people": list(each.people)},
    }
    if each.related:
        result["relatedLocations"] = [
            {"id": number, **_location(each.file, it.region), "message": _message(it.message)}
            for number, it in enumerate(each.related)
        ]
    if each.repair:
        result["fixes"] = [_fix(each.file, each.repair)]
    return result


def _suppressions(each: Diagnostic, language: str) -> Iterator[dict[str, Any]]:
    """Why it does not count: the file itself accepts it, or a baseline outside of it does."""
    if each.allowed is not None:
        yield {"kind": "inSource", "status": "accepted", "justification": visible(each.allowed)}
    if each.known:
        known = plain(language, "known (baseline)")
        yield {"kind": "external", "status": "accepted", "justification": known}


def _message(*sentences: str | None) -> dict[str, str]:
    said = "\n".join(visible(sentence) for sentence in sentences if sentence)
    return {"text": said.replace("](", "] (")}  # [text](target) would be a link


def artifact(file: str) -> dict[str, str]:
    """A file by its URI, relative where its name is."""
    path = PurePath(file)
    return {"uri": path.as_uri() if path.is_absolute() else quote(file)}


def _location(file: str, region: Region) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact(file), "region": _region(region)}}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _fix(file: str, repair: Repair) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.region), "insertedContent": {"text": edit.text}}
        for edit in repair.edits
    ]
    change = {"artifactLocation": artifact(file), "replacements": replacements}
    return {"description": _message(repair.message), "artifactChanges": [change]}
