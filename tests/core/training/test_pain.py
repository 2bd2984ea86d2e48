"""Reports of pain: how long they stand, what they hold back, when somebody should look."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import Feel, Morning, SessionRecord, SetRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.pain import PainLog, pain_report, present_pain, reported
from ankle_tui.core.training.suggestion import no_hops
from tests.self_tests import measured
from tests.training import (
    BALANCE,
    CALF,
    CLOSED,
    HOPS,
    OPEN,
    WALK,
    Dosed,
    climbed,
    day,
    on,
    rung,
    session,
    sets_of,
    stand,
)

BOTH = sets_of(CALF, "both-legs", 3, 12)


def stands(*sessions: SessionRecord, today: int) -> int:
    """Pain of the report that stands, or 0."""
    report = pain_report(sessions, day(today))
    return report.pain if report else 0


@pytest.mark.parametrize(
    ("pain", "morning", "counts"),
    [
        (None, None, 0),
        (0, Morning.BETTER, 0),
        (3, Morning.SAME, 3),
        (None, Morning.WORSE, 4),
        (2, Morning.WORSE, 4),
        (7, Morning.WORSE, 7),
    ],
)
def test_worse_the_morning_after_counts_like_pain_four(pain: int | None, morning: Morning | None, counts: int) -> None:
    assert reported(session(0, BOTH, pain=pain, morning=morning)) == counts


@pytest.mark.parametrize(("pain", "stood"), [(0, 0), (1, 0), (2, 0), (3, 3), (10, 10)])
def test_a_report_is_pain_above_two(pain: int, stood: int) -> None:
    assert stands(session(0, BOTH, pain=pain), today=1) == stood


@pytest.mark.parametrize(("today", "stood"), [(0, 5), (14, 5), (15, 0)])
def test_a_report_stands_fourteen_days(today: int, stood: int) -> None:
    assert stands(session(0, BOTH, pain=5), today=today) == stood


@pytest.mark.parametrize("answer", [None, 0, 2])
def test_a_report_stands_until_three_sessions_without_one(answer: int | None) -> None:
    hurt = session(0, BOTH, pain=5)
    clear = [session(number, BOTH, pain=answer) for number in (1, 2, 3)]
    assert stands(hurt, *clear[:2], today=4) == 5
    assert stands(hurt, *clear, today=4) == 0
    assert stands(*clear[::-1], hurt, today=4) == 0  # the order given does not matter


def test_the_worst_report_that_stands_is_told_of_equals_the_latest() -> None:
    assert stands(session(0, BOTH, pain=6), session(2, BOTH, pain=3), today=4) == 6
    assert stands(session(0, BOTH, pain=3), session(2, BOTH, pain=6), today=4) == 6
    report = pain_report([session(0, BOTH, pain=5), session(2, BOTH, pain=5)], day(4))
    assert report is not None
    assert report.session.day == day(2)
    assert stands(session(0, BOTH, pain=6), session(10, BOTH, pain=3), today=15) == 3


def test_the_runner_says_that_it_is_gone() -> None:
    earlier = session(-2, BOTH, pain=7)
    hurt = session(0, BOTH, pain=5, relieved=3)
    assert [stands(earlier, hurt, today=number) for number in (2, 3, 4)] == [7, 0, 0]
    assert stands(earlier, hurt, session(5, BOTH, pain=4), today=6) == 4


def test_a_session_too_short_to_count_reports_pain_and_clears_none() -> None:
    def left_at_once(number: int, pain: int | None = None) -> SessionRecord:
        return replace(session(number, sets_of(CALF, "both-legs", 3, 12, left=2), pain=pain), active_seconds=9.0)

    assert stands(left_at_once(0, pain=3), today=1) == 3
    hurt = session(0, BOTH, pain=5)
    assert stands(hurt, *map(left_at_once, (1, 2, 3)), today=4) == 5
    good = on((0, 4), BOTH)
    assert stand(CALF, *good, left_at_once(5, pain=3)).move is Move.UP  # three holds nothing back


# What it does to ladders


@pytest.mark.parametrize(
    ("exercise", "dose", "below"),
    [
        (CALF, ("one-leg", 3, 12), ("one-leg", 3, 10)),
        (CALF, ("one-leg", 2, 10), ("both-legs", 3, 15)),
        (BALANCE, (CLOSED, 2, 15), (OPEN, 2, 60)),
        (WALK, ("long", 2, 30), ("long", 2, 20)),
    ],
)
@pytest.mark.parametrize(("pain", "hurts"), [(3, False), (4, True), (10, True)])
def test_from_pain_four_what_was_done_goes_one_rung_down(
    exercise: str, dose: Dosed, below: Dosed, pain: int, hurts: bool
) -> None:
    found = stand(exercise, *climbed(exercise, dose), session(0, sets_of(exercise, *dose), pain=pain, touches=0))
    assert (rung(found), found.move) == ((below, Move.DOWN) if hurts else (dose, Move.HOLD))


def test_ankles_worse_the_morning_after_lead_down_too() -> None:
    dose = ("one-leg", 3, 12)
    worse = session(0, sets_of(CALF, *dose), pain=0, morning=Morning.WORSE)
    assert rung(stand(CALF, *climbed(CALF, dose), worse)) == ("one-leg", 3, 10)


def test_what_was_not_done_stays() -> None:
    calves, hurt = session(0, sets_of(CALF, "one-leg", 3, 12)), session(1, sets_of(WALK, "steps", 2, 10), pain=8)
    assert rung(stand(CALF, *climbed(CALF, ("one-leg", 3, 12)), calves, hurt)) == ("one-leg", 3, 12)


def test_pain_leads_down_once_in_seven_days() -> None:
    before = climbed(CALF, ("one-leg", 3, 12))
    hurt = [session(number, sets_of(CALF, "one-leg", 3, 10), pain=6) for number in (0, 3, 6, 7)]
    assert rung(stand(CALF, *before, *hurt[:3])) == ("one-leg", 3, 10)
    assert rung(stand(CALF, *before, *hurt)) == ("one-leg", 2, 10)


def test_pain_does_not_lead_below_the_variation_of_the_start() -> None:
    hurt = [session(number, sets_of(CALF, "both-legs", 2, 12), pain=6) for number in range(0, 60, 8)]
    assert rung(stand(CALF, *hurt)) == ("both-legs", 2, 12)
    hurt = [session(number, sets_of(CALF, "one-leg", 2, 10), pain=6) for number in range(0, 60, 8)]
    assert rung(stand(CALF, *hurt, level=Level.EXPERIENCED)) == ("one-leg", 2, 10)


def test_nothing_goes_up_while_the_report_stands() -> None:
    good = on((0, 4), BOTH)
    walked = sets_of(WALK, "steps", 2, 10)
    assert stand(CALF, *good, session(5, walked, pain=3), today=6).move is Move.UP
    hurt = [*good, session(5, walked, pain=4)]
    assert [stand(CALF, *hurt, today=number).move for number in (6, 18)] == [Move.HOLD, Move.HOLD]
    assert stand(CALF, *hurt, session(12, walked), today=20).move is Move.UP
    cleared = [session(number, walked) for number in (6, 7, 8)]
    assert stand(CALF, *hurt, *cleared[:2], today=9).move is Move.HOLD
    assert stand(CALF, *hurt, *cleared, today=9).move is Move.UP


def test_what_is_held_back_says_so() -> None:
    found = stand(CALF, *on((0, 4), BOTH), session(5, sets_of(WALK, "steps", 2, 10), pain=4), today=6)
    assert "pain" in found.waits


@pytest.mark.parametrize("pain", [1, 2])
def test_a_little_pain_blocks_nothing(pain: int) -> None:
    done = [session(number, sets_of(HOPS, "both-feet", 2, 10), pain=pain) for number in (0, 4)]
    assert rung(stand(HOPS, *done)) == ("both-feet", 2, 20)
    assert no_hops(done, today=day(5), feel=Feel.FINE, kind=None) == ""


def test_what_pain_took_comes_back_after_one_good_session() -> None:
    before = climbed(CALF, ("one-leg", 3, 12))
    hurt = session(0, sets_of(CALF, "one-leg", 3, 12), pain=5)
    back = session(16, sets_of(CALF, "one-leg", 3, 10))
    walks = on((4, 9), sets_of(WALK, "steps", 2, 10))
    assert rung(stand(CALF, *before, hurt, *walks, today=16)) == ("one-leg", 3, 10)
    assert rung(stand(CALF, *before, hurt, *walks, back)) == ("one-leg", 3, 12)


def test_a_miss_with_pain_is_not_missed_again_on_an_easier_day() -> None:
    before = climbed(CALF, ("one-leg", 3, 12))
    missed = session(0, sets_of(CALF, "one-leg", 3, 12, left=3))
    hurt = session(3, sets_of(CALF, "one-leg", 3, 12, left=3), pain=5)
    easier = session(6, sets_of(CALF, "one-leg", 2, 8))
    assert rung(stand(CALF, *before, missed, hurt, easier)) == ("one-leg", 3, 10)


# Effort


@pytest.mark.parametrize(("effort", "move"), [((8, 9, 10), Move.UP), ((9, 10, 9), Move.HOLD), ((9, 9, None), Move.UP)])
def test_after_three_very_hard_sessions_nothing_goes_up(effort: Sequence[int | None], move: Move) -> None:
    walks: tuple[SetRecord, ...] = sets_of(WALK, "steps", 2, 10)
    sets = (BOTH, walks, BOTH)
    done = [session(4 * at, item, effort=felt) for at, (item, felt) in enumerate(zip(sets, effort, strict=True))]
    assert stand(CALF, *done).move is move
    assert stand(CALF, *done, session(12, walks, effort=7)).move is Move.UP


# See somebody


def better(*sessions: SessionRecord, today: int) -> bool:
    """False if somebody should look."""
    return not PainLog(sorted(sessions, key=lambda item: item.day)).no_better(day(today))


def painful(*pains: tuple[int, int]) -> list[SessionRecord]:
    """Sessions as pairs of day and pain."""
    return [session(number, BOTH, pain=pain) for number, pain in pains]


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ([(0, 3), (9, 3)], False),
        ([(0, 3), (10, 3)], True),
        ([(0, 3), (28, 3)], True),
        ([(0, 3), (29, 3)], False),
        ([(0, 3), (12, 2)], False),
        ([(0, 2), (12, 5)], False),
        ([(0, 5), (12, 4)], False),
        ([(0, 4), (12, 6)], True),
        ([(0, 6), (5, 3), (12, 4)], False),
        ([(0, 4), (5, 6), (12, 4)], True),
    ],
)
def test_pain_no_lower_after_ten_to_twenty_eight_days_is_no_better(reports: list[tuple[int, int]], told: bool) -> None:
    last = reports[-1][0]
    assert better(*painful(*reports), today=last) is not told


def test_worse_mornings_are_reports_too() -> None:
    worse = [session(number, BOTH, morning=Morning.WORSE) for number in (0, 11)]
    assert not better(*worse, today=12)


def test_what_no_longer_stands_sends_to_nobody() -> None:
    reports = painful((0, 5), (11, 5))
    assert not better(*reports, today=25)
    assert better(*reports, today=26)
    assert better(*reports, *painful((12, 0), (13, 0), (14, 0)), today=15)


@pytest.mark.parametrize(("last", "told"), [(13, False), (14, True), (20, True)])
def test_sore_before_every_session_of_two_weeks_is_no_better(last: int, told: bool) -> None:
    sore = [session(number, BOTH, feel=Feel.SORE) for number in (0, 7, last)]
    assert better(*sore, today=last + 1) is not told
    assert better(*sore, session(last + 1, BOTH, feel=Feel.FINE), today=last + 2)


def test_pain_before_counts_as_sore_before() -> None:
    feels = (Feel.SORE, Feel.PAIN, Feel.SORE)
    assert not better(*(session(7 * at, BOTH, feel=feel) for at, feel in enumerate(feels)), today=15)


def test_without_sessions_nobody_need_look() -> None:
    assert better(today=0)
    assert stands(today=0) == 0


# The pain to reckon with before a self-test


@pytest.mark.parametrize(
    ("sessions", "pain"),
    [
        ([], 0),
        ([session(0, BOTH)], 0),
        ([session(0, BOTH, pain=1)], 1),
        ([session(-11, BOTH, pain=1)], 0),
        ([session(0, BOTH, pain=1), session(2, BOTH, pain=0)], 0),
        ([session(0, BOTH, pain=5), session(2, BOTH, pain=0)], 5),
        ([session(0, BOTH, pain=5, relieved=2)], 0),
        ([session(0, BOTH, pain=5, relieved=6)], 5),
        ([session(0, BOTH, morning=Morning.WORSE)], 4),
    ],
)
def test_present_pain_is_that_of_the_report_and_of_the_last_session(sessions: list[SessionRecord], pain: int) -> None:
    for order in (sessions, sessions[::-1]):
        assert present_pain(order, (), day(4)) == pain


@pytest.mark.parametrize(
    ("number", "today", "answer", "pain"),
    [(3, 4, 6, 6), (3, 4, 0, 0), (3, 4, None, 0), (-1, 4, 6, 0), (0, 4, 6, 6), (4, 18, 6, 6), (4, 19, 6, 0)],
)
def test_the_answer_after_a_self_test_counts_until_the_next_session(
    number: int, today: int, answer: int | None, pain: int
) -> None:
    tests = [measured(at, SelfTestId.RAISE, 20, 20, pain=told) for at, told in ((number, answer), (-30, 9))]
    assert present_pain([session(0, BOTH)], tests, day(today)) == pain
