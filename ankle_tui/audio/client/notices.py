"""One line for the runner when something else makes the sound than did before."""

from collections.abc import Mapping
from typing import Final

_NAMES: Final[Mapping[str, str]] = {"bell": "the bell", "system": "the system's player", "silent": "silent"}


def spoken_name(name: str) -> str:
    """What makes the sound, as a part of a sentence.

    Args:
        name: The name of a Player or of a back end.

    Returns:
        "the bell", "miniaudio".
    """
    return _NAMES.get(name, name)


class Notices:
    """Says once what has changed, and nothing when all is as it was promised.

    Args:
        promised: The back end that should make the sound.
    """

    def __init__(self, promised: str) -> None:
        self._promised = self._told = promised
        self._trouble = ""

    def trouble(self, reason: str) -> None:
        """Notes why something else may have to make the sound.

        Args:
            reason: In a few words. The first one since the last line counts: it is about the best of all. Empty when the
                back end just finds no device.
        """
        self._trouble = self._trouble or reason

    def line(self, name: str, *, works: bool) -> str | None:
        """What to tell.

        Args:
            name: The name of what makes the sound now.
            works: Whether that is a back end.

        Returns:
            A sentence without line breaks; None where the runner knows already.
        """
        trouble, self._trouble = self._trouble, ""
        if name == self._told:
            return None
        self._told = name
        if name == self._promised:
            return f"Sound: {spoken_name(name)} again."
        vague = f"{spoken_name(self._promised)} does not work" if works else "no sound device"
        return f"Sound: {spoken_name(name)} now; {' '.join(trouble.split()) or vague}."
