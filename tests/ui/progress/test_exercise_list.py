"""The list of Progress, and the panels below it."""

import datetime as dt

from ankle_tui.core.block.block_state import block_states
from ankle_tui.core.history.records import History
from ankle_tui.core.overview.measured import measured
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId
from ankle_tui.core.training.progress import exercise_stats
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.ui.progress.chart import FEWEST_WEEKS, GAP
from ankle_tui.ui.progress.exercise_list import Entry, entries_of_tests, exercise_entries
from ankle_tui.ui.progress.progress_wording import NOT_DONE, needs_words
from ankle_tui.ui.progress.side_rows import FULL, HALF, block_rows, rows_of_tests
from tests.builders import shipped
from tests.ui.eight_weeks import BEGUN, eight_weeks, self_tests
from tests.ui.training import a_week

WEEK = dt.date(2026, 11, 16).toordinal()
TODAY = dt.date(2026, 11, 22)


def listed(gear: frozenset[str] = frozenset({"wall"})) -> list[Entry]:
    return exercise_entries(shipped(), exercise_stats(a_week()), WEEK, gear)


def test_what_was_done_comes_first_with_its_weeks_and_its_value() -> None:
    entries = listed()
    assert [entry.id for entry in entries if not entry.idle] == ["single-leg-balance", "calf-raise", "heel-toe-walk"]
    balance, calf, _ = entries[:3]
    assert balance.value == "30 s"
    assert calf.value == "12"
    assert len(calf.spark) == FEWEST_WEEKS
    assert calf.spark.count(GAP) == FEWEST_WEEKS - 1


def test_what_was_never_done_says_what_it_starts_with() -> None:
    told = {entry.id: entry.spark for entry in listed() if entry.idle}
    assert told == {"band-ankle": needs_words("band"), "lateral-hops": NOT_DONE}
    assert {entry.spark for entry in listed(frozenset({"band"})) if entry.idle} == {NOT_DONE}


def test_an_entry_is_two_lines_no_wider_than_the_list() -> None:
    for entry in listed():
        for line in entry.drawn(20).plain.splitlines():
            assert len(line) <= 20
    assert listed()[0].drawn(20).plain.endswith(" 30 s")


def test_self_tests_are_listed_with_their_last_result() -> None:
    parts = measured(self_tests(), dt.date.min).parts
    (entry,) = entries_of_tests(parts, [("test-raise", PROTOCOLS[SelfTestId.RAISE])])
    assert (entry.id, entry.spark, entry.value) == ("test-raise", "● 24  ○ 22", "reps")
    (bare,) = entries_of_tests((), [("test-raise", PROTOCOLS[SelfTestId.RAISE])])
    assert (bare.spark, bare.value) == ("", "")


def test_the_panel_of_tests_has_a_line_for_each_and_of_two_parts_the_harder_one() -> None:
    parts = measured(self_tests(), dt.date.min).parts
    rows = [row.plain.split() for row in rows_of_tests(parts, TODAY, 20, 3)]
    assert [row[-2:] for row in rows] == [["11", "10.5"], ["11", "14"], ["24", "22"]]
    more = [row.plain for row in rows_of_tests(parts, TODAY, 20, 9)]
    assert more[-1] == "last 21 Nov"
    assert len(more) == 6


def test_a_practice_is_grey() -> None:
    parts = measured(self_tests(-3, -3), dt.date.min).parts
    for row in rows_of_tests(parts, TODAY, 20, 3):
        assert {span.style for span in row.spans[1:]} == {"$hint"}


def test_the_panel_of_the_block_has_a_cell_a_week() -> None:
    (state,) = block_states(Calendar(eight_weeks(), Rules(), BEGUN + dt.timedelta(40)))
    weeks, sessions, plan = (row.plain for row in block_rows(state))
    assert len(weeks.split()) == 8
    assert weeks.split()[0] == FULL
    assert HALF in weeks
    assert sessions.endswith("of 16 sessions")
    assert plan
    (fresh,) = block_states(Calendar(History(blocks=eight_weeks().blocks), Rules(), BEGUN))
    assert [row.plain for row in block_rows(fresh)][1] == "0 of 16 sessions"
