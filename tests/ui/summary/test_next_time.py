"""What the next time asks for, at the end of a session, and what pain makes of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Standing, after
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.ui.about.screen import AboutScreen
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.summary.next_time import next_brief, next_lines, with_ladder
from ankle_tui.ui.summary.screen import SummaryScreen
from ankle_tui.ui.summary.summary_wording import WHEN_TO_STOP, pain_words
from ankle_tui.ui.widgets.note import Note
from tests.builders import shipped
from tests.training import BALANCE, BAND, CALF, HOPS, WALK, session, sets_of
from tests.ui.stage import kept, make_app, make_plan, move_to
from tests.ui.test_snapshots import Compare, named, settled
from tests.ui.training import put_history

OPEN = "eyes-open-firm"
ONCE = [session(3, sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12), sets_of(WALK, "steps", 2, 10))]
"""Everything a newcomer begins with, done once."""
STRETCH = sets_of("knee-to-wall", "standing", 3, 30)


def said(app: AnkleApp, name: str = "next") -> list[str]:
    shown = app.screen.query_one(f"#{name}", Static)
    return str(shown.render()).splitlines() if shown.display else []


def page(app: AnkleApp) -> str:
    assert isinstance(app.screen, AboutScreen)
    return app.screen.page.id


def left_by(record: SessionRecord, *before: SessionRecord) -> list[Standing]:
    return with_ladder(after(shipped(), before, record, level=Level.BEGINNER))


def announced(record: SessionRecord) -> list[str]:
    """The lines of what comes after `record`, at the usual width."""
    return [line.plain for line in next_lines(left_by(record, *ONCE), 78)]


def test_doses_stand_below_each_other_also_behind_wide_letters() -> None:
    walk, calf = left_by(session(3, sets_of(WALK, "steps", 2, 10), sets_of(CALF, "both-legs", 3, 12)))
    wide = replace(walk, exercise=replace(walk.exercise, name="踵歩き", short="踵"))
    first, second = next_lines([wide, calf], 80)
    columns = [line[: line.plain.index(dose)].cell_length for line, dose in ((first, "2 × 10"), (second, "3 × 12"))]
    assert len(set(columns)) == 1


async def test_the_next_time_is_announced_and_pain_makes_it_easier_at_once(tmp_path: Path) -> None:
    put_history(tmp_path, ONCE)
    app = make_app(tmp_path, plan=make_plan(BALANCE, CALF, "knee-to-wall"))
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        record = kept(tmp_path)[-1]
        assert said(app) == announced(record)
        assert said(app, "stop") == []
        await pilot.press("s", "down", "4")  # nothing to read yet
        await pilot.pause()
        assert said(app) == announced(replace(record, pain=4))
        assert [standing.move for standing in left_by(replace(record, pain=4), *ONCE)] == [Move.HOLD, Move.DOWN]
        (stop,) = said(app, "stop")
        assert stop.startswith(pain_words(80, easier=True))
        assert stop.endswith(WHEN_TO_STOP)
        await pilot.press("o")
        assert page(app) == "stop"
        await pilot.press("escape")
        await pilot.click("#stop")
        assert page(app) == "stop"
        await pilot.press("escape", "3")
        await pilot.pause()
        assert said(app) == announced(replace(record, pain=3))
        assert said(app, "stop") == []
        await pilot.press("9", "tab", "s")  # a letter of the note
        assert app.screen.query_one(Note).value == "s"
        for size in ((1, 1), (30, 8), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.screen.query_one("#note").region.bottom <= 11
        await pilot.press("enter")
    assert kept(tmp_path)[-1].pain == 9


async def test_a_demonstration_announces_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE), speed=10.0)
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert said(app) == []


def test_names_are_short_where_there_is_no_room_and_many_are_told_in_brief() -> None:
    high = (sets_of(BALANCE, OPEN, 2, 30), sets_of(HOPS, "both-feet", 2, 10))
    found = left_by(session(3, *high, STRETCH), session(0, *high))
    wide, middle, narrow = ([line.plain for line in next_lines(found, width)] for width in (90, 76, 36))
    assert wide == [
        "Next time  Single-leg balance  45 s · up: 30 s good twice",
        "           Lateral hops        20 s · up: 10 s good twice",
    ]
    assert middle[0].startswith("Next time  Single-leg balance")
    assert narrow == ["Next time: balance 45 s ↑ ·", "hops 20 s ↑"]
    many = [*high, sets_of(CALF, "both-legs", 3, 12), sets_of(WALK, "steps", 2, 10), sets_of(BAND, "four-way", 1, 10)]
    (told,) = next_lines(left_by(session(3, *many)), 90)
    assert told.plain == "Next time: balance 30 s · hops 10 s · calves 3×12 · walks 2×10 · band 1×10"
    assert next_brief([], 40) == []


def test_an_exercise_that_is_always_the_same_is_not_announced() -> None:
    assert left_by(session(0, STRETCH)) == []


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=named)
def test_summary_with_pain(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    better = tuple(replace(item, done=29.0) if item.exercise == BALANCE else item for item in ONCE[0].sets)
    put_history(tmp_path, [replace(ONCE[0], sets=better)])
    app = settled(make_app(tmp_path, plan=make_plan(BALANCE, CALF, WALK)))

    async def run(pilot: Pilot[None]) -> None:
        await move_to(pilot, 10_000)
        for key in ("7", "down", *(["4"] if size[0] == 80 else [])):
            await pilot.press(key)
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
