"""What to do today: the level to start from and a ready-made session."""

from ankle_tui.core.catalogue import Catalogue
from ankle_tui.core.exercise import Level
from ankle_tui.core.plan import Choice, fit_minutes
from ankle_tui.core.record import History

__all__ = ["suggest", "usual_level"]


def usual_level(history: History, wanted: Level | None = None) -> Level:
    """The level to start from.

    Args:
        history: What was done so far.
        wanted: The runner's setting, which decides where there is one.

    Returns:
        The level of the last session; a newcomer is a beginner.
    """
    if wanted:
        return wanted
    last = max(history.sessions, key=lambda session: session.started_at, default=None)
    return last.level if last else Level.BEGINNER


def suggest(catalogue: Catalogue, level: Level, minutes: float | None = None) -> tuple[Choice, ...]:
    """A ready-made session.

    Args:
        catalogue: The exercises there are.
        level: Where each ladder starts.
        minutes: The time there is, or None for no limit.

    Returns:
        Two or three exercises, balance first; fewer where the time asks for it.
    """
    choices = tuple(Choice.start(catalogue.get(name), level) for name in catalogue.suggested[level])
    return fit_minutes(choices, minutes) if minutes else choices
