"""Ladders in words: where one goes and why, and what is said at the end of a session."""

from collections.abc import Sequence

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Rung, move_words
from tests.core.training.test_ladder import BLIND, CLOSED, OPEN, PILLOW, short, stand, twice
from tests.training import BALANCE, BAND, CALF, HOPS, session, sets_of

ONE = sets_of(BALANCE, OPEN, 2, 45)
HIGH = sets_of(BALANCE, CLOSED, 2, 60)


@pytest.mark.parametrize(
    ("sessions", "words", "change"),
    [
        ([], "Not done yet: this is where you start", ""),
        ([session(0, ONE)], "Stay: 45 s clean once", ""),
        (twice(BALANCE, OPEN, 2, 45), "One step up: 45 s clean twice", "up: 45 s clean twice"),
        ([session(0, ONE, pain=4)], "One step down: pain 4 last time", "down: pain 4"),
        ([session(0, sets_of(BALANCE, OPEN, 2, 30), pain=4)], "Stay: pain 4 last time", ""),
    ],
)
def test_a_ladder_says_where_it_goes_and_why(sessions: Sequence[SessionRecord], words: str, change: str) -> None:
    found = stand(BALANCE, *sessions)
    assert (move_words(found), found.change) == (words, change)


def test_more_than_one_step_down_is_called_easier() -> None:
    found = stand(BALANCE, session(0, sets_of(BALANCE, BLIND, 2, 45)), equipment=frozenset())
    assert move_words(found) == "Easier: needs a pillow"


def test_what_lacks_is_said_first() -> None:
    none: frozenset[str] = frozenset()
    assert move_words(stand(BAND, level=Level.BEGINNER, equipment=none)) == "Not offered yet: needs a band"
    assert move_words(stand(BAND, level=Level.BEGINNER)) == "Not offered yet: for level experienced"
    stairs = stand(CALF, overrides={CALF: Rung("one-leg-step", 0)}, equipment=none)
    assert move_words(stairs) == "Start here: needs a stair"
    high_start = stand(
        BALANCE, *twice(CALF, "one-leg", 2, 10), overrides={BALANCE: Rung(PILLOW, 0)}, equipment=frozenset()
    )
    assert (move_words(high_start), high_start.pin) == ("Start here: needs a pillow", 6)


def test_a_rung_that_was_set_is_called_so_until_it_gives_way() -> None:
    pinned = {BALANCE: Rung(OPEN, 2)}
    found = stand(BALANCE, session(0, ONE), overrides=pinned)
    assert (move_words(found), found.change, found.pin) == ("Set by you", "", 2)
    found = stand(BALANCE, session(0, ONE, pain=5), overrides=pinned)
    assert (move_words(found), found.pin) == ("One step down: pain 5 last time", 2)


def test_what_was_tried_is_remembered_reached_or_not() -> None:
    missed = short(6, HOPS, "both-feet", 2, 20)
    found = stand(HOPS, *twice(HOPS, "both-feet", 2, 10), missed, level=Level.BEGINNER)
    assert found.tried == {0, 1}
