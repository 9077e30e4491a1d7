"""One cause, one finding: what is written once for each group and goes wrong in the same way is told once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tripplan.checks._same import booking_of
from tripplan.diagnostics import Finding, Fix, Label
from tripplan.messages import Message, People, say
from tripplan.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.timeline import Timeline


def merged(findings: Iterable[Finding], timeline: Timeline) -> list[Finding]:
    """The findings of one check, as one those that say the same of one booking, which is written once for each group.

    They read the same but for the people whom they name, and stand at other events, of the same name, places and times.
    """
    found: list[Finding] = []
    places: dict[object, int] = {}
    for finding in findings:
        key = _key(finding, timeline)
        place = places.setdefault(key, len(found))
        if key is None or place == len(found) or found[place].events == finding.events:
            found.append(finding)
        else:
            found[place] = _joined(found[place], finding)
    return found


def _key(finding: Finding, timeline: Timeline) -> object:
    """What makes a finding alike another; None for one of no event, or of an id that two events have."""
    events = [timeline.by_id.get(id_, ()) for id_ in finding.events]
    if not events or any(len(each) != 1 for each in events) or not isinstance(finding.at, tuple):
        return None
    bookings = tuple(booking_of(event) for (event,) in events)
    at = finding.at[2:] if finding.at[0] == "events" else finding.at
    said = tuple(_plain(each, finding.people) for each in (finding.message, finding.hint))
    return bookings, at, said, finding.severity, finding.allowed


def _plain(value: object, people: tuple[str, ...]) -> object:
    """A value of a sentence as it compares; the people of the finding are nobody in particular."""
    if isinstance(value, Message):
        return value.template, tuple((name, _plain(each, people)) for name, each in value.values)
    if isinstance(value, (tuple, list)):
        return tuple(_plain(each, people) for each in value)
    if isinstance(value, Event):
        return booking_of(value)
    return None if isinstance(value, People) and value.ids == people else value


def _joined(one: Finding, other: Finding) -> Finding:
    people = tuple(dict.fromkeys((*one.people, *other.people)))
    return replace(
        one,
        message=_for(one.message, one.people, people),
        events=tuple(dict.fromkeys((*one.events, *other.events))),
        people=people,
        related=(*one.related, Label(other.at, say("and here")))
        if isinstance(other.at, tuple)
        else one.related,
        hint=_for(one.hint, one.people, people) if one.hint else None,
        fixes=tuple(_both(one.fixes, other.fixes)),
    )


def _for(message: Message, old: tuple[str, ...], people: tuple[str, ...]) -> Message:
    """A sentence, and those within it, with other people for its old ones."""

    def changed(value: object) -> object:
        if isinstance(value, Message):
            return _for(value, old, people)
        return People(people) if isinstance(value, People) and value.ids == old else value

    return replace(message, values=tuple((name, changed(value)) for name, value in message.values))


def _both(some: tuple[Fix, ...], others: tuple[Fix, ...]) -> Iterator[Fix]:
    """The fixes that two findings have in common, each with the edits of both."""
    by_message = {_plain(fix.message, ()): fix for fix in others}
    for fix in some:
        if other := by_message.get(_plain(fix.message, ())):
            yield replace(fix, edits=(*fix.edits, *other.edits), safe=fix.safe and other.safe)
