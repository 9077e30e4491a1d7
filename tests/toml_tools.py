"""The tools that editors check TOML with, taplo and tombi, run over files as a machine would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tripplan.schema import DIRECTIVE, NAME, text

if TYPE_CHECKING:
    from collections.abc import Mapping

TOOLS = ("taplo", "tombi")
_ABOVE = DIRECTIVE.count("\n")
# taplo reads TOML 1.0, where no time goes without its seconds.
_SHORT_TIME = re.compile(r"((?:\d{4}-\d\d-\d\d[T ]|= ?)\d\d:\d\d)(?![:\d])")


def flagged(tool: str, documents: Mapping[str, str], folder: Path) -> dict[str, set[int]]:
    """The lines that a tool complains of by the schema, for each document by its name. Skips where the tool is not installed."""
    program = Path(sys.executable).with_name(tool)
    if not program.exists() and not os.environ.get("CI"):
        pytest.skip(f"{tool} is not installed: pip install {tool}")
    (folder / NAME).write_text(text(), "utf-8")
    names = [f"{number}.toml" for number, _ in enumerate(documents)]
    for name, document in zip(names, documents.values(), strict=True):
        body = _SHORT_TIME.sub(r"\1:00", document) if tool == "taplo" else document
        (folder / name).write_text(DIRECTIVE + body, "utf-8")
    found = (_taplo if tool == "taplo" else _tombi)(program, names, folder)
    return {
        title: {line - _ABOVE for file, line in found if file == name}
        for name, title in zip(names, documents, strict=True)
    }


def _taplo(program: Path, names: list[str], folder: Path) -> list[tuple[str, int]]:
    command = [str(program), "lint", "--no-auto-config", "--colors", "never", *names]
    told = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stderr
    return [(Path(file).name, int(line)) for file, line in re.findall(r"┌─ (.+?):(\d+):\d+", told)]


def _tombi(program: Path, names: list[str], folder: Path) -> list[tuple[str, int]]:
    form = ["--diagnostics-format", "json", "--diagnostics-file", "found.json"]
    command = [str(program), "lint", "--offline", *form, *names]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    told = json.loads((folder / "found.json").read_text("utf-8"))
    # The order of tables is a matter of style, of which the schema says nothing.
    flaws = [each for each in told if each["code"] != "tables-out-of-order"]
    return [(Path(each["path"]).name, each["range"]["start"]["line"]) for each in flaws]
