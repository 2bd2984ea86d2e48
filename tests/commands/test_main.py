"""The command line: every command and option, exit codes, and one clear line for every mistake."""

import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, ClassVar, TextIO

import pytest

import ankle_tui
from ankle_tui.commands import console, inputs
from ankle_tui.commands import main as cli
from ankle_tui.commands.main import COMMANDS, command_parser
from ankle_tui.core.exercises.exercise import Context, Level, Side
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.training.fitting import seconds_for
from ankle_tui.plain import runner
from ankle_tui.services.exit_codes import CRASHED, INTERRUPTED, USAGE
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings, SoundChoice
from ankle_tui.ui import app as app_module
from ankle_tui.ui.launch import Launch, Ports
from tests.builders import shipped
from tests.store.history.records import make_record
from tests.test_imports import COMMAND, loaded

IDS = [exercise.id for exercise in shipped()]

Main = Callable[..., int]


class Captured:
    """What the plain mode was asked to lead."""

    plan: Plan
    settings: Settings
    save_queue: SaveQueue | None
    lifeline: Lifeline
    speed: float
    stdin: TextIO | None
    past: Sequence[SessionRecord]


@pytest.fixture
def main(tmp_path: Path) -> Main:
    """The program with folders of its own."""

    def run(*argv: str) -> int:
        return cli.main(["--data-dir", str(tmp_path / "data"), "--config-dir", str(tmp_path), *argv])

    return run


@pytest.fixture
def history(tmp_path: Path) -> HistoryFile:
    return HistoryFile(tmp_path / "data" / "history.json")


@pytest.fixture
def led(monkeypatch: pytest.MonkeyPatch) -> Captured:
    captured = Captured()
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC))

    def lead(plan: Plan, **rest: object) -> int:
        vars(captured).update(rest, plan=plan)
        return 0

    monkeypatch.setattr(runner, "lead", lead)
    return captured


def exits(main: Main, *argv: str) -> object:
    """The exit code, also where argparse ends the program."""
    try:
        return main(*argv)
    except SystemExit as end:
        return end.code


def complaint(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The one line on standard error of a call that must be refused."""
    assert exits(main, *argv) == USAGE
    out, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert out == ""
    assert isinstance(line, str)
    return line


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but locks, which come and go."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def exercises_of(plan: Plan) -> list[str]:
    return list(dict.fromkeys(work.exercise for work in plan.sets))


# start


def test_the_session_that_is_suggested(main: Main, led: Captured, history: HistoryFile) -> None:
    assert main("start", "--plain") == 0
    assert exercises_of(led.plan) == ["single-leg-balance", "calf-raise"]
    assert (led.plan.level, led.plan.context, led.plan.sets[0].side) == (Level.BEGINNER, Context.OTHER, Side.LEFT)
    assert (led.settings, led.speed, led.stdin) == (Settings(), 1.0, sys.stdin)
    assert led.save_queue is not None
    led.save_queue.save(make_record())
    led.save_queue.close()
    assert history.load().sessions == (make_record(),)


def test_a_session_dated_after_today_says_nothing_of_the_next_one(
    main: Main, led: Captured, history: HistoryFile
) -> None:
    today, to_come = make_record(1), make_record(2, day=dt.date(2026, 11, 23), level=Level.EXPERIENCED)
    history.keep(today)
    history.keep(replace(to_come, started_at=today.started_at + dt.timedelta(days=1)))
    assert main("start", "--plain") == 0
    assert led.plan.level is Level.BEGINNER
    assert led.past == (today,)


def test_every_option_of_start(main: Main, led: Captured) -> None:
    options = ["--exercises", "calf-raise, lateral-hops", "--level", "experienced", "--context", "cross-training"]
    assert main("start", "--plain", "--demo", "40", *options) == 0
    assert exercises_of(led.plan) == ["calf-raise", "lateral-hops"]
    assert led.plan.sets[0].variation == "one-leg"
    assert (led.plan.level, led.plan.context) == (Level.EXPERIENCED, Context.CROSS_TRAINING)
    assert (led.save_queue, led.speed) == (None, 40.0)


def test_minutes(main: Main, led: Captured, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("start", "--plain", "--minutes", "3") == 0
    assert led.plan.seconds <= seconds_for(3)
    assert exercises_of(led.plan)[0] == "single-leg-balance"
    assert "cut to fit 3 min" in capsys.readouterr().out
    assert main("start", "--plain", "--minutes", "1", "--exercises", "calf-raise") == 0
    assert len({work.number for work in led.plan.sets}) == 1
    assert "Even the shortest session takes longer than 1 min." in capsys.readouterr().out
    assert main("start", "--plain", "--minutes", "8", "--exercises", "calf-raise,heel-toe-walk,lateral-hops") == 0
    assert led.plan.seconds <= 8 * 60


def test_pain_is_answered_also_where_the_exercises_are_named(
    main: Main, led: Captured, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("start", "--plain", "--feel", "pain", "--exercises", "lateral-hops") == 0
    out = capsys.readouterr().out
    assert "leave out what hurts" in out
    assert 'When to see somebody: the page "When to stop"' in out
    assert "Pain today: leave hopping out." in out
    assert exercises_of(led.plan) == ["lateral-hops"]
    assert main("start", "--plain", "--exercises", "hops") == 0
    assert "hopping" not in capsys.readouterr().out


def test_an_exercise_goes_by_its_short_name_too(main: Main, led: Captured) -> None:
    assert main("start", "--plain", "--exercises", "calves, walks, Foam Roll, circles") == 0
    assert exercises_of(led.plan) == ["calf-raise", "heel-toe-walk", "calf-roll", "ankle-circles"]


def test_settings_decide_where_no_option_does(main: Main, led: Captured, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'level = "experienced"\nfirst_side = "right"\nsound = "off"', encoding="utf-8"
    )
    main("start", "--plain")
    assert (led.plan.level, led.plan.sets[0].side) == (Level.EXPERIENCED, Side.RIGHT)
    assert led.settings.sound is SoundChoice.OFF
    main("start", "--plain", "--level", "beginner")
    assert led.plan.level is Level.BEGINNER


def test_the_level_of_the_last_session(main: Main, led: Captured, history: HistoryFile) -> None:
    history.keep(make_record(level=Level.EXPERIENCED))
    main("start", "--plain")
    assert led.plan.level is Level.EXPERIENCED


@pytest.mark.parametrize("name", IDS)
def test_every_exercise_by_its_id(main: Main, led: Captured, name: str) -> None:
    assert main("start", "--plain", "--exercises", name) == 0
    assert exercises_of(led.plan) == [name]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("balance", "single-leg-balance"),
        ("Calf raise", "calf-raise"),
        ("HOPS", "lateral-hops"),
        ("heel", "heel-toe-walk"),
        ("band", "band-ankle"),
        ("knee", "knee-to-wall"),
    ],
)
def test_a_word_that_means_only_one_exercise_is_enough(main: Main, led: Captured, word: str, meant: str) -> None:
    assert main("start", "--plain", "--exercises", word) == 0
    assert exercises_of(led.plan) == [meant]


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["--exercises", "calf-rise"], '--exercises: no exercise is called "calf-rise"; did you mean "calf-raise"?'),
        (["--exercises", "hops,squats"], '--exercises: no exercise is called "squats"'),
        (["--exercises", "calf"], '--exercises: "calf" could be "calf-raise" or "calf-roll"'),
        (["--exercises", " , "], "--exercises: name at least one"),
        (["--exercises", ""], "--exercises: name at least one"),
    ],
)
def test_exercises_we_do_not_have(
    main: Main, capsys: pytest.CaptureFixture[str], led: Captured, argv: list[str], line: str
) -> None:
    assert complaint(main, capsys, "start", "--plain", *argv) == f"ankle-tui: {line}"
    assert not hasattr(led, "plan")


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["start", "--minutes", "soon"], "argument --minutes: must be a number from 1 to 120, not 'soon'"),
        (["start", "--minutes", "0.9"], "argument --minutes: must be a number from 1 to 120, not '0.9'"),
        (["start", "--minutes", "121"], "argument --minutes: must be a number from 1 to 120, not '121'"),
        (["start", "--minutes", "0"], "argument --minutes: must be a number from 1 to 120, not '0'"),
        (["start", "--minutes=-3"], "argument --minutes: must be a number from 1 to 120, not '-3'"),
        (["start", "--minutes", "nan"], "argument --minutes: must be a number from 1 to 120, not 'nan'"),
        (["start", "--minutes", "1e4"], "argument --minutes: must be a number from 1 to 120, not '1e4'"),
        (["start", "--demo", "inf"], "argument --demo: must be a number above 0 and up to 1000, not 'inf'"),
        (["start", "--demo"], "argument --demo: expected one argument"),
        (
            ["start", "--level", "experience"],
            'argument --level: "experience" is not one of: beginner, experienced; did you mean "experienced"?',
        ),
        (["start", "--level", "pro"], 'argument --level: "pro" is not one of: beginner, experienced'),
        (
            ["start", "--context", "postrun"],
            'argument --context: "postrun" is not one of: post-run, cross-training, other; did you mean "post-run"?',
        ),
        (["start", "--plane"], 'unrecognized arguments: --plane; did you mean "--plain"?'),
        (["start", "--exercsies", "hops"], 'unrecognized arguments: --exercsies; did you mean "--exercises"?'),
        (["start", "--minuts=3"], 'unrecognized arguments: --minuts=3; did you mean "--minutes"?'),
        (["--dta-dir", "x", "status"], 'unrecognized arguments: --dta-dir; did you mean "--data-dir"?'),
        (["day", "--daet", "yesterday"], 'unrecognized arguments: --daet; did you mean "--date"?'),
        (["history", "--jsonn\n\x1b[31m"], 'unrecognized arguments: --jsonn ?[31m; did you mean "--json"?'),
        (["stats", "-x"], "unrecognized arguments: -x"),
        (["status", "now"], "unrecognized arguments: now"),
        (["backup", "lits"], '"lits" is not a command; did you mean "list"?'),
        (["help", "strat"], '"strat" is not a command; did you mean "start"?'),
        (["status", "--data-dir", ""], "argument --data-dir: must not be empty"),
        (["--data-dir", "", "history"], "argument --data-dir: must not be empty"),
        (["--config-dir", "", "history"], "argument --config-dir: must not be empty"),
    ],
)
def test_a_wrong_option_is_one_line(main: Main, capsys: pytest.CaptureFixture[str], argv: list[str], line: str) -> None:
    said = complaint(main, capsys, *argv)
    assert f": {line}; see ankle-tui" in said
    assert said.endswith("--help")


def test_a_command_we_do_not_have(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    line = complaint(main, capsys, "statsu")
    assert line == 'ankle-tui: "statsu" is not a command; did you mean "status"?; see ankle-tui --help'
    line = complaint(main, capsys, "qqq")
    assert line.startswith('ankle-tui: "qqq" is not one of: ')
    assert all(command in line for command in COMMANDS)


def test_every_misspelt_command_is_understood_by_its_neighbours(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        for slip in (command[:-2] + command[-1] + command[-2], f"{command}x", command[0] + command):
            if slip not in COMMANDS:
                assert f'did you mean "{command}"' in complaint(main, capsys, slip)


def test_every_misspelt_option_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    parsers = [command_parser()]
    for parser in parsers:
        parser.complete()
        for action in parser._actions:
            parsers += dict.fromkeys((action.choices or {}).values()) if isinstance(action.choices, dict) else []
        options = [option for option in parser._option_string_actions if option.startswith("--")]
        for option in options:
            with pytest.raises(SystemExit, match="2"):
                parser.parse_args([f"{option[:-2]}{option[-1]}{option[-2]}x"])
            assert f'did you mean "{option}"' in capsys.readouterr().err
    assert len(parsers) > 15


@pytest.mark.parametrize("command", ["history", "status", "stats", "day", "week", "exercises", "backup list"])
def test_the_folders_stand_before_or_behind_the_command(
    tmp_path: Path, history: HistoryFile, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    history.keep(make_record())
    (tmp_path / "config.toml").write_text("target = 3", encoding="utf-8")
    data, config = ["--data-dir", str(tmp_path / "data")], [f"--config-dir={tmp_path}"]
    words = command.split()
    said = set()
    for argv in ([*data, *config, *words], [*words, *config, *data], [*config, words[0], *data, *words[1:]]):
        assert cli.main(argv) == 0
        said.add(capsys.readouterr().out)
    assert len(said) == 1
    assert cli.main(["--data-dir", str(tmp_path / "none"), *words, *data, *config]) == 0  # the last one holds
    assert {capsys.readouterr().out} == said


# Files that cannot be used


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
    remedy = "Start ankle-tui: it repairs the file and keeps the damaged one"
    assert err.startswith(f"ankle-tui: {damaged.path}: line ")
    assert err.endswith(f". {remedy}\n")
    assert len(err.splitlines()) == 1
    assert main("history", "--json") == USAGE
    out, err = capsys.readouterr()
    assert [item["id"] for item in json.loads(out)] == [make_record(2).id, make_record(1).id]
    assert remedy in err
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
    assert "Start ankle-tui" not in err


def test_the_history_of_a_newer_program_is_read_as_far_as_it_goes(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    history.keep(make_record())
    history.path.write_bytes(history.path.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert main("history") == USAGE
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "made by a newer ankle-tui" in err
    assert "Start ankle-tui" not in err


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


# history and exercises


def test_no_history(main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main("history") == 0
    assert capsys.readouterr().out == "No sessions yet.\n"
    assert main("history", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert list(tmp_path.iterdir()) == []


def test_history_newest_first(main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile) -> None:
    first = make_record(1)
    history.keep(make_record(2, day=dt.date(2026, 11, 23), context=Context.CROSS_TRAINING))
    history.keep(first)
    history.keep(
        make_record(3, day=dt.date(2026, 11, 20), extra={"by_hand": True})
    )  # as if it had been 18:04 two days later
    assert main("history") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-23 18:04    0:43  cross-training  partial    Single-leg balance",
        "2026-11-22 18:04    0:43  post-run        partial    Single-leg balance",
        "2026-11-20 by hand  0:43  post-run        partial    Single-leg balance",
    ]


def test_history_as_json_is_everything_newest_first(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    later = make_record(2, started_at=make_record().started_at.replace(day=23), note="ü 脚", extra={"shoes": [1]})
    history.keep(make_record(1))
    history.keep(later)
    assert main("history", "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out) == [later.to_json(), make_record(1).to_json()]
    assert "ü 脚" in out


def test_text_from_the_file_is_not_taken_for_escape_codes(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    record = make_record(note="\x1b[2J")
    data = json.dumps({"format": "ankle-tui/history", "version": 1, "sessions": [record.to_json()]})
    history.path.parent.mkdir()
    history.path.write_text(data.replace("single-leg-balance", "\\u001b[31m[bold]\\n\\u0007"), encoding="utf-8")
    assert main("history") == 0
    assert capsys.readouterr().out.endswith("partial    ?[31m[bold] ?\n")


def test_exercises(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("exercises") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == IDS
    assert lines[0] == "single-leg-balance  Single-leg balance: eyes open, firm floor, 2 × 30 s/leg"


def test_exercises_as_json(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("exercises", "--json") == 0
    exercises = {item["id"]: item for item in json.loads(capsys.readouterr().out)}
    assert list(exercises) == IDS
    raise_ = exercises["calf-raise"]
    assert set(raise_) == {"id", "name", "group", "trains", "how", "variations", "starts", "sources", "short", "own"}
    assert raise_["starts"] == {
        "beginner": {"variation": "both-legs", "dose": 2},
        "experienced": {"variation": "one-leg", "dose": 1},
    }
    first = raise_["variations"][0]
    assert set(first) == {
        *("id", "name", "kind", "per_side", "stand", "cues", "equipment", "doses", "tempo", "rest", "change"),
        *("part_rest", "parts", "timing_sources"),
    }
    assert (first["kind"], first["tempo"]) == ("reps", {"up": 2, "hold": 1, "down": 2, "words": ["up", "hold", "down"]})
    assert set(first["doses"][0]) == {"sets", "amount", "sources"}
    assert set(first["doses"][0]["sources"][0]) == {"id", "text"}
    assert exercises["heel-toe-walk"]["variations"][0]["parts"][0] == {
        "id": "heels",
        "name": "HEELS",
        "cue": "On your heels, toes pulled up",
    }


def test_a_start_names_a_dose_by_its_number_from_one(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    main("exercises", "--json")
    for item in json.loads(capsys.readouterr().out):
        ladders = {variation["id"]: variation["doses"] for variation in item["variations"]}
        for level in Level:
            start = item["starts"][level.value]
            _, dose = shipped().get(item["id"]).start(level)
            assert ladders[start["variation"]][start["dose"] - 1]["amount"] == dose.amount


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--version"], [f"ankle-tui {ankle_tui.__version__}"]),
        (["--help"], ["start", "history", "exercises", "--data-dir", "--config-dir", "--version"]),
        (["--help"], ["status", "stats", "day", "week", "exit codes: 0 it went well; 1 doctor", "130 after"]),
        (["start", "--help"], ["--plain", "--demo", "beginner, experienced", "fine, sore, pain"]),
        (["history", "--help"], ["--json", "--csv"]),
        (["status", "--help"], ["--json"]),
        (["day", "--help"], ["run, cross-training, rest, sick, travel; clear", "--hard", "--date"]),
        (["week", "--help"], ["rest, sick, travel; clear", "--date", "--data-dir", "--config-dir"]),
        (["-V"], [f"ankle-tui {ankle_tui.__version__}"]),
        (["help"], ["usage: ankle-tui [", "status", "merge", "2 a usage error", "130 after"]),
        (["help", "start"], ["usage: ankle-tui start [", "--plain"]),
        (["help", "backup", "restore"], ["usage: ankle-tui backup restore [", "NAME"]),
    ],
    ids=str,
)
def test_help(main: Main, capsys: pytest.CaptureFixture[str], argv: list[str], words: list[str]) -> None:
    assert exits(main, *argv) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in words)


# The screen


class FakeApp:
    """Stands for the user interface."""

    available_themes: ClassVar[dict[str, object]] = {"nord": 1, "textual-dark": 1}
    made: ClassVar[list["FakeApp"]] = []
    failure: ClassVar[BaseException | None] = None
    code: ClassVar[int | None] = 0
    unsaved: ClassVar[bool] = False
    led: ClassVar[bool] = True
    mistake: ClassVar[Exception | None] = None

    def __init__(self, ports: Ports, launch: Launch) -> None:
        self.ports = {field.name: getattr(each, field.name) for each in (ports, launch) for field in fields(each)}
        self.theme = ""
        self.return_code = self.code
        FakeApp.made.append(self)

    def secure(self) -> None:
        """What a signal would call."""

    def run(self) -> None:
        if self.failure:
            raise self.failure

    def close_down(self) -> list[str]:
        return ["ankle-tui: not saved: disk full", '{"id": "x"}']


@pytest.fixture
def ui(monkeypatch: pytest.MonkeyPatch) -> type[FakeApp]:
    monkeypatch.setattr(app_module, "AnkleApp", FakeApp)
    monkeypatch.setattr(console, "has_screen", lambda _: True)
    monkeypatch.setattr(FakeApp, "made", [])
    return FakeApp


def test_home_begins_nothing(main: Main, ui: type[FakeApp]) -> None:
    assert main() == 0
    (app,) = ui.made
    assert (app.ports["plan"], app.ports["speed"], app.theme) == (None, None, "")


def test_start_begins_a_session_on_the_screen(main: Main, ui: type[FakeApp]) -> None:
    assert main("start", "--exercises", "hops", "--demo", "5") == 0
    plan = ui.made[0].ports["plan"]
    assert isinstance(plan, Plan)
    assert exercises_of(plan) == ["lateral-hops"]
    assert ui.made[0].ports["speed"] == 5.0


def test_the_theme_of_the_settings(main: Main, ui: type[FakeApp], tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('theme = "nord"', encoding="utf-8")
    assert main() == 0
    assert ui.made[0].theme == "nord"


def test_what_the_app_leaves_to_say_is_said(main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out.splitlines() == ["ankle-tui: not saved: disk full", '{"id": "x"}']


def test_and_also_when_the_app_ends_the_program(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui, "failure", SystemExit(3))
    with pytest.raises(SystemExit):
        main()
    assert '{"id": "x"}' in capsys.readouterr().out


def test_and_also_when_the_app_fails(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui, "failure", ZeroDivisionError())
    assert main() == CRASHED
    told = capsys.readouterr()
    assert '{"id": "x"}' in told.out
    assert told.err.startswith("ankle-tui: a mistake in the program ended it. Report: ")


@pytest.mark.parametrize("unsaved", [False, True])
def test_a_mistake_in_the_app_is_told_after_it(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, unsaved: bool
) -> None:
    monkeypatch.setattr(ui, "mistake", ZeroDivisionError())
    monkeypatch.setattr(ui, "unsaved", unsaved)
    assert main() == CRASHED
    assert ("your session is kept" in capsys.readouterr().err) is not unsaved


def test_and_when_it_is_interrupted(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui, "failure", KeyboardInterrupt())
    assert main() == INTERRUPTED
    assert '{"id": "x"}' in capsys.readouterr().out


@pytest.mark.parametrize(("code", "expected"), [(None, 0), (0, 0), (1, 1), (143, 143)])
def test_the_exit_code_of_the_app(
    main: Main, ui: type[FakeApp], monkeypatch: pytest.MonkeyPatch, code: int | None, expected: int
) -> None:
    monkeypatch.setattr(ui, "code", code)
    assert main() == expected


def test_an_unsaved_session_is_no_success(main: Main, ui: type[FakeApp], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui, "unsaved", True)
    assert main() == 2


@pytest.mark.parametrize("command", [[], ["start"], ["start", "--demo", "9"]], ids=str)
def test_without_a_terminal_one_line_points_to_plain(
    main: Main, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    line = complaint(main, capsys, *command)
    assert line == "ankle-tui: the screen needs a terminal; without one use: ankle-tui start --plain"


class Stream(io.StringIO):
    """A stream that is a terminal, or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.isatty = lambda: terminal  # type: ignore[method-assign]


@pytest.mark.parametrize("missing", ["", "stdin", "stdout", "stderr"])
@pytest.mark.parametrize("stand_in", [None, Stream(terminal=False)], ids=["closed", "a pipe"])
def test_the_screen_needs_all_three_streams(
    monkeypatch: pytest.MonkeyPatch, missing: str, stand_in: Stream | None
) -> None:
    with monkeypatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, stand_in if name == missing else Stream(terminal=True))
        has = console.has_screen({"TERM": "xterm-256color"})
    assert has is (missing == "")


@pytest.mark.parametrize(("environ", "has"), [({"TERM": "dumb"}, False), ({"TERM": "xterm"}, True), ({}, True)])
def test_a_dumb_terminal_has_no_screen(monkeypatch: pytest.MonkeyPatch, environ: Mapping[str, str], has: bool) -> None:
    with monkeypatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, Stream(terminal=True))
        assert console.has_screen(environ) is has


# Other ends


def test_ctrl_c_before_anything_began(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "lead", interrupted)
    assert main("start", "--plain") == INTERRUPTED


@pytest.mark.parametrize("code", [0, 2, 130])
def test_the_exit_code_of_plain_mode(main: Main, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(runner, "lead", lambda *_, **__: code)
    assert main("start", "--plain") == code


@pytest.mark.parametrize(("encoding", "escaped"), [("ascii", True), ("latin-1", True), ("utf-8", False)])
def test_json_says_the_same_in_every_encoding(
    main: Main, history: HistoryFile, monkeypatch: pytest.MonkeyPatch, encoding: str, escaped: bool
) -> None:
    history.keep(make_record(note="ü 脚 🦶"))
    raw = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
        assert main("history", "--json") == 0
        data = raw.getvalue()
        patch.undo()
    assert json.loads(data)[0]["note"] == "ü 脚 🦶"
    assert (b"\\u" in data) is escaped


def test_names_that_the_output_cannot_show_do_not_stop_a_list(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
        assert main("exercises") == 0
        out = raw.getvalue().decode("ascii")
    assert "2 ? 30 s/leg" in out


# Real processes

POSIX = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell")


def program(tmp_path: Path, arguments: str, redirection: str = "", **environ: str) -> Any:
    """Run the program in a shell, its standard error captured."""
    (tmp_path / "config.toml").write_text('sound = "off"', encoding="utf-8")
    command = f'"$PYTHON" -m ankle_tui --data-dir "$D" --config-dir "$D" {arguments} {redirection}'
    variables = {**os.environ, "PYTHON": sys.executable, "D": str(tmp_path), **environ}
    return subprocess.run(
        ["sh", "-c", command], env=variables, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )


@POSIX
@pytest.mark.parametrize(
    "arguments", ["history", "exercises --json", "--help", "start --plain --demo 1000 --exercises lateral-hops"]
)
def test_a_reader_that_has_gone_is_no_error(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "config.toml").write_text('sound = "off"', encoding="utf-8")
    read_end, write_end = os.pipe()
    os.close(read_end)
    folders = ["--data-dir", str(tmp_path), "--config-dir", str(tmp_path)]
    with os.fdopen(write_end, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "ankle_tui", *folders, *arguments.split()],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments",
    ["exercises", "start --plain --demo 1000 --exercises hops", "--help", "-V", "help day", "backup list -h", "status"],
)
def test_a_full_disk_behind_the_output_is_one_line(tmp_path: Path, arguments: str, unbuffered: str) -> None:
    done = program(tmp_path, arguments, ">/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == USAGE
    assert done.stderr.decode() == "ankle-tui: [Errno 28] No space left on device\n"


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
@pytest.mark.parametrize("arguments", ["no-such-command", "--config-dir /dev/null exercises"])
def test_a_full_disk_behind_standard_error_leaves_the_exit_code(tmp_path: Path, arguments: str) -> None:
    assert program(tmp_path, arguments, "2>/dev/full").returncode == USAGE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
def test_what_standard_error_does_not_take_is_given_up(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        with pytest.raises(SystemExit, match="2"):
            main("no-such-command")
        full.flush()  # as the interpreter does at exit, which takes a failure for one of the program


@POSIX
@pytest.mark.parametrize("redirection", [">&-", "<&-", "<&- >&-"])
def test_streams_that_are_closed_from_the_start(tmp_path: Path, redirection: str) -> None:
    for arguments in ("history", "start --plain --demo 1000 --exercises lateral-hops"):
        done = program(tmp_path, arguments, redirection)
        assert (done.returncode, done.stderr) == (0, b"")


@POSIX
def test_a_locale_without_unicode(tmp_path: Path) -> None:
    done = program(tmp_path, "exercises", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == len(IDS)
    done = program(tmp_path, "start --plain --exercises 'fußheber'", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == USAGE
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_nothing_said_is_understood_without_a_parser() -> None:
    assert vars(cli._arguments([])) == vars(command_parser().parse_args([]))


@pytest.mark.parametrize("command", [*COMMANDS, "home"])
def test_every_command_has_a_module_with_its_options_and_its_doing(command: str) -> None:
    module = cli._module(command)
    assert callable(module.run)
    assert command == "home" or callable(module.add_options)


def test_a_command_loads_no_other_command(tmp_path: Path) -> None:
    names, _ = loaded(COMMAND, ["--data-dir", str(tmp_path), "--config-dir", str(tmp_path), "exercises"], tmp_path)
    modules = {f"ankle_tui.commands.{module}" for module, _ in COMMANDS.values()}
    assert names & modules - {"ankle_tui.commands.status"} == {"ankle_tui.commands.exercises"}
