"""The words of the coach about ladders, each once."""

from collections.abc import Sequence

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training import ladder_wording as words
from ankle_tui.core.training.ladder import Rung, move_words
from ankle_tui.core.training.lanes import rungs
from tests.builders import shipped
from tests.training import BALANCE, BAND, CALF, CLOSED, HOPS, OPEN, WALK, Dosed, dosed, on, session, sets_of, stand


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


ONE = sets_of(BALANCE, OPEN, 2, 30)


@pytest.mark.parametrize(
    ("sessions", "words", "change"),
    [
        ([], "Not done yet: this is where you start", ""),
        ([session(0, ONE)], "Stay: one good session so far", ""),
        (on((0, 3), ONE), "One step up: 30 s good twice", "up: 30 s good twice"),
        ([session(0, ONE, pain=4)], "Stay: pain 4 last time", ""),
    ],
)
def test_a_ladder_says_where_it_goes_and_why(sessions: Sequence[SessionRecord], words: str, change: str) -> None:
    found = stand(BALANCE, *sessions)
    assert (move_words(found), found.change) == (words, change)


def test_a_step_down_says_so() -> None:
    hurt = session(10, sets_of(BALANCE, OPEN, 2, 45), pain=4)
    found = stand(BALANCE, *on((0, 3), ONE), hurt)
    assert (move_words(found), found.change) == ("One step down: pain 4 last time", "down: pain 4")


def test_what_lacks_is_said_first() -> None:
    assert move_words(stand(BAND, equipment=frozenset())) == "Not offered yet: needs a band"


def test_a_rung_that_was_set_is_called_so_until_it_gives_way() -> None:
    pinned = {BALANCE: Rung(OPEN, 2)}
    high = sets_of(BALANCE, OPEN, 2, 60)
    found = stand(BALANCE, session(0, high), overrides=pinned)
    assert (move_words(found), found.change, found.pin) == ("Set by you", "", 2)
    found = stand(BALANCE, session(0, high, pain=5), overrides=pinned)
    assert (found.choice.dose.amount, found.pin) == (45, 2)
    assert move_words(found).endswith("pain 5 last time")


def test_what_was_tried_is_remembered_reached_or_not() -> None:
    missed = session(9, sets_of(HOPS, "both-feet", 2, 20, left=5))
    assert stand(HOPS, *on((0, 3), sets_of(HOPS, "both-feet", 2, 10)), missed).tried.keys() == {0, 1}


def test_a_set_step_without_its_equipment_is_not_offered() -> None:
    found = stand(CALF, overrides={CALF: Rung("one-leg-step", 0)}, equipment=frozenset())
    assert "needs a stair" in move_words(found)


def test_what_alone_keeps_a_step_back_is_told_at_the_end_of_a_session() -> None:
    high = sets_of(BALANCE, OPEN, 2, 45)
    early = stand(BALANCE, *on((0, 3), ONE), *on((6, 8), high), today=9)
    assert (early.change, early.hint) == ("", "in 4 days at the earliest")
    longest = sets_of(BALANCE, OPEN, 2, 60, touches=None)
    uncounted = stand(BALANCE, session(0, longest), level=Level.EXPERIENCED)
    assert (uncounted.change, uncounted.hint) == ("", "count touches (f, or after)")
    assert stand(BALANCE, session(0, ONE)).hint == ""
