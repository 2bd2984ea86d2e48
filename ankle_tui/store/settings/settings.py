"""The runner's settings, read from a TOML file that need not exist."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from ankle_tui.core.exercises.exercise import Level, Side
from ankle_tui.core.history.day_marks import MOST_TARGET
from ankle_tui.core.history.training_day import CUT_OFF
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.validation import InvalidValue, TableReader, closest, did_you_mean
from ankle_tui.core.weeks.calendar import Rules, WeekStart
from ankle_tui.core.weeks.streaks import FIRST_WEEKDAYS, LATEST_CUT_OFF, read_cut_off
from ankle_tui.store.files.durable import put_lightly
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import parse_toml, read_text
from ankle_tui.store.history.digest import to_digest

MOST_MINUTES = 120
"""No session is longer."""
MOST_HINTS = 20
"""Above this many slips, suggest no corrections."""
LONGEST = 300
"""Longest slip shown, in characters."""


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


KEYS = tuple(field.name for field in fields(Settings))
TABLES = ("rungs", "keys")
"""Settings with entries of their own."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in the settings file.

    Attributes:
        key: The setting it costs, for a misspelt key the one probably meant; None for all of them.
        problem: What is wrong, naming the file and the key.
        instead: What happens instead.
    """

    key: str | None
    problem: str
    instead: str

    @classmethod
    def of(cls, path: Path, key: str, problem: str, default: str = "") -> "Slip":
        """A slip in one setting.

        Args:
            path: The settings file.
            key: The setting.
            problem: What is wrong, naming the key.
            default: What is used instead; empty where the entry is ignored.
        """
        problem = problem if len(problem) <= LONGEST else f"{problem[: LONGEST - 1]}…"
        return cls(key, str(FileProblem(path, problem)), f"Using the default, {default}" if default else "Ignored")

    @property
    def line(self) -> str:
        """The slip in one line."""
        return f"{self.problem}{'' if self.problem.endswith('?') else '.'} {self.instead}"


def rules_hold(slips: Iterable[Slip]) -> bool:
    """True if the runner chose how days and weeks are counted: no slip put a default in its place.

    Args:
        slips: As `load_settings` gives them.
    """
    rules = {field.name for field in fields(Rules)}
    return all(slip.key is not None and slip.key not in rules for slip in slips)


def load_settings(path: Path, digest: Path | None = None) -> tuple[Settings, tuple[Slip, ...]]:
    """Read the settings file; a slip costs only the setting it is in, which then has its default.

    Args:
        path: The file; when it does not exist every setting has its default.
        digest: Where to write a digest of the file for `status`; it has one only while there is no slip in it.

    Returns:
        The settings and the slips.
    """
    try:
        text = read_text(path)
        settings, slips = (Settings(), ()) if text is None else read_settings(text, path)
    except FileProblem as problem:
        return Settings(), (Slip(None, str(problem), "Every setting has its default"),)
    if digest and text is not None and not slips:
        put_lightly(digest, to_digest(text.encode(), week_numbers(settings)))
    return settings, slips


def week_numbers(settings: Settings) -> dict[str, list[int]]:
    """Turn the settings that rule weeks into plain integers for a digest.

    Returns:
        `target`, `first_weekday` (0 for Monday to 6 for Sunday), `cut_off` in minutes, `streaks` (1 if shown).
    """
    return {
        "target": [settings.target],
        "first_weekday": [FIRST_WEEKDAYS[settings.week_start]],
        "cut_off": [settings.cut_off // dt.timedelta(minutes=1)],
        "streaks": [int(settings.streaks)],
    }


def read_settings(text: str, path: Path) -> tuple[Settings, tuple[Slip, ...]]:
    """Read the text of a settings file.

    Args:
        text: The text.
        path: The file, for the lines.

    Returns:
        As `load_settings`.

    Raises:
        FileProblem: If the text is not TOML.
    """
    data = parse_toml(text, path)
    table, found, slips = TableReader(data), dict[str, Any](), list[Slip]()
    for key in data:
        try:
            if key in TABLES:
                found[key], wrong = _entries(table.table(key), data[key])
                slips += (Slip.of(path, key, str(error)) for error in wrong)
            elif key in _READERS:
                found[key] = _READERS[key](table)
            else:
                meant = sorted(KEYS) if len(slips) < MOST_HINTS else []
                costs, near = closest(key, meant), did_you_mean(key, meant)
                problem = str(table.error(key, f"is not a known key{near}"))
                slips.append(Slip.of(path, costs if costs and costs not in data else key, problem))
        except InvalidValue as error:
            slips.append(Slip.of(path, key, str(error), default_words(key)))
    return Settings(**found), tuple(slips)


def default_words(key: str) -> str:
    """The default of a setting as a line names it, mostly as the file has it; empty for a key that is no setting or a table."""
    if key not in _READERS:
        return ""
    return _DEFAULTS.get(key) or json.dumps(toml_value(getattr(Settings(), key)))


def toml_value(value: object) -> object:
    """A setting as TOML has it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.timedelta):
        minutes = value // dt.timedelta(minutes=1)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, float):
        return int(value) if value > 1 and value.is_integer() else round(value, 6)
    return value


def _entries(table: TableReader, data: Any) -> tuple[dict[str, str], list[InvalidValue]]:
    """The entries of `rungs` or `keys` that are texts, and what is wrong with the others.

    Whether there are such exercises and commands is seen where they are known. The id of a command has a dot in it: without
    quotes that is a table to TOML.
    """
    found: dict[str, str] = {}
    wrong: list[InvalidValue] = []
    for name, value in data.items():
        try:
            if isinstance(value, Mapping) and table.where == "keys":
                inner, more = _entries(table.table(name), value)
                found |= {f"{name}.{key}": text for key, text in inner.items()}
                wrong += more
            else:
                found[name] = table.text(name)
        except InvalidValue as error:
            wrong.append(error)
    return found, wrong


def _cut_off(table: TableReader) -> dt.timedelta:
    """A time of the night such as `"03:00"`."""
    text = table.text("cut_off")
    minutes = read_cut_off(text)
    if minutes is None:
        raise table.error("cut_off", f'must be a time like "03:00", up to "{LATEST_CUT_OFF}", not "{text}"')
    return dt.timedelta(minutes=minutes)


_READERS: Mapping[str, Callable[[TableReader], object]] = {
    "level": lambda table: table.choice("level", Level),
    "first_side": lambda table: table.choice("first_side", Side),
    "counting": lambda table: table.choice("counting", Counting),
    "sound": lambda table: table.choice("sound", SoundChoice),
    "sound_mode": lambda table: table.choice("sound_mode", SoundMode),
    "volume": lambda table: table.number("volume", 0, 1),
    "flash": lambda table: table.flag("flash"),
    "theme": lambda table: table.text("theme", empty=True),
    "target": lambda table: table.integer("target", 1, MOST_TARGET),
    "week_start": lambda table: table.choice("week_start", WeekStart),
    "cut_off": _cut_off,
    "streaks": lambda table: table.flag("streaks"),
    "equipment": lambda table: frozenset(table.texts("equipment")),
    "minutes": lambda table: table.number("minutes", 1, MOST_MINUTES),
    "cooldown": lambda table: table.flag("cooldown"),
    "terminal_title": lambda table: table.flag("terminal_title"),
    "notifications": lambda table: table.flag("notifications"),
}
"""Reads each setting but the tables."""
_DEFAULTS = {"level": "that of the last session", "minutes": "no limit", "theme": "ankle-dark"}
"""Defaults that the file cannot say."""
