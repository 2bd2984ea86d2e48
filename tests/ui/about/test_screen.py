"""The information pages by key and by mouse, and how they fit."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from ankle_tui.core.exercises.guide import label
from ankle_tui.store.shipped import load_information
from ankle_tui.ui.about.screen import AboutScreen, PagePane, set_page
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.widgets.keybar import KeyBar
from tests.ui.stage import make_app, make_plan

pytestmark = pytest.mark.slow

PAGES = load_information()


def screen_of(app: AnkleApp) -> AboutScreen:
    screen = app.screen
    assert isinstance(screen, AboutScreen)
    return screen


def told(app: AnkleApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).render())


def scrolled(app: AnkleApp) -> int:
    return round(app.screen.query_one("#page").scroll_y)


def offered(app: AnkleApp) -> set[str]:
    """The keys at the foot and in the border of the page."""
    return {key.label for key in (*app.screen.query_one(KeyBar).keys, *app.screen.query_one(PagePane).keys)}


async def open_page(pilot: Pilot[None], page: str = "") -> AnkleApp:
    """Open a page over the first screen."""
    app = pilot.app
    assert isinstance(app, AnkleApp)
    app.post_message(Open(Place.ABOUT, page))
    await pilot.pause()
    return app


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


# How a page is set


def test_a_page_is_at_most_sixty_lines() -> None:
    for page in PAGES.pages:
        assert len(set_page(PAGES, page, 76).lines) <= 60, page.id


@pytest.mark.parametrize("width", [36, 52, 76])
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(width: int) -> None:
    for page in PAGES.pages:
        lines = [line.plain for line in set_page(PAGES, page, width).lines]
        assert max(map(len, lines)) <= width
        whole = " ".join(" ".join(lines).split())
        for text in [passage.text for passage in page.passages] + [source.text for source in PAGES.listed(page)]:
            assert text in whole


@pytest.mark.parametrize("width", [1, 5, 12])
def test_a_page_is_set_in_any_room(width: int) -> None:
    assert all(set_page(PAGES, page, width).lines for page in PAGES.pages)


def test_every_line_carries_its_marks_and_the_page_ends_with_their_sources() -> None:
    for page in PAGES.pages:
        whole = " ".join(" ".join(line.plain for line in set_page(PAGES, page, 76).lines).split())
        for passage in page.passages:
            assert " ".join([passage.text, *(f"[{label(source)}]" for source in passage.sources)]) in whole
        assert whole.endswith(" ".join(f"[{label(source)}] {source.text}" for source in PAGES.listed(page)))


def test_lists_hang() -> None:
    page = PAGES.pages[PAGES.place("stop")]
    lines = [line.plain for line in set_page(PAGES, page, 36).lines]
    start = next(row for row, line in enumerate(lines) if line.startswith("· the bone"))
    assert lines[start + 1].startswith("  ")
    assert not lines[start + 1].startswith("   ")


def test_signs_know_their_lines() -> None:
    page = PAGES.pages[PAGES.place("signs")]
    sheet = set_page(PAGES, page, 36, ticked={1})
    assert len(sheet.signs) == 7
    assert sheet.lines[sheet.signs[0].start].plain.startswith("1 □ ")
    assert sheet.lines[sheet.signs[1].start].plain.startswith("2 ■ ")
    assert len(sheet.signs[1]) > 1
    assert all(one.stop == two.start for one, two in zip(sheet.signs, sheet.signs[1:], strict=False))


# By key


async def test_opens_at_the_first_page_or_the_one_asked_for(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test() as pilot:
        app = await open_page(pilot)
        assert screen_of(app).page.id == "why"
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        await open_page(pilot, "stop")
        assert app.screen.query_one(PagePane).title_words == "When to stop"
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


async def test_arrows_turn_the_pages_round_and_the_list_follows(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test() as pilot:
        app = await open_page(pilot)
        await press(pilot, "right")
        assert screen_of(app).page.id == "signs"
        assert app.screen.query_one(OptionList).highlighted == 1
        await press(pilot, "left", "left")
        assert screen_of(app).page.id == "sources"
        await press(pilot, "right")
        assert screen_of(app).page.id == "why"


async def test_scrolls_by_line_and_by_screen_and_a_new_page_begins_at_its_top(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test(size=(40, 12)) as pilot:
        app = await open_page(pilot, "training")
        await press(pilot, "down", "down", "up")
        assert scrolled(app) == 1
        await press(pilot, "space")
        assert scrolled(app) == 10
        await press(pilot, "pagedown", "pageup", "pageup")
        assert scrolled(app) == 1
        await press(pilot, "end")
        assert scrolled(app) == app.screen.query_one("#page").max_scroll_y > 10
        await press(pilot, "home")
        assert scrolled(app) == 0
        await press(pilot, "end", "right")
        assert scrolled(app) == 0


async def test_only_what_can_be_done_is_offered(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test(size=(80, 40)) as pilot:
        app = await open_page(pilot, "footwear")
        assert offered(app) == {"page", "back", "keys"}
        await press(pilot, "1")
        assert told(app, "said") == ""
        await press(pilot, *["left"] * 7)
        assert screen_of(app).page.id == "signs"
        assert offered(app) == {"page", "tick", "back", "keys"}
        await pilot.resize_terminal(80, 20)
        await pilot.pause()
        assert "scroll" in offered(app)


async def test_ticks_end_in_a_suggestion_and_can_be_taken_back(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test() as pilot:
        app = await open_page(pilot, "signs")
        assert not app.screen.query_one("#said").display
        await press(pilot, "2", "6")
        assert told(app, "said").startswith("Two of seven: start with balance, 2–3 times a week. [article]")
        assert "2 ■ " in told(app, "text")
        assert "6 ■ " in told(app, "text")
        await press(pilot, "right")
        assert not app.screen.query_one("#said").display
        await press(pilot, "left", "2")
        assert told(app, "said").startswith("One of seven: ")
        await press(pilot, "6", "8")
        assert not app.screen.query_one("#said").display


async def test_a_sign_ticked_from_afar_comes_into_sight(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test(size=(40, 12)) as pilot:
        app = await open_page(pilot, "signs")
        await press(pilot, "7")
        rows, page = screen_of(app)._sheet.signs[6], app.screen.query_one("#page")
        assert scrolled(app) <= rows.start
        assert rows.stop <= scrolled(app) + page.scrollable_content_region.height
        await press(pilot, "1")
        assert scrolled(app) <= screen_of(app)._sheet.signs[0].start


async def test_a_page_turned_right_after_a_tick(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test() as pilot:
        app = await open_page(pilot, "signs")
        screen_of(app).action_tick(6)
        screen_of(app).action_page(1)
        await pilot.pause()
        assert screen_of(app).page.id == "training"


async def test_help_lists_the_keys(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test() as pilot:
        app = await open_page(pilot, "signs")
        await press(pilot, "question_mark")
        screen = app.screen
        assert isinstance(screen, HelpScreen)
        listed = {(each.keys, each.title) for each in screen.commands}
        assert {("→", "Page"), ("←", "Page before"), ("7", "Tick 7"), ("↓ j", "Scroll"), ("esc q o", "Back")} <= listed


# By mouse


async def test_a_click_in_the_list_opens_its_page(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test() as pilot:
        app = await open_page(pilot)
        await pilot.click(OptionList, offset=(3, 3))
        await pilot.pause()
        assert screen_of(app).page.id == "training"


async def test_a_click_ticks_a_sign_on_any_of_its_lines_and_nothing_else(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test() as pilot:
        app = await open_page(pilot, "signs")
        rows = screen_of(app)._sheet.signs[1]
        for row in (rows.start, rows.stop - 1, 0):
            await pilot.click("#text", offset=(5, row))
            await pilot.pause()
            assert set(screen_of(app).ticked) == ({1} if row == rows.start else set())


async def test_without_a_list_the_title_names_the_page_and_turns_it(tmp_path: Path) -> None:
    async with make_app(tmp_path).run_test(size=(40, 12)) as pilot:
        app = await open_page(pilot)
        assert not app.screen.query_one(OptionList).display
        assert told(app, "turn").strip() == "‹ Why it matters ›  1 of 11"
        assert told(app, "text").startswith("At every step")
        await pilot.click("#turn", offset=(18, 0))
        await pilot.pause()
        assert screen_of(app).page.id == "signs"
        await pilot.click("#turn", offset=(1, 0))
        await pilot.pause()
        assert screen_of(app).page.id == "why"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.screen.query_one(PagePane).title_words == "Why it matters"
        assert not app.screen.query_one("#turn").display


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (20, 5), (300, 90)])
async def test_any_size_will_do(tmp_path: Path, size: tuple[int, int]) -> None:
    async with make_app(tmp_path).run_test(size=size) as pilot:
        app = await open_page(pilot, "signs")
        await press(pilot, "7", "right", "down", "space", "end")
        assert screen_of(app).page.id == "training"


# From elsewhere


async def test_the_palette_leads_there_but_not_out_of_a_session(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        (command,) = (item for item in app.get_system_commands(app.screen) if item.title == "About")
        command.callback()
        await pilot.pause()
        assert screen_of(app).page.id == "why"
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test():
        assert "About" not in {item.title for item in app.get_system_commands(app.screen)}
