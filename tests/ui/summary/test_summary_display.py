"""What each leg did against its target, and how it is drawn, checked without a screen."""

from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import History, Outcome, SessionRecord, Touches
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.ui.summary.done_panel import FULL, REST, done_lines
from ankle_tui.ui.summary.figures import DONE, big_figures, figure_lines, week_lines
from ankle_tui.ui.summary.summary_display import LONGEST_HOLD, work_done
from tests.training import BALANCE, BAND, CALF, OPEN, WALK, session, sets_of

HOLDS = {BALANCE}


def held(left: tuple[float, float], right: tuple[float, float], **changes: object) -> SessionRecord:
    """Two holds of 60 seconds of each leg; 0 for one that was skipped."""
    done = {(Side.LEFT, 1): left[0], (Side.LEFT, 2): left[1], (Side.RIGHT, 1): right[0], (Side.RIGHT, 2): right[1]}
    sets = [
        replace(
            item,
            done=seconds,
            outcome=Outcome.DONE if seconds >= item.target else Outcome.SHORT if seconds else Outcome.SKIPPED,
        )
        for item in sets_of(BALANCE, OPEN, 2, 60, touches=None)
        for seconds in [done[item.side or Side.LEFT, item.number]]
    ]
    return replace(session(0, sets), **changes)  # type: ignore[arg-type]


def rows(record: SessionRecord) -> list[str]:
    return [row.words for each in work_done(record, {}, HOLDS) for row in each.rows]


def test_a_hold_is_measured_by_its_longest_set_and_says_which_fell_short() -> None:
    assert rows(held((7.5, 0), (60, 60))) == ["left 7 of 60 s (set 1: 7.5 s, set 2 skipped)", "right 60 of 60 s"]
    (balance,) = work_done(held((60, 60), (60, 60)), {BALANCE: "Balance"}, HOLDS)
    assert (balance.name, balance.measure) == ("Balance", LONGEST_HOLD)
    assert rows(held((0, 0), (60, 60)))[0] == "left 0 of 60 s (not done)"


def test_touches_stand_beside_the_leg_once_they_are_known() -> None:
    answered = held((60, 60), (60, 60), touches=Touches(2, 0))
    assert rows(answered) == ["left 60 of 60 s (2 touches)", "right 60 of 60 s (no touch)"]
    counted = replace(
        answered, touches=None, sets=tuple(replace(item, foot_downs=int(item.number == 1)) for item in answered.sets)
    )
    assert rows(counted) == ["left 60 of 60 s (1 touch)", "right 60 of 60 s (1 touch)"]


def test_reps_and_steps_are_added_up_over_sets_and_parts() -> None:
    calf, walk = sets_of(CALF, "one-leg", 2, 10), sets_of(WALK, "steps", 2, 12)
    found = rows(
        session(
            0,
            [replace(item, done=8.0, outcome=Outcome.SHORT) if at == 3 else item for at, item in enumerate(calf)],
            walk,
        )
    )
    assert found[0] == "left 20 of 20"
    assert found[1] == "right 18 of 20 (set 2: 8)"
    assert found[2].endswith(" of 48") or found[2].endswith(" of 24")


def test_a_bar_is_full_only_when_all_was_done() -> None:
    done = work_done(held((59.9, 0), (60, 60)), {BALANCE: "Balance"}, HOLDS)
    for width in (30, 39, 74):
        name, left, right = (line.plain for line in done_lines(done, width))
        assert name.startswith("Balance")
        assert left.count(REST) == 1
        assert FULL in left
        assert REST not in right
        assert max(map(len, (left, right))) <= width


def test_where_there_are_too_many_the_last_ones_take_one_line() -> None:
    record = session(
        0, sets_of(BALANCE, OPEN, 2, 60), sets_of(CALF, "one-leg", 2, 10), sets_of(BAND, "four-way", 1, 10)
    )
    done = work_done(record, {BALANCE: "Balance", CALF: "Calf raise", BAND: "Band"}, HOLDS)
    assert len(done_lines(done, 39)) == 9
    assert len(done_lines(done, 39, apart=True)) == 11
    short = [line.plain for line in done_lines(done, 39, most=7)]
    assert len(short) == 7
    assert short[-1].startswith("Band")
    assert "left 40, right 40" in short[-1]
    assert len(done_lines(done, 39, most=1)) == 3


@pytest.mark.parametrize(("width", "rows"), [(74, 3), (114, 5)])
def test_the_figures_stand_beside_the_week_whose_day_is_filled(width: int, rows: int) -> None:
    record = held((60, 60), (60, 60))
    week = Calendar(History((record,)), Rules(), record.day)
    days = week_lines(week, 3, streaks=True)
    assert DONE in days[-1].plain
    assert not any("streak" in line.plain for line in week_lines(week, 3, streaks=False))
    lines = figure_lines(big_figures(record, week), days, width, rows)
    assert len(lines) == rows
    assert all(line.cell_length <= width for line in lines)
    assert "sets" in lines[-1].plain
    assert "this week" in lines[-1].plain
    assert [figure.number for figure in big_figures(record, None)] == [big_figures(record, week)[0].number, "4"]


def test_figures_without_room_are_left_out_from_the_last() -> None:
    record = held((60, 60), (60, 60))
    lines = figure_lines(big_figures(record, None), [], 30, 3)
    assert "work" in lines[-1].plain
    assert "sets" not in lines[-1].plain
