"""Fixes: shown only when a second run has found that they mend, and written without touching anything else."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands import tripplan
from tripplan.cli._mend import mended, patch
from tripplan.diagnostics import Severity
from tripplan.timeline import NOTHING_GIVEN
from tripplan.verify import applied, verify

if TYPE_CHECKING:
    from tripplan.diagnostics import FileReport

CONFLICTS = Path(__file__).parents[1] / "examples" / "gangwon_na_2024_conflicts.toml"
STAGE = """
[trip]
id = "t"
title = "T"
home = "calgary"
start = 2024-09-21
end = 2024-09-29

[places.calgary]
at = [51.0457, -114.0571]
address = "800 Macleod Trail SE"

[places.edmonton]
at = [53.5416, -113.5440]
address = "12845 102 Avenue NW"

[people.kim]
name = "Kim"

[people.lee]
name = "Lee"
"""


def event(id_: str, *lines: str, kind: str = "meeting", place: str = "calgary") -> str:
    """One event of the format."""
    return "\n".join(
        ["", "[[events]]", f'id = "{id_}"', f'kind = "{kind}"', f'place = "{place}"', *lines, ""]
    )


def judged(text: str) -> FileReport:
    """The report on a text."""
    return verify(text.encode(), "trip.toml")


def serious(report: FileReport) -> list[str]:
    """The checks that warn or worse, and are not accepted."""
    return [
        each.check
        for each in report.diagnostics
        if each.severity is not Severity.INFO and each.allowed is None
    ]


SLIPS = {
    "a misspelt key": (event("a", "strat = 2024-09-23T09:00", 'duration = "1 h"'), "strat", "start", True),
    "a misspelt kind": (event("a", "start = 2024-09-23T09:00", 'duration = "1 h"', kind="meetin"), '"meetin"', '"meeting"', True),
    "a misspelt status": (event("a", "start = 2024-09-23T09:00", 'duration = "1 h"', 'status = "canceled"'), '"canceled"', '"cancelled"', True),
    "a misspelt person": (event("a", "start = 2024-09-23T09:00", 'duration = "1 h"', 'who = ["kimm"]'), '"kimm"', '"kim"', False),
    "a misspelt check": (event("a", "start = 2024-09-30T09:00", 'duration = "1 h"', 'allow = { outside-tripp = "x" }'), "outside-tripp", '"outside-trip"', False),
    "morning for evening": (event("a", "start = 2024-09-23T18:00", "end = 2024-09-23T08:30"), "2024-09-23T08:30", "2024-09-23T20:30", False),
    "the day before": (event("a", "start = 2024-09-23T22:00", "end = 2024-09-23T01:00", kind="other"), "2024-09-23T01:00", "2024-09-24T01:00", False),
    "an offset of home": (event("a", "start = 2024-09-23T18:00+09:00", 'duration = "1 h"'), "2024-09-23T18:00+09:00", "2024-09-23T18:00", False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wrong", "right", "safe"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_mended_where_it_stands(text: str, wrong: str, right: str, safe: bool) -> None:
    """The fix changes the slip and no other character, and the file is clean after it."""
    report = judged(text + STAGE)

    (repair,) = [each.repair for each in report.diagnostics if each.repair]

    after = applied(report.text, repair.edits)
    assert after == report.text.replace(wrong, right)
    assert repair.safe == safe
    assert serious(judged(after)) == []


def test_a_fix_that_would_make_another_conflict_is_not_shown() -> None:
    """Extending the stay would be right, but not where the trip's days end: no fix is better than a wrong one."""
    late = event("a", "start = 2024-09-23T18:00", "end = 2024-09-23T08:30")
    next_one = event("b", "start = 2024-09-23T19:00", "end = 2024-09-24T09:00")

    report = judged(late + next_one + STAGE)

    assert "ends-before-start" in serious(report)
    assert [each.repair for each in report.diagnostics] == [None] * len(report.diagnostics)


def test_a_missing_drive_is_added_below_the_event_before_it() -> None:
    """The block comes with its own id, after the last line of the event and before the next one's comments."""
    first = event("a", "start = 2024-09-23T09:00", 'duration = "1 h"')
    second = "\n# ---- evening\n" + event(
        "b", "start = 2024-09-23T18:00", 'duration = "1 h"', place="edmonton"
    )
    report = judged(STAGE + first + second)

    (repair,) = [each.repair for each in report.diagnostics if each.repair]

    after = applied(report.text, repair.edits)
    assert serious(judged(after)) == []
    assert re.search(r'duration = "1 h"\n\n\[\[events\]\]\nid = "drive-b"\nkind = "drive"\n', after)
    assert after.index("drive-b") < after.index("# ---- evening")
    assert after.replace(repair.edits[0].text, "") == report.text


def test_only_those_who_need_the_drive_are_in_it() -> None:
    """Where part of the delegation moves, the fix names them."""
    lines = ("start = 2024-09-23T09:00", 'duration = "1 h"', 'who = ["kim"]')
    later = ("start = 2024-09-23T18:00", 'duration = "1 h"', 'who = ["kim"]')
    report = judged(STAGE + event("a", *lines) + event("b", *later, place="edmonton"))

    (repair,) = [each.repair for each in report.diagnostics if each.repair]

    assert 'who = ["kim"]\n' in repair.edits[0].text


def test_no_drive_is_proposed_where_there_is_no_time_for_it() -> None:
    """Three hours of road do not fit into one."""
    first = event("a", "start = 2024-09-23T09:00", 'duration = "1 h"')
    second = event("b", "start = 2024-09-23T11:00", 'duration = "1 h"', place="edmonton")

    assert [
        each.repair for each in judged(STAGE + first + second).diagnostics if each.check == "teleport"
    ] == [None]


def test_an_accepted_finding_has_no_fix() -> None:
    """What the file accepts it need not mend."""
    late = event(
        "a", "start = 2024-09-23T18:00", "end = 2024-09-23T08:30", 'allow = { ends-before-start = "x" }'
    )

    assert [each.repair for each in judged(late + STAGE).diagnostics if each.allowed] == [None]


def test_every_fix_of_the_conflicts_example_holds() -> None:
    """Each that is shown, applied alone, removes its finding and adds none."""
    report = verify(CONFLICTS.read_bytes(), "x.toml")
    shown = [each for each in report.diagnostics if each.repair]

    assert {"zone-mismatch", "unknown-key", "wrong-offset", "teleport", "ends-before-start", "no-bed"} <= {
        each.check for each in shown
    }
    for each in shown:
        assert each.repair is not None
        after = judged(applied(report.text, each.repair.edits))
        before = serious(report)
        before.remove(each.check)
        assert sorted(serious(after)) == sorted(before)


def test_fixes_in_turn_leave_what_cannot_be_mended() -> None:
    """All together, each tried after the one before: the one that needs a decision stays."""
    after = mended(
        verify(CONFLICTS.read_bytes(), "x.toml"), safe_only=False, language="en", given=NOTHING_GIVEN
    )

    assert sorted(serious(after)) == ["outside-trip"]


def test_a_patch_is_one_that_git_applies(tmp_path: Path) -> None:
    """`--diff` prints a patch, exact to the byte, and writes nothing."""
    (tmp_path / "trip.toml").write_bytes(CONFLICTS.read_bytes())
    before = verify(CONFLICTS.read_bytes(), "trip.toml")
    after = mended(before, safe_only=False, language="en", given=NOTHING_GIVEN)
    (tmp_path / "fix.patch").write_text(patch(before, after), "utf-8")

    subprocess.run(["git", "apply", "fix.patch"], cwd=tmp_path, check=True)  # noqa: S607 - whichever git there is

    assert (tmp_path / "trip.toml").read_text("utf-8") == after.text
    printed = tripplan("check", "--diff", CONFLICTS)
    assert printed.out.count("\n@@ ") == patch(before, after).count("\n@@ ") > 3
    assert printed.status == 1


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fix_changes_the_slip_and_leaves_every_other_byte(tmp_path: Path, bom: bytes, end: str) -> None:
    """Comments, layout, line ends and the byte order mark stay; only safe fixes are written."""
    text = (
        event("a", "start = 2024-09-23T09:00", 'duration = "1 h"', 'titel = "아침"  # 회의', 'who = ["kimm"]')
        + STAGE
    )
    source = bom + text.replace("\n", end).encode()
    path = tmp_path / "trip.toml"
    path.write_bytes(source)

    result = tripplan("check", "--fix", path)

    assert path.read_bytes() == source.replace(b"titel", b"title")
    assert result.status == 1
    assert "unknown-key" not in result.out
    assert 'there is no person or group "kimm"' in result.out


def test_fix_does_not_touch_a_file_that_has_nothing_to_mend(tmp_path: Path) -> None:
    """Not even its time stamp."""
    path = tmp_path / "trip.toml"
    path.write_text(STAGE, "utf-8")
    path.chmod(0o400)
    before = path.stat().st_mtime_ns

    assert tripplan("check", "--fix", path).status == 0
    assert path.stat().st_mtime_ns == before


def test_a_fix_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A folder that refuses: status 2, one word, and the file as it was."""
    path = tmp_path / "gone" / "trip.toml"
    path.parent.mkdir()
    path.write_text(event("a", "strat = 2024-09-23T09:00", 'duration = "1 h"') + STAGE, "utf-8")
    link = tmp_path / "link.toml"
    link.symlink_to(path)

    result = tripplan("check", "--fix", link)

    assert result.status == 0
    assert "start = 2024-09-23T09:00" in path.read_text("utf-8")
    assert link.is_symlink()


def test_machines_get_the_fix_with_its_place() -> None:
    """JSON holds the message, whether it is safe, and each edit by line and column."""
    found = json.loads(tripplan("check", "--output-format", "json", CONFLICTS).out)["diagnostics"]

    (fix,) = [each["fix"] for each in found if each["check"] == "unknown-key"]
    assert fix["safe"] is True
    assert fix["edits"] == [{"line": 219, "column": 1, "end_line": 219, "end_column": 6, "text": "title"}]
