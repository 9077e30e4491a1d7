"""`tripplan rules`: every kind of finding that there is, for people and for machines, and nothing that there is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commands import tripplan
from tripplan.checks import all_checks
from tripplan.checks._limits import defaults
from tripplan.cli._rules import OF_THE_FILE, rules
from tripplan.load.tables import SECTIONS
from tripplan.verify import verify

CHECKS = {each.id: each for each in all_checks()}


@pytest.fixture
def listed() -> dict[str, Any]:
    """The rules as JSON, by id."""
    report = json.loads(tripplan("rules", "--output-format", "json").out)
    return {each["id"]: each for each in report["rules"]}


def test_every_kind_of_finding_is_listed_once(listed: dict[str, Any]) -> None:
    """The checks first, then the problems of a file as such, each part by id."""
    assert list(listed) == [*sorted(CHECKS), *sorted(OF_THE_FILE)]
    assert [each.id for each in rules("en")] == list(listed)


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_is_listed_as_it_is(listed: dict[str, Any], check: str) -> None:
    """Severity, whether it runs by itself, and every line that it draws, with its source."""
    rule = listed[check]
    limits = {each["name"]: each for each in rule["limits"]}

    assert (rule["severity"], rule["ready"], rule["kind"]) == (
        CHECKS[check].severity.value,
        CHECKS[check].ready,
        "check",
    )
    assert limits.keys() == defaults(check).keys()
    assert all(each["source"] and each["value"] is not None for each in limits.values())
    assert rule["title"]
    assert rule["why"]


def test_a_number_has_a_unit(listed: dict[str, Any]) -> None:
    """Three of what is the question that a bare number leaves; lists of codes have none."""
    limits = [limit for rule in listed.values() for limit in rule["limits"]]

    assert limits
    assert [
        each["name"] for each in limits if (each["unit"] is None) is not isinstance(each["value"], list)
    ] == []


@pytest.mark.parametrize("problem", OF_THE_FILE)
def test_a_problem_of_the_file_is_an_error_that_is_always_on(listed: dict[str, Any], problem: str) -> None:
    """They have no limits, and nothing turns them off."""
    rule = listed[problem]

    assert (rule["kind"], rule["severity"], rule["ready"], rule["limits"]) == ("file", "error", True, [])


def test_problems_of_files_go_by_the_names_that_are_listed() -> None:
    """A file of every mistake reports under no other name."""
    wrong = "\n".join(f"{section} = 1" for section in SECTIONS) + "\nz = 1\n[[a]]\n[b\n"

    assert {each.check for each in verify(wrong.encode(), "wrong.toml").diagnostics} <= OF_THE_FILE.keys()


def test_the_list_for_people_says_the_same() -> None:
    """One line a rule with its severity, its limits indented below it."""
    lines = tripplan("rules").out.splitlines()
    heads = [line.partition(" ")[0] for line in lines if not line.startswith(" ")]

    assert heads == [each.id for each in rules("en")]
    assert any(line.startswith("    short-hop-km = 50 (") for line in lines)


def test_titles_are_in_the_readers_language() -> None:
    """--lang decides; ids and severities are the same in all languages."""
    english, korean = ({each.id: each.title for each in rules(language)} for language in ("en", "ko"))
    said = tripplan("rules", "--lang", "ko").out

    assert english.keys() == korean.keys()
    assert english["syntax"] != korean["syntax"]
    assert f"syntax (error): {korean['syntax']}\n" in said


def test_the_same_list_every_time() -> None:
    """Machines compare it."""
    assert (
        tripplan("rules", "--output-format", "json").out == tripplan("rules", "--output-format", "json").out
    )
