"""Today's session on Home as a value: suggestion, wishes and edits, without a screen."""

import datetime as dt
from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Context, Level
from ankle_tui.core.exercises.routine import Item, Routine
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Feel, History
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.core.training.fitting import MINUTES
from ankle_tui.core.training.rules import BALANCE, HOPS
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services.coach import Coach
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.home.home_state import HomeState
from tests.builders import shipped
from tests.store.history.records import make_record

TODAY = dt.date(2026, 11, 22)
SETTINGS = Settings()
COACH = Coach(shipped(), SETTINGS)
ROUTINE = Routine("hops", "Hops first", (Item("lateral-hops"), Item("calf-raise", sets=1, amount=5)))


def days(*marks: DayMark, today: dt.date = TODAY, sessions: int = 0) -> Calendar:
    """The days of a runner."""
    done = tuple(make_record(n, day=TODAY - dt.timedelta(days=3 * n)) for n in range(sessions))
    return Calendar(History(done, days=marks), Rules(), today)


EMPTY = days()


def fresh(settings: Settings = SETTINGS, calendar: Calendar = EMPTY) -> HomeState:
    """The state as Home opens."""
    return HomeState.of(settings).follow_day(calendar).renew(calendar, Coach(shipped(), settings))


def chosen(state: HomeState) -> list[str]:
    return [choice.exercise.id for choice in state.selection.chosen]


def at(state: HomeState, exercise: str) -> int:
    return [choice.exercise.id for choice in state.selection.choices].index(exercise)


def edited(state: HomeState) -> HomeState:
    """With one set more of the first exercise."""
    return state.edit(state.selection.more_sets(0, 1))


# ------------------------------------------------------------------------------------------------ the suggestion


def test_the_suggestion_is_taken_and_every_other_exercise_is_on_offer() -> None:
    state = fresh()
    assert chosen(state) == [choice.exercise.id for choice in state.offer.chosen]
    assert len(state.selection.choices) == len(list(shipped()))
    assert not state.selection.changed


def test_nothing_is_computed_while_its_inputs_stay() -> None:
    state = fresh()
    assert state.renew(days(), COACH) is state
    assert state.follow_settings(SETTINGS) is state


@pytest.mark.parametrize(
    "calendar",
    [
        days(DayMark(TODAY, DayKind.RUN)),
        days(DayMark(TODAY, DayKind.RUN, hard=True)),
        days(today=TODAY + dt.timedelta(1)),
    ],
)
def test_another_day_asks_again_but_leaves_edits_alone(calendar: Calendar) -> None:
    state = fresh()
    assert state.renew(calendar, COACH).basis != state.basis
    mine = edited(state)
    assert mine.renew(calendar, COACH) is mine


def test_a_session_that_was_added_gives_way_to_no_edit() -> None:
    state = edited(fresh()).renew(days(sessions=1), COACH)
    assert not state.selection.changed
    assert not state.replaced, "a session was done: nothing to remark on"


def test_a_wish_replaces_edits_and_says_so_until_the_next_edit() -> None:
    state = edited(fresh()).next_minutes().renew(EMPTY, COACH)
    assert state.replaced
    assert not edited(state).replaced
    assert not fresh().next_minutes().renew(EMPTY, COACH).replaced, "nothing was edited"


def test_an_edit_taken_back_is_none() -> None:
    state = fresh()
    back = state.edit(state.selection.toggle(0)).edit(state.selection)
    assert not back.selection.changed
    assert back.renew(days(DayMark(TODAY, DayKind.RUN)), COACH) is not back


def test_pain_is_of_its_day_only() -> None:
    state = fresh().next_feel().next_feel().renew(EMPTY, COACH)
    assert state.wishes.feel is Feel.PAIN
    assert state.renew(days(today=TODAY + dt.timedelta(1)), COACH).wishes.feel is Feel.FINE


# ---------------------------------------------------------------------------------------------------- the wishes


def test_minutes_and_feels_go_round() -> None:
    state, minutes = fresh(), []
    assert state.minutes == 10.0
    for _ in MINUTES:
        state = state.next_minutes()
        minutes.append(state.minutes)
    assert minutes == [15.0, 20.0, 5.0, 10.0]
    assert fresh(replace(SETTINGS, minutes=7.0)).next_minutes().minutes == 10.0
    state = fresh()
    for _ in Feel:
        state = state.next_feel()
    assert state.wishes.feel is Feel.FINE


def test_a_routine_is_done_as_written_and_minutes_ask_the_coach_again() -> None:
    state = fresh(replace(SETTINGS, minutes=1.0))
    assert state.next_routine([]) is state
    own = state.next_routine([ROUTINE]).renew(EMPTY, COACH)
    assert chosen(own) == ["lateral-hops", "calf-raise"]
    assert own.next_minutes().wishes.routine is None
    assert own.next_routine([ROUTINE]).wishes.routine is None, "after the last one, the coach"


def test_settings_are_followed_where_they_have_changed() -> None:
    state = fresh().next_minutes()
    same = state.follow_settings(replace(SETTINGS, target=3))
    assert same.wishes.minutes == 15.0
    assert same.basis is None, "the coach may answer otherwise"
    others = replace(SETTINGS, minutes=20.0, cooldown=True)
    other = state.follow_settings(others).renew(EMPTY, Coach(shipped(), others))
    assert (other.minutes, other.wishes.cooldown) == (20.0, True)


def test_minutes_follow_the_level_until_the_runner_sets_them() -> None:
    experienced = replace(SETTINGS, level=Level.EXPERIENCED)
    coach = Coach(shipped(), experienced)
    assert fresh().follow_settings(experienced).renew(EMPTY, coach).minutes == 15.0
    five = replace(experienced, minutes=5.0)
    own = fresh(replace(SETTINGS, minutes=5.0)).follow_settings(five)
    assert own.renew(EMPTY, Coach(shipped(), five)).minutes == 5.0


def test_the_cooldown_comes_and_goes_as_a_whole_and_leaves_doses_alone() -> None:
    state = fresh()
    state = state.edit(state.selection.more(0, 1))
    dose = state.selection.chosen[0].dose
    warm = state.toggle_cooldown(COACH)
    assert warm.has_cooldown
    assert warm.wishes.cooldown
    assert warm.selection.chosen[0].dose == dose
    cold = warm.toggle_cooldown(COACH)
    assert (cold.has_cooldown, cold.wishes.cooldown, cold.selection) == (False, False, state.selection)


# --------------------------------------------------------------------------------------------------- the context


def test_the_context_follows_the_day_until_the_runner_says_otherwise() -> None:
    run = days(DayMark(TODAY, DayKind.RUN))
    assert fresh().context is Context.OTHER
    assert fresh().follow_day(run).context is Context.POST_RUN
    mine = fresh().next_context(EMPTY)
    assert mine.follow_day(EMPTY) is mine
    assert mine.is_told(EMPTY)
    assert not fresh().is_told(EMPTY)
    assert mine.follow_day(run).context is Context.POST_RUN, "the mark came last"
    later = days(today=TODAY + dt.timedelta(1))
    assert mine.follow_day(later).context is Context.OTHER
    assert not mine.is_told(later)


def test_on_a_marked_day_the_mark_changes_and_a_hard_run_comes_back_hard() -> None:
    state, mark = fresh().other_mark(days(DayMark(TODAY, DayKind.RUN, hard=True)))
    assert mark is not None
    assert (mark.kind, mark.hard) == (DayKind.CROSS_TRAINING, False)
    state, mark = state.other_mark(days(mark))
    assert mark is not None
    assert (mark.kind, mark.hard) == (DayKind.RUN, True)
    easy = fresh().other_mark(days(DayMark(TODAY, DayKind.CROSS_TRAINING)))[1]
    assert easy is not None
    assert (easy.kind, easy.hard) == (DayKind.RUN, False)
    for calendar in (EMPTY, days(DayMark(TODAY, DayKind.SICK))):
        assert fresh().other_mark(calendar) == (fresh(), None)


# ------------------------------------------------------------------------------------------------------- derived


def test_the_plan_has_context_and_doses_and_is_none_without_exercises() -> None:
    state = edited(fresh().next_context(EMPTY))
    plan = state.plan(EMPTY, COACH)
    assert plan is not None
    assert plan.context is state.context
    assert {work.exercise for work in plan.sets} == set(chosen(state))
    empty = state.edit(state.selection.take(state.selection.chosen, False))
    assert empty.plan(EMPTY, COACH) is None


def test_hops_are_advised_against_only_where_they_are_taken() -> None:
    sore = fresh().next_feel().renew(EMPTY, COACH)
    assert sore.against_hops(EMPTY) == ""
    hopping = sore.edit(sore.selection.toggle(at(sore, HOPS)))
    assert hopping.against_hops(EMPTY)
    well = fresh()
    well = well.edit(well.selection.toggle(at(well, HOPS)))
    assert well.against_hops(days(DayMark(TODAY, DayKind.SICK))), "a mark that came after the choice counts"


def test_balance_is_eased_only_as_suggested() -> None:
    state = fresh()
    offer = replace(state.offer, eased=frozenset({BALANCE}))
    assert replace(state, offer=offer).eased
    assert not edited(replace(state, offer=offer)).eased
    assert not state.eased


def in_a_block(since: int, today: dt.date = TODAY) -> Calendar:
    """A session three days ago, in a block that began so many days before the Sunday."""
    block = BlockRecord(make_record(99).id, TODAY - dt.timedelta(since), 2)
    done = make_record(1, day=TODAY - dt.timedelta(3))
    return Calendar(History((done,), blocks=(block,)), Rules(), today)


def test_the_first_weeks_of_a_block_are_short_until_the_runner_asks_for_more() -> None:
    settings = replace(SETTINGS, minutes=20.0)
    coach, calendar = Coach(shipped(), settings), in_a_block(6)
    state = fresh(settings, calendar)
    assert state.minutes == 10.0
    longer = state.next_minutes().renew(calendar, coach)
    assert longer.minutes == 15.0
    assert longer.offer.minutes == 15.0
    assert fresh(settings, in_a_block(20)).minutes == 20.0


def test_a_block_that_is_begun_asks_the_coach_again() -> None:
    settings = replace(SETTINGS, minutes=20.0)
    state = fresh(settings, in_a_block(-1))
    begun = state.renew(in_a_block(0), Coach(shipped(), settings))
    assert (state.minutes, begun.minutes) == (20.0, 10.0)
