"""Words for choosing exercises."""

from ankle_tui.ui.keys.names import NO_KEYS
from ankle_tui.ui.wording.choice_words import NOTHING_CHOSEN, choose_first_words, exercises_words


def test_exercises_are_counted_and_asked_for_with_the_runners_key() -> None:
    assert (NOTHING_CHOSEN, exercises_words(1), exercises_words(3)) == ("Nothing chosen", "1 exercise", "3 exercises")
    assert choose_first_words(NO_KEYS) == "Choose an exercise first: space"
    assert choose_first_words({"picker.take": "f5"}) == "Choose an exercise first: f5"
