"""Own every helper process from its start to its end, without ever waiting for one."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ankle_tui.audio import protocol
from ankle_tui.audio.client.process import HelperProcess, environment

_RING_OUT: Final = 2.5
"""Seconds a helper is kept after another has taken over, for the sounds it is still playing."""


class HelperPool:
    """Start helpers, and end them on threads of their own, because another helper may be in service meanwhile.

    Args:
        command: Makes the command line of a helper from back end and volume.
        hear: Called with a helper and each of its answers, from a thread of that helper.
    """

    def __init__(
        self,
        command: Callable[[str, float], Sequence[str]],
        hear: Callable[[HelperProcess, Mapping[str, Any]], None],
    ) -> None:
        self._command = command
        self._hear = hear
        self._helpers: list[HelperProcess] = []
        self._ringing_out: list[tuple[float, HelperProcess]] = []
        self._endings: list[threading.Thread] = []

    def start(self, backend: str, volume: float) -> HelperProcess:
        """Start a helper.

        Raises:
            OSError: The program cannot be started.
            RuntimeError: The machine is out of threads.
        """
        helper = HelperProcess(self._command(backend, volume), self._hear, environment(backend))
        self._helpers.append(helper)
        return helper

    def ring_out(self, helper: HelperProcess, now: float) -> None:
        """Cancel what `helper` has not started, and keep it until its last sound has ended."""
        helper.send({protocol.CANCEL: True})
        self._ringing_out.append((now + _RING_OUT, helper))

    def dismiss_silent(self, now: float) -> None:
        """End the helpers whose last sound is over."""
        for until, helper in self._ringing_out[:]:
            if until <= now:
                self._ringing_out.remove((until, helper))
                self.dismiss(helper)

    @property
    def deadlines(self) -> list[float]:
        """Times at which `dismiss_silent` has something to do."""
        return [until for until, _ in self._ringing_out]

    def dismiss(self, helper: HelperProcess) -> None:
        """End a helper in the background."""
        self._endings = [thread for thread in self._endings if thread.is_alive()]
        thread = threading.Thread(target=self._stop, args=(helper,), name="audio-ending", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # no more threads
            self._stop(helper)
        else:
            self._endings.append(thread)

    def kill_all(self) -> None:
        """Kill every helper, from any thread."""
        for helper in tuple(self._helpers):
            helper.kill()

    def close(self, *in_use: HelperProcess) -> None:
        """End the helpers in use and those ringing out, all at the same time, and wait for them."""
        for helper in [*in_use, *(helper for _, helper in self._ringing_out)]:
            self.dismiss(helper)
        for thread in self._endings:
            thread.join()

    def _stop(self, helper: HelperProcess) -> None:
        helper.stop()
        self._helpers.remove(helper)
