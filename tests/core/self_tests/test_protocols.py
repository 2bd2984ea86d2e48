"""The rules of the self-tests: plans to the microsecond, what counts of the trials, and the conditions."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Kind, Side
from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.protocols import (
    CLOSED_EYES,
    OPEN_EYES,
    PROTOCOLS,
    WARM_UP_MINUTES,
    Measure,
    SelfTestId,
    best_by_side,
    conditions_of,
    eyes_may_close,
    protocol_of,
    self_test_plan,
    to_step,
    trials_of,
    usual_conditions,
    value_of,
    warm_up_choices,
)
from ankle_tui.core.session.events import PhaseStarted
from ankle_tui.core.session.plan import PhaseKind, Plan, WorkSet
from ankle_tui.core.session.snapshot import Command
from tests.builders import ENDED, Runner, shipped, whole_session
from tests.examples import examples
from tests.self_tests import in_halves, measured

LEFT, RIGHT = Side
STANCE, RAISE, WALL, HOP = SelfTestId.STANCE, SelfTestId.RAISE, SelfTestId.WALL, SelfTestId.HOP
TABLE = {
    STANCE: (Kind.HOLD, 45, 3, 30, (OPEN_EYES, CLOSED_EYES)),
    RAISE: (Kind.REPS, 100, 1, 120, (None,)),
    HOP: (Kind.TIMED, 60, 2, 120, (None,)),
}
"""Kind, cap, trials of a leg, seconds between trials, and parts, as the page on self-tests has them."""
SECOND = 1_000_000

timed = st.sampled_from(list(TABLE))
sides = st.sampled_from(Side)


def plan_of(test: SelfTestId, first: Side = LEFT, *, warm_up: bool = False) -> Plan:
    choices = warm_up_choices(shipped()) if warm_up else ()
    return self_test_plan(PROTOCOLS[test], first_side=first, warm_up=choices)


def trials_in(plan: Plan) -> list[WorkSet]:
    return [work for work in plan.sets if work.open]


def wait_before(plan: Plan, number: int) -> float:
    """Seconds between a set and the one before it, or the beginning."""
    before = plan.work_phases[number - 1] if number else -1
    return sum(phase.seconds for phase in plan.phases[before + 1 : plan.work_phases[number]])


@given(timed, sides, st.booleans())
@examples(60)
def test_every_trial_has_its_cap_its_turn_and_its_rest(test: SelfTestId, first: Side, warm_up: bool) -> None:
    kind, cap, trials, rest, parts = TABLE[test]
    plan = plan_of(test, first, warm_up=warm_up)
    turns = product(parts, range(1, trials + 1), (first, first.other))
    found = trials_in(plan)
    assert [(work.part.id if work.part else None, work.number, work.side) for work in found] == list(turns)
    assert {(work.kind, work.target, work.sets) for work in found} == {(kind, cap, trials)}
    first_trial = plan.sets.index(found[0])
    assert bool(first_trial) is warm_up
    assert wait_before(plan, 0) == 10
    assert {wait_before(plan, number) for number in range(first_trial + 1, len(plan.sets))} == {rest}
    for number in range(1, len(plan.sets)):
        lead = plan.phases[plan.work_phases[number] - 1]
        assert (lead.kind, lead.seconds) == (PhaseKind.GET_READY, 5)


@given(timed, sides)
@examples(20)
def test_led_by_the_engine_each_trial_begins_at_its_microsecond(test: SelfTestId, first: Side) -> None:
    _, cap, _, rest, _ = TABLE[test]
    plan = plan_of(test, first)
    seconds = cap * (2 if test is RAISE else 1)  # thirty a minute
    begun = [
        round(event.at * SECOND)
        for event in whole_session(plan)
        if isinstance(event, PhaseStarted) and event.phase.kind is PhaseKind.WORK
    ]
    assert begun == [(10 + number * (seconds + rest)) * SECOND for number in range(len(plan.sets))]


def test_thirty_raises_a_minute() -> None:
    tempo = PROTOCOLS[RAISE].tempo
    assert tempo
    assert (tempo.up, tempo.hold, tempo.down) == (1, 0, 1)


def test_closed_eyes_are_told_before_go() -> None:
    for work in trials_in(plan_of(STANCE)):
        assert work.part
        assert (work.part.cue == "Close your eyes at GO") is (work.part.id == CLOSED_EYES)


def test_a_wait_between_the_legs_is_a_change_of_sides() -> None:
    plan = plan_of(STANCE, RIGHT)
    kinds = [plan.phases[at - 2].kind for at in plan.work_phases[1:]]
    assert kinds == [PhaseKind.CHANGE_SIDES, PhaseKind.REST] * 5 + [PhaseKind.CHANGE_SIDES]


def test_the_warm_up_is_ordinary_work_before_the_first_trial() -> None:
    plan = plan_of(RAISE, warm_up=True)
    warm = [work for work in plan.sets if not work.open]
    assert {(work.exercise, work.variation, work.target) for work in warm} == {
        ("calf-raise", "both-legs", 10),
        ("ankle-circles", "seated", 10),
    }
    assert [(work.side, work.part and work.part.id) for work in warm if work.exercise == "ankle-circles"] == [
        (side, way) for side in Side for way in ("outwards", "inwards")
    ]
    assert plan.sets[: len(warm)] == tuple(warm)
    assert wait_before(plan, len(warm)) == 20
    assert round(sum(phase.seconds for phase in plan.phases[: plan.work_phases[len(warm)]]) / 60) == WARM_UP_MINUTES


def test_no_trial_bears_the_name_of_an_exercise() -> None:
    known = {exercise.id for exercise in shipped()}
    assert not known & {work.exercise for test in TABLE for work in trials_in(plan_of(test))}


def test_a_number_that_is_typed_has_no_plan() -> None:
    with pytest.raises(ValueError, match="wall is typed"):
        plan_of(WALL)
    assert (PROTOCOLS[WALL].unit, PROTOCOLS[WALL].trials) == (Measure.CENTIMETRES, 3)


def test_several_are_done_in_the_order_of_the_page() -> None:
    assert list(PROTOCOLS) == [WALL, STANCE, RAISE, HOP]


@pytest.mark.parametrize(
    ("test", "usual"), [(STANCE, {OPEN_EYES: 45, CLOSED_EYES: 9}), (RAISE, {"": 25}), (HOP, {"": 12})]
)
def test_the_minutes_are_those_of_a_usual_runner(test: SelfTestId, usual: dict[str, int]) -> None:
    plan = plan_of(test)
    waits = sum(phase.seconds for phase in plan.phases if phase.kind is not PhaseKind.WORK)
    work = sum(
        usual[work.part.id if work.part else ""] * (work.tempo.seconds if work.tempo else 1) for work in plan.sets
    )
    assert round((waits + work) / 60) == PROTOCOLS[test].minutes


# What was done


def test_the_trials_are_read_from_what_was_done_of_the_plan() -> None:
    runner = Runner(plan_of(STANCE, RIGHT)).start()
    for number, seconds in enumerate((12.2, 9.8, 45.0, 3.3)):
        runner.work(number).wait(seconds)
        if seconds < 45:
            runner.do(Command.COMPLETE)
    runner.do(Command.SKIP)
    record = runner.session.record(ENDED)
    assert trials_of(runner.plan, record) == (
        Trial(RIGHT, 12.0, OPEN_EYES),
        Trial(LEFT, 10.0, OPEN_EYES),
        Trial(RIGHT, 45.0, OPEN_EYES),
        Trial(LEFT, 3.5, OPEN_EYES),
    )


def test_the_warm_up_is_no_trial() -> None:
    runner = Runner(plan_of(RAISE, warm_up=True)).start()
    runner.work(len(runner.plan.sets) - 2).wait(50.5)
    runner.do(Command.COMPLETE)
    record = runner.session.record(ENDED)
    assert record.sets[0].done == 10
    assert trials_of(runner.plan, record) == (Trial(LEFT, 25.0),)


@given(st.floats(0, 100))
def test_half_a_second_is_the_finest_that_is_kept(seconds: float) -> None:
    kept = to_step(seconds)
    assert (kept * 2).is_integer()
    assert abs(kept - seconds) <= 0.25


# What counts


@given(st.lists(in_halves(0, 45), min_size=3, max_size=3), st.permutations(range(3)))
def test_of_the_stance_the_mean_of_three_counts_in_any_order(values: list[float], order: list[int]) -> None:
    record = measured(0, STANCE, values, part=CLOSED_EYES)
    assert value_of(record, LEFT, CLOSED_EYES) == pytest.approx(sum(values) / 3)
    again = measured(0, STANCE, [values[at] for at in order], part=CLOSED_EYES)
    assert value_of(again, LEFT, CLOSED_EYES) == value_of(record, LEFT, CLOSED_EYES)


@pytest.mark.parametrize(
    ("test", "values", "counts"),
    [
        (STANCE, (10, 20), None),
        (STANCE, (), None),
        (RAISE, (23,), 23),
        (WALL, (9.5, 11, 10.5), 11),
        (WALL, (9.5,), 9.5),
        (HOP, (11, 9.5), 9.5),
        (HOP, (0, 9.5), 9.5),
        (HOP, (0,), None),
    ],
)
def test_what_counts_of_the_trials(test: SelfTestId, values: tuple[float, ...], counts: float | None) -> None:
    part = PROTOCOLS[test].part_ids[0]
    record = measured(0, test, (), values, part=part)
    assert value_of(record, RIGHT, part) == counts
    assert value_of(record, LEFT, part) is None
    assert best_by_side(record, part) == ({} if counts is None else {RIGHT: counts})


def test_rules_that_are_not_known_count_nothing() -> None:
    record = measured(0, RAISE, 30, 30, protocol=2)
    assert protocol_of(record) is None
    assert best_by_side(record) == {}
    assert protocol_of(measured(0, RAISE, 30, 30)) is PROTOCOLS[RAISE]


# Closed eyes


def stood(left: tuple[float, ...], right: tuple[float, ...]) -> list[Trial]:
    return [Trial(side, value, OPEN_EYES) for side, values in ((LEFT, left), (RIGHT, right)) for value in values]


@pytest.mark.parametrize(
    ("trials", "may"),
    [
        (stood((15, 15, 15), (45, 45, 45)), True),
        (stood((14, 15, 16), (16,)), True),
        (stood((14, 15, 15.5), (45, 45, 45)), False),
        (stood((45, 45, 45), (14.5,)), False),
        (stood((45, 45, 45), ()), False),
        ([], False),
        ([Trial(side, 45, CLOSED_EYES) for side in Side], False),
    ],
)
def test_closed_eyes_only_after_fifteen_seconds_with_open_ones(trials: list[Trial], may: bool) -> None:
    assert eyes_may_close(trials) is may
    assert not eyes_may_close(trials, fell=True)


# Conditions


def test_conditions_are_the_usual_ones_unless_others_are_wanted() -> None:
    assert conditions_of(PROTOCOLS[RAISE], RIGHT) == {"footwear": "barefoot", "surface": "floor", "first_leg": "right"}
    wanted = {"surface": "wedge", "footwear": "skis", "moon": "full"}
    found = conditions_of(PROTOCOLS[RAISE], LEFT, wanted)
    assert found == {"footwear": "barefoot", "surface": "wedge", "first_leg": "left"}
    assert conditions_of(PROTOCOLS[HOP], LEFT)["distance"] == "30 cm"


def test_the_conditions_of_the_last_test_are_offered_again() -> None:
    earlier = measured(0, RAISE, 20, 20)
    last = measured(9, RAISE, 20, 20, conditions={"surface": "wedge", "first_leg": "right", "tide": "low"})
    other = measured(12, WALL, 10, 10, conditions={"footwear": "shoes"})
    found = usual_conditions(PROTOCOLS[RAISE], [last, earlier, other], LEFT)
    assert found == {"footwear": "barefoot", "surface": "wedge", "first_leg": "right"}
    assert usual_conditions(PROTOCOLS[STANCE], [last], RIGHT) == conditions_of(PROTOCOLS[STANCE], RIGHT)


@pytest.mark.parametrize("most", [lambda work: len(work.stand) <= 60, lambda work: max(map(len, work.cues)) <= 60])
def test_what_is_read_from_two_metres_fits(most: Callable[[WorkSet], bool]) -> None:
    assert all(most(work) for test in TABLE for work in plan_of(test).sets)
