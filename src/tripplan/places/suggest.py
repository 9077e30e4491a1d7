"""Did you mean: names and codes that are nearly what was asked for."""

from __future__ import annotations

from itertools import chain
from string import ascii_uppercase
from typing import TYPE_CHECKING

from tripplan.places import store
from tripplan.places.forms import LONGEST, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CODE_LENGTH = 3
_SHORT = 4  # letters: so short a name may differ in one of them, a longer one in two
_NEAR = """
    SELECT form, kind, min(place) FROM form
    WHERE form BETWEEN ? AND ? AND length(form) BETWEEN ? AND ? GROUP BY form, kind"""


def nearest_names(query: str, limit: int = 3) -> list[str]:
    """Names of cities and codes of airports that `query` may be a slip for, the likeliest first, at most `limit`.

    For a query in Hangul a city is said in Korean where its Korean name is known.
    """
    form = key(query.partition(",")[0])
    codes = _near_codes(form) if len(form) == _CODE_LENGTH else []
    return _first(limit, chain(codes, (_name(form, kind, place) for kind, place in _near_places(form))))


def nearest_airports(code: str, limit: int = 3) -> list[str]:
    """Codes of the airports that an unknown `code` may mean, the likeliest first, at most `limit`.

    A city's name or its metropolitan code gives its airports ("Calgary", "LON"); else the code is taken for a slip of one
    letter, and the airports of bigger cities come first; else for a misspelt name.
    """
    form = key(code)
    if not 0 < len(form) <= LONGEST:
        return []
    codes = [airport.iata for airport in store.airports_of(form)] or _near_codes(form)
    misspelt = (_name(form, kind, place) for kind, place in _near_places(form) if kind == store.AIRPORT)
    return _first(limit, codes or misspelt)


def _first(limit: int, names: Iterable[str]) -> list[str]:
    """The first `limit` different names; no more are asked for than that takes."""
    found: dict[str, None] = {}
    for name in names:
        if len(found) >= limit:
            break
        found[name] = None
    return list(found)


def _near_codes(form: str) -> list[str]:
    """The airports whose code is one slip away from `form`: two letters swapped, or one wrong, missing or too many.

    Hubs come first, among them those with the same letters, then those of bigger cities.
    """
    if not (form.isascii() and form.isalpha() and abs(len(form) - _CODE_LENGTH) <= 1):
        return []
    word = form.upper()
    near = {code for code in _slips(word) if len(code) == _CODE_LENGTH} - {word}
    known = (store.rows("SELECT -hub, id, iata FROM airport WHERE iata = ?", code) for code in near)
    likeliest = sorted(
        (hub, sorted(iata) != sorted(word), rank, iata) for ((hub, rank, iata),) in filter(None, known)
    )
    return [iata for *_, iata in likeliest]


def _slips(word: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        yield from (head + letter + tail[1:] for letter in ascii_uppercase)
        yield from (head + letter + tail for letter in ascii_uppercase)


def _near_places(form: str) -> list[tuple[int, int]]:
    """Kind and id of the places with a form near this one, the nearest first, then the most important.

    A slip in the very first letters is not looked for, unless two are swapped: the index is by beginnings.
    """
    if not 1 < len(form) <= LONGEST:
        return []
    most = 1 if len(form) <= _SHORT else 2
    sure = (
        2 if form.isascii() and len(form) > _CODE_LENGTH else 1
    )  # a syllable of Hangul says as much as two letters
    heads = {form[:sure], form[:sure][::-1]}
    found = [
        row
        for head in heads
        for row in store.rows(_NEAR, head, head + store.AFTER, len(form) - most, len(form) + most)
    ]
    ranked = sorted((edits(form, near, most), kind, place) for near, kind, place in found)
    return list(dict.fromkeys((kind, place) for apart, kind, place in ranked if apart <= most))


def _name(asked: str, kind: int, place: int) -> str:
    if kind == store.AIRPORT:
        return str(store.rows("SELECT iata FROM airport WHERE id = ?", place)[0][0])
    name, korean = store.rows("SELECT name, name_ko FROM city WHERE id = ?", place)[0]
    return str(name if asked.isascii() else korean or name)


def edits(a: str, b: str, most: int) -> int:
    """How many slips lie between two words: letters wrong, missing, too many, neighbours swapped.

    The optimal string alignment distance; from `most` + 1 on it is not told how far.
    """
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
