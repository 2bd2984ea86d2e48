"""Questions of plain mode, a line each; Enter skips."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.formatting import day_words
from ankle_tui.core.history.records import Feel, Morning, SessionRecord, Touches
from ankle_tui.core.history.touches import held_legs, touches
from ankle_tui.core.training.pain import morning_due, pain_report, still_sore_due

AnswerT = TypeVar("AnswerT")
Ask = Callable[[str], str]
"""Writes a line and reads one; returns an empty string if there is none."""

SKIP = "Enter to skip."
NOT_UNDERSTOOD = f"Not understood. {SKIP}"
FEEL = f"How do ankles and legs feel: fine, sore or pain? {SKIP}"
EFFORT = f"How hard was it, 0 to 10? {SKIP}"
PAIN = f"Pain, 0 to 10? Add left or right if one ankle hurts. {SKIP}"
HIGHEST = 10
_MOST_TOUCHES = 999


def ask_feel(ask: Ask) -> Feel | None:
    """Ask how ankles and legs feel before a session."""
    return _answer(ask, FEEL, lambda text: next((feel for feel in Feel if feel.value.startswith(text)), None))


def follow_up(past: Sequence[SessionRecord], today: dt.date, ask: Ask) -> SessionRecord | None:
    """Ask the question about earlier sessions that is due, if any.

    Args:
        past: The sessions up to today.
        today: The training day.
        ask: Asks a line.

    Returns:
        The session with the answer, or None.
    """
    if last := morning_due(past, today):
        question = f"Ankles since the session of {day_words(last.day)}: better, same or worse? {SKIP}"
        morning = _answer(ask, question, lambda text: next((each for each in Morning if each.startswith(text)), None))
        return replace(last, morning=morning) if morning else None
    report = pain_report(past, today)
    if report and still_sore_due(report.session, today):
        sore = _answer(ask, f"{day_words(report.session.day)} hurt. Still sore: yes or no? {SKIP}", _yes_or_no)
        return None if sore is None or sore else replace(report.session, relieved=today)
    return None


def ask_after(record: SessionRecord, holds: frozenset[str], ask: Ask, keep: Callable[[SessionRecord], None]) -> None:
    """Ask how a session was.

    Args:
        record: The session.
        holds: Ids of its exercises with holds on one leg.
        ask: Asks a line.
        keep: Takes the session with each answer.
    """
    legs = held_legs(record, holds)
    if legs and touches(record) is None:
        answer = _answer(ask, _touches_question(legs), lambda text: read_touches(text, legs))
        if answer:
            record = replace(record, touches=answer)
            keep(record)
    effort = _answer(ask, EFFORT, lambda text: read_number(text, HIGHEST))
    if effort is not None:
        record = replace(record, effort=effort)
        keep(record)
    pain = _answer(ask, PAIN, read_pain)
    if pain is not None:
        number, side = pain
        keep(replace(record, pain=number, pain_side=side))


def _answer(ask: Ask, question: str, understand: Callable[[str], AnswerT | None]) -> AnswerT | None:
    """Ask until the answer is understood or skipped."""
    while text := ask(question).strip().lower():
        found = understand(text)
        if found is not None:
            return found
        question = NOT_UNDERSTOOD
    return None


def _touches_question(legs: Sequence[Side]) -> str:
    if len(legs) == 1:
        return f"How often did the other foot touch while the {legs[0].value} leg held? {SKIP}"
    return f"How often did the other foot touch: left leg, right leg, as 2 0? {SKIP}"


def read_touches(text: str, legs: Sequence[Side]) -> Touches | None:
    """Read touches, a number for each of `legs`: `2 0`; None if they are not that."""
    numbers = [read_number(word, _MOST_TOUCHES) for word in text.replace(",", " ").split()]
    if len(numbers) != len(legs) or None in numbers:
        return None
    found = dict(zip(legs, numbers, strict=True))
    left, right = (found.get(side) or 0 for side in Side)
    return Touches(left, right)


def read_pain(text: str) -> tuple[int, Side | None] | None:
    """Read pain of 0 to 10, with the ankle if one hurts: `3 left`; None if it is not that."""
    word, _, side = text.partition(" ")
    number, side = read_number(word, HIGHEST), side.strip()
    if number is None or (side and side not in {*Side, "both"}):
        return None
    return number, Side(side) if number and side in {*Side} else None


def read_number(text: str, most: int) -> int | None:
    """Read a whole number from 0 to `most`; None if it is not one."""
    return int(text) if text.isascii() and text.isdigit() and int(text) <= most else None


def _yes_or_no(text: str) -> bool | None:
    return {"y": True, "yes": True, "n": False, "no": False}.get(text)
