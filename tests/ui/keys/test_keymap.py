"""Keys of the runner's own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.commands import main
from ankle_tui.core.validation import InvalidValue
from ankle_tui.services.key_commands import COMMANDS, PLACES, every_command
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import load_settings
from ankle_tui.ui.app import AnkleApp, for_screen
from ankle_tui.ui.calendar.mark import MarkScreen
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.keys.keymap import commands, read_keymap, usable_keys
from ankle_tui.ui.keys.names import key_name
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.themes import DARK
from ankle_tui.ui.widgets.keybar import KeyBar
from tests.examples import examples
from tests.ui.stage import edge_keys, make_app


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"home.strat": "x"}, 'keys: home.strat: is not a command; did you mean "home.start"?'),
        ({"qqqq": "x"}, "keys: qqqq: is not a command; ankle-tui keys lists them"),
        ({"home.start": "esc"}, 'keys: home.start: "esc" is not a key; did you mean "escape"?'),
        ({"home.start": "x,"}, 'keys: home.start: "" is not a key'),
        ({"home.start": "strg+x"}, "is not a key: strg is none of alt, ctrl, hyper, meta, shift, super"),
        ({"home.start": "p"}, 'keys: "p" would be both home.start (start) and home.progress (progress)'),
        ({"picker.take": "o"}, '"o" would be both home.information'),
        ({"session.big": "ctrl+q"}, '"ctrl+q" would be both session.big (Pause, go on, count) and app.quit (Quit)'),
        ({"library.back": "down"}, '"down" would be both library.back (back) and a list (Down)'),
        ({"amend.next": "n"}, 'keys: amend.next: "n" is needed to write notes; take one with ctrl'),
    ],
)
def test_a_slip_is_one_clear_line(keys: dict[str, str], problem: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        read_keymap(keys)
    assert problem in str(caught.value)


def test_keys_are_read_however_they_are_written() -> None:
    assert read_keymap({"home.start": "Ctrl+S, ctrl++, F5", "home.keys": "é,?", "finish.keep": "+, -"}) == {
        "home.start": "ctrl+s,ctrl+plus,f5",
        "home.keys": "é,question_mark",
        "finish.keep": "plus,minus",
    }
    assert read_keymap({"home.start": "p", "home.progress": "enter"})  # two that swap
    assert read_keymap({"history.all": "y"}) == {"history.all": "y", "history.back": "escape"}  # they share a key
    assert read_keymap({"progress.previous": "g"}) == {
        "progress.previous": "g",
        "progress.next": "down,j",
    }  # no longer ↑↓
    assert [key_name(key) for key in ("ctrl+s", "enter", "question_mark", "alt+up")] == ["^s", "enter", "?", "alt+↑"]
    assert len({command.id for command in commands()}) == len(commands())


def bar(app: AnkleApp) -> dict[str, str]:
    """The keys of the screen: in its bar, and in the borders of its panels."""
    return {key.label: key.key for key in (*app.screen.query_one(KeyBar).keys, *edge_keys(app))}


async def test_every_place_shows_and_takes_other_keys(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    keys = {"home.start": "ctrl+s,g", "home.feel": "e", "picker.less": "l", "session.pause": "x", "mark.rest": "z"}
    app.preferences.settings = replace(app.settings, keys=keys)
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        assert {"start": "^s", "amount": "→", "day": "d"}.items() <= bar(app).items()
        assert "e feeling fine" in app.screen.query_one("#choices").words  # type: ignore[attr-defined]
        titles = {command.title: command.help for command in app.get_system_commands(app.screen)}
        assert titles["Start"] == "Key: ^s g"
        await pilot.press("d")
        assert app.screen.query_one("OptionMenu").get_option("rest").prompt.plain == "  z  rest"  # type: ignore[attr-defined]
        await pilot.press("z", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert ("^s g", "Start") in {(each.keys, each.title) for each in app.screen.commands}
        await pilot.press("escape", "enter", "f")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("g")
        assert isinstance(app.screen, SessionScreen)
        await pilot.press("m", "x")
        assert bar(app)["go on"] == "space"
        await pilot.press("x", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert ("x", "Pause, go on") in {(each.keys, each.title) for each in app.screen.commands}


def test_every_command_of_ours_has_an_id() -> None:
    areas = {area for place in PLACES for area in place} - COMMANDS.keys()
    assert areas == {"writing", "a list"}
    assert all(command.id.count(".") == 1 for area in COMMANDS.values() for command in area)
    assert {command.id for area in COMMANDS.values() for command in area} == every_command().keys()


def test_the_command_line_lists_the_keys_and_tells_of_a_slip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main.main(["--data-dir", str(tmp_path), "--config-dir", str(tmp_path), *argv])
        return code, *capsys.readouterr()

    config = tmp_path / "config.toml"
    config.write_text('[keys]\n"home.start" = "ctrl+s"\n', encoding="utf-8")
    code, out, _ = run("keys")
    assert (code, out.splitlines()[0].split()) == (0, ["home.start", "ctrl+s", "Start"])
    assert "session.skip" in out
    config.write_text('[keys]\n"home.strat" = "ctrl+s"\n', encoding="utf-8")
    problem = f'{config}: keys: home.strat: is not a command; did you mean "home.start"? Ignored'
    code, out, err = run("keys")
    assert (code, err) == (0, f"ankle-tui: {problem}\n")
    assert out.splitlines()[0].split() == ["home.start", "enter", "Start"]
    monkeypatch.setenv("ANKLE_TUI_AUDIO", "off")
    code, out, _ = run("doctor", "--json")
    assert code == 1
    (found,) = (finding for finding in json.loads(out) if finding["name"] == "settings")
    assert (found["state"], found["line"]) == ("problem", problem)


@pytest.mark.parametrize(
    ("keys", "good", "told"),
    [
        ({}, [], []),
        ({"home.start": "p", "home.progress": "enter"}, ["home.start", "home.progress"], []),
        ({"home.start": "esc", "home.mark": "z"}, ["home.mark"], ["enter"]),
        ({"qqqq": "x", "home.mark": "z"}, ["home.mark"], [""]),
        ({"home.mark": "z", "home.start": "p"}, ["home.mark"], ["enter for home.start"]),
        ({"home.start": "z", "home.mark": "z"}, ["home.start"], ["d for home.mark"]),
        # Of two that swap one cannot be read: the other one's new key is taken again.
        ({"home.start": "p", "home.progress": "strg+x"}, [], ["p", "enter for home.start"]),
        ({"home.start": "o", "picker.take": "o", "amend.next": "n"}, [], None),
    ],
)
def test_a_bad_key_costs_its_command_only(keys: dict[str, str], good: list[str], told: list[str] | None) -> None:
    usable, slips = usable_keys(keys)
    assert list(usable) == good
    assert usable.items() <= keys.items()
    assert told is None or [usual for _, usual in slips] == told
    assert len(slips) == len(keys) - len(usable)
    read_keymap(usable)


@examples(60)
@given(
    st.dictionaries(
        st.sampled_from(["home.strat", *(command.id for command in commands())]),
        st.sampled_from(["x", "p", "enter", "esc", "ctrl+q", "n, o", "down", "", "a,b", "strg+x", "?"]),
        max_size=12,
    )
)
def test_what_is_left_of_any_keys_can_be_used(keys: dict[str, str]) -> None:
    usable, slips = usable_keys(keys)
    read_keymap(usable)
    assert len(usable) + len(slips) == len(keys)


async def test_the_screen_starts_with_the_usual_keys_and_leaves_the_file_alone(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    text = 'theme = "norde"\n[keys]\n"home.start" = "esc"\n"home.mark" = "z"\n'
    config.write_text(text, encoding="utf-8")
    found, slips = for_screen(load_settings(config)[0], config)
    app = make_app(tmp_path, notices=[slip.line for slip in slips])
    app.preferences.settings, app.preferences.file = found, SettingsFile(config)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "is not a theme" in str(app.screen.query_one("#notices Static").render())
        assert app.theme == DARK.name
        await pilot.press("escape", "z")
        assert isinstance(app.screen, MarkScreen)
    assert config.read_text(encoding="utf-8") == text
