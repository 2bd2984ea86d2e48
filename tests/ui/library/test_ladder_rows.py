"""A ladder as the screen lays it out: what was done, where one is, what comes and what it needs."""

from collections.abc import Sequence, Set

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Rung, Standing, move_words, standings
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.library.ladder_rows import LadderKeys, LadderRow, lacks, ladder_rows
from ankle_tui.ui.library.library_wording import (
    BACK_TO_SESSIONS,
    BY_HAND,
    DONE,
    HERE,
    LATER,
    OPENS,
    PINNED,
    waits_words,
)
from ankle_tui.ui.wording.day_words import short_day
from tests.builders import shipped
from tests.training import BALANCE, BAND, CALF, HOPS, day, session, sets_of

KEYS = LadderKeys(gear="e", follow="r")
OPEN = "eyes-open-firm"
CLIMBING = [session(at, sets_of(BALANCE, OPEN, 2, 30)) for at in (0, 3)]


def stand(
    exercise: str, sessions: Sequence[SessionRecord] = (), pin: Rung | None = None, gear: Set[str] = frozenset()
) -> Standing:
    found = standings(
        shipped(),
        sessions,
        today=day(4),
        level=Level.BEGINNER,
        overrides={exercise: pin} if pin else {},
        equipment=gear,
    )
    return found[exercise]


def rows(standing: Standing, width: int = 40) -> list[LadderRow]:
    return ladder_rows(standing, width, day(4), KEYS)


def told(standing: Standing, width: int = 40) -> list[str]:
    return [line.rstrip() for row in rows(standing, width) for line in row.content.plain.splitlines()]


def of_rung(standing: Standing, place: int) -> str:
    return next(row.content.plain for row in rows(standing) if row.place == place)


def test_a_rung_done_has_its_day_the_next_one_its_count_and_a_later_one_nothing() -> None:
    standing = stand(BALANCE, CLIMBING)
    assert of_rung(standing, 0).startswith(f"{DONE} 2 × 30 s ")
    assert of_rung(standing, 0).endswith(f" {short_day(day(3), day(4))}")
    assert of_rung(standing, 1).startswith(f"{HERE} 2 × 45 s ")
    assert of_rung(standing, 1).endswith(" 0 of 2")
    assert of_rung(standing, 2).startswith(f"{LATER} 2 × 60 s ")
    assert of_rung(stand(BALANCE, CLIMBING[:1]), 0).endswith(" 1 of 2")


def test_what_the_coach_says_stands_below_the_next_rung() -> None:
    standing = stand(BALANCE, CLIMBING)
    lines = told(standing, 60)
    at = next(at for at, line in enumerate(lines) if line.startswith(HERE))
    assert [line.strip() for line in lines[at + 1 : at + 3]] == [move_words(standing), waits_words(standing)]


def test_what_opens_a_variation_stands_before_it() -> None:
    lines = told(stand(HOPS), 60)
    landing = lines.index("one leg, landing held")
    assert lines[landing - 1] == f"{OPENS} 30 s"
    assert OPENS not in "".join(told(stand(BAND, gear={"band"})))


def test_a_variation_that_needs_a_thing_is_one_rung_and_names_the_key_that_adds_it() -> None:
    standing = stand(BALANCE)
    lines = told(standing)
    assert lines[-1] == "No pillow yet? e add"
    assert any(line.startswith("eyes open, pillow") and line.endswith("needs a pillow") for line in lines)
    places = [row.place for row in rows(standing) if row.place is not None]
    pillow = [at for at, choice in enumerate(rungs(standing.exercise)) if "pillow" in choice.variation.equipment]
    assert len(set(places) & set(pillow)) == 2
    assert lacks(standing) == ["pillow"]
    assert not lacks(stand(BALANCE, gear={"pillow"}))
    assert "eyes open, pillow" in told(standing, 26), "too narrow for what it needs"


def test_an_exercise_that_is_not_offered_says_so_first() -> None:
    standing = stand(BAND)
    lines = told(standing, 60)
    assert lines[0] == move_words(standing)
    assert not any(line.startswith(HERE) for line in lines)
    assert lines[-1] == "No band yet? e add"


def test_a_rung_that_was_set_says_so_and_how_to_go_back() -> None:
    standing = stand(BALANCE, CLIMBING, pin=Rung(OPEN, 2))
    assert of_rung(standing, 2).startswith(HERE)
    assert of_rung(standing, 2).endswith(BY_HAND)
    assert f"r {BACK_TO_SESSIONS}" in " ".join(line.strip() for line in told(standing))


def test_a_rung_that_was_set_but_is_barred_stays_marked() -> None:
    standing = stand(BALANCE, pin=Rung("eyes-open-pillow", 1))
    lines = told(standing)
    assert any(line.startswith(f"{PINNED} 2 × 45 s") for line in lines)
    assert any(line.startswith(f"{HERE} 2 × 30 s") for line in lines)
    assert any(move_words(standing) in line for line in lines)
    band = told(stand(BAND, pin=Rung("four-way", 1)))
    assert any(line.startswith(PINNED) for line in band)
    assert f"r {BACK_TO_SESSIONS}" in " ".join(line.strip() for line in band)


@pytest.mark.parametrize("width", [1, 8, 20, 26, 33, 60])
@pytest.mark.parametrize("exercise", [BALANCE, CALF, BAND, HOPS])
def test_rungs_are_no_wider_than_there_is_room(exercise: str, width: int) -> None:
    for row in rows(stand(exercise, CLIMBING), width):
        if row.place is not None:
            assert row.content.cell_length <= max(width, 3)
