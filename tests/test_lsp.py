"""`tripplan lsp`, driven by a real client over the real process's standard input and output: problems, columns, life and end."""

from __future__ import annotations

import asyncio
import io
import sys
from importlib import util
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from commands import tripplan
from editor import TRIP, Editor, alone, stories, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from editor import Play


@pytest.fixture(scope="module", name="run")
def _run() -> Iterator[Play]:
    """One server for all stories of this file."""
    with stories() as play:
        yield play


def test_problems_come_and_go_as_one_types(run: Play) -> None:
    """Each with its place, its check's name, its severity and its other places; a sound text has none."""

    async def story(one: Editor) -> None:
        one.show(TRIP)
        assert await one.diagnostics() == []

        one.show(typed("T14:00", "T10:30"))
        (clash,) = [each for each in await one.diagnostics() if each.code == "double-booked"]
        assert clash.severity is types.DiagnosticSeverity.Error
        assert clash.source == "tripplan"
        assert clash.code_description is None
        assert one.text.splitlines()[clash.range.start.line].startswith("start = 2024-09-23T10:30")
        assert clash.related_information
        assert clash.related_information[0].location.uri == one.uri

        one.show(typed('"off"\nunused-allow', '"info"\nunused-allow'))
        (unused,) = await one.diagnostics()
        assert unused.code == "unused-place"
        assert unused.severity is types.DiagnosticSeverity.Information
        assert unused.tags == (types.DiagnosticTag.Unnecessary,)

        one.show(typed('home = "seoul"', "home = "))
        assert {"syntax"} <= {each.code for each in await one.diagnostics()}

        one.show(TRIP)
        assert await one.diagnostics() == []

    run(story)


def test_what_the_file_accepts_is_not_underlined(run: Play) -> None:
    """An `allow` with its reason settles a finding for the editor too."""

    async def story(one: Editor) -> None:
        clash = typed("T14:00", "T10:30")
        one.show(
            clash.replace("{ clock-change", '{ double-booked = "both", tight-transfer = "both", clock-change')
        )
        assert [each.code for each in await one.diagnostics() if each.code == "double-booked"] == []

    run(story)


def test_only_the_last_of_many_texts_is_judged_for_good(run: Play) -> None:
    """Versions of what is published never go back, and the last one comes."""

    async def story(one: Editor) -> None:
        for number in range(20):
            one.show(typed('"Talks"', f'"Talks {number}"'))
        one.show(TRIP)
        assert await one.diagnostics() == []

    run(story)


@pytest.mark.parametrize(
    ("encodings", "width"),
    [
        (None, lambda text: len(text.encode("utf-16-le")) // 2),
        ([types.PositionEncodingKind.Utf8], lambda text: len(text.encode())),
        ([types.PositionEncodingKind.Utf32], len),
    ],
    ids=["UTF-16", "UTF-8", "UTF-32"],
)
def test_columns_are_counted_as_the_editor_counts(
    encodings: list[types.PositionEncodingKind] | None, width: Callable[[str], int]
) -> None:
    """Behind Hangul and an emoji that takes two units in UTF-16 and four in UTF-8, in answers and in questions."""

    async def story(one: Editor) -> None:
        one.show(typed('en = "Gangwon"', "en = 5"))
        (wrong,) = await one.diagnostics()
        before = 'title = { ko = "🛫 강원", en = '
        assert wrong.range == types.Range(
            types.Position(3, width(before)), types.Position(3, width(before) + 1)
        )
        assert one.capabilities.position_encoding == (encodings or [types.PositionEncodingKind.Utf16])[0]

        one.show(typed('["kim", "lee"]', '["🛫 강원", "kim"]'))
        line = one.text.splitlines().index('office = ["🛫 강원", "kim"]')
        one.cursor = types.Position(line, width('office = ["🛫 강원", "'))
        found = await one.definition()
        assert found
        assert one.text.splitlines()[found.range.start.line] == "[people.kim]"

    alone(story, encodings=encodings)


def test_positions_hold_beyond_line_separators_and_bare_returns(run: Play) -> None:
    """U+2028 ends no line for TOML or the protocol, a bare carriage return ends one for the protocol alone."""

    async def story(one: Editor) -> None:
        one.show(typed("# 🛫 강원\n", "# \u2028 \u0085 \x0c\n").replace("seats = 20", "seats = 0"))
        (wrong, *_) = [each for each in await one.diagnostics() if each.code == "bad-value"]
        assert wrong.range.start == types.Position(
            TRIP[: TRIP.index("seats = 20")].count("\n"), len("seats = ")
        )

        one.show("x\ry = 1\n[trip]\n")
        (syntax, *_) = [each for each in await one.diagnostics() if each.code == "syntax"]
        assert syntax.range.start.line <= 1

    run(story)


def test_the_server_speaks_the_readers_language() -> None:
    """That of the editor, or the one that --lang says; problems, hover and completion alike."""

    async def hovering(one: Editor) -> None:
        one.show(typed('id = "first"', 'id = "fi|rst"'))
        assert "시작: 9월 23일 (월) 10:00" in await one.hover()
        one.show(typed("seats = 20", "se|ats = 20"))
        assert (await one.hover()).startswith("탈 수 있는 인원입니다.")
        one.show(typed("seats = 20", "seat = 20"))
        (wrong,) = await one.diagnostics()
        assert "키" in wrong.message

    alone(hovering, locale="ko-KR")
    alone(hovering, "--lang", "ko")


def test_no_text_that_is_being_typed_stops_the_server(run: Play) -> None:
    """The trip letter by letter, and texts that are no TOML: every question has an answer, and at the end all is well."""

    async def story(one: Editor) -> None:
        broken = [TRIP[:end] for end in range(0, len(TRIP), 53)]
        broken += [
            "",
            '"""',
            "[",
            "[[",
            "{",
            "=",
            "a = [" * 50,
            "[[events]]\n" * 3,
            "[events]\nid = 1",
            "\ufeff" + TRIP,
            "\x00",
            "trip = 1",
            "events = 1",
            "[trip]\nx = \ud800",
        ]
        for text in broken:
            one.show(text + "|")
            await one.hover()
            await one.words()
            await one.definition()
            await one.actions()
            await one.symbols()
        one.show(TRIP)
        assert await one.diagnostics() == []

    run(story)


def test_a_document_lives_in_the_editor_alone(tmp_path: Path) -> None:
    """What stands on disk under its name is neither read nor written."""
    path = tmp_path / "trip.toml"
    path.write_text("no trip at all", "utf-8")

    async def story(one: Editor) -> None:
        one.show(TRIP)
        assert await one.diagnostics() == []
        one.close()
        assert await one.diagnostics() == []

    alone(story, uri=path.as_uri())

    assert path.read_text("utf-8") == "no trip at all"
    assert list(tmp_path.iterdir()) == [path]


def test_other_toml_files_are_left_alone(run: Play) -> None:
    """Editors show the server every TOML file: one that is no trip has no problems and no words."""

    async def story(one: Editor) -> None:
        one.show('[package]\nna|me = "x"\nversion = \n')
        assert await one.diagnostics() == []
        assert await one.words() == {}
        assert await one.hover() == ""
        assert await one.actions() == []

    run(story)


@pytest.mark.parametrize("how", ["exit", "end of input"])
def test_a_server_that_is_left_without_a_word_ends_too(how: str) -> None:
    """Status 1, as the protocol has it; no process stays behind."""

    async def play() -> int:
        one = Editor("file:///nowhere/trip.toml")
        await one.greet(encodings=None, locale="en")
        one.show(TRIP)
        server = one.client._server
        assert server is not None
        assert server.stdin is not None
        if how == "exit":
            one.client.exit(None)
        else:
            server.stdin.close()
        return await one.ended()

    assert asyncio.run(play()) == 1


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 2, and no traceback."""
    monkeypatch.setattr("tripplan.cli.lsp.find_spec", lambda _: None)

    result = tripplan("lsp")

    assert util.find_spec("pygls")
    assert (result.status, result.out) == (2, "")
    assert result.err == 'tripplan: editors are served by an extra: pip install "tripplan[lsp]"\n'


def test_a_person_who_types_the_command_is_told_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal would wait for ever."""
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)

    result = tripplan("lsp")

    assert (result.status, result.out) == (2, "")
    assert "docs/editors.md" in result.err
