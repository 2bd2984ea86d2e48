"""Player that plays through a helper process, fails over to the next back end, and in the end to another Player."""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ankle_tui import clock
from ankle_tui.audio import protocol
from ankle_tui.audio.client.failover import RETRIES, Failover, Retries
from ankle_tui.audio.client.helper_pool import HelperPool
from ankle_tui.audio.client.notices import Notices
from ankle_tui.audio.client.pending_cues import QUIET, PendingCues, Planned
from ankle_tui.audio.client.process import ENDED, HelperProcess, helper_command
from ankle_tui.audio.player import LATE_LIMIT, Player, clamp_volume

_READY_WITHIN: Final = 5.0
"""Seconds for a helper to open its device; a hung sound server would take half a minute."""
_SILENT_WITHIN: Final = 4.0
"""Seconds of silence from a helper, which sends a message every second, before it counts as hung."""
_ALONE_FOR: Final = 2.0
"""Seconds without any device after which the fallback plays while back ends are still being tried."""
_BACKLOG: Final = 256
"""Messages queued for a helper that does not read; further ones are dropped."""
_CLOSE_GENTLY: Final = 0.35
_CLOSE_HARD: Final = 0.1
"""Seconds `close` waits for the helpers to end, before and after killing them."""


@dataclass(slots=True)
class _Trial:
    """A helper that is not in service yet.

    Attributes:
        helper: The process.
        until: Deadline for opening its device, in seconds of `time.monotonic`.
        driver: Name of the driver once the device is open.
    """

    helper: HelperProcess
    until: float
    driver: str | None = None


class HelperPlayer:
    """Play through a helper process that a thread starts, writes to and listens to.

    A helper that dies is started once more. If it dies again, or finds no device, the next back end is tried, and in the
    end the fallback takes over. Better back ends are tried again from time to time beside the one in service; one that
    opens its device takes over at a moment without a cue. Pending cues move along each time.

    Args:
        backends: Back ends for the helper, best first; at least one.
        fallback: Opens the Player that takes over; called at most once, on the thread.
        volume: Share of the full amplitude, 0.0 to 1.0.
        on_change: Called with the new name when name or status has changed, **on this player's thread**; its exceptions
            are swallowed.
        on_news: Called, like `on_change`, with a line for the runner when the sound is not made as promised.
        command: Makes the command line of the helper from back end and volume.
        ready_within: Seconds for a helper to open its device.
        silent_within: Seconds of silence from a helper before it counts as hung.
        alone_for: Seconds without any device until the fallback plays while back ends are still being tried.
        retries: Seconds until others are tried again.
        now: Clock of the deadlines, in seconds.
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
        retries: Retries = RETRIES,
        now: Callable[[], float] = clock.now,
    ) -> None:
        self._open_fallback = fallback
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
        self._pending = PendingCues()
        self._volume = clamp_volume(volume)
        self._serving: HelperProcess | None = None
        self._fallback: Player | None = None
        self._stands_in = self._closed = False
        self.delay, self.ready = QUIET, False  # ready once a device is open, or every back end has been tried
        self._thread = threading.Thread(target=self._run, name="audio-helper", daemon=True)
        # The rest belongs to the thread alone.
        self._failover = Failover(backends, retries)
        self._notices = Notices(backends[0], on_change, on_news)
        self._pool = HelperPool(command, self._hear)
        self._trial: _Trial | None = None
        self._heard_at = self._alone_since = self._awake()

    @property
    def name(self) -> str:
        """Name of the back end in service, or of the fallback standing in."""
        return self._notices.name

    @property
    def status(self) -> str:
        """Driver in use, or why the fallback had to take over."""
        return self._notices.status

    def start(self) -> None:
        """Start the helper in the background; `RuntimeError` if the machine is out of threads."""
        self._thread.start()

    def play(self, cue: str, at: float | None = None) -> None:
        """Queue `cue` for its deadline `at`, in seconds of the clock; None is now."""
        now = self._now()
        planned = Planned(cue, now if at is None else at)
        with self._changed:
            if self._closed:
                return
            if self._pending.add(planned, now) and len(self._outbox) < _BACKLOG:
                self._post(_message(planned))
            if self._stands_in and self._fallback is not None:
                self._fallback.play(cue, at)

    def cancel(self) -> None:
        """Cancel every cue that has not started."""
        with self._changed:
            self._pending.clear()
            self._outbox = deque(message for message in self._outbox if protocol.PLAY not in message)
            self._post({protocol.CANCEL: True})
            if self._stands_in and self._fallback is not None:
                self._fallback.cancel()

    def set_volume(self, volume: float) -> None:
        """Set the volume, a share of the full amplitude from 0.0 to 1.0."""
        with self._changed:
            self._volume = clamp_volume(volume)
            # Only the last of them counts, however fast a slider moves.
            self._outbox = deque(message for message in self._outbox if protocol.VOLUME not in message)
            self._post({protocol.VOLUME: self._volume})
            if self._stands_in and self._fallback is not None:
                self._fallback.set_volume(volume)

    def close(self) -> None:
        """End the helpers and the fallback within half a second."""
        with self._changed:
            was_closed, self._closed = self._closed, True
            self._changed.notify()
        if was_closed or self._thread.ident is None:
            return
        self._thread.join(_CLOSE_GENTLY)
        if self._thread.is_alive():
            # It is stuck in a write to a helper that does not read, or waits for one that does not end.
            self._pool.kill_all()
            self._thread.join(_CLOSE_HARD)
        if self._fallback is not None:
            self._fallback.close()

    def _post(self, message: Mapping[str, object]) -> None:
        """Queue a message for the thread; the caller holds the condition."""
        # Without a helper in service nothing is queued: the next one gets all pending cues when it takes over.
        if self._serving is not None and not self._closed:
            self._outbox.append(message)
            self._changed.notify()

    # Everything below runs on the thread.

    def _run(self) -> None:
        try:
            while self._wait():
                self._understand()
                self._keep_time()
                self._write()
        finally:
            in_use = [self._serving, self._trial.helper if self._trial else None]
            self._pool.close(*filter(None, in_use))

    def _wait(self) -> bool:
        """Wait for something to do; False once the player is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._answers or self._outbox, self._patience())
            return not self._closed

    def _patience(self) -> float | None:
        """Seconds until the next thing to do that no message announces, or None."""
        now = self._awake()
        moments = self._pool.deadlines
        if self._serving is not None:
            moments.append(self._heard_at + self._silent_within)
        elif not self._stands_in:
            moments.append(self._alone_since + self._alone_for)
        if self._trial is None:
            moments.append(now if self._failover.trying else self._failover.next_round)
        elif self._trial.driver is None:
            moments.append(self._trial.until)
        else:
            moments.append(now + self._noise())
        # Some systems cannot wait for much more than a day.
        left = min(moments) - now
        return max(0.0, left) if left < 86_400.0 else None

    def _hear(self, helper: HelperProcess, answer: Mapping[str, Any]) -> None:
        """Queue an answer; called on the thread that listens to `helper`."""
        with self._changed:
            self._answers.append((helper, answer))
            self._changed.notify()

    def _understand(self) -> None:
        """Act on the answers of the helpers on trial and in service; late ones of others are ignored."""
        with self._changed:
            answers, self._answers = self._answers, deque()
        for source, answer in answers:
            if self._trial and source is self._trial.helper:
                self._understand_trial(self._trial, answer)
            elif source is self._serving:
                self._heard_at = self._awake()
                if ENDED in answer or protocol.LOST in answer:
                    reason, news = _end_of(answer)
                    self._notices.trouble(news)
                    self._lose(reason, protocol.number(answer, protocol.SINCE))

    def _understand_trial(self, trial: _Trial, answer: Mapping[str, Any]) -> None:
        if protocol.READY in answer:
            trial.driver = str(answer[protocol.READY])
        elif protocol.FAILED in answer:
            self._give_up(str(answer[protocol.FAILED]), news="")
        elif ENDED in answer or protocol.LOST in answer:
            # A device that goes away between its opening and its first use is a helper that died, to the runner.
            reason, news = _end_of(answer)
            self._give_up(reason, news=news, died=True)

    def _keep_time(self) -> None:
        """Run every overdue step, in order: each may make the next one due."""
        now = self._awake()
        self._pool.dismiss_silent(now)
        # An unread answer proves that the helper lives, however late this thread looks.
        if self._serving is not None and not self._answers and now - self._heard_at > self._silent_within:
            self._serving.kill()
            self._lose("the sound device hangs", self._now() - LATE_LIMIT, hopeless=True)
        if self._trial is None and self._failover.trying is None and now >= self._failover.next_round:
            self._failover.begin_round()
        self._try()
        alone = self._failover.trying is None or now - self._alone_since > self._alone_for
        if alone and self._serving is None and not self._stands_in:
            self._let_fallback_stand_in()
        if self._failover.trying is None:
            self.ready = True
            self._notices.tell(works=not self._stands_in)

    def _try(self) -> None:
        """Start the next back end to try, give up one that takes too long, and let a ready one take over."""
        while self._trial is None and self._failover.trying is not None:
            self._start(self._failover.trying)
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
        """Seconds until another device can take over without cutting a cue."""
        with self._changed:
            now = self._now()
            return self._pending.quiet_from(now) - now if self._serving or self._stands_in else 0.0

    def _start(self, backend: str) -> None:
        try:
            helper = self._pool.start(backend, self._volume)
        except (OSError, RuntimeError) as error:
            self._note_trouble(f"the sound helper cannot be started: {error}")
            self._failover.failed(self._awake())
            return
        self._trial = _Trial(helper, self._awake() + self._ready_within)

    def _give_up(self, reason: str, *, news: str | None = None, died: bool = False) -> None:
        """End the trial without success; `reason` is the library's, for `doctor`, and `news` is for the runner."""
        trial, self._trial = self._trial, None
        if trial is not None:
            self._pool.dismiss(trial.helper)
        self._note_trouble(reason, news)
        (self._failover.died if died else self._failover.failed)(self._awake())

    def _note_trouble(self, reason: str, news: str | None = None) -> None:
        if self._serving is None:
            self._notices.failed(self._failover.serving or self._failover.trying or "", reason, news)

    def _take_over(self, helper: HelperProcess, driver: str) -> None:
        """Put `helper` into service and send it the volume and all pending cues."""
        with self._changed:
            before, self._serving = self._serving, helper
            if before is not None or self._stands_in:
                self._pending.forget_until(self._now())
            if self._stands_in and self._fallback is not None:
                self._fallback.cancel()
            self._stands_in = False
            self._outbox = deque([{protocol.VOLUME: self._volume}])
            self._outbox.extend(map(_message, self._pending))
        if before is not None:
            self._pool.ring_out(before, self._awake())
        self._trial = None
        self._heard_at = self._awake()
        self._failover.opened(self._heard_at)
        self._notices.opened(self._failover.serving or self._notices.name, driver)

    def _lose(self, reason: str, since: float | None, *, hopeless: bool = False) -> None:
        """Give up the helper in service; cues due from `since` on were not heard, by default those after now."""
        with self._changed:
            lost, self._serving = self._serving, None
            self._pending.forget_until(self._now() if since is None else since - 1e-6)
            self._outbox.clear()
        if lost is not None:
            self._pool.dismiss(lost)
        self._alone_since = self._awake()
        self._note_trouble(reason)
        self._failover.lost(self._alone_since, hopeless=hopeless)

    def _let_fallback_stand_in(self) -> None:
        player = self._fallback or self._open_fallback()
        with self._changed:
            self._fallback, self._stands_in = player, True
            if self._closed:
                return
            player.set_volume(self._volume)
            for planned in self._pending:
                player.play(planned.cue, planned.at)
        self._notices.stands_in(player.name)

    def _write(self) -> None:
        with self._changed:
            outbox, self._outbox = self._outbox, deque()
            helper = self._serving
        if helper is not None:
            helper.send_all(outbox)


def _end_of(answer: Mapping[str, Any]) -> tuple[str, str]:
    """Say why a helper is gone: in the library's words for `doctor`, in ours for the runner."""
    died = "the sound helper has died"
    return (str(answer[protocol.LOST]), "the sound device is gone") if protocol.LOST in answer else (died, died)


def _message(planned: Planned) -> Mapping[str, object]:
    return {protocol.PLAY: planned.cue, "at": planned.at}
