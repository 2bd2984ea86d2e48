"""Ladders in words: where one goes and why, and what is said at the end of a session."""

from collections.abc import Sequence

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Rung, move_words
from tests.training import BALANCE, BAND, CALF, HOPS, OPEN, on, session, sets_of, stand

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
    assert stand(HOPS, *on((0, 3), sets_of(HOPS, "both-feet", 2, 10)), missed).tried == {0, 1}


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
