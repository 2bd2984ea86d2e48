"""The time there is for a session."""

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.training.fitting import MINUTES, default_minutes


def test_the_default_is_a_choice_and_more_for_experienced() -> None:
    found = [default_minutes(level) for level in (Level.BEGINNER, Level.EXPERIENCED)]
    assert found == [10.0, 15.0]
    assert {*found} <= {*MINUTES}
