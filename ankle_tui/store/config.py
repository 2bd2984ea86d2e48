"""The runner's settings, read from a TOML file that need not exist."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ankle_tui.core.cues import SoundMode
from ankle_tui.core.events import Counting
from ankle_tui.core.exercise import Level, Side
from ankle_tui.core.reading import BadValue, Table
from ankle_tui.store.files import parse_toml, read_text
from ankle_tui.store.problem import FileProblem

__all__ = ["Settings", "SoundChoice", "load_settings"]


class SoundChoice(StrEnum):
    """What makes the sound."""

    AUTO = "auto"
    SIMPLEAUDIO = "simpleaudio"
    MINIAUDIO = "miniaudio"
    SYSTEM = "system"
    BELL = "bell"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    Attributes:
        level: Where ladders start; None takes the level of the last session.
        first_side: The leg that starts.
        counting: Who counts reps and steps at first.
        sound: What makes the sound.
        sound_mode: What a session is led by at first. Both, because only words tell closed eyes what comes next, and only
            tones keep the beat; tones alone are for company.
        volume: Share of the full loudness, 0.0 to 1.0.
        flash: Whether the border of the screen answers every cue.
        theme: Name of a Textual theme, or empty for the default.
    """

    level: Level | None = None
    first_side: Side = Side.LEFT
    counting: Counting = Counting.PACED
    sound: SoundChoice = SoundChoice.AUTO
    sound_mode: SoundMode = SoundMode.BOTH
    volume: float = 1.0
    flash: bool = True
    theme: str = ""


def load_settings(path: Path) -> Settings:
    """Read the settings file.

    Args:
        path: The file; when it does not exist every setting has its default.

    Raises:
        FileProblem: At the first mistake, naming file and key.
    """
    text = read_text(path)
    if text is None:
        return Settings()
    try:
        return _read(Table(parse_toml(text, path)))
    except BadValue as error:
        raise FileProblem(path, str(error)) from error


def _read(table: Table) -> Settings:
    standard = Settings()
    settings = Settings(
        level=table.choice("level", Level) if "level" in table else None,
        first_side=table.choice("first_side", Side, standard.first_side),
        counting=table.choice("counting", Counting, standard.counting),
        sound=table.choice("sound", SoundChoice, standard.sound),
        sound_mode=table.choice("sound_mode", SoundMode, standard.sound_mode),
        volume=table.number("volume", 0, 1, standard.volume),
        flash=table.flag("flash", standard.flash),
        theme=table.text("theme", standard.theme, empty=True),
    )
    table.finish("level", "first_side", "counting", "sound", "sound_mode", "volume", "flash", "theme")
    return settings
