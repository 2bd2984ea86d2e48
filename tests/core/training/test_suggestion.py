"""What is offered today: level, exercises and doses, with a reason for each, in the time there is."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, Morning, SessionRecord, SetRecord
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.fitting import seconds_for
from ankle_tui.core.training.ladder import Rung
from ankle_tui.core.training.suggestion import (
    SEE_SOMEBODY,
    Suggestion,
    hops_words,
    no_hops,
    todays_session,
    usual_level,
)
from tests import training
from tests.builders import ENDED, Runner, shipped, short_plan
from tests.training import (
    BALANCE,
    BAND,
    CALF,
    CLOSED,
    FLOOR,
    GEAR,
    HOPS,
    OPEN,
    WALK,
    Dosed,
    climbed,
    day,
    dosed,
    on,
    sets_of,
)


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
    level: Level = Level.BEGINNER,
    equipment: frozenset[str] = FLOOR,
    minutes: float | None = None,
    feel: Feel = Feel.FINE,
    kind: DayKind | None = DayKind.RUN,
    hard: bool = False,
    overrides: dict[str, Rung] | None = None,
    catalogue: Catalogue | None = None,
    sprained: int | None = None,
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
        sprained=None if sprained is None else day(sprained),
    )


def ids(suggestion: Suggestion) -> list[str]:
    return [choice.exercise.id for choice in suggestion.choices]


def reasons(suggestion: Suggestion) -> dict[str, str]:
    return {line.choice.exercise.id: line.reason for line in (*suggestion.lines, *suggestion.others)}


def dose(suggestion: Suggestion, exercise: str) -> Dosed:
    (choice,) = (item for item in suggestion.choices if item.exercise.id == exercise)
    return dosed(choice)


def only(*names: str) -> Catalogue:
    """A catalogue with these exercises."""
    return Catalogue(tuple(shipped().get(name) for name in names), dict.fromkeys(Level, names))


MIDDLE: dict[str, Dosed] = {
    BALANCE: (OPEN, 2, 30),
    CALF: ("both-legs", 3, 12),
    BAND: ("four-way", 1, 10),
    WALK: ("steps", 2, 10),
    HOPS: ("both-feet", 2, 10),
}


def did(at: int, *names: str, **answers: Any) -> SessionRecord:
    """A session with the first rungs of these exercises, or of all, a rep short so that nothing moves."""
    sets = [sets_of(name, *MIDDLE[name], left=MIDDLE[name][2] - 1) for name in names or MIDDLE]
    return training.session(at, *sets, **answers)


def everything(*days: int) -> list[SessionRecord]:
    return [did(at) for at in days]


@pytest.mark.parametrize("level", list(Level))
def test_a_newcomer_does_two_exercises_balance_first(level: Level) -> None:
    found = plan_today(level=level)
    assert ids(found) == [BALANCE, CALF]
    assert found.choices == tuple(Choice.start(shipped().get(name), level) for name in (BALANCE, CALF))


def test_a_newcomer_with_little_time_does_one() -> None:
    assert ids(plan_today(minutes=2)) == [BALANCE]


def test_from_the_fourth_session_on_there_are_three() -> None:
    done = [did(at, WALK) for at in (0, 2, 4)]
    assert len(plan_today(*done[:2], today=6).lines) == 2
    assert len(plan_today(*done, today=6).lines) == 3
    left = [replace(item, active_seconds=7.0) for item in done]
    assert len(plan_today(*left, today=6).lines) == 2
    assert len(plan_today(*left, *done[1:], today=6).lines) == 2


def test_a_session_that_was_left_at_once_takes_no_exercise_its_turn() -> None:
    done = everything(0, 3, 6)
    left = replace(did(8, BALANCE), active_seconds=7.0)
    assert plan_today(*done, left, today=8) == plan_today(*done, today=8)


def test_the_longest_not_done_comes_first_and_balance_leads_the_list() -> None:
    done = [did(0, HOPS), did(2, WALK), did(4, CALF), did(6, BALANCE)]
    found = plan_today(*done, today=9, equipment=frozenset())
    assert ids(found) == [BALANCE, HOPS, WALK]
    reason = reasons(found)
    assert "9 days" in reason[HOPS]
    assert "7 days" in reason[WALK]


@pytest.mark.parametrize(("today", "reason"), [(0, "done today"), (1, "done yesterday"), (2, "last done 2 days ago")])
def test_what_was_just_done_says_so(today: int, reason: str) -> None:
    assert reasons(plan_today(did(0), today=today))[HOPS if today > 2 else CALF] == reason


LONG = {CALF: Rung("one-leg", 2)}
"""Three sets of twelve on one leg: 7.3 minutes."""


def test_balance_comes_second_where_both_fit_whole_else_the_next_longest() -> None:
    done = [*everything(0, 2), did(4, BALANCE, HOPS), did(6, BALANCE, WALK)]
    whole = plan_today(*done, today=8, minutes=12, overrides=LONG, equipment=frozenset())
    assert ids(whole)[:2] == [BALANCE, CALF]
    assert dose(whole, BALANCE) == (OPEN, 2, 30)
    short = plan_today(*done, today=8, minutes=10, overrides=LONG, equipment=frozenset())
    assert ids(short) == [CALF, HOPS]
    assert [dose(short, name) for name in ids(short)] == [("one-leg", 3, 12), MIDDLE[HOPS]]


def test_balance_leads_when_the_last_session_had_none() -> None:
    done = [*everything(0, 2), did(4, BALANCE, HOPS), did(6, CALF, HOPS)]
    found = plan_today(*done, today=8, minutes=5, equipment=frozenset())
    assert ids(found) == [BALANCE, WALK]
    skipped = training.session(6, sets_of(CALF, "both-legs", 3, 12, left=11), sets_of(BALANCE, OPEN, 2, 30, left=0))
    assert BALANCE in ids(plan_today(*done[:-1], skipped, today=8, minutes=5, equipment=frozenset()))


def test_a_third_comes_only_whole() -> None:
    done = [*everything(0, 2), did(4, BALANCE, WALK), did(5, BALANCE)]
    for minutes in range(6, 20):
        found = plan_today(*done, today=8, minutes=minutes, equipment=frozenset())
        assert len(found.lines) < 3 or found.lines[2].choice == found.lines[2].standing.choice
    assert len(plan_today(*done, today=8, minutes=15, equipment=frozenset()).lines) == 3


@pytest.mark.parametrize(
    ("minutes", "seconds", "sets"),
    [
        (10, 30, (2, 3)),  # both whole
        (5, 30, (2, 1)),  # one of them whole
        (6, 60, (1, 2)),  # neither can be: as much as fills the time
        (5, 60, (1, 1)),  # never below one set
    ],
)
def test_where_two_do_not_fit_whole_sets_come_off(minutes: float, seconds: int, sets: tuple[int, int]) -> None:
    pins = {BALANCE: Rung(OPEN, {30: 0, 60: 2}[seconds]), CALF: Rung("both-legs", 1)}
    found = plan_today(minutes=minutes, overrides=pins, catalogue=only(BALANCE, CALF))
    assert [(dose(found, name)[1]) for name in (BALANCE, CALF)] == [*sets]
    assert found.seconds <= seconds_for(minutes)


def test_the_band_is_cut_to_a_half_before_anything_else() -> None:
    done = [*everything(0, 1, 2, 3, 4), did(6, BALANCE, CALF), did(7, BALANCE, HOPS, WALK)]
    found = plan_today(*done, today=9, minutes=10)
    band = next(line for line in found.lines if line.choice.exercise.id == BAND)
    assert (len(band.choice.variation.parts), band.choice.dose.sets) == (2, 1)
    assert [line.choice == line.standing.choice for line in found.lines if line is not band] == [True]


def test_where_nothing_fits_beside_it_one_is_done_alone() -> None:
    done = everything(0, 1, 2, 3, 4)
    last = did(6, BALANCE, CALF)
    found = plan_today(*done, last, today=8, minutes=5, catalogue=only(BAND, BALANCE, CALF))
    assert ids(found) == [BAND]
    assert len(found.choices[0].variation.parts) == 2


def test_the_band_takes_longer_than_two_minutes() -> None:
    found = plan_today(*everything(0, 1, 2, 3, 4), today=6, minutes=2)
    assert BAND not in ids(found)
    assert "2 min" in reasons(found)[BAND]


def test_the_half_that_was_not_done_last_time_comes_next() -> None:
    half = sets_of(BAND, "four-way", 1, 10, parts=("in", "out"))
    done = [*everything(0, 1, 2, 3, 4), training.session(5, half), did(6, BALANCE, CALF, WALK, HOPS)]
    band = next(item for item in plan_today(*done, today=8, minutes=10).choices if item.exercise.id == BAND)
    assert {part.id for part in band.variation.parts} == {"up", "down"}


def test_at_most_one_set_more_than_last_time() -> None:
    done = [*climbed(WALK, ("long", 3, 45)), training.session(0, sets_of(WALK, "long", 1, 45))]
    found = plan_today(*done, today=2, catalogue=only(WALK))
    assert dose(found, WALK) == ("long", 2, 45)
    again = training.session(2, sets_of(WALK, "long", 2, 45))
    assert dose(plan_today(*done, again, today=4, catalogue=only(WALK)), WALK) == ("long", 3, 45)


# Equipment


@pytest.mark.parametrize("level", list(Level))
def test_the_band_is_offered_from_the_sixth_session_on_whatever_the_level(level: Level) -> None:
    done = [did(at, BALANCE, CALF, WALK, HOPS) for at in (0, 2, 4, 6, 8)]
    fourth, sixth = (plan_today(*done[:number], today=10, level=level) for number in (4, 5))
    assert BAND not in ids(fourth)
    assert "session 6" in reasons(fourth)[BAND]
    assert BAND in ids(sixth)
    assert reasons(plan_today(*done, today=10, level=level, equipment=frozenset()))[BAND] == "needs a band"


def test_who_has_used_the_band_or_set_its_rung_need_not_wait_for_it() -> None:
    assert BAND in ids(plan_today(did(0, BAND), did(2, CALF, WALK), today=20, catalogue=only(BAND, CALF)))
    assert BAND in ids(plan_today(overrides={BAND: Rung("four-way", 0)}, catalogue=only(BAND, CALF)))


def test_when_nothing_can_be_done_the_session_is_empty_and_says_so() -> None:
    found = plan_today(equipment=frozenset(), catalogue=only(BAND))
    assert (found.lines, found.seconds, bool(found.note)) == ((), 0.0, True)


def test_without_a_balance_the_longest_not_done_comes_first() -> None:
    assert ids(plan_today(catalogue=only(WALK, CALF))) == [WALK, CALF]


# Time


@pytest.mark.parametrize("minutes", [5, 8, 10, 15])
@pytest.mark.parametrize("level", list(Level))
def test_the_session_fits_the_time_by_the_plans_own_estimate(minutes: float, level: Level) -> None:
    for done in ([], everything(0, 2, 4)):
        found = plan_today(*done, today=6, minutes=minutes, level=level)
        assert found.seconds == build_plan(found.choices).seconds
        assert 0 < found.seconds <= seconds_for(minutes)
        assert not found.note


def test_without_a_limit_every_dose_is_whole() -> None:
    found = plan_today(*everything(0, 2, 4, 6, 8), today=10)
    assert [line.choice for line in found.lines] == [line.standing.choice for line in found.lines]


def test_when_nothing_fits_the_shortest_session_there_is_says_so() -> None:
    found = plan_today(*everything(0), today=2, minutes=0.25)
    assert [dose(found, item) for item in ids(found)] == [("both-feet", 1, 10)]
    assert (found.seconds, "0.25 min" in found.note) == (20.0, True)
    assert "0.25 min" in reasons(found)[CALF]


def done_well(suggestion: Suggestion, at: int, **answers: Any) -> SessionRecord:
    """The session as it was offered, done to the end."""
    sets = list[tuple[SetRecord, ...]]()
    for choice in suggestion.choices:
        parts = [part.id for part in choice.variation.parts]
        sets.append(sets_of(choice.exercise.id, *dosed(choice), parts=parts))
    return training.session(at, *sets, touches=0, **answers)


@pytest.mark.parametrize(
    ("gaps", "minutes", "level", "most", "days"),
    [
        ((3, 4), 10, Level.BEGINNER, 14, 150),
        ((3, 4), 5, Level.BEGINNER, 21, 150),
        ((7,), 10, Level.BEGINNER, 28, 180),
        ((2, 2, 3), 15, Level.EXPERIENCED, 14, 90),
        ((1,), 15, Level.EXPERIENCED, 14, 50),
    ],
)
def test_weeks_of_a_runner_who_does_well(
    gaps: tuple[int, ...], minutes: int, level: Level, most: int, days: int
) -> None:
    done, at, last, hopped = list[SessionRecord](), 0, dict[str, int](), list[int]()
    while at < days:
        found = plan_today(*done, today=at, minutes=minutes, level=level, equipment=GEAR)
        assert found.seconds <= minutes * 63
        assert not found.note
        assert BALANCE in ids(found) or (done and any(item.exercise == BALANCE for item in done[-1].sets))
        for name in ids(found):
            if name in last:
                assert at - last[name] <= most, name
            last[name] = at
        hopped += [at for name in ids(found) if name == HOPS and dose(found, HOPS)[0] != "both-feet"]
        done.append(done_well(found, at))
        at += gaps[len(done) % len(gaps)]
    assert set(last) == set(MIDDLE)
    assert all(at >= 21 for at in hopped)  # not before week 4


# Easier today


def test_after_a_hard_run_balance_is_one_step_easier_and_moves_nothing() -> None:
    done = climbed(BALANCE, (OPEN, 2, 60))
    assert dose(plan_today(*done), BALANCE) == (OPEN, 2, 60)
    found = plan_today(*done, hard=True)
    assert dose(found, BALANCE) == (OPEN, 2, 45)
    assert "hard run" in reasons(found)[BALANCE]
    assert dose(found, CALF) == ("both-legs", 3, 12)
    trained = on((0, 3), sets_of(BALANCE, OPEN, 2, 45))
    later = plan_today(*done, *trained, today=6)
    assert dose(later, BALANCE) == (OPEN, 2, 60)
    assert "touch" in next(line for line in later.lines if line.choice.exercise.id == BALANCE).standing.waits


def test_a_hard_run_belongs_to_a_day_with_a_run() -> None:
    eased = {kind: "hard run" in reasons(plan_today(kind=kind, hard=True))[BALANCE] for kind in (None, *DayKind)}
    assert [kind for kind, easier in eased.items() if easier] == [None, DayKind.RUN]


def test_the_easiest_step_stays_after_a_hard_run() -> None:
    found = plan_today(hard=True)
    assert dose(found, BALANCE) == (OPEN, 2, 30)
    assert "hard run" in reasons(found)[BALANCE]


def went_up() -> list[SessionRecord]:
    """Calf raises and hops of two good sessions."""
    return on((0, 2), sets_of(CALF, "both-legs", 3, 12), sets_of(HOPS, "both-feet", 2, 10))


def test_on_a_sore_day_there_is_no_step_up_and_no_hop() -> None:
    fine, found = (
        plan_today(*went_up(), today=4, feel=feel, catalogue=only(CALF, HOPS)) for feel in (Feel.FINE, Feel.SORE)
    )
    assert dose(fine, CALF) == ("both-legs", 3, 15)
    assert dose(found, CALF) == ("both-legs", 3, 12)
    assert "sore" in reasons(found)[CALF]
    assert HOPS not in ids(found)
    assert "sore" in reasons(found)[HOPS]
    assert not found.see_somebody


def test_on_a_sick_day_nothing_gets_harder() -> None:
    found = plan_today(*went_up(), today=4, kind=DayKind.SICK, catalogue=only(CALF, HOPS))
    assert dose(found, CALF) == ("both-legs", 3, 12)
    assert HOPS not in ids(found)


def test_on_a_painful_day_everything_is_one_step_easier_and_somebody_may_be_seen() -> None:
    done = [*climbed(CALF, ("one-leg", 3, 10)), *climbed(BALANCE, (CLOSED, 2, 30)), *climbed(WALK, ("long", 2, 30))]
    found = plan_today(
        *sorted(done, key=lambda item: item.day), feel=Feel.PAIN, catalogue=only(BALANCE, CALF, WALK, HOPS)
    )
    assert HOPS not in ids(found)
    assert len(found.lines) == 3
    for line in found.lines:
        assert line.choice == line.standing.lighter != line.standing.choice
        assert "pain" in line.reason
    assert found.see_somebody


def test_easier_than_eyes_closed_is_eyes_open_and_no_longer() -> None:
    done = climbed(BALANCE, (CLOSED, 2, 15))
    assert dose(plan_today(*done), BALANCE) == (CLOSED, 2, 15)
    eased: list[dict[str, Any]] = [{"feel": Feel.PAIN}, {"feel": Feel.SORE}, {"hard": True}, {"kind": DayKind.SICK}]
    for wish in eased:
        assert dose(plan_today(*done, **wish), BALANCE) == (OPEN, 2, 15)
    kept = training.session(0, sets_of(BALANCE, OPEN, 2, 15))
    assert dose(plan_today(*done, kept, today=2), BALANCE) == (CLOSED, 2, 15)


@pytest.mark.parametrize("feel", [Feel.SORE, Feel.PAIN])
def test_a_sore_day_takes_no_longer_than_a_fine_one(feel: Feel) -> None:
    done = [*everything(0, 2), did(4, CALF, WALK), did(5, BALANCE, BAND)]
    for minutes in (None, 5, 8, 10, 15):
        fine, sore = (plan_today(*done, today=8, minutes=minutes, feel=how) for how in (Feel.FINE, feel))
        assert len(sore.lines) == 1 or sore.seconds <= fine.seconds


# Pain


@pytest.mark.parametrize(
    ("pain", "morning", "offered"),
    [(None, None, True), (2, None, True), (3, None, False), (10, None, False), (0, Morning.WORSE, False)],
)
def test_no_hops_while_a_report_above_two_stands(pain: int | None, morning: Morning | None, offered: bool) -> None:
    hurt = did(0, CALF, pain=pain, morning=morning)
    known = [hurt, did(2, WALK), did(4, BALANCE)]
    for today in (5, 14):
        for given in (known, known[::-1]):
            assert (HOPS in ids(plan_today(*given, today=today, equipment=frozenset()))) is offered
            assert (no_hops(given, today=day(today), feel=Feel.FINE, kind=None) == "") is offered
    assert HOPS in ids(plan_today(*known, today=15, equipment=frozenset()))
    assert HOPS in ids(plan_today(*known, did(4, WALK), today=5, equipment=frozenset()))


def test_soreness_and_sickness_are_told_before_a_report() -> None:
    hurt = [did(0, CALF, pain=7)]
    assert "sore" in no_hops(hurt, today=day(1), feel=Feel.SORE, kind=DayKind.SICK)
    assert "sick" in no_hops(hurt, today=day(1), feel=Feel.FINE, kind=DayKind.SICK)
    why = no_hops(hurt, today=day(1), feel=Feel.FINE, kind=None)
    assert "7" in why
    assert hops_words(why)[1:].startswith(why[1:])


def test_the_report_that_stands_and_the_time_to_see_somebody_are_told() -> None:
    hurt = [did(0, CALF, pain=5), did(11, CALF, pain=5)]
    first, later = plan_today(hurt[0], today=1), plan_today(*hurt, today=12)
    assert first.report is not None
    assert (first.report.session, first.no_better) == (hurt[0], False)
    assert later.no_better
    assert plan_today(did(0, CALF), today=1).report is None


def test_what_goes_down_says_why_rather_than_that_it_was_cut() -> None:
    done = [*climbed(BALANCE, (OPEN, 2, 60)), training.session(0, sets_of(BALANCE, OPEN, 2, 60), pain=4)]
    found = plan_today(*done, today=2, minutes=3, catalogue=only(BALANCE))
    assert dose(found, BALANCE) == (OPEN, 1, 45)
    assert "pain 4" in reasons(found)[BALANCE]


def test_what_goes_up_and_what_a_break_took_say_why() -> None:
    assert reasons(plan_today(*went_up(), today=4, catalogue=only(CALF)))[CALF].startswith("one step up")
    done = [*climbed(CALF, ("one-leg", 3, 12)), training.session(0, sets_of(CALF, "one-leg", 3, 12))]
    assert "away for 20 days" in reasons(plan_today(*done, today=20, catalogue=only(CALF)))[CALF]
    assert reasons(plan_today(*done, today=60, catalogue=only(CALF)))[CALF].startswith("easier")


def test_what_the_runner_has_set_says_so() -> None:
    pins = {BALANCE: Rung(OPEN, 1), CALF: Rung("one-leg", 1)}
    found = reasons(plan_today(*everything(0, 2, 4), today=6, overrides=pins))
    assert (found[BALANCE], found[CALF]) == ("set by you", "set by you")


def test_the_signs_to_see_somebody_are_plain_and_sourced() -> None:
    assert len(SEE_SOMEBODY) == 6
    for sign in SEE_SOMEBODY:
        assert sign.text.endswith(".")
        assert sign.source.text
        for word in ("fracture", "malleol", "navicular", "metatarsal", "sprain", "diagnos"):
            assert word not in sign.text.lower()
    assert [sign.source.id for sign in SEE_SOMEBODY] == ["ottawa"] * 4 + ["choice"] * 2
