"""One event as others are told of it: what a lock keeps, what two versions of a trip are compared by."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from tripplan.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.model import Event, Site, Trip
    from tripplan.when import Moment

# Keys of an event that are told but not compared word by word: a lock holds a digest of each.
_DETAILS = ("notes", "contact", "booking", "dress", "url", "alarm", "needs", "resources", "tags")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an event says, apart from how the file says it.

    `origin` and `site` are the names of where it begins and ends, `people` the ids of those whom it is for, in their order, `audience` the
    people and groups who may see it (None is everyone), `details` a digest of each further key by its name.
    """

    id: str
    kind: str
    status: str
    title: Text
    start: Moment
    end: Moment
    origin: Text
    site: Text
    people: tuple[str, ...]
    audience: tuple[str, ...] | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.status == "cancelled"

    def told(self) -> dict[str, object]:
        """All of it in plain values, in a fixed order: equal for two snapshots that tell the same."""
        return {
            "kind": self.kind,
            "status": self.status,
            "title": dict(self.title.forms),
            "start": _time(self.start),
            "end": _time(self.end),
            "from": dict(self.origin.forms),
            "to": dict(self.site.forms),
            "people": list(self.people),
            **({} if self.audience is None else {"audience": list(self.audience)}),
            "details": dict(sorted(self.details.items())),
        }

    @property
    def digest(self) -> str:
        """A hash of all that is told: 32 hexadecimal digits."""
        return _digest(self.told(), 16)


def snapshots(trip: Trip) -> dict[str, Snapshot]:
    """The events of a trip by id, cancelled ones too, in the order of time."""
    events = sorted(trip.events, key=lambda event: (event.start.instant, event.end.instant, event.id))
    return {event.id: snapshot(event) for event in events}


def snapshot(event: Event) -> Snapshot:
    """What an event tells now."""
    audience = event.table.audience
    return Snapshot(
        id=event.id,
        kind=event.kind,
        status=event.table.status,
        title=_settled(event.title),
        start=event.start,
        end=event.end,
        origin=_settled(event.origin.name),
        site=_settled(event.site.name),
        people=tuple(sorted(event.people)),
        audience=None if audience is None else tuple(sorted(set(audience))),
        details={name: _digest(value, 6) for name, value in _details(event)},
    )


def _details(event: Event) -> Iterator[tuple[str, object]]:
    for name in _DETAILS:
        if value := getattr(event.table, name):
            yield name, _plain(value)
    if event.optional:
        yield "optional", sorted(event.optional)
    if number := getattr(event.table, "number", None):
        yield "number", number
    where = dict.fromkeys(_where(site) for site in (event.origin, event.site))
    yield "address", list(where)


def _where(site: Site) -> tuple[object, ...]:
    return (json.dumps(_plain(site.address)), site.position, site.airport)


def _plain(value: object) -> object:
    """A value of the file in what JSON knows."""
    if isinstance(value, Text):
        return dict(_settled(value).forms)
    if isinstance(value, timedelta):
        return value.total_seconds()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _settled(text: Text) -> Text:
    """The text in a form that is equal for any two that read the same in every language."""
    first, *others = text.forms
    if all(form == first[1] for _, form in others):
        return Text.of(first[1])
    return Text((first, *sorted(others)))


def _time(moment: Moment) -> list[str]:
    """A time as it is told: the reading, its zone, and the instant that it was when it was told."""
    return [f"{moment.wall:%Y-%m-%dT%H:%M:%S}", moment.zone.key, f"{moment.instant:%Y-%m-%dT%H:%M:%SZ}"]


def _digest(value: object, size: int) -> str:
    canonical = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
