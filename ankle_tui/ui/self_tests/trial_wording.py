"""The words of the self-test screens, beside those that the core has for results and rules."""

from ankle_tui.core.formatting import clock_words, side_words
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import (
    CLOSED_EYES,
    LEAST_BEFORE_CLOSED,
    WARM_UP_MINUTES,
    WARM_UP_REPS,
    Protocol,
)
from ankle_tui.core.self_tests.self_test_wording import rules_words, trials_words, value_words
from ankle_tui.ui.history.history_wording import full_date_words

PLACE, SELF_TEST, TESTS = "Block and self-tests", "Self-test", "Self-tests"
MEANING, RULES, CONDITIONS, TRIALS = "What it means", "How it is done", "Conditions", "Trials"
NONE_DUE = "No test due."
NOT_CHECKED = "not looked at yet"
NOT_DONE = "not done yet"
NOTHING_YET = "No value yet."
NOTHING_MEASURED = "Nothing was measured, so nothing was recorded."
NEW_SERIES = "These conditions begin a new series: it is not compared with the tests before."
_HANDS_FREE = "Nobody at the keyboard? Remember the number you heard last: it is set in the rest after the trial."
_DISTANCE = "Type the distance from the great toe to the wall."
_CLOSED = f"Eyes close only if each leg stands {LEAST_BEFORE_CLOSED:g} s with open ones. After a fall, finish there."
_WARM_UP = (
    f"First a warm-up of {WARM_UP_MINUTES} min: {WARM_UP_REPS} heel raises on both legs, "
    f"{WARM_UP_REPS} ankle circles each way."
)


def length_words(protocol: Protocol, *, warm: bool) -> str:
    """Say how long a test takes: `15 min with warm-up`.

    Args:
        protocol: Its rules.
        warm: True if no warm-up comes first.
    """
    if warm or not protocol.kind:
        return f"{protocol.minutes} min"
    return f"{protocol.minutes + WARM_UP_MINUTES} min with warm-up"


def before_lines(protocol: Protocol, *, warm: bool) -> list[str]:
    """Tell what to know before a test: how to stand first, then the rules.

    Args:
        protocol: Its rules.
        warm: True if no warm-up comes first.
    """
    lines = [f"{protocol.stand}.", rules_words(protocol), trials_words(protocol)]
    if CLOSED_EYES in protocol.part_ids:
        lines.append(_CLOSED)
    if protocol.kind:
        lines += [_HANDS_FREE, *([] if warm else [_WARM_UP])]
    return lines


def check_title(protocol: Protocol, record: SelfTestRecord) -> tuple[str, str]:
    """Name the screen with all trials, and say what for: to amend them, to look at them, or to type them."""
    if record.checked:
        return "Amend", f"{protocol.name}, {full_date_words(record.day)}"
    return protocol.name, "are these the values?" if protocol.kind else "type the distances"


def check_words(protocol: Protocol) -> str:
    """Say how to get the values, or what to look for in them."""
    if protocol.kind is None:
        return f"{protocol.stand}. Move back 1 cm at a time. {rules_words(protocol)} {_DISTANCE}"
    return f"What nobody ended stands at {value_words(protocol.cap, protocol.unit)}."


def ended_words(trial: Trial, protocol: Protocol) -> str:
    """Say what a trial was, and if it stands at the longest: `Left leg 12 s`."""
    if not trial.value:
        return f"{side_words(trial.side).capitalize()} skipped"
    longest = ", the longest" if trial.value >= protocol.cap else ""
    return f"{side_words(trial.side).capitalize()} {value_words(trial.value, protocol.unit)}{longest}"


def correction_words(trial: Trial, protocol: Protocol, less: str, more: str) -> str:
    """Say what a trial was, and the keys that correct it."""
    return f"{ended_words(trial, protocol)}: {less} {more} corrects"


def coming_in_words(coming: str, seconds: int) -> str:
    """Say when the next trial comes: `In 24 s: RIGHT LEG · …`.

    Args:
        coming: What comes.
        seconds: Until then.
    """
    return f"In {_wait(seconds)}: {coming}"


def stays_open_words(seconds: int) -> str:
    """Say that the eyes stay open, and when the test ends.

    Args:
        seconds: Until then.
    """
    return f"Under {LEAST_BEFORE_CLOSED:g} s: eyes stay open. End in {_wait(seconds)}"


def _wait(seconds: int) -> str:
    return f"{seconds} s" if seconds < 100 else clock_words(seconds)
