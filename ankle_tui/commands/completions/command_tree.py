"""Describe every command, option and value of the parsers, for completion scripts and the man page."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from ankle_tui.commands.parser import CommandParser, Reader


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option or an argument.

    Attributes:
        names: The names of an option, such as `-o` and `--output`; none for an argument.
        what: Its help line.
        metavar: What stands for its value in the help; empty for an option without one.
        optional: True if it may be left out.
        many: True if an argument may be repeated.
        rivals: Names of the options that cannot stand beside it.
        values: The values there are, or None if anything may be given.
    """

    names: tuple[str, ...]
    what: str
    metavar: str
    optional: bool
    many: bool
    rivals: tuple[str, ...]
    values: Reader[object] | None


@dataclass(frozen=True, slots=True)
class CommandNode:
    """A command, or the program itself.

    Attributes:
        words: The words that call it, without the program's name.
        what: Its help line.
        description: A sentence about it.
        epilog: What its help ends with.
        options: Its options.
        arguments: Its arguments, in order.
        below: The commands below it.
    """

    words: tuple[str, ...]
    what: str
    description: str
    epilog: str
    options: tuple[Parameter, ...]
    arguments: tuple[Parameter, ...]
    below: tuple["CommandNode", ...]

    def all(self) -> Iterator["CommandNode"]:
        """This command and those below it."""
        yield self
        for node in self.below:
            yield from node.all()

    def folders(self) -> list[str]:
        """The options that say where the files are, on which the lists of values depend."""
        return [name for part in self.options if part.values and part.values.place == "folder" for name in part.names]


def command_tree(parser: CommandParser, words: tuple[str, ...] = ()) -> CommandNode:
    """Describe a parser and those below it.

    Args:
        parser: The parser.
        words: The words that call it.
    """
    parts = [_parameter(parser, action) for action in parser.parts()]
    return CommandNode(
        words,
        parser.what,
        parser.description or "",
        parser.epilog or "",
        tuple(part for part in parts if part.names),
        tuple(part for part in parts if not part.names),
        tuple(command_tree(below, (*words, name)) for name, below in parser.below().items()),
    )


def _parameter(parser: CommandParser, action: argparse.Action) -> Parameter:
    takes = action.nargs != 0
    return Parameter(
        names=tuple(action.option_strings),
        what=(action.help or "").replace("%%", "%"),
        metavar=str(action.metavar or action.dest.upper()) if takes else "",
        optional=not action.required if action.option_strings else action.nargs in {"?", "*"},
        many=action.nargs in {"*", "+"},
        rivals=tuple(name for other in parser.rivals(action) for name in other.option_strings),
        values=action.type if isinstance(action.type, Reader) else None,
    )
