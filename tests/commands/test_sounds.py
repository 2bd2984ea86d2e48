"""`ankle-tui sounds`: every sound is listed and played, and what cannot be heard is said."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ankle_tui.audio.bell import PATTERNS
from ankle_tui.audio.sound_files import MissingSoundsError, find_sounds
from ankle_tui.commands import main
from ankle_tui.commands import sounds as soundcheck
from ankle_tui.commands.sounds import MEANINGS, NoSoundError, SoundTest, sound_lines
from ankle_tui.core.cues.cues import NAMES
from ankle_tui.store.settings.settings import Settings, SoundChoice


class FakeTestPlayer:
    """A player that has a device, or loses it."""

    delay = 0.0
    ready = True

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.status = "a driver"
        self.played: list[str] = []
        self.closed = False
        self.on_change: Callable[[str], None] = print
        self.on_news: Callable[[str], None] = print
        self.options: dict[str, Any] = {}

    @property
    def name(self) -> str:
        return self.names[min(len(self.played), len(self.names) - 1)]

    def open(self, choice: str, **options: Any) -> "FakeTestPlayer":
        self.options = options
        options["on_change"]("bell")  # a bell that rings until the device is open
        options["on_change"](self.name) if self.name != "bell" else options["on_news"](
            "Sound: the bell now; no device."
        )
        return self

    def play(self, cue: str, at: float | None = None) -> None:
        self.played.append(cue)

    def cancel(self) -> None: ...

    def set_volume(self, volume: float) -> None: ...

    def close(self) -> None:
        self.closed = True


def sound_test(
    player: FakeTestPlayer, sound: SoundChoice = SoundChoice.AUTO, own: Path = Path("none"), **environ: str
) -> SoundTest:
    return SoundTest(Settings(sound=sound, volume=0.5), own, environ, opener=player.open, pause=lambda _seconds: None)


def test_every_sound_has_a_meaning_and_every_meaning_a_sound() -> None:
    assert list(MEANINGS) == list(NAMES)


def test_every_sound_is_listed_with_its_meaning_and_file(tmp_path: Path) -> None:
    head, *lines = sound_lines(tmp_path)
    assert str(tmp_path) in head
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert lines[4].split("  ")[0] == "go"
    assert lines[4].endswith("  go.wav")


def test_own_files_are_listed_in_place_of_ours_and_bad_ones_below(tmp_path: Path) -> None:
    shutil.copy(find_sounds() / "rest.wav", tmp_path / "go.wav")
    (tmp_path / "one.wav").write_bytes(b"no sound")
    lines = list(sound_lines(tmp_path))
    assert next(line for line in lines if line.startswith("go ")).endswith(str(tmp_path / "go.wav"))
    assert next(line for line in lines if line.startswith("one ")).endswith("  one.wav")
    assert lines[-1].startswith("Not used: one.wav ")


def test_each_sound_is_named_then_played() -> None:
    player = FakeTestPlayer(["miniaudio"])
    lines = sound_test(player).lines()
    assert next(lines) == "Played by miniaudio (a driver), volume 50%"
    assert next(lines) == "get-ready: get ready"
    assert player.played == []
    assert len(list(lines)) == len(NAMES) - 1
    assert player.played == list(NAMES)
    assert player.closed
    assert player.options["own_sounds"] == Path("none")


def test_a_file_that_is_refused_is_named_before_the_shipped_one_is_heard(tmp_path: Path) -> None:
    (tmp_path / "go.wav").write_bytes(b"no sound")
    (tmp_path / "rest.mp3").write_bytes(b"no sound")
    player = FakeTestPlayer(["miniaudio"])
    lines = list(sound_test(player, own=tmp_path).lines())
    assert lines[1:3] == ["Not used: go.wav is not a WAV", "Not used: rest.mp3 is not a WAV"]
    assert player.played == list(NAMES)


def test_without_a_device_the_test_says_so() -> None:
    player = FakeTestPlayer(["bell"])
    with pytest.raises(NoSoundError, match=r"no sound device \(a driver\); a session rings the bell instead"):
        list(sound_test(player).lines())
    assert (player.played, player.closed) == ([], True)


def test_a_device_that_goes_away_during_the_test_is_no_success() -> None:
    player = FakeTestPlayer(["miniaudio", "miniaudio", "silent"])
    with pytest.raises(NoSoundError, match="a session is silent"):
        list(sound_test(player).lines())
    assert player.closed


def test_the_bell_that_the_settings_ask_for_is_rung() -> None:
    player = FakeTestPlayer(["bell"])
    list(sound_test(player, SoundChoice.BELL).lines())
    assert set(player.played) == set(PATTERNS)


def test_sound_that_is_off_cannot_be_tested() -> None:
    with pytest.raises(NoSoundError, match="sound is off"):
        list(sound_test(FakeTestPlayer(["silent"]), SoundChoice.OFF).lines())


def test_the_command_lists_and_tests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--config-dir", str(tmp_path), "--data-dir", str(tmp_path)]
    assert main.main([*options, "sounds"]) == 0
    assert "get-ready.wav" in capsys.readouterr().out
    (tmp_path / "config.toml").write_text('sound = "off"\n', encoding="utf-8")
    assert main.main([*options, "sounds", "--test"]) == 2
    assert capsys.readouterr().err.startswith("ankle-tui: sound is off")


def test_sounds_that_are_not_there_are_a_plain_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Path:
        raise MissingSoundsError([tmp_path])

    monkeypatch.setattr(soundcheck, "find_sounds", fail)
    assert main.main(["--config-dir", str(tmp_path), "--data-dir", str(tmp_path), "sounds"]) == 2
    assert "no sound cues in" in capsys.readouterr().err
