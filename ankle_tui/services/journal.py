"""The history in memory: read by every screen, changed by some, written to disk by the save queue."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.day_marks import DayMark
from ankle_tui.core.history.edits import Record, RecordT, amended, deleted, newest, undone
from ankle_tui.core.history.index import HistoryIndex
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.touches import held_legs, with_holds
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.weeks.calendar import Calendar, settle_target
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.core.weeks.streaks import FIRST_WEEKDAYS
from ankle_tui.services.coach import Coach, Wishes
from ankle_tui.store.settings.settings import Settings

if TYPE_CHECKING:
    from ankle_tui.core.training.ledger import Ledger
    from ankle_tui.store.sessions.save_queue import SaveQueue

MANY = 2_000
"""Sessions from which on the coach takes longer than a screen may stand still, about a tenth of a second."""


class Journal:
    """Own the history, its calendar, the coach and the changes on their way to disk.

    A change shows here at once; the disk follows.

    Args:
        history: What the history file held at the start.
        save_queue: Writes the changes.
        catalogue: The exercises.
        settings: Gives the current settings.
        wall: The wall clock.
        changed: Called after each change made here.

    Attributes:
        wall: As given.
        gone: What was deleted here and can be brought back, the last one last.
    """

    def __init__(
        self,
        history: History,
        save_queue: "SaveQueue",
        *,
        catalogue: Catalogue,
        settings: Callable[[], Settings],
        wall: Callable[[], dt.datetime],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._history = history
        self._save_queue = save_queue
        self._catalogue = catalogue
        self._settings = settings
        self._changed = changed
        self._edited: dict[str, SessionRecord] = {}
        """The sessions added or amended here, by id, in their last revision."""
        self._index = HistoryIndex()
        self._dated: _Dated | None = None
        self._coach: tuple[Settings, Coach] | None = None
        self._ledger: Ledger | None = None
        self._prepared: History | None = None
        """The history for which everything is worked out."""
        self._behind: threading.Thread | None = None
        self.wall = wall
        self.gone: list[Record] = []

    @property
    def history(self) -> History:
        """Everything in the history file or on its way there."""
        return self._history

    @property
    def today(self) -> dt.date:
        """The current training day."""
        return training_day(self.wall(), self._settings().cut_off)

    @property
    def calendar(self) -> Calendar:
        """The history by days and weeks; the same object until history, rules or day change."""
        history, rules, today = self._history, self._settings().rules, self.today
        known = self._dated
        if known is None or known.history is not history or (known.rules, known.today) != (rules, today):
            known = self._dated = _Dated(history, rules, today, Calendar(history, rules, today))
        return known.calendar

    @property
    def coach(self) -> Coach:
        """The coach for the current settings."""
        settings = self._settings()
        if self._coach is None or self._coach[0] is not settings:
            self._coach = settings, Coach(self._catalogue, settings)
        return self._coach[1]

    @property
    def ledger(self) -> "Ledger":
        """Sums of the sessions, kept from one look at them to the next."""
        if self._ledger is None or self._ledger.first_weekday != self._first_weekday:
            self._ledger = self._new_ledger()
        return self._ledger

    def _new_ledger(self) -> "Ledger":
        from ankle_tui.core.training.ledger import Ledger  # noqa: PLC0415 - the first screen does without

        return Ledger(with_holds(self._catalogue), self._first_weekday)

    @property
    def _first_weekday(self) -> int:
        return FIRST_WEEKDAYS[self._settings().rules.week_start]

    @property
    def index(self) -> HistoryIndex:
        """The sessions, newest first; the same object until they change."""
        sessions = self._history.sessions
        if sessions is not self._index.sessions and sessions != self._index.sessions:
            self._index = HistoryIndex(sessions)
        return self._index

    def held_legs(self, record: SessionRecord) -> tuple[Side, ...]:
        """Legs that held something in a session, of which the touches can be asked."""
        return held_legs(record, with_holds(self._catalogue))

    def look_ahead(self) -> None:
        """Work out today's session, which takes longest with many sessions, so that the first key need not wait for it."""
        self.coach.offer(self.calendar, Wishes(cooldown=self._settings().cooldown))

    def prepare(self) -> None:
        """Build the index ahead, and with many sessions add them up, so that no key waits for it."""
        history = self._history
        _ = self.index.exercises
        if self._ledger is None and len(self._history.sessions) >= MANY:
            ledger = self._new_ledger()
            ledger.progress(self.calendar.past)
            self._ledger = ledger  # only now: it may be asked for from another thread
        self._prepared = history

    def keep_up(self) -> None:
        """Prepare after a change what the screens will ask for; with many sessions on a thread, so that no screen waits."""
        if self._prepared is self._history:
            return
        if len(self._history.sessions) < MANY:
            self.prepare()
        elif self._behind is None or not self._behind.is_alive():
            self._behind = threading.Thread(target=self.work_out, name="coach", daemon=True)
            self._behind.start()

    def work_out(self) -> None:
        """Work out what screens will ask for, on any thread; what fails here fails again where it is asked for."""
        with contextlib.suppress(Exception):
            while self._prepared is not self._history:  # which may change meanwhile
                self.prepare()
                self.look_ahead()

    def catch_up(self) -> None:
        """Merge the history on disk with the changes not written yet."""
        waiting = self._save_queue.waiting  # before `history`: what is written in between is then in both
        on_disk = self._save_queue.history or self._history
        self._history = merge(on_disk, *waiting) if waiting else on_disk

    def change(self, delta: History, told: str = "") -> None:
        """Merge `delta` into the history.

        Args:
            delta: Sessions, marks, targets or deletions.
            told: As for `SaveQueue.change`.
        """
        for record in delta.sessions:
            self._edited[record.id] = record
            self._save_queue.save(record)
        rest = replace(delta, sessions=())
        if rest != History():
            self._save_queue.change(rest, told)
        self._changed()

    def add(self, record: Record) -> None:
        """Add a session, a self-test or a block."""
        self.change(History.of(record))

    def mark(self, days: Sequence[DayMark], told: str = "") -> None:
        """Mark days.

        Args:
            days: The marks.
            told: As for `SaveQueue.change`.
        """
        self.change(History(days=tuple(days)), told)

    def amend(self, before: RecordT, wanted: RecordT) -> None:
        """Change what differs between `before` and `wanted`; keep what another program has changed meanwhile."""
        record = newest(self._history, before)
        revised = amended(record, before, wanted)
        if revised != record:
            self.change(History.of(revised))

    def delete(self, record: RecordT) -> None:
        """Delete a session, a self-test or a block; `take_back` undoes it."""
        last = newest(self._history, record)
        self.gone.append(last)
        self.change(History(deleted=(deleted(last, self.wall()),)))

    def take_back(self, record_id: str | None = None) -> Record | None:
        """Restore what was deleted, by default the last.

        Returns:
            The record, or None if there is none to restore.
        """
        found = next((one for one in reversed(self.gone) if record_id in {None, one.id}), None)
        if found:
            self.gone.remove(found)
            self.change(History.of(undone(newest(self._history, found))))
        return found

    def settle_target(self, rules: Rules) -> None:
        """Record the target of `rules`, so that past weeks keep the target they had."""
        if target := settle_target(self._history, rules, self.today):
            self.change(History(targets=(target,)))

    def trouble(self) -> str:
        """Say in one line why a change made here is not on disk; empty if it is, or is still being written."""
        if self._save_queue.settled:
            return ""
        tried = (session_id for session_id in self._edited if not self._save_queue.saving(session_id))
        return next(filter(None, map(self._save_queue.problem, tried)), self._save_queue.trouble)

    @property
    def unsaved(self) -> bool:
        """True if a change made here is not on disk."""
        return bool(self._save_queue.unwritten) or any(True for _ in self._problems())

    def last_words(self) -> list[str]:
        """Give every change that is not on disk, a line each for the terminal, as `ankle-tui merge` takes it."""
        if not self.unsaved:
            return []
        from ankle_tui.services.session_saver import unsaved_lines  # noqa: PLC0415 - seldom needed

        words = []
        for record, problem in self._problems():
            words += unsaved_lines(problem, History((record,)), self._save_queue.rescue_path(record.id))
        if unwritten := self._save_queue.unwritten:
            words += unsaved_lines(unwritten, merge(*self._save_queue.changes))
        return words

    def _problems(self) -> Iterator[tuple[SessionRecord, str]]:
        """The sessions edited here that are not on disk, and why."""
        for record in self._edited.values():
            if problem := self._save_queue.problem(record.id):
                yield record, problem


class _Dated(NamedTuple):
    """A calendar and what it was made from."""

    history: History
    rules: Rules
    today: dt.date
    calendar: Calendar
