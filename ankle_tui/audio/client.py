"""The Player that leaves the sound to a helper process, and to another Player when that fails."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Any, Final, NamedTuple

from ankle_tui import clock
from ankle_tui.audio import messages
from ankle_tui.audio.port import Player, clamp_volume, is_too_late
from ankle_tui.audio.process import ENDED, HelperProcess, helper_command

__all__ = ["HelperPlayer"]

_Heard = tuple[HelperProcess, Mapping[str, Any]]

_STARTS: Final = 2
"""How often a helper is started in all: once, and once more when it dies."""
_READY_WITHIN: Final = 5.0
"""Seconds a helper has to open its device. A hung sound server can take half a minute."""
_BACKLOG: Final = 256
"""Cues that may wait, for their moment or for a helper that does not read. More are dropped."""
_CLOSE_GENTLY: Final = 0.35
_CLOSE_HARD: Final = 0.1
"""Seconds `close` waits for the helper to end, before and after killing it."""


class _Outcome(Enum):
    """How the service of one helper ended."""

    CLOSED = auto()
    FAILED = auto()
    DIED = auto()


class _Planned(NamedTuple):
    """A cue that may still have to be played by whoever comes next.

    Attributes:
        cue: Its name.
        at: Its deadline in seconds of the clock.
    """

    cue: str
    at: float

    def message(self) -> Mapping[str, object]:
        return {messages.PLAY: self.cue, "at": self.at}


class HelperPlayer:
    """Plays through a helper process, which a thread starts, writes to and listens to.

    When the helper dies it is started once more; when that dies too, or says that there is no device, the fallback
    takes over for good. Cues that lie ahead go along each time.

    Args:
        backend: What makes the sound in the helper; also the name of this player.
        fallback: Opens the Player that takes over. Called once, in a thread, when it is needed.
        volume: Share of the full amplitude, 0.0 to 1.0.
        on_change: Called with the new name whenever name or status has changed, **from a thread of this player**, never
            from the caller's. What it raises is swallowed.
        command: Makes the command line of the helper from back end and volume.
        ready_within: Seconds the helper has to open its device.
        now: The clock, in seconds.
    """

    def __init__(
        self,
        backend: str,
        *,
        fallback: Callable[[], Player],
        volume: float = 1.0,
        on_change: Callable[[str], None] | None = None,
        command: Callable[[str, float], Sequence[str]] = helper_command,
        ready_within: float = _READY_WITHIN,
        now: Callable[[], float] = clock.now,
    ) -> None:
        self._backend = backend
        self._open_fallback = fallback
        self._volume = clamp_volume(volume)
        self._on_change = on_change
        self._command = command
        self._ready_within = ready_within
        self._now = now
        # Everything below is shared between threads and guarded by the condition.
        self._changed = threading.Condition()
        self._outbox: deque[Mapping[str, object]] = deque()
        self._answers: deque[_Heard] = deque()
        self._planned: deque[_Planned] = deque()
        self._closed = False
        self._ready = False
        self._helper: HelperProcess | None = None
        self._stand_in: Player | None = None
        self._status = "starting"
        self._thread = threading.Thread(target=self._run, name="audio-helper", daemon=True)

    @property
    def name(self) -> str:
        """The back end, or the name of the fallback once that has taken over."""
        stand_in = self._stand_in
        return self._backend if stand_in is None else stand_in.name

    @property
    def status(self) -> str:
        """The driver in use, or why the fallback had to take over."""
        return self._status

    def start(self) -> None:
        """Starts the helper in the background and returns at once.

        Raises:
            RuntimeError: The machine is out of threads, or this was called before.
        """
        self._thread.start()

    def play(self, cue: str, at: float | None = None) -> None:
        """Sends a cue to the helper, without waiting for it.

        Args:
            cue: Name of the cue.
            at: Deadline in seconds of the clock. None is now.
        """
        now = self._now()
        planned = _Planned(cue, now if at is None else at)
        with self._changed:
            stand_in = self._stand_in
            if stand_in is None and not self._closed and not is_too_late(planned.at, now):
                self._plan(planned, now)
        if stand_in is not None:
            stand_in.play(cue, at)

    def cancel(self) -> None:
        """Forgets every cue that has not started."""
        with self._changed:
            stand_in = self._stand_in
            self._planned.clear()
            self._outbox = deque(message for message in self._outbox if messages.PLAY not in message)
            self._post({messages.CANCEL: True})
        if stand_in is not None:
            stand_in.cancel()

    def set_volume(self, volume: float) -> None:
        """Sets how loud everything is from now on.

        Args:
            volume: Share of the full amplitude, 0.0 to 1.0.
        """
        with self._changed:
            stand_in = self._stand_in
            self._volume = clamp_volume(volume)
            # Only the last of them counts, however fast a slider moves.
            self._outbox = deque(message for message in self._outbox if messages.VOLUME not in message)
            self._post({messages.VOLUME: self._volume})
        if stand_in is not None:
            stand_in.set_volume(volume)

    def close(self) -> None:
        """Ends the helper and the fallback. Takes less than half a second; a second call does nothing."""
        with self._changed:
            was_closed, self._closed = self._closed, True
            self._changed.notify()
        if was_closed or self._thread.ident is None:
            return
        self._thread.join(_CLOSE_GENTLY)
        if self._thread.is_alive() and self._helper is not None:
            # It waits in a write to a helper that does not read.
            self._helper.kill()
            self._thread.join(_CLOSE_HARD)
        if self._stand_in is not None:
            self._stand_in.close()

    def _plan(self, planned: _Planned, now: float) -> None:
        """Notes a cue and posts it, unless too many wait already."""
        self._planned = deque(other for other in self._planned if not is_too_late(other.at, now))
        if len(self._planned) < _BACKLOG and len(self._outbox) < _BACKLOG:
            self._planned.append(planned)
            self._post(planned.message())

    def _post(self, message: Mapping[str, object]) -> None:
        """Hands a message to the writing thread. The condition must be held."""
        if self._stand_in is None and not self._closed:
            self._outbox.append(message)
            self._changed.notify()

    # From here on: the thread that serves the helper.

    def _run(self) -> None:
        outcome = _Outcome.DIED
        for _ in range(_STARTS):
            outcome = self._serve_one()
            if outcome is not _Outcome.DIED:
                break
        if outcome is not _Outcome.CLOSED:
            self._fall_back()

    def _serve_one(self) -> _Outcome:
        """Starts a helper and serves it until one of the two has had enough."""
        try:
            helper = HelperProcess(self._command(self._backend, self._volume), self._hear)
        except (OSError, RuntimeError) as error:
            self._status = f"the sound helper cannot be started: {error}"
            return _Outcome.FAILED
        self._brief(helper)
        try:
            return self._serve(helper)
        finally:
            helper.stop()

    def _brief(self, helper: HelperProcess) -> None:
        """Makes a fresh helper the present one and tells it what lies ahead."""
        with self._changed:
            self._helper = helper
            self._ready = False
            self._outbox = deque([{messages.VOLUME: self._volume}])
            self._outbox.extend(planned.message() for planned in self._planned)

    def _serve(self, helper: HelperProcess) -> _Outcome:
        opened_by = self._now() + self._ready_within
        while True:
            with self._changed:
                patience = None if self._ready else max(0.0, opened_by - self._now())
                in_time = self._changed.wait_for(self._has_work, patience)
                if self._closed:
                    return _Outcome.CLOSED
                answers, self._answers = self._answers, deque()
                outbox, self._outbox = self._outbox, deque()
            if not in_time:
                self._status = "the sound device did not open in time"
                return _Outcome.FAILED
            outcome = self._understand(helper, answers)
            if outcome is not None:
                return outcome
            self._write(helper, outbox)

    def _has_work(self) -> bool:
        return self._closed or bool(self._answers) or bool(self._outbox)

    def _hear(self, helper: HelperProcess, answer: Mapping[str, Any]) -> None:
        """Takes an answer from the thread that listens to a helper."""
        with self._changed:
            self._answers.append((helper, answer))
            self._changed.notify()

    def _understand(self, helper: HelperProcess, answers: Iterable[_Heard]) -> _Outcome | None:
        """Takes note of the answers of this helper; those of one before it come too late to matter."""
        for source, answer in answers:
            if source is not helper:
                continue
            if messages.FAILED in answer:
                self._status = str(answer[messages.FAILED])
                return _Outcome.FAILED
            if ENDED in answer or messages.LOST in answer:
                self._note_death(answer)
                return _Outcome.DIED
            if messages.READY in answer:
                self._ready = True
                self._status = str(answer[messages.READY])
                self._announce()
        return None

    def _note_death(self, answer: Mapping[str, Any]) -> None:
        """Notes why a helper is gone, and that what was due while it worked has been heard."""
        self._status = str(answer.get(messages.LOST, "the sound helper has died"))
        if self._ready:
            now = self._now()
            with self._changed:
                self._planned = deque(planned for planned in self._planned if planned.at > now)

    @staticmethod
    def _write(helper: HelperProcess, outbox: Iterable[Mapping[str, object]]) -> None:
        for message in outbox:
            if not helper.send(message):
                # It reads no more. Its last words, if any, are still to be heard, and then its end.
                helper.kill()
                return

    def _fall_back(self) -> None:
        """Hands everything over to the fallback."""
        player = self._open_fallback()
        with self._changed:
            self._outbox.clear()
            if not self._closed:
                self._stand_in = player
        if self._stand_in is None:
            player.close()
            return
        player.set_volume(self._volume)
        # One at a time and without the lock: a bell may ring in this very thread, and `cancel` must still count.
        while (planned := self._take_planned()) is not None:
            player.play(planned.cue, planned.at)
        self._announce()

    def _take_planned(self) -> _Planned | None:
        with self._changed:
            return self._planned.popleft() if self._planned else None

    def _announce(self) -> None:
        if self._on_change is not None:
            # The screen may be gone by now, and no sound is worth a crash.
            with contextlib.suppress(Exception):
                self._on_change(self.name)
