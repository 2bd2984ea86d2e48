"""The command line: commands, options and help, and one clear line for every slip."""

from pathlib import Path

import pytest

import ankle_tui
from ankle_tui.commands import main as cli
from ankle_tui.commands.main import COMMANDS, command_parser
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import Main, complaint, exits
from tests.store.history.records import make_record
from tests.test_imports import COMMAND, loaded


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
