"""The words of Home: pure functions of its state and of the week."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from ankle_tui.core.block.block_state import BlockPhase, current_block
from ankle_tui.core.block.block_wording import home_words
from ankle_tui.core.exercises.exercise import Choice, Context
from ankle_tui.core.formatting import clock_words, context_words, gear_words
from ankle_tui.core.history.records import Feel
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.suggestion import hops_words
from ankle_tui.core.weeks.advice import advice
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.home.home_state import Asks, HomeQuestion, HomeState, main_part
from ankle_tui.ui.home.options import OPTIONS, HomeOption
from ankle_tui.ui.wording.choice_words import NOTHING_CHOSEN, exercises_words
from ankle_tui.ui.wording.day_words import (
    SEPARATOR,
    Piece,
    fact_words,
)

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


def aside_words(calendar: Calendar, *, framed: bool, room: int) -> str:
    """Say what stands at the right of the first line: the last session, or without panels how the week stands.

    Args:
        calendar: The days so far.
        framed: True where panels show week and goal.
        room: Cells there are.
    """
    return fact_words(calendar, block_words(calendar), framed=framed, room=room)


def unfinished_words(count: int, key: str) -> str:
    """Count the sessions that were put off, with the key that asks about them."""
    return f"{count} not finished: {key}"


def advice_words(state: HomeState, calendar: Calendar, *, stop_key: str) -> str:
    """Give today's advice.

    Args:
        state: Today's session.
        calendar: The days so far.
        stop_key: The key for when to stop training.
    """
    against = state.against_hops(calendar)
    if state.wishes.feel is Feel.PAIN:
        if against:
            return f"{hops_words(against)} See somebody? {stop_key}"
        return f"Easier today. When to see somebody: {stop_key}"
    if state.offer.no_better:
        return f"No better in ten days? See somebody: {stop_key}"
    if against:
        return hops_words(against)
    if state.offer.report:
        return f"Pain last time. When to see somebody: {stop_key}"
    return advice(calendar, eased=state.eased)


def note_words(state: HomeState) -> str:
    """Say what is worth a line of its own while nothing is asked; empty if nothing is."""
    return state.offer.note or next(iter(state.waits or state.due), "") or state.offer.stuck


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


def today_words(state: HomeState, calendar: Calendar, *, low: bool, stop_key: str, room: int) -> str:
    """Sum up the session, with what has no line of its own: on a low screen, or beside a question.

    Args:
        state: Today's session.
        calendar: The days so far.
        low: True where no advice is shown.
        stop_key: The key for when to stop training.
        room: Cells of the line.
    """
    chosen, wishes = state.selection.chosen, state.wishes
    said = [_Piece("Today", 0)]
    count = len(main_part(chosen))
    if not chosen:
        said.append(_Piece(f"{NOTHING_CHOSEN[0].lower()}{NOTHING_CHOSEN[1:]}", 1))
    elif count:
        said.append(_Piece(exercises_words(count), 7))
    if state.replaced:
        said.append(_Piece("updated", 2))
    if wishes.routine:
        said.append(_Piece(wishes.routine.name, 5))
    offered = state.waits or state.due
    if offered and not state.offer.note and (low or state.asked):
        said.append(_Piece(offered[-1], 2))
    if low and chosen:
        if wishes.feel is not Feel.FINE:
            said.append(_Piece(wishes.feel.value, 4))
        if state.against_hops(calendar):
            said.append(_Piece("skip hops", 1))
        if wishes.feel is Feel.PAIN:
            said.append(_Piece(f"{stop_key}: when to stop", 0))
    return _fitted(said, room)


def option_list(state: HomeState, *, routines: bool, shown_key: Callable[[str], str]) -> list[HomeOption]:
    """List what the runner can choose.

    Args:
        state: Today's session.
        routines: True if the runner has any.
        shown_key: Gives the key of a command of Home.
    """
    wishes = state.wishes
    minutes = "any time" if state.minutes is None else f"{state.minutes:g} min"
    minutes = "as written" if wishes.routine else minutes
    context = context_words(state.context)
    cross = _CROSS if state.context is Context.CROSS_TRAINING else context
    values = {
        "minutes": (minutes, minutes),
        "feel": ("in pain" if wishes.feel is Feel.PAIN else f"feeling {wishes.feel.value}", wishes.feel.value),
        "context": (context, cross),
        "cooldown": ("cooldown", "on") if state.has_cooldown else ("no cooldown", "off"),
    }
    if routines:
        name = wishes.routine.name if wishes.routine else "none"
        values["routine"] = (f"routine: {name}", name)
    return [HomeOption(shown_key(name), *values[name], f"screen.{name}") for name in OPTIONS if name in values]


def time_words(state: HomeState) -> str:
    """Say how long the session takes: `9:40 of 10 min`; the cooldown is named apart, it comes on top of the time."""
    chosen = state.selection.chosen
    main = main_part(chosen)
    if not chosen:
        return ""
    whole, before = build_plan(chosen).seconds, build_plan(main).seconds if main else 0.0
    cooldown = f"cooldown {clock_words(whole - before)}" if len(main) < len(chosen) else ""
    if not main:
        return cooldown
    limit = "" if state.wishes.routine or not state.minutes else f" of {state.minutes:g} min"
    return f"{clock_words(before)} + {cooldown}" if cooldown else f"{clock_words(before)}{limit or ' min'}"


def about_lines(choice: Choice, why: str) -> list[str]:
    """Describe an exercise in two lines: the reason for it, its variation and equipment; then its purpose.

    Args:
        choice: The exercise.
        why: A reason that stands nowhere else, or empty.
    """
    variation = choice.variation
    pieces = [f"{why}." if why else "", f"{variation.name}."]
    if variation.equipment:
        pieces.append(f"You need: {', '.join(map(gear_words, variation.equipment))}.")
    return [" ".join(map(_capital, filter(None, pieces))), _capital(choice.exercise.trains)]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _fitted(pieces: Sequence[_Piece], width: int) -> str:
    """Join as many pieces as `width` cells hold, leaving out the highest ranks."""
    kept = list(pieces)
    while len(kept) > 1 and cell_len(" · ".join(piece.words for piece in kept)) > width:
        kept.remove(max(kept, key=lambda piece: piece.rank))
    return " · ".join(piece.words for piece in kept)
