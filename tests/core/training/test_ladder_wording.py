"""The words of the coach about ladders, each once."""

import pytest

from ankle_tui.core.training import ladder_wording as words
from ankle_tui.core.training.lanes import rungs
from tests.builders import shipped
from tests.training import BALANCE, CALF, CLOSED, HOPS, OPEN, WALK, Dosed, dosed


@pytest.mark.parametrize(
    ("exercise", "wanted", "said"),
    [
        (BALANCE, (OPEN, 2, 45), "45 s"),
        (BALANCE, (CLOSED, 2, 15), "15 s"),
        (BALANCE, ("eyes-closed-pillow", 3, 60), "3 × 60 s"),
        (CALF, ("both-legs", 2, 12), "2 × 12 reps"),
        (WALK, ("steps", 2, 10), "2 × 10 steps"),
        (HOPS, ("both-feet", 2, 20), "20 s"),
    ],
)
def test_a_rung(exercise: str, wanted: Dosed, said: str) -> None:
    choice = next(item for item in rungs(shipped().get(exercise)) if dosed(item) == wanted)
    assert words.rung_words(choice) == said
    assert words.reached_words(choice, back=False) == f"{said} good twice"
    assert words.reached_words(choice, back=True) == f"{said} done, on the way back"


def test_what_a_variation_opens_after() -> None:
    calf, hops = shipped().get(CALF), shipped().get(HOPS)
    assert words.need_words(calf.variation("one-leg").after[0], calf) == "after 15 reps both legs"
    gate = hops.variation("one-leg-landed").after[1]
    said = "after 15 slow raises in one set a leg on two days, or 20 in a test"
    assert words.need_words(gate, hops) == f"after {gate.words}" == said


@pytest.mark.parametrize(
    ("needed", "limit", "said"),
    [
        (2, None, "2 good sessions"),
        (1.5, None, "2 good sessions"),
        (1, None, "one good session"),
        (0.5, 4, "one good session with ≤ 4 touches a minute"),
        (2, 1, "2 good sessions with ≤ 1 touch a minute"),
    ],
)
def test_good_sessions_needed(needed: float, limit: float | None, said: str) -> None:
    assert words.good_words(needed, limit) == said


def test_brake_moves_and_long_names() -> None:
    assert [words.brake_words(days) for days in (1, 4)] == ["in 1 day at the earliest", "in 4 days at the earliest"]
    assert words.change_words("up", "30 s good twice") == "up: 30 s good twice"
    assert words.change_words("down", "pain 5 last time") == "down: pain 5"
    assert words.brief("x" * words.MOST_WORDS) == "x" * words.MOST_WORDS
    assert words.brief("x" * 60) == "x" * 39 + "…"
