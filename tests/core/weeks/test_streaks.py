"""Weeks, streaks and what is due, counted by hand: one example for every point of the semantics."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ankle_tui.core.weeks.streaks import (
    LONG_GAP,
    Weeks,
    first_week,
    pause_end,
    read_cut_off,
    settled,
    status_words,
    week_of,
)

ROOT = Path(__file__).parents[3]
MONDAY = dt.date(2026, 11, 16).toordinal()
SUNDAY_START = 6
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
import ankle_tui.core.weeks.streaks
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def at(day: int, trained: str, *, off: str = "", target: int = 2, first_weekday: int = 0) -> Weeks:
    """The weeks on a day.

    Args:
        day: How many days after the Monday it is.
        trained: Training days, counted from the same Monday.
        off: Days marked as off, counted alike.
        target: Training days a week that are aimed at.
        first_weekday: The day a week begins with.
    """
    days, rest = ({MONDAY + int(word) for word in words.split()} for words in (trained, off))
    return Weeks(days, rest, {}, setting=target, today=MONDAY + day, first_weekday=first_weekday)


def test_it_loads_nothing() -> None:
    command = [sys.executable, "-I", "-S", "-c", PROGRAM, str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(run.stdout) == [
        "ankle_tui",
        "ankle_tui.core",
        "ankle_tui.core.weeks",
        "ankle_tui.core.weeks.streaks",
    ]


def test_a_day_ends_at_a_minute_from_midnight_to_noon() -> None:
    read = {
        text: read_cut_off(text) for text in (f"{hour:02}:{minute:02}" for hour in range(100) for minute in range(100))
    }
    assert {text: minutes for text, minutes in read.items() if minutes is not None} == {
        f"{minutes // 60:02}:{minutes % 60:02}": minutes for minutes in range(12 * 60 + 1)
    }


@pytest.mark.parametrize(
    "text", ["", ":", "3:00", "03:0", "0300", "03", "T03:00", "03:00:00", "03:00Z", "+3:00", " 3:00", "0３:00", "03:0²"]
)
def test_what_is_no_time_ends_no_day(text: str) -> None:
    assert read_cut_off(text) is None


@pytest.mark.parametrize("first_weekday", range(7))
def test_a_week_begins_on_its_weekday_and_holds_seven_days(first_weekday: int) -> None:
    for day in range(MONDAY, MONDAY + 14):
        first = week_of(day, first_weekday)
        assert first <= day < first + 7
        assert dt.date.fromordinal(first).weekday() == first_weekday


def test_weeks_are_those_of_the_calendar() -> None:
    assert at(8, "-1 0 6 7").streak == 1  # Sunday and Monday are no week; Monday and Sunday are
    assert at(8, "-1 0 6 7", first_weekday=SUNDAY_START).streak == 2


def test_a_target_that_is_reached_is_a_hit_week() -> None:
    assert [at(7, "0 2", target=target).streak for target in (1, 2, 3)] == [1, 1, 0]


def test_this_week_adds_one_once_it_is_hit_and_breaks_nothing_before() -> None:
    assert [at(day, "0 2 7 9 14 16").streak for day in (14, 15, 16, 20)] == [2, 2, 3, 3]
    assert [at(day, "0 2 7 9").streak for day in (14, 20, 21)] == [2, 2, 0]


def test_a_closed_week_that_was_missed_ends_the_streak_and_leaves_the_best() -> None:
    weeks = at(30, "0 2 7 9 14 21 23")
    assert (weeks.streak, weeks.best) == (1, 2)
    assert [weeks.hit(MONDAY + week) for week in (0, 7, 14, 21)] == [True, True, False, True]


def test_the_first_week_is_neutral_if_it_was_joined_after_its_first_day() -> None:
    assert at(14, "3 7 9").consistency == 1.0
    assert at(14, "0 7 9").consistency == 3 / 4
    assert at(14, "3 5 7 9").streak == 2  # hit, it counts


def test_no_week_before_the_first_counts() -> None:
    assert at(3, "").consistency is None
    assert at(30, "30").consistency is None


@pytest.mark.parametrize(("off", "streak"), [("7 8 9 10", 2), ("7 8 9", 1), ("7 8 9 14", 1)])
def test_four_days_off_make_a_rest_week_that_neither_breaks_nor_lengthens(off: str, streak: int) -> None:
    weeks = at(20, "0 2 14 16", off=off)
    assert (weeks.streak, weeks.rest(MONDAY + 7)) == (streak, streak == 2)


def test_a_rest_week_that_is_hit_all_the_same_counts() -> None:
    assert at(20, "0 2 7 9 14 16", off="10 11 12 13").streak == 3


def test_rest_weeks_do_not_make_a_week_before_them_a_hit() -> None:
    assert at(23, "0 21 23", off="7 8 9 10 14 15 16 17").streak == 1


@pytest.mark.parametrize(("began", "weeks"), [(7, [7, 14]), (10, [7, 14]), (11, [7, 14, 21]), (13, [7, 14, 21])])
def test_a_pause_makes_rest_weeks_from_its_own_to_two_whole_ones(began: int, weeks: list[int]) -> None:
    paused = Weeks({MONDAY, MONDAY + 2}, set(), {}, setting=2, today=MONDAY + 40, pauses={MONDAY + began})
    assert [week for week in range(-7, 42, 7) if paused.rest(MONDAY + week)] == weeks
    assert pause_end(MONDAY + began) == MONDAY + weeks[-1] + 6


@pytest.mark.parametrize(("day", "first"), [(0, 0), (3, 0), (4, 7), (6, 7)])
def test_what_begins_counts_from_its_own_week_if_four_days_are_left(day: int, first: int) -> None:
    assert first_week(MONDAY + day) == MONDAY + first
    assert first_week(MONDAY + day - 1, SUNDAY_START) == MONDAY + first - 1


def test_consistency_is_of_the_last_twelve_closed_weeks_without_rest_weeks() -> None:
    full = " ".join(f"{7 * week} {7 * week + 2}" for week in range(1, 13))
    assert at(7 * 13, f"0 {full}").consistency == 1.0  # the week of one day is the thirteenth
    assert at(7 * 12, f"0 {full}").consistency == 23 / 24
    assert at(7 * 13, f"0 {full}", off="84 85 86 87").consistency == 1.0  # hit, the rest week is no rest week
    assert at(21, "0 2 7 14 16", off="9 10 11 12").consistency == 1.0


def test_more_than_the_target_does_not_make_up_for_less() -> None:
    assert at(14, "0 2 4 6 7").consistency == 3 / 4


def test_days_after_today_count_for_nothing_yet() -> None:
    assert [at(2, "0 3 5").done(MONDAY), at(2, "0 3 5").streak, at(2, "0 3 5").last] == [1, 0, MONDAY]
    assert at(2, "9 11").first is None
    assert at(6, "0 3 5").done(MONDAY) == 3


@pytest.mark.parametrize(
    ("day", "trained", "target", "risk"),
    [
        (0, "", 2, "easy"),
        (3, "", 2, "easy"),  # Friday and Sunday
        (4, "", 2, "tight"),  # Friday and Sunday it has to be
        (5, "", 2, "short"),
        (6, "", 1, "tight"),
        (2, "", 3, "tight"),  # Wednesday, Friday, Sunday
        (3, "", 3, "short"),
        (4, "4", 2, "easy"),  # today is done, Sunday is left
        (5, "5", 2, "short"),  # Sunday would be the day after
        (5, "4", 2, "easy"),
        (6, "5", 2, "short"),
        (6, "0", 2, "tight"),
        (0, "-1", 3, "easy"),  # Tuesday, Thursday, Saturday
        (1, "-1", 3, "easy"),
        (2, "-1", 3, "tight"),
        (2, "1", 3, "easy"),  # Thursday and Saturday, or one day later
        (3, "1", 3, "easy"),
        (4, "1", 3, "tight"),
        (3, "0 2", 2, "done"),
    ],
)
def test_what_is_left_to_do_against_the_days_left(day: int, trained: str, target: int, risk: str) -> None:
    assert at(day, trained, target=target).risk == risk


def test_the_days_left_are_counted_with_today() -> None:
    assert [at(day, "").days_left for day in (0, 6, 7)] == [7, 1, 7]
    assert [at(day, "", first_weekday=SUNDAY_START).days_left for day in (0, 5, 6)] == [6, 1, 7]


def test_without_a_session_nothing_is_noted_of_targets() -> None:
    assert settled(None, {}, 3, MONDAY) is None
    assert at(0, "", target=3).target(MONDAY) == 3


@pytest.mark.parametrize(("first_weekday", "monday"), [(0, 0), (SUNDAY_START, -1)])
def test_the_first_target_holds_from_the_week_of_the_first_session(first_weekday: int, monday: int) -> None:
    assert settled(MONDAY + 3, {}, 2, MONDAY + 30, first_weekday) == (MONDAY + monday, 2)
    assert settled(MONDAY + 30, {}, 2, MONDAY + 3, first_weekday) == (MONDAY + monday, 2)  # the clock was set back


@pytest.mark.parametrize(("first_weekday", "coming"), [(0, 14), (SUNDAY_START, 13)])
def test_a_changed_target_counts_from_the_next_week(first_weekday: int, coming: int) -> None:
    noted = {MONDAY: 2}
    assert settled(MONDAY, noted, 2, MONDAY + 8, first_weekday) is None
    assert settled(MONDAY, noted, 3, MONDAY + 8, first_weekday) == (MONDAY + coming, 3)
    weeks = Weeks({MONDAY}, set(), noted, setting=3, today=MONDAY + 8, first_weekday=first_weekday)
    assert [weeks.target(MONDAY + coming + 7 * week) for week in (-3, -2, -1, 0, 1)] == [2, 2, 2, 3, 3]


def test_a_target_that_is_changed_back_in_the_same_week_is_as_it_was() -> None:
    assert settled(MONDAY, {MONDAY: 2, MONDAY + 14: 3}, 2, MONDAY + 8) == (MONDAY + 14, 2)


def test_a_target_noted_for_weeks_that_began_on_another_day_still_begins_with_the_coming_week() -> None:
    noted = {MONDAY: 2, MONDAY + 14: 3}
    assert settled(MONDAY, noted, 3, MONDAY + 8, SUNDAY_START) is None
    assert settled(MONDAY, noted, 1, MONDAY + 8, SUNDAY_START) == (MONDAY + 14, 1)


def test_a_higher_target_does_not_take_back_what_was_hit() -> None:
    noted = {MONDAY: 1, MONDAY + 14: 3}
    weeks = Weeks({MONDAY, MONDAY + 7}, set(), noted, setting=3, today=MONDAY + 14)
    assert [weeks.streak, weeks.target(MONDAY + 7), weeks.target(MONDAY + 14)] == [2, 1, 3]


@pytest.mark.parametrize(
    ("day", "trained", "off", "words"),
    [
        (0, "", "", "0/2 this week · start any day"),
        (14, "0 2 7 9", "", "0/2 this week · streak 2 · next by Friday"),
        (18, "0 2 7 9", "", "0/2 this week · streak 2 · due today"),
        (19, "0 2 7 9", "", "0/2 this week · streak 2 · rest"),
        (18, "0 2 7 9 18", "", "1/2 this week · streak 2 · done today"),
        (15, "7 9 14", "", "1/2 this week · streak 1 · rest today"),
        (18, "14 16", "", "2/2 this week · streak 1 · week done"),
        (17, "14 16", "", "2/2 this week · streak 1 · week done"),
        (18, "0 2 7 9", "18", "0/2 this week · streak 2 · rest"),
        (18, "0 2 7 9", "14 15 16 17", "0/2 this week · streak 2 · rest"),
        (9 + LONG_GAP, "7 9", "", "0/2 this week · start any day"),
    ],
)
def test_the_line_for_a_prompt(day: int, trained: str, off: str, words: str) -> None:
    assert status_words(at(day, trained, off=off)) == words


def test_streaks_can_be_hidden() -> None:
    assert status_words(at(18, "0 2 7 9"), streaks=False) == "0/2 this week · due today"
