"""Gives the harnesses room on a fast disk, and prints their figures at the end of the run."""

import itertools
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.faults.disk import WHOLE

_MEMORY = Path("/dev/shm")  # noqa: S108 - only as the place of a folder with a name of its own
_FIGURES = pytest.StashKey[dict[str, Counter[str]]]()


class Figure(Protocol):
    """Adds numbers to what a harness has counted."""

    def __call__(self, harness: str, /, **numbers: int) -> None: ...


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Takes figures; those of the same harness are summed up."""
    figures = request.config.stash.setdefault(_FIGURES, {})

    def add(harness: str, /, **numbers: int) -> None:
        counter = figures.setdefault(harness, Counter())
        for name, number in numbers.items():
            counter[name] += number

    return add


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Iterator[Path]]:
    """Names of folders that are not there yet; in memory where that can be had: thousands are made."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK | os.X_OK)):
        yield (tmp_path.resolve() / str(number) for number in itertools.count())
        return
    root = Path(tempfile.mkdtemp(prefix="ankle-tui-faults-", dir=_MEMORY))
    yield (root / str(number) for number in itertools.count())
    shutil.rmtree(root)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if WHOLE:
        for harness, numbers in terminalreporter.config.stash.get(_FIGURES, {}).items():
            told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in numbers.items())
            terminalreporter.write_line(f"faults: {harness}: {told}")
