"""Leads a session for a shell: the engine with its clock, its sound and its place in history. Both shells use it."""

import datetime as dt
import secrets
import time
from collections.abc import Callable, Iterable
from enum import StrEnum

from ankle_tui.audio.port import Player
from ankle_tui.clock import Clock
from ankle_tui.core.cues import calls
from ankle_tui.core.engine import Session
from ankle_tui.core.events import Counting, Event, SessionEnded
from ankle_tui.core.plan import Plan
from ankle_tui.core.record import SessionRecord, new_id
from ankle_tui.core.transitions import GAP
from ankle_tui.core.view import Command, Run, View
from ankle_tui.store.problem import FileProblem
from ankle_tui.store.zone import zone_name

LEAST = 1
"""Seconds, reps or steps in one set from which on something was done: less is a key pressed by mistake."""

__all__ = ["EXTENSION", "LOUD_DEMO", "Action", "Conductor", "local_time"]

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


class Conductor:
    """A session in progress with everything a shell needs of it.

    Args:
        plan: What to do.
        clock: The session's clock.
        player: What makes the sound.
        keep: Puts a record into history; None keeps nothing, for a demonstration.
        counting: Who counts reps and steps at first.
        wall: The wall clock.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        clock: Clock,
        player: Player,
        keep: Callable[[SessionRecord], None] | None,
        counting: Counting = Counting.PACED,
        wall: Callable[[], dt.datetime] = local_time,
    ) -> None:
        self._clock = clock
        self._player = player
        self._keep = keep
        self._wall = wall
        self._last_look = clock()
        self.session = Session(
            plan, new_id(time.time_ns() // 1_000_000, secrets.token_bytes(10)), wall(), zone_name(), counting
        )
        self.muted = clock.speed > LOUD_DEMO
        self.result: SessionRecord | None = None
        """What was done, at the end; None before it, or when nothing was done."""
        self.record: SessionRecord | None = None
        """The same, when it goes into history."""
        self.problem = ""
        """Why the record is not in history yet, in one line, or empty."""
        self.demo = keep is None
        """Whether this is a demonstration, of which nothing is kept."""
        self.discarded = False
        """Whether the runner wanted nothing of it kept."""
        self._untold: tuple[Event, ...] = ()

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
        """Keep what was done, whatever has ended the program; what could not be saved before is tried once more."""
        if self.result is None:
            self.finish()
        elif self.problem:
            self._save()

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
        return events

    def _call(self, events: Iterable[Event]) -> None:
        for call in calls(events):
            self._player.play(call.cue, self._clock.real(call.at))

    def _end(self) -> None:
        record = self.session.record(self._wall())
        if any(item.done >= LEAST for item in record.sets):
            self.record = None if self.demo or self.discarded else record
            self._save()
            self.result = record

    def _save(self) -> None:
        """Put the record into history; until that has come to its end, whatever ends it, it counts as not saved."""
        if self._keep is None or self.record is None:
            return
        self.problem = "saving was interrupted"
        try:
            self._keep(self.record)
        except FileProblem as problem:
            self.problem = str(problem)
        else:
            self.problem = ""
