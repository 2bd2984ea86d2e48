"""Leads a session for a shell: the engine with its clock, its sound and its place in history. Both shells use it."""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Protocol

from ankle_tui.audio.port import Player
from ankle_tui.clock import Clock
from ankle_tui.core.checkpoint import Checkpoint
from ankle_tui.core.cues import calls
from ankle_tui.core.engine import Session
from ankle_tui.core.events import Counting, Event, SessionEnded
from ankle_tui.core.plan import Plan
from ankle_tui.core.record import SessionRecord, new_id
from ankle_tui.core.transitions import GAP
from ankle_tui.core.view import Command, Run, View
from ankle_tui.store.zone import zone_name

__all__ = ["CHECKPOINT_EVERY", "EXTENSION", "LOUD_DEMO", "Action", "Conductor", "Keeper", "local_time"]

CHECKPOINT_EVERY = 3.5
"""After how many seconds without any change a checkpoint is made: with the second until the next look and the time the
disk takes, less than 5 are ever lost."""

EXTENSION = 10.0
"""Seconds by which one key press makes a wait longer or shorter."""

LOUD_DEMO = 4.0
"""Above this speed a demonstration is silent: its cues would run into each other."""


class Action(StrEnum):
    """What a runner can do in a session; each shell gives them keys."""

    BIG = "big"
    """The big key: counts a set that is counted by hand, else pauses and resumes."""
    PAUSE = "pause"
    GO_ON = "go-on"
    SKIP = "skip"
    BACK = "back"
    REDO = "redo"
    MORE = "more"
    LESS = "less"
    FOOT_DOWN = "foot-down"
    COUNTING = "counting"
    SOUND = "sound"


def local_time() -> dt.datetime:
    """The wall clock, with its offset."""
    return dt.datetime.now().astimezone()


class Keeper(Protocol):
    """Keeps a session safe; its commands return at once."""

    def note(self, checkpoint: Checkpoint) -> None:
        """Keep the state of a session in progress."""

    def keep(self, record: SessionRecord) -> None:
        """Put a session that has ended, or a revision of it, into the history."""

    def drop(self, session_id: str) -> None:
        """Forget a session in progress."""

    def secure(self, checkpoint: Checkpoint | None) -> None:
        """Put everything on the disk before returning, from a signal handler too."""

    def close(self) -> None:
        """Bring everything to its end, and wait for it."""

    def saving(self, session_id: str) -> bool:
        """Whether a session waits for its first try to be saved."""

    def problem(self, session_id: str) -> str:
        """Why a session that has ended is not in the history yet, in one line, or empty."""

    @property
    def trouble(self) -> str:
        """What keeps the session in progress from being kept safe, in one line, or empty."""


class Conductor:
    """A session in progress with everything a shell needs of it.

    Args:
        session: What to lead: a plan for a new session, or the checkpoint of one to go on with, which begins paused.
        clock: The session's clock.
        player: What makes the sound.
        keeper: Keeps the session safe; None keeps nothing, for a demonstration.
        counting: Who counts reps and steps at first.
        wall: The wall clock.
    """

    def __init__(
        self,
        session: Plan | Checkpoint,
        *,
        clock: Clock,
        player: Player,
        keeper: Keeper | None,
        counting: Counting = Counting.PACED,
        wall: Callable[[], dt.datetime] = local_time,
    ) -> None:
        self._clock = clock
        self._player = player
        self._keeper = keeper
        self._wall = wall
        self._last_look = clock()
        self._noted = self._last_look
        self.resumed = isinstance(session, Checkpoint)
        """Whether it goes on from a checkpoint."""
        self.session = (
            _begin(session, counting, wall) if isinstance(session, Plan) else _go_on(session, self._last_look)
        )
        self.muted = clock.speed > LOUD_DEMO
        self.result: SessionRecord | None = None
        """What was done, at the end; None before it, or when nothing was done."""
        self.record: SessionRecord | None = None
        """The same, when it goes into history."""
        self.demo = keeper is None
        """Whether this is a demonstration, of which nothing is kept."""
        self.discarded = False
        """Whether the runner wanted nothing of it kept."""
        self._untold: tuple[Event, ...] = ()

    @property
    def problem(self) -> str:
        """Why the record is not in history yet, in one line, or empty."""
        return self._keeper.problem(self.record.id) if self._keeper and self.record else ""

    @property
    def saving(self) -> bool:
        """Whether the record is on its way into history and nothing has gone wrong."""
        return bool(self._keeper and self.record and self._keeper.saving(self.record.id))

    @property
    def unfinished(self) -> SessionRecord | None:
        """What was done of a session that is recorded and still runs, or None."""
        going = self._keeper and self.session.run in {Run.RUNNING, Run.PAUSED} and self._something_done()
        return self.session.record(self._wall()) if going else None

    @property
    def trouble(self) -> str:
        """What keeps the session in progress from being kept safe, in one line, or empty."""
        return self._keeper.trouble if self._keeper else ""

    def start(self) -> tuple[Event, ...]:
        """Begin the session."""
        self._last_look = self._clock()
        return self._heard(self.session.start(self._last_look))

    def look(self) -> tuple[Event, ...]:
        """Look at the clock and let happen what is due.

        A demonstration runs many seconds of the session in one of the machine's: it is looked at in steps, so that a
        busy machine does not count as a gap in the training.
        """
        now = self._clock()
        untold, self._untold = self._untold, ()
        while self.demo and self.session.run is Run.RUNNING and now - self._last_look > GAP:
            self._last_look += GAP
            untold += self._heard(self.session.advance(self._last_look))
        self._last_look = now
        return untold + self._heard(self.session.advance(now))

    def wake_in(self) -> float | None:
        """Seconds of the machine's clock until the shell must look again, or None when nothing will happen by itself."""
        deadline = self.session.next_deadline()
        if deadline is None:
            return None
        return max(0.0, self._clock.real(deadline) - self._clock.real(self._clock()))

    def view(self) -> View:
        """The session as it stands at the last look."""
        return self.session.view(self._last_look)

    def possible(self) -> frozenset[Action]:
        """What the runner can do now."""
        return frozenset(action for action in Action if action is Action.SOUND or self._command(action))

    def perform(self, action: Action) -> tuple[Event, ...] | None:
        """Do what the runner wants.

        Returns:
            What happened, or None when it is not possible now; what fell due meanwhile is told by the next look.
        """
        before = self.look()
        if action is Action.SOUND:
            self.mute(not self.muted)
            return before
        command = self._command(action)
        if command is None:
            self._untold = before
            return None
        return before + self._heard(self._give(command, action))

    def finish(self) -> tuple[Event, ...]:
        """End the session now and keep what was done, whatever goes wrong on the way."""
        try:
            before = self.look()
            if Command.FINISH not in self.session.legal:
                return before
            return before + self._heard(self.session.finish(self._last_look))
        finally:  # an interrupt or a mistake in the program may have come between the last set and the record
            if self.result is None and self.session.run is not Run.NEW:
                self._end()

    def discard(self) -> None:
        """End the session now and keep nothing of it; what has been kept already stays."""
        self.discarded = self.session.run is not Run.DONE
        self.finish()

    def close(self) -> None:
        """Keep what was done, whatever has ended the program, and wait until it is saved; what could not be is tried once more."""
        try:
            if self.result is None:
                self.finish()
        finally:
            if self._keeper:
                self._keeper.close()

    def secure(self) -> None:
        """Put the session on the disk as it stands before returning, also in the middle of any other command.

        For a signal handler: the next start of the program offers to go on.
        """
        if self._keeper and not self.discarded:
            now, run = self._wall(), self.session.run
            if run is Run.DONE and self.result is None:  # the moment between the last set and the record
                record = self.session.record(now)
                self._keeper.secure(Checkpoint(now, record) if record.worth_keeping else None)
            else:
                self._keeper.secure(Checkpoint.of(self.session, now) if self.unfinished else None)

    def mute(self, muted: bool) -> None:
        """Switch the sound off or on for this session."""
        self.muted = muted
        if muted:
            self._player.cancel()

    def use_player(self, player: Player) -> None:
        """Let another player make the sound from now on."""
        self._player = player

    def amend(self, record: SessionRecord) -> None:
        """Replace the kept record by a revision of it; `problem` says whether that worked."""
        self.record = record
        self._save()

    def _give(self, command: Command, action: Action) -> tuple[Event, ...]:
        session, now = self.session, self._last_look
        match command:
            case Command.EXTEND:
                return session.extend(now, EXTENSION if action is Action.MORE else -EXTENSION)
            case Command.COUNT | Command.UNCOUNT:
                return session.count(now, -1 if command is Command.UNCOUNT else 1)
            case Command.SET_COUNTING:
                paced = self.view().counting is Counting.PACED
                return session.set_counting(now, Counting.BY_HAND if paced else Counting.PACED)
        simple: dict[Command, Callable[[float], tuple[Event, ...]]] = {
            Command.PAUSE: session.pause,
            Command.RESUME: session.resume,
            Command.COMPLETE: session.complete,
            Command.SKIP: session.skip,
            Command.BACK: session.back,
            Command.REDO: session.redo,
            Command.FOOT_DOWN: session.foot_down,
        }
        return simple[command](now)

    def _command(self, action: Action) -> Command | None:
        """The engine's command for an action now, or None."""
        wanted: dict[Action, tuple[Command, ...]] = {
            Action.BIG: (Command.RESUME, Command.PAUSE),
            Action.PAUSE: (Command.RESUME, Command.PAUSE),
            Action.GO_ON: (Command.RESUME, Command.COMPLETE),
            Action.SKIP: (Command.SKIP,),
            Action.BACK: (Command.BACK,),
            Action.REDO: (Command.REDO,),
            Action.MORE: (Command.COUNT, Command.EXTEND),
            Action.LESS: (Command.UNCOUNT, Command.EXTEND),
            Action.FOOT_DOWN: (Command.FOOT_DOWN,),
            Action.COUNTING: (Command.SET_COUNTING,),
        }
        choices = wanted.get(action, ())
        if action is Action.BIG and self.counts_by_hand:
            choices = (Command.COUNT,)
        legal = self.session.legal
        return next((command for command in choices if command in legal), None)

    @property
    def counts_by_hand(self) -> bool:
        """Whether the big key counts now."""
        view = self.view()
        return view.count is not None and view.run is Run.RUNNING and view.counting is Counting.BY_HAND

    def _heard(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Call what happened, and keep the record when it is the end."""
        try:
            if not self.muted:
                self._call(events)
        finally:
            if any(isinstance(event, SessionEnded) for event in events):
                self._end()
            elif events or self._last_look - self._noted >= CHECKPOINT_EVERY:
                self._note()
        return events

    def _call(self, events: Iterable[Event]) -> None:
        for call in calls(events):
            self._player.play(call.cue, self._clock.real(call.at))

    def _note(self) -> None:
        """Make a checkpoint, once there is something to lose."""
        self._noted = self._last_look
        if self._keeper and self._something_done():
            self._keeper.note(Checkpoint.of(self.session, self._wall()))

    def _something_done(self) -> bool:
        return self.session.active_seconds > 0 or self.resumed

    def _end(self) -> None:
        record = self.session.record(self._wall())
        if record.worth_keeping:
            self.record = None if self.demo or self.discarded else record
            self._save()
            self.result = record
        if self.record is None and self._keeper:
            self._keeper.drop(record.id)

    def _save(self) -> None:
        if self._keeper and self.record:
            self._keeper.keep(self.record)


def _begin(plan: Plan, counting: Counting, wall: Callable[[], dt.datetime]) -> Session:
    session_id = new_id(time.time_ns() // 1_000_000, os.urandom(10))
    return Session(plan, session_id, wall(), zone_name(), counting)


def _go_on(checkpoint: Checkpoint, now: float) -> Session:
    """The session of a checkpoint, standing still: whoever was interrupted wants to get back on the leg first."""
    session = Session.restore(checkpoint.session, now)
    if session.run is Run.RUNNING:
        session.pause(now)
    return session
