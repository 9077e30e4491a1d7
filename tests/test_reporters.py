"""The contract of every report format: it says all, breaks on nothing, puts nothing live in its output, and repeats itself."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from junitparser import JUnitXml
from referencing import Registry, Resource
from sarif_kit.validate import validation_errors

from reports import BOOKED, LATE, LONG, NOTE, OLD, obeyed, report_of, rich
from tripplan.diagnostics import Report
from tripplan.reporters import FOR_PEOPLE, Style, reporter, reporter_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from tripplan.diagnostics import Diagnostic

SCHEMAS = Path(__file__).parent / "schemas"
EMPTY = Report((), "0.1.0", "2026f")
LIVE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
HOSTILE = [
    "x' \" \\ ` $(id) <b>&amp;</b>",
    "\x1b[31mred\x1b]8;;http://x\x07 \x9b2J \x00",
    "a\r\n::error file=x::owned\n##[error]owned\r",
    "::add-mask::a %0A::warning::b ##[add-matcher]c",
    "]]> <!-- --> <![CDATA[ &#0; \ufffe\uffff",
    "\u202egnp.moc\u202c \u200f\u061c \u2066x",
    "한글 🍜 e\u0301 \ud83d 𐀀",
    "[link](http://evil) {0} {{1}} | , : ; % %25",
    "",
    "x" * 10_000,
]


def written(name: str, report: Report, language: str = "en") -> str:
    """A report in a format, as it goes to a file."""
    return reporter(name)(report, Style(language=language))


@cache
def _validator(name: str) -> Draft202012Validator:
    """A validator of one of our own schemas."""
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    resources = [(key, Resource.from_contents(schema)) for key, schema in schemas.items()]
    return Draft202012Validator(schemas[name], registry=Registry().with_resources(resources))


@cache
def _junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit.xsd")


def _errors(name: str, document: object) -> list[str]:
    return [error.message for error in _validator(name).iter_errors(document)]


def _junit_errors(text: str) -> list[str]:
    JUnitXml.fromstring(text.encode())  # the parser that others use reads it
    return [str(error) for error in _junit_schema().iter_errors(io.StringIO(text))]


def _github_errors(text: str) -> list[str]:
    commands = obeyed(text)
    names = {"title", "file", "line", "endLine", "col", "endColumn"}
    known = all(set(each.properties) <= names for each in commands)
    return [] if len(commands) == text.count("\n") and known else [text]


# Of every format for programs: what is wrong with a text of that format.
WRONG: dict[str, Callable[[str], list[str]]] = {
    "github": _github_errors,
    "gitlab": lambda text: _errors("gitlab.json", json.loads(text)),
    "json": lambda text: _errors("report.json", json.loads(text)),
    "json-lines": lambda text: [
        error for line in text.splitlines() for error in _errors("diagnostic.json", json.loads(line))
    ],
    "junit": _junit_errors,
    "rdjson": lambda text: _errors("rdjson.json", json.loads(text)),
    "sarif": lambda text: list(validation_errors(json.loads(text))),
}


def hostile(text: str) -> Report:
    """A report with a stranger's text wherever a stranger's text can be."""
    path = "".join(each for each in text if each != "\0" and not "\ud800" <= each <= "\udfff")[:100] or "x"
    related = tuple(replace(each, message=text) for each in BOOKED.related)
    repair = replace(BOOKED.repair, message=text) if BOOKED.repair else None
    told = {"message": text or "x", "hint": text, "file": path, "place": text.replace("\ud83d", "")}
    named = {"events": (text.replace("\ud83d", ""),), "people": (text,)}
    bad = replace(BOOKED, **told, **named, related=related, repair=repair)  # type: ignore[arg-type]  # its own fields
    return report_of(bad, replace(bad, allowed=text), replace(bad, known=True), name=path, unread=(path,))


def test_every_format_for_programs_has_a_schema_here() -> None:
    """A new format cannot be forgotten."""
    assert set(WRONG) == set(reporter_names()) - FOR_PEOPLE


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", reporter_names())
def test_every_format_looks_as_it_did(golden: Callable[[str, str], None], name: str, language: str) -> None:
    """Relation, fix, hint, each severity, allowed, known, left out, unread: one of everything, in both languages."""
    golden(f"reports/{name}.{language}.txt", written(name, rich(), language))


@pytest.mark.parametrize("name", sorted(WRONG))
@pytest.mark.parametrize("report", [rich(), EMPTY, report_of()], ids=["rich", "empty", "clean"])
def test_a_format_for_programs_is_valid_by_its_schema(name: str, report: Report) -> None:
    """With everything in it, with no file at all, and where nothing is found."""
    assert not WRONG[name](written(name, report))


@pytest.mark.parametrize("name", reporter_names())
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    """Nothing of the run, no time and no address, is in it."""
    assert written(name, rich()).encode() == written(name, rich()).encode()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize("name", reporter_names())
def test_a_strangers_text_breaks_no_format(name: str, text: str) -> None:
    """Valid whatever stands in a title, an id or a file's name, encodable, and with nothing in it that a terminal obeys."""
    out = written(name, hostile(text))

    assert LIVE.search(out) is None
    assert out.encode().decode() == out
    assert name in FOR_PEOPLE or not WRONG[name](out)


@given(text=st.text(max_size=60))
def test_no_text_at_all_breaks_a_format(text: str) -> None:
    """What the list of nasty texts has forgotten."""
    for name in reporter_names():
        out = written(name, hostile(text))

        assert LIVE.search(out) is None
        assert name in FOR_PEOPLE or not WRONG[name](out)


@pytest.mark.parametrize("each", [BOOKED, LONG, NOTE], ids=lambda each: each.check)
@pytest.mark.parametrize("name", reporter_names())
def test_every_format_tells_every_finding_that_counts(name: str, each: Diagnostic) -> None:
    """Its message and its check are in every report; none is lost on the way."""
    out = written(name, rich())
    told = [
        each.message,
        json.dumps(each.message, ensure_ascii=False)[1:-1],
        each.message.replace("%", "%25"),
    ]

    assert any(message.replace('"', "&quot;") in out or message in out for message in told)
    assert each.check in out


@pytest.mark.parametrize("name", sorted(set(reporter_names()) - {"github"}))
def test_what_does_not_count_is_shown_as_what_it_is(name: str) -> None:
    """An allowed finding with its reason, a known one as known: neither is hidden, neither is counted."""
    out = written(name, report_of(LATE, OLD))

    assert LATE.allowed is not None
    assert LATE.allowed in out
    assert "known" in out
    assert written(name, report_of(BOOKED)) != written(name, report_of(replace(BOOKED, known=True)))


def test_an_annotation_is_made_of_nothing_that_does_not_count() -> None:
    """GitHub shows ten: what is accepted or known takes no place."""
    assert written("github", report_of(LATE, OLD)) == ""


@pytest.mark.parametrize("name", sorted(FOR_PEOPLE))
def test_the_summary_hides_nothing(name: str) -> None:
    """What is allowed, known, left out and unread is counted in words, and a run with unread files is not called good."""
    out = written(name, rich())

    assert (
        "1 error, 1 warning, 1 info (1 allowed, with reasons; 1 known (baseline)). Checked: 2 events" in out
    )
    assert "Left out by --select or --ignore: no-meal 2." in out
    assert "Not read: gone/없음.toml." in out
    assert "late for the noodles" not in out  # known: counted, not shown


@pytest.mark.parametrize("name", sorted(FOR_PEOPLE))
def test_nothing_is_called_checked_where_no_file_was_read(name: str) -> None:
    """Not one was judged, so that nothing is said to be without conflicts."""
    assert written(name, replace(EMPTY, unread=("a.toml",))) == "Not read: a.toml.\n"


@pytest.mark.parametrize(
    ("report", "color"),
    [(report_of(), "1;32"), (report_of(LATE, OLD), "1;32"), (report_of(LONG), "1;33"), (rich(), "1;31")],
    ids=["clean", "accepted", "warning", "error"],
)
def test_the_colour_of_the_summary_is_that_of_the_worst_that_counts(report: Report, color: str) -> None:
    """Green where nothing counts, even beside accepted findings."""
    assert (
        f"\x1b[{color}m"
        in reporter("full")(report, Style(color=True)).partition("Checked")[0].rpartition("\n")[2]
    )


def test_a_file_that_nobody_read_is_never_green() -> None:
    """Nothing was found, for nothing was looked at."""
    out = reporter("full")(replace(EMPTY, unread=("a.toml",)), Style(color=True))

    assert out.startswith("\x1b[1;31m")
