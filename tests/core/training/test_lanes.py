"""Ladders as the catalogue has them: rungs in their order, lanes that take turns, and doses no larger than another."""

from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.training.lanes import lanes, no_more, rungs
from tests.builders import shipped
from tests.training import BALANCE, BAND, BLIND, CALF, CLOSED, HOPS, OPEN, PILLOW, WALK, Dosed, dosed, rung, stand

FIRM = {OPEN: "2x30 2x45 2x60"}
"""Where both ways of balance begin."""
WAYS = {
    BALANCE: [
        FIRM | {CLOSED: "2x15 2x30 2x45 2x60"},
        FIRM | {PILLOW: "2x30 2x45 2x60", BLIND: "2x15 2x30 2x45 2x60 3x60"},
    ],
    CALF: [
        {"both-legs": "2x12 3x12 3x15", "one-leg": "2x10 3x10 3x12 3x15", "one-leg-step": "2x12 3x12 3x15"},
    ],
    BAND: [{"four-way": "1x10 1x12 1x15 2x10 2x12 2x15"}],
    WALK: [{"steps": "2x10 2x12 2x15", "long": "2x20 2x30 2x45 3x45"}],
    HOPS: [{"both-feet": "2x10 2x20 2x30", "one-leg-landed": "2x5 2x10 2x15", "one-leg": "2x10 2x20 2x30"}],
}
"""The page's ladders; a list for each way up."""


def read(way: dict[str, str]) -> list[Dosed]:
    """The rungs of a way up."""
    pairs = [(variation, dose.split("x")) for variation, doses in way.items() for dose in doses.split()]
    return [(variation, int(sets), int(amount)) for variation, (sets, amount) in pairs]


@pytest.mark.parametrize("exercise", WAYS)
def test_the_ways_up_are_those_of_the_page(exercise: str) -> None:
    found = lanes(shipped().get(exercise))
    assert [[dosed(step.choice) for step in lane] for lane in found] == [read(way) for way in WAYS[exercise]]
    ladder = rungs(shipped().get(exercise))
    assert all(ladder[step.place] == step.choice for lane in found for step in lane)
    assert {step.place for lane in found for step in lane} == set(range(len(ladder)))


@pytest.mark.parametrize(
    ("way", "limits"),
    [
        (0, [None, None, 1, 4, 4, 4, 4]),
        (1, [None, None, 1, 4, 4, 4, 4, 4, 4, 4, 4]),
    ],
)
def test_touches_are_limited_where_the_page_limits_them(way: int, limits: list[float | None]) -> None:
    assert [step.limit for step in lanes(shipped().get(BALANCE))[way]] == limits


@pytest.mark.parametrize(
    ("exercise", "beginner", "experienced"),
    [
        (BALANCE, (OPEN, 2, 30), (OPEN, 2, 60)),
        (CALF, ("both-legs", 3, 12), ("one-leg", 2, 10)),
        (WALK, ("steps", 2, 10), ("long", 2, 20)),
        (HOPS, ("both-feet", 2, 10), ("both-feet", 2, 10)),
        (BAND, ("four-way", 1, 10), ("four-way", 1, 10)),
    ],
)
def test_the_level_says_where_a_ladder_starts(exercise: str, beginner: Dosed, experienced: Dosed) -> None:
    assert rung(stand(exercise, level=Level.BEGINNER)) == beginner
    assert rung(stand(exercise, level=Level.EXPERIENCED)) == experienced


@pytest.mark.parametrize(
    ("exercise", "started"), [(BALANCE, (OPEN, 2, 45)), (CALF, ("both-legs", 3, 15)), (HOPS, ("both-feet", 2, 10))]
)
def test_after_a_sprain_ladders_start_one_rung_lower_where_there_is_one(exercise: str, started: Dosed) -> None:
    assert rung(stand(exercise, level=Level.EXPERIENCED, sprained=0)) == started


def test_an_easier_dose_is_no_larger_than_the_harder_one() -> None:
    ladder = rungs(shipped().get(BALANCE))
    closed, longest, pillow = (next(item for item in ladder if dosed(item) == one) for one in (
        (CLOSED, 2, 15), (OPEN, 2, 60), (PILLOW, 2, 30)
    ))  # fmt: skip
    assert dosed(no_more(longest, closed)) == (OPEN, 2, 15)
    assert no_more(longest, longest) is longest
    assert no_more(longest, pillow) in ladder  # a dose of the catalogue, with its sources
    once = replace(closed, dose=closed.dose.changed(sets=1))
    assert dosed(no_more(longest, once)) == (OPEN, 1, 15)


def test_amounts_of_another_unit_are_not_compared() -> None:
    ladder = rungs(shipped().get(HOPS))
    feet, landed = (next(item for item in ladder if dosed(item) == one) for one in read(WAYS[HOPS][0])[2:4])
    assert no_more(feet, landed) is feet
