"""The command line: arguments to one function per command. Only the user interface imports Textual."""

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NoReturn, TypeVar

from ankle_tui import __version__
from ankle_tui.core import words
from ankle_tui.core.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.coach import suggest, usual_level
from ankle_tui.core.exercise import Context, Exercise, Level
from ankle_tui.core.plan import Choice, Plan, build_plan, fit_minutes
from ankle_tui.core.reading import did_you_mean
from ankle_tui.core.record import History, SessionRecord
from ankle_tui.store.catalogue import load_catalogue
from ankle_tui.store.config import Settings, load_settings
from ankle_tui.store.history import HistoryFile
from ankle_tui.store.paths import Folders, find_folders
from ankle_tui.store.problem import FileProblem, one_line

__all__ = ["main"]

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

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
    code = 0
    try:
        try:
            code = _run(argv)
        finally:  # here, not at exit, where a reader that has gone could no longer be dealt with
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
    except OSError as error:
        _forget_output()
        code = _complain(str(error))
    except (UsageError, FileProblem) as problem:
        code = _complain(str(problem))
    except KeyboardInterrupt:
        code = INTERRUPTED
    return code


def _run(argv: Sequence[str] | None) -> int:
    for stream in (sys.stdin, sys.stdout):  # standard error never fails, it writes what it cannot encode as \x..
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def _complain(problem: str) -> int:
    print(one_line(f"ankle-tui: {problem}"), file=sys.stderr)
    return USAGE


def _forget_output() -> None:
    """Point standard output elsewhere, so that closing it at exit does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, one_line(f"{self.prog}: {message}; see {self.prog} --help") + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ankle-tui", description="Guides a runner through a short ankle-strength session, by eye and by ear."
    )
    parser.add_argument("--version", action="version", version=f"ankle-tui {__version__}")
    parser.add_argument("--data-dir", type=_folder, metavar="D", help="folder of the history file")
    parser.add_argument("--config-dir", type=_folder, metavar="D", help="folder of config.toml")
    parser.set_defaults(run=_home, demo=None)
    commands = parser.add_subparsers(title="commands", metavar="command")
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
    parser.add_argument("--level", type=_member(Level), metavar="L", help=f"where the doses start: {_listed(Level)}")
    parser.add_argument(
        "--context",
        type=_member(Context),
        default=Context.POST_RUN,
        metavar="C",
        help=f"what the session follows: {_listed(Context)}",
    )
    parser.add_argument("--minutes", type=_positive, metavar="N", help="fit the session into so many minutes")
    parser.add_argument("--plain", action="store_true", help="lines of text instead of a screen")
    parser.add_argument("--demo", type=_positive, metavar="SPEED", help="run so many times faster and record nothing")
    parser.set_defaults(run=_start)


def _folder(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("must not be empty")
    return text


def _member(kind: type[ChoiceT]) -> Callable[[str], ChoiceT]:
    """Reads one member of an enumeration by its value."""

    def read(text: str) -> ChoiceT:
        try:
            return kind(text)
        except ValueError:
            hint = did_you_mean(text, [member.value for member in kind])
            raise argparse.ArgumentTypeError(f'"{text}" is not one of: {_listed(kind)}{hint}') from None

    return read


def _listed(kind: type[StrEnum]) -> str:
    return ", ".join(member.value for member in kind)


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number <= 1000:
        raise argparse.ArgumentTypeError(f"must be a number above 0 and up to 1000, not {text!r}")
    return number


@dataclass(frozen=True, slots=True)
class _Stores:
    """What is on disk, read and checked before anything begins: better told before the work than after it."""

    folders: Folders
    catalogue: Catalogue
    settings: Settings
    file: HistoryFile
    history: History


def _open_stores(arguments: argparse.Namespace) -> _Stores:
    folders = find_folders(arguments.data_dir, arguments.config_dir)
    file = HistoryFile(folders.history)
    return _Stores(folders, load_catalogue(), load_settings(folders.settings), file, file.load())


def _home(arguments: argparse.Namespace) -> int:
    return _run_ui(_open_stores(arguments), plan=None, speed=None)


def _start(arguments: argparse.Namespace) -> int:
    stores = _open_stores(arguments)
    plan = _plan(arguments, stores)
    if not arguments.plain:
        return _run_ui(stores, plan, arguments.demo)
    from ankle_tui import plain  # noqa: PLC0415 - each command loads only what it needs

    keep = None if arguments.demo else stores.file.keep
    return plain.lead(plan, settings=stores.settings, keep=keep, speed=arguments.demo or 1.0, stdin=sys.stdin)


def _plan(arguments: argparse.Namespace, stores: _Stores) -> Plan:
    level = usual_level(stores.history, arguments.level or stores.settings.level)
    choices = _choices(arguments.exercises, stores.catalogue, level)
    if arguments.minutes:
        choices = fit_minutes(choices, arguments.minutes)
    return build_plan(choices, level=level, context=arguments.context, first_side=stores.settings.first_side)


def _choices(names: str | None, catalogue: Catalogue, level: Level) -> tuple[Choice, ...]:
    if names is None:
        return suggest(catalogue, level)
    wanted = [word.strip() for word in names.split(",") if word.strip()]
    if not wanted:
        raise UsageError("--exercises: name at least one")
    try:
        return tuple(Choice.start(_exercise(catalogue, word), level) for word in wanted)
    except UnknownExercise as error:
        raise UsageError(f"--exercises: {error}") from error


def _exercise(catalogue: Catalogue, word: str) -> Exercise:
    """The exercise of this id, or the only one whose id has this word in it: `balance`, `Calf raise`."""
    part = "-".join(word.lower().split())
    found = [exercise for exercise in catalogue if part in exercise.id]
    if len(found) == 1:
        return found[0]
    if not found or any(exercise.id == part for exercise in found):
        return catalogue.get(part)
    could_be = " or ".join(f'"{exercise.id}"' for exercise in found)
    raise UnknownExercise(f'"{word}" could be {could_be}')


def _run_ui(stores: _Stores, plan: Plan | None, speed: float | None) -> int:
    if not _has_screen(os.environ):
        raise UsageError("the screen needs a terminal; without one use: ankle-tui start --plain")
    from ankle_tui.ui.app import AnkleApp  # noqa: PLC0415 - the only command that needs Textual

    app = AnkleApp(
        catalogue=stores.catalogue,
        store=stores.file,
        history=stores.history,
        settings=stores.settings,
        plan=plan,
        speed=speed,
    )
    if theme := stores.settings.theme:
        if theme not in app.available_themes:
            known = ", ".join(sorted(app.available_themes))
            raise FileProblem(stores.folders.settings, f'theme: "{theme}" is not one of: {known}')
        app.theme = theme
    try:
        app.run()
    finally:  # also when it failed: what could not be saved is among these lines
        for line in app.close_down():
            print(line)
    return app.return_code or (USAGE if app.unsaved else 0)


def _has_screen(environ: Mapping[str, str]) -> bool:
    """Whether Textual can read keys and draw, which it does on standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams) and environ.get("TERM") != "dumb"


def _history(arguments: argparse.Namespace) -> int:
    history = HistoryFile(find_folders(arguments.data_dir, arguments.config_dir).history).load()
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
    return one_line("  ".join(columns)).rstrip()


def _exercises(arguments: argparse.Namespace) -> int:
    catalogue = load_catalogue()
    if arguments.json:
        _print_json([_exercise_json(exercise) for exercise in catalogue])
        return 0
    width = max(len(exercise.id) for exercise in catalogue)
    for exercise in catalogue:
        variation, dose = exercise.start(Level.BEGINNER)
        print(f"{exercise.id:<{width}}  {exercise.name}: {variation.name}, {words.dose_words(variation, dose)}")
    return 0


def _exercise_json(exercise: Exercise) -> dict[str, object]:
    starts = {level.value: {"variation": name, "dose": step + 1} for level, name, step in exercise.starts}
    return asdict(exercise) | {"starts": starts}


def _print_json(value: object) -> None:
    encoding = getattr(sys.stdout, "encoding", None) or ""
    exact = encoding.lower().replace("-", "").startswith("utf")  # elsewhere \u.... says the same
    print(json.dumps(value, ensure_ascii=not exact, indent=2))
