"""The doctor looks at sound, terminal and colours."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ankle_tui.audio import open_player as choose
from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.commands.doctor import check_system
from ankle_tui.commands.doctor.finding import FindingState
from tests.commands.doctor.patients import TERMINAL, Patient, silent


def test_what_makes_the_sound_and_why(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "order", lambda _wish: ("miniaudio", "system"))
    test = "ankle-tui sounds --test plays it"
    assert patient.finding("sound") == ("ok", "by miniaudio, a driver (the best that is installed)", test)
    assert patient.finding("sound", try_sound=lambda *_: ("system", "aplay")) == (
        "note",
        "by the system's player (aplay): miniaudio finds no device",
        test,
    )
    monkeypatch.setattr(choose, "order", lambda _wish: ("system",))
    assert patient.finding("sound", try_sound=lambda *_: ("system", "aplay")) == (
        "ok",
        "by the system's player, aplay (the best that is installed)",
        test,
    )


def test_over_ssh_it_is_said_where_the_sound_comes_out(patient: Patient) -> None:
    ssh = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
    findings = [each for each in patient.examined(ssh) if each.name == "sound"]
    assert [each.line for each in findings][1:] == [choose.heard_far_away("auto", ssh)]
    assert len([each for each in patient.examined(ssh, silent) if each.name == "sound"]) == 1


def test_no_sound_device_is_a_problem_unless_none_is_wanted(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "order", lambda _wish: ("miniaudio",))
    state, line, remedy = patient.finding("sound", try_sound=silent)
    assert (state, line) == ("problem", "no sound device: no driver")
    assert 'sound = "bell"' in remedy
    assert "ANKLE_TUI_AUDIO=bell" in remedy
    monkeypatch.setattr(choose, "order", lambda _wish: ())
    why = "no audio library and no program that plays sounds is here"
    assert patient.finding("sound", try_sound=silent)[:2] == ("problem", f"no sound device: {why}")

    def unheard(*_: object) -> tuple[str, str]:
        raise AssertionError("nothing is to be tried")

    assert patient.finding("sound", {"ANKLE_TUI_AUDIO": "off"}, unheard)[:2] == (
        "note",
        "off (as ANKLE_TUI_AUDIO says)",
    )
    patient.settings('sound = "bell"')
    assert patient.finding("sound", try_sound=unheard)[:2] == ("note", "by the terminal bell (as the settings say)")


def test_the_device_is_opened_as_a_session_does_and_closed_again(tmp_path: Path) -> None:
    closed: list[str] = []

    class FakePlayer(SilentPlayer):
        def __init__(self, name: str) -> None:
            self.name, self.status = name, "a driver"  # type: ignore[misc]

        def close(self) -> None:
            closed.append(self.name)

    def opener(name: str, told: str) -> Callable[..., Player]:
        def opened(choice: str, **options: Any) -> Player:
            assert (choice, options["own_sounds"], options["environ"]) == ("auto", tmp_path, TERMINAL)
            options["on_change"](name) if told == "change" else options["on_news"]("no device")
            return FakePlayer(name)

        return opened

    with pytest.MonkeyPatch.context() as patch:
        for name, told, expected in (("miniaudio", "change", "miniaudio"), ("bell", "news", "")):
            patch.setattr(choose, "open_player", opener(name, told))
            assert choose.try_device("auto", TERMINAL, tmp_path) == (expected, "a driver")
    assert closed == ["miniaudio", "bell"]


def test_in_which_order_what_is_here_is_tried(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_system, "present", lambda: {"miniaudio": "installed", "system": "paplay, aplay"})
    here = "miniaudio (installed), simpleaudio (not here), system (paplay, aplay), terminal bell"
    assert patient.finding("sound order") == ("ok", here, "")


def test_a_wish_for_sound_that_means_nothing(patient: Patient) -> None:
    *_, finding = (each for each in patient.examined({"ANKLE_TUI_AUDIO": "trumpet"}) if each.name == "sound")
    assert (finding.state, finding.line) == (FindingState.NOTE, 'ANKLE_TUI_AUDIO="trumpet" means nothing')
    assert finding.remedy == "one of: auto, simpleaudio, miniaudio, system, bell, off"


@pytest.mark.parametrize(
    ("terminals", "environ", "size", "expected"),
    [
        ({0, 1, 2}, {"TERM": "xterm"}, (80, 24), [("ok", "80 x 24, TERM=xterm")]),
        ({0, 1, 2}, {"TERM": "tmux", "TMUX": "socket,1,0"}, (80, 24), [("ok", "80 x 24, TERM=tmux, in tmux")]),
        ({0, 1, 2}, {}, (29, 24), [("note", "29 x 24, TERM=-")]),
        (
            {0, 2},
            {"TERM": "xterm"},
            (80, 24),
            [("note", "stdout: no terminal, so no screen"), ("ok", "80 x 24, TERM=xterm")],
        ),
        (set(), {"TERM": "xterm"}, (80, 24), [("note", "stdin, stdout, stderr: no terminal, so no screen")]),
        (
            set(),
            {"TEXTUAL_DRIVER": "a:B"},
            (80, 24),
            [("note", "TEXTUAL_DRIVER=a:B: the screen goes there, as under textual serve")],
        ),
        ({0, 1, 2}, {"TERM": "dumb"}, (80, 24), [("note", "TERM=dumb: no screen"), ("ok", "80 x 24, TERM=dumb")]),
    ],
)
def test_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
    terminals: set[int],
    environ: dict[str, str],
    size: tuple[int, int],
    expected: list[tuple[str, str]],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "isatty", lambda number: number in terminals)
        patch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
        found = list(check_system.check_terminal(environ))
    assert [(each.state.value, each.line) for each in found if each.name == "terminal"] == expected


def test_colours_and_signs(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert patient.finding("colour")[1] == "COLORTERM=truecolor"
    assert patient.finding("colour", {"NO_COLOR": "1"})[1] == "none, as NO_COLOR says"
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        state, line, remedy = patient.finding("text")
    assert (state, line, bool(remedy)) == ("note", "-", True)
