"""What SARIF says, read back as code scanning reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reports import BOOKED, REPAIR, RULES, TEXT, report_of, rich
from tripplan.reporters import Style, reporter
from tripplan.verify import applied

if TYPE_CHECKING:
    from tripplan.diagnostics import Report


def run_of(report: Report) -> dict[str, Any]:
    """The run of a report in SARIF."""
    runs: list[dict[str, Any]] = json.loads(reporter("sarif")(report, Style()))["runs"]
    assert len(runs) == 1
    return runs[0]


def test_a_fix_in_sarif_is_what_it_does() -> None:
    """Its replacements, made in the text by code points, give the mended text."""
    run = run_of(report_of(BOOKED))
    assert run["columnKind"] == "unicodeCodePoints"
    (fix,) = run["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]

    text = TEXT
    for each in sorted(change["replacements"], key=lambda it: -it["deletedRegion"]["startLine"]):
        lines, place = text.split("\n"), each["deletedRegion"]
        line = lines[place["startLine"] - 1]
        new = (
            line[: place["startColumn"] - 1]
            + each["insertedContent"]["text"]
            + line[place["endColumn"] - 1 :]
        )
        lines[place["startLine"] - 1] = new
        text = "\n".join(lines)

    assert text == applied(TEXT, REPAIR.edits)


def test_a_result_in_sarif_has_its_rule_its_place_and_its_other_place() -> None:
    """By the rule's number, the file's URI, the key path, and a related location."""
    run = run_of(report_of(BOOKED))
    (result,) = run["results"]
    location = result["locations"][0]

    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "double-booked"
    uri = "trips/%EC%97%AC%EB%A6%84%20%EB%B0%A9%EB%AC%B8%20%231.toml"
    assert location["physicalLocation"]["artifactLocation"] == {"uri": uri}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "events[noodles].start"}]
    assert result["relatedLocations"][0]["message"] == {"text": "starts here"}
    assert result["message"]["text"] == f"{BOOKED.message}\nhint: {BOOKED.hint}"


def test_a_file_outside_of_the_working_folder_is_an_absolute_uri() -> None:
    """What cannot be said from the repository's root is said whole."""
    run = run_of(report_of(replace(BOOKED, file="/a b/c.toml"), name="/a b/c.toml"))

    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///a%20b/c.toml"}


def test_a_rule_in_sarif_says_what_github_asks_for() -> None:
    """Descriptions of at most 1,024 characters, help as text and as Markdown, and a level; one that must be asked for is off."""
    booked, late, weekend, value = run_of(rich())["tool"]["driver"]["rules"]

    assert booked["name"] == "DoubleBooked"
    assert booked["shortDescription"]["text"] == RULES[0].title
    assert booked["help"]["markdown"].startswith(f"**{RULES[0].title}**\n\nNobody can be.")
    assert len(late["fullDescription"]["text"]) == 1024
    assert len(late["help"]["text"]) == 2000
    assert weekend["defaultConfiguration"] == {"level": "note", "enabled": False}
    assert value["fullDescription"] == value["shortDescription"]


def test_what_does_not_count_is_suppressed_in_sarif() -> None:
    """By the source with its reason, or from outside by a baseline; with one, every result is new or unchanged."""
    old, booked, _, late, _ = run_of(rich())["results"]

    assert booked["suppressions"] == []
    assert late["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "관례, as ever"}
    ]
    assert [each["kind"] for each in old["suppressions"]] == ["external"]
    assert (old["baselineState"], booked["baselineState"]) == ("unchanged", "new")
    assert "baselineState" not in run_of(report_of(BOOKED))["results"][0]


@pytest.mark.parametrize("unread", [(), ("gone.toml",)])
def test_sarif_says_whether_the_job_was_done(unread: tuple[str, ...]) -> None:
    """A file that could not be read is a notification of the tool, and the run no success."""
    (invocation,) = run_of(report_of(unread=unread))["invocations"]

    assert invocation["executionSuccessful"] is not bool(unread)
    notes = invocation["toolExecutionNotifications"]
    found = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in notes]
    assert found == list(unread)


def test_a_link_in_a_strangers_text_is_none_in_sarif() -> None:
    """`[text](target)` in a message would be one."""
    text = run_of(report_of(replace(BOOKED, message="[a](http://evil)")))["results"][0]["message"]["text"]

    assert text.startswith("[a] (http://evil)")
