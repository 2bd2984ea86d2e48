"""Talk to the terminal: lines on standard output, remarks on standard error, one clear line for an error."""

import contextlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Final, TextIO

from ankle_tui.plain.folding import folded, terminal_width
from ankle_tui.services.exit_codes import CRASHED, USAGE
from ankle_tui.store.files.problem import one_line

DRIVER: Final = "TEXTUAL_DRIVER"
"""The variable by which `textual serve` has Textual read and draw by a driver of its own, without a terminal."""


class UsageError(Exception):
    """The command line asks for something that cannot be done; one clear line."""


def tell(lines: Iterable[str]) -> int:
    """Print lines on standard output, on a terminal broken between words.

    Returns:
        The exit code of success.
    """
    width = terminal_width(sys.stdout)
    for line in lines:
        for piece in folded(one_line(line), width):
            print(piece)
    return 0


def tell_aside(lines: Iterable[str]) -> None:
    """Print lines on standard error, out of the way of a pipe; a closed standard error ends nothing."""
    with contextlib.suppress(OSError):
        width = terminal_width(sys.stderr)
        for line in lines if sys.stderr is not None else ():
            for piece in folded(one_line(line), width):
                print(piece, file=sys.stderr)


def warn(lines: Iterable[str]) -> None:
    """Print lines on standard error with the name of the program before each."""
    tell_aside(f"ankle-tui: {line}" for line in lines)


def complain(problem: str) -> int:
    """Print an error.

    Returns:
        The exit code of a usage error.
    """
    warn([problem])
    return USAGE


def report_crash(error: BaseException, folder: Path | None, *, kept: bool = False) -> int:
    """Write a crash report and print one line that says where it is.

    Args:
        error: The error that the program did not expect.
        folder: Where the report goes; None writes none.
        kept: True if a session was running and is saved.

    Returns:
        The exit code of a crash.
    """
    from ankle_tui.services import crash_report  # noqa: PLC0415 - slow to load and rarely needed

    complain(crash_report.tell(error, folder, kept=kept))
    return CRASHED


def print_utf8(text: str) -> None:
    """Print in the encoding of our files, whatever the terminal's is."""
    print_bytes(text.encode("utf-8"))


def print_bytes(data: bytes) -> None:
    """Write bytes to standard output, if there is one."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def need_screen(instead: str) -> None:
    """Refuse a command that needs a screen, before anything is opened: nobody would see what a start repairs.

    Args:
        instead: The command that does without.

    Raises:
        UsageError: If there is no terminal, or `TEXTUAL_DRIVER` names no driver.
    """
    if not has_screen(os.environ):
        raise UsageError(f"the screen needs a terminal; without one use: ankle-tui {instead}")
    if DRIVER in os.environ:
        _check_driver(os.environ[DRIVER])


def prefers_lines(environ: Mapping[str, str]) -> bool:
    """True if `ACCESSIBLE` asks for lines instead of a screen, as other programs have it."""
    return environ.get("ACCESSIBLE", "") not in {"", "0"}


def in_lines(arguments: SimpleNamespace) -> bool:
    """True if `--plain` or the environment asks for lines instead of a screen."""
    return bool(arguments.plain) or prefers_lines(os.environ)


def has_screen(environ: Mapping[str, str]) -> bool:
    """True if Textual can read keys and draw: by the driver it is told to use, or on standard error."""
    if DRIVER in environ:
        return True
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams) and environ.get("TERM") != "dumb"


def _check_driver(name: str) -> None:
    """Refuse a driver Textual cannot load.

    Args:
        name: Module and class, `module:Class`.

    Raises:
        UsageError: If there is no such driver.
    """
    import pkgutil  # noqa: PLC0415 - only the screen asks, and loads these anyway

    from textual.driver import Driver  # noqa: PLC0415

    try:
        found = pkgutil.resolve_name(name)
    except (ValueError, ImportError, AttributeError):
        found = None
    if not (isinstance(found, type) and issubclass(found, Driver)):
        raise UsageError(f"{DRIVER}={name} names no driver of Textual: unset it for the terminal")


def settle_errors() -> None:
    """Discard unwritable stderr output, or newer Pythons exit with 120."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        forget(sys.stderr)


def forget(stream: TextIO) -> None:
    """Point a stream elsewhere, so that closing it at exit does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
