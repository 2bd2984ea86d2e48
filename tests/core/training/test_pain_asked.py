"""Reports of pain: how long they stand, what is asked about them, and when somebody should look."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.records import Feel, Morning, SessionRecord
from ankle_tui.core.training.pain import PainLog, morning_due, pain_report, still_sore_due
from tests.training import CALF, day, session, sets_of

REPS = sets_of(CALF, "both-legs", 2, 12)


def on(number: int, pain: int | None = None, morning: Morning | None = None) -> SessionRecord:
    return replace(session(number, REPS, pain=pain), morning=morning)


def standing(sessions: list[SessionRecord], today: int) -> SessionRecord | None:
    found = pain_report(sessions, day(today))
    return found.session if found else None


def no_better(sessions: list[SessionRecord], today: int) -> bool:
    return PainLog(sessions).no_better(day(today))


def test_nothing_is_asked_of_nobody() -> None:
    assert morning_due([], day(3)) is None
    assert standing([], 3) is None
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
    assert standing([report], 14) == report
    assert standing([report], 15) is None


@pytest.mark.parametrize(("pain", "morning"), [(None, None), (2, None), (2, Morning.SAME)])
def test_little_pain_is_no_report(pain: int | None, morning: Morning | None) -> None:
    assert standing([on(0, pain, morning)], 1) is None


def test_three_sessions_without_it_end_a_report() -> None:
    report = on(0, 5)
    assert standing([report, on(2), on(4, 2)], 5) == report
    assert standing([report, on(2), on(4, 2), on(5)], 5) is None


def test_the_runner_ends_a_report() -> None:
    gone = replace(on(2, 5), relieved=day(4))
    assert standing([on(0, 5), gone], 4) is None
    assert standing([gone, on(4, 3)], 4) == on(4, 3)


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
    assert standing(shuffled, today) == standing(sessions, today)


@pytest.mark.parametrize(
    ("first", "second", "apart", "lasting"),
    [(3, 3, 10, True), (3, 3, 9, False), (3, 5, 28, True), (3, 3, 29, False), (5, 4, 12, False), (2, 5, 12, False)],
)
def test_pain_that_is_no_lower_ten_to_28_days_later_is_no_better(
    first: int, second: int, apart: int, lasting: bool
) -> None:
    assert no_better([on(0, first), on(apart, second)], apart + 1) is lasting


def test_worse_mornings_count_as_well() -> None:
    assert no_better([on(0, None, Morning.WORSE), on(10, None, Morning.WORSE)], 11)


def test_the_line_goes_when_the_report_no_longer_stands() -> None:
    sessions = [on(0, 4), on(12, 4)]
    assert no_better(sessions, 26)
    assert not no_better(sessions, 27)
    assert not no_better([sessions[0], replace(sessions[1], relieved=day(13))], 13)


def test_sore_before_every_session_of_fourteen_days_is_no_better() -> None:
    sore = [replace(on(at), feel=Feel.SORE) for at in (0, 4, 9, 14)]
    assert no_better(sore, 15)
    assert not no_better(sore[1:], 15)
    assert not no_better([*sore[:2], on(9), sore[3]], 15)
