"""Messages between the app and its screens."""

from dataclasses import dataclass

from textual.message import Message

from ankle_tui.core.history.day_marks import DayMark


@dataclass
class DaysMarked(Message):
    """The runner has marked days, or removed their marks.

    Attributes:
        marks: The new marks.
        told: A sentence about them if they span a week, else empty.
    """

    marks: tuple[DayMark, ...]
    told: str = ""


@dataclass
class SoundNotice(Message, bubble=False):
    """Another back end may make the sound now.

    Attributes:
        line: A sentence for the runner, or empty.
    """

    line: str = ""


class HistoryChanged(Message, bubble=False):
    """History, settings or training day may have changed; sent to the app from any thread, then to every screen."""
