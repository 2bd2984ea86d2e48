"""The words of the calendar."""

import datetime as dt
from dataclasses import replace

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Day, Rules
from ankle_tui.ui.calendar.calendar_wording import (
    TOO_FAR_BACK,
    answer_words,
    before_lines,
    day_lines,
    head_words,
    least_line,
    mark_question,
    months_words,
    not_marked,
    session_line,
    sets_lines,
    week_marked,
)
from tests.store.history.records import make_record

TODAY = dt.date(2026, 11, 22)
THURSDAY = Day(dt.date(2026, 11, 19), DayKind.RUN, hard=True, sessions=1, seconds=168.0)


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (60, ["Thursday 19 November: hard run, 1 session, 2:48 of work"]),
        (40, ["Thursday 19 November", "hard run, 1 session, 2:48 of work"]),
        (30, ["Thursday 19 November", "hard run, 1 session"]),
    ],
)
def test_a_day_is_summed_up_in_the_room_there_is(width: int, lines: list[str]) -> None:
    assert day_lines(THURSDAY, TODAY, width) == lines


def test_a_day_fits_into_one_line_however_narrow() -> None:
    told = [least_line(THURSDAY, width) for width in (40, 30, 20, 12)]
    assert told == ["Thu 19 Nov: hard run, 1 session", "Thu 19 Nov: hard, 1×", "Thu 19 Nov: hard, 1×", "Thu 19 Nov"]


def test_a_day_of_another_year_has_it() -> None:
    empty = Day(dt.date(2025, 10, 18), None, hard=False, sessions=0, seconds=0.0)
    assert day_lines(empty, TODAY, 60) == ["Saturday 18 October 2025: nothing noted"]


@pytest.mark.parametrize(
    ("session", "line"),
    [
        (make_record(), "18:04   0:43  balance, unknown-move"),
        (make_record(sets=(), active_seconds=0.0), "18:04   0:00  nothing done · too short to count"),
        (make_record(extra={"by_hand": True}), "by hand   0:43  balance, unknown-move"),
    ],
)
def test_a_session_says_when_how_long_and_what(session: SessionRecord, line: str) -> None:
    some, *_ = session.sets or make_record().sets
    known = {"single-leg-balance": "balance"}
    sets = (replace(some, exercise="single-leg-balance"), replace(some, exercise="unknown-move"))
    assert session_line(replace(session, sets=sets if session.sets else ()), known) == line


def test_the_months_in_sight_with_the_years_they_need() -> None:
    days = dt.date(2026, 6, 15), dt.date(2025, 12, 15), dt.date(2026, 11, 2)
    assert [months_words(day, TODAY) for day in days] == [
        "June to November 2026",
        "December 2025 to November 2026",
        "November 2026",
    ]


def test_a_day_says_what_was_done_and_today_what_is_sensible() -> None:
    trained = make_record(day=TODAY - dt.timedelta(2))
    calendar = Calendar(History((trained,)), Rules(), TODAY)
    assert head_words(calendar.day(trained.day), calendar) == "Run, 1 session, 0:43 of work."
    assert head_words(calendar.day(TODAY), calendar).startswith("Nothing noted. ")
    assert head_words(calendar.day(TODAY - dt.timedelta(1)), calendar) == "Nothing noted."


def test_the_sets_of_a_day_and_the_days_before() -> None:
    trained = make_record(day=TODAY - dt.timedelta(2))
    names = {item.exercise: "moves" for item in trained.sets}
    (line, *_) = sets_lines([trained], names)
    assert line.startswith("moves  ")
    marks = (DayMark(TODAY - dt.timedelta(1), DayKind.RUN, hard=True), DayMark(TODAY - dt.timedelta(40), DayKind.RUN))
    calendar = Calendar(History((trained,), days=marks), Rules(), TODAY)
    assert before_lines(calendar, TODAY, names, 9) == [
        ("Sat 21 Nov  hard run", ""),
        ("Fri 20 Nov  run · moves", "0:43"),
    ]
    assert len(before_lines(calendar, TODAY, names, 1)) == 1


def test_a_day_and_a_week_are_asked_about_and_marked() -> None:
    assert [mark_question(TODAY, TODAY), mark_question(THURSDAY.day, TODAY)] == [
        "Today, Sunday 22 November",
        "Thursday 19 November",
    ]
    assert [answer_words(DayKind.RUN, hard=True), answer_words(DayKind.SICK), answer_words(None)] == [
        "hard run",
        "sick",
        "no mark",
    ]
    assert week_marked(dt.date(2026, 11, 16), None) == "Week of Monday 16 November: no mark."
    assert not_marked("too long ago") == "Not marked: too long ago"
    assert TOO_FAR_BACK == "Only the last 14 days can be marked."
