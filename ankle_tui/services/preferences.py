"""The runner's settings while the program runs: changed here, kept in their file, read again when an editor changes it."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Sprain
from ankle_tui.services.startup import first_slips, rung_slips
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.settings.editor import SettingsFile, changed
from ankle_tui.store.settings.settings import Settings, Slip


class Preferences:
    """Own the settings: a change applies at once, the file follows.

    Args:
        settings: The settings at the start.
        slips: The slips in their file, all shown already.
        file: Their file; None keeps changes until the program ends.
        catalogue: The exercises, for the rungs in the settings.
        usable: Replaces what the screen cannot use, and returns the slips for it.
        say: Shows the runner a line.
        adopted: Called with the settings and slips before, after others have taken their place.
        followed: Called after an edit of the file has been followed.
        today: Gives the training day.

    Attributes:
        settings: The current settings.
        slips: The slips in the file.
        file: As given.
    """

    def __init__(
        self,
        settings: Settings,
        slips: tuple[Slip, ...],
        file: SettingsFile | None,
        *,
        catalogue: Catalogue,
        usable: Callable[[Settings, Path], tuple[Settings, tuple[Slip, ...]]],
        say: Callable[[str], None],
        adopted: Callable[[Settings, tuple[Slip, ...]], None],
        followed: Callable[[], None],
        today: Callable[[], dt.date],
    ) -> None:
        self.settings = settings
        self.slips = slips
        self.file = file
        self._catalogue = catalogue
        self._usable = usable
        self._say = say
        self._adopted = adopted
        self._followed = followed
        self._today = today
        self._unwritten: dict[str, str | None] = {}
        """Rungs set here and not written yet, by exercise."""
        self._unkept: dict[str, Any] = {}
        """Changes that could not be written."""
        self._closed = False

    def set(self, **changes: Any) -> None:
        """Change settings; another answer about a sprain is noted with its date.

        Args:
            changes: As for `SettingsFile.change`.
        """
        changes = with_sprain_noted(self.settings, changes, self._today())
        self._adopt(changed(self.settings, changes), self.slips)
        self._write(changes)

    def set_rung(self, exercise: str, rung: str | None) -> None:
        """Set the rung of an exercise, or None to follow the sessions; `write_rungs` writes it."""
        rungs = {exercise: rung}
        self._adopt(changed(self.settings, {"rungs": rungs}), self.slips)
        self._unwritten |= rungs

    def write_rungs(self) -> None:
        """Write the rungs set since the last call."""
        rungs, self._unwritten = self._unwritten, {}
        if rungs:
            self._write({"rungs": rungs})

    def look(self) -> None:
        """Follow the settings file if an editor has changed it; keep the current settings if it cannot be read."""
        if self.file is None or not self.file.is_new():
            return
        found, slips = self.file.load()
        if unread := next((slip for slip in slips if slip.key is None), None):
            self._say(unread.problem)
        else:
            self._follow(self.file.path, found, slips)

    def close(self) -> None:
        """Write pending changes and stop following the file."""
        self._closed = True
        self.write_rungs()

    def _adopt(self, settings: Settings, slips: tuple[Slip, ...]) -> None:
        before = self.settings, self.slips
        self.settings, self.slips = settings, slips
        self._adopted(*before)

    def _write(self, changes: dict[str, Any]) -> None:
        """Write `changes`, and those that could not be written before."""
        rungs = {**self._unkept.get("rungs", {}), **changes.get("rungs", {})}
        changes = {**self._unkept, **changes, **({"rungs": rungs} if rungs else {})}
        try:
            written = self.file.change(changes) if self.file else None
        except FileProblem as problem:
            if not self._unkept:  # once, not at every key
                self._say(f"Kept only until you leave: {problem}")
            self._unkept = changes
        else:
            self._unkept = {}
            if self.file and written and not self._closed:  # an editor may have changed the file as well
                self._follow(self.file.path, *written)

    def _follow(self, path: Path, found: Settings, slips: tuple[Slip, ...]) -> None:
        """Adopt what the file says, except where a change made here is still to be written; tell new slips."""
        slips += rung_slips(path, self._catalogue, found)
        found, more = self._usable(found, path)
        slips = (*more, *slips)
        for line in first_slips(slip for slip in slips if slip not in self.slips):
            self._say(line)
        rungs = {**self._unkept.get("rungs", {}), **self._unwritten}
        found = changed(found, {**self._unkept, **({"rungs": rungs} if rungs else {})})
        if (found, slips) != (self.settings, self.slips):
            self._adopt(found, slips)
            self._followed()


def with_sprain_noted(settings: Settings, changes: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """Add the date to changes that give another answer about a sprain.

    Args:
        settings: The settings before.
        changes: As for `SettingsFile.change`.
        today: The present training day.
    """
    sprain = changes.get("sprain", settings.sprain)
    if sprain == settings.sprain:
        return dict(changes)
    return {**changes, "sprain_noted": None if sprain in {None, Sprain.NO} else today}
