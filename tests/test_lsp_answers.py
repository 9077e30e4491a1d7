"""`tripplan lsp`, driven by a real client: what it answers about the word at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from editor import TRIP, stories, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editor import Editor, Play


@pytest.fixture(scope="module", name="run")
def _run() -> Iterator[Play]:
    """One server for all stories of this file."""
    with stories() as play:
        yield play


HOVERS = {
    "an event": ('id = "first"', 'id = "fi|rst"', ['"Talks": meeting', "from 10:00 on Mon 23 Sep", "1 h, Asia/Seoul (UTC+9)", "City Hall", "everyone", 'then "second" at 14:00', "3 h between them; the way takes "]),
    "an event's header": ("[[events]]", "[[ev|ents]]", ["The events, in the order of the trip.", '"Talks": meeting']),
    "a place": ('place = "museum"', 'place = "mu|seum"', ["The Museum", "Asia/Seoul, UTC+9 on Mon 23 Sep", "37.5700, 126.9850", "open: Mo-Su 09:00-18:00"]),
    "a place elsewhere": ("[places.calgary]", "[places.cal|gary]", ["America/Edmonton, UTC−6", "15 h behind home"]),
    "a person": ("[people.kim]", "[people.k|im]", ["Kim, Governor", "principal", "on the trip from Mon 23 Sep to Mon 23 Sep", "events: 2"]),
    "a group": ('who = ["office"]', 'who = ["off|ice"]', ["Kim, Lee"]),
    "a resource": ('resources = ["bus"]', 'resources = ["b|us"]', ["Coach", "seats: 20"]),
    "a key": ("seats = 20", "se|ats = 20", ["How many people it takes."]),
    "a check": ("clock-change =", "clock-ch|ange =", []),
}  # fmt: skip


def test_hover_tells_what_stands_behind_a_word(run: Play) -> None:
    """On a name that which it names, on a key what it is for, on anything in an event the event."""

    async def story(one: Editor) -> None:
        for old, new, lines in HOVERS.values():
            one.show(typed(old, new))
            said = await one.hover()
            assert said
            assert [line for line in lines if line not in said] == []
        one.show(typed("# 🛫 강원", "# 🛫 |강원"))
        assert await one.hover() == ""

    run(story)


def test_a_strangers_text_is_dead_in_a_hover(run: Play) -> None:
    """Plain text, and no escape code, no mark that turns the line around."""

    async def story(one: Editor) -> None:
        one.show(typed('title = "Talks"', 'tit|le = "\\u001b[31m\\u202e![x](http://x)<b>"'))
        said = await one.hover()
        assert "\\x1b[31m\\u202e![x](http://x)<b>" in said
        assert not {"\x1b", "\u202e"} & set(said)
        one.show(typed('place = "museum"', 'place = "\\u001b[31mx"'))
        told = "".join(each.message for each in await one.diagnostics())
        assert "\\x1b[31mx" in told
        assert "\x1b" not in told

    run(story)


# What is typed at the cursor, some words that must be offered, some that must not, and the line after taking the first.
COMPLETIONS = {
    "kinds": ('kind = "visit"', 'kind = "v|"', ["visit", "flight", "stay"], ["seoul"], 'kind = "visit"'),
    "kinds without quotes": ('kind = "visit"', "kind = |", ["visit"], [], 'kind = "visit"'),
    "places": ('place = "museum"', 'place = "|"', ["seoul", "museum", "calgary"], ["kim"], 'place = "seoul"'),
    "people and groups": ('who = ["office"]', 'who = ["|"]', ["kim", "office"], ["seoul", "bus"], 'who = ["kim"]'),
    "people in a new list": ('who = ["office"]', "who = |", ["kim", "office"], ["seoul"], 'who = ["kim"]'),
    "people behind another": ('who = ["office"]', 'who = ["kim", |', ["lee"], [], 'who = ["kim", "lee"'),
    "resources": ('resources = ["bus"]', 'resources = ["|', ["bus"], ["kim"], 'resources = ["bus"'),
    "keys of an activity": ('place = "museum"', "pl|", ["place", "notes"], ["from", "number", "id"], "place = "),
    "keys of a move": ('kind = "visit"\nplace = "museum"', 'kind = "train"\nnu|', ["number", "from", "to"], ["place"], "number = "),
    "keys of a place": ('address = "12 Street"', "wi|", ["within", "airport"], ["kind", "at"], "within = "),
    "keys of a way": ("[checks]", "[[travel]]\nmi|\n[checks]", ["minutes", "mode"], [], "minutes = "),
    "status": ('place = "museum"', 'place = "museum"\nstatus = "te|"', ["tentative"], ["off"], 'status = "tentative"'),
    "zones": ("at = [51.0447, -114.0719]", 'zone = "America/Ed|"', ["America/Edmonton", "Asia/Seoul"], [], 'zone = "America/Edmonton"'),
    "airports by code": ("at = [51.0447, -114.0719]", 'airport = "YY|"', ["YYC", "YYZ"], ["ICN"], 'airport = "YYC"'),
    "airports by name": ("at = [51.0447, -114.0719]", 'airport = "Calgary|"', ["YYC"], [], 'airport = "YYC"'),
    "checks to accept": ("{ clock-change =", "{ tight-|", ["tight-transfer"], ["clock-changes"], "allow = { tight-transfer = "),
    "checks to set": ('unused-place = "off"', "no-b|", ["no-bed"], ["unused-allow"], "no-bed = "),
    "severities": ('unused-place = "off"', 'unused-place = "|"', ["off", "warning"], [], 'unused-place = "warning"'),
    "limits": ("[checks]", "[checks.long-day]\nwak|\n[checks]", ["severity"], ["waking"], None),
    "sections": ("[checks]", "[pla|\n[checks]", ["places", "people"], ["id"], None),
    "tags that are needed": ('place = "museum"', 'place = "museum"\nneeds = ["|"]', ["interpreter:ko-en"], [], 'needs = ["interpreter:ko-en"]'),
    "nothing in a comment": ("# 🛫 강원", "# 🛫 |강원", [], ["trip"], None),
    "nothing behind a value": ('place = "museum"', 'place = "museum" |', [], ["seoul"], None),
}  # fmt: skip


def test_completion_offers_what_fits(run: Play) -> None:
    """And puts it in place of what is typed, with the quotes that are missing."""

    async def story(one: Editor) -> None:
        for name, (old, new, offered, absent, after) in COMPLETIONS.items():
            one.show(typed(old, new))
            words = await one.words()
            assert [word for word in offered if word not in words] == [], name
            assert [word for word in absent if word in words] == [], name
            if after is not None:
                chosen = next(word for word in words if word in after)
                edit = words[chosen].text_edit
                assert isinstance(edit, types.TextEdit)
                line = one.after(edit).splitlines()[one.cursor.line]
                assert line.startswith(after) or line in after, (name, line)
        one.show(typed('place = "museum"', 'place = "|"'))
        assert (await one.words())["museum"].detail == "The Museum"
        one.show(
            typed('airport = "YYC"' if "YYC" in TRIP else "at = [51.0447, -114.0719]", 'airport = "YYC|"')
        )
        assert "Calgary" in str((await one.words())["YYC"].detail)

    run(story)


# A slip, and what the file says after the quick fix at the cursor.
FIXES = {
    "a key": ('title = "Talks"', 'ti|tel = "Talks"', 'title = "Talks"'),
    "a kind": ('kind = "visit"', 'kind = "vi|sitt"', 'kind = "visit"'),
    "a place": ('place = "museum"', 'place = "mu|seums"', 'place = "museum"'),
    "a person": ('office = ["kim", "lee"]', 'office = ["k|imm", "lee"]', 'office = ["kim", "lee"]'),
    "a check that is accepted": ("{ clock-change", "{ clock-ch|ang", '{ "clock-change"'),
    "a check that is set": ("unused-place", "unused-pl|aces", "unused-place"),
    "a severity": ('unused-place = "off"', 'unused-place = "of|"', 'unused-place = "off"'),
    "a section": ("[resources.bus]", "[reso|urce.bus]", "[resources.bus]"),
    "an airport": ("at = [51.0447, -114.0719]", 'airport = "YY|CC"', 'airport = "YYC"'),
    "a zone": ("at = [51.0447, -114.0719]", 'zone = "America/Edm|ontn"', 'zone = "America/Edmonton"'),
}  # fmt: skip


def test_a_slip_is_mended_by_a_quick_fix(run: Play) -> None:
    """Those that have been tried, and the nearest word where nothing could be."""

    async def story(one: Editor) -> None:
        for name, (old, new, right) in FIXES.items():
            one.show(typed(old, new))
            actions = await one.actions()
            after = []
            for action in actions:
                assert action.kind == types.CodeActionKind.QuickFix
                assert action.diagnostics
                assert action.edit
                assert action.edit.changes
                (edit,) = action.edit.changes[one.uri]
                after.append(one.after(edit))
            assert typed(old, right) in after, name
        one.show(typed('title = "Talks"', 'title = "Ta|lks"'))
        assert await one.actions() == []

    run(story)


def test_a_name_leads_to_where_it_is_written(run: Play) -> None:
    """Places, people, groups and resources, from each key that names them; also while a quote is open elsewhere."""

    async def story(one: Editor) -> None:
        for old, new, line in (
            ('home = "seoul"', 'home = "se|oul"', "[places.seoul]"),
            ('place = "museum"', 'place = "mu|seum"', "[places.museum]"),
            ('who = ["office"]', 'who = ["off|ice"]', 'office = ["kim", "lee"]'),
            ('["kim", "lee"]', '["k|im", "lee"]', "[people.kim]"),
            ('["bus"]', '["b|us"]', "[resources.bus]"),
            (
                'id = "first"\nkind = "meeting"\ntitle = "Talks"\nplace = "seoul"',
                'id = "first\nplace = "se|oul"',
                "[places.seoul]",
            ),
        ):
            one.show(typed(old, new))
            found = await one.definition()
            assert found
            assert found.uri == one.uri
            assert one.text.splitlines()[found.range.start.line] == line
        one.show(typed('place = "museum"', 'place = "mu|seums"'))
        assert await one.definition() is None

    run(story)


def test_the_outline_lists_the_events(run: Play) -> None:
    """By title where there is one, each from its header to the next."""

    async def story(one: Editor) -> None:
        one.show(TRIP)
        first, second = await one.symbols()
        assert (first.name, first.detail, second.name, second.detail) == (
            "Talks",
            "meeting",
            "The Museum",
            "visit",
        )
        assert first.range.end == second.range.start
        assert one.text.splitlines()[first.selection_range.start.line] == 'id = "first"'

    run(story)


def test_while_a_text_is_broken_the_last_whole_one_helps(run: Play) -> None:
    """An open quote takes all that is below it from the file, not from the reader."""

    async def story(one: Editor) -> None:
        one.show(TRIP)
        assert await one.diagnostics() == []
        one.show(
            typed(
                'title = { ko = "🛫 강원", en = "Gangwon" }\nhome = "seoul"', 'title = """\nhome = "|"'
            ).replace('"""', '"', 1)
        )
        assert {"seoul", "museum"} <= set(await one.words())
        one.show(typed("# 🛫 강원\n", '# 🛫 강원\nx = "\n').replace('id = "second"', 'id = "sec|ond"'))
        assert '"second": visit' in await one.hover()

    run(story)
