"""The command line: a table of commands, one module each, and errors to exit codes."""

import contextlib
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final, Protocol, cast

from ankle_tui.commands import console
from ankle_tui.commands.console import UsageError
from ankle_tui.services.exit_codes import INTERRUPTED
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.paths import find_folders

if TYPE_CHECKING:
    from ankle_tui.commands.parser import CommandParser

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "start": ("session.start", "begin a session at once"),
    "resume": ("session.resume", "go on with a session that was not finished"),
    "status": ("status", "say in one line how the week stands, for a prompt or a status bar"),
    "day": ("weeks.days", "record what a day was; without arguments, list the last days"),
    "week": ("weeks.days", "record what a whole week was; without arguments, list its days"),
    "runs": ("weeks.import_runs", "read activity files of a watch or a training log and mark their days"),
    "test": ("session.self_test", "list the self-tests, lead one, or look at its values"),
    "block": ("weeks.block", "show, begin, close or answer a block of eight weeks"),
    "calendar": ("weeks.reminders", "write the sessions to come as an .ics file: import it, don't subscribe"),
    "history": ("history", "list the sessions done"),
    "amend": ("lines.amend_session", "change what a session says: effort, pain, touches, note, context, day"),
    "add": ("lines.add_session", "add a session that was done without ankle-tui"),
    "stats": ("stats", "say what the training has done: streaks, totals, bests of every exercise and side"),
    "progress": ("lines.weekly_progress", "tell the best of each leg and the work, week by week"),
    "ladder": ("lines.climb_ladder", "show the steps of an exercise and where you are; set a step of your own"),
    "report": ("report.write_report", "write a page for a physiotherapist, to read or to print"),
    "about": ("lines.read_about", "print the information pages: why, how often, when to stop; with their sources"),
    "doctor": ("doctor.examine", "say what is well and what is not; exit code 1 when there is a problem"),
    "exercises": ("exercises", "list the exercises and your routines"),
    "settings": ("lines.change_settings", "list the settings; explain, change or reset one"),
    "keys": ("keys", "list what keys do on every screen, and the ids to give it other keys in config.toml"),
    "sounds": ("sounds", "list the sounds and what they mean"),
    "backup": ("upkeep.backup", "copy the history as it is now; list and restore copies"),
    "export": ("upkeep.export", "write the whole history into a file, its JSON Schema, or sessions as FIT activities"),
    "merge": ("upkeep.merge_files", "merge other history files into this one"),
    "completions": ("completions.print_script", "print a script that completes commands and values in your shell"),
}
"""Every command: its module below `ankle_tui.commands`, and its line in the help."""


class CommandModule(Protocol):
    """The two functions that the module of a command has; it is loaded only when its command is used."""

    def add_options(self, parser: "CommandParser") -> None:
        """Add the options of the command; `parser.get_default("command")` names it."""

    def run(self, arguments: SimpleNamespace) -> int:
        """Run the command and return its exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments without the program's name; None takes them from the process.

    Returns:
        The exit code: 0 for success, 1 for a problem found by `doctor` or an error in the program, 2 for a usage error
        or an unusable file, 130 after Ctrl-C.
    """
    code = 0
    try:
        try:
            code = _run(argv)
        finally:  # not at exit, where a reader that has gone away could no longer be dealt with
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        console.forget(sys.stdout)
    except OSError as error:
        console.forget(sys.stdout)
        code = console.complain(str(error))
    except (UsageError, FileProblem) as problem:
        code = console.complain(str(problem))
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        console.settle_errors()
    return code


def command_parser() -> "CommandParser":
    """Make the parser of the whole command line."""
    from ankle_tui.commands.parser import make_parser  # noqa: PLC0415 - without arguments nothing is parsed

    return make_parser({name: what for name, (_, what) in COMMANDS.items()}, _add_options)


def _run(argv: Sequence[str] | None) -> int:
    for stream in (sys.stdin, sys.stdout):  # standard error never fails, it writes what it cannot encode as \x..
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _arguments(sys.argv[1:] if argv is None else argv)
    try:
        if arguments.command == "help":
            command_parser().parse_args([*arguments.words, "--help"])
        return _module(arguments.command).run(arguments)
    except (UsageError, FileProblem, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - an error in the program; Python's own report would show paths
        return console.report_crash(error, _data_folder(arguments))


def _arguments(argv: Sequence[str]) -> SimpleNamespace:
    """Parse the arguments; without any, load no parser."""
    if not argv:
        return SimpleNamespace(command="home", data_dir=None, config_dir=None)
    return command_parser().parse_args(argv, SimpleNamespace())


def _module(command: str) -> CommandModule:
    """Load the module of a command, or of the one it stands below: `backup list`."""
    home = "lines.home_in_lines" if console.prefers_lines(os.environ) else "session.home"
    name, _ = COMMANDS.get(command.partition(" ")[0], (home, ""))
    return cast("CommandModule", importlib.import_module(f"ankle_tui.commands.{name}"))


def _add_options(command: str, parser: "CommandParser") -> None:
    _module(command).add_options(parser)


def _data_folder(arguments: SimpleNamespace) -> Path | None:
    with contextlib.suppress(FileProblem):
        return find_folders(arguments.data_dir, arguments.config_dir).data
    return None
