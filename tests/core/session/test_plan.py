"""The phases of a session: each leg its full dose, a get-ready before every set, the time it takes."""

from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Choice, Context, Kind, Level, Side
from ankle_tui.core.session.plan import (
    BETWEEN_EXERCISES,
    FIRST_LEAD,
    LEAD,
    SETUP,
    Phase,
    PhaseKind,
    Plan,
    build_plan,
    fit_minutes,
)
from tests.builders import Runner, beginner_plan, make_choice, shipped, short_plan


def choice(name: str, level: Level = Level.BEGINNER) -> Choice:
    return Choice.start(shipped().get(name), level)


def alone(name: str, level: Level = Level.BEGINNER) -> Plan:
    return build_plan([choice(name, level)])


def outline(plan: Plan) -> list[str]:
    return [f"{phase.kind.value} {phase.seconds:g}" for phase in plan.phases]


def names(plan: Plan) -> list[str]:
    """Every set as number, side and part."""
    return [
        f"{work.number}{' ' + work.side.value if work.side else ''}{' ' + work.part.id if work.part else ''}"
        for work in plan.sets
    ]


def ready_made() -> list[Plan]:
    catalogue = shipped()
    every = [Choice(e, v, dose) for e in catalogue for v in e.variations for dose in v.doses]
    suggested = [[choice(name, level) for name in catalogue.suggested[level]] for level in Level]
    return [build_plan(choices) for choices in [*suggested, *([item] for item in every)]]


def test_the_beginner_session_phase_by_phase() -> None:
    assert outline(beginner_plan()) == [
        *["get-ready 10", "work 30", "change-sides 25", "get-ready 5", "work 30"],
        *["rest 25", "get-ready 5", "work 30", "change-sides 25", "get-ready 5", "work 30"],
        *[
            "rest 15",
            "get-ready 5",
            "work 60",
            "rest 55",
            "get-ready 5",
            "work 60",
            "rest 55",
            "get-ready 5",
            "work 60",
        ],
        *["rest 15", "get-ready 5", "work 10", "rest 15", "get-ready 5", "work 10"],
        *["rest 15", "get-ready 5", "work 10", "rest 15", "get-ready 5", "work 10"],
    ]
    assert beginner_plan().seconds == 660.0


def test_the_beginner_session_set_by_set() -> None:
    assert names(beginner_plan()) == [
        *["1 left", "1 right", "2 left", "2 right"],
        *["1", "2", "3"],
        *["1 heels", "1 toes", "2 heels", "2 toes"],
    ]


@pytest.mark.parametrize("plan", ready_made(), ids=lambda plan: f"{plan.sets[0].exercise}-{plan.sets[0].variation}")
def test_a_session_takes_exactly_the_time_that_was_estimated(plan: Plan) -> None:
    runner = Runner(plan).start()
    while (deadline := runner.session.next_deadline()) is not None:
        runner.micros = round(deadline * 1_000_000)
        runner.look()
    assert runner.now == pytest.approx(plan.seconds, abs=1e-5)


@pytest.mark.parametrize("plan", [*ready_made(), short_plan()], ids=lambda plan: plan.sets[0].exercise)
def test_every_set_is_led_by_one_get_ready_of_five_seconds_and_the_first_by_ten(plan: Plan) -> None:
    first = SETUP if plan.phases[0].setup else FIRST_LEAD
    assert plan.phases[0] == Phase(PhaseKind.GET_READY, first, plan.sets[0], 0, new_exercise=True)
    for index, position in enumerate(plan.work_phases):
        lead = plan.phases[position - 1]
        assert (lead.kind, lead.set_index, lead.work) == (PhaseKind.GET_READY, index, plan.sets[index])
        assert lead.seconds == (LEAD if index else first)
    assert sum(phase.kind is PhaseKind.GET_READY for phase in plan.phases) == len(plan.sets)


def test_each_leg_gets_its_full_dose() -> None:
    for variation in (variation for exercise in shipped() for variation in exercise.variations if variation.per_side):
        exercise = next(exercise for exercise in shipped() if variation in exercise.variations)
        dose = variation.doses[-1]
        plan = build_plan([Choice(exercise, variation, dose)])
        for side in Side:
            targets = [work.target for work in plan.sets if work.side is side]
            assert targets == [dose.amount] * dose.sets * max(1, len(variation.parts))


def test_the_band_goes_four_ways_on_one_foot_and_then_on_the_other() -> None:
    four = ["up", "down", "in", "out"]
    assert names(alone("band-ankle")) == [f"1 left {way}" for way in four] + [f"1 right {way}" for way in four]


def test_the_band_goes_round_again_with_the_second_set() -> None:
    band = choice("band-ankle")
    twice = build_plan([replace(band, dose=band.dose.changed(sets=2))])
    assert names(twice)[8] == "2 left up"


def setups(plan: Plan) -> list[tuple[str, float]]:
    """Set-up shown before each set, and the seconds to do it in."""
    found = []
    for index, position in enumerate(plan.work_phases):
        first = position - 1
        while first and plan.phases[first - 1].kind is not PhaseKind.WORK:
            first -= 1
        found.append((plan.phases[first].setup, sum(phase.seconds for phase in plan.phases[first:position])))
        assert all(phase.set_index == index for phase in plan.phases[first:position])
    return found


def test_every_band_direction_has_its_set_up_and_twenty_seconds_for_it() -> None:
    band = choice("band-ankle")
    first = build_plan([replace(band, dose=band.dose.changed(sets=2))])
    later = build_plan([choice("single-leg-balance"), band])
    for plan in (first, later):
        found = [each for each, work in zip(setups(plan), plan.sets, strict=True) if work.exercise == "band-ankle"]
        told = [part.setup for part in band.variation.parts]
        assert [setup for setup, _ in found] == told * (len(found) // 4)
        assert min(seconds for _, seconds in found) >= SETUP == 20


def test_a_wait_is_long_enough_for_its_set_up_whatever_the_variation_says() -> None:
    made = make_choice(Kind.REPS, 3, sets=2, per_side=True, parts=("a", "b"), rest=5, change=5, part_rest=5)
    parts = tuple(replace(part, setup=f"Tie {part.id}") for part in made.variation.parts)
    plan = build_plan([replace(made, variation=replace(made.variation, parts=parts))])
    assert setups(plan) == [("Tie a", 20), ("Tie b", 20)] * 4


def test_work_and_the_get_ready_after_a_wait_have_no_set_up() -> None:
    plan = alone("band-ankle")
    assert [phase.setup for phase in plan.phases[:5]] == [
        *["Anchor in front of you", "", "Hold both ends of the band", "", ""],
    ]


@pytest.mark.parametrize(("half", "ways"), [(0, ["in", "out"]), (1, ["up", "down"])])
def test_half_a_band_is_a_session_of_its_own(half: int, ways: list[str]) -> None:
    band = choice("band-ankle")
    plan = build_plan([replace(band, variation=band.variation.halves()[half])])
    assert names(plan) == [f"1 {side} {way}" for side in ("left", "right") for way in ways]
    assert {work.variation for work in plan.sets} == {"four-way"}
    assert plan.seconds - plan.phases[0].seconds == 260


def test_the_walk_is_on_heels_and_then_on_toes() -> None:
    assert names(alone("heel-toe-walk")) == ["1 heels", "1 toes", "2 heels", "2 toes"]


def test_the_runner_says_which_leg_starts() -> None:
    plan = build_plan([choice("single-leg-balance")], first_side=Side.RIGHT)
    assert names(plan) == ["1 right", "1 left", "2 right", "2 left"]


def test_work_on_both_legs_has_no_side() -> None:
    assert {work.side for work in alone("calf-raise").sets} == {None}


def test_between_legs_stands_a_change_between_sets_a_rest_and_between_parts_their_own_rest() -> None:
    plan = build_plan(
        [make_choice(Kind.HOLD, 10, sets=2, per_side=True, parts=("a", "b"), rest=30, change=20, part_rest=10)]
    )
    waits = ["rest 5", "change-sides 15", "rest 5", "rest 25", "rest 5", "change-sides 15", "rest 5"]
    assert [item for item in outline(plan) if item.startswith(("rest", "change"))] == waits


def test_a_wait_no_longer_than_a_get_ready_is_only_that() -> None:
    assert outline(build_plan([make_choice(Kind.HOLD, 10, sets=2, rest=5)])) == [
        "get-ready 10",
        "work 10",
        "get-ready 5",
        "work 10",
    ]


def test_between_two_exercises_there_is_time_to_change() -> None:
    plan = build_plan([make_choice(Kind.HOLD, 10, name="a"), make_choice(Kind.HOLD, 10, name="b")])
    rest, lead = plan.phases[2:4]
    assert (rest.kind, rest.seconds + lead.seconds) == (PhaseKind.REST, BETWEEN_EXERCISES)
    assert rest.new_exercise
    assert lead.new_exercise
    assert rest.work == plan.sets[1]


def test_the_same_exercise_chosen_twice_is_two_exercises() -> None:
    plan = build_plan([make_choice(Kind.HOLD, 10)] * 2)
    assert outline(plan) == ["get-ready 10", "work 10", "rest 15", "get-ready 5", "work 10"]
    assert [phase.new_exercise for phase in plan.phases] == [True, False, True, True, False]


def test_only_the_wait_before_an_exercise_leads_to_a_new_one() -> None:
    plan = build_plan([make_choice(Kind.HOLD, 10, sets=2)])
    assert [phase.new_exercise for phase in plan.phases] == [True, False, False, False, False]


def test_a_plan_knows_level_and_context() -> None:
    plan = build_plan([choice("calf-raise")], level=Level.EXPERIENCED, context=Context.OTHER)
    assert (plan.level, plan.context) == (Level.EXPERIENCED, Context.OTHER)


def test_nothing_to_do_is_no_session() -> None:
    with pytest.raises(ValueError, match=r"at least one exercise"):
        build_plan([])


def test_the_time_after_a_phase() -> None:
    assert build_plan([make_choice(Kind.HOLD, 20, sets=2)]).seconds_after == (48.0, 28.0, 25.0, 20.0, 0.0)


def test_a_session_that_fits_stays_as_it_is() -> None:
    choices = (choice("single-leg-balance"), choice("calf-raise"))
    assert fit_minutes(choices, build_plan(choices).seconds / 60) == choices


def test_too_little_time_drops_the_last_exercises() -> None:
    choices = [choice(name) for name in ("single-leg-balance", "calf-raise", "heel-toe-walk")]
    assert [item.exercise.id for item in fit_minutes(choices, 10)] == ["single-leg-balance", "calf-raise"]
    assert [item.exercise.id for item in fit_minutes(choices, 5)] == ["single-leg-balance"]


def test_still_less_time_drops_sets_and_the_dose_is_then_the_runners_own() -> None:
    (only,) = fit_minutes([choice("calf-raise")], 4)
    assert (only.dose.sets, only.dose.amount, only.dose.sources) == (2, 12, ())


def test_sets_that_just_fit_stay() -> None:
    two = make_choice(Kind.HOLD, 30, sets=2)
    (only,) = fit_minutes([make_choice(Kind.HOLD, 30, sets=3)], build_plan([two]).seconds / 60)
    assert only.dose.sets == 2


def test_a_second_too_little_costs_an_exercise_or_a_set() -> None:
    both, two = (choice("single-leg-balance"), choice("calf-raise")), make_choice(Kind.HOLD, 30, sets=2)
    assert fit_minutes(both, (build_plan(both).seconds - 1) / 60) == both[:1]
    (only,) = fit_minutes([two], (build_plan([two]).seconds - 1) / 60)
    assert only.dose.sets == 1


def test_one_set_always_stays() -> None:
    (only,) = fit_minutes([choice("calf-raise"), choice("heel-toe-walk")], 0.1)
    assert (only.exercise.id, only.dose.sets) == ("calf-raise", 1)
