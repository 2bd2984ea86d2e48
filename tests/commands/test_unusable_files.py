"""Files that are damaged, of something else or full of slips: told in a line, and never made worse."""

import json
from pathlib import Path

import pytest

from ankle_tui.commands import main as cli
from ankle_tui.commands.inputs import REPAIRED_AT_START
from ankle_tui.core.exercises.exercise import Level
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.settings.settings import Settings
from tests.commands.command_line import Captured, FakeApp, Main, complaint, contents
from tests.store.history.records import make_record

FOREIGN = b'{"format": "somebody/else"}'
LEADING = pytest.mark.parametrize("command", [["start", "--plain"], ["start"], []], ids=str)


@pytest.fixture
def damaged(history: HistoryFile) -> HistoryFile:
    """A history of three sessions, the last of which has lost its end."""
    for number in (1, 2, 3):
        history.keep(make_record(number))
    for path in history.backups.paths():
        path.unlink()
    history.path.write_bytes(history.path.read_bytes()[:-30])
    return history


def test_of_a_damaged_history_what_can_be_read_is_listed_and_nothing_written(
    main: Main, capsys: pytest.CaptureFixture[str], damaged: HistoryFile, tmp_path: Path
) -> None:
    before = contents(tmp_path)
    assert main("history") == USAGE
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.startswith(f"ankle-tui: {damaged.path}: line ")
    assert err.endswith(f"{REPAIRED_AT_START}\n")
    assert len(err.splitlines()) == 1
    assert main("history", "--json") == USAGE
    out, err = capsys.readouterr()
    assert [item["id"] for item in json.loads(out)] == [make_record(2).id, make_record(1).id]
    assert REPAIRED_AT_START in err
    assert contents(tmp_path) == before


def test_of_a_history_that_cannot_be_read_at_all_nothing_is_promised(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    history.path.parent.mkdir()
    history.path.symlink_to("history.json")  # a link to itself
    assert main("history") == USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert "cannot be read" in err
    assert REPAIRED_AT_START not in err


def test_the_history_of_a_newer_program_is_read_as_far_as_it_goes(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    history.keep(make_record())
    history.path.write_bytes(history.path.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert main("history") == USAGE
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "made by a newer ankle-tui" in err
    assert REPAIRED_AT_START not in err


def test_a_damaged_history_is_repaired_before_a_session_in_lines(
    main: Main, capsys: pytest.CaptureFixture[str], damaged: HistoryFile, led: Captured
) -> None:
    bytes_before = damaged.path.read_bytes()
    assert main("start", "--plain") == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("history.json was damaged (line ")
    assert "2 sessions are safe" in line
    (aside,) = damaged.path.parent.glob("history.damaged-*.json")
    assert aside.name in line
    assert aside.read_bytes() == bytes_before
    assert led.save_queue is not None
    assert len(damaged.load().sessions) == 2


def test_a_damaged_history_is_repaired_and_the_screen_is_told(
    main: Main, damaged: HistoryFile, ui: type["FakeApp"], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main() == 0
    (line,) = list(ui.made[0].ports["notices"])
    assert "2 sessions are safe" in line
    assert ui.made[0].ports["history"] == damaged.load()
    assert capsys.readouterr().err == ""


def test_what_was_repaired_is_told_also_when_the_command_is_refused(
    main: Main, capsys: pytest.CaptureFixture[str], damaged: HistoryFile
) -> None:
    assert main("start", "--plain", "--exercises", "squats") == USAGE
    repaired, refused = capsys.readouterr().err.splitlines()
    assert "2 sessions are safe" in repaired
    assert 'no exercise is called "squats"' in refused


def test_without_a_terminal_nothing_is_repaired_that_nobody_would_see(
    main: Main, capsys: pytest.CaptureFixture[str], damaged: HistoryFile, tmp_path: Path
) -> None:
    before = contents(tmp_path)
    for command in ([], ["start"], ["resume"]):
        assert "needs a terminal" in complaint(main, capsys, *command)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "command",
    [
        ["history"],
        ["start", "--plain"],
        ["start"],
        [],
        ["resume", "--list"],
        ["backup"],
        ["export", "-"],
        ["merge", "x"],
        ["stats", "--json"],
        ["day"],
        ["week", "sick"],
        ["history", "--csv"],
    ],
    ids=str,
)
def test_a_file_of_something_else_is_refused_and_left_alone(
    main: Main,
    *,
    capsys: pytest.CaptureFixture[str],
    history: HistoryFile,
    led: Captured,
    ui: type["FakeApp"],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    HistoryFile(tmp_path / "x").keep(make_record())
    history.path.parent.mkdir()
    history.path.write_bytes(FOREIGN)
    line = complaint(main, capsys, *command)
    assert line == f'ankle-tui: {history.path}: format: must be "ankle-tui/history", not "somebody/else"'
    assert history.path.read_bytes() == FOREIGN
    assert not hasattr(led, "plan")
    assert ui.made == []


SLIPS = 'voluem = 0.5\nlevel = "experienced"\nvolume = 2\nrungs.calf-raise = "on-the-moon"'
TOLD = (
    'voluem: is not a known key; did you mean "volume"? Ignored',
    "volume: must be from 0 to 1, not 2. Using the default, 1.0",
    'rungs: calf-raise has no step called "on-the-moon". Ignored',
)
RUNGS = {"calf-raise": "on-the-moon"}


def test_slips_in_the_settings_are_told_beside_a_session_in_lines(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, led: Captured
) -> None:
    (tmp_path / "config.toml").write_text(SLIPS, encoding="utf-8")
    assert main("start", "--plain") == 0
    assert capsys.readouterr().err.splitlines() == [f"{tmp_path / 'config.toml'}: {line}" for line in TOLD]
    assert (led.settings, led.plan.level) == (Settings(level=Level.EXPERIENCED, rungs=RUNGS), Level.EXPERIENCED)


@pytest.mark.parametrize("command", [["start"], []], ids=str)
def test_slips_in_the_settings_are_told_on_the_screen(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, ui: type["FakeApp"], command: list[str]
) -> None:
    (tmp_path / "config.toml").write_text(f'{SLIPS}\ntheme = "norde"\n[keys]\n"home.start" = "esc"', encoding="utf-8")
    assert main(*command) == 0
    (app,) = ui.made
    told = [line.removeprefix(f"{tmp_path / 'config.toml'}: ") for line in app.ports["notices"]]
    assert told == [
        'theme: "norde" is not a theme; did you mean "nord"? Using the default, ankle-dark',
        'keys: home.start: "esc" is not a key; did you mean "escape"? Using the default, enter',
        *TOLD,
    ]
    assert app.ports["settings"] == Settings(level=Level.EXPERIENCED, rungs=RUNGS)
    assert [slip.key for slip in app.ports["slips"]] == ["theme", "keys", "voluem", "volume", "rungs"]
    assert (app.theme, app.ports["first_run"]) == ("", False)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "content", [SLIPS, "volume 0.5", b"\xff", None], ids=["slips", "no TOML", "no text", "a folder"]
)
@pytest.mark.parametrize(
    "command",
    [
        "status",
        "status --json",
        "stats",
        "day",
        "day rest",
        "week",
        "week sick",
        "history",
        "exercises",
        "keys",
        "backup list",
    ],
)
def test_no_slip_in_the_settings_stops_a_command(
    main: Main,
    *,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    history: HistoryFile,
    command: str,
    content: str | bytes | None,
) -> None:
    history.keep(make_record())
    config = tmp_path / "config.toml"
    if content is None:
        config.mkdir()
    else:
        config.write_bytes(content.encode() if isinstance(content, str) else content)
    assert main(*command.split()) == 0
    out, err = capsys.readouterr()
    assert out
    assert str(config) not in out
    needs = command.split(maxsplit=1)[0] in {"status", "stats", "day", "week", "keys"}
    assert bool(err) is needs
    assert all(line.startswith(f"ankle-tui: {config}: ") for line in err.splitlines())
    if content is not None:
        assert config.read_bytes() == (content.encode() if isinstance(content, str) else content)


def test_a_home_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    line = complaint(lambda *argv: cli.main(argv), capsys, "--data-dir", "~nobody-of-this-name", "history")
    assert line == "ankle-tui: ~nobody-of-this-name: there is no such home folder"
