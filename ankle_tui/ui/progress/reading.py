"""Read the history for Progress: all figures once, then what each entry of the list shows."""

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import PROTOCOLS, Protocol, protocol_of
from ankle_tui.core.training.ledger import ExerciseStats, Ledger, Progress
from ankle_tui.core.training.progress import exercise_stats, progress
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.progress.exercise_list import Entry, entries_of_tests, exercise_entries
from ankle_tui.ui.progress.exercise_view import ExerciseView, newest_first, view

if TYPE_CHECKING:
    from ankle_tui.core.overview.measured import MeasuredPart


class Reading:
    """Everything that Progress shows, computed again only when the history changes.

    Args:
        catalogue: The exercises.
        ledger: What was added up before.
        gear: Equipment at hand.
        age: The runner's age, if known, for published values of self-tests.
        sex: The runner's sex, if known.

    Attributes:
        entries: The list.
        parts: Results of the self-tests that the runner has looked at.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        ledger: Ledger,
        gear: AbstractSet[str] = frozenset(),
        age: AgeBand | None = None,
        sex: Sex | None = None,
    ) -> None:
        self._known = {exercise.id: exercise for exercise in catalogue}
        self._ledger = ledger
        self._gear, self._age, self._sex = gear, age, sex
        self._seen: tuple[Sequence[SessionRecord], Sequence[SelfTestRecord], dt.date] | None = None
        self._stats: dict[str, list[ExerciseStats]] = {}
        self._progress = Progress()
        self._protocols: dict[str, Protocol] = {}
        self._views: dict[tuple[str, str], ExerciseView] = {}
        self.entries: list[Entry] = []
        self.parts: tuple[MeasuredPart, ...] = ()

    def read(self, calendar: Calendar) -> bool:
        """Take in a calendar.

        Args:
            calendar: The current one.

        Returns:
            True if there is anything new.
        """
        seen = calendar.past, calendar.tests, calendar.today
        if self._seen == seen:
            return False
        if self._seen is None or self._seen[0] != calendar.past:
            self._progress = progress(calendar.past, self._ledger)
            self._stats = {}
            for item in self._progress.stats:
                self._stats.setdefault(item.exercise, []).append(item)
        self._seen = seen
        self._views = {}
        self._look_at_tests(calendar.tests)
        this = calendar.counted.this
        exercises = exercise_entries(self._known.values(), self._progress.stats, this, self._gear)
        self.entries = [*exercises, *entries_of_tests(self.parts, self._protocols.items())]
        return True

    @property
    def nothing(self) -> bool:
        """True before the first session and the first test."""
        return all(entry.idle for entry in self.entries)

    def protocol(self, entry: str) -> Protocol | None:
        """Rules of a self-test by the id of its entry; None for an exercise."""
        return self._protocols.get(entry)

    @property
    def tests(self) -> Sequence[str]:
        """Entries of the self-tests."""
        return list(self._protocols)

    def variations(self, entry: str) -> list[str]:
        """Variations of an exercise that were done, the last one trained first."""
        return newest_first(self._known.get(entry), self._stats.get(entry, ()))

    def view(self, entry: str, variation: str, calendar: Calendar) -> ExerciseView:
        """View a variation of an exercise that was done.

        Args:
            entry: Id of the exercise.
            variation: Id of the variation.
            calendar: The current calendar.
        """
        if (entry, variation) not in self._views:
            stats = self._stats[entry]
            day = max(item.last for item in stats if item.variation == variation)
            last = exercise_stats(calendar.sessions(day), Ledger(self._ledger.holds))
            self._views[entry, variation] = view(
                self._known.get(entry),
                stats,
                variation,
                [item for item in last if item.exercise == entry],
                self._progress.weaker.get((entry, variation)),
            )
        return self._views[entry, variation]

    def _look_at_tests(self, tests: Sequence[SelfTestRecord]) -> None:
        tested = {protocol.id for test in tests if test.checked and (protocol := protocol_of(test))}
        self._protocols = {f"test-{id_}": protocol for id_, protocol in PROTOCOLS.items() if id_ in tested}
        self.parts = ()
        if tested:
            from ankle_tui.core.overview.measured import measured  # noqa: PLC0415 - only where there are self-tests

            self.parts = measured(tests, dt.date.min, self._age, self._sex).parts
