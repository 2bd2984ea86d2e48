"""A power cut, played on a model: what the recorded calls may have left on the disk, in every way the barriers allow.

A file's content is sure to be on the disk once the file was synced, a name once its folder was. Until then the content
may be lost, cut, or zeros; of the names any may have come to the disk and any may not, in whatever order: to bring a
later one and not an earlier one is to leave the earlier one out. Renaming is one step: both names change or neither.
"""

import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.disk import Event

Tree = dict[str, bytes | None]
"""The content of a folder: files by their path, folders with None."""

MOST_NAMES = 14
"""More names than this at once without a barrier cannot be tried in every way."""


@dataclass(frozen=True)
class Cut:
    """What one power cut may leave.

    Attributes:
        tree: What is on the disk.
        acknowledged: How many saves had returned before the cut.
        after: The number of calls that had been made.
    """

    tree: Tree
    acknowledged: int
    after: int


@dataclass
class _File:
    """Its contents since it was last synced: the first is on the disk, the last is what a reader sees."""

    contents: list[bytes] = field(default_factory=lambda: [b""])

    def ways(self) -> list[bytes]:
        """Everything a power cut may leave of it."""
        ways = dict.fromkeys(self.contents)
        if len(self.contents) > 1:
            last = self.contents[-1]
            half = len(last) // 2
            zeros = bytes(len(last) - half)
            ways |= dict.fromkeys((last[:half], last[:half] + zeros, bytes(len(last)), self.contents[0][:half]))
        return list(ways)


_Renaming = tuple[tuple[int, str, int | None], ...]
"""Names that change together: the folder, the name, and what it stands for now."""


class Model:
    """A file system of numbered folders and files.

    Args:
        tree: What is safely on the disk at first.
    """

    ROOT = 0

    def __init__(self, tree: Tree) -> None:
        self._files: dict[int, _File] = {}
        self._folders: set[int] = {self.ROOT}
        self._safe: dict[tuple[int, str], int] = {}
        self._waiting: list[_Renaming] = []
        self._open: dict[int, tuple[int, int]] = {}
        self._last = self.ROOT
        for path, content in sorted(tree.items()):
            self._new_name(path, self._new_folder() if content is None else self._new_file(content))
        self._safe, self._waiting = self._names(self._waiting), []

    def apply(self, event: Event) -> None:
        """Do what the program did."""
        call = event.call
        match call.name:
            case "mkdir":
                self._new_name(call.path, self._new_folder())
            case "open":
                self._opened(event)
            case "write":
                self._write(event)
            case "fsync":
                self._sync(self._open[call.descriptor][0])
            case "close":
                self._open.pop(call.descriptor, None)
            case "replace":
                self._waiting.append((*self._change(call.path, None), *self._change(call.to, self._find(call.path))))
            case "link":
                self._new_name(call.to, self._find(call.path))
            case "unlink" | "rmdir":
                self._waiting.append(self._change(call.path, None))
            case "symlink" | "truncate" | "ftruncate" | "pwrite":
                raise NotImplementedError(call.name)

    def kill(self) -> None:
        """End the program: its descriptors are closed, and what it wrote is as it was."""
        self._open.clear()

    def seen(self) -> Tree:
        """What a program sees."""
        return self._tree(
            self._names(self._waiting), {number: file.contents[-1] for number, file in self._files.items()}
        )

    def cut(self) -> Iterator[Tree]:
        """Everything a power cut may leave."""
        assert len(self._waiting) <= MOST_NAMES, "too many names without a barrier to try them all"
        for chosen in itertools.product((False, True), repeat=len(self._waiting)):
            names = self._names(itertools.compress(self._waiting, chosen))
            reached = sorted(set(self._reached(names).values()) & set(self._files))
            for contents in itertools.product(*(self._files[number].ways() for number in reached)):
                yield self._tree(names, dict(zip(reached, contents, strict=True)))

    def _new_file(self, content: bytes = b"") -> int:
        self._last += 1
        self._files[self._last] = _File([content])
        return self._last

    def _new_folder(self) -> int:
        self._last += 1
        self._folders.add(self._last)
        return self._last

    def _new_name(self, path: str, number: int) -> None:
        self._waiting.append(self._change(path, number))

    def _change(self, path: str, number: int | None) -> _Renaming:
        folder, _, name = path.rpartition(os.sep)
        found = self._find(folder or ".")
        assert found in self._folders
        return ((found, name, number),)

    def _find(self, path: str) -> int:
        names = self._names(self._waiting)
        number = self.ROOT
        for name in Path(path).parts or (".",):
            number = number if name == "." else names[number, name]
        return number

    def _opened(self, event: Event) -> None:
        call = event.call
        if call.flags & os.O_CREAT and call.path not in self.seen():
            self._new_name(call.path, self._new_file())
        number = self._find(call.path)
        if call.flags & os.O_TRUNC and self._files[number].contents[-1]:
            self._files[number].contents.append(b"")
        self._open[event.result] = (number, 0)

    def _write(self, event: Event) -> None:
        descriptor = event.call.descriptor
        number, at = self._open[descriptor]
        file, data = self._files[number], event.call.data[: event.result]
        before = file.contents[-1]
        file.contents.append(before[:at].ljust(at, b"\0") + data + before[at + len(data) :])
        self._open[descriptor] = (number, at + len(data))

    def _sync(self, number: int) -> None:
        if number in self._files:
            del self._files[number].contents[:-1]
            return
        ours = [change for change in self._waiting if any(folder == number for folder, _, _ in change)]
        self._safe = self._names(ours)
        self._waiting = [change for change in self._waiting if change not in ours]

    def _names(self, changes: Iterable[_Renaming]) -> dict[tuple[int, str], int]:
        names = dict(self._safe)
        for folder, name, number in itertools.chain.from_iterable(changes):
            if number is None:
                names.pop((folder, name), None)
            else:
                names[folder, name] = number
        return names

    def _reached(self, names: dict[tuple[int, str], int]) -> dict[str, int]:
        """What every path leads to."""
        paths: dict[str, int] = {}
        new = [("", self.ROOT)]
        while new:
            above, folder = new.pop()
            for (where, name), number in names.items():
                if where == folder:
                    paths[above + name] = number
                    if number in self._folders:
                        new.append((f"{above}{name}{os.sep}", number))
        return paths

    def _tree(self, names: dict[tuple[int, str], int], contents: dict[int, bytes]) -> Tree:
        return {path: contents.get(number) for path, number in self._reached(names).items()}


def cuts(tree: Tree, events: Iterable[Event]) -> Iterator[Cut]:
    """Everything that a power cut at any moment may leave, each but once.

    Args:
        tree: What is safely on the disk at first.
        events: What happened then; the name `kill` is the end of a program.
    """
    model, acknowledged = Model(tree), 0
    known: set[tuple[int, frozenset[tuple[str, bytes | None]]]] = set()
    for after, event in enumerate([None, *events]):
        if event is not None:
            model.apply(event)
            acknowledged += event.call.name == "acknowledge"
            if event.call.name == "kill":
                model.kill()
        for left in model.cut():
            key = (acknowledged, frozenset(left.items()))
            if key not in known:
                known.add(key)
                yield Cut(left, acknowledged, after)


def read_tree(root: Path) -> Tree:
    """What is in a folder."""
    return {str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")}


def write_tree(root: Path, tree: Tree) -> None:
    """Put this in a new folder."""
    root.mkdir(mode=0o700)
    for path, content in sorted(tree.items()):
        if content is None:
            (root / path).mkdir(mode=0o700)
        else:
            (root / path).write_bytes(content)
