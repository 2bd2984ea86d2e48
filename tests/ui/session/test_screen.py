"""The session screen: leads a session without a key, obeys every key and the mouse, loses nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.sessions import OFFERED_AGAIN
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.settings.settings import FigureChoice
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.session.display import question_words
from ankle_tui.ui.session.finish import FinishScreen
from ankle_tui.ui.session.flashing import Flash
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.session.session_wording import SLEPT
from ankle_tui.ui.summary.screen import SummaryScreen
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from tests.ui.stage import (
    EVENING,
    NotingPlayer,
    StillClock,
    field_of,
    kept,
    left_in,
    make_app,
    make_plan,
    move_to,
    session_of,
)


def run_of(app: AnkleApp) -> Run:
    return session_of(app).session.run


def set_of(app: AnkleApp) -> int:
    return session_of(app).snapshot.phase.set_index


def player_of(app: AnkleApp) -> NotingPlayer:
    player = app.sessions.player
    assert isinstance(player, NotingPlayer)
    return player


async def test_one_key_from_the_first_screen_to_the_first_tone(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("enter")
        assert isinstance(app.screen, SessionScreen)
        assert player_of(app).played[0] == ("get-ready", 0.0)


async def test_default_session_needs_no_further_key_and_is_recorded_as_planned(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        plan = session_of(app).session.plan
        await move_to(pilot, 10_000)
        assert isinstance(app.screen, SummaryScreen)
        assert StillClock.time == pytest.approx(plan.seconds)
    (record,) = kept(tmp_path)
    assert record.status is Status.COMPLETED
    assert [(item.exercise, item.side, item.done) for item in record.sets] == [
        (work.exercise, work.side, work.target) for work in plan.sets
    ]
    assert all(item.outcome is Outcome.DONE for item in record.sets)
    assert record.active_seconds == sum(work.seconds for work in plan.sets)


async def test_every_phase_is_called(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        player = player_of(app)
        await move_to(pilot, 10_000)
    cues = [cue for cue, _ in player.played]
    assert cues.count("go") == 4
    assert cues.count("change-sides") == 2
    assert cues.count("halfway") == 4
    assert cues[-4:] == ["session-done", "voice/well-done", "voice/saved", "voice/how-it-was"]
    assert [at for cue, at in player.played if cue in {"three", "two", "one"}][:6] == [7.0, 8.0, 9.0, 37.0, 38.0, 39.0]


@pytest.mark.parametrize("key", ["space", "p"])
async def test_pause_keeps_the_fraction_and_redraws_nothing_by_itself(tmp_path: Path, key: str) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 12.25)
        await pilot.press(key)
        session_runner = session_of(app)
        assert run_of(app) is Run.PAUSED
        assert field_of(app).mood == "paused"
        assert app.screen._alarm is None  # type: ignore[attr-defined]
        StillClock.time = 500.0
        await pilot.press(key)
        assert run_of(app) is Run.RUNNING
        assert session_runner.session.next_deadline() == pytest.approx(500.75)


async def test_a_moment_that_has_already_passed_is_looked_at_all_the_same(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        session_runner = session_of(app)
        waits = [1e-9, 1e-9, 1e-9, None]
        looks: list[float | None] = []
        session_runner.wake_in = lambda: looks.append(waits.pop(0)) or looks[-1]  # type: ignore[method-assign, func-returns-value]
        app.screen.look()  # type: ignore[attr-defined]
        for _ in range(20):
            await pilot.pause()
        assert waits == []


async def test_a_gap_in_looking_pauses_and_says_so(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 12.0)
        StillClock.time = 3600.0
        app.screen.look()  # type: ignore[attr-defined]
        await pilot.pause()
        assert session_of(app).session.run is Run.PAUSED
        assert field_of(app).words("cue") == SLEPT
        assert session_of(app).session.active_seconds == 2.0


async def test_enter_goes_on_and_ends_a_set(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 1.0)
        await pilot.press("enter")
        assert session_of(app).snapshot.phase.kind is PhaseKind.WORK
        await move_to(pilot, 5.0)
        await pilot.press("enter")
        assert session_of(app).snapshot.phase.kind is PhaseKind.CHANGE_SIDES
        await pilot.press("q", "k")
    (record,) = kept(tmp_path)
    assert (record.sets[0].done, record.sets[0].outcome) == (4.0, Outcome.SHORT)


async def test_the_figure_turns_half_way_through_a_change_of_sides(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        plan = session_of(app).session.plan
        at = next(number for number, phase in enumerate(plan.phases) if phase.kind is PhaseKind.CHANGE_SIDES)
        begin, length = sum(phase.seconds for phase in plan.phases[:at]), plan.phases[at].seconds
        turns = []
        for share in (0.1, 0.495, 0.505, 0.9):
            await move_to(pilot, begin + share * length)
            drawing = field_of(app).drawing
            assert drawing
            turns.append(drawing.turn)
        # Left is first, and mirrored.
        assert plan.phases[at].work.side is Side.RIGHT
        assert turns[0] == -1.0
        assert turns == sorted(turns)
        assert turns[-1] == 1.0


async def test_skip_back_redo(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await pilot.press("n")
        assert set_of(app) == 1
        await pilot.press("b")
        assert set_of(app) == 0
        await pilot.press("enter")
        await move_to(pilot, 3.0)
        await pilot.press("r")
        view = session_of(app).snapshot
        assert (view.phase.kind, set_of(app)) == (PhaseKind.GET_READY, 0)


async def test_plus_and_minus_change_a_wait_by_ten_seconds(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await pilot.press("plus")
        assert field_of(app).words("number") == "20"
        await pilot.press("minus")
        assert field_of(app).words("number") == "10"


async def test_foot_down_is_counted_and_recorded(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await pilot.press("f")  # not in a hold yet
        await move_to(pilot, 12.0)
        await pilot.press("f", "f")
        await pilot.press("q", "k")
    assert kept(tmp_path)[0].sets[0].foot_downs == 2


async def test_by_hand_the_big_key_counts(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10.5)
        await pilot.press("m")
        assert session_of(app).snapshot.counting is Counting.BY_HAND
        await pilot.press(*["space"] * 5)
        assert field_of(app).words("number") == "5"
        await pilot.press("minus")
        assert field_of(app).words("number") == "4"
        await pilot.press("q", "k")
    assert kept(tmp_path)[0].sets[0].done == 4


@pytest.mark.parametrize(("size", "brief"), [((80, 24), False), ((40, 12), True), ((30, 8), True)])
async def test_by_hand_enter_with_nothing_counted_asks_beside_the_count(
    tmp_path: Path, size: tuple[int, int], *, brief: bool
) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test(size=size) as pilot:
        await move_to(pilot, 10.5)
        await pilot.press("m", "enter")
        field, bar, cue = field_of(app), app.screen.query_one(KeyBar), "ticks" if brief else "cue"
        question = question_words(session_of(app).snapshot, brief=brief)
        assert field.words(cue) == question
        lines = [row[slice(*field.place(cue).column_span)].strip() for row in field.lines()]
        assert question in " ".join(lines[slice(*field.place(cue).line_span)])
        assert [(key.key, key.label) for key in bar.keys[:2]] == [("enter", "all 12"), ("n", "none")]
        assert "enter all 12  n none" in str(bar.render())
        assert field_of(app).words("number") == "0"  # the count stays in sight
        await pilot.press("space")
        assert field.words(cue) != question
        await pilot.press("minus", "enter")
        assert field.words(cue) == question
        StillClock.time += 1.0
        await pilot.press("enter")
        assert field.words(cue) != question
        assert session_of(app).snapshot.phase.kind is PhaseKind.REST
        assert session_of(app).session.record(EVENING).sets[0].done == 12


async def test_the_question_names_the_keys_of_the_runner(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    app.preferences.settings = replace(app.settings, keys={"session.go-on": "g", "session.skip": "f4"})
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 10.5)
        await pilot.press("m", "g")
        question = question_words(session_of(app).snapshot, app.settings.keys)
        assert field_of(app).words("cue") == question
        await pilot.press("f4")
        assert session_of(app).session.record(EVENING).sets[0].outcome is Outcome.SKIPPED


async def test_sound_can_be_switched_off_and_on(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        player = player_of(app)
        await pilot.press("s")
        assert player.cancelled
        before = len(player.played)
        await move_to(pilot, 20.0)
        assert len(player.played) == before
        await pilot.press("s")
        await move_to(pilot, 30.0)
        assert len(player.played) > before


@pytest.mark.parametrize("quit_key", ["q", "escape", "ctrl+c", "ctrl+q"])
async def test_leaving_asks_and_stands_still(tmp_path: Path, quit_key: str) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        session_runner = session_of(app)
        await move_to(pilot, 15.0)
        await pilot.press(quit_key)
        assert isinstance(app.screen, FinishScreen)
        assert session_runner.session.run is Run.PAUSED
        await pilot.press("escape")
        assert isinstance(app.screen, SessionScreen)
        assert run_of(app) is Run.RUNNING


async def test_leaving_a_paused_session_and_going_on_leaves_it_paused(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await pilot.press("p", "q", "g")
        assert session_of(app).session.run is Run.PAUSED


@pytest.mark.parametrize("quit_key", ["ctrl+c", "ctrl+q"])
async def test_quitting_twice_keeps_what_is_done(tmp_path: Path, quit_key: str) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 15.0)
        await pilot.press(quit_key, quit_key)
        assert isinstance(app.screen, SummaryScreen)
        assert app.is_running
    assert kept(tmp_path)[0].sets[0].done == 5.0


async def test_the_question_at_the_end_says_how_far_it_went_and_is_whole_in_a_small_pane(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test(size=(30, 8)) as pilot:
        await move_to(pilot, 60.0)
        await pilot.press("q")
        assert str(app.screen.query_one("#told", Static).render()).endswith("1 of 4 sets done")
        answers = app.screen.query_one(OptionMenu)
        assert app.screen.region.contains_region(answers.region)
        assert answers.region.height >= answers.option_count == 3


async def test_what_is_not_as_usual_stays_in_sight(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"))
    async with app.run_test() as pilot:
        field = field_of(app)
        assert field.words("modes") == ""
        await pilot.press("m", "s")
        await move_to(pilot, 12.0)
        assert field.words("modes") == "by hand · muted"
        assert any("by hand · muted" in line for line in field.lines())
        await pilot.press("m", "s")
        assert field.words("modes") == "tones"


async def test_keeping_is_the_answer_under_enter(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 15.0)
        await pilot.press("q", "enter")
        assert isinstance(app.screen, SummaryScreen)
    (record,) = kept(tmp_path)
    assert record.status is Status.PARTIAL
    assert record.sets[0].done == 5.0


async def test_discarding_keeps_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await move_to(pilot, 15.0)
        await pilot.press("q", "d")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    assert kept(tmp_path) == ()


async def test_a_session_in_which_nothing_was_done_is_not_recorded(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await move_to(pilot, 5.0)
        await pilot.press("q", "k")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    assert kept(tmp_path) == ()


async def test_a_program_that_ends_in_the_middle_keeps_what_was_done(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 25.0)
        player = player_of(app)
        app.exit()
    assert app.close_down() == [OFFERED_AGAIN]
    assert kept(tmp_path) == ()
    (left,) = left_in(tmp_path).left_overs()
    assert left.checkpoint.record.sets[0].done == 15.0
    assert player.closed


async def test_a_history_that_cannot_be_written_is_told_and_the_record_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(store: HistoryFile, record: object) -> None:
        raise FileProblem(store.path, "no space left")

    monkeypatch.setattr(HistoryFile, "keep", refuse)
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 25.0)
        await pilot.press("q", "k")
        assert "no space left" in app.screen.query_one("#title", TopLine).text
    lines = app.close_down()
    assert "not saved" in lines[0]
    (waiting,) = (tmp_path / "in-progress").glob("*.json")
    assert str(waiting) in lines[1]
    assert '"single-leg-balance"' in waiting.read_text()


async def test_demonstration_records_nothing_and_says_so(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), speed=60.0)
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        assert isinstance(app.screen, SummaryScreen)
        assert "nothing recorded" in app.screen.query_one("#title", TopLine).fact
    assert kept(tmp_path) == ()
    assert app.close_down() == []


async def test_every_key_of_the_bar_can_be_clicked(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.click(KeyBar, offset=(3, 0))
        assert session_of(app).session.run is Run.PAUSED
        await pilot.click(KeyBar, offset=(3, 0))
        assert session_of(app).session.run is Run.RUNNING
        assert await click_label(pilot, "finish")
        assert isinstance(app.screen, FinishScreen)
        await pilot.click(OptionMenu, offset=(3, 1))
        assert isinstance(app.screen, SessionScreen)


async def click_label(pilot: Pilot[None], label: str) -> bool:
    """Click the key of the bar that says `label`."""
    bar = pilot.app.screen.query_one(KeyBar)
    text = "  ".join(f"{key.key} {key.label}" for key in bar.keys)
    return await pilot.click(KeyBar, offset=(1 + text.index(label), 0))


async def test_resizing_loses_nothing_and_raises_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test(size=(80, 24)) as pilot:
        for second, size in enumerate(((1, 1), (10, 3), (30, 8), (40, 12), (80, 24), (200, 60)), 1):
            await move_to(pilot, 9.0 + second)
            await pilot.resize_terminal(*size)
            await move_to(pilot, 10.0 + second)
            assert field_of(app).words("number") == (str(30 - second) if size > (1, 1) else "")
            await pilot.resize_terminal(80, 24)
            assert session_of(app).session.active_seconds == second


async def test_a_second_sends_what_has_changed_and_a_look_that_changes_nothing_sends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 12.0)
        field = field_of(app)
        field._show(Flash.NONE)
        sent: list[Region] = []
        monkeypatch.setattr(field, "refresh", lambda *regions, **_: sent.extend(regions or [field.region]))
        for _ in range(5):
            app.screen.look()  # type: ignore[attr-defined]
        assert sent == []
        await move_to(pilot, 13.0)
        assert field.words("number") == "27"
        changing = [field.place(part) for part in ("number", "phase", "left", "session")]
        assert all(any(place.contains_region(region) for place in changing) for region in sent)
        last_digit = [region for region in sent if field.place("number").contains_region(region)]
        assert last_digit
        assert all(region.x > field.place("number").center[0] - 1 for region in last_digit)


async def test_the_look_of_a_moment_follows_the_session_and_the_theme(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 12.0)
        field = field_of(app)
        field._show(Flash.NONE)

        def ground() -> str:
            styles = {str(segment.style and segment.style.bgcolor and segment.style.bgcolor.name) for segment in row(1)}
            (found,) = styles
            return found

        def row(y: int) -> Strip:
            return field.render_lines(field.size.region)[y]

        def colour(name: str) -> str:
            return Color.parse(app.theme_variables[name]).hex.lower()

        assert (ground(), row(1).text[0]) == (colour("work"), "┃")
        await pilot.press("p")
        field._show(Flash.NONE)
        assert (ground(), row(1).text[0]) == (colour("surface"), "▌")
        app.theme = "ankle-light"
        await pilot.pause()
        assert ground() == colour("surface")
        await pilot.press("p")
        field._show(Flash.NONE)
        assert (ground(), row(1).text[0]) == (colour("work"), "┃")


async def test_a_change_of_mood_styles_nothing_and_lays_out_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 12.0)
        styled: list[object] = []
        monkeypatch.setattr(app.stylesheet, "apply", lambda node, **_: styled.append(node))
        monkeypatch.setattr(app.screen, "_refresh_layout", lambda *_, **__: styled.append("layout"))
        await pilot.press("p")
        assert field_of(app).mood == "paused"
        assert styled == []


async def test_figures_switched_off_on_another_screen_are_gone_on_the_way_back(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await pilot.press("p")
        assert field_of(app).place("figure").area
        field = field_of(app)
        await pilot.press("question_mark")
        app.figures = FigureChoice.OFF
        await pilot.press("question_mark")
        assert not field.place("figure").area
