"""Tells the app what the runner has said of days."""

from dataclasses import dataclass

from textual.message import Message

from ankle_tui.core.history.day_marks import DayMark


@dataclass
class DaysMarked(Message):
    """Days have been marked, or their marks taken away.

    Attributes:
        marks: What is to be kept.
        told: What they say of a whole week, as a sentence; empty for a day.
    """

    marks: tuple[DayMark, ...]
    told: str = ""
