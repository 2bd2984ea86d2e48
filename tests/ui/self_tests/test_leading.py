"""A self-test led on screen: the trial before stands there in the rest, is corrected, and is on the disk at once."""

from pathlib import Path

import pytest

from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.self_tests.check import CheckScreen
from ankle_tui.ui.self_tests.leading import SelfTestScreen
from ankle_tui.ui.self_tests.screen import SelfTestsScreen
from ankle_tui.ui.self_tests.trial_field import TrialField
from ankle_tui.ui.widgets.keybar import KeyBar
from tests.ui.self_tests.tested import RAISE, STANCE, begin, go, press, self_tests_in, trial
from tests.ui.stage import StillClock, field_of, kept, make_app, move_to, session_of

pytestmark = pytest.mark.slow


def text(app: AnkleApp, name: str) -> str:
    return field_of(app).words(name)


def number(app: AnkleApp) -> str:
    return field_of(app).words("number")


def values(folder: Path) -> list[float]:
    (record,) = self_tests_in(folder)
    return [trial.value for trial in record.trials]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_trial_stands_in_the_rest_until_it_is_right(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await begin(pilot, STANCE)
        assert isinstance(app.screen, SelfTestScreen)
        await pilot.press("left")
        await trial(pilot, 12.4)
        await go(pilot, 3.0)
        assert (number(app), session_of(app).snapshot.phase.kind) == ("12.5", PhaseKind.CHANGE_SIDES)
        assert text(app, "coming").startswith("In 22 s: ")
        assert "right leg" in text(app, "coming")
        assert app.screen.query_one(KeyBar).keys[0].label == "correct"
        await pilot.press("left", "left", "right")
        await pilot.pause()
        assert (number(app), values(tmp_path)) == ("11.5", [11.5])
        assert not self_tests_in(tmp_path)[0].checked
        await go(pilot, 22.5)
        assert (number(app), session_of(app).snapshot.phase.kind) == ("5", PhaseKind.GET_READY)
        await pilot.press("left")
        assert values(tmp_path) == [11.5]


async def test_the_warm_up_is_named_and_the_time_to_come_is_the_longest(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "home", "down", "enter", "enter")
        drawn = "\n".join(field_of(app).lines())
        assert "Warm-up: calf raise" in drawn
        assert " at most" in drawn
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, STANCE)
        drawn = "\n".join(field_of(app).lines())
        assert "Warm-up" not in drawn
        assert " at most" in drawn


async def test_a_trial_that_nobody_ended_stands_at_its_longest(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, STANCE)
        await trial(pilot, None)
        await pilot.pause()
        assert (number(app), values(tmp_path)) == ("45", [45.0])
        assert "the longest" in text(app, "cue")
        await pilot.press("right", *["left"] * 3)
        assert values(tmp_path) == [42.0]


async def test_a_trial_corrected_to_nothing_can_be_brought_back(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, STANCE)
        await trial(pilot, 1.0)
        await pilot.press("left", "left", "left")
        await pilot.pause()
        assert (number(app), self_tests_in(tmp_path)) == ("0", ())
        assert app.screen.query_one(KeyBar).keys[0].label == "correct"
        await pilot.press("right", "right", "right")
        await pilot.pause()
        assert (number(app), values(tmp_path)) == ("3", [3.0])


async def test_reps_are_taken_off_one_by_one(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, RAISE)
        await trial(pilot, 44.1)
        assert number(app) == "22"
        await pilot.press("left")
        assert (number(app), values(tmp_path)) == ("21", [21.0])


async def test_eyes_stay_open_where_a_leg_stood_too_short_but_can_be_corrected_first(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, STANCE)
        for seconds in (20, 16, 20, 16, 20, 12):
            await trial(pilot, seconds)
        assert text(app, "coming").startswith("Under 15 s")
        await pilot.press(*["right"] * 2)
        await pilot.pause()
        assert text(app, "coming").startswith("In 25 s: eyes closed")
        await pilot.press(*["left"] * 2)
        await move_to(pilot, StillClock.time + 30.0)
        assert isinstance(app.screen, CheckScreen)
        assert len(app.screen.query(TrialField)) == 6
    assert values(tmp_path) == [20, 16, 20, 16, 20, 12]


async def test_the_program_may_end_in_the_middle_and_what_there_is_is_kept(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, STANCE)
        await trial(pilot, 30)
        await trial(pilot, 31)
        await go(pilot, 40)
        app.exit()
    (record,) = self_tests_in(tmp_path)
    assert ([trial.value for trial in record.trials], record.checked) == ([30, 31], False)
    assert kept(tmp_path) == ()
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "home", "down", "enter")
        assert isinstance(app.screen, CheckScreen)
        await press(pilot, "down", "down", "2", "9", ".", "5", "escape")
        assert isinstance(app.screen, SelfTestsScreen)
    assert ([trial.value for trial in self_tests_in(tmp_path)[0].trials], self_tests_in(tmp_path)[0].checked) == (
        [30, 31, 29.5],
        False,
    )


@pytest.mark.parametrize(("ending", "there"), [("k", True), ("d", False)])
async def test_a_test_ended_early_is_looked_at_or_taken_back(tmp_path: Path, ending: str, there: bool) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, RAISE)
        await trial(pilot, 30.1)
        await go(pilot, 2)
        await press(pilot, "q", ending)
        assert isinstance(app.screen, CheckScreen if there else SelfTestsScreen)
    assert bool(self_tests_in(tmp_path)) is there


async def test_without_a_trial_nothing_is_kept(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, RAISE)
        await press(pilot, "q", "k")
        assert isinstance(app.screen, SelfTestsScreen)
    assert not self_tests_in(tmp_path)
