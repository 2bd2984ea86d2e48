"""What days and weeks look like and are called."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Day, Rules
from ankle_tui.ui.wording.day_words import (
    brief_kind_words,
    count_words,
    day_line,
    glyph,
    joined,
    kind_words,
    plan_words,
    risk_words,
    short_date_words,
    streak_words,
    wrapped,
)
from tests.store.history.records import make_record

MONDAY = dt.date(2026, 11, 16)


def day(kind: DayKind | None = None, *, hard: bool = False, sessions: int = 0) -> Day:
    return Day(MONDAY, kind, hard, sessions, 60.0 * sessions)


def calendar(*trained: int, today: int, off: Sequence[int] = (), target: int = 2) -> Calendar:
    """Trained on some days and marked sick on others, both counted from a Monday."""
    sessions = (make_record(n, day=MONDAY + dt.timedelta(n), context=Context.OTHER) for n in trained)
    marks = (DayMark(MONDAY + dt.timedelta(n), DayKind.SICK) for n in off)
    return Calendar(History(tuple(sessions), days=tuple(marks)), Rules(target), MONDAY + dt.timedelta(today))


def test_every_kind_of_day_with_and_without_a_session_has_a_sign_of_its_own() -> None:
    kinds = [(None, False), (DayKind.RUN, False), (DayKind.RUN, True), (DayKind.CROSS_TRAINING, False)]
    signs = [glyph(day(kind, hard=hard, sessions=n)) for (kind, hard), n in product(kinds, (0, 1))]
    assert len(set(signs)) == len(signs)
    assert {glyph(day(kind)) for kind in (DayKind.REST, DayKind.SICK, DayKind.TRAVEL)} == {"–"}
    assert glyph(day(DayKind.REST, sessions=2)) == "■"


def test_kinds_in_words() -> None:
    assert (kind_words(day(DayKind.RUN, hard=True)), brief_kind_words(day(DayKind.RUN, hard=True))) == (
        "hard run",
        "hard",
    )
    assert (kind_words(day()), brief_kind_words(day())) == ("", "")
    assert all(len(brief_kind_words(day(kind))) <= 5 for kind in DayKind)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (day(), "nothing noted"),
        (day(DayKind.SICK), "sick"),
        (day(sessions=1), "1 session, 1:00 of work"),
        (day(DayKind.RUN, hard=True, sessions=2), "hard run, 2 sessions, 2:00 of work"),
    ],
)
def test_a_day_in_a_line(what: Day, words: str) -> None:
    assert day_line(what) == words
    assert day_line(what, timed=False) == words.partition(", 1:")[0].partition(", 2:")[0]


def test_a_date_in_few_letters() -> None:
    assert short_date_words(MONDAY) == "Mon 16 Nov"


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (calendar(today=6), None),  # nobody has trained yet
        (calendar(-20, today=6), None),  # nor for long
        (calendar(-6, today=0), "7 days left"),
        (calendar(-6, 1, today=1), "6 days left"),
        (calendar(-6, today=4), "3 days left: best today"),
        (calendar(-6, 2, today=6), "1 day left: best today"),
        (calendar(-6, today=5), "too few days left: rest"),
        (calendar(-6, 1, 3, today=3), "this week is done"),
        (calendar(-6, today=4, off=(0, 1, 2, 3)), "rest week"),
        (calendar(-6, today=4, off=(4,)), None),
    ],
)
def test_risk_in_words_only_where_something_is_asked_for(week: Calendar, words: str | None) -> None:
    assert next(iter(risk_words(week)), None) == words


def test_count_streak_and_plan_in_words() -> None:
    steady = calendar(0, 2, 7, 9, 14, today=15)
    assert count_words(steady)[0] == "1 of 2 this week"
    assert streak_words(steady)[0] == "streak 2 · best 2"
    assert plan_words(steady)[0] == "100 % of plan lately"
    missed = calendar(0, 2, 7, 9, today=22)
    assert streak_words(missed)[0] == "best streak 2"
    assert plan_words(missed)[0] == "67 % of plan lately"
    nothing = calendar(today=0)
    assert (count_words(nothing)[0], streak_words(nothing), plan_words(nothing)) == ("0 of 2 this week", (), ())


@pytest.mark.parametrize(
    ("width", "line"),
    [(40, "one thing · another"), (19, "one thing · another"), (18, "one thing · two"), (12, "one thing"), (4, "1")],
)
def test_as_much_is_said_as_there_is_room_for(width: int, line: str) -> None:
    assert joined([("one thing", "1"), (), ("another", "two")], width) == line


def test_what_has_no_room_at_all_is_left_out() -> None:
    assert joined([("one", "1"), ("something longer",), ("3",)], 7) == "one · 3"
    assert joined([("one",)], 0) == ""


def test_things_side_by_side_are_never_broken() -> None:
    words = ["a bc", "def", "a very long one", "x"]
    for width in range(1, 40):
        lines = wrapped(words, width)
        assert "  ".join(lines) == "  ".join(words)
        assert all(len(line) <= width or line in words for line in lines)


def test_marks_of_another_day_say_nothing_of_this_one() -> None:
    marks = (DayMark(MONDAY, DayKind.RUN, hard=True),)
    one = Calendar(replace(History(), days=marks), Rules(), MONDAY)
    assert glyph(one.day(MONDAY)) == "◎"
    assert glyph(one.day(MONDAY + dt.timedelta(1))) == "·"
