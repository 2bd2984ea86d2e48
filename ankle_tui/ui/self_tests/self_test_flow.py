"""Self-tests from the list to the result: rules, the test while it is led, its trials to look at."""

from collections.abc import Callable

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import Feel
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import (
    Protocol,
    first_leg,
    protocol_of,
    self_test_plan,
    usual_conditions,
    warm_up_choices,
)
from ankle_tui.services.coach import SelfTestDay
from ankle_tui.services.journal import Journal
from ankle_tui.services.preferences import Preferences
from ankle_tui.services.self_tests import SelfTestSaver, begin_record
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.services.sessions import Sessions
from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.self_tests.check import CheckScreen
from ankle_tui.ui.self_tests.leading import SelfTestScreen
from ankle_tui.ui.self_tests.result import ResultScreen
from ankle_tui.ui.self_tests.rules import Beginning, RulesScreen
from ankle_tui.ui.self_tests.screen import SelfTestsScreen
from ankle_tui.ui.session.terminal_status import TerminalStatus

NOTHING_DONE = "Nothing was measured, nothing was recorded."


class SelfTestFlow:
    """Lead from the list of tests to a result, on screen.

    Args:
        app: Shows the screens.
        catalogue: The exercises, for the warm-up.
        journal: The history.
        preferences: The settings.
        sessions: Leads the tests.
        outside: Makes what shows a session outside the screen.
        say: Shows the runner a line.
        then: Called when a test is over, its result seen.
    """

    def __init__(
        self,
        app: BaseApp,
        catalogue: Catalogue,
        journal: Journal,
        preferences: Preferences,
        sessions: Sessions,
        *,
        outside: Callable[[], TerminalStatus],
        say: Callable[[str], None],
        then: Callable[[], None],
    ) -> None:
        self._app = app
        self._catalogue = catalogue
        self._journal = journal
        self._preferences = preferences
        self._sessions = sessions
        self._outside = outside
        self._say = say
        self._then = then
        self._feel: Feel | None = None

    def show(self, feel: str = "") -> None:
        """Show block and tests.

        Args:
            feel: How ankles and legs feel, if the runner has said so.
        """
        self._feel = Feel(feel) if feel else None
        settings = lambda: self._preferences.settings  # noqa: E731 - in words it would be longer
        self._app.push_screen(
            SelfTestsScreen(self._journal, settings, day=self._day, begin=self.open_rules, view=self.view)
        )

    def open_rules(self, protocol: Protocol) -> None:
        """Show the rules of a test, and begin it if the runner likes to."""
        tests, settings = self._journal.calendar.tests, self._preferences.settings
        today = self._journal.today
        warmed = any(test.day == today and (rules := protocol_of(test)) and rules.kind for test in tests)
        usual = usual_conditions(protocol, tests, settings.leg_first)
        screen = RulesScreen(protocol, usual, tests, self._day(), warm_up=not warmed)
        self._app.push_screen(screen, self._begin)

    def view(self, record: SelfTestRecord) -> None:
        """Show a test that was done: its result, or its trials if nobody has looked at them yet."""
        protocol = protocol_of(record)
        if protocol is None:
            return
        if record.checked:
            self._show_result(record, protocol)
        else:
            self._check(record, protocol)

    def end(self, screen: SelfTestScreen, *, discarded: bool) -> None:
        """Let the runner look at the trials of a test that was led, unless it was discarded or nothing was done."""
        record = screen.saver.test
        if not record.trials:
            self._say(NOTHING_DONE)
            self._then()
        elif discarded:
            self._journal.delete(record)
            self._say("Discarded.")
            self._then()
        else:
            self._check(record, screen.protocol)

    def _begin(self, wanted: Beginning | None) -> None:
        self._app.typeahead.rest("enter")
        if wanted is None:
            self._then()
            return
        journal, settings, protocol = self._journal, self._preferences.settings, wanted.protocol
        record = begin_record(protocol, wanted.conditions, journal.wall(), settings.cut_off)
        if protocol.kind is None:
            self._check(record, protocol)
            return
        plan = self_test_plan(
            protocol,
            first_side=first_leg(wanted.conditions),
            skip_closed=wanted.skip_closed,
            warm_up=warm_up_choices(self._catalogue) if wanted.warm_up else (),
        )
        runner = self._sessions.begin(
            plan, saver=lambda session: SelfTestSaver(session, record, journal.add, journal.trouble)
        )
        self._lead(runner, protocol)

    def _lead(self, runner: SessionRunner, protocol: Protocol) -> None:
        settings, saver = self._preferences.settings, runner.saver
        if isinstance(saver, SelfTestSaver):
            self._app.push_screen(
                SelfTestScreen(
                    runner, saver, protocol, flash=settings.flash, outside=self._outside(), keys=settings.keys
                )
            )

    def _check(self, record: SelfTestRecord, protocol: Protocol) -> None:
        journal = self._journal

        def checked(wanted: SelfTestRecord | None) -> None:
            self._app.typeahead.rest("enter", "escape")
            if wanted is None:
                self._then()
                return
            journal.amend(record, wanted)
            self._show_result(wanted, protocol)

        self._app.push_screen(CheckScreen(record, protocol, journal.amend, lambda: journal.today), checked)

    def _show_result(self, record: SelfTestRecord, protocol: Protocol) -> None:
        journal = self._journal
        screen = ResultScreen(record, protocol, journal, lambda: self._preferences.settings, lambda: journal.today)
        self._app.push_screen(screen, lambda _: self._then())

    def _day(self) -> SelfTestDay:
        journal = self._journal
        return journal.coach.self_test_day(journal.calendar, journal.wall(), self._feel)
