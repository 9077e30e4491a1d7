"""What changed between two versions of a trip, in words, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from release_trips import TRIP, edited, trip_of, without
from tripplan.release import snapshots
from tripplan.release.changes import Changed, changes
from tripplan.speech import Speaker

BOARD_CANCELLED = edited(('duration = "2 h"', 'duration = "2 h"\nstatus = "cancelled"'))


def differences(old: str, new: str) -> tuple[Changed, ...]:
    """What changed from one text to the other."""
    return changes(snapshots(trip_of(old)), snapshots(trip_of(new)))


def words(old: str, new: str, language: str = "en") -> list[str]:
    """What changed, as sentences: "event: what"."""
    speaker = Speaker(language, trip_of(new))
    return [
        f"{each.event.id}: {change.what}: {speaker.say(change.message)}"
        for each in differences(old, new)
        for change in each.changes
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"), ["board: start: starts at 08:30 instead of 09:00"]),
        (("start = 2024-09-23T09:00", "start = 2024-09-24T08:30"), ["board: start: starts at 08:30 on Tue 24 Sep instead of 09:00 on Mon 23 Sep"]),
        (('duration = "2 h"', 'duration = "3 h"'), ["board: end: ends at 12:00 instead of 11:00"]),
        (('place = "hall"\nstart = 2024-09-23T09:00', 'place = "library"\nstart = 2024-09-23T09:00'), ["board: place: at Central Library instead of City Hall"]),
        (('title = "Board"', 'title = "The board"'), ['board: title: was called "Board"']),
        (('kind = "meeting"', 'kind = "conference"'), ["board: kind: conference instead of meeting"]),
        (('status = "tentative"', 'status = "confirmed"'), ["tour: status: is now confirmed"]),
        (('who = ["lee", "park"]', 'who = ["park"]'), ["tour: people-removed: no longer for Lee"]),
        (('who = ["lee", "park"]', 'who = ["kim", "lee", "park"]'), ["tour: people-added: also for Kim"]),
        (('status = "tentative"', 'status = "cancelled"'), ["tour: cancelled: cancelled"]),
        (('duration = "2 h"', 'duration = "2 h"\nbooking = "X7"\nnotes = "n"'), ["board: details: other details: booking, notes"]),
        (('duration = "2 h"', 'duration = "2 h"\naudience = ["kim"]'), ["board: audience: other people may see it"]),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_said_in_words(change: tuple[str, str], said: list[str]) -> None:
    """What moved, from what to what, in one sentence a change; nothing else is told."""
    assert words(TRIP, edited(change)) == said


def test_a_whole_event_that_moves_is_told_once() -> None:
    """Its end moves with its start: that is no second news. Where both move differently, both are told."""
    later = edited(
        (
            "start = 2024-09-24T10:00\nend = 2024-09-24T12:00",
            "start = 2024-09-24T11:00\nend = 2024-09-24T13:00",
        )
    )
    longer = edited(
        (
            "start = 2024-09-24T10:00\nend = 2024-09-24T12:00",
            "start = 2024-09-24T09:00\nend = 2024-09-24T13:00",
        )
    )

    assert [each.split(":")[1] for each in words(TRIP, later)] == [" start"]
    assert [each.split(":")[1] for each in words(TRIP, longer)] == [" start", " end"]


def test_what_comes_and_goes_is_told_and_what_never_was_is_not() -> None:
    """New and removed are news; an event that was cancelled before it was removed, or is added as cancelled, is none."""
    assert words(TRIP, without("lunch")) == ["lunch: removed: no longer takes place"]
    assert words(without("lunch"), TRIP) == ["lunch: added: new: at City Hall"]
    assert words(BOARD_CANCELLED, TRIP) == ["board: restored: takes place after all"]
    assert not words(BOARD_CANCELLED, without("board"))
    assert not words(without("board"), BOARD_CANCELLED)
    assert not words(BOARD_CANCELLED, edited(("09:00", "08:00"), text=BOARD_CANCELLED))


def _zoned(zone: str) -> str:
    return edited(("at = [51.0447, -114.0719]", f'zone = "{zone}"'))


def test_another_clock_is_told_where_it_shows_another_time() -> None:
    """A zone of another name with the same offset is no news; one with another offset is, with both offsets."""
    assert not words(_zoned("America/Edmonton"), _zoned("America/Regina"))
    assert words(_zoned("America/Edmonton"), _zoned("America/Vancouver"))[:2] == [
        "board: zone: on another clock: UTC−7 instead of UTC−6",
        "lunch: zone: on another clock: UTC−7 instead of UTC−6",
    ]


def test_a_law_that_moves_a_clock_is_not_a_plan_that_changed() -> None:
    """The reading stays, the instant does not: the sentence says who did it."""
    new = snapshots(trip_of(TRIP))
    hour = timedelta(hours=1)
    start, end = (replace(each, instant=each.instant - hour) for each in (new["tour"].start, new["tour"].end))

    (each,) = changes({**new, "tour": replace(new["tour"], start=start, end=end)}, new)

    assert [change.what for change in each.changes] == ["zone"]
    assert "government" in Speaker("en").say(each.changes[0].message)


def test_a_change_concerns_those_before_and_those_after() -> None:
    """One who no longer takes part must hear of it, and hears of what else changed too."""
    swapped = edited(('who = ["lee", "park"]', 'who = ["kim", "park"]'))

    (each,) = differences(TRIP, swapped)

    assert (each.before, each.after, each.people) == (
        ("lee", "park"),
        ("kim", "park"),
        ("lee", "park", "kim"),
    )


def test_no_change_is_silent() -> None:
    """A trip against itself."""
    assert differences(TRIP, TRIP) == ()


def test_changes_are_said_in_korean() -> None:
    """By Korean habit."""
    said = words(TRIP, edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30")), "ko")

    assert said == ["board: start: 시작 시각 변경: 09:00 → 08:30"]


def test_the_other_of_two_hours_is_a_change_of_plan() -> None:
    """The clock shows 01:30 twice: to choose the other one is no government's doing."""
    night = edited(
        ("start = 2024-09-23T09:00", "start = 2024-11-03T01:30:00-06:00"),
        ("end = 2024-09-25", "end = 2024-11-05"),
    )
    later = edited(("T01:30:00-06:00", "T01:30:00-07:00"), text=night)

    assert words(night, later) == ["board: zone: on another clock: UTC−7 instead of UTC−6"]


def test_a_day_on_which_the_clock_is_another_is_no_other_clock() -> None:
    """Moved from October to November: that the offset differs goes without saying."""
    october = edited(("2024-09-24T10:00", "2024-10-30T10:00"), ("2024-09-24T12:00", "2024-10-30T12:00"))
    november = edited(("2024-09-24T10:00", "2024-11-20T10:00"), ("2024-09-24T12:00", "2024-11-20T12:00"))

    assert words(october, november) == [
        "tour: start: starts at 10:00 on Wed 20 Nov instead of 10:00 on Wed 30 Oct"
    ]


def test_what_differs_in_another_language_is_told_as_that() -> None:
    """A reader of English would see "Board" instead of "Board"."""
    titled = edited(('title = "Board"', 'title = { en = "Board", ko = "이사회" }'))

    (each,) = changes(snapshots(trip_of(TRIP)), snapshots(trip_of(titled)), ("en",))
    (korean,) = changes(snapshots(trip_of(TRIP)), snapshots(trip_of(titled)), ("ko", "en"))

    assert [change.what for change in each.changes] == ["language"]
    assert [change.what for change in korean.changes] == ["title"]
