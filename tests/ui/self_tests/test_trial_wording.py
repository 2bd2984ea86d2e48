"""The words of the self-test screens: each sentence once."""

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId
from ankle_tui.ui.self_tests.trial_wording import (
    before_lines,
    check_title,
    check_words,
    coming_in_words,
    correction_words,
    length_words,
    stays_open_words,
)
from tests.self_tests import measured
from tests.ui.self_tests.tested import HOP, RAISE, STANCE, WALL

WARM_UP = "First a warm-up of 4 min: 10 heel raises on both legs, 10 ankle circles each way."
HANDS_FREE = "Nobody at the keyboard? Remember the number you heard last: it is set in the rest after the trial."


def test_what_to_know_before_a_test() -> None:
    stand, ends, trials, closed, hands_free, warm_up = before_lines(PROTOCOLS[STANCE], warm=False)
    assert stand == "Wall within reach, arms crossed on the chest."
    assert ends.endswith("closed eyes open, or at 45 s.")
    assert trials == "3 trials each leg, eyes open, then eyes closed, 30 s apart. The mean counts."
    assert closed == "Eyes close only if each leg stands 15 s with open ones. After a fall, finish there."
    assert (hands_free, warm_up) == (HANDS_FREE, WARM_UP)
    assert before_lines(PROTOCOLS[RAISE], warm=True)[2:] == ["1 trial each leg, 30 a minute, 2 min apart.", HANDS_FREE]
    assert before_lines(PROTOCOLS[HOP], warm=True)[2] == "2 trials each leg, 2 min apart. The better time counts."
    assert before_lines(PROTOCOLS[WALL], warm=False)[2:] == ["3 trials each leg. The best counts."]


@pytest.mark.parametrize(
    ("test", "title", "words"),
    [
        (STANCE, ("One-leg stance", "are these the values?"), "What nobody ended stands at 45 s."),
        (RAISE, ("Heel raise", "are these the values?"), "What nobody ended stands at 100 reps."),
        (
            WALL,
            ("Knee to wall", "type the distances"),
            "Foot pointing straight at the wall, toes to it. Move back 1 cm at a time. "
            "It ends when the knee no longer reaches the wall with the heel down. "
            "Type the distance from the great toe to the wall.",
        ),
    ],
)
def test_trials_to_look_at_and_to_type(test: SelfTestId, title: tuple[str, str], words: str) -> None:
    assert check_title(PROTOCOLS[test], measured(0, test, checked=False)) == title
    assert check_words(PROTOCOLS[test]) == words


def test_trials_to_amend() -> None:
    assert check_title(PROTOCOLS[HOP], measured(0, HOP))[1].startswith("Side hop, Monday ")


def test_the_trial_before_in_a_rest() -> None:
    rules = PROTOCOLS[STANCE]
    assert correction_words(Trial(Side.LEFT, 12.5), rules, "←", "→") == "Left leg 12.5 s: ← → corrects"
    assert correction_words(Trial(Side.RIGHT, 45.0), rules, "a", "d") == "Right leg 45 s, the longest: a d corrects"
    assert coming_in_words("RIGHT LEG", 24) == "In 24 s: RIGHT LEG"
    assert coming_in_words("RIGHT LEG", 114) == "In 1:54: RIGHT LEG"
    assert stays_open_words(9) == "Under 15 s: eyes stay open. End in 9 s"


def test_the_length_of_a_test_names_its_warm_up() -> None:
    assert [length_words(PROTOCOLS[STANCE], warm=warm) for warm in (True, False)] == ["11 min", "15 min with warm-up"]
    assert length_words(PROTOCOLS[WALL], warm=False) == "3 min"
