"""A short notice for each person whom a change concerns, and a calendar of just what changed for them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tripplan.cli._file_names import file_names
from tripplan.cli._files import make_folder, write_file
from tripplan.cli._fit import give_up, lock_of
from tripplan.cli._language import Language, spoken
from tripplan.cli._versions import cast
from tripplan.exporters import Gone, Options, Revision, chosen, gone
from tripplan.exporters.ics import ics, uid
from tripplan.messages import LANGUAGES, plural, say
from tripplan.release.changes import changes
from tripplan.release.lock import lock_path
from tripplan.release.revise import revisions
from tripplan.speech import Speaker
from tripplan.sync.resource import only
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tripplan.cli._versions import Version
    from tripplan.model import Person, Trip
    from tripplan.release import Lock
    from tripplan.release.changes import Changed

_OF_OTHERS = {"people-added", "people-removed"}  # no news for one who stays, where there is any other
_NO_NEWS = {"language", "audience"}  # for nobody


def write_notices(folder: str, old: Version, new: Version, lang: Language | None) -> None:
    """Writes ID.txt and ID.ics for each person whom something concerns, those who are no longer on the trip among them.

    Raises:
        Exit: the new version is no trip, or something cannot be written.
    """
    trip, everybody = new.trip, cast(old, new)
    if trip is None or everybody is None or trip.head is None:
        give_up(say("{file}: notices are made from a trip, and this is a lock", file=new.name))
    if not everybody.people:
        give_up(say("{file}: notices are for people, and this trip names none", file=new.name))
    if not make_folder(folder):
        raise typer.Exit(2)
    lock, names, written = _lock(old, new, trip), file_names(everybody.people), []
    for id_, person in everybody.people.items():
        words = lang.value if lang else person.language or trip.languages[0]
        found = changes(old.events, new.events, (words, *trip.languages))
        own = [each for each in found if id_ in each.people]
        there = trip if id_ in trip.people else everybody
        options = _options(own, person, there, lock, words)
        told = {each.id for find in (chosen, gone) for each in find(there, options)}
        own = [each for each in own if each.event.id in told and _is_news(each)]
        if not own:
            continue
        name = names[id_]
        calendar = only(ics.write(there, options), {uid(trip.head.id, each.event.id) for each in own})
        text = "".join(f"{visible(line)}\n" for line in _notice(own, person, there, words, f"{name}.ics"))
        for ending, data in ((".txt", text.encode()), (".ics", calendar)):
            if not write_file(str(Path(folder, name + ending)), data):
                raise typer.Exit(2)
        written.append(name)
    told_to = say("{folder}: notices for {names}", folder=folder, names=written)
    nobody = say("{folder}: nobody is concerned, no notice is written", folder=folder)
    typer.echo(visible(spoken(told_to if written else nobody)), err=True)


def _is_news(each: Changed) -> bool:
    """Whether there is anything in it for those concerned."""
    return each.before != each.after or any(change.what not in _NO_NEWS for change in each.changes)


def _lock(old: Version, new: Version, trip: Trip) -> Lock | None:
    """The lock that tells which numbers phones know: the one beside the new version or, where there is none, the old version."""
    return lock_of(new.name, trip) if os.path.lexists(lock_path(new.name)) else old.lock


def _notice(own: Sequence[Changed], person: Person, trip: Trip, words: str, calendar: str) -> Iterator[str]:
    order = (words, *trip.languages)
    speaker = Speaker(next((each for each in order if each in LANGUAGES), LANGUAGES[0]), trip)
    speaker.order = order
    title = trip.head.title.say(*order) if trip.head else ""
    number = plural(
        speaker.language,
        len(own),
        "{number:,} event of yours has changed",
        "{number:,} events of yours have changed",
    )
    yield speaker.say(say("Dear {name},", name=person.name.say(*order)))
    yield speaker.say(say("{title}: {number}. All times are local.", title=title, number=number))
    for each in own:
        at = speaker.say(say("{start:day} {start:clock}", start=each.event.start))
        yield ""
        yield f"{at}  {each.event.title.say(*order)}"
        yield from (f"- {line}" for line in _lines(each, person.id, speaker))
    yield ""
    yield speaker.say(
        say(
            "A calendar that you subscribed to changes by itself, within a day. Otherwise open the attached {file}: it holds these "
            "changes only.",
            file=calendar,
        )
    )


def _lines(each: Changed, person: str, speaker: Speaker) -> Iterator[str]:
    if person not in each.after and each.after:
        yield speaker.say(say("no longer for you"))
        return
    if person not in each.before and each.before:
        yield speaker.say(say("new for you: at {place}", place=each.event.origin))
        return
    known = [change for change in each.changes if change.what not in _NO_NEWS]
    news = [change for change in known if change.what not in _OF_OTHERS] or known
    yield from (speaker.say(change.message) for change in news)


def _options(own: Sequence[Changed], person: Person, trip: Trip, lock: Lock | None, words: str) -> Options:
    """How the calendar of a person is written: what is theirs no more is in it as cancelled."""
    known, dropped = revisions(trip, lock) if lock else ({}, ())
    later = Revision(1, Options().revised.replace(second=1))
    revised = {**{each.event.id: later for each in own}, **known}
    told_gone = {each.id: each for each in dropped}
    lost = (
        told_gone.get(each.event.id) or _lost(each, revised[each.event.id])
        for each in own
        if person.id not in each.after
    )
    return Options(
        people=frozenset([person.id]),
        languages=tuple(dict.fromkeys([words, *trip.languages])),
        revisions=revised,
        gone=tuple(replace(each, people=(person.id,)) for each in lost),
    )


def _lost(each: Changed, revision: Revision) -> Gone:
    event = each.event
    start, end = event.start.local, event.end.local
    return Gone(event.id, event.title, start, end, each.before, revision, event.audience)
