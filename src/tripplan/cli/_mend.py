"""Fixes put into a file: one after the other, each tried again after the one before."""

from __future__ import annotations

import codecs
import difflib
from typing import TYPE_CHECKING

from tripplan.verify import applied, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from tripplan.diagnostics import FileReport
    from tripplan.timeline import Given

_MOST = 200  # fixes in one file: each removes a finding, so that this is never reached, but loops have an end


def mended(
    report: FileReport,
    *,
    safe_only: bool,
    language: str,
    given: Given,
    chosen: Callable[[FileReport], FileReport] = lambda report: report,
) -> FileReport:
    """The report on the text after every fix that still holds, or after the safe ones; comments and layout stay.

    Only findings that `chosen` keeps in a report are mended.
    """
    report = chosen(report)
    for _ in range(_MOST):
        repairs = (each.repair for each in report.diagnostics if each.repair)
        repair = next((each for each in repairs if each.safe or not safe_only), None)
        if repair is None:
            break
        report = chosen(verify(applied(report.text, repair.edits).encode(), report.file, language, given))
    return report


def patch(before: FileReport, after: FileReport) -> str:
    """What changed between two texts of one file, as a unified diff; nothing where they are equal."""
    old, new = (report.text.splitlines(keepends=True) for report in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{before.file}", f"b/{before.file}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def encoded(source: bytes, text: str) -> bytes:
    """The text as the file's bytes: with the byte order mark that it had."""
    return (codecs.BOM_UTF8 if source.startswith(codecs.BOM_UTF8) else b"") + text.encode()
