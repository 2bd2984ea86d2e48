"""Find the way up each ladder, from the first rung done in a time to the last one."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Exercise
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Runner, Standing, standings
from ankle_tui.core.training.lanes import rungs


@dataclass(frozen=True, slots=True)
class LadderPath:
    """The way on one ladder.

    Attributes:
        exercise: The exercise.
        begun: First training day with it in the time that is looked at.
        last: Last training day with it.
        first: The rung done on the first day, as an index in `rungs(exercise)`.
        reached: The rung done last.
        coming: The dose of the next session.
        waits: What the rung after that waits for, in a few words, or empty.
    """

    exercise: Exercise
    begun: dt.date
    last: dt.date
    first: int
    reached: int
    coming: Choice
    waits: str

    @property
    def rungs(self) -> tuple[Choice, ...]:
        """The whole ladder."""
        return rungs(self.exercise)


def ladder_paths(
    catalogue: Catalogue,
    sessions: Sequence[SessionRecord],
    since: dt.date,
    today: dt.date,
    **runner: Unpack[Runner],
) -> tuple[LadderPath, ...]:
    """Find the way up each ladder that was worked from `since` on, in the order of the catalogue.

    Args:
        catalogue: All exercises.
        sessions: All sessions up to today: earlier ones decide where a ladder stood.
        since: The first day that is looked at.
        today: The present training day.
        **runner: What the coach knows of the runner.
    """
    begun = _first_days(sessions, since)
    at_first = {
        day: standings(catalogue, [item for item in sessions if item.day <= day], today=day, **runner)
        for day in sorted(set(begun.values()))
    }
    now = standings(catalogue, sessions, today=today, **runner)
    paths = (_path(at_first[day][name], now[name], day) for name, day in _known(begun, now))
    return tuple(path for path in paths if path)


def _first_days(sessions: Sequence[SessionRecord], since: dt.date) -> dict[str, dt.date]:
    """First day from `since` on with each exercise, of the sessions that count as training."""
    found: dict[str, dt.date] = {}
    for session in sessions:
        if session.day >= since and session.counts:
            for name in {item.exercise for item in session.sets if item.done}:
                found[name] = min(session.day, found.get(name, session.day))
    return found


def _known(begun: Mapping[str, dt.date], now: Mapping[str, Standing]) -> list[tuple[str, dt.date]]:
    return [(name, begun[name]) for name in now if name in begun]


def _path(before: Standing, now: Standing, begun: dt.date) -> LadderPath | None:
    """Describe the way of one ladder; None where there is nothing to climb, or only rungs the catalogue has not."""
    if len(rungs(now.exercise)) < 2 or before.done is None or now.done is None or now.last is None:
        return None
    return LadderPath(now.exercise, begun, now.last, before.done, now.done, now.choice, now.waits)
