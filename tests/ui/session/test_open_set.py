"""The session screen in a set that counts up: what is done so far, large, and one key that ends it."""

from pathlib import Path

import pytest

from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.events import Elapsed
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import PhaseKind, Plan
from ankle_tui.core.session.snapshot import Command, Run, Snapshot
from ankle_tui.services.session_runner import Action
from ankle_tui.ui.session.bar import bar_cells
from ankle_tui.ui.session.display import keys_for, make_display
from ankle_tui.ui.session.flashing import Flash, flash_for
from ankle_tui.ui.session.pieces import plain
from ankle_tui.ui.widgets.keybar import KeyBar
from tests.builders import raise_test, stance_test
from tests.ui.stage import EVENING, field_of, make_app, move_to, session_of


def seconds_in(plan: Plan, seconds: float) -> Session:
    """Some seconds into the first set."""
    session = Session(plan, "id", EVENING)
    session.apply(Command.START, 0.0)
    for half in range(1, round(2 * (10 + seconds)) + 1):
        session.advance(half / 2)
    return session


def labels(view: Snapshot) -> list[tuple[str, str]]:
    keys = keys_for(view, frozenset(Action), mode=SoundMode.BOTH)
    return [(key.key, key.label) for key in keys]


def test_seconds_done_are_shown_to_their_cap() -> None:
    face = make_display(seconds_in(stance_test(), 7.5).snapshot)
    assert (face.number, face.widest) == ("7", "00")
    assert plain(face.caption[0]) == "at most 45 s"  # neither last time nor best: nothing to beat in a test
    assert not face.ticks
    assert face.phase == pytest.approx(7.5 / 45)
    assert plain(face.coming[0]) == "Then eyes closed · left leg · at most 45 s"
    assert make_display(seconds_in(stance_test(), 0.0).snapshot).number == "0"


def test_a_rest_before_it_is_counted_down_as_any_other() -> None:
    view = seconds_in(stance_test(9), 10.0).snapshot
    assert (view.phase.kind, make_display(view).number) == (PhaseKind.REST, "24")


def test_reps_are_counted_to_their_cap() -> None:
    face = make_display(seconds_in(raise_test(), 7.5).snapshot)
    assert (face.banner, face.number) == ("DOWN LEFT", "3")
    assert plain(face.caption[0]).endswith("at most 60 reps")
    assert (face.segments, face.score) == (0, ())


@pytest.mark.parametrize("plan", [stance_test(), raise_test()], ids=["seconds", "reps"])
def test_one_key_for_the_end_and_one_for_a_pause_come_first(plan: Plan) -> None:
    session = seconds_in(plan, 7.5)
    shown = labels(session.snapshot)
    assert shown[:2] == [("space", "done"), ("p", "pause")]
    assert not {"enter", "f"} & {key for key, _ in shown}
    session.apply(Command.PAUSE, 17.5)
    assert labels(session.snapshot)[0] == ("space", "go on")
    assert not {"enter", "p"} & {key for key, _ in labels(session.snapshot)}


def test_a_part_of_two_words_is_called_by_the_second_where_the_leg_must_fit_too() -> None:
    face = make_display(seconds_in(stance_test(), 1.0).snapshot)
    assert (face.banner, face.variation.split(" · ")[-1]) == ("OPEN LEFT", "eyes open")


def test_the_border_answers_every_fifth_second_only() -> None:
    assert flash_for([Elapsed(1.0, 4)]) is Flash.NONE
    assert flash_for([Elapsed(1.0, 4), Elapsed(2.0, 5)]) is Flash.BEAT


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_it_counts_up_on_the_screen_until_a_key_ends_it(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path, plan=stance_test())
    async with app.run_test(size=size) as pilot:
        shown = []
        for moment in (10.0, 11.0, 22.0, 22.9):
            await move_to(pilot, moment)
            shown.append(field_of(app).words("number"))
        assert shown == ["0", "1", "12", "12"]
        place = field_of(app).place("phase")
        bar = "".join(bar_cells(12.9 / 45, place.width, heavy=True))
        assert field_of(app).lines()[place.y][place.x : place.right] == bar
        assert "space done" in str(app.screen.query_one(KeyBar).render())
        await pilot.press("space")
        assert field_of(app).mood == "rest"
        assert session_of(app).session.run is Run.RUNNING
        assert session_of(app).session.record(EVENING).sets[0].done == 12.9
