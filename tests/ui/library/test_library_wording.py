"""The words of Exercises."""

from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.training.ladder import Rung, standings
from ankle_tui.core.training.ladder_wording import TOP
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.library.library_wording import (
    all_doses,
    count_words,
    how_sentences,
    lacking_words,
    opens_words,
    rung_label,
    step_words,
    waits_words,
)
from tests.builders import shipped
from tests.training import BALANCE, BAND, CALF, day

BALANCE_STEPS = rungs(shipped().get(BALANCE))


def test_places_and_counts() -> None:
    assert [step_words(2, 13), step_words(0, 1)] == ["step 3 of 13", ""]
    assert [count_words(0, 2), count_words(0.5, 2)] == ["0 of 2", "0.5 of 2"]


def test_rungs_are_named_below_their_variation() -> None:
    calf = shipped().get(CALF)
    assert rung_label(BALANCE_STEPS[0]) == "2 × 30 s"
    assert rung_label(Choice(calf, calf.variations[0], calf.variations[0].doses[0])) == "2 × 12 reps"
    pillow = shipped().get(BALANCE).variation("eyes-closed-pillow")
    assert all_doses(pillow, 40) == "2 × 15, 30, 45, 60, 3 × 60 s"
    assert all_doses(pillow, 20) == "2 × 15 to 3 × 60 s"
    (alone,) = shipped().get("calf-roll").variations
    assert all_doses(alone, 3) == "3 × 30 s"


def test_what_opens_and_what_is_lacking() -> None:
    asks = "after 60 s eyes open, ≤ 1 touch a minute"
    assert [opens_words(asks, above) for above in ("eyes open", "eyes closed")] == [
        "60 s, ≤ 1 touch a minute",
        "60 s eyes open, ≤ 1 touch a minute",
    ]
    assert [lacking_words(["pillow"]), lacking_words(["band", "stair"])] == [
        "No pillow yet?",
        "No band and no stair yet?",
    ]


def test_what_the_next_step_waits_for_is_said_but_not_of_a_step_that_was_set() -> None:
    def waits(exercise: str, pin: Rung | None = None) -> str:
        overrides = {exercise: pin} if pin else {}
        found = standings(shipped(), [], today=day(0), level=Level.BEGINNER, overrides=overrides)
        return waits_words(found[exercise])

    assert waits(BALANCE) == "Goes up: 2 good sessions"
    assert waits(BALANCE, Rung("eyes-open-firm", 1)) == ""
    assert waits(BAND) == ""
    assert waits("ankle-circles") == TOP.capitalize()


def test_how_a_variation_is_done_in_sentences() -> None:
    first, *others = how_sentences(shipped().get(BALANCE).variations[0])
    assert first == "Stand next to a wall, on one leg."
    assert all(each.endswith(".") for each in others)
