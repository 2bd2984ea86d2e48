"""The Exercises screen: every exercise with its ladder, how it looks and how it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widgets import OptionList, Static

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.training.ladder import Rung, Standing
from ankle_tui.core.training.lanes import rungs
from ankle_tui.services.journal import Journal
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.figure.figure import Figure
from ankle_tui.ui.figure.movements import motion_of
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.library.exercise_text import exercise_lines
from ankle_tui.ui.library.ladder_rows import LadderKeys, lacks, ladder_rows
from ankle_tui.ui.library.library_lists import Exercises, Ladder
from ankle_tui.ui.library.library_wording import SHOW_THIS, how_sentences, step_words
from ankle_tui.ui.messages import HistoryChanged, Open, Place
from ankle_tui.ui.widgets.keybar import BindingBar, shown_key
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.panel import NARROW, Board, Panel
from ankle_tui.ui.wording.wrap import flow, words_of

BESIDE = 76
"""Columns from which list, ladder and figure stand beside each other; below, one of them is shown at a time."""
LOW, TALL = 18, 36
"""Lines of the screen below which nothing is told of how it is done, and from which lines are left free."""
WIDE = 110
"""Columns from which the ladder is wider."""
LIST, LADDER, WIDE_LADDER, RIGHT = 20, 32, 54, 106
"""Cells of a line of the list where it stands beside others; widths of the ladder, and of ladder and figure together at
most, as in the style sheet."""
PANES = ("-list", "-ladder", "-look")
"""Classes of a small screen for what it shows, in the order in which Enter leads through them."""


class StepFigure(Panel, Figure):
    """The variation under the cursor as it is done."""

    acts = ("library.move",)


class ExerciseSheet(Panel, VerticalScroll, can_focus=False):
    """All there is to know of an exercise."""

    acts = ("library.down",)


class LibraryScreen(BaseScreen[None]):
    """List the exercises, and show the ladder of the one under the cursor.

    Args:
        catalogue: The exercises.
        journal: The history.
        first: Id of the exercise to open, or None.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("library")
    AUTO_FOCUS = "Exercises"
    at_once = frozenset({"back"})
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-middle"), (BESIDE, "-normal"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high"), (TALL, "-tall")]

    @dataclass
    class Overrule(Message):
        """The runner sets a rung, or lets the ladder follow the sessions again.

        Attributes:
            exercise: Id of the exercise.
            rung: Name of the rung in the settings; None removes the rung that was set.
        """

        exercise: str
        rung: str | None

    def __init__(
        self,
        catalogue: Catalogue,
        journal: Journal,
        first: str | None = None,
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._journal = journal
        self._shown = first if first in {each.id for each in catalogue} else catalogue.exercises[0].id
        self._standings = self._read()
        self._pane = 0
        self._still = False
        self.add_class(PANES[0])

    def compose(self) -> ComposeResult:
        """Lay out list, ladder, figure and text."""
        yield TopLine("Exercises", id="title")
        with Horizontal(id="library"):
            yield Exercises(does=lambda _: SHOW_THIS)
            with Vertical(id="right"):
                with Horizontal(id="upper"):
                    yield Ladder(does=lambda _: SHOW_THIS)
                    yield StepFigure(id="look")
                yield Board(self._how_lines, "library.read", id="how")
            with ExerciseSheet(id="reading"):
                yield Static(id="text")
        yield BindingBar(
            "library.open", "library.back", "library.step", "library.progress", "library.variation", "library.gear"
        )

    def on_mount(self) -> None:
        """Show the first exercise."""
        self._fill_list()
        self._turn_to(self._shown)

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self._fill_list()
        self._fill_ladder()
        self.call_after_refresh(self._draw_text)
        self.call_after_refresh(self._refocus)

    def on_screen_resume(self) -> None:
        """Show the present ladders."""
        self.read_again()

    @on(HistoryChanged)
    def read_again(self) -> None:
        """Show the ladders after a change of history or settings, once they are worked out."""
        if self.waits:
            return
        self._standings = self._read()
        self._fill_list()
        self._turn_to(self._shown)

    @property
    def waits(self) -> bool:
        """True while the coach looks at the sessions; what stands here is of before."""
        return not self._journal.is_ready()

    def _read(self) -> Mapping[str, Standing]:
        return self._journal.coach.standings(self._journal.calendar)

    @property
    def standing(self) -> Standing:
        """The place on the ladder that is shown."""
        return self._standings[self._shown]

    @property
    def choice(self) -> Choice:
        """The rung under the cursor."""
        ladder, menu = rungs(self.standing.exercise), self.query_one(Ladder)
        if menu.highlighted is None or not (name := menu.get_option_at_index(menu.highlighted).id):
            return self.standing.choice
        return ladder[int(name)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer only what there is: steps, a step to take back, other variations, things to add."""
        standing, reading = self.standing, self.has_class("-reading")
        possible = {
            "step": lambda: not reading and len(rungs(standing.exercise)) > 1,
            "follow": lambda: not reading and standing.pin is not None,
            "variation": lambda: not reading and len(standing.exercise.variations) > 1,
            "move": lambda: not (reading or self.has_class("-blind")),
            "open": lambda: not reading and self._pane < (len(PANES) - 1 if self._small else 1),
            "close": lambda: not reading and self._pane > 0,
            "page": lambda: reading,
            "read": lambda: not reading,
            "open_place": lambda: parameters[0] != Place.SETTINGS.name or bool(lacks(standing)),
        }
        return possible[action]() if action in possible else True

    @on(OptionList.OptionHighlighted, "Exercises")
    def turn(self, event: OptionList.OptionHighlighted) -> None:
        """Show the exercise under the cursor."""
        if event.option_id and event.option_id != self._shown:
            self._turn_to(event.option_id)

    @on(OptionList.OptionHighlighted, "Ladder")
    def look(self) -> None:
        """Show the variation under the cursor."""
        self._draw_look()

    @on(OptionList.OptionSelected)
    def selected(self) -> None:
        """Go on from what was clicked."""
        if self.check_action("open", ()):
            self.action_open()

    @on(DescendantFocus)
    def follow_focus(self) -> None:
        """Know what a small screen would show."""
        self._go_to_pane(max(1, self._pane) if self._in_ladder else 0)

    def action_open(self) -> None:
        """Go on from the list to the ladder, and on a small screen to the figure."""
        self._go_to_pane(self._pane + 1)

    def action_close(self) -> None:
        """Go back from the figure to the ladder, from there to the list."""
        self._go_to_pane(self._pane - 1)

    def action_back(self) -> None:
        """Go back from the text, from the figure and from the ladder; from the list leave."""
        if self.has_class("-reading"):
            self.remove_class("-reading")
            self.call_after_refresh(self._refocus)
            self.read_keys()
        elif self._pane:
            self.action_close()
        else:
            self.dismiss()

    def action_step(self, by: int) -> None:
        """Set the rung above or below the next one."""
        standing, ladder = self.standing, rungs(self.standing.exercise)
        place = (standing.position if standing.pin is None else standing.pin) + by
        if len(ladder) > place >= 0:
            self.post_message(self.Overrule(standing.exercise.id, str(Rung.of(ladder[place]))))

    def action_follow(self) -> None:
        """Let the ladder follow the sessions again."""
        self.post_message(self.Overrule(self.standing.exercise.id, None))

    def action_variation(self) -> None:
        """Move the cursor to the next variation."""
        ladder, now = rungs(self.standing.exercise), self.choice.variation
        variations = self.standing.exercise.variations
        after = variations[(variations.index(now) + 1) % len(variations)]
        menu = self.query_one(Ladder)
        place = next(at for at, each in enumerate(ladder) if each.variation is after)
        menu.highlighted = menu.get_option_index(str(place))
        if self._pane == 0:
            self.action_open()

    def action_move(self) -> None:
        """Let the figure move, or stand still."""
        self._still = not self._still
        self._draw_look()

    def action_read(self) -> None:
        """Show all there is to know of the exercise."""
        self.add_class("-reading")
        self.query_one("#reading").scroll_home(animate=False)
        self.call_after_refresh(self._draw_text)
        self.read_keys()

    def action_page(self, pages: int) -> None:
        """Scroll the text by pages."""
        text = self.query_one("#reading")
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)

    def action_open_place(self, place: str, what: str = "") -> None:
        """Go to another screen, Progress with this exercise."""
        self.post_message(Open(Place[place], self._shown if place == Place.PROGRESS.name else what))

    @property
    def _small(self) -> bool:
        return self.size.width < BESIDE

    @property
    def _rung_width(self) -> int:
        """Cells of a rung, beside the mark of the cursor, the margin, the scroll bar and the border."""
        if self._small:
            return max(1, self.size.width - (4 if self.size.width < NARROW else 6))
        if self.has_class("-blind"):
            return min(RIGHT, self.size.width - LIST - 6) - 6
        return (WIDE_LADDER if self.size.width >= WIDE else LADDER) - 6

    @property
    def _in_ladder(self) -> bool:
        return any(menu.has_focus for menu in self.query(Ladder))

    def _go_to_pane(self, pane: int) -> None:
        """Go to the list, the ladder or the figure, which a small screen shows alone."""
        if pane != self._pane:
            self._pane = pane
            for at, name in enumerate(PANES):
                self.set_class(at == pane, name)
            self.query_one(Ladder if pane else Exercises).focus()
            self._head()
            self.read_keys()

    def _refocus(self) -> None:
        """Give the keys back to the list or the ladder, which were hidden meanwhile."""
        if self.focused is None:
            self.query_one(Ladder if self._pane else Exercises).focus()

    def _turn_to(self, exercise: str) -> None:
        """Show an exercise, the cursor on its next rung."""
        self._shown = exercise
        self._fill_ladder()
        self._draw_text()
        self._head()
        self.read_keys()

    def _head(self) -> None:
        exercise = self.standing.exercise
        step = step_words(self.standing.position, len(rungs(exercise)))
        if self._small and self._pane:
            self.query_one("#title", TopLine).head(exercise.name, "", step)
        else:
            self.query_one("#title", TopLine).head("Exercises", exercise.trains.removesuffix("."))
        self.query_one(Exercises).frame("All")
        self.query_one(Ladder).frame("Ladder", step)
        self.query_one(StepFigure).frame("How it looks")
        self.query_one("#how", Board).frame("How")
        self.query_one(ExerciseSheet).frame(exercise.name)

    def _fill_list(self) -> None:
        """Show the list with the places on the ladders."""
        menu, height = self.query_one(Exercises), self.size.height
        width = self.size.width - 4 if self._small else LIST
        legend = height >= LOW and not self._small
        menu.fill(self._catalogue, self._standings, width, legend=legend, spaced=height >= TALL)
        menu.highlighted = menu.get_option_index(self._shown)

    def _fill_ladder(self) -> None:
        """Show the ladder, the cursor on the next rung, or on the one that was set."""
        standing = self.standing
        blind = self.query_one(StepFigure).cells is None or motion_of(standing.choice) is None
        self.set_class(blind, "-blind")
        keys = LadderKeys(shown_key(self, "library.gear"), shown_key(self, "library.follow"))
        rows = ladder_rows(standing, self._rung_width, self._journal.today, keys)
        self.query_one(Ladder).fill(rows, standing.position if standing.pin is None else standing.pin)

    def _draw_look(self) -> None:
        """Show the variation under the cursor."""
        figure, motion = self.query_one(StepFigure), motion_of(self.choice)
        if self._still:
            figure.show(motion)
        else:
            figure.play(motion)
        self.query_one("#how").refresh()

    def _how_lines(self, width: int, height: int) -> list[Content]:
        """How the variation under the cursor is done, as fully as there is room."""
        told = how_sentences(self.choice.variation)
        lines = [flow(words_of(" ".join(told[:number])), width) for number in range(1, len(told) + 1)]
        first = next((each for each in reversed(lines) if len(each) <= height), [])
        more = flow(words_of(self.standing.exercise.how, "$quiet"), width)
        return [*first, Content(""), *more] if len(first) + len(more) < height else first

    def _draw_text(self) -> None:
        """Lay out all there is to know, while it is shown."""
        text = self.query_one("#text", Static)
        if self.has_class("-reading") and (width := text.content_size.width):
            text.update(Content("\n").join(exercise_lines(self.standing.exercise, width)))
            self.read_keys()
