"""Parse the command line: commands, folders, and values that options share."""

import argparse
import datetime as dt
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, NoReturn, TypeVar

from ankle_tui import __version__
from ankle_tui.core.validation import YEARS, did_you_mean
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.files.problem import one_line
from ankle_tui.store.settings.settings import MOST_MINUTES

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)
ValueT = TypeVar("ValueT")

_CODES = (
    "exit codes: 0 it went well; 1 doctor has found a problem, or a mistake in the program; "
    "2 a usage error, or a file that cannot be read or written; 130 after Ctrl-C"
)
_AGO: Final[Mapping[str, int]] = {"today": 0, "yesterday": 1}
"""Words for days ago."""


class Reader(Generic[ValueT]):
    """Read a value, and describe to a shell the values there are.

    Attributes:
        read: Reads it; raises `ArgumentTypeError`.
        words: The words to choose from.
        listed: The list that offers further values, as `ankle-tui completions --values` prints it, or empty.
        place: `file`, `folder` or empty.
        several: True for a list of them with commas.
    """

    def __init__(
        self,
        read: Callable[[str], ValueT],
        *,
        words: Sequence[str] = (),
        listed: str = "",
        place: str = "",
        several: bool = False,
    ) -> None:
        self.read = read
        self.words = tuple(words)
        self.listed = listed
        self.place = place
        self.several = several

    def __call__(self, text: str) -> ValueT:
        """Read a value."""
        return self.read(text)


class CommandParser(argparse.ArgumentParser):
    """Complain in one line, with the word that was probably meant.

    Attributes:
        later: Adds the options of this command once it is used, since its module is loaded for that.
        what: The help line of this command.
    """

    later: "Callable[[CommandParser], None] | None" = None
    what: str = ""

    def complete(self) -> None:
        """Add the options that are still missing."""
        if self.later:
            add_options, self.later = self.later, None
            add_options(self)

    def parts(self) -> list[argparse.Action]:
        """All options and arguments, except the one that chooses a command."""
        self.complete()
        return [action for action in self._actions if not isinstance(action.choices, Mapping)]

    def below(self) -> "Mapping[str, CommandParser]":
        """The parsers of the commands below this one, by name."""
        self.complete()
        return next((action.choices for action in self._actions if isinstance(action.choices, Mapping)), {})

    def rivals(self, option: argparse.Action) -> list[argparse.Action]:
        """The options that cannot stand beside this one."""
        groups = [group._group_actions for group in self._mutually_exclusive_groups]  # noqa: SLF001 - not public anywhere
        return [other for group in groups if option in group for other in group if other is not option]

    def error(self, message: str) -> NoReturn:
        """Exit with one line."""
        self.exit(USAGE, one_line(f"{self.prog}: {message}; see {self.prog} --help") + "\n")

    def parse_known_args(  # type: ignore[override]  # argparse has six overloads of it
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Refuse unknown options here: the parser above knows too little to suggest a correction."""
        self.complete()
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
        """The first unknown option: argparse would skip it and take its value for a command."""
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
        """Refuse an unknown command; options with a list of words use `one_of` instead of choices."""
        if action.choices is not None and value not in action.choices:
            known = list(action.choices)
            near = did_you_mean(value, known)
            self.error(f'"{value}" is not a command{near}' if near else f'"{value}" is not one of: {", ".join(known)}')

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Fail if help cannot be printed, which argparse would ignore."""
        if file is not None and file is sys.stdout:
            file.write(message)
        else:
            super()._print_message(message, file)


def make_parser(commands: Mapping[str, str], add_options: Callable[[str, CommandParser], None]) -> CommandParser:
    """Make the parser of the command line, which names the command and gives everything it needs.

    Args:
        commands: The help line of every command.
        add_options: Adds the options of a command to its parser, called only for the command that is used.
    """
    parser = CommandParser(
        prog="ankle-tui",
        description="Guides a runner through a short ankle-strength session, by eye and by ear.",
        epilog=_CODES,
    )
    parser.add_argument("-V", "--version", action="version", version=f"ankle-tui {__version__}")
    _add_folders(parser, default=None)
    parser.set_defaults(command="home")
    ways = parser.add_subparsers(title="commands", metavar="command")
    for name, what in commands.items():
        add_command(ways, name, what).later = partial(add_options, name)
    add_command(ways, "help", "show this help, or that of a command").add_argument(
        "words", nargs="*", type=Reader(str, words=list(commands)), metavar="COMMAND", help="the command"
    )
    return parser


def add_command(
    commands: "argparse._SubParsersAction[CommandParser]", name: str, what: str, *, below: str = ""
) -> CommandParser:
    """Add a command.

    Args:
        commands: Where to add it.
        name: The word on the command line.
        what: Its help line.
        below: The command it stands below: `backup` for `backup list`.
    """
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.what = what
    parser.set_defaults(command=f"{below} {name}".strip())
    _add_folders(parser, default=argparse.SUPPRESS)  # a folder before the command counts too
    return parser


def _add_folders(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    parser.add_argument("--data-dir", type=_folder, default=default, metavar="D", help="folder of the history file")
    parser.add_argument("--config-dir", type=_folder, default=default, metavar="D", help="folder of config.toml")


def _not_empty(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("must not be empty")
    return text


_folder: Final = Reader(_not_empty, place="folder")
path: Final = Reader(lambda text: Path(_not_empty(text)), place="file")
"""Reads a path."""


def member_of(kind: type[ChoiceT]) -> Reader[ChoiceT]:
    """Make a reader of the members of an enumeration, by their values."""
    known = one_of([member.value for member in kind])
    return Reader(lambda text: kind(known(text)), words=known.words)


def one_of(known: Sequence[str]) -> Reader[str]:
    """Make a reader of a few known words."""

    def read(text: str) -> str:
        if text not in known:
            hint = did_you_mean(text, list(known))
            raise argparse.ArgumentTypeError(f'"{text}" is not one of: {", ".join(known)}{hint}')
        return text

    return Reader(read, words=known)


def _read_date(text: str) -> dt.date | dt.timedelta:
    if text in _AGO:
        return dt.timedelta(days=_AGO[text])
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        date = dt.date.min
    if date.year not in YEARS:
        hint = did_you_mean(text, list(_AGO))
        raise argparse.ArgumentTypeError(f'must be a date like 2026-11-22, not "{text}"{hint}')
    return date


date_or_ago: Final = Reader(_read_date, words=list(_AGO))
"""Reads a date, or `yesterday` as a time ago."""


def names_of(kind: type[StrEnum]) -> str:
    """List the values of an enumeration for a help text."""
    return ", ".join(member.value for member in kind)


def minutes(text: str) -> float:
    """Read a number of minutes within the bounds of the setting."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 1 <= number <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to {MOST_MINUTES}, not {text!r}")
    return number


def positive(text: str) -> float:
    """Read a factor above 0, at most 1000."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number <= 1000:
        raise argparse.ArgumentTypeError(f"must be a number above 0 and up to 1000, not {text!r}")
    return number
