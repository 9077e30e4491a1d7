"""The file format as a JSON Schema: what editors complete, explain and underline by.

It follows from the models, so that there is one account of the format. What it flags, `load` flags too; what stands between tables
(names that must exist, hours that a clock skips) is beyond any schema.
"""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tripplan.checks import all_checks
from tripplan.checks._examples import explanation
from tripplan.checks._limits import defaults
from tripplan.diagnostics import Severity
from tripplan.messages import say, translated
from tripplan.model.document import (
    KINDS,
    ActivityTable,
    MoveTable,
    PersonTable,
    PlaceTable,
    ResourceTable,
    StayTable,
    Table,
    TravelTable,
    TripTable,
)

if TYPE_CHECKING:
    from tripplan.checks._limits import Limit
    from tripplan.messages import Message

Schema: TypeAlias = dict[str, Any]

FILE = Path(__file__).with_name("tripplan.schema.json")  # the English one, as the package ships it
NAME = "tripplan.schema.json"
DIRECTIVE = f"#:schema ./{NAME}\n\n"  # above a trip: taplo and tombi read the schema beside it. The blank line is tombi's wish

_TABLES: tuple[type[Table], ...] = (
    *(TripTable, PlaceTable, PersonTable, ResourceTable, TravelTable),
    *(MoveTable, StayTable, ActivityTable),
)
_MOMENT = {"anyOf": [{"type": "string", "format": form} for form in ("date-time-local", "date-time")]}
# Wider than the parser, so that it can be read where it is shown; never narrower.
_LENGTH = r"^\s*(([0-9]+ ?(d|days?|h|hours?|min|minutes?) {0,2})+|P[0-9DTHM]+)\s*$"
_TEXT = {"type": "string"}


def schema(language: str = "en") -> Schema:
    """The JSON Schema (draft 7) of a trip's file, its descriptions in a language."""
    found = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "tripplan",
        "description": say("A trip: one file, its events in one list, in the order of the trip.").template,
        "x-tombi-toml-version": "v1.1.0",  # times without seconds are TOML 1.1
        "type": "object",
        "required": ["trip"],
        "additionalProperties": False,
        "properties": _sections(),
        "definitions": {
            **{table.__name__: _table(table) for table in _TABLES},
            "Event": _event(),
            "Allow": _allow(),
            "Severity": {"type": "string", "enum": ["off", *(each.value for each in Severity)]},
        },
    }
    said: Schema = _said(found, language)
    return said


def text(language: str = "en") -> str:
    """The schema as a file."""
    return json.dumps(schema(language), ensure_ascii=False, indent=1) + "\n"


def _sections() -> Schema:
    return {
        "trip": _refers("TripTable", say("What the trip is, from when to when, and where home is.")),
        "places": _by_id(
            _ref("PlaceTable"), say("Where things are, by ids of your own: events name places by them.")
        ),
        "people": _by_id(
            _ref("PersonTable"), say("Who travels, by ids of your own: events name people by them.")
        ),
        "groups": _by_id(_list(), say("People and groups that go by one name.")),
        "resources": _by_id(_ref("ResourceTable"), say("Vehicles, rooms and equipment, by ids of your own.")),
        "travel": _array(
            _ref("TravelTable"),
            say("How long ways take that you know better than any estimate; they win over it."),
        ),
        "checks": _checks(),
        "events": _array(_ref("Event"), say("The events, in the order of the trip.")),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _refers(name: str, description: Message) -> Schema:
    # Draft 7 passes over what stands beside a $ref.
    return {"description": description.template, "allOf": [_ref(name)]}


def _by_id(each: Schema, description: Message) -> Schema:
    return {"description": description.template, "type": "object", "additionalProperties": each}


def _array(items: Schema, description: Message) -> Schema:
    return {"description": description.template, "type": "array", "items": items}


def _list() -> Schema:
    return {"type": "array", "items": _TEXT}


def _table(table: type[Table]) -> Schema:
    """One table of the model: closed, with all its keys."""
    written = table.model_json_schema()
    keys = {key: _key(key, each) for key, each in written["properties"].items()}
    required = written.get("required", [])
    return {"type": "object", "required": required, "properties": keys, "additionalProperties": False}


def _key(key: str, written: Schema) -> Schema:
    """What pydantic says of a key, in the terms that the tools for TOML understand."""
    kept = {"description": written["description"]}
    if written.get("default"):
        kept["default"] = written["default"]
    if key == "allow":
        return {**kept, "allOf": [_ref("Allow")]}
    return {**kept, **_value(next((each for each in written.get("anyOf", ())), written))}


def _value(written: Schema) -> Schema:
    form = written.get("format")
    if form == "date-time":
        return dict(_MOMENT)
    if form == "duration":
        return {"type": "string", "pattern": _LENGTH}
    if "oneOf" in written:
        return _words(*written["oneOf"])
    if "prefixItems" in written:
        return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    if written["type"] == "array":
        return {**_plain(written), "items": _value(written["items"])}
    return _plain(written)


def _plain(written: Schema) -> Schema:
    kept = {key: each for key, each in written.items() if key not in {"title", "description", "default"}}
    return {**kept, "minLength": 1} if kept.keys() == {"type"} and kept["type"] == "string" else kept


def _words(plain: Schema, by_language: Schema) -> Schema:
    """Text, or a table by language: as one schema, since of two alternatives each would tell its own mistakes."""
    forms = {pattern: _plain(each) for pattern, each in by_language["patternProperties"].items()}
    return {
        "type": [plain["type"], by_language["type"]],
        "minLength": 1,
        "minProperties": by_language["minProperties"],
        "patternProperties": forms,
        "additionalProperties": False,
    }


def _event() -> Schema:
    """One event: its kind says which table it must fit. Open itself, so that a mistake is told once, by that table."""
    kinds = {table: _kinds(table) for table in (MoveTable, StayTable, ActivityTable)}
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "enum": list(KINDS)}},
        "additionalProperties": True,
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": _ref(table.__name__),
            }
            for table, names in kinds.items()
            for kind in names
        ],
    }


def _kinds(table: type[Table]) -> list[str]:
    kind = table.model_json_schema()["properties"]["kind"]
    return list(kind.get("enum", [kind.get("const")]))


def _allow() -> Schema:
    titles = {check.id: explanation(check).title for check in all_checks()}
    reasons = {id_: {"type": "string", "minLength": 1, "description": title} for id_, title in titles.items()}
    return {"type": "object", "properties": reasons, "additionalProperties": False}


def _checks() -> Schema:
    found = {check.id: _check(check.id, explanation(check).title) for check in all_checks()}
    description = say("What the trip says of single checks: a severity, or limits of its own.").template
    return {"description": description, "type": "object", "properties": found, "additionalProperties": False}


def _check(id_: str, title: str) -> Schema:
    limits = {name: _limit(limit) for name, limit in defaults(id_).items()}
    keys = {"severity": _refers("Severity", say("How much its findings matter.")), **limits}
    table = {"type": "object", "properties": keys, "additionalProperties": False}
    return {"description": title, "anyOf": [_ref("Severity"), table]}


def _limit(limit: Limit) -> Schema:
    told = {"default": limit.value, "description": limit.source}
    if isinstance(limit.value, time):
        return {"type": "string", "format": "time-local", **told, "default": limit.said}
    return (
        {"type": "array", "items": _TEXT, **told}
        if isinstance(limit.value, list)
        else {"type": "number", **told}
    )


def _said(node: Any, language: str) -> Any:  # noqa: ANN401 - any part of a schema
    """The schema with its descriptions in a language; `"description"` is no key of the format."""
    if isinstance(node, list):
        return [_said(each, language) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: translated(each, language)
        if key == "description" and isinstance(each, str)
        else _said(each, language)
        for key, each in node.items()
    }
