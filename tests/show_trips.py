"""Small trips for the tests of `tripplan show`, and the ways to see them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from commands import tripplan
from tripplan.checks import run
from tripplan.cli.show import Lang, _page, _Wish
from tripplan.load import load

if TYPE_CHECKING:
    from commands import Result
    from tripplan.model import Trip

ROOT = Path(__file__).parents[1]
REAL = ROOT / "examples" / "gangwon_na_2024.toml"
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"
HOSTILE = "[bold]x[/] \x1b[31m\u202e\u200f\n김 :smile: {names}"
TERMINAL_WORDS = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE")

STAGE = """
[trip]
id = "t"
title = "T"
home = "seoul"
start = 2024-11-01
end = 2024-11-05
languages = ["en", "ko"]
[places]
seoul = { name = "Seoul", at = [37.5665, 126.978], address = "1 Sejong-daero" }
icn = { airport = "ICN" }
bos = { airport = "BOS" }
boston = { name = "Boston", at = [42.3601, -71.0589] }
hall = { name = "City Hall", within = "boston" }
inn = { name = "Inn", within = "boston" }
"""
PEOPLE = """
[people]
kim = { name = "Kim" }
lee = { name = "Lee", until = 2024-11-04 }
park = { name = "Park", until = 2024-11-04 }
choi = { name = "Choi", from = 2024-11-02, until = 2024-11-04 }
[groups]
staff = ["lee", "park", "choi"]
pair = ["kim", "lee"]
solo = ["kim"]
"""
MEETING = 'kind = "meeting"\nplace = "hall"'
AT_HOME = 'kind = "meeting"\nplace = "seoul"'
STAY = 'kind = "stay"\nplace = "inn"'
OUT = 'kind = "flight"\nnumber = "KE 91"\nfrom = "icn"\nto = "bos"'
BACK = 'kind = "flight"\nnumber = "KE 92"\nfrom = "bos"\nto = "icn"'


def event(what: str, start: str, end: str, more: str = "") -> str:
    """One event in November 2024."""
    key = re.sub(r"\W", "", f"{what}{start}{end}{more}")
    return f'[[events]]\nid = "{key}"\n{what}\nstart = 2024-11-{start}\nend = 2024-11-{end}\n{more}\n'


def read(*parts: str) -> Trip:
    """The trip of a file in parts, of which every event could be read."""
    loaded = load("".join(parts).encode(), "trip.toml")
    assert loaded.trip is not None
    assert len(loaded.trip.events) == "".join(parts).count("[[events]]")
    return loaded.trip


def page(trip: Trip, *people: str, clocks: str | None = None, lang: Lang = Lang.EN, width: int = 120) -> str:
    """The page of a trip, without colours."""
    return _page(trip, run(trip)[0], _Wish([*people], [], None, lang, clocks, width, color=False))


def under(text: str, head: str) -> str:
    """The part of a page under one heading."""
    return next(part for part in text.split("\n\n") if part.startswith(head))


def headings(text: str) -> list[str]:
    """The headings of a page."""
    return [part.split("\n")[0] for part in text.rstrip("\n").split("\n\n")[1:]]


def quoted(text: str) -> str:
    """A TOML string, all but plain letters spelled out."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'


def told(title: str = "Talk", name: str = "Kim", extra: str = "") -> str:
    """The file of a trip in which a stranger chose the texts: a meeting at home, a flight away."""
    return f"""
[trip]
id = "t"
title = {quoted(title)}
home = "seoul"
start = 2024-09-21
end = 2024-09-22
languages = ["en", "ko"]
[places]
seoul = {{ at = [37.5665, 126.978], name = {quoted(name)} }}
icn = {{ airport = "ICN" }}
yyc = {{ airport = "YYC" }}
[people]
kim = {{ name = {quoted(name)} }}
lee = {{ name = "Lee" }}
[groups]
staff = ["lee"]
[[events]]
id = "talk"
kind = "meeting"
title = {quoted(title)}
place = "seoul"
start = 2024-09-21T10:00
duration = "1 h"
who = ["kim"]
[[events]]
id = "out"
kind = "flight"
number = {quoted(title)}
from = "icn"
to = "yyc"
start = 2024-09-21T21:40
end = 2024-09-21T17:00
{extra}"""


def show(*arguments: str | Path, **environment: str) -> Result:
    """Runs `show` in this process, on no terminal, with nothing in the environment about one but what is given."""
    clean = {name: value for name, value in os.environ.items() if name not in TERMINAL_WORDS}
    with patch.dict(os.environ, clean | environment, clear=True):
        return tripplan("show", *map(str, arguments))


def show_text(text: str, folder: Path, *arguments: str, **environment: str) -> Result:
    """Runs `show` on a file of this text."""
    path = folder / "trip.toml"
    path.write_bytes(text.encode(errors="surrogateescape"))
    return show(path, *arguments, **environment)
