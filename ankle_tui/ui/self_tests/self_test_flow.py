"""Self-tests from the list to the result: rules, the test while it is led, its trials to look at."""

from collections.abc import Callable, Mapping
from functools import partial

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import Feel
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import PROTOCOLS, Protocol, SelfTestId, protocol_of, usual_conditions
from ankle_tui.core.session.engine import Session
from ankle_tui.services.journal import Journal
from ankle_tui.services.preferences import Preferences
from ankle_tui.services.self_testing.self_test_day import SelfTestDay, is_warm, plan_for, self_test_day
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper, begin_record
from ankle_tui.services.self_testing.self_test_saver import SelfTestSaver
from ankle_tui.services.sessions import Sessions
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.block.block_flow import BlockFlow
from ankle_tui.ui.self_tests.beginning import RulesScreen
from ankle_tui.ui.self_tests.check import CheckScreen
from ankle_tui.ui.self_tests.leading import SelfTestScreen
from ankle_tui.ui.self_tests.result import ResultScreen
from ankle_tui.ui.self_tests.screen import SelfTestsScreen
from ankle_tui.ui.self_tests.trial_wording import NOTHING_MEASURED
from ankle_tui.ui.session.session_wording import DISCARDED
from ankle_tui.ui.session.terminal_status import TerminalStatus


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
        self._blocks = BlockFlow(app, journal, preferences)

    def show(self, feel: str = "") -> None:
        """Show block and tests.

        Args:
            feel: How ankles and legs feel, if the runner has said so.
        """
        self._feel = Feel(feel) if feel else None
        self._app.push_screen(
            SelfTestsScreen(
                self._journal, self._settings, day=self._day, begin=self.open_rules, view=self.view, blocks=self._blocks
            )
        )

    def open_asked(self, test: SelfTestId, conditions: Mapping[str, object], feel: Feel | None) -> None:
        """Show the rules of a test that the program was started for.

        Args:
            test: The test.
            conditions: The conditions that the runner has named; the others are as in the last test.
            feel: How ankles and legs feel, if the runner has said so.
        """
        self._feel = feel
        self._open(PROTOCOLS[test], conditions)

    def open_rules(self, protocol: Protocol) -> None:
        """Show the rules of a test, and begin it if the runner likes to."""
        self._open(protocol, {})

    def view(self, record: SelfTestRecord) -> None:
        """Show a test that was done: its result, or its trials if nobody has looked at them yet."""
        protocol = protocol_of(record)
        if protocol and record.checked:
            self._show_result(record, protocol)
        elif protocol:
            self._check(self._keeper(record, kept=True), protocol)

    def end(self, screen: SelfTestScreen, *, discarded: bool) -> None:
        """Let the runner look at the trials of a test that was led, unless it was discarded or nothing was done."""
        if discarded or not screen.saver.keeper.record.trials:
            self._say(DISCARDED if discarded else NOTHING_MEASURED)
            self._then()
        else:
            self._check(screen.saver.keeper, screen.protocol)

    def _open(self, protocol: Protocol, named: Mapping[str, object]) -> None:
        journal = self._journal
        usual = usual_conditions(protocol, journal.calendar.tests, self._settings().leg_first)
        warm = is_warm(journal.today, journal.calendar.tests)
        screen = RulesScreen(protocol, {**usual, **named}, journal.calendar.tests, self._day(), warm=warm)
        self._app.push_screen(screen, partial(self._begin, protocol))

    def _begin(self, protocol: Protocol, conditions: dict[str, object] | None) -> None:
        journal, settings = self._journal, self._settings()
        if conditions is None:
            self._then()
            return
        record = begin_record(protocol, conditions, journal.wall(), settings.cut_off)
        keeper = self._keeper(record)
        if protocol.kind is None:
            self._check(keeper, protocol)
            return

        def saver_of(session: Session) -> SelfTestSaver:
            return SelfTestSaver(session, keeper, self._sessions.save_queue, journal.wall)

        runner = self._sessions.begin(plan_for(protocol, record, journal.calendar.tests, self._catalogue), saver_of)
        self._app.push_screen(
            SelfTestScreen(runner, protocol, flash=settings.flash, outside=self._outside(), keys=settings.keys)
        )

    def _keeper(self, record: SelfTestRecord, *, kept: bool = False) -> SelfTestKeeper:
        journal = self._journal
        return SelfTestKeeper(record, journal.change, lambda: journal.history, kept=kept, wall=journal.wall)

    def _check(self, keeper: SelfTestKeeper, protocol: Protocol) -> None:
        def checked(wanted: SelfTestRecord | None) -> None:
            if wanted is None:
                self._then()
                return
            keeper.check(wanted)
            self._show_result(keeper.record, protocol)

        self._app.push_screen(CheckScreen(keeper.record, protocol, lambda: self._journal.today, keeper.put), checked)

    def _show_result(self, record: SelfTestRecord, protocol: Protocol) -> None:
        screen = ResultScreen(record, protocol, self._journal, self._settings)
        self._app.push_screen(screen, lambda _: self._then())

    def _settings(self) -> Settings:
        return self._preferences.settings

    def _day(self) -> SelfTestDay:
        journal = self._journal
        return self_test_day(journal.coach, journal.calendar, self._settings(), journal.wall(), self._feel)
