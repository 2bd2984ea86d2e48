"""The result of a test; it can be amended, deleted and restored."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.norms import norm_for
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.self_tests.self_test_wording import PartResult, part_results, stop_line
from ankle_tui.services.journal import Journal
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.history.entry_screen import EntryScreen
from ankle_tui.ui.history.history_wording import full_date_words
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.self_tests.check import CheckScreen
from ankle_tui.ui.self_tests.result_display import (
    TABLE,
    axis_content,
    axis_legend,
    axis_title,
    head_content,
    large_value,
    main_part,
    meaning_content,
    table_content,
)
from ankle_tui.ui.self_tests.trial_wording import MEANING, SELF_TEST
from ankle_tui.ui.widgets.bignum import BigNumber
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.wording.day_words import short_date_words

DIGIT, LEG = 6, 12
"""Cells of a large digit and the gap behind it, and of the name of its leg."""


WIDE = 76
"""Columns from which the unit stands beside the number of trials."""


class TrialPane(Panel, Static):
    """All trials on an axis."""


class MeaningPane(Panel, Static):
    """What the result means, and the keys that change it."""

    acts = ("result.amend", "result.delete", "result.about")


class ResultScreen(EntryScreen[SelfTestRecord]):
    """Show a test with all its trials.

    Args:
        record: The test.
        protocol: Its rules.
        journal: Amends and deletes it.
        settings: Gives the current settings, for published values.
    """

    AREA = "result"
    CSS_PATH = ["screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high"), (36, "-tall")]
    BINDINGS = bindings("result")

    def __init__(
        self,
        record: SelfTestRecord,
        protocol: Protocol,
        journal: Journal,
        settings: Callable[[], Settings],
    ) -> None:
        super().__init__(record, journal)
        self._protocol = protocol
        self._journal: Journal = journal
        self._settings = settings

    def compose_entry(self) -> ComposeResult:
        """Lay out the result."""
        with VerticalScroll(id="sheet"):
            yield Static(id="head")
            with Horizontal(id="numbers"):
                for side in Side:
                    yield BigNumber(id=f"number-{side.value}")
                    yield Static(id=f"leg-{side.value}", classes="leg")
                yield Static(id="table")
            yield TrialPane(id="trials")
            yield MeaningPane(id="meaning")

    def find(self) -> SelfTestRecord | None:
        """The test as the history has it now, or None."""
        return next((test for test in self._journal.history.tests if test.id == self._record.id), None)

    def ask(self) -> CheckScreen:
        """Make the screen that amends the test."""
        return CheckScreen(self._record, self._protocol, lambda: self._journal.today)

    def action_about(self) -> None:
        """Read what tests can show, or with a leg far behind that hurts, when to stop."""
        stop = stop_line(self._record, self._journal.calendar.tests)
        self.post_message(Open(Place.ABOUT, "stop" if stop else "test-figures"))

    def draw(self) -> None:
        """Show the test."""
        record, protocol, settings = self._record, self._protocol, self._settings()
        tests = self._journal.calendar.tests
        others = tests if record in tests else (*tests, record)
        if self.size.width < NARROW:
            self.query_one(TopLine).head(protocol.name, "", f"{short_date_words(record.day)} {record.day.year}")
        else:
            self.query_one(TopLine).head(SELF_TEST, protocol.name, full_date_words(record.day))
        parts = part_results(record, others, settings.age, settings.sex)
        found = {
            part.part: norm_for(protocol, part.part, settings.age, settings.sex, record.conditions) for part in parts
        }
        norms = {part: norm for part, norm in found.items() if norm}
        self.query_one("#head", Static).update(head_content(parts, protocol))
        self._draw_numbers(main_part(parts))
        trials = self.query_one(TrialPane)
        trials.frame(axis_title(protocol, brief=self.size.width < WIDE), axis_legend(parts, norms))
        width = trials.content_size.width or self.size.width
        trials.update(axis_content(record, protocol, parts, norms, width))
        self.query_one(MeaningPane).frame(MEANING)
        self.query_one(MeaningPane).update(meaning_content(record, parts, stop_line(record, others)))

    def _draw_numbers(self, main: PartResult | None) -> None:
        """Show what counts of each leg, large."""
        self.set_class(main is None, "-empty")
        if main is None:
            return
        self.set_class(main.practice, "-practice")
        room = self.size.width - 6
        for side in Side:
            number, leg = large_value(main, side, self._protocol)
            large = self.query_one(f"#number-{side.value}", BigNumber)
            cells = DIGIT * len(number) - (DIGIT - 2) * number.count(".")
            room -= cells + LEG
            large.styles.width = cells
            large.update(number)
            self.query_one(f"#leg-{side.value}", Static).update(Content(leg))
        table = self.query_one("#table", Static)
        table.update(table_content(main, self._protocol))
        table.display = room >= TABLE
