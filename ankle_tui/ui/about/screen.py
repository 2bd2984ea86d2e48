"""The About screen: pages on why, how often and when to stop, every line with its source."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset, Region
from textual.style import Style
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.exercise import Source
from ankle_tui.core.exercises.guide import Guide, Page, Passage, PassageShape, label, suggestion_words
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.panel import NARROW, Panel, margin
from ankle_tui.ui.widgets.tooltips import Links, Tooltips, command_words
from ankle_tui.ui.wording.wrap import flow, words_of

PLACE = "About"
SMALL = "not bold $quiet"
"""Style of sources: quiet, so as not to disturb reading."""


class PageList(Panel, OptionMenu):
    """The names of the pages."""


class PagePane(Panel, VerticalScroll):
    """The page."""

    acts = ("information.tick", "information.down")


class AboutScreen(BaseScreen[None]):
    """Show the pages, one at a time.

    Args:
        information: All pages.
        first: Id of the page to open; an unknown id opens the first page.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("information")
    AUTO_FOCUS = ""  # the arrow keys are for the pages and for scrolling
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-single"), (76, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high"), (36, "-tall")]

    def __init__(self, information: Guide, first: str = "") -> None:
        super().__init__()
        self._information = information
        self._at = information.place(first)
        self._ticked: dict[str, set[int]] = {}
        self._sheet = Sheet((), ())

    def compose(self) -> ComposeResult:
        """Lay out list and text."""
        yield TopLine(PLACE, id="title")
        yield Links(id="turn")
        with Vertical(id="body"), Horizontal(id="information"):
            yield PageList(*(Option(Content(page.name)) for page in self._information.pages), does=_show_words)
            with PagePane(id="page", classes="-active", can_focus=False):
                yield _PageText(lambda row: self._sign(row) is not None, id="text")
        yield Static(id="said")
        yield BindingBar("information.back", "information.next")

    def on_mount(self) -> None:
        """Open the first page to show."""
        self.query_one(PageList).can_focus = False
        self.query_one(PageList).frame("Pages")
        self._show(self._at)

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self.call_after_refresh(self._draw)

    @property
    def page(self) -> Page:
        """The page on screen."""
        return self._information.pages[self._at]

    @property
    def ticked(self) -> Collection[int]:
        """Numbers of the ticked signs on this page, from 0."""
        return self._ticked.get(self.page.id, set())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer ticks only for signs on the page, and scrolling only for hidden text."""
        if action == "tick":
            return isinstance(parameters[0], int) and parameters[0] < len(self.page.signs)
        return action != "scroll" or any(page.max_scroll_y > 0 for page in self.query("#page"))

    def action_page(self, by: int) -> None:
        """Show another page; the first follows the last."""
        self._show((self._at + by) % len(self._information.pages))

    def action_tick(self, sign: int) -> None:
        """Tick or untick a sign."""
        self._ticked.setdefault(self.page.id, set()).symmetric_difference_update({sign})
        self._draw()
        self.call_after_refresh(self._show_sign, sign)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_screenful(self, screens: int) -> None:
        """Scroll by a screenful, less one line for orientation."""
        page = self.query_one("#page")
        page.scroll_relative(y=screens * max(1, page.size.height - 1), animate=False)

    def action_end(self, direction: int) -> None:
        """Scroll to the top or to the end."""
        page = self.query_one("#page")
        page.scroll_to(y=page.max_scroll_y if direction > 0 else 0, animate=False)

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Show the page that was clicked."""
        self._show(event.option_index)

    @on(Click, "#text")
    def tick(self, event: Click) -> None:
        """Tick the sign that was clicked."""
        sign = self._sign(event.get_content_offset_capture(self.query_one("#text")).y)
        if sign is not None:
            self.action_tick(sign)

    def _sign(self, row: int) -> int | None:
        """The sign on a line of the page, or None."""
        return next((number for number, rows in enumerate(self._sheet.signs) if row in rows), None)

    def _show(self, at: int) -> None:
        self._at = at
        self.query_one(PageList).highlighted = at
        self.query_one("#page").scroll_home(animate=False)
        self._draw()

    def _show_sign(self, sign: int) -> None:
        """Scroll a sign into view: its digit works from anywhere, and the line at the foot may cover it."""
        if sign >= len(self._sheet.signs):  # the page has changed since
            return
        rows, top = self._sheet.signs[sign], self.query_one("#text").virtual_region.y
        self.query_one("#page").scroll_to_region(Region(0, top + rows.start, 1, len(rows)), animate=False)

    def _draw(self) -> None:
        text, place = self.query_one("#text", Static), f"{self._at + 1} of {len(self._information.pages)}"
        self.query_one(PagePane).frame(self.page.name, place)
        before = " " * margin(self.size.width)
        turn = Content.assemble(_button(f"{before}‹ ", "page(-1)"), self.page.name, _button(" ›", "page(1)"))
        self.query_one("#turn", Links).update(Content.assemble(turn, (f"  {place}", SMALL)))
        self._draw_suggestion()
        if width := text.content_size.width:
            self._sheet = set_page(self._information, self.page, width, ticked=self.ticked)
            text.update(Content("\n").join(self._sheet.lines))
        self.read_keys()

    def _draw_suggestion(self) -> None:
        words = suggestion_words(self.page, len(self.ticked))
        self.set_class(bool(words), "-saying")
        if words and self.page.suggestion:
            room = self.size.width - 2 * margin(self.size.width)
            lines = flow(_words(words, self.page.suggestion.sources), room)
            self.query_one("#said", Static).update(Content("\n").join(lines))
            self.query_one("#said").styles.padding = 0, margin(self.size.width)


class _PageText(Tooltips, Static):
    """The text of a page, with signs to tick.

    Args:
        ticks: Says if a click on a line ticks a sign.
        id: Its id.
    """

    def __init__(self, ticks: Callable[[int], bool], *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._ticks = ticks

    def tip(self, at: Offset) -> str:
        """Say that a click ticks the sign."""
        return command_words(self.screen, "information.tick") if self._ticks(at.y) else ""


def _show_words(_: Option) -> str:
    return "Show this page"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page laid out in lines.

    Attributes:
        lines: All lines.
        signs: The range of lines of each sign.
    """

    lines: tuple[Content, ...]
    signs: tuple[range, ...]


def set_page(information: Guide, page: Page, width: int, *, ticked: Collection[int] = ()) -> Sheet:
    """Lay out a page in lines that fit, with its sources in full at the end.

    Args:
        information: All pages.
        page: The page.
        width: Cells of a line.
        ticked: Numbers of the ticked signs, from 0.
    """
    lines: list[Content] = []
    signs: list[range] = []
    before: PassageShape | None = None
    for passage in page.passages:
        shape = passage.shape
        if lines and before is not PassageShape.HEADING and (shape is PassageShape.TEXT or shape is not before):
            lines.append(Content(""))
        if shape is PassageShape.SIGN:
            found = _sign(passage, width, len(signs), ticked=len(signs) in ticked)
            signs.append(range(len(lines), len(lines) + len(found)))
        else:
            found = _passage(passage, width)
        lines += found
        before = shape
    lines += [Content("")] if page.all_sources else [Content(""), Content.styled("Sources", "bold")]
    for source in information.listed(page):
        words = [Content.styled(f"[{label(source)}]", SMALL), *words_of(source.text, SMALL)]
        lines += flow(words, width, indent=2)
    return Sheet(tuple(lines), tuple(signs))


def _passage(passage: Passage, width: int) -> list[Content]:
    if passage.shape is PassageShape.HEADING:
        return flow(words_of(passage.text, "bold"), width)
    head = "· " if passage.shape is PassageShape.ITEM else ""
    return flow(_words(passage.text, passage.sources), width, Content(head), len(head))


def _sign(passage: Passage, width: int, number: int, *, ticked: bool) -> list[Content]:
    """A sign with its digit and its box."""
    head = Content.assemble((f"{number + 1}", "bold $text-accent"), f" {'■' if ticked else '□'} ")
    return flow(_words(passage.text, passage.sources), width, head, head.cell_length)


def _words(text: str, sources: Iterable[Source]) -> list[Content]:
    """Words of a line, then the labels of its sources, none of which is broken."""
    return [*words_of(text), *(Content.styled(f"[{label(source)}]", SMALL) for source in sources)]


def _button(text: str, action: str) -> Content:
    return Content(text).stylize(Style.from_meta({"@click": f"screen.{action}"}))
