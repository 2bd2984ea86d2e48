"""A runner's eight weeks with their self-tests, for the screens: the same on every run."""

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

from ankle_tui.core.exercises.exercise import Choice, Side
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS, SelfTestId, conditions_of
from ankle_tui.store.history.history_file import HistoryFile
from tests.store.history.records import make_id
from tests.ui.stage import EVENING, shipped
from tests.ui.training import trained

BEGUN = dt.date(2026, 9, 28)
"""The Monday on which the block began."""
RESTED = 3
"""Its week, counted from 0, in which the runner was ill."""
STANCES = {
    -3: ((41.0, 45.0, 38.5), (45.0, 45.0, 45.0), (6.0, 9.5, 7.0), (8.0, 12.5, 9.0)),
    2: ((45.0, 45.0, 42.0), (45.0, 45.0, 45.0), (7.0, 9.0, 8.0), (9.5, 11.0, 10.5)),
    54: ((45.0, 45.0, 45.0), (45.0, 45.0, 45.0), (9.5, 13.0, 10.5), (12.5, 16.0, 13.5)),
}
"""Open and closed eyes of the left and the right leg, by the day of the block."""
RAISES = {-3: (14, 17), 2: (15, 18), 54: (24, 22)}
WALLS = {-3: (9.0, 10.0), 2: (9.0, 10.0), 54: (11.0, 10.5)}


def in_week(week: int, number: int) -> SessionRecord:
    """One of the sessions of a week of the block, up the ladders."""
    rng = random.Random(100 * week + number)
    at = dt.datetime.combine(BEGUN + dt.timedelta(7 * week + 1 + 3 * number), EVENING.timetz())
    choices = [_choice("single-leg-balance", 0, min(2, week // 3)), _choice("calf-raise", week // 4, week % 4 // 2)]
    if week > 2:
        choices.append(_choice("heel-toe-walk", 0, min(1, week // 5)))
    record = trained(at, choices, rng)
    return replace(record, id=make_id(10 * week + number), pain=(0, 0, 1, 0, 2, 0, 0, 0, 1)[week], effort=4)


def self_tests(first: int = -3, last: int = 54) -> tuple[SelfTestRecord, ...]:
    """The self-tests from one day of the block to another."""
    found = []
    for day in sorted({*STANCES, *RAISES, *WALLS}):
        if first <= day <= last:
            left, right, closed_left, closed_right = STANCES[day]
            stance = [
                *_trials(OPEN_EYES, left, right),
                *_trials(CLOSED_EYES, closed_left, closed_right),
            ]
            wall = [trial for _ in range(3) for trial in _trials("", *((value,) for value in WALLS[day]))]
            found += [
                _test(SelfTestId.WALL, day, wall),
                _test(SelfTestId.STANCE, day, stance),
                _test(SelfTestId.RAISE, day, _trials("", *((float(value),) for value in RAISES[day]))),
            ]
    return tuple(found)


def eight_weeks(
    weeks: int = 9, *, answer: AfterBlock | None = None, ended: dt.date | None = None, tests: bool = True
) -> History:
    """The history of a block that began at `BEGUN`, with a week of illness in it.

    Args:
        weeks: Weeks that were trained, the ill one among them.
        answer: What the runner said comes after it.
        ended: Day on which it was closed.
        tests: False for no self-tests.
    """
    answered = BEGUN + dt.timedelta(63) if answer else None
    ill = tuple(DayMark(BEGUN + dt.timedelta(7 * RESTED + day), DayKind.SICK) for day in range(5))
    sessions = [in_week(week, number) for week in range(weeks) if week != RESTED for number in range(2)]
    return History(
        tuple(session for session in sessions if session.id != make_id(51)),
        days=ill,
        tests=self_tests(last=7 * weeks) if tests else (),
        blocks=(BlockRecord(make_id(900), BEGUN, 2, ended, answer, answered),),
    )


def put(folder: Path, history: History) -> None:
    """Write the history of a folder."""
    HistoryFile(folder / "history.json").add(history)


def _trials(part: str, left: tuple[float, ...], right: tuple[float, ...]) -> list[Trial]:
    return [
        Trial(side, value, part)
        for values in zip(left, right, strict=True)
        for side, value in zip(Side, values, strict=True)
    ]


def _test(test: SelfTestId, day: int, trials: list[Trial]) -> SelfTestRecord:
    at = dt.datetime.combine(BEGUN + dt.timedelta(day), EVENING.timetz())
    number = 1000 + 10 * (day + 3) + list(SelfTestId).index(test)
    conditions = conditions_of(PROTOCOLS[test], Side.LEFT)
    return SelfTestRecord(make_id(number), at.date(), at, "Europe/Berlin", test.value, 1, tuple(trials), conditions)


def _choice(exercise: str, variation: int, dose: int) -> Choice:
    found = shipped().get(exercise)
    rung = found.variations[min(variation, len(found.variations) - 1)]
    return Choice(found, rung, rung.doses[min(dose, len(rung.doses) - 1)])
