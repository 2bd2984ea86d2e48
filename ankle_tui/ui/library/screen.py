"""The Exercises screen: every exercise with its ladder, instructions and sources."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Exercise, Source, Variation
from ankle_tui.core.exercises.guide import label, once, sources_of
from ankle_tui.core.formatting import gear_words, ladder_words
from ankle_tui.core.training.ladder import Rung, Standing
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.figure.figure import Figure
from ankle_tui.ui.figure.movements import motion_of
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.library.ladder_words import FOLLOW, QUIET, RUNG, ladder_lines
from ankle_tui.ui.messages import HistoryChanged
from ankle_tui.ui.widgets.keybar import BindingBar, shown_key
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.tooltips import Tooltips, command_words
from ankle_tui.ui.wording.wrap import flow, words_of

YOURS = " · yours"
"""Follows the name of the runner's own exercises."""


class LibraryScreen(BaseScreen[None]):
    """List the exercises and describe the one under the cursor.

    Args:
        catalogue: The exercises.
        read: Gives the present place on every ladder.
        first: Id of the exercise to open, or None.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("library")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]

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
        read: Callable[[], Mapping[str, Standing]],
        first: str | None = None,
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._read = read
        ids = [exercise.id for exercise in catalogue]
        self._at = ids.index(first) if first in ids else 0
        """Index of the exercise on screen."""
        self._standings = read()

    def compose(self) -> ComposeResult:
        """Lay out list and text."""
        yield TopLine("Exercises", id="title")
        with Container(id="library"):
            with Vertical(id="side"):
                options = (Option(self._named(exercise), id=exercise.id) for exercise in self._catalogue)
                yield OptionMenu(*options, does=lambda _: "Show this exercise")
                yield Figure(id="figure")
            with VerticalScroll(id="about", can_focus=False):
                yield _ExerciseText(id="text")
        yield BindingBar("library.step", "library.follow", "library.down", "library.back")

    def on_mount(self) -> None:
        """Open the first exercise to show."""
        self.query_one(OptionMenu).highlighted = self._at

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self.call_after_refresh(self._draw)
        self.call_after_refresh(self.query_one(OptionMenu).scroll_to_highlight)  # the list may have one line only

    def on_screen_resume(self) -> None:
        """Show the present ladders."""
        self.read_again()

    @on(HistoryChanged)
    def read_again(self) -> None:
        """Show the ladders after a change of history or settings."""
        self._standings = self._read()
        self._draw()

    @on(OptionMenu.OptionHighlighted)
    def show(self, event: OptionMenu.OptionHighlighted) -> None:
        """Show the exercise under the cursor."""
        self._at = event.option_index
        self.query_one("#about").scroll_home(animate=False)
        self._draw()

    @on(Click, "#text")
    def click(self, event: Click) -> None:
        """Set the rung that was clicked."""
        meta = event.style.meta
        if RUNG in meta:
            self._overrule(meta[RUNG])
        elif FOLLOW in meta:
            self.action_follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer steps only on a ladder with several rungs, and following the sessions only after a rung was set."""
        standing = self._standing
        if action == "step":
            return len(rungs(standing.exercise)) > 1
        return action != "follow" or standing.pin is not None

    def action_step(self, by: int) -> None:
        """Set the rung above or below the next one."""
        standing = self._standing
        at = standing.position if standing.pin is None else standing.pin
        self._overrule(at + by)

    def action_follow(self) -> None:
        """Let the ladder follow the sessions again."""
        if self._standing.pin is not None:
            self.post_message(self.Overrule(self._standing.exercise.id, None))

    def action_page(self, direction: int) -> None:
        """Scroll the text; the arrow keys belong to the list."""
        about = self.query_one("#about")
        about.scroll_relative(y=direction * max(1, about.size.height - 1), animate=False)

    @property
    def _standing(self) -> Standing:
        return self._standings[self._catalogue.exercises[self._at].id]

    def _overrule(self, place: int) -> None:
        """Set a rung, if there is one."""
        standing, ladder = self._standing, rungs(self._standing.exercise)
        if 1 < len(ladder) > place >= 0 and place != standing.pin:
            self.post_message(self.Overrule(standing.exercise.id, str(Rung.of(ladder[place]))))
            self.query_one("#about").scroll_home(animate=False)  # where the ladder is

    def _named(self, exercise: Exercise) -> Content:
        return Content.assemble(exercise.name, (YOURS if exercise.id in self._catalogue.own else "", QUIET))

    def _draw(self) -> None:
        text, standing = self.query_one("#text", Static), self._standing
        self.query_one(Figure).play(motion_of(standing.choice))
        if width := text.content_size.width:
            low = self.has_class("-low")
            head = [] if low and self.has_class("-narrow") else [self._named(standing.exercise).stylize("bold")]
            follow = shown_key(self, "library.follow")
            ladder = ladder_lines(standing, width, roomy=not low, follow=follow)
            lines = exercise_lines(standing.exercise, width)
            text.update(Content("\n").join([*head, *ladder, Content(""), *lines]))
        self.read_keys()


class _ExerciseText(Tooltips, Static):
    """Description of an exercise, with clickable rungs."""

    def tip(self, at: Offset) -> str:
        """Say what a click there does."""
        meta = self.screen.get_style_at(*(at + self.content_region.offset)).meta
        if FOLLOW in meta:
            return command_words(self.screen, "library.follow")
        return command_words(self.screen, "library.step") if RUNG in meta else ""


def exercise_lines(exercise: Exercise, width: int) -> list[Content]:
    """Describe an exercise in full.

    Args:
        exercise: The exercise.
        width: Cells of a line.
    """
    how = [*words_of(exercise.how), *_labels(exercise.sources)]
    lines = [*flow(words_of(exercise.trains), width), Content(""), *flow(how, width)]
    for number, variation in enumerate(exercise.variations, 1):
        lines += [Content(""), *_variation(number, variation, width)]
    lines += [Content(""), Content.styled("Sources", "bold")]
    for source in sources_of([exercise]):
        lines += flow([*_labels([source]), *words_of(source.text, QUIET)], width, indent=2)
    return lines


def _variation(number: int, variation: Variation, width: int) -> list[Content]:
    head = f"{number}. "
    doses = once(source for dose in variation.doses for source in dose.sources)
    told = [
        [*words_of(ladder_words(variation)), *_labels(doses)],
        words_of(f"{variation.stand}. {'. '.join(variation.cues)}."),
        *(
            words_of(f"{part.name.capitalize()}: {part.setup.lower()}. {part.cue}.")
            for part in variation.parts
            if part.setup
        ),
        [*words_of(_timing_words(variation)), *_labels(variation.timing_sources)],
    ]
    if variation.equipment:
        told.append(words_of(f"You need: {', '.join(map(gear_words, variation.equipment))}"))
    lines = flow(words_of(variation.name, "bold"), width, Content.styled(head, "bold"), len(head))
    for words in told:
        lines += flow(words, width, Content(" " * len(head)), len(head))
    return lines


def _timing_words(variation: Variation) -> str:
    """Tell tempo and rests, such as `Up 2 s · hold 1 s · down 2 s · rest 60 s`."""
    tempo, times = variation.tempo, list[tuple[str, float]]()
    if tempo and tempo.hold + tempo.down:
        times += zip(tempo.words, (tempo.up, tempo.hold, tempo.down), strict=True)
    elif tempo:
        times.append((f"one {tempo.words[0]}", tempo.up))
    times += [("between parts", variation.part_rest), ("change legs", variation.change), ("rest", variation.rest)]
    words = " · ".join(f"{word} {time:g} s" for word, time in times if time)
    return words[:1].upper() + words[1:]


def _labels(sources: Iterable[Source]) -> list[Content]:
    """Labels of sources, to follow the text they support."""
    return [Content.styled(f"[{label(source)}]", QUIET) for source in sources]
