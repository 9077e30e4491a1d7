"""Nothing is in a file that one of its readers may not see, whatever its format: looked for, and proven by its absence making no difference."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars import event, trip_of
from canaries import EVENTS, FIELDS, GONE, HEAD, PEOPLE, PLACES, TRIP, canaries, canary, members
from tripplan.exporters import (
    Detail,
    Exporter,
    Options,
    Reminders,
    Stays,
    all_exporters,
    chosen,
)
from tripplan.model import Site, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.model import Event

PERSONAL, INTERNAL = {"booking", "contact"}, {"booking", "contact", "notes"}


class Case(NamedTuple):
    """For whom a file is made."""

    people: frozenset[str] | None
    audience: frozenset[str] | None

    @property
    def readers(self) -> set[str]:
        """Those who will read it."""
        if self.audience is not None:
            return set(self.audience)
        return set(PEOPLE if self.people is None else self.people)


SETS = [
    None,
    *(frozenset(each) for each in (["kim"], ["lee"], ["may"], ["kim", "lee"], ["kim", "may"], PEOPLE)),
]
CASES = [Case(people, audience) for people, audience in product(SETS, [*SETS, frozenset[str]()])]


def allowed(case: Case, detail: Detail) -> set[str]:
    """The canaries that may stand in a file, by the words of the format's page."""
    found: set[str] = set()
    for id_, (place, who, audience) in EVENTS.items():
        wanted = case.people is None or case.people & members(who)
        if not wanted or not case.readers <= members(audience) or detail is Detail.BUSY:
            continue
        hidden = INTERNAL if detail is Detail.SHARED else set() if case.readers <= members(who) else PERSONAL
        found |= {canary(id_, field) for field in FIELDS if field not in hidden}
        found |= {canary(place, "name"), canary(place, "address")}
    for each in GONE:
        wanted = case.people is None or case.people & set(each.people)
        seen = each.audience is None or case.readers <= set(each.audience)
        if wanted and seen and detail is not Detail.BUSY:
            found.add(canary(each.id, "title"))
    return found


def forms() -> Iterator[Options]:
    """Every form that a file may have."""
    for languages, utc, reminders, stays in product([False, True], [False, True], Reminders, Stays):
        yield Options(
            languages=("ko", "en"), together=languages, utc=utc, reminders=reminders, stays=stays, gone=GONE
        )


@pytest.mark.parametrize("exporter", all_exporters(), ids=lambda exporter: exporter.id)
@pytest.mark.parametrize("detail", Detail)
def test_no_reader_finds_what_is_kept_from_them(exporter: Exporter, detail: Detail) -> None:
    """For every choice of people and readers, no canary is in the file but those that the rules allow."""
    for case in CASES:
        options = Options(people=case.people, audience=case.audience, detail=detail, gone=GONE)

        found = canaries(exporter.write(TRIP, options))

        assert found <= allowed(case, detail), case
        assert found == allowed(case, detail) or exporter.id != "ics", (
            case
        )  # a calendar tells all that it may


@pytest.mark.parametrize("exporter", all_exporters(), ids=lambda exporter: exporter.id)
@pytest.mark.parametrize("detail", Detail)
def test_no_form_of_a_file_tells_more(exporter: Exporter, detail: Detail) -> None:
    """Two languages, UTC, reminders of their own and timed beds tell nothing that the plain file does not."""
    cases = (Case(None, None), Case(frozenset(["kim"]), None), Case(None, frozenset(["may"])))
    for case, form in product(cases, forms()):
        options = replace(form, people=case.people, audience=case.audience, detail=detail)

        assert canaries(exporter.write(TRIP, options)) <= allowed(case, detail), options


@pytest.mark.parametrize("exporter", all_exporters(), ids=lambda exporter: exporter.id)
@pytest.mark.parametrize("detail", Detail)
@pytest.mark.parametrize(
    "case", [Case(None, None), Case(frozenset(["kim"]), None), Case(None, frozenset(["may"]))]
)
def test_what_is_hidden_makes_no_difference(exporter: Exporter, detail: Detail, case: Case) -> None:
    """To the byte, the file is that of a trip without the events and facts kept from its readers: no time to travel, no zone and no number tells of them."""
    options = Options(people=case.people, audience=case.audience, detail=detail, reminders=Reminders.EVENTS)
    seen = [
        each
        for each in TRIP.events
        if case.readers <= members(EVENTS[each.id][2])
        and (case.people is None or case.people & members(EVENTS[each.id][1]))
    ]
    bare = replace(TRIP, events=tuple(_without(each, case, detail) for each in seen))

    assert 0 < len(seen) < len(TRIP.events)
    assert exporter.write(bare, options) == exporter.write(TRIP, options)


def _without(each: Event, case: Case, detail: Detail) -> Event:
    """The event without the facts that are kept from the readers; of a busy time without anything."""
    hidden = (
        set(FIELDS) | {"alarm"}
        if detail is Detail.BUSY
        else INTERNAL
        if detail is Detail.SHARED
        else PERSONAL
    )
    if detail is Detail.FULL and case.readers <= set(each.people):
        hidden = set()
    table = each.table.model_copy(update=dict.fromkeys(hidden))
    if detail is not Detail.BUSY:
        return replace(each, table=table)
    elsewhere = replace(each.origin, name=Text.of("elsewhere"), address=None, position=(1.0, 2.0))
    return replace(each, table=table, origin=elsewhere, site=elsewhere)


@pytest.mark.parametrize("audience", [None, frozenset[str]()])
def test_nothing_is_left_of_a_busy_time(audience: frozenset[str] | None) -> None:
    """No format can let slip what it never sees: of an event only its id, its times, its status and whether it is a bed reach it."""
    whole = {each.id: each for each in TRIP.events}

    for each in chosen(TRIP, Options(audience=audience, detail=Detail.BUSY)):
        kind = "stay" if whole[each.id].stays else "other"
        kept = {name for name in type(each.table).model_fields if getattr(each.table, name)}

        assert canaries(repr(each).encode()) == set()
        assert each.site == each.origin == Site("", Text.of(""), each.start.zone, ())
        assert (each.people, each.optional, each.kind) == ((), frozenset(), kind)
        assert kept <= {"id", "kind", "title", "start", "end", "status"}
        assert (each.start, each.end) == (whole[each.id].start, whole[each.id].end)


def test_a_readership_can_only_lose_by_growing() -> None:
    """Whoever joins the readers of a file takes from it what they may not see, and adds nothing."""

    @given(st.frozensets(st.sampled_from(sorted(PEOPLE)), min_size=1), st.sampled_from(sorted(PEOPLE)))
    @settings(max_examples=30, deadline=None)
    def grows(readers: frozenset[str], one_more: str) -> None:
        fewer, more = (
            {
                (each.id, each.table.booking, each.table.contact)
                for each in chosen(TRIP, Options(audience=who))
            }
            for who in (readers, readers | {one_more})
        )
        assert {id_ for id_, _, _ in more} <= {id_ for id_, _, _ in fewer}
        assert {each for each in more if each[1]} <= fewer

    grows()


def test_nobody_is_kept_from_what_the_keeper_sees() -> None:
    """With no readers everything is there: that file is for whoever keeps the trip."""
    assert chosen(TRIP, Options(audience=frozenset())) == TRIP.events


def test_a_trip_without_people_has_one_reader() -> None:
    """An event that nobody may see is hidden from the nameless traveller too."""
    alone = HEAD + PLACES
    trip = trip_of(
        event("a", "seoul", "2026-05-01T09:00", 'duration = "1 h"\nbooking = "B"'),
        event("b", "seoul", "2026-05-01T09:00", 'duration = "1 h"\naudience = []'),
        stage=alone,
    )

    (found,) = chosen(trip, Options())

    assert (found.id, str(found.table.booking)) == ("a", "B")
