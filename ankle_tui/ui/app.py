"""The Textual application: opens screens, holds the ports and never loses a session on the way out."""

import contextlib
import datetime as dt
import gc
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.driver import Driver
from textual.events import Event, Key, MouseUp
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme
from textual.timer import Timer
from textual.widget import AwaitMount

from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.clock import Clock, local_time
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.formatting import day_words
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.validation import did_you_mean
from ankle_tui.core.weeks.streaks import FIRST_WEEKDAYS
from ankle_tui.services.coach import Wishes
from ankle_tui.services.journal import Journal
from ankle_tui.services.startup import first_slips, rung_slips
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.settings.editor import SettingsFile, changed
from ankle_tui.store.settings.settings import Settings, Slip, default_words, rules_hold
from ankle_tui.ui.breakpoints import fit
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.typeahead import Typeahead, Typed, small_letter
from ankle_tui.ui.messages import DaysMarked, HistoryChanged, SoundNotice
from ankle_tui.ui.themes import DARK, OWN, variables_of
from ankle_tui.ui.wording.text import shown

if TYPE_CHECKING:
    from ankle_tui.core.session.checkpoint import Checkpoint
    from ankle_tui.services.session_runner import SessionRunner
    from ankle_tui.store.sessions.checkpoint_files import LeftOver
    from ankle_tui.store.sessions.save_queue import SaveQueue
    from ankle_tui.ui.calendar.screen import CalendarScreen
    from ankle_tui.ui.library.screen import LibraryScreen
    from ankle_tui.ui.session.screen import SessionScreen
    from ankle_tui.ui.settings.screen import SettingsScreen

SETTLED = 0.5
"""Seconds after the last rung set in the library until the settings are written."""
LOOK_EVERY = 2.0
"""Seconds after which the day, and the files that others may change, are looked at without a key."""
UNHURRIED = 0.1
"""Seconds from the first frame to what nobody waits for, so that a key pressed at once is answered first."""
PAGE = "100"
"""Columns beyond which no text goes on, for the style sheets: longer lines are hard to read."""
NOTICE_SECONDS = 20.0
"""How long a notice stands beside a session that was asked for on the command line."""
NOTICE_ROOM = (80, 20)
"""The columns and rows from which it leaves the countdown in sight."""


class AnkleApp(App[None]):
    """ankle-tui on the screen.

    Args:
        catalogue: The exercises.
        save_queue: Keeps sessions safe.
        history: What it holds at the start.
        settings: The runner's settings.
        plan: A session to begin at once, or None for the first screen.
        speed: How many times faster a demonstration runs; None is for real.
        resume: A session to go on with at once, or None.
        left_overs: Sessions that were not brought to their end.
        find_left_overs: Finds those that were put off, and takes hold of them.
        notices: What the runner should know, a line each.
        make_clock: Makes the clock of a session.
        wall: The wall clock.
        player: What makes the sound; None opens what the settings say.
        own_sounds: Folder with the runner's own sounds, or None.
        settings_file: Where changed settings are kept; None keeps them until the program ends.
        slips: Its slips, shown among the notices.
        first_run: Whether to ask first what the runner is like.
        draws: Told True before the terminal is drawn on, and False when it has been put back.
        undo: Told what undoes, whatever ends the program, all that Textual does not undo itself.
    """

    TITLE = "ankle-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    theme: Reactive[str] = Reactive(DARK.name)
    BINDINGS = bindings("app")

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        save_queue: "SaveQueue",
        history: History,
        settings: Settings,
        plan: Plan | None = None,
        speed: float | None = None,
        resume: "LeftOver | None" = None,
        left_overs: "Iterable[LeftOver]" = (),
        find_left_overs: "Callable[[], Iterable[LeftOver]]" = tuple,
        notices: Iterable[str] = (),
        make_clock: Callable[[float], Clock] = Clock,
        wall: Callable[[], dt.datetime] = local_time,
        player: Player | None = None,
        own_sounds: Path | None = None,
        settings_file: SettingsFile | None = None,
        slips: tuple[Slip, ...] = (),
        first_run: bool = False,
        draws: Callable[[bool], None] | None = None,
        undo: Callable[[bytes], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._save_queue = save_queue
        self._settings = settings
        self._plan, self._speed, self._resume = plan, speed, resume
        self._leaves = bool(plan or resume)
        """Whether the program ends with the session it was started for."""
        self._left_overs = {left.checkpoint.id: left for left in left_overs}
        """Those that nothing has become of yet; this program holds them to its end."""
        self._to_ask = [] if speed else sorted(self._left_overs.values(), key=lambda left: left.checkpoint.id)
        """Those the runner has not been asked about, the newest last."""
        self._asked = 0
        self._for_later: set[str] = set()
        """The ids of those that wait for later."""
        self._find_left_overs = find_left_overs
        self._notices = list(notices)
        self._make_clock = make_clock
        self._player: Player = player or SilentPlayer()
        self._opens_player, self._own_sounds = player is None, own_sounds
        self._names, self._short = ({each.id: getattr(each, name) for each in catalogue} for name in ("name", "short"))
        self._session_runners: list[SessionRunner] = []
        self.journal = Journal(
            history,
            save_queue,
            catalogue=catalogue,
            settings=lambda: self._settings,
            wall=wall,
            changed=self.on_history_changed,
        )
        self._settings_file = settings_file
        self._slips = slips
        """Its slips; every one has been shown."""
        self._day = self.journal.today
        """The training day that is shown."""
        self._first_run = first_run
        self._unwritten: dict[str, str | None] = {}
        """Rungs set in the library that are still to be written."""
        self._writing: Timer | None = None
        self._unkept: dict[str, Any] = {}
        """Changed settings that could not be written."""
        self._as_left = True
        """Whether a session is led as the runner has left the one before; a changed setting comes before that."""
        self._draws, self._undo = draws, undo
        self._typeahead = Typeahead(self, self._act, make_clock(1.0))
        self.mistake: Exception | None = None
        """What ended the program though nobody wanted it, or None."""

    def on_load(self) -> None:
        """From here on the terminal is ours, and the keys are the runner's."""
        if self._draws:
            self._draws(True)
        if self._settings.keys:
            self._use_keys()

    def watch_app_focus(self, focused: bool) -> None:
        """See what a command in another window has changed."""
        if focused:
            self._look_around()

    def _look_around(self) -> None:
        """See the day turn, and what another window or an editor has changed.

        Not in a session: nothing may hold up its countdown, and its day was settled when it began.
        """
        if self._live or not self.is_running:
            return
        self._save_queue.refresh()
        self._read_settings()
        if self.journal.today != self._day:
            self._day = self.journal.today
            self._show_everywhere()

    def _read_settings(self) -> None:
        """Go by the settings file, if an editor has changed it."""
        file = self._settings_file
        if file is None or not file.is_new():
            return
        found, slips = file.load()
        if unread := next((slip for slip in slips if slip.key is None), None):  # what was read before goes on
            self.notify(shown(unread.problem), markup=False)
        else:
            self._follow_file(file.path, found, slips)

    def _follow_file(self, path: Path, found: Settings, slips: tuple[Slip, ...]) -> None:
        """Go by what the settings file says, and tell of slips that were not there before."""
        slips += rung_slips(path, self._catalogue, found)
        found, more = for_screen(found, path)
        slips = (*more, *slips)
        for line in first_slips(slip for slip in slips if slip not in self._slips):
            self.notify(shown(line), markup=False)
        rungs = {**self._unkept.get("rungs", {}), **self._unwritten}
        found = changed(found, {**self._unkept, **({"rungs": rungs} if rungs else {})})
        if (found, slips) != (self._settings, self._slips):
            self._adopt(found, slips)
            self._show_everywhere()

    def _use_keys(self) -> None:
        """Give the commands the runner's own keys."""
        from ankle_tui.ui.keys.keymap import read_keymap  # noqa: PLC0415 - few have keys of their own

        self.set_keymap(read_keymap(self._settings.keys))

    def _show_everywhere(self) -> None:
        """Let every screen show what is so now."""
        for screen in self.screen_stack:
            screen.post_message(HistoryChanged())

    def on_unmount(self) -> None:
        """The terminal has been put back."""
        self._write_rungs()
        self._save_queue.changed = lambda: None
        if self._draws:
            self._draws(False)

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, but on Linux and macOS one that no input ends."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from ankle_tui.ui.driver import TerminalDriver  # noqa: PLC0415 - there is none elsewhere

        return TerminalDriver

    def get_default_screen(self) -> Screen[Any]:
        """The first screen: Home, where nothing else was asked for."""
        if self._leaves:
            return super().get_default_screen()
        home = self._home()
        fit(home, self.size)
        return home

    def _draw_again(self) -> None:
        """Draw all of the screen: it was the shell's meanwhile."""
        self.screen.refresh(layout=True)
        self._look_around()

    async def on_event(self, event: Event) -> None:
        """Let each key, click and paste wait until the one before has done its work."""
        if isinstance(event, Typed) and not event.is_forwarded:
            await self._typeahead.take(event)
        else:
            await super().on_event(event)

    async def _act(self, event: Typed) -> None:
        """Handle a key, a click or a paste whose turn has come, on what is so now."""
        if isinstance(event, Key | MouseUp):
            self._look_around()
        await super().on_event(small_letter(self.screen, event) if isinstance(event, Key) else event)

    async def on_mount(self) -> None:
        """Show the first frame, then open what makes the sound."""
        self._save_queue.changed = self._tell_stored
        if self._leaves:
            self._notify_notices()
        else:
            self.call_after_refresh(self.set_timer, UNHURRIED, self.journal.prepare)
            if self._first_run:
                self._ask_who()
        if self._resume:
            self._go_on(self._resume)
        else:
            self._ask()
        if self._opens_player:
            if self._leaves or self._resume:
                self.call_after_refresh(self._open_player)
            else:
                # A session that begins before then takes it when it is there.
                self.call_after_refresh(self.set_timer, UNHURRIED, self._open_player)
        self.call_after_refresh(_collect_garbage)
        self.set_interval(LOOK_EVERY, self._look_around)
        self.app_resume_signal.subscribe(self, lambda _: self._draw_again())
        await self._typeahead.open()

    def push_screen(self, screen: Screen[Any] | str, *args: Any, **named: Any) -> Any:
        """Show a screen as Textual does, but none of a kind that is open: it was asked for twice."""
        if any(type(each) is type(screen) for each in self.screen_stack):
            return AwaitMount(self.screen, ())
        return super().push_screen(screen, *args, **named)

    def on_home_screen_start(self, message: HomeScreen.Start) -> None:
        """Begin a session."""
        self._begin(message.plan)

    def on_home_screen_mark_today(self) -> None:
        """Ask what today was."""
        self._ask_day(self.journal.today)

    def on_home_screen_open_calendar(self) -> None:
        """Show all weeks."""
        from ankle_tui.ui.calendar.screen import CalendarScreen  # noqa: PLC0415 - not on the way to the first frame

        self._read_history()
        self.push_screen(
            CalendarScreen(
                lambda: self.journal.calendar, self._short, streaks=self._settings.streaks, trouble=self.journal.trouble
            )
        )

    def on_calendar_screen_mark_day(self, message: "CalendarScreen.MarkDay") -> None:
        """Ask what a day was."""
        self._ask_day(message.day)

    def on_calendar_screen_open_session(self, message: "CalendarScreen.OpenSession") -> None:
        """Show a session of a day."""
        from ankle_tui.ui.history.record import RecordScreen  # noqa: PLC0415 - not on the way to the first frame

        self.push_screen(RecordScreen(message.record, self._names, self.journal, lambda: self.journal.today))

    def on_days_marked(self, message: DaysMarked) -> None:
        """Keep what the runner has said of days."""
        self.journal.change(History(days=message.marks), message.told)

    def on_home_screen_open_history(self) -> None:
        """Show what was done."""
        from ankle_tui.ui.history.screen import HistoryScreen  # noqa: PLC0415 - not on the way to the first frame

        self._read_history()
        self.push_screen(HistoryScreen(self.journal, self._names, self._short, lambda: self.journal.today))

    def on_history_screen_add_by_hand(self) -> None:
        """Ask what was done without the program, and show where it stands."""
        from ankle_tui.ui.history.add_by_hand import ByHandScreen  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.history.screen import HistoryScreen  # noqa: PLC0415

        def add(record: SessionRecord | None) -> None:
            if record:
                self.journal.add(record)
                if isinstance(self.screen, HistoryScreen):
                    self.screen.say("Added.", record.id)

        screen = ByHandScreen(
            self.journal.coach.offer(self.journal.calendar, Wishes()),
            level=self.journal.coach.level(self.journal.calendar),
            first_side=self._settings.first_side,
            context=lambda day: self.journal.calendar.context_of(day),  # noqa: PLW0108 - the calendar of that moment
            today=lambda: self.journal.today,
            wall=self.journal.wall,
            keys=self._settings.keys,
        )
        self.push_screen(screen, add)

    def on_home_screen_open_progress(self) -> None:
        """Show what the training has done."""
        from ankle_tui.ui.progress.screen import ProgressScreen  # noqa: PLC0415 - not on the way to the first frame

        self._read_history()
        self.push_screen(
            ProgressScreen(
                lambda: self.journal.calendar.past,
                self._catalogue,
                today=lambda: self.journal.today,
                first_weekday=FIRST_WEEKDAYS[self._settings.week_start],
            )
        )

    def on_home_screen_open_left_overs(self) -> None:
        """Ask again about the sessions that were put off."""
        self._asked = 0
        self._for_later.clear()
        found = {left.checkpoint.id: left for left in self._find_left_overs()}
        self._left_overs |= found
        self._to_ask = sorted(found.values(), key=lambda left: left.checkpoint.id)
        self._show_on_home()
        self._ask()

    def on_home_screen_open_settings(self) -> None:
        """Show the settings."""
        from ankle_tui.ui.settings.screen import SettingsScreen, equipment_of  # noqa: PLC0415 - not on the way there

        screen = SettingsScreen(
            lambda: self._settings,
            equipment=equipment_of(self._catalogue, self._settings.equipment),
            themes=self.available_themes,
            theme=lambda: self.theme,
            path=self._settings_file.path if self._settings_file else None,
        )
        self.push_screen(screen)

    def on_settings_screen_changed(self, message: "SettingsScreen.Changed") -> None:
        """Keep a changed setting; the first screen follows when it is seen again."""
        self.set(**message.changes)

    def _ask_who(self) -> None:
        """Ask once what the runner is like; whoever skips that is not asked again."""
        from ankle_tui.ui.home.first_run import FirstRunScreen  # noqa: PLC0415 - needed once
        from ankle_tui.ui.settings.screen import equipment_of  # noqa: PLC0415

        def answered(changes: dict[str, object] | None) -> None:
            self._typeahead.rest()
            self.set(**(changes or {}))

        self.push_screen(FirstRunScreen(equipment_of(self._catalogue)), answered)

    def on_first_run_screen_open_signs(self) -> None:
        """Show the signs that ankles ask for work."""
        self.open_information("signs")

    def on_home_screen_open_library(self, message: HomeScreen.OpenLibrary) -> None:
        """Show the exercises."""
        from ankle_tui.ui.library.screen import LibraryScreen  # noqa: PLC0415 - not on the way to the first frame

        self._read_history()
        self.push_screen(
            LibraryScreen(
                self._catalogue,
                lambda: self.journal.coach.standings(self.journal.calendar),
                message.exercise,
                level=lambda: self.journal.coach.level(self.journal.calendar),
            )
        )

    def on_library_screen_overrule(self, message: "LibraryScreen.Overrule") -> None:
        """Set a rung of a ladder, or follow the sessions again, and show it; many keys are written once."""
        rungs = {message.exercise: message.rung}
        self._adopt(changed(self._settings, {"rungs": rungs}), self._slips)
        self._unwritten |= rungs
        if self._writing:
            self._writing.stop()
        self._writing = self.set_timer(SETTLED, self._write_rungs)
        self.screen.post_message(HistoryChanged())

    def on_home_screen_open_information(self, message: HomeScreen.OpenInformation) -> None:
        """Show the information pages."""
        self.open_information(message.page)

    def open_information(self, page: str = "") -> None:
        """Show an information page.

        Args:
            page: Its id; empty for the first one.
        """
        from ankle_tui.store.guide_file import load_information  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.about.screen import AboutScreen  # noqa: PLC0415

        self.push_screen(AboutScreen(load_information(), page))

    def on_history_changed(self) -> None:
        """Take in what other copies have written meanwhile, and let every screen look what has become of its session."""
        self._read_history()
        if self._save_queue.in_progress is not None and not self._for_later <= self._save_queue.in_progress:
            self._for_later &= self._save_queue.in_progress  # somebody else has gone on with one
            self._show_on_home()
        self._show_everywhere()
        self._notices += self._save_queue.notices()
        if self._live is None:  # else they wait for its end: nothing is to cover the countdown
            self._show_notices()

    def on_session_screen_ended(self, message: "SessionScreen.Ended") -> None:
        """Show what was done; after a discarded session, or one in which nothing was done, there is nothing to show."""
        from ankle_tui.core.training.progress import personal_bests  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.summary.screen import SummaryScreen  # noqa: PLC0415

        if message.screen not in self.screen_stack:  # told twice
            return
        self._typeahead.rest("enter", "escape")
        session_runner = message.screen.session_runner
        while self.screen is not message.screen:  # it may have ended under the help or the palette
            self.pop_screen()
        self.pop_screen()
        if message.discarded or session_runner.result is None:
            said = "Discarded." if message.discarded else "Nothing was done, nothing was recorded."
            if self._leaves:  # among the last lines
                self._notices.append(said)
            else:
                self.notify(said, markup=False)
            self._after_session(None)
            return
        bests = personal_bests(self.journal.calendar.past, session_runner.record) if session_runner.record else ()
        after = None if session_runner.demo else self._after_record
        self.push_screen(SummaryScreen(session_runner, self._names, bests, after=after), self._after_session)

    def on_summary_screen_open_stop(self) -> None:
        """Show when to stop and see somebody."""
        self.open_information("stop")

    def action_suspend_process(self) -> None:
        """Pause, silence what is still to be heard, and give the terminal back to the shell."""
        session = self._session_screen
        if session and self.screen is session:
            session.stand_still()
        if self._live:
            self._live.hush()
        super().action_suspend_process()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our own themes before Textual's."""
        return {**OWN, **super().available_themes}

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours and those the style sheet needs beside them."""
        variables = super().get_css_variables()
        self.theme_variables = {**variables, **variables_of(self.current_theme, variables), "page": PAGE}
        return self.theme_variables

    def watch_theme(self, theme: str) -> None:
        """Keep a theme that was chosen in the palette like one chosen in the settings."""
        if self._settings_file and theme != (self._settings.theme or DARK.name):
            self.set(theme=theme)

    def exit(self, *args: Any, **named: Any) -> None:
        """End the program; whatever is typed from now on is for the shell."""
        self._typeahead.close()
        super().exit(*args, **named)

    async def action_quit(self) -> None:
        """Leave; in a session, ask first, and asked for again, keep what is done."""
        session = self._session_screen
        if not (session and session.leave()) and self._live is None:
            self.exit()

    def action_keys_help(self) -> None:
        """Show what the keys of this screen do; asked for again, close that."""
        from ankle_tui.ui.help.screen import HelpScreen  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.keys.active import active_commands  # noqa: PLC0415 - not on the way to the first frame

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
            return
        if isinstance(self.screen, CommandPalette):  # itself a list of what can be done below it
            self.pop_screen()
        self.push_screen(HelpScreen(active_commands(self.screen.active_bindings)))

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from ankle_tui.ui.palette import Palette  # noqa: PLC0415 - not on the way to the first frame

        self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything a key of the screen does, in the palette as well, with its keys."""
        from ankle_tui.ui.keys.active import active_commands  # noqa: PLC0415 - not on the way to the first frame

        ours = {
            each.title: SystemCommand(
                each.title,
                " · ".join(filter(None, [each.tooltip, f"Key: {each.keys}"])),
                lambda node=each.node, action=each.action: self.call_later(node.run_action, action),
            )
            for each in reversed(active_commands(screen.active_bindings))
        }
        if self._live is None:
            ours["Information"] = SystemCommand("Information", "Why, how often, when to stop", self.open_information)
        yield from (command for command in super().get_system_commands(screen) if command.title not in ours)
        yield from reversed(ours.values())

    def close_down(self) -> list[str]:
        """Keep what was done, whatever ended the program, and let go of the sound.

        Returns:
            Lines for the terminal the runner is back in.
        """
        try:
            self.secure()
            self._save_queue.close()
        finally:
            for left in self._left_overs.values():
                left.slot.let_go()
            self._player.close()
        words = [line for session_runner in self._session_runners for line in _last_words(session_runner)]
        return [*self._notices, *self._save_queue.notices(), *words, *self.journal.last_words()]

    def secure(self) -> None:
        """Put every session where the next start finds it; may be called between any two steps of the program."""
        for session_runner in tuple(self._session_runners):
            session_runner.secure()

    def panic(self, *renderables: RenderableType) -> None:
        """End after a mistake that brings its own picture, or of which Textual tells by its text alone."""
        self._return_code = 1
        told = next((each for each in renderables if isinstance(each, Exception)), RuntimeError())
        self.mistake = self.mistake or told
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        """Note the first mistake; the shell tells of it when the terminal has been put back."""
        self.mistake = self.mistake or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End, and draw no picture of the mistake: it would show what the runner has entered."""
        self._close_messages_no_wait()

    @property
    def led(self) -> bool:
        """Whether there was a session of which something is kept."""
        return any(session_runner.record or session_runner.unfinished for session_runner in self._session_runners)

    @property
    def unsaved(self) -> bool:
        """Whether a session could not be put into the history; its record is among the last lines."""
        led = any(
            session_runner.problem or (session_runner.unfinished and session_runner.trouble)
            for session_runner in self._session_runners
        )
        return led or self.journal.unsaved

    @property
    def _live(self) -> "SessionRunner | None":
        """The session in progress, or None."""
        last = self._session_runners[-1] if self._session_runners else None
        return last if last and last.live else None

    @property
    def _session_screen(self) -> "SessionScreen | None":
        """The screen of the session, or None; before the first session nothing of one is loaded."""
        if not self._session_runners:
            return None
        from ankle_tui.ui.session.screen import SessionScreen  # noqa: PLC0415

        return next((screen for screen in self.screen_stack if isinstance(screen, SessionScreen)), None)

    def _begin(self, session: "Plan | Checkpoint") -> None:
        from ankle_tui.services.session_runner import SessionRunner  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.session.screen import SessionScreen  # noqa: PLC0415
        from ankle_tui.ui.session.terminal_status import TerminalStatus  # noqa: PLC0415

        if self._session_screen:  # asked for twice
            return
        last = self._session_runners[-1] if self._session_runners and not self._speed else None
        session_runner = SessionRunner(
            session,
            clock=self._make_clock(self._speed or 1.0),
            player=self._player,
            save_queue=None if self._speed else self._save_queue,
            counting=self._settings.counting,
            cut_off=self._settings.cut_off,
            mode=last.mode if last and self._as_left else self._settings.sound_mode,
            volume=last.volume if last and self._as_left else self._settings.volume,
            wall=self.journal.wall,
        )
        self._as_left = True
        self._session_runners.append(session_runner)
        outside = TerminalStatus(
            self._write,
            os.environ,
            titles=self._settings.terminal_title,
            notices=self._settings.notifications,
            undo=self._undo,
        )
        self.push_screen(
            SessionScreen(session_runner, flash=self._settings.flash, outside=outside, keys=self._settings.keys)
        )

    def _write(self, text: str) -> None:
        """Put a sequence on the terminal between two frames; where there is none there is nobody to tell."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(text)
            self._driver.flush()

    def _home(self) -> HomeScreen:
        return HomeScreen(
            self._catalogue,
            read=lambda: self.journal.calendar,
            coach=lambda: self.journal.coach,
            settings=lambda: self._settings,
            trouble=self.journal.trouble,
            notices=self._take_notices(),
        )

    def _ask_day(self, day: dt.date) -> None:
        from ankle_tui.ui.calendar.mark import MarkScreen  # noqa: PLC0415 - not on the way to the first frame

        self.push_screen(MarkScreen(lambda: self.journal.calendar, day))

    def _take_notices(self) -> list[str]:
        taken, self._notices = self._notices, []
        return taken

    def _notify_notices(self) -> None:
        """Show the notices beside the session; where there is no room for them, they are among the last lines."""
        if all(has >= needs for has, needs in zip(self.size, NOTICE_ROOM, strict=True)):
            self._show_notices()

    def _show_notices(self) -> None:
        for notice in self._take_notices():
            self.notify(shown(notice), timeout=NOTICE_SECONDS, markup=False)

    def _ask(self) -> None:
        """Ask about the next session that was not finished; after the last one, begin what was asked for."""
        if not self._to_ask:
            if self._plan:
                self._begin(self._plan)
            return
        from ankle_tui.core.history.report import sets_done  # noqa: PLC0415 - seldom needed
        from ankle_tui.ui.session.unfinished import UnfinishedAnswer, UnfinishedScreen  # noqa: PLC0415

        if isinstance(self.screen, UnfinishedScreen):  # one question at a time
            return
        left = self._to_ask.pop()
        self._asked += 1

        def answered(answer: UnfinishedAnswer | None) -> None:
            self._typeahead.rest()
            if answer is UnfinishedAnswer.GO_ON:
                self._go_on(left)
                return
            if answer is UnfinishedAnswer.KEEP:
                self._take_over(left)
                self.journal.change(History((left.checkpoint.record,)))
                self.notify(f"{sets_done(left.checkpoint.record)} kept.", markup=False)
            elif answer is UnfinishedAnswer.DISCARD:
                self._take_over(left)
                self._save_queue.drop(left.checkpoint.id)
                self.notify("Discarded.", markup=False)
            else:
                self._put_off(left)
            self._ask()

        count = self._asked + len(self._to_ask)
        today = lambda: self.journal.wall().date()  # noqa: E731 - in words it would be longer
        self.push_screen(UnfinishedScreen(left.checkpoint, today=today, number=self._asked, count=count), answered)

    def _go_on(self, left: "LeftOver") -> None:
        self._take_over(left)
        self._begin(left.checkpoint)

    def _take_over(self, left: "LeftOver") -> None:
        self._save_queue.take_over(left)
        self._left_overs.pop(left.checkpoint.id, None)

    def _put_off(self, left: "LeftOver") -> None:
        """Leave a session for later, in this window or any other."""
        left.slot.let_go()
        self._left_overs.pop(left.checkpoint.id, None)
        self._for_later.add(left.checkpoint.id)
        self._show_on_home()

    def _show_on_home(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show_unfinished(len(self._for_later))

    def _after_record(self, record: SessionRecord) -> Sequence[Standing]:
        """Where a session leaves the ladders it has worked."""
        return self.journal.coach.after(self.journal.calendar, record)

    def _after_session(self, _: None) -> None:
        """Go home, or leave when the session was asked for on the command line."""
        if self._leaves:
            self.exit()
            return
        self._read_history()
        self._ask()

    @property
    def settings(self) -> Settings:
        """The runner's settings, as they are now."""
        return self._settings

    def set(self, **changes: Any) -> None:
        """Change settings: they hold at once, the file follows.

        Args:
            changes: As for `SettingsFile.change`.
        """
        self._adopt(changed(self._settings, changes), self._slips)
        self._keep_settings(changes)

    def _adopt(self, settings: Settings, slips: tuple[Slip, ...]) -> None:
        """Go by other settings from now on; a default that stands in for a slip is no target that was chosen."""
        before, rules_before = self._settings, (self._settings.rules, rules_hold(self._slips))
        self._settings, self._slips = settings, slips
        rules_now = (settings.rules, rules_hold(slips))
        if rules_now != rules_before:
            for rules, chosen in (rules_before, rules_now):
                if chosen:
                    self.journal.settle_target(rules)
        theme = settings.theme or DARK.name
        if settings.theme != before.theme and theme in self.available_themes:
            self.theme = theme
        if (settings.sound_mode, settings.volume) != (before.sound_mode, before.volume):
            self._as_left = False
        if settings.keys != before.keys:
            self._use_keys()

    def _write_rungs(self) -> None:
        """Write the rungs that were set, if that is still to be done."""
        rungs, self._unwritten = self._unwritten, {}
        if rungs:
            self._keep_settings({"rungs": rungs})

    def _keep_settings(self, changes: dict[str, Any]) -> None:
        """Write changed settings, and those that could not be written before."""
        rungs = {**self._unkept.get("rungs", {}), **changes.get("rungs", {})}
        changes = {**self._unkept, **changes, **({"rungs": rungs} if rungs else {})}
        try:
            written = self._settings_file.change(changes) if self._settings_file else None
        except FileProblem as problem:
            if not self._unkept:  # once, not at every key
                self.notify(shown(f"Kept only until you leave: {problem}"), markup=False)
            self._unkept = changes
        else:
            self._unkept = {}
            if self._settings_file and written and self.is_running:  # an editor may have changed the file as well
                self._follow_file(self._settings_file.path, *written)

    def _read_history(self) -> None:
        """Show what is in the file and what is still on its way there."""
        self.journal.catch_up()
        self.call_later(self.journal.prepare)

    def on_sound_notice(self, message: SoundNotice) -> None:
        """Let the session say it; where there is none, say it here."""
        if session := self._session_screen:
            session.post_message(SoundNotice(message.line))
        elif message.line:
            self.notify(shown(message.line), markup=False)

    def _tell_stored(self) -> None:
        """Called on the save queue's thread."""
        self._post_from_afar(HistoryChanged())

    def _post_from_afar(self, message: Message) -> None:
        """Post a message from any thread, at any time."""
        with contextlib.suppress(RuntimeError):  # the event loop may have ended in this very moment
            self.post_message(message)

    def _open_player(self) -> None:
        from ankle_tui.audio.open_player import open_player  # noqa: PLC0415 - not on the way to the first frame

        self._player = open_player(
            self._settings.sound,
            volume=self._session_runners[-1].volume if self._session_runners else self._settings.volume,
            ring=self.bell,
            on_change=lambda _: self._post_from_afar(SoundNotice()),
            on_news=lambda line: self._post_from_afar(SoundNotice(line)),
            own_sounds=self._own_sounds,
        )
        if self._live:
            self._live.use_player(self._player)
            self.post_message(SoundNotice())


def for_screen(settings: Settings, path: Path) -> tuple[Settings, tuple[Slip, ...]]:
    """Leave out of the settings the theme and the keys that the screen does not have.

    Args:
        settings: What the file says.
        path: The file.

    Returns:
        The settings and the slips.
    """
    slips, changes = [], dict[str, Any]()
    themes = sorted({*OWN, *BUILTIN_THEMES})
    if settings.theme and settings.theme not in themes:
        near = did_you_mean(settings.theme, themes) or "; the settings list them"
        slips.append(Slip.of(path, "theme", f'theme: "{settings.theme}" is not a theme{near}', default_words("theme")))
        changes["theme"] = ""
    if settings.keys:
        from ankle_tui.ui.keys.keymap import usable_keys  # noqa: PLC0415 - few have keys of their own

        changes["keys"], mistakes = usable_keys(settings.keys)
        slips += (Slip.of(path, "keys", str(mistake), usual) for mistake, usual in mistakes)
    return replace(settings, **changes), tuple(slips)


def _last_words(session_runner: "SessionRunner") -> list[str]:
    """What is left to say of a session: that it is kept, or else the record itself, so that it is not lost."""
    from ankle_tui.core.history.report import sets_done  # noqa: PLC0415
    from ankle_tui.services.session_runner import unsaved_lines  # noqa: PLC0415 - there was a session, which has loaded it

    if session_runner.unfinished and not session_runner.trouble:
        return ["Not finished. ankle-tui offers to go on when it starts again."]
    record = session_runner.unfinished or session_runner.record
    if record is None:
        return []
    if problem := session_runner.problem or session_runner.trouble:
        return unsaved_lines(problem, record, session_runner.put_by)
    return [f"{day_words(record.day)}: {sets_done(record)} done. Saved."]


def _collect_garbage() -> None:
    """From now on, with the first frame on the screen; what is there by now stays to the end and is not looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
