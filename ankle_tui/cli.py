"""The command line: arguments to one function per command. Only the user interface imports Textual."""

import argparse
import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from ankle_tui import __version__
from ankle_tui.core import words
from ankle_tui.core.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.coach import suggest, usual_level
from ankle_tui.core.exercise import Context, Level
from ankle_tui.core.plan import Choice, Plan, build_plan, fit_minutes
from ankle_tui.core.record import SessionRecord
from ankle_tui.store.catalogue import load_catalogue
from ankle_tui.store.config import load_settings
from ankle_tui.store.history import HistoryFile
from ankle_tui.store.paths import Folders, find_folders
from ankle_tui.store.problem import FileProblem

__all__ = ["main"]

USAGE = 2
"""Exit code for anything the caller can put right: a wrong word, a damaged file, no terminal."""
INTERRUPTED = 130


class UsageError(Exception):
    """The command line asks for something that cannot be done; one clear line."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments without the program's name; None takes them from the process.

    Returns:
        The exit code: 0 when it went well, 2 for a wrong argument or an unusable file, 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except (UsageError, FileProblem) as problem:
        print(f"ankle-tui: {problem}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        # The reader has gone. Point standard output elsewhere, so that closing it at exit does not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ankle-tui", description="Guides a runner through a short ankle-strength session, by eye and by ear."
    )
    parser.add_argument("--version", action="version", version=f"ankle-tui {__version__}")
    parser.add_argument("--data-dir", metavar="D", help="folder of the history file")
    parser.add_argument("--config-dir", metavar="D", help="folder of config.toml")
    parser.set_defaults(run=_home, demo=None)
    commands = parser.add_subparsers(title="commands", metavar="")
    _add_start(commands.add_parser("start", help="begin a session at once", description="Begin a session at once."))
    history = commands.add_parser("history", help="list the sessions done", description="List the sessions done.")
    history.add_argument("--json", action="store_true", help="everything, as JSON")
    history.set_defaults(run=_history)
    exercises = commands.add_parser("exercises", help="list the exercises", description="List the exercises.")
    exercises.add_argument("--json", action="store_true", help="everything, as JSON")
    exercises.set_defaults(run=_exercises)
    return parser


def _add_start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--exercises", metavar="A,B", help="ids of exercises, in order (see: ankle-tui exercises)")
    parser.add_argument("--level", choices=[level.value for level in Level], help="where the doses start")
    parser.add_argument("--context", choices=[context.value for context in Context], default=Context.POST_RUN.value)
    parser.add_argument("--minutes", type=_positive, metavar="N", help="fit the session into so many minutes")
    parser.add_argument("--plain", action="store_true", help="lines of text instead of a screen")
    parser.add_argument("--demo", type=_positive, metavar="SPEED", help="run so many times faster and record nothing")
    parser.set_defaults(run=_start)


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number <= 1000:
        raise argparse.ArgumentTypeError(f"must be a number above 0 and up to 1000, not {text!r}")
    return number


def _folders(arguments: argparse.Namespace) -> Folders:
    return find_folders(arguments.data_dir, arguments.config_dir)


def _home(arguments: argparse.Namespace) -> int:
    return _run_ui(arguments, plan=None)


def _start(arguments: argparse.Namespace) -> int:
    plan = _plan(arguments)
    return _run_plain(arguments, plan) if arguments.plain else _run_ui(arguments, plan)


def _plan(arguments: argparse.Namespace) -> Plan:
    catalogue, folders = load_catalogue(), _folders(arguments)
    settings = load_settings(folders.settings)
    wanted = Level(arguments.level) if arguments.level else settings.level
    level = usual_level(HistoryFile(folders.history).load(), wanted)
    choices = _choices(arguments.exercises, catalogue, level)
    if arguments.minutes:
        choices = fit_minutes(choices, arguments.minutes)
    return build_plan(choices, level=level, context=Context(arguments.context), first_side=settings.first_side)


def _choices(names: str | None, catalogue: Catalogue, level: Level) -> tuple[Choice, ...]:
    if names is None:
        return suggest(catalogue, level)
    ids = [word.strip() for word in names.split(",") if word.strip()]
    if not ids:
        raise UsageError("--exercises: name at least one")
    try:
        return tuple(Choice.start(catalogue.get(word), level) for word in ids)
    except UnknownExercise as error:
        raise UsageError(f"--exercises: {error}") from error


def _run_plain(arguments: argparse.Namespace, plan: Plan) -> int:
    from ankle_tui import plain  # noqa: PLC0415 - each command loads only what it needs
    from ankle_tui.audio.choose import open_player  # noqa: PLC0415
    from ankle_tui.clock import Clock  # noqa: PLC0415
    from ankle_tui.conductor import Conductor  # noqa: PLC0415

    folders = _folders(arguments)
    settings = load_settings(folders.settings)
    history = HistoryFile(folders.history)
    history.load()  # a damaged file is better told before the work than after it
    terminal = sys.stdout.isatty()
    player = open_player(settings.sound, volume=settings.volume, ring=_ring if terminal else None)
    conductor = Conductor(
        plan,
        clock=Clock(arguments.demo or 1.0),
        player=player,
        keep=None if arguments.demo else history.keep,
        counting=settings.counting,
    )
    if sys.stdin is not None and sys.stdin.isatty():
        wait = plain.read_lines(sys.stdin)
        plain.write_line(plain.HELP)
    else:
        wait = plain.only_wait
    code = 0
    try:
        plain.run_plain(conductor, write=plain.write_line, wait=wait)
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:  # whatever happened, what was done is kept
        conductor.finish()
        player.close()
    for line in plain.summary_lines(conductor):
        plain.write_line(line)
    return code


def _ring() -> None:
    sys.stdout.write("\a")
    sys.stdout.flush()


def _run_ui(arguments: argparse.Namespace, plan: Plan | None) -> int:
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the screen needs a terminal; without one use: ankle-tui start --plain")
    folders = _folders(arguments)
    settings = load_settings(folders.settings)
    store = HistoryFile(folders.history)
    history, catalogue = store.load(), load_catalogue()
    from ankle_tui.ui.app import AnkleApp  # noqa: PLC0415 - the only command that needs Textual

    app = AnkleApp(
        catalogue=catalogue, store=store, history=history, settings=settings, plan=plan, speed=arguments.demo
    )
    if settings.theme:
        if settings.theme not in app.available_themes:
            known = ", ".join(sorted(app.available_themes))
            raise FileProblem(folders.settings, f'theme: "{settings.theme}" is not one of: {known}')
        app.theme = settings.theme
    try:
        app.run()
    finally:
        lines = app.close_down()
    for line in lines:
        print(line)
    return app.return_code or 0


def _history(arguments: argparse.Namespace) -> int:
    history = HistoryFile(_folders(arguments).history).load()
    sessions = history.newest_first()
    if arguments.json:
        _print_json([session.to_json() for session in sessions])
    elif not sessions:
        print("No sessions yet.")
    else:
        names = {exercise.id: exercise.name for exercise in load_catalogue()}
        for session in sessions:
            print(_session_line(session, names))
    return 0


def _session_line(session: SessionRecord, names: Mapping[str, str]) -> str:
    done = dict.fromkeys(names.get(item.exercise, item.exercise) for item in session.sets if item.done)
    columns = [
        session.started_at.strftime("%Y-%m-%d %H:%M"),
        f"{words.clock_words(session.active_seconds):>6}",
        f"{session.context.value:<14}",
        f"{session.status.value:<9}",
        ", ".join(done),
    ]
    return "  ".join(columns).rstrip()


def _exercises(arguments: argparse.Namespace) -> int:
    catalogue = load_catalogue()
    if arguments.json:
        _print_json([asdict(exercise) for exercise in catalogue])
        return 0
    width = max(len(exercise.id) for exercise in catalogue)
    for exercise in catalogue:
        variation, dose = exercise.start(Level.BEGINNER)
        print(f"{exercise.id:<{width}}  {exercise.name}: {variation.name}, {words.dose_words(variation, dose)}")
    return 0


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
