"""The Textual application: holds journal, settings and sessions together, and never loses a session on the way out."""

import gc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen
from textual.timer import Timer

from ankle_tui.clock import Clock, local_time
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.validation import did_you_mean
from ankle_tui.store.settings.settings import Settings, Slip, default_words, rules_hold
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.launch import HOME, Ahead, Launch, Ports
from ankle_tui.ui.messages import Amended, DaysMarked, HistoryChanged, Open, SoundNotice
from ankle_tui.ui.opening import OpeningApp
from ankle_tui.ui.themes import DARK, theme_names

if TYPE_CHECKING:
    from ankle_tui.services.journal import Journal
    from ankle_tui.ui.calendar.screen import CalendarScreen
    from ankle_tui.ui.home.screen import HomeScreen
    from ankle_tui.ui.library.screen import LibraryScreen
    from ankle_tui.ui.self_tests.leading import SelfTestScreen
    from ankle_tui.ui.session.screen import SessionScreen
    from ankle_tui.ui.settings.screen import SettingsScreen

SETTLED = 0.5
"""Seconds after the last rung set in the library until the settings are written."""
LOOK_EVERY = 2.0
"""Seconds between checks of the date and of files others may change, while no key is pressed."""
UNHURRIED = 0.1
"""Seconds from the first frame to work that can wait, so that an early key is answered first."""


class AnkleApp(OpeningApp):
    """ankle-tui on the screen.

    Args:
        ports: The stores, clocks and devices.
        launch: What the program was started for.
    """

    TITLE = "ankle-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = bindings("app")

    def __init__(self, ports: Ports | Ahead, launch: Launch = HOME) -> None:
        ahead = ports if isinstance(ports, Ahead) else None
        super().__init__(ahead, Clock(1.0) if isinstance(ports, Ahead) else ports.make_clock(1.0), ports.draws)
        self._ahead = ahead
        self._launch = launch
        self.figures = ports.settings.figures
        self._writing: Timer | None = None
        if isinstance(ports, Ports):
            self.take(ports, launch, self.make_journal(ports))

    def make_journal(self, ports: Ports) -> "Journal":
        """Make the journal of what was read."""
        from ankle_tui.ui.parts import make_journal  # noqa: PLC0415 - not on the way to the first frame

        return make_journal(ports, lambda: self.settings, self.on_history_changed, self.tell_worked_out)

    def take(self, ports: Ports, launch: Launch, journal: "Journal") -> None:
        """Put everything together that was read."""
        from ankle_tui.ui.parts import make_parts  # noqa: PLC0415 - not on the way to the first frame

        self._save_queue, self._launch, self._read_runs = ports.save_queue, launch, ports.read_runs
        self._opens_player, self._own_sounds = ports.player is None, ports.own_sounds
        parts = make_parts(
            self,
            ports,
            launch,
            journal,
            settings=lambda: self.settings,
            usable=for_screen,
            adopted=self._adopted,
            followed=self.show_everywhere,
        )
        self.journal, self.preferences, self.sessions, self._left_overs, self._board, self._screens, self._flow = parts
        self._day = self.journal.today  # that on screen

    def on_load(self) -> None:
        """Give the commands the runner's own keys."""
        if self.settings.keys:
            self._use_keys()

    async def on_mount(self) -> None:
        """Begin, unless the history is still to be read."""
        if self.is_open:
            self.begin()

    def open_home(self, home: "HomeScreen") -> None:
        """Give Home what it draws from."""
        home.set_up(self._screens.home_sources(), self._board.take())

    def begin(self) -> None:
        """Do what the program was started for, then open the player."""
        self._save_queue.changed = lambda: self.post_from_afar(HistoryChanged())
        if self._launch.leaves:
            self._board.show_beside_session()
        else:
            if self._ahead is None:  # else by the thread that has read the history
                self.call_after_refresh(self.set_timer, UNHURRIED, self.journal.keep_up)
            self._read_runs(lambda: self.sessions.live is None)  # nothing may hold up a countdown
            if self._launch.first_run:
                self._screens.first_run(self._introduced)
        self._flow.start()
        if self._opens_player:
            if self._launch.leaves:
                self.call_after_refresh(self._open_player)
            else:
                # A session that begins before then takes it when it is there.
                self.call_after_refresh(self.set_timer, UNHURRIED, self._open_player)
        self.call_after_refresh(_collect_garbage)
        self.set_interval(LOOK_EVERY, self._look_around)

    def on_unmount(self) -> None:
        """Write pending settings."""
        if self.is_open:
            self.preferences.close()
            self._save_queue.changed = lambda: None

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen: Home, unless the program was started for a session."""
        if self._launch.leaves:
            return super().get_default_screen()
        from ankle_tui.ui.home.screen import HomeScreen  # noqa: PLC0415 - a session that was asked for has no Home

        outline = self._ahead.outline if self._ahead else None
        home = HomeScreen(lambda: self.settings, lambda: training_day(local_time(), self.settings.cut_off), outline)
        if self.is_open:
            self.open_home(home)
        home.fit(self.size)
        return home

    @property
    def settings(self) -> Settings:
        """The current settings."""
        return self.preferences.settings if self.is_open or self._ahead is None else self._ahead.settings

    def watch_app_focus(self, focused: bool) -> None:
        """Pick up what a command in another window has changed."""
        if focused:
            self._look_around()

    def _look_around(self) -> None:
        """Follow the day, the history and the settings file.

        Not during a session: nothing may hold up its countdown, and its day was settled when it began.
        """
        if not self.is_open or self.sessions.live or not self.is_running:
            return
        self._save_queue.refresh()
        self.preferences.look()
        if self.journal.today != self._day:
            self._day = self.journal.today
            self.show_everywhere()

    def on_history_changed(self) -> None:
        """Take in what the save queue and other programs have written, and let every screen redraw."""
        self._catch_up()
        self._flow.follow()
        self.show_everywhere()
        self._board.add(*self._save_queue.notices())
        if self.sessions.live is None:  # else they wait for its end: nothing is to cover the countdown
            self._board.show()

    def _catch_up(self) -> None:
        self.journal.catch_up()
        if self.sessions.live is None:  # nothing may hold up a countdown
            self.call_later(self.journal.keep_up)

    def watch_theme(self, theme: str) -> None:
        """Keep a theme chosen in the palette like one chosen in the settings."""
        if self.is_open and self.preferences.file and theme != (self.settings.theme or DARK.name):
            self.preferences.set(theme=theme)

    def on_settings_screen_changed(self, message: "SettingsScreen.Changed") -> None:
        """Change settings; Home follows when it is seen again."""
        self.preferences.set(**message.changes)

    def on_library_screen_overrule(self, message: "LibraryScreen.Overrule") -> None:
        """Set a rung, or follow the sessions again; several keys in a row are written once."""
        self.preferences.set_rung(message.exercise, message.rung)
        if self._writing:
            self._writing.stop()
        self._writing = self.set_timer(SETTLED, self.preferences.write_rungs)
        self.screen.post_message(HistoryChanged())

    def _introduced(self, changes: dict[str, object] | None) -> None:
        """Keep the answers of the first run; the questions are not asked again if they were skipped."""
        self.typeahead.rest()
        self.preferences.set(**(changes or {}))

    def _adopted(self, before: Settings, slips_before: tuple[Slip, ...]) -> None:
        """Follow other settings; a default that replaces a slip is not a target the runner has chosen."""
        settings, slips = self.settings, self.preferences.slips
        rules_before, rules_now = (before.rules, rules_hold(slips_before)), (settings.rules, rules_hold(slips))
        if rules_now != rules_before:
            for rules, chosen in (rules_before, rules_now):
                if chosen:
                    self.journal.settle_target(rules)
        self.figures = settings.figures
        theme = settings.theme or DARK.name
        if settings.theme != before.theme and theme in self.available_themes:
            self.theme = theme
        if (settings.sound_mode, settings.volume) != (before.sound_mode, before.volume):
            self.sessions.follow_settings()
        if settings.keys != before.keys:
            self._use_keys()

    def _use_keys(self) -> None:
        from ankle_tui.ui.keys.keymap import read_keymap  # noqa: PLC0415 - few have keys of their own

        self.set_keymap(read_keymap(self.settings.keys))

    def on_open(self, message: Open) -> None:
        """Go to another screen."""
        self._catch_up()
        self._screens.open(message.place, message.at)

    def on_calendar_screen_mark_day(self, message: "CalendarScreen.MarkDay") -> None:
        """Ask what a day was."""
        self._screens.day(message.day)

    def on_calendar_screen_open_session(self, message: "CalendarScreen.OpenSession") -> None:
        """Show a session of a day."""
        self._screens.record(message.record)

    def on_days_marked(self, message: DaysMarked) -> None:
        """Keep the marks of days."""
        self.journal.mark(message.marks, message.told)

    def on_amended(self, message: Amended) -> None:
        """Keep an answer about a session."""
        self.journal.amend(message.before, message.wanted)

    def _more_commands(self) -> Iterable[SystemCommand]:
        if self.is_open and self.sessions.live is None:
            from ankle_tui.ui.command_palette import places  # noqa: PLC0415 - asked for by the palette alone

            yield from places(self._screens.open)

    def on_home_screen_start(self, message: "HomeScreen.Start") -> None:
        """Begin a session."""
        self._flow.begin(message.plan)

    def on_session_screen_ended(self, message: "SessionScreen.Ended") -> None:
        """Show what was done."""
        self._flow.end(message.screen, discarded=message.discarded)

    def on_self_test_screen_ended(self, message: "SelfTestScreen.Ended") -> None:
        """Show what was measured."""
        self._flow.end_test(message.screen, discarded=message.discarded)

    def on_tests_put_off(self) -> None:
        """Offer the self-tests again in a week."""
        self.preferences.set(tests_put_off=self.journal.today)
        self.show_everywhere()

    def on_sound_notice(self, message: SoundNotice) -> None:
        """Tell what becomes of the sound."""
        self._board.tell_of_sound(message.line, self._flow.screen)

    def _open_player(self) -> None:
        from ankle_tui.audio.open_player import open_player  # noqa: PLC0415 - not on the way to the first frame

        player = open_player(
            self.settings.sound,
            volume=self.sessions.volume,
            ring=self.bell,
            on_change=lambda _: self.post_from_afar(SoundNotice()),
            on_news=lambda line: self.post_from_afar(SoundNotice(line)),
            own_sounds=self._own_sounds,
        )
        if self.sessions.use_player(player):
            self.post_message(SoundNotice())

    def action_suspend_process(self) -> None:
        """Pause, cancel the cues still to come, and give the terminal back to the shell."""
        if self.is_open:
            self._hush()
        super().action_suspend_process()

    def _hush(self) -> None:
        session = self._flow.screen
        if session and self.screen is session:
            session.stand_still()
        if self.sessions.live:
            self.sessions.live.hush()

    async def action_quit(self) -> None:
        """Leave; in a session, ask first, and on a second request keep what is done."""
        session = self._flow.screen if self.is_open else None
        if not self.is_open or (not (session and session.leave()) and self.sessions.live is None):
            self.exit()

    def secure(self) -> None:
        """Put every session where the next start finds it; safe between any two steps of the program."""
        if self.is_open:
            self.sessions.secure()

    def close_down(self) -> list[str]:
        """Keep what was done, whatever ended the program, and close the player.

        Returns:
            Lines for the terminal the runner is back in.
        """
        if not self.finish_opening():  # else what was repaired meanwhile is told, and what was held is let go
            return []
        try:
            self.secure()
            self._save_queue.close()
            self._board.close()
        finally:
            self._left_overs.close()
            self.sessions.close()
        words = [*self.sessions.last_words(), *self.journal.last_words()]
        return [*self._board.take(), *self._save_queue.notices(), *words]

    @property
    def led(self) -> bool:
        """True if anything of a session is kept."""
        return self.is_open and self.sessions.led

    @property
    def unsaved(self) -> bool:
        """True if a session or another change could not be put into the history; the last lines name it."""
        return self.is_open and (self.sessions.unsaved or self.journal.unsaved)


def for_screen(settings: Settings, path: Path) -> tuple[Settings, tuple[Slip, ...]]:
    """Drop the theme and the keys in the settings that the screen does not know.

    Args:
        settings: What the file says.
        path: The file.

    Returns:
        The settings and the slips.
    """
    slips, changes = [], dict[str, Any]()
    themes = theme_names()
    if settings.theme and settings.theme not in themes:
        near = did_you_mean(settings.theme, themes) or "; ankle-tui settings theme lists them"
        slips.append(Slip.of(path, "theme", f'theme: "{settings.theme}" is not a theme{near}', default_words("theme")))
        changes["theme"] = ""
    if settings.keys:
        from ankle_tui.ui.keys.keymap import usable_keys  # noqa: PLC0415 - few have keys of their own

        changes["keys"], wrong = usable_keys(settings.keys)
        slips += (Slip.of(path, "keys", str(error), usual) for error, usual in wrong)
    return replace(settings, **changes), tuple(slips)


def _collect_garbage() -> None:
    """Collect garbage from the first frame on; exempt what was loaded before, which stays to the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
