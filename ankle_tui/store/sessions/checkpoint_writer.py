"""Write the checkpoints of the sessions that run here, in a spare folder while their own cannot be written."""

import contextlib
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver, Slot


class RescuePath(NamedTuple):
    """Path of the last checkpoint of an unsaved session.

    Attributes:
        path: The checkpoint.
        spare: True in the temporary folder: a start finds it only while that folder is still the same.
    """

    path: Path
    spare: bool = False


class CheckpointWriter:
    """Holds the slots of the sessions that run here, each from its first checkpoint on.

    Args:
        home: Where checkpoints belong.
        spare: Where they go while they cannot be written there, on another disk; None for nowhere.
    """

    def __init__(self, home: CheckpointFiles, spare: CheckpointFiles | None = None) -> None:
        self._home = home
        self._spare = spare
        self._slots: dict[str, Slot] = {}
        self._spare_slots: dict[str, Slot] = {}
        self._paths: dict[str, RescuePath] = {}

    def take_over(self, left_over: LeftOver) -> None:
        """Hold a left-over session from now on.

        Args:
            left_over: One that `CheckpointFiles.left_overs` yielded.
        """
        self._slots[left_over.checkpoint.id] = left_over.slot

    def write(self, checkpoint: Checkpoint) -> None:
        """Write a checkpoint where it belongs, otherwise try the spare folder.

        Args:
            checkpoint: The state.

        Raises:
            FileProblem: If it cannot be written where it belongs.
        """
        try:
            self._slot(checkpoint.id).write(checkpoint)
        except FileProblem:
            self._paths.pop(checkpoint.id, None)  # what is there is an older state
            self._write_spare(checkpoint)
            raise
        self._paths[checkpoint.id] = RescuePath(self._slots[checkpoint.id].path)
        self._remove_spare(checkpoint.id)

    def remove(self, session_id: str) -> bool:
        """Remove the checkpoints of a session.

        Args:
            session_id: The session.

        Returns:
            True if there was one where it belongs.

        Raises:
            FileProblem: If that cannot be removed.
        """
        self._remove_spare(session_id)
        self._paths.pop(session_id, None)
        if session_id not in self._slots:
            return False
        self._slots[session_id].remove()
        del self._slots[session_id]
        return True

    def rescue_path(self, session_id: str) -> RescuePath | None:
        """Path of the last checkpoint of an unsaved session, or None if no start would read one."""
        found = self._paths.get(session_id)
        return None if found and found.spare and not (self._spare and self._spare.trusted) else found

    def let_go(self) -> None:
        """Let go of every slot; the checkpoints stay for the next start."""
        for slot in [*self._slots.values(), *self._spare_slots.values()]:
            slot.let_go()

    def _slot(self, session_id: str) -> Slot:
        """The slot of a session, held since it was first asked for."""
        slot = self._slots.get(session_id)
        if slot is None:
            slot = self._home.slot(session_id)
            slot.hold()
            self._slots[session_id] = slot
        return slot

    def _write_spare(self, checkpoint: Checkpoint) -> None:
        """Write the checkpoint into the spare folder; failures are silent."""
        if self._spare is None or not self._spare.lay():
            return
        slot = self._spare_slots.get(checkpoint.id) or self._spare.slot(checkpoint.id)
        with contextlib.suppress(FileProblem):
            if checkpoint.id not in self._spare_slots:
                slot.hold()
            slot.write(checkpoint)
            self._spare_slots[checkpoint.id] = slot
            self._paths[checkpoint.id] = RescuePath(slot.path, spare=True)

    def _remove_spare(self, session_id: str) -> None:
        slot = self._spare_slots.pop(session_id, None)
        if slot is None:
            return
        # Anybody may write in the temporary folder: if ours has been exchanged, nothing in it is ours to remove.
        if self._spare and self._spare.trusted:
            with contextlib.suppress(FileProblem):
                slot.remove()
        slot.let_go()
