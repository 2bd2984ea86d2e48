"""Block and self-tests on screen: the list, the rules, a typed test, a result; amended, deleted, brought back."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.due import Against
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.self_test_wording import against_words, hop_words
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.about.screen import AboutScreen
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.self_tests.beginning import RulesScreen
from ankle_tui.ui.self_tests.check import CheckScreen
from ankle_tui.ui.self_tests.result import ResultScreen
from ankle_tui.ui.self_tests.screen import DONE, FIRST_DONE, SelfTestsScreen
from ankle_tui.ui.self_tests.trial_field import TrialField
from ankle_tui.ui.self_tests.trial_wording import NEW_SERIES, NONE_DUE, NOT_CHECKED, NOTHING_YET
from ankle_tui.ui.widgets.bignum import BigNumber
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.virtual_list import VirtualList
from tests.ui.self_tests.tested import block, press, put_tests, raises, self_tests_in, stance, walls
from tests.ui.stage import EVENING, make_app, press_later, shows


def text(app: AnkleApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", TextLine).text


def seen(app: AnkleApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).render())


def page(app: AnkleApp) -> str:
    assert isinstance(app.screen, AboutScreen)
    return app.screen.page.id


def rows(app: AnkleApp) -> list[tuple[str, str]]:
    """Head and tail of each row."""
    found = app.screen.query_one(VirtualList)
    return [(row.head.strip(), row.tail) for row in map(found.row, range(found.count))]


async def test_a_click_on_the_heading_of_the_tests_done_opens_nothing(tmp_path: Path) -> None:
    put_tests(tmp_path, walls(52, 9, 10), raises(52, 15, 24))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "end")
        before = app.screen.query_one(VirtualList).cursor
        await pilot.click(VirtualList, offset=(3, DONE))
        await pilot.pause()
        assert shows(app, SelfTestsScreen)
        assert app.screen.query_one(VirtualList).cursor == before
        await pilot.click(VirtualList, offset=(3, FIRST_DONE))
        await pilot.pause()
        assert shows(app, ResultScreen)


async def test_the_list_begins_at_what_is_due_and_ends_with_what_was_done(tmp_path: Path) -> None:
    put_tests(tmp_path, walls(52, 9, 10), raises(52, 15, 24), blocks=[block(53)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b")
        assert shows(app, SelfTestsScreen)
        assert rows(app) == [
            ("Knee to wall", "due"),
            ("One-leg stance", ""),
            ("Heel raise", "due"),
            ("Side hop", "later"),
            ("Done", ""),
            ("Thu 1 Oct", "practice"),
            ("Thu 1 Oct", "practice"),
        ]
        listed = app.screen.query_one(VirtualList)
        await press(pilot, "end", "up", "up")
        assert listed.cursor == 3
        assert hop_words() in seen(app, "about")
        await press(pilot, "down")
        assert listed.cursor == 5
        await press(pilot, "b")
        assert shows(app, HomeScreen)


async def test_a_click_on_the_heading_opens_nothing(tmp_path: Path) -> None:
    put_tests(tmp_path, walls(52, 9, 10))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "home")
        listed = app.screen.query_one(VirtualList)
        await pilot.click(VirtualList, offset=(3, 4))
        await pilot.pause()
        assert shows(app, SelfTestsScreen)
        assert listed.cursor == 0
        await pilot.click(VirtualList, offset=(3, 5))
        await pilot.pause()
        assert shows(app, ResultScreen)


async def test_a_distance_is_kept_as_soon_as_it_is_typed(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "home", "enter", "enter")
        assert shows(app, CheckScreen)
        await press(pilot, "enter")
        assert text(app, "said") == NOTHING_YET
        await pilot.press("1", "2", ",", "3")
        assert not self_tests_in(tmp_path)
        await press(pilot, "down", "right", "right", "down")
        (record,) = self_tests_in(tmp_path)
        assert [(trial.side, trial.value) for trial in record.trials] == [(Side.LEFT, 12.5), (Side.RIGHT, 13.0)]
        assert not record.checked
        await press(pilot, "right", "backspace", "up", "9", "9", "left", *["down"] * 5, "1", "0", "enter")
        assert shows(app, ResultScreen)
        assert [app.screen.query_one(f"#number-{side}", BigNumber).value for side in Side] == ["12.5", "8.5"]
        (record,) = self_tests_in(tmp_path)
        assert ([trial.value for trial in record.trials], record.pain, record.checked) == ([12.5, 8.5], 10, True)
        await press(pilot, "escape")
        assert shows(app, SelfTestsScreen)


async def test_enter_leads_from_a_typed_distance_to_the_next_and_keeps_the_last(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "home", "enter", "enter")
        for value in ("7", "8", "9", "7"):
            await press(pilot, value, "enter")
        assert shows(app, CheckScreen)
        await press(pilot, "enter")  # no more of them
        assert shows(app, ResultScreen)
    (record,) = self_tests_in(tmp_path)
    left, right = Side
    assert [(each.side, each.value) for each in record.trials] == [(left, 7), (right, 8), (left, 9), (right, 7)]


async def test_other_conditions_begin_another_series_and_that_is_said(tmp_path: Path) -> None:
    put_tests(tmp_path, walls(20, 9, 10))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "home", "enter")
        assert shows(app, RulesScreen)
        assert text(app, "said") == ""
        await press(pilot, "right")
        assert text(app, "said") == NEW_SERIES
        await press(pilot, "o")
        assert page(app) == "test-figures"
        await press(pilot, "escape", "enter", "1", "1", "down", "enter")
        assert shows(app, ResultScreen)
        *_, last = sorted(self_tests_in(tmp_path), key=lambda record: record.day)
        assert last.conditions == {"first_leg": "left", "footwear": "shoes"}


async def test_the_hop_cannot_begin_before_its_time_and_nothing_with_pain(tmp_path: Path) -> None:
    put_tests(tmp_path, walls(1, 9, 10, pain=5), blocks=[block(1)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b")
        assert text(app, "told") == against_words(Against.PAIN)
        for test in ("home", "down"):
            await press(pilot, test, "enter", "enter")
            assert shows(app, RulesScreen)
            assert text(app, "said") == against_words(Against.PAIN)
            await press(pilot, "escape")


async def test_a_test_done_is_opened_amended_deleted_and_brought_back(tmp_path: Path) -> None:
    put_tests(tmp_path, raises(50, 15, 24), raises(45, 15, 23), raises(3, 24, 33, pain=2))
    app = make_app(tmp_path, settings=Settings(age=AgeBand.THIRTIES, sex=Sex.MALE))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "end", "up", "up", "enter")
        assert shows(app, ResultScreen)
        shown = seen(app, "head"), seen(app, "table"), seen(app, "meaning")
        assert "32 reps" in shown[0]
        assert "before     15" in shown[1]
        assert "behind" in shown[2]
        await press(pilot, "o")
        assert page(app) == "stop"
        await press(pilot, "escape", "e")
        await press(pilot, "right", *["down"] * 5, "right", "down", "left", "down", *"both tired", "enter")
        (record, *_) = (one for one in self_tests_in(tmp_path) if one.pain is not None)
        assert ([trial.value for trial in record.trials], record.note, record.rev) == ([25, 33], "both tired", 2)
        assert (record.conditions["first_leg"], record.conditions["surface"]) == ("right", "wedge")
        assert (EVENING.date() - record.day).days == 4
        assert "both tired" in seen(app, "meaning")
        await press(pilot, "x")
        assert len(self_tests_in(tmp_path)) == 2
        await press(pilot, "u")
        assert len(self_tests_in(tmp_path)) == 3
        await press(pilot, "escape", "x")
        assert len(self_tests_in(tmp_path)) == 2
        await press(pilot, "u")
        assert len(self_tests_in(tmp_path)) == 3
        assert shows(app, SelfTestsScreen)


async def test_practice_stands_in_grey_and_is_called_so(tmp_path: Path) -> None:
    put_tests(tmp_path, stance(9, 40, 8), stance(2, 41, 9, checked=False))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b")
        assert [tail for _, tail in rows(app)] == ["", NOT_CHECKED, "", "later", "", NOT_CHECKED, "practice"]
        assert text(app, "told") == NONE_DUE
        await press(pilot, "end", "enter")
        assert shows(app, ResultScreen)
        assert app.screen.has_class("-practice")
        assert (seen(app, "head") + seen(app, "meaning")).count("ractice") == 1
        assert [app.screen.query_one(f"#number-{side}", BigNumber).value for side in Side] == ["8", "10"]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_rules_are_seen_from_their_beginning(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "b", "home", "down", "enter")
        sheet = app.screen.query_one("#sheet")
        assert sheet.scroll_offset.y == 0
        await press(pilot, "space")
        assert sheet.scroll_offset.y == (0 if size == (80, 24) else 9)


async def test_digits_of_a_trial_are_rubbed_out_and_no_value_exceeds_the_longest(tmp_path: Path) -> None:
    put_tests(tmp_path, stance(2, 41, 9, checked=False))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_later(pilot, "b")
        await press(pilot, "home", "down", "enter")
        field = app.screen.query(TrialField).first()
        shown = []
        keys = ("4", "5", "6", ".", ".", *["backspace"] * 3, "right", "left", "left", "3", "down")
        for key in keys:
            await pilot.press(key)
            shown.append(field.words)
        typed, stepped = ["4_", "45_", "45_", "45._", "45._", "45_", "4_", "–"], ["41 s", "40.5 s", "40 s", "3_", "3 s"]
        assert shown == typed + stepped
        await pilot.press("up", *["left"] * 7)
        assert field.words == "–"
        await pilot.press(*["right"] * 99)
        assert field.words == "45 s"


async def test_amending_leaves_what_this_version_does_not_know(tmp_path: Path) -> None:
    odd = [Trial(Side.LEFT, 7.0, "on-foam"), Trial(Side.LEFT, 7.0, "on-foam")]
    known = raises(3, 24, 33)
    conditions = {"surface": "sand", "first_leg": "left", "footwear": "socks", "ground": 3}
    put_tests(tmp_path, replace(known, trials=(odd[0], *reversed(known.trials), odd[1]), conditions=conditions))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "end", "enter", "e", "enter")
        assert self_tests_in(tmp_path)[0].rev == known.rev, "nothing was changed"
        await press(pilot, "e", "right", *["down"] * 3, "right", "enter")
    (record,) = self_tests_in(tmp_path)
    assert [trial.value for trial in record.trials] == [7, 33, 25, 7]
    assert record.conditions == conditions | {"footwear": "shoes"}


async def test_a_test_of_unknown_parts_alone_can_be_looked_at(tmp_path: Path) -> None:
    odd = Trial(Side.LEFT, 7.0, "on-foam")
    put_tests(tmp_path, replace(raises(3, 24, 33, checked=False), trials=(odd,)))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "end", "enter")
        assert isinstance(app.screen, CheckScreen)
        await press(pilot, "2", "0", "enter")
    assert self_tests_in(tmp_path)[0].trials == (odd, Trial(Side.LEFT, 20.0))


async def test_a_test_dated_to_come_changes_no_result(tmp_path: Path) -> None:
    put_tests(tmp_path, *(raises(ago, 20, 40, pain=2) for ago in (30, 20, -10)))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "end", "up", "enter")
        assert shows(app, ResultScreen)
        assert "behind" not in seen(app, "meaning")


async def test_no_seconds_are_no_trial_while_no_distance_is_one(tmp_path: Path) -> None:
    put_tests(tmp_path, stance(2, 41, 9, checked=False), walls(2, 9, 9, checked=False))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        for test, expected in (("down", (None, None)), ("up", (0, 0))):
            await press(pilot, "b" if test == "down" else "home", *(["home"] if test == "down" else []))
            await press(pilot, *(["down"] if test == "down" else []), "enter")
            field = app.screen.query(TrialField).first()
            await pilot.press("0")
            typed = field.value
            await pilot.press("backspace", "1", "left", "left")
            assert (typed, field.value) == expected
            await press(pilot, "escape")
