"""What Progress shows of an exercise: its lines, its pairs, and the variation that is trained now."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Exercise, Kind, Side, Unit
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord
from ankle_tui.core.training.progress import exercise_stats, progress
from ankle_tui.ui.progress.exercise_view import (
    BEST,
    LAST,
    TOUCHES,
    ExerciseView,
    LegLine,
    Pair,
    figure_words,
    newest_first,
    view,
)
from tests.builders import make_choice
from tests.store.history.records import make_record

DAY = dt.date(2026, 11, 18)
WEEK = dt.date(2026, 11, 16).toordinal()
LEFT, RIGHT = Side


def a_set(done: float, **changes: object) -> SetRecord:
    record = SetRecord("walk", "plain", 1, None, None, Unit.REPS, 12, done, Outcome.DONE)
    return replace(record, **changes)  # type: ignore[arg-type]


def hold(side: Side, done: float, touches: int | None = 0) -> SetRecord:
    return a_set(done, side=side, unit=Unit.SECONDS, foot_downs=touches)


def on(weeks_back: int, *sets: SetRecord, number: int = 0) -> SessionRecord:
    return make_record(weeks_back + 10 * number, day=DAY - dt.timedelta(7 * weeks_back), sets=sets)


def seen(*sessions: SessionRecord, known: Exercise | None = None, variation: str = "plain") -> ExerciseView:
    found = progress(sessions)
    day = max(item.last for item in found.stats if item.variation == variation)
    last = exercise_stats([session for session in sessions if session.day == day])
    return view(known, found.stats, variation, last, found.weaker.get(("walk", variation)))


def test_each_leg_has_its_line_of_clean_holds_only() -> None:
    shown = seen(
        on(1, hold(LEFT, 30), hold(RIGHT, 28), hold(RIGHT, 29, 1)),
        on(0, hold(LEFT, 45), hold(LEFT, 60, 1), hold(RIGHT, 40, 2)),
    )
    assert shown.lines == (LegLine(LEFT, {WEEK - 7: 30, WEEK: 45}), LegLine(RIGHT, {WEEK - 7: 28}))
    assert (shown.clean, shown.sided) == (True, True)
    assert shown.pairs == (Pair(LAST, 45, None), Pair(BEST, 45, 28), Pair(TOUCHES, 0.444, 1.856))
    assert [line.now for line in shown.lines] == [45, 28]


def test_without_a_count_of_touches_the_best_set_is_shown() -> None:
    shown = seen(on(0, hold(LEFT, 30, None), hold(RIGHT, 20, None)))
    assert not shown.clean
    assert shown.lines == (LegLine(LEFT, {WEEK: 30}), LegLine(RIGHT, {WEEK: 20}))
    assert [pair.name for pair in shown.pairs] == [LAST, BEST]


def test_what_both_legs_do_together_has_one_line_and_last_beside_best() -> None:
    shown = seen(on(1, a_set(15)), on(0, a_set(12)))
    assert not shown.sided
    assert shown.lines == (LegLine(None, {WEEK - 7: 15, WEEK: 12}),)
    assert shown.pairs == (Pair("", 12, 15),)


def test_parts_share_a_line_and_are_compared_one_by_one_in_their_order() -> None:
    exercise = make_choice(Kind.REPS, 12, name="walk", parts=("up", "down")).exercise
    legs = [a_set(done, part=part, side=side) for side, done, part in ((LEFT, 9, "down"), (RIGHT, 8, "down"))]
    shown = seen(on(0, *legs, a_set(12, part="up", side=LEFT)), known=exercise)
    assert shown.pairs == (Pair("up", 12, None), Pair("down", 9, 8))
    assert shown.lines[0] == LegLine(LEFT, {WEEK: 12})
    assert shown.steps == (12,)
    both = seen(on(0, a_set(10, part="down"), a_set(11, part="up")), known=exercise)
    assert both.pairs == (Pair("up", 11, 11), Pair("down", 10, 10))


def test_the_variation_trained_last_is_first_and_work_is_that_of_all() -> None:
    sessions = [on(3, a_set(10, variation="before")), on(0, a_set(12)), on(1, a_set(30, unit=Unit.SECONDS))]
    found = progress(sessions)
    assert newest_first(None, found.stats) == ["plain", "before"]
    shown = seen(*sessions)
    assert (shown.unit, shown.work) == (Unit.REPS, {WEEK - 21: 10, WEEK: 12})
    assert (shown.first_week, shown.sessions, shown.total) == (WEEK - 21, 1, 12)
    assert seen(*sessions, variation="before").lines == (LegLine(None, {WEEK - 21: 10}),)


def test_figures_are_never_more_than_was_done() -> None:
    assert [figure_words(done) for done in (None, 0, 7.56, 9.99, 52.9, 29.9999999)] == [
        "–",
        "0",
        "7.5",
        "9.9",
        "52",
        "30",
    ]
