"""The first run: four questions, one at a time; all can be skipped, and the settings change the answers later."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Level, Sprain
from ankle_tui.core.training.fitting import MINUTES, default_minutes
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.home.aside import FigurePanel
from ankle_tui.ui.home.first_run_wording import (
    AT_HAND,
    EXPERIENCE,
    LATER,
    ON,
    QUESTIONS,
    READY,
    SIGNS,
    SPRAINED,
    TIME,
    WELCOME,
    go_on_words,
    meaning_words,
    place_words,
    so_far_words,
)
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.settings.sections import equipment_of
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.widgets.tooltips import command_words
from ankle_tui.ui.wording.text import shown

SPLIT = ":"
"""Between the number of a question and its answer, in the id of a line."""
DASH, GAP = "━", 1
"""A cell of the bar of a question, and the cells between two."""
HIGH = 23
"""Rows from which there is room for panels, the bars of the questions and a figure."""
ANSWER = 22
"""Cells of an answer before what it means."""


class AnswerList(Panel, OptionMenu):
    """The answers of a question."""

    acts = ("first-run.take", "first-run.signs")


class FirstRunScreen(BaseScreen[dict[str, object]]):
    """Ask what a first session needs to know; end with changed settings, or None if skipped.

    Args:
        catalogue: The exercises, some of which need equipment.
    """

    CSS_PATH = ["first_run.tcss"]
    BINDINGS = bindings("first-run")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal"), (76, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (11, "-low"), (HIGH, "-high"), (36, "-tall")]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._things = equipment_of(catalogue)
        self._first = Choice.start(next(iter(catalogue)), Level.BEGINNER)
        self._catalogue = catalogue
        self._at = EXPERIENCE
        self._level = Level.BEGINNER
        self._equipment: frozenset[str] = frozenset()
        self._sprain = Sprain.NO
        self._minutes: float | None = None

    def compose(self) -> ComposeResult:
        """Lay out a question."""
        yield TopLine(WELCOME, id="title")
        with Vertical(id="body"), VerticalScroll(id="frame", can_focus=False):
            yield Static(id="place")
            yield Static(id="question")
            yield Static(id="about")
            with Horizontal(id="panes"):
                yield AnswerList(does=self._does)
                yield FigurePanel(id="figure")
            yield TextLine(id="so-far")
        yield BindingBar("first-run.take", "first-run.back", "first-run.skip")

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask(EXPERIENCE)

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._draw_place)

    @property
    def changes(self) -> dict[str, object]:
        """The answers so far, with defaults for the rest."""
        return {
            "level": self._level,
            "sprain": self._sprain,
            "equipment": self._equipment,
            "minutes": self._minutes,
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to go back after the first question, and the signs at the end."""
        offered = {"back": self._at > EXPERIENCE, "signs": self._at == READY}
        return offered.get(action, True)

    def action_take(self) -> None:
        """Take the answer under the cursor."""
        self.query_one(AnswerList).action_select()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(AnswerList).move(by)

    def action_back(self) -> None:
        """Ask the previous question again."""
        if self._at:
            self._ask(self._at - 1)

    def action_skip(self) -> None:
        """End without an answer; after the last question, keep the answers and skip only the signs."""
        self.dismiss(self.changes if self._at == READY else None)

    def action_signs(self) -> None:
        """Read about the signs."""
        self.post_message(Open(Place.ABOUT, "signs"))

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Take an answer and ask the next question; for equipment, tick as many as apply first."""
        at, _, name = (event.option_id or "").partition(SPLIT)
        if at != str(self._at):  # an answer to an earlier question
            return
        if name == SIGNS:
            self.action_signs()
        elif self._at == READY:
            self.dismiss(self.changes)
        elif self._at == AT_HAND and name != ON:
            self._equipment ^= {name}
            self._draw(event.option_index)
        else:
            if self._at == EXPERIENCE:
                self._level = Level(name)
            elif self._at == SPRAINED:
                self._sprain = Sprain(name)
            elif self._at == TIME:
                self._minutes = float(name)
            self._ask(self._at + 1)

    def _ask(self, number: int) -> None:
        self._at = number
        stands = {
            EXPERIENCE: list(Level).index(self._level),
            SPRAINED: list(Sprain).index(self._sprain),
            AT_HAND: len(self._things),
            TIME: MINUTES.index(self._minutes or default_minutes(self._level)),
        }
        self._draw(stands.get(number, 0))

    def _draw(self, cursor: int) -> None:
        """Show the question.

        Args:
            cursor: The number of the line under the cursor.
        """
        question, listing = QUESTIONS[self._at], self.query_one(AnswerList)
        self._draw_place()
        self.query_one("#question", Static).update(Content(question.words))
        self.query_one("#about", Static).update(Content(question.about))
        so_far = so_far_words(self._at, self._level, self._sprain, self._equipment, self._minutes)
        self.query_one("#so-far", TextLine).show(f"So far: {so_far}" if so_far else "")
        ticked = f"{len(self._equipment)} of {len(self._things)}" if self._at == AT_HAND else ""
        listing.frame(question.topic, ticked)
        listing.clear_options()
        answers = question.answers or tuple((name, name) for name in self._things)
        listing.add_options([Option(self._line(name, words), id=self._answer_id(name)) for name, words in answers])
        if self._at == AT_HAND:
            listing.add_option(Option(Content(go_on_words(self._equipment)), id=self._answer_id(ON)))
        listing.highlighted = cursor
        listing.focus(scroll_visible=False)  # it would push the question out of a small terminal
        self.refresh_bindings()
        self.read_keys()

    def _draw_place(self) -> None:
        """Show how many of the questions have been asked."""
        place, low = place_words(self._at), self.size.height < HIGH
        self.query_one(TopLine).head(WELCOME, "", (place or LATER) if low or self.size.width < NARROW else LATER)
        room = self.query_one("#place", Static).content_size.width
        cells = max(1, (room - len(place) - 2) // READY - 2 * GAP)
        bars = [(DASH * cells, "$success" if number <= self._at else "$line") for number in range(READY)]
        line = Content(" " * GAP).join(Content.styled(*bar) for bar in bars)
        gap = " " * max(2, room - line.cell_length - len(place))
        self.query_one("#place", Static).update(Content.assemble(line, gap, (place, "$quiet")), layout=False)

    @on(OptionList.OptionHighlighted)
    def turn_figure(self, event: OptionList.OptionHighlighted) -> None:
        """Show the exercise that the answer leads to."""
        name = (event.option_id or "").partition(SPLIT)[2]
        self.query_one(FigurePanel).turn_to(self._opened(name) or self._first)

    def _opened(self, name: str) -> Choice | None:
        """The first exercise that needs a piece of equipment."""
        if self._at == EXPERIENCE:
            return Choice.start(self._first.exercise, Level(name))
        found = (
            Choice(exercise, variation, variation.doses[0])
            for exercise in self._catalogue
            for variation in exercise.variations
            if name in variation.equipment
        )
        return next(found, None)

    def _does(self, option: Option) -> str:
        """Say what a click on a line does."""
        return command_words(self, "first-run.signs" if option.id == self._answer_id(SIGNS) else "first-run.take")

    def _answer_id(self, name: str) -> str:
        """Combine an answer with the number of its question."""
        return f"{self._at}{SPLIT}{name}"

    def _line(self, name: str, words: str) -> Content:
        means = meaning_words(self._at, name, self._level, self._opened(name) if self._at == AT_HAND else None)
        words, tick = shown(words), Content("")
        if self._at == AT_HAND:
            words = f"{words[:1].upper()}{words[1:]}"
            tick = Content.styled("■ ", "$success") if name in self._equipment else Content("□ ")
        room = ANSWER if self.size.width >= NARROW else 0
        return Content.assemble(
            tick, f"{words:<{room - tick.cell_length if room else 0}}", (means if room else "", "$hint")
        )
