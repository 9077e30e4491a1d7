"""The format: what a file may hold, and the one clear word for everything that it may not."""

from __future__ import annotations

import re

import pytest

from tripplan.checks import check_names
from tripplan.diagnostics import FileReport, Severity
from tripplan.load import load
from tripplan.verify import verify

STAGE = """
[trip]
id = "t"
title = "Trip"
home = "seoul"
start = 2024-09-21
end = 2024-09-29

[places.seoul]
at = [37.5665, 126.978]

[places.calgary]
name = { ko = "캘거리", en = "Calgary" }
at = [51.0447, -114.0719]
address = "800 Macleod Trail SE"

[people.kim]
name = { ko = "김진태", en = "Kim Jin-tae" }

[people.lee]
name = "Lee"
"""
MEETING = """
[[events]]
id = "talk"
kind = "meeting"
place = "calgary"
start = 2024-09-23T09:00
end = 2024-09-23T10:00
"""
MARK = re.compile(r"# (error|warning|info): ([\w, -]+)$")


def marked(text: str) -> list[tuple[int, str, str]]:
    """The (line, severity, check) that the text expects of itself."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if mark := MARK.search(line):
            found += [(number, mark[1], each.strip()) for each in mark[2].split(",")]
    return sorted(found)


def judged(text: str) -> FileReport:
    """The report on a text."""
    return verify(text.encode(), "trip.toml")


# Conflicts belong to the tests of the checks; here one of them shows that events are judged at all.
ELSEWHERE = frozenset(check_names()) - {"double-booked"}


def found(text: str) -> list[tuple[int, str, str]]:
    """The (line, severity, check) of every problem of the file, and of events that overlap."""
    diagnostics = (each for each in judged(text).diagnostics if each.check not in ELSEWHERE)
    return sorted((each.region.line, each.severity.value, each.check) for each in diagnostics)


WRONG = {
    "an unknown key in an event": MEETING + 'titel = "x"  # error: unknown-key\n' + STAGE,
    "an unknown key at the top": "trips = 1  # error: unknown-key\n" + STAGE + MEETING,
    "an unknown key of the trip": STAGE.replace('title = "Trip"', 'title = "Trip"\nhome_tz = "x"  # error: unknown-key') + MEETING,
    "a misspelled needed key is one problem": MEETING.replace("end =", "ende =").replace("10:00", "10:00  # error: unknown-key") + STAGE,
    "a missing key": "[[events]]  # error: missing-key\nid = 'a'\nkind = 'meeting'\nplace = 'calgary'\nduration = '45 min'\n" + STAGE,
    "no end and no duration": "[[events]]  # error: missing-key\nid = 'a'\nkind = 'meeting'\nplace = 'calgary'\nstart = 2024-09-23T09:00\n" + STAGE,
    "end and duration": MEETING + 'duration = "1 h"  # error: bad-value\n' + STAGE,
    "no kind": "[[events]]  # error: missing-key\nid = 'a'\nplace = 'calgary'\nstart = 2024-09-23T09:00\nduration = '1 h'\n" + STAGE,
    "an unknown kind": MEETING.replace('"meeting"', '"meetng"  # error: bad-value') + STAGE,
    "a kind of the wrong type": MEETING.replace('"meeting"', "7  # error: wrong-type") + STAGE,
    "problems beside an unknown kind": MEETING.replace('"meeting"', '"meetng"  # error: bad-value') + "titel = 1  # error: unknown-key\n" + STAGE,
    "a time in quotes": MEETING.replace("2024-09-23T09:00", '"2024-09-23T09:00"  # error: wrong-type') + STAGE,
    "a date for a time": MEETING.replace("2024-09-23T09:00", "2024-09-23  # error: wrong-type") + STAGE,
    "a time of day for a time": MEETING.replace("2024-09-23T09:00", "09:00  # error: wrong-type") + STAGE,
    "a time for a date": STAGE.replace("start = 2024-09-21", "start = 2024-09-21T09:00  # error: wrong-type") + MEETING,
    "a year out of range": MEETING.replace("2024-09-23T09:00", "0001-01-01T09:00  # error: bad-value") + STAGE,
    "a number for a title": MEETING + "title = 7  # error: wrong-type\n" + STAGE,
    "a title by language with a number": MEETING + 'title = { ko = "가", en = 7 }  # error: wrong-type\n' + STAGE,
    "a title by no language": MEETING + "title = {}  # error: bad-value\n" + STAGE,
    "a title by a wrong language": MEETING + 'title = { Korean = "가" }  # error: bad-value\n' + STAGE,
    "an empty title": MEETING + 'title = " "  # error: bad-value\n' + STAGE,
    "an empty id": MEETING.replace('"talk"', '""  # error: bad-value') + STAGE,
    "a duration without unit": MEETING.replace("end = 2024-09-23T10:00", 'duration = "45"  # error: bad-value') + STAGE,
    "a duration as a number": MEETING.replace("end = 2024-09-23T10:00", "duration = 45  # error: wrong-type") + STAGE,
    "an unknown status": MEETING + 'status = "canceled"  # error: bad-value\n' + STAGE,
    "who as text": MEETING + 'who = "kim"  # error: wrong-type\n' + STAGE,
    "who with a number": MEETING + "who = [7]  # error: wrong-type\n" + STAGE,
    "an alarm that is no length": MEETING + 'alarm = ["soon"]  # error: bad-value\n' + STAGE,
    "a latitude out of range": STAGE.replace("[51.0447, -114.0719]", "[-114.0719, 51.0447]  # error: bad-value") + MEETING,
    "one coordinate": STAGE.replace("[51.0447, -114.0719]", "[51.0447]  # error: bad-value") + MEETING,
    "coordinates that are no number": STAGE.replace("[51.0447, -114.0719]", "[nan, 0]  # error: bad-value") + MEETING,
    "coordinates as text": STAGE.replace("[51.0447, -114.0719]", '"51, -114"  # error: wrong-type') + MEETING,
    "a place as a text": 'groups.x = "kim"  # error: wrong-type\n' + STAGE + MEETING,
    "places as a list": "places = [1]  # error: wrong-type\n" + MEETING.replace("calgary", "a") + STAGE.split("[places.seoul]", maxsplit=1)[0],
    "events as a table": "[events]  # error: wrong-type\nid = 'a'\n" + STAGE,
    "events that are numbers": "events = [1]  # error: wrong-type\n" + STAGE,
    "a member that is a number": "groups.x = [1]  # error: wrong-type\n" + STAGE + MEETING,
    "seats below one": "resources.bus.seats = 0  # error: bad-value\n" + STAGE + MEETING,
    "seats as text": 'resources.bus.seats = "9"  # error: wrong-type\n' + STAGE + MEETING,
    "an unknown place": MEETING.replace('"calgary"', '"calgari"  # error: unknown-reference') + STAGE,
    "an unknown person": MEETING + 'who = ["kim", "leee"]  # error: unknown-reference\n' + STAGE,
    "an unknown person who may miss it": MEETING + 'optional = ["park"]  # error: unknown-reference\n' + STAGE,
    "an unknown audience": MEETING + 'audience = ["press"]  # error: unknown-reference\n' + STAGE,
    "an unknown resource": MEETING + 'resources = ["bus"]  # error: unknown-reference\n' + STAGE,
    "an unknown check": MEETING + 'allow = { tite-transfer = "x" }  # error: unknown-reference\n' + STAGE,
    "an unknown member of a group": 'groups.x = ["park"]  # error: unknown-reference\n' + STAGE + MEETING,
    "an unknown home": STAGE.replace('"seoul"', '"seol"  # error: unknown-reference') + MEETING,
    "an unknown larger place": STAGE + 'within = "x"  # error: unknown-key\n' + MEETING,
    "an unknown airport": 'places.yyc.airport = "QQQ"  # error: unknown-reference\n' + STAGE + MEETING,
    "an unknown zone": 'places.x.zone = "America/Calgary"  # error: unknown-reference\n' + STAGE + MEETING,
    "a place around a place that is not there": 'places.x.within = "atlantis"  # error: unknown-reference\n' + STAGE + MEETING,
    "a place without a zone": "[places.x]  # error: missing-key\nname = 'X'\n" + STAGE + MEETING,
    "a place in the middle of the sea": "places.x.at = [-40.0, -25.5]  # error: missing-key\n" + STAGE + MEETING,
    "places in a circle": 'places.a.within = "b"  # error: cycle\nplaces.b.within = "a"\n' + STAGE + MEETING,
    "a place within itself": 'places.a.within = "a"  # error: cycle\n' + STAGE + MEETING,
    "groups in a circle": 'groups.a = ["b"]  # error: cycle\ngroups.b = ["c"]\ngroups.c = ["a", "kim"]\n' + STAGE + MEETING,
    "two circles": 'groups.a = ["a"]  # error: cycle\ngroups.b = ["c"]  # error: cycle\ngroups.c = ["b"]\n' + STAGE + MEETING,
    "an id used twice": MEETING + MEETING.replace("09:00", "11:00").replace("10:00", "12:00").replace('"talk"', '"talk"  # error: duplicate-id') + STAGE,
    "a person and a group of one name": 'groups.kim = ["lee"]  # error: duplicate-id\n' + STAGE + MEETING,
    "a trip that ends before it starts": STAGE.replace("end = 2024-09-29", "end = 2024-09-19  # error: bad-value") + MEETING,
    "somebody who leaves before joining": STAGE + "from = 2024-09-24\nuntil = 2024-09-22  # error: bad-value\n" + MEETING,
    "no languages": STAGE.replace('title = "Trip"', 'title = "Trip"\nlanguages = []  # error: bad-value') + MEETING,
    "a setting of an unknown check": '[checks]\nno-bedd = "off"  # error: unknown-reference\n' + STAGE + MEETING,
    "an unknown severity": '[checks]\nno-bed = "fatal"  # error: bad-value\n' + STAGE + MEETING,
    "an unknown limit": "[checks.no-bed]\nhours = 3  # error: unknown-key\n" + STAGE + MEETING,
    "a limit of the wrong type": "[checks.no-bed]\nprobe = 3  # error: wrong-type\n" + STAGE + MEETING,
    "a limit that is no number": '[checks.no-bed]\nshort-hop-km = "50"  # error: wrong-type\n' + STAGE + MEETING,
    "a severity in a table": '[checks.no-bed]\nseverity = "fatal"  # error: bad-value\n' + STAGE + MEETING,
    "a setting that is a number": "[checks]\nno-bed = 7  # error: wrong-type\n" + STAGE + MEETING,
    "settings that are no table": "checks = 7  # error: wrong-type\n" + STAGE + MEETING,
    "a way from an unknown place": '[[travel]]\nfrom = "x"  # error: unknown-reference\nto = "calgary"\nminutes = 5\n' + STAGE + MEETING,
    "a way of no time": '[[travel]]\nfrom = "seoul"\nto = "calgary"\nminutes = 0  # error: bad-value\n' + STAGE + MEETING,
    "a way without minutes": '[[travel]]  # error: missing-key\nfrom = "seoul"\nto = "calgary"\n' + STAGE + MEETING,
    "ways that are no list": "travel = 7  # error: wrong-type\n" + STAGE + MEETING,
    "an allowance without a reason": MEETING + 'allow = { tight-transfer = "" }  # error: bad-value\n' + STAGE,
    "an allowance that is no table": MEETING + 'allow = ["tight-transfer"]  # error: wrong-type\n' + STAGE,
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_the_format_forbids_is_found_at_its_line_and_nothing_else_is(text: str) -> None:
    """Each slip is one diagnostic of its kind, at the line that holds it."""
    assert marked(text), "the case expects nothing"
    assert found(text) == marked(text)


RIGHT = {
    "the least file": STAGE + MEETING,
    "no events": STAGE,
    "seconds written": MEETING.replace("09:00", "09:00:00") + STAGE,
    "an offset that holds": MEETING.replace("09:00", "09:00-06:00") + STAGE,
    "a space for the T": MEETING.replace("T09:00", " 09:00") + STAGE,
    "a duration": MEETING.replace("end = 2024-09-23T10:00", 'duration = "PT90M"') + STAGE,
    "an integer coordinate": STAGE.replace("[37.5665, 126.978]", "[37, 127]") + MEETING,
    "a multi-line inline table": MEETING + 'title = {\n  ko = "가",\n  en = "a",\n}\n' + STAGE,
    "an allowance": MEETING + 'allow = { tight-transfer = "police escort" }\n' + STAGE,
    "an allowance for the whole trip": STAGE.replace('title = "Trip"', 'title = "Trip"\nallow = { outside-trip = "x" }') + MEETING,
    "groups of groups": 'groups.a = ["b", "kim"]\ngroups.b = ["lee"]\n' + MEETING + 'who = ["a"]\n' + STAGE,
    "a place within a place within a place": 'places.a.within = "b"\nplaces.b.within = "calgary"\n' + MEETING.replace("calgary", "a") + STAGE,
    "every key of an event": MEETING
    + """title = "a"\nwho = ["kim", "lee"]\noptional = ["lee"]\nneeds = ["interpreter:ko-en"]\nresources = ["bus"]\nstatus = "tentative"
notes = "a"\ncontact = "a"\nurl = "https://example.org"\nbooking = "a"\ndress = "a"\ntags = ["outdoor"]\naudience = ["kim"]\nalarm = ["45 min"]\n"""
    + "[resources.bus]\nname = 'Bus'\nseats = 20\n" + STAGE,
    "every key of a person": STAGE + 'role = "x"\ntags = ["principal"]\nfrom = 2024-09-21\nuntil = 2024-09-29\n' + MEETING,
    "settings of checks": '[checks]\nno-bed = "off"\n[checks.outside-trip]\nseverity = "error"\nbooked-ahead-nights = 2\n' + STAGE + MEETING,
    "a way by its minutes": '[[travel]]\nfrom = "seoul"\nto = "calgary"\nminutes = 12.5\nmode = "drive"\nsource = "x"\n' + STAGE + MEETING,
    "a stay with a duration": MEETING.replace('"meeting"', '"stay"').replace("end = 2024-09-23T10:00", 'duration = "14 h"') + STAGE,
    "an airport": 'places.yyc.airport = "yyc"\n' + STAGE + MEETING,
    "a zone alone": 'places.x.zone = "Asia/Seoul"\n' + STAGE + MEETING,
    "no people": STAGE.split("[people.kim]", maxsplit=1)[0] + MEETING,
}  # fmt: skip


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_the_format_allows_passes(text: str) -> None:
    """Nothing is said of a file that has nothing wrong."""
    assert found(text) == []


HINTS = [
    ('titel = "x"', 'did you mean "title"?'),
    ("kind = 'flihgt'", 'did you mean "flight"?'),
    ('place = "calgari"', 'did you mean "calgary"?'),
    ('who = ["leee"]', 'did you mean "lee"?'),
    ('status = "canceled"', 'did you mean "cancelled"?'),
    ('allow = { tite-transfer = "x" }', 'did you mean "tight-transfer"?'),
]


@pytest.mark.parametrize(("line", "hint"), HINTS)
def test_the_nearest_right_thing_is_named(line: str, hint: str) -> None:
    """A slip of the pen is answered with what was meant."""
    key = line.split(" =", maxsplit=1)[0]
    kept = [each for each in MEETING.strip().split("\n") if not each.startswith(f"{key} =")]

    report = judged("\n".join([*kept, line]) + STAGE)

    assert [each.hint for each in report.diagnostics if each.check not in ELSEWHERE] == [hint]


def test_a_zone_that_is_a_city_is_answered_with_its_zone() -> None:
    """There is no America/Calgary: Calgary lies in America/Edmonton."""
    report = judged('places.x.zone = "America/Calgary"\n' + STAGE)

    assert "America/Edmonton" in str(report.diagnostics[0].hint)


COLUMNS = [
    ('titel = "x"', 1, 6),
    ("title = 7", 9, 10),
    ('who = ["kim", "leee"]', 15, 21),
    ('title = { ko = "한글", en = 7 }', 27, 28),
    ('allow = { no-bedd = "a night train" }', 11, 18),
]


@pytest.mark.parametrize(("line", "start", "end"), COLUMNS)
def test_the_place_is_exact_to_the_column(line: str, start: int, end: int) -> None:
    """Columns count code points from 1, the end exclusive: an unknown key is shown at the key, a wrong value at the value."""
    region = next(
        each for each in judged(MEETING + line + STAGE).diagnostics if each.check not in ELSEWHERE
    ).region

    assert (region.line, region.column, region.end_line, region.end_column) == (8, start, 8, end)


def test_thirty_mistakes_are_thirty_findings() -> None:
    """All problems of a file are reported together."""
    events = "".join(
        MEETING.replace('"talk"', f'"talk{n}"') + f"wrong{n} = 1  # error: unknown-key\n" for n in range(30)
    )
    clean = events.replace("who", "")

    assert len([each for each in found(clean + STAGE) if each[2] == "unknown-key"]) == 30


def test_one_bad_event_does_not_hide_the_conflicts_among_the_others() -> None:
    """An event that cannot be read is passed over; the others are judged."""
    clash = MEETING.replace('"talk"', '"clash"').replace(
        "2024-09-23T09:00", "2024-09-23T09:30  # error: double-booked"
    )
    broken = MEETING.replace('"talk"', '"broken"').replace("2024-09-23T09:00", "soon")
    text = MEETING + clash + broken.replace("soon", '"soon"  # error: wrong-type') + STAGE

    assert found(text) == marked(text)


def test_what_an_unread_event_may_explain_is_not_reported() -> None:
    """A move that cannot be read leaves the gap around it, and the night after it, unjudged: one cause, one finding."""
    far = MEETING.replace('"talk"', '"far"').replace('"calgary"', '"seoul"').replace("09-23", "09-25")
    move = '[[events]]\nid = "fly"\nkind = "flight"\nfrom = "calgary"\nto = "seoul"\nstart = "?"  # error: wrong-type\nduration = "11 h"\n'
    text = MEETING + move + far + STAGE
    report = judged(text)

    assert found(text) == marked(text)
    assert report.coverage["teleport"].reasons == {"something between them is not known": 1}


SYNTAX = {
    "a broken event hides nothing in the others": MEETING
    + '[[events]]\nid = "x\nkind = 1\n'.replace('"x', '"x  # error: syntax')
    + MEETING.replace('"talk"', '"b"').replace("2024-09-23T09:00", "2024-09-23T09:30  # error: double-booked")
    + STAGE,
    "two broken tables": "[[events]]\nid = = 1  # error: syntax\n[people.park]\nname = park  # error: syntax\n" + STAGE + MEETING + 'who = ["park"]\n',
    "a broken trip table is not missed again": STAGE.replace('id = "t"', "id = t  # error: syntax") + MEETING,
    "a header that is no header": "[[events]  # error: syntax\nid = 1\n" + STAGE + MEETING + 'who = ["unknown"]\n',
    "a table written twice": STAGE + MEETING + "[people.kim]  # error: syntax\nname = 'x'\n",
    "a key written twice": STAGE + MEETING + "id = 'x'  # error: syntax\n",
    "a time that is none": STAGE + MEETING + MEETING.replace('"talk"', '"b"').replace("2024-09-23T09:00", "2024-09-23T25:00  # error: syntax"),
}  # fmt: skip


@pytest.mark.parametrize("text", SYNTAX.values(), ids=SYNTAX)
def test_a_syntax_error_hides_nothing_outside_its_table(text: str) -> None:
    """A table that is no TOML is reported at its line and passed over, and its names are still known."""
    assert found(text) == marked(text)


WHOLE = {
    "an empty file": (b"", [(1, "missing-key")]),
    "blank lines": (b"\n\n  \n", [(1, "missing-key")]),
    "noise": (bytes(range(256)), [(2, "syntax")]),
    "text that is no TOML": (b"Dear all,\nplease find\n", [(1, "syntax")]),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", [(1, "syntax")]),
    "not UTF-8": ("[trip]\nid = '서울'\n".encode("euc-kr"), [(2, "syntax")]),
    "UTF-16": ("[trip]\n".encode("utf-16"), [(1, "syntax")]),
    "an open quote": (b'[trip]\nid = """x\n', [(3, "syntax")]),
    "an open bracket": (b"[trip]\nid = [\n", [(3, "syntax")]),
    "brackets without end": (b"a = " + b"[" * 100_000, [(1, "syntax")]),
    "a number of thousands of digits": (b"a = " + b"1" * 5000, [(1, "syntax")]),
    "keys of a thousand parts": (b".".join([b"a"] * 5000) + b" = 1", [(1, "syntax")]),
    "a JSON file": (b'{"trip": 1}\n', [(1, "syntax")]),
    "a zero byte": (b"a = 1\n\x00", [(2, "syntax")]),
}


@pytest.mark.parametrize(("source", "expected"), WHOLE.values(), ids=WHOLE)
def test_a_file_that_is_no_trip_gets_a_clear_word(source: bytes, expected: list[tuple[int, str]]) -> None:
    """Whatever the bytes, there is a diagnostic with a place and no exception."""
    report = verify(source, "x")

    assert [(each.region.line, each.check) for each in report.diagnostics] == expected


@pytest.mark.parametrize(
    "change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")], ids=["BOM", "CRLF"]
)
def test_a_byte_order_mark_and_windows_line_ends_change_no_place(change: object) -> None:
    """Notepad's habits move nothing: the same findings at the same lines and columns."""
    text = MEETING + 'titel = "x"\n' + STAGE
    assert callable(change)

    changed = judged(change(text))

    assert [(d.check, d.region) for d in changed.diagnostics] == [
        (d.check, d.region) for d in judged(text).diagnostics
    ]


def test_a_large_file_is_read_like_any_other() -> None:
    """Ten megabytes of events with one slip at the end: found at its line."""
    block = MEETING.replace("kind =", "notes = '" + "x" * 1500 + "'\nkind =")
    many = "".join(
        block.replace('"talk"', f'"t{n}"')
        .replace("23T09", f"{23 + n % 5}T{n % 10:02}")
        .replace("T10:00", f"T{n % 10:02}:01")
        for n in range(400)
    )
    text = many + MEETING.replace("kind", "kindd") + STAGE

    last = [each for each in judged(text).diagnostics if each.check == "unknown-key"]

    assert [each.region.line for each in last] == [many.count("\n") + 4]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-09-21", ("kim",)),
        ("2024-09-22", ("kim", "lee")),
        ("2024-09-24", ("kim", "lee")),
        ("2024-09-25", ("kim",)),
    ],
)
def test_everyone_is_those_who_are_on_the_trip_that_day(day: str, expected: tuple[str, ...]) -> None:
    """Groups and the default are read by the day; who joins late or leaves early is in it from and until that day."""
    text = STAGE + "from = 2024-09-22\nuntil = 2024-09-24\n" + MEETING.replace("2024-09-23", day)
    trip = load(text.encode(), "x").trip

    assert trip is not None
    assert trip.events[0].people == expected


def test_who_is_named_directly_is_meant_whatever_the_day() -> None:
    """A person named on a day when they are not on the trip stays named, for a check to find."""
    text = STAGE + "from = 2024-09-25\n" + MEETING + 'who = ["lee"]\n'
    trip = load(text.encode(), "x").trip

    assert trip is not None
    assert trip.events[0].people == ("lee",)


def test_what_a_place_does_not_say_comes_from_the_larger_one() -> None:
    """Zone and rough position are inherited along the chain, own keys come first."""
    text = (
        '[places.hall]\nwithin = "calgary"\n[places.club]\nwithin = "hall"\n'
        '[places.own]\nwithin = "calgary"\nat = [51.014, -114.117]\n' + STAGE
    )
    trip = load(text.encode(), "x").trip

    assert trip is not None
    club, own = trip.sites["club"], trip.sites["own"]
    assert (club.zone.key, club.position, club.rough, club.around) == (
        "America/Edmonton", (51.0447, -114.0719), True, ("hall", "calgary"),
    )  # fmt: skip
    assert (own.position, own.rough) == ((51.014, -114.117), False)


def test_every_diagnostic_has_a_severity_and_a_region_in_the_text() -> None:
    """Reporters may rely on it: lines and columns lie within the file, ends after starts."""
    for text in (*WRONG.values(), *SYNTAX.values()):
        lines = text.split("\n")
        for each in judged(text).diagnostics:
            assert isinstance(each.severity, Severity)
            assert 1 <= each.region.line <= each.region.end_line <= len(lines)
            assert each.region.column <= len(lines[each.region.line - 1]) + 1
