"""Unfinished sessions of earlier runs: asked about one at a time, taken over, discarded or put off."""

from pathlib import Path

import pytest

from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.services.left_overs import LeftOvers
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from tests.store.history.records import make_id, make_record

OLD, NEW = make_id(1), make_id(2)


class Shelf:
    """Two unfinished sessions on disk, and the program that holds them."""

    def __init__(self, folder: Path, *, asks: bool = True) -> None:
        self.files = CheckpointFiles(folder / "in-progress")
        for number in (2, 1):
            slot = self.files.slot(make_id(number))
            slot.hold()
            slot.write(Checkpoint(make_record(number).ended_at, make_record(number)))
            slot.let_go()
        self.queue = SaveQueue(HistoryFile(folder / "history.json"), self.files, threaded=False)
        self.left_overs = LeftOvers(
            list(self.files.left_overs()), find=self.files.left_overs, save_queue=self.queue, asks=asks
        )

    @property
    def free(self) -> set[str]:
        """The ids no program holds."""
        found = list(self.files.left_overs())
        for left in found:
            left.slot.let_go()
        return {left.checkpoint.id for left in found}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_the_newest_is_asked_about_first_with_its_place(shelf: Shelf) -> None:
    told = []
    while shelf.left_overs.asks:
        told.append((shelf.left_overs.next().checkpoint.id, shelf.left_overs.place))
    assert told == [(NEW, (1, 2)), (OLD, (2, 2))]


def test_a_demonstration_asks_about_none_but_holds_them(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, asks=False)
    assert not shelf.left_overs.asks
    assert shelf.free == set()


def test_what_was_put_off_is_free_and_asked_about_again(shelf: Shelf) -> None:
    shelf.left_overs.put_off(shelf.left_overs.next())
    assert (shelf.free, shelf.left_overs.later) == ({NEW}, 1)
    shelf.left_overs.take_over(shelf.left_overs.next())
    shelf.left_overs.ask_again()
    assert (shelf.left_overs.asks, shelf.left_overs.later, shelf.free) == (True, 0, set())
    assert shelf.left_overs.next().checkpoint.id == NEW
    assert shelf.left_overs.place == (1, 1)


def test_what_was_taken_over_is_the_save_queues_to_end(shelf: Shelf) -> None:
    newest = shelf.left_overs.next()
    shelf.left_overs.take_over(newest)
    shelf.left_overs.close()
    assert shelf.free == {OLD}
    shelf.queue.save(newest.checkpoint.record)
    assert NEW not in set(shelf.files.ids())


def test_what_was_discarded_is_gone(shelf: Shelf) -> None:
    shelf.left_overs.discard(shelf.left_overs.next())
    assert set(shelf.files.ids()) == {OLD}


def test_what_another_program_goes_on_with_waits_no_longer(shelf: Shelf) -> None:
    while shelf.left_overs.asks:
        shelf.left_overs.put_off(shelf.left_overs.next())
    shelf.queue.refresh()
    assert not shelf.left_overs.follow()
    for left in list(shelf.files.left_overs()):
        left.slot.remove() if left.checkpoint.id == OLD else left.slot.let_go()
    shelf.queue.refresh()
    assert shelf.left_overs.follow()
    assert shelf.left_overs.later == 1
    assert not shelf.left_overs.follow()
