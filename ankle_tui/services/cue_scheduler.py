"""Schedule the cues of a session with the player ahead of time, and cancel those that are no longer due."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from ankle_tui.audio.player import LATE_LIMIT, Player
from ankle_tui.clock import Clock
from ankle_tui.core.cues.cues import Call, calls
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.session.engine import Step
from ankle_tui.core.session.events import Event, Paused, PhaseStarted, Resumed, SessionEnded, SetEnded
from ankle_tui.core.session.modes import Heard, SoundMode
from ankle_tui.core.session.schedule import micros, seconds
from ankle_tui.core.session.transitions import GAP

HORIZON: Final = GAP + 0.25
"""Seconds of machine time that the player is told ahead.

A stall of up to `GAP` seconds must delay no cue, because the session continues as if nothing had happened: every cue up to
then is with the player already. After a longer stall the session pauses at its last look, so no cue much past `GAP` may
have sounded. The extra quarter of a second lets a cue that is due right after the longest stall reach the device. Cues
between that last look and the horizon sound again after the pause, because their time was not counted."""

_MEMORY: Final = 20.0
"""Seconds after an event by which all its words have been said."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Events of one step and their cues, some of them due later, such as the words of a rest.

    Attributes:
        events: In order.
        calls: Their cues, in seconds of the session's clock.
    """

    events: tuple[Event, ...]
    calls: tuple[Call, ...]

    def later(self, by: float) -> "_Passage":
        """Delay the passage by `by` seconds."""
        return _Passage(
            tuple(replace(event, at=event.at + by) for event in self.events),
            tuple(replace(call, at=call.at + by) for call in self.calls),
        )


class CueScheduler:
    """Keep the cues queued with a player in step with a session.

    Every step of the session is handed to one method, which brings the player's queue up to date once.

    Args:
        clock: The session's clock.
        player: What makes the sound.
        mode: Tones, words, both or nothing.
        heard: What is heard of it.
        lengths: Seconds of every sound, by name: ours, and the runner's own.
    """

    def __init__(
        self,
        clock: Clock,
        player: Player,
        mode: SoundMode,
        heard: Heard = Heard(),  # noqa: B008 - frozen
        lengths: Mapping[str, float] = LENGTHS,
    ) -> None:
        self._lengths = lengths
        self._clock = clock
        self._player = player
        self._mode = mode
        self._heard = heard
        self._passages: list[_Passage] = []
        """Passages that may still have words to say."""
        self._held: tuple[list[_Passage], float] | None = None
        """Passages cut off by a pause, and the time of the cut."""
        self._given: list[Call] = []
        """Cues queued with the player."""
        self._told_until = -inf
        """Time up to which the player has every cue that needs no command."""

    @property
    def mode(self) -> SoundMode:
        """Tones, words, both or nothing."""
        return self._mode

    @property
    def rings_for(self) -> float:
        """Seconds of machine time until the last cue known has ended."""
        ends = (self._clock.real(call.at) + self._lengths[call.cue] for call in self._said_after(-inf))
        return max(0.0, max(ends, default=-inf) - self._clock.real(self._clock()))

    def happened(self, step: Step) -> None:
        """Follow a look at the clock."""
        self._tell(step, self._take_in(step))

    def commanded(self, step: Step) -> None:
        """Follow a command: play its cues now and cancel those it made obsolete."""
        first = step.events[0] if step.events else None
        if isinstance(first, Paused):
            self._tell(step, self._pause(first, step.at))
            return
        if isinstance(first, Resumed):
            self._go_on(first.at)
        elif any(isinstance(event, PhaseStarted | SetEnded | SessionEnded) for event in step.events):
            self._passages, self._held = [], None  # words still to come belong to the phase just left
        self._add(step.events)
        self._make_room(step.at)
        self._tell(step, self._due(self._calls(step.events), step.at))

    def switch(self, step: Step, mode: SoundMode) -> None:
        """Follow a look at the clock and change to `mode`; sentences that have begun are not started again."""
        due_now = self._take_in(step)
        self._mode = mode
        self._passages = [self._in_mode(passage, step.at) for passage in self._passages]
        if self._held:
            held, at = self._held
            self._held = [self._in_mode(passage, at) for passage in held], at
        if mode is SoundMode.OFF:
            self._take_back()  # also a cue of this very moment, which may not have started
            due_now = []
        self._tell(step, due_now)

    def use_player(self, step: Step, player: Player) -> None:
        """Follow a look at the clock and hand over to `player`, with all cues it is not too late for."""
        self._take_in(step)
        self._take_back()
        self._player = player
        since = step.at - LATE_LIMIT * self._clock.speed
        self._tell(step, self._due(self._said_after(since), step.at))

    def hush(self, now: float) -> None:
        """Cancel all queued cues; the next step queues those due after `now` again."""
        self._take_back()
        self._told_until = seconds(micros(now))

    def _take_in(self, step: Step) -> list[Call]:
        """Take in events that no command caused, and return their cues that must start now."""
        if pause := next((event for event in step.events if isinstance(event, Paused)), None):  # the machine has slept
            return self._pause(pause, step.at)
        fresh = tuple(event for event in step.events if event.at > self._told_until)
        self._add(step.events)
        return self._due(self._calls(fresh), step.at)

    def _calls(self, events: Iterable[Event]) -> tuple[Call, ...]:
        # A bell has one tone and no words.
        mode = SoundMode.TONES if self._player.name == "bell" and self._mode is not SoundMode.OFF else self._mode
        return calls(events, mode, self._heard, self._lengths)

    @staticmethod
    def _due(found: Iterable[Call], moment: float) -> list[Call]:
        return [call for call in found if call.at <= moment]

    def _add(self, events: tuple[Event, ...]) -> None:
        if events:
            oldest = events[-1].at - _MEMORY
            begun = max((event.at for event in events if isinstance(event, PhaseStarted)), default=inf)
            self._passages = [
                replace(passage, calls=tuple(call for call in passage.calls if call.at < begun))
                for passage in self._passages
                if passage.events[-1].at > oldest
            ]
            self._passages.append(_Passage(events, self._calls(events)))

    def _make_room(self, moment: float) -> None:
        """Delay what follows the answer to a command at `moment`, which no player can let be heard at once."""
        by = self._player.delay * self._clock.speed - (moment - self._clock())
        if self._passages and self._player.delay and by > 0.0:
            last = self._passages[-1]
            calls = (call if call.at <= moment else replace(call, at=call.at + by) for call in last.calls)
            self._passages[-1] = replace(last, calls=tuple(calls))

    def _in_mode(self, passage: _Passage, moment: float) -> _Passage:
        """Lay out in the present mode what `passage` still has to say at `moment`."""
        heard = {call.cue for call in passage.calls if call.at <= moment}
        fresh = self._calls(passage.events)
        return replace(passage, calls=tuple(call for call in fresh if call.at > moment and call.cue not in heard))

    def _pause(self, event: Paused, moment: float) -> list[Call]:
        """Hold the remaining cues, and return those of the pause itself.

        After a gap `event` lies in the past, at the last look, while its cue must sound at `moment`: now.
        """
        self._held = self._passages, event.at
        self._passages = []
        now = (replace(event, at=moment),)
        self._add(now)
        return self._due(self._calls(now), moment)

    def _go_on(self, moment: float) -> None:
        """Say the rest of what was held, delayed by the length of the pause."""
        held, since = self._held or ([], moment)
        rest = [
            replace(passage, calls=tuple(call for call in passage.calls if call.at > since)).later(moment - since)
            for passage in held
        ]
        said = [passage for passage in self._passages if not isinstance(passage.events[0], Paused)]
        self._passages, self._held = said + rest, None

    def _said_after(self, moment: float) -> list[Call]:
        return [call for passage in self._passages for call in passage.calls if call.at > moment]

    def _tell(self, step: Step, due_now: Sequence[Call]) -> None:
        """Update the player's queue: add new cues, or cancel and requeue all if one is no longer due.

        Args:
            step: The session's last step.
            due_now: Cues to start at once, after anything there is to cancel.
        """
        coming = [call for call in self._calls(step.upcoming) if call.at > step.at]
        # A wait made shorter has less time for its words than they were laid out for.
        ends = min((event.at for event in step.upcoming if isinstance(event, PhaseStarted)), default=inf)
        said = [call for call in self._said_after(step.at) if call.at + self._lengths[call.cue] <= ends]
        due = Counter(said + coming)
        given = Counter(call for call in self._given if call.at > step.at)
        if given - due:
            # A player can only cancel everything. A cue of this very moment that has not started is lost with the rest;
            # it belongs to what the runner has just left.
            self._take_back()
            given.clear()
        self._play(due_now)
        self._play(sorted((due - given).elements(), key=lambda call: call.at))
        self._given = list(due.elements())
        self._told_until = step.until

    def _take_back(self) -> None:
        self._player.cancel()
        self._given, self._told_until = [], -inf

    def _play(self, due: Iterable[Call]) -> None:
        for call in due:
            self._player.play(call.cue, self._clock.real(call.at))
