"""What the session screen says of the sound, its keys for it, and the border that answers every cue."""

import asyncio
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from ankle_tui.core.session.events import Counted, Event, Paused, PauseReason, PhaseStarted, TempoBeat
from ankle_tui.core.session.events import Stage as Beat
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.messages import SoundNotice
from ankle_tui.ui.session import screen as session
from ankle_tui.ui.session.display import sound_status
from ankle_tui.ui.session.field import session_field
from ankle_tui.ui.session.flashing import MOST, WITHIN, Flash, Restraint, flash_for
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.widgets.line import TextLine
from tests.ui.stage import NotingPlayer, field_of, make_app, make_plan, move_to, press_later, session_of

FOREVER = 3600.0


def modes(app: AnkleApp) -> str:
    return field_of(app).words("modes")


@pytest.fixture(autouse=True)
def lasting_flash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flash lasts until a test ends it: how fast the machine is must not matter."""
    monkeypatch.setattr(session_field, "SECONDS", dict.fromkeys(Flash, FOREVER))


def end_flash(app: AnkleApp) -> None:
    """End a flash, should there be one."""
    field_of(app)._show(Flash.NONE)


def edge(app: AnkleApp, row: int) -> Strip:
    """A line of the field, as it is drawn."""
    field = field_of(app)
    return field.render_lines(field.size.region)[row]


async def test_a_session_that_waits_for_its_sound_stands_still_while_it_is_asked_how_to_end(tmp_path: Path) -> None:
    player = NotingPlayer()
    player.ready = False
    app = make_app(tmp_path, plan=make_plan("calf-raise"), player=player)
    async with app.run_test() as pilot:
        runner = session_of(app)
        runs = [runner.session.run]
        for key in ("q", "escape"):
            await pilot.press(key)
            runs.append(runner.session.run)
        assert runs == [Run.NEW, Run.PAUSED, Run.RUNNING]


async def test_one_key_goes_through_tones_voice_both_and_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        seen = [modes(app)]
        for _ in range(4):
            await pilot.press("s")
            seen.append(modes(app))
    assert seen == ["", "muted", "tones", "voice", "tones + voice"]


@pytest.mark.parametrize(("softer", "louder"), [("<", ">"), ("[", "]")])
async def test_the_volume_is_shown_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, softer: str, louder: str
) -> None:
    monkeypatch.setattr(session, "CHANGE_SHOWN", FOREVER)
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        await pilot.press(*[softer] * 4)
        assert modes(app) == "volume 60 %"
        await pilot.press(louder)
        assert modes(app) == "volume 70 %"
        monkeypatch.setattr(session, "CHANGE_SHOWN", 0.0)
        await pilot.press(softer, louder)
        await wait_until(pilot, lambda: modes(app) == "")
        assert session_of(app).volume == 0.7


async def test_the_next_session_sounds_as_the_runner_has_left_the_last_one(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter", "s", "s", "<", "q", "d")
        await press_later(pilot, "enter")
        session_runner = session_of(app)
        assert (session_runner.mode, session_runner.volume) == (SoundMode.TONES, 0.9)


@pytest.mark.parametrize(
    ("mode", "player", "expected"),
    [
        (SoundMode.BOTH, "miniaudio", "tones + voice"),
        (SoundMode.VOICE, "bell", "bell"),
        (SoundMode.OFF, "bell", "muted"),
        (SoundMode.BOTH, "silent", ""),
    ],
)
def test_nothing_is_promised_that_is_not_heard(mode: SoundMode, player: str, expected: str) -> None:
    assert sound_status(mode, player) == expected


async def test_what_becomes_of_the_sound_is_said_once_in_the_place_of_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: dict[str, object] = {}

    def open_player(_: str, **options: object) -> NotingPlayer:
        opened.update(options)
        return NotingPlayer()

    monkeypatch.setattr("ankle_tui.audio.open_player.open_player", open_player)
    app = make_app(tmp_path, plan=make_plan("calf-raise"), player=None, own_sounds=tmp_path)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: bool(opened))
        told = opened["on_news"]
        assert callable(told)
        thread = threading.Thread(target=told, args=("Sound: the bell now; no sound device.",))
        thread.start()
        thread.join()
        await wait_until(pilot, lambda: app.screen.has_class("-told"))
        assert app.screen.query_one("#trouble", TextLine).text == "Sound: the bell now; no sound device."
    assert opened["own_sounds"] == tmp_path
    told("too late, and no harm")


async def wait_until(pilot: Pilot[None], happened: object) -> None:
    assert callable(happened)
    for _ in range(200):
        await pilot.pause()
        if happened():
            return
        await asyncio.sleep(0.01)
    assert happened()


async def test_a_bell_that_takes_over_is_shown_at_the_edge(tmp_path: Path) -> None:
    class Bell(NotingPlayer):
        name = "bell"

    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        session_of(app).use_player(Bell())
        app.post_message(SoundNotice())
        await wait_until(pilot, lambda: modes(app) == "bell")
        assert not app.screen.has_class("-told")


async def test_a_change_makes_the_border_solid_and_a_beat_turns_it_round(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        await move_to(pilot, 6.0)
        end_flash(app)
        bottom = field_of(app).size.height - 1
        plain = edge(app, bottom)
        await move_to(pilot, 7.0)
        assert field_of(app).flashing is Flash.BEAT
        assert edge(app, bottom).text == plain.text
        assert all(segment.style and segment.style.reverse for segment in edge(app, bottom))
        await move_to(pilot, 10.0)
        assert field_of(app).flashing is Flash.CHANGE
        assert set(edge(app, bottom).text) == {"█"}
        assert "█ ► Calf raise · both legs █" in edge(app, 0).text  # the name stays
        side = edge(app, 5).text
        assert side[0] == side[-1] == "█"
        assert "█" not in side[1:3]
        end_flash(app)
        assert "█" not in edge(app, 0).text


async def test_a_flash_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_field, "SECONDS", dict.fromkeys(Flash, 0.0))
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        await move_to(pilot, 7.0)
        await wait_until(pilot, lambda: field_of(app).flashing is Flash.NONE)


@pytest.mark.painted
async def test_a_flash_paints_the_border_only(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        await move_to(pilot, 6.0)
        end_flash(app)
        field = field_of(app)
        field._exchange_repaint_regions()
        field._show(Flash.CHANGE)
        regions = list(field._exchange_repaint_regions())
        width, height = field.size
        assert sum(region.area for region in regions if 0 < region.y < height - 1) == 2 * (height - 2)
        assert sum(region.area for region in regions if region.y == height - 1) == width
        assert all(field.size.region.contains_region(region) for region in regions)
        assert not field._layout_required


async def test_without_a_border_the_columns_at_the_sides_flash(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test(size=(40, 12)):
        end_flash(app)
        before = edge(app, 0).text
        field_of(app)._show(Flash.CHANGE)
        after = edge(app, 0).text
    assert after[0] == after[-1] == "█"
    assert after[1:-1] == before[1:-1]


@pytest.mark.parametrize("still", ["config", "animations"])
async def test_the_flash_can_be_switched_off(tmp_path: Path, still: str) -> None:
    app = make_app(tmp_path)
    if still == "animations":
        app.animation_level = "none"
    async with app.run_test() as pilot:
        if still == "config":
            await pilot.press("enter")
            screen = app.screen
            assert isinstance(screen, SessionScreen)
            end_flash(app)
            screen._flashes = False
        else:
            await pilot.press("enter")
        await move_to(pilot, 10.0)
        assert field_of(app).flashing is Flash.NONE


async def test_muted_the_border_still_answers(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        await pilot.press("s")
        await move_to(pilot, 6.0)
        end_flash(app)
        await move_to(pilot, 7.0)
        assert field_of(app).flashing is Flash.BEAT


async def test_the_settings_reach_the_session(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.preferences.settings = Settings(sound_mode=SoundMode.TONES, volume=0.5, flash=False)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        session_runner: SessionRunner = session_of(app)
        assert (session_runner.mode, session_runner.volume) == (SoundMode.TONES, 0.5)
        assert field_of(app).flashing is Flash.NONE


def test_no_more_than_three_flashes_begin_in_any_second_whatever_is_asked() -> None:
    restraint = Restraint()
    begun = [
        number / 50
        for number in range(500)
        if restraint.allows(Flash.CHANGE if number % 3 else Flash.BEAT, number / 50)
    ]
    assert len(begun) >= 25
    for first in begun:
        assert sum(first <= other <= first + WITHIN for other in begun) <= MOST


def test_beats_leave_one_flash_for_a_change() -> None:
    restraint = Restraint()
    assert [restraint.allows(Flash.BEAT, at) for at in (0.0, 0.2, 0.4)] == [True, True, False]
    assert restraint.allows(Flash.CHANGE, 0.5)
    assert not restraint.allows(Flash.CHANGE, 0.6)
    assert restraint.allows(Flash.BEAT, 1.45)
    assert not restraint.allows(Flash.NONE, 9.0)


def test_what_happens_at_once_is_one_flash_the_strongest() -> None:
    phase = make_plan("calf-raise").phases[0]
    events: list[Event] = [Counted(1.0, 3, 3), PhaseStarted(1.0, 0, phase)]
    assert flash_for(events) is Flash.CHANGE
    assert flash_for([TempoBeat(1.0, Beat.UP)]) is Flash.BEAT
    assert flash_for([Paused(1.0, PauseReason.ASKED)]) is Flash.CHANGE
    assert flash_for([]) is Flash.NONE
