"""What is known of the thing under the cursor, in the reader's language and in plain text.

Plain, since titles and names are a stranger's: Markdown would fetch the pictures that they link to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.lsp.hover_event import event_lines
from tripplan.lsp.hover_place import place_lines
from tripplan.lsp.outline import Role
from tripplan.lsp.references import SECTIONS, named_by
from tripplan.messages import People, say
from tripplan.speech import Speaker
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.lsp.draft import Draft
    from tripplan.lsp.format import Format
    from tripplan.lsp.outline import Path, Token
    from tripplan.timeline import Timeline


def hover(draft: Draft, token: Token, form: Format, language: str) -> str:
    """What there is to know of a token: of a key what it is for, of a table or a name what stands behind it. "" for nothing."""
    lines: list[str] = []
    if token.role is not Role.VALUE:
        key = token.path[:-1] if isinstance(token.path[-1], int) else token.path
        lines.append(form.description(key, draft.kind_at(key)))
    found = draft.event_at(token.path) if not named_by(token.path) else None
    if found:
        timeline, event = found
        lines += _said(timeline, event_lines(timeline, event), language)
    else:
        lines += _thing(draft, token, language)
    return "\n".join(visible(line) for line in lines if line)


def _said(timeline: Timeline, lines: Iterator[object], language: str) -> list[str]:
    """Lines in the reader's language: messages, or whatever else a message could hold."""
    speaker = Speaker(language, timeline.trip)
    return [speaker.format_field(line, "") for line in lines]


def _thing(draft: Draft, token: Token, language: str) -> list[str]:
    """The place, person, group or resource that a token names or is written in."""
    path: Path = token.path
    named = [(section, token.word) for section in named_by(path)]
    own = [(str(path[0]), str(path[1]))] if len(path) > 1 and path[0] in SECTIONS else []
    for timeline in draft.timelines:
        for section, id_ in named or own:
            if lines := _said(timeline, _LINES[section](timeline, id_), language):
                return lines
    return []


def _person(timeline: Timeline, id_: str) -> Iterator[object]:
    person = timeline.trip.people.get(id_)
    if person is None:
        return
    yield (person.name, person.role) if person.role else person.name
    if person.tags:
        yield sorted(person.tags)
    head = timeline.trip.head
    first, last = person.joins or (head and head.start), person.leaves or (head and head.end)
    if first and last:
        yield say("on the trip from {first} to {last}", first=first, last=last)
    yield say("events: {number}", number=len(timeline.days.get(id_, ())))


def _group(timeline: Timeline, id_: str) -> Iterator[object]:
    members = timeline.trip.groups.get(id_, ())
    if members:
        yield tuple(People((each,)) for each in members)


def _resource(timeline: Timeline, id_: str) -> Iterator[object]:
    resource = timeline.trip.resources.get(id_)
    if resource is not None and resource.name:
        yield resource.name
    if resource is not None and resource.seats:
        yield say("seats: {number}", number=resource.seats)


_LINES = {"places": place_lines, "people": _person, "groups": _group, "resources": _resource}
