"""`tripplan publish`: a folder for any web host, in which only what has changed is touched, and nothing that is not ours."""

from __future__ import annotations

import errno
import os
import stat
from difflib import ndiff
from typing import TYPE_CHECKING, NamedTuple

import pytest

from calendars import entries
from commands import Result, tripplan
from release_trips import TRIP, edited, without
from tripplan.exporters.ics import uid
from tripplan.share.secrets import key_of, secret

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = edited(("start = 2024-09-23T09:00", "start = 2024-09-23T08:30"))
URL = "https://trips.example.org/na"


class Site(NamedTuple):
    """A trip and the folder in which it is published."""

    trip: Path
    folder: Path

    def publish(self, *options: str, text: str | None = None, url: str = URL) -> Result:
        """Publishes the trip, after putting a text into its file where one is given."""
        if text is not None:
            self.trip.write_text(text, "utf-8")
        return tripplan("publish", self.trip, self.folder, "--url", url, *options)

    @property
    def key(self) -> bytes:
        """The key beside the trip."""
        found = key_of(self.trip.with_suffix(".key").read_bytes())
        assert found is not None
        return found

    def of(self, person: str) -> Path:
        """The folder of a person."""
        return self.folder / secret(self.key, person)

    def state(self) -> dict[str, tuple[bytes, int, int]]:
        """Every file: its bytes, and what tells whether it has been touched."""
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {
            str(path.relative_to(self.folder)): (
                path.read_bytes(),
                (about := path.stat()).st_mtime_ns,
                about.st_ino,
            )
            for path in files
        }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A trip that has not been published."""
    trip = tmp_path / "trip.toml"
    trip.write_text(TRIP, "utf-8")
    return Site(trip, tmp_path / "site")


def lines(calendar: bytes) -> list[str]:
    """A calendar's lines, unfolded."""
    return calendar.decode().replace("\r\n ", "").split("\r\n")


def test_each_person_gets_a_folder_of_their_own(site: Site) -> None:
    """A page and a calendar at an address made of the key; it is printed, and nothing names them all."""
    result = site.publish()

    names = {"kim": "Kim", "lee": "Lee", "park": "Park"}
    assert result.status == 0
    assert result.out.splitlines() == [f"{name}: {URL}/{site.of(id_).name}/" for id_, name in names.items()]
    assert {each.name for each in site.folder.iterdir()} == {site.of(id_).name for id_ in names}
    for id_, number in {"kim": 2, "lee": 3, "park": 1}.items():
        assert {each.name for each in site.of(id_).iterdir()} == {"index.html", "calendar.ics", ".tripplan"}
        calendar = (site.of(id_) / "calendar.ics").read_bytes()
        assert len(entries(calendar)) == number
        assert f"SOURCE;VALUE=URI:{URL}/{site.of(id_).name}/calendar.ics" in lines(calendar)


def test_the_page_subscribes_first(site: Site) -> None:
    """The address stays: iPhones subscribe by webcal, Google by its own page, others take a copy."""
    site.publish()

    page = (site.of("kim") / "index.html").read_text("utf-8")
    calendar = f"{URL.removeprefix('https:')}/{site.of('kim').name}/calendar.ics"
    assert page.index(f'href="webcal:{calendar}"') < page.index("calendar.google.com")
    assert page.index("calendar.google.com") < page.index(f'href="https:{calendar}"')


def test_the_key_is_kept_for_its_owner(site: Site) -> None:
    """Nobody else can read it; the first publish says what it is, a later one only where others can read it."""
    first = site.publish()
    path = site.trip.with_suffix(".key")

    assert "keep it out of git" in first.err
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert ".key" not in site.publish().err
        path.chmod(0o644)
        assert "others on this machine can read it" in site.publish().err


def test_nothing_changed_is_nothing_touched(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same addresses, bytes and times of the files, on another day too."""
    site.publish()
    before = site.state()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725177600")

    again = site.publish()

    assert site.state() == before
    assert "files written 0, as they were 6, folders removed 0" in again.err


@pytest.mark.parametrize("again", [False, True], ids=["not-released", "released"])
def test_one_changed_event_changes_that_event_only(
    site: Site, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """In the calendars of those whom it is for: its lines, its SEQUENCE one higher; nobody else's files are touched."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725177600")
    tripplan("release", site.trip)
    site.publish()
    before, park = site.state(), site.of("park").name
    site.trip.write_text(EARLIER, "utf-8")
    if again:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1725264000")
        tripplan("release", site.trip)

    result = site.publish()

    after = site.state()
    assert {name for name in after if after[name] != before[name]} == {
        f"{site.of(id_).name}/{name}" for id_ in ("kim", "lee") for name in ("index.html", "calendar.ics")
    }
    assert "files written 4, as they were 2" in result.err
    assert {name: each for name, each in after.items() if park in name} == {
        name: each for name, each in before.items() if park in name
    }
    for id_ in ("kim", "lee"):
        name = f"{site.of(id_).name}/calendar.ics"
        old, new = lines(before[name][0]), lines(after[name][0])
        board = new[new.index(f"UID:{uid('board', 'board')}") :]
        board = board[: board.index("END:VEVENT")]
        changed = {line[2:] for line in ndiff(old, new) if line.startswith("+ ")}
        assert "SEQUENCE:0" in old
        assert "SEQUENCE:1" in board
        assert changed <= {
            *board,
            *new[new.index("BEGIN:VEVENT") : new.index(f"UID:{uid('board', 'board')}")],
        }
        assert {each for each in changed if each.startswith("SEQUENCE")} == {"SEQUENCE:1"}
        assert len(new) == len(old)


def test_what_is_gone_is_told_as_cancelled(site: Site) -> None:
    """A subscriber's calendar keeps the event of the last release, struck out."""
    tripplan("release", site.trip)

    site.publish(text=without("lunch"))

    found = entries((site.of("kim") / "calendar.ics").read_bytes())[uid("board", "lunch")]
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 1)
    assert "No longer taking place" in (site.of("kim") / "index.html").read_text("utf-8")


def test_who_is_no_longer_in_the_trip_has_no_folder(site: Site) -> None:
    """It goes with what we wrote into it; what somebody else put there stays, and so does its folder."""
    site.publish()
    park, lee = site.of("park"), site.of("lee")
    (lee / "photo.jpg").write_bytes(b"x")
    text = TRIP.replace('[people.park]\nname = "Park"\n', "").replace(
        '[people.lee]\nname = "Lee"\nlanguage = "ko"\n', ""
    )

    result = site.publish(
        text=text.replace('["kim", "lee"]', '["kim"]').replace('["lee", "park"]', '["kim"]')
    )

    assert "folders removed 2" in result.err
    assert not park.exists()
    assert [each.name for each in lee.iterdir()] == ["photo.jpg"]


def test_new_paths_end_the_old_ones(site: Site) -> None:
    """Another key, another address for everyone, and nothing at the old ones."""
    site.publish()
    old, key = set(site.folder.iterdir()), site.key

    result = site.publish("--new-paths")

    assert result.status == 0
    assert "folders removed 3" in result.err
    assert site.key != key
    assert not old & set(site.folder.iterdir())
    assert len(set(site.folder.iterdir())) == 3
    assert site.publish("--new-paths").status == 0


def test_what_is_not_ours_is_left(site: Site, tmp_path: Path) -> None:
    """A host's own files, another trip's folders, folders that only look like ours, and what a link leads to."""
    other = Site(tmp_path / "other.toml", site.folder)
    other.publish(text=TRIP)
    site.publish()
    away = tmp_path / "away"
    site.of("park").rename(away)
    site.of("park").symlink_to(away)
    copied = site.folder / ("a" * 32)
    copied.mkdir()
    for name in ("index.html", ".tripplan"):
        (copied / name).write_bytes((site.of("lee") / name).read_bytes())
    (site.folder / "index.html").write_text("The host's own", "utf-8")
    (site.folder / "empty").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    mine = [site.of(id_) for id_ in ("kim", "lee")]

    assert site.publish("--new-paths").status == 0

    left = {path: data for path, data in before.items() if path.parent not in mine and path.suffix != ".key"}
    assert {path: path.read_bytes() for path in left} == left
    assert not any(folder.exists() for folder in mine)
    assert (site.folder / "empty").is_dir()


def test_nothing_of_others_is_in_a_persons_folder(site: Site) -> None:
    """What somebody may not see is in neither of their two files, and their address in nobody else's."""
    site.publish(
        text=edited(
            ('title = "Tour"', 'title = "Tour"\naudience = ["park"]\nbooking = "PARK77"'),
            ('title = "Board"', 'title = "Board"\ncontact = "Ms Roy"\naudience = ["kim"]'),
        )
    )
    told = {
        id_: b"".join(each.read_bytes() for each in site.of(id_).iterdir()) for id_ in ("kim", "lee", "park")
    }

    assert [b"PARK77" in told[id_] for id_ in told] == [False, False, True]
    assert [b"Ms Roy" in told[id_] for id_ in told] == [True, False, False]
    for id_, data in told.items():
        assert not any(site.of(other).name.encode() in data for other in told if other != id_)


def test_somebody_without_events_has_a_page_all_the_same(site: Site) -> None:
    """Their address is theirs before the first event is; a calendar of nothing is none, and there is no button for it."""
    site.publish()
    result = site.publish(text=edited(('["lee", "park"]', '["lee"]')))

    page = (site.of("park") / "index.html").read_text("utf-8")
    assert "There are no events yet." in page
    assert "calendar.ics" not in page
    assert not (site.of("park") / "calendar.ics").exists()
    assert "files written 4, as they were 2, folders removed 0" in result.err
    before = site.state()
    site.publish()
    assert site.state() == before


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("trips.example.org", "expected an address"),
        ("ftp://trips.example.org/", "expected an address"),
        ("https:///na", "expected an address"),
        ("https://trips.example.org/?x", "expected an address"),
        ("https://[bad/", "expected an address"),
        ("https://kim:pw@trips.example.org/", "must not hold a name or a password"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(site: Site, url: str, reason: str) -> None:
    """Status 2, and nothing is written, not even a key."""
    result = site.publish(url=url)

    assert (result.status, result.out) == (2, "")
    assert reason in result.err
    assert sorted(each.name for each in site.trip.parent.iterdir()) == ["trip.toml"]


def test_an_address_is_asked_for(site: Site) -> None:
    """Without it no calendar can subscribe: status 2 and the option's name."""
    result = tripplan("publish", site.trip, site.folder)

    assert result.status == 2
    assert "--url" in result.err


def test_http_is_warned_of(site: Site) -> None:
    """It is done all the same: some hosts are in an office."""
    result = site.publish(url="http://intranet/trip/")

    assert result.status == 0
    assert "over http everyone on the way can read" in result.err
    assert f"http://intranet/trip/{site.of('kim').name}/" in result.out


def test_the_folder_of_the_trip_is_refused(site: Site) -> None:
    """A host that shows the folder would show the trip and its key."""
    for folder in (site.trip.parent, site.trip.parent.parent):
        result = tripplan("publish", site.trip, folder, "--url", URL)

        assert result.status == 2
        assert "the trip is in this folder" in result.err
    assert sorted(each.name for each in site.trip.parent.iterdir()) == ["trip.toml"]


@pytest.mark.parametrize("text", ["", "0123", "key\n"])
def test_a_key_that_is_none_is_not_replaced(site: Site, text: str) -> None:
    """New addresses by accident would end everybody's subscription."""
    site.trip.with_suffix(".key").write_text(text, "utf-8")

    assert site.publish().status == 2
    assert site.publish("--new-paths").status == 2
    assert site.trip.with_suffix(".key").read_text("utf-8") == text
    assert not site.folder.exists()


def test_a_key_that_cannot_be_kept_publishes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the next publish would have other addresses: status 2, no folder, nothing half-written beside the trip."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    result = site.publish()

    assert (result.status, result.out) == (2, "")
    assert "trip.key: it cannot be written" in result.err
    assert [each.name for each in site.trip.parent.iterdir()] == ["trip.toml"]


@pytest.mark.parametrize("text", ["[trip", edited(("T09:00", "T25:00"))])
def test_a_trip_with_errors_changes_nothing(site: Site, text: str) -> None:
    """What was published stays as it is."""
    site.publish()
    before = site.state()

    assert site.publish("--new-paths", text=text).status == 1
    assert site.state() == before


def test_what_cannot_be_written_is_told(site: Site) -> None:
    """Status 2: the folder is a file, or one stands where a folder or the key should."""
    site.folder.write_text("", "utf-8")
    assert site.publish().status == 2

    assert tripplan("publish", site.trip, "a\0b", "--url", URL).status == 2

    site.folder.unlink()
    site.publish()
    (site.of("park") / "calendar.ics").unlink()
    (site.of("park") / "calendar.ics").mkdir()
    result = site.publish()
    assert result.status == 2
    assert "it cannot be written" in result.err
    result = site.publish("--new-paths")
    assert result.status == 2
    assert "it cannot be removed" in result.err

    (site.trip.parent / "deep").mkdir()
    deep = Site(site.trip.parent / "deep" / "trip.toml", site.folder)
    deep.trip.with_suffix(".key").mkdir()
    assert deep.publish(text=TRIP).status == 2
