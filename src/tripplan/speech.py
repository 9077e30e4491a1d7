"""Messages in the reader's language: names, times, lengths and numbers by that language's habit."""

from __future__ import annotations

import datetime as dt
import string
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.messages import Message, People, fit_particles, say, translated
from tripplan.model import Event, Site, Text
from tripplan.places import Note
from tripplan.when import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tripplan.model import Trip

_NAMED = 4  # people named one by one in a sentence


class Speaker(string.Formatter):
    """Says messages in one language.

    Forms of a hole: a moment is said on both clocks, or as `clock` (10:30), `day` (Mon 23 Sep) or
    `offset` (UTC−6); a site by its name, or as its `town`; what came as data and is in the catalogue all the same,
    such as a kind of event, the source of a limit or a holiday, as `word`; anything else as Python would. A message in a message, and a
    note of an estimate, are said as they are.
    """

    def __init__(self, language: str = "en", trip: Trip | None = None) -> None:
        self.language = language
        self._trip = trip
        self.order = (language, *(trip.languages if trip else ()))

    def say(self, message: Message | str) -> str:
        """A message or a note, with its particles fitted where the language has some; a plain string as it is."""
        if not isinstance(message, (Message, Note)):
            return message
        said = self.vformat(translated(message.template, self.language), (), dict(message.values))
        return fit_particles(said, self.language)

    def format_field(self, value: object, format_spec: str) -> str:
        """One hole, filled by what its value is."""
        if isinstance(value, (Message, Note)):
            return self.say(value)
        if isinstance(value, Moment):
            return self._moment(value, format_spec)
        if isinstance(value, dt.timedelta):
            return when.say_duration(value, self.language)
        if isinstance(value, dt.date):
            return format(value, format_spec) if format_spec else when.say_day(value, self.language)
        if isinstance(value, (tuple, list)):
            return ", ".join(self.format_field(each, format_spec) for each in value)
        name = self._name(value, format_spec)
        return format(value, format_spec) if name is None else name

    def _name(self, value: object, form: str) -> str | None:
        """What a thing of the trip or a word of ours is called; None for anything else."""
        if isinstance(value, Text):
            said = value.say(*self.order)
            return translated(said, self.language) if form == "word" else said
        if form == "word":
            return translated(str(value), self.language)
        if isinstance(value, Event):
            title = value.table.title
            return f'"{title.say(*self.order) if title else value.id}"'
        if isinstance(value, Site):
            return (self._town(value) if form == "town" else value).name.say(*self.order)
        return self._people(value.ids) if isinstance(value, People) else None

    def _moment(self, moment: Moment, form: str) -> str:
        forms = {
            "clock": f"{moment.wall:%H:%M}",
            "day": when.say_day(moment.wall.date(), self.language),
            "offset": when.say_offset(moment.offset),
        }
        return forms[form] if form else self._both_clocks(moment)

    def _both_clocks(self, moment: Moment) -> str:
        here = self.say(say("{time:clock} on {time:day}", time=moment))
        home = moment.on(self._trip.home.zone) if self._trip and self._trip.home else moment
        if home.wall == moment.wall:
            return here
        if home.wall.date() == moment.wall.date():
            return self.say(say("{here} ({home:clock} at home)", here=here, home=home))
        return self.say(say("{here} ({home:clock} on {home:day} at home)", here=here, home=home))

    def _town(self, site: Site) -> Site:
        outer = self._trip.sites.get(site.around[-1]) if self._trip and site.around else None
        return outer or site

    def _people(self, ids: Iterable[str]) -> str:
        everybody = self._trip.people if self._trip else {}
        known = [everybody[id_] for id_ in ids if id_ in everybody]
        if not known or len(known) == len(everybody) > 1:
            return self.say(say("everyone"))
        names = [person.name.say(*self.order) for person in known]
        if len(names) > _NAMED:
            first = ", ".join(names[: _NAMED - 1])
            return self.say(say("{names} and {number} more", names=first, number=len(names) - _NAMED + 1))
        if len(names) == 1:
            return names[0]
        return self.say(say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1]))
