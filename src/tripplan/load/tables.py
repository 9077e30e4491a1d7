"""Each table against its model: what does not fit becomes a finding, what does is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from tripplan.diagnostics import Finding
from tripplan.load.explain import explain, misspellings, respelled, wrong_type
from tripplan.messages import say
from tripplan.model.document import (
    KINDS,
    ActivityTable,
    MoveTable,
    PersonTable,
    PlaceTable,
    ResourceTable,
    Table,
    TravelTable,
    TripTable,
    table_of,
)
from tripplan.model.resolve import Tables
from tripplan.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.diagnostics import Path
    from tripplan.messages import Message
    from tripplan.model.resolve import AnyEventTable

AnyTable = TypeVar("AnyTable", bound=Table)

SECTIONS = ("trip", "places", "people", "groups", "resources", "travel", "checks", "events")
# Keys whose loss leaves a table meaning the same to the checks: it is kept without them.
_HARMLESS = frozenset(
    {
        "title",
        "languages",
        "name",
        "address",
        "open",
        "role",
        "notes",
        "contact",
        "url",
        "booking",
        "dress",
        "number",
    }
    | {"tags", "audience", "alarm", "needs", "resources", "allow"}
)


def read_tables(data: Mapping[str, Any], lost: Mapping[str, Any]) -> tuple[Tables, list[Finding]]:
    """Reads every table of the parsed file; all that does not fit is reported together.

    Args:
        data: the parsed file.
        lost: the tables that a syntax error took, in the same shape; they are not missed again.
    """
    reader = _Reader()
    reader.top(data)
    if "trip" in data:
        reader.tables.head = reader.read(TripTable, data["trip"], ("trip",))
    elif "trip" not in lost:
        hint = say(
            'a trip needs "id", "title", "home", "start" and "end"; "tripplan init" writes a file to start from'
        )
        reader.report("missing-key", say("the file has no [trip] table"), (), hint)
    reader.section(data, "places", PlaceTable, reader.tables.places)
    reader.section(data, "people", PersonTable, reader.tables.people)
    reader.section(data, "resources", ResourceTable, reader.tables.resources)
    for id_, raw in reader.named(data, "groups"):
        reader.tables.groups[id_] = tuple(reader.members(raw, ("groups", id_)))
    reader.travel(data.get("travel", []))
    reader.events(data.get("events", []))
    return reader.tables, reader.problems


@dataclass(slots=True)
class _Reader:
    """The tables read so far, and the problems met on the way."""

    tables: Tables = field(default_factory=Tables)
    problems: list[Finding] = field(default_factory=list)

    def report(self, check: str, message: Message, at: Path, hint: Message | None = None) -> None:
        self.problems.append(Finding(message, at, check=check, hint=hint))

    def top(self, data: Mapping[str, Any]) -> None:
        for key in data:
            if key not in SECTIONS:
                hint = did_you_mean(key, SECTIONS) or say("a trip file holds {sections}", sections=SECTIONS)
                self.report(
                    "unknown-key", say('unknown key "{key}" at the top of the file', key=key), (key,), hint
                )

    def named(self, data: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
        raw = data.get(name, {})
        if isinstance(raw, dict):
            yield from raw.items()
        else:
            self.problems.append(wrong_type((name,), say("[{section}.<id>] tables", section=name), raw))

    def section(
        self, data: Mapping[str, Any], name: str, model: type[AnyTable], kept: dict[str, AnyTable]
    ) -> None:
        for id_, raw in self.named(data, name):
            if (table := self.read(model, raw, (name, id_))) is not None:
                kept[id_] = table

    def members(self, raw: object, path: Path) -> Iterator[str]:
        if not isinstance(raw, list):
            self.problems.append(wrong_type(path, say('a list such as ["kim", "lee"]'), raw))
            return
        for index, name in enumerate(raw):
            if isinstance(name, str):
                yield name
            else:
                expected = say("the id of a person or group in quotes")
                self.problems.append(wrong_type((*path, index), expected, name))

    def travel(self, raw: object) -> None:
        if not isinstance(raw, list):
            self.problems.append(wrong_type(("travel",), say("[[travel]] tables"), raw))
            return
        for index, each in enumerate(raw):
            if (table := self.read(TravelTable, each, ("travel", index))) is not None:
                self.tables.travel[index] = table

    def events(self, raw: object) -> None:
        if not isinstance(raw, list):
            self.problems.append(wrong_type(("events",), say("[[events]] tables"), raw))
            return
        for index, each in enumerate(raw):
            table = self.event(each, ("events", index))
            if table is None:
                self.tables.unread.add(index)
            else:
                self.tables.events[index] = table

    def event(self, raw: object, path: Path) -> AnyEventTable | None:
        if not isinstance(raw, dict):
            self.problems.append(wrong_type(path, say("an [[events]] table"), raw))
            return None
        model = self.model_for(raw, path)
        if model is not None:
            return self.read(model, raw, path)
        # Without a kind its other keys can be judged all the same.
        stand_in, kind = (MoveTable, "drive") if "from" in raw else (ActivityTable, "other")
        self.read(stand_in, {**raw, "kind": kind}, path)
        return None

    def model_for(self, raw: Mapping[str, Any], path: Path) -> type[AnyEventTable] | None:
        kind = raw.get("kind")
        if isinstance(kind, str):
            if (model := table_of(kind)) is None:
                hint = did_you_mean(kind, KINDS) or say("one of {choices}", choices=KINDS)
                message = say('there is no kind of event "{kind}"', kind=kind)
                fixes = respelled((*path, "kind"), kind, KINDS, safe=True)
                self.problems.append(
                    Finding(message, (*path, "kind"), check="bad-value", hint=hint, fixes=fixes)
                )
            return model
        if kind is None:
            message = say('{table} needs "{key}"', table="[[events]]", key="kind")
            self.report("missing-key", message, path, say("one of {choices}", choices=KINDS))
        else:
            self.problems.append(wrong_type((*path, "kind"), say("text in quotes"), kind))
        return None

    def read(self, model: type[AnyTable], raw: object, path: Path) -> AnyTable | None:
        """The table, less harmless keys that do not fit; None where the rest would mean something else."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            details = error.errors(include_url=False)
        meant = misspellings(details, model)
        self.problems.extend(finding for each in details if (finding := explain(each, path, meant)))
        bad = {str(each["loc"][0]) for each in details if each["loc"]}
        harmless = all(key in _HARMLESS or (key in meant and _idle(meant[key])) for key in bad)
        if not harmless or not isinstance(raw, dict):
            return None
        try:
            return model.model_validate({key: value for key, value in raw.items() if key not in bad})
        except ValidationError:  # a needed key was among the bad ones
            return None


def _idle(meant: str | None) -> bool:
    return meant is None or meant in _HARMLESS
