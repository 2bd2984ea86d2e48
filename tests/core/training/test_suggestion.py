"""What is offered today: level, exercises and doses, with a reason for each, in the time there is."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.formatting import minutes_words
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, SessionRecord
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.ladder import Rung
from ankle_tui.core.training.suggestion import (
    SEE_SOMEBODY,
    Suggestion,
    last_pain,
    no_hops,
    seconds_for,
    todays_session,
    usual_level,
)
from tests import training
from tests.builders import ENDED, Runner, shipped, short_plan
from tests.training import BALANCE, BAND, CALF, GEAR, HOPS, WALK, day, sets_of


def at_level(level: Level, days: int) -> SessionRecord:
    record = Runner(short_plan()).session.record(ENDED)
    return replace(record, level=level, started_at=record.started_at + dt.timedelta(days=days))


def test_a_newcomer_is_a_beginner() -> None:
    assert usual_level(()) is Level.BEGINNER


def test_the_level_is_that_of_the_last_session_wherever_it_stands_in_the_file() -> None:
    sessions = (at_level(Level.EXPERIENCED, 3), at_level(Level.BEGINNER, 1))
    assert usual_level(sessions) is Level.EXPERIENCED


def test_the_runners_setting_decides() -> None:
    assert usual_level((at_level(Level.BEGINNER, 1),), Level.EXPERIENCED) is Level.EXPERIENCED


# Today's session


def plan_today(
    *sessions: SessionRecord,
    today: int = 0,
    level: Level = Level.EXPERIENCED,
    equipment: frozenset[str] = GEAR,
    minutes: float | None = None,
    feel: Feel = Feel.FINE,
    kind: DayKind | None = DayKind.RUN,
    hard: bool = False,
    overrides: dict[str, Rung] | None = None,
    catalogue: Catalogue | None = None,
) -> Suggestion:
    return todays_session(
        catalogue or shipped(),
        sessions,
        today=day(today),
        level=level,
        kind=kind,
        hard=hard,
        equipment=equipment,
        minutes=minutes,
        feel=feel,
        overrides=overrides,
    )


def ids(suggestion: Suggestion) -> list[str]:
    return [choice.exercise.id for choice in suggestion.choices]


def reasons(suggestion: Suggestion) -> dict[str, str]:
    return {line.choice.exercise.id: line.reason for line in (*suggestion.lines, *suggestion.others)}


def dose(suggestion: Suggestion, exercise: str) -> tuple[str, int, int]:
    (choice,) = (item for item in suggestion.choices if item.exercise.id == exercise)
    return choice.variation.id, choice.dose.sets, choice.dose.amount


def everything(at: int, pain: int | None = 0) -> SessionRecord:
    """All five, on rungs in the middle of their ladders."""
    return training.session(
        at,
        sets_of(BALANCE, "eyes-open-firm", 2, 45),
        sets_of(CALF, "one-leg", 3, 10),
        sets_of(BAND, "four-way", 2, 10),
        sets_of(WALK, "long", 2, 45),
        sets_of(HOPS, "both-feet", 2, 20),
        pain=pain,
    )


@pytest.mark.parametrize("level", list(Level))
def test_a_newcomer_does_two_exercises_balance_first(level: Level) -> None:
    found = plan_today(level=level)
    assert ids(found) == [BALANCE, CALF]
    assert [line.reason for line in found.lines] == ["balance comes first", "new for you"]
    assert found.choices == tuple(Choice.start(shipped().get(name), level) for name in (BALANCE, CALF))


def test_a_newcomer_with_little_time_does_one() -> None:
    assert ids(plan_today(minutes=2, level=Level.BEGINNER)) == [BALANCE]


def test_from_the_fourth_session_on_there_are_three() -> None:
    done = [training.session(at, sets_of(WALK, "steps", 2, 10)) for at in (0, 2, 4)]
    assert len(plan_today(*done[:2], today=6).lines) == 2
    assert len(plan_today(*done, today=6).lines) == 3
    left = [replace(item, active_seconds=7.0, sets=sets_of(WALK, "steps", 2, 10, left=3)) for item in done]
    assert len(plan_today(*left, today=6).lines) == 2
    assert len(plan_today(*left, *done[1:], today=6).lines) == 2


def test_a_session_that_was_left_at_once_takes_no_exercise_its_turn() -> None:
    done = [everything(at) for at in (0, 3, 6)]
    left = replace(everything(8), active_seconds=7.0, sets=sets_of(BALANCE, "eyes-open-firm", 2, 45, left=7, right=0))
    assert plan_today(*done, left, today=8) == plan_today(*done, today=8)


def test_what_was_longest_not_done_comes_round() -> None:
    done = [
        training.session(0, sets_of(HOPS, "both-feet", 2, 20)),
        training.session(2, sets_of(WALK, "long", 1, 45)),
        training.session(4, sets_of(CALF, "one-leg", 2, 10)),
        training.session(6, sets_of(BALANCE, "eyes-closed-firm", 2, 30), sets_of(BAND, "four-way", 1, 10)),
    ]
    found = plan_today(*done, today=9)
    assert ids(found) == [BALANCE, HOPS, WALK]
    assert [line.reason for line in found.lines] == [
        "balance comes first",
        "not done for 9 days",
        "not done for 7 days",
    ]
    assert [line.reason for line in found.others] == ["its turn comes next"] * 2
    assert reasons(plan_today(*done, today=7))[HOPS] == "not done for 7 days"


@pytest.mark.parametrize(("today", "reason"), [(0, "done today"), (1, "done yesterday"), (2, "not done for 2 days")])
def test_what_was_just_done_says_so(today: int, reason: str) -> None:
    assert reasons(plan_today(everything(0), today=today))[CALF] == reason


def test_all_five_come_round_within_two_weeks_of_three_sessions() -> None:
    done: list[SessionRecord] = []
    for at in (0, 2, 4, 7, 9, 11):
        found = plan_today(*done, today=at, minutes=8)
        sets = [
            sets_of(item.exercise.id, item.variation.id, item.dose.sets, item.dose.amount) for item in found.choices
        ]
        done.append(training.session(at, *sets))
    assert {item.exercise for session in done for item in session.sets} == {BALANCE, CALF, BAND, WALK, HOPS}


def test_without_equipment_its_exercises_are_left_out() -> None:
    found = plan_today(everything(0), everything(2), everything(4), today=6, equipment=frozenset())
    assert BAND not in ids(found)
    assert reasons(found)[BAND] == "needs a band"
    beginner = plan_today(level=Level.BEGINNER, equipment=GEAR)
    assert reasons(beginner)[BAND] == "for level experienced"
    assert reasons(plan_today(level=Level.BEGINNER, equipment=frozenset()))[BAND] == "needs a band"


@pytest.mark.parametrize("minutes", [5, 8, 10, 15])
@pytest.mark.parametrize("level", list(Level))
def test_the_session_fits_the_time_by_the_plans_own_estimate(minutes: float, level: Level) -> None:
    for done in ([], [everything(0), everything(2), everything(4)]):
        found = plan_today(*done, today=6, minutes=minutes, level=level)
        assert found.seconds == build_plan(found.choices).seconds
        assert 0 < found.seconds <= seconds_for(minutes)
        assert not found.note


def test_without_a_limit_every_dose_is_whole() -> None:
    found = plan_today(everything(0), everything(2), everything(4), today=6)
    assert [line.choice for line in found.lines] == [line.standing.choice for line in found.lines]


def test_balance_is_cut_before_a_dose_that_only_counts_whole() -> None:
    done = [everything(0), everything(2), training.session(4, sets_of(BALANCE, "eyes-open-firm", 2, 30))]
    found = plan_today(*done, today=6, minutes=5, overrides={CALF: Rung("both-legs", 0)}, equipment=frozenset())
    assert dose(found, BALANCE)[1:] == (1, 30)
    assert dose(found, CALF) == ("both-legs", 2, 12)
    assert reasons(found)[BALANCE] == "cut to fit 5 min"


def test_what_is_left_of_the_time_is_used() -> None:
    last = training.session(4, sets_of(CALF, "one-leg", 3, 10), sets_of(HOPS, "both-feet", 2, 10))
    done = [everything(0), everything(2), last]
    pins = {BALANCE: Rung("eyes-open-firm", 2), WALK: Rung("long", 1), HOPS: Rung("both-feet", 0)}
    found = plan_today(*done, today=6, minutes=9, overrides=pins, equipment=frozenset())
    assert [dose(found, name)[1:] for name in ids(found)] == [(1, 60), (2, 45), (2, 10)]


def test_a_dose_that_fits_alone_is_done_alone() -> None:
    done = [everything(0), everything(2), training.session(4, sets_of(BALANCE, "eyes-open-firm", 2, 45))]
    found = plan_today(*done, today=6, minutes=9, overrides={CALF: Rung("one-leg", 2)}, equipment=frozenset())
    assert [dose(found, item) for item in ids(found)] == [("one-leg", 3, 12)]


def test_the_band_takes_one_step_less_when_not_even_one_set_fits() -> None:
    done = [
        everything(0),
        everything(2),
        training.session(
            4,
            *[
                sets_of(item, variation, sets, amount)
                for item, variation, sets, amount in [
                    (BALANCE, "eyes-open-firm", 2, 45),
                    (CALF, "one-leg", 3, 10),
                    (WALK, "long", 2, 45),
                    (HOPS, "both-feet", 2, 20),
                ]
            ],
        ),
    ]
    found = plan_today(*done, today=6, minutes=8, overrides={BAND: Rung("four-way", 2)})
    assert [dose(found, item) for item in ids(found)] == [("four-way", 1, 10)]
    assert reasons(found)[BAND] == "cut to fit 8 min"
    assert reasons(plan_today(*done, today=6, minutes=5))[BAND] == "takes longer than 5 min"


def test_when_nothing_fits_the_shortest_session_there_is_says_so() -> None:
    found = plan_today(everything(0), today=2, minutes=0.25)
    assert [dose(found, item) for item in ids(found)] == [("both-feet", 1, 10)]
    assert (found.seconds, found.note) == (20.0, "Even the shortest session takes longer than 0.25 min.")
    assert reasons(found)[HOPS] == "the shortest there is"
    assert reasons(found)[CALF] == "takes longer than 0.25 min"


def test_when_nothing_can_be_done_the_session_is_empty_and_says_so() -> None:
    band = Catalogue((shipped().get(BAND),), dict.fromkeys(Level, (BAND,)))
    found = plan_today(equipment=frozenset(), catalogue=band)
    assert (found.lines, found.seconds, found.note) == ((), 0.0, "Nothing can be done with what is at hand.")
    assert ids(plan_today(catalogue=band)) == [BAND]


def test_without_a_balance_the_longest_not_done_comes_first() -> None:
    catalogue = Catalogue(tuple(shipped().get(name) for name in (CALF, WALK)), dict.fromkeys(Level, (WALK,)))
    assert ids(plan_today(catalogue=catalogue)) == [WALK, CALF]


# Easier today


def test_after_a_hard_run_balance_is_one_step_easier_and_only_today() -> None:
    done = [everything(0), everything(2)]
    assert dose(plan_today(*done, today=4), BALANCE) == ("eyes-open-firm", 2, 60)
    found = plan_today(*done, today=4, hard=True)
    assert dose(found, BALANCE) == ("eyes-open-firm", 2, 45)
    assert reasons(found)[BALANCE] == "after a hard run one step easier"
    assert dose(found, CALF) == ("one-leg", 3, 12)
    trained = training.session(4, sets_of(BALANCE, "eyes-open-firm", 2, 45))
    assert dose(plan_today(*done, trained, today=6), BALANCE) == ("eyes-open-firm", 2, 60)


def test_a_hard_run_belongs_to_a_day_with_a_run() -> None:
    eased = {kind: "hard run" in reasons(plan_today(kind=kind, hard=True))[BALANCE] for kind in (None, *DayKind)}
    assert [kind for kind, easier in eased.items() if easier] == [None, DayKind.RUN]


def test_the_easiest_step_stays_after_a_hard_run() -> None:
    found = plan_today(hard=True, level=Level.BEGINNER)
    assert dose(found, BALANCE) == ("eyes-open-firm", 2, 30)
    assert reasons(found)[BALANCE] == "after a hard run the easiest step"


def test_on_a_sore_day_there_is_no_step_up_and_no_hop() -> None:
    done = [everything(0), everything(2)]
    fine, found = plan_today(*done, today=4), plan_today(*done, today=4, feel=Feel.SORE)
    assert dose(fine, CALF) == ("one-leg", 3, 12)
    assert dose(found, CALF) == ("one-leg", 3, 10)
    assert reasons(found)[CALF] == "sore today: no step up"
    assert reasons(found)[HOPS] == "sore today: no hops"
    assert not found.see_somebody
    assert reasons(plan_today(everything(0), today=2, feel=Feel.SORE))[CALF] == "not done for 2 days"


def test_on_a_painful_day_everything_is_one_step_easier_and_somebody_may_be_seen() -> None:
    found = plan_today(everything(0), everything(2), everything(4), today=6, feel=Feel.PAIN)
    assert HOPS not in ids(found)
    for line in found.lines:
        assert line.reason == "pain today: one step easier"
        assert line.choice == line.standing.lighter != line.standing.choice
    assert reasons(found)[HOPS] == "pain today: no hops"
    assert found.see_somebody


def test_easier_than_eyes_closed_is_eyes_open_and_no_longer() -> None:
    done = [training.session(at, sets_of(BALANCE, "eyes-open-firm", 2, 60)) for at in (0, 2)]
    assert dose(plan_today(*done, today=4), BALANCE) == ("eyes-closed-firm", 2, 30)
    eased: list[dict[str, Any]] = [{"feel": Feel.PAIN}, {"feel": Feel.SORE}, {"hard": True}, {"kind": DayKind.SICK}]
    for wish in eased:
        assert dose(plan_today(*done, today=4, **wish), BALANCE) == ("eyes-open-firm", 2, 30)
    kept = training.session(4, sets_of(BALANCE, "eyes-open-firm", 2, 30))
    assert dose(plan_today(*done, kept, today=6), BALANCE) == ("eyes-closed-firm", 2, 30)


def test_a_sore_day_takes_no_longer_than_a_fine_one() -> None:
    done = [training.session(at, sets_of(BALANCE, "eyes-open-firm", 2, 30)) for at in (0, 2, 4)]
    done.append(training.session(4, sets_of(CALF, "one-leg", 3, 10), sets_of(WALK, "long", 2, 45)))
    fine, sore = (
        plan_today(*done, today=6, overrides={HOPS: Rung("both-feet", 2)}, feel=feel) for feel in list(Feel)[:2]
    )
    assert ids(fine) == [BALANCE, HOPS, BAND]
    assert ids(sore) == [BALANCE, BAND]
    assert sore.seconds <= fine.seconds


def test_nobody_begins_with_more_than_the_least_of_hops() -> None:
    for level in Level:
        hops = next(line for line in plan_today(level=level).others if line.choice.exercise.id == HOPS)
        assert (hops.choice.dose.sets, hops.choice.dose.amount) == (2, 10)


def test_what_the_runner_has_set_says_so() -> None:
    done = [training.session(at, sets_of(WALK, "long", 1, 45)) for at in (0, 2, 4)]
    pins = {BALANCE: Rung("eyes-open-firm", 1), CALF: Rung("one-leg", 1)}
    found = reasons(plan_today(*done, today=6, overrides=pins))
    assert (found[BALANCE], found[CALF]) == ("set by you", "set by you")


def test_a_time_is_never_exceeded_by_a_minute_in_words() -> None:
    for minutes in range(1, 121):
        assert minutes_words(seconds_for(minutes)) == f"{minutes} min"


def test_on_a_sick_day_nothing_gets_harder() -> None:
    found = plan_today(everything(0), everything(2), today=4, kind=DayKind.SICK)
    assert reasons(found)[CALF] == "sick today: no step up"
    assert reasons(found)[HOPS] == "sick today: no hops"


@pytest.mark.parametrize(("pain", "offered"), [(None, True), (0, True), (2, True), (3, False), (10, False)])
def test_hops_are_offered_only_up_to_pain_two_at_the_last_report(pain: int | None, offered: bool) -> None:
    done = [
        training.session(0, sets_of(CALF, "one-leg", 2, 10), pain=pain),
        training.session(2, sets_of(WALK, "long", 1, 45)),
    ]
    for known in (done, done[::-1]):
        found = plan_today(*known, today=4, overrides={HOPS: Rung("both-feet", 0)}, equipment=frozenset())
        assert (reasons(found)[HOPS] != f"pain {pain} last time: no hops") is offered
        assert last_pain(known) == pain
        assert no_hops(known, feel=Feel.FINE, kind=None) == ("" if offered else f"pain {pain} last time")
    assert no_hops(done, feel=Feel.SORE, kind=DayKind.SICK) == "sore today"
    assert no_hops([], feel=Feel.FINE, kind=DayKind.SICK) == "sick today"


def test_what_goes_down_says_why() -> None:
    found = plan_today(*[replace(everything(at), pain=4) for at in (0, 2, 4)], today=6, minutes=10)
    assert reasons(found)[BALANCE] == "one step down: pain 4 last time"
    assert reasons(plan_today(everything(0), today=365))[CALF] == "one step down: not done for 365 days"


def test_what_goes_down_says_so_rather_than_that_it_was_cut() -> None:
    done = [everything(0), everything(2, pain=4)]
    found = plan_today(*done, today=4, minutes=5, overrides={CALF: Rung("both-legs", 0)}, equipment=frozenset())
    assert dose(found, BALANCE)[1:] == (1, 30)
    assert reasons(found)[BALANCE] == "one step down: pain 4 last time"


def test_what_goes_up_says_why() -> None:
    found = plan_today(everything(0), everything(2), today=4)
    assert reasons(found)[BALANCE] == "one step up: 45 s clean twice"


def test_what_cannot_be_done_any_more_is_easier() -> None:
    done = [training.session(at, sets_of(BALANCE, "eyes-open-pillow", 2, 60)) for at in (0, 2)]
    found = plan_today(*done, today=4, equipment=frozenset())
    assert reasons(found)[BALANCE] == "easier: needs a pillow"


def test_the_signs_to_see_somebody_are_plain_and_sourced() -> None:
    assert len(SEE_SOMEBODY) == 6
    for sign in SEE_SOMEBODY:
        assert sign.text.endswith(".")
        assert sign.source.text
        for word in ("fracture", "malleol", "navicular", "metatarsal", "sprain", "diagnos"):
            assert word not in sign.text.lower()
    assert [sign.source.id for sign in SEE_SOMEBODY] == ["ottawa"] * 4 + ["choice"] * 2
