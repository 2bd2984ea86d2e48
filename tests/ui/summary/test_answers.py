"""What the summary asks: touches of each leg, effort, pain and which ankle."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Level, Side
from ankle_tui.core.history.records import SessionRecord, Touches
from ankle_tui.core.history.touches import touches
from ankle_tui.ui.answers.answers import Answers
from ankle_tui.ui.answers.score import PainScore, Score
from ankle_tui.ui.answers.touch_field import TouchField
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.summary.screen import SummaryScreen
from ankle_tui.ui.widgets.field import CountField
from tests.training import BALANCE, HOPS, OPEN, session, sets_of, stand
from tests.ui.stage import kept, make_app, make_plan, move_to
from tests.ui.test_snapshots import Compare, named, settled

pytestmark = pytest.mark.slow

SIDES = tuple(Side)
TOUCHES = ("down", "down")
"""From effort to the left leg's touches."""


async def summary(pilot: Pilot[None], *keys: str) -> None:
    """Go to the end of the session, then press keys."""
    await move_to(pilot, 10_000)
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


async def recorded(folder: Path, *keys: str, exercise: str = BALANCE) -> SessionRecord:
    """The session as the history has it after some keys in its summary."""
    app = make_app(folder, plan=make_plan(exercise))
    async with app.run_test(size=(80, 24)) as pilot:
        await summary(pilot, *keys, "enter")
    (record,) = kept(folder)
    return record


def shown(app: AnkleApp) -> list[str]:
    return [field.words for field in app.screen.query(CountField)]


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ((), None),
        (("2",), None),
        (("2", "down", "0"), Touches(2, 0)),
        (("1", "2", "down", "right"), Touches(12, 0)),
        (("1", "2", "backspace", "down", "3", "left"), Touches(1, 2)),
        (("0", "left", "down", "1"), None),
    ],
    ids=["open", "one leg", "both", "by arrow", "corrected", "opened again"],
)
async def test_touches_are_counted_only_where_both_legs_are_answered(
    tmp_path: Path, keys: Sequence[str], answer: Touches | None
) -> None:
    record = await recorded(tmp_path, *TOUCHES, *keys)
    assert record.touches == answer
    assert all(item.foot_downs is None for item in record.sets)


async def test_what_was_counted_by_key_stands_there_and_is_overruled_by_an_answer(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE))
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 15.0)
        await pilot.press("f", "f")
        await summary(pilot, "7")
        assert shown(app) == ["2", "0"]
        await pilot.press(*TOUCHES, "backspace", "4", "enter")
    (record,) = kept(tmp_path)
    assert (record.touches, record.effort) == (Touches(4, 0), 7)


async def test_what_was_counted_by_key_and_left_alone_is_no_answer(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE))
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 15.0)
        await pilot.press("f")
        await summary(pilot, "7", "enter")
    (record,) = kept(tmp_path)
    assert (record.touches, touches(record)) == (None, Touches(1, 0))


async def test_only_the_leg_that_held_is_asked_for(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE))
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 50.0)
        await pilot.press("q", "k")
        await pilot.pause()
        assert len(shown(app)) == 1
        await pilot.press(*TOUCHES, "3", "enter")
    assert kept(tmp_path)[0].touches == Touches(3, 0)


async def test_without_holds_nothing_is_asked(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(HOPS))
    async with app.run_test(size=(80, 24)) as pilot:
        await summary(pilot)
        assert isinstance(app.screen, SummaryScreen)
        assert shown(app) == []


@pytest.mark.parametrize(
    ("keys", "pain", "side"),
    [
        (("3",), 3, None),
        (("3", "s"), 3, Side.LEFT),
        (("3", "s", "s"), 3, Side.RIGHT),
        (("3", "s", "s", "s"), 3, None),
        (("s", "3"), 3, None),
        (("3", "s", "0"), 0, None),
        (("3", "s", "backspace"), None, None),
    ],
)
async def test_pain_may_have_a_side(tmp_path: Path, keys: Sequence[str], pain: int | None, side: Side | None) -> None:
    record = await recorded(tmp_path, "down", *keys)
    assert (record.pain, record.pain_side) == (pain, side)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
async def test_a_click_on_a_number_takes_that_number(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE))
    async with app.run_test(size=size) as pilot:
        await summary(pilot)
        for score in app.screen.query(Score):
            score.scroll_visible(animate=False)
            await pilot.pause()
            inside = score.content_region.x - score.region.x
            for number in (0, 1, 5, 10, 0):
                await pilot.click(score, offset=(inside + score._column + number * score._cell + score._cell // 2, 0))
                assert score.value == number, score
        for field in app.screen.query(TouchField):
            field.scroll_visible(animate=False)
            await pilot.pause()
            inside = field.content_region.x - field.region.x
            for number in (0, 2, 1):
                await pilot.click(field, offset=(inside + field.LABEL + number * field._cell + field._cell // 2, 0))
                assert field._count == number, field


async def test_a_one_and_a_later_nought_are_a_nought(tmp_path: Path) -> None:
    score = Score("Effort", ["none"] * 11)
    for moment, digit, value in ((0.0, "1", 1), (0.3, "0", 10), (5.0, "1", 1), (9.0, "0", 0)):
        event = events.Key(digit, digit)
        event.time = moment
        score.on_key(event)
        assert score.value == value


async def test_a_click_behind_the_numbers_names_the_ankle(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(HOPS))
    async with app.run_test(size=(80, 24)) as pilot:
        await summary(pilot, "down", "4")
        pain = app.screen.query_one(PainScore)
        await pilot.click(pain, offset=(pain.size.width - 5, 0))
        assert pain.side is Side.LEFT


async def waiting(pilot: Pilot[None]) -> Answers:
    """Show the summary again as where a harder variation waits for touches."""
    await summary(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SummaryScreen)
    pilot.app.pop_screen()
    waits = stand(BALANCE, session(0, sets_of(BALANCE, OPEN, 2, 60, touches=None)), level=Level.EXPERIENCED)
    assert waits.asks_touches
    await pilot.app.push_screen(SummaryScreen(screen._session_runner, {}, after=lambda _: [waits], legs=SIDES))
    await pilot.pause()
    return pilot.app.screen.query_one(Answers)


async def test_touches_come_first_where_a_harder_variation_waits_for_them(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE))
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await waiting(pilot)
        assert app.focused is answers.query_one("#touches-left")
        await pilot.press("0", "down", "1", "down", "6")
        await pilot.pause()
        given = answers.given(kept(tmp_path)[0])
        assert (given.touches, given.effort) == (Touches(0, 1), 6)


@pytest.mark.parametrize("size", [(40, 12)], ids=named)
def test_summary_that_waits_for_touches(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    app = settled(make_app(tmp_path, plan=make_plan(BALANCE)))

    async def run(pilot: Pilot[None]) -> None:
        await waiting(pilot)
        for key in ("2", "down"):
            await pilot.press(key)
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
