"""Any history, however strange: the ladders never fail, never offer what cannot be done and never go up two rungs at once."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Kind, Level, Side, Unit
from ankle_tui.core.history.records import Feel, Morning, Outcome, SessionRecord, SetRecord, Touches
from ankle_tui.core.training.ladder import Runner, Standing, standings
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.training.suggestion import todays_session
from tests.builders import shipped
from tests.core.training.promises import WAYS, way_up
from tests.examples import examples
from tests.training import BALANCE, GEAR, day, session, sets_of
from tests.ui.diary import year_of_a_runner
from tests.ui.training import a_year

LAST_DAY = 150
PILLOW = "pillow"


@st.composite
def work(draw: st.DrawFn) -> tuple[SetRecord, ...]:
    """The sets of one exercise: a dose of the catalogue or another, done or not, counted or not."""
    exercise = draw(st.sampled_from(list(shipped())))
    variation = draw(st.sampled_from(exercise.variations))
    dose = draw(st.sampled_from(variation.doses))
    amount = draw(st.sampled_from([dose.amount, dose.amount, dose.amount, 1, 7, 100]))
    done = st.sampled_from([1.0, 1.0, 1.0, 0.8, 0.5, 0.0])
    left, right = (float(int(amount * draw(done))) for _ in Side)
    touches = draw(st.sampled_from([None, 0, 1, 20])) if variation.kind is Kind.HOLD else None
    sets = draw(st.sampled_from([dose.sets, dose.sets, 1, 4]))
    return sets_of(exercise.id, variation.id, sets, amount, left=left, right=right, touches=touches)


UNKNOWN = (
    SetRecord("handstand", "on-one-hand", 1, None, None, Unit.SECONDS, 30, 30.0, Outcome.DONE),
    SetRecord(BALANCE, "on-a-rope", 1, Side.LEFT, None, Unit.SECONDS, 30, 30.0, Outcome.DONE),
    SetRecord(BALANCE, "eyes-open-firm", 1, Side.LEFT, None, Unit.REPS, 30, 30.0, Outcome.DONE),
)


@st.composite
def a_session(draw: st.DrawFn, on: int | None = None) -> SessionRecord:
    """A session with whatever answers, on any day, or on day `on`."""
    groups = draw(st.lists(work(), min_size=1, max_size=3))
    if draw(st.integers(0, 9)) == 0:
        groups.append((draw(st.sampled_from(UNKNOWN)),))
    found = session(draw(st.integers(0, LAST_DAY)) if on is None else on, *groups)
    return replace(
        found,
        started_at=found.started_at + dt.timedelta(minutes=draw(st.integers(-300, 300))),
        pain=draw(st.sampled_from([None, None, 0, 2, 3, 4, 10])),
        feel=draw(st.sampled_from([None, Feel.FINE, Feel.FINE, Feel.SORE, Feel.PAIN])),
        effort=draw(st.sampled_from([None, 5, 9])),
        morning=draw(st.sampled_from([None, None, Morning.SAME, Morning.WORSE])),
        touches=draw(st.sampled_from([None, Touches(0, 0), Touches(0, 0), Touches(3, 0), Touches(0, 40)])),
        relieved=draw(st.sampled_from([None, None, None, day(draw(st.integers(0, LAST_DAY)))])),
    )


HISTORIES = st.lists(a_session(), max_size=12)
EQUIPMENT = st.sets(st.sampled_from(sorted(GEAR)))
LEVELS = st.sampled_from(list(Level))


RUNNERS = st.fixed_dictionaries(
    {
        "level": LEVELS,
        "equipment": EQUIPMENT,
        "minutes": st.sampled_from([None, 2.0, 5.0, 10.0, 20.0]),
        "sprained": st.sampled_from([None, day(-100), day(50)]),
    }
)


@given(HISTORIES, RUNNERS, st.integers(-30, 400), st.sampled_from(list(Feel)))
@examples(200)
def test_whatever_was_done_there_is_something_to_do(
    history: list[SessionRecord], runner: Runner, today: int, feel: Feel
) -> None:
    suggestion = todays_session(shipped(), history, today=day(today), feel=feel, **runner)
    have = {"wall", *runner["equipment"]}
    assert suggestion.lines
    for line in suggestion.lines:
        assert line.choice.variation.id in {variation.id for variation in line.choice.exercise.variations}
        assert have >= set(line.choice.variation.equipment)
        assert line.choice.dose.sets >= 1
    for line in (*suggestion.lines, *suggestion.others):
        standing = line.standing
        assert standing.choice == rungs(standing.exercise)[standing.position]
        assert standing.missing or have >= set(standing.choice.variation.equipment)


def found(history: Sequence[SessionRecord], today: dt.date, level: Level, gear: Set[str]) -> dict[str, Standing]:
    return standings(shipped(), history, today=today, level=level, equipment=gear, minutes=10.0)


@given(HISTORIES, LEVELS, EQUIPMENT, st.data())
@examples(200)
def test_one_session_more_leads_up_one_rung_at_most(
    history: list[SessionRecord], level: Level, gear: set[str], data: st.DataObject
) -> None:
    """Where ways take turns only one is seen, so without a pillow."""
    gear -= {PILLOW}
    today = max((record.day for record in history), default=day(0)) + dt.timedelta(days=data.draw(st.integers(0, 30)))
    more = replace(data.draw(a_session(on=(today - day(0)).days)), id=session(LAST_DAY * 10).id)
    before = found(history, today, level, gear)
    after = found([*history, more], today, level, gear)
    assert [up for name in after if (up := rungs_up(before[name], after[name])) > 1] == []


def rungs_up(before: Standing, after: Standing) -> int:
    """Rungs from one place to the other, by the way that has both."""
    places = [
        [ladder.index((standing.choice.variation.id, standing.choice.dose)) for standing in (before, after)]
        for way in WAYS.get(after.exercise.id, ())
        if {before.choice.variation.id, after.choice.variation.id} <= set(way)
        for ladder in [way_up(after.exercise.id, way)]
    ]
    return max((high - low for low, high in places), default=0)


@pytest.mark.parametrize("gear", [frozenset[str](), GEAR])
@pytest.mark.parametrize("year", [a_year, pytest.param(lambda: year_of_a_runner()[0], marks=pytest.mark.slow)])
def test_an_old_history_leads_up_one_rung_at_a_time(
    year: Callable[[], Sequence[SessionRecord]], gear: frozenset[str]
) -> None:
    history = sorted(year(), key=lambda record: (record.day, record.started_at))
    for before, after in pairwise(along(history, gear)):
        assert [name for name in after if rungs_up(before[name], after[name]) > 1] == []


def along(history: Sequence[SessionRecord], gear: frozenset[str]) -> Iterator[dict[str, Standing]]:
    """The places on the day of each session, before it, and after the last."""
    for number, record in enumerate(history):
        yield found(history[:number], record.day, Level.BEGINNER, gear)
    yield found(history, history[-1].day, Level.BEGINNER, gear)
