"""The ladder in the library: where the runner stands, and the runner's own word on it."""

from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.training.ladder import Standing, move_words
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.library.ladder_words import ladder_lines
from ankle_tui.ui.library.screen import YOURS, LibraryScreen
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.option_list import OptionMenu
from tests.builders import shipped
from tests.training import BALANCE, CALF, session, sets_of
from tests.ui.stage import make_app
from tests.ui.test_snapshots import Compare, named, pressing, settled
from tests.ui.training import put_history

OPEN = "eyes-open-firm"
CLIMBING = [
    session(0, sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12)),
    session(3, sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12)),
]
"""The balance has been clean twice."""


def lines(app: AnkleApp) -> list[str]:
    return [line.rstrip() for line in str(app.screen.query_one("#text").render()).splitlines()]


def standing(app: AnkleApp) -> Standing:
    assert isinstance(app.screen, LibraryScreen)
    return app.screen._standing


def drawn(app: AnkleApp) -> list[str]:
    """The ladder of the exercise on the screen, in the room there is."""
    width = app.screen.query_one("#text").content_size.width
    return [line.plain.rstrip() for line in ladder_lines(standing(app), width, roomy=True)]


def keys(app: AnkleApp) -> list[str]:
    return [key.label for key in app.screen.query_one(KeyBar).keys]


async def test_a_rung_is_set_and_given_back(tmp_path: Path) -> None:
    put_history(tmp_path, CLIMBING)
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        assert lines(app)[1 : 1 + len(drawn(app))] == drawn(app)
        assert standing(app).move is Move.UP
        assert "  ✓30 ►45  60 s" in lines(app)
        assert "unset" not in keys(app)

        await pilot.press("right")
        await pilot.pause()
        assert app.settings.rungs == {BALANCE: "eyes-open-firm 3"}
        assert lines(app)[1 : 1 + len(drawn(app))] == drawn(app)
        assert (standing(app).pin, standing(app).choice.dose.amount) == (2, 60)
        assert "unset" in keys(app)
        await pilot.press(*["left"] * 5)  # the lowest rung is the end
        await pilot.pause()
        assert app.settings.rungs == {BALANCE: "eyes-open-firm 1"}

        place = next(at for at, line in enumerate(lines(app)) if line.startswith("eyes closed, firm floor"))
        await pilot.click("#text", offset=(9, place + 1))
        await pilot.pause()
        assert app.settings.rungs == {BALANCE: "eyes-closed-firm 2"}
        await pilot.press("escape")
        await pilot.pause()
        (offered,) = [choice for choice in app.screen.query_one(ExercisePicker).chosen if choice.exercise.id == BALANCE]
        assert (offered.variation.id, offered.dose.amount) == ("eyes-closed-firm", 30)

        await pilot.press("i")
        await pilot.pause()
        await pilot.click("#text", offset=(6, 3))
        await pilot.pause()
        assert app.settings.rungs == {}
        assert lines(app)[2] == move_words(standing(app))
        assert (standing(app).pin, standing(app).move) == (None, Move.UP)

        await pilot.press("end", "right")  # the calf roll is always the same
        await pilot.pause()
        assert app.settings.rungs == {}
        assert "set step" not in keys(app)


async def test_an_exercise_of_the_runners_own_is_marked_and_any_size_will_do(tmp_path: Path) -> None:
    app = make_app(tmp_path, catalogue=replace(shipped(), own=frozenset({CALF})))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "down")
        await pilot.pause()
        assert lines(app)[0] == f"{shipped().get(CALF).name}{YOURS}"
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert app.screen.query_one(OptionMenu).scroll_offset.y == 1, "the one line of the list is that of the exercise"
        for size in ((1, 1), (30, 8), (200, 3)):
            await pilot.resize_terminal(*size)
            await pilot.press("right", "space", "pageup", "r")
            await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=named)
def test_ladder(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    put_history(tmp_path, CLIMBING)
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing("i"))


def test_ladder_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    put_history(tmp_path, CLIMBING)
    run = pressing("i", "right", "right")
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=run)
