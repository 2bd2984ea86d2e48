"""Settings changed in their file: what the runner wrote there stays, and nothing is written that could not be read."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from ankle_tui.core.exercises.exercise import Level, Side, Sprain
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.session.modes import Counting, SoundMode, WordChoice
from ankle_tui.core.weeks.outline import WeekStart
from ankle_tui.store.files import durable
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import read_text
from ankle_tui.store.settings import settings as config
from ankle_tui.store.settings.editor import HEADING, SettingsFile
from ankle_tui.store.settings.settings import FigureChoice, Settings, SoundChoice, read_settings

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "manual.md"
OTHERS: Mapping[str, object] = {
    "level": Level.EXPERIENCED,
    "first_side": Side.RIGHT,
    "counting": Counting.BY_HAND,
    "sound": SoundChoice.BELL,
    "sound_mode": SoundMode.VOICE,
    "volume": 0.3,
    "beat": False,
    "counts": False,
    "words": WordChoice.BRIEF,
    "flash": False,
    "theme": "nord",
    "figures": FigureChoice.SEXTANTS,
    "target": 3,
    "week_start": WeekStart.SUNDAY,
    "cut_off": dt.timedelta(hours=4, minutes=30),
    "streaks": False,
    "equipment": frozenset({"band", "foam roller", 'a "rocker" board'}),
    "minutes": 8.0,
    "cooldown": True,
    "terminal_title": False,
    "notifications": False,
    "sprain": Sprain.LEFT,
    "sprain_noted": dt.date(2026, 11, 22),
    "age": AgeBand.EIGHTIES,
    "sex": Sex.MALE,
    "tests_put_off": dt.date(2026, 11, 21),
    "runs": ("~/Garmin", "/mnt/my watch"),
    "rungs": {"calf-raise": "both-legs 2", "my own": "easy 1"},
    "keys": {"home.start": "enter,ctrl+s", "picker.take": "x"},
    "hooks": {"started": ("a program", "", "-x", "-x"), "finished": ("~/log", "$HOME")},
}
"""A value of every setting that is not its default."""
WRITTEN = """\
# My settings

level  =  'beginner'   # for now
# the ears first
volume = 0.25
equipment = [
    "band",  # the red one
    "balance disc",
]

# where I stand
[rungs]
calf-raise = "both-legs 2"  # easy does it
# to be continued
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def load_settings(path: Path) -> Settings:
    """The settings of a file without a slip."""
    settings, slips = config.load_settings(path)
    assert slips == ()
    return settings


def write(path: Path, text: str) -> SettingsFile:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return SettingsFile(path)


def change(path: Path, text: str, changes: Mapping[str, object]) -> str:
    """What stands in the file after a change; it is what was returned."""
    settings, _ = write(path, text).change(changes)
    assert load_settings(path) == settings
    return path.read_bytes().decode()


def test_every_setting_is_written_read_and_taken_out_again(path: Path) -> None:
    store = SettingsFile(path)
    for field in fields(Settings):
        settings, _ = store.change({field.name: OTHERS[field.name]})
        assert load_settings(path) == settings
        assert getattr(settings, field.name) == OTHERS[field.name] != getattr(Settings(), field.name)
    assert settings == Settings(**OTHERS)  # type: ignore[arg-type]
    path.unlink()
    assert store.change(OTHERS) == (settings, ())
    for field in fields(Settings):
        there = getattr(settings, field.name)
        store.change({field.name: dict.fromkeys(there) if isinstance(there, Mapping) else None})
    assert load_settings(path) == Settings()


def test_a_new_file_says_what_it_is(path: Path) -> None:
    SettingsFile(path).change({})
    assert path.read_text(encoding="utf-8") == HEADING
    SettingsFile(path).change({"minutes": 8.0, "cut_off": dt.timedelta()})
    SettingsFile(path).change({"rungs": {"calf-raise": "both-legs 2"}})
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        "minutes = 8",
        'cut_off = "00:00"',
        "",
        "[rungs]",
        'calf-raise = "both-legs 2"',
    ]


def test_only_what_is_changed_is_written_anew(path: Path) -> None:
    changes = {
        "level": Level.EXPERIENCED,
        "volume": 0.5,
        "flash": False,
        "equipment": frozenset({"band", "balance disc", "step"}),
        "rungs": {"calf-raise": "both-legs 3", "lateral-hops": "both-legs 1"},
    }
    assert change(path, WRITTEN, changes) == (
        WRITTEN.replace("'beginner'", "'experienced'")
        .replace("0.25", "0.5")
        .replace('disc",\n]\n', 'disc",\n    "step",\n]\nflash = false\n')
        .replace('2"  # easy does it\n', '3"  # easy does it\nlateral-hops = "both-legs 1"\n')
    )
    taken = {"level": None, "minutes": None, "equipment": frozenset({"band"}), "rungs": {"calf-raise": None, "x": None}}
    assert change(path, WRITTEN, taken) == (
        WRITTEN.replace("level  =  'beginner'   # for now", "# for now")
        .replace('    "balance disc",\n', "")
        .replace('calf-raise = "both-legs 2"  # easy does it', "# easy does it")
    )
    same = {"level": Level.BEGINNER, "volume": 0.25, "equipment": frozenset({"balance disc", "band"}), "cooldown": None}
    assert change(path, WRITTEN, same) == WRITTEN


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("", {"flash": False}, "flash = false\n"),
        ("\ufeffflash = true\n", {"flash": False}, "\ufeffflash = false\n"),
        ("# a\r\nflash = true # b\r\n", {"flash": False, "target": 3}, "# a\r\nflash = false # b\r\ntarget = 3\r\n"),
        ("target = 1", {"flash": False}, "target = 1\nflash = false\n"),
        ("target = 1", {"rungs": {"a": "b 1"}}, 'target = 1\n\n[rungs]\na = "b 1"\n'),
        (
            '# no key yet\n\n# mine\n[rungs]\na = "b 1"',
            {"target": 3},
            '# no key yet\n\ntarget = 3\n\n# mine\n[rungs]\na = "b 1"\n',
        ),
        ('# mine\n[rungs]\na = "b 1"\n', {"target": 3}, 'target = 3\n\n# mine\n[rungs]\na = "b 1"\n'),
        ('[rungs]\na = "b 1"', {"rungs": {"c d": "e 2"}}, '[rungs]\na = "b 1"\n"c d" = "e 2"\n'),
        ("[rungs]\n# none\n", {"rungs": {"a": "b 1"}}, '[rungs]\n# none\na = "b 1"\n'),
        ('rungs.a = "b 1"\ntarget = 1\n', {"rungs": {"c": "d 1"}}, 'rungs.a = "b 1"\nrungs.c = "d 1"\ntarget = 1\n'),
        ('rungs.a = "b 1"\ntarget = 1\n', {"rungs": {"a": None}}, "target = 1\n"),
        ('rungs.a = "b 1" # c\nflash = true\n', {"target": 2}, 'rungs.a = "b 1" # c\nflash = true\ntarget = 2\n'),
        ('rungs = {a = "b 1"} # c\n', {"rungs": {"a": "b 2"}}, 'rungs = {a = "b 2"} # c\n'),
        ('rungs = {a = "b 1"} # c\n', {"rungs": {"a": None}}, "rungs = {} # c\n"),
        ('equipment = ["band"]\n', {"equipment": frozenset({"band", "step"})}, 'equipment = ["band", "step"]\n'),
        ("", {"hooks": {"started": ("a", "b", "a")}}, '[hooks]\nstarted = ["a", "b", "a"]\n'),
        ('[hooks]\nstarted = ["a"] # c\n', {"hooks": {"started": ("b", "a")}}, '[hooks]\nstarted = ["b", "a"] # c\n'),
        ('[hooks]\nstarted = ["a", "b"]\n', {"hooks": {"started": ("b", "a")}}, '[hooks]\nstarted = ["b", "a"]\n'),
        ('hooks = {started = ["a"]}\n', {"hooks": {"started": None}}, "hooks = {}\n"),
        ('equipment = ["band", "band"] # c\n', {"equipment": frozenset()}, "equipment = [] # c\n"),
    ],
)
def test_however_it_is_written(path: Path, before: str, changes: Mapping[str, object], after: str) -> None:
    assert change(path, before, changes) == after


@pytest.mark.parametrize(
    "text",
    [
        'rungs = {a = "b 1"}\n',
        "rungs = {}",
        'rungs.a = "b 1"\ntarget = 1\nrungs.c = "d 1"\n',
        'target = 1\r\n\n[rungs]\r\na = "b 1"',
        '"target" = 1\nequipment = ["step", # here\n"band" # there\n]\n[rungs]\n"a" = "b 1"',
        'theme = """\nnord"""\n\'equipment\' = ["step"]',
    ],
)
def test_every_setting_into_every_file(path: Path, text: str) -> None:
    settings, _ = write(path, text).change(OTHERS)
    assert load_settings(path) == settings
    assert {key: getattr(settings, key) for key in OTHERS if key != "rungs"} == {
        key: value for key, value in OTHERS.items() if key != "rungs"
    }
    assert settings.rungs == {**tomllib.loads(text).get("rungs", {}), **OTHERS["rungs"]}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("text", "change", "problem"),
    [
        ("volume 1\n", {"target": 3}, "is not valid TOML"),
        ("rungs = 3\n", {"rungs": {"a": "b 1"}}, "rungs: cannot be changed by the program, only with an editor"),
        ('rungs = "abc"\n', {"rungs": {"b": None}}, "rungs: cannot be changed"),
        ("[[rungs]]\na = 1\n", {"rungs": {"a": "b 1"}}, "rungs: cannot be changed"),
    ],
)
def test_what_cannot_be_changed_is_refused_and_left_alone(
    path: Path, text: str, change: Mapping[str, object], problem: str
) -> None:
    with pytest.raises(FileProblem, match=problem):
        write(path, text).change(change)
    assert path.read_text(encoding="utf-8") == text


SLIPS = [
    "volume  =  2 # loud",
    "colour = 1",
    "cut_off = 03:00:00",
    "target = true",
    'equipment = ["band", ["step"], ""] # all of it',
    "flash = 1",
    "minutes = {now = 1}",
    "rungs.calf-raise = 2",
    "keys = [1]",
]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_another_key_stays_as_it_is(path: Path, slip: str) -> None:
    text = f'# mine\nfirst_side = "left"  # for now\n{slip}\n'
    settings, slips = write(path, text).change({"first_side": Side.RIGHT, "sound": SoundChoice.BELL})
    assert (settings.first_side, settings.sound) == (Side.RIGHT, SoundChoice.BELL)
    assert path.read_text(encoding="utf-8") == text.replace('"left"', '"right"') + 'sound = "bell"\n'
    assert len(slips) == 1
    assert config.load_settings(path) == (settings, slips)


@pytest.mark.parametrize("slip", [slip for slip in SLIPS if slip.partition(" ")[0] in OTHERS and "keys" not in slip])
def test_a_slip_goes_when_its_own_key_is_changed(path: Path, slip: str) -> None:
    key = slip.partition(" ")[0]
    for value in (OTHERS[key], getattr(Settings(), key)):
        settings, _ = write(path, f"{slip}\nstreaks = false # mine\n").change({key: value})
        assert getattr(settings, key) == value
        assert load_settings(path) == settings
        assert path.read_text(encoding="utf-8").endswith("streaks = false # mine\n")


@pytest.mark.parametrize("changes", [{"volume": 2.0}, {"minutes": 0.5}, {"rungs": {"a": " "}}, {"equipment": {""}}])
def test_what_could_not_be_read_is_not_written(path: Path, changes: Mapping[str, object]) -> None:
    with pytest.raises(FileProblem) as refused:
        write(path, WRITTEN).change(changes)
    assert str(refused.value).isprintable()
    assert path.read_text(encoding="utf-8") == WRITTEN


def test_there_is_no_such_setting(path: Path) -> None:
    with pytest.raises(KeyError, match="colour"):
        SettingsFile(path).change({"colour": 1})
    assert not path.exists()


def test_a_folder_in_the_way_is_one_line(path: Path) -> None:
    path.parent.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(FileProblem) as refused:
        SettingsFile(path).change({"target": 3})
    assert str(path) in str(refused.value)


def test_a_disk_that_takes_nothing_is_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    store = write(path, WRITTEN)
    monkeypatch.setattr("ankle_tui.store.files.durable.put", fail)  # root, who runs CI, may write anywhere
    with pytest.raises(FileProblem, match=r"config\.toml: cannot be written: Permission denied"):
        store.change({"target": 3})
    assert path.read_text(encoding="utf-8") == WRITTEN


def test_what_an_editor_saves_meanwhile_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, read = write(path, WRITTEN), read_text
    edited = WRITTEN.replace("0.25", "0.75")
    times = 0

    def read_and_edit(path: Path) -> str | None:
        nonlocal times
        times += 1
        text = read(path)
        if times == 1:
            path.write_text(edited, encoding="utf-8")
        return text

    monkeypatch.setattr("ankle_tui.store.settings.editor.read_text", read_and_edit)
    assert store.change({"target": 3})[0].volume == 0.75
    assert path.read_text(encoding="utf-8") == edited.replace("]\n\n", "]\ntarget = 3\n\n", 1)


def test_a_file_is_new_when_somebody_else_has_changed_it(path: Path) -> None:
    store = SettingsFile(path)
    assert not store.is_new()
    write(path, "volume = 0.5\n")
    assert store.is_new()
    assert store.load() == config.load_settings(path)
    assert not store.is_new()
    store.change({"target": 3})
    store.change({"target": 3})
    assert not store.is_new()
    write(path, "volume = 0.25\n")
    assert store.is_new()
    path.unlink()
    assert store.load() == (Settings(), ())
    assert not store.is_new()


def test_an_edit_during_a_read_is_seen_afterwards(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = write(path, WRITTEN)

    def load_and_edit(path: Path) -> object:
        found = config.load_settings(path)
        write(path, "target = 1\n")
        return found

    monkeypatch.setattr("ankle_tui.store.settings.editor.load_settings", load_and_edit)
    store.load()
    assert store.is_new()


def test_an_edit_right_after_a_write_is_seen_afterwards(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, put = write(path, WRITTEN), durable.put

    def put_and_edit(path: Path, data: bytes) -> None:
        put(path, data)
        write(path, "target = 1\n")

    monkeypatch.setattr("ankle_tui.store.files.durable.put", put_and_edit)
    store.change({"target": 3})
    assert store.is_new()


def test_a_link_stays_one(path: Path) -> None:
    path.parent.mkdir()
    there = path.parent.parent / "dotfiles.toml"
    there.write_text(WRITTEN, encoding="utf-8")
    path.symlink_to(there)
    SettingsFile(path).change({"target": 3})
    assert path.is_symlink()
    assert load_settings(there).target == 3


def test_the_readme_names_every_setting_with_its_default() -> None:
    _, _, rest = MANUAL.read_text(encoding="utf-8").partition("## Configuration")
    block = rest.partition("```toml\n")[2].partition("```")[0]
    assert set(tomllib.loads(block)) == {field.name for field in fields(Settings)}
    (said, slips), standard = read_settings(block, MANUAL), Settings()
    assert not slips
    without = {
        "level",
        "minutes",
        "theme",
        "first_side",
        "sprain",
        "sprain_noted",
        "age",
        "sex",
        "tests_put_off",
        "runs",
        "rungs",
        "keys",
        "hooks",
    }  # their default is that they are not there
    for field in fields(Settings):
        assert (getattr(said, field.name) == getattr(standard, field.name)) is (field.name not in without)
