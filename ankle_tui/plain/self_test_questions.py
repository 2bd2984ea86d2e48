"""Questions about a self-test in plain mode: its conditions, numbers that are typed, the values read back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.protocols import STEP, ConditionId, Measure, Protocol, to_step
from ankle_tui.plain.self_test_lines import (
    DELETE,
    DELETED,
    LATER,
    NOT_READ,
    PAIN_IN_TEST,
    conditions_question,
    read_back_question,
    recap_lines,
    try_question,
)
from ankle_tui.plain.talk import Talk
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper

_COUNT = re.compile("[0-9]{1,3}")
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3}|,[0-9])?")
"""A typed number; with two digits after the comma, `12,13` would be ambiguous."""
LEFT_OUT = "-"
"""Typed as a value to take a trial out."""
MOST_PAIN = 10


def ask_conditions(talk: Talk, protocol: Protocol, usual: Mapping[str, object]) -> dict[str, object]:
    """Ask for the conditions of a test in one line.

    Args:
        talk: The talk with the runner.
        protocol: Its rules.
        usual: Those that stand if nothing else is said.

    Returns:
        The conditions.
    """
    choices = {choice: condition.id for condition in protocol.conditions for choice in condition.choices}
    choices |= {side.value: ConditionId.FIRST_LEG for side in Side}
    others = [choice for choice, condition in choices.items() if usual.get(condition) != choice]
    question = conditions_question(usual, others)
    while words := (talk.ask(question) or "").replace(",", " ").split():
        named = [word for word in words if word not in {"leg", "first"}]
        if all(word in choices for word in named):
            return {**usual, **{choices[word].value: word for word in named}}
        question = f"{NOT_READ} {conditions_question(usual, others)}"
    return dict(usual)


def ask_numbers(talk: Talk, protocol: Protocol, keeper: SelfTestKeeper) -> None:
    """Ask for the trials of a test without a clock, leg by leg; each is kept at once.

    Args:
        talk: The talk with the runner.
        protocol: Its rules.
        keeper: Keeps the test.
    """
    first = Side(str(keeper.record.conditions[ConditionId.FIRST_LEG]))
    for side in (first, first.other):
        tried = 0
        question = ""
        while tried < protocol.trials:
            answer = talk.ask(f"{question}{try_question(side, tried + 1, protocol.trials)}")
            if answer is None:
                return
            words = answer.replace(", ", " ").split()
            values = [value for word in words if (value := number_of(word, protocol)) is not None]
            if len(words) > protocol.trials - tried or len(values) < len(words):
                question = f"{NOT_READ} "
                continue
            tried, question = tried + max(1, len(values)), ""
            trials = tuple(Trial(side, value) for value in values if protocol.counts_as_trial(value))
            if trials:
                keeper.put(replace(keeper.record, trials=keeper.record.trials + trials))


def read_back(talk: Talk, protocol: Protocol, keeper: SelfTestKeeper) -> None:
    """Read the trials back until the runner says that they are right, and ask for pain; every answer is kept at once.

    Args:
        talk: The talk with the runner.
        protocol: The test's rules.
        keeper: Keeps the test.
    """
    while keeper.record.trials:
        for line in recap_lines(protocol, keeper.record):
            talk.write(line)
        answer = talk.ask(read_back_question(protocol, keeper.record))
        if answer is None or answer == LATER:
            return
        if answer == DELETE:
            keeper.delete()
            talk.write(DELETED)
            return
        if not answer:
            keeper.check(keeper.record)
            _ask_pain(talk, keeper)
            return
        trials = put_right(answer, protocol, keeper.record.trials)
        if trials is None:
            talk.write(NOT_READ)
        else:
            keeper.put(replace(keeper.record, trials=trials))


def put_right(text: str, protocol: Protocol, trials: Sequence[Trial]) -> tuple[Trial, ...] | None:
    """Put a trial right as a line says: `left 2 11.5`, `closed left 2 11.5`, `right 18`; `-` takes it out, 0 s or 0 reps too.

    Args:
        text: The line. The part may be left out where there is one, the number of the trial where there is one a leg.
        protocol: The test's rules.
        trials: The trials so far.

    Returns:
        The trials after it; None if the line says nothing of this test.
    """
    words = text.split()
    sides = [side for side in Side if side.value in words]
    parts = {part.id.rpartition("-")[2]: part.id for part in protocol.parts}
    named = [parts[word] for word in words if word in parts] or list({trial.part for trial in trials})
    numbers = [word for word in words if word not in {*Side, *parts}]
    if len(numbers) == 1 and protocol.trials == 1:
        numbers.insert(0, "1")
    if len(sides) != 1 or len(named) != 1 or len(numbers) != 2 or not _COUNT.fullmatch(numbers[0]):
        return None
    number, out = int(numbers[0]), numbers[1] == LEFT_OUT
    value = 0.0 if out else number_of(numbers[1], protocol)
    places = [at for at, trial in enumerate(trials) if (trial.side, trial.part) == (sides[0], named[0])]
    if value is None or not 1 <= number <= min(len(places) + 1, protocol.trials):
        return None
    left_out = out or not protocol.counts_as_trial(value)
    new, at = () if left_out else (Trial(sides[0], value, named[0]),), [*places, len(trials)][number - 1]
    return (*trials[:at], *new, *trials[at + 1 :])


def number_of(word: str, protocol: Protocol) -> float | None:
    """Read a value of a trial, to half a second or centimetre, or a whole rep; None if it is none.

    Args:
        word: As typed, such as `12`, `12.5` or `12,5`.
        protocol: The test's rules.
    """
    if not _NUMBER.fullmatch(word):
        return None
    value = float(word.replace(",", "."))
    step = 1.0 if protocol.unit is Measure.REPS else STEP
    if not 0 <= value <= protocol.most or (step == 1.0 and value % 1):
        return None
    return to_step(value)


def _ask_pain(talk: Talk, keeper: SelfTestKeeper) -> None:
    question = PAIN_IN_TEST
    while answer := talk.ask(question):
        if answer.isascii() and answer.isdigit() and int(answer) <= MOST_PAIN:
            keeper.put(replace(keeper.record, pain=int(answer)))
            return
        question = f"{NOT_READ} {PAIN_IN_TEST}"
