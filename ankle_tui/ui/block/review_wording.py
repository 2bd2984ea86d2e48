"""The words about a block on the screens: what it is, how it stands, its review, and the question after it."""

import datetime as dt

from ankle_tui.core.block.block_review import BlockReview
from ankle_tui.core.block.block_state import BlockPhase, BlockState
from ankle_tui.core.block.block_weeks import WEEKS
from ankle_tui.core.block.block_wording import plan_words
from ankle_tui.core.exercises.exercise import Side, Sprain
from ankle_tui.core.formatting import counted, day_words, long_time_words
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.ui.wording.day_words import SEPARATOR, short_day

WEEK, SESSIONS, PAIN = "Week", "Sessions", "Pain"
REVIEW, BLOCK, LADDERS, TESTS = "Eight weeks", "Block", "Ladders", "Self-tests"
NEXT = "What next?"
ASK_SPRAIN = "A sprained ankle in the last year?"
SPRAINS = {
    Sprain.NO: "no",
    Sprain.LEFT: "yes, the left one",
    Sprain.RIGHT: "yes, the right one",
    Sprain.BOTH: "yes, both",
}
ASK_BEGIN = "Begin a block today?"
BEGIN_IT, NOT_NOW = "begin it", "not now"
ASK_END, GO_ON = "End the block?", "go on with it"
ASK_MORE, KEEP_ON, MORE = "Train for more again?", "keep it up as it is", "steps up and longer sessions again"
NO_LADDERS = "No exercise of the main part was done."
NO_TESTS = "No self-tests belong to this block."


def offer_lines(target: int, begin_key: str = "") -> list[str]:
    """Say what a block is, and which key begins one.

    Args:
        target: Sessions a week that are planned.
        begin_key: The key; empty to leave it out.
    """
    begins = f"{begin_key} begins it today; you" if begin_key else "You"
    return [
        f"A block is {WEEKS} weeks of {counted(target, 'session')} a week, easy at first, then harder.",
        "Self-tests before and after it, and a review, show what has changed.",
        f"Rest weeks are not counted. {begins} can end it on any day.",
    ]


def brief_offer(begin_key: str) -> str:
    """Offer a block where there is one line."""
    return f"{begin_key} begins a block of {WEEKS} weeks"


def until_words(state: BlockState) -> str:
    """Say until when a block runs."""
    return f"until {day_words(state.end)}"


def pace_words(state: BlockState) -> str:
    """Say how much is planned: `2 sessions a week, 1 rest week not counted`."""
    rests = len(state.counts.rests)
    pushed = f", {counted(rests, 'rest week')} not counted" if rests else ""
    return f"{counted(state.record.target, 'session')} a week{pushed}"


def brief_state(state: BlockState, begin_key: str, review_key: str) -> str:
    """Say in one short line how a block stands: `block 3/8 · 5 of 6 · on plan`.

    Args:
        state: The block.
        begin_key: The key that begins another one.
        review_key: The key that opens the review.
    """
    match state.phase:
        case BlockPhase.RUNNING:
            return SEPARATOR.join(filter(None, [state.counts.line, plan_words(state)]))
        case BlockPhase.REVIEW:
            return f"{state.counts.line}{SEPARATOR}{review_key} review"
        case BlockPhase.KEEP:
            return "kept up: two short sessions a week"
        case BlockPhase.PAUSE if state.paused_until:
            return f"pause until {day_words(state.paused_until)}"
    return brief_offer(begin_key)


def over_words(state: BlockState) -> str:
    """Sum up a block that is over: `Block of 28 Sep to 22 Nov · 15 of 16 sessions · on plan`."""
    done = f"{state.counts.done} of {counted(state.counts.planned, 'session')}"
    return SEPARATOR.join(filter(None, [f"Block of {span_words(state)}", done, _standing(state)]))


def look_back_words(review_key: str) -> str:
    """Lead to the review and its question."""
    return f"{review_key} looks back on it and asks what comes next."


def span_words(state: BlockState) -> str:
    """Name the days of a block: `28 Sep to 22 Nov`."""
    first, last = short_day(state.record.since, state.today), short_day(state.last, state.today)
    return f"{first} to {last}"


def sum_words(review: BlockReview) -> str:
    """Sum up a block: `15 of 16 sessions · on plan · 1 h 12 min of work`."""
    state = review.state
    planned = state.counts.planned if state.counts.over else state.counts.so_far
    done = f"{state.counts.done} of {counted(planned, 'session')}{'' if state.counts.over else ' so far'}"
    work = [f"{long_time_words(review.seconds)} of work"] if review.seconds else []
    return SEPARATOR.join(filter(None, [done, _standing(state), *work]))


def pain_range(review: BlockReview) -> str:
    """Give the least and the most of the weeks' highest pain: `0 to 2 of 10`; empty if none was told."""
    told = [week.pain for week in review.weeks if week.pain is not None]
    if not told:
        return ""
    low, high = min(told), max(told)
    return f"{high} of 10" if low == high else f"{low} to {high} of 10"


def effect_words(answer: AfterBlock, target: int, weaker: Side | None) -> str:
    """Say what an answer does.

    Args:
        answer: The answer.
        target: Sessions a week of another block.
        weaker: The leg that goes first in it, if the self-tests name one.
    """
    match answer:
        case AfterBlock.AGAIN:
            first = f", the {weaker} leg first" if weaker else ""
            return f"{WEEKS} weeks more, {counted(target, 'session')} a week{first}"
        case AfterBlock.KEEP:
            return "two short sessions a week, no steps up"
        case AfterBlock.PAUSE:
            return "two weeks that put no streak at risk"


def answered_words(state: BlockState) -> str:
    """Say what was answered, and what holds now; nothing while a block runs or its question is open."""
    match state.phase:
        case BlockPhase.RUNNING | BlockPhase.REVIEW:
            return ""
        case BlockPhase.KEEP:
            return "You keep it up: two short sessions a week, no steps up."
        case BlockPhase.PAUSE if state.paused_until:
            return f"You pause until {day_words(state.paused_until)}: no week of it breaks your streak."
    if state.followed:
        return "Another block begins today." if state.record.answered == state.today else "Another block followed."
    return "A pause followed." if state.record.answer is AfterBlock.PAUSE else "Nothing followed."


def end_words(*, mistaken: bool) -> str:
    """Offer to end a block, or to take back one that was begun by mistake."""
    return "take it back: nothing was done in it" if mistaken else "end it today: what was done stays"


def dates_words(days: list[dt.date], now: dt.date) -> str:
    """Name the first and the last of some days: `30 Sep to 21 Nov`."""
    first, last = short_day(min(days), now), short_day(max(days), now)
    return first if first == last else f"{first} to {last}"


def _standing(state: BlockState) -> str:
    """Say how a block stands or stood, and if it was ended early: `on plan, ended in week 5`; may be nothing."""
    early = f"ended in week {state.counts.week}" if state.closed_early else ""
    return ", ".join(filter(None, [plan_words(state), early]))
