"""Run `ankle-tui completions`: print the completion script of a shell, or the values that such a script asks for."""

import argparse
from types import SimpleNamespace
from typing import Final

from ankle_tui.commands import console
from ankle_tui.commands.parser import one_of

SHELLS: Final = ("bash", "zsh", "fish")
LISTS: Final = ("exercises", "routines", "unfinished", "sessions", "backups")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `completions`."""
    ways = parser.add_mutually_exclusive_group(required=True)
    ways.add_argument("shell", nargs="?", type=one_of(SHELLS), metavar="SHELL", help=f"your shell: {', '.join(SHELLS)}")
    ways.add_argument(
        "--values",
        type=one_of(LISTS),
        metavar="LIST",
        help=f"print the values of a list, as the scripts ask for them: {', '.join(LISTS)}",
    )


def run(arguments: SimpleNamespace) -> int:
    """Print a script, or a list of values."""
    if arguments.values:
        from ankle_tui.commands.completions.listed_values import listed_values  # noqa: PLC0415 - reads the files

        return console.tell(listed_values(arguments.values, arguments))
    from ankle_tui.commands.completions.shared_files import script  # noqa: PLC0415 - loads every command

    console.print_utf8(script(arguments.shell))
    return 0
