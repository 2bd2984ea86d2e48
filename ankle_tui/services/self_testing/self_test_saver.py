"""Keep a timed self-test while a session leads it: every trial as it ends, and as the runner corrects it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from ankle_tui.clock import local_time
from ankle_tui.core.formatting import counted
from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, eyes_may_close, to_step, trials_of
from ankle_tui.core.session.engine import Session, Step
from ankle_tui.core.session.events import PhaseStarted, SetEnded
from ankle_tui.core.session.plan import Phase, PhaseKind, WorkSet
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper
from ankle_tui.services.session_saver import SessionSaver, SessionStore


class SelfTestSaver(SessionSaver):
    """Take the place of a session's saver: what is kept are trials, and no session.

    A trial is kept when it ends. One that nobody ended stands at its cap until the runner corrects it; the test counts
    for nothing before the keeper's `check`.

    Args:
        session: The session that leads through the test.
        keeper: Keeps the test.
        save_queue: Where the keeper's changes go.
        wall: The wall clock.
    """

    def __init__(
        self,
        session: Session,
        keeper: SelfTestKeeper,
        save_queue: SessionStore,
        wall: Callable[[], dt.datetime] = local_time,
    ) -> None:
        super().__init__(session, None, wall, now=0.0, resumed=False)
        self.keeper = keeper
        self.fell = False
        """True once the runner says that they fell, or nearly so: then the eyes stay open."""
        self.closed_left_out = False
        """True if the test ended where the eyes were to close."""
        self._changes = save_queue
        self._values: dict[int, float] = {}
        """What each trial was, by the number of its set."""
        self._last: int | None = None

    def follow(self, step: Step) -> None:
        """Keep the trials that have ended."""
        super().follow(step)
        ended = [event for event in step.events if isinstance(event, SetEnded) and self._is_trial(event.index)]
        for event in ended:
            self._last = event.index
            if not event.given_up:  # else what stood before still counts
                self._values[event.index] = self._session.record(self._wall()).sets[event.index].done
        if ended and not self.discarded:
            self._keep()

    def end(self) -> None:
        """Forget the whole test if the runner wants nothing kept."""
        super().end()
        if self.discarded:
            self.keeper.delete()

    @property
    def last_set(self) -> WorkSet | None:
        """The set of the trial that ended last; None before the first."""
        return None if self._last is None else self._session.plan.sets[self._last]

    @property
    def last(self) -> Trial | None:
        """The trial that ended last, as it stands; None before the first, and for one that was left out."""
        if self._last is None:
            return None
        found = self._trials({self._last: self._values.get(self._last, 0.0)})
        return found[0] if found else None

    def correct(self, by: float) -> None:
        """Change the value of the last trial.

        Args:
            by: Seconds or reps.
        """
        if self._last is not None:
            self.put_right(self._values.get(self._last, 0.0) + by)

    def put_right(self, value: float) -> None:
        """Set the value of the last trial, between nothing, which takes the trial out, and its cap.

        Args:
            value: Seconds or reps.
        """
        if self._last is not None and self.last_set:
            value = round(value) if self.last_set.kind.counted else to_step(value)
            self._values[self._last] = min(max(value, 0.0), self.last_set.target)
            self._keep()

    @property
    def done_words(self) -> str:
        """Count in words the trials that have ended: `3 trials`."""
        return counted(len(self.keeper.record.trials), "trial")

    def ends_before(self, step: Step) -> bool:
        """True if the eyes would close next, and must not: a leg did not stand long enough with open ones, or a fall."""
        closing = any(
            isinstance(event, PhaseStarted) and _closes_eyes(event.phase) for event in (*step.events, *step.upcoming)
        )
        if closing and not eyes_may_close(self.keeper.record.trials, fell=self.fell):
            self.closed_left_out = True
        return self.closed_left_out

    def secure(self) -> None:
        """Put the trials on the disk before returning, also from a signal handler."""
        self._changes.flush_now(None)

    @property
    def trouble(self) -> str:
        """Reason in one line why a trial is not on the disk, or empty."""
        return self._changes.trouble

    def _keep(self) -> None:
        trials = self._trials(self._values)
        if trials != self.keeper.record.trials:
            self.keeper.put(replace(self.keeper.record, trials=trials))

    def _trials(self, values: dict[int, float]) -> tuple[Trial, ...]:
        record = self._session.record(self._wall())
        sets = tuple(replace(item, done=values.get(at, 0.0)) for at, item in enumerate(record.sets))
        return trials_of(self._session.plan, replace(record, sets=sets))

    def _is_trial(self, index: int) -> bool:
        return self._session.plan.sets[index].open


def _closes_eyes(phase: Phase) -> bool:
    """True for the get-ready before a trial with closed eyes, by which what came before it has been corrected."""
    part = phase.work.part
    return phase.kind is PhaseKind.GET_READY and part is not None and part.id == CLOSED_EYES
