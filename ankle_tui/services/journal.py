"""The history in memory: read by every screen, changed by some, written to disk by the save queue."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.day_marks import DayMark
from ankle_tui.core.history.edits import Record, RecordT, amended, deleted, newest, undone
from ankle_tui.core.history.index import HistoryIndex
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
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
        worked_out: Called on a thread when something is there that was not at once, with what takes it over; that is to be
            called on the screen's thread.

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
        worked_out: Callable[[Callable[[], None]], None] = lambda take: take(),
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
        self._coach: tuple[tuple[object, ...], Coach] | None = None
        self._ledger: Ledger | None = None
        self._prepared: Sequence[SessionRecord] | None = None
        """The sessions of which index and sums are there."""
        self._looked: _Looked | None = None
        """What the coach has looked at; only the screen's thread changes it, so that no key comes before what it draws."""
        self._after: tuple[Coach, SessionRecord, Sequence[Standing] | None] | None = None
        """The session asked about last and the places after it; None where they could not be found."""
        self._behind = _Behind(worked_out)
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
        """The coach for the current settings; the same object until one changes that it reads."""
        settings = self._settings()
        read = Coach.reads(settings)
        if self._coach is None or self._coach[0] != read:
            self._coach = read, Coach(self._catalogue, settings)
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
        self.coach.offer(self.calendar, self._usual_wishes)
        self._looked = self._present

    def prepare(self) -> None:
        """Build the index ahead, and with many sessions add them up, so that no key waits for it."""
        sessions = self._history.sessions
        _ = self.index.exercises
        if self._ledger is None and self._has_many:
            ledger = self._new_ledger()
            ledger.progress(self.calendar.past)
            self._ledger = ledger  # only now: it may be asked for from another thread
        self._prepared = sessions

    def keep_up(self) -> None:
        """Prepare after a change what the screens will ask for; with many sessions on a thread, so that no screen waits."""
        self.is_ready()
        if self._prepared is self._history.sessions:
            return
        if self._has_many:
            self._behind.do("sums", self._history.sessions, self.prepare)
        else:
            self.prepare()

    def is_ready(self) -> bool:
        """True if the coach has looked at all sessions, or will in no time; else begin with it, on a thread."""
        present = self._present
        if not self._has_many or self._looked == present:
            return True
        look = partial(present.coach.offer, self.calendar, self._usual_wishes)
        self._behind.do("coach", present, look, lambda _: setattr(self, "_looked", present))
        return False

    def after(self, record: SessionRecord) -> "Sequence[Standing] | None":
        """Return the runner's place on each ladder that a session trained, as of after it.

        Args:
            record: The session, as last amended.

        Returns:
            The places; None while they are found on a thread, at the end of which they are to be asked for again.
        """
        asked = self.coach, record
        find = partial(self.coach.after, self.calendar, record)
        if not self._has_many:
            return find()
        if self._after is None or self._after[:2] != asked:
            self._behind.do("after", asked, find, lambda found: setattr(self, "_after", (*asked, found)))
            return None
        # What could not be found fails again here, where it is told.
        return find() if self._after[2] is None else self._after[2]

    @property
    def _present(self) -> "_Looked":
        """What the coach would have to look at now."""
        calendar = self.calendar
        return _Looked(self.coach, calendar.past, calendar.today, calendar.tests)

    @property
    def _usual_wishes(self) -> Wishes:
        return Wishes(cooldown=self._settings().cooldown)

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
    """Do on a thread what would hold up a screen, one thing after the other; of each kind what was asked for last, once.

    Args:
        done: Called on the thread at the end of a work, with what takes over its result.
    """

    def __init__(self, done: Callable[[Callable[[], None]], None]) -> None:
        self._done = done
        self._lock = threading.Lock()
        self._asked: dict[str, object] = {}
        self._waiting: dict[str, tuple[Callable[[], Any], Callable[[Any], None] | None]] = {}
        self._busy = False

    def do(self, kind: str, asked: object, work: Callable[[], Any], take: Callable[[Any], None] | None = None) -> None:
        """Do `work` instead of what waits of its kind, unless the same was asked for last.

        Args:
            kind: What it is.
            asked: What it depends on.
            work: The work.
            take: Takes over its result, or None where it has failed; without it nobody waits for the end.
        """
        with self._lock:
            if kind in self._asked and self._asked[kind] == asked:
                return
            self._asked[kind] = asked
            self._waiting[kind] = work, take
            begun, self._busy = self._busy, True
        if begun:
            return
        try:
            threading.Thread(target=self._run, name="coach", daemon=True).start()
        except RuntimeError:  # there is no thread to be had: better late than never
            self._run()

    def _run(self) -> None:
        while one := self._next():
            work, take = one
            found = None
            with contextlib.suppress(Exception):
                found = work()
            if take:
                self._done(partial(take, found))

    def _next(self) -> tuple[Callable[[], Any], Callable[[Any], None] | None] | None:
        with self._lock:
            kind = next(iter(self._waiting), None)
            self._busy = kind is not None
            return self._waiting.pop(kind) if kind else None


class _Looked(NamedTuple):
    """What today's session depends on, beside what the day was."""

    coach: Coach
    sessions: Sequence[SessionRecord]
    today: dt.date
    tests: Sequence[SelfTestRecord]


class _Dated(NamedTuple):
    """A calendar and what it was made from."""

    history: History
    rules: Rules
    today: dt.date
    calendar: Calendar
