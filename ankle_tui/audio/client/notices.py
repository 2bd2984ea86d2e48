"""Tell the shell what makes the sound: its name and status, and one line when that changes unexpectedly."""

import contextlib
from collections.abc import Callable, Mapping
from typing import Final

_NAMES: Final[Mapping[str, str]] = {"bell": "the bell", "system": "the system's player", "silent": "silent"}


def spoken_name(name: str) -> str:
    """Name a Player or back end within a sentence: "the bell", "miniaudio"."""
    return _NAMES.get(name, name)


def takes_over(name: str, why: str) -> str:
    """Say that another one makes the sound, and why."""
    return f"Sound: {spoken_name(name)} now; {why}."


def is_back(name: str) -> str:
    """Say that the best one makes the sound again."""
    return f"Sound: {spoken_name(name)} again."


def far_away(host: str) -> str:
    """Say that the sound comes out of another machine than that of the terminal."""
    return f"Sound comes out of {host}, at the far end of ssh. For the bell of this terminal: ANKLE_TUI_AUDIO=bell."


class Notices:
    """Hold the name and status of what makes the sound, and tell each change once.

    Callbacks run on the caller's thread, and their exceptions are swallowed: the screen may be gone by then, and no
    sound is worth a crash.

    Args:
        promised: The back end expected to make the sound.
        on_change: Called with the new name when name or status has changed.
        on_news: Called with a line for the runner when the sound is not as promised, or is again.
    """

    def __init__(
        self,
        promised: str,
        on_change: Callable[[str], None] | None = None,
        on_news: Callable[[str], None] | None = None,
    ) -> None:
        self.name = promised
        self.status = "starting"
        self._promised = self._told = promised
        self._on_change = on_change
        self._on_news = on_news
        self._reasons: dict[str, str] = {}
        """Why back ends do not work, by their names, in the words of the libraries: for `doctor`."""
        self._trouble = ""
        """Why another one may have to take over, in our words: for the runner."""

    def trouble(self, reason: str) -> None:
        """Note for the runner why another one may have to take over; empty if the back end just finds no device.

        The first reason since the last line counts, because it is about the best back end.
        """
        self._trouble = self._trouble or reason

    def failed(self, backend: str, reason: str, news: str | None = None) -> None:
        """Note that `backend` does not work while nothing else does.

        Args:
            backend: Its name.
            reason: Why, for `doctor`.
            news: Why, for the runner; None takes `reason`.
        """
        self._reasons[backend] = reason
        self.status = "; ".join(dict.fromkeys(self._reasons.values()))
        self.trouble(reason if news is None else news)

    def opened(self, name: str, driver: str) -> None:
        """Announce that the back end `name` is in service."""
        self._reasons.clear()
        self.name, self.status = name, driver
        self._call(self._on_change, name)

    def stands_in(self, name: str) -> None:
        """Announce that the fallback `name` makes the sound; the status goes on telling why."""
        self.name = name
        self._call(self._on_change, name)

    def tell(self, *, works: bool) -> None:
        """Tell the runner what makes the sound, unless they know.

        Args:
            works: True if that is a back end, not the fallback.
        """
        trouble, self._trouble = self._trouble, ""
        if self.name == self._told:
            return
        self._told = self.name
        if self.name == self._promised:
            self._call(self._on_news, is_back(self.name))
            return
        vague = f"{spoken_name(self._promised)} does not work" if works else "no sound device"
        self._call(self._on_news, takes_over(self.name, " ".join(trouble.split()) or vague))

    @staticmethod
    def _call(callback: Callable[[str], None] | None, text: str) -> None:
        if callback is not None:
            with contextlib.suppress(Exception):
                callback(text)
