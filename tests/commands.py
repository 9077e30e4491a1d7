"""Runs a command line in this process: its status and what it wrote."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple

from tripplan import cli

if TYPE_CHECKING:
    from pathlib import Path


class Result(NamedTuple):
    """How one command line ended."""

    status: int
    out: str
    err: str


def tripplan(*arguments: str | Path) -> Result:
    """Runs `tripplan` with these arguments, its output not a terminal."""
    out, err = io.StringIO(), io.StringIO()
    status: object = None
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.run([str(argument) for argument in arguments])
        except SystemExit as left:
            status = left.code or 0
    assert isinstance(status, int)
    return Result(status, out.getvalue(), err.getvalue())
