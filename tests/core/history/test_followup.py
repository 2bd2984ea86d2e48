"""When the morning after and the pain are asked about."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.followup import morning_due, pain_report, still_sore_due
from ankle_tui.core.history.records import Morning, SessionRecord
from tests.training import CALF, day, session, sets_of

REPS = sets_of(CALF, "both-legs", 2, 12)


def on(number: int, pain: int | None = None, morning: Morning | None = None) -> SessionRecord:
    return replace(session(number, REPS, pain=pain), morning=morning)


def test_nothing_is_asked_of_nobody() -> None:
    assert morning_due([], day(3)) is None
    assert pain_report([], day(3)) is None
    assert not still_sore_due(None, day(3))


@pytest.mark.parametrize(("today", "due"), [(4, False), (5, True), (7, True), (8, False)])
def test_the_morning_is_asked_from_the_next_day_on_for_three_days(today: int, due: bool) -> None:
    assert (morning_due([on(1), on(4)], day(today)) == on(4)) is due


def test_an_answered_morning_is_not_asked_again_nor_that_of_the_session_before() -> None:
    assert morning_due([on(3), on(4, morning=Morning.SAME)], day(5)) is None


def test_a_session_today_leaves_the_question_about_the_one_before() -> None:
    assert morning_due([on(5), on(4)], day(5)) == on(4)


def test_a_session_too_short_to_count_is_not_asked_about() -> None:
    short = replace(session(4, sets_of(CALF, "both-legs", 1, 12, left=1)), active_seconds=3.0)
    assert morning_due([short], day(5)) is None


@pytest.mark.parametrize(("pain", "morning"), [(3, None), (10, None), (None, Morning.WORSE), (0, Morning.WORSE)])
def test_pain_or_a_worse_morning_stands_for_fourteen_days(pain: int | None, morning: Morning | None) -> None:
    report = on(0, pain, morning)
    assert pain_report([report], day(14)) == report
    assert pain_report([report], day(15)) is None


@pytest.mark.parametrize(("pain", "morning"), [(None, None), (2, None), (2, Morning.SAME)])
def test_little_pain_is_no_report(pain: int | None, morning: Morning | None) -> None:
    assert pain_report([on(0, pain, morning)], day(1)) is None


def test_three_sessions_without_it_end_a_report() -> None:
    report = on(0, 5)
    assert pain_report([report, on(2), on(4, 2)], day(5)) == report
    assert pain_report([report, on(2), on(4, 2), on(5)], day(5)) is None


def test_the_runner_ends_a_report() -> None:
    gone = replace(on(2, 5), relieved=day(4))
    assert pain_report([on(0, 5), gone], day(4)) is None
    assert pain_report([gone, on(4, 3)], day(4)) == on(4, 3)


@pytest.mark.parametrize(("today", "due"), [(0, False), (1, False), (2, True), (9, True)])
def test_still_sore_is_asked_from_the_second_day_on(today: int, due: bool) -> None:
    assert still_sore_due(on(0, 5), day(today)) is due


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.none() | st.integers(0, 10), st.sampled_from([None, *Morning])), max_size=8
    ),
    st.integers(0, 40),
    st.randoms(use_true_random=False),
)
def test_no_order_of_the_sessions_changes_what_is_asked(
    life: list[tuple[int, int | None, Morning | None]], today: int, rng: object
) -> None:
    sessions = [on(number, pain, morning) for number, pain, morning in {one[0]: one for one in life}.values()]
    shuffled = sorted(sessions, key=lambda _: rng.random())  # type: ignore[attr-defined]
    assert morning_due(shuffled, day(today)) == morning_due(sessions, day(today))
    assert pain_report(shuffled, day(today)) == pain_report(sessions, day(today))
