"""Words of self-tests in plain mode, without signs that a screen reader stumbles over."""

from collections.abc import Iterable, Mapping, Sequence

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.formatting import day_words, side_words
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import LEAST_BEFORE_CLOSED, Measure, Protocol, SelfTestId
from ankle_tui.core.self_tests.self_test_wording import HOW_TO_CHECK, conditions_words, rules_words
from ankle_tui.core.session.events import Event, PhaseStarted, SessionEnded, SetEnded
from ankle_tui.core.session.plan import Plan
from ankle_tui.plain.narrator import Narrator
from ankle_tui.services.self_testing.self_test_saver import SelfTestSaver

FELL = "fell"
"""Typed after a fall."""
LATER = "later"
DELETE = "delete"

KEYS_OF_A_TEST = (
    "Keys, each followed by Enter: Enter alone ends a trial. In the rest after it, type the number you heard last if "
    "another one stands; Enter alone lets it stand. n leaves a trial out, r does it again, b goes back, p pause or go on, "
    "minus shortens the rest, s sound, q finish and keep."
)
AFTER_A_FALL = f"After a fall type {FELL}: then the eyes stay open."
READ_BACK = f"Right as they stand? Enter for yes; left 2 11.5 puts one right; {LATER}; {DELETE}."
READ_BACK_ONE = f"Right as they stand? Enter for yes; left 11 puts one right; {LATER}; {DELETE}."
READ_BACK_PARTS = f"Right as they stand? Enter for yes; closed left 2 11.5 puts one right; {LATER}; {DELETE}."
NOT_READ = "Not understood."
PAIN_IN_TEST = "Pain, 0 to 10? Enter to skip."
DELETED = "Deleted."
NOTHING = "Nothing was measured, so nothing was recorded."
NOT_LOOKED_AT = f"Look at the values before they count: {HOW_TO_CHECK}"

_UNITS = {Measure.SECONDS: "seconds", Measure.REPS: "reps", Measure.CENTIMETRES: "centimetres"}


def spoken(line: str) -> str:
    """Put a line of the screen into words for the ear: a dot between two parts becomes a semicolon."""
    return line.replace(" · ", "; ").replace("–", " to ").replace("“", '"').replace("”", '"')


def opening_lines(protocol: Protocol, conditions: Mapping[str, object], minutes: int, *, hears: bool) -> list[str]:
    """Tell what comes: the test with its conditions, its rules in two lines, and the keys.

    Args:
        protocol: Its rules.
        conditions: Its conditions.
        minutes: How long it takes, with the warm-up if there is one.
        hears: True if somebody may type.
    """
    told = _conditions(conditions)
    warming = minutes - protocol.minutes
    length = f"About {minutes} minutes, {warming} of them to warm up." if warming else f"About {minutes} minutes."
    lines = [f"{protocol.name}: {told}. {length}", f"{protocol.stand}.", rules_words(protocol)]
    if hears and protocol.kind:
        lines.append(KEYS_OF_A_TEST)
        lines += [AFTER_A_FALL] if protocol.id is SelfTestId.STANCE else []
    return lines


def of_day_line(protocol: Protocol, record: SelfTestRecord) -> str:
    """Name a test by its day and conditions, when its values are looked at."""
    return f"{protocol.name}, {day_words(record.day)}: {_conditions(record.conditions)}."


def conditions_question(conditions: Mapping[str, object], others: Sequence[str]) -> str:
    """Ask for the conditions of a test.

    Args:
        conditions: Those that stand.
        others: The words for the others.
    """
    told = _conditions(conditions)
    return f"{told[0].upper()}{told[1:]}. Enter if so, else what differs: {', '.join(others)}."


def trial_line(side: Side | None, trial: Trial | None, unit: Measure, cap: float) -> str:
    """Tell a trial that has ended, as it stands: `LEFT LEG: 12.5 seconds.`.

    Args:
        side: The leg.
        trial: The trial; None if it was left out.
        unit: Its unit.
        cap: Where it ends by itself.
    """
    if trial is None:
        return f"{side_words(side)}: skipped."
    hint = " If you stopped before, type the number you heard last." if trial.value == cap else ""
    return f"{side_words(side)}: {number_words(trial.value, unit)}.{hint}"


def stands_line(trial: Trial | None, unit: Measure) -> str:
    """Say that a trial stands."""
    return f"It stands: {number_words(trial.value, unit)}." if trial else "It stays skipped."


def try_question(side: Side, number: int, trials: int) -> str:
    """Ask for a number of the knee-to-wall test."""
    return f"{side_words(side)}, try {number} of {trials}: centimetres from the great toe to the wall? Enter leaves it out."


def eyes_stay_open_line(*, fell: bool) -> str:
    """Say why the stance ends before the eyes close."""
    why = "you fell" if fell else f"a leg was down before {LEAST_BEFORE_CLOSED:g} seconds"
    return f"The eyes stay open: {why}. The test ends here."


def recap_lines(protocol: Protocol, record: SelfTestRecord) -> list[str]:
    """Read the trials back, a line for each part: `Eyes open: left 45, 44; right 45, 40.5 seconds.`."""
    names = {part.id: f"{part.name.capitalize()}: " for part in protocol.parts}
    lines = []
    for part in protocol.part_ids:
        if any(trial.part == part for trial in record.trials):
            legs = "; ".join(f"{side.value} {_values(record, side, part)}" for side in Side)
            lines.append(f"{names.get(part, '')}{legs} {_UNITS[protocol.unit]}.")
    return [f"{line[0].upper()}{line[1:]}" for line in lines]


def read_back_question(protocol: Protocol, record: SelfTestRecord) -> str:
    """Ask if the trials are right as they stand."""
    if len({trial.part for trial in record.trials}) > 1:
        return READ_BACK_PARTS
    return READ_BACK if protocol.trials > 1 else READ_BACK_ONE


def number_words(value: float, unit: Measure) -> str:
    """Write a value in full: `12.5 seconds`, `1 rep`."""
    name = _UNITS[unit]
    return f"{value:g} {name.removesuffix('s') if value == 1 else name}"


class SelfTestNarrator(Narrator):
    """Put the events of a timed test into lines, each trial as it stands.

    Args:
        plan: Its plan.
        saver: Keeps its trials.
        unit: Its unit.
    """

    def __init__(self, plan: Plan, saver: SelfTestSaver, unit: Measure) -> None:
        super().__init__(plan)
        self._sets = plan.sets
        self._saver = saver
        self._unit = unit

    def lines(self, events: Iterable[Event]) -> list[str]:
        """Make a line of every event that has one."""
        lines: list[str] = []
        events = tuple(events)
        begun = {event.phase.set_index for event in events if isinstance(event, PhaseStarted)}
        for event in events:
            if isinstance(event, SetEnded) and event.given_up and event.index in begun:
                continue  # it is done again
            if isinstance(event, SetEnded) and self._sets[event.index].open:
                work = self._sets[event.index]
                lines.append(trial_line(work.side, self._saver.last, self._unit, work.target))
            elif isinstance(event, SessionEnded) and self._saver.closed_left_out:
                lines.append(eyes_stay_open_line(fell=self._saver.fell))
            elif not isinstance(event, SessionEnded):
                lines += super().lines([event])
        return lines


def _conditions(conditions: Mapping[str, object]) -> str:
    return conditions_words(conditions).replace(" · ", ", ")


def _values(record: SelfTestRecord, side: Side, part: str) -> str:
    found = [f"{trial.value:g}" for trial in record.trials if (trial.side, trial.part) == (side, part)]
    return ", ".join(found) or "nothing"
