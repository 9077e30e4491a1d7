"""A report that has everything in it, for tests of reporters, and how GitHub's runner reads what a step prints."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from tripplan.diagnostics import (
    Diagnostic,
    FileReport,
    Region,
    Related,
    Repair,
    Report,
    Rule,
    Severity,
    Tally,
    TextEdit,
)

NAME = "trips/여름 방문 #1.toml"
TEXT = (
    '[trip]\nid = "t"\n\n[[events]]\nid = "noodles"\ntitle = "🍜 국수 점심" ; start = 2024-09-22T10:30\r\n'
    'notes = """\n둘째 줄"""\n\n[[events]]\nid = "tour"  # 오후\nstart = 2024-09-22T11:00\nallow = { late = "관례" }\n'
)


def region(part: str, text: str = TEXT) -> Region:
    """Where a part stands in a text, by its first occurrence."""
    start = text.index(part)
    return Region(*position(start, text), *position(start + len(part), text))


def position(offset: int, text: str = TEXT) -> tuple[int, int]:
    """The line and the column, in code points, of an offset."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def edit(part: str, text: str) -> TextEdit:
    """A change of a part of the text."""
    start = TEXT.index(part)
    return TextEdit(region(part), start, start + len(part), text)


REPAIR = Repair(
    "swap the two", (edit("10:30", "11:00"), edit('"tour"  # 오후', '"투어"  # 오후')), safe=False
)
BOOKED = Diagnostic(
    check="double-booked",
    severity=Severity.ERROR,
    message='double booking of 30 min: "🍜 국수 점심" and "tour", 100%',
    file=NAME,
    region=region("2024-09-22T10:30"),
    place="events[noodles].start",
    hint="move one, or: let somebody miss it",
    events=("noodles", "tour"),
    people=("김진태",),
    related=(Related(region("2024-09-22T11:00"), "starts here"),),
    repair=REPAIR,
)
LATE = Diagnostic(
    check="late",
    severity=Severity.WARNING,
    message="late for the tour",
    file=NAME,
    region=region('"tour"'),
    place="events[tour].id",
    events=("tour",),
    allowed="관례, as ever",
)
OLD = Diagnostic(
    check="late",
    severity=Severity.ERROR,
    message="late for the noodles",
    file=NAME,
    region=region('"noodles"'),
    place="events[noodles].id",
    events=("noodles",),
    known=True,
)
LONG = Diagnostic(
    check="bad-value",
    severity=Severity.WARNING,
    message="notes of two lines",
    file=NAME,
    region=region('"""\n둘째 줄"""'),
    place="events[noodles].notes",
)
NOTE = Diagnostic(
    check="weekend",
    severity=Severity.INFO,
    message="22 September is a Sunday",
    file=NAME,
    region=region("start = 2024-09-22T11:00"),
    place="events[tour].start",
    events=("tour",),
)
RULES = (
    Rule(
        "double-booked", Severity.ERROR, "Somebody in two places at once.", "Nobody can be.\n\nNot even he."
    ),
    Rule("late", Severity.WARNING, "Late.", "x" * 2000),
    Rule("weekend", Severity.INFO, "Work on a weekend.", "Offices are closed.", ready=False),
    Rule("bad-value", Severity.ERROR, "A value that the format does not allow.", ""),
)
COVERAGE = {
    "clean": Tally(3),
    "closed": Tally(0, Counter({"no opening hours": 2})),
    "double-booked": Tally(2, Counter({"no opening hours": 1})),
    "late": Tally(2),
    "weekend": Tally(1),
}


def report_of(*diagnostics: Diagnostic, name: str = NAME, **more: object) -> Report:
    """A report of one file with these diagnostics."""
    file = FileReport(name, TEXT, diagnostics, COVERAGE, events=2, people=1, left_out=Counter({"no-meal": 2}))
    return Report((file,), "0.1.0", "2026f", rules=lambda: RULES, **more)  # type: ignore[arg-type]  # its own fields


def rich() -> Report:
    """A report with one of everything: a relation, a fix, a hint, each severity, what is allowed, known, unread, left out."""
    return report_of(OLD, BOOKED, LONG, LATE, NOTE, unread=("gone/없음.toml",))


class Command(NamedTuple):
    """A command that the runner would obey."""

    name: str
    properties: dict[str, str]
    data: str


# What the runner obeys, and how it reads a line: actions/runner, ActionCommand.cs and ActionCommandManager.cs.
_OBEYED = {
    *("error", "warning", "notice", "debug", "group", "endgroup", "echo", "stop-commands"),
    *("add-mask", "add-matcher", "remove-matcher", "set-output", "set-env", "add-path", "save-state"),
}
_NEW = re.compile(r"\s*::(?P<name>[^ ]*?)(?: (?P<properties>.*?))?::(?P<data>.*)", re.DOTALL)
_OLD = re.compile(r".*?##\[(?P<name>[^ \]]*)(?: (?P<properties>[^\]]*))?\](?P<data>.*)", re.DOTALL)


def obeyed(output: str) -> list[Command]:
    """The commands that GitHub's runner obeys in what a step prints, line by line."""
    found: list[Command] = []
    stopped = ""
    for line in re.split("\r\n|\r|\n", output):
        command = _command(line, {*_OBEYED, stopped})
        if command is None:
            continue
        if stopped:
            stopped = "" if command.name == stopped else stopped
        elif command.name == "stop-commands":
            stopped = command.data
        else:
            found.append(command)
    return found


def _command(line: str, names: set[str]) -> Command | None:
    for form, between in ((_NEW, ","), (_OLD, ";")):
        read = form.fullmatch(line)
        if read and read["name"] in names:
            return Command(read["name"], _properties(read["properties"], between), _unescaped(read["data"]))
    return None


def _properties(text: str | None, between: str) -> dict[str, str]:
    pairs = (each.split("=", 1) for each in (text or "").strip().split(between) if "=" in each)
    return {
        name: _unescaped(value.replace("%3A", ":").replace("%2C", ",").replace("%5D", "]"))
        for name, value in pairs
    }


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
