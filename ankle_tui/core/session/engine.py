"""The session as a machine without I/O: commands and the time go in, events come out."""

import datetime as dt
from collections.abc import Callable
from typing import Self

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import MOST_SECONDS, SessionRecord, SetRecord, Status, read_id
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.session import transitions
from ankle_tui.core.session.events import Event, PauseReason, Stage
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.session.plan_json import plan_from_json, plan_to_json
from ankle_tui.core.session.schedule import micros, seconds, stage_at
from ankle_tui.core.session.snapshot import Command, Run, Snapshot
from ankle_tui.core.session.state import Situation, State
from ankle_tui.core.session.state_json import state_from_json, state_to_json
from ankle_tui.core.validation import TableReader

HEARTBEAT = 1.0
"""How often, in seconds, the shell must look while nothing else happens: well within `transitions.GAP`."""


class IllegalCommand(Exception):
    """The command is not legal now; nothing has changed.

    Attributes:
        command: What was asked.
        situation: When it was asked.
    """

    def __init__(self, command: Command, situation: Situation) -> None:
        super().__init__(f"{command.value} is not possible {situation.value}")
        self.command = command
        self.situation = situation


class Session:
    """A session in progress.

    Every command takes `now`, seconds of a clock that never runs backwards, and returns what has happened since the
    last call, each event stamped with the moment it was due. How often the session is looked at does not matter as long
    as two looks are at most `transitions.GAP` seconds apart; a longer gap pauses it at the last look.

    The state changes in one step at the end of a command: a signal handler that comes in the middle of one finds the
    session as it was before it.

    Args:
        plan: What to do.
        session_id: UUID of the record.
        started_at: Local wall time with its offset, for the record.
        zone: Name of the time zone, for the record.
        counting: Who counts reps and steps at first.
        day: The training day, for the record; None takes the date of the start with the usual cut-off.
    """

    def __init__(
        self,
        plan: Plan,
        session_id: str,
        started_at: dt.datetime,
        zone: str = "",
        counting: Counting = Counting.PACED,
        *,
        day: dt.date | None = None,
    ) -> None:
        self.plan = plan
        self.id = session_id
        self.started_at = started_at
        self.zone = zone
        self.day = day or training_day(started_at)
        self._plan_json: dict[str, object] | None = None
        self._state = State(plan, length=micros(plan.phases[0].seconds), counting=counting)

    def start(self, now: float) -> tuple[Event, ...]:
        """Begin with the first get-ready."""
        return self._command(Command.START, now, lambda s: transitions.enter(s, 0))

    def advance(self, now: float) -> tuple[Event, ...]:
        """Apply everything that is due by `now`; the same however the time is sliced."""
        s = self._state.copy()
        events = transitions.look(s, micros(now))
        self._state = s
        return tuple(events)

    def pause(self, now: float) -> tuple[Event, ...]:
        """Stand still, keeping the fraction of a second."""
        return self._command(Command.PAUSE, now, lambda s: transitions.pause(s, PauseReason.ASKED))

    def resume(self, now: float) -> tuple[Event, ...]:
        """Go on where the session stood."""
        return self._command(Command.RESUME, now, transitions.resume)

    def count(self, now: float, step: int = 1) -> tuple[Event, ...]:
        """Count by hand, or correct a paced count, by +1 or -1. The set ends when the count reaches its target."""
        command = Command.COUNT if step > 0 else Command.UNCOUNT
        return self._command(command, now, lambda s: transitions.count(s, 1 if step > 0 else -1))

    def foot_down(self, now: float) -> tuple[Event, ...]:
        """Count a touch of the other foot in a hold."""
        return self._command(Command.FOOT_DOWN, now, transitions.foot_down)

    def complete(self, now: float) -> tuple[Event, ...]:
        """Go on: end the set with what was done so far, or end the wait before the next one.

        A set counted by hand of which nothing was counted is taken as done in full: the runner counted without the key.
        A shell asks before it says so; `skip` leaves such a set undone.
        """
        return self._command(Command.COMPLETE, now, transitions.complete)

    def skip(self, now: float) -> tuple[Event, ...]:
        """Leave out the set in progress, keeping what was done of it, or else the set that comes next."""
        return self._command(Command.SKIP, now, transitions.skip)

    def back(self, now: float) -> tuple[Event, ...]:
        """Get ready for the set before once more; the better attempt counts."""
        return self._command(Command.BACK, now, lambda s: transitions.again(s, 1))

    def redo(self, now: float) -> tuple[Event, ...]:
        """Get ready once more for the set in progress, or else for the last one; the better attempt counts."""
        return self._command(Command.REDO, now, lambda s: transitions.again(s, 0 if s.working else 1))

    def extend(self, now: float, by: float) -> tuple[Event, ...]:
        """Make a rest, a change of sides or a get-ready longer by so many seconds; shorter by a negative number."""
        return self._command(Command.EXTEND, now, lambda s: transitions.extend(s, micros(by)))

    def set_counting(self, now: float, counting: Counting) -> tuple[Event, ...]:
        """Say who counts reps and steps, from now on and also in the middle of a set."""
        return self._command(Command.SET_COUNTING, now, lambda s: transitions.change_counting(s, counting))

    def finish(self, now: float) -> tuple[Event, ...]:
        """End the session here and keep what was done."""
        return self._command(Command.FINISH, now, transitions.finish)

    def _command(self, command: Command, now: float, apply: Callable[[State], list[Event]]) -> tuple[Event, ...]:
        """Try a command on a copy, so that a refused one changes nothing."""
        s = self._state.copy()
        if s.run is Run.NEW:
            s.look = micros(now)
        events = transitions.look(s, micros(now))
        if command not in s.legal:
            raise IllegalCommand(command, s.situation)
        events += apply(s)
        events += transitions.run_to(s, s.look)
        self._state = s
        return tuple(events)

    @property
    def run(self) -> Run:
        """Whether the session's clock runs."""
        return self._state.run

    @property
    def legal(self) -> frozenset[Command]:
        """The commands that can be given now."""
        return self._state.legal

    @property
    def active_seconds(self) -> float:
        """Seconds of work up to the last look, rests and pauses left out."""
        s = self._state
        return seconds(s.worked + (s.elapsed if s.working else 0))

    def next_deadline(self) -> float | None:
        """When the shell must look again: at the next event, second of the clock or heartbeat, whichever is first.

        Returns:
            Seconds of the session's clock, or None when nothing will happen by itself.
        """
        s = self._state
        if s.run is not Run.RUNNING:
            return None
        deadlines = [s.look + micros(HEARTBEAT)]
        if (offset := s.due()) is not None:
            deadlines.append(s.anchor + offset)
        if not s.counted:
            deadlines.append(s.look + (s.left % 1_000_000 or 1_000_000))
        return seconds(min(deadlines))

    def upcoming(self, until: float) -> tuple[Event, ...]:
        """What will happen by itself up to and including `until`, so that sound can be told ahead."""
        return tuple(transitions.run_to(self._state.copy(), max(micros(until), self._state.look)))

    def view(self, now: float) -> Snapshot:
        """A snapshot for drawing, as the session will stand once `advance(now)` was called."""
        s = self._state.copy()
        transitions.look(s, micros(now))
        phase = s.phase
        following = phase.set_index + 1
        after = self.plan.seconds_after[s.index]
        fraction = _phase_fraction(s)
        undone = 0.0 if s.status else (after + (1 - fraction) * phase.seconds) / self.plan.seconds
        return Snapshot(
            run=s.run,
            pause_reason=s.reason,
            phase=phase,
            next_set=self.plan.sets[following] if following < len(self.plan.sets) else None,
            clock=None if s.counted else -(-s.left // 1_000_000),
            count=s.count if s.counted else None,
            stage=_stage(s),
            counting=s.counting,
            foot_downs=s.foot_downs,
            phase_fraction=fraction,
            session_fraction=1 - undone,
            seconds_left=0.0 if s.status else seconds(s.left) + after,
            legal=s.legal,
        )

    def record(self, ended_at: dt.datetime) -> SessionRecord:
        """What history keeps, at any moment; sets that were not reached count as skipped.

        Args:
            ended_at: Local wall time with its offset.
        """
        return SessionRecord(
            id=self.id,
            day=self.day,
            started_at=self.started_at.replace(microsecond=0),
            ended_at=ended_at.replace(microsecond=0),
            zone=self.zone,
            context=self.plan.context,
            level=self.plan.level,
            status=self._state.status or Status.PARTIAL,
            active_seconds=min(round(self.active_seconds, 3), MOST_SECONDS),
            sets=tuple(self._set_record(index) for index in range(len(self.plan.sets))),
        )

    def _set_record(self, index: int) -> SetRecord:
        s, work = self._state, self.plan.sets[index]
        done = s.done(index)
        return work.record(
            done.amount if work.kind.counted else seconds(done.amount),
            s.outcome(index),
            done.foot_downs if work.kind is Kind.HOLD else None,
        )

    def checkpoint(self) -> dict[str, object]:
        """Everything needed to go on later, as JSON values; times are relative, so that another clock can take over."""
        self._plan_json = self._plan_json or plan_to_json(self.plan)  # it never changes
        return {
            "id": self.id,
            "started_at": self.started_at.isoformat(),
            "zone": self.zone,
            "day": self.day.isoformat(),
            "plan": self._plan_json,
            **state_to_json(self._state),
        }

    @classmethod
    def restore(cls, data: object, now: float) -> Self:
        """A session that goes on from a checkpoint as if no time had passed since.

        Args:
            data: What `checkpoint` gave.
            now: Seconds of the clock that takes over.

        Raises:
            BadValue: If the checkpoint cannot be used.
        """
        table = TableReader(data)
        plan = plan_from_json(table.table("plan"))
        session = cls(
            plan,
            read_id(table),
            table.moment("started_at"),
            table.text("zone", empty=True),
            day=table.date("day") if "day" in table else None,
        )
        session._state = state_from_json(plan, table, micros(now))
        return session


def _stage(s: State) -> Stage | None:
    tempo = s.phase.work.tempo
    return stage_at(tempo, s.elapsed - s.rep_start) if tempo and s.paced and s.working else None


def _phase_fraction(s: State) -> float:
    if s.status:
        return 1.0
    if s.counted:
        into_rep = (s.elapsed - s.rep_start) / s.rep if s.paced else 0.0
        return (s.count + into_rep) / s.phase.work.target
    return s.elapsed / s.length if s.length else 1.0
