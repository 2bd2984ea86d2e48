"""Messages between the app and its screens."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from ankle_tui.core.history.day_marks import DayMark
    from ankle_tui.core.history.records import SessionRecord


class Place(Enum):
    """A place a screen can lead to."""

    CALENDAR = auto()
    TODAY = auto()
    """The question what today was."""
    HISTORY = auto()
    BY_HAND = auto()
    """The form for a session done without the program."""
    PROGRESS = auto()
    EXERCISES = auto()
    ABOUT = auto()
    SETTINGS = auto()
    TESTS = auto()
    """The block and the self-tests; `at` is how ankles and legs feel."""
    UNFINISHED = auto()
    """The questions about sessions that were put off."""


COACHED = frozenset({Place.BY_HAND, Place.EXERCISES, Place.TESTS})
"""Places that show what the coach says."""


@dataclass
class Open(Message):
    """The runner wants to go to another screen.

    Attributes:
        place: Where to.
        at: Id of the exercise or of the page to open it at, or empty.
    """

    place: Place
    at: str = ""


@dataclass
class DaysMarked(Message):
    """The runner has marked days, or removed their marks.

    Attributes:
        marks: The new marks.
        told: A sentence about them if they span a week, else empty.
    """

    marks: "tuple[DayMark, ...]"
    told: str = ""


@dataclass
class Amended(Message):
    """The runner has answered something about a session.

    Attributes:
        before: The session as shown.
        wanted: The session with the answer.
    """

    before: "SessionRecord"
    wanted: "SessionRecord"


class TestsPutOff(Message):
    """The runner wants to be offered the self-tests in a week."""


@dataclass
class SoundNotice(Message, bubble=False):
    """Another back end may make the sound now.

    Attributes:
        line: A sentence for the runner, or empty.
    """

    line: str = ""


class HistoryRead(Message, bubble=False):
    """Everything on disk has been read for the first time; sent to the app from its thread."""


@dataclass
class WorkedOut(Message, bubble=False):
    """The coach has looked at many sessions, or something else that was "…" is there; sent to the app from its thread.

    Attributes:
        take: Takes it over.
    """

    take: Callable[[], None]


class HistoryChanged(Message, bubble=False):
    """History, settings or training day may have changed; sent to the app from any thread, then to every screen."""
