"""Those who get a page and a calendar of their own, each at an address that only they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tripplan.cli._asked import languages
from tripplan.cli._fit import since_release
from tripplan.cli._language import language
from tripplan.cli.show import Lang
from tripplan.exporters import Options, chosen, gone
from tripplan.messages import say
from tripplan.share.secrets import secret

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tripplan.messages import Message
    from tripplan.model import Trip

PAGE, CALENDAR = "index.html", "calendar.ics"


class Visitor(NamedTuple):
    """One person: what they are called, their path, its address, and for whom and how their files are made.

    Who has no events yet has a page, but no calendar: a calendar of nothing is none (RFC 5545).
    """

    name: Message | str
    secret: str
    url: str
    options: Options

    def page(self, trip: Trip, *, passing: bool) -> bytes:
        """Their page; `passing` where its address will soon answer no more."""
        from tripplan.exporters.html import page  # noqa: PLC0415 - start-up: help needs none of it

        return page(trip, self.options, passing=passing)

    def calendar(self, trip: Trip) -> bytes | None:
        """Their calendar, None where they have none."""
        from tripplan.exporters.ics import ics  # noqa: PLC0415 - likewise

        return ics.write(trip, self.options) if self.options.source else None


def shown(trip: Trip, file: str, lang: Lang | None) -> Options:
    """How all files are made: what has been released counts as the release says."""
    revised, ended = since_release(file, trip)
    return Options(together=lang is Lang.BOTH, revisions=revised, gone=ended)


def visitors(
    trip: Trip, people: Collection[str] | None, base: str, key: bytes, options: Options, lang: Lang | None
) -> Iterator[Visitor]:
    """A visitor for each of the people, None for all, in the order of the trip; one for a trip that names nobody.

    Args:
        trip: the trip.
        people: their ids.
        base: the address below which their own are, without a slash at its end.
        key: of which their paths are made.
        options: how all files are made.
        lang: the language that is asked for; each person's own where none is.
    """
    for id_ in trip.people or ("",):
        if people is None or id_ in people:
            person, path = trip.people.get(id_), secret(key, id_)
            own = replace(
                options,
                people=frozenset([id_]) if person else None,
                languages=languages(trip, lang, [id_] if person else None),
            )
            if chosen(trip, own) or gone(trip, own):
                own = replace(own, source=f"{base}/{path}/{CALENDAR}")
            called = person.name.say(language(), *trip.languages) if person else say("everyone")
            yield Visitor(called, path, f"{base}/{path}/", own)
