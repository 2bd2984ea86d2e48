"""The settings file: every key, its default, and one clear line for every mistake."""

import datetime as dt
from pathlib import Path

import pytest

from ankle_tui.core.calendar import Rules, WeekStart
from ankle_tui.core.exercise import Level, Side
from ankle_tui.core.modes import Counting, SoundMode
from ankle_tui.store.config import Settings, SoundChoice, load_settings
from ankle_tui.store.problem import FileProblem

EVERYTHING = """
level = "experienced"
first_side = "right"
counting = "by hand"
sound = "bell"
sound_mode = "voice"
volume = 0.25
flash = false
theme = "nord"
target = 3
week_start = "sunday"
cut_off = "04:30"
streaks = false
equipment = ["band", "foam roller"]
minutes = 8
cooldown = true
terminal_title = false
notifications = false

[rungs]
calf-raise = "one-leg 2"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load(path: Path, content: str | bytes) -> Settings:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_settings(path)


def test_no_file_means_every_default(path: Path) -> None:
    expected = Settings(None, Side.LEFT, Counting.PACED, SoundChoice.AUTO, SoundMode.BOTH, 1.0, flash=True, theme="")
    assert expected.rules == Rules(2, WeekStart.MONDAY, dt.timedelta(hours=3))
    assert expected.streaks
    assert load_settings(path) == expected
    assert load_settings(path.parent / "none" / "config.toml") == expected
    assert load(path, "") == expected
    assert load(path, "# nothing yet\n") == expected


def test_every_key(path: Path) -> None:
    expected = Settings(
        Level.EXPERIENCED,
        Side.RIGHT,
        Counting.BY_HAND,
        SoundChoice.BELL,
        SoundMode.VOICE,
        0.25,
        flash=False,
        theme="nord",
        target=3,
        week_start=WeekStart.SUNDAY,
        cut_off=dt.timedelta(hours=4, minutes=30),
        streaks=False,
        equipment=frozenset({"band", "foam roller"}),
        minutes=8,
        cooldown=True,
        rungs={"calf-raise": "one-leg 2"},
        terminal_title=False,
        notifications=False,
    )
    assert load(path, EVERYTHING) == expected
    assert load(path, EVERYTHING.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("volume = 0", "volume", 0),
        ("volume = 1", "volume", 1),
        ('theme = ""', "theme", ""),
        ('sound = "off"', "sound", SoundChoice.OFF),
        ('sound = "miniaudio"', "sound", SoundChoice.MINIAUDIO),
        ('sound_mode = "tones"', "sound_mode", SoundMode.TONES),
        ("flash = false", "flash", False),
        ('level = "beginner"', "level", Level.BEGINNER),
        ("minutes = 2.5", "minutes", 2.5),
        ("equipment = []", "equipment", frozenset()),
        ("rungs = {}", "rungs", {}),
        ('[keys]\n"home.start" = "x"\nhome.mark = "y"', "keys", {"home.start": "x", "home.mark": "y"}),
        ('cut_off = "00:00"', "cut_off", dt.timedelta()),
        ('cut_off = "12:00"', "cut_off", dt.timedelta(hours=12)),
    ],
)
def test_one_key_leaves_the_others_alone(path: Path, line: str, key: str, value: object) -> None:
    settings = load(path, line)
    assert getattr(settings, key) == value
    assert all(
        getattr(settings, name) == getattr(Settings(), name) for name in Settings.__dataclass_fields__ if name != key
    )


def test_a_byte_order_mark_is_passed_over(path: Path) -> None:
    assert load(path, b'\xef\xbb\xbftheme = "nord"').theme == "nord"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("minutes = 0", "minutes: must be from 1 to 120, not 0"),
        ('equipment = "band"', 'equipment: must be a list, not "band"'),
        ("[keys]\nhome.start = 2", "keys: home: start: must be a text, not 2"),
        ("rungs = 3", "rungs: must be a table, not 3"),
        ("[rungs]\ncalf-raise = 2", "rungs: calf-raise: must be a text, not 2"),
        ("volum = 1", 'volum: is not a known key; did you mean "volume"?'),
        ('side = "left"', "side: is not a known key"),
        ('level = "expert"', 'level: "expert" is not one of: beginner, experienced; did you mean "experienced"?'),
        ('first_side = "rigth"', 'first_side: "rigth" is not one of: left, right; did you mean "right"?'),
        ("first_side = 1", "first_side: must be a text, not 1"),
        ('counting = "hand"', 'counting: "hand" is not one of: paced, by hand'),
        ('sound = "loud"', 'sound: "loud" is not one of: auto, simpleaudio, miniaudio, system, bell, off'),
        ("volume = 1.5", "volume: must be from 0 to 1, not 1.5"),
        ("volume = -0.1", "volume: must be from 0 to 1, not -0.1"),
        ("volume = nan", "volume: must be from 0 to 1, not nan"),
        ('volume = "loud"', 'volume: must be a number, not "loud"'),
        ("volume = true", "volume: must be a number, not true"),
        ("theme = 3", "theme: must be a text, not 3"),
        ("theme = { name = 'nord' }", "theme: must be a text, not a table"),
        ("target = 0", "target: must be from 1 to 3, not 0"),
        ("target = 2.5", "target: must be a whole number, not 2.5"),
        ('week_start = "saturday"', 'week_start: "saturday" is not one of: monday, sunday; did you mean "sunday"?'),
        ('cut_off = "12:01"', 'cut_off: must be a time like "03:00", up to "12:00", not "12:01"'),
        ('cut_off = "3"', 'cut_off: must be a time like "03:00", up to "12:00", not "3"'),
        ('cut_off = "24:00"', 'cut_off: must be a time like "03:00", up to "12:00", not "24:00"'),
        ("cut_off = 3", "cut_off: must be a text, not 3"),
        ("streaks = 1", "streaks: must be true or false, not 1"),
        ("[audio]\nvolume = 1", "audio: is not a known key"),
        ("volume 1", "is not valid TOML: Expected '=' after a key"),
        ("volume = 1\nvolume = 1", "is not valid TOML: Cannot overwrite a value"),
        ('theme = "\x00"', "is not valid TOML: Illegal character"),
        (b'theme = "\xff"', "is not UTF-8 text (byte 9)"),
        ("volume = " + "1" * 5000, "has a number that is too long"),
        ("volume = " + "[" * 100_000, "is nested too deeply"),
        ('"\\u001b[31m" = 1', "?[31m: is not a known key"),
    ],
)
def test_every_mistake_is_one_line_that_names_file_and_key(path: Path, content: str | bytes, problem: str) -> None:
    with pytest.raises(FileProblem) as refused:
        load(path, content)
    line = str(refused.value)
    assert line.startswith(f"{path}: {problem}")
    assert line.isprintable()
    assert refused.value.path == path


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir()
    with pytest.raises(FileProblem, match="is a folder"):
        load_settings(path)
