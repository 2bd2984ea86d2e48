"""The Progress screen: bests of each leg and weekly work, one exercise at a time."""

import datetime as dt
from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.training.progress import Progress, progress
from ankle_tui.core.weeks.streaks import week_of
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.progress.figures import Figures
from ankle_tui.ui.progress.progress_wording import NOTHING_YET, title_words
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.wording.text import shown


class ProgressScreen(BaseScreen[None]):
    """List the exercises ever done and show the figures of one.

    Args:
        read: Gives the sessions, in any order.
        catalogue: The exercises.
        today: Gives the training day.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("progress")
    AUTO_FOCUS = ""  # the arrow keys are for the exercises and for scrolling
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]

    def __init__(
        self,
        read: Callable[[], Sequence[SessionRecord]],
        catalogue: Catalogue,
        *,
        today: Callable[[], dt.date],
        first_weekday: int = 0,
    ) -> None:
        super().__init__()
        self._read = read
        self._known = {exercise.id: exercise for exercise in catalogue}
        self._today = today
        self._first_weekday = first_weekday
        self._sessions: Sequence[SessionRecord] | None = None
        self._progress = Progress()
        self._exercises: list[str] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out list and figures."""
        yield TextLine("Progress", id="title")
        with Horizontal(id="progress"):
            yield OptionMenu(does=lambda _: "Show this exercise")
            with VerticalScroll(id="figures", can_focus=False):
                yield Static(id="text")
        yield Static(NOTHING_YET, id="empty")
        yield BindingBar("progress.next", "progress.back")

    def on_mount(self) -> None:
        """Show the first exercise."""
        self.query_one(OptionMenu).can_focus = False
        self._look()

    def on_history_changed(self) -> None:
        """Show the new figures of the same exercise."""
        self._look()
        self._draw()

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self.call_after_refresh(self._draw)

    @property
    def exercise(self) -> str:
        """Id of the exercise on screen, or empty."""
        return self._exercises[self._at] if self._exercises else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer other exercises and scrolling only if there are any, and hidden lines."""
        if action == "exercise":
            return len(self._exercises) > 1
        return action != "scroll" or any(figures.max_scroll_y > 0 for figures in self.query("#figures"))

    def action_exercise(self, by: int) -> None:
        """Show another exercise; the first follows the last."""
        self._show((self._at + by) % len(self._exercises))

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#figures").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        figures = self.query_one("#figures")
        figures.scroll_relative(y=pages * figures.size.height, animate=False)

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Show the exercise that was clicked."""
        if event.option_id in self._exercises:
            self._show(self._exercises.index(event.option_id))

    def _look(self) -> None:
        """Read the history if it has changed."""
        sessions = self._read()
        if sessions == self._sessions:
            return
        before = self.exercise
        self._sessions = sessions
        self._progress = progress(sessions, self._first_weekday, holds=with_holds(self._known.values()))
        done = {item.exercise for item in self._progress.stats}
        self._exercises = [name for name in self._known if name in done] + sorted(done - self._known.keys())
        self.set_class(not self._exercises, "-empty")
        listing = self.query_one(OptionMenu)
        listing.clear_options()
        listing.add_options([Option(Content(self._called(name)), id=name) for name in self._exercises])
        self._show(self._exercises.index(before) if before in self._exercises else 0)

    def _show(self, at: int) -> None:
        self._at = at
        self.query_one(OptionMenu).highlighted = at if self._exercises else None
        self.query_one("#figures").scroll_home(animate=False)
        self._draw()

    def _draw(self) -> None:
        called = self._called(self.exercise) if self.exercise else ""
        self.query_one("#title", TextLine).show(title_words(called, named=not self.has_class("-narrow")))
        text, height = self.query_one("#text", Static), self.query_one("#figures").scrollable_content_region.height
        width = text.content_size.width
        if self.exercise and width:
            figures = Figures(
                self._known.get(self.exercise),
                tuple(item for item in self._progress.stats if item.exercise == self.exercise),
                {name: found for (exercise, name), found in self._progress.weaker.items() if exercise == self.exercise},
                week_of(self._today().toordinal(), self._first_weekday),
            )
            text.update(Content("\n").join(figures.lines(width, height)))
        self.read_keys()

    def _called(self, exercise: str) -> str:
        return shown(self._known[exercise].name if exercise in self._known else exercise)
