"""Mutable state of a session, values derived from it, and the table of legal commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.events import PauseReason
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Phase, PhaseKind, Plan
from ankle_tui.core.session.schedule import Due, micros, paced_schedule, timed_schedule
from ankle_tui.core.session.snapshot import Command, Run


class Situation(StrEnum):
    """Situations distinguished by the table of legal commands."""

    NEW = "not started"
    LEAD = "between sets"
    HOLD = "in a hold"
    TIMED = "in a timed set"
    OPEN = "in an open set"
    COUNTED = "in a counted set"
    PAUSED = "paused"
    PAUSED_COUNTED = "paused in a counted set"
    DONE = "done"


_MOVES = frozenset({Command.SKIP, Command.BACK, Command.REDO, Command.FINISH, Command.SET_COUNTING})
_RUNNING = _MOVES | {Command.PAUSE, Command.COMPLETE}
_COUNTS = frozenset({Command.COUNT, Command.UNCOUNT})

LEGAL: Mapping[Situation, frozenset[Command]] = {
    Situation.NEW: frozenset({Command.START}),
    Situation.LEAD: _RUNNING | {Command.EXTEND},
    Situation.HOLD: _RUNNING | {Command.FOOT_DOWN},
    Situation.TIMED: _RUNNING,
    Situation.OPEN: _RUNNING,
    Situation.COUNTED: _RUNNING | _COUNTS,
    Situation.PAUSED: _MOVES | {Command.RESUME},
    Situation.PAUSED_COUNTED: _MOVES | _COUNTS | {Command.RESUME},
    Situation.DONE: frozenset(),
}
"""Commands by situation. `State.legal` removes those with nothing to act on: no set to go back to, nothing counted to take
back, no counted set ahead.

An open hold or timed set is ended by `COMPLETE`: a touch of the other foot ends such a test and is not counted, so there is
no `FOOT_DOWN`, and its cap is part of its rules, so there is no `EXTEND`. Open reps and steps are counted sets, whose count
can be corrected; their pace is part of the rules, so `State.legal` removes `SET_COUNTING`. `SKIP`, `BACK` and `REDO` give up
the attempt in progress, as one that does not follow the rules."""


@dataclass(frozen=True, slots=True)
class SetAttempt:
    """Work done in one attempt at a set.

    Attributes:
        amount: Microseconds, cut to whole milliseconds as in the record, or reps or steps.
        foot_downs: Touches of the other foot.
    """

    amount: int = 0
    foot_downs: int = 0

    def better(self, other: "SetAttempt") -> "SetAttempt":
        """Pick the better of two attempts: more done, or as much with fewer touches."""
        return max(self, other, key=lambda attempt: (attempt.amount, -attempt.foot_downs))


@dataclass(slots=True)
class State:
    """State of a session, with all times in whole microseconds, exact under addition.

    Attributes:
        plan: The plan; never changes.
        run: State of the clock.
        reason: Reason for the pause, or None.
        look: Time of the last look at the clock.
        index: Index of the phase.
        anchor: Time at which the phase would have begun without pauses; valid while running.
        paused_at: Time spent in the phase; valid while not running.
        length: Length of the phase including extensions; meaningless in counted work.
        fired: Offset in the phase up to and including which everything has happened. Between two commands that is the
            time spent in the phase, or a microsecond less if something is still due at this very moment.
        schedule: Everything due in the phase, as offsets from its start.
        count: Reps or steps counted.
        rep_start: Offset at which the repetition in progress began; valid while paced.
        counting: Who counts.
        foot_downs: Touches in the attempt in progress.
        counts_touches: True once the runner has counted a touch; without it, no touches are known.
        worked: Time worked in all attempts that have ended.
        best: Attempt that counts of each set tried: the best, of an open set the latest.
        status: Outcome of the session once it has ended, or None.
    """

    plan: Plan
    run: Run = Run.NEW
    reason: PauseReason | None = None
    look: int = 0
    index: int = 0
    anchor: int = 0
    paused_at: int = 0
    length: int = 0
    fired: int = -1
    schedule: tuple[Due, ...] = ()
    count: int = 0
    rep_start: int = 0
    counting: Counting = Counting.PACED
    foot_downs: int = 0
    counts_touches: bool = False
    worked: int = 0
    best: dict[int, SetAttempt] = field(default_factory=dict)
    status: Status | None = None

    def copy(self) -> "State":
        """Make an independent copy."""
        return replace(self, best=dict(self.best))

    @property
    def phase(self) -> Phase:
        """Present phase; after the end, the last one."""
        return self.plan.phases[self.index]

    @property
    def working(self) -> bool:
        """True if a set is in progress, paused or not."""
        return self.phase.kind is PhaseKind.WORK and self.run in {Run.RUNNING, Run.PAUSED}

    @property
    def counted(self) -> bool:
        """True if the phase ends by a count."""
        return self.phase.kind is PhaseKind.WORK and self.phase.work.kind.counted

    @property
    def paced(self) -> bool:
        """True if the engine counts in this phase."""
        return self.counted and self.counter is Counting.PACED

    @property
    def counter(self) -> Counting:
        """Who counts in the phase, or in the set after it: in an open set the engine, whose pace is part of the rules."""
        return Counting.PACED if self.phase.work.open else self.counting

    @property
    def rep(self) -> int:
        """Length of one rep or step of the phase's set."""
        tempo = self.phase.work.tempo
        return micros(tempo.seconds) if tempo else 0

    @property
    def elapsed(self) -> int:
        """Time spent in the phase."""
        return self.look - self.anchor if self.run is Run.RUNNING else self.paused_at

    @property
    def left(self) -> int:
        """Time left of the phase; in counted work, at its tempo."""
        if not self.counted:
            return max(0, self.length - self.elapsed)
        into_rep = self.elapsed - self.rep_start if self.paced else 0
        return max(0, (self.phase.work.target - self.count) * self.rep - into_rep)

    @property
    def situation(self) -> Situation:
        """Row of the table of legal commands."""
        if self.run is not Run.RUNNING:
            paused = Situation.PAUSED_COUNTED if self.counted else Situation.PAUSED
            return {Run.NEW: Situation.NEW, Run.DONE: Situation.DONE}.get(self.run, paused)
        if self.phase.kind is not PhaseKind.WORK:
            return Situation.LEAD
        if self.phase.counts_up and not self.counted:
            return Situation.OPEN
        return {Kind.HOLD: Situation.HOLD, Kind.TIMED: Situation.TIMED}.get(self.phase.work.kind, Situation.COUNTED)

    @property
    def legal(self) -> frozenset[Command]:
        """Commands that are possible."""
        nothing = set()
        first = self.phase.set_index == 0
        if first:
            nothing.add(Command.BACK)
        if first and not self.working:
            nothing.add(Command.REDO)
        if self.count == 0:
            nothing.add(Command.UNCOUNT)
        if not self.phase.work.kind.counted or self.phase.work.open:
            nothing.add(Command.SET_COUNTING)
        return LEGAL[self.situation] - nothing

    def target(self, index: int) -> int:
        """Target of a set, or cap of an open one: microseconds, or reps or steps."""
        work = self.plan.sets[index]
        return work.target if work.kind.counted else micros(work.target)

    def attempt(self) -> SetAttempt:
        """Work done so far in the set in progress."""
        return SetAttempt(self.count if self.counted else self.elapsed // 1000 * 1000, self.foot_downs)

    def done(self, index: int) -> SetAttempt:
        """Attempt at a set that counts, among them one in progress: the best, of an open set the latest.

        Only its rules know whether more is better, and doing it again takes back the attempt before.
        """
        before = self.best.get(index, SetAttempt())
        if not self.working or self.phase.set_index != index:
            return before
        attempt = self.attempt()
        if self.phase.work.open:
            return attempt if attempt.amount else before
        return before.better(attempt)

    def outcome(self, index: int, done: SetAttempt) -> Outcome:
        """Outcome of a set with `done` done; an open set has no dose to fall short of."""
        if done.amount >= self.target(index) or (done.amount and self.plan.sets[index].open):
            return Outcome.DONE
        return Outcome.SHORT if done.amount else Outcome.SKIPPED

    def reschedule(self) -> None:
        """Rebuild the schedule of the phase after a change of its length, its count or who counts."""
        work = self.phase.work
        if not self.counted:
            self.schedule = timed_schedule(self.phase, self.length)
        elif self.paced and work.tempo:
            self.schedule = paced_schedule(work, work.tempo, count=self.count, start=self.rep_start)
        else:
            self.schedule = ()

    def due(self) -> int | None:
        """Offset of the next thing due in the phase, or None."""
        return next((offset for offset, _ in self.schedule if offset > self.fired), None)
