"""What a block, or what follows it, asks of today's session; the ladders go their own way."""

from ankle_tui.core.block.block_state import BlockPhase, BlockState, current_block
from ankle_tui.core.block.block_wording import FEWER_SETS, NO_STEP_UP, TWO_AT_FIRST, TWO_TO_KEEP
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.training.suggestion import NO_LIMITS, SessionLimits
from ankle_tui.core.weeks.calendar import Calendar

GENTLE_WEEKS = 2
"""Weeks at the beginning with two exercises and `SHORT` minutes at most. Our own choice."""
SHORT = 10.0
"""Minutes of a short session. Our own choice."""
EASIER_WEEK = 6
"""The week whose first session has a set fewer. Our own choice."""


def block_limits(calendar: Calendar) -> SessionLimits:
    """Find what holds today's session back.

    Args:
        calendar: The history by days and weeks.
    """
    state = current_block(calendar)
    if state is None:
        return NO_LIMITS
    if state.phase is BlockPhase.KEEP:
        return SessionLimits(most=2, minutes=SHORT, why=TWO_TO_KEEP, steady=NO_STEP_UP)
    if state.phase is not BlockPhase.RUNNING:
        return NO_LIMITS
    counts = state.counts
    if counts.week <= GENTLE_WEEKS:
        return SessionLimits(most=2, minutes=SHORT, why=TWO_AT_FIRST)
    if counts.week == EASIER_WEEK and not counts.resting and not counts.done_in(calendar.counted.this):
        return SessionLimits(fewer_sets=FEWER_SETS)
    return NO_LIMITS


def leg_first(state: BlockState | None, usual: Side, weaker: Side | None) -> Side:
    """Choose the leg to begin with: in a block that was begun again the weaker one, if the self-tests name one.

    Args:
        state: The block of today, or None.
        usual: The leg of the settings.
        weaker: The leg that the self-tests name, or None.
    """
    repeats = state is not None and state.again and state.phase is BlockPhase.RUNNING
    return weaker if repeats and weaker else usual
