"""Releases: what a lock keeps, which numbers an event gets, and that nothing that is not this trip's lock passes as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release_trips import TRIP, edited, trip_of, without
from tripplan.exporters import Revision
from tripplan.exporters.ics import uid
from tripplan.release import Lock, LockError, snapshots
from tripplan.release.lock import write_lock
from tripplan.release.read import read_lock
from tripplan.release.revise import changed, released, revisions

FIRST = datetime(2024, 9, 1, 8, tzinfo=UTC)
SECOND, THIRD = FIRST + timedelta(days=1), FIRST + timedelta(days=2)
LAST_DAY, AFTER = datetime(2024, 9, 25, 23, tzinfo=UTC), datetime(2024, 10, 1, tzinfo=UTC)
MOVED = edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"))


def release(text: str, last: Lock | None = None, now: datetime = FIRST) -> Lock:
    """A release of the trip of a text."""
    return released(trip_of(text), last, now, "2026f")


def numbers(lock: Lock) -> dict[str, tuple[int, datetime, bool]]:
    """Of each event its SEQUENCE, when it changed last, and whether it is gone."""
    return {id_: (entry.sequence, entry.revised, entry.gone) for id_, entry in lock.entries.items()}


def test_a_first_release_starts_every_event_at_nought() -> None:
    """SEQUENCE counts from 0, and every event carries the time of the release."""
    lock = release(TRIP)

    assert (lock.trip, lock.number, lock.time, lock.tzdata) == ("board", 1, FIRST, "2026f")
    assert numbers(lock) == dict.fromkeys(["board", "lunch", "tour"], (0, FIRST, False))
    assert lock.entries["tour"].uid == uid("board", "tour")


def test_only_what_changed_gets_a_higher_number() -> None:
    """One event is moved: its SEQUENCE and its time are new, those of the others stay."""
    lock = release(MOVED, release(TRIP), SECOND)

    assert lock.number == 2
    assert numbers(lock) == {
        "board": (1, SECOND, False), "lunch": (0, FIRST, False), "tour": (0, FIRST, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        ('title = "Board"', 'title = "The board"'),
        ('place = "hall"\nstart = 2024-09-23T09:00', 'place = "library"\nstart = 2024-09-23T09:00'),
        ('duration = "2 h"', 'duration = "3 h"'),
        ('duration = "2 h"\nwho = ["kim", "lee"]', 'duration = "2 h"\nwho = ["kim"]'),
        ('duration = "2 h"', 'duration = "2 h"\nnotes = "Bring the seal"'),
        ('duration = "2 h"', 'duration = "2 h"\nbooking = "X7"'),
        ('duration = "2 h"', 'duration = "2 h"\noptional = ["lee"]'),
        ('duration = "2 h"', 'duration = "2 h"\nalarm = ["15 min"]'),
        ('duration = "2 h"', 'duration = "2 h"\nstatus = "cancelled"'),
        ('name = "City Hall"', 'name = "City Hall"\naddress = "800 Macleod Trail SE"'),
    ],
)
def test_every_change_that_a_calendar_shows_counts(change: tuple[str, str]) -> None:
    """Whatever a calendar can tell of an event raises its number when it changes."""
    assert numbers(release(edited(change), release(TRIP), SECOND))["board"] == (1, SECOND, False)


def test_nothing_new_is_no_release() -> None:
    """Released again, or with comments and order changed only, the lock stays what it is."""
    first = release(TRIP)
    head, *events = TRIP.split("[[events]]\n")
    turned = "[[events]]\n".join([f"# a comment\n{head}", *reversed(events)])

    assert release(TRIP, first, SECOND) is first
    assert release(turned, first, SECOND) is first


def test_an_event_that_goes_stays_known_until_the_trip_is_over() -> None:
    """A removed event is told as cancelled, with a higher number, once; after the last day it is forgotten."""
    first = release(TRIP)
    second = release(without("lunch"), first, SECOND)

    assert numbers(second)["lunch"] == (1, SECOND, True)
    assert release(without("lunch"), second, THIRD) is second
    assert release(without("lunch"), second, AFTER) is second
    assert "lunch" in release(without("lunch", MOVED), second, LAST_DAY).entries
    assert "lunch" not in release(without("lunch", MOVED), second, AFTER).entries


def test_an_event_that_comes_back_counts_on() -> None:
    """Its UID is that of the cancelled one, so that its number must be higher still."""
    second = release(without("lunch"), release(TRIP), SECOND)

    assert numbers(release(TRIP, second, THIRD))["lunch"] == (2, THIRD, False)


def test_a_calendar_between_two_releases_is_later_than_one_and_earlier_than_the_other() -> None:
    """What is exported before the next release has its number already, and a time that does not depend on the clock."""
    first = release(TRIP)

    known, gone = revisions(trip_of(without("lunch", MOVED)), first)

    assert known == {
        "board": Revision(1, FIRST + timedelta(seconds=1)),
        "tour": Revision(0, FIRST),
    }
    assert [(each.id, str(each.title), each.revision.sequence) for each in gone] == [("lunch", "Lunch", 1)]
    assert list(changed(trip_of(without("lunch", MOVED)), first)) == ["board", "lunch"]
    assert not list(changed(trip_of(TRIP), first))


def test_a_lock_reads_back_as_it_was_written() -> None:
    """Text and lock are two forms of one thing, tombstones and repeated hours included."""
    lock = release(without("lunch", MOVED), release(TRIP), SECOND)

    text = write_lock(lock)

    assert read_lock(text.encode(), "board") == lock
    assert write_lock(read_lock(text.encode())) == text


@given(
    st.dictionaries(
        st.sampled_from(["en", "ko", "de"]),
        st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip),
        min_size=1,
    )
)
def test_any_title_survives_and_is_dead_in_the_lock(title: dict[str, str]) -> None:
    """Quotes, controls and marks that turn text round are spelled out, and come back."""
    from tripplan.model import Text  # noqa: PLC0415 - beside its only use

    lock = release(TRIP)
    entry = lock.entries["board"]
    hostile = replace(
        lock, entries={"board": replace(entry, snapshot=replace(entry.snapshot, title=Text.of(title)))}
    )

    text = write_lock(hostile)

    assert read_lock(text.encode()) == hostile
    assert not any(character in text for character in "\x1b\x00\x7f\x9b\u202e\u2028\ufeff\r")


def test_an_event_moved_by_each_side_merges_as_text() -> None:
    """Each event is a table of its own, one key a line: two changes touch different lines."""
    first = write_lock(release(TRIP)).splitlines()
    moved = write_lock(release(MOVED, release(TRIP), SECOND)).splitlines()

    differing = [new for old, new in zip(first, moved, strict=True) if old != new]

    assert [line.split(" =")[0] for line in differing] == [
        "sequence", "release", "revised", "calendar", "hash", "start", "end",
    ]  # fmt: skip


LOCK = write_lock(release(TRIP))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LOCK.replace('trip = "board"', 'trip = "other"'), "it belongs to the trip"),
        (LOCK.replace("format = 1", "format = 2"), "another version"),
        (LOCK.replace('"Board"', '"Bored"'), "is not what was published"),
        (LOCK.replace('"America/Edmonton"', '"America/Calgary"'), "no zone"),
        (LOCK.replace("sequence = 0", 'sequence = "x"'), "damaged"),
        (LOCK.replace("uid = ", "uuid = "), "damaged"),
        (
            LOCK.replace("[events.board]", "<<<<<<< HEAD\n[events.board]\n=======\n>>>>>>> theirs"),
            "git could not merge it",
        ),
        (LOCK[: len(LOCK) // 2], "damaged"),
        (LOCK.replace("sequence = 0", "sequence = -1"), "damaged"),
        (LOCK.replace("sequence = 0", "sequence = 2147483647"), "damaged"),
        (LOCK.replace("sequence = 0", f"sequence = {'9' * 5000}"), "damaged"),
        (LOCK.replace("sequence = 0", "sequence = true"), "damaged"),
        (LOCK.replace("revised = 2024-09-01T08:00:00Z", "revised = 2024-09-01T08:00:00"), "damaged"),
        (LOCK.replace("revised = 2024-09-01T08:00:00Z", "revised = 0001-01-01T00:00:00+23:59"), "damaged"),
        (LOCK.replace('tzdata = "2026f"', "tzdata = 5"), "damaged"),
        (LOCK.replace("uid = ", "gone = 1\nuid = "), "damaged"),
        (LOCK.replace("uid = ", 'left = "lee"\nuid = '), "damaged"),
        ('format = 1\ntrip = "board"\ntzdata = "x"\nevents = 5', "damaged"),
        (f"format = 1\ntrip = {'[' * 20_000}", "damaged"),
        ("", "not a lock"),
        ('[trip]\nid = "board"', "not a lock"),
        ("\x00", "damaged"),
    ],
)
def test_what_is_not_this_trips_lock_is_refused(text: str, reason: str) -> None:
    """A lock that is damaged, merged badly or another trip's is never guessed at: the numbers in it are a promise to phones."""
    with pytest.raises(LockError, match=reason):
        read_lock(text.encode(), "board")


def test_a_lock_that_is_not_utf_8_is_refused() -> None:
    """Bytes of another encoding are damage."""
    with pytest.raises(LockError, match="damaged"):
        read_lock(b"\xff\xfe\x00")


def test_new_zone_rules_are_a_change_of_the_event() -> None:
    """The reading is the same, the instant is not: the phone must be told."""
    trip, hour = trip_of(TRIP), timedelta(hours=1)
    tour = trip.events[2]
    start, end = (replace(each, instant=each.instant - hour) for each in (tour.start, tour.end))
    before = released(
        replace(trip, events=(*trip.events[:2], replace(tour, start=start, end=end))), None, FIRST, "2026e"
    )

    assert numbers(release(TRIP, before, SECOND)) == {
        "board": (0, FIRST, False), "lunch": (0, FIRST, False), "tour": (1, SECOND, False),
    }  # fmt: skip


def test_a_trip_without_an_id_has_no_release() -> None:
    """UIDs hang on it."""
    headless = replace(trip_of(TRIP), head=None)

    with pytest.raises(ValueError, match="without an id"):
        released(headless, None, FIRST, "2026f")


def test_a_snapshot_tells_the_whole_of_an_event() -> None:
    """In the order of time, with names of places and instants."""
    found = snapshots(trip_of(TRIP))

    assert list(found) == ["board", "lunch", "tour"]
    assert found["board"].told()["start"] == [
        "2024-09-23T09:00:00",
        "America/Edmonton",
        "2024-09-23T15:00:00Z",
    ]
    assert found["board"].told()["people"] == ["kim", "lee"]


def test_a_release_is_later_than_the_last_whatever_the_clock_says() -> None:
    """Two within one second, or the second by a clock that is behind: numbers and times rise, beyond what was exported between them."""
    first = release(TRIP)
    known, _ = revisions(trip_of(MOVED), first)

    for now in (FIRST, FIRST - timedelta(days=400)):
        second = release(MOVED, first, now)
        assert second.number == 2
        assert second.entries["board"].sequence == known["board"].sequence == 1
        assert second.time == second.entries["board"].revised > known["board"].revised > FIRST


def test_who_leaves_an_event_is_told_so_until_the_trip_is_over() -> None:
    """For Lee it is cancelled, in this release and the next, for the others it is not; if Lee comes back it is not cancelled."""
    swapped = edited(('who = ["lee", "park"]', 'who = ["kim", "park"]'))
    first = release(TRIP)

    def told(text: str, lock: Lock) -> list[tuple[str, tuple[str, ...], int]]:
        return [(each.id, each.people, each.revision.sequence) for each in revisions(trip_of(text), lock)[1]]

    second = release(swapped, first, SECOND)
    third = release(edited(('title = "Tour"', 'title = "Walk"'), text=swapped), second, THIRD)
    assert told(swapped, first) == told(swapped, second) == [("tour", ("lee",), 1)]
    assert third.entries["tour"].left == ("lee",)
    assert read_lock(write_lock(third).encode()) == third
    assert told(TRIP, second) == [("tour", ("kim",), 2)]


def test_an_event_that_was_nobodys_to_see_is_nobodys_when_it_is_gone() -> None:
    """An empty audience is no audience: it must not become everybody."""
    secret = edited(('title = "Lunch"', 'title = "Lunch"\naudience = []'))
    shared = edited(('title = "Lunch"', 'title = "Lunch"\naudience = ["kim"]'))

    for text, audience in ((secret, ()), (shared, ("kim",)), (TRIP, None)):
        (gone,) = revisions(trip_of(without("lunch", text)), release(text))[1]
        assert gone.audience == audience


def test_what_no_calendar_shows_is_kept_and_counts_for_nothing() -> None:
    """Vehicles are told of by a diff, not by a phone: the lock follows, SEQUENCE does not."""
    needs = edited(('duration = "2 h"', 'duration = "2 h"\ntags = ["outdoor"]'))

    second = release(needs, release(TRIP), SECOND)

    assert second.number == 2
    assert numbers(second) == numbers(release(TRIP))
    assert release(needs, second, THIRD) is second


def test_a_renamed_person_is_a_change_of_their_events() -> None:
    """Calendars name those who take part."""
    assert numbers(release(edited(('name = "Park"', 'name = "Bak"')), release(TRIP), SECOND))["tour"] == (
        1,
        SECOND,
        False,
    )


@pytest.mark.parametrize(
    "id_", ["a.b", 'a"b', "a\\b", "../../etc", "a\nb", "]", "gone", "강", "\u202e", " a", "\x1b[31m"]
)
def test_any_id_is_a_key_of_the_lock(id_: str) -> None:
    """Dots, quotes, line ends, marks that turn text round."""
    import json  # noqa: PLC0415 - beside its only use

    lock = release(edited(('id = "lunch"', f"id = {json.dumps(id_)}")))

    assert read_lock(write_lock(lock).encode()) == lock
    assert id_ in lock.entries


@pytest.mark.parametrize("form", ["\ufeff{}", "{}\n\n# a comment\n"])
def test_a_lock_survives_editors_and_other_line_ends(form: str) -> None:
    """A mark before it, CRLF, a comment: the same lock."""
    lock = release(TRIP)
    text = form.format(write_lock(lock))

    assert read_lock(text.encode()) == read_lock(text.replace("\n", "\r\n").encode()) == lock


def test_a_lock_of_a_thousand_events_is_read() -> None:
    """Nothing in it grows with more than its length."""
    lock = release(TRIP)
    many = {
        f"e{number}": replace(
            lock.entries["board"], snapshot=replace(lock.entries["board"].snapshot, id=f"e{number}")
        )
        for number in range(1000)
    }

    assert read_lock(write_lock(replace(lock, entries=many)).encode()).entries == many
