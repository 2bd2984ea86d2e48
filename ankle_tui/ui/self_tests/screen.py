"""Block and self-tests: what is due, what the tests show, and those done so far."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import PROTOCOLS, Protocol, SelfTestId, protocol_of
from ankle_tui.services.journal import Journal
from ankle_tui.services.self_testing.self_test_day import SelfTestDay
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.block.block_flow import BlockFlow
from ankle_tui.ui.block.block_panel import BlockPanel
from ankle_tui.ui.history.history_wording import RESTORED
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.self_tests.self_test_rows import HEADING, SelfTestList, known_tests
from ankle_tui.ui.self_tests.trial_wording import PLACE, TESTS
from ankle_tui.ui.widgets.keybar import BindingBar, deleted_words, shown_key
from ankle_tui.ui.widgets.line import SaidLine, TextLine, TopLine
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.widgets.virtual_list import Row, VirtualList
from ankle_tui.ui.wording.text import trouble_words

DONE = len(PROTOCOLS)
"""The row that heads the tests done."""
FIRST_DONE = DONE + 1


class SelfTestPane(Panel, Vertical):
    """The list of the self-tests."""

    acts = ("rows.select", "self-tests.delete", "self-tests.about")


class AboutTest(Panel, Static):
    """What is said of the test under the cursor."""


class SelfTestsScreen(BaseScreen[None]):
    """The block, the four tests and those done.

    Args:
        journal: The history.
        settings: Gives the current settings.
        day: Gives what can be tested today.
        begin: Called with the rules of a test that the runner wants to do.
        view: Called with a test that was done and is to be seen.
        blocks: Leads through blocks.
    """

    CSS_PATH = ["screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high"), (36, "-tall")]
    BINDINGS = bindings("self-tests")

    def __init__(
        self,
        journal: Journal,
        settings: Callable[[], Settings],
        *,
        day: Callable[[], SelfTestDay],
        begin: Callable[[Protocol], None],
        view: Callable[[SelfTestRecord], None],
        blocks: BlockFlow,
    ) -> None:
        super().__init__()
        self._begin = begin
        self._open = view
        self._journal = journal
        self._settings = settings
        self._day = day
        self._blocks = blocks
        self._view = self._read_tests()
        self._rows = VirtualList(self._row, self._id_of)
        self._said = ""
        self._wanted = ""
        """Id of the done test the cursor goes to next; empty leaves it where it is."""

    def compose(self) -> ComposeResult:
        """Lay out block, list and what is said of the row under the cursor."""
        yield TopLine(PLACE, id="title")
        with Vertical(id="body"), Vertical(id="frame"):
            yield BlockPanel(id="block")
            with SelfTestPane(id="tests", classes="-active"):
                yield TextLine(id="told")
                yield TextLine(HEADING, id="heading")
                yield self._rows
            yield AboutTest(id="about")
        yield SaidLine(id="said")
        yield BindingBar("rows.select", "self-tests.take-back", "self-tests.back")

    def on_mount(self) -> None:
        """List the tests; the cursor begins at the first that is due."""
        offered = self._view.day.due.offered
        self._list(list(PROTOCOLS.values()).index(offered[0].protocol) if offered else 0)
        self._rows.focus()
        self.query_one(SelfTestPane).frame(TESTS)

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._draw_block)

    def on_history_changed(self) -> None:
        """Show the current tests; the cursor stays where it is. Under another screen that can wait."""
        if self.app.screen is self:
            self.look()

    def on_screen_resume(self) -> None:
        """Show the current tests: one may just have been done."""
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer only commands that have something to act on."""
        if action == "delete":
            return self.current is not None
        if action == "block":
            return self._blocks.offers(str(parameters[0]))
        return action != "take_back" or self._last_gone is not None

    def look(self, at: str = "") -> None:
        """Show the current tests.

        Args:
            at: Id of the done test the cursor goes to; empty leaves it where it is.
        """
        self._wanted = at or self._wanted
        if self.waits:  # nobody stands still for it: it is shown once it is worked out
            return
        before = self.current
        self._view = self._read_tests()
        wanted, self._wanted = self._wanted or (before.id if before else ""), ""
        found = (FIRST_DONE + number for number, record in enumerate(self._view.records) if record.id == wanted)
        self._list(next(found, self._rows.cursor))

    @property
    def waits(self) -> bool:
        """True while the coach looks at the sessions; what stands here is of before."""
        return not self._journal.is_ready()

    @property
    def current(self) -> SelfTestRecord | None:
        """The done test under the cursor, or None."""
        number = self._rows.cursor - FIRST_DONE
        return self._view.records[number] if 0 <= number < len(self._view.records) else None

    @on(VirtualList.Selected)
    def open_row(self, event: VirtualList.Selected) -> None:
        """Begin a test, or look at one that was done."""
        if record := next((each for each in self._view.records if each.id == event.name), None):
            self._open(record)
            return
        protocol = PROTOCOLS[SelfTestId(event.name)]
        last = self._view.last(protocol)
        if last and not last.checked:
            self._open(last)
        else:
            self._begin(protocol)

    def action_delete(self) -> None:
        """Delete the done test under the cursor."""
        if record := self.current:
            self._journal.delete(record)
            self._said = deleted_words(self, "self-tests.take-back")
            self.look()

    def action_take_back(self) -> None:
        """Restore the test deleted last."""
        if (gone := self._last_gone) and self._journal.take_back(gone.id):
            self._said = RESTORED
            self.look(gone.id)

    def action_block(self, step: str) -> None:
        """Begin or end a block, or look back on one."""
        self._blocks.take(step, told=not self.has_class("-low"))

    def action_about(self) -> None:
        """Read what tests can show, and what not."""
        self.post_message(Open(Place.ABOUT, "test-figures"))

    @property
    def _last_gone(self) -> SelfTestRecord | None:
        """The test deleted last, or None."""
        return next((one for one in reversed(self._journal.gone) if isinstance(one, SelfTestRecord)), None)

    def _read_tests(self) -> SelfTestList:
        settings = self._settings()
        return SelfTestList(
            known_tests(self._journal.calendar.tests), self._journal.today, self._day(), settings.age, settings.sex
        )

    def _list(self, cursor: int) -> None:
        view = self._view
        count = FIRST_DONE + len(view.records) if view.records else DONE
        self._rows.styles.max_height = count  # what is said of a test follows close
        self._rows.show(count, cursor, {DONE})
        self.query_one("#told", TextLine).show(view.told)
        problem = self._journal.trouble()
        self.query_one(SaidLine).show(trouble_words(problem) if problem else self._said)
        self.draw_about()
        self._draw_block()
        self.read_keys()

    def _draw_block(self) -> None:
        """Show how the block stands."""
        display = self._blocks.display(lambda step: shown_key(self, f"self-tests.{step}"))
        self.query_one(BlockPanel).show(display, low=self.has_class("-low"))

    @on(VirtualList.Moved)
    def draw_about(self) -> None:
        """Say what is known of the test under the cursor."""
        number = self._rows.cursor
        record, view = self.current, self._view
        lines = (
            view.about_record(record) if record else view.about_test(list(PROTOCOLS.values())[min(number, DONE - 1)])
        )
        about = self.query_one(AboutTest)
        about.update(Content("\n".join(lines)))
        protocol = protocol_of(record) if record else list(PROTOCOLS.values())[min(number, DONE - 1)]
        about.frame(protocol.name if protocol else "")
        self.read_keys()

    def _row(self, number: int, room: int) -> Row:
        if number == DONE:
            return Row("Done", "")
        if number < DONE:
            return self._view.test_row(list(PROTOCOLS.values())[number], room)
        return self._view.record_row(self._view.records[number - FIRST_DONE], room)

    def _id_of(self, number: int) -> str:
        return list(SelfTestId)[number].value if number < DONE else self._view.records[number - FIRST_DONE].id
