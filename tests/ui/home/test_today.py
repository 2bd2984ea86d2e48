"""Today's session on Home: what the coach offers, and what the runner wants of it."""

import re
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.exercises.routine import Item, Routine
from ankle_tui.core.history.records import Feel
from ankle_tui.core.training.suggestion import hops_words
from ankle_tui.ui.about.screen import AboutScreen
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.first_run import FirstRunScreen
from ankle_tui.ui.home.home_wording import about_lines, time_words
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from tests.ui.home.on_home import advice, advised, home, time, title, wish
from tests.ui.stage import make_app, move_to, press_later, session_of, shipped

ROUTINE = Routine("hops", "Hops first", (Item("lateral-hops"), Item("calf-raise", sets=1, amount=5)))


def chosen(app: AnkleApp) -> list[str]:
    return [choice.exercise.id for choice in app.screen.query_one(ExercisePicker).chosen]


def hops_advice(app: AnkleApp) -> str:
    """What speaks against the hops in the session on the screen."""
    return hops_words(home(app).desk.state.against_hops(app.journal.calendar))


def row(app: AnkleApp, number: int) -> str:
    """A line of the list as it is drawn."""
    return app.screen.query_one(ExercisePicker).lines()[number]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and let everything come to rest."""
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def test_the_times_of_the_exercises_add_up_to_that_of_the_session(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m", "c")
        picker = app.screen.query_one(ExercisePicker)
        shown = [re.search(r" (\d+):(\d\d) ", line) for line in picker.lines()]
        seconds = sum(int(found[1]) * 60 + int(found[2]) for found in shown if found)
        assert len(picker.chosen) > 3
        plan = home(app).plan
        assert plan
        assert seconds == round(plan.seconds)


async def test_every_line_says_why(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "new to you" in row(app, 0)
        assert "needs a band" in row(app, 2)
        await press(pilot, "v")  # what the runner has changed is the runner's own
        assert "eyes closed" in row(app, 0)
        await pilot.resize_terminal(50, 30)
        await press(pilot, "down")
        picker = app.screen.query_one(ExercisePicker)
        about = about_lines(picker.current, home(app).desk.state.selection.reason(picker.current))
        assert [line.strip() for line in picker.lines()[-2:]] == about


async def test_minutes_go_round_and_the_session_fits(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        labels = []
        for _ in range(4):
            await press(pilot, "m")
            labels.append(wish(app, "minutes"))
        assert labels == ["15 min", "20 min", "5 min", "10 min"]
        await press(pilot, "m", "m", "m")
        assert any("fit 5 min" in row(app, number) or "next" in row(app, number) for number in range(5))
        assert time(app).endswith(" of 5 min")


async def test_minutes_of_the_settings_come_first(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.preferences.settings = replace(app.settings, minutes=7.0, cooldown=True)
    async with app.run_test() as pilot:
        assert wish(app, "minutes") == "7 min"
        assert chosen(app)[-2:] == ["ankle-circles", "knee-to-wall"]
        assert time(app) == time_words(home(app).desk.state)
        await press(pilot, "m")
        assert wish(app, "minutes") == "10 min"


async def test_pain_makes_it_easier_and_tells_where_to_read_when_to_stop(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f")
        assert wish(app, "feel") == "feeling sore"
        await press(pilot, "f")
        assert "pain today: the easiest step" in row(app, 0)
        assert advice(app) == advised(app)
        await press(pilot, "o")
        assert isinstance(app.screen, AboutScreen)
        assert app.screen.page.id == "stop"
        await press(pilot, "escape", "f")
        assert wish(app, "feel") == "feeling fine"


async def test_hops_on_a_painful_day_are_advised_against_at_every_size(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", *["down"] * 4, "space")
        assert (home(app).desk.state.wishes.feel, advice(app)) == (Feel.SORE, hops_advice(app))
        await press(pilot, "f", "space")
        assert advice(app).startswith(hops_advice(app))
        assert advice(app) == advised(app)
        told = []
        for size in ((100, 10), (40, 12), (30, 8)):
            await pilot.resize_terminal(*size)
            told.append(title(app))
        assert all("o: when to stop" in words for words in told)
        assert "skip hops" in told[0]
        assert "skip hops" in told[1]
        await press(pilot, "space")
        assert "hops" not in title(app)


async def test_what_was_put_right_by_hand_does_not_go_without_a_word(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "m", "m", "m")  # nothing of this is lost
        told = [(home(app).desk.state.replaced, "updated" in title(app))]
        for keys in (("c", "right", "m"), ("m",), ("space", "f"), ("space",)):
            await press(pilot, *keys)
            told.append((home(app).desk.state.replaced, "updated" in title(app)))
        assert told == [(False, False), (True, True), (False, False), (True, True), (False, False)]


async def test_the_cooldown_is_taken_and_left_as_a_whole(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "right", "c")  # a changed dose stays
        assert wish(app, "cooldown") == "cooldown"
        assert chosen(app) == ["single-leg-balance", "calf-raise", "ankle-circles", "knee-to-wall"]
        assert app.screen.query_one(ExercisePicker).chosen[0].dose.amount == 35
        await press(pilot, "end", "space", "c")
        assert chosen(app) == ["single-leg-balance", "calf-raise"]
        assert wish(app, "cooldown") == "no cooldown"


async def test_a_routine_takes_the_place_of_the_session(tmp_path: Path) -> None:
    app = make_app(tmp_path, catalogue=replace(shipped(), routines=(ROUTINE,)))
    app.preferences.settings = replace(app.settings, minutes=1.0)
    async with app.run_test() as pilot:
        assert wish(app, "routine") == "routine: none"
        await press(pilot, "r")
        assert wish(app, "routine") == f"routine: {ROUTINE.name}"
        assert chosen(app) == ["lateral-hops", "calf-raise"]
        await press(pilot, "m")  # a time asks the coach again
        assert wish(app, "routine") == "routine: none"
        await press(pilot, "r", "enter")
        assert session_of(app).session.plan.sets[0].exercise == "lateral-hops"


async def test_without_routines_there_is_no_word_of_them(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "r")
        assert wish(app, "routine") == ""
        assert "Routine" not in {command.title for command in app.get_system_commands(app.screen)}


async def test_what_the_runner_has_changed_outlives_a_mark_and_gives_way_to_what_was_done(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "down", "down", "space", "d", "s")
        assert "band-ankle" in chosen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, SessionScreen)
        await move_to(pilot, 60)
        await press(pilot, "q", "k")
        await press_later(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "band-ankle" not in chosen(app)
        assert any("done today" in row(app, number) or "needs a band" in row(app, number) for number in range(5))


async def test_who_begins_is_asked_once_and_home_follows(tmp_path: Path) -> None:
    app = make_app(tmp_path, first_run=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, FirstRunScreen)
        await press(pilot, "down", "enter", "enter", "enter", "enter", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert app.settings.level is Level.EXPERIENCED
        assert app.screen.query_one(ExercisePicker).chosen[0].dose.amount == 60


async def test_home_follows_only_the_setting_that_has_changed(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "m", "c")
        app.preferences.set(target=3)
        await press(pilot, "i", "escape")
        assert (wish(app, "minutes"), wish(app, "cooldown")) == ("15 min", "cooldown")
        app.preferences.set(minutes=5.0)
        await press(pilot, "i", "escape")
        assert wish(app, "minutes") == "5 min"
