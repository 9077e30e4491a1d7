"""Completion: what the shells offer is what the commands take, found without importing them, and nothing in it is live."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import get_args

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from commands import tripplan
from small_trip import trip_in
from test_start_up import HEAVY, modules_after
from tripplan import cli, complete
from tripplan.checks import check_names
from tripplan.complete.commands import command_names, command_of
from tripplan.reporters import reporter_names

PROGRAM = Path(sys.executable).with_name("tripplan")
TRIP = """
[trip]
start = 2024-09-21
end = 2024-09-23
[people.kim]
[people.kang]
[people."김진태"]
[people."a b"]
[people."$(touch pwned)"]
[people."`id`;x"]
[people."k\\u001b[31m"]
[people."k\\nx"]
[people."k'q"]
[people."-k"]
[groups]
kitchen = ["kim"]
"*" = ["kim"]
"""


@pytest.fixture
def trip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A trip in the working folder, whose ids are partly a stranger's idea of fun."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("notes.txt").write_text("", "utf-8")
    tmp_path.joinpath("deep").mkdir()
    return trip_in(tmp_path, TRIP).name


def answer(line: str, shell: str = "zsh") -> list[str]:
    """What is offered at the end of a line; a word is begun anew where it ends in a blank."""
    words = (
        line.split(" ") if shell == "bash" else [*shlex.split(line), *([""] if line.endswith(" ") else [])]
    )
    return complete.answer(shell, words[1:]).splitlines()


@pytest.mark.parametrize("name", command_names())
def test_options_are_those_that_the_command_takes(name: str) -> None:
    """Read off the source, they are the same as those of the command when it is built: no more, no fewer, values too."""
    whole = cli._app(cls=cli._Commands)
    whole.callback()(cli._root)
    app = typer.main.get_command(whole)
    real = app.get_command(typer.Context(app), name)  # type: ignore[attr-defined]  # it is our own kind of group
    read = command_of(name)
    assert read is not None
    assert real is not None

    options = [each for each in real.params if each.param_type_name == "option"]
    assert set(read.flags) == {flag for each in options for flag in (*each.opts, *each.secondary_opts)} | {
        "--help",
        "-h",
    }
    for each in real.params:
        parameter = next(it for it in read.parameters if it.name == each.name)
        assert parameter.takes_value is not getattr(each, "is_flag", False)
        kind = each.type_descriptor.annotation
        kind = next(iter(get_args(kind)), kind)
        values = [it.value for it in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []
        assert list(parameter.choices) == values
        assert parameter.repeats == (each.multiple if parameter.flags else each.nargs == -1)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tripplan ", command_names()),
        ("tripplan ex", ["explain", "export"]),
        ("tripplan --v", ["--version"]),
        ("tripplan check --fail-on ", ["error", "warning", "info"]),
        ("tripplan check --fail-on=w", ["--fail-on=warning"]),
        ("tripplan check --la", ["--lang"]),
        ("tripplan check --lang k", ["ko"]),
        ("tripplan check --output-format js", [each for each in reporter_names() if each.startswith("js")]),
        ("tripplan check ", [":toml"]),
        ("tripplan check --baseline ", [":toml"]),
        ("tripplan check --exit-zero ", [":toml"]),
        ("tripplan check a.toml b.toml ", [":toml"]),
        ("tripplan explain no-b", ["no-bed"]),
        ("tripplan explain no-bed ", []),
        ("tripplan check --select ", list(check_names())),
        ("tripplan check --select no-bed,no-b", []),
        ("tripplan check --ignore no-bed,telep", ["no-bed,teleport"]),
        ("tripplan check --ignore=telep", ["--ignore=teleport"]),
        ("tripplan rules --output-format ", ["text", "json"]),
        ("tripplan completion ", ["bash", "fish", "zsh"]),
        ("tripplan show trip.toml --person ", ["kim", "kang", "김진태"]),
        ("tripplan show trip.toml --person=ki", ["--person=kim"]),
        ("tripplan show --person kim trip.toml --person ka", ["kang"]),
        ("tripplan show trip.toml --group ", ["kitchen"]),
        ("tripplan show trip.toml --day ", ["2024-09-21", "2024-09-22", "2024-09-23"]),
        ("tripplan export trip.toml --person k", ["kim", "kang"]),
        ("tripplan show --person ", []),
        ("tripplan show missing.toml --person ", []),
        ("tripplan nope ", []),
        ("tripplan nope --", []),
        ("tripplan check --nope=x", []),
    ],
)
def test_what_may_stand_next_is_offered(trip: str, line: str, offered: list[str]) -> None:
    """Commands, options, values, checks, and of the trip on the line its people, groups and days."""
    assert trip
    assert answer(line) == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("tripplan check --lang = k", ["ko"]),
        ("tripplan check --lang =", ["ko", "en"]),
        ("tripplan show 'trip.toml' --person ki", ["kim"]),
        ("tripplan show trip\\.toml --person ki", ["kim"]),
        ("tripplan show 'trip.t", [":toml"]),
    ],
)
def test_bash_hands_words_over_as_they_were_typed(trip: str, line: str, offered: list[str]) -> None:
    """It takes `--lang=k` apart, and leaves quotes where they are."""
    assert trip
    assert answer(line, "bash") == offered


@pytest.mark.parametrize(
    "text",
    [
        "[people",
        "people = 3",
        "[trip]\nstart = 1\nend = 2",
        "[trip]\nstart = 2024-09-23\nend = 2024-09-21",
        "\x00",
        "",
    ],
)
@pytest.mark.parametrize("option", ["--person", "--group", "--day"])
def test_a_trip_that_cannot_be_read_offers_nothing(trip: str, text: str, option: str) -> None:
    """While a file is being written it is often broken: that is no reason for a message at a press of a key."""
    Path(trip).write_text(text, "utf-8")

    assert answer(f"tripplan show {trip} {option} ") == []


@given(st.text(max_size=12).filter(lambda id_: "\n" not in id_ and "\r" not in id_))
def test_no_id_means_anything_to_a_shell(tmp_path_factory: pytest.TempPathFactory, id_: str) -> None:
    """The law: whatever ids a file holds, each candidate is one word that a shell takes as it stands, or it is left out."""
    path = tmp_path_factory.mktemp("trip") / "t.toml"
    quoted = "".join(
        f"\\u{ord(each):04x}" if each < " " or each in '"\\\x7f' else each
        for each in id_
        if ord(each) < 0xD800
    )
    path.write_text(f'[people."{quoted}"]\n', "utf-8")

    for candidate in complete.answer("zsh", ["show", str(path), "--person", ""]).splitlines():
        assert shlex.split(candidate) == [candidate]
        assert not set(candidate) & set("`$&|;<>()*?[]{}~#!^:=,\\\"' \t\x1b")


@given(st.lists(st.text(max_size=8), max_size=6), st.sampled_from(["bash", "zsh", "fish"]))
def test_no_line_is_too_strange(words: list[str], shell: str) -> None:
    """Whatever was typed, there is an answer and no error."""
    assert isinstance(complete.answer(shell, words), str)


@pytest.mark.parametrize(
    "line",
    ["check --", "check --select no", f"show {Path(__file__).parent / 'data' / 'clean.toml'} --person "],
)
def test_completion_imports_no_library(line: str) -> None:
    """A person waits for it at a key; only a trip that is read costs the TOML parser."""
    words = line.split(" ")
    code = (
        "import os; os.environ['_TRIPPLAN_COMPLETE'] = 'zsh'; import sys; "
        f"sys.argv = ['tripplan', *{words!r}]; from tripplan.__main__ import main; main()"
    )

    assert modules_after(code) & HEAVY <= ({"tomli"} if "show" in line else set())


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_the_script_is_printed(shell: str) -> None:
    """`tripplan completion SHELL` gives what the shell is to read."""
    result = tripplan("completion", shell)

    assert (result.status, result.err) == (0, "")
    assert result.out == complete.script(shell)
    assert f"_TRIPPLAN_COMPLETE={shell}" in result.out


def test_a_shell_that_nobody_knows_is_refused() -> None:
    """With those that are known."""
    result = tripplan("completion", "tcsh")

    assert result.status == 2
    assert "'bash', 'fish', 'zsh'" in result.err


def run(shell: str, script: str) -> list[str]:
    """What a real shell prints, with the program on its path and nobody's settings."""
    if shutil.which(shell) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{shell} is not installed: apt-get install {shell}")
        pytest.skip(f"{shell} is not installed")
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    quiet = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run(
        [shell, *quiet, "-c", script],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "HOME": str(Path.cwd())},
    )
    assert done.stderr == ""
    return sorted(done.stdout.splitlines())


# As bash takes a line apart: at blanks and at "=".
IN_BASH = """
eval "$(tripplan completion bash)"
COMP_WORDS=({words}); COMP_CWORD={last}
_tripplan tripplan
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
# The system's functions that only a line editor has, as far as the script uses them.
IN_ZSH = """
compdef() {{ : }}
compadd() {{ shift; print -rl -- "$@" }}
_files() {{ print -r -- files "$@" }}
eval "$(tripplan completion zsh)"
words=({words}); CURRENT=$#words
_tripplan
"""
IN_FISH = "tripplan completion fish | source; complete -C{line}"

LINES = {
    "tripplan exp": ["explain", "export"],
    "tripplan check --lang ": ["en", "ko"],
    "tripplan show trip.toml --person ": ["kang", "kim", "김진태"],
    "tripplan show 'trip.toml' --group ": ["kitchen"],
}
FILES = {"bash": ["deep", "trip.toml"], "fish": ["deep/", "trip.toml"], "zsh": ["files -g *.toml"]}


def offered_by(shell: str, line: str) -> list[str]:
    """What a real shell offers at the end of a line, sorted."""
    if shell == "fish":
        return run("fish", IN_FISH.format(line=shlex.quote(line)))
    words = line.split(" ")
    script = {"bash": IN_BASH, "zsh": IN_ZSH}[shell]
    return run(shell, script.format(words=" ".join(map(shlex.quote, words)), last=len(words) - 1))


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
@pytest.mark.parametrize("line", LINES)
def test_a_shell_offers_it(trip: str, shell: str, line: str) -> None:
    """In the shell itself: candidates are whole, none is expanded, none is run."""
    assert trip
    assert offered_by(shell, line) == LINES[line]
    assert not Path("pwned").exists()


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_a_shell_offers_trips_and_folders(trip: str, shell: str) -> None:
    """Where a trip is to be named: .toml files and the way to them, nothing else."""
    assert trip
    assert offered_by(shell, "tripplan check ") == FILES[shell]
