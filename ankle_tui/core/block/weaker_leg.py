"""Find the leg that the self-tests name as the weaker one."""

from ankle_tui.core.block.block_review import TESTS_BEFORE
from ankle_tui.core.block.block_state import block_states
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.self_tests.findings import all_series, sides
from ankle_tui.core.weeks.calendar import Calendar


def weaker_leg(calendar: Calendar) -> Side | None:
    """Find the leg that was behind, twice running, in the self-tests of the last block that is over, or since.

    Args:
        calendar: The history by days and weeks.

    Returns:
        The leg; None if the tests name neither, or one each.
    """
    over = [state for state in block_states(calendar) if state.counts.over]
    if not over:
        return None
    since = over[-1].record.since - TESTS_BEFORE
    named = {
        gap.side
        for series in all_series(calendar.tests)
        if series.counted and series.counted[-1].day >= since
        for part in series.protocol.part_ids
        if (gap := sides(series, part))
    }
    return named.pop() if len(named) == 1 else None
