"""Find where each ladder stood at the beginning of a time, and where it stands now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Group
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Runner, standings
from ankle_tui.core.training.lanes import lanes, rungs


@dataclass(frozen=True, slots=True)
class LadderPath:
    """A ladder that was worked.

    Attributes:
        before: The next rung as the time began.
        after: The next rung now.
    """

    before: Choice
    after: Choice

    @property
    def steps(self) -> tuple[Choice, ...]:
        """The whole ladder."""
        return rungs(self.after.exercise)

    @property
    def takes_turns(self) -> bool:
        """True if there are several ways up, which take turns."""
        return len(lanes(self.after.exercise)) > 1

    def place(self, choice: Choice) -> int:
        """Place of a rung on the ladder, from 1."""
        return self.steps.index(choice) + 1


def ladder_paths(
    catalogue: Catalogue,
    sessions: Sequence[SessionRecord],
    since: dt.date,
    today: dt.date,
    **runner: Unpack[Runner],
) -> tuple[LadderPath, ...]:
    """Find the way on each ladder of the main part that was worked from `since` on, in the order of the catalogue."""
    worked = {
        item.exercise
        for session in sessions
        if session.day >= since and session.counts
        for item in session.sets
        if item.done
    }
    before = standings(catalogue, [item for item in sessions if item.day < since], today=since, **runner)
    after = standings(catalogue, sessions, today=today, **runner)
    return tuple(
        LadderPath(before[exercise.id].choice, after[exercise.id].choice)
        for exercise in catalogue
        if exercise.id in worked and exercise.group is Group.MAIN
    )
