"""The page that looks back on a block: what stands on it, and in how much room."""

import datetime as dt
from dataclasses import replace

from textual.content import Content

from ankle_tui.core.block.block_review import BlockReview, review_block
from ankle_tui.core.block.block_state import current_block
from ankle_tui.core.block.block_wording import ladder_words
from ankle_tui.core.exercises.exercise import Level, Side
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.core.overview.measured import MeasuredPart, measured
from ankle_tui.core.overview.measured_wording import PRACTICE_ONLY, part_name, shown_words, way_words
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.ui.block.review_display import ReviewDisplay
from ankle_tui.ui.block.review_wording import (
    NO_LADDERS,
    NO_TESTS,
    PAIN,
    answered_words,
    dates_words,
    pain_range,
    sum_words,
)
from ankle_tui.ui.block.week_strip import DONE
from ankle_tui.ui.wording.day_words import LEGS
from tests.builders import shipped
from tests.ui.eight_weeks import BEGUN, eight_weeks, self_tests

AFTER = BEGUN + dt.timedelta(64)


def looked_back(history: History, today: dt.date = AFTER) -> BlockReview:
    calendar = Calendar(history, Rules(), today)
    state = current_block(calendar)
    assert state
    return review_block(state, calendar, shipped(), level=Level.BEGINNER)


def parts_of(history: History) -> tuple[MeasuredPart, ...]:
    return measured(history.tests, BEGUN - dt.timedelta(14)).parts


def shown(history: History, *, today: dt.date = AFTER) -> ReviewDisplay:
    return ReviewDisplay(looked_back(history, today), parts_of(history))


def plain(drawn: list[Content]) -> list[str]:
    return [line.plain.rstrip() for line in drawn]


def test_a_block_is_summed_up_then_its_weeks_stand_in_columns() -> None:
    history = eight_weeks()
    display, review = shown(history), looked_back(history)
    assert plain(display.head(76)) == [sum_words(review)]
    week, sessions, numbers, pain = plain(display.weeks(76))
    columns = [at for at, char in enumerate(numbers) if char.isdigit()]
    assert [numbers[at] for at in columns] == ["2", "2", "2", "0", "2", "1", "2", "2", "2"]
    assert "".join(week[at] for at in columns) == "123–45678"
    assert "".join(sessions[at] for at in columns).count(DONE) == 8
    assert pain.startswith(PAIN)
    assert pain.endswith(pain_range(review))
    assert "".join(pain[at] for at in columns) == "▁▁▂·▂▁▁▁▂"


def test_every_ladder_and_every_test_of_the_block_stands_on_the_page() -> None:
    history = eight_weeks()
    display, review = shown(history), looked_back(history)
    assert plain(display.ladders(100)) == [ladder_words(ladder) for ladder in review.ladders]
    found = plain(display.tests(100))
    assert len(found) == len(parts_of(history)) == 4
    for line, part in zip(found, parts_of(history), strict=True):
        assert line.split("●")[0].strip() == part_name(part)
        assert all(way_words(part, side, LEGS[side]) in line for side in Side)
        assert line.endswith(shown_words(part))
    counted = [dt.date(2026, 9, 30), dt.date(2026, 11, 21)]
    assert display.days() == dates_words(counted, AFTER)


def test_words_too_long_for_a_line_stand_below_the_numbers() -> None:
    drawn = plain(shown(eight_weeks()).tests(60))
    long = max(map(shown_words, parts_of(eight_weeks())), key=len)
    assert not any(line.endswith(long) for line in drawn)
    assert long in " ".join(" ".join(drawn).split())


def test_practice_alone_says_so_and_pain_that_nobody_told_is_left_out() -> None:
    history = replace(eight_weeks(1), tests=self_tests(last=-3))
    silent = replace(history, sessions=tuple(replace(each, pain=None) for each in history.sessions))
    display = shown(silent, today=BEGUN + dt.timedelta(3))
    assert all(line.endswith(PRACTICE_ONLY) for line in plain(display.tests(76)))
    assert not any(line.startswith(PAIN) for line in plain(display.weeks(76)))


def test_a_block_without_anything_says_what_is_missing() -> None:
    display = shown(replace(eight_weeks(0, tests=False), days=()))
    assert [plain(display.ladders(76)), plain(display.tests(76)), display.days()] == [[NO_LADDERS], [NO_TESTS], ""]


def test_an_answer_stands_below_the_sum() -> None:
    history = eight_weeks(answer=AfterBlock.KEEP)
    assert plain(shown(history).head(76))[1] == answered_words(looked_back(history).state)


def test_a_block_that_runs_shows_the_weeks_to_come() -> None:
    drawn = plain(shown(eight_weeks(2), today=BEGUN + dt.timedelta(13)).weeks(76))
    assert drawn[0].split()[1:] == list("123–45678")
    assert drawn[2].split() == ["2", "2"]


def test_names_stand_above_the_weeks_where_there_is_no_room_beside_them() -> None:
    drawn = plain(shown(eight_weeks()).weeks(36))
    assert f"{PAIN}, {pain_range(looked_back(eight_weeks()))}" in drawn
    assert max(map(len, drawn)) <= 36
