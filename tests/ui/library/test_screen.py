"""The ladder in the library: where the runner stands, and the runner's own word on it."""

from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.library.screen import LibraryScreen
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


def keys(app: AnkleApp) -> list[str]:
    return [key.label for key in app.screen.query_one(KeyBar).keys]


async def test_a_rung_is_set_and_given_back(tmp_path: Path) -> None:
    put_history(tmp_path, CLIMBING)
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        assert lines(app)[1:3] == ["Next: 2 × 45 s/leg, eyes open, firm floor", "One step up: 30 s good twice"]
        assert lines(app)[3] == "Goes up: 2 good sessions"
        assert "  ✓30 ►45  60 s" in lines(app)
        assert "unset" not in keys(app)

        await pilot.press("right")
        await pilot.pause()
        assert app.settings.rungs == {BALANCE: "eyes-open-firm 3"}
        assert lines(app)[1:4] == [
            "Next: 2 × 60 s/leg, eyes open, firm floor",
            "Set by you",
            "r: back to what your sessions say",
        ]
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
        assert lines(app)[2] == "One step up: 30 s good twice"

        await pilot.press("end", "right")  # the calf roll is always the same
        await pilot.pause()
        assert app.settings.rungs == {}
        assert "set step" not in keys(app)


async def test_an_exercise_of_the_runners_own_is_marked_and_any_size_will_do(tmp_path: Path) -> None:
    app = make_app(tmp_path, catalogue=replace(shipped(), own=frozenset({CALF})))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "down")
        await pilot.pause()
        assert lines(app)[0] == "Calf raise · yours"
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
