"""Take sessions from start to summary: begin one, ask about unfinished ones, end each, then go home or leave."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from ankle_tui.core.session.plan import Plan
from ankle_tui.services.journal import Journal
from ankle_tui.services.left_overs import LeftOvers
from ankle_tui.services.sessions import Sessions
from ankle_tui.ui.launch import Launch
from ankle_tui.ui.messages import Place
from ankle_tui.ui.notice_board import NoticeBoard
from ankle_tui.ui.opening import OpeningApp
from ankle_tui.ui.screens import Screens

if TYPE_CHECKING:
    from ankle_tui.core.session.checkpoint import Checkpoint
    from ankle_tui.store.sessions.checkpoint_files import LeftOver
    from ankle_tui.ui.self_tests.leading import SelfTestScreen
    from ankle_tui.ui.self_tests.self_test_flow import SelfTestFlow
    from ankle_tui.ui.session.screen import SessionScreen
    from ankle_tui.ui.session.unfinished import UnfinishedAnswer


class SessionFlow:
    """Show one session after the other on screen.

    Args:
        app: Shows the screens.
        screens: Opens them.
        sessions: The sessions led so far.
        left_overs: The unfinished ones.
        journal: The history.
        board: Tells the runner how a session ended.
        launch: What the program was started for.
        undo: Called with the sequence that undoes, when the program ends, what was written to the terminal.
    """

    def __init__(
        self,
        app: OpeningApp,
        screens: Screens,
        *,
        sessions: Sessions,
        left_overs: LeftOvers,
        journal: Journal,
        board: NoticeBoard,
        launch: Launch,
        undo: Callable[[bytes], None],
    ) -> None:
        self._app = app
        self._screens = screens
        self._sessions = sessions
        self._left_overs = left_overs
        self._journal = journal
        self._board = board
        self._launch = launch
        self._undo = undo
        screens.add(Place.UNFINISHED, lambda _: self.ask_again())
        screens.add(Place.TESTS, lambda feel: self.tests.show(feel))  # noqa: PLW0108 - loads them when they are wanted

    @property
    def screen(self) -> "SessionScreen | None":
        """The screen of the session, or None; loads no module of it before the first session."""
        if not self._sessions.runners:
            return None
        from ankle_tui.ui.session.screen import SessionScreen  # noqa: PLC0415

        return next((screen for screen in self._app.screen_stack if isinstance(screen, SessionScreen)), None)

    def start(self) -> None:
        """Do what the program was started for, after asking about unfinished sessions."""
        if self._launch.resume:
            self._go_on(self._launch.resume)
        else:
            self.ask()

    def begin(self, session: "Plan | Checkpoint") -> None:
        """Begin or continue a session."""
        if self.screen is None:  # else it was asked for twice
            self._screens.session(self._sessions.begin(session), self._app.write_terminal, self._undo)

    def end(self, screen: "SessionScreen", *, discarded: bool) -> None:
        """Show the summary of a session, unless it was discarded or nothing was done."""
        if not self._close(screen):
            return
        if not discarded and screen.session_runner.saver.result is not None:
            self._screens.summary(screen.session_runner, self._after)
            return
        from ankle_tui.ui.session.session_wording import DISCARDED, NOTHING_DONE  # noqa: PLC0415 - a session has loaded it

        self._tell(DISCARDED if discarded else NOTHING_DONE)
        self._after()

    def end_test(self, screen: "SelfTestScreen", *, discarded: bool) -> None:
        """Let the runner look at the trials of a self-test."""
        if self._close(screen):
            self.tests.end(screen, discarded=discarded)

    @cached_property
    def tests(self) -> "SelfTestFlow":
        """Leads through self-tests."""
        outside = lambda: self._screens.outside(self._app.write_terminal, self._undo)  # noqa: E731 - in words it is longer
        return self._screens.self_tests(self._sessions, outside=outside, say=self._tell, then=self._after_test)

    def ask(self) -> None:
        """Ask about the next unfinished session; after the last one, begin what the program was started for."""
        if not self._left_overs.asks:
            if self._launch.plan:
                self.begin(self._launch.plan)
            elif test := self._launch.self_test:
                self.tests.open_asked(test, self._launch.conditions, self._launch.feel)
            return
        from ankle_tui.ui.session.unfinished import UnfinishedScreen  # noqa: PLC0415 - seldom needed

        if isinstance(self._app.screen, UnfinishedScreen):  # one question at a time
            return
        left = self._left_overs.next()
        number, count = self._left_overs.place
        today = lambda: self._journal.wall().date()  # noqa: E731 - in words it would be longer
        screen = UnfinishedScreen(left.checkpoint, today=today, number=number, count=count)
        self._app.push_screen(screen, lambda answer: self._settle(left, answer))

    def ask_again(self) -> None:
        """Ask about the sessions that were put off."""
        self._left_overs.ask_again()
        self._show_on_home()
        self.ask()

    def follow(self) -> None:
        """Drop from Home the sessions another program has continued."""
        if self._left_overs.follow():
            self._show_on_home()

    def _close(self, screen: "SessionScreen") -> bool:
        """Close the screen of a session that is over; False if it is closed already."""
        app = self._app
        if screen not in app.screen_stack:  # told twice
            return False
        app.typeahead.rest("enter", "escape")
        while app.screen is not screen:  # it may have ended under the help or the palette
            app.pop_screen()
        app.pop_screen()
        return True

    def _tell(self, said: str) -> None:
        """Say a line, among the last ones if the program ends now."""
        if self._launch.leaves:
            self._board.add(said)
        else:
            self._board.say(said)

    def _after_test(self) -> None:
        """Leave if the program was started for a self-test."""
        if self._launch.self_test:
            self._app.exit()

    def _settle(self, left: "LeftOver", answer: "UnfinishedAnswer | None") -> None:
        """Apply the runner's answer to an unfinished session."""
        from ankle_tui.core.history.report import sets_done  # noqa: PLC0415 - seldom needed
        from ankle_tui.ui.session.unfinished import UnfinishedAnswer  # noqa: PLC0415

        self._app.typeahead.rest()
        if answer is UnfinishedAnswer.GO_ON:
            self._go_on(left)
            return
        if answer is UnfinishedAnswer.KEEP:
            self._left_overs.take_over(left)
            self._journal.add(left.checkpoint.record)
            self._board.say(f"{sets_done(left.checkpoint.record)} kept.")
        elif answer is UnfinishedAnswer.DISCARD:
            self._left_overs.discard(left)
            self._board.say("Discarded.")
        else:
            self._left_overs.put_off(left)
            self._show_on_home()
        self.ask()

    def _go_on(self, left: "LeftOver") -> None:
        self._left_overs.take_over(left)
        self.begin(left.checkpoint)

    def _after(self, _: None = None) -> None:
        """Go home, or leave if the program was started for the session."""
        if self._launch.leaves:
            self._app.exit()
            return
        self._journal.catch_up()
        self._app.call_later(self._journal.keep_up)
        self.ask()

    def _show_on_home(self) -> None:
        from ankle_tui.ui.home.screen import HomeScreen  # noqa: PLC0415 - a session that was asked for has no Home

        for screen in self._app.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show_unfinished(self._left_overs.later)
