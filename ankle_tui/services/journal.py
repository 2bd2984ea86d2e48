"""The history in memory: read by every screen, changed by some, written to disk by the save queue."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
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
    from ankle_tui.core.training.ladder import Standing
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
        worked_out: Called on a thread when something is there that was not at once.

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
        worked_out: Callable[[], None] = lambda: None,
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
        """The history of which index and sums are there."""
        self._looked: Calendar | None = None
        """The days that the coach has looked at."""
        self._after: tuple[SessionRecord, Sequence[Standing] | None] | None = None
        """The session asked about last and the places after it; None where they could not be found."""
        self._worked_out = worked_out
        self._behind = _Behind()
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
        if self._index.sessions is not self._history.sessions:
            self._index = HistoryIndex(self._history.sessions)
        return self._index

    def held_legs(self, record: SessionRecord) -> tuple[Side, ...]:
        """Legs that held something in a session, of which the touches can be asked."""
        return held_legs(record, with_holds(self._catalogue))

    def look_ahead(self) -> None:
        """Work out today's session, which takes longest with many sessions, so that the first key need not wait for it."""
        calendar = self.calendar
        try:
            self.coach.offer(calendar, Wishes(cooldown=self._settings().cooldown))
        finally:
            self._looked = calendar  # what fails here fails again where it is asked for

    def prepare(self) -> None:
        """Build the index ahead, and with many sessions add them up, so that no key waits for it."""
        history = self._history
        _ = self.index.exercises
        if self._ledger is None and self._has_many:
            ledger = self._new_ledger()
            ledger.progress(self.calendar.past)
            self._ledger = ledger  # only now: it may be asked for from another thread
        self._prepared = history

    def keep_up(self) -> None:
        """Prepare after a change what the screens will ask for; with many sessions on a thread, so that no screen waits."""
        self.is_ready()
        if self._prepared is self._history:
            return
        if self._has_many:
            self._behind.do("sums", self.prepare)
        else:
            self.prepare()

    def is_ready(self) -> bool:
        """True if the coach has looked at all sessions, or will in no time; else begin with it, on a thread."""
        if not self._has_many or self._looked is self.calendar:
            return True
        if self.coach.knows(self.calendar):  # a mark, say, changes nothing for the ladders
            self._looked = self.calendar
            return True
        self._behind.do("coach", self.look_ahead, self._worked_out)
        return False

    def after(self, record: SessionRecord) -> "Sequence[Standing] | None":
        """Return the runner's place on each ladder that a session trained, as of after it.

        Args:
            record: The session, as last amended.

        Returns:
            The places; None while they are found on a thread, at the end of which they are to be asked for again.
        """
        known, found = self._after or (None, None)
        if found is None and (known == record or not self._has_many):
            return self.coach.after(self.calendar, record)
        if known == record:
            return found
        self._behind.do("after", partial(self._look_after, record), self._worked_out)
        return None

    def _look_after(self, record: SessionRecord) -> None:
        found = None
        try:
            found = self.coach.after(self.calendar, record)
        finally:
            self._after = record, found

    @property
    def _has_many(self) -> bool:
        return len(self._history.sessions) >= MANY

    def catch_up(self) -> None:
        """Merge the history on disk with the changes not written yet."""
        waiting = self._save_queue.waiting  # before `history`: what is written in between is then in both
        on_disk = self._save_queue.history or self._history
        merged = merge(on_disk, *waiting) if waiting else on_disk
        known = self._history.sessions
        if merged.sessions is not known and merged.sessions == known:
            merged = replace(merged, sessions=known)  # so that nobody looks at them again
        self._history = merged

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


class _Behind:
    """Do on a thread what would hold up a screen, one thing after the other; of each kind only what was asked for last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, Sequence[Callable[[], None]]] = {}
        self._busy = False

    def do(self, kind: str, *works: Callable[[], None]) -> None:
        """Do `works` in turn, instead of what waits of their kind; what fails is asked for again where it is shown."""
        with self._lock:
            self._waiting[kind] = works
            begun, self._busy = self._busy, True
        if not begun:
            threading.Thread(target=self._run, name="coach", daemon=True).start()

    def _run(self) -> None:
        while works := self._next():
            for work in works:
                with contextlib.suppress(Exception):
                    work()

    def _next(self) -> Sequence[Callable[[], None]]:
        with self._lock:
            kind = next(iter(self._waiting), None)
            self._busy = kind is not None
            return self._waiting.pop(kind) if kind else ()


class _Dated(NamedTuple):
    """A calendar and what it was made from."""

    history: History
    rules: Rules
    today: dt.date
    calendar: Calendar
