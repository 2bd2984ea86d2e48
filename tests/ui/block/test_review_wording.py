"""The words about a block on the screens."""

from dataclasses import replace

import pytest

from ankle_tui.core.block.block_review import BlockReview, review_block
from ankle_tui.core.block.block_state import BlockState, block_states
from ankle_tui.core.exercises.exercise import Level, Side, Sprain
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.block import review_wording as words
from tests.builders import shipped
from tests.core.block.blocks import date_of, make_block, make_history, seen, week_off


def days_of(today: int, *blocks: BlockRecord) -> Calendar:
    return seen(make_history([1, 4, 8, 11, 15, 18, 30], week_off(3), blocks or [make_block()]), today)


def first_of(today: int, *blocks: BlockRecord) -> BlockState:
    return block_states(days_of(today, *blocks))[0]


def test_what_a_block_is_and_what_its_questions_are() -> None:
    assert words.offer_lines(2, "n") == [
        "A block is 8 weeks of 2 sessions a week, easy at first, then harder.",
        "Self-tests before and after it, and a review, show what has changed.",
        "Rest weeks are not counted. n begins it today; you can end it on any day.",
    ]
    assert words.offer_lines(1)[2] == "Rest weeks are not counted. You can end it on any day."
    assert words.brief_offer("n") == "n begins a block of 8 weeks"
    assert [words.ASK_BEGIN, words.ASK_END, words.ASK_MORE, words.ASK_SPRAIN] == [
        "Begin a block today?",
        "End the block?",
        "Train for more again?",
        "A sprained ankle in the last year?",
    ]
    assert list(words.SPRAINS) == list(Sprain)
    assert [words.end_words(mistaken=mistaken) for mistaken in (False, True)] == [
        "end it today: what was done stays",
        "take it back: nothing was done in it",
    ]


def test_how_a_block_stands() -> None:
    running, over, early = first_of(30), first_of(70), first_of(40, make_block(ended=20))
    kept, paused = (
        first_of(70, make_block(answer=answer, answered=65)) for answer in (AfterBlock.KEEP, AfterBlock.PAUSE)
    )
    closed = first_of(99, make_block(answered=65))
    assert [words.brief_state(state, "n", "r") for state in (running, over, kept, paused, closed)] == [
        "block 4/8 · 7 of 8 · on plan",
        "block done · 7 of 16 · r review",
        "kept up: two short sessions a week",
        "pause until Sunday 22 March",
        "n begins a block of 8 weeks",
    ]
    assert words.until_words(running) == "until Sunday 8 March"
    assert words.pace_words(running) == "2 sessions a week, 1 rest week not counted"
    assert words.over_words(over) == "Block of 5 Jan to 8 Mar · 7 of 16 sessions · below plan"
    assert words.over_words(early) == "Block of 5 Jan to 25 Jan · 6 of 16 sessions · on plan, ended in week 3"
    assert words.look_back_words("r") == "r looks back on it and asks what comes next."
    assert words.span_words(over) == "5 Jan to 8 Mar"


def test_a_block_in_one_line_and_its_pain() -> None:
    def review(today: int, *pain: int | None) -> BlockReview:
        calendar = days_of(today)
        found = review_block(block_states(calendar)[0], calendar, shipped(), level=Level.BEGINNER)
        weeks = tuple(replace(week, pain=told) for week, told in zip(found.weeks, pain, strict=False))
        return replace(found, weeks=weeks, seconds=60 * today)

    assert words.sum_words(review(30)) == "7 of 8 sessions so far · on plan · 30 min of work"
    assert words.sum_words(review(70)) == "7 of 16 sessions · below plan · 1 h 10 min of work"
    assert words.sum_words(review(0)) == "0 of 2 sessions so far", "nothing of the plan before a week is over"
    assert [words.pain_range(review(30, *pain)) for pain in ((None, 0, 2), (1, 1), (None,))] == [
        "0 to 2 of 10",
        "1 of 10",
        "",
    ]


def test_the_days_of_tests() -> None:
    assert words.dates_words([date_of(9), date_of(2)], date_of(9)) == "7 Jan to 14 Jan"
    assert words.dates_words([date_of(2)], date_of(9)) == "7 Jan"


def test_what_an_answer_does() -> None:
    assert [words.effect_words(answer, 2, None) for answer in AfterBlock] == [
        "8 weeks more, 2 sessions a week",
        "two short sessions a week, no steps up",
        "two weeks that put no streak at risk",
    ]
    assert words.effect_words(AfterBlock.AGAIN, 3, Side.RIGHT) == "8 weeks more, 3 sessions a week, the right leg first"


@pytest.mark.parametrize(
    ("today", "blocks", "said"),
    [
        (30, [make_block()], ""),
        (70, [make_block()], ""),
        (
            70,
            [make_block(answer=AfterBlock.KEEP, answered=65)],
            "You keep it up: two short sessions a week, no steps up.",
        ),
        (
            70,
            [make_block(answer=AfterBlock.PAUSE, answered=65)],
            "You pause until Sunday 22 March: no week of it breaks your streak.",
        ),
        (99, [make_block(answer=AfterBlock.PAUSE, answered=65)], "A pause followed."),
        (99, [make_block(answered=65)], "Nothing followed."),
        (
            70,
            [make_block(answer=AfterBlock.AGAIN, answered=70), make_block(70, number=1)],
            "Another block begins today.",
        ),
        (80, [make_block(answer=AfterBlock.AGAIN, answered=70), make_block(70, number=1)], "Another block followed."),
    ],
)
def test_what_holds_after_the_answer(today: int, blocks: list[BlockRecord], said: str) -> None:
    assert words.answered_words(first_of(today, *blocks)) == said
