"""Where checks draw their lines: sourced rows, which a trip may overrule."""

from __future__ import annotations

from datetime import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from example_runs import examples, findings_of
from seeded import written
from tripplan import checks
from tripplan.checks import all_checks, check_names, settings
from tripplan.checks._examples import explanation, on_stage
from tripplan.checks._limits import SHARED, Limits, defaults, limits_of
from tripplan.diagnostics import Tally
from tripplan.load import load
from tripplan.model import Choice
from tripplan.timeline import Given, Timeline
from tripplan.verify import verify

if TYPE_CHECKING:
    from tripplan.checks._limits import Limit

FILES = sorted(Path(checks.__file__).with_name("limits").glob("*.toml"))
TRIP = """
[trip]
id = "t"
title = "T"
home = "seoul"
start = 2024-09-21
end = 2024-09-29
[places.seoul]
at = [37.5663, 126.9779]
address = "110 Sejong-daero"
[places.calgary]
at = [51.0457, -114.0571]
address = "800 Macleod Trail SE"
[people.kim]
name = "Kim"
[[events]]
id = "a"
kind = "other"
place = "calgary"
start = 2024-09-23T09:00
duration = "1 h"
[[events]]
id = "b"
kind = "other"
place = "calgary"
start = 2024-09-25T09:00
duration = "1 h"
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_limit_has_a_value_and_a_source(path: Path) -> None:
    """A number without a source is an opinion: it does not pass, nor does a file of no check, or a shared row that names none."""
    rows = tomli.loads(path.read_text("utf-8"))
    shared = path.stem in SHARED

    assert shared or path.stem in check_names()
    assert rows
    for name, row in rows.items():
        assert set(row) == {"value", "source", *(["checks"] if shared else [])}, name
        assert len(row["source"].split()) >= 2, name
        assert set(row.get("checks", ())) <= set(check_names()), name


def severities(settings_of_trip: str) -> list[tuple[str, str]]:
    """The (check, severity) of what is said at all of the trip with these settings."""
    report = verify((TRIP + settings_of_trip).encode(), "x.toml")
    return [(each.check, each.severity.value) for each in report.diagnostics if each.check == "no-bed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("no-bed", "error")]),
        ('[checks]\nno-bed = "warning"\n', [("no-bed", "warning")]),
        ('[checks]\nno-bed = "off"\n', []),
        ('[checks.no-bed]\nseverity = "info"\n', [("no-bed", "info")]),
        ("[checks.no-bed]\nshort-hop-km = 20000\n", []),
        ("[checks.no-bed]\nprobe = 04:00\n", [("no-bed", "error")]),
    ],
)
def test_a_trip_may_set_a_severity_and_a_limit(text: str, expected: list[tuple[str, str]]) -> None:
    """Its own word comes before the default: with home 20 000 km wide every night is at home."""
    assert severities(text) == expected


def test_an_own_limit_says_that_it_is_the_trips() -> None:
    """The source of a limit travels with it."""
    limits = Limits("no-bed", {"short-hop-km": 30})

    assert (limits["short-hop-km"], limits.limit("short-hop-km").source) == (30, "[checks] of this trip")
    assert limits.limit("probe").source.startswith("own policy")


def test_settings_name_the_limits_of_every_check() -> None:
    """What [checks] may set is known for each check, those that it shares among them, and of what type it is."""
    assert set(settings()) == set(check_names())
    assert settings()["teleport"] == {"short-hop-km": float, "rough-km": float}
    assert settings()["tight-connection"]["preclearance"] is list
    assert settings()["no-bed"]["probe"] is time
    assert settings()["weekend"] == {}


@cache
def read_by(check: str) -> frozenset[str]:
    """The limits that a check reads in all of its examples, or others read for it."""
    read: set[str] = set()

    class Recording(Limits):
        def limit(self, name: str) -> Limit:
            read.add(name)
            return super().limit(name)

        def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as in Limits
            return self.limit(name).value

    judge = next(each.judge for each in all_checks() if each.id == check)
    for example in examples(check) if judge else ():
        trip = load(example, "x", settings()).trip
        assert trip is not None
        list(judge(Timeline(trip), Recording(check), Tally()) if judge else ())
    return frozenset(read)


# Lines that a check draws for others, too, which ask for them under its name.
READ_BY_OTHERS = {
    "no-bed": {name for name in defaults("no-bed") if name != "probe"},
    "duplicate-booking": {"apart-minutes"},
}


@pytest.mark.parametrize("check", [name for name in check_names() if defaults(name)])
def test_a_check_reads_every_limit_that_a_trip_may_set(check: str) -> None:
    """A limit that changes nothing would be a promise that is not kept."""
    assert set(defaults(check)) == read_by(check) | READ_BY_OTHERS.get(check, set())


EXTREMES: dict[type, tuple[object, ...]] = {
    float: (-100_000, 0, 100_000),
    time: (time(0), time(12), time(23, 59, 59)),
    list: ([], ["US"], ["CA", "US"]),
}


@pytest.mark.parametrize("check", [name for name in check_names() if defaults(name)])
@pytest.mark.parametrize("which", range(3))
def test_no_limit_makes_a_check_fail(check: str, which: int) -> None:
    """Whatever a trip may set, it is judged: least, nothing and most of each."""
    bad = explanation(next(each for each in all_checks() if each.id == check)).bad
    own = [f"{name} = {written(EXTREMES[kind][which])}" for name, kind in settings()[check].items()]

    report = verify("\n".join([on_stage(bad), f"[checks.{check}]", *own]).encode(), "x.toml")

    assert check in report.coverage


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("[checks.tight-connection]\npreclearance = 3\n", "wrong-type", "a list of codes"),
        ('[checks.tight-connection]\npreclearance = ["YYC", 3]\n', "wrong-type", "a code in quotes"),
        ('[checks.tight-connection]\npreclearance = ["yyc"]\n', "bad-value", '"yyc" is no code'),
        ('[checks.tight-connection]\npreclearence = ["YYC"]\n', "unknown-key", "preclearence"),
        ('[checks.teleport]\npreclearance = ["YYC"]\n', "unknown-key", "preclearance"),
        ("[checks.weekend]\nhours = 3\n", "unknown-key", "hours"),
        ("[checks.no-bed]\nprobe = 3\n", "wrong-type", "a time of day"),
        ("[checks.short-rest]\nrest-hours = true\n", "wrong-type", "a number"),
        ("[checks.short-rest]\nrest-hours = nan\n", "bad-value", "−100000"),
        ("[checks.short-rest]\nrest-hours = 1e300\n", "bad-value", "−100000"),
    ],
)
def test_a_wrong_setting_is_a_finding_of_its_own(text: str, kind: str, place: str) -> None:
    """Of the wrong type, out of all measure, or a limit that the check does not have: told where it stands."""
    report = verify((TRIP + text).encode(), "x.toml")
    told = [each for each in report.diagnostics if each.check == kind]

    assert [place in each.message for each in told] == [True]
    assert told[0].region.line == len(TRIP.split("\n")) + 1


def test_a_folder_s_limit_counts_where_the_trip_says_nothing_and_says_whose_it_is() -> None:
    """Its defaults come after the trip's own word, for checks that ask in another's name, too."""
    choices = {"no-bed": Choice(limits={"probe": time(4)}), "implausible-speed": Choice(off=True)}
    trip = load((TRIP + "[checks.no-bed]\nprobe = 05:00\n").encode(), "x", settings()).trip
    silent = load(TRIP.encode(), "x", settings()).trip
    assert trip is not None
    assert silent is not None

    own = limits_of("no-bed", Timeline(trip, Given(choices=choices))).limit("probe")
    folder = limits_of("no-bed", Timeline(silent, Given(choices=choices))).limit("probe")

    assert own == (time(5), "[checks] of this trip")
    assert folder == (time(4), "[checks] of this folder")


# Findings that rest on no limit, each with the reason.
OF_NO_LIMIT = {
    "tight-transfer": "its time is an estimate or the trip's own word, and says its source; the limits say which ways it judges",
    "outside-trip": "the days of the trip are the trip's own; only how early a stay may begin is a limit",
    "duplicate-booking": "of two numbers at the same times to the minute no limit is asked",
}


def rests_on_no_limit(check: str, message: str, events: list[str]) -> bool:
    """Whether a finding is one of `OF_NO_LIMIT`: told by what it says, and by the kinds of its events."""
    if check == "outside-trip":
        return "stay" not in events or "starts on" not in message
    return check == "tight-transfer" or (check == "duplicate-booking" and "under another number" in message)


@pytest.mark.parametrize("check", [name for name in check_names() if defaults(name)])
def test_a_finding_says_the_source_of_its_limit(check: str) -> None:
    """Who is told that something is too short asks who says so; a reason is asked of those that do not tell."""
    sources = {limit.source for limit in defaults(check).values()}
    silent = [
        told
        for example in examples(check)
        for told in findings_of(check, example)
        if not rests_on_no_limit(check, told.message, told.kinds) and not any(s in told.text for s in sources)
    ]

    assert silent == []


@pytest.mark.parametrize("check", [name for name in check_names() if defaults(name)])
def test_a_finding_says_that_its_limit_is_the_trips_own(check: str) -> None:
    """With each limit set by the trip to what it is by default the same is found, and the trip is the source."""
    own = [f"{name} = {written(limit.value)}" for name, limit in defaults(check).items()]
    table = "\n".join(["", f"[checks.{check}]", *own, ""]).encode()
    count = 0
    for example in examples(check):
        if b"[checks" in example:
            continue
        before, after = findings_of(check, example), findings_of(check, example + table)
        asked = [told for told in after if not rests_on_no_limit(check, told.message, told.kinds)]
        count += len(after)

        assert len(before) == len(after)
        assert [told for told in asked if "[checks] of this trip" not in told.text] == []
    assert count
