"""Where the kinds of sets stand in the short plan, and what the tests of a session runner read."""

from ankle_tui.core.session.events import Event
from tests.conducting import Studio

HOLD, HOLD_RIGHT, REPS, STEPS, TIMED = 0, 1, 2, 4, 6
"""Where the kinds of sets stand in the short plan."""


def kinds(events: tuple[Event, ...] | list[Event] | None) -> list[str]:
    assert events is not None
    return [type(event).__name__ for event in events]


def ended(studio: Studio) -> Studio:
    list(studio.start().run())
    return studio
