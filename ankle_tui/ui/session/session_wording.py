"""The words of a session: while it runs, when it is found unfinished, and if it ends without a summary."""

import datetime as dt

from ankle_tui.core.formatting import day_words
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.wording import work_words
from ankle_tui.ui.wording.day_words import SEPARATOR
from ankle_tui.ui.wording.text import reason

NOT_ON_DISK = "not on disk"
RETURNED = "Paused where you were"
SLEPT = "The computer slept: paused, nothing counted"
TAKE_YOUR_TIME = "Take your time"
DISCARDED = "Discarded."
NOTHING_DONE = "Nothing was done, nothing was recorded."


def volume_words(volume: float) -> str:
    """Name a volume from 0.0 to 1.0."""
    return f"volume {round(100 * volume)} %"


def safety_words(trouble: str, room: int) -> str:
    """Say that the session is not safe on disk, or is again.

    Args:
        trouble: The problem, or empty.
        room: Characters of the line.
    """
    if not trouble:
        return "Safe on disk again."
    full = f"Not safe on disk yet: {reason(trouble)}. Going on; trying again."
    return full if len(full) <= room else f"Not on disk: {reason(trouble)}"


def unfinished_question(number: int = 1, count: int = 1) -> str:
    """Ask about an unfinished session; of several, say which.

    Args:
        number: The number of the question, from 1.
        count: The number of questions.
    """
    return f"Not finished{SEPARATOR}{number} of {count}" if count > 1 else "Not finished"


def when_words(moment: dt.datetime, today: dt.date) -> str:
    """Say when it began: `Today 18:04`, `Friday 20 November 18:04`, in another year `20 November 2025 18:04`.

    Args:
        moment: Wall time with its offset.
        today: The date.
    """
    day = moment.date()
    words = day_words(day)
    if day == today:
        words = "Today"
    elif day.year != today.year:
        words = f"{words.partition(' ')[2]} {day.year}"
    return f"{words} {moment:%H:%M}"


def where_words(checkpoint: Checkpoint) -> str:
    """Name the exercise and the leg it stopped at."""
    if checkpoint.session is None:
        return ""
    work = Session.restore(checkpoint.session, 0.0).snapshot.phase.work
    return SEPARATOR.join(filter(None, [work.exercise_name, work_words(work)]))
