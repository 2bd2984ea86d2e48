"""Open everything on disk before a session, so that problems are reported before the work and not after it."""

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.formatting import counted
from ankle_tui.core.history.records import History
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.weeks.calendar import settle_target
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services.hooks.hooks import Hooks
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver, Slot
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.editor import LoadedSettings, SettingsFile
from ankle_tui.store.settings.settings import Settings, Slip, rules_hold
from ankle_tui.store.user_files import load_all

MOST_SLIPS = 3
"""Slips in a file of the runner's own to show before a session."""
MOST_OFFERED = 20
"""Unfinished sessions to hold and offer at once, the newest: each takes a descriptor, and asks a question."""
LOOK_PATIENCE = 0.2
"""Seconds the screen may wait for another program to release the history."""


class Stores(NamedTuple):
    """Everything on disk, read and checked.

    Attributes:
        folders: Where the files are.
        catalogue: The exercises.
        settings: The runner's settings.
        settings_file: Their file.
        slips: Slips in it; the first are among the notices.
        file: The history file.
        history: Its content.
        save_queue: Keeps sessions from now on.
        hooks: Programs to tell of sessions.
        left_overs: Unfinished sessions, the oldest first, held by this program; of many, only the newest.
        notices: Lines for the runner.
        exercise_slips: Slips in the runner's own exercises and routines, a line each; the first are among the notices.
    """

    folders: Folders
    catalogue: Catalogue
    settings: Settings
    settings_file: SettingsFile
    slips: tuple[Slip, ...]
    file: HistoryFile
    history: History
    save_queue: SaveQueue
    hooks: Hooks
    left_overs: tuple[LeftOver, ...] = ()
    notices: tuple[str, ...] = ()
    exercise_slips: tuple[str, ...] = ()


def open_stores(
    folders: Folders,
    now: Callable[[], dt.datetime] = dt.datetime.now,
    *,
    wanted: str | None = None,
    loaded: LoadedSettings | None = None,
) -> Stores:
    """Read everything, repair damage, and save sessions that had ended unsaved.

    Args:
        folders: Where the files are.
        now: The wall clock.
        wanted: Id prefix of an unfinished session to hold, however old.
        loaded: The settings, if they have been read already.

    Raises:
        FileProblem: If something else stands in the history's place.
    """
    catalogue, exercise_slips = load_all(folders.exercises)
    settings_file, settings, slips = loaded or LoadedSettings.of(folders.settings)
    slips = (*slips, *rung_slips(settings_file.path, catalogue, settings))
    file, checkpoints, spare = (
        HistoryFile(folders.history, now=now),
        CheckpointFiles(folders.in_progress),
        CheckpointFiles(folders.spare, public=True),
    )
    opened = file.open()
    history, left_overs, notices = settle_left_overs(file, checkpoints, opened.history, spare, wanted)
    if rules_hold(slips):  # a default that nobody has chosen is no new target
        history = with_target(file, history, settings.rules, training_day(now(), settings.cut_off))
    save_queue = SaveQueue(file, checkpoints, spare=spare)
    save_queue.history = history
    hooks = Hooks(settings.hooks, folders, save_queue.tell)
    save_queue.saved = hooks.saved
    return Stores(
        folders,
        catalogue,
        settings,
        settings_file,
        slips,
        file,
        history,
        save_queue,
        hooks,
        left_overs,
        (
            *first_slips(slips),
            *opened.notices,
            *checkpoints.notices(),
            *notices,
            *first_of(exercise_slips, "ankle-tui exercises"),
        ),
        exercise_slips,
    )


def open_settings(file: SettingsFile, catalogue: Catalogue) -> tuple[Settings, tuple[Slip, ...]]:
    """Read the settings, and check the rungs in them against the exercises.

    Args:
        file: Their file.
        catalogue: The exercises.

    Returns:
        As `load_settings`.
    """
    settings, slips = file.load()
    return settings, (*slips, *rung_slips(file.path, catalogue, settings))


def rung_slips(path: Path, catalogue: Catalogue, settings: Settings) -> tuple[Slip, ...]:
    """Find rungs that no ladder has.

    Args:
        path: The settings file.
        catalogue: The exercises.
        settings: The settings.
    """
    if not settings.rungs:
        return ()
    from ankle_tui.core.training.ladder import read_rungs  # noqa: PLC0415 - not every command needs ladders

    return tuple(Slip.of(path, "rungs", wrong) for wrong in read_rungs(catalogue, settings.rungs)[1])


def first_slips(slips: Iterable[Slip]) -> tuple[str, ...]:
    """Pick the first slips in the settings file, a line each, and add where to see the rest.

    Args:
        slips: All of them.
    """
    return first_of(tuple(slip.line for slip in slips), "ankle-tui doctor")


def first_of(slips: tuple[str, ...], lister: str) -> tuple[str, ...]:
    """Pick the first slips in a file of the runner's own, and add where to see the rest.

    Args:
        slips: A line each.
        lister: The command that lists them all.
    """
    more = len(slips) - MOST_SLIPS
    if more <= 0:
        return slips
    return (*slips[:MOST_SLIPS], f"{counted(more, 'more mistake')}; see {lister}")


def with_target(file: HistoryFile, history: History, rules: Rules, today: dt.date) -> History:
    """Record a changed target, which counts from the next week; leave it to the next start if it cannot be written.

    Args:
        file: The history file.
        history: Its content.
        rules: How days and weeks are counted now.
        today: The present training day.

    Returns:
        The history with the target.
    """
    target = settle_target(history, rules, today)
    if target:
        with contextlib.suppress(FileProblem):
            return file.add(History(targets=(target,)))
    return history


def find_left_overs(stores: Stores) -> tuple[LeftOver, ...]:
    """Hold again the unfinished sessions that no other program holds.

    Args:
        stores: What was opened.
    """
    folders, history = stores.folders, stores.save_queue.history or stores.history
    checkpoints, spare = CheckpointFiles(folders.in_progress), CheckpointFiles(folders.spare, public=True)
    file = HistoryFile(folders.history, patience=LOOK_PATIENCE)  # `stores.file` belongs to the save queue's thread
    _, found, notices = settle_left_overs(file, checkpoints, history, spare)
    stores.save_queue.tell([*file.notices(), *checkpoints.notices(), *notices])
    return found


def settle_left_overs(
    file: HistoryFile,
    checkpoints: CheckpointFiles,
    history: History,
    spare: CheckpointFiles | None = None,
    wanted: str | None = None,
) -> tuple[History, tuple[LeftOver, ...], tuple[str, ...]]:
    """Settle left-over sessions that need no answer; hold the newest of the rest.

    A session that had ended goes into the history; one that is there already, was deleted since, or in which nothing
    was done, is removed.

    Args:
        file: The history file.
        checkpoints: The sessions in progress.
        history: Its content.
        spare: Sessions that could not be written where they belong.
        wanted: Id prefix of a session to hold, however old.

    Returns:
        The history, the sessions that can continue, the oldest first, and lines for the runner.
    """
    settling = _Settling(file, history, wanted)
    for left in itertools.chain(_put_by(spare, checkpoints) if spare else (), checkpoints.left_overs()):
        settling.take(left)
    return settling.history, settling.offers(), tuple(settling.notices())


class _Settling:
    """Settle left-over sessions one at a time, holding at most `MOST_OFFERED`.

    Args:
        file: The history file.
        history: What it holds.
        wanted: As for `settle_left_overs`.
    """

    def __init__(self, file: HistoryFile, history: History, wanted: str | None) -> None:
        self.history = history
        self._file = file
        self._wanted = wanted.lower() if wanted else None
        self._known = {session.id for session in history.sessions}
        self._gone = {tomb.id for tomb in history.deleted}
        self._offers: dict[str, LeftOver] = {}
        self._more = self._waiting = 0
        self._refusal: FileProblem | None = None
        self._problems: list[FileProblem] = []

    def take(self, left: LeftOver) -> None:
        """Save, remove or offer a session that is held."""
        checkpoint = left.checkpoint
        if checkpoint.id in self._gone or not checkpoint.record.worth_keeping:
            self._remove(left)
        elif checkpoint.ended or checkpoint.id in self._known:  # what is there may be older, or less
            self._save(left)
        else:
            self._offer(left)

    def offers(self) -> tuple[LeftOver, ...]:
        """The sessions to offer, the oldest first."""
        return tuple(self._offers[session_id] for session_id in sorted(self._offers))

    def notices(self) -> Iterator[str]:
        """Yield the lines for the runner."""
        if self._refusal:
            many = "A session waits" if self._waiting == 1 else f"{self._waiting} sessions wait"
            yield f"{many} to be saved: {self._refusal}"
        for problem in self._problems[:1]:
            more = f" (and {len(self._problems) - 1} more)" if len(self._problems) > 1 else ""
            yield f"{problem}{more}"
        if self._more:
            yield f"{counted(self._more, 'older unfinished session')}: ankle-tui resume --list"

    def _save(self, left: LeftOver) -> None:
        if self._refusal is None:
            try:
                self.history = self._file.keep(left.checkpoint.record)
            except FileProblem as problem:
                self._refusal = problem
            else:
                self._remove(left)
                return
        self._waiting += 1  # the same obstacle would keep out the others, each after a wait of its own
        left.slot.let_go()

    def _remove(self, left: LeftOver) -> None:
        try:
            left.slot.remove()
        except FileProblem as problem:
            self._problems.append(problem)
            left.slot.let_go()

    def _offer(self, left: LeftOver) -> None:
        """Hold a session; beyond `MOST_OFFERED`, release the oldest that is not wanted."""
        known = self._offers.pop(left.checkpoint.id, None)
        if known and known.checkpoint.saved_at > left.checkpoint.saved_at:
            known, left = left, known
        if known:
            known.slot.let_go()
        self._offers[left.checkpoint.id] = left
        if len(self._offers) > MOST_OFFERED:
            oldest = min(self._offers, key=lambda name: (self._is_wanted(name), name))
            self._offers.pop(oldest).slot.let_go()
            self._more += 1

    def _is_wanted(self, session_id: str) -> bool:
        return self._wanted is not None and session_id.startswith(self._wanted)


def _put_by(spare: CheckpointFiles, checkpoints: CheckpointFiles) -> Iterator[LeftOver]:
    """Move sessions from the spare folder to where they belong; yield those that still cannot be written there."""
    for left in spare.left_overs():
        slot = checkpoints.slot(left.checkpoint.id)
        if not slot.hold():  # it runs
            left.slot.let_go()
            continue
        try:
            if _is_newer(left, slot):
                slot.write(left.checkpoint)
            left.slot.remove()
            slot.let_go()
        except FileProblem:
            slot.let_go()
            yield left


def _is_newer(left: LeftOver, slot: Slot) -> bool:
    try:
        known = slot.read()
    except FileProblem:
        return True
    return known is None or left.checkpoint.saved_at >= known.saved_at
