"""Leads a session for a shell: the engine with its clock, its sound and its place in history. Both shells use it."""

import datetime as dt
import math
import os
import time
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from ankle_tui.audio.player import Player, clamp_volume
from ankle_tui.clock import STRUCK_TWICE, Clock, local_time
from ankle_tui.core.history.records import new_id
from ankle_tui.core.history.training_day import CUT_OFF, training_day
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session, Step
from ankle_tui.core.session.events import Event, NothingCounted
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.session.snapshot import Command, Run, Snapshot
from ankle_tui.core.session.transitions import GAP
from ankle_tui.services.cue_scheduler import HORIZON, CueScheduler
from ankle_tui.services.session_saver import SessionSaver, SessionStore
from ankle_tui.store.zone import zone_name

EXTENSION = 10.0
"""Seconds by which one key press makes a wait longer or shorter."""

LOUD_DEMO = 4.0
"""Above this speed a demonstration is silent: its cues would run into each other."""

LOUDER = 0.1
"""Share of the full loudness by which one key press changes it."""

_SOUNDS = (SoundMode.TONES, SoundMode.VOICE, SoundMode.BOTH, SoundMode.OFF)
"""The modes in the order in which one key goes through them."""


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
    """The next of tones, voice, both and nothing."""
    LOUDER = "louder"
    SOFTER = "softer"


_HEARD = frozenset({Action.SOUND, Action.LOUDER, Action.SOFTER})
"""What changes nothing but the sound."""

_COMMANDS: dict[Action, tuple[Command, ...]] = {
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
"""The engine's commands an action may stand for; the first that is legal is given."""


class SessionRunner:
    """A session in progress with everything a shell needs of it.

    Args:
        session: What to lead: a plan for a new session, or the checkpoint of one to go on with, which begins paused.
        clock: The session's clock.
        player: What makes the sound.
        save_queue: Keeps the session safe; None keeps nothing, for a demonstration.
        counting: Who counts reps and steps at first.
        cut_off: Time after midnight that still belongs to the training day before.
        mode: What the session is led by at first; a demonstration above `LOUD_DEMO` is silent.
        volume: Share of the full loudness that the player has, 0.0 to 1.0.
        wall: The wall clock.
    """

    def __init__(
        self,
        session: Plan | Checkpoint,
        *,
        clock: Clock,
        player: Player,
        save_queue: SessionStore | None,
        counting: Counting = Counting.PACED,
        cut_off: dt.timedelta = CUT_OFF,
        mode: SoundMode = SoundMode.BOTH,
        volume: float = 1.0,
        wall: Callable[[], dt.datetime] = local_time,
    ) -> None:
        self._clock = clock
        self._player = player
        self._last_look = clock()
        self.resumed = isinstance(session, Checkpoint)
        """Whether it goes on from a checkpoint."""
        ahead = HORIZON * clock.speed
        self.session = (
            _begin(session, counting, wall(), cut_off, ahead)
            if isinstance(session, Plan)
            else _go_on(session, self._last_look, ahead)
        )
        self.snapshot = self.session.snapshot
        """The session as of the last look."""
        self.saver = SessionSaver(self.session, save_queue, wall, now=self._last_look, resumed=self.resumed)
        """Keeps it safe."""
        self._too_fast = clock.speed > LOUD_DEMO
        self._cue_scheduler = CueScheduler(clock, player, SoundMode.OFF if self._too_fast else mode)
        self.volume = clamp_volume(volume)
        """Share of the full loudness, 0.0 to 1.0."""
        self.demo = save_queue is None
        """Whether this is a demonstration, of which nothing is kept."""
        self._untold: tuple[Event, ...] = ()
        self._counted_out = -math.inf
        """When the last count by hand ended a set."""
        self._deaf_until = -math.inf
        """Until when `GO_ON` does nothing, by the machine's clock."""
        self._asked = False
        """True from `GO_ON` in a set with nothing counted until something else was done."""

    @property
    def live(self) -> bool:
        """Whether the session has begun and not ended."""
        return self.session.run in {Run.RUNNING, Run.PAUSED}

    def start(self) -> tuple[Event, ...]:
        """Begin the session."""
        self._last_look = self._clock()
        self._listen_later()
        return self._hand_on(self.session.apply(Command.START, self._last_look), self._cue_scheduler.commanded)

    def look(self) -> tuple[Event, ...]:
        """Look at the clock and let happen what is due."""
        return self._look(self._cue_scheduler.happened)

    def _look(self, follow: Callable[[Step], None]) -> tuple[Event, ...]:
        """Look at the clock, and let the cue scheduler follow by `follow`.

        A demonstration runs many seconds of the session in one of the machine's: it is looked at in slices, so that a
        busy machine does not count as a gap in the training.
        """
        now = self._clock()
        untold, self._untold = self._untold, ()
        while self.demo and self.session.run is Run.RUNNING and now - self._last_look > GAP:
            self._last_look += GAP
            untold += self._hand_on(self.session.advance(self._last_look), self._cue_scheduler.happened)
        self._last_look = now
        return untold + self._hand_on(self.session.advance(now), follow)

    def _catch_up(self) -> tuple[Event, ...]:
        """Look at the clock only if something is due, so that a key press is one step of the session, not two."""
        now = self._clock()
        if self._untold or self.session.is_due(now):
            return self.look()
        self._last_look = now
        return ()

    def wake_in(self) -> float | None:
        """Seconds of the machine's clock until the shell must look again, or None when nothing will happen by itself."""
        deadline = self.session.next_deadline()
        if deadline is None:
            return None
        return max(0.0, self._clock.real(deadline) - self._clock.real(self._clock()))

    def possible(self) -> frozenset[Action]:
        """What the runner can do now."""
        sounds = frozenset() if self._too_fast else _HEARD
        return sounds | {action for action in _COMMANDS if _command(action, self.snapshot)}

    def perform(self, action: Action) -> tuple[Event, ...] | None:
        """Do what the runner wants.

        Returns:
            What happened, or None when it is not possible now; what fell due meanwhile is told by the next look.
        """
        if self._changes_sound(action):
            return self._change_sound(action)
        before = self._catch_up()
        if action is Action.BIG and self._last_look - self._counted_out < STRUCK_TWICE:
            return before + self.look()  # a runner who has lost count presses it once more, and wants no pause
        command, by_hand = _command(action, self.snapshot), self.counts_by_hand
        if command is None:
            self._untold = before + self.look()
            return None
        if action is not Action.GO_ON:
            self._deaf_until = -math.inf  # its key is not held
        elif self._struck_twice():
            return before + self.look()
        if command is Command.COMPLETE and by_hand and not self.snapshot.count and not self._asked:
            return before + self._ask()
        self._asked = False
        by = EXTENSION if action is Action.MORE else -EXTENSION
        step = self.session.apply(command, self._last_look, by=by)
        events = self._hand_on(step, self._cue_scheduler.commanded)
        if action is Action.GO_ON:
            self._listen_later()
        if by_hand and command is Command.COUNT and not self.counts_by_hand:
            self._counted_out = self._last_look
        return before + events

    def _ask(self) -> tuple[Event, ...]:
        """Ask how much was done of a set in which nothing was counted by hand; the session itself knows nothing of it."""
        self._asked = True
        self._listen_later()
        question = NothingCounted(self._last_look, self.snapshot.phase.work.target)
        step = replace(self.session.advance(self._last_look), events=(question,))
        return self._hand_on(step, self._cue_scheduler.commanded)

    def asks(self) -> bool:
        """True while the runner is asked how much was done of a set in which nothing was counted by hand.

        `GO_ON` answers all of it, `SKIP` none; counting withdraws the question.
        """
        return self._asked and self.counts_by_hand

    def finish(self) -> tuple[Event, ...]:
        """End the session now and keep what was done, whatever goes wrong on the way."""
        try:
            before = self._catch_up()
            if Command.FINISH not in self.session.legal:
                return before
            step = self.session.apply(Command.FINISH, self._last_look)
            return before + self._hand_on(step, self._cue_scheduler.commanded)
        finally:  # an interrupt or a mistake in the program may have come between the last set and the record
            if self.saver.result is None and self.session.run is not Run.NEW:
                self.saver.end()

    def discard(self) -> None:
        """End the session now and keep nothing of it; what has been kept already stays."""
        self.saver.discarded = self.session.run is not Run.DONE
        self.finish()

    def close(self) -> None:
        """Keep what was done, whatever has ended the program, and wait until it is saved; what could not be is tried once more."""
        try:
            if self.saver.result is None:
                self.finish()
        finally:
            self.saver.close()

    @property
    def mode(self) -> SoundMode:
        """What the session is led by now."""
        return self._cue_scheduler.mode

    @property
    def muted(self) -> bool:
        """Whether nothing is to be heard."""
        return self.mode is SoundMode.OFF

    @property
    def sounds_by(self) -> str:
        """The name of what makes the sound now, as `Player.name` has it."""
        return self._player.name

    def set_mode(self, mode: SoundMode) -> None:
        """Lead by something else from now on.

        Args:
            mode: Tones, words, both or nothing.
        """
        self._untold = self._switch(mode)

    def _switch(self, mode: SoundMode) -> tuple[Event, ...]:
        return self._look(lambda step: self._cue_scheduler.switch(step, mode))

    def set_volume(self, volume: float) -> None:
        """Set how loud everything is.

        Args:
            volume: Share of the full loudness; values outside 0.0 to 1.0 are brought to the nearest end.
        """
        self.volume = clamp_volume(round(volume, 6))
        self._player.set_volume(self.volume)

    def use_player(self, player: Player) -> None:
        """Let another player make the sound from now on, as loud as the one before."""
        self._player = player
        player.set_volume(self.volume)
        self._untold = self._look(lambda step: self._cue_scheduler.use_player(step, player))

    def hush(self) -> None:
        """Let nothing be heard that the player has been told of; what is due after the next look is told again."""
        self._cue_scheduler.hush(self._clock())

    def _listen_later(self) -> None:
        """Leave `GO_ON` alone for a while."""
        self._deaf_until = self._clock.real(self._clock()) + STRUCK_TWICE

    def _struck_twice(self) -> bool:
        """True if `GO_ON` repeats the press before rather than being a new one."""
        deaf = self._clock.real(self._clock()) < self._deaf_until
        if deaf:
            self._listen_later()
        return deaf

    def _changes_sound(self, action: Action) -> bool:
        return action in _HEARD and not self._too_fast

    def _change_sound(self, action: Action) -> tuple[Event, ...]:
        if action is Action.SOUND:
            return self._switch(_SOUNDS[(_SOUNDS.index(self.mode) + 1) % len(_SOUNDS)])
        self.set_volume(self.volume + (LOUDER if action is Action.LOUDER else -LOUDER))
        return self.look()

    @property
    def counts_by_hand(self) -> bool:
        """True if the big key counts now."""
        return _counts_by_hand(self.snapshot)

    def _hand_on(self, step: Step, follow: Callable[[Step], None]) -> tuple[Event, ...]:
        """Hand a step of the session once to the cue scheduler, once to the saver and once to the screen."""
        self.snapshot = step.snapshot
        try:
            follow(step)
        finally:
            self.saver.follow(step)
        return step.events


def _command(action: Action, snapshot: Snapshot) -> Command | None:
    """The engine's command for an action in a session that stands like this, or None."""
    choices = _COMMANDS.get(action, ())
    if action is Action.BIG and _counts_by_hand(snapshot):
        choices = (Command.COUNT,)
    return next((command for command in choices if command in snapshot.legal), None)


def _counts_by_hand(snapshot: Snapshot) -> bool:
    return snapshot.count is not None and snapshot.run is Run.RUNNING and snapshot.counting is Counting.BY_HAND


def _begin(plan: Plan, counting: Counting, now: dt.datetime, cut_off: dt.timedelta, ahead: float) -> Session:
    session_id = new_id(time.time_ns() // 1_000_000, os.urandom(10))
    return Session(plan, session_id, now, zone_name(), counting, day=training_day(now, cut_off), ahead=ahead)


def _go_on(checkpoint: Checkpoint, now: float, ahead: float) -> Session:
    """Restore a session, paused: after an interruption the runner needs time to get back on the leg."""
    session = Session.restore(checkpoint.session, now, ahead=ahead)
    if session.run is Run.RUNNING:
        session.apply(Command.PAUSE, now)
    return session
