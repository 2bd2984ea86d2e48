"""Words about a block, for Home, for `ankle-tui block` and for the review."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ankle_tui.core.block.block_state import BlockPhase, BlockState
from ankle_tui.core.block.block_weeks import WEEKS
from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.formatting import counted, day_words, minutes_words
from ankle_tui.core.training.ladder_wording import rung_words

if TYPE_CHECKING:
    from ankle_tui.core.block.block_review import BlockReview, ReviewedLadder

NO_BLOCK = "No block yet. One takes eight weeks; begin it with: ankle-tui block --begin"
TAKEN_BACK = "The block is taken back: no session was done in it."
REMINDER = "Ankle session"
"""Title of a session in a calendar."""
QUESTION = "What next? ankle-tui block --answer again, keep or pause; --end for nothing"
TWO_AT_FIRST = "the block begins with two exercises"
TWO_TO_KEEP = "two exercises are enough to keep up"
FEWER_SETS = "easier session: one set fewer"
NO_STEP_UP = "keeping what you have: no step up"
REST_WEEK = "–"
"""A week that is not counted."""

_ASKED = {
    1: "two exercises a session, ten minutes at most",
    2: "two exercises a session, ten minutes at most",
    3: "a third exercise where the time allows",
    4: "a third exercise where the time allows",
    5: "harder steps where you have earned them",
    6: "harder steps where you have earned them, and the first session with a set fewer",
    7: "harder steps where you have earned them",
    8: "the self-tests again, then the review",
}
"""What each week asks."""


def home_words(state: BlockState) -> str:
    """Name a block on Home, with its plan at half time: `block 4/8 · 7 of 8 · on plan`."""
    line = state.counts.line
    return f"{line} · {plan_words(state)}" if state.halfway else line


def plan_words(state: BlockState) -> str:
    """Say how it stands: `on plan`, or below it without blame; nothing before a week is over."""
    if not state.counts.finished:
        return ""
    return "on plan" if state.counts.on_plan else "below plan"


def begun_words(state: BlockState) -> str:
    """Say what begins."""
    sessions = counted(state.record.target, "session")
    return f"Eight weeks, {sessions} a week, until {day_words(state.end)}. This week: {_ASKED[state.counts.week]}."


def target_words(target: int) -> str:
    """Say that the weekly target of the settings has changed."""
    return f"From next week on the weekly target is {counted(target, 'session')}."


def after_words(state: BlockState) -> str:
    """Say what follows a block; nothing while it runs."""
    match state.phase:
        case BlockPhase.RUNNING:
            return ""
        case BlockPhase.REVIEW:
            return QUESTION
        case BlockPhase.KEEP:
            return "Since then: two short sessions a week, no steps up. A new block ends that."
        case BlockPhase.PAUSE if state.paused_until:
            return f"A pause until {day_words(state.paused_until)}: no week of it breaks your streak."
    return "Another block: ankle-tui block --begin"


def state_lines(state: BlockState) -> list[str]:
    """Say how a block stands, in a few lines."""
    counts, record = state.counts, state.record
    if state.phase is not BlockPhase.RUNNING:
        head = f"Block of {record.since} to {state.last}: {counts.done} of {counted(counts.planned, 'session')}"
        early = f"closed in week {counts.week}" if state.closed_early else ""
        return [f"{', '.join(filter(None, [head, plan_words(state), early]))}."]
    done = f"{counts.done} of {counted(counts.so_far, 'session')}"
    head = " · ".join(filter(None, [f"Week {counts.week} of {WEEKS}", done, plan_words(state)]))
    weeks = f"{counted(record.target, 'session')} a week, until {day_words(state.end)}"
    pushed = f"; {counted(len(counts.rests), 'rest week')} not counted" if counts.rests else ""
    return [head, f"{weeks}{pushed}.", asks_words(state)]


def asks_words(state: BlockState) -> str:
    """Say what this week asks."""
    asks = "rest, which is not counted" if state.counts.resting else _ASKED[state.counts.week]
    return f"This week: {asks}."


def coming_words(state: BlockState) -> str:
    """Say what the block asks next, after what it asks this week; nothing in the last week."""
    counts = state.counts
    others = (week for week in range(counts.week + 1, WEEKS + 1) if _ASKED[week] != _ASKED[counts.week])
    week = counts.finished + 1 if counts.resting else next(others, 0)
    return f"{'From week' if week < WEEKS else 'Week'} {week}: {_ASKED[week]}." if week else ""


def review_lines(review: "BlockReview", tests: Sequence[str] = ()) -> list[str]:
    """Look back on a block in a few lines.

    Args:
        review: The block.
        tests: Lines about its self-tests.
    """
    worked = f"{minutes_words(review.seconds)} of work" if review.seconds else "no work yet"
    lines = [f"{'Sessions':<10}{strip_words(review)}   {worked}"]
    if any(week.pain is not None for week in review.weeks):
        lines.append(f"{'Pain':<10}{pain_words(review)}   highest of each week, 0 to 10")
    lines += [f"  {ladder_words(ladder)}" for ladder in review.ladders]
    return [*lines, *tests, *offer_lines(review), *filter(None, [after_words(review.state)])]


def strip_words(review: "BlockReview") -> str:
    """Give the sessions of every week, a dash for a rest week without any: `2 2 1 – 2`."""
    return " ".join(REST_WEEK if week.number is None and not week.done else str(week.done) for week in review.weeks)


def pain_words(review: "BlockReview") -> str:
    """Give the highest pain of every week, a dash where none was told: `0 0 – 2`."""
    return " ".join("–" if week.pain is None else str(week.pain) for week in review.weeks)


def ladder_words(ladder: "ReviewedLadder") -> str:
    """Say where a ladder began and ended: `Calf raise: both legs, 3 × 12 reps → one leg, 2 × 10 reps`."""
    before, after = _place_words(ladder.before), _place_words(ladder.after)
    name = ladder.after.exercise.name
    if not ladder.moved:
        return f"{name}: {after}"
    if ladder.before.variation.id == ladder.after.variation.id:
        after = rung_words(ladder.after)
    return f"{name}: {before} → {after}"


def offer_lines(review: "BlockReview") -> list[str]:
    """Offer fewer sessions a week after a block below plan; nothing otherwise."""
    over = review.state.phase is BlockPhase.REVIEW
    if not over or review.next_target == review.state.record.target:
        return []
    return ["Two a week may fit better next time: --answer again plans no more than that."]


def reminder_words(seconds: float) -> str:
    """Describe a session in a calendar."""
    return f"About {minutes_words(seconds)}. Start it with: ankle-tui"


def reminders_words(number: int, first: dt.date, last: dt.date) -> str:
    """Say what a calendar file holds, and how to use it."""
    sessions = counted(number, "session")
    return (
        f"{sessions}, {day_words(first)} to {day_words(last)}. Import it, don't subscribe: only then you are reminded."
    )


def _place_words(choice: Choice) -> str:
    return f"{choice.variation.name}, {rung_words(choice)}"
