"""A page for a phone: the days of a trip on the clocks of their places, with the buttons that take the calendar along.

The page is whole in itself: it fetches nothing, sends nothing, and everything on it can be read without its script, which only
folds away what is over.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring
from zoneinfo import ZoneInfo

from tripplan import when
from tripplan.exporters import _discretion, _prose, exporter
from tripplan.exporters._links import safe
from tripplan.exporters._options import Detail
from tripplan.exporters._ways_in import ways_in
from tripplan.messages import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tripplan.exporters import Options
    from tripplan.model import Event, Trip

_UTC = ZoneInfo("UTC")
_LINKS = ("http", "https", "mailto", "tel")  # what a program may open when somebody taps on it


@exporter(".html", advice="It shows the trip as it is now: make it anew when the trip changes.")
def html(trip: Trip, options: Options) -> bytes:
    """The trip as one page.

    Raises:
        ValueError: the time of an event names no instant or it ends before it starts.
    """
    return page(trip, options)


def page(trip: Trip, options: Options, *, passing: bool = False) -> bytes:
    """The trip as one page; `passing` where the calendar's address, `options.source`, will soon answer no more.

    Raises:
        ValueError: as `html`.
    """
    events = [_shown(event, options) for event in _discretion.chosen(trip, options)]
    if faulty := [event.id for event in events if not event.certain]:
        raise ValueError(f"the times of {faulty[0]} are not a start and an end")
    language = _prose.own(options)
    root = Element("html", lang=language)
    revised = max((options.revision(event.id).revised for event in events), default=options.revised)
    _head(SubElement(root, "head"), _name(trip, options), f"{revised:%Y-%m-%dT%H:%M:%SZ}")
    body = SubElement(root, "body")
    header = SubElement(body, "header")
    _top(header, trip, options)
    _ways(SubElement(header, "nav"), options.source, language, passing=passing)
    main = SubElement(
        body, "main", {"data-now": plain(language, "Now"), "data-next": plain(language, "Next")}
    )
    for day, group in groupby(events, lambda event: event.start.wall.date()):
        _day(main, day, group, trip, options)
    _gone(main, trip, options)
    if not len(main):
        SubElement(main, "p", {"class": "none"}).text = plain(language, "There are no events yet.")
    SubElement(body, "script").text = _part("js")
    return b"<!doctype html>\n" + tostring(root, encoding="unicode", method="html").encode() + b"\n"


def _shown(event: Event, options: Options) -> Event:
    """The event on the clocks that the page is to show: a zone tells where somebody is."""
    if not _in_utc(options):
        return event
    return replace(event, start=when.at(event.start.instant, _UTC), end=when.at(event.end.instant, _UTC))


def _in_utc(options: Options) -> bool:
    return options.utc or options.detail is Detail.BUSY


def policy() -> str:
    """What a browser may do with a page, in the words of Content-Security-Policy: run this script and this style, and nothing else."""
    script, style = (
        f"'sha256-{b64encode(sha256(_part(name).encode()).digest()).decode()}'" for name in ("js", "css")
    )
    return f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


def _part(name: str) -> str:
    """The style or the script of the page, which stand beside this file."""
    return Path(__file__).with_name(f"page.{name}").read_text("utf-8")


def _head(head: Element, title: str, revised: str) -> None:
    """What a browser must know before it shows anything: above all what may run."""
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy()})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="robots", content="noindex, nofollow")
    SubElement(head, "meta", name="referrer", content="no-referrer")
    SubElement(head, "meta", name="revised", content=revised)
    SubElement(head, "title").text = title
    SubElement(head, "style").text = _part("css")


def _name(trip: Trip, options: Options) -> str:
    return _prose.one_line(options.say(trip.head.title)) if trip.head else ""


def _top(header: Element, trip: Trip, options: Options) -> None:
    SubElement(header, "h1").text = _name(trip, options)
    if options.people and len(options.people) == 1:
        (person,) = options.people
        SubElement(header, "p", {"class": "whom"}).text = _prose.one_line(
            options.say(trip.people[person].name)
        )


def _ways(nav: Element, source: str | None, language: str, *, passing: bool) -> None:
    """The button that most phones need, and the others behind one more tap."""
    for number, way in enumerate(ways_in(source, passing=passing)):
        if number == 1:
            nav = SubElement(nav, "details")
            SubElement(nav, "summary").text = plain(language, "Other phones, other ways")
        each = SubElement(nav, "div", {"class": "way", "id": way.id})
        SubElement(each, "a", href=way.url).text = plain(language, way.label.template)
        SubElement(each, "p").text = plain(language, way.note.template)


def _day(main: Element, day: date, events: Iterable[Event], trip: Trip, options: Options) -> None:
    section = SubElement(main, "details", open="")
    days = dict.fromkeys(when.say_date(day, _prose.own(each)) for each in options.apart())
    SubElement(SubElement(section, "summary"), "h2").text = " / ".join(days)
    for event in events:
        _event(section, event, trip, options)


def _event(section: Element, event: Event, trip: Trip, options: Options) -> None:
    kind = "cancelled" if event.cancelled else event.table.status
    article = SubElement(section, "article", {"class": f"{kind} {event.kind}"})
    _clock(SubElement(article, "p", {"class": "clock"}), event)
    what = SubElement(article, "div", {"class": "what"})
    title = _prose.title(event, options)
    SubElement(what, "h3").text = title
    for line in _prose.location(event.origin, options).split("\n"):
        if line and line != title:
            SubElement(what, "p").text = line
    for line in _prose.description(event, trip, options).split("\n"):
        _line(what, line)


def _clock(clock: Element, event: Event) -> None:
    """From when to when, on the clocks of the place where it begins and of that where it ends."""
    days = (event.end.wall.date() - event.start.wall.date()).days
    for moment, after in ((event.start, ""), (event.end, f" {days:+d}" if days else "")):
        SubElement(clock, "time", datetime=moment.local.isoformat()).text = f"{moment.wall:%H:%M}{after}"
        if moment is event.end or event.start.offset != event.end.offset:
            SubElement(clock, "span").text = when.say_offset(moment.offset)


def _line(what: Element, line: str) -> None:
    """A line of the description; an address that may be opened is a link."""
    if not line:
        return
    paragraph = SubElement(what, "p")
    url = safe(line, _LINKS) if " " not in line else None
    target = SubElement(paragraph, "a", href=url, rel="noreferrer noopener") if url else paragraph
    target.text = line


def _gone(main: Element, trip: Trip, options: Options) -> None:
    """The events that are no more, so that nobody waits for them."""
    found = _discretion.gone(trip, options)
    if not found:
        return
    section = SubElement(main, "details", {"class": "ended", "open": ""})
    SubElement(SubElement(section, "summary"), "h2").text = plain(
        _prose.own(options), "No longer taking place"
    )
    for each in found:
        article = SubElement(section, "article", {"class": "cancelled gone"})
        start = each.start.astimezone(_UTC) if _in_utc(options) else each.start
        day = when.say_day(start.date(), _prose.own(options))
        SubElement(article, "p", {"class": "clock"}).text = f"{day} {start:%H:%M}"
        what = SubElement(article, "div", {"class": "what"})
        SubElement(what, "h3").text = _prose.cancelled(options.say(each.title), options)
