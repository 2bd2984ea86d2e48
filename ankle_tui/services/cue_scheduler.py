"""Tells a player ahead what a session calls for, and takes back what is no longer due."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from ankle_tui.audio.player import LATE_LIMIT, Player
from ankle_tui.clock import Clock
from ankle_tui.core.cues.cues import Call, calls
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.events import Event, Paused, PhaseStarted, Resumed, SessionEnded, SetEnded
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.schedule import micros, seconds
from ankle_tui.core.session.transitions import GAP

HORIZON: Final = GAP + 0.25
"""How many seconds of the machine the player is told ahead.

From one look on, everything up to `GAP` must be with the player: a screen that stalls no longer than that delays nothing,
for the session goes on as if there had been no stall. After a longer one the session stands still at the last look, and
nothing past the horizon may have sounded. So the horizon is the gap, and the quarter of a second on top gives a cue that is
due right after the longest stall its way to the device. What sounded between that last look and the horizon is heard once
more when the session goes on: it had not counted."""

_MEMORY: Final = 20.0
"""Seconds after which nothing of an event is left to say."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Events that came together, and what they call for; some of it, as the words of a rest, is due after them.

    Attributes:
        events: In order.
        calls: What is heard, in seconds of the session's clock.
    """

    events: tuple[Event, ...]
    calls: tuple[Call, ...]

    def later(self, by: float) -> "_Passage":
        """The same some seconds later."""
        return _Passage(
            tuple(replace(event, at=event.at + by) for event in self.events),
            tuple(replace(call, at=call.at + by) for call in self.calls),
        )


class CueScheduler:
    """Keeps a player's list of cues in step with a session.

    Args:
        session: The session.
        clock: Its clock.
        player: What makes the sound.
        mode: What the session is led by.
    """

    def __init__(self, session: Session, clock: Clock, player: Player, mode: SoundMode) -> None:
        self._session = session
        self._clock = clock
        self._player = player
        self._mode = mode
        self._passages: list[_Passage] = []
        """What has happened and may still have something to say."""
        self._held: tuple[list[_Passage], float] | None = None
        """What goes on when a pause ends, and the moment at which it stands."""
        self._given: list[Call] = []
        """What the player has been told of what lies ahead."""
        self._told_until = -inf
        """Up to when the player knows what happens by itself."""

    @property
    def mode(self) -> SoundMode:
        """What the session is led by."""
        return self._mode

    def happened(self, events: tuple[Event, ...], now: float) -> None:
        """Take in what has happened by itself, and tell what comes.

        Args:
            events: What the engine returned, in order.
            now: The present, in seconds of the session's clock.
        """
        moment = _to_the_micro(now)
        if pause := next((event for event in events if isinstance(event, Paused)), None):  # the machine has slept
            self._pause(pause, moment)
            return
        fresh = tuple(event for event in events if event.at > self._told_until)
        self._add(events)
        self._play(call for call in self._calls(fresh) if call.at <= moment)
        self._tell(moment)

    def commanded(self, events: tuple[Event, ...], now: float) -> None:
        """Call what a command has caused at once, and tell what comes now.

        Args:
            events: What the engine returned, in order.
            now: The present, in seconds of the session's clock.
        """
        moment = _to_the_micro(now)
        if events and isinstance(events[0], Paused):
            self._pause(events[0], moment)
            return
        if events and isinstance(events[0], Resumed):
            self._go_on(events[0].at)
        elif any(isinstance(event, PhaseStarted | SetEnded | SessionEnded) for event in events):
            self._passages, self._held = [], None  # whatever was still to be said belongs to what has been left
        self._add(events)
        self._tell(moment, now_due=[call for call in self._calls(events) if call.at <= moment])

    def switch(self, mode: SoundMode, now: float) -> None:
        """Lead by something else from now on; what has begun in words is not begun again.

        Args:
            mode: Tones, words, both or nothing.
            now: The present, in seconds of the session's clock.
        """
        self._mode, moment = mode, _to_the_micro(now)
        self._passages = [self._anew(passage, moment) for passage in self._passages]
        if self._held:
            held, at = self._held
            self._held = [self._anew(passage, at) for passage in held], at
        if mode is SoundMode.OFF:  # what is due this very moment is not to be heard either
            self._take_back()
        self._tell(moment)

    def use_player(self, player: Player, now: float) -> None:
        """Let another player make the sound, from what it is not too late for.

        Args:
            player: The other player.
            now: The present, in seconds of the session's clock.
        """
        self._take_back()
        self._player = player
        since = _to_the_micro(now) - LATE_LIMIT * self._clock.speed
        self._play(call for call in self._said_after(since) if call.at <= now)
        self._tell(_to_the_micro(now))

    def hush(self, now: float) -> None:
        """Take back what the player has been told; the next look tells it what is due then.

        Args:
            now: The present, in seconds of the session's clock.
        """
        self._take_back()
        self._told_until = _to_the_micro(now)

    def _calls(self, events: Iterable[Event]) -> tuple[Call, ...]:
        return calls(events, self._mode)

    def _add(self, events: tuple[Event, ...]) -> None:
        if events:
            oldest = events[-1].at - _MEMORY
            self._passages = [passage for passage in self._passages if passage.events[-1].at > oldest]
            self._passages.append(_Passage(events, self._calls(events)))

    def _anew(self, passage: _Passage, moment: float) -> _Passage:
        heard = {call.cue for call in passage.calls if call.at <= moment}
        fresh = self._calls(passage.events)
        return replace(passage, calls=tuple(call for call in fresh if call.at > moment and call.cue not in heard))

    def _pause(self, event: Paused, moment: float) -> None:
        """Hold what is still to be said. A session that was left alone stands where it was seen last, and says so now."""
        self._held = self._passages, event.at
        self._passages = []
        now = (replace(event, at=moment),)
        self._add(now)
        self._tell(moment, now_due=[call for call in self._calls(now) if call.at <= moment])

    def _go_on(self, moment: float) -> None:
        """Say the rest of what was held, as much later as the pause was long."""
        held, since = self._held or ([], moment)
        rest = [
            replace(passage, calls=tuple(call for call in passage.calls if call.at > since)).later(moment - since)
            for passage in held
        ]
        said = [passage for passage in self._passages if not isinstance(passage.events[0], Paused)]
        self._passages, self._held = said + rest, None

    def _said_after(self, moment: float) -> list[Call]:
        return [call for passage in self._passages for call in passage.calls if call.at > moment]

    def _tell(self, moment: float, *, now_due: Sequence[Call] = ()) -> None:
        """Bring the player's list up to date: nothing is told twice, and all is taken back when one cue is no longer due.

        Args:
            moment: The present.
            now_due: What is heard at once, after what may have to be taken back.
        """
        until = _to_the_micro(moment + HORIZON * self._clock.speed)
        coming = [call for call in self._calls(self._session.upcoming(until)) if call.at > moment]
        due = Counter(self._said_after(moment) + coming)
        given = Counter(call for call in self._given if call.at > moment)
        if given - due:
            # A cue whose moment is this one may not have started yet and is lost with the others. It belongs to what the
            # runner has just left.
            self._take_back()
            given.clear()
        self._play(now_due)
        self._play(sorted((due - given).elements(), key=lambda call: call.at))
        self._given = list(due.elements())
        self._told_until = until

    def _take_back(self) -> None:
        self._player.cancel()
        self._given, self._told_until = [], -inf

    def _play(self, due: Iterable[Call]) -> None:
        for call in due:
            self._player.play(call.cue, self._clock.real(call.at))


def _to_the_micro(moment: float) -> float:
    """A moment as the engine sees it, so that one at the very edge is on the same side for both."""
    return seconds(micros(moment))
