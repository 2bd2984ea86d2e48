"""The line of advice: each case by hand, and that every line there can be is short, calm and silent about streaks."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.advice import advice
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules, WeekStart
from ankle_tui.core.weeks.streaks import status_words
from tests.builders import ENDED, Runner, short_plan
from tests.examples import examples

USUAL = Rules()
MONDAY = dt.date(2026, 11, 16)
RECORD = replace(Runner(short_plan()).start().work(2).session.record(ENDED), context=Context.OTHER)
SCOLDING = re.compile(r"streak|must|should|miss|lost|fail|only \d|behind|late\b|never|!", re.IGNORECASE)


def day_of(number: int) -> dt.date:
    """A day so many after the Monday."""
    return MONDAY + dt.timedelta(number)


def seen(
    day: int, trained: set[int], kind: DayKind | None = None, *, hard: bool = False, rules: Rules = USUAL
) -> Calendar:
    """A history of some training days, as it stands on a day that is marked."""
    sessions = tuple(replace(RECORD, id=new_id(n, bytes(10)), day=day_of(it)) for n, it in enumerate(sorted(trained)))
    return Calendar(History(sessions, days=(DayMark(day_of(day), kind, hard),)), rules, day_of(day))


@pytest.mark.parametrize(
    ("calendar", "words"),
    [
        (seen(10, {7}, DayKind.SICK), "Get well first: training can wait."),
        (seen(10, {7}, DayKind.TRAVEL), "A travel day: training can wait."),
        (seen(10, {9}, DayKind.REST), "A rest day: the next session can wait."),
        (seen(10, {10}, DayKind.RUN), "Done for today: rest tomorrow."),
        (seen(10, {9}, DayKind.RUN), "You trained yesterday: better to rest today."),
        (seen(10, {4, 6, 8}, DayKind.RUN), "Three sessions in a week: the next can wait."),
        (seen(10, {3, 6, 8}, DayKind.RUN), "You ran today: a good moment to train."),
        (seen(10, {3}, DayKind.RUN), "You ran today: a good moment to train."),
        (seen(10, {8}, DayKind.RUN, hard=True), "A hard run: balance is one step easier."),
        (seen(10, {9}, DayKind.RUN, hard=True), "You trained yesterday: better to rest today."),
        (seen(12, {9}, DayKind.CROSS_TRAINING), "You cross-trained: a good moment to train."),
        (seen(10, set(), DayKind.RUN), "You ran today: good for an easy session."),
        (seen(24, {8}, DayKind.RUN), "You ran today: good for an easy session."),
        (seen(10, set()), "Two or three sessions a week are enough."),
        (seen(22, {8}), "Welcome back: start one step lower."),
        (seen(10, {1, 7}), "No hurry: any day up to Sunday will do."),
        (seen(9, {3}), "No hurry: any day up to Friday will do."),
        (seen(11, {7, 9}), "This week is done: more is up to you."),
        (seen(11, {3}), "Best today: it leaves free days between."),
        (seen(13, {3, 9}), "One session today completes the week."),
        (seen(12, {3}), "Too few days left: start fresh next week."),
    ],
)
def test_one_line_for_every_case(calendar: Calendar, words: str) -> None:
    assert advice(calendar) == words


def test_after_a_hard_run_only_what_is_easier_is_called_so() -> None:
    hard = seen(10, {8}, DayKind.RUN, hard=True)
    assert advice(hard, eased=False) == "A hard run: go easy on the balance."


def test_a_rest_week_asks_for_nothing() -> None:
    marks = tuple(DayMark(day_of(number), DayKind.TRAVEL) for number in range(7, 11))
    rested = Calendar(History((replace(RECORD, day=day_of(3)),), days=marks), Rules(), day_of(11))
    assert advice(rested) == "A rest week: train only if you feel like it."


@examples(1500)
@given(
    st.integers(20, 50),
    st.sets(st.integers(0, 50), max_size=20),
    st.sampled_from([*DayKind, None]),
    st.booleans(),
    st.sampled_from([Rules(target, start) for target in (1, 2, 3) for start in WeekStart]),
)
def test_every_line_is_short_calm_and_silent_about_streaks(
    day: int, trained: set[int], kind: DayKind | None, hard: bool, rules: Rules
) -> None:
    calendar = seen(day, trained, kind, hard=hard and kind is DayKind.RUN, rules=rules)
    line = advice(calendar)
    assert line == advice(seen(day, trained, kind, hard=hard and kind is DayKind.RUN, rules=rules))
    assert 0 < len(line) <= 44
    assert line.endswith(".")
    assert not SCOLDING.search(line)
    assert max(len(status_words(calendar.counted)), len(status_words(calendar.counted, streaks=False))) <= 45
