"""The Textual application: opens screens, holds the ports and never loses a session on the way out."""

import datetime as dt
import json
from collections.abc import Callable, Iterable

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from ankle_tui.audio.choose import open_player
from ankle_tui.audio.port import Player
from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.clock import Clock
from ankle_tui.conductor import Conductor, local_time
from ankle_tui.core.catalogue import Catalogue
from ankle_tui.core.coach import usual_level
from ankle_tui.core.plan import Plan
from ankle_tui.core.record import History
from ankle_tui.core.report import sets_done
from ankle_tui.core.view import Run
from ankle_tui.core.words import day_words
from ankle_tui.store.config import Settings
from ankle_tui.store.history import HistoryFile
from ankle_tui.ui.screens.home import HomeScreen
from ankle_tui.ui.screens.session import SessionScreen

__all__ = ["AnkleApp"]


class AnkleApp(App[None]):
    """ankle-tui on the screen.

    Args:
        catalogue: The exercises.
        store: Where sessions are kept.
        history: What it holds at the start.
        settings: The runner's settings.
        plan: A session to begin at once, or None for the first screen.
        speed: How many times faster a demonstration runs; None is for real.
        make_clock: Makes the clock of a session.
        wall: The wall clock.
        player: What makes the sound; None opens what the settings say.
    """

    TITLE = "ankle-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [
        Binding("ctrl+q,ctrl+c", "quit", "Quit", id="app.quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "Suspend", id="app.suspend", show=False, priority=True),
    ]

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        store: HistoryFile,
        history: History,
        settings: Settings,
        plan: Plan | None = None,
        speed: float | None = None,
        make_clock: Callable[[float], Clock] = Clock,
        wall: Callable[[], dt.datetime] = local_time,
        player: Player | None = None,
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._store = store
        self._history = history
        self._settings = settings
        self._plan = plan
        self._speed = speed
        self._make_clock = make_clock
        self._wall = wall
        self._player: Player = player or SilentPlayer()
        self._opens_player = player is None
        self._names = {exercise.id: exercise.name for exercise in catalogue}
        self._conductors: list[Conductor] = []

    def on_mount(self) -> None:
        """Show the first frame, then open what makes the sound."""
        if self._plan:
            self._begin(self._plan)
        else:
            self.push_screen(self._home())
        if self._opens_player:
            self.call_after_refresh(self._open_player)

    def on_home_screen_start(self, message: HomeScreen.Start) -> None:
        """Begin a session."""
        self._begin(message.plan)

    def on_home_screen_open_history(self) -> None:
        """Show what was done."""
        from ankle_tui.ui.screens.history import HistoryScreen  # noqa: PLC0415 - not on the way to the first frame

        self.push_screen(HistoryScreen(self._history.newest_first(), self._names))

    def on_home_screen_open_library(self, message: HomeScreen.OpenLibrary) -> None:
        """Show the exercises."""
        from ankle_tui.ui.screens.library import LibraryScreen  # noqa: PLC0415 - not on the way to the first frame

        self.push_screen(LibraryScreen(self._catalogue, message.exercise))

    def on_session_screen_ended(self, message: SessionScreen.Ended) -> None:
        """Show what was done; after a discarded session, or one in which nothing was done, there is nothing to show."""
        from ankle_tui.ui.screens.summary import SummaryScreen  # noqa: PLC0415 - not on the way to the first frame

        conductor = message.screen.conductor
        while self.screen is not message.screen:  # it may have ended under the help or the palette
            self.pop_screen()
        self.pop_screen()
        if message.discarded or conductor.result is None:
            self._after_session(None)
            self.notify("Discarded." if message.discarded else "Nothing was done, nothing was recorded.", markup=False)
            return
        self.push_screen(SummaryScreen(conductor, self._names), self._after_session)

    def action_suspend_process(self) -> None:
        """Pause, silence what is still to be heard, and give the terminal back to the shell."""
        if isinstance(self.screen, SessionScreen):
            self.screen.stand_still()
        self._player.cancel()
        super().action_suspend_process()

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours and the one the themes lack: for changing sides, told apart from a rest at a glance."""
        ground, line = ("#41306b", "#a78bfa") if self.current_theme.dark else ("#ddd0fa", "#6d28d9")
        return {**super().get_css_variables(), "change-sides": ground, "change-sides-line": line}

    async def action_quit(self) -> None:
        """Leave; in a session, ask first."""
        if isinstance(self.screen, SessionScreen):
            self.screen.action_finish()
        elif self._live is None:
            self.exit()

    def action_keys_help(self) -> None:
        """Show what the keys of this screen do."""
        from ankle_tui.ui.screens.keys import KeysScreen, key_lines  # noqa: PLC0415 - not on the way to the first frame

        active = {key: item for key, item in self.screen.active_bindings.items() if item.enabled}
        display = {key: self.get_key_display(item.binding) for key, item in active.items()}
        self.push_screen(KeysScreen(key_lines(active, display)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything a key of the screen does, in the palette as well."""
        yield from super().get_system_commands(screen)
        for item in screen.active_bindings.values():
            binding = item.binding
            if binding.description and not binding.system and item.enabled:
                yield SystemCommand(
                    binding.description,
                    f"Key: {self.get_key_display(binding)}",
                    lambda node=item.node, action=binding.action: self.call_later(node.run_action, action),
                )

    def close_down(self) -> list[str]:
        """Keep what was done, whatever ended the program, and let go of the sound.

        Returns:
            Lines for the terminal the runner is back in.
        """
        try:
            for conductor in self._conductors:
                conductor.close()
        finally:
            self._player.close()
        return [line for conductor in self._conductors for line in _last_words(conductor)]

    @property
    def unsaved(self) -> bool:
        """Whether a session could not be put into the history; its record is among the last lines."""
        return any(conductor.record and conductor.problem for conductor in self._conductors)

    @property
    def _live(self) -> Conductor | None:
        """The session in progress, or None."""
        last = self._conductors[-1] if self._conductors else None
        return last if last and last.session.run in {Run.RUNNING, Run.PAUSED} else None

    def _begin(self, plan: Plan) -> None:
        conductor = Conductor(
            plan,
            clock=self._make_clock(self._speed or 1.0),
            player=self._player,
            keep=None if self._speed else self._store.keep,
            counting=self._settings.counting,
            wall=self._wall,
        )
        self._conductors.append(conductor)
        self.push_screen(SessionScreen(conductor))

    def _home(self) -> HomeScreen:
        return HomeScreen(
            self._catalogue,
            level=usual_level(self._history, self._settings.level),
            first_side=self._settings.first_side,
            today=lambda: self._wall().date(),
            last=self._last(),
        )

    def _last(self) -> str:
        newest = self._history.newest_first()[:1]
        return f"last: {day_words(newest[0].day)}" if newest else ""

    def _after_session(self, _: None) -> None:
        """Go home, or leave when the session was asked for on the command line."""
        if self._plan:
            self.exit()
            return
        for conductor in self._conductors:
            if conductor.record:
                self._history = self._history.with_session(conductor.record)
        if isinstance(self.screen, HomeScreen):
            self.screen.show_last(self._last())

    def _open_player(self) -> None:
        self._player = open_player(self._settings.sound, volume=self._settings.volume, ring=self.bell)
        if self._live:
            self._live.use_player(self._player)


def _last_words(conductor: Conductor) -> list[str]:
    """What is left to say of a session: that it is kept, or else the record itself, so that it is not lost."""
    record = conductor.record
    if record is None:
        return []
    if conductor.problem:
        return [f"ankle-tui: not saved: {conductor.problem}", json.dumps(record.to_json())]
    return [f"{day_words(record.day)}: {sets_done(record)} done. Saved."]
