"""Opens all that is on disk for a program that will train: better told what is wrong before the work than after it."""

from dataclasses import dataclass

from ankle_tui.core.catalogue import Catalogue
from ankle_tui.core.record import History
from ankle_tui.store.catalogue import load_catalogue
from ankle_tui.store.checkpoint import Checkpoints, LeftOver
from ankle_tui.store.config import Settings, load_settings
from ankle_tui.store.history import HistoryFile
from ankle_tui.store.keeper import Keeper
from ankle_tui.store.paths import Folders
from ankle_tui.store.problem import FileProblem

__all__ = ["Stores", "open_stores", "settle_left_overs"]


@dataclass(frozen=True, slots=True)
class Stores:
    """What is on disk, read and checked.

    Attributes:
        folders: Where it is.
        catalogue: The exercises.
        settings: The runner's settings.
        file: The history file.
        history: What it holds.
        keeper: Keeps sessions from now on.
        left_overs: Sessions that were not brought to their end, the oldest first, held by this program.
        notices: What the runner should know, a line each.
    """

    folders: Folders
    catalogue: Catalogue
    settings: Settings
    file: HistoryFile
    history: History
    keeper: Keeper
    left_overs: tuple[LeftOver, ...] = ()
    notices: tuple[str, ...] = ()


def open_stores(folders: Folders) -> Stores:
    """Read everything, repair what is damaged, and put what had ended but was not saved into the history.

    Args:
        folders: Where the files are.

    Raises:
        FileProblem: If the settings cannot be used, or something else stands in the history's place.
    """
    catalogue, settings = load_catalogue(), load_settings(folders.settings)
    file, checkpoints = HistoryFile(folders.history), Checkpoints(folders.in_progress)
    opened = file.open()
    history, left_overs, notices = settle_left_overs(file, checkpoints, opened.history)
    keeper = Keeper(file, checkpoints)
    keeper.history = history
    return Stores(
        folders,
        catalogue,
        settings,
        file,
        history,
        keeper,
        left_overs,
        (*opened.notices, *checkpoints.notices(), *notices),
    )


def settle_left_overs(
    file: HistoryFile, checkpoints: Checkpoints, history: History
) -> tuple[History, tuple[LeftOver, ...], tuple[str, ...]]:
    """Take hold of every session left over, and bring to its end what needs no answer of the runner.

    A session that had ended goes into the history; one that is there already, was deleted since, or in which nothing
    was done, is removed.

    Args:
        file: The history file.
        checkpoints: The sessions in progress.
        history: What the file holds.

    Returns:
        The history, those that can go on, and what the runner should know, a line each.
    """
    offers, notices = [], []
    known = {session.id for session in history.sessions} | {tomb.id for tomb in history.deleted}
    for left in checkpoints.left_overs():
        checkpoint = left.checkpoint
        try:
            if checkpoint.ended and checkpoint.record.worth_keeping:
                history = file.keep(checkpoint.record)  # a revision may be newer than what is there
                left.slot.remove()
            elif checkpoint.id in known or not checkpoint.record.worth_keeping:
                left.slot.remove()
            else:
                offers.append(left)
        except FileProblem as problem:
            left.slot.let_go()
            notices.append(f"A session waits to be saved: {problem}")
    return history, tuple(offers), tuple(notices)
