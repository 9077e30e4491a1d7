"""A folder's own settings: where they are found, what they may say, what beats them, and how a bad one is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from commands import tripplan
from small_trip import HEAD, LATE, TRIP, trip_in
from tripplan.cli import _configuration
from tripplan.cli._settings import Settings, Told
from tripplan.diagnostics import Severity


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that is a repository: nothing above it counts."""
    folder = tmp_path / "repository"
    folder.joinpath(".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("TRIPPLAN_OUTPUT_FORMAT", raising=False)
    return folder


def put(name: str, text: str) -> Path:
    """Writes a file, its folders too."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def checks(*arguments: str | Path) -> dict[str, set[str]]:
    """The checks that a run reports, by file."""
    found: dict[str, set[str]] = {}
    for each in json.loads(tripplan("check", "--output-format", "json", *arguments).out)["diagnostics"]:
        found.setdefault(each["file"], set()).add(each["check"])
    return found


ALL = {"double-booked", "outside-trip", "unknown-key"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tripplan.toml", 'ignore = ["outside-trip"]'),
        ("pyproject.toml", '[tool.tripplan]\nignore = ["outside-trip"]'),
        ("pyproject.toml", '[project]\nname = "x"\n[tool]\ntripplan = { ignore = ["outside-trip"] }'),
        ("../repository/tripplan.toml", '\ufeffignore = ["outside-trip"]\r\n'),
    ],
)
def test_settings_are_found_above_a_file(name: str, text: str) -> None:
    """Either file serves, for every file below it; the run says whose word it followed."""
    put(name, text)
    trip = trip_in(Path("trips/2024"))

    result = tripplan("check", "--output-format", "concise", trip)

    assert checks(trip) == {str(trip): ALL - {"outside-trip"}}
    assert result.err == f"tripplan: settings: {Path(name).name}\n"


@pytest.mark.parametrize(
    ("above", "below", "kept"),
    [
        ('ignore = ["outside-trip"]', 'ignore = ["double-booked"]', ALL - {"double-booked"}),
        ('ignore = ["outside-trip"]', "", ALL),
        ('[checks]\noutside-trip = "off"', 'ignore = ["double-booked"]', ALL - {"double-booked"}),
    ],
)
def test_the_nearest_settings_alone_count(above: str, below: str, kept: set[str]) -> None:
    """One file says all that holds for a folder: nothing is mixed in from further up."""
    put("tripplan.toml", above)
    put("trips/tripplan.toml", below)
    trip = trip_in(Path("trips"))

    assert checks(trip) == {str(trip): kept}


def test_each_file_has_the_settings_of_its_folder() -> None:
    """One run over two folders judges each by its own."""
    put("a/tripplan.toml", 'ignore = ["outside-trip"]')
    put("b/pyproject.toml", '[tool.tripplan]\nselect = ["outside-trip"]')
    one, other = trip_in(Path("a")), trip_in(Path("b"))

    assert checks(one, other) == {
        str(one): ALL - {"outside-trip"},
        str(other): {"outside-trip", "unknown-key"},
    }


@pytest.mark.parametrize("mark", ["folder", "file"])
def test_the_search_ends_at_the_repository(here: Path, mark: str) -> None:
    """What a check says of a repository does not depend on what lies above it; a worktree's .git is a file."""
    if mark == "file":
        here.joinpath(".git").rmdir()
        put(".git", "gitdir: elsewhere")
    put("../tripplan.toml", 'ignore = ["outside-trip"]')

    trip = trip_in(Path("trips"))

    assert checks(trip) == {str(trip): ALL}


def test_a_link_goes_by_the_folder_where_it_lies(tmp_path: Path) -> None:
    """A trip that is linked into a folder is judged as of that folder."""
    put("linked/tripplan.toml", 'ignore = ["outside-trip"]')
    Path("linked/trip.toml").symlink_to(trip_in(tmp_path / "elsewhere"))

    assert checks("linked/trip.toml") == {"linked/trip.toml": ALL - {"outside-trip"}}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('fail-on = "warning"', Settings(fail_on=Severity.WARNING)),
        ('output-format = "concise"', Settings(output_format=("concise",))),
        ('output-format = ["full", "json"]', Settings(output_format=("full", "json"))),
        ('router = "http://localhost:5000"', Settings(router="http://localhost:5000")),
        ('lang = "ko"', Settings(lang="ko")),
        ('exclude = ["drafts/*"]', Settings(exclude=("drafts/*",))),
    ],
)
def test_what_concerns_the_run_is_told_above_the_working_folder(text: str, wanted: Settings) -> None:
    """Not above the files: two of them cannot each have their own language of the report."""
    put("tripplan.toml", text)
    put(
        "trips/tripplan.toml",
        'fail-on = "info"\nlang = "en"\noutput-format = "json"\nrouter = "x"\nexclude = []',
    )
    told = Told({})

    for settings in (told.run, told.of("trips/trip.toml")):
        for field in ("fail_on", "output_format", "router", "lang", "exclude"):
            assert getattr(settings, field) == getattr(wanted, field)


def test_files_that_settings_name_lie_beside_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files are meant from whatever folder below the program runs."""
    put("tripplan.toml", 'baseline = "known.jsonl"\noutput-format = ["concise", "json=out/r.json"]')
    here.joinpath("deep").mkdir()
    monkeypatch.chdir(here / "deep")

    settings = Told({}).run

    assert settings.baseline == str(here / "known.jsonl")
    assert settings.output_format == ("concise", f"json={here / 'out/r.json'}")


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        ('fail-on = "warning"', [], 1),
        ('fail-on = "warning"', ["--fail-on", "error"], 0),
        ('ignore = ["outside-trip"]\nfail-on = "info"', [], 0),
        ('ignore = ["outside-trip"]\nfail-on = "info"', ["--ignore", "weekend"], 1),
        ('select = ["no-bed"]\nfail-on = "info"', [], 0),
        ('select = ["no-bed"]\nfail-on = "info"', ["--select", "outside-trip"], 1),
        ('fail-on = "warning"', ["--isolated"], 0),
        ('fail-on = "warning"', ["--config", "other.toml"], 0),
    ],
)
def test_options_beat_the_file(text: str, options: list[str], status: int) -> None:
    """What is on the command line replaces the setting of the same name."""
    put("tripplan.toml", text)
    put("other.toml", "[checks]\n")
    quiet = 'no-bed = "off"\nno-meal = "off"\nweekend = "off"\nunused-person = "off"\n'
    trip = trip_in(Path(), HEAD + LATE + "[checks]\n" + quiet)

    assert tripplan("check", *options, trip).status == status


def test_the_environment_beats_the_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """TRIPPLAN_OUTPUT_FORMAT is an option that stands elsewhere."""
    put("tripplan.toml", 'output-format = "json"')
    monkeypatch.setenv("TRIPPLAN_OUTPUT_FORMAT", "concise")

    assert "trip.toml:" in tripplan("check", trip_in(Path())).out.splitlines()[0]


def test_a_folders_checks_give_way_to_the_trips_own() -> None:
    """[checks] of the folder holds where the trip's says nothing of that check."""
    put("tripplan.toml", '[checks]\noutside-trip = "error"\ndouble-booked = "info"')
    trip = trip_in(Path(), TRIP + 'double-booked = "warning"\n')
    report = json.loads(tripplan("check", "--output-format", "json", trip).out)

    severities = {each["check"]: each["severity"] for each in report["diagnostics"]}
    assert severities == {"outside-trip": "error", "double-booked": "warning", "unknown-key": "error"}


BAD = """selct = ["no-bed"]
select = ["no-bad", "syntax"]
ignore = "no-bed"
fail-on = "eror"
output-format = ["fulll", "json=../up.json"]
router = 5000
lang = "de"
exclude = ["a", 3]
[checks]
no-bed = "eror"
nobed = "off"
no-meal = { lunch = 3 }
"""
SAID = [
    (1, 1, 'there is no setting "selct" (did you mean "select"?)'),
    (2, 11, 'there is no check "no-bad": did you mean "no-bed"?'),
    (2, 21, '"syntax" is a problem of the file itself'),
    (3, 10, 'expected a list such as ["double-booked", "no-bed"], found text'),
    (4, 11, 'expected one of "error", "warning", "info" (did you mean "error"?)'),
    (5, 18, "expected one of"),
    (5, 27, '"../up.json" lies outside the folder of the settings'),
    (6, 10, "expected text in quotes, found a number"),
    (7, 8, 'expected one of "en", "ko"'),
    (8, 17, "expected text in quotes, found a number"),
    (10, 10, 'expected one of "off", "error", "warning", "info" (did you mean "error"?)'),
    (11, 1, 'there is no check "nobed" (did you mean "no-bed"?)'),
    (12, 13, 'the check has no limit "lunch"'),
]


@pytest.mark.parametrize(
    ("name", "head"),
    [("tripplan.toml", ""), ("pyproject.toml", "[tool.ruff]\nline-length = 9\n[tool.tripplan]\n")],
)
def test_a_bad_configuration_is_told_whole_and_nothing_is_done(name: str, head: str) -> None:
    """All that is wrong in one run, each at its line and column, with the nearest right word; exit status 2, no report."""
    put(name, head + BAD.replace("[checks]", "[tool.tripplan.checks]" if head else "[checks]"))

    result = tripplan("check", trip_in(Path("trips")))

    lines = result.err.splitlines()
    assert (result.status, result.out) == (2, "")
    for (line, column, text), said in zip(SAID, lines, strict=True):
        assert said.startswith(f"tripplan: {name}:{line + head.count(chr(10))}:{column}: {text}")


def test_the_problems_of_all_configurations_of_a_run_are_told() -> None:
    """Two folders, two bad files: both are told at once."""
    put("a/tripplan.toml", "x = 1")
    put("b/tripplan.toml", "fail-on = 1\ny = [")

    result = tripplan("check", trip_in(Path("a")), trip_in(Path("b")))

    assert result.status == 2
    assert [line.split(": ")[1] for line in result.err.splitlines()] == [
        "a/tripplan.toml:1:1",
        "b/tripplan.toml:2:6",
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"select = [\n", ":2:1: not valid TOML"),
        (b'a = "\xff"\n', ":1:6: byte 0xff is not UTF-8 text"),
        (b'x"\\u001b[31m" = 1\n', ":1:2: not valid TOML"),
        (b'"x\\u001b[31m" = 1\n', ':1:1: there is no setting "x\\x1b[31m"'),
    ],
)
def test_a_configuration_that_cannot_be_read_is_told_safely(source: bytes, said: str) -> None:
    """Broken TOML, another encoding, escape codes: one line, nothing live in it."""
    Path("tripplan.toml").write_bytes(source)

    result = tripplan("check", trip_in(Path()))

    assert result.status == 2
    assert f"tripplan.toml{said}" in result.err
    assert "\x1b" not in result.err


def test_a_trip_of_our_name_is_a_trip() -> None:
    """tripplan.toml that holds [trip] is checked as one, and the search for settings goes on above it."""
    put("tripplan.toml", 'ignore = ["outside-trip"]')
    trip = trip_in(Path("trips"), name="tripplan.toml")

    assert checks(trip) == {str(trip): ALL - {"outside-trip"}}


@pytest.mark.parametrize("broken", [TRIP.replace('id = "t"', "id = ["), "[trip\n", "[[events]]\nid = 1"])
def test_a_broken_trip_of_our_name_is_a_trip_too(broken: str) -> None:
    """Its syntax error is a finding with exit status 1, not bad settings."""
    trip = trip_in(Path(), broken, name="tripplan.toml")

    assert tripplan("check", trip).status == 1


def test_one_file_cannot_be_both() -> None:
    """A trip with settings in it is refused, with the way out."""
    trip_in(Path(), f'ignore = ["no-bed"]\nlang = "ko"\n{TRIP}', name="tripplan.toml")

    result = tripplan("check", trip_in(Path()))

    assert (result.status, result.out) == (2, "")
    assert "tripplan.toml: a trip cannot hold settings too (ignore, lang)" in result.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("missing.toml", None, "there is no such file"),
        ("trip.toml", TRIP, "this is no configuration of tripplan"),
        ("pyproject.toml", "[tool.black]\n", "this is no configuration of tripplan"),
    ],
)
def test_config_names_settings_or_is_refused(name: str, text: str | None, said: str) -> None:
    """--config is a word about one file: where it does not hold, nothing is done without it."""
    if text is not None:
        put(name, text)
    trip_in(Path("trips"))

    result = tripplan("check", "--config", name, "trips/trip.toml")

    assert result.status == 2
    assert said in result.err


def test_config_serves_for_every_file() -> None:
    """In place of what the folders say."""
    put("a/tripplan.toml", 'ignore = ["double-booked"]')
    put("ci.toml", 'ignore = ["outside-trip"]')
    trip = trip_in(Path("a"))

    assert checks("--config", "ci.toml", trip) == {str(trip): ALL - {"outside-trip"}}


def test_settings_that_are_empty_are_not_spoken_of() -> None:
    """A file that changes nothing needs no line."""
    put("tripplan.toml", "# nothing yet\n")

    assert tripplan("check", trip_in(Path())).err == ""


def test_without_a_configuration_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start-up: a folder without settings costs a look at three names; a pyproject.toml of others is not parsed."""
    put("pyproject.toml", '[tool.ruff]\nselect = ["ALL"]\n')
    trips = [str(trip_in(Path("deep/er"), name=f"{number}.toml")) for number in range(3)]
    parsed: list[str] = []
    looked: list[str] = []
    monkeypatch.setattr(_configuration, "_parsed", lambda _, name, *__: parsed.append(name))
    look = Path.is_file

    def noted(path: Path) -> bool:
        looked.append(str(path))
        return look(path)

    monkeypatch.setattr(Path, "is_file", noted)

    Told({}).settle(trips)

    assert parsed == []
    assert len(looked) == 2 * len(["repository", "deep", "er"])


@pytest.mark.parametrize("name", ["trip.toml", "./trip.toml", "trips/../trip.toml", "<stdin>", ""])
def test_a_name_of_any_spelling_finds_its_folder(name: str) -> None:
    """Relative, roundabout or none: the folder is meant in which the file would lie."""
    put("tripplan.toml", 'ignore = ["no-bed"]')

    assert Told({}).of(name).ignore == {"no-bed"}
    assert Told({}).of(os.path.abspath(name or "x")).ignore == {"no-bed"}  # noqa: PTH100 - as a shell hands it over


def test_a_check_that_is_off_runs_where_it_is_selected() -> None:
    """To select it is to ask for it, whatever the folder says; the trip's own word still comes first."""
    put("tripplan.toml", '[checks]\nweekend = "off"\nno-bed = "off"')
    choices = Told({"select": frozenset({"weekend"})}).of("trip.toml").choices

    assert {check: each.off for check, each in choices.items()} == {"weekend": False, "no-bed": True}
