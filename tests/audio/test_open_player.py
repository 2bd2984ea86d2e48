"""Opening a player: it never fails, never waits, and keeps the audio library out of the process that draws."""

import importlib.util
import json
import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ankle_tui.audio import open_player as choose
from ankle_tui.audio.client.client import HelperPlayer
from ankle_tui.audio.open_player import VARIABLE, PlayerChoice, open_player, resolve
from ankle_tui.store.settings.settings import SoundChoice
from tests.audio.fakes import PATIENCE

needs_miniaudio = pytest.mark.skipif(
    importlib.util.find_spec("miniaudio") is None, reason="miniaudio has no wheel for this machine"
)


@pytest.mark.parametrize(
    ("choice", "variable", "expected"),
    [
        ("auto", None, PlayerChoice.AUTO),
        ("auto", "bell", PlayerChoice.BELL),
        ("auto", " OFF ", PlayerChoice.OFF),
        ("auto", "trumpet", PlayerChoice.AUTO),
        ("bell", "off", PlayerChoice.BELL),
        ("Miniaudio", None, PlayerChoice.MINIAUDIO),
        ("system", "bell", PlayerChoice.SYSTEM),
        ("auto", "simpleaudio", PlayerChoice.SIMPLEAUDIO),
        ("trumpet", None, PlayerChoice.AUTO),
        ("trumpet", "off", PlayerChoice.OFF),
    ],
)
def test_resolve(choice: str, variable: str | None, expected: PlayerChoice) -> None:
    assert resolve(choice, {} if variable is None else {VARIABLE: variable}) is expected


def test_off_is_silent() -> None:
    assert open_player("off").name == "silent"


def test_the_bell_needs_somebody_to_ring_it() -> None:
    strokes: list[int] = []
    bell = open_player("bell", ring=lambda: strokes.append(1), environ={})
    bell.play("go")
    assert (bell.name, strokes) == ("bell", [1])
    assert open_player("bell", environ={}).name == "silent"


@pytest.mark.parametrize("choice", ["auto", "miniaudio"])
def test_with_nothing_that_plays_it_is_the_bell(choice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "order", lambda _wish: ())
    assert open_player(choice, ring=lambda: None, environ={}).name == "bell"


def test_a_frozen_program_does_not_start_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert open_player("auto", ring=lambda: None, environ={}).name == "bell"


@needs_miniaudio
def test_out_of_threads_is_the_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_player: HelperPlayer) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(HelperPlayer, "start", fail)
    assert open_player("auto", ring=lambda: None, environ={}).name == "bell"


_MODULES = """
import json, sys
from ankle_tui.audio.open_player import open_player
imported = sorted(sys.modules)
open_player("bell", ring=print, environ={}).close()
open_player("auto", ring=print, environ={}).close()
print(json.dumps([imported, sorted(sys.modules)]))
"""


def test_the_process_that_draws_imports_no_audio_library() -> None:
    run = subprocess.run([sys.executable, "-c", _MODULES], capture_output=True, check=True, timeout=PATIENCE)
    imported, in_the_end = map(set, json.loads(run.stdout))
    heavy = {"subprocess", "wave", "argparse", "asyncio"}
    foreign = {
        "miniaudio",
        "_miniaudio",
        "textual",
        "rich",
        "ankle_tui.audio.helper.helper",
        "ankle_tui.audio.helper.backends",
    }
    assert not imported & (heavy | foreign)
    assert not in_the_end & foreign


_DEAF_MACHINE = """
import sys, threading
from ankle_tui.audio.open_player import open_player
changed = threading.Event()
strokes, news = [], []
def tell(line): news.append(line); changed.set()
player = open_player("auto", ring=lambda: strokes.append(1), on_news=tell, environ={})
assert changed.wait(20)
assert player.name == "bell", player.name
assert news == ["Sound: the bell now; no sound device."], news
player.play("go")
assert strokes == [1], strokes
player.close()
"""


@needs_miniaudio
@pytest.mark.skipif(sys.platform != "linux", reason="only here can the machine's devices be hidden")
def test_a_machine_without_devices_rings_the_bell_and_prints_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "asound.conf").write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing")
    run = subprocess.run([sys.executable, "-c", _DEAF_MACHINE], capture_output=True, check=False, timeout=60)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


@needs_miniaudio
def test_opening_hands_the_work_to_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    started = threading.Event()
    monkeypatch.setattr(HelperPlayer, "start", lambda _player: started.set())
    player = open_player("miniaudio", environ={})
    assert (player.name, player.status, started.is_set()) == ("miniaudio", "starting", True)
    player.close()


@needs_miniaudio
def test_the_folder_of_own_sounds_goes_along_to_the_helper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(HelperPlayer, "start", lambda _player: None)
    player = open_player("miniaudio", own_sounds=tmp_path, environ={})
    assert isinstance(player, HelperPlayer)
    assert player._pool._command("miniaudio", 1.0)[-2:] == ["--own", str(tmp_path)]


SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}


@pytest.mark.parametrize(
    ("choice", "environ", "told"),
    [
        ("auto", SSH, True),
        ("auto", {}, False),
        ("miniaudio", SSH, False),
        ("auto", {**SSH, VARIABLE: "system"}, False),
        ("auto", {**SSH, VARIABLE: "bell"}, False),
        ("auto", {**SSH, "PULSE_SERVER": "tcp:localhost:4713"}, False),
    ],
)
def test_over_ssh_it_is_said_where_the_sound_comes_out_and_how_to_have_the_bell(
    choice: str, environ: dict[str, str], told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "node", lambda: "garden-shed")
    line = choose.heard_far_away(choice, environ)
    assert bool(line) is told
    assert ("garden-shed" in line and f"{VARIABLE}=bell" in line) is told


@needs_miniaudio
def test_over_ssh_it_is_said_once_when_a_device_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HelperPlayer, "start", lambda _player: None)
    changes: list[str] = []
    news: list[str] = []
    player = open_player("auto", on_change=changes.append, on_news=news.append, environ=SSH)
    assert isinstance(player, HelperPlayer)
    player._notices.stands_in("bell")
    assert news == []
    for _ in range(2):
        player._notices.opened("miniaudio", "a driver")
    assert news == [choose.heard_far_away("auto", SSH)]
    assert changes == ["bell", "miniaudio", "miniaudio"]


def test_the_settings_know_every_choice() -> None:
    assert [choice.value for choice in SoundChoice] == [choice.value for choice in PlayerChoice]


@pytest.mark.parametrize(
    ("choice", "variable", "here", "expected"),
    [
        ("auto", "", ("simpleaudio", "system"), (PlayerChoice.SIMPLEAUDIO, "the best that is installed")),
        ("auto", "system", ("system", "miniaudio"), (PlayerChoice.SYSTEM, f"as {VARIABLE} says")),
        ("miniaudio", "", ("miniaudio",), (PlayerChoice.MINIAUDIO, "as the settings say")),
        ("miniaudio", "", ("system",), (PlayerChoice.SYSTEM, "miniaudio is not installed")),
        ("auto", "", (), (PlayerChoice.BELL, "no audio library and no program that plays sounds is here")),
        ("auto", "bell", ("miniaudio",), (PlayerChoice.BELL, f"as {VARIABLE} says")),
        ("bell", "off", ("miniaudio",), (PlayerChoice.BELL, "as the settings say")),
        ("off", "", ("miniaudio",), (PlayerChoice.OFF, "as the settings say")),
    ],
)
def test_what_would_be_opened_is_known_without_opening_it(
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
    variable: str,
    here: tuple[str, ...],
    expected: tuple[PlayerChoice, str],
) -> None:
    monkeypatch.setattr(choose, "order", lambda _wish: here)
    monkeypatch.setattr(choose, "HelperPlayer", None)
    assert choose.forecast(choice, {VARIABLE: variable}) == expected
