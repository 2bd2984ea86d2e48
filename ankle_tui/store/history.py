"""The one JSON file that keeps every session."""

import contextlib
import json
import math
import os
import re
from collections.abc import Iterator
from pathlib import Path

from ankle_tui.core.reading import BadValue
from ankle_tui.core.record import FORMAT, VERSION, History, SessionRecord, read_history
from ankle_tui.store.files import read_text
from ankle_tui.store.problem import FileProblem

__all__ = ["HistoryFile"]

_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape that stands for half a character; two of them make a whole one."""


class HistoryFile:
    """The history on disk.

    Args:
        path: The file; it and its folder are made when the first session is kept.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> History:
        """Read and check the whole file.

        Returns:
            The history, empty when there is no file yet.

        Raises:
            FileProblem: If the file cannot be read or is not a sound history.
        """
        text = read_text(self.path)
        return History() if text is None else self._parse(text)

    def keep(self, record: SessionRecord) -> None:
        """Add a session, or replace it by a revision; on return it is on the disk.

        The file is read anew first, so that what another copy of the program wrote meanwhile stays.

        Args:
            record: The session.

        Raises:
            FileProblem: If the file is damaged or cannot be written; it is left as it was.
        """
        history = self.load().with_session(record)
        try:
            self._parse(_to_text(History((record,))))  # what could not be read again would damage the whole file
            _write_atomically(self.path, _to_text(history))
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be written") from error
        except (ValueError, RecursionError) as error:
            raise FileProblem(self.path, f"cannot hold this session: {error}") from error

    def _parse(self, text: str) -> History:
        try:
            return _from_text(text)
        except json.JSONDecodeError as error:
            raise FileProblem(self.path, f"line {error.lineno}: {error.msg}") from error
        except BadValue as error:
            raise FileProblem(self.path, str(error)) from error
        except RecursionError as error:
            raise FileProblem(self.path, "is nested too deeply") from error
        except ValueError as error:  # the parser lets Python's own limit through
            raise FileProblem(self.path, "has a number that is too long") from error


def _from_text(text: str) -> History:
    """Read strictly: what the next save would change or could not write is refused now."""
    if not text or text.isspace():
        raise BadValue("", "is empty")
    if text.startswith("\ufeff"):
        raise BadValue("", "begins with a byte order mark, as some editors write it; save it without")
    odd: list[str] = []

    def number(digits: str) -> float:
        value = float(digits)
        if not math.isfinite(value):
            odd.append(digits)
        return value

    data = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=number, parse_float=number)
    history = read_history(data)  # refuses an odd number in a field it knows, and names the place
    if odd:
        raise BadValue("", f"{odd[0]} is not a number that can be kept")
    if _HALF_CHARACTER.search(text):
        _refuse_half_characters(data)
    return history


def _to_text(history: History) -> str:
    """One session per line, so that differences stay readable and a damaged file can be salvaged line by line."""
    head = {"format": FORMAT, "version": VERSION}
    lines = ",\n".join(_line(session.to_json()) for session in history.sessions)
    rest = "".join(f',\n"{key}": {_line(value)}' for key, value in history.extra.items())
    return f'{_line(head)[:-1]},\n"sessions": [\n{lines}\n]{rest}\n}}\n'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write_atomically(path: Path, text: str) -> None:
    """Write beside the file, make sure it is on the disk, then take the file's place in one step."""
    real = Path(os.path.realpath(path))  # a link stays a link
    real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    try:
        with _created(temporary) as descriptor:
            _write_all(descriptor, text.encode("utf-8", errors="replace"))
            os.fsync(descriptor)
        temporary.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(real.parent)


@contextlib.contextmanager
def _created(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadValue(twice, "is there twice")
    return table


def _refuse_half_characters(data: object) -> None:
    try:
        _line(data).encode("utf-8")
    except UnicodeEncodeError as error:
        before = str(error.object)[max(0, error.start - 30) : error.start]
        raise BadValue("", f"half a character (a lone surrogate) after: {before}") from error
