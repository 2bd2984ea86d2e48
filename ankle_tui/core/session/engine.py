"""The session as a state machine without I/O: commands and times go in, events come out."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.ids import read_id
from ankle_tui.core.history.records import MOST_SECONDS, SessionRecord, SetRecord, Status, Touches
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.session import transitions
from ankle_tui.core.session.events import Event, Stage
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.session.plan_json import plan_from_json, plan_to_json
from ankle_tui.core.session.schedule import micros, seconds, stage_at
from ankle_tui.core.session.snapshot import Command, Run, Snapshot
from ankle_tui.core.session.state import Situation, State
from ankle_tui.core.session.state_json import state_from_json, state_to_json
from ankle_tui.core.validation import TableReader

HEARTBEAT = 1.0
"""Longest time in seconds between two looks of a shell, well within `transitions.GAP`."""


@dataclass(frozen=True, slots=True)
class Step:
    """All a shell needs after a command or a look at the clock.

    Attributes:
        at: Time of the look, in seconds of the session's clock.
        events: What happened since the look before, in order.
        snapshot: The session at `at`.
        upcoming: What will happen by itself after `at`, up to and including `until`; the player is told it ahead.
        until: `at` plus the session's `ahead`.
    """

    at: float
    events: tuple[Event, ...]
    snapshot: Snapshot
    upcoming: tuple[Event, ...]
    until: float


class IllegalCommand(Exception):
    """A command that is not legal in the present situation; nothing has changed."""

    def __init__(self, command: Command, situation: Situation) -> None:
        super().__init__(f"{command.value} is not possible {situation.value}")
        self.command = command
        self.situation = situation


class Session:
    """A session in progress.

    Commands and looks take `now`, in seconds of a clock that never runs backwards, and return one `Step`: the events
    since the last look, each stamped with its own deadline. How often a shell looks does not matter while two looks are
    at most `transitions.GAP` seconds apart; a longer gap pauses the session at the last look.

    Args:
        plan: What to do.
        session_id: UUID of the record.
        started_at: Local wall time with its offset, for the record.
        zone: Name of the time zone, for the record.
        counting: Who counts reps and steps at first.
        day: Training day, for the record; None takes the date of `started_at` with the usual cut-off.
        ahead: Seconds that `Step.upcoming` reaches beyond the look.
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
        ahead: float = 0.0,
    ) -> None:
        self.plan = plan
        self.id = session_id
        self.started_at = started_at
        self.zone = zone
        self.day = day or training_day(started_at)
        self.ahead = ahead
        self._plan_json: dict[str, object] | None = None
        self._state = State(plan, length=micros(plan.phases[0].seconds), counting=counting)

    def apply(self, command: Command, now: float, *, by: float = 0.0, counting: Counting | None = None) -> Step:
        """Carry out `command` after everything that is due by `now`.

        Args:
            command: One of `legal`, as it stands at `now`.
            now: Seconds of the session's clock.
            by: Seconds by which `EXTEND` makes a rest, a change of sides or a get-ready longer; negative for shorter.
            counting: Who counts after `SET_COUNTING`; None hands over to the other one.

        Raises:
            IllegalCommand: If the command is not possible at `now`; nothing has changed, not even what was due.
        """
        s = self._state.copy()
        if s.run is Run.NEW:
            s.look = micros(now)
        events = transitions.look(s, micros(now))
        if command not in s.legal:
            raise IllegalCommand(command, s.situation)
        events += transitions.apply(s, command, by=micros(by), counting=counting)
        events += transitions.run_to(s, s.look)
        return self._step(s, events)

    def advance(self, now: float) -> Step:
        """Let everything happen that is due by `now`; how the time is sliced makes no difference."""
        s = self._state.copy()
        return self._step(s, transitions.look(s, micros(now)))

    def _step(self, s: State, events: list[Event]) -> Step:
        until = s.look + micros(self.ahead)
        step = Step(
            at=seconds(s.look),
            events=tuple(events),
            snapshot=_snapshot(s),
            upcoming=tuple(transitions.upcoming(s, until)),
            until=seconds(until),
        )
        # The state changes only here, in one assignment: a refused command leaves no trace, and a signal handler that
        # interrupts a command saves the session as it was before it.
        self._state = s
        return step

    @property
    def run(self) -> Run:
        """State of the session's clock."""
        return self._state.run

    @property
    def legal(self) -> frozenset[Command]:
        """Commands possible as of the last look."""
        return self._state.legal

    @property
    def active_seconds(self) -> float:
        """Seconds of work up to the last look, rests and pauses left out."""
        s = self._state
        return seconds(s.worked + (s.elapsed if s.working else 0))

    @property
    def snapshot(self) -> Snapshot:
        """The session as of the last look."""
        return _snapshot(self._state)

    def next_deadline(self) -> float | None:
        """Time of the next event, second of the clock or heartbeat, whichever comes first.

        Returns:
            Seconds of the session's clock, or None if nothing will happen by itself.
        """
        deadline = self._deadline()
        return None if deadline is None else seconds(deadline)

    def is_due(self, now: float) -> bool:
        """True if a look at `now` would show more than the last one, apart from fractions of a second."""
        deadline = self._deadline()
        return deadline is not None and micros(now) >= deadline

    def _deadline(self) -> int | None:
        s = self._state
        if s.run is not Run.RUNNING:
            return None
        deadlines = [s.look + micros(HEARTBEAT)]
        if (offset := s.due()) is not None:
            deadlines.append(s.anchor + offset)
        if not s.counted:
            deadlines.append(s.look + (s.left % 1_000_000 or 1_000_000))
        return min(deadlines)

    def record(self, ended_at: dt.datetime) -> SessionRecord:
        """Make the record for the history, at any moment; sets not reached yet count as skipped.

        Args:
            ended_at: Local wall time with its offset.
        """
        sets = tuple(self._set_record(index) for index in range(len(self.plan.sets)))
        # Counts that are all 0 would read like those of older versions, which wrote 0 without a count.
        clean = self._state.counts_touches and not any(item.foot_downs for item in sets)
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
            sets=sets,
            feel=self.plan.feel,
            touches=Touches(0, 0) if clean else None,
        )

    def _set_record(self, index: int) -> SetRecord:
        s, work = self._state, self.plan.sets[index]
        done = s.done(index)
        return work.record(
            done.amount if work.kind.counted else seconds(done.amount),
            s.outcome(index, done),
            done.foot_downs if s.counts_touches and work.kind is Kind.HOLD and not work.open else None,
        )

    def checkpoint(self) -> dict[str, object]:
        """Give all that is needed to continue later, as JSON values; times are relative, so that another clock can take over."""
        self._plan_json = self._plan_json or plan_to_json(self.plan)  # the plan never changes
        return {
            "id": self.id,
            "started_at": self.started_at.isoformat(),
            "zone": self.zone,
            "day": self.day.isoformat(),
            "plan": self._plan_json,
            **state_to_json(self._state),
        }

    @classmethod
    def restore(cls, data: object, now: float, *, ahead: float = 0.0) -> Self:
        """Continue from a checkpoint as if no time had passed since.

        Args:
            data: Return value of `checkpoint`.
            now: Seconds of the clock that takes over.
            ahead: Seconds that `Step.upcoming` reaches beyond the look.

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
            ahead=ahead,
        )
        session._state = state_from_json(plan, table, micros(now))
        return session


def _snapshot(s: State) -> Snapshot:
    plan, phase = s.plan, s.phase
    following = phase.set_index + 1
    after = plan.seconds_after[s.index]
    fraction = _phase_fraction(s)
    undone = 0.0 if s.status else (after + (1 - fraction) * phase.seconds) / plan.seconds
    return Snapshot(
        run=s.run,
        pause_reason=s.reason,
        phase=phase,
        next_set=plan.sets[following] if following < len(plan.sets) else None,
        clock=None if s.counted or phase.counts_up else -(-s.left // 1_000_000),
        elapsed=s.elapsed // 1_000_000 if phase.counts_up and not s.counted else None,
        count=s.count if s.counted else None,
        stage=_stage(s),
        counting=s.counter,
        foot_downs=s.foot_downs,
        phase_fraction=fraction,
        session_fraction=1 - undone,
        seconds_left=0.0 if s.status else seconds(s.left) + after,
        legal=s.legal,
    )


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
