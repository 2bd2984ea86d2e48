"""The Player that leaves the sound to a helper process, to a worse one when that fails, and in the end to another Player."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ankle_tui import clock
from ankle_tui.audio import protocol
from ankle_tui.audio.client.failover import RETRY_AFTER, Failover
from ankle_tui.audio.client.notices import Notices
from ankle_tui.audio.client.pending_cues import PendingCues, Planned
from ankle_tui.audio.client.process import ENDED, HelperProcess, environment, helper_command
from ankle_tui.audio.player import LATE_LIMIT, Player, clamp_volume

_READY_WITHIN: Final = 5.0
"""Seconds a helper has to open its device. A hung sound server can take half a minute."""
_SILENT_WITHIN: Final = 4.0
"""Seconds a helper that works may say nothing; it says something every second."""
_ALONE_FOR: Final = 2.0
"""Seconds without any device after which the fallback rings, while the next back end is still being tried."""
_RING_OUT: Final = 2.5
"""Seconds a device is kept after another has taken over, for what still sounds."""
_BACKLOG: Final = 256
"""Messages that may wait for a helper that does not read. More are dropped."""
_CLOSE_GENTLY: Final = 0.35
_CLOSE_HARD: Final = 0.1
"""Seconds `close` waits for the helpers to end, before and after killing them."""


@dataclass(slots=True)
class _Trial:
    """A helper that is not in service yet.

    Attributes:
        helper: The process.
        until: By when its device must be open, in seconds of the machine's own clock.
        driver: What it said when the device was open; None until then.
    """

    helper: HelperProcess
    until: float
    driver: str | None = None


class HelperPlayer:
    """Plays through a helper process, which a thread starts, writes to and listens to.

    When the helper dies it is started once more; when that dies too, or says that there is no device, the next back end
    is tried, and in the end the fallback takes over. Better back ends are tried again from time to time, beside what
    works; one that opens its device takes over at a moment without a cue. Cues that lie ahead go along each time.

    Args:
        backends: What may make the sound in the helper, the best first; at least one.
        fallback: Opens the Player that takes over. Called once, in a thread, when it is needed.
        volume: Share of the full amplitude, 0.0 to 1.0.
        on_change: Called with the new name whenever name or status has changed, **from a thread of this player**, never
            from the caller's. What it raises is swallowed.
        on_news: Called, like `on_change`, with a line for the runner when something else makes the sound than did.
        command: Makes the command line of the helper from back end and volume.
        ready_within: Seconds the helper has to open its device.
        silent_within: Seconds a helper that works may say nothing.
        alone_for: Seconds without any device until the fallback rings, while the next back end is still being tried.
        retry_after: Seconds until better back ends are tried again; the last number holds from then on.
        now: The clock of the deadlines, in seconds.
    """

    def __init__(
        self,
        *backends: str,
        fallback: Callable[[], Player],
        volume: float = 1.0,
        on_change: Callable[[str], None] | None = None,
        on_news: Callable[[str], None] | None = None,
        command: Callable[[str, float], Sequence[str]] = helper_command,
        ready_within: float = _READY_WITHIN,
        silent_within: float = _SILENT_WITHIN,
        alone_for: float = _ALONE_FOR,
        retry_after: Sequence[float] = RETRY_AFTER,
        now: Callable[[], float] = clock.now,
    ) -> None:
        self._open_fallback = fallback
        self._on_change = on_change
        self._on_news = on_news
        self._command = command
        self._ready_within = ready_within
        self._silent_within = silent_within
        self._alone_for = alone_for
        self._now = now
        # Waiting is timed by a clock that stands still while the machine sleeps: nothing is overdue when it wakes up.
        self._awake = time.monotonic
        # Everything up to the thread is shared between threads and guarded by the condition.
        self._changed = threading.Condition()
        self._outbox: deque[Mapping[str, object]] = deque()
        self._answers: deque[tuple[HelperProcess, Mapping[str, Any]]] = deque()
        self._agenda = PendingCues()
        self._volume = clamp_volume(volume)
        self._closed = False
        self._serving: HelperProcess | None = None
        self._fallback: Player | None = None
        self._stands_in = False
        self._name = backends[0]
        self._status = "starting"
        self._thread = threading.Thread(target=self._run, name="audio-helper", daemon=True)
        # The rest belongs to the thread alone.
        self._ladder = Failover(backends, retry_after)
        self._news = Notices(backends[0])
        self._troubles: dict[str, str] = {}
        self._trial: _Trial | None = None
        self._heard_at = self._alone_since = self._awake()
        self._ringing_out: list[tuple[float, HelperProcess]] = []
        self._leaving: list[threading.Thread] = []
        self._helpers: list[HelperProcess] = []

    @property
    def name(self) -> str:
        """The back end in service, or the name of the fallback while that stands in."""
        return self._name

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
        planned = Planned(cue, now if at is None else at)
        with self._changed:
            if self._closed:
                return
            if self._agenda.add(planned, now) and len(self._outbox) < _BACKLOG:
                self._post(_message(planned))
            if self._stands_in and self._fallback is not None:
                self._fallback.play(cue, at)

    def cancel(self) -> None:
        """Forgets every cue that has not started."""
        with self._changed:
            self._agenda.clear()
            self._outbox = deque(message for message in self._outbox if protocol.PLAY not in message)
            self._post({protocol.CANCEL: True})
            if self._stands_in and self._fallback is not None:
                self._fallback.cancel()

    def set_volume(self, volume: float) -> None:
        """Sets how loud everything is from now on.

        Args:
            volume: Share of the full amplitude, 0.0 to 1.0.
        """
        with self._changed:
            self._volume = clamp_volume(volume)
            # Only the last of them counts, however fast a slider moves.
            self._outbox = deque(message for message in self._outbox if protocol.VOLUME not in message)
            self._post({protocol.VOLUME: self._volume})
            if self._stands_in and self._fallback is not None:
                self._fallback.set_volume(volume)

    def close(self) -> None:
        """Ends the helpers and the fallback. Takes less than half a second; a second call does nothing."""
        with self._changed:
            was_closed, self._closed = self._closed, True
            self._changed.notify()
        if was_closed or self._thread.ident is None:
            return
        self._thread.join(_CLOSE_GENTLY)
        if self._thread.is_alive():
            # It waits in a write to a helper that does not read, or for one that does not end.
            for helper in tuple(self._helpers):
                helper.kill()
            self._thread.join(_CLOSE_HARD)
        if self._fallback is not None:
            self._fallback.close()

    def _post(self, message: Mapping[str, object]) -> None:
        """Hands a message to the writing thread. The condition must be held."""
        # Without a helper in service nothing is noted: the next one is told everything from the agenda.
        if self._serving is not None and not self._closed:
            self._outbox.append(message)
            self._changed.notify()

    # From here on: the thread that serves the helpers.

    def _run(self) -> None:
        try:
            while self._wait():
                self._understand()
                self._keep_time()
                self._write()
        finally:
            self._end()

    def _wait(self) -> bool:
        """Waits for something to do; False when the player is closed."""
        with self._changed:
            self._changed.wait_for(self._has_work, self._patience())
            return not self._closed

    def _has_work(self) -> bool:
        return self._closed or bool(self._answers) or bool(self._outbox)

    def _patience(self) -> float | None:
        """Seconds until the next thing that nobody will announce; None where there is none."""
        now = self._awake()
        moments = [moment for moment, _ in self._ringing_out]
        if self._serving is not None:
            moments.append(self._heard_at + self._silent_within)
        elif not self._stands_in:
            moments.append(self._alone_since + self._alone_for)
        if self._trial is None:
            moments.append(now if self._ladder.trying else self._ladder.next_round)
        elif self._trial.driver is None:
            moments.append(self._trial.until)
        else:
            moments.append(now + self._noise())
        # Longer than a day is forever, and more than some systems can wait.
        left = min(moments) - now
        return max(0.0, left) if left < 86_400.0 else None

    def _hear(self, helper: HelperProcess, answer: Mapping[str, Any]) -> None:
        """Takes an answer from the thread that listens to a helper."""
        with self._changed:
            self._answers.append((helper, answer))
            self._changed.notify()

    def _understand(self) -> None:
        """Takes note of the answers; those of a helper that is neither tried nor in service matter no more."""
        with self._changed:
            answers, self._answers = self._answers, deque()
        for source, answer in answers:
            if self._trial is not None and source is self._trial.helper:
                self._understand_trial(self._trial, answer)
            elif source is self._serving:
                self._heard_at = self._awake()
                if ENDED in answer or protocol.LOST in answer:
                    reason, news = _end_of(answer)
                    self._news.trouble(news)
                    self._lose(reason, protocol.number(answer, protocol.SINCE))

    def _understand_trial(self, trial: _Trial, answer: Mapping[str, Any]) -> None:
        if protocol.READY in answer:
            trial.driver = str(answer[protocol.READY])
        elif protocol.FAILED in answer:
            self._give_up(str(answer[protocol.FAILED]), news="")
        elif ENDED in answer or protocol.LOST in answer:
            # A device can go between its opening and its first use: to the runner that is no different.
            reason, news = _end_of(answer)
            self._give_up(reason, news=news, died=True)

    def _keep_time(self) -> None:
        """Does what is due, in an order in which each step may make the next one due."""
        now = self._awake()
        for moment, helper in self._ringing_out[:]:
            if moment <= now:
                self._ringing_out.remove((moment, helper))
                self._dismiss(helper)
        # An answer that waits shows that the helper lives, however late this thread looks.
        if self._serving is not None and not self._answers and now - self._heard_at > self._silent_within:
            self._serving.kill()
            self._lose("the sound device hangs", self._now() - LATE_LIMIT, hopeless=True)
        if self._trial is None and self._ladder.trying is None and now >= self._ladder.next_round:
            self._ladder.begin_round()
        self._try()
        if self._serving is None and not self._stands_in:
            alone = now - self._alone_since > self._alone_for
            if self._ladder.trying is None or alone:
                self._let_fallback_stand_in()
        if self._ladder.trying is None:
            self._tell_news()

    def _try(self) -> None:
        """Starts what is to be tried, gives up what takes too long, and lets what is ready take over."""
        while self._trial is None and self._ladder.trying is not None:
            self._start(self._ladder.trying)
        trial = self._trial
        if trial is None:
            return
        if trial.driver is None:
            if self._awake() > trial.until and not self._answers:
                self._give_up("the sound device did not open in time")
                self._try()
        elif self._noise() == 0.0:
            self._take_over(trial.helper, trial.driver)

    def _noise(self) -> float:
        """Seconds until a device can take over without a gap."""
        with self._changed:
            now = self._now()
            works = self._serving is not None or self._stands_in
            return self._agenda.quiet_from(now) - now if works else 0.0

    def _start(self, backend: str) -> None:
        try:
            helper = HelperProcess(self._command(backend, self._volume), self._hear, environment(backend))
        except (OSError, RuntimeError) as error:
            self._note_trouble(f"the sound helper cannot be started: {error}")
            self._ladder.failed(self._awake())
            return
        self._helpers.append(helper)
        self._trial = _Trial(helper, self._awake() + self._ready_within)

    def _give_up(self, reason: str, *, news: str | None = None, died: bool = False) -> None:
        """Ends the trial without success. The reasons that libraries give are for `doctor`, not for the runner."""
        trial, self._trial = self._trial, None
        if trial is not None:
            self._dismiss(trial.helper)
        self._note_trouble(reason, news)
        (self._ladder.died if died else self._ladder.failed)(self._awake())

    def _note_trouble(self, reason: str, news: str | None = None) -> None:
        if self._serving is None:
            self._troubles[self._ladder.serving or self._ladder.trying or ""] = reason
            self._status = "; ".join(dict.fromkeys(self._troubles.values()))
            self._news.trouble(reason if news is None else news)

    def _take_over(self, helper: HelperProcess, driver: str) -> None:
        """Puts a helper into service and tells it what lies ahead."""
        with self._changed:
            before, self._serving = self._serving, helper
            if before is not None or self._stands_in:
                self._agenda.forget_until(self._now())
            if self._stands_in and self._fallback is not None:
                self._fallback.cancel()
            self._stands_in = False
            self._outbox = deque([{protocol.VOLUME: self._volume}])
            self._outbox.extend(map(_message, self._agenda))
        if before is not None:
            before.send({protocol.CANCEL: True})
            self._ringing_out.append((self._awake() + _RING_OUT, before))
        self._trial = None
        self._heard_at = self._awake()
        self._ladder.opened(self._heard_at)
        self._troubles.clear()
        self._name, self._status = self._ladder.serving or self._name, driver
        self._announce()

    def _lose(self, reason: str, since: float | None, *, hopeless: bool = False) -> None:
        """The helper in service is gone. What was due before that has been heard, unless it knows better."""
        with self._changed:
            lost, self._serving = self._serving, None
            self._agenda.forget_until(self._now() if since is None else since - 1e-6)
            self._outbox.clear()
        if lost is not None:
            self._dismiss(lost)
        self._alone_since = self._awake()
        self._note_trouble(reason)
        self._ladder.lost(self._alone_since, hopeless=hopeless)

    def _let_fallback_stand_in(self) -> None:
        player = self._fallback or self._open_fallback()
        with self._changed:
            self._fallback, self._stands_in = player, True
            if self._closed:
                return
            player.set_volume(self._volume)
            for planned in self._agenda:
                player.play(planned.cue, planned.at)
        self._name = player.name
        self._announce()

    def _write(self) -> None:
        with self._changed:
            outbox, self._outbox = self._outbox, deque()
            helper = self._serving
        for message in outbox:
            if helper is not None and not helper.send(message):
                # It reads no more. Its last words, if any, are still to be heard, and then its end.
                helper.kill()
                return

    def _dismiss(self, helper: HelperProcess) -> None:
        """Ends a helper without waiting for it: another one may be in service."""
        self._leaving = [thread for thread in self._leaving if thread.is_alive()]
        thread = threading.Thread(target=self._stop, args=(helper,), name="audio-ending", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no more threads
            self._stop(helper)
        else:
            self._leaving.append(thread)

    def _stop(self, helper: HelperProcess) -> None:
        helper.stop()
        self._helpers.remove(helper)

    def _end(self) -> None:
        """Ends every helper, all at the same time."""
        ending = [helper for _, helper in self._ringing_out]
        ending += [self._serving] if self._serving is not None else []
        ending += [self._trial.helper] if self._trial is not None else []
        for helper in ending:
            self._dismiss(helper)
        for thread in self._leaving:
            thread.join()

    def _tell_news(self) -> None:
        line = self._news.line(self._name, works=not self._stands_in)
        if line is not None and self._on_news is not None:
            with contextlib.suppress(Exception):
                self._on_news(line)

    def _announce(self) -> None:
        if self._on_change is not None:
            # The screen may be gone by now, and no sound is worth a crash.
            with contextlib.suppress(Exception):
                self._on_change(self.name)


def _end_of(answer: Mapping[str, Any]) -> tuple[str, str]:
    """Why a helper is gone: for `doctor` in the library's words, for the runner in ours."""
    died = "the sound helper has died"
    return (str(answer[protocol.LOST]), "the sound device is gone") if protocol.LOST in answer else (died, died)


def _message(planned: Planned) -> Mapping[str, object]:
    return {protocol.PLAY: planned.cue, "at": planned.at}
