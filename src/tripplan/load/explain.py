"""What pydantic found, in our words: our names for the kinds of problem, and what was expected instead."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from tripplan.diagnostics import Edit, Finding, Fix
from tripplan.messages import Message, say
from tripplan.nearest import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from tripplan.diagnostics import Path
    from tripplan.model.document import Table

# By the stem of pydantic's error type ("datetime_type" and so on).
_EXPECTED = {
    "string": say("text in quotes"),
    "datetime": say("a date and time such as 2024-09-21T18:50, without quotes"),
    "date": say("a date such as 2024-09-21, without quotes"),
    "tuple": say('a list such as ["kim", "lee"]'),
    "dict": say('a table such as {{ tight-transfer = "police escort" }}'),
    "float": say("a number"),
    "int": say("a whole number"),
    "model": say("a table"),
}
_LENGTH = say('a length in quotes, such as "45 min"')
# The first that fits: a datetime is a date too, a bool is an int.
_FOUND: tuple[tuple[type, Message], ...] = (
    (str, say("text")),
    (bool, say("true or false")),
    (int, say("a number")),
    (float, say("a number")),
    (dt.datetime, say("a date and time")),
    (dt.date, say("a date without a time")),
    (dt.time, say("a time without a date")),
    (list, say("a list")),
    (dict, say("a table")),
)
# Marks that pydantic puts into its paths, which are no keys of the file.
_MARKS = frozenset({"plain", "by language", "[key]"})


def found(value: object) -> Message:
    """What a parsed TOML value is, in words."""
    return next(words for kind, words in _FOUND if isinstance(value, kind))


def keys_of(model: type[Table]) -> list[str]:
    """The keys that a table may hold, as the file writes them."""
    return [each.alias or name for name, each in model.model_fields.items()]


def misspellings(details: Iterable[ErrorDetails], model: type[Table]) -> dict[str, str | None]:
    """The unknown keys among the errors, each with the known key that it probably means."""
    unknown = [str(each["loc"][-1]) for each in details if each["type"] == "extra_forbidden"]
    return {key: nearest(key, keys_of(model)) for key in unknown}


def explain(detail: ErrorDetails, path: Path, meant: Mapping[str, str | None]) -> Finding | None:
    """The finding of one pydantic error in the table at `path`; None where an unknown key tells it already."""
    at = (*path, *(each for each in detail["loc"] if each not in _MARKS))
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(str(at[-1]), path, at, meant)
    if kind == "missing" and isinstance(at[-1], str):
        return None if at[-1] in meant.values() else _missing_key(at[-1], path)
    if kind == "wrong_type":
        return wrong_type(at, _LENGTH, detail["input"])
    if kind.removesuffix("_type") in _EXPECTED:
        return wrong_type(at, _EXPECTED[kind.removesuffix("_type")], detail["input"])
    return _bad_value(detail, at)


def wrong_type(at: Path, expected: Message, value: object) -> Finding:
    """The finding that a value is of another type than expected."""
    message = say("expected {expected}, found {found}", expected=expected, found=found(value))
    return Finding(message, at, check="wrong-type")


def table_name(path: Path) -> str:
    """How people write the table at `path`: [trip], [places.yyc], [[events]]."""
    return f"[[{path[0]}]]" if path[0] in ("events", "travel") else f"[{'.'.join(map(str, path))}]"


def _unknown_key(key: str, path: Path, at: Path, meant: Mapping[str, str | None]) -> Finding:
    hint = say('did you mean "{word}"?', word=meant[key]) if meant.get(key) else None
    message = say('unknown key "{key}" in {table}', key=key, table=table_name(path))
    right = meant.get(key)
    fixes = (
        (Fix(say('write "{word}"', word=right), (Edit(at, right, renames=True),), safe=True),)
        if right
        else ()
    )
    return Finding(message, at, check="unknown-key", hint=hint, fixes=fixes)


def _missing_key(key: str, path: Path) -> Finding:
    return Finding(say('{table} needs "{key}"', table=table_name(path), key=key), path, check="missing-key")


def _bad_value(detail: ErrorDetails, at: Path) -> Finding:
    kind, context = detail["type"], detail.get("ctx", {})
    hint: Message | None = None
    fixes: tuple[Fix, ...] = ()
    if kind == "bad_value":
        message = context["reason"]
    elif kind == "literal_error":
        choices = _choices(context)
        message = say("expected one of {choices}", choices=[f'"{choice}"' for choice in choices])
        hint = did_you_mean(str(detail["input"]), choices)
        fixes = respelled(at, str(detail["input"]), choices, safe=True)
    elif kind == "string_pattern_mismatch":
        message = say('expected a language tag such as "ko" or "en"')
    elif kind == "missing" or kind.startswith("too_"):
        at = at[:-1] if kind == "missing" else at
        message = say("expected [latitude, longitude]") if at[-1] == "at" else say("expected at least one")
    else:
        message = say("{why}", why=detail["msg"][:1].lower() + detail["msg"][1:])
    return Finding(message, at, check="bad-value", hint=hint, fixes=fixes)


def respelled(
    at: Path, word: str, known: Iterable[str], *, safe: bool = False, key: bool = False
) -> tuple[Fix, ...]:
    """The fix that writes the nearest of `known` for a word, if one is near."""
    right = nearest(word, known)
    if right is None:
        return ()
    return (
        Fix(
            say('write "{word}"', word=right),
            (Edit(at, json.dumps(right, ensure_ascii=False), renames=key),),
            safe,
        ),
    )


def _choices(context: Mapping[str, Any]) -> list[str]:
    return str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
