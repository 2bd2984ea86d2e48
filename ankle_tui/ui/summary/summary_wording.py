"""The words of the summary."""

from collections.abc import Mapping, Sequence

from ankle_tui.core.formatting import clock_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.training.progress import Best, best_words
from ankle_tui.core.training.rules import MUCH_PAIN
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.ui.wording.day_words import TOO_SHORT
from ankle_tui.ui.wording.text import reason

MOST_BESTS = 3
"""Lines for personal bests."""
WHEN_TO_STOP = "when to stop and see somebody"


def saved_words(session_runner: SessionRunner) -> str:
    """Say whether the session is saved."""
    if session_runner.demo:
        return "Demonstration: nothing recorded"
    saver = session_runner.saver
    problem = saver.trouble if saver.saving else saver.problem
    if problem:
        return f"Not saved yet: {reason(problem)}{'. Kept aside until it can be saved' if saver.rescue_path else ''}"
    if saver.saving:
        return "Saving …"
    return "Saved" if saver.record is None or saver.record.counts else f"Saved · {TOO_SHORT}"


def result_words(result: SessionRecord | None, room: int) -> str:
    """Say how it ended and how much was done, as fully as fits.

    Args:
        result: The session, or None if nothing was done.
        room: Characters of the line.
    """
    if result is None:
        return "Nothing was done"
    done, time = sets_done(result), clock_words(result.active_seconds)
    ended, brief = ("Finished early", "Early") if result.ended_early else ("Done", "Done")
    choices = [f"{ended} · {done} · {time} of work", f"{ended} · {done} · {time}", f"{brief} · {done} · {time}"]
    return next((words for words in choices if len(words) <= room), choices[-1])


def best_lines(bests: Sequence[Best], names: Mapping[str, str]) -> list[str]:
    """List the first bests and the number of others."""
    told = bests if len(bests) <= MOST_BESTS else bests[: MOST_BESTS - 1]
    more = [f"and {len(bests) - len(told)} more bests"] if len(told) < len(bests) else []
    return [*(f"{best_words(best)} · {names.get(best.exercise, best.exercise)}" for best in told), *more]


def pain_words(room: int, *, easier: bool) -> str:
    """Say what this much pain changes.

    Args:
        room: Characters of the line.
        easier: True if the next time is easier.
    """
    said = f"Pain {MUCH_PAIN} or more: {'next time is easier' if easier else 'nothing gets harder'}."
    return said if len(said) <= room else said.replace(" or more", "+").rstrip(".")
