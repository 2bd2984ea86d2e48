"""The settings file: every key, its default, and one clear line for every slip, which costs that key only."""

import datetime as dt
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Level, Side, Sprain
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.session.modes import Counting, Heard, SoundMode, WordChoice
from ankle_tui.core.weeks.outline import Rules, WeekStart
from ankle_tui.store.settings.settings import (
    KINDS,
    TABLES,
    FigureChoice,
    Settings,
    SoundChoice,
    default_words,
    load_settings,
    read_settings,
    rules_hold,
)
from ankle_tui.ui.themes import DARK

EVERYTHING = """
level = "experienced"
first_side = "right"
counting = "by hand"
sound = "bell"
sound_mode = "voice"
volume = 0.25
beat = false
counts = false
words = "brief"
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
sprain = "both"
sprain_noted = "2026-11-22"
age = "80+"
sex = "female"
tests_put_off = "2026-11-21"
runs = ["~/Garmin", "/mnt/my watch"]

[rungs]
calf-raise = "one-leg 2"

[hooks]
started = []
finished = ["~/log session", "", "--quiet"]
"""


@pytest.mark.parametrize(
    ("sprain", "said", "first"),
    [
        (Sprain.NO, None, Side.LEFT),
        (Sprain.RIGHT, None, Side.RIGHT),
        (Sprain.BOTH, None, Side.LEFT),
        (Sprain.RIGHT, Side.LEFT, Side.LEFT),
    ],
)
def test_a_sprained_leg_goes_first_unless_another_is_set(sprain: Sprain, said: Side | None, first: Side) -> None:
    assert Settings(first_side=said, sprain=sprain).leg_first is first


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def loaded(path: Path, content: str | bytes) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a file, and a line for each slip."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    settings, slips = load_settings(path)
    return settings, tuple(slip.line for slip in slips)


def load(path: Path, content: str | bytes) -> Settings:
    """The settings of a file without a slip."""
    settings, slips = loaded(path, content)
    assert slips == ()
    return settings


def test_no_file_means_every_default(path: Path) -> None:
    expected = Settings(None, None, Counting.PACED, SoundChoice.AUTO, SoundMode.BOTH, 1.0, flash=True, theme="")
    assert expected.rules == Rules(2, WeekStart.MONDAY, dt.timedelta(hours=3))
    assert expected.streaks
    assert load_settings(path) == (expected, ())
    assert load_settings(path.parent / "none" / "config.toml") == (expected, ())
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
        beat=False,
        counts=False,
        words=WordChoice.BRIEF,
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
        hooks={"started": (), "finished": ("~/log session", "", "--quiet")},
        terminal_title=False,
        notifications=False,
        sprain=Sprain.BOTH,
        sprain_noted=dt.date(2026, 11, 22),
        age=AgeBand.EIGHTIES,
        sex=Sex.FEMALE,
        tests_put_off=dt.date(2026, 11, 21),
        runs=("~/Garmin", "/mnt/my watch"),
    )
    assert load(path, EVERYTHING) == expected
    assert expected.heard == Heard(beat=False, counts=False, words=WordChoice.BRIEF)
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
        ('words = "off"', "words", WordChoice.OFF),
        ("flash = false", "flash", False),
        ('figures = "sextants"', "figures", FigureChoice.SEXTANTS),
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
        ("[keys]\nhome.start.now = 'x'", "keys: home: start: must be a text, not a table"),
        ('runs = ["Garmin"]', 'runs: must be whole paths, such as "~/Garmin", not "Garmin"'),
        (r'runs = ["/a\u0000b"]', "runs: must be whole paths"),
        ("rungs = 3", "rungs: must be a table, not 3"),
        ('hooks = "beep"', 'hooks: must be a table, not "beep"'),
        ('[hooks]\nfinished = "beep now"', 'hooks: finished: must be a list, not "beep now"'),
        ("[hooks]\nstarted = ['a', 3]", 'hooks: started: must be a list of words like ["program", "argument"]'),
        ("[hooks]\nstarted = [' ', 'a']", 'hooks: started: must be a list of words like ["program", "argument"]'),
        ('[hooks]\nstarted = ["a\\u0000"]', 'hooks: started: must be a list of words like ["program", "argument"]'),
        ("[hooks]\nfinshed = ['a']", 'hooks: finshed: is not one of: started, finished; did you mean "finished"?'),
        ("[rungs]\ncalf-raise = 2", "rungs: calf-raise: must be a text, not 2"),
        ("[rungs]\ncalf.raise = 'one-leg'", "rungs: calf: must be a text, not a table"),
        ("volum = 1", 'volum: is not a known key; did you mean "volume"?'),
        ('side = "left"', "side: is not a known key"),
        ('level = "expert"', 'level: "expert" is not one of: beginner, experienced; did you mean "experienced"?'),
        ('sprain = "lef"', 'sprain: "lef" is not one of: no, left, right, both; did you mean "left"?'),
        ('sprain_noted = "22.11."', 'sprain_noted: must be a date like 2026-11-22, not "22.11."'),
        (
            'age = "34"',
            'age: "34" is not one of: 18-19, 20-29, 30-39, 40-49, 50-59, 60-69, 70-79, 80+',
        ),
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
    ids=lambda value: str(value)[:40],
)
def test_every_slip_is_one_line_that_names_file_and_key(path: Path, content: str | bytes, problem: str) -> None:
    settings, (line,) = loaded(path, content)
    assert line.startswith(f"{path}: {problem}")
    assert line.isprintable()
    assert settings == Settings()


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ("volume = 2", "volume: must be from 0 to 1, not 2. Using the default, 1.0"),
        ('cut_off = "25:00"', 'not "25:00". Using the default, "03:00"'),
        ('equipment = ["band", 3]', "equipment: must be a list of texts, not 3. Using the default, []"),
        ('sound = "loud"', 'simpleaudio, miniaudio, system, bell, off. Using the default, "auto"'),
        ('level = "expert"', 'did you mean "experienced"? Using the default, that of the last session'),
        ("minutes = 0", "must be from 1 to 120, not 0. Using the default, 10, or 15 for experienced"),
        ("theme = 3", "must be a text, not 3. Using the default, ankle-dark"),
        ("flash = 0", "flash: must be true or false, not 0. Using the default, true"),
        ("volum = 1", 'volum: is not a known key; did you mean "volume"? Ignored'),
        ("keys = true", "keys: must be a table, not true. Ignored"),
    ],
)
def test_a_slip_costs_its_key_and_says_what_is_used(path: Path, slip: str, told: str) -> None:
    settings, (line,) = loaded(path, f'first_side = "right"\n{slip}\ntarget = 3\n')
    assert line.endswith(told)
    assert settings == Settings(first_side=Side.RIGHT, target=3)


def test_a_slip_in_a_table_costs_its_entry(path: Path) -> None:
    settings, slips = loaded(
        path, '[rungs]\ncalf-raise = 2\nlateral-hops = "both-legs"\n[keys]\nhome.start = 3\n"home.mark" = "y"\nx = []'
    )
    assert (settings.rungs, settings.keys) == ({"lateral-hops": "both-legs"}, {"home.mark": "y"})
    assert [line.removeprefix(f"{path}: ") for line in slips] == [
        "rungs: calf-raise: must be a text, not 2. Ignored",
        "keys: home: start: must be a text, not 3. Ignored",
        "keys: x: must be a text, not a list. Ignored",
    ]


def test_slips_are_told_in_the_order_of_the_file(path: Path) -> None:
    _, slips = loaded(path, "volume = 2\ntarget = 9\ncolour = 1\nflash = 2")
    assert [line.removeprefix(f"{path}: ").partition(":")[0] for line in slips] == [
        "volume",
        "target",
        "colour",
        "flash",
    ]


@pytest.mark.parametrize(
    ("text", "costs"),
    [
        ("target = 9", "target"),
        ("targt = 1", "target"),
        ("targt = 1\ntarget = 3", "targt"),
        ("xyzzy = 1", "xyzzy"),
        ("[rungs]\ncalf-raise = 1", "rungs"),
        ("[keys]\nhome.start = 1", "keys"),
    ],
)
def test_a_slip_names_the_setting_it_costs(path: Path, text: str, costs: str) -> None:
    path.write_text(text, encoding="utf-8")
    (slip,) = load_settings(path)[1]
    assert slip.key == costs


@pytest.mark.parametrize(
    ("text", "hold"),
    [
        ("", True),
        ("flash = 1\nxyzzy = 1\nrungs.calf-raise = 1", True),
        *((f"{key} = 0", False) for key in ("target", "week_start", "cut_off", "weekstart")),
        ("target 3", False),
    ],
)
def test_the_rules_hold_unless_a_slip_puts_a_default_in_their_place(path: Path, text: str, *, hold: bool) -> None:
    path.write_text(text, encoding="utf-8")
    assert rules_hold(load_settings(path)[1]) is hold


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\n".join(f"k{number} = 1" for number in range(70_000)), marks=pytest.mark.slow),
        f"{'k' * 500_000} = 1",
        f"keys.{'a.' * 2_000}b = 'x'",
        f"theme = '{'x' * 500_000}'\nvolume = '{'x' * 500_000}'",
    ],
    ids=["many keys", "a long key", "deep keys", "long values"],
)
def test_a_file_of_nonsense_is_told_shortly(path: Path, content: str) -> None:
    _, slips = loaded(path, content)
    assert slips
    assert max(map(len, slips)) < 400 + len(str(path))


KEYS_AND_JUNK = st.dictionaries(
    st.sampled_from([*Settings.__dataclass_fields__, "colour", "volum", "rungs.a", "keys.home.start", '"keys.x"']),
    st.sampled_from(
        ['"x"', "1", "true", "-1e400", "[]", '["band"]', "{}", "{a = 1}", "nan", '"03:00"', "03:00:00", '""']
    ),
)


@given(KEYS_AND_JUNK)
def test_what_is_right_holds_whatever_stands_beside_it(junk: dict[str, str]) -> None:
    lines = [f"{key} = {value}" for key, value in junk.items() if key != "volume"]
    text = "\n".join(["volume = 0.25", *lines])
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # rungs = 1 beside rungs.a = 1
        return
    settings, slips = read_settings(text, Path("config.toml"))
    assert settings.volume == 0.25
    assert len(slips) == sum(len(read_settings(line, Path("config.toml"))[1]) for line in lines)


def test_what_is_no_file_costs_every_key(path: Path) -> None:
    path.mkdir()
    settings, (slip,) = load_settings(path)
    assert settings == Settings()
    assert slip.key is None
    assert slip.line == f"{path}: is a folder. Every setting has its default"


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes")
@pytest.mark.parametrize("kind", ["a pipe", "a device", "too large"])
def test_nothing_but_a_file_of_sane_size_is_read(path: Path, kind: str) -> None:
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a device":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 2 << 30)  # a sparse file, which takes no room
    settings, (slip,) = load_settings(path)
    assert settings == Settings()
    assert slip.line.startswith(f"{path}: is ")


def test_every_default_but_a_table_can_be_told_and_the_file_takes_it() -> None:
    assert TABLES == ("rungs", "keys", "hooks")
    for key in KINDS.keys() - TABLES:
        words = default_words(key)
        assert words
        if key not in {
            "level",
            "minutes",
            "theme",
            "first_side",
            "sprain",
            "sprain_noted",
            "age",
            "sex",
            "tests_put_off",
        }:  # their default cannot stand in the file
            assert read_settings(f"{key} = {words}", Path("config.toml")) == (Settings(), ())
    assert default_words("theme") == DARK.name
    assert default_words("keys") == default_words("colour") == ""
