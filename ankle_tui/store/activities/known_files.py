"""Remember the activity files that were read, what they gave, and what the runner has said of sports."""

import contextlib
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ankle_tui.store.activities.activity import ActivityKind
from ankle_tui.store.files.durable import put
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import read_bytes

FORMAT = "ankle-tui/activities"
VERSION = 1
READ_AGAIN = -1
"""In place of the size of a file that is read again the next time, changed or not."""


@dataclass(frozen=True, slots=True)
class DayActivity:
    """What a file says of a day.

    Attributes:
        day: The training day.
        kind: What it makes of the day; None if the runner must say what `word` is.
        word: The name of its sport, where `kind` is None; empty if the file has none.
    """

    day: dt.date
    kind: ActivityKind | None
    word: str = ""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was read.

    Attributes:
        size: Its size in bytes then, or `READ_AGAIN`.
        time: When it was last written then, in ns.
        days: What it says of days; nothing if it holds no activity.
        problem: Why it cannot be read; empty if it can.
    """

    size: int
    time: int
    days: tuple[DayActivity, ...] = ()
    problem: str = ""


@dataclass(slots=True)
class KnownFolder:
    """A folder that was read.

    Attributes:
        files: Its files by their path below it.
        answers: What the runner has said of sports, by their names in small letters.
    """

    files: dict[str, KnownFile] = field(default_factory=dict)
    answers: dict[str, ActivityKind] = field(default_factory=dict)

    def kind(self, found: DayActivity) -> ActivityKind | None:
        """What an activity makes of its day, by its file or else by what the runner has said."""
        return found.kind or self.answers.get(found.word.casefold())

    def days(self) -> Iterator[tuple[dt.date, ActivityKind]]:
        """The days with a kind that is known."""
        for found in (one for file in self.files.values() for one in file.days):
            if kind := self.kind(found):
                yield found.day, kind

    def unknown(self) -> dict[str, int]:
        """Names of sports that the runner has not explained, the most frequent first, and how many activities have each."""
        words = Counter(one.word for file in self.files.values() for one in file.days if self.kind(one) is None)
        return dict(sorted(words.items(), key=lambda item: (-item[1], item[0])))

    def problems(self) -> dict[str, str]:
        """Why files cannot be read, by their path below the folder."""
        return {name: file.problem for name, file in sorted(self.files.items()) if file.problem}


class KnownFiles:
    """Own the file that remembers them; without it all is read again and asked again.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> dict[str, KnownFolder]:
        """Read what is known of each folder, by its path; nothing if the file is missing, damaged or of a newer version."""
        with contextlib.suppress(FileProblem, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            data = json.loads(read_bytes(self.path) or b"")
            if (data["format"], data["version"]) == (FORMAT, VERSION):
                return {str(folder): _read_folder(table) for folder, table in data["folders"].items()}
        return {}

    def save(self, folders: Mapping[str, KnownFolder]) -> None:
        """Write what is known.

        Raises:
            FileProblem: If it cannot be written.
        """
        tables = {folder: _folder_json(known) for folder, known in sorted(folders.items())}
        text = json.dumps({"format": FORMAT, "version": VERSION, "folders": tables})
        try:
            put(self.path, text.encode("ascii"))  # names of files need not be UTF-8
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be written") from error


def _folder_json(folder: KnownFolder) -> dict[str, object]:
    return {"answers": folder.answers, "files": {name: _file_json(file) for name, file in folder.files.items()}}


def _file_json(file: KnownFile) -> list[object]:
    head = [file.size, file.time]
    if file.problem:
        return [*head, file.problem]
    return [*head, *([one.day.isoformat(), one.kind, *([] if one.kind else [one.word])] for one in file.days)]


def _read_folder(table: Mapping[str, Any]) -> KnownFolder:
    answers = {str(word): ActivityKind(kind) for word, kind in table["answers"].items()}
    return KnownFolder({str(name): _read_file(items) for name, items in table["files"].items()}, answers)


def _read_file(items: Iterable[Any]) -> KnownFile:
    size, time, *rest = items
    if rest and isinstance(rest[0], str):
        return KnownFile(int(size), int(time), problem=rest[0])
    days = (
        DayActivity(dt.date.fromisoformat(day), kind and ActivityKind(kind), *map(str, word))
        for day, kind, *word in rest
    )
    return KnownFile(int(size), int(time), tuple(days))
