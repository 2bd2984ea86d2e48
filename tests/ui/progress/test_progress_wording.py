"""The words of Progress."""

import datetime as dt

import pytest

from ankle_tui.core.block.block_state import block_states
from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.core.overview.measured import measured as laid_out
from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, PROTOCOLS, SelfTestId
from ankle_tui.core.training.progress import Weaker
from ankle_tui.core.weeks.calendar import Calendar, Rules
from ankle_tui.ui.progress.progress_wording import (
    begins_words,
    ends_words,
    lag_words,
    last_words,
    meaning_lines,
    most_words,
    part_head,
    self_test_name,
    title_words,
    total_words,
)
from tests.self_tests import measured
from tests.store.history.records import make_id
from tests.training import day


def test_the_leg_that_lags_is_named_with_its_share() -> None:
    assert lag_words(Weaker(Side.RIGHT, 1 / 3)) == "Right leg: 33 % less work, twice running."


def test_what_stands_behind_a_name_and_a_heading() -> None:
    now = dt.date(2026, 11, 22)
    assert [last_words(day, now) for day in (now, dt.date(2025, 3, 1))] == [" · last 22 Nov", " · last 1 Mar 2025"]
    assert most_words(150, Unit.SECONDS) == " · at most 2 min"


def test_the_title_names_the_exercise_and_the_screen_where_there_is_room() -> None:
    assert [title_words(""), title_words("Calf raise")] == ["Progress", "Progress · Calf raise"]
    assert [title_words("", named=False), title_words("Calf raise", named=False)] == ["Progress", "Calf raise"]


def test_a_self_test_is_named_apart_from_exercises_and_its_parts_with_what_counts() -> None:
    assert self_test_name(PROTOCOLS[SelfTestId.RAISE]) == "Test: Heel raise"
    stance = measured(0, SelfTestId.STANCE, [5.0] * 3, part=CLOSED_EYES)
    heads = [part_head(part) for part in laid_out([stance, measured(0, left=9)], dt.date.min).parts]
    assert heads == ["Eyes closed: mean of 3, in s", "One trial, in reps"]


def test_blocks_are_marked_by_their_days() -> None:
    block = BlockRecord(make_id(1), dt.date(2026, 9, 28), 2)
    (state,) = block_states(Calendar(History(blocks=(block,)), Rules(), dt.date(2026, 12, 1)))
    marks = [words(state, now) for words in (begins_words, ends_words) for now in (state.last, dt.date(2027, 1, 1))]
    assert marks == [
        "block begins 28 Sep",
        "block begins 28 Sep 2026",
        "block ends 22 Nov",
        "block ends 22 Nov 2026",
    ]


def test_what_self_tests_mean_is_said_in_sentences() -> None:
    def told(*tests: tuple[int, float, float]) -> list[str]:
        stances = [
            measured(number, SelfTestId.STANCE, [left] * 3, [right] * 3, part=CLOSED_EYES)
            for number, left, right in tests
        ]
        (part,) = laid_out(stances, dt.date.min, AgeBand.TWENTIES).parts
        return meaning_lines(part, day(60))

    norm = "┊ People of your age, as quoted: 9.4 s."
    assert told((40, 8, 8)) == ["Practice so far: the next one counts, 3 days on or later."]
    assert told((40, 8, 8), (45, 8, 8)) == ["One that counts: nothing to compare yet.", norm]
    assert told((40, 8, 8), (45, 8, 8), (55, 9, 8), (60, 10, 8)) == [
        "31 Dec 2026 to 15 Jan · no more than chance.",
        "Left longer in three tests running.",
        norm,
    ]
    raises = [measured(number, left=10, right=20, pain=1) for number in (46, 50, 60)]
    assert meaning_lines(laid_out(raises, dt.date.min).parts[0], day(60)) == [
        "5 Jan to 15 Jan · no more than chance.",
        "Left leg 10 reps behind, twice running.",
        "One leg is far behind, and it hurts: read “When to stop”.",
    ]


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (95, Unit.SECONDS, "95 s"),
        (720, Unit.SECONDS, "12 min"),
        (12_600, Unit.SECONDS, "3.5 h"),
        (480, Unit.REPS, "480 reps"),
        (1, Unit.STEPS, "1 step"),
    ],
)
def test_sums_in_words(amount: float, unit: Unit, words: str) -> None:
    assert total_words(amount, unit) == words
