"""The Progress screen: bests of each leg and weekly work, one exercise or self-test at a time."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import PROTOCOLS, Protocol, protocol_of
from ankle_tui.core.training.progress import Progress, progress
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.progress.figures import Figures
from ankle_tui.ui.progress.progress_wording import NOTHING_YET, SHOW_THIS, self_test_name, title_words
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.wording.text import shown

if TYPE_CHECKING:
    from ankle_tui.ui.progress.self_test_figures import SelfTestFigures


class ProgressScreen(BaseScreen[None]):
    """List the exercises ever done, and the self-tests, and show the figures of one.

    Args:
        read: Gives the current calendar.
        catalogue: The exercises.
        age: The runner's age, if known, for published values of self-tests.
        sex: The runner's sex, if known.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("progress")
    AUTO_FOCUS = ""  # the arrow keys are for the exercises and for scrolling
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]

    def __init__(
        self,
        read: Callable[[], Calendar],
        catalogue: Catalogue,
        *,
        age: AgeBand | None = None,
        sex: Sex | None = None,
    ) -> None:
        super().__init__()
        self._read = read
        self._known = {exercise.id: exercise for exercise in catalogue}
        self._age = age
        self._sex = sex
        self._seen: tuple[Sequence[SessionRecord], Sequence[SelfTestRecord]] | None = None
        self._progress = Progress()
        self._names: dict[str, str] = {}
        """Names of what is listed, by id."""
        self._tests: dict[str, Protocol] = {}
        """Those of them that are self-tests."""
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out list and figures."""
        yield TopLine("Progress", id="title")
        with Horizontal(id="progress"):
            yield OptionMenu(does=lambda _: SHOW_THIS)
            with VerticalScroll(id="figures", can_focus=False):
                yield Static(id="text")
        yield Static(NOTHING_YET, id="empty")
        yield BindingBar("progress.next", "progress.back")

    def on_mount(self) -> None:
        """Show the first exercise."""
        self.query_one(OptionMenu).can_focus = False
        self._look()

    def on_history_changed(self) -> None:
        """Show the new figures of the same exercise or test."""
        self._look()
        self._draw()

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self.call_after_refresh(self._draw)

    @property
    def shown(self) -> str:
        """Id of the exercise or the self-test on screen, or empty."""
        return [*self._names][self._at] if self._names else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer other exercises and scrolling only if there are any, and hidden lines."""
        if action == "exercise":
            return len(self._names) > 1
        return action != "scroll" or any(figures.max_scroll_y > 0 for figures in self.query("#figures"))

    def action_exercise(self, by: int) -> None:
        """Show another exercise; the first follows the last."""
        self._show((self._at + by) % len(self._names))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#figures").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        figures = self.query_one("#figures")
        figures.scroll_relative(y=pages * figures.size.height, animate=False)

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Show what was clicked."""
        self._show(event.option_index)

    def _look(self) -> None:
        """Read the history if it has changed."""
        calendar = self._read()
        if self._seen == (calendar.past, calendar.tests):
            return
        before = self.shown
        if self._seen is None or self._seen[0] != calendar.past:
            holds = with_holds(self._known.values())
            self._progress = progress(calendar.past, calendar.counted.first_weekday, holds=holds)
        self._seen = calendar.past, calendar.tests
        self._list(calendar)
        self.set_class(not self._names, "-empty")
        listing = self.query_one(OptionMenu)
        listing.clear_options()
        listing.add_options([Option(Content(name), id=id_) for id_, name in self._names.items()])
        self._show([*self._names].index(before) if before in self._names else 0)

    def _list(self, calendar: Calendar) -> None:
        """List the exercises ever done, and the self-tests whose values the runner has looked at."""
        done = {item.exercise for item in self._progress.stats}
        exercises = [*(name for name in self._known if name in done), *sorted(done - self._known.keys())]
        tested = {protocol.id for test in calendar.tests if test.checked and (protocol := protocol_of(test))}
        self._tests = {f"test-{id_}": protocol for id_, protocol in PROTOCOLS.items() if id_ in tested}
        self._names = {id_: shown(self._known[id_].name if id_ in self._known else id_) for id_ in exercises}
        self._names |= {id_: self_test_name(protocol) for id_, protocol in self._tests.items()}

    def _show(self, at: int) -> None:
        self._at = at
        self.query_one(OptionMenu).highlighted = at if self._names else None
        self.query_one("#figures").scroll_home(animate=False)
        self._draw()

    def _draw(self) -> None:
        called = self._names[self.shown] if self.shown else ""
        self.query_one("#title", TopLine).show(title_words(called, named=not self.has_class("-narrow")))
        text, height = self.query_one("#text", Static), self.query_one("#figures").scrollable_content_region.height
        width = text.content_size.width
        if self.shown and width:
            text.update(Content("\n").join(self._figures().lines(width, height)))
        self.read_keys()

    def _figures(self) -> "Figures | SelfTestFigures":
        """The figures of what is on screen."""
        calendar = self._read()
        if protocol := self._tests.get(self.shown):
            return self._over_time(calendar, protocol)
        return Figures(
            self._known.get(self.shown),
            tuple(item for item in self._progress.stats if item.exercise == self.shown),
            {name: found for (exercise, name), found in self._progress.weaker.items() if exercise == self.shown},
            calendar.counted.this,
        )

    def _over_time(self, calendar: Calendar, protocol: Protocol) -> "SelfTestFigures":
        from ankle_tui.core.block.block_state import block_states  # noqa: PLC0415 - only where there are self-tests
        from ankle_tui.core.overview.measured import measured  # noqa: PLC0415
        from ankle_tui.ui.progress.self_test_figures import SelfTestFigures  # noqa: PLC0415

        tests = [test for test in calendar.tests if test.test == protocol.id.value]
        found = measured(tests, dt.date.min, self._age, self._sex)
        return SelfTestFigures(found.parts, block_states(calendar), calendar.today)
