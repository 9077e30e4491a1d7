"""When an event begins and ends in a calendar: on which clock, in UTC, or over which days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from tripplan import when
from tripplan.exporters._component import Component, Property, offset
from tripplan.exporters._options import Detail, Stays
from tripplan.exporters._vtimezone import observances
from tripplan.exporters._zone_names import canonical

if TYPE_CHECKING:
    from collections.abc import Collection

    from tripplan.exporters._options import Options
    from tripplan.model import Event
    from tripplan.when import Moment

_POINT = timedelta(minutes=15)  # for a point in time: several programs refuse or hide an event of no length
_YEARS = range(2010, 2041)  # for which every zone is told
_UTC_NAMES = frozenset({"Etc/UTC", "Etc/GMT"})


class Span(NamedTuple):
    """From when to when; where `days` is set, over whole days, the day of the end not among them."""

    start: Moment
    end: Moment
    days: bool = False

    @property
    def meant(self) -> tuple[date, date]:
        """What a reader must find: two instants (UTC), or two dates."""
        if self.days:
            return self.start.wall.date(), self.end.wall.date()
        return self.start.instant, self.end.instant

    @property
    def order(self) -> tuple[datetime, datetime]:
        """Its place in the order of time."""
        return self.start.instant, self.end.instant

    def after_its_start(self, instant: datetime) -> timedelta:
        """How long after the start that a reader counts from: of days that is the first midnight, on the clock of the place."""
        if not self.days:
            return instant - self.start.instant
        midnight = datetime.combine(self.start.wall.date(), datetime.min.time())
        return instant - when.wall_instant(midnight, self.start.zone)


def span_of(event: Event, options: Options) -> Span:
    """Start and end in whole seconds, the end after the start; a bed for the night stands over its days where that is wanted.

    Raises:
        ValueError: the times name no instants, or the end comes first.
    """
    if not event.certain:
        raise ValueError(f"the times of {event.id} are not a start and an end")
    nights = event.stays and when.nights(event.start, event.end) > 0
    return span(event.start, event.end, days=nights and options.stays is Stays.BANNER)


def span(start: Moment, end: Moment, *, days: bool = False) -> Span:
    """The span of two moments, in whole seconds and of some length."""
    first, last = (moment.instant.replace(microsecond=0) for moment in (start, end))
    whole = last if last > first else first + _POINT
    return Span(when.at(first, start.zone), when.at(whole, end.zone), days)


def times(span: Span, options: Options) -> tuple[Property, Property]:
    """DTSTART and DTEND."""
    if span.days:
        first, last = span.meant
        kind = {"VALUE": "DATE"}
        return Property("DTSTART", f"{first:%Y%m%d}", kind), Property("DTEND", f"{last:%Y%m%d}", kind)
    # A zone tells where somebody is.
    utc = options.utc or options.detail is Detail.BUSY
    return _time("DTSTART", span.start, utc=utc), _time("DTEND", span.end, utc=utc)


def _time(name: str, moment: Moment, *, utc: bool) -> Property:
    """A moment on its own clock, or in UTC where that clock shows the hour twice: programs pick different ones."""
    zone = canonical(moment.zone.key)
    if utc or zone in _UTC_NAMES or when.clock(moment.wall, moment.zone) is when.Clock.TWICE:
        return stamp(name, moment.instant)
    return Property(name, f"{moment.wall:%Y%m%dT%H%M%S}", {"TZID": zone})


def stamp(name: str, instant: datetime) -> Property:
    """A time in UTC."""
    return Property(name, f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def timezone(name: str, years: Collection[int]) -> Component:
    """The VTIMEZONE of an IANA name, right from 2010 to 2040, and further where one of the years needs it.

    It is one and the same in every file whose events lie in those years: a server that keeps events of several trips in one
    calendar keeps the zone that it was told first, and gives it out with all of them.
    """
    parts = tuple(
        Component(
            "DAYLIGHT" if each.daylight else "STANDARD",
            (
                Property("DTSTART", f"{each.onset:%Y%m%dT%H%M%S}"),
                Property("TZOFFSETFROM", offset(each.offset_from)),
                Property("TZOFFSETTO", offset(each.offset_to)),
                Property("TZNAME", each.name),
                *([Property("RRULE", each.rrule)] if each.rrule else []),
                *(Property("RDATE", f"{onset:%Y%m%dT%H%M%S}") for onset in each.onsets),
            ),
        )
        for each in observances(ZoneInfo(name), *_whole_decades(years))
    )
    return Component("VTIMEZONE", (Property("TZID", name),), parts)


def _whole_decades(years: Collection[int]) -> tuple[datetime, datetime]:
    """From when to when a zone is told: whole decades more than it always is where a year lies before or after."""
    begin = min(_YEARS.start, min(years) // 10 * 10)
    end = max(_YEARS.stop, max(years) // 10 * 10 + 10)
    return datetime(begin, 1, 1, tzinfo=UTC), datetime(end, 1, 1, tzinfo=UTC)
