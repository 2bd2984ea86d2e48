"""The review of a block, and the question what comes next."""

from collections.abc import Callable, Sequence

from rich.style import Style as RichStyle
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from ankle_tui.core.block.block_review import TESTS_BEFORE, BlockReview
from ankle_tui.core.block.block_state import BlockPhase, BlockState, block_states
from ankle_tui.core.block.block_wording import plan_words
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.core.overview.measured import MeasuredPart, measured
from ankle_tui.services.blocks import target_after
from ankle_tui.services.journal import Journal
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.block.review_display import ReviewDisplay
from ankle_tui.ui.block.review_wording import LADDERS, NEXT, REVIEW, TESTS, effect_words, span_words
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.bignum import BigNumber
from ankle_tui.ui.widgets.keybar import BindingBar, shown_key
from ankle_tui.ui.widgets.line import SaidLine, TopLine
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.widgets.tooltips import Links
from ankle_tui.ui.wording.text import trouble_words
from ankle_tui.ui.wording.wrap import flow, words_of

DIGIT, OF = 6, 11
"""Cells of a large digit and the gap behind it, and of what stands beside the number."""


class ReviewText(Links):
    """A text with answers to click."""

    @property
    def link_style(self) -> RichStyle:
        """No style: links have one colour, but a key stands out from its words."""
        return RichStyle.null()


class ReviewPane(Panel, Static):
    """One of the sections of the page."""

    def tell(self, title: str, lines: Sequence[Content], result: str = "") -> None:
        """Show the section; without a border its title stands above it.

        Args:
            title: Its title.
            lines: Its lines.
            result: What sums it up.
        """
        self.frame(title, result)
        head = [] if self.is_framed else [Content.assemble((title, "bold"), (f"  {result}", "$quiet"))]
        self.update(Content("\n").join([*head, *lines]))


class NextPane(Panel, ReviewText):
    """The question what comes next."""


class ReviewScreen(BaseScreen[None]):
    """Look back on a block, the last one first; ask what comes next while that is open.

    Args:
        journal: The history.
        settings: Gives the current settings.
        weaker: Gives the leg that would go first in another block because of the self-tests, or None.
        answer: Called with the answer and the review it was given to.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("review")
    AUTO_FOCUS = ""  # the arrow keys are for scrolling and for other blocks
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal"), (76, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high"), (36, "-tall")]

    def __init__(
        self,
        journal: Journal,
        settings: Callable[[], Settings],
        *,
        weaker: Callable[[], Side | None],
        answer: Callable[[AfterBlock, BlockReview], None],
    ) -> None:
        super().__init__()
        self._journal = journal
        self._settings = settings
        self._weaker = weaker
        self._answer = answer
        self._at = ""
        """Id of the block on screen; empty for the last one."""
        self._seen: tuple[BlockState, BlockReview, tuple[MeasuredPart, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the page, with the question below it."""
        yield TopLine(id="title")
        with Vertical(id="body"):
            with VerticalScroll(id="sheet", can_focus=False):
                yield Static(id="head")
                with Horizontal(id="figures"):
                    yield BigNumber(id="done")
                    yield Static(id="of")
                    yield Static(id="weeks")
                yield ReviewPane(id="ladders")
                yield ReviewPane(id="tests")
                yield Static(id="effects")
            yield NextPane(id="next", classes="-active")
        yield SaidLine(id="said")
        yield BindingBar("review.back", "review.block", "review.down")

    def on_mount(self) -> None:
        """Show the last block."""
        self._look()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._draw)

    def on_history_changed(self) -> None:
        """Show the block as it is now, once it is worked out."""
        if self.waits:
            return
        self._look()
        self._draw()

    @property
    def waits(self) -> bool:
        """True while the coach looks at the sessions; what stands here is of before."""
        return not self._journal.is_ready()

    @property
    def review(self) -> BlockReview | None:
        """The block on screen; None once there is none."""
        return self._seen[1] if self._seen else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer answers while the question is open, other blocks if there are any, and scrolling for hidden lines."""
        if action == "answer":
            return self._asks
        if action == "block":
            return len(self._journal.calendar.blocks) > 1
        return action != "scroll" or any(sheet.max_scroll_y > 0 for sheet in self.query("#sheet"))

    def action_answer(self, answer: str) -> None:
        """Say what comes next."""
        if self.review and self._asks:
            self._answer(AfterBlock(answer), self.review)

    def action_block(self, by: int) -> None:
        """Show the block before, or the one after; the last follows the first."""
        ids = [block.id for block in self._journal.calendar.blocks]
        self._at = ids[(ids.index(self._at) + by) % len(ids)]
        self._look()
        self.query_one("#sheet").scroll_home(animate=False)
        self._draw()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by pages, less a line for orientation."""
        sheet = self.query_one("#sheet")
        sheet.scroll_relative(y=pages * max(1, sheet.size.height - 1), animate=False)

    @property
    def _asks(self) -> bool:
        return self.review is not None and self.review.state.phase is BlockPhase.REVIEW

    def _look(self) -> None:
        """Look back on the block if anything has changed."""
        journal, settings = self._journal, self._settings()
        states = block_states(journal.calendar)
        if not states:  # deleted by another program
            self._seen = None
            self.dismiss()
            return
        state = next((state for state in states if state.record.id == self._at), states[-1])
        self._at = state.record.id
        tests = [test for test in journal.calendar.tests if test.day <= state.last]
        found = measured(tests, state.record.since - TESTS_BEFORE, settings.age, settings.sex)
        self._seen = state, journal.coach.review(journal.calendar, state), found.parts

    def _draw(self) -> None:
        """Show the page, and the question at the foot of the screen."""
        self.query_one(SaidLine).show(trouble_words(problem) if (problem := self._journal.trouble()) else "")
        panes, low = self.query(ReviewPane), self.has_class("-low")
        width = panes.first().content_size.width
        if self._seen and width:
            state, review, parts = self._seen
            display = ReviewDisplay(review, parts)
            self.query_one(TopLine).head(REVIEW, span_words(state), plan_words(state))
            self._show("#head", display.head(width))
            self._draw_figures(display)
            self.query_one("#ladders", ReviewPane).tell(LADDERS, display.ladders(width))
            self.query_one("#tests", ReviewPane).tell(TESTS, display.tests(width), display.days())
            answers = self._answers(review, width) if self._asks else []
            self._show("#effects", answers if low else [])
            self.set_class(self._asks, "-asking")
            question = self.query_one(NextPane)
            question.frame(NEXT)
            question.update(self._brief_question() if low else Content("\n").join(answers))
        self.read_keys()

    def _draw_figures(self, display: ReviewDisplay) -> None:
        """Show the sessions as a large number, and week by week."""
        counts, width = display.review.state.counts, self.query_one("#figures").content_size.width
        large, of = str(counts.done), f"of {counts.planned}\nsessions"
        cells = DIGIT * len(large)
        beside = self.has_class("-wide") and not self.has_class("-low")
        self.query_one("#done", BigNumber).styles.width = cells
        self.query_one("#done", BigNumber).update(large)
        self.query_one("#done").display = self.query_one("#of").display = beside
        self.query_one("#of", Static).update(Content(of))
        self._show("#weeks", display.weeks(width - cells - OF if beside else width))

    def _show(self, name: str, lines: Sequence[Content]) -> None:
        """Show lines in one of the texts."""
        self.query_one(name, Static).update(Content("\n").join(lines))
        self.query_one(name).display = bool(lines)

    def _answers(self, review: BlockReview, width: int) -> list[Content]:
        """What each answer does, with its key."""
        drawn, weaker = self._drawn_answers(), self._weaker()
        target = target_after(AfterBlock.AGAIN, self._settings().target, review)
        cells = max(each.cell_length for each in drawn.values()) + 3
        lines: list[Content] = []
        for answer, each in drawn.items():
            head = Content.assemble(each, " " * (cells - each.cell_length))
            lines += flow(words_of(effect_words(answer, target, weaker), "$quiet"), width, head, cells)
        return lines

    def _brief_question(self) -> Content:
        """The question in one line."""
        return Content("  ").join([Content(NEXT), *self._drawn_answers().values()])

    def _drawn_answers(self) -> dict[AfterBlock, Content]:
        """Each answer with its key; a click gives it."""
        keys = {answer: shown_key(self, f"review.{answer}") for answer in AfterBlock}
        return {
            answer: Content.assemble((key, "bold $text-accent"), f" {answer}").stylize(
                Style.from_meta({"@click": f"screen.answer('{answer}')"})
            )
            for answer, key in keys.items()
        }
