"""Seconds of doses as the plan has them, their smaller sizes, and the longest rung of the band that a time allows."""

import pytest

from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.formatting import minutes_words
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.fitting import longest_rung, seconds_for, sizes
from ankle_tui.core.training.lanes import rungs
from tests.builders import shipped
from tests.training import BALANCE, BAND, CALF, OPEN, Dosed, dosed, rung, stand


def choice(exercise: str, wanted: Dosed) -> Choice:
    return next(item for item in rungs(shipped().get(exercise)) if dosed(item) == wanted)


@pytest.mark.parametrize(
    ("exercise", "wanted", "minutes"),
    [
        (BALANCE, (OPEN, 2, 30), 3.5),
        (BALANCE, (OPEN, 2, 60), 5.5),
        (CALF, ("both-legs", 3, 12), 5.0),
        (CALF, ("one-leg", 2, 10), 4.0),
        (CALF, ("one-leg", 3, 15), 8.7),
        (CALF, ("one-leg-step", 3, 12), 9.7),
        (BAND, ("four-way", 1, 10), 9.0),
        (BAND, ("four-way", 2, 15), 25.0),
    ],
)
def test_doses_take_the_minutes_of_the_page(exercise: str, wanted: Dosed, minutes: float) -> None:
    whole = next(sizes(choice(exercise, wanted)))
    assert (whole.seconds - whole.lead) / 60 == pytest.approx(minutes, abs=0.06)


def test_half_of_the_band_takes_half_of_the_time() -> None:
    _, half, *less = sizes(choice(BAND, ("four-way", 1, 10)))
    assert not less
    assert (half.seconds - half.lead) / 60 == pytest.approx(4.3, abs=0.06)


@pytest.mark.parametrize("exercise", [exercise.id for exercise in shipped()])
def test_the_seconds_of_every_size_are_those_of_its_plan(exercise: str) -> None:
    for whole in rungs(shipped().get(exercise)):
        found = list(sizes(whole))
        assert found[0].choice is whole
        assert found[-1].choice.dose.sets == 1
        assert [size.seconds for size in found] == [build_plan([size.choice]).seconds for size in found]
        assert [size.seconds for size in found] == sorted((size.seconds for size in found), reverse=True)


def test_the_band_is_halved_before_sets_come_off_and_the_halves_take_turns() -> None:
    twice = choice(BAND, ("four-way", 2, 10))
    found = [(len(size.choice.variation.parts), size.choice.dose.sets) for size in sizes(twice)]
    assert found == [(4, 2), (2, 2), (2, 1)]
    ways, last = list[frozenset[str]](), frozenset[str]()
    for _ in range(4):
        half = list(sizes(twice, last))[1]
        last = frozenset(part.id for part in half.choice.variation.parts)
        ways.append(last)
    assert ways == [{"in", "out"}, {"up", "down"}] * 2


def test_two_parts_are_never_halved() -> None:
    walk = choice("heel-toe-walk", ("long", 3, 45))
    assert [len(size.choice.variation.parts) for size in sizes(walk)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("minutes", "longest"),
    [
        (None, ("four-way", 2, 15)),
        (4, ("four-way", 1, 10)),
        (6, ("four-way", 1, 10)),
        (7, ("four-way", 1, 12)),
        (8, ("four-way", 1, 15)),
        (10, ("four-way", 1, 15)),
        (12, ("four-way", 2, 12)),
        (15, ("four-way", 2, 15)),
    ],
)
def test_the_band_goes_up_as_far_as_half_of_it_fits_beside_one_set_of_balance(
    minutes: float | None, longest: Dosed
) -> None:
    ladder = rungs(shipped().get(BAND))
    place = longest_rung(shipped().get(BAND), minutes)
    assert dosed(ladder[-1 if place is None else place]) == longest


def test_what_cannot_be_halved_has_no_longest_rung() -> None:
    assert longest_rung(shipped().get(CALF), 3) is None


def test_a_time_is_never_exceeded_by_a_minute_in_words_nor_by_five_percent() -> None:
    for minutes in range(1, 121):
        assert minutes_words(seconds_for(minutes)) == f"{minutes} min"
        assert minutes * 60 <= seconds_for(minutes) <= minutes * 63


def test_a_band_that_waits_for_time_says_so() -> None:
    assert rung(stand(BAND, minutes=4)) == ("four-way", 1, 10)
    assert "minutes" in stand(BAND, minutes=4).waits
    assert "minutes" not in stand(BAND, minutes=20).waits
