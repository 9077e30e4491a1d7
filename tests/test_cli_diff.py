"""`tripplan diff` as a shell sees it: files, locks, revisions of git; tables, Markdown, JSON; notices."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from commands import tripplan
from release_trips import TRIP, edited, without
from tripplan.exporters.ics import uid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EARLIER = edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"))
HOSTILE = edited(
    ('title = "Board"', 'title = "<b>|\\u001b[31m\\u202e`x` @all https://x.y :tada: = \\n# h"'), text=EARLIER
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the working folder, on 1 September 2024."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725177600")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str) -> str:
    """A file of the folder; its name."""
    (folder / name).write_text(text, "utf-8")
    return name


def test_two_files_in_a_table(folder: Path) -> None:
    """When, what, what changed, for whom; status 1, as diff has it."""
    result = tripplan("diff", put(folder, "a.toml", TRIP), put(folder, "b.toml", EARLIER))

    lines = result.out.splitlines()
    assert result.status == 1
    assert lines[0] == "Mon 23 Sep"
    assert lines[1].split() == ["Local", "Home", "Event", "What", "changed", "For", "whom"]
    assert lines[2].split()[:3] == ["08:30", "23:30", "Board"]
    assert "starts at 08:30 instead of 09:00 " in lines[2]
    assert lines[2].endswith("Kim and Lee")
    assert lines[-1] == "a.toml and b.toml: 1 event differs"


def test_the_same_twice_is_status_0(folder: Path) -> None:
    """Nothing differs, and one line says so."""
    result = tripplan("diff", put(folder, "a.toml", TRIP), "a.toml")

    assert (result.status, result.out) == (0, "a.toml and a.toml: nothing differs\n")


def test_a_trip_alone_is_compared_with_its_last_release(folder: Path) -> None:
    """The lock tells what was published, removed events too."""
    trip = put(folder, "a.toml", TRIP)
    tripplan("release", trip)
    put(folder, "a.toml", without("lunch", EARLIER))

    result = tripplan("diff", "--output-format", "json", trip)

    changes = json.loads(result.out)["changes"]
    assert result.status == 1
    assert [(each["event"], [it["what"] for it in each["changes"]]) for each in changes] == [
        ("board", ["start"]), ("lunch", ["removed"]),
    ]  # fmt: skip
    assert changes[0]["start"] == "2024-09-23T08:30:00-06:00"
    assert (changes[1]["before"], changes[1]["after"]) == (["kim", "lee"], [])


def test_a_revision_of_git_is_a_version(folder: Path) -> None:
    """REV:FILE, as git names it, seen from the working folder."""
    put(folder, "a.toml", TRIP)
    names = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    for arguments in (["init", "-q"], ["add", "a.toml"], ["commit", "-q", "-m", "first"]):
        subprocess.run(["git", *arguments], check=True, cwd=folder, env={**os.environ, **names})  # noqa: S607 - git is where PATH says
    put(folder, "a.toml", EARLIER)

    assert "1 event differs" in tripplan("diff", "HEAD:a.toml", "a.toml").out
    assert "git says" in tripplan("diff", "nowhere:a.toml", "a.toml").err
    assert tripplan("diff", "nowhere:a.toml", "a.toml").status == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["none.toml", "a.toml"], "there is no such file"),
        (["--output=x:a.toml", "a.toml"], None),
        (["--", "--output=x:a.toml", "a.toml"], "neither a file nor REV:FILE"),
        (["a.toml"], "there is no release of it yet"),
        (["a.toml", "broken.toml"], "it has errors"),
        (["a.toml", "bad.lock"], "damaged"),
    ],
)
def test_what_is_no_version_is_told_with_status_2(
    folder: Path, arguments: list[str], reason: str | None
) -> None:
    """A sentence on standard error, nothing on standard output; no name is taken for an option of git."""
    put(folder, "a.toml", TRIP)
    put(folder, "broken.toml", "[trip]\n")
    put(folder, "bad.lock", "[")

    result = tripplan("diff", *arguments)

    assert (result.status, result.out) == (2, "")
    assert reason is None or reason in result.err


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_nothing_is_alive_in_what_is_printed(folder: Path, form: str) -> None:
    """A title cannot colour the terminal, turn the line round, make a link, mention somebody or break the table."""
    hostile = edited(("start = 2024-09-23T08:30", "start = 2024-09-23T08:45"), text=HOSTILE)

    out = tripplan(
        "diff", "--output-format", form, put(folder, "a.toml", HOSTILE), put(folder, "b.toml", hostile)
    ).out

    if form == "json":
        assert (
            "\x1b" in json.loads(out)["changes"][0]["title"]
        )  # the text itself; escaped by JSON in the bytes
        assert "\\u001b" in out
    else:
        assert not any(mark in out for mark in "\x1b\u202e")
    if form == "markdown":
        assert "\\<b\\>\\|" in out
        assert "\\`x\\` \\@all https\\://x.y" in out


def test_everyone_concerned_gets_a_notice_in_their_language(folder: Path) -> None:
    """Kim reads English, the trip's first language, Lee Korean; Park, whom nothing concerns, gets nothing."""
    put(folder, "a.toml", TRIP)
    tripplan("release", "a.toml")
    put(folder, "a.toml", without("lunch", EARLIER))

    result = tripplan("diff", "a.toml", "--notify", "notices")

    assert result.status == 1
    assert sorted(path.name for path in (folder / "notices").iterdir()) == [
        "kim.ics",
        "kim.txt",
        "lee.ics",
        "lee.txt",
    ]
    assert (folder / "notices" / "kim.txt").read_text("utf-8") == (
        "Dear Kim,\n"
        "The board in Calgary: 2 events of yours have changed. All times are local.\n"
        "\n"
        "Mon 23 Sep 08:30  Board\n"
        "- starts at 08:30 instead of 09:00\n"
        "\n"
        "Mon 23 Sep 12:00  Lunch\n"
        "- no longer takes place\n"
        "\n"
        "A calendar that you subscribed to changes by itself, within a day. "
        "Otherwise open the attached kim.ics: it holds these changes only.\n"
    )
    assert "09:00 → 08:30" in (folder / "notices" / "lee.txt").read_text("utf-8")
    assert result.err == "notices: notices for kim, lee\n"


def test_a_notices_calendar_holds_what_changed_and_nothing_else(folder: Path) -> None:
    """The moved event with its new number, the removed one as cancelled; both with the UIDs of the whole calendar."""
    put(folder, "a.toml", TRIP)
    tripplan("release", "a.toml")
    put(folder, "a.toml", without("lunch", EARLIER))
    tripplan("diff", "a.toml", "--notify", "n")

    text = (folder / "n" / "kim.ics").read_text("utf-8").replace("\n ", "")
    blocks = {block.split("UID:")[1].split("\n")[0]: block for block in text.split("BEGIN:VEVENT")[1:]}

    assert set(blocks) == {uid("board", "board"), uid("board", "lunch")}
    assert "SEQUENCE:1" in blocks[uid("board", "board")]
    assert "DTSTART;TZID=America/Edmonton:20240923T083000" in blocks[uid("board", "board")]
    assert "STATUS:CANCELLED" in blocks[uid("board", "lunch")]


def test_one_who_leaves_an_event_has_it_cancelled_and_the_others_keep_it(folder: Path) -> None:
    """Park is added and Lee leaves: each hears their own news, and nobody hears of the other's."""
    put(folder, "a.toml", TRIP)
    swapped = edited(('duration = "2 h"\nwho = ["kim", "lee"]', 'duration = "2 h"\nwho = ["kim", "park"]'))
    put(folder, "b.toml", swapped)
    tripplan("diff", "a.toml", "b.toml", "--notify", "n", "--lang", "en")

    notes = {
        name: (folder / "n" / f"{name}.txt").read_text("utf-8").splitlines()[4:-2]
        for name in ("kim", "lee", "park")
    }

    assert notes["lee"] == ["- no longer for you"]
    assert notes["park"] == ["- new for you: at City Hall"]
    assert notes["kim"] == ["- also for Park", "- no longer for Lee"]
    assert "STATUS:CANCELLED" in (folder / "n" / "lee.ics").read_text("utf-8")
    assert "STATUS:CONFIRMED" in (folder / "n" / "park.ics").read_text("utf-8")


def test_a_notice_tells_nothing_that_its_reader_may_not_see(folder: Path) -> None:
    """Lee takes part in an event that only Kim may see: Lee hears nothing of it."""
    secret = (
        'duration = "2 h"\nwho = ["kim", "lee"]',
        'duration = "2 h"\nwho = ["kim", "lee"]\naudience = ["kim"]',
    )
    put(folder, "a.toml", edited(secret))
    put(folder, "b.toml", edited(secret, text=EARLIER))

    tripplan("diff", "a.toml", "b.toml", "--notify", "n")

    assert sorted(path.name for path in (folder / "n").iterdir()) == ["kim.ics", "kim.txt"]


def test_no_id_leads_out_of_the_folder(folder: Path) -> None:
    """An id is a stranger's text: a path in it stays a name."""
    climbing = edited(("[people.kim]", '[people."../../kim"]'), ('"kim"', '"../../kim"'))
    put(folder, "a.toml", climbing)
    put(folder, "b.toml", edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"), text=climbing))

    assert tripplan("diff", "a.toml", "b.toml", "--notify", "deep").status == 1
    assert len(list((folder / "deep").iterdir())) == 4
    assert sorted(path.name for path in folder.iterdir()) == ["a.toml", "b.toml", "deep"]


def test_notices_need_a_trip_and_a_folder(folder: Path) -> None:
    """A lock names no languages; a file is no folder. Both are told with status 2."""
    put(folder, "a.toml", TRIP)
    tripplan("release", "a.toml")
    put(folder, "a.toml", EARLIER)

    assert tripplan("diff", "a.toml", "a.lock", "--notify", "n").status == 2
    assert tripplan("diff", "a.toml", "--notify", "a.toml").status == 2


def test_one_who_is_no_longer_on_the_trip_is_told(folder: Path) -> None:
    """Park is struck from the trip: a notice and a cancellation, in the calendar's own UIDs."""
    put(folder, "a.toml", TRIP)
    tripplan("release", "a.toml")
    put(folder, "b.toml", TRIP)
    gone = edited(('[people.park]\nname = "Park"\n', ""), ('who = ["lee", "park"]', 'who = ["lee"]'))
    put(folder, "a.toml", gone)

    assert tripplan("diff", "b.toml", "a.toml", "--notify", "n").err.endswith("n: notices for lee, park\n")

    assert "Dear Park,\n" in (folder / "n" / "park.txt").read_text("utf-8")
    text = (folder / "n" / "park.ics").read_text("utf-8")
    assert (text.count("BEGIN:VEVENT"), text.count("STATUS:CANCELLED")) == (1, 1)
    assert uid("board", "tour") in text
    assert "SEQUENCE:1" in text


def test_a_notices_event_is_the_one_of_the_whole_calendar(folder: Path) -> None:
    """To the byte, its way there included: two files that say otherwise under one number would be worse than none."""
    apart = edited(
        (
            'name = "Central Library"\nwithin = "calgary"',
            'name = "Central Library"\nat = [51.0454, -114.0548]',
        )
    )
    apart = edited(
        ('name = "City Hall"\nwithin = "calgary"', 'name = "City Hall"\nat = [51.0900, -114.1300]'),
        text=apart,
    )
    same_day = edited(
        (
            "start = 2024-09-24T10:00\nend = 2024-09-24T12:00",
            "start = 2024-09-23T15:00\nend = 2024-09-23T16:00",
        ),
        text=apart,
    )
    put(folder, "a.toml", same_day)
    tripplan("release", "a.toml")
    put(folder, "a.toml", edited(("start = 2024-09-23T15:00", "start = 2024-09-23T14:30"), text=same_day))
    tripplan("diff", "a.toml", "--notify", "n", "--lang", "en")
    tripplan("export", "a.toml", "--per-person", "all", "--lang", "en")

    part, whole = ((folder / name / "lee.ics").read_text("utf-8") for name in ("n", "all"))

    event = part[part.index("BEGIN:VEVENT") : part.index("END:VEVENT")]
    assert "X-APPLE-TRAVEL-DURATION" in event
    assert event in whole
    assert (part.count("BEGIN:VEVENT"), whole.count("BEGIN:VEVENT")) == (1, 3)


def test_a_notice_is_written_of_what_its_reader_can_read_only(folder: Path) -> None:
    """A title that differs in Korean is no news for one who reads English, and is for one who reads Korean."""
    titled = edited(('title = "Board"', 'title = { en = "Board", ko = "이사회" }'))
    put(folder, "a.toml", titled)
    put(folder, "b.toml", edited(('ko = "이사회"', 'ko = "임시 이사회"'), text=titled))

    result = tripplan("diff", "a.toml", "b.toml", "--notify", "n")

    assert "other words in another language" in result.out
    assert [path.name for path in sorted((folder / "n").iterdir())] == ["lee.ics", "lee.txt"]
    assert '이전 제목: "이사회"' in (folder / "n" / "lee.txt").read_text("utf-8")


def test_a_removed_events_notice_is_in_the_readers_language(folder: Path) -> None:
    """The lock keeps every language of a title."""
    titled = edited(('title = "Lunch"', 'title = { en = "Lunch", ko = "오찬" }'))
    put(folder, "a.toml", titled)
    tripplan("release", "a.toml")
    put(folder, "a.toml", without("lunch", titled))

    tripplan("diff", "a.toml", "--notify", "n")

    assert "SUMMARY:취소: 오찬" in (folder / "n" / "lee.ics").read_text("utf-8")
    assert "SUMMARY:Cancelled: Lunch" in (folder / "n" / "kim.ics").read_text("utf-8")


def test_the_numbers_of_a_notice_are_those_of_the_lock_beside_the_trip(folder: Path) -> None:
    """Compared with a file or a revision of git, too: phones know the lock's numbers."""
    put(folder, "old.toml", TRIP)
    put(folder, "a.toml", TRIP)
    for text in (TRIP, EARLIER, TRIP, EARLIER):
        put(folder, "a.toml", text)
        tripplan("release", "a.toml")

    tripplan("diff", "old.toml", "a.toml", "--notify", "n")

    assert "SEQUENCE:3" in (folder / "n" / "kim.ics").read_text("utf-8")


def test_a_lock_of_another_trip_is_not_compared(folder: Path) -> None:
    """Two trips are, with a word on what that means to phones."""
    other = edited(('id = "board"\ntitle = { en = "The', 'id = "other"\ntitle = { en = "The'))
    put(folder, "a.toml", TRIP)
    tripplan("release", "a.toml")
    put(folder, "b.toml", other)

    alien, two = tripplan("diff", "a.lock", "b.toml"), tripplan("diff", "a.toml", "b.toml")

    assert (alien.status, alien.out) == (2, "")
    assert 'this lock is another trip\'s: "board" and "other"' in alien.err
    assert two.status == 0
    assert 'these are two trips, "board" and "other"' in two.err


def test_no_notice_is_written_of_a_time_that_names_no_instant(folder: Path) -> None:
    """An hour that the clock shows twice: the same word as for a calendar, and status 2."""
    put(folder, "a.toml", TRIP)
    put(
        folder,
        "b.toml",
        edited(("2024-09-23T09:00", "2024-11-03T01:30"), ("end = 2024-09-25", "end = 2024-11-05")),
    )

    result = tripplan("diff", "a.toml", "b.toml", "--notify", "n")

    assert (result.status, (folder / "n").exists()) == (2, False)
    assert "the clock shows it twice" in result.err


def test_a_trip_that_names_nobody_has_no_notices(folder: Path) -> None:
    """It is told, and the comparison itself still works."""
    alone = TRIP[: TRIP.index("[people.kim]")] + TRIP[TRIP.index("[[events]]") :]
    for names in ('who = ["kim", "lee"]\n', 'who = ["lee", "park"]\n'):
        alone = alone.replace(names, "")
    put(folder, "a.toml", alone)
    put(folder, "b.toml", edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"), text=alone))

    assert "everyone" in tripplan("diff", "a.toml", "b.toml").out
    result = tripplan("diff", "a.toml", "b.toml", "--notify", "n")
    assert (result.status, "this trip names none" in result.err) == (2, True)


@pytest.mark.parametrize(
    "arguments", [["a.lock"], [".."], ["."], ["\0"], ["x" * 5000], ["x" * 5000, "a.toml"], ["/"]]
)
def test_odd_names_are_told_and_are_no_faults(folder: Path, arguments: list[str]) -> None:
    """A lock alone, a folder, a name that no file can have."""
    put(folder, "a.toml", TRIP)
    tripplan("release", "a.toml")

    result = tripplan("diff", *arguments)

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("tripplan: ")


@pytest.mark.parametrize(("width", "language"), [(60, "en"), (80, "en"), (100, "ko"), (60, "ko")])
def test_a_table_fits_its_page(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    golden: Callable[[str, str], None],
    width: int,
    language: str,
) -> None:
    """One table a day, both clocks, each change on a line of its own; Hangul counts two cells."""
    monkeypatch.setenv("COLUMNS", str(width))
    changed = without(
        "lunch",
        edited(
            ("start = 2024-09-23T09:00", "start = 2024-09-24T08:30"),
            ('place = "library"', 'place = "hall"'),
            ('who = ["lee", "park"]', 'who = ["kim", "park"]'),
            ('status = "tentative"', 'status = "confirmed"'),
        ),
    )
    added = edited(
        ('id = "lunch"', 'id = "dinner"'),
        ('"Lunch"', '{ en = "Dinner with the mayor", ko = "시장 초청 만찬" }'),
        ("T12:00", "T19:00"),
    )
    put(folder, "a.toml", TRIP)
    put(
        folder,
        "b.toml",
        changed + added[added.index('[[events]]\nid = "dinner"') : added.index('[[events]]\nid = "tour"')],
    )

    out = tripplan("diff", "a.toml", "b.toml", "--lang", language).out

    assert max(map(cell_len, out.splitlines())) <= width
    golden(f"diff/{width}-{language}.txt", out)
