"""For whom, how much, and in which form a file is made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tripplan.model import Text


class Detail(Enum):
    """How much of an event a file tells."""

    FULL = "full"  # all that its readers may know
    SHARED = "shared"  # no booking, no contact, no notes
    BUSY = "busy"  # from when to when, and nothing else


class Stays(Enum):
    """How a bed stands in a calendar."""

    BANNER = "banner"  # over the days, from check-in to check-out
    TIMED = "timed"  # from hour to hour


class Reminders(Enum):
    """What reminds of a departure."""

    ALARMS = "alarms"
    EVENTS = "events"  # small events of their own, for readers that drop alarms


@dataclass(frozen=True, slots=True)
class Revision:
    """How often an event was published changed (its SEQUENCE), and the instant (UTC) of its last change."""

    sequence: int = 0
    revised: datetime = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Gone:
    """An event that was published and is no more, or no more for some: they are told that it is cancelled, until the trip ends.

    `start` and `end` are aware, on the clocks of their ZoneInfo zones. `people` are ids of those whom it was for. `audience` are the people
    and groups who might see it, as the file named them; None where all might.
    """

    id: str
    title: Text
    start: datetime
    end: datetime
    people: tuple[str, ...]
    revision: Revision
    audience: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """For whom and when a file is made, and in which form.

    `people` keeps the events of these people only, None those of all. `languages` are those of its texts, the first that a
    text has, or where `together` is set each of them. `revised` is the instant (UTC) at which the trip is said to have been
    written last: where nobody says it, a time so early that any later file counts as newer. `revisions` says it of single events, by
    id, and `gone` are events that are still to be told as cancelled.

    `audience` are those who will read the file, by id. None stands for those whom it is made for: `people`, or where that is
    None too everyone on the trip. What one of the readers may not see is not in the file. With no readers at all (the empty
    set) everything is in it: it is for whoever keeps the trip. `detail` says how much is told of what they may see.

    The rest is of calendars: `stays` and `reminders`; `alarms` is False where nothing is to ring; `utc` puts all times in UTC, for programs that
    know no zones; `source` is the address from which the file will be fetched, http, https or webcal.
    """

    people: frozenset[str] | None = None
    languages: tuple[str, ...] = ("en",)
    together: bool = False
    revised: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    audience: frozenset[str] | None = None
    detail: Detail = Detail.FULL
    stays: Stays = Stays.BANNER
    reminders: Reminders = Reminders.ALARMS
    alarms: bool = True
    utc: bool = False
    source: str | None = None

    def say(self, text: Text) -> str:
        """The text in the language, or in each of the languages, each wording once."""
        return " / ".join(dict.fromkeys(text.say(*each.languages) for each in self.apart()))

    def apart(self) -> tuple[Options, ...]:
        """The options of each language by itself, where they are wanted together; else these."""
        if not self.together:
            return (self,)
        first = (dict.fromkeys([each, *self.languages]) for each in self.languages)
        return tuple(replace(self, together=False, languages=tuple(languages)) for languages in first)

    def revision(self, event_id: str) -> Revision:
        """How often an event was published changed, and when last."""
        return self.revisions.get(event_id, Revision(0, self.revised))
