"""Histories of some length for the screens: the same on every run."""

import datetime as dt
import functools
import random
from collections.abc import Sequence
from pathlib import Path

from ankle_tui.core.exercises.exercise import Choice, Context, Kind, Level, Side
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import Outcome, SessionRecord, Status
from ankle_tui.core.session.plan import build_plan
from tests.store.history.records import text_of
from tests.ui.stage import EVENING, shipped


def trained(at: dt.datetime, choices: Sequence[Choice], rng: random.Random, right: float = 1.0) -> SessionRecord:
    """A session in which not everything was done as planned.

    Args:
        at: When it started.
        choices: What it consisted of.
        rng: What went how well.
        right: How much of the left leg's work the right one can do.
    """
    sets = []
    for work in build_plan(choices).sets:
        able = right if work.side is Side.RIGHT else 1.0
        done = float(round(work.target * able * (1.0 if right < 0.9 else rng.choice([1, 1, 1, 0.9, 0.7]))))
        touches = rng.choice([0, 0, 0, 1, 1, 3]) if work.kind is Kind.HOLD else None
        sets.append(
            work.record(
                done,
                Outcome.DONE if done == work.target else Outcome.SHORT,
                touches,
            )
        )
    return SessionRecord(
        id=new_id(round(at.timestamp() * 1000), rng.randbytes(10)),
        day=at.date(),
        started_at=at,
        ended_at=at + dt.timedelta(minutes=9),
        zone="Europe/Berlin",
        context=Context.POST_RUN,
        level=Level.BEGINNER,
        status=Status.COMPLETED,
        active_seconds=sum(item.done for item in sets),
        sets=tuple(sets),
    )


def a_week() -> list[SessionRecord]:
    """Two sessions of a newcomer, in the week of `EVENING`."""
    rng = random.Random(5)
    plan = [_choice("single-leg-balance"), _choice("calf-raise"), _choice("heel-toe-walk")]
    return [trained(EVENING - dt.timedelta(days), plan, rng) for days in (3, 1)]


def a_year() -> list[SessionRecord]:
    """A year up the ladders, two or three sessions a week, with a holiday and an illness; the right leg lags at the end."""
    return list(_the_year())


@functools.cache
def _the_year() -> tuple[SessionRecord, ...]:
    rng = random.Random(11)
    sessions = []
    for week in range(52, -1, -1):
        if week in {9, 10, 27, 28, 29, 41}:
            continue
        climbed = 52 - week
        plan = [
            _choice("single-leg-balance", "eyes-open-firm" if climbed < 30 else "eyes-closed-firm", climbed // 8 % 3),
            _choice("calf-raise", "both-legs" if climbed < 20 else "one-leg", min(2, climbed % 20 // 6)),
            _choice("heel-toe-walk", "steps" if climbed < 40 else "long", climbed % 3),
        ]
        if climbed > 35:
            plan.append(_choice("band-ankle", "four-way", 0))
        for days in rng.choice([(5, 3), (5, 3, 1), (4, 1), (2,)]):
            at = EVENING - dt.timedelta(7 * week + days)
            sessions.append(trained(at, plan, rng, right=0.8 if climbed > 45 else 0.97))
    return tuple(sessions)


def put_history(folder: Path, sessions: Sequence[SessionRecord]) -> None:
    """Write the history of a folder."""
    folder.joinpath("history.json").write_text(text_of(*(one.to_json() for one in sessions)), encoding="utf-8")


def _choice(exercise: str, variation: str = "", dose: int = 0) -> Choice:
    found = shipped().get(exercise)
    rung = found.variation(variation) if variation else found.variations[0]
    return Choice(found, rung, rung.doses[dose])
