"""Rows of the history, in the room there is."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.weeks.outline import Day
from ankle_tui.ui.history.entries import BRIEF, EFFORT, PAIN, WIDE, Months, entry, heading
from ankle_tui.ui.widgets.virtual_list import Row
from tests.ui.history.past import NAMES, past, sets_of

EASY = Day(past(0).day, DayKind.RUN, hard=False, sessions=1, seconds=43.0)
USUAL = BRIEF + EFFORT + PAIN


def test_a_row_says_when_after_what_how_long_and_how_it_was() -> None:
    session = past(0, effort=6, pain=0)
    assert entry(session, EASY, NAMES, USUAL) == Row("Sun 22 Nov", "  ○    0:43", "     6    0")
    assert entry(session, EASY._replace(hard=True), NAMES, USUAL).text.startswith("  ◎")
    other = replace(session, context=Context.CROSS_TRAINING, day=dt.date(2026, 11, 8))
    assert entry(other, EASY._replace(hard=True), NAMES, USUAL).text.startswith("  ◇")
    assert entry(other, EASY, NAMES, USUAL).head == "Sun  8 Nov"
    assert entry(replace(session, context=Context.OTHER), EASY, NAMES, USUAL).text.startswith("    ")


def test_pain_above_none_stands_out_in_its_column() -> None:
    hurts = entry(past(0, effort=6, pain=3), EASY, NAMES, USUAL)
    assert (hurts.tail, hurts.pain) == ("     6", "    3")


def test_a_row_leaves_out_what_there_is_no_room_for() -> None:
    session = past(0, effort=6, pain=3, sets=sets_of("calf-raise", "unknown-move"))
    assert entry(session, EASY, NAMES, WIDE).text.endswith("Calf raise, unknown-move")
    assert entry(session, EASY, NAMES, USUAL - 1) == Row("Sun 22 Nov", "  ○    0:43", "", "   3")
    assert entry(session, EASY, NAMES, BRIEF) == Row("Sun 22 Nov", "  ○    0:43")


def test_the_columns_are_named_above_their_ends() -> None:
    for room in (WIDE, USUAL, USUAL - 1, BRIEF):
        assert len(heading(room)) == room
    assert heading(USUAL).endswith("effort pain")


def test_a_gap_parts_two_months_and_names_those_of_another_year() -> None:
    months = Months.of([past(1), past(2), past(40), past(400)], 2026)
    assert months.gaps == {2, 4}
    assert [months.session(row) for row in range(6)] == [past(1), past(2), None, past(40), None, past(400)]
    assert (months.gap(2, 2026), months.gap(4, 2026)) == (Row("", ""), Row("October 2025", ""))
    assert [months.place(past(days).id) for days in (1, 40, 400, 7)] == [0, 3, 5, None]
    assert Months.of([past(400)], 2026).gaps == {0}
    assert Months().session(0) is None
