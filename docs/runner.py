"""A made-up runner for the recording: half a year of runs and sessions that ends today, the same on every run."""

import datetime as dt
import random

from ankle_tui.core.exercises.exercise import Choice, Context, Kind, Level
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History, Outcome, SessionRecord, SetRecord, Status
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.store.shipped import load_catalogue

WEEKS = 26
SICK, AWAY = 9, 17
"""Weeks back without any training."""
TRAINED = ((1, 3), (1, 4), (0, 3), (2, 5), (0, 2, 5), (1, 3, 5))
"""Weekdays with a session, of which every week has some."""
FOLLOWS = (Context.POST_RUN, Context.POST_RUN, Context.CROSS_TRAINING, Context.OTHER)
RUNS = 2
"""Other days of a week with a run."""
HARD = 0.2
"""Share of the runs that are hard."""
TRAINS = ("single-leg-balance", "calf-raise", "heel-toe-walk")
LOWEST = 0.8
"""Share of a dose that every second session reaches with one set, so that the doses stay where they are."""


def half_a_year(today: dt.date) -> History:
    """Two or three sessions a week, with an illness and a journey.

    Args:
        today: The training day it leads up to; nothing has been done on it yet.
    """
    rng = random.Random(7)  # noqa: S311 - no secret
    catalogue = load_catalogue()
    plan = build_plan([Choice.start(catalogue.get(name), Level.BEGINNER) for name in TRAINS])
    sessions: list[SessionRecord] = []
    marks: list[DayMark] = []
    monday = today - dt.timedelta(today.weekday())
    for back in range(WEEKS, -1, -1):
        trained = rng.choice(TRAINED)
        runs = rng.sample([weekday for weekday in range(7) if weekday not in trained], RUNS)
        for weekday in range(7):
            day = monday - dt.timedelta(7 * back - weekday)
            if day >= today:
                break
            if back in {SICK, AWAY}:
                marks.append(DayMark(day, DayKind.SICK if back == SICK else DayKind.TRAVEL))
            elif weekday in runs:
                marks.append(DayMark(day, DayKind.RUN, hard=rng.random() < HARD))
            elif weekday in trained:
                sessions.append(_session(day, rng.choice(FOLLOWS), plan, rng, short=len(sessions) % 2 == 1))
    return History(sessions=tuple(sessions), days=tuple(marks))


def _session(day: dt.date, context: Context, plan: Plan, rng: random.Random, *, short: bool) -> SessionRecord:
    """A session of an evening; where it is short the last set of every exercise does not succeed."""
    at = dt.datetime.combine(day, dt.time(18, rng.randrange(60)), tzinfo=dt.UTC)
    sets = _sets(plan, rng, short=short)
    return SessionRecord(
        id=new_id(round(at.timestamp() * 1000), rng.randbytes(10)),
        day=day,
        started_at=at,
        ended_at=at + dt.timedelta(minutes=11),
        zone="",
        context=context,
        level=Level.BEGINNER,
        status=Status.COMPLETED,
        active_seconds=sum(item.done for item in sets),
        sets=tuple(sets),
        effort=rng.choice([3, 4, 4, 5]),
        pain=rng.choice([0, 0, 0, 1]),
    )


def _sets(plan: Plan, rng: random.Random, *, short: bool) -> list[SetRecord]:
    sets = []
    for work in plan.sets:
        done = round(work.target * LOWEST) if short and work.number == work.sets else work.target
        sets.append(
            work.record(
                done,
                Outcome.SHORT if done < work.target else Outcome.DONE,
                rng.choice([0, 0, 0, 1, 2]) if work.kind is Kind.HOLD else None,
            )
        )
    return sets
