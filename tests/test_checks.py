"""The checks: each proves what its docstring says, and does not fire where other tools do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tripplan.checks import all_checks
from tripplan.checks._examples import explanation, given_with, on_stage
from tripplan.diagnostics import Severity
from tripplan.verify import verify

CASES = Path(__file__).with_name("cases")
MARK = re.compile(r"# (?P<severity>error|warning|info): (?P<check>[a-z-]+)(?= *(?:#|$))")
BLOCK = re.compile(r"^(?:#+ (?P<heading>[^\n]+)|```toml\n(?P<toml>.*?)^```)$", re.MULTILINE | re.DOTALL)

CHECKS = {each.id: each for each in all_checks()}


class Case(NamedTuple):
    """One example of a cases file, by the heading above it."""

    file: str
    heading: str
    toml: str

    def __str__(self) -> str:
        return f"{self.file}: {self.heading}"


def cases() -> list[Case]:
    """Every example of every cases file."""
    found = []
    for path in sorted(CASES.glob("*.md")):
        heading = ""
        for block in BLOCK.finditer(path.read_text("utf-8")):
            heading = block["heading"] or heading
            if block["toml"]:
                found.append(Case(path.stem, heading, block["toml"]))
    return found


def expected(example: str) -> list[tuple[int, str, str]]:
    """The (line, severity, check) of every mark in an example."""
    lines = enumerate(example.split("\n"), 1)
    return sorted(
        (number, mark["severity"], mark["check"]) for number, line in lines for mark in MARK.finditer(line)
    )


def found(example: str, under_test: str) -> list[tuple[int, str, str]]:
    """The (line, severity, check) of all that is said of an example, save what it accepts and what other checks note as mere info.

    A warning of another check would puzzle the reader of an example; what it notes without judging is beside the point.
    """
    report = verify(on_stage(example).encode(), "example.toml", given=given_with(example))
    return sorted(
        (each.region.line, each.severity.value, each.check)
        for each in report.diagnostics
        if each.allowed is None and (each.severity is not Severity.INFO or each.check == under_test)
    )


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_documented(check: str) -> None:
    """Whoever meets a finding can read what it is and why it matters, and see it wrong and right."""
    told = explanation(CHECKS[check])

    assert told.title.endswith(".")
    assert len(told.why.split()) >= 20, "say why it matters"
    assert told.bad.strip()
    assert told.good.strip()


@pytest.mark.parametrize("check", CHECKS)
def test_bad_has_findings_on_the_marked_lines_and_on_no_others(check: str) -> None:
    """The example fails as it says: at those lines, with that severity, by that check, and by no other."""
    bad = explanation(CHECKS[check]).bad

    assert check in {name for _, _, name in expected(bad)}, "Bad marks no line with this check"
    assert found(bad, check) == expected(bad)


@pytest.mark.parametrize("check", CHECKS)
def test_good_has_no_finding(check: str) -> None:
    """What the docstring recommends passes every check."""
    good = explanation(CHECKS[check]).good

    assert expected(good) == []
    assert found(good, check) == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_named_like_a_word_after_allow(check: str) -> None:
    """Lower-case words with hyphens, and the problem, not a prohibition: it reads right in `allow = { overlap = "…" }`."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check)
    assert check.split("-", maxsplit=1)[0] not in {"check", "disallow", "forbid", "avoid"}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_case_has_findings_on_the_marked_lines_and_on_no_others(case: Case) -> None:
    """Where other tools cry wolf nothing is said, and what is said is said of the right line."""
    assert found(case.toml, case.file) == expected(case.toml)


def test_every_cases_file_belongs_to_a_check() -> None:
    """A check that is renamed or removed takes its cases along."""
    assert {path.stem for path in CASES.glob("*.md")} <= CHECKS.keys()


def test_no_case_is_lost_by_its_form() -> None:
    """Every fence is read, and no two examples of one file share a heading: each test can be told from the others."""
    fences = sum(path.read_text("utf-8").count("```toml") for path in CASES.glob("*.md"))
    every = cases()

    assert len(every) == fences > 0
    assert len({str(case) for case in every}) == fences


def test_no_mark_is_lost_by_its_form() -> None:
    """A line with a severity in its comment is an expectation: one that is misspelt would pass as prose."""
    texts = [case.toml for case in cases()] + [explanation(check).bad for check in CHECKS.values()]
    lines = [
        line for text in texts for line in text.split("\n") if re.search(r"# *(error|warning|info)\b", line)
    ]

    marked = ((line, line.replace("# released as", "").count("#")) for line in lines)
    assert [line for line, marks in marked if len(MARK.findall(line)) != marks] == []


def test_an_example_keeps_its_line_numbers_on_the_stage() -> None:
    """The stage is set below the example, so that a finding's line is the one that the reader sees."""
    example = 'events = []\n\n[people.park]\nname = "Park"\n'

    assert on_stage(example).startswith(example)


def test_a_table_of_the_example_takes_the_place_of_the_stage_s() -> None:
    """An example may have days, places and people of its own, under the stage's names too."""
    own = on_stage('[places.seoul]\nzone = "Asia/Seoul"\n\n[trip]\nid = "own"\n')

    assert own.count("[trip]") == own.count("[places.seoul]") == 1
    assert 'id = "own"' in own
    assert "[people.kim]" in own


def test_a_flight_written_for_two_groups_is_mended_in_both_entries() -> None:
    """One slip copied into two entries is one finding that names both groups, and its fix changes both."""
    entry = (
        '[[events]]\nid = "{id}"\nkind = "flight"\nnumber = "KE 71"\nfrom = "icn"\nto = "yyc"\n'
        'start = 2024-09-21T18:50\nend = 2024-09-22T13:40\nwho = ["{who}"]\n'
    )
    text = on_stage(entry.format(id="first", who="kim") + entry.format(id="second", who="lee"))

    (told,) = (
        each for each in verify(text.encode(), "x.toml").diagnostics if each.severity is Severity.ERROR
    )

    assert (told.check, told.events, told.people) == (
        "implausible-speed",
        ("first", "second"),
        ("kim", "lee"),
    )
    assert told.repair is not None
    assert [(edit.region.line, edit.text) for edit in told.repair.edits] == [
        (8, "2024-09-21T13:40"),
        (17, "2024-09-21T13:40"),
    ]
