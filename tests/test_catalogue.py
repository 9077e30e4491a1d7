"""The catalogue: every sentence that the program says is there in Korean, whole, and the compiled file is that of the source."""

from __future__ import annotations

import ast
import importlib.util
import re
import string
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tripplan.checks import all_checks
from tripplan.checks._examples import explanation, taken_apart
from tripplan.cli._starter import notes, template
from tripplan.messages import LANGUAGES, plain, plural, translated
from tripplan.speech import Speaker

if TYPE_CHECKING:
    from types import ModuleType

    from tripplan.checks import Check

ROOT = Path(__file__).parents[1]
SPOKEN = re.compile(r"\[[^\[\]]*/[^\[\]]*\]")
PARTICLES = {"[은/는]", "[이/가]", "[을/를]", "[과/와]", "[으로/로]", "[이라는/라는]", "[이나/나]"}


@cache
def tool() -> ModuleType:
    """`tools/catalogue.py`."""
    pytest.importorskip("babel")
    spec = importlib.util.spec_from_file_location("catalogue_tool", ROOT / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def holes(template: str) -> set[str]:
    """The names of a template's holes, without the forms in which they are said."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@cache
def wanted() -> set[object]:
    """Everything that there is to translate."""
    return set(tool().sentences())


@cache
def pairs() -> list[tuple[str, str]]:
    """Every English template with its Korean; one with a plural as it is said of many."""
    known = {message.id: message for message in tool().read() if message.id}
    return [
        (each if isinstance(each, str) else each[-1], tool().korean(known[each]))
        for each in tool().sentences()
        if each in known
    ]


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    """A new sentence without its Korean, or a Korean one whose English is gone, stops here."""
    assert list(tool().faults()) == []


def test_the_files_are_what_the_tool_makes_of_them() -> None:
    """The .po is in the tool's order and form, and the .mo that ships is a fresh compilation of it."""
    assert list(tool().stale()) == []


def test_compiling_twice_gives_the_same_bytes() -> None:
    """Neither the time nor the machine is in the compiled file."""
    catalogue = tool().updated()

    assert tool().mo_bytes(catalogue) == tool().mo_bytes(tool().updated()) == tool().MO.read_bytes()
    assert not re.search(
        rb"\d{4}-\d\d-\d\d \d\d:\d\d|@|Babel", tool().po_bytes(catalogue).partition(b"\n\n")[0]
    )


def test_a_translation_has_the_holes_of_its_template() -> None:
    """A hole that is missing loses a fact, one that is made up ends the program."""
    wrong = [(english, korean) for english, korean in pairs() if holes(english) != holes(korean)]

    assert wrong == []


def test_particles_are_those_that_the_program_can_fit() -> None:
    """A particle is written with both its forms, the one after a consonant first."""
    found = {particle for _, korean in pairs() for particle in SPOKEN.findall(korean)}

    assert {each for each in found if re.search("[가-힣]", each)} <= PARTICLES
    assert found & PARTICLES


def test_a_translation_keeps_the_edges_and_lines_of_its_template() -> None:
    """A fragment that begins with a blank, or help in paragraphs, keeps its shape."""
    edges = re.compile(r"\A( ?).*?( ?)\Z", re.DOTALL)
    shape = [
        (english, korean)
        for english, korean in pairs()
        if edges.sub(r"\1|\2", english) != edges.sub(r"\1|\2", korean)
        or english.count("\n\n") != korean.count("\n\n")
    ]

    assert shape == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('say("a" "b")', ["ab"]),
        ('plain(language, "a {b}", b=1)', ["a {b}"]),
        ('plural(language, n, "{number} a", "{number} as")', [("{number} a", "{number} as")]),
        ('tally.skip("why")', ["why"]),
        ('text.say("ko")', []),
        ('typer.Option(help="Help.")', ["Help."]),
        ('say("a" if b else "c")', ["a", "c"]),
        ('Note("a {b}", b=1)', ["a {b}"]),
        ("Note.of(word)", []),
    ],
)
def test_sentences_are_found_where_they_are_said(source: str, expected: list[str]) -> None:
    """What is extracted is the literal template, and of methods only a tally's reasons."""
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Expr)

    assert list(tool()._of_call(statement.value)) == expected


@pytest.mark.parametrize(
    "source",
    ["say(word)", 'say(f"a {b}")', 'say("a" + b)', "plain(language, word)", "skip(word)", "Note(word)"],
)
def test_a_template_that_is_put_together_is_refused(source: str) -> None:
    """Nobody can translate a sentence that stands nowhere; reading all sources finds none such (see the first test)."""
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Expr)

    with pytest.raises(TypeError, match="put together at run time"):
        list(tool()._of_call(statement.value))


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)
def test_the_explanation_of_a_check_is_to_be_translated(check: Check) -> None:
    """Its title, and its prose by paragraphs; a catalogue without one of them fails the first test."""
    told = explanation(check)

    assert {told.title, *told.why.split("\n\n")} <= wanted()


def test_a_new_wrapping_of_an_explanation_loses_no_translation() -> None:
    """The key is the paragraph, not its lines."""
    docstrings = [
        f"Title.\n\n{why}\n\nBad:\n    ```toml\n    a = 1\n    ```\n\nGood:\n    ```toml\n    a = 2\n    ```\n"
        for why in ("One two\nthree.\n\nFour.", "One\ntwo three.\n\nFour.")
    ]

    assert [taken_apart(each, "a").why for each in docstrings] == ["One two three.\n\nFour."] * 2


def test_the_notes_of_the_starter_are_to_be_translated() -> None:
    """Every comment in it that holds a word of English."""
    comments = [line.partition("#")[2] for line in template().splitlines() if "#" in line]

    assert set(notes()) <= wanted()
    assert len([each for each in comments if re.search("[A-Za-z]", each)]) == len(list(notes())) > 0


@pytest.mark.parametrize("file", ["checks/limits/*.toml", "places/data/travel.toml"])
def test_the_sources_of_numbers_are_to_be_translated(file: str) -> None:
    """What a sentence may cite, and what the parts of an estimate are called."""
    texts = "".join(path.read_text("utf-8") for path in tool().SOURCE.glob(file))
    cited = set(re.findall(r'\b(?:source|label|name) = "([^"]+)"', texts))

    assert cited
    assert cited <= wanted()


def test_a_sentence_that_nobody_translated_is_said_in_english() -> None:
    """A trip must be checked all the same."""
    assert translated("nobody has ever said this", "ko") == "nobody has ever said this"
    assert translated("starts here", "fr") == "starts here"
    assert set(LANGUAGES) == {"en", "ko"}


def test_numbers_choose_their_noun() -> None:
    """English has two forms, Korean one."""
    said = [
        plural(language, n, "{number:,} event", "{number:,} events")
        for language in LANGUAGES
        for n in (1, 2000)
    ]

    assert said == ["1 event", "2,000 events", "일정 1건", "일정 2,000건"]


def test_holes_may_hold_braces() -> None:
    """A title is no template."""
    assert plain("ko", '{table} needs "{key}"', table="{x}", key="{0}") == '{x}에 "{0}" 키가 있어야 합니다'
    assert Speaker("ko").say("{left} as it is") == "{left} as it is"
