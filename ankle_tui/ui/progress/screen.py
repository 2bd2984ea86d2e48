"""The Progress screen: how each exercise goes over the weeks, one at a time, and the self-tests."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import Feel
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.training.ledger import Ledger
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.progress.chart import FEWEST_WEEKS, STRIDE, furthest
from ankle_tui.ui.progress.charts import Charts, Room
from ankle_tui.ui.progress.drawings import legs_head
from ankle_tui.ui.progress.exercise_view import ExerciseView
from ankle_tui.ui.progress.progress_wording import SHOW_THIS, best_title, block_words, fact_words
from ankle_tui.ui.progress.reading import Reading
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.panel import NARROW, Board, Panel

LOW, TALL = 18, 36
"""Lines of the screen below which there are no borders, and from which lines are left free."""
BESIDE = 74
"""Columns from which the list stands beside the charts."""
LIST = 20
"""Cells of a line of the list."""


class ExerciseMenu(Panel, OptionMenu):
    """The list of exercises and self-tests, in two lines each."""

    acts = ("progress.next",)


class TestSheet(Panel, VerticalScroll, can_focus=False):
    """A self-test over time."""

    acts = ("progress.page-down",)


class ProgressScreen(BaseScreen[None]):
    """List the exercises and the self-tests, and draw the weeks of one.

    Args:
        read: Gives the current calendar.
        catalogue: The exercises.
        ledger: What was added up before.
        first: Id of the exercise to show first, or empty.
        gear: Equipment at hand.
        age: The runner's age, if known, for published values of self-tests.
        sex: The runner's sex, if known.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("progress")
    AUTO_FOCUS = ""  # the arrow keys are for the list, which small screens do not show
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-middle"), (BESIDE, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high"), (TALL, "-tall")]

    def __init__(
        self,
        read: Callable[[], Calendar],
        catalogue: Catalogue,
        ledger: Ledger,
        *,
        first: str = "",
        gear: AbstractSet[str] = frozenset(),
        age: AgeBand | None = None,
        sex: Sex | None = None,
    ) -> None:
        super().__init__()
        self._read = read
        self._reading = Reading(catalogue, ledger, gear, age, sex)
        self._shown = first
        self._turn = 0
        """Which of the variations is shown, the last one trained first."""
        self._back = 0
        """Weeks between the last one shown and the present one."""

    def compose(self) -> ComposeResult:
        """Lay out the list, the panels below it, and those of an exercise or a self-test."""
        yield TopLine("Progress", id="title")
        with Horizontal(id="progress"):
            with Vertical(id="side"):
                yield ExerciseMenu(does=lambda _: SHOW_THIS)
                yield Board(self._block_lines, "progress.block", id="block")
                yield Board(self._test_lines, "progress.tests", id="tests")
            yield Charts(id="charts")
            with TestSheet(id="sheet"):
                yield Static(id="text")
        yield BindingBar("progress.next", "progress.back", "progress.variation", "progress.earlier", "progress.history")

    def on_mount(self) -> None:
        """Show the first exercise."""
        listing = self.query_one(ExerciseMenu)
        listing.can_focus = False
        listing.add_class("-active")
        self._look()

    def on_history_changed(self) -> None:
        """Show the new figures of the same exercise or test."""
        self._look()

    def on_screen_resume(self) -> None:
        """Follow what was changed on another screen."""
        self._look()

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self._fill_list()
        self._draw()

    @property
    def shown(self) -> str:
        """Id of the exercise or the self-test on screen."""
        return self._shown

    @property
    def view(self) -> ExerciseView | None:
        """The variation on screen; None for a self-test, and for an exercise that was never done."""
        variations = self._reading.variations(self._shown)
        if not variations:
            return None
        return self._reading.view(self._shown, variations[self._turn % len(variations)], self._read())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer only what there is: other variations and weeks, tests, a block, hidden lines."""
        seen = self.view
        possible = {
            "exercise": lambda: len(self._reading.entries) > 1,
            "variation": lambda: len(self._reading.variations(self._shown)) > 1,
            "weeks": lambda: seen is not None and furthest(seen.first_week, self._this) > 0,
            "tests": lambda: bool(self._reading.tests),
            "block": lambda: bool(self._read().blocks),
            "page": lambda: any(sheet.display and sheet.max_scroll_y > 0 for sheet in self.query("#sheet")),
        }
        return possible[action]() if action in possible else True

    def action_exercise(self, by: int) -> None:
        """Show another exercise or test; the first follows the last."""
        ids = [entry.id for entry in self._reading.entries]
        self._show(ids[(ids.index(self._shown) + by) % len(ids)])

    def action_end(self, at: int) -> None:
        """Show the first or the last of the list."""
        self._show(self._reading.entries[at].id)

    def action_variation(self) -> None:
        """Show another variation of the exercise, in the weeks in which it was done."""
        self._turn += 1
        if seen := self.view:
            since = (self._this - seen.last.toordinal()) // 7 + 1
            self._back = since if since >= FEWEST_WEEKS else 0
        self._draw()

    def action_weeks(self, by: int) -> None:
        """Show earlier weeks, or later ones."""
        if seen := self.view:
            self._back = max(0, min(furthest(seen.first_week, self._this), self._back + by * STRIDE))
            self._draw()

    def action_tests(self) -> None:
        """Show the first self-test over time, or the next one."""
        tests = self._reading.tests
        at = tests.index(self._shown) + 1 if self._shown in tests else 0
        self._show(tests[at % len(tests)])

    def action_block(self) -> None:
        """Go to the block and the self-tests."""
        self.post_message(Open(Place.TESTS, Feel.FINE.value))

    def action_history(self) -> None:
        """Go to the sessions."""
        self.post_message(Open(Place.HISTORY))

    def action_page(self, pages: int) -> None:
        """Scroll the self-test by pages."""
        sheet = self.query_one("#sheet")
        sheet.scroll_relative(y=pages * max(1, sheet.size.height - 1), animate=False)

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Show what was clicked."""
        if event.option_id:
            self._show(event.option_id)

    @property
    def _narrow(self) -> bool:
        return self.size.width < NARROW

    @property
    def _tall(self) -> bool:
        return self.size.height >= TALL

    @property
    def _this(self) -> int:
        return self._read().counted.this

    def _look(self) -> None:
        """Read the history if it has changed."""
        if not self._reading.read(self._read()):
            return
        if self._shown not in {entry.id for entry in self._reading.entries}:
            self._shown, self._turn, self._back = self._reading.entries[0].id, 0, 0
        self._fill_list()
        self._draw()

    def _fill_list(self) -> None:
        """Show the list, with lines free between the entries of a tall screen."""
        listing, entries = self.query_one(ExerciseMenu), self._reading.entries
        options = [Option(entry.drawn(LIST, here=entry.id == self._shown), id=entry.id) for entry in entries]
        if self._tall:
            options = [option for each in options for option in (each, Option("", disabled=True))][:-1]
        listing.clear_options()
        listing.add_options(options)
        self._mark()

    def _mark(self) -> None:
        """Put the cursor of the list on what is shown."""
        listing = self.query_one(ExerciseMenu)
        listing.highlighted = listing.get_option_index(self._shown)

    def _show(self, entry: str) -> None:
        if entry == self._shown:
            return
        before, self._shown, self._turn, self._back = self._shown, entry, 0, 0
        listing = self.query_one(ExerciseMenu)
        for each in self._reading.entries:
            if each.id in {before, entry}:
                listing.replace_option_prompt(each.id, each.drawn(LIST, here=each.id == entry))
        self.query_one("#sheet").scroll_home(animate=False)
        self._mark()
        self._draw()

    def _draw(self) -> None:
        """Draw everything but the list."""
        if not self._reading.entries:
            return
        tested = self._reading.protocol(self._shown) is not None
        self.set_class(tested, "-test")
        self._arrange()
        self._head()
        for name in ("#block", "#tests"):
            self.query_one(name).refresh()
        if tested:
            self.call_after_refresh(self._draw_test)
        self.read_keys()

    def _arrange(self) -> None:
        """Give the panels below the list their heights."""
        frame = self._room.frame
        block, tests = (self.query_one(name, Board) for name in ("#block", "#tests"))
        block.display, tests.display = bool(self._read().blocks), bool(self._reading.tests)
        if block.display:
            block.frame(self._block_title())
            block.styles.height = len(self._block_lines(LIST, 9)) + frame
        if tests.display:
            tests.frame("Tests", legs_head(2))
            tests.styles.height = len(self._test_lines(LIST, 9 if self._tall else 3)) + frame

    def _block_title(self) -> str:
        from ankle_tui.core.block.block_state import current_block  # noqa: PLC0415 - only where there is a block
        from ankle_tui.core.block.block_weeks import WEEKS  # noqa: PLC0415

        state = current_block(self._read())
        return block_words(state.counts.week, WEEKS, over=state.counts.over) if state else ""

    @property
    def _room(self) -> Room:
        bare = self._narrow or self.size.height < LOW
        return Room(self.size.height - (4 if self._tall else 2), 0 if bare else 2, self._tall)

    def _head(self) -> None:
        """Name what is shown, and write into the borders."""
        seen = self.view
        entry = next(each for each in self._reading.entries if each.id == self._shown)
        head = self.query_one("#title", TopLine)
        if self._narrow:
            head.head(entry.name, "", best_title(seen.unit, clean=seen.clean, brief=True) if seen else "")
        else:
            name = f"{entry.name}, {seen.name}" if seen else entry.name
            head.head("Progress", name, fact_words(sided=seen.sided) if seen else "")
        self.query_one(ExerciseMenu).frame("Exercises")
        self.query_one(TestSheet).frame(entry.name)
        self.query_one(Charts).show(entry.name, seen, self._read(), self._back, self._room)

    def _block_lines(self, width: int, height: int) -> Sequence[Content]:
        from ankle_tui.core.block.block_state import current_block  # noqa: PLC0415 - only where there is a block
        from ankle_tui.ui.progress.side_rows import block_rows  # noqa: PLC0415

        state = current_block(self._read())
        return block_rows(state) if state else ()

    def _test_lines(self, width: int, height: int) -> Sequence[Content]:
        from ankle_tui.ui.progress.side_rows import rows_of_tests  # noqa: PLC0415 - only where there are self-tests

        return rows_of_tests(self._reading.parts, self._read().today, width, height)

    def _draw_test(self) -> None:
        """Lay out the self-test in the room there is."""
        from ankle_tui.core.block.block_state import block_states  # noqa: PLC0415 - only where there are self-tests
        from ankle_tui.ui.progress.self_test_figures import SelfTestFigures  # noqa: PLC0415

        protocol, text = self._reading.protocol(self._shown), self.query_one("#text", Static)
        if protocol is None or not (width := text.content_size.width):
            return
        calendar = self._read()
        parts = [part for part in self._reading.parts if part.protocol.id is protocol.id]
        height = self.query_one("#sheet").scrollable_content_region.height
        figures = SelfTestFigures(parts, block_states(calendar), calendar.today)
        text.update(Content("\n").join(figures.lines(width, height)))
        self.read_keys()
