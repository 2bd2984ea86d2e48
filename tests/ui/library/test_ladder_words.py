"""A ladder as the screen lays it out: the next step, why, and what each variation needs."""

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.training.ladder import Rung, standings
from ankle_tui.ui.library.ladder_words import ladder_lines
from tests.builders import shipped
from tests.training import BALANCE, BAND, HOPS, day


def ladder(exercise: str, width: int, pin: Rung | None = None) -> list[str]:
    found = standings(shipped(), [], today=day(0), level=Level.BEGINNER, overrides={exercise: pin} if pin else {})
    return [line.plain.rstrip() for line in ladder_lines(found[exercise], width)]


def test_what_a_variation_needs_is_said() -> None:
    told = ladder(BAND, 60)
    assert told[0] == "Not offered yet: needs a band"
    assert "settings" in told[-1]
    assert not any("►" in line for line in told)


def test_what_opens_a_variation_is_told_in_lines_that_fit() -> None:
    told = ladder(HOPS, 30)
    assert max(map(len, told)) <= 30
    assert "after 30 s both feet" in " ".join(line.strip() for line in told)
    assert any("2×15 reps" in line and "after 30 s both feet" in line for line in ladder(HOPS, 80))


def test_what_the_next_step_waits_for_is_said_but_not_of_a_step_that_was_set() -> None:
    assert "Goes up: 2 good sessions" in ladder(BALANCE, 60)
    assert not any(line.startswith("Goes up") for line in ladder(BALANCE, 60, pin=Rung("eyes-open-firm", 1)))


def test_a_rung_that_cannot_be_reached_stays_marked() -> None:
    told = ladder(BALANCE, 60, pin=Rung("eyes-open-pillow", 1))
    assert told[1:3] == ["Stay: needs a pillow", "You set ◆ · r: back to what your sessions say"]
    assert any("◆45" in line for line in told)
    assert any("►30" in line for line in told), "the next one below it"
