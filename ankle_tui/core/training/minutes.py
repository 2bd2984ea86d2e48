"""The time there is for a session."""

from collections.abc import Mapping

from ankle_tui.core.exercises.exercise import Level

MINUTES = (5.0, 10.0, 15.0, 20.0)
"""Minutes to choose from; the settings may hold another number."""
_DEFAULTS: Mapping[Level, float] = {Level.BEGINNER: 10.0, Level.EXPERIENCED: 15.0}
"""Our own choice: whole doses of two or three exercises fit."""


def default_minutes(level: Level) -> float:
    """Minutes for the main part of a session until the runner says otherwise."""
    return _DEFAULTS[level]
