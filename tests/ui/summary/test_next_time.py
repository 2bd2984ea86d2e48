"""What the next time asks for, at the end of a session, and what pain makes of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Standing, after
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.ui.about.screen import AboutScreen
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.summary.next_time import next_lines, with_ladder
from ankle_tui.ui.summary.screen import Lines, Stop, SummaryScreen
from ankle_tui.ui.summary.summary_wording import WHEN_TO_STOP, pain_words
from ankle_tui.ui.widgets.note import Note
from tests.builders import shipped
from tests.training import BALANCE, CALF, HOPS, WALK, session, sets_of
from tests.ui.stage import kept, make_app, make_plan, move_to
from tests.ui.test_snapshots import Compare, named, settled
from tests.ui.training import put_history

OPEN = "eyes-open-firm"
ONCE = [session(3, sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12), sets_of(WALK, "steps", 2, 10))]
"""Everything a newcomer begins with, done once."""
STRETCH = sets_of("knee-to-wall", "standing", 3, 30)


def said(app: AnkleApp) -> list[str]:
    return app.screen.query_one("#next", Lines).text


def stop(app: AnkleApp) -> list[str]:
    shown = app.screen.query_one("#stop", Stop)
    return str(shown.render()).splitlines() if shown.display else []


def page(app: AnkleApp) -> str:
    assert isinstance(app.screen, AboutScreen)
    return app.screen.page.id


def left_by(record: SessionRecord, *before: SessionRecord) -> list[Standing]:
    return with_ladder(after(shipped(), before, record, level=Level.BEGINNER))


def announced(record: SessionRecord) -> list[str]:
    """The lines of what comes after `record`, as wide as in a panel."""
    return [line.plain for line in next_lines(left_by(record, *ONCE), 29)]


def test_doses_end_in_one_column_also_behind_wide_letters() -> None:
    walk, calf = left_by(session(3, sets_of(WALK, "steps", 2, 10), sets_of(CALF, "both-legs", 3, 12)))
    wide = walk._replace(exercise=replace(walk.exercise, name="踵歩き", short="踵"))
    first, _, second, _ = next_lines([wide, calf], 40)
    assert first.cell_length == second.cell_length == 40
    assert first.plain.endswith("2 × 10")


async def test_the_next_time_is_announced_and_pain_makes_it_easier_at_once(tmp_path: Path) -> None:
    put_history(tmp_path, ONCE)
    app = make_app(tmp_path, plan=make_plan(BALANCE, CALF, "knee-to-wall"))
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        record = kept(tmp_path)[-1]
        assert said(app) == announced(record)
        assert stop(app) == []
        await pilot.press("s", "down", "4")  # nothing to read yet
        await pilot.pause()
        assert said(app) == announced(replace(record, pain=4))
        assert [standing.move for standing in left_by(replace(record, pain=4), *ONCE)] == [Move.HOLD, Move.DOWN]
        (told,) = stop(app)
        assert told.startswith(pain_words(80, easier=True))
        assert told.endswith(WHEN_TO_STOP)
        await pilot.press("o")
        assert page(app) == "stop"
        await pilot.press("escape")
        await pilot.click("#stop")
        assert page(app) == "stop"
        await pilot.press("escape", "3")
        await pilot.pause()
        assert said(app) == announced(replace(record, pain=3))
        assert stop(app) == []
        await pilot.press("9", "tab", "tab", "tab", "s")  # a letter of the note
        assert app.screen.query_one(Note).value == "s"
        for size in ((1, 1), (30, 8), (40, 12)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.screen.query_one("#note").region.bottom <= 11  # where the focus is, it has been scrolled to
        await pilot.press("enter")
    assert kept(tmp_path)[-1].pain == 9


async def test_a_demonstration_announces_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE), speed=10.0)
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert not app.screen.query("#next")


def test_a_step_up_says_why_and_the_last_reasons_go_first_where_there_is_no_room() -> None:
    high = (sets_of(BALANCE, OPEN, 2, 30), sets_of(HOPS, "both-feet", 2, 10))
    found = left_by(session(3, *high, STRETCH), session(0, *high))
    lines = [line.plain for line in next_lines(found, 40)]
    assert [line.split()[-1] for line in lines[::2]] == ["s", "s"]
    assert all(line.startswith("▲ up: ") for line in lines[1::2])
    assert len(next_lines(found, 40, most=3)) == 3
    assert len(next_lines(found, 40, most=2)) == 2
    assert [line.plain for line in next_lines(found, 40, apart=True)].count("") == 1
    (short, *_) = next_lines(found, 20)
    assert short.plain.startswith("balance ")


def test_an_exercise_that_is_always_the_same_is_not_announced() -> None:
    assert left_by(session(0, STRETCH)) == []


@pytest.mark.parametrize("size", [(80, 24)], ids=named)
def test_summary_with_pain(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    better = tuple(replace(item, done=29.0) if item.exercise == BALANCE else item for item in ONCE[0].sets)
    put_history(tmp_path, [replace(ONCE[0], sets=better)])
    app = settled(make_app(tmp_path, plan=make_plan(BALANCE, CALF, WALK)))

    async def run(pilot: Pilot[None]) -> None:
        await move_to(pilot, 10_000)
        for key in ("7", "down", "4"):
            await pilot.press(key)
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=run)
