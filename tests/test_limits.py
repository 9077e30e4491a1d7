"""Where checks draw their lines: sourced rows, which a trip may overrule."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from tripplan import checks
from tripplan.checks import check_names, settings
from tripplan.checks._limits import SHARED, Limits
from tripplan.verify import verify

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
    """A number without a source is an opinion: it does not pass, nor does a file for which there is no check and no shared helper."""
    rows = tomli.loads(path.read_text("utf-8"))

    assert path.stem in {*check_names(), SHARED} or path.parents[1].joinpath(f"_{path.stem}.py").exists()
    assert rows
    for name, row in rows.items():
        assert set(row) == {"value", "source"}, name
        assert len(row["source"].split()) >= 2, name


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
    """What [checks] may set is known for each check, those shared by all among them."""
    assert set(settings()) == set(check_names())
    assert all("short-hop-km" in limits for limits in settings().values())
