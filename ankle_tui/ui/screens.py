"""Open each screen with its data; load none before it is needed."""

import datetime as dt
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import Feel, SessionRecord
from ankle_tui.core.training.ladder import HOUSEHOLD
from ankle_tui.services.coach import Wishes
from ankle_tui.services.journal import Journal
from ankle_tui.services.preferences import Preferences
from ankle_tui.ui.messages import COACHED, Place
from ankle_tui.ui.opening import OpeningApp

if TYPE_CHECKING:
    from ankle_tui.services.session_runner import SessionRunner
    from ankle_tui.services.sessions import Sessions
    from ankle_tui.ui.home.desk import HomeSources
    from ankle_tui.ui.self_tests.self_test_flow import SelfTestFlow
    from ankle_tui.ui.session.terminal_status import TerminalStatus


class Screens:
    """Build and push each screen; import it only then, so as not to delay the first frame.

    Args:
        app: Shows them.
        catalogue: The exercises.
        journal: The history.
        preferences: The settings.
    """

    def __init__(self, app: OpeningApp, catalogue: Catalogue, journal: Journal, preferences: Preferences) -> None:
        self._app = app
        self._catalogue = catalogue
        self._journal = journal
        self._preferences = preferences
        self._names = {each.id: each.name for each in catalogue}
        self._short = {each.id: each.short for each in catalogue}
        self._openers: dict[Place, Callable[[str], None]] = {
            Place.CALENDAR: lambda _: self._calendar(),
            Place.TODAY: lambda _: self.day(journal.today),
            Place.HISTORY: lambda _: self._history(),
            Place.BY_HAND: lambda _: self._by_hand(),
            Place.PROGRESS: self._progress,
            Place.EXERCISES: self._exercises,
            Place.ABOUT: self._about,
            Place.SETTINGS: self._settings,
        }

    def add(self, place: Place, opener: Callable[[str], None]) -> None:
        """Let others open a place."""
        self._openers[place] = opener

    def open(self, place: Place, at: str = "") -> None:
        """Open a place, as `Open` says; one that shows what the coach says, only once that is worked out."""
        if place in COACHED and not self._journal.is_ready():
            self._app.postpone(lambda: self.open(place, at))
        else:
            self._openers[place](at)

    def home_sources(self) -> "HomeSources":
        """Name where Home has everything from."""
        from ankle_tui.ui.home.desk import HomeSources  # noqa: PLC0415 - a session that was asked for has no Home

        journal = self._journal
        return HomeSources(
            self._catalogue,
            lambda: journal.calendar,
            lambda: journal.coach,
            journal.is_ready,
            trouble=journal.trouble,
            due=self._due,
        )

    def _due(self, feel: Feel) -> str:
        """Say which self-tests are due, only within a block."""
        journal = self._journal
        if not journal.calendar.blocks:
            return ""
        from ankle_tui.core.self_tests.self_test_wording import due_words  # noqa: PLC0415 - seldom needed
        from ankle_tui.services.self_testing.self_test_day import self_test_day  # noqa: PLC0415

        settings = self._preferences.settings
        return due_words(self_test_day(journal.coach, journal.calendar, settings, journal.wall(), feel).due)

    def day(self, day: dt.date) -> None:
        """Ask what `day` was."""
        from ankle_tui.ui.calendar.mark import MarkScreen  # noqa: PLC0415

        self._app.push_screen(MarkScreen(lambda: self._journal.calendar, day))

    def record(self, record: SessionRecord) -> None:
        """Show a session of the history."""
        from ankle_tui.ui.history.record import RecordScreen  # noqa: PLC0415

        self._app.push_screen(RecordScreen(record, self._names, self._journal, lambda: self._journal.today))

    def session(self, runner: "SessionRunner", write: Callable[[str], None], undo: Callable[[bytes], None]) -> None:
        """Lead the runner through a session.

        Args:
            runner: The session.
            write: Writes to the terminal.
            undo: Called with the sequence that undoes, when the program ends, what was written.
        """
        from ankle_tui.core.training.progress import past_sets  # noqa: PLC0415
        from ankle_tui.ui.session.screen import SessionScreen  # noqa: PLC0415

        settings, outside = self._preferences.settings, self.outside(write, undo)
        past = past_sets(self._journal.calendar.past, runner.session.plan.sets, self._journal.ledger)
        self._app.push_screen(
            SessionScreen(runner, flash=settings.flash, outside=outside, keys=settings.keys, past=past)
        )

    def outside(self, write: Callable[[str], None], undo: Callable[[bytes], None]) -> "TerminalStatus":
        """Make what shows a session outside the screen; the arguments are those of `session`."""
        from ankle_tui.ui.session.terminal_status import TerminalStatus  # noqa: PLC0415

        settings = self._preferences.settings
        return TerminalStatus(
            write, os.environ, titles=settings.terminal_title, notices=settings.notifications, undo=undo
        )

    def summary(self, runner: "SessionRunner", then: Callable[[None], None]) -> None:
        """Show the result of an ended session.

        Args:
            runner: The session.
            then: Called when the screen is left.
        """
        from ankle_tui.core.history.merge import merge  # noqa: PLC0415
        from ankle_tui.core.history.records import History  # noqa: PLC0415
        from ankle_tui.core.history.touches import with_holds  # noqa: PLC0415
        from ankle_tui.core.training.progress import personal_bests  # noqa: PLC0415
        from ankle_tui.core.weeks.calendar import Calendar  # noqa: PLC0415
        from ankle_tui.ui.summary.screen import SummaryScreen  # noqa: PLC0415

        journal, record = self._journal, runner.saver.record
        holds = with_holds(self._catalogue)
        bests = personal_bests(journal.calendar.past, record, journal.ledger) if record else ()
        legs = journal.held_legs(record) if record else ()
        settings = self._preferences.settings
        screen = SummaryScreen(
            runner,
            self._names,
            bests,
            after=None if runner.demo else journal.after,
            legs=legs,
            week=Calendar(merge(journal.history, History.of(record)), settings.rules, journal.today)
            if record
            else None,
            streaks=settings.streaks,
            holds=holds,
        )
        self._app.push_screen(screen, then)

    def self_tests(
        self,
        sessions: "Sessions",
        *,
        outside: Callable[[], "TerminalStatus"],
        say: Callable[[str], None],
        then: Callable[[], None],
    ) -> "SelfTestFlow":
        """Make what leads through self-tests; the arguments are its own."""
        from ankle_tui.ui.self_tests.self_test_flow import SelfTestFlow  # noqa: PLC0415

        return SelfTestFlow(
            self._app,
            self._catalogue,
            self._journal,
            self._preferences,
            sessions,
            outside=outside,
            say=say,
            then=then,
        )

    def first_run(self, then: Callable[[dict[str, object] | None], None]) -> None:
        """Ask what the runner is like.

        Args:
            then: Called with the settings that follow, or None if the questions were skipped.
        """
        from ankle_tui.ui.home.first_run import FirstRunScreen  # noqa: PLC0415

        self._app.push_screen(FirstRunScreen(self._catalogue), then)

    def _calendar(self) -> None:
        from ankle_tui.ui.calendar.screen import CalendarScreen  # noqa: PLC0415

        journal, streaks = self._journal, self._preferences.settings.streaks
        self._app.push_screen(
            CalendarScreen(lambda: journal.calendar, self._short, streaks=streaks, trouble=journal.trouble)
        )

    def _history(self) -> None:
        from ankle_tui.ui.history.screen import HistoryScreen  # noqa: PLC0415

        self._app.push_screen(HistoryScreen(self._journal, self._names, self._short, lambda: self._journal.today))

    def _by_hand(self) -> None:
        """Ask for a session done without the program, and show it in the list."""
        from ankle_tui.ui.history.add_by_hand import ByHandScreen  # noqa: PLC0415
        from ankle_tui.ui.history.history_wording import ADDED  # noqa: PLC0415
        from ankle_tui.ui.history.screen import HistoryScreen  # noqa: PLC0415

        journal, settings = self._journal, self._preferences.settings

        def add(record: SessionRecord | None) -> None:
            if record:
                journal.add(record)
                if isinstance(self._app.screen, HistoryScreen):
                    self._app.screen.say(ADDED, record.id)

        screen = ByHandScreen(
            journal.coach.offer(journal.calendar, Wishes()),
            level=journal.coach.level(journal.calendar),
            first_side=journal.coach.first_side(journal.calendar),
            context=lambda day: journal.calendar.context_of(day),  # noqa: PLW0108 - the calendar of that moment
            today=lambda: journal.today,
            wall=journal.wall,
            keys=settings.keys,
        )
        self._app.push_screen(screen, add)

    def _progress(self, exercise: str) -> None:
        from ankle_tui.ui.progress.screen import ProgressScreen  # noqa: PLC0415

        journal, settings = self._journal, self._preferences.settings
        self._app.push_screen(
            ProgressScreen(
                lambda: journal.calendar,
                self._catalogue,
                journal.ledger,
                first=exercise,
                gear=HOUSEHOLD | settings.equipment,
                age=settings.age,
                sex=settings.sex,
            )
        )

    def _exercises(self, exercise: str) -> None:
        from ankle_tui.ui.library.screen import LibraryScreen  # noqa: PLC0415

        self._app.push_screen(LibraryScreen(self._catalogue, self._journal, exercise))

    def _about(self, page: str) -> None:
        from ankle_tui.store.shipped import load_information  # noqa: PLC0415
        from ankle_tui.ui.about.screen import AboutScreen  # noqa: PLC0415

        self._app.push_screen(AboutScreen(load_information(), page))

    def _settings(self, key: str) -> None:
        from ankle_tui.ui.settings.screen import SettingsScreen  # noqa: PLC0415
        from ankle_tui.ui.settings.sections import equipment_of  # noqa: PLC0415

        preferences, app = self._preferences, self._app
        self._app.push_screen(
            SettingsScreen(
                lambda: preferences.settings,
                equipment=equipment_of(self._catalogue, preferences.settings.equipment),
                themes=app.available_themes,
                theme=lambda: app.theme,
                path=preferences.file.path if preferences.file else None,
                at=key,
            )
        )
