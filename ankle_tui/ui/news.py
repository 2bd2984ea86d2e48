"""The word that something else makes the sound now."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class SoundNotice(Message, bubble=False):
    """What makes the sound may have changed.

    Attributes:
        line: What the runner should know, a sentence; empty where all is as expected.
    """

    line: str = ""
