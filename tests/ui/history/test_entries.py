"""Rows of the history, in the room there is."""

from dataclasses import replace

from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.ui.history.entries import entry
from ankle_tui.ui.widgets.virtual_list import Row
from ankle_tui.ui.wording.report_words import BY_HAND
from tests.ui.history.past import NAMES, past, sets_of


def test_a_row_says_when_how_long_after_what_and_how_it_was() -> None:
    sets = sets_of("calf-raise", "unknown-move")
    session = past(0, effort=6, pain=0, sets=(sets[0], replace(sets[1], outcome=Outcome.SHORT)))
    row = entry(session, NAMES, 78, year=2026, years=False)
    assert row == Row("Sun 22 Nov", "  18:04   1 min  run    Calf raise, unknown-move", "early       6    0")
    to_its_end = entry(replace(session, sets=sets), NAMES, 78, year=2026, years=False)
    assert "early" not in to_its_end.tail


def test_a_row_of_another_year_has_it_in_the_same_column() -> None:
    last_year, this_year = past(400), past(1)
    for room, expected in ((78, "18 Oct 2025"), (120, "Sat 18 Oct 2025"), (36, "18 Oct 2025")):
        heads = [entry(one, NAMES, room, year=2026, years=True).head for one in (last_year, this_year)]
        assert heads == [expected, "Sat 21 Nov".ljust(len(expected))]


def test_a_narrow_row_keeps_day_minutes_exercises_and_early() -> None:
    row = entry(past(0, effort=6), NAMES, 36, year=2026, years=False)
    assert row == Row("Sun 22 Nov", " 1 min  Single-leg balance", "early")


def test_a_session_added_by_hand_says_so_and_hides_the_time_nobody_gave() -> None:
    session = past(0, status=Status.COMPLETED, extra={"by_hand": True})
    row = entry(session, NAMES, 78, year=2026, years=False)
    assert "18:04" not in row.text
    assert row.tail.strip() == BY_HAND
