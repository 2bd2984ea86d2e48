"""What a variation opens after: read, completed, and refused where it could never be met."""

import tomllib
from dataclasses import replace

import pytest

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Exercise, Prerequisite, Shown, ShownInTest
from ankle_tui.core.exercises.prerequisites import check_after
from ankle_tui.core.exercises.user_exercises import add_own
from ankle_tui.core.self_tests.protocols import PROTOCOLS, Counts, Measure, SelfTestId
from ankle_tui.core.validation import InvalidValue
from tests.builders import shipped
from tests.damage import changed

DATA: dict[str, object] = tomllib.loads("""
[[exercise]]
id = "plank"
name = "Plank"
trains = "The middle."
how = "Lie on the forearms."

[[exercise.variation]]
id = "floor"
name = "floor"
kind = "hold"
stand = "On the floor"
cues = ["Straight"]
rest = 30
touches = 2
dose = [{ sets = 1, seconds = 20 }, { sets = 2, seconds = 40 }]

[[exercise.variation]]
id = "ball"
name = "ball"
kind = "hold"
stand = "On the ball"
cues = ["Straight"]
rest = 30
dose = [{ sets = 1, seconds = 20 }]

[[exercise.variation]]
id = "wave"
name = "wave"
kind = "reps"
stand = "On the ball"
cues = ["Straight"]
tempo = { up = 2 }
rest = 30
dose = [{ sets = 1, reps = 20 }]
""")
BALL = ("exercise", 0, "variation", 1)
WAVE = ("exercise", 0, "variation", 2)
GATE = {"exercise": "calf-raise", "variation": "one-leg", "reps": 15}


def add(data: object) -> tuple[Catalogue, tuple[str, ...]]:
    assert isinstance(data, dict)
    return add_own(shipped(), data)


def plank(data: object = DATA) -> Exercise:
    catalogue, problems = add(data)
    assert problems == ()
    return catalogue.get("plank")


def test_a_variation_opens_after_the_last_dose_of_the_one_before_it_if_nothing_else_is_said() -> None:
    floor, ball, wave = plank().variations
    assert floor.after == ()
    assert ball.after == (Prerequisite((Shown("plank", "floor", 40, touches=2),)),)
    assert wave.after == (Prerequisite((Shown("plank", "ball", 20),)),)


def test_what_is_said_takes_the_place_of_that() -> None:
    after = [
        {"variation": "floor", "seconds": 20},
        {
            "any": [GATE, {"test": "raise", "reps": 20}, {"variation": "ball", "seconds": 10, "touches": 1}],
            "within": 90,
            "words": "a gate",
        },
    ]
    data = changed(changed(DATA, (*WAVE, "after"), after), (*WAVE, "after_sprain"), 56)
    wave = plank(data).variation("wave")
    shown = (Shown("calf-raise", "one-leg", 15), Shown("plank", "ball", 10, touches=1))
    gate = Prerequisite(shown, 90, "a gate", (ShownInTest("raise", 20),))
    assert wave.after == (Prerequisite((Shown("plank", "floor", 20),)), gate)
    assert wave.after_sprain == 56


@pytest.mark.parametrize(
    ("after", "problem"),
    [
        ([{"variation": "floor"}], "after 1: needs one of: seconds, reps, steps"),
        ([{"variation": "floor", "seconds": 20, "reps": 3}], "after 1: needs one of: seconds, reps, steps"),
        ([{"seconds": 20}], "after 1: variation: is missing"),
        ([{"variation": "floor", "seconds": 0}], "after 1: seconds: must be from 1 to 300, not 0"),
        ([{"variation": "floor", "seconds": 20, "touches": 61}], "after 1: touches: must be from 0 to 60, not 61"),
        ([{"variation": "floor", "seconds": 20, "wihtin": 9}], "after 1: wihtin: is not a known key"),
        ([{"any": []}], "after 1: any: needs at least one"),
        ([{"any": [{**GATE, "within": 9}]}], "after 1: any 1: within: is not a known key"),
        ([{"any": [GATE], "within": 367}], "after 1: within: must be from 1 to 366, not 367"),
        ([{"any": [GATE], "within": 90}], "after: must begin with a variation whose place it takes, without within"),
        ([{"any": [GATE, {"test": "raise", "reps": 20}]}], "after 1: any 2: test: needs within"),
        (
            [{"any": [{"test": "raise", "reps": 20}], "within": 90}],
            "after 1: any 1: test: stands beside an exercise",
        ),
        (
            [{"any": [GATE, {"test": "rais", "reps": 20}], "within": 90}],
            'after 1: any 2: test: "rais" is not one of: raise; did you mean "raise"?',
        ),
        ([{"any": [GATE, {"test": "hop", "seconds": 9}], "within": 90}], 'after 1: any 2: test: "hop" is not one of'),
        ([{"any": [GATE, {"test": "raise", "seconds": 9}], "within": 90}], "after 1: any 2: reps: is missing"),
        (
            [{"any": [GATE, {"test": "raise", "reps": 20, "variation": "one-leg"}], "within": 90}],
            "after 1: any 2: variation: is not a known key",
        ),
        ([GATE], 'after: "one-leg" is not an earlier variation of the exercise'),
        ([{"variation": "wave", "reps": 20}], 'after: "wave" is not an earlier variation of the exercise'),
        ([{"variation": "ball", "seconds": 20}], 'after: "ball" is not an earlier variation of the exercise'),
        ([{"variation": "floor", "seconds": 30}], "after: 30 is not a dose of floor"),
        ([{"variation": "flor", "seconds": 20}], 'after: no variation is called "flor"; did you mean "floor"?'),
        (
            [{**GATE, "exercise": "calf-rise"}],
            'after: no exercise is called "calf-rise"; did you mean "calf-raise"?',
        ),
    ],
)
def test_what_can_never_be_met_is_refused_in_one_line(after: object, problem: str) -> None:
    catalogue, problems = add(changed(DATA, (*BALL, "after"), after))
    assert len(problems) == 1
    assert problems[0].startswith(f"plank: variation ball: {problem}")
    assert "plank" not in catalogue.own


def test_nothing_comes_before_the_first_variation() -> None:
    _, problems = add(changed(DATA, ("exercise", 0, "variation", 0, "after"), [{"variation": "ball", "seconds": 20}]))
    assert problems == ("plank: variation floor: after: has no place at the first variation",)


def test_a_later_variation_without_prerequisites_is_refused() -> None:
    exercise = plank()
    first, second, _ = exercise.variations
    with pytest.raises(InvalidValue, match=r"^plank: variation ball: after: is missing$"):
        check_after(replace(exercise, variations=(first, replace(second, after=()))), {"plank": exercise})


def test_every_variation_of_the_catalogue_can_open() -> None:
    """Following what opens after what, from the first variation of every exercise, reaches all."""
    opened = {(exercise.id, exercise.variations[0].id) for exercise in shipped()}
    every = {(exercise.id, variation.id) for exercise in shipped() for variation in exercise.variations}
    for _ in every:
        opened |= {
            (exercise.id, variation.id)
            for exercise in shipped()
            for variation in exercise.variations
            if all(any((one.exercise, one.variation) in opened for one in each.any) for each in variation.after)
        }
    assert opened == every


def test_one_leg_hops_wait_for_raises_and_balance_of_the_last_90_days() -> None:
    hops = shipped().get("lateral-hops").variation("one-leg-landed")
    both, raises, balance = hops.after
    assert both == Prerequisite((Shown("lateral-hops", "both-feet", 30),))
    assert {(one.exercise, one.amount) for one in raises.any} == {("calf-raise", 15), ("calf-raise", 12)}
    assert {one.variation for one in balance.any} == {v.id for v in shipped().get("single-leg-balance").variations}
    assert all(one.touches is not None for one in balance.any)
    assert (raises.within, balance.within, hops.after_sprain) == (90, 90, 56)
    assert raises.tests == (ShownInTest("raise", 20),)
    assert balance.tests == ()


def test_a_test_that_opens_a_variation_is_one_of_ours_and_more_of_it_is_better() -> None:
    for exercise in shipped():
        for shown in (one for variation in exercise.variations for each in variation.after for one in each.tests):
            protocol = PROTOCOLS[SelfTestId(shown.test)]
            assert protocol.counts is Counts.MOST
            assert protocol.unit is Measure.REPS
