"""What a block asks of today's session, and which leg goes first; no ladder moves by it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.block.block_coaching import block_limits, leg_first
from ankle_tui.core.block.block_state import current_block
from ankle_tui.core.block.block_wording import FEWER_SETS, NO_STEP_UP, TWO_AT_FIRST, TWO_TO_KEEP
from ankle_tui.core.block.weaker_leg import weaker_leg
from ankle_tui.core.exercises.exercise import Level, Side
from ankle_tui.core.history.records import Feel
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, SelfTestRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.training.ladder import Rung
from ankle_tui.core.training.suggestion import NO_LIMITS, SessionLimits, Suggestion, todays_session
from tests import training
from tests.builders import shipped
from tests.core.block.blocks import OFF, TRAINED, date_of, make_block, make_history, seen, week_off
from tests.examples import examples
from tests.self_tests import measured
from tests.training import BALANCE, CALF, OPEN, WALK

GENTLE = SessionLimits(most=2, minutes=10.0, why=TWO_AT_FIRST)
EASIER = SessionLimits(fewer_sets=FEWER_SETS)
KEPT = SessionLimits(most=2, minutes=10.0, why=TWO_TO_KEEP, steady=NO_STEP_UP)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (-1, NO_LIMITS),
        (0, GENTLE),
        (13, GENTLE),
        (14, NO_LIMITS),
        (34, NO_LIMITS),
        (35, EASIER),
        (41, EASIER),
        (42, NO_LIMITS),
    ],
)
def test_what_each_week_asks(today: int, expected: SessionLimits) -> None:
    assert block_limits(seen(make_history(blocks=[make_block()]), today)) == expected


def test_only_the_first_session_of_the_sixth_week_is_easier() -> None:
    history = make_history([36], blocks=[make_block()])
    assert [block_limits(seen(history, day)) for day in (35, 36, 38)] == [EASIER, NO_LIMITS, NO_LIMITS]


def test_a_rest_week_after_the_sixth_is_no_sixth() -> None:
    history = make_history([36], week_off(6), [make_block()])
    assert block_limits(seen(history, 43)) == NO_LIMITS
    assert block_limits(seen(make_history(off=week_off(5), blocks=[make_block()]), 43)) == EASIER


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (make_block(), NO_LIMITS),
        (make_block(answer=AfterBlock.KEEP, answered=57), KEPT),
        (make_block(answer=AfterBlock.PAUSE, answered=57), NO_LIMITS),
        (make_block(answered=57), NO_LIMITS),
        (make_block(ended=3), NO_LIMITS),
    ],
)
def test_what_follows_a_block_asks(block: BlockRecord, expected: SessionLimits) -> None:
    assert block_limits(seen(make_history(blocks=[block]), 60)) == expected


def test_the_weaker_leg_goes_first_in_a_block_that_is_begun_again() -> None:
    first = make_block(0, number=1, answer=AfterBlock.AGAIN, answered=56)
    second = make_block(56, number=2)

    def leg(blocks: list[BlockRecord], today: int, weaker: Side | None) -> Side:
        return leg_first(current_block(seen(make_history(blocks=blocks), today)), Side.LEFT, weaker)

    assert leg([first, second], 60, Side.RIGHT) is Side.RIGHT
    assert leg([first, second], 60, None) is Side.LEFT, "the self-tests name none"
    assert leg([second], 60, Side.RIGHT) is Side.LEFT
    assert leg([first, second], 200, Side.RIGHT) is Side.LEFT, "it is over"
    assert leg([], 60, Side.RIGHT) is Side.LEFT


# The session


def offered(limits: SessionLimits, feel: Feel = Feel.FINE) -> Suggestion:
    """The tenth session of somebody who has done everything once a week, and is due for steps up."""
    sets = [training.sets_of(name, variation, *dose, touches=0) for name, variation, dose in DONE]
    done = [training.session(3 * number, *sets, touches=0) for number in range(9)]
    return todays_session(
        shipped(),
        done,
        today=training.day(30),
        level=Level.BEGINNER,
        equipment=frozenset(),
        minutes=20.0,
        feel=feel,
        limits=limits,
    )


DONE = ((BALANCE, OPEN, (2, 30)), (CALF, "both-legs", (3, 12)), (WALK, "steps", (2, 10)))


def test_a_third_exercise_that_is_left_out_has_its_reason() -> None:
    usual, limits = offered(NO_LIMITS), offered(SessionLimits(most=2, why="why"))
    assert [len(found.lines) for found in (usual, limits)] == [3, 2]
    assert limits.lines == usual.lines[:2] or {line.choice for line in limits.lines} < {
        line.choice for line in usual.lines
    }
    (third,) = {line.choice.exercise.id for line in usual.lines} - {line.choice.exercise.id for line in limits.lines}
    reasons = {line.choice.exercise.id: line.reason for line in limits.others}
    assert reasons[third] == "why"
    assert list(reasons.values()).count("why") == 1


@pytest.mark.parametrize("feel", Feel)
def test_an_easier_session_has_the_same_exercises_with_a_set_fewer(feel: Feel) -> None:
    usual, easier = offered(NO_LIMITS, feel), offered(SessionLimits(fewer_sets="easier"), feel)
    for one, other in zip(usual.lines, easier.lines, strict=True):
        before, after = one.choice, other.choice
        assert (before.exercise, before.variation, before.dose.amount) == (
            after.exercise,
            after.variation,
            after.dose.amount,
        )
        assert after.dose.sets == max(before.dose.sets - 1, 1)
        if feel is Feel.FINE:  # else how it feels is the more important reason
            assert (other.reason == "easier") is (before.dose.sets > 1)
    assert easier.seconds < usual.seconds


def test_a_steady_session_has_what_was_done_last() -> None:
    def doses(limits: SessionLimits) -> set[tuple[str, str, int]]:
        lines = offered(limits).lines
        return {(line.choice.exercise.id, line.choice.variation.id, line.choice.dose.amount) for line in lines}

    known = {(name, variation, dose[1]) for name, variation, dose in DONE} | {("lateral-hops", "both-feet", 10)}
    assert not doses(NO_LIMITS) <= known
    assert doses(SessionLimits(steady="steady")) <= known
    assert "steady" in {line.reason for line in offered(SessionLimits(steady="steady")).lines}


def test_a_rung_that_the_runner_has_set_is_kept_while_all_is_steady() -> None:
    done = [training.session(day, training.sets_of(CALF, "both-legs", 3, 12)) for day in (0, 3)]
    pinned = {CALF: Rung("both-legs", 2)}
    found = todays_session(
        shipped(),
        done,
        today=training.day(6),
        level=Level.BEGINNER,
        minutes=20.0,
        overrides=pinned,
        limits=SessionLimits(steady="steady"),
    )
    (raises,) = [line.choice for line in (*found.lines, *found.others) if line.choice.exercise.id == CALF]
    assert Rung.of(raises) == pinned[CALF]


@examples(60)
@given(TRAINED, OFF, st.integers(0, 60), st.integers(60, 130), st.sampled_from([None, *AfterBlock]))
def test_no_ladder_moves_by_a_block(
    trained: set[int], off: set[int], since: int, today: int, answer: AfterBlock | None
) -> None:
    block = make_block(since, answer=answer, answered=None if answer is None else since + 56)
    history = make_history(sorted(trained), off, [block])

    def places(limits: SessionLimits) -> dict[str, object]:
        found = todays_session(
            shipped(), seen(history, today).past, today=seen(history, today).today, level=Level.BEGINNER, limits=limits
        )
        return {line.standing.exercise.id: line.standing for line in (*found.lines, *found.others)}

    assert places(block_limits(seen(history, today))) == places(NO_LIMITS)


def test_the_weaker_leg_is_the_one_that_the_self_tests_of_the_last_block_name() -> None:
    def named(*tests: SelfTestRecord, today: int = 60, first: int = 0) -> Side | None:
        history = replace(make_history(blocks=[make_block(first)]), tests=tests)
        return weaker_leg(seen(history, today))

    def at(test: SelfTestId, *days: int, left: float, right: float) -> tuple[SelfTestRecord, ...]:
        apart = (training.day(0) - date_of(0)).days  # self-tests count from another Monday
        return tuple(measured(day - apart, test, left, right) for day in days)

    raises, walls = SelfTestId.RAISE, SelfTestId.WALL
    right = at(raises, 0, 5, 50, left=20, right=10)
    assert named(*right) is Side.RIGHT
    assert named(*right[:2]) is None, "once is not enough"
    assert named(*right, *at(walls, 0, 5, 50, left=5, right=9)) is None, "one each"
    assert named(*right, *at(walls, 0, 5, 50, left=9, right=5)) is Side.RIGHT
    assert named(*right, today=40) is None, "the block runs still"
    assert named(*right, first=70, today=140) is None, "they are from long before it"
