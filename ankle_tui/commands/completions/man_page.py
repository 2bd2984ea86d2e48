"""Write the man page."""

from collections.abc import Iterator

from ankle_tui import __version__
from ankle_tui.commands.completions.command_tree import CommandNode, Parameter
from ankle_tui.store.paths import CONFIG_VARIABLE, DATA_VARIABLE

_ENVIRONMENT = (
    (DATA_VARIABLE, "folder of the history file, like --data-dir"),
    (CONFIG_VARIABLE, "folder of config.toml, like --config-dir"),
    ("ANKLE_TUI_AUDIO", "the sound back end, if the settings say auto: bell or off, for example"),
    ("NO_COLOR", "without colours, if set"),
)
"""Variables and what they do."""


def man_page(root: CommandNode) -> str:
    """Write the man page in roff.

    Args:
        root: The program.
    """
    lines = [
        f'.TH ANKLE\\-TUI 1 "" "ankle\\-tui {__version__}" "User Commands"',
        ".SH NAME",
        "ankle\\-tui \\- guided ankle\\-strength sessions for runners",
        ".SH SYNOPSIS",
        *_usage(root),
        ".SH DESCRIPTION",
        _plain(root.description),
        "Without a command, the first screen opens.",
        ".SH OPTIONS",
        *_parts(root),
        ".SH COMMANDS",
        *(line for node in root.all() if node.words for line in _command(node, root)),
        ".SH ENVIRONMENT",
        *(line for name, what in _ENVIRONMENT for line in (".TP", f".B {_plain(name)}", _plain(what))),
        ".SH EXIT STATUS",
        *_codes(root.epilog),
    ]
    return "\n".join(lines) + "\n"


def _command(node: CommandNode, root: CommandNode) -> Iterator[str]:
    yield f'.SS "{_plain(" ".join(node.words))}"'
    yield from _usage(node)
    yield ".PP"
    yield _plain(node.description)
    yield from _parts(node, {part.names for part in root.options})


def _usage(node: CommandNode) -> Iterator[str]:
    yield f".B {_plain(' '.join(('ankle-tui', *node.words)))}"
    needed = (part for part in node.options if not part.optional)
    words = [r"[\fIoptions\fR]", *(_head(part) for part in needed), *(r"[\fIcommand\fR ...]" for _ in node.below[:1])]
    for part in node.arguments:
        word = rf"\fI{_plain(part.metavar)}\fR{' ...' if part.many else ''}"
        words.append(f"[{word}]" if part.optional else word)
    yield " ".join(words)


def _parts(node: CommandNode, known: set[tuple[str, ...]] | None = None) -> Iterator[str]:
    """Options and arguments, except options of the program itself."""
    for part in (*node.arguments, *node.options):
        if part.names not in (known or ()):
            yield from (".TP", _head(part), _plain(part.what))


def _head(part: Parameter) -> str:
    value = rf"\fI{_plain(part.metavar)}\fR"
    if not part.names:
        return value
    return ", ".join(rf"\fB{_plain(name)}\fR" for name in part.names) + (f" {value}" if part.metavar else "")


def _codes(epilog: str) -> Iterator[str]:
    """The exit codes, from the sentence that ends the help."""
    for code in epilog.partition(": ")[2].split("; "):
        number, _, what = code.partition(" ")
        yield from (".TP", f".B {number}", _plain(what))


def _plain(text: str) -> str:
    """Escape what roff would take for a command, on a line of its own."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ").replace('"', r"\(dq")
    return rf"\&{text}" if text.startswith((".", "'")) else text
