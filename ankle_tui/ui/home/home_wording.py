"""The words of Home: pure functions of its state and of the week."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from ankle_tui.core.block.block_state import BlockPhase, current_block
from ankle_tui.core.block.block_wording import home_words
from ankle_tui.core.exercises.exercise import Choice, Context
from ankle_tui.core.formatting import context_words, day_words, gear_words, minutes_words, whole_minutes
from ankle_tui.core.history.records import Feel
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.suggestion import hops_words
from ankle_tui.core.weeks.advice import advice
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.home.home_state import Asks, HomeQuestion, HomeState, main_part
from ankle_tui.ui.home.options import HomeOption
from ankle_tui.ui.wording.choice_words import NOTHING_CHOSEN, exercises_words
from ankle_tui.ui.wording.day_words import SEPARATOR, Piece, count_words, joined, risk_words, streak_words

NOT_SAVED = "not saved yet"
_CROSS = "cross"
"""A cross-training day where there is little room."""


class _Piece(NamedTuple):
    """Words in a line.

    Attributes:
        words: A few.
        rank: The highest is dropped first where there is no room.
    """

    words: str
    rank: int


def question_words(question: HomeQuestion, *, narrow: bool) -> str:
    """Ask a question in a few words.

    Args:
        question: The question.
        narrow: True where words must be short.
    """
    if question.asks is Asks.RAN or question.record is None:
        return "Ran today?"
    if narrow:
        return "Ankles?" if question.asks is Asks.MORNING else "Still sore?"
    weekday = f"{question.record.day:%A}"
    if question.asks is Asks.MORNING:
        return f"Ankles since {weekday}'s session?"
    return f"{weekday}'s session hurt. Still sore?"


def block_words(calendar: Calendar) -> Piece:
    """Name the block that runs or asks what comes next: `block 3/8 · 5 of 6`; nothing without one."""
    state = current_block(calendar)
    if state is None or not state.is_named:
        return ()
    return home_words(state), state.counts.line, state.counts.line.partition(SEPARATOR)[0]


def aside_words(calendar: Calendar, *, narrow: bool, room: int) -> str:
    """Say what stands beside the date: the block, and the last session or how the week stands.

    Args:
        calendar: The days so far.
        narrow: True where the week has no room for how it stands.
        room: Cells there are.
    """
    last = (f"last: {day_words(calendar.last)}",) if calendar.last else ()
    block = block_words(calendar)
    return joined([block[-1:], risk_words(calendar)] if narrow else [block, last], room)


def unfinished_words(count: int, key: str) -> str:
    """Count the sessions that were put off, with the key that asks about them."""
    return f"{count} not finished: {key}"


def week_words(calendar: Calendar, *, streaks: bool, narrow: bool) -> list[Piece]:
    """Sum up the week."""
    streak = [streak_words(calendar)] if streaks else []
    return [count_words(calendar), *streak, *([] if narrow else [risk_words(calendar)])]


def advice_words(state: HomeState, calendar: Calendar, *, stop_key: str) -> str:
    """Give today's advice.

    Args:
        state: Today's session.
        calendar: The days so far.
        stop_key: The key for when to stop training.
    """
    against = state.against_hops(calendar)
    if state.wishes.feel is Feel.PAIN:
        easier = hops_words(against) if against else "Easier today."
        return f"{easier} When to see somebody: {stop_key}"
    if state.offer.no_better:
        return f"No better after ten days: see somebody. When: {stop_key}"
    if against:
        return hops_words(against)
    offered = next(iter(state.waits or state.due), "")
    return state.offer.note or offered or state.offer.stuck or advice(calendar, eased=state.eased)


def due_piece(due: str, opens: str, puts_off: str) -> Piece:
    """Say which self-tests are due, with the keys; nothing if none is.

    Args:
        due: Which, in a few words, or empty.
        opens: The key that opens them.
        puts_off: The key that puts them off.
    """
    return (f"{due}. {opens} opens, {puts_off} puts it off a week.", f"test due: {opens}") if due else ()


def waiting_piece(calendar: Calendar, opens: str) -> Piece:
    """Say what waits for the runner: the question after a block, values of a self-test; nothing if nothing does.

    Args:
        calendar: The days so far.
        opens: The key that leads to it.
    """
    state = current_block(calendar)
    if state and state.phase is BlockPhase.REVIEW and state.is_named:
        return f"The block is over. {opens} looks back and asks what comes next.", f"review: {opens}"
    if all(test.checked for test in calendar.tests):
        return ()
    from ankle_tui.core.self_tests.findings import unchecked  # noqa: PLC0415 - seldom needed

    if not unchecked(calendar.tests):
        return ()
    return f"Look at the values of your last self-test: {opens}. Until then it does not count.", f"look: {opens}"


def ready_words(state: HomeState, calendar: Calendar, *, low: bool, stop_key: str, room: int) -> str:
    """Sum up the session; on a low screen, with what has no line of its own there.

    Args:
        state: Today's session.
        calendar: The days so far.
        low: True where neither advice nor options are shown.
        stop_key: The key for when to stop training.
        room: Cells of the line.
    """
    chosen, wishes = state.selection.chosen, state.wishes
    if not chosen:
        return NOTHING_CHOSEN
    count = len(main_part(chosen))
    said = [_Piece(exercises_words(count), 7)] if count else []
    said.append(_Piece(time_words(chosen), 3))
    if state.replaced:
        said.append(_Piece("chosen anew", 2))
    if low:
        if wishes.feel is not Feel.FINE:
            said.append(_Piece(wishes.feel.value, 4))
        if state.against_hops(calendar):
            said.append(_Piece("skip hops", 1))
        if wishes.feel is Feel.PAIN:
            said.append(_Piece(f"{stop_key}: when to stop", 0))
        if (offered := state.waits or state.due) and not state.offer.note:
            said.append(_Piece(offered[-1], 2))
        if wishes.routine:
            said.append(_Piece(wishes.routine.name, 5))
        elif state.minutes:
            said.append(_Piece(f"limit {state.minutes:g}", 6))
    return _fitted(said, room)


def option_list(state: HomeState, *, routines: bool, narrow: bool, shown_key: Callable[[str], str]) -> list[HomeOption]:
    """List what the runner can choose.

    Args:
        state: Today's session.
        routines: True if the runner has any.
        narrow: True where words must be short.
        shown_key: Gives the key of a command of Home if the runner has changed it, else nothing.
    """
    wishes = state.wishes
    minutes = "" if state.minutes is None else f"{state.minutes:g}"
    context = _CROSS if narrow and state.context is Context.CROSS_TRAINING else context_words(state.context)
    values = {
        "context": ("Today", context),
        "minutes": ("Minutes", "as written" if wishes.routine else minutes),
        "feel": ("Feel", wishes.feel.value),
        "cooldown": ("Cooldown", "yes" if state.has_cooldown else "no"),
    }
    if routines:
        values["routine"] = ("Routine", wishes.routine.name if wishes.routine else "none")
    return [HomeOption(what, value, f"screen.{name}", shown_key(name)) for name, (what, value) in values.items()]


def time_words(chosen: Sequence[Choice]) -> str:
    """Say how long a session takes; the cooldown is named apart, because it comes on top of the chosen time."""
    main = main_part(chosen)
    whole = build_plan(chosen).seconds
    if len(main) == len(chosen):
        return minutes_words(whole)
    if not main:
        return f"cooldown {minutes_words(whole)}"
    before = build_plan(main).seconds
    rest = max(1, whole_minutes(whole) - whole_minutes(before))
    return f"{minutes_words(before)} + cooldown {rest} min"


def about_words(choice: Choice, why: str = "") -> str:
    """Describe an exercise: the reason for it, its variation, its purpose and its equipment."""
    variation = choice.variation
    pieces = [f"{why}." if why else "", f"{variation.name}.", choice.exercise.trains]
    if variation.equipment:
        pieces.append(f"You need: {', '.join(map(gear_words, variation.equipment))}.")
    return " ".join(f"{piece[0].upper()}{piece[1:]}" for piece in pieces if piece)


def _fitted(pieces: Sequence[_Piece], width: int) -> str:
    """Join as many pieces as `width` cells hold, leaving out the highest ranks."""
    kept = list(pieces)
    while len(kept) > 1 and cell_len(" · ".join(piece.words for piece in kept)) > width:
        kept.remove(max(kept, key=lambda piece: piece.rank))
    return " · ".join(piece.words for piece in kept)
