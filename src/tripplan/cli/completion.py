"""tripplan completion."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from tripplan.cli._terminal import write
from tripplan.complete import script


class Shell(Enum):
    """A shell that completes command lines."""

    BASH = "bash"
    FISH = "fish"
    ZSH = "zsh"


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.", show_default=False)],
) -> None:
    """Print the script that has a shell complete commands, options, checks, files, and the people and days of a trip.

    It belongs where the shell looks for such scripts:

    \b
    tripplan completion bash > ~/.local/share/bash-completion/completions/tripplan
    tripplan completion fish > ~/.config/fish/completions/tripplan.fish
    tripplan completion zsh > ~/.zsh/_tripplan   # fpath=(~/.zsh $fpath) before compinit

    Exit status: 0 printed.
    """  # noqa: D301 - not a raw text: the character is click's mark of lines that stay as they are
    write(script(shell.value))
