"""Opens all that is on disk for a program that will train: better told what is wrong before the work than after it."""

import contextlib
import datetime as dt
from collections.abc import Callable

from ankle_tui.core.calendar import Rules, settle_target, training_day
from ankle_tui.core.catalogue import Catalogue
from ankle_tui.core.frozen import frozen
from ankle_tui.core.record import History
from ankle_tui.store.checkpoint import Checkpoints, LeftOver, Slot
from ankle_tui.store.config import Settings, load_settings, slip_line
from ankle_tui.store.history import HistoryFile
from ankle_tui.store.keeper import Keeper
from ankle_tui.store.own import load_all
from ankle_tui.store.paths import Folders
from ankle_tui.store.problem import FileProblem

__all__ = ["Stores", "find_left_overs", "first_of", "open_settings", "open_stores", "settle_left_overs"]


MOST_MISTAKES = 3
"""So many mistakes in a file of the runner's own are told before a session."""


@frozen
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
        mistakes: What is wrong in the runner's own exercises and routines, a line each; the first are among the notices.
    """

    folders: Folders
    catalogue: Catalogue
    settings: Settings
    file: HistoryFile
    history: History
    keeper: Keeper
    left_overs: tuple[LeftOver, ...] = ()
    notices: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


def open_stores(folders: Folders, now: Callable[[], dt.datetime] = dt.datetime.now) -> Stores:
    """Read everything, repair what is damaged, and put what had ended but was not saved into the history.

    Args:
        folders: Where the files are.
        now: The wall clock.

    Raises:
        FileProblem: If something else stands in the history's place.
    """
    catalogue, mistakes = load_all(folders.exercises)
    settings, slips = open_settings(folders, catalogue)
    file, checkpoints, spare = (
        HistoryFile(folders.history),
        Checkpoints(folders.in_progress),
        Checkpoints(folders.spare),
    )
    opened = file.open()
    history, left_overs, notices = settle_left_overs(file, checkpoints, opened.history, spare)
    if not slips:  # a default that nobody has chosen is no new target
        history = _with_target(file, history, settings.rules, training_day(now(), settings.cut_off))
    keeper = Keeper(file, checkpoints, spare=spare)
    keeper.history = history
    return Stores(
        folders,
        catalogue,
        settings,
        file,
        history,
        keeper,
        left_overs,
        (
            *first_of(slips, "ankle-tui doctor"),
            *opened.notices,
            *checkpoints.notices(),
            *notices,
            *first_of(mistakes, "ankle-tui exercises"),
        ),
        mistakes,
    )


def open_settings(folders: Folders, catalogue: Catalogue) -> tuple[Settings, tuple[str, ...]]:
    """Read the settings, also what in them is of the exercises.

    Args:
        folders: Where the files are.
        catalogue: The exercises there are.

    Returns:
        As `load_settings`.
    """
    settings, slips = load_settings(folders.settings)
    if settings.rungs:
        from ankle_tui.core.ladder import read_rungs  # noqa: PLC0415 - not every command needs ladders

        slips += tuple(slip_line(folders.settings, wrong) for wrong in read_rungs(catalogue, settings.rungs)[1])
    return settings, slips


def first_of(mistakes: tuple[str, ...], lister: str) -> tuple[str, ...]:
    """The first mistakes in a file of the runner's own, and where to see the others.

    Args:
        mistakes: A line each.
        lister: The command that lists them all.
    """
    if len(mistakes) <= MOST_MISTAKES:
        return mistakes
    more = f"{len(mistakes) - MOST_MISTAKES} more mistakes there: {lister} lists them"
    return (*mistakes[:MOST_MISTAKES], more)


def _with_target(file: HistoryFile, history: History, rules: Rules, today: dt.date) -> History:
    """Note a changed target, which counts from the next week. Where that cannot be written it is noted next time."""
    target = settle_target(history, rules, today)
    if target:
        with contextlib.suppress(FileProblem):
            return file.add(History(targets=(target,)))
    return history


def find_left_overs(stores: Stores) -> tuple[LeftOver, ...]:
    """Take hold of the sessions that can go on and that no program holds, once more.

    Args:
        stores: What was opened.
    """
    checkpoints, spare = Checkpoints(stores.folders.in_progress), Checkpoints(stores.folders.spare)
    return settle_left_overs(stores.file, checkpoints, stores.keeper.history or stores.history, spare)[1]


def settle_left_overs(
    file: HistoryFile, checkpoints: Checkpoints, history: History, spare: Checkpoints | None = None
) -> tuple[History, tuple[LeftOver, ...], tuple[str, ...]]:
    """Take hold of every session left over, and bring to its end what needs no answer of the runner.

    A session that had ended goes into the history; one that is there already, was deleted since, or in which nothing
    was done, is removed.

    Args:
        file: The history file.
        checkpoints: The sessions in progress.
        history: What the file holds.
        spare: Sessions that could not be written where they belong.

    Returns:
        The history, those that can go on, and what the runner should know, a line each.
    """
    offers, notices = [], []
    known, gone = {session.id for session in history.sessions}, {tomb.id for tomb in history.deleted}
    put_by = _bring_home(spare, checkpoints) if spare and spare.trusted else []
    for left in [*checkpoints.left_overs(), *put_by]:
        checkpoint = left.checkpoint
        try:
            if checkpoint.id in gone or not checkpoint.record.worth_keeping:
                left.slot.remove()
            elif checkpoint.ended or checkpoint.id in known:  # what is there may be older, or less
                history = file.keep(checkpoint.record)
                left.slot.remove()
            else:
                offers.append(left)
        except FileProblem as problem:
            left.slot.let_go()
            notices.append(f"A session waits to be saved: {problem}")
    return history, tuple(offers), tuple(notices)


def _bring_home(spare: Checkpoints, checkpoints: Checkpoints) -> list[LeftOver]:
    """Put what was kept elsewhere where it belongs; those that still cannot be written there."""
    stay = []
    for left in spare.left_overs():
        slot = checkpoints.slot(left.checkpoint.id)
        if not slot.hold():  # it runs
            left.slot.let_go()
            continue
        try:
            if _is_newer(left, slot):
                slot.write(left.checkpoint)
            left.slot.remove()
        except FileProblem:
            stay.append(left)
        slot.let_go()
    return stay


def _is_newer(left: LeftOver, slot: Slot) -> bool:
    try:
        known = slot.read()
    except FileProblem:
        return True
    return known is None or left.checkpoint.saved_at >= known.saved_at
