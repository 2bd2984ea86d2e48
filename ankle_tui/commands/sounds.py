"""Run `ankle-tui sounds`: list every sound with its meaning, or play them all."""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from ankle_tui import clock
from ankle_tui.audio.bell import PATTERNS
from ankle_tui.audio.client.notices import spoken_name
from ankle_tui.audio.open_player import PlayerChoice, has_device, open_device, open_player, resolve
from ankle_tui.audio.player import Player
from ankle_tui.audio.sound_files import RATE, Clip, Clips, MissingSoundsError, find_sounds, read_clips
from ankle_tui.commands import console, inputs
from ankle_tui.core.cues.cues import NAMES, Cue
from ankle_tui.core.cues.own_words import OWN
from ankle_tui.core.cues.voice import WORDS
from ankle_tui.store.files.problem import one_line
from ankle_tui.store.settings.settings import Settings

MEANINGS: Final[Mapping[str, str]] = {
    Cue.GET_READY: "get ready",
    Cue.THREE: "three seconds to go",
    Cue.TWO: "two seconds to go",
    Cue.ONE: "one second to go",
    Cue.GO: "go",
    Cue.TEMPO_UP: "move up",
    Cue.TEMPO_HOLD: "hold",
    Cue.TEMPO_DOWN: "move down",
    Cue.TEMPO_PULL: "pull, or do one",
    Cue.TEMPO_BACK: "come back",
    Cue.COUNT: "one rep or step done",
    Cue.SECOND: "one second of a test",
    Cue.HALFWAY: "halfway",
    Cue.TEN_SECONDS: "ten seconds to go",
    Cue.CHANGE_SIDES: "change sides",
    Cue.REST: "rest",
    Cue.SET_DONE: "the set is done",
    Cue.SESSION_DONE: "the session is done",
    Cue.FOOT_DOWN: "foot down, noted",
    Cue.QUESTION: "nothing was counted: all or none?",
    Cue.PAUSED: "paused",
    Cue.RESUMED: "resumed",
    **{name: f'says "{words}"' for name, words in WORDS.items()},
}
"""What each sound means, by its name."""
OWN_WORD: Final = "a word for an exercise of your own"
"""What any other sound means."""

_AHEAD: Final = 0.3
"""Seconds from the line on the screen to the sound."""
_GAP: Final = 0.25
"""Seconds between two sounds."""
_STROKE: Final = 0.6
"""Seconds to give a terminal to ring its bell."""


class NoSoundError(Exception):
    """No sound can be made; the message says why and what helps."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `sounds`."""
    parser.add_argument(
        "--test", action="store_true", help="play each of them, with its name; exit code 2 without a device"
    )


def run(arguments: SimpleNamespace) -> int:
    """List or play the sounds."""
    own = inputs.folders(arguments).sounds
    try:
        if not arguments.test:
            return console.tell(sound_lines(own))
        test = SoundTest(inputs.read_settings(arguments), own, os.environ)
        with contextlib.closing(test.lines()) as lines:
            for line in lines:
                print(one_line(line), flush=True)  # before the sound is heard
    except NoSoundError as error:
        raise console.UsageError(str(error)) from error
    return 0


def sound_lines(own: Path) -> Iterator[str]:
    """List each sound with its name, meaning and file, then the files that cannot be used.

    Args:
        own: Folder of the runner's own sounds, which need not exist.

    Raises:
        NoSoundError: If the sounds of the program are missing.
    """
    folder = _shipped()
    clips = read_clips(folder, own)
    yield f"Sounds in {folder}, replaced by files of the same name in {own}"
    names = _names(clips)
    width = max(map(len, names))
    wide = max(map(len, MEANINGS.values()))
    for name in names:
        file = _file(clips.get(name), folder)
        yield f"{name:<{width}}  {MEANINGS.get(name, OWN_WORD):<{wide}}  {file}"
    yield from _refused(clips)


class SoundTest:
    """Play every sound on the output that the settings choose.

    Args:
        settings: The runner's settings.
        own: Folder of the runner's own sounds.
        environ: Environment variables.
        opener: Opens the Player.
        pause: Waits a number of seconds.
    """

    def __init__(
        self,
        settings: Settings,
        own: Path,
        environ: Mapping[str, str],
        *,
        opener: Callable[..., Player] = open_player,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._own = own
        self._environ = environ
        self._opener = opener
        self._pause = pause
        self._news: list[str] = []

    def lines(self) -> Generator[str, None, None]:
        """Play the sounds, giving a line before each, and first a line about the output.

        Raises:
            NoSoundError: If sound is off, or the device is missing or goes away.
        """
        wish = resolve(self._settings.sound, self._environ)
        if wish is PlayerChoice.OFF:
            raise NoSoundError('sound is off; sound = "auto" in config.toml switches it on')
        clips = read_clips(_shipped(), self._own)
        player = self._open()
        try:
            bell = wish is PlayerChoice.BELL and player.name == "bell"
            if not bell:
                self._need_device(player)
            yield f"Played by {spoken_name(player.name)} ({player.status}), volume {self._settings.volume:.0%}"
            yield from self._told()
            yield from _refused(clips)
            for name in _names(clips):
                if name in PATTERNS if bell else name in clips:
                    yield f"{name}: {MEANINGS.get(name, OWN_WORD)}"
                    self._play(player, name, _STROKE if bell else len(clips[name].samples) / RATE)
                    yield from self._told()
            if not bell:
                self._need_device(player)
        finally:
            player.close()

    def _open(self) -> Player:
        return open_device(
            self._settings.sound,
            opener=self._opener,
            volume=self._settings.volume,
            ring=_ring if sys.stdout is not None and sys.stdout.isatty() else None,
            on_news=self._news.append,
            own_sounds=self._own,
            environ=self._environ,
        )

    def _told(self) -> Iterator[str]:
        while self._news:
            yield self._news.pop(0)

    def _play(self, player: Player, name: str, seconds: float) -> None:
        player.play(name, clock.now() + _AHEAD)
        self._pause(_AHEAD + seconds + _GAP)

    def _need_device(self, player: Player) -> None:
        if not has_device(player):
            heard = " rings the bell instead" if player.name == "bell" else " is silent"
            raise NoSoundError(f"no sound device ({player.status}); a session{heard}; see: ankle-tui doctor")


def _refused(clips: Clips) -> Iterator[str]:
    """Name the files of the runner that are not used; in their place the shipped sounds are heard."""
    yield from (f"Not used: {problem}" for problem in clips.problems)


def _ring() -> None:
    print("\a", end="", flush=True)


def _shipped() -> Path:
    try:
        return find_sounds()
    except MissingSoundsError as error:
        raise NoSoundError(str(error)) from error


def _names(clips: Clips) -> list[str]:
    """Names of our sounds, then of the words for the runner's own exercises."""
    return [*NAMES, *(name for name in clips if name.startswith(OWN))]


def _file(clip: Clip | None, folder: Path) -> str:
    if clip is None:
        return "is missing"
    return str(clip.path.relative_to(folder) if clip.path.is_relative_to(folder) else clip.path)
