"""Every exercise: what it trains, how it is done, its variations and where the doses come from."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.catalogue import Catalogue
from ankle_tui.core.exercise import Exercise, Variation
from ankle_tui.core.words import ladder_words
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import Line
from ankle_tui.ui.widgets.listing import Listing

__all__ = ["LibraryScreen", "exercise_content"]


class LibraryScreen(Screen[None]):
    """The exercises beside what is known of the one under the cursor.

    Args:
        catalogue: The exercises.
        first: Id of the exercise to open, or None.
    """

    BINDINGS = [
        Binding("escape,q,i", "dismiss", "back", id="library.back", key_display="esc"),
        Binding("space,right,pagedown", "page(1)", "read on", id="library.down", key_display="space", priority=True),
        Binding("left,pageup", "page(-1)", "Read back", show=False, priority=True),
        Binding("question_mark", "app.keys_help", "keys", id="library.keys", key_display="?"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal")]

    def __init__(self, catalogue: Catalogue, first: str | None = None) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._first = first

    def compose(self) -> ComposeResult:
        """Lay out list and text."""
        yield Line("Exercises", id="title")
        with Container(id="library"):
            yield Listing(*(Option(exercise.name, id=exercise.id) for exercise in self._catalogue), compact=True)
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="text")
        yield BindingBar("library.back")

    def on_mount(self) -> None:
        """Open the wanted exercise."""
        ids = [exercise.id for exercise in self._catalogue]
        self.query_one(OptionList).highlighted = ids.index(self._first) if self._first in ids else 0

    @on(OptionList.OptionHighlighted)
    def show(self, event: OptionList.OptionHighlighted) -> None:
        """Show the exercise under the cursor."""
        self.query_one("#text", Static).update(exercise_content(self._catalogue.exercises[event.option_index]))
        self.query_one("#about").scroll_home(animate=False)

    def action_page(self, direction: int) -> None:
        """Move the text, so that the list keeps the arrow keys."""
        about = self.query_one("#about")
        (about.scroll_page_down if direction > 0 else about.scroll_page_up)(animate=False)


def exercise_content(exercise: Exercise) -> Content:
    """All that is known of an exercise, for a reader."""
    parts = [
        Content.styled(exercise.name, "bold"),
        Content(exercise.trains),
        Content(""),
        Content(exercise.how),
    ]
    for number, variation in enumerate(exercise.variations, 1):
        parts += [Content(""), *_variation(number, variation)]
    named = dict.fromkeys(
        source.text
        for group in (
            exercise.sources,
            *(dose.sources for variation in exercise.variations for dose in variation.doses),
            *(variation.timing_sources for variation in exercise.variations),
        )
        for source in group
    )
    parts += [Content(""), Content.styled("Sources", "bold"), *(Content(f"· {text}") for text in named)]
    return Content("\n").join(parts)


def _variation(number: int, variation: Variation) -> list[Content]:
    lines = [
        Content.assemble((f"{number}. {variation.name}", "bold")),
        Content(f"   {ladder_words(variation)}"),
        Content(f"   {variation.stand}. {'. '.join(variation.cues)}."),
    ]
    if variation.tempo and variation.tempo.hold + variation.tempo.down:
        tempo = variation.tempo
        pace = " · ".join(
            f"{word} {time:g} s"
            for word, time in zip(tempo.words, (tempo.up, tempo.hold, tempo.down), strict=True)
            if time
        )
        lines.append(Content(f"   Tempo: {pace}"))
    if variation.equipment:
        lines.append(Content(f"   You need: {', '.join(variation.equipment)}"))
    return lines
