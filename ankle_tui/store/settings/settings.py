"""The runner's settings: every key once, read from a TOML file that need not exist."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from ankle_tui.core.exercises.terms import Level, Side, Sprain
from ankle_tui.core.history.day_marks import MOST_TARGET
from ankle_tui.core.history.training_day import CUT_OFF
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.session.modes import Counting, Heard, SoundMode, WordChoice
from ankle_tui.core.validation import InvalidValue, TableReader, closest, did_you_mean
from ankle_tui.core.weeks.outline import Rules, WeekStart
from ankle_tui.core.weeks.streaks import FIRST_WEEKDAYS
from ankle_tui.store.files.durable import put_lightly
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import parse_toml, read_text
from ankle_tui.store.history.digest import to_digest
from ankle_tui.store.settings.kinds import (
    Date,
    Entries,
    Flag,
    Kind,
    Name,
    Names,
    Number,
    OneOf,
    Paths,
    Programs,
    Tabular,
    TimeOfNight,
    WholeNumber,
)

MOST_MINUTES = 120
"""Longest time for a session that can be set."""
MOST_HINTS = 20
"""Above this many slips, suggest no corrections."""
LONGEST = 300
"""Longest slip shown, in characters."""


class SoundChoice(StrEnum):
    """The back end that makes the sound."""

    AUTO = "auto"
    SIMPLEAUDIO = "simpleaudio"
    MINIAUDIO = "miniaudio"
    SYSTEM = "system"
    BELL = "bell"
    OFF = "off"


class FigureChoice(StrEnum):
    """The cells that figures are drawn with."""

    AUTO = "auto"
    OCTANTS = "octants"
    SEXTANTS = "sextants"
    QUADRANTS = "quadrants"
    OFF = "off"


class HookEvent(StrEnum):
    """What a program of the runner's own can be told of."""

    STARTED = "started"
    """A session has begun."""
    FINISHED = "finished"
    """It is in the history."""


def _as(kind: Kind, absent: str = "") -> Mapping[str, Any]:
    """Say how the file writes a setting.

    Args:
        kind: The kind of its values.
        absent: The default in words, if the file cannot write it.
    """
    return {"kind": kind, "absent": absent}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default and how the file writes it: the one list of keys.

    Attributes:
        level: Where ladders start; None takes the level of the last session.
        first_side: The leg that starts; None is the left one, or the one that was sprained.
        counting: Who counts reps and steps at first.
        sound: The back end that makes the sound.
        sound_mode: The sounds that lead a session at first. Both, because only words tell closed eyes what comes next,
            and only tones keep the beat; tones alone are for company.
        volume: Share of the full loudness, 0.0 to 1.0.
        beat: True for the tones of the tempo; led by the voice there are none.
        counts: True for counts of reps, steps and seconds.
        words: How much is said.
        flash: True if the border of the screen answers every cue.
        theme: Name of a Textual theme, or empty for the default.
        figures: The cells that figures are drawn with; the finer ones are not drawn by every terminal.
        target: Training days a week to aim at, 1 to 3; a change counts from the next week.
        week_start: The first day of a week.
        cut_off: Time after midnight that still belongs to the training day before.
        streaks: True to show streaks.
        equipment: Equipment at hand, by the names of the catalogue; a wall is always there.
        minutes: Time for a session, in minutes; None is the default of the level.
        cooldown: True if a session ends with the cooldown.
        rungs: Rungs of ladders that the runner has set, by exercise, as `core.training.ladder.Rung.read` takes them.
        keys: Keys of the runner's own, by the id of a command, as `ui.keys.keymap.read_keymap` takes them.
        hooks: Programs to tell of a session, with their arguments, by `HookEvent`.
        terminal_title: True if the window's title and the terminal's progress bar follow a session.
        notifications: True if a desktop notice tells the end of a rest while another window is in front.
        sprain: The ankle sprained in the last twelve months; None if not said.
        sprain_noted: The day on which `sprain` was last changed; the program sets it.
        age: Age in years, only for comparing self-tests with published values; None if not said.
        sex: The same for sex.
        tests_put_off: The day on which the runner put the self-tests off for a week; the program sets it.
        runs: Folders with activity files of a watch or a training log, whose days are marked.
    """

    level: Level | None = field(default=None, metadata=_as(OneOf(Level), "that of the last session"))
    first_side: Side | None = field(default=None, metadata=_as(OneOf(Side), "left, or the sprained leg"))
    counting: Counting = field(default=Counting.PACED, metadata=_as(OneOf(Counting)))
    sound: SoundChoice = field(default=SoundChoice.AUTO, metadata=_as(OneOf(SoundChoice)))
    sound_mode: SoundMode = field(default=SoundMode.BOTH, metadata=_as(OneOf(SoundMode)))
    volume: float = field(default=1.0, metadata=_as(Number(0, 1)))
    beat: bool = field(default=True, metadata=_as(Flag()))
    counts: bool = field(default=True, metadata=_as(Flag()))
    words: WordChoice = field(default=WordChoice.FULL, metadata=_as(OneOf(WordChoice)))
    flash: bool = field(default=True, metadata=_as(Flag()))
    theme: str = field(default="", metadata=_as(Name(), "ankle-dark"))
    figures: FigureChoice = field(default=FigureChoice.AUTO, metadata=_as(OneOf(FigureChoice)))
    target: int = field(default=2, metadata=_as(WholeNumber(1, MOST_TARGET)))
    week_start: WeekStart = field(default=WeekStart.MONDAY, metadata=_as(OneOf(WeekStart)))
    cut_off: dt.timedelta = field(default=CUT_OFF, metadata=_as(TimeOfNight()))
    streaks: bool = field(default=True, metadata=_as(Flag()))
    equipment: frozenset[str] = field(default=frozenset(), metadata=_as(Names()))
    minutes: float | None = field(default=None, metadata=_as(Number(1, MOST_MINUTES), "10, or 15 for experienced"))
    cooldown: bool = field(default=False, metadata=_as(Flag()))
    rungs: Mapping[str, str] = field(default_factory=dict, metadata=_as(Entries()))
    keys: Mapping[str, str] = field(default_factory=dict, metadata=_as(Entries(dotted=True)))
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict, metadata=_as(Programs(HookEvent)))
    terminal_title: bool = field(default=True, metadata=_as(Flag()))
    notifications: bool = field(default=True, metadata=_as(Flag()))
    sprain: Sprain | None = field(default=None, metadata=_as(OneOf(Sprain), "not said"))
    sprain_noted: dt.date | None = field(default=None, metadata=_as(Date(), "unknown"))
    age: AgeBand | None = field(default=None, metadata=_as(OneOf(AgeBand), "not said"))
    sex: Sex | None = field(default=None, metadata=_as(OneOf(Sex), "not said"))
    tests_put_off: dt.date | None = field(default=None, metadata=_as(Date(), "never"))
    runs: tuple[str, ...] = field(default=(), metadata=_as(Paths()))

    @property
    def leg_first(self) -> Side:
        """The leg that every exercise begins with."""
        sprained = self.sprain.first_side if self.sprain else None
        return self.first_side or sprained or Side.LEFT

    @property
    def heard(self) -> Heard:
        """What is heard of a session, within its mode."""
        return Heard(self.beat, self.counts, self.words)

    @property
    def rules(self) -> Rules:
        """How days and weeks are counted."""
        return Rules(self.target, self.week_start, self.cut_off)


KINDS: Final[Mapping[str, Kind]] = {field.name: field.metadata["kind"] for field in fields(Settings)}
"""The kind of every setting, by its key."""
TABLES = tuple(key for key, kind in KINDS.items() if isinstance(kind, Tabular))
"""Settings with entries of their own."""


class Slip(NamedTuple):
    """A slip in the settings file.

    Attributes:
        key: The setting that is lost, for a misspelt key the one probably meant; None for all.
        problem: The slip, naming file and key.
        instead: The consequence.
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
            problem: The slip, naming the key.
            default: The value used instead; empty if the entry is ignored.
        """
        problem = problem if len(problem) <= LONGEST else f"{problem[: LONGEST - 1]}…"
        return cls(key, str(FileProblem(path, problem)), f"Using the default, {default}" if default else "Ignored")

    @property
    def line(self) -> str:
        """The slip in one line."""
        return f"{self.problem}{'' if self.problem.endswith('?') else '.'} {self.instead}"


def rules_hold(slips: Iterable[Slip]) -> bool:
    """True if no slip replaced a setting of days and weeks by its default.

    Args:
        slips: As `load_settings` gives them.
    """
    return all(slip.key is not None and slip.key not in Rules._fields for slip in slips)


def load_settings(path: Path, digest: Path | None = None) -> tuple[Settings, tuple[Slip, ...]]:
    """Read the settings file; a slip costs only its own setting, which then has its default.

    Args:
        path: The file; without it every setting has its default.
        digest: Where to write a digest of the file for `status`, unless the file has a slip.

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
        path: The file to name in slips.

    Returns:
        As `load_settings`.

    Raises:
        FileProblem: If the text is not TOML.
    """
    data = parse_toml(text, path)
    table, found, slips = TableReader(data), dict[str, Any](), list[Slip]()
    for key in data:
        try:
            kind = KINDS.get(key)
            if isinstance(kind, Tabular):
                found[key], wrong = kind.read(table, key)
                slips += (Slip.of(path, key, str(error)) for error in wrong)
            elif kind:
                found[key] = kind.read(table, key)
            else:
                meant = sorted(KINDS) if len(slips) < MOST_HINTS else []
                costs, near = closest(key, meant), did_you_mean(key, meant)
                problem = str(table.error(key, f"is not a known key{near}"))
                slips.append(Slip.of(path, costs if costs and costs not in data else key, problem))
        except InvalidValue as error:
            slips.append(Slip.of(path, key, str(error), default_words(key)))
    return Settings(**found), tuple(slips)


def default_words(key: str) -> str:
    """Write the default of a setting as the file does, or in words; empty for a table or an unknown key."""
    if key not in KINDS or key in TABLES:
        return ""
    (setting,) = (each for each in fields(Settings) if each.name == key)
    return setting.metadata["absent"] or json.dumps(toml_value(setting.default))


def toml_value(value: object) -> object:
    """Convert a setting to the value that TOML writes."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        minutes = value // dt.timedelta(minutes=1)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, Set | tuple):
        return list(value) if isinstance(value, tuple) else sorted(value)
    if isinstance(value, float):
        return int(value) if value > 1 and value.is_integer() else round(value, 6)
    return value
