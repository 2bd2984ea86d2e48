"""The runner's settings, read from a TOML file that need not exist."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import field, fields
from enum import StrEnum
from pathlib import Path

from ankle_tui.core.calendar import CUT_OFF, Rules, WeekStart
from ankle_tui.core.days import MOST_TARGET
from ankle_tui.core.exercise import Level, Side
from ankle_tui.core.frozen import frozen
from ankle_tui.core.modes import Counting, SoundMode
from ankle_tui.core.reading import BadValue, Table
from ankle_tui.store.files import parse_toml, read_text
from ankle_tui.store.problem import FileProblem

__all__ = ["MOST_MINUTES", "Settings", "SoundChoice", "load_settings", "read_settings"]


LATEST_CUT_OFF = dt.time(12)
"""A day that began later than noon would be somebody else's."""
MOST_MINUTES = 120
"""No session is longer."""


class SoundChoice(StrEnum):
    """What makes the sound."""

    AUTO = "auto"
    SIMPLEAUDIO = "simpleaudio"
    MINIAUDIO = "miniaudio"
    SYSTEM = "system"
    BELL = "bell"
    OFF = "off"


@frozen
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
        terminal_title: Whether the window's title and the terminal's progress bar follow a session.
        notifications: Whether the desktop is told that a rest has ended while another window is looked at.
        theme: Name of a Textual theme, or empty for the default.
        target: Training days a week that are aimed at, 1 to 3; a change counts from the next week.
        week_start: The first day of a week.
        cut_off: Time after midnight that still belongs to the training day before.
        streaks: Whether streaks are shown.
        equipment: What is at hand, by the names of the catalogue; a wall is always there.
        minutes: The time there is for a session, in minutes; None is no limit.
        cooldown: Whether a session ends with the cooldown.
        rungs: Rungs of ladders that the runner has set, by exercise, as `core.ladder.Rung.read` takes them.
        keys: Keys of the runner's own, by the id of a command, as `ui.keymap.read_keymap` takes them.
    """

    level: Level | None = None
    first_side: Side = Side.LEFT
    counting: Counting = Counting.PACED
    sound: SoundChoice = SoundChoice.AUTO
    sound_mode: SoundMode = SoundMode.BOTH
    volume: float = 1.0
    flash: bool = True
    theme: str = ""
    target: int = 2
    week_start: WeekStart = WeekStart.MONDAY
    cut_off: dt.timedelta = CUT_OFF
    streaks: bool = True
    equipment: frozenset[str] = frozenset()
    minutes: float | None = None
    cooldown: bool = False
    rungs: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    terminal_title: bool = True
    notifications: bool = True

    @property
    def rules(self) -> Rules:
        """How days and weeks are counted."""
        return Rules(self.target, self.week_start, self.cut_off)


def load_settings(path: Path) -> Settings:
    """Read the settings file.

    Args:
        path: The file; when it does not exist every setting has its default.

    Raises:
        FileProblem: At the first mistake, naming file and key.
    """
    text = read_text(path)
    return Settings() if text is None else read_settings(text, path)


def read_settings(text: str, path: Path) -> Settings:
    """Read settings as they stand in the settings file.

    Args:
        text: What stands there.
        path: The file, for error lines.

    Raises:
        FileProblem: At the first mistake, naming file and key.
    """
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
        target=table.integer("target", 1, MOST_TARGET, standard.target),
        week_start=table.choice("week_start", WeekStart, standard.week_start),
        cut_off=_cut_off(table) if "cut_off" in table else standard.cut_off,
        streaks=table.flag("streaks", standard.streaks),
        equipment=frozenset(table.texts("equipment", ())),
        minutes=table.number("minutes", 1, MOST_MINUTES) if "minutes" in table else None,
        cooldown=table.flag("cooldown", standard.cooldown),
        rungs=_rungs(table.table("rungs")) if "rungs" in table else {},
        keys=_keys(table.table("keys")) if "keys" in table else {},
        terminal_title=table.flag("terminal_title", standard.terminal_title),
        notifications=table.flag("notifications", standard.notifications),
    )
    table.finish(*(field.name for field in fields(Settings)))
    return settings


def _rungs(table: Table) -> dict[str, str]:
    """Rungs by exercise; whether there are such is seen where the exercises are known."""
    return {exercise: table.text(exercise) for exercise in table.rest()}


def _keys(table: Table, above: str = "") -> dict[str, str]:
    """Keys by id, which has a dot in it: without quotes that is a table to TOML. Whether there are such is seen on the screen."""
    found: dict[str, str] = {}
    for name, value in table.rest().items():
        if isinstance(value, Mapping):
            found |= _keys(table.table(name), f"{above}{name}.")
        else:
            found[f"{above}{name}"] = table.text(name)
    return found


def _cut_off(table: Table) -> dt.timedelta:
    """A time of the night such as `"03:00"`."""
    text = table.text("cut_off")
    try:
        time = dt.time.fromisoformat(text) if re.fullmatch(r"\d\d:\d\d", text) else dt.time.max
    except ValueError:
        time = dt.time.max
    if time > LATEST_CUT_OFF:
        raise table.error("cut_off", f'must be a time like "03:00", up to "{LATEST_CUT_OFF:%H:%M}", not "{text}"')
    return dt.timedelta(hours=time.hour, minutes=time.minute)
