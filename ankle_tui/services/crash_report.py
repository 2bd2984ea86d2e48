"""Write a report of the error that ended the program: its place and the environment, nothing about the runner."""

import contextlib
import datetime as dt
import os
import platform
import sys
import traceback
from importlib import metadata
from pathlib import Path

from ankle_tui import __version__

_PACKAGES = ("site-packages", "dist-packages")


def tell(error: BaseException, folder: Path | None, *, kept: bool = False) -> str:
    """Write the report of an error.

    Args:
        error: The error.
        folder: Where the report goes; None writes none.
        kept: True if a session was kept.

    Returns:
        One line for the runner.
    """
    text = crash_text(error)
    line = f"a mistake in the program ended it{'; your session is kept' if kept else ''}."
    try:
        if folder is None:
            raise FileNotFoundError
        return f"{line} Report: {_write(text, folder)}"
    except OSError:
        return f"{line} {_name(error)} at {_places(error)[-1]}"


def crash_text(error: BaseException) -> str:
    """Format exception types and places in the code, oldest cause first; no values, texts, paths or settings."""
    lines = [
        f"ankle-tui {__version__}",
        f"Python {platform.python_version()} ({platform.python_implementation()})",
        f"Textual {_version('textual')}",
        f"System {platform.system()} {platform.release()} {platform.machine()}",
        f"TERM {_plain(os.environ.get('TERM', '-'))}",
        f"Time {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
    ]
    for one in _chain(error):
        lines += ["", _name(one), *(f"  {place}" for place in _places(one))]
    return "\n".join(lines) + "\n"


def _write(text: str, folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"
    for name in (f"crash-{now}.txt", f"crash-{now}-{os.getpid()}.txt"):
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, not a path
                file.write(text)
            return folder / name
    raise FileExistsError


def _chain(error: BaseException) -> list[BaseException]:
    """Return the exception after its causes, the first cause first, with the members of a group."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or any(one is known for known in found):
            continue
        found.append(one)
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
        inner = getattr(one, "error", None)  # of a worker of Textual's that has failed
        waiting.append(inner if isinstance(inner, BaseException) else None)
        waiting.append(one.__cause__ or (None if one.__suppress_context__ else one.__context__))
    return found[::-1]


def _name(error: BaseException) -> str:
    kind = type(error)
    return _plain(f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins."))


def _places(error: BaseException) -> list[str]:
    """List file, line and function of each frame whose file is ours or a library's."""
    steps = [
        f"{_file(frame.f_code.co_filename)}:{line} in {_plain(frame.f_code.co_qualname)}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return steps or ["an unknown place"]


def _file(name: str) -> str:
    """Shorten a path to the part below its package, the same on every machine."""
    parts = Path(name).parts
    roots = [index for index, part in enumerate(parts[:-1]) if part in _PACKAGES]
    if roots:
        return _plain("/".join(parts[roots[-1] + 1 :]))
    for base in (Path(__file__).parents[2], Path(os.__file__).parent):
        with contextlib.suppress(ValueError):
            return _plain(Path(name).relative_to(base).as_posix())
    return _plain(parts[-1]) if parts else "?"


def _version(name: str) -> str:
    if name not in sys.modules:
        return "not loaded"
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"


def _plain(text: str) -> str:
    """Cut a text short and make it safe to show."""
    return "".join(char if char.isprintable() else "?" for char in text)[:120]
