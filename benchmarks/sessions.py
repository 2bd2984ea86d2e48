"""Histories to measure with: sessions that are all alike, and sessions as a runner comes to have them."""

import datetime as dt
import random
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Choice, Level, Unit
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History, Outcome, SessionRecord, SetRecord
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.plan import build_plan
from ankle_tui.store.shipped import load_catalogue

MOST_DAYS = 18_000
"""Days of the longest history: the program reads nothing from before 1970."""


def alike(count: int) -> tuple[SessionRecord, ...]:
    """So many sessions of the size a beginner's has."""
    start = dt.datetime(2026, 11, 22, 18, 4, 10, tzinfo=dt.UTC)
    catalogue = load_catalogue()
    choices = [Choice.start(catalogue.get(name), Level.BEGINNER) for name in catalogue.suggested[Level.BEGINNER]]
    plan = build_plan(choices, level=Level.BEGINNER)
    record = Session(plan, new_id(0, bytes(10)), start, "Europe/Berlin").record(start)
    return tuple(replace(record, id=new_id(1_700_000_000_000 + number, bytes(10))) for number in range(count))


def lived(count: int) -> History:
    """So many sessions as they come: two or three a week, more if they are many, now and then a touch or a set cut short."""
    rng = random.Random(count)  # noqa: S311 - the same every time
    out = []
    for number, session in enumerate(alike(count)):
        started = session.started_at - dt.timedelta(days=(count - 1 - number) * min(5 * count // 2, MOST_DAYS) // count)
        sets = tuple(_lived_sets(session, rng))
        seconds = round(rng.uniform(240, 420), 3)
        out.append(replace(session, started_at=started, day=started.date(), sets=sets, active_seconds=seconds))
    return History(tuple(out))


def lived_until(count: int, last: dt.date) -> History:
    """The same, the last of them on a certain day, for what depends on today.

    Args:
        count: How many.
        last: The day of the last one.
    """
    sessions = lived(count).sessions
    by = last - sessions[-1].day if sessions else dt.timedelta()
    return History(
        tuple(
            replace(item, started_at=item.started_at + by, ended_at=item.ended_at + by, day=item.day + by)
            for item in sessions
        )
    )


def _lived_sets(session: SessionRecord, rng: random.Random) -> list[SetRecord]:
    sets = []
    for item in session.sets:
        hold = item.unit is Unit.SECONDS
        touches = min(9, int(rng.expovariate(0.7))) if hold else None
        short = rng.random() < 0.1
        done = (
            (round(rng.uniform(1, item.target), 2) if hold else rng.randint(1, round(item.target)))
            if short
            else item.target
        )
        outcome = Outcome.SHORT if short else Outcome.DONE
        sets.append(replace(item, done=done, outcome=outcome, foot_downs=touches))
    return sets
