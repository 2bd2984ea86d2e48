"""The history files that the tests of the store begin with."""

from pathlib import Path

import pytest

from ankle_tui.store.history.history_file import HistoryFile
from tests.store.history.records import NOW, make_record


@pytest.fixture
def file(tmp_path: Path) -> HistoryFile:
    """A history that is not there yet; its clock stands still and it waits for nobody."""
    return HistoryFile(tmp_path / "data" / "history.json", now=lambda: NOW, patience=0)


@pytest.fixture
def kept(file: HistoryFile) -> HistoryFile:
    """A history file with one session in it."""
    file.keep(make_record(1))
    return file
