"""The sessions of this run of the program: begun one after the other, secured together, accounted for at the end."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ankle_tui.audio.player import Player
from ankle_tui.clock import Clock
from ankle_tui.core.formatting import day_words
from ankle_tui.core.session.plan import Plan
from ankle_tui.store.settings.settings import Settings

if TYPE_CHECKING:
    from ankle_tui.core.session.checkpoint import Checkpoint
    from ankle_tui.core.session.engine import Session
    from ankle_tui.services.hooks.hooks import Hooks
    from ankle_tui.services.session_runner import SessionRunner
    from ankle_tui.services.session_saver import SessionSaver
    from ankle_tui.store.sessions.save_queue import SaveQueue

OFFERED_AGAIN = "Not finished. ankle-tui offers to go on when it starts again."


class Sessions:
    """Own the session runners and the player they share.

    Args:
        save_queue: Keeps the sessions safe.
        player: Makes the sound.
        settings: Gives the current settings.
        make_clock: Makes the clock of a session from its speed.
        wall: Gives the wall clock.
        speed: How many times faster a demonstration runs; None is for real.
        hooks: Told of sessions, but of no self-test and no demonstration.
        own_sounds: Folder of the runner's own sounds, or None.

    Attributes:
        runners: In the order they were begun.
        player: As given, or the last one used.
        save_queue: As given.
    """

    def __init__(
        self,
        save_queue: "SaveQueue",
        player: Player,
        *,
        settings: Callable[[], Settings],
        make_clock: Callable[[float], Clock],
        wall: Callable[[], Callable[[], dt.datetime]],
        speed: float | None = None,
        hooks: "Hooks | None" = None,
        own_sounds: Path | None = None,
    ) -> None:
        self.save_queue = save_queue
        self._settings = settings
        self._make_clock = make_clock
        self._wall = wall
        self._speed = speed
        self._hooks = hooks
        self._own_sounds = own_sounds
        self._as_left = True
        """True if the next session takes sound mode and volume from the one before, not from the settings."""
        self.player = player
        self.runners: list[SessionRunner] = []

    @property
    def live(self) -> "SessionRunner | None":
        """The session in progress, or None."""
        return self.runners[-1] if self.runners and self.runners[-1].live else None

    @property
    def volume(self) -> float:
        """The volume of the last session, or that of the settings."""
        return self.runners[-1].volume if self.runners else self._settings().volume

    def begin(
        self, session: "Plan | Checkpoint", saver: "Callable[[Session], SessionSaver] | None" = None
    ) -> "SessionRunner":
        """Make the runner of a new session, or of an unfinished one.

        Args:
            session: Its plan, or where it was left.
            saver: As for `SessionRunner`, for what is not a session of the history.
        """
        from ankle_tui.audio.sound_lengths import sound_lengths  # noqa: PLC0415
        from ankle_tui.services.session_runner import SessionRunner  # noqa: PLC0415 - not on the way to the first frame

        settings = self._settings()
        if self._hooks:
            self._hooks.commands = settings.hooks
        last = self.runners[-1] if self.runners and self._as_left and not self._speed else None
        runner = SessionRunner(
            session,
            clock=self._make_clock(self._speed or 1.0),
            player=self.player,
            save_queue=None if self._speed or saver else self.save_queue,
            saver=saver,
            counting=settings.counting,
            cut_off=settings.cut_off,
            mode=last.mode if last else settings.sound_mode,
            heard=settings.heard,
            lengths=sound_lengths(self._own_sounds),
            volume=last.volume if last else settings.volume,
            wall=self._wall(),
            hooks=None if saver else self._hooks,
        )
        self._as_left = True
        self.runners.append(runner)
        return runner

    def follow_settings(self) -> None:
        """Take sound mode and volume of the next session from the settings."""
        self._as_left = False

    def use_player(self, player: Player) -> bool:
        """Sound through `player` from now on; True if a session is in progress."""
        from ankle_tui.core.session.snapshot import Run  # noqa: PLC0415 - not on the way to the first frame

        self.player = player
        if self.runners and self.runners[-1].session.run is not Run.DONE:
            self.runners[-1].use_player(player)  # also if it waits for its sound to begin
        return self.live is not None

    def secure(self) -> None:
        """Put every session where the next start finds it; safe between any two steps of the program."""
        for runner in tuple(self.runners):
            runner.saver.secure()

    def close(self) -> None:
        """Hear of hooks that fail in this moment, and close the player."""
        try:
            if self._hooks:
                self._hooks.close()
        finally:
            self.player.close()

    @property
    def led(self) -> bool:
        """True if anything of a session is kept."""
        return any(runner.saver.record or runner.saver.unfinished for runner in self.runners)

    @property
    def unsaved(self) -> bool:
        """True if a session could not be put into the history; `last_words` has its record."""
        return any(
            runner.saver.problem or (runner.saver.unfinished and runner.saver.trouble) for runner in self.runners
        )

    def last_words(self) -> list[str]:
        """Say of each session that it is kept, or give its whole record, a line each for the terminal."""
        return [line for runner in self.runners for line in _last_words(runner)]


def _last_words(runner: "SessionRunner") -> list[str]:
    from ankle_tui.core.history.records import History  # noqa: PLC0415
    from ankle_tui.core.history.report import sets_done  # noqa: PLC0415
    from ankle_tui.services.session_saver import unsaved_lines  # noqa: PLC0415 - there was a session, which has loaded it

    if runner.saver.unfinished and not runner.saver.trouble:
        return [OFFERED_AGAIN]
    record = runner.saver.unfinished or runner.saver.record
    if record is None:
        return []
    if problem := runner.saver.problem or runner.saver.trouble:
        return unsaved_lines(problem, History((record,)), runner.saver.rescue_path)
    return [f"{day_words(record.day)}: {sets_done(record)} done. Saved."]
