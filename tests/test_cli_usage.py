"""Help, and what is wrong with a command line: what typer says by itself comes in the reader's language too."""

from __future__ import annotations

import pkgutil
import re
from typing import TYPE_CHECKING

import pytest
from typer._click import Context

from commands import tripplan
from tripplan import cli
from tripplan.cli import _Commands
from tripplan.cli._usage import said_anew
from tripplan.reporters._cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_the_help_is_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands and options tell what they do in Korean on a Korean machine."""
    assert "When to use colours." in tripplan("show", "--help").out
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert "색을 쓸 때." in tripplan("show", "--help").out
    assert "일정 컴파일러" in tripplan("--help").out


COMMANDS = [module.name for module in pkgutil.iter_modules(cli.__path__) if not module.name.startswith("_")]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_the_frame_of_the_help_is_in_the_readers_language(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What typer says around our words too, and no line runs over the side of a terminal of 80 cells."""
    monkeypatch.setenv("COLUMNS", "80")
    english = tripplan(*command, "--help").out
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    korean = tripplan(*command, "--help").out

    assert english.startswith(f"Usage: {' '.join(['tripplan', *command])} [OPTIONS]")
    assert korean.startswith(f"사용법: {' '.join(['tripplan', *command])} [옵션]")
    frame = r"Usage|OPTIONS|ARGS|Options:|Arguments:|Commands:|default: |env var: |required\]|<str|Show this message"
    assert re.findall(frame, english)
    assert re.findall(frame, korean) == []
    # A command that is told as it is typed, in a paragraph of its own, may be longer in any language.
    assert max(map(cells, korean.split("\n"))) <= max(80, *map(cells, english.split("\n")))


@pytest.mark.parametrize(
    ("arguments", "english", "korean"),
    [
        (["--"], "Missing command.", "명령이 없습니다."),
        (["--foo"], "No such option: --foo", "없는 옵션입니다: --foo"),
        (
            ["check", "--foo"],
            "No such option: --foo (Possible options: --color, --fix)",
            "없는 옵션입니다: --foo. 비슷한 옵션: --color, --fix",
        ),
        (["show"], "Missing argument 'FILE'.", "인자가 없습니다: 'FILE'"),
        (
            ["check", "--lang"],
            "Option '--lang' requires an argument.",
            "값이 있어야 하는 옵션입니다: '--lang'",
        ),
        (["check", "--fix=1"], "Option '--fix' does not take a value.", "값을 받지 않는 옵션입니다: '--fix'"),
        (["init", "a", "b c"], "Got unexpected extra argument(s) (b c)", "받지 않는 인자가 있습니다: b c"),
        (
            ["distance", "a", "b", "--people", "x"],
            "Invalid value for '--people': Input should be a valid integer, unable to parse string as an integer",
            "'--people'의 값이 올바르지 않습니다: 정수여야 합니다",
        ),
        (
            ["distance", "a", "b", "--people", "0"],
            "Invalid value for '--people': Input should be greater than or equal to 1",
            "'--people'의 값이 올바르지 않습니다: 1 이상이어야 합니다",
        ),
        (
            ["init", "--lang", "x"],
            "Invalid value for '--lang': 'x' is not one of 'ko', 'en'.",
            "'--lang'의 값이 올바르지 않습니다: 'x'. 다음 중 하나여야 합니다: 'ko', 'en'",
        ),
        (
            ["\x1b[31m"],
            r'there is no command "\x1b[31m": one of',
            r'없는 명령입니다: "\x1b[31m". 다음 중 하나: ',
        ),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_the_readers_language(
    arguments: list[str], english: str, korean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typer's own messages, as this version of it words them, each under the usage that it puts above."""
    said = {"C": tripplan(*arguments).err}
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    said["ko"] = tripplan(*arguments).err

    assert f"Error: {english}" in said["C"].splitlines()[-1]
    assert f"오류: {korean}" in said["ko"].splitlines()[-1]
    assert ("Usage: " in said["C"]) == ("사용법: " in said["ko"])
    assert not re.search("Usage|Try|help|Error", said["ko"])


def mistakes() -> Iterator[list[str]]:
    """A command line for each parameter that typer would refuse: one that is missing, one that is of the wrong type."""
    group = _Commands(name="tripplan")
    for name in COMMANDS:
        command = group.get_command(Context(group), name)
        for each in command.params if command else ():
            if each.required and each.param_type_name == "argument":
                yield [name]
            kind = getattr(each, "type_descriptor")  # noqa: B009 - typer's parameters have it, click's do not
            if kind.choices or kind.annotation is int:
                yield [name, each.opts[0], "?"] if each.param_type_name == "option" else [name, "?"]


@pytest.mark.parametrize("arguments", list(mistakes()), ids=" ".join)
def test_no_command_line_is_refused_in_english(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever kind of parameter a command has, what typer says of it is known again."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    result = tripplan(*arguments)
    last = result.err.splitlines()[-1]

    assert result.status == 2
    assert re.match("오류: .*[가-힣]", last)
    assert re.findall("[a-z]{2,} [a-z]{2,}", re.sub("'[^']*'", "", last)) == []


def test_an_option_that_must_be_given_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """By both of its names."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert said_anew("Missing option '--output' / '-o'.", "ko") == "옵션이 없습니다: '--output' / '-o'"
    assert said_anew("something new", "ko") == "something new"
