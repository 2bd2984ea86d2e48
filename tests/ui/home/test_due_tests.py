"""Self-tests on Home: one line where nothing more important is said, put off by one key, opened by another."""

from pathlib import Path

import pytest

from ankle_tui.core.history.records import Feel
from ankle_tui.core.self_tests.due import Against
from ankle_tui.core.self_tests.protocols import SHOES, ConditionId
from ankle_tui.core.self_tests.self_test_wording import against_words
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.home_wording import due_piece
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.self_tests.beginning import RulesScreen
from ankle_tui.ui.self_tests.check import CheckScreen
from ankle_tui.ui.self_tests.screen import SelfTestsScreen
from ankle_tui.ui.widgets.line import TextLine
from tests.ui.home.on_home import line, title
from tests.ui.self_tests.tested import WALL, block, press, put_tests, self_tests_in
from tests.ui.stage import EVENING, make_app


def text(app: AnkleApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", TextLine).text


def test_the_line_names_the_keys_and_is_short_where_there_is_no_room() -> None:
    assert due_piece("Test due: 8 min", "b", "x") == (
        "Test due: 8 min. b opens, x puts it off a week.",
        "test due: b",
    )
    assert due_piece("", "b", "x") == ()


def said(app: AnkleApp) -> str:
    """The line of its own, and the title of the session."""
    return f"{line(app)} {title(app)}"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (40, 24)])
async def test_one_line_offers_tests_until_they_are_put_off(tmp_path: Path, size: tuple[int, int]) -> None:
    put_tests(tmp_path, blocks=[block(0)])
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "est due" in title(app)  # the line is that of a question
        await press(pilot, "n")
        assert "est due" in said(app)
        await press(pilot, "f")
        assert "est due" not in said(app)  # sore
        await press(pilot, "f", "f")
        assert "est due" in said(app)
        await press(pilot, "x")
        assert "est due" not in said(app)
        assert app.settings.tests_put_off == EVENING.date()
        chosen = app.screen.desk.state.selection  # type: ignore[attr-defined]
        await press(pilot, "x")
        assert app.screen.desk.state.selection is chosen  # type: ignore[attr-defined]


async def test_without_a_block_nothing_is_offered_but_the_key_opens_them(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "est due" not in said(app)
        await press(pilot, "x")
        assert app.settings.tests_put_off is None
        await press(pilot, "b")
        assert isinstance(app.screen, SelfTestsScreen)


async def test_how_the_legs_feel_on_home_holds_among_the_tests(tmp_path: Path) -> None:
    put_tests(tmp_path, blocks=[block(0)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "b")
        assert "sore" in text(app, "told")


async def test_put_off_before_today_is_over_after_a_week(tmp_path: Path) -> None:
    put_tests(tmp_path, blocks=[block(0)])
    app = make_app(tmp_path, settings=Settings(tests_put_off=EVENING.date().fromordinal(EVENING.toordinal() - 7)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "est due" in said(app)


@pytest.mark.parametrize("leaves", [True, False])
async def test_a_program_started_for_a_test_shows_its_rules_and_ends_with_it(tmp_path: Path, leaves: bool) -> None:
    app = make_app(tmp_path, self_test=WALL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, RulesScreen)
        if leaves:
            await press(pilot, "escape")
        else:
            await press(pilot, "enter", "1", "1", "down", "1", "2", "enter", "enter")
            assert not isinstance(app.screen, CheckScreen)
            await press(pilot, "escape")
        assert not any(isinstance(screen, HomeScreen) for screen in app.screen_stack)
    assert app._exit
    assert len(self_tests_in(tmp_path)) == (0 if leaves else 1)


async def test_what_was_said_at_the_start_of_a_test_holds_in_it(tmp_path: Path) -> None:
    app = make_app(tmp_path, self_test=WALL, conditions={ConditionId.FOOTWEAR: SHOES}, feel=Feel.SORE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert text(app, "said") == against_words(Against.SORE)
        await press(pilot, "enter", "1", "1", "down", "1", "2", "enter", "enter", "escape")
    (record,) = self_tests_in(tmp_path)
    assert record.conditions[ConditionId.FOOTWEAR] == SHOES
