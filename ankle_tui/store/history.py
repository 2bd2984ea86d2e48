"""The one JSON file that keeps every session."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from ankle_tui.core.reading import BadValue
from ankle_tui.core.record import FORMAT, VERSION, History, SessionRecord, read_history
from ankle_tui.store.problem import FileProblem

__all__ = ["HistoryFile"]


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
        try:
            text = self.path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return History()
        except OSError as error:
            raise FileProblem.from_os(self.path, error) from error
        except UnicodeDecodeError as error:
            raise FileProblem(self.path, f"is not UTF-8 text (byte {error.start})") from error
        return self._parse(text)

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
            _write_atomically(self.path, _to_text(history))
        except OSError as error:
            raise FileProblem.from_os(self.path, error) from error

    def _parse(self, text: str) -> History:
        try:
            return read_history(
                json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_refuse_constant, parse_float=_finite)
            )
        except json.JSONDecodeError as error:
            raise FileProblem(self.path, f"line {error.lineno}: {error.msg}") from error
        except BadValue as error:
            raise FileProblem(self.path, str(error)) from error
        except RecursionError as error:
            raise FileProblem(self.path, "is nested too deeply") from error


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
            _write_all(descriptor, text.encode("utf-8"))
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


def _refuse_constant(name: str) -> NoReturn:
    raise BadValue("", f"{name} is not a number")


def _finite(text: str) -> float:
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        raise BadValue("", f"{text} is out of range")
    return number
