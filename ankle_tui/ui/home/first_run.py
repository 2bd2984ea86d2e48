"""The first run: four questions, one at a time; all can be skipped, and the settings change the answers later."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.exercise import Level, Sprain
from ankle_tui.core.training.fitting import MINUTES, default_minutes
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.home.first_run_wording import (
    AT_HAND,
    EXPERIENCE,
    ON,
    QUESTIONS,
    READY,
    SIGNS,
    SPRAINED,
    TIME,
    WELCOME,
    go_on_words,
    place_words,
)
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.tooltips import command_words
from ankle_tui.ui.wording.text import shown

EQUIPMENT = ("band", "pillow", "step", "foam roller")
"""The equipment of the shipped exercises."""
SPLIT = ":"
"""Between the number of a question and its answer, in the id of a line."""


class FirstRunScreen(BaseScreen[dict[str, object]]):
    """Ask what a first session needs to know; end with changed settings, or None if skipped.

    Args:
        equipment: Every kind of equipment to ask about.
    """

    CSS_PATH = ["first_run.tcss"]
    BINDINGS = bindings("first-run")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (11, "-low"), (16, "-high")]

    def __init__(self, equipment: Sequence[str] = EQUIPMENT) -> None:
        super().__init__()
        self._things = tuple(equipment)
        self._at = EXPERIENCE
        self._level = Level.BEGINNER
        self._equipment: frozenset[str] = frozenset()
        self._sprain = Sprain.NO
        self._minutes: float | None = None

    def compose(self) -> ComposeResult:
        """Lay out a question."""
        with Horizontal(id="top"):
            yield TextLine(WELCOME, id="name")
            yield TextLine(id="where")
        with Vertical(id="body"), VerticalScroll(id="frame", can_focus=False):
            yield Static(id="question")
            yield OptionMenu(does=self._does)
            yield Static(id="about")
        yield BindingBar("first-run.take", "first-run.signs", "first-run.back", "first-run.skip")

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask(EXPERIENCE)

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
        self.query_one(OptionMenu).action_select()

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
        question, listing = QUESTIONS[self._at], self.query_one(OptionMenu)
        self.query_one("#where", TextLine).show(place_words(self._at))
        self.query_one("#question", Static).update(Content(question.words))
        self.query_one("#about", Static).update(Content(question.about))
        listing.clear_options()
        answers = question.answers or tuple((name, name) for name in self._things)
        listing.add_options([Option(self._line(name, words), id=self._answer_id(name)) for name, words in answers])
        if self._at == AT_HAND:
            listing.add_option(Option(Content(f" {go_on_words(self._equipment)}"), id=self._answer_id(ON)))
        listing.highlighted = cursor
        listing.focus(scroll_visible=False)  # it would push the question out of a small terminal
        self.refresh_bindings()
        self.read_keys()

    def _does(self, option: Option) -> str:
        """Say what a click on a line does."""
        return command_words(self, "first-run.signs" if option.id == self._answer_id(SIGNS) else "first-run.take")

    def _answer_id(self, name: str) -> str:
        """Combine an answer with the number of its question."""
        return f"{self._at}{SPLIT}{name}"

    def _line(self, name: str, words: str) -> Content:
        if self._at == AT_HAND:
            words = f"{'■' if name in self._equipment else '□'} {shown(words)}"
        return Content(f" {words}")
