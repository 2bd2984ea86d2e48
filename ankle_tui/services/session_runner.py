"""Run a session for a shell, with its clock, its sound and its place in the history; both shells use it."""

import datetime as dt
import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from ankle_tui.audio.player import Player, clamp_volume
from ankle_tui.clock import STRUCK_TWICE, Clock, local_time
from ankle_tui.core.cues.cues import ENDING
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.training_day import CUT_OFF, training_day
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session, Step
from ankle_tui.core.session.events import Event, NothingCounted, Resumed, Saved, SetEnded
from ankle_tui.core.session.modes import Counting, Heard, SoundMode
from ankle_tui.core.session.plan import Plan, WorkSet
from ankle_tui.core.session.snapshot import Command, Run, Snapshot
from ankle_tui.core.session.transitions import GAP
from ankle_tui.services.cue_scheduler import HORIZON, CueScheduler
from ankle_tui.services.hooks.hooks import Hooks
from ankle_tui.services.session_saver import SessionSaver, SessionStore
from ankle_tui.store.zone import zone_name

EXTENSION = 10.0
"""Seconds by which a key press makes a wait longer or shorter."""

LOUD_DEMO = 4.0
"""Speed above which a demonstration is silent, because its cues would run into each other."""

LOUDER = 0.1
"""Share of the full volume by which a key press changes it."""

SOUND_WITHIN = 4.0
"""Seconds that a session waits to begin until its sound is ready, so that the first words are heard (our own choice)."""

_LOOK_FOR_SOUND = 0.05
"""Seconds between two looks for it."""


class Action(StrEnum):
    """Actions of a runner in a session, to which each shell assigns keys."""

    BIG = "big"
    """The big key: count in a set counted by hand, end an open set, otherwise pause or resume."""
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
    """Switch to the next of tones, voice, both and off."""
    LOUDER = "louder"
    SOFTER = "softer"


_HEARD = frozenset({Action.SOUND, Action.LOUDER, Action.SOFTER})
"""Actions that only change the sound."""

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
"""Commands of the engine for each action; the first legal one is given."""

_IN_OPEN: dict[Action, tuple[Command, ...]] = {
    Action.BIG: (Command.RESUME, Command.COMPLETE),
    Action.FOOT_DOWN: (Command.COMPLETE,),
}
"""Those that differ in an open set, which whoever stands at the keyboard must be able to end without looking."""


class SessionRunner:
    """A session in progress, with all that a shell needs.

    Every command and every look at the clock is one step of the session. The runner hands the step once to the cue
    scheduler, once to the saver and, as events and `snapshot`, once to the shell.

    Args:
        session: Plan of a new session, or checkpoint of one to continue, which begins paused.
        clock: The session's clock.
        player: What makes the sound.
        save_queue: Keeps the session safe; None keeps nothing, for a demonstration.
        counting: Who counts reps and steps at first.
        cut_off: Time after midnight that still belongs to the training day before.
        mode: Sound at first; a demonstration above `LOUD_DEMO` is silent.
        heard: What is heard of it.
        lengths: Seconds of every sound, by name: ours, and the runner's own.
        volume: Volume the player has, 0.0 to 1.0.
        wall: The wall clock.
        saver: Makes what keeps the session, in the place of the save queue's own.
        hooks: Told of the session, unless it is a demonstration.
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
        heard: Heard = Heard(),  # noqa: B008 - frozen
        lengths: Mapping[str, float] = LENGTHS,
        volume: float = 1.0,
        wall: Callable[[], dt.datetime] = local_time,
        saver: Callable[[Session], SessionSaver] | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        self._clock = clock
        self._player = player
        self._last_look = clock()
        self.resumed = isinstance(session, Checkpoint)
        """True if the session continues from a checkpoint."""
        ahead = HORIZON * clock.speed
        self.session = (
            _begin(session, counting, wall(), cut_off, ahead)
            if isinstance(session, Plan)
            else _go_on(session, self._last_look, ahead)
        )
        self.snapshot = self.session.snapshot
        """The session as of the last look."""
        self.saver = (
            saver(self.session)
            if saver
            else SessionSaver(self.session, save_queue, wall, now=self._last_look, resumed=self.resumed)
        )
        """Keeps the session safe."""
        self._too_fast = clock.speed > LOUD_DEMO
        self._cue_scheduler = CueScheduler(clock, player, SoundMode.OFF if self._too_fast else mode, heard, lengths)
        self.volume = clamp_volume(volume)
        """Share of the full volume, 0.0 to 1.0."""
        self.demo = save_queue is None and saver is None
        """True for a demonstration, of which nothing is kept."""
        self._began = hooks.began if hooks and save_queue else None
        self._wall = wall
        if hooks and save_queue:
            hooks.follow(self.session.id)
        self._untold: tuple[Event, ...] = ()
        self._big_spent = -math.inf
        """Time of what `BIG` may have been meant for: a count by hand that ended a set, the end of an open set or its resumption."""
        self._deaf_until = -math.inf
        """Time until which `GO_ON` does nothing, by the machine's clock."""
        self._said_saved = False
        self._begins_by: float | None = None
        """Time by which a session that was started begins, with or without sound, by the machine's clock; None once it has."""
        self._asked = False
        """True from `GO_ON` in a set without a count until another action."""

    @property
    def live(self) -> bool:
        """True while the session has begun and not ended."""
        return self.session.run in {Run.RUNNING, Run.PAUSED}

    def start(self) -> tuple[Event, ...]:
        """Begin the session, or let a look begin it once its sound is ready, so that the first words are heard."""
        self._begins_by = self._clock.real(self._clock()) + SOUND_WITHIN
        return self._begin()

    def _begin(self, *, waits: bool = True) -> tuple[Event, ...]:
        """Begin a session that was started, unless it `waits` for a sound that is not ready."""
        waits = waits and not self.muted and not self._player.ready
        if self._begins_by is None or (waits and self._clock.real(self._clock()) < self._begins_by):
            return ()
        self._begins_by = None
        # A moment ahead, so that the first cue can be told as early as every other.
        self._last_look = self._clock() + self._player.delay * self._clock.speed
        self._listen_later()
        events = self._hand_on(self.session.apply(Command.START, self._last_look), self._cue_scheduler.commanded)
        if self._began:
            self._began(self.session.record(self._wall()))
        return events

    def look(self) -> tuple[Event, ...]:
        """Look at the clock, and let everything happen that is due."""
        return self._begin() + self._look(self._cue_scheduler.happened)

    def _look(self, follow: Callable[[Step], None]) -> tuple[Event, ...]:
        """Look at the clock; `follow` is the cue scheduler's method for the step.

        A demonstration runs many seconds of the session in one of the machine's, so its time is advanced in slices: a busy
        machine must not count as a gap in the training.
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
        """Seconds of machine time until the shell must look again, or None if nothing will happen by itself."""
        if self._begins_by is not None:
            return _LOOK_FOR_SOUND
        deadline = self.session.next_deadline()
        if deadline is None:
            return None
        return max(0.0, self._clock.real(deadline) - self._clock.real(self._clock()))

    def possible(self) -> frozenset[Action]:
        """Actions that are possible now."""
        sounds = frozenset() if self._too_fast else _HEARD
        return sounds | {action for action in _COMMANDS if _command(action, self.snapshot)}

    def perform(self, action: Action) -> tuple[Event, ...] | None:
        """Carry out an action of the runner.

        Returns:
            The events, or None if the action is not possible now; then the next look returns what was due meanwhile.
        """
        if action in _HEARD and not self._too_fast:
            return self._change_sound(action)
        before = self._begin(waits=False) + self._catch_up()
        if action is Action.BIG and self._last_look - self._big_spent < STRUCK_TWICE:
            return before + self.look()  # one press too many: the set is over, or has just gone on
        command, by_hand = _command(action, self.snapshot), self.counts_by_hand
        if command is None:
            self._untold = before + self.look()
            return None
        if action is not Action.GO_ON:
            self._deaf_until = -math.inf  # another key was pressed, so that of `GO_ON` is not held down
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
            self._big_spent = self._last_look
        return before + events

    def _ask(self) -> tuple[Event, ...]:
        """Ask how much was done of a set counted by hand without a count; the session itself is not involved."""
        self._asked = True
        self._listen_later()
        question = NothingCounted(self._last_look, self.snapshot.phase.work.target)
        step = replace(self.session.advance(self._last_look), events=(question,))
        return self._hand_on(step, self._cue_scheduler.commanded)

    def asks(self) -> bool:
        """True while the runner is asked how much was done of a set counted by hand without a count.

        `GO_ON` answers "all", `SKIP` "none"; counting withdraws the question.
        """
        return self._asked and self.counts_by_hand

    def finish(self) -> tuple[Event, ...]:
        """End the session now and keep what was done, even if something goes wrong on the way."""
        try:
            before = self._begin(waits=False) + self._catch_up()
            if Command.FINISH not in self.session.legal:
                return before
            step = self.session.apply(Command.FINISH, self._last_look)
            return before + self._hand_on(step, self._cue_scheduler.commanded)
        finally:  # an interrupt or a bug may have struck between the last set and the record
            if self.saver.result is None and self.session.run is not Run.NEW:
                self.saver.end()

    def say_saved(self, *, asks: bool = True) -> None:
        """Say once, after the last sounds, that the session is in the history, if it is; `asks` if how it was is asked."""
        saver = self.saver
        if self._said_saved or saver.record is None or saver.saving or saver.problem:
            return
        self._said_saved = True
        saved = Saved(max(self._clock(), self._last_look + ENDING), asks)
        self._cue_scheduler.commanded(replace(self.session.advance(self._last_look), events=(saved,)))

    def discard(self) -> None:
        """End the session now and keep nothing, except a record saved before."""
        self.saver.discarded = self.session.run is not Run.DONE
        self.finish()

    def close(self) -> None:
        """Keep what was done, and wait until it is saved, trying once more if that failed; called at the end of the program."""
        try:
            if self.saver.result is None:
                self.finish()
        finally:
            self.saver.close()

    @property
    def mode(self) -> SoundMode:
        """Sound of the session: tones, voice, both or off."""
        return self._cue_scheduler.mode

    @property
    def muted(self) -> bool:
        """True if the sound is off."""
        return self.mode is SoundMode.OFF

    @property
    def sounds_by(self) -> str:
        """Name of the player, as in `Player.name`."""
        return self._player.name

    @property
    def rings_for(self) -> float:
        """Seconds of machine time in which its last sounds are still heard."""
        return 0.0 if self._player.name == "silent" else self._cue_scheduler.rings_for

    def set_mode(self, mode: SoundMode) -> None:
        """Change the sound of the session."""
        self._untold = self._switch(mode)

    def _switch(self, mode: SoundMode) -> tuple[Event, ...]:
        return self._look(lambda step: self._cue_scheduler.switch(step, mode))

    def set_volume(self, volume: float) -> None:
        """Set the volume, clamped to 0.0 to 1.0."""
        self.volume = clamp_volume(round(volume, 6))
        self._player.set_volume(self.volume)

    def use_player(self, player: Player) -> None:
        """Hand over to another player, at the same volume."""
        self._player = player
        player.set_volume(self.volume)
        self._untold = self._look(lambda step: self._cue_scheduler.use_player(step, player))

    def hush(self) -> None:
        """Cancel all queued cues; the next look queues them again."""
        self._cue_scheduler.hush(self._clock())

    def _listen_later(self) -> None:
        """Ignore `GO_ON` for a while."""
        self._deaf_until = self._clock.real(self._clock()) + STRUCK_TWICE

    def _struck_twice(self) -> bool:
        """True if `GO_ON` is a repeat of a held key or a double press."""
        deaf = self._clock.real(self._clock()) < self._deaf_until
        if deaf:
            self._listen_later()
        return deaf

    def _change_sound(self, action: Action) -> tuple[Event, ...]:
        if action is Action.SOUND:
            return self._switch(self.mode.following)
        self.set_volume(self.volume + (LOUDER if action is Action.LOUDER else -LOUDER))
        return self.look()

    @property
    def counts_by_hand(self) -> bool:
        """True if the big key counts now."""
        return _counts_by_hand(self.snapshot)

    def _hand_on(self, step: Step, follow: Callable[[Step], None]) -> tuple[Event, ...]:
        """Hand a step of the session once to the cue scheduler, once to the saver and once to the screen."""
        if Command.FINISH in step.snapshot.legal and self.saver.ends_before(step):
            end = self.session.apply(Command.FINISH, step.at)
            step, follow = replace(end, events=step.events + end.events), self._cue_scheduler.commanded
        if (turn := _turn_of_open_set(self.session.plan.sets, step)) is not None:
            self._big_spent, self._deaf_until = turn, self._clock.real(turn) + STRUCK_TWICE
        self.snapshot = step.snapshot
        try:
            follow(step)
        finally:
            self.saver.follow(step)
        return step.events


def _turn_of_open_set(sets: Sequence[WorkSet], step: Step) -> float | None:
    """Time in `step` at which an open set ended or went on, or None; a key meant to bring that about may come late."""
    turns = [
        event.at
        for event in step.events
        if (isinstance(event, SetEnded) and sets[event.index].open)
        or (isinstance(event, Resumed) and step.snapshot.phase.counts_up)
    ]
    return max(turns, default=None)


def _command(action: Action, snapshot: Snapshot) -> Command | None:
    """Command of the engine for an action at `snapshot`, or None if the action is not possible."""
    choices = _COMMANDS.get(action, ())
    if snapshot.phase.counts_up:
        choices = _IN_OPEN.get(action, choices)
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
