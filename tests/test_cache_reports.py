"""Reports of single files: kept for as long as they hold, and as bytes what they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from front_door import FrontDoor, at_two_trips, told, without
from tripplan.cache import reports
from tripplan.cli import _batch
from tripplan.verify import verify

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "tests" / "data" / "clean.toml"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The working folder of `door`."""
    return tmp_path / "here"


@pytest.fixture
def door(tmp_path: Path) -> FrontDoor:
    """The program in a folder with two trips, with a cache of its own."""
    return at_two_trips(tmp_path)


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/*.toml")), ids=lambda path: path.name)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_report_survives_as_bytes(path: Path, language: str) -> None:
    """Out of a cache or another process comes what went in, to the last field."""
    source = path.read_bytes()
    report = verify(source, path.name, language)

    assert reports.unpacked(reports.packed(report, source), source) == report


@pytest.mark.parametrize("source", [b"\xff\xfe[\x00", b"\xef\xbb\xbf[trip]\n", b"a = '\xff'", b"x = ", b""])
def test_a_report_on_a_broken_file_survives_as_bytes(source: bytes) -> None:
    """Also where the text is not what the bytes say in UTF-8."""
    report = verify(source, "\udcff.toml")

    assert reports.unpacked(reports.packed(report, source), source) == report


PLANTED_REPORTS = [
    b"",
    b"[]",
    b"{}",
    b"7",
    b'{"text":1}',
    b'{"text":null,"coverage":{"a":1}}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("data", PLANTED_REPORTS, ids=lambda data: repr(data[:30]))
def test_planted_bytes_are_no_report(data: bytes) -> None:
    """Whatever they are, they are read as data, and refused."""
    assert reports.unpacked(data, b"") is None


def judged_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are judged from now on."""
    names: list[str] = []

    def noted(source: bytes, name: str, *rest: object) -> object:
        names.append(name)
        return verify(source, name, *rest)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(_batch, "verify", noted)
    return names


def test_of_many_files_only_the_changed_one_is_judged(
    door: FrontDoor, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of trips costs what one of them does, and the report is the same."""
    for number in range(5):
        shutil.copy(CLEAN, here / f"trip{number}.toml")
    names = judged_names(monkeypatch)
    door("check")
    assert len(names) == 7
    names.clear()
    (here / "trip3.toml").write_bytes((here / "sub" / "wrong.toml").read_bytes())
    after = door("check")

    assert names == ["trip3.toml"]
    assert told(after) == told(without(door)("check"))


@pytest.mark.parametrize("environment", [{"LC_ALL": "ko_KR.UTF-8"}, {}])
def test_a_files_findings_hold_for_language_name_and_choices(
    door: FrontDoor, here: Path, environment: dict[str, str]
) -> None:
    """The same bytes in another language, under another name or with other choices are judged anew."""
    door("check")
    shutil.copy(here / "sub" / "wrong.toml", here / "same.toml")
    (here / "tripplan.toml").write_text('[checks]\nunknown-key = "warning"\nno-meal = "off"\n', "utf-8")

    assert told(door("check", environment=environment)) == told(
        without(door)("check", environment=environment)
    )
