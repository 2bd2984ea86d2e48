"""Settings by lines: listed, explained, changed and reset; a value that cannot be is refused and nothing written."""

import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.core.history.records import History
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.settings.settings import KINDS
from ankle_tui.store.settings.settings_wording import APART, SECTIONS, about_words
from tests.commands.command_line import Main, complaint
from tests.store.history.records import make_record

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: NOW)


def said(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main("settings", *argv) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out).splitlines()


def config(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "config.toml").read_text(encoding="utf-8"))


def test_every_setting_is_explained() -> None:
    assert all(about_words(key) for key in KINDS)
    assert {*APART, *(key for section in SECTIONS.values() for key in section)} == {*KINDS}


def test_the_list_names_every_setting_and_writes_nothing(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = said(main, capsys)
    assert [line.split()[0] for line in lines[: len(KINDS)]] == [*KINDS]
    assert "(default)" in lines[0]
    assert list(tmp_path.iterdir()) == []


def test_one_setting_is_explained_with_its_values(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("target = 3\n", encoding="utf-8")
    assert said(main, capsys, "target") == [
        "target: 3",
        about_words("target"),
        "It can be a whole number from 1 to 3.",
        "The default is 2.",
    ]
    assert said(main, capsys, "cut-off")[0] == "cut_off: 03:00 (default)"


@pytest.mark.parametrize("key", KINDS)
def test_every_setting_can_be_looked_at(main: Main, capsys: pytest.CaptureFixture[str], key: str) -> None:
    assert said(main, capsys, key)[1] == about_words(key)
    assert json.loads("\n".join(said(main, capsys, key, "--json")))[key]["default"] is True


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (["target", "3"], {"target": 3}),
        (["volume", "0.5"], {"volume": 0.5}),
        (["minutes", "12"], {"minutes": 12}),
        (["flash", "no"], {"flash": False}),
        (["level", "experienced"], {"level": "experienced"}),
        (["cut_off", "04:30"], {"cut_off": "04:30"}),
        (["equipment", "band, pillow", "step"], {"equipment": ["band", "pillow", "step"]}),
        (["sprain", "left"], {"sprain": "left", "sprain_noted": "2026-11-22"}),
        (["rungs.calf-raise", "one-leg", "1"], {"rungs": {"calf-raise": "one-leg 1"}}),
        (["keys.session.pause", "p"], {"keys": {"session.pause": "p"}}),
        (["hooks.finished", "log", "it"], {"hooks": {"finished": ["log", "it"]}}),
    ],
)
def test_a_change_is_written_and_its_undo_takes_it_back(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str], written: dict[str, object]
) -> None:
    line, undo = said(main, capsys, *words)[:2]
    assert line.startswith(f"{words[0]} is now ")
    assert config(tmp_path) == written
    said(main, capsys, *undo.removeprefix("Undo: ankle-tui settings ").split())
    left = {key: value for key, value in config(tmp_path).items() if value}
    assert left == {}


def test_the_undo_names_the_value_before(main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('equipment = ["step", "band"]\n', encoding="utf-8")
    lines = said(main, capsys, "equipment", "pillow")
    assert lines == ["equipment is now pillow.", "Undo: ankle-tui settings equipment band,step"]
    assert said(main, capsys, "equipment", "pillow") == ["equipment is unchanged: pillow."]
    assert said(main, capsys, "equipment", "kite")[2] == "No exercise needs a kite."


def test_the_file_keeps_its_comments(main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\ntarget = 1  # for now\n", encoding="utf-8")
    said(main, capsys, "target", "2")
    said(main, capsys, "flash", "off")
    assert path.read_text(encoding="utf-8") == "# mine\ntarget = 2  # for now\nflash = false\n"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("taget 3", '"taget" is not a setting; did you mean "target"?'),
        ("target.x 3", '"target.x" is not a setting; did you mean "target"?'),
        ("target 9", "target: must be from 1 to 3, not 9"),
        ("target 1.5", "target: must be a whole number, not 1.5"),
        ("volume nan", "volume: must be from 0 to 1, not nan"),
        ("volume loud", 'volume: must be a number, not "loud"'),
        ("flash maybe", 'flash: must be true or false, not "maybe"'),
        ("level begginer", 'level: "begginer" is not one of: beginner, experienced; did you mean "beginner"?'),
        ("rungs calf-raise", "rungs: name an entry, as in rungs.ID"),
        ("rungs.calf-raise up", 'rungs: calf-raise has no step called "up"'),
        ("theme nrd", 'theme: "nrd" is not a theme; did you mean "nord"?'),
        ("--unset", "--unset needs a KEY"),
        ("target 3 --json", "--json takes no VALUE"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: str, problem: str
) -> None:
    line = complaint(main, capsys, "settings", *words.split())
    assert line == f"ankle-tui: {problem.format(file=tmp_path / 'config.toml')}"
    assert list(tmp_path.iterdir()) == []


def test_a_slip_in_the_file_is_told_and_left_alone(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text("volume = 7\n", encoding="utf-8")
    assert main("settings") == USAGE
    assert f"{path}: volume: must be from 0 to 1, not 7." in capsys.readouterr().err
    said(main, capsys, "target", "3")
    assert config(tmp_path) == {"volume": 7, "target": 3}


def test_a_new_target_counts_from_next_week(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    history.add(History((make_record(day=NOW.date()),)))
    assert said(main, capsys, "target", "3")[2:] == ["It counts from next week."]
    (target,) = [one for one in history.open().history.targets if one.sessions == 3]
    assert target.since == dt.date(2026, 11, 23)


def test_folders_of_runs_in_any_order_and_from_anywhere(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here = str(tmp_path / "my watch")
    for words, there in {
        ("/b",): ["/b"],
        ("~/a", "/b"): ["~/a", "/b"],
        ("/b", "~/a", "/b"): ["/b", "~/a"],
        ("./my watch",): [here],  # the next start may be from another folder
    }.items():
        said(main, capsys, "runs", *words)
        assert config(tmp_path)["runs"] == there
