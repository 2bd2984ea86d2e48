"""The options: what can be said on the command line, and what of it is refused before any command begins."""

import argparse
import datetime as dt
import math
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from ankle_tui import __version__
from ankle_tui.core.exercises.exercise import Context, Level
from ankle_tui.core.history.day_marks import OFF, DayKind
from ankle_tui.core.training.suggestion import Feel
from ankle_tui.core.validation import did_you_mean
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.files.problem import one_line
from ankle_tui.store.settings.settings import MOST_MINUTES

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

YEARS = range(1970, 3000)
"""Beyond these a date is a slip, here as in the history."""
CLEAR = "clear"
"""The word that takes a mark away again."""
_CODES = "exit codes: 0 it went well; 1 doctor has found a problem, or a mistake in the program; 2 a usage error, or a file that cannot be read or written; 130 after Ctrl-C"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and what may have been meant."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, one_line(f"{self.prog}: {message}; see {self.prog} --help") + "\n")

    def parse_known_args(  # type: ignore[override]  # argparse has six overloads of it
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Refuse what is not known here: above, nobody knows what could have been meant."""
        if wrong := self._misspelt(args or ()):
            self._refuse([wrong])
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self._refuse(rest)
        return found, rest

    def _refuse(self, words: Sequence[str]) -> NoReturn:
        known = [option for option in self._option_string_actions if option.startswith("--")]
        hints = (did_you_mean(word.partition("=")[0], known) for word in words if word.startswith("--"))
        self.error(f"unrecognized arguments: {' '.join(words)}{next(filter(None, hints), '')}")

    def _misspelt(self, words: Sequence[str]) -> str:
        """The first option that is not known, which argparse would pass over and take its value for a command."""
        rest = iter(words)
        for word in rest:
            if word == "--" or (not word.startswith("-") and self._subparsers):
                break
            if word.startswith("--"):
                name, equals, _ = word.partition("=")
                meant = [action for option, action in self._option_string_actions.items() if option.startswith(name)]
                if not meant:
                    return word
                if meant[0].nargs is None and not equals:
                    next(rest, "")
        return ""

    def _check_value(self, action: argparse.Action, value: str) -> None:
        """Only commands have choices here; what else is one of some words is read by `_word`."""
        if action.choices is not None and value not in action.choices:
            known = list(action.choices)
            near = did_you_mean(value, known)
            self.error(f'"{value}" is not a command{near}' if near else f'"{value}" is not one of: {", ".join(known)}')

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Fail where help cannot be printed; argparse would keep quiet."""
        if file is not None and file is sys.stdout:
            file.write(message)
        else:
            super()._print_message(message, file)


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line; what it gives names the command and has everything the command needs."""
    parser: argparse.ArgumentParser = _Parser(
        prog="ankle-tui",
        description="Guides a runner through a short ankle-strength session, by eye and by ear.",
        epilog=_CODES,
    )
    parser.add_argument("-V", "--version", action="version", version=f"ankle-tui {__version__}")
    _add_folders(parser, default=None)
    parser.set_defaults(command="home")
    commands = parser.add_subparsers(title="commands", metavar="command")
    _add_start(_add(commands, "start", "begin a session at once"))
    _add_resume(_add(commands, "resume", "go on with a session that was not finished"))
    _add_status(_add(commands, "status", "say in one line how the week stands, for a prompt or a status bar"))
    _add_day(_add(commands, "day", "say what a day was; without a word, list the last days"))
    _add_week(_add(commands, "week", "say what a whole week was; without a word, list its days"))
    history = _add(commands, "history", "list the sessions done")
    forms = history.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="everything, as JSON")
    forms.add_argument("--csv", action="store_true", help="every set on a line of its own, as CSV")
    for name, what in (
        ("stats", "say what the training has done: streaks, totals, bests of every exercise and side"),
        ("doctor", "say what is well and what is not; exit code 1 when there is a problem"),
    ):
        _add(commands, name, what).add_argument("--json", action="store_true", help="everything, as JSON")
    exercises = _add(commands, "exercises", "list the exercises and your routines")
    shapes = exercises.add_mutually_exclusive_group()
    shapes.add_argument("--json", action="store_true", help="everything of the exercises, as JSON")
    shapes.add_argument("--template", action="store_true", help="print a file of your own to begin with")
    _add(commands, "keys", "list what keys do on every screen, and the ids to give it other keys in config.toml")
    sounds = _add(commands, "sounds", "list the sounds and what they mean")
    sounds.add_argument(
        "--test", action="store_true", help="play each of them, with its name; exit code 2 without a device"
    )
    _add_backup(_add(commands, "backup", "copy the history as it is now; list and restore copies"))
    export = _add(commands, "export", "write the whole history into a file")
    export.add_argument("file", type=_path, metavar="FILE", help="the file; - is standard output")
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    merge = _add(commands, "merge", "take the sessions of other history files into the history")
    merge.add_argument(
        "files", type=_path, nargs="+", metavar="FILE", help="a file that export wrote, or a history.json"
    )
    _add(commands, "help", "show this help, or that of a command").add_argument(
        "words", nargs="*", metavar="COMMAND", help="the command"
    )
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, what: str, below: str = ""
) -> argparse.ArgumentParser:
    """A command, named with the one it stands below, if it does: `backup list`."""
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(command=f"{below} {name}".strip())
    _add_folders(parser, default=argparse.SUPPRESS)  # what stands before the command holds
    return parser


def _add_folders(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    parser.add_argument("--data-dir", type=_folder, default=default, metavar="D", help="folder of the history file")
    parser.add_argument("--config-dir", type=_folder, default=default, metavar="D", help="folder of config.toml")


def _add_start(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--exercises", metavar="A,B", help="ids of exercises, in order (see: ankle-tui exercises)")
    what.add_argument("--routine", metavar="NAME", help="a routine of your own, by its id or name")
    parser.add_argument("--level", type=_member(Level), metavar="L", help=f"where the doses start: {_listed(Level)}")
    parser.add_argument(
        "--context",
        type=_member(Context),
        metavar="C",
        help=f"what the session follows: {_listed(Context)}; without it, what today is marked as, else {Context.OTHER.value}",
    )
    parser.add_argument(
        "--feel", type=_member(Feel), default=Feel.FINE, metavar="F", help=f"how ankles and legs feel: {_listed(Feel)}"
    )
    parser.add_argument(
        "--cooldown",
        action=argparse.BooleanOptionalAction,
        help="end with the cooldown, or without it; else as the settings say",
    )
    parser.add_argument("--minutes", type=_minutes, metavar="N", help="fit the session into so many minutes")
    parser.add_argument("--plain", action="store_true", help="lines of text instead of a screen")
    parser.add_argument("--demo", type=_positive, metavar="SPEED", help="run so many times faster and record nothing")


def _add_status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the figures, as JSON")


def _add_day(parser: argparse.ArgumentParser) -> None:
    kinds = [kind.value for kind in DayKind]
    parser.add_argument(
        "kind",
        nargs="?",
        type=_word([*kinds, CLEAR]),
        metavar="KIND",
        help=f"{', '.join(kinds)}; {CLEAR} takes it back",
    )
    parser.add_argument("--hard", action="store_true", help="a hard run: a race, intervals, a long trail")
    _add_date(parser, "which day")


def _add_week(parser: argparse.ArgumentParser) -> None:
    kinds = [kind.value for kind in DayKind if kind in OFF]
    parser.add_argument(
        "kind",
        nargs="?",
        type=_word([*kinds, CLEAR]),
        metavar="KIND",
        help=f"{', '.join(kinds)}; {CLEAR} takes it back",
    )
    _add_date(parser, "any day of the week")


def _add_date(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument(
        "--date",
        type=_date,
        default=dt.timedelta(),
        metavar="D",
        help=f"{what}: a date like 2026-11-22, or yesterday; else today",
    )


def _add_resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", metavar="ID", help="how the session's id begins; without it, the newest")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--keep", action="store_true", help="put what was done into the history instead")
    ways.add_argument("--discard", action="store_true", help="remove it instead")
    ways.add_argument("--list", action="store_true", help="list the sessions that were not finished")
    ways.add_argument("--plain", action="store_true", help="lines of text instead of a screen")


def _add_backup(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_subparsers(title="commands", metavar="command")
    _add(ways, "list", "list the backups", "backup")
    what = "give the history a backup's content; what it holds now is backed up first"
    restore = _add(ways, "restore", what, "backup")
    restore.add_argument("name", metavar="NAME", help="the backup as it is listed, or how its name begins")


def _folder(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("must not be empty")
    return text


def _path(text: str) -> Path:
    return Path(_folder(text))


def _member(kind: type[ChoiceT]) -> Callable[[str], ChoiceT]:
    """Reads one member of an enumeration by its value."""
    known = _word([member.value for member in kind])
    return lambda text: kind(known(text))


def _word(known: Sequence[str]) -> Callable[[str], str]:
    """Reads one of some words."""

    def read(text: str) -> str:
        if text not in known:
            hint = did_you_mean(text, list(known))
            raise argparse.ArgumentTypeError(f'"{text}" is not one of: {", ".join(known)}{hint}')
        return text

    return read


def _date(text: str) -> dt.date | dt.timedelta:
    """A date, or how long ago the day was."""
    words = {"today": 0, "yesterday": 1}
    if text in words:
        return dt.timedelta(days=words[text])
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        date = dt.date.min
    if date.year not in YEARS:
        hint = did_you_mean(text, list(words))
        raise argparse.ArgumentTypeError(f'must be a date like 2026-11-22, not "{text}"{hint}')
    return date


def _listed(kind: type[StrEnum]) -> str:
    return ", ".join(member.value for member in kind)


def _minutes(text: str) -> float:
    """The time there is, within the bounds of the setting."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 1 <= number <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {MOST_MINUTES}, not {text!r}")
    return number


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number <= 1000:
        raise argparse.ArgumentTypeError(f"must be a number above 0 and up to 1000, not {text!r}")
    return number
