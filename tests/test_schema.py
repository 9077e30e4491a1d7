"""The schema says what the model says: no valid file is flagged, and of a mistake it tells the place."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import tripplan
from seeded import FAULTS, document, faulty_trip
from toml_tools import TOOLS, flagged
from tripplan import checks, when
from tripplan.checks import all_checks
from tripplan.checks._examples import explanation, on_stage
from tripplan.load import load
from tripplan.model.document import ActivityTable, MoveTable, PersonTable, PlaceTable, TripTable
from tripplan.schema import FILE, schema, text

if TYPE_CHECKING:
    import random

    from tripplan.diagnostics import Finding

ROOT = Path(__file__).parents[1]
BASE = """\
[trip]
id = "t"
title = "T"
home = "seoul"
start = 2024-09-23
end = 2024-09-23

[places.seoul]
at = [37.5663, 126.9779]
address = "110 Sejong-daero"

[people.kim]
name = "Kim"

[[events]]
id = "a"
kind = "meeting"
place = "seoul"
start = 2024-09-23T10:00
end = 2024-09-23T11:00
"""
# Mistake: what of BASE it replaces, by what, and what stands on the line where it is to be told.
MISTAKES = {
    "unknown table": ("[people.kim]", "[peple.lee]\n[people.kim]", "[peple.lee]"),
    "unknown key of the trip": ('title = "T"', 'titel = "T"\ntitle = "T"', "titel"),
    "unknown key of a place": ("address", "adress", "adress"),
    "unknown key of an event": ('place = "seoul"', 'place = "seoul"\ntitel = "x"', "titel"),
    "a move's key on an activity": ('place = "seoul"', 'place = "seoul"\nnumber = "KE 71"', "number"),
    "missing key of the trip": ('home = "seoul"\n', "", "[trip]"),
    "missing key of a person": ('name = "Kim"', 'role = "x"', "[people.kim]"),
    "missing key of an event": ('place = "seoul"\n', "", "[[events]]"),
    "missing key of a way": ("[people.kim]", '[[travel]]\nfrom = "seoul"\nto = "seoul"\n[people.kim]', "[[travel]]"),
    "missing kind": ('kind = "meeting"\n', "", "[[events]]"),
    "bad kind": ('"meeting"', '"meetin"', "meetin"),
    "bad status": ('id = "a"', 'id = "a"\nstatus = "canceled"', "status"),
    "number for text": ('id = "t"', "id = 1", "id = 1"),
    "number for text by language": ('name = "Kim"', "name = 5", "name = 5"),
    "number for a time": ("start = 2024-09-23T10:00", "start = 10", "start = 10"),
    "time for a day": ("start = 2024-09-23\n", "start = 2024-09-23T10:00\n", "start = 2024-09-23T10:00"),
    "text for coordinates": ("[37.5663, 126.9779]", '"x"', 'at = "x"'),
    "one coordinate": ("[37.5663, 126.9779]", "[37.5663]", "at ="),
    "text for a list": ('id = "a"', 'id = "a"\nwho = "kim"', "who"),
    "number in a list": ('id = "a"', 'id = "a"\nwho = [1]', "who"),
    "empty text": ('title = "T"', 'title = ""', "title"),
    "bad language": ('name = "Kim"', 'name = { KO = "x" }', "name"),
    "bad length": ("end = 2024-09-23T11:00", 'duration = "45 mn"', "duration"),
    "bad lead time": ('id = "a"', 'id = "a"\nalarm = ["soon"]', "alarm"),
    "no seats": ("[people.kim]", "[resources.bus]\nseats = 0\n[people.kim]", "seats"),
    "a group that is no list": ("[people.kim]", '[groups]\na = "kim"\n[people.kim]', "a ="),
    "unknown check accepted": ('id = "a"', 'id = "a"\nallow = { overlapp = "x" }', "allow"),
    "no reason": ('id = "a"', 'id = "a"\nallow = { no-bed = 1 }', "allow"),
    "unknown check set": ("[people.kim]", '[checks]\nno-bedd = "off"\n[people.kim]', "no-bedd"),
    "bad severity": ("[people.kim]", '[checks]\nno-bed = "warn"\n[people.kim]', "no-bed ="),
    "unknown limit": ("[people.kim]", "[checks.no-bed]\nfoo = 1\n[people.kim]", "foo"),
    "text for a limit": ("[people.kim]", '[checks.long-day]\nwaking-hours = "1"\n[people.kim]', "waking-hours"),
}  # fmt: skip
# JSON has no dates, so that only a tool that knows TOML tells these from text.
MISTAKES_IN_TOML = {
    "day for a time": (
        "start = 2024-09-23T10:00",
        "start = 2024-09-23",
        "start = 2024-09-23\nend = 2024-09-23T",
    ),
    "a time in quotes": ("start = 2024-09-23T10:00", 'start = "2024-09-23T10:00"', 'start = "'),
    "a day in quotes": ("start = 2024-09-23\n", 'start = "2024-09-23"\n', 'start = "'),
    "a day for text": ('title = "T"', "title = 2024-09-23", "title"),
}
SOUND = {
    **{path.name: path.read_text("utf-8") for path in [ROOT / "examples/gangwon_na_2024.toml", ROOT / "tests/data/clean.toml"]},
    "starter": (ROOT / "src/tripplan/cli/starter.toml").read_text("utf-8"),
    "docs": (ROOT / "docs/format.md").read_text("utf-8").partition("```toml\n")[2].partition("```")[0],
    **{check.id: on_stage(explanation(check).good) for check in all_checks()},
}  # fmt: skip


class Written(str):
    """A date or time of TOML, as JSON would have it: no text of the file is one."""

    __slots__ = ()


FORMATS = jsonschema.FormatChecker(())
for form, kind in {
    "date": dt.date.fromisoformat,
    "date-time": dt.datetime.fromisoformat,
    "date-time-local": dt.datetime.fromisoformat,
    "time-local": dt.time.fromisoformat,
}.items():
    FORMATS.checks(form, ValueError)(
        lambda value, kind=kind: isinstance(value, Written) and bool(kind(value) or True)
    )
LENGTH = jsonschema.Draft7Validator(schema()["definitions"]["StayTable"]["properties"]["duration"])
VALIDATOR = jsonschema.Draft7Validator(schema(), format_checker=FORMATS)


def as_json(value: Any) -> Any:  # noqa: ANN401 - any TOML value
    """A TOML value as JSON, dates and times marked."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return Written(value.isoformat()) if isinstance(value, (dt.date, dt.time)) else value


def by_schema(document: str) -> list[tuple[str | int, ...]]:
    """The places that the schema flags."""
    return [tuple(error.absolute_path) for error in VALIDATOR.iter_errors(as_json(tomli.loads(document)))]


def by_model(document: str) -> tuple[Finding, ...]:
    """The problems that the model has with a document."""
    return load(document.encode(), "trip.toml", checks.settings()).problems


def with_mistake(old: str, new: str, at: str) -> tuple[str, int]:
    """The document with a mistake, and the line on which it is to be told."""
    found = BASE.replace(old, new, 1)
    assert found != BASE
    return found, found[: found.index(at)].count("\n") + 1


def test_the_shipped_schema_is_the_one_of_the_models() -> None:
    """An editor that reads the file of the package knows the format of that package."""
    assert FILE.read_text("utf-8") == text(), "stale: run tools/schema.py"
    assert subprocess.run([sys.executable, ROOT / "tools/schema.py", "--check"], check=False).returncode == 0


def test_the_schema_is_a_schema() -> None:
    """Draft 7, which every tool reads."""
    jsonschema.Draft7Validator.check_schema(schema())


def test_every_key_is_explained() -> None:
    """What an editor shows of a key under the cursor."""
    tables = [each for each in schema()["definitions"].values() if "properties" in each]
    bare = [
        key for table in tables for key, each in table["properties"].items() if not each.get("description")
    ]

    assert bare == ["kind"]  # of an event whose kind is not known yet: each kind's table explains it


def test_the_command_prints_it_in_the_readers_language() -> None:
    """English is what the package ships; in Korean only the descriptions differ."""
    english, korean = (tripplan("schema", "--lang", lang) for lang in ("en", "ko"))

    assert (english.status, english.out) == (0, FILE.read_text("utf-8"))
    assert (
        json.loads(korean.out)["properties"]["trip"]["description"]
        != schema()["properties"]["trip"]["description"]
    )
    assert _undescribed(json.loads(korean.out)) == _undescribed(schema())


def _undescribed(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(node, list):
        return [_undescribed(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _undescribed(each)
        for key, each in node.items()
        if not (key == "description" and isinstance(each, str))
    }


@pytest.mark.parametrize("name", SOUND)
def test_a_valid_file_is_not_flagged(name: str) -> None:
    """Examples, the starter, the docs and what every check calls good."""
    assert by_schema(SOUND[name]) == []


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_accept_every_valid_file(tool: str, tmp_path: Path) -> None:
    """Taplo once times have their seconds, tombi as they are."""
    assert {name: lines for name, lines in flagged(tool, SOUND, tmp_path).items() if lines} == {}


@pytest.mark.parametrize(("old", "new", "at"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_flagged_where_the_model_tells_it(old: str, new: str, at: str) -> None:
    """One place, and on the way to it."""
    document, line = with_mistake(old, new, at)
    loaded = load(document.encode(), "trip.toml", checks.settings())

    (problem,) = loaded.problems
    places = set(by_schema(document))

    assert loaded.place(problem).region.line == line
    assert len(places) == 1
    assert all(isinstance(problem.at, tuple) and problem.at[: len(place)] == place for place in places)


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_tell_every_mistake_at_its_line(tool: str, tmp_path: Path) -> None:
    """Taplo tells a table's mistake at every line of the table, tombi at one."""
    documents = {name: with_mistake(*mistake) for name, mistake in MISTAKES.items()}
    found = flagged(tool, {name: document for name, (document, _) in documents.items()}, tmp_path)

    assert [name for name, (_, line) in documents.items() if line not in found[name]] == []
    assert tool == "taplo" or [name for name, lines in found.items() if len(lines) > 1] == []


def test_tombi_and_the_model_tell_dates_from_text(tmp_path: Path) -> None:
    """Of the formats of dates the schema uses the names that tombi knows."""
    documents = {name: with_mistake(*mistake) for name, mistake in MISTAKES_IN_TOML.items()}
    found = flagged("tombi", {name: document for name, (document, _) in documents.items()}, tmp_path)

    assert {name: lines for name, lines in found.items() if lines != {documents[name][1]}} == {}
    for mistaken, line in documents.values():
        loaded = load(mistaken.encode(), "trip.toml")
        assert {loaded.place(each).region.line for each in loaded.problems} == {line}


# --- nothing that the model accepts is flagged

KEYS = sorted(
    {
        field.alias or name
        for table in (TripTable, PlaceTable, PersonTable, MoveTable, ActivityTable)
        for name, field in table.model_fields.items()
    }
)
WORDS = [
    "",
    " ",
    "x",
    "kim",
    "ko",
    "45 min",
    " 2 d 3 h",
    "P1D",
    "PT90M",
    "drive",
    "off",
    "no-bed",
    "2024-09-23",
]
SCALARS = st.one_of(
    st.sampled_from(WORDS), st.integers(-200, 200), st.floats(-200, 200), st.booleans(),
    st.just(dt.date(2024, 9, 23)), st.just(dt.datetime.fromisoformat("2024-09-23T10:00:00")), st.just(dt.time(22)),
)  # fmt: skip
VALUES = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(st.sampled_from(["ko", "en", "KO", "no-bed", "severity"]), SCALARS, max_size=2)
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(KEYS), VALUES)
def test_nothing_is_flagged_that_the_model_accepts(rng: random.Random, key: str, value: object) -> None:
    """A sound file with a key of some table changed to whatever TOML can hold: where the schema objects, so does the model."""
    data = tomli.loads(BASE)
    section = rng.choice(["trip", "places", "people", "events", "checks", "groups", "resources", "top"])
    if section in {"places", "people"}:
        data[section][rng.choice(list(data[section]))][key] = value
    elif section == "events":
        rng.choice(data["events"])[key] = value
    elif section == "trip":
        data["trip"][key] = value
    elif section == "top":
        data[rng.choice(["groups", "checks", "resources", key])] = value
    else:
        data[section] = {rng.choice(["no-bed", "a"]): value}
    written = document(data).decode()

    assert not by_schema(written) or by_model(written)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_conflict_is_no_mistake_of_format(fault: Any) -> None:  # noqa: ANN401 - a mistake of `seeded`
    """What is wrong with a trip and not with its file is no business of a schema's, but a misspelt key is."""
    flags = by_schema(document(faulty_trip(3, fault)).decode())

    assert bool(flags) == (fault.__name__ == "misspelt_key")


@given(st.from_regex(when._DURATION.pattern.replace(r"\d+", "[0-9]{1,3}"), fullmatch=True))
def test_every_length_that_is_read_fits_the_pattern(written: str) -> None:
    """And blanks around it."""
    try:
        when.parse_duration(written)
    except ValueError:
        return
    assert LENGTH.is_valid(f" {written}\t")
