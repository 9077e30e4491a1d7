"""What differs between two versions of a trip, in words: per event, and whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tripplan.messages import Message, People, say
from tripplan.when import elapsed, nights, readings, say_offset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import timedelta

    from tripplan.model import Text
    from tripplan.release.snapshot import Snapshot
    from tripplan.when import Moment

# What the reader calls each detail of an event.
_DETAIL = {
    "notes": say("notes"),
    "contact": say("contact"),
    "booking": say("booking"),
    "dress": say("dress"),
    "url": say("link"),
    "alarm": say("alarms"),
    "needs": say("who is needed"),
    "resources": say("vehicles and rooms"),
    "tags": say("tags"),
    "optional": say("who may miss it"),
    "number": say("number"),
    "address": say("where exactly it is"),
}

# A time that moves within the day of the event, and one whose day must be said.
_STARTS = (
    say("starts at {new:clock} instead of {old:clock}"),
    say("starts at {new:clock} on {new:day} instead of {old:clock} on {old:day}"),
)
_ENDS = (
    say("ends at {new:clock} instead of {old:clock}"),
    say("ends at {new:clock} on {new:day} instead of {old:clock} on {old:day}"),
)
_CLOCKS = (
    say("on another clock: {new} instead of {old}"),
    say("ends on another clock: {new} instead of {old}"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: its name for programs, and in words."""

    what: str
    message: Message


@dataclass(frozen=True, slots=True)
class Changed:
    """An event and what changed in it.

    `event` is as it is told now or, where it is gone, as it was told last. `before` are the ids of those whom it was for, `after` of
    those whom it is for.
    """

    event: Snapshot
    before: tuple[str, ...]
    after: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of all whom it concerns."""
        return tuple(dict.fromkeys(self.before + self.after))


def changes(
    old: Mapping[str, Snapshot], new: Mapping[str, Snapshot], languages: tuple[str, ...] = ()
) -> tuple[Changed, ...]:
    """Every event that differs, in the order of time; those that are gone where they stood.

    Args:
        old: the events as they were, by id.
        new: the events as they are.
        languages: those of the reader, the first that a text has: what differs in another one only is told as such.
    """
    found = []
    for id_, event in {**old, **new}.items():
        before, after = old.get(id_), new.get(id_)
        if told := tuple(_changes(before, after, languages)):
            was, is_ = (each.people if each else () for each in (before, after))
            found.append(Changed(event, was, is_, told))
    return tuple(sorted(found, key=lambda each: (each.event.start.instant, each.event.id)))


def _changes(old: Snapshot | None, new: Snapshot | None, languages: tuple[str, ...]) -> Iterator[Change]:
    if old is None or new is None:
        # What was cancelled before it came or went is no news.
        there = new or old
        if there is not None and not there.cancelled:
            yield Change("added", _new(there)) if new else Change("removed", say("no longer takes place"))
        return
    if old.cancelled and new.cancelled:
        return
    if new.cancelled:
        yield Change("cancelled", say("cancelled"))
        return
    yield from _status(old, new)
    yield from _times(old, new)
    yield from _places(old, new, languages)
    yield from _people(old, new)
    yield from _words(old, new, languages)


def _new(event: Snapshot) -> Message:
    if event.origin.forms == event.site.forms:
        return say("new: at {place}", place=event.site)
    return say("new: from {origin} to {site}", origin=event.origin, site=event.site)


def _status(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    if old.cancelled:
        yield Change("restored", say("takes place after all"))
    elif old.status != new.status:
        tentative = new.status == "tentative"
        yield Change("status", say("is now tentative") if tentative else say("is now confirmed"))


def _times(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    starts, ends = (old.start, new.start), (old.end, new.end)
    moved = [pair for pair in (starts, ends) if not _same(*pair)]
    if moved and all(_by_law(*pair) for pair in moved):
        yield Change("zone", say("the same time on the clock, whose rules a government has changed"))
        return
    if not _same(*starts):
        dated = old.start.wall.date() != new.start.wall.date()
        yield _moved("start", starts, _STARTS[dated], _CLOCKS[0])
    if not _same(*ends) and elapsed(old.start, new.start) != elapsed(old.end, new.end):
        dated = nights(old.start, old.end) != 0 or nights(new.start, new.end) != 0
        yield _moved("end", ends, _ENDS[dated], _CLOCKS[1])


def _same(old: Moment, new: Moment) -> bool:
    return (old.wall, old.instant) == (new.wall, new.instant)


def _by_law(old: Moment, new: Moment) -> bool:
    """Whether the reading on the clock is the one that was told, and was told as an instant that the clock no longer has there."""
    told = (old.wall, old.zone.key) == (new.wall, new.zone.key)
    return _same(old, new) or (told and old.instant not in readings(new.wall, new.zone))


def _moved(what: str, pair: tuple[Moment, Moment], reading: Message, clocks: Message) -> Change:
    """A time that differs: its reading or, where that is the same, the clock that it is read on."""
    old, new = pair
    if old.wall == new.wall:
        return Change(
            "zone", say(clocks.template, old=say_offset(_offset(old)), new=say_offset(_offset(new)))
        )
    return Change(what, say(reading.template, new=new, old=old))


def _offset(moment: Moment) -> timedelta:
    """The distance from UTC as it was told: the zone data of today may say another."""
    return moment.wall - moment.instant.replace(tzinfo=None)


def _places(old: Snapshot, new: Snapshot, languages: tuple[str, ...]) -> Iterator[Change]:
    if old.origin.forms == old.site.forms and new.origin.forms == new.site.forms:
        if _reads_otherwise(old.site, new.site, languages):
            yield Change("place", say("at {new} instead of {old}", new=new.site, old=old.site))
        return
    if _reads_otherwise(old.origin, new.origin, languages):
        yield Change("from", say("from {new} instead of {old}", new=new.origin, old=old.origin))
    if _reads_otherwise(old.site, new.site, languages):
        yield Change("to", say("to {new} instead of {old}", new=new.site, old=old.site))


def _reads_otherwise(old: Text, new: Text, languages: tuple[str, ...]) -> bool:
    return old.say(*languages) != new.say(*languages)


def _people(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    came = tuple(id_ for id_ in new.people if id_ not in old.people)
    went = tuple(id_ for id_ in old.people if id_ not in new.people)
    if came:
        yield Change("people-added", say("also for {people}", people=People(came)))
    if went:
        yield Change("people-removed", say("no longer for {people}", people=People(went)))


def _words(old: Snapshot, new: Snapshot, languages: tuple[str, ...]) -> Iterator[Change]:
    if old.kind != new.kind:
        yield Change("kind", say("{new:word} instead of {old:word}", new=new.kind, old=old.kind))
    if _reads_otherwise(old.title, new.title, languages):
        yield Change("title", say('was called "{old}"', old=old.title))
    texts = [(getattr(old, name), getattr(new, name)) for name in ("title", "origin", "site")]
    if any(was.forms != is_.forms and not _reads_otherwise(was, is_, languages) for was, is_ in texts):
        yield Change("language", say("other words in another language"))
    if old.audience != new.audience:
        yield Change("audience", say("other people may see it"))
    names = {*old.details, *new.details}
    if (old.origin.forms, old.site.forms) != (new.origin.forms, new.site.forms):
        names.discard("address")  # of another place it goes without saying
    differing = [name for name in sorted(names) if old.details.get(name) != new.details.get(name)]
    if differing:
        words = tuple(_DETAIL.get(name, name) for name in differing)
        yield Change("details", say("other details: {names}", names=words))
