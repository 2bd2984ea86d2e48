"""Runners over a year and more, driven through the real coach: what it promises holds at every session."""

import copy
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest

from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.records import Feel, SessionRecord, Touches
from ankle_tui.core.training.suggestion import todays_session
from tests.builders import shipped
from tests.core.training.lives import Life, Visit
from tests.core.training.promises import PROMISES, broken
from tests.core.training.runners import RUNNERS, Runner, random_runner
from tests.examples import share
from tests.training import BALANCE, BAND, CALF, HOPS, WALK, day, session, sets_of

ALL = os.environ.get("FAULTS") == "all"
LIVES = 15 if ALL else 1
RANDOM = 300 if ALL else share(40)
WEEKS = 52 if ALL else 36
"""Weeks of a life that needs no more than a year: what its weeks cost grows with their square."""
KNOWN = {runner.name: runner for runner in RUNNERS}
BRIEF = {"nothing, counts": 16, "away 3 wk (wk 20)": 28, "pain 5 once (wk 10)": 16, "5 minutes, all": 12}
"""Weeks of the lives that the quick tests try."""


@pytest.mark.parametrize("name", BRIEF)
def test_some_months_keep_every_promise(name: str) -> None:
    assert broken(Life(replace(KNOWN[name], weeks=BRIEF[name]), 0).live()) == []


def begun(runner: Runner) -> Runner:
    """Shorten a year to `WEEKS`; a life longer than a year is kept whole, since what it tests comes late."""
    return replace(runner, weeks=WEEKS) if runner.weeks == 52 else runner


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(LIVES))
@pytest.mark.parametrize("name", KNOWN)
def test_the_life_of_a_runner_keeps_every_promise(name: str, seed: int) -> None:
    assert broken(Life(begun(KNOWN[name]), seed).live()) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(RANDOM))
def test_a_year_of_any_runner_keeps_every_promise(seed: int) -> None:
    assert broken(Life(begun(random_runner(seed)), 0).live()) == []


def variations(life: Life, exercise: str) -> set[str]:
    return {visit.choices[exercise].variation.id for visit in life.visits if exercise in visit.choices}


def test_without_counts_balance_stays_at_open_eyes_and_the_coach_says_why() -> None:
    life = Life(replace(KNOWN["nothing, never counts"], weeks=12), 0).live()
    assert variations(life, BALANCE) == {"eyes-open-firm"}
    assert life.visits[-1].standings[BALANCE].asks_touches


@pytest.mark.parametrize(("name", "told_on"), [("always sore", 15), ("pain 3 each time", 11), ("pain 5 each time", 11)])
def test_who_is_no_better_is_told_to_see_somebody(name: str, told_on: int) -> None:
    life = Life(replace(KNOWN[name], weeks=5), 0).live()
    assert life.warned == told_on
    assert variations(life, HOPS) <= {"both-feet"}
    assert variations(life, CALF) == {"both-legs"}


def test_a_passing_pain_is_no_reason_to_see_somebody() -> None:
    life = Life(replace(KNOWN["pain 5 once (wk 10)"], pain=lambda moment: 5 if moment.number == 4 else 0, weeks=5), 0)
    assert life.live().warned is None


# What the runners have found


def counted(day: int, variation: str, seconds: float) -> SessionRecord:
    """A session of balance without a touch."""
    return replace(session(day, sets_of(BALANCE, variation, 2, seconds, touches=None)), touches=Touches(0, 0))


def offered(history: Sequence[SessionRecord], on: int, exercise: str, feel: Feel = Feel.FINE) -> Choice:
    """What an experienced runner without equipment is offered of an exercise, today or when its turn comes."""
    found = todays_session(
        shipped(), history, today=day(on), level=Level.EXPERIENCED, equipment=frozenset(), minutes=20.0, feel=feel
    )
    return next(line.choice for line in (*found.lines, *found.others) if line.standing.exercise.id == exercise)


def test_after_a_break_closed_eyes_are_one_rung_lower_not_what_a_missing_pillow_waits_for() -> None:
    opens = [counted(0, "eyes-open-firm", 60), counted(3, "eyes-open-firm", 60)]
    closed = [counted(7, "eyes-closed-firm", 15), counted(10, "eyes-closed-firm", 15)]
    choice = offered([*opens, *closed, counted(14, "eyes-closed-firm", 30)], 32, BALANCE)
    assert (choice.variation.id, choice.dose.amount) == ("eyes-closed-firm", 15)


def test_a_sore_day_has_nothing_new_though_an_easier_one_came_before() -> None:
    walks = [session(number, sets_of(WALK, "long", 2, 20)) for number in (0, 3)]
    eased = replace(session(7, sets_of(WALK, "long", 2, 20)), feel=Feel.PAIN)
    assert offered([*walks, eased], 10, WALK).dose.amount == 30
    assert offered([*walks, eased], 10, WALK, Feel.SORE).dose.amount == 20


def test_an_easier_dose_missed_twice_leads_down() -> None:
    walks = [session(number, sets_of(WALK, "long", 2, 30)) for number in (0, 3)]
    missed = [session(number, sets_of(WALK, "long", 2, 20, left=10)) for number in (7, 10)]
    assert offered(walks, 7, WALK).dose.amount == 30
    assert offered([*walks, *missed], 14, WALK).dose.amount == 20


def test_a_third_exercise_fits_by_the_order_of_the_session_not_of_the_choice() -> None:
    """The band, chosen first, would begin with its set-up; balance, which goes first, has a shorter wait."""
    life = Life(replace(KNOWN["pain 5 each time"], weeks=3), 0).live()
    assert [*life.visits[-1].choices] == [BALANCE, BAND, WALK]
    assert life.visits[-1].suggestion.seconds <= 629


# The promises can fail


def doctored(life: Life, change: Callable[[Visit], Visit]) -> Life:
    found = copy.copy(life)
    found.visits = [change(visit) for visit in life.visits]
    return found


def with_lines(visit: Visit, change: Callable[[Choice], Choice | None]) -> Visit:
    """Offer something else."""
    changed = [(line, change(line.choice)) for line in visit.suggestion.lines]
    lines = tuple(line._replace(choice=choice) for line, choice in changed if choice)
    return replace(visit, suggestion=visit.suggestion._replace(lines=lines))


def without(name: str) -> Callable[[Visit], Visit]:
    return lambda visit: with_lines(visit, lambda choice: None if choice.exercise.id == name else choice)


def with_more_and_more_sets(visit: Visit) -> Visit:
    return with_lines(visit, lambda choice: replace(choice, dose=choice.dose.changed(sets=3 + visit.day)))


def on_one_leg(visit: Visit) -> Visit:
    def changed(choice: Choice) -> Choice:
        variation = choice.exercise.variations[-1]
        return Choice(choice.exercise, variation, variation.doses[0]) if choice.exercise.id == HOPS else choice

    return with_lines(visit, changed)


def silent(visit: Visit) -> Visit:
    return replace(visit, suggestion=visit.suggestion._replace(stuck=""))


def with_another_note(visit: Visit) -> Visit:
    return replace(visit, suggestion=visit.suggestion._replace(note="Another."))


def sore(visit: Visit) -> Visit:
    return replace(visit, feel=Feel.SORE)


def in_pain(life: Life) -> Life:
    found = copy.copy(life)
    found.history = [replace(record, pain=5) for record in life.history]
    return found


@cache
def some_weeks(name: str, weeks: int) -> Life:
    return Life(replace(KNOWN[name], weeks=weeks), 0).live()


DOCTORED: Mapping[str, Callable[[Life], Life]] = {
    "two_rungs_in_a_week": lambda life: doctored(life, lambda visit: replace(visit, day=visit.day // 2)),
    "more_than_one_set_more": lambda life: doctored(life, with_more_and_more_sets),
    "over_its_minutes": lambda life: doctored(life, lambda visit: replace(visit, minutes=visit.minutes / 2)),
    "without_balance": lambda life: doctored(life, without(BALANCE)),
    "too_long_apart": lambda life: doctored(life, without(CALF)),
    "hops_in_pain": in_pain,
    "up_in_pain": in_pain,
    "up_when_unwell": lambda life: doctored(life, sore),
    "unearned_hops": lambda life: doctored(life, on_one_leg),
    "no_more_when_unwell": lambda life: doctored(life, lambda visit: with_more_and_more_sets(sore(visit))),
    "the_same_in_any_order": lambda life: doctored(life, with_another_note),
    "whole_and_told": lambda life: doctored(life, without(BALANCE)),
    "nothing_told": lambda life: doctored(life, silent),
}


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_not_kept_is_told(promise: Callable[[Life], Iterable[str]]) -> None:
    name = promise.__name__
    life = some_weeks("always sore", 20) if name == "nothing_told" else some_weeks("20 minutes, all", 8)
    assert list(promise(life)) == []
    assert list(promise(DOCTORED[name](life)))
