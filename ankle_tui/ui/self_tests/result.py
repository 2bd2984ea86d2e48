"""The result of a test; it can be amended, deleted and restored."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.self_tests.self_test_wording import PartResult, part_results, stop_line
from ankle_tui.services.journal import Journal
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.history.history_wording import AMENDED, RESTORED
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.self_tests.check import CheckScreen
from ankle_tui.ui.self_tests.result_display import large_value, main_part, result_content
from ankle_tui.ui.self_tests.trial_wording import result_title
from ankle_tui.ui.widgets.bignum import BigNumber
from ankle_tui.ui.widgets.keybar import BindingBar, deleted_words
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.wording.text import shown_lines, trouble_words


class ResultScreen(BaseScreen[None]):
    """Show a test with all its trials.

    Args:
        record: The test.
        protocol: Its rules.
        journal: Amends and deletes it.
        settings: Gives the current settings, for published values.
    """

    CSS_PATH = ["screen.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]
    BINDINGS = bindings("result")

    def __init__(
        self,
        record: SelfTestRecord,
        protocol: Protocol,
        journal: Journal,
        settings: Callable[[], Settings],
    ) -> None:
        super().__init__()
        self._record = record
        self._protocol = protocol
        self._journal = journal
        self._settings = settings
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TopLine(id="title")
        with VerticalScroll(id="sheet"), Vertical(id="frame"):
            with Horizontal(id="numbers"):
                for side in Side:
                    with Vertical():
                        yield BigNumber(reserve="00.0", id=f"number-{side.value}")
                        yield TextLine(id=f"leg-{side.value}")
            yield Static(id="result")
            yield Static(id="stop")
            yield Static(id="note")
        yield TextLine(id="said")
        yield BindingBar("result.take-back", "result.back", "result.amend")

    def on_mount(self) -> None:
        """Show the test."""
        self._look()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._look)

    def on_history_changed(self) -> None:
        """Show the test as it is now."""
        self._look()

    def on_screen_resume(self) -> None:
        """Offer the commands possible now."""
        self.read_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to change the test only while it exists, and to restore it only when it does not."""
        if action in {"amend", "delete"}:
            return self._found is not None
        return action != "take_back" or self._gone

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_amend(self) -> None:
        """Amend the test."""
        record = self._record

        def amended(wanted: SelfTestRecord | None) -> None:
            if wanted:
                self._journal.amend(record, wanted)
                self._said = AMENDED if wanted != record else ""
                self._look()

        self.app.push_screen(CheckScreen(record, self._protocol, lambda: self._journal.today), amended)

    def action_delete(self) -> None:
        """Delete the test."""
        self._journal.delete(self._record)
        self._said = deleted_words(self, "result.take-back")
        self._look()

    def action_take_back(self) -> None:
        """Restore the test."""
        if self._journal.take_back(self._record.id):
            self._said = RESTORED
            self._look()

    def action_about(self) -> None:
        """Read what tests can show, or with a leg far behind that hurts, when to stop."""
        stop = stop_line(self._record, self._journal.calendar.tests)
        self.post_message(Open(Place.ABOUT, "stop" if stop else "test-figures"))

    @property
    def _found(self) -> SelfTestRecord | None:
        """The test as the history holds it, or None."""
        return next((test for test in self._journal.history.tests if test.id == self._record.id), None)

    @property
    def _gone(self) -> bool:
        """True if the test was deleted here."""
        return any(record.id == self._record.id for record in self._journal.gone)

    def _look(self) -> None:
        """Show the test as it is, or as it was before it was deleted."""
        self._record = record = self._found or self._record
        tests, settings = self._journal.calendar.tests, self._settings()
        others = tests if record in tests else (*tests, record)
        self.query_one("#title", TopLine).show(result_title(self._protocol, record.day, self.size.width - 2))
        width = self.query_one("#result", Static).content_size.width or self.size.width
        parts = part_results(record, others, settings.age, settings.sex)
        self._draw_numbers(main_part(parts))
        self.query_one("#result", Static).update(result_content(record, self._protocol, parts, width=width))
        for name, text in (("stop", stop_line(record, others)), ("note", record.note)):
            self.query_one(f"#{name}", Static).update(Content(shown_lines(text)))
            self.query_one(f"#{name}", Static).display = bool(text)
        problem = self._journal.trouble()
        self.query_one("#said", TextLine).show(trouble_words(problem) if problem else self._said)
        self.set_class(bool(problem or self._said), "-saying")
        self.read_keys()

    def _draw_numbers(self, main: PartResult | None) -> None:
        """Show what counts of each leg, large."""
        self.set_class(main is None, "-empty")
        if main is None:
            return
        self.set_class(main.practice, "-practice")
        for side in Side:
            number, leg = large_value(main, side, self._protocol)
            self.query_one(f"#number-{side.value}", BigNumber).update(number)
            self.query_one(f"#leg-{side.value}", TextLine).show(leg)
