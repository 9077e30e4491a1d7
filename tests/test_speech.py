"""How sentences are said: people, times, lengths and particles by each language's habit."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import tripplan
from tripplan.cli._language import language
from tripplan.load import load
from tripplan.messages import People, fit_particles, say
from tripplan.places import Note
from tripplan.speech import Speaker
from tripplan.when import say_duration

ROOT = Path(__file__).parents[1]
CONFLICTS = str(ROOT / "examples" / "gangwon_na_2024_conflicts.toml")
LOADED = load(Path(CONFLICTS).read_bytes(), CONFLICTS)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("지사[은/는]", "지사는"),
        ("부단장[은/는]", "부단장은"),
        ("지사[을/를]", "지사를"),
        ("일정[이/가]", "일정이"),
        ("서울[으로/로]", "서울로"),
        ("보스턴[으로/로]", "보스턴으로"),
        ("제주[으로/로]", "제주로"),
        ("서울[과/와]", "서울과"),
        ('"개회식"[은/는]', '"개회식"은'),
        ("'회의'[은/는]", "'회의'는"),
        ('"만찬 (비공개)"[은/는]', '"만찬 (비공개)"은'),
        ("밴프(Banff)[은/는]", "밴프(Banff)는"),
        ('"환영합니다!"[이/가]', '"환영합니다!"가'),
        ("3[이/가] 6[이/가]", "3이 6이"),
        ("2[이/가] 4[이/가] 5[이/가] 9[이/가]", "2가 4가 5가 9가"),
        ("10[으로/로] 8[으로/로] 7[으로/로] 2[으로/로]", "10으로 8로 7로 2로"),
        ("KE 71[은/는]", "KE 71은"),
        ("YYC[은/는]", "YYC은(는)"),
        ('"Boston"[으로/로]', '"Boston"으로(로)'),
        ("回[은/는]", "回은(는)"),
        ("… [은/는]", "… 은(는)"),
        ("[[trip]]의 a/b", "[[trip]]의 a/b"),
    ],
)
def test_a_particle_follows_the_sound_before_it(written: str, said: str) -> None:
    """What ends in a consonant takes the one form, what ends in a vowel the other, ㄹ before 로 the second; who knows how Latin is said."""
    assert fit_particles(written, "ko") == said
    assert fit_particles(written, "en") == written


@given(st.text(alphabet="가각갈a1\"'()[]/은는 !.", max_size=60))
def test_fitting_leaves_no_pair_behind_and_settles_at_once(text: str) -> None:
    """Whatever a title holds, one pass is enough."""
    said = fit_particles(f"{text}[은/는]", "ko")

    assert not re.search(r"\[[가-힣]+/[가-힣]+\]", said)
    assert fit_particles(said, "ko") == said


def test_a_title_of_brackets_costs_no_time() -> None:
    """A stranger's title cannot keep the program busy: this would not end if brackets could be read in two ways."""
    assert fit_particles("a" + "()" * 5000, "ko").endswith("()")


@pytest.mark.parametrize(
    ("minutes", "english", "korean"),
    [
        (0, "0 min", "0분"),
        (45, "45 min", "45분"),
        (90, "1 h 30 min", "1시간 30분"),
        (1620, "1 d 3 h", "1일 3시간"),
    ],
)
def test_lengths_by_each_languages_habit(minutes: int, english: str, korean: str) -> None:
    """English writes units apart, Korean at the number."""
    length = timedelta(minutes=minutes)

    assert (say_duration(length), say_duration(length, "ko")) == (english, korean)
    assert Speaker("ko").say(say("{length}", length=length)) == korean


def test_a_note_is_english_text_that_can_be_said_again() -> None:
    """Who knows nothing of notes reads English; a speaker says it, and those in it, in another language."""
    night = Note("{hour}, to or from an airport", hour=Note.of("night"))
    note = Note.joined([Note("boarding, {people} people", people=8), night])

    assert note == "boarding, 8 people; night, to or from an airport"
    assert Speaker("ko").say(note) == "8명 승차; 야간, 공항을 오가는 길"
    assert Speaker("ko").say(say("{way:word}, {way}", way=night)) == ", ".join(["야간, 공항을 오가는 길"] * 2)
    assert (
        Speaker("ko").say(say("{holidays:word}", holidays=["Canada Day", "Christmas Day"]))
        == "캐나다 데이, 성탄절"
    )


def test_a_time_is_said_on_both_clocks() -> None:
    """Where the date at home differs it is said too."""
    assert LOADED.trip is not None
    event = next(each for each in LOADED.trip.events if each.id == "c-fer")
    message = say("{start}", start=event.start)

    assert Speaker("en", LOADED.trip).say(message) == "10:45 on Tue 24 Sep (01:45 on Wed 25 Sep at home)"
    assert Speaker("ko", LOADED.trip).say(message) == "9월 24일 (화) 10:45 (본국 9월 25일 (수) 01:45)"


@pytest.mark.parametrize(
    ("number", "english", "korean"),
    [
        (1, "Kim Jin-tae", "김진태"),
        (2, "Kim Jin-tae and {1}", "김진태, {1}"),
        (6, "everyone", "전원"),
    ],
)
def test_people_are_named_in_the_readers_language(number: int, english: str, korean: str) -> None:
    """A few by name, all as all."""
    trip = LOADED.trip
    assert trip is not None
    ids = tuple(trip.people)[:number]
    names = {tag: [trip.people[id_].name.say(tag) for id_ in ids] for tag in ("en", "ko")}
    message = say("{people}", people=People(ids))

    assert Speaker("en", trip).say(message) == english.format(*names["en"])
    assert Speaker("ko", trip).say(message) == korean.format(*names["ko"])


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko"}, "ko"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "ko_KR"}, "ko"),
        ({"LC_ALL": "tr_TR.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As POSIX has it: LC_ALL before LC_MESSAGES before LANG, and an empty one is not set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert language() == expected


@pytest.mark.parametrize(("locale", "options"), [("ko_KR.UTF-8", []), ("C", ["--lang", "ko"])])
def test_a_report_is_in_korean_by_locale_or_option(
    locale: str, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways lead to the same report, and no English sentence is left in it."""
    monkeypatch.setenv("LC_ALL", locale)
    out = tripplan("check", *options, CONFLICTS).out

    assert '전원의 일정이 30분 겹칩니다: "봅슬레이 스타트 센터"는 9월 22일 (일) 10:30' in out
    assert "error[double-booked]" in out
    assert re.search(r"^오류 8건", out, re.MULTILINE)
    assert "hint:" not in out
    assert " starts " not in out


def test_an_option_goes_before_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for English gets it on a Korean machine, byte for byte."""
    english = tripplan("check", CONFLICTS).out
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert tripplan("check", "--lang", "en", CONFLICTS).out == english


def test_languages_find_the_same_things() -> None:
    """JSON differs in its sentences alone: what is found, where and how bad it is are the same."""

    def found(tag: str) -> list[tuple[object, ...]]:
        report = json.loads(tripplan("check", "--lang", tag, "--output-format", "json", CONFLICTS).out)
        keys = ("check", "severity", "line", "column", "events", "people")
        return sorted(tuple(str(each[key]) for key in keys) for each in report["diagnostics"])

    assert found("ko") == found("en") != []


@pytest.mark.parametrize(
    ("arguments", "korean"),
    [
        (["check", "none.toml"], "tripplan: none.toml: 그런 파일이 없습니다\n"),
        (["explain", "no-bad"], 'tripplan: 없는 점검 항목입니다: "no-bad". 혹시 "no-bed"입니까?\n'),
        (
            ["show", CONFLICTS, "--person", "zzz"],
            'tripplan: 없는 사람입니다: "zzz". 파일에 있는 것: kim-jintae, ',
        ),
        (["chek", CONFLICTS], '없는 명령입니다: "chek". 혹시 "check"입니까?'),
    ],
)
def test_what_goes_wrong_is_said_in_the_readers_language(
    arguments: list[str], korean: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failures too, which come before any trip is read."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert korean in tripplan(*arguments).err


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a 1",
        "a = ",
        "a = 1\na = 2",
        "a = 1 b",
        "a = 2024-13-01",
        "= 1",
        "[a",
        "[[a]",
        "a = [1",
        "a = { b = 1",
        'a = "x',
        'a = "\\q"',
        "?",
    ],
)
def test_what_the_parser_says_is_translated_too(text: str) -> None:
    """A file that is no TOML is told in Korean, in each of the ways in which it happens."""
    loaded = load(text.encode(), "trip.toml")
    (problem, *_) = [loaded.place(each, "ko") for each in loaded.problems]

    assert re.fullmatch(r"올바른 TOML이 아닙니다: [^A-Za-z]+", problem.message)
