"""The page in a real browser of a phone's size: what its reader sees, what a tap does, and what cannot happen."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import sync_playwright

from release_trips import TRIP, edited, trip_of
from serving import Serving, serving
from test_html import HOSTILE, SOURCE, gone
from tripplan.cli._edition import Edition
from tripplan.exporters import Options
from tripplan.exporters.html import page as made
from tripplan.exporters.html import policy
from tripplan.messages import plain
from tripplan.model import Text
from tripplan.share.http import Page as Sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page

EXAMPLE = Path(__file__).parents[1] / "examples" / "gangwon_na_2024.toml"
PHONES = [(390, 844), (360, 640)]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
DURING = "2024-09-24T18:10:00Z"  # ten past noon in Edmonton, ten past three at night on a phone that is still in Seoul


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here; a machine of CI must have it."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="module")
def shared() -> Iterator[dict[str, str]]:
    """The example, as `tripplan share` shows it: an address by person, in Korean as its people read."""
    edition = Edition(str(EXAMPLE), None)
    with serving(edition.find) as server:
        edition.open(None, f"http://127.0.0.1:{server.port}")
        people = zip(edition.trip.people, edition.visitors, strict=True)
        yield {id_: visitor.url for id_, visitor in people}


@contextmanager
def phone(
    browser: Browser,
    url: str,
    now: str | None = None,
    size: tuple[int, int] = PHONES[0],
    scheme: Literal["light", "dark"] = "light",
    **settings: Any,  # noqa: ANN401 - playwright's own, whatever they are
) -> Iterator[Page]:
    """A phone that has opened an address, its clock in Seoul and standing still."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        timezone_id="Asia/Seoul",
        **settings,
    )
    page = context.new_page()
    if now:
        page.clock.set_fixed_time(now)
    page.set_default_timeout(10_000)
    faults: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", dismiss)
    page.goto(url)
    yield page
    context.close()
    assert faults == []


@contextmanager
def sent(body: bytes) -> Iterator[str]:
    """A page at an address, as a server of ours sends it."""
    with serving({"/x/": Sent(body, "text/html; charset=utf-8", policy(), "")}.get) as server:
        yield f"http://127.0.0.1:{server.port}/x/"


def hostile() -> bytes:
    """A page of titles that want to be more than titles, and of one that does not end."""
    trip = trip_of(TRIP)
    texts = [*HOSTILE, "W" * 500, "가" * 500, "\u05e9\u05dc\u05d5\u05dd (a) 1-2"]
    first = trip.events[0]
    told = (
        {"id": f"e{number}", "title": Text.of(text), "notes": Text.of(text)}
        for number, text in enumerate(texts)
    )
    events = tuple(replace(first, table=first.table.model_copy(update=each)) for each in told)
    return made(
        replace(trip, events=events), Options(frozenset(["kim"]), source=SOURCE, gone=(gone(HOSTILE[0]),))
    )


def marked(page: Page) -> list[tuple[str, str, str]]:
    """What is marked: as what, at which time, under which title."""
    return [
        (
            str(each.locator(".what").get_attribute("data-label")),
            each.locator("time").first.inner_text(),
            each.locator("h3").inner_text(),
        )
        for each in page.locator("article.marked").all()
    ]


@pytest.mark.parametrize(
    ("lang", "now_", "next_"),
    [
        ("ko", "C-FER 테크놀로지스 → 행사장 (미확인)", "라이프 사이언스 위크 기조연설"),
        ("en", "C-FER Technologies → Life Sciences Week (venue not found)", "Keynote at Life Sciences Week"),
    ],
)
def test_what_is_now_and_next_comes_first(browser: Browser, lang: str, now_: str, next_: str) -> None:
    """On the clock of the place, whatever that of the phone; days that are over come last, folded."""
    trip = Edition(str(EXAMPLE), None).trip
    body = made(trip, Options(frozenset(["kim-jintae"]), (lang,)))
    with sent(body) as url, phone(browser, url, DURING) as page:
        found = marked(page)
        days = page.locator("main > details")

        assert found == [(plain(lang, "Now"), "12:00", now_), (plain(lang, "Next"), "13:15", next_)]
        assert page.locator("article.marked").first.locator("span").inner_text() == "UTC−6"
        assert "24" in days.first.locator("h2").inner_text()
        assert days.first.get_attribute("open") is not None
        assert "21" in days.nth(days.count() - 3).locator("h2").inner_text()
        assert days.last.get_attribute("open") is None
        box = page.locator("article.marked").first.bounding_box()
        assert box is not None
        assert box["y"] + 80 < PHONES[0][1]
        days.last.locator("summary").click()
        assert days.last.locator("article").first.is_visible()


@pytest.mark.parametrize(
    ("now", "labels"), [("2024-09-01T00:00:00Z", ["Next"]), ("2024-12-01T00:00:00Z", [])]
)
def test_before_and_after_a_trip_all_of_it_is_open(browser: Browser, now: str, labels: list[str]) -> None:
    """In the order of its days; before it, its first event is the next."""
    with sent(made(trip_of(TRIP), Options())) as url, phone(browser, url, now) as page:
        assert [label for label, _, _ in marked(page)] == labels
        assert page.locator("main > details:not([open])").count() == 0
        assert page.locator(".past").count() == 0
        assert page.locator("h3").all_inner_texts() == ["Board", "Lunch", "Tour"]


@pytest.mark.parametrize(
    ("now", "day", "shown"),
    [
        ("2024-09-24T16:30:00Z", "Tuesday", ["Hotel", "Board", "Tour"]),  # it began the day before
        ("2024-09-25T02:00:00Z", "Monday", ["Lunch", "Hotel"]),  # nothing else is to come
    ],
)
def test_where_to_sleep_tonight_stands_with_today(
    browser: Browser, now: str, day: str, shown: list[str]
) -> None:
    """A bed of several nights does not keep the day of its check-in open; its dates stand with it."""
    bed = '[[events]]\nid = "bed"\nkind = "stay"\ntitle = "Hotel"\nplace = "hall"\nstart = 2024-09-23T15:00\nend = 2024-09-26T09:00\n'
    text = (
        edited(("start = 2024-09-23T09:00", "start = 2024-09-24T09:00"), ("2024-09-25\n", "2024-09-26\n"))
        + bed
    )
    with sent(made(trip_of(text), Options())) as url, phone(browser, url, now) as page:
        first = (
            page.locator("main > details").first if day == "Tuesday" else page.locator("main > details[open]")
        )

        assert day in first.locator("h2").inner_text()
        assert first.locator("h3").all_inner_texts() == shown
        assert "check-out Thu 26 Sep 09:00" in first.inner_text()


@pytest.mark.parametrize("size", PHONES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(
    browser: Browser, shared: dict[str, str], size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    """Nothing is wider than the screen, and whatever can be tapped is as high as a finger needs."""
    with sent(hostile()) as url:
        for address in (shared["kim-jintae"], url):
            with phone(browser, address, DURING, size, scheme) as page:
                folded = page.locator("details:not([open]) > summary")
                while folded.count():
                    folded.first.click()
                assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
                seen = page.locator("a, summary").filter(visible=True).all()
                boxes = [each.bounding_box() for each in seen]
                assert len(boxes) > 3
                assert min(box["height"] if box else 0 for box in boxes) >= 44
                dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
                assert dark == (scheme == "dark")


def test_a_shared_page_takes_a_copy_along(browser: Browser, shared: dict[str, str]) -> None:
    """A tap on the first button fetches the calendar as a file."""
    with phone(browser, shared["heo-janghyeon"]) as page:
        links = [each.get_attribute("href") for each in page.locator("nav a").all()]
        assert links == [
            f"{shared['heo-janghyeon']}calendar.ics",
            f"{shared['heo-janghyeon']}calendar.ics".replace("http:", "webcal:"),
        ]
        with page.expect_download() as waiting:
            page.locator("nav a").first.click()
        file = waiting.value

        assert file.suggested_filename == "calendar.ics"
        assert file.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(("agent", "first"), [(None, "apple"), (ANDROID, "google")])
def test_a_published_page_offers_what_the_phone_needs(
    browser: Browser, agent: str | None, first: str
) -> None:
    """The one button that is seen at once; the others are one tap away."""
    with (
        sent(made(trip_of(TRIP), Options(source=SOURCE))) as url,
        phone(browser, url, user_agent=agent) as page,
    ):
        ways = page.locator(".way")

        assert ways.first.get_attribute("id") == first
        assert [each.is_visible() for each in ways.all()] == [True, False, False]
        page.locator("nav summary").click()
        assert [each.is_visible() for each in ways.all()] == [True, True, True]
        assert {each.get_attribute("id") for each in ways.all()} == {"apple", "google", "download"}


def test_hostile_titles_are_inert(browser: Browser) -> None:
    """They are read as they are written: nothing runs, nothing is drawn of them, nothing is asked for."""
    asked: list[str] = []
    with sent(hostile()) as url, phone(browser, url) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.reload()

        assert page.locator("script").count() == 1
        assert page.locator("img, b").count() == 0
        assert page.locator("h3").first.inner_text() == HOSTILE[0]
        assert asked == [url]
        assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "ltr"


@pytest.mark.parametrize(
    "injected",
    [
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)",
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/x\" onerror=\"window.ran = 1\">')",
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')",
        "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/x/\"></iframe>')",
        "document.body.insertAdjacentHTML('beforeend', '<form action=\"/\"></form>'); document.forms[0].submit()",
        "fetch('http://127.0.0.1:9/').catch(() => 0)",
    ],
)
def test_what_is_injected_does_not_run(browser: Browser, injected: str) -> None:
    """Even if something slipped through, the page's policy stops it, and says so."""
    with sent(made(trip_of(TRIP), Options())) as url, phone(browser, url) as page:
        told = page.evaluate(
            "() => new Promise(done => {"
            " document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));"
            f" {injected};"
            "})"
        )

        assert told
        assert page.evaluate("window.ran") is None


def test_without_a_script_all_can_be_read(browser: Browser) -> None:
    """Some phones have none: every day is open, every time stands there, every button is there."""
    body = made(trip_of(TRIP), Options(frozenset(["lee"]), source=SOURCE, gone=()))
    with sent(body) as url, phone(browser, url, java_script_enabled=False) as page:
        assert page.locator("h3").all_inner_texts() == ["Board", "Lunch", "Tour"]
        assert all(each.is_visible() for each in page.locator("article").all())
        assert page.locator("time").all_inner_texts()[:2] == ["09:00", "11:00"]
        assert page.locator("nav a").first.is_visible()
        page.locator("nav summary").click()
        assert all(each.is_visible() for each in page.locator("nav a").all())


def test_what_is_saved_is_there_after_a_reload(browser: Browser, tmp_path: Path) -> None:
    """The browser keeps the page and asks whether it is still right."""
    trip = tmp_path / "trip.toml"
    trip.write_text(TRIP, "utf-8")
    edition = Edition(str(trip), None)
    with serving(edition.find) as server:
        edition.open(["kim"], f"http://127.0.0.1:{server.port}")
        with phone(browser, edition.visitors[0].url) as page:
            assert page.locator("time").first.inner_text() == "09:00"
            trip.write_text(edited(("T09:00", "T08:30")), "utf-8")
            page.reload()
            assert page.locator("time").first.inner_text() == "08:30"
            page.reload()
            assert _statuses(server) == [200, 200, 304]


def _statuses(server: Serving) -> list[int]:
    return [status.value for status, _, _ in server.heard]
