"""The findings as tests, for Jenkins, GitLab and whatever else reads JUnit's XML: each check of each file is one that passes or fails.

The shape is that of the schema that Jenkins' xunit plugin reads by, junit-10.xsd: attributes beyond it make stricter readers refuse the
whole. There are no times in it: the same trip gives the same bytes.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tripplan.diagnostics import Severity, Tally
from tripplan.messages import plain, translated
from tripplan.reporters._states import excuse, excused
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tripplan.diagnostics import Diagnostic, FileReport, Report
    from tripplan.reporters import Style

_NO_XML = re.compile("[\ufffe\uffff]")  # the two that XML forbids and `visible` leaves alone


def junit(report: Report, style: Style) -> str:
    """One suite a file. A file that could not be read is a suite with an error."""
    suites = Element("testsuites", name="tripplan")
    suites.extend(_suite(file.file, _cases(file, style.language)) for file in report.files)
    suites.extend(_suite(file, [_unread(file, style.language)]) for file in report.unread)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, "unicode")}\n'


def _suite(file: str, cases: Sequence[Element]) -> Element:
    def holding(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    counts = {"failures": holding("failure"), "errors": holding("error"), "skipped": holding("skipped")}
    suite = Element("testsuite", {"name": _xml(file), "tests": str(len(cases)), "time": "0", **counts})
    suite.extend(cases)
    return suite


def _cases(file: FileReport, language: str) -> list[Element]:
    found: dict[str, list[Diagnostic]] = {check: [] for check in file.coverage}
    for each in file.diagnostics:
        found.setdefault(each.check, []).append(each)
    return [
        _case(file.file, check, found[check], file.coverage.get(check, Tally()), language)
        for check in sorted(found)
    ]


def _case(file: str, check: str, found: Sequence[Diagnostic], tally: Tally, language: str) -> Element:
    """A check's verdict on a file.

    Errors and warnings fail it; the type tells which. Skipped is what is neither right nor wrong: where all that was found is accepted or
    known, and where nothing could be judged. Information passes, and is written out.
    """
    case = _named(file, check)
    wrong = [each for each in found if each.counts and each.severity is not Severity.INFO]
    excuses = [why for each in found if (why := excuse(each, language)) is not None]
    if wrong:
        worst = min(wrong, key=lambda each: each.severity.rank)
        SubElement(case, "failure", type=worst.severity.value, message=_xml(worst.message))
    elif excuses:
        SubElement(case, "skipped", message=_xml(excuses[0]))
    elif tally.unjudged and not tally.judged:
        SubElement(case, "skipped", message=_xml(_unjudged(check, tally, language)))
    if found:
        said = case[0] if wrong else SubElement(case, "system-out")
        said.text = "\n".join(_line(each, language) for each in found)
    return case


def _named(file: str, name: str) -> Element:
    return Element("testcase", classname=_xml(file.removesuffix(PurePath(file).suffix)), name=name, time="0")


def _unread(file: str, language: str) -> Element:
    case = _named(file, "file")
    SubElement(case, "error", type="unread", message=plain(language, "The file could not be read."))
    return case


def _unjudged(check: str, tally: Tally, language: str) -> str:
    return " ".join(
        plain(
            language,
            "Not judged: {checks} ({reason}).",
            checks=f"{check} {number}",
            reason=translated(reason, language),
        )
        for reason, number in sorted(tally.reasons.items())
    )


def _line(each: Diagnostic, language: str) -> str:
    hint = "" if each.hint is None else f"; {plain(language, 'hint')}: {each.hint}"
    place = f"{each.file}:{each.region.line}:{each.region.column}"
    return _xml(f"{place}: {each.severity.value}: {excused(each, language)}{hint}")


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", visible(text))
