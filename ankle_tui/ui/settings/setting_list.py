"""The panels of the Settings screen: topics, the values of a topic, and what the setting under the cursor means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from ankle_tui.ui.settings.sections import NAME, Setting, SettingsSection
from ankle_tui.ui.settings.setting_lines import Chip, chips, first_in_sight, one_value
from ankle_tui.ui.widgets.panel import EDGE, NARROW, Panel

SPACED = 2
"""Lines of a row where there is room."""


class _Lines(Panel, Widget):
    """Rows with a cursor in a panel, an empty line between two where there is room."""

    COMPONENT_CLASSES = {"line--edge", "line--text", "line--cursor", "line--value", "line--chosen", "line--focused"}
    DEFAULT_CSS = """
    _Lines { height: 1fr; }
    _Lines > .line--edge { background: $tint; color: $success; }
    _Lines > .line--text { color: $quiet; }
    _Lines > .line--cursor { background: $tint; color: $foreground; text-style: bold; }
    _Lines > .line--value { color: $hint; }
    _Lines > .line--chosen { background: $line; color: $foreground; }
    _Lines > .line--focused { background: $success; color: $background; text-style: bold; }
    _Lines:ansi > .line--chosen, _Lines:nocolor > .line--chosen { background: $background; text-style: reverse; }
    _Lines:ansi > .line--focused, _Lines:nocolor > .line--focused {
        background: $background; color: $foreground; text-style: bold reverse;
    }
    """

    @dataclass
    class Clicked(Message):
        """A row was clicked.

        Attributes:
            lines: The list.
            row: The row.
            value: The number of a clicked value, or None.
        """

        lines: "_Lines"
        row: int
        value: int | None

        @property
        def control(self) -> "_Lines":
            """The sender, for `@on`."""
            return self.lines

    cursor = 0

    @property
    def count(self) -> int:
        """Number of rows."""
        raise NotImplementedError

    def draw(self, row: int, width: int) -> list[Segment]:
        """Draw a row behind the edge.

        Args:
            row: Its number.
            width: Cells for it.
        """
        raise NotImplementedError

    @property
    def each(self) -> int:
        """Lines of a row."""
        return SPACED if self.size.height >= SPACED * self.count - 1 else 1

    @property
    def first(self) -> int:
        """The first row in sight."""
        return 0 if self.each == SPACED else first_in_sight(self.cursor, self.count, self.size.height)

    @property
    def before(self) -> str:
        """Cells between the edge and the text."""
        return "" if self.screen.size.width < NARROW else " "

    def row_at(self, y: int) -> int | None:
        """The row on a line, or None."""
        row = self.first + y // self.each
        return row if y % self.each == 0 and row < self.count else None

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        row, width = self.row_at(y), self.size.width
        if row is None:
            return Strip.blank(width, self.rich_style)
        under = row == self.cursor
        edge = Segment(EDGE if under else " ", self.style_of("edge") if under else self.rich_style)
        cells = [edge, Segment(self.before, self.style_of("cursor") if under else self.rich_style)]
        strip = Strip([*cells, *self.draw(row, width - 2 - 2 * len(self.before))])
        return strip.adjust_cell_length(width, self.style_of("cursor") if under else self.rich_style)

    def style_of(self, part: str) -> Style:
        """The style of a part of a line."""
        return self.get_component_rich_style(f"line--{part}")


class TopicList(_Lines):
    """The topics."""

    DEFAULT_CSS = """
    TopicList > .line--edge { background: $background; color: $done; }
    TopicList > .line--cursor { background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._topics: Sequence[str] = ()

    @property
    def count(self) -> int:
        """Number of topics."""
        return len(self._topics)

    def show(self, topics: Sequence[str], at: int) -> None:
        """Show the topics, with the cursor on one."""
        self._topics, self.cursor = topics, at
        self.refresh()

    def draw(self, row: int, width: int) -> list[Segment]:
        """Draw a topic."""
        return [Segment(self._topics[row][:width], self.style_of("cursor" if row == self.cursor else "text"))]

    def on_click(self, event: events.Click) -> None:
        """Tell which topic was clicked."""
        row = self.row_at(event.get_content_offset_capture(self).y)
        if row is not None:
            self.post_message(self.Clicked(self, row, None))

    def tip(self, at: Offset) -> str:
        """Name the topic."""
        row = self.row_at(at.y)
        return "" if row is None else self._topics[row]


class SettingList(_Lines):
    """The settings of a topic with their values.

    Args:
        place: Gives the number of the present value of a setting.
        id: Its id.
    """

    acts = ("settings.change", "settings.reset")

    def __init__(self, place: Callable[[Setting], int], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="-active")
        self._place = place
        self._settings: Sequence[Setting] = ()

    @property
    def count(self) -> int:
        """Number of settings."""
        return len(self._settings)

    def show(self, topic: SettingsSection, at: int) -> None:
        """Show the settings of a topic, with the cursor on one."""
        self._settings, self.cursor = topic.settings, at
        self.frame(topic.name)
        self.refresh()

    def chips_of(self, row: int, width: int) -> list[Chip]:
        """Values of a row, in the cells behind its name."""
        setting = self._settings[row]
        words, at = [text for text, _ in setting.values], self._place(setting)
        room = width - NAME
        return one_value(words, at, room) if self.screen.size.width < NARROW else chips(words, at, room)

    def draw(self, row: int, width: int) -> list[Segment]:
        """Draw a setting and its values."""
        setting, under = self._settings[row], row == self.cursor
        at, ground = self._place(setting), self.style_of("cursor").background_style if under else self.rich_style
        cells = [Segment(f"{setting.name:<{NAME}}", self.style_of("cursor" if under else "text"))]
        for chip in self.chips_of(row, width):
            chosen = chip.value and chip.at == at
            style = self.style_of("focused" if under else "chosen") if chosen else ground + self.style_of("value")
            if not chosen and under:
                style += ground
            cells.append(Segment(chip.text, style))
        return cells

    def on_click(self, event: events.Click) -> None:
        """Tell which setting was clicked, and which value."""
        at = event.get_content_offset_capture(self)
        row = self.row_at(at.y)
        if row is not None:
            chip = self._chip(row, at.x)
            self.post_message(self.Clicked(self, row, chip.at if chip else None))

    def tip(self, at: Offset) -> str:
        """Explain the setting."""
        row = self.row_at(at.y)
        return "" if row is None else self._settings[row].about

    def _chip(self, row: int, x: int) -> Chip | None:
        """The value at a column, or None."""
        x -= 1 + len(self.before) + NAME
        for chip in self.chips_of(row, self.size.width - 2 - 2 * len(self.before)) if x >= 0 else ():
            if x < len(chip.text):
                return chip
            x -= len(chip.text)
        return None


class Meaning(Panel, Static):
    """What a setting means, and its line in the file in the lower edge."""

    DEFAULT_CSS = "Meaning { border-subtitle-align: left; }"
    _line = ""

    def show(self, setting: Setting, line: str) -> None:
        """Explain a setting.

        Args:
            setting: The setting.
            line: Its line in the file.
        """
        self._line = line
        first, stop, rest = setting.about.partition(". ")
        self.update(Content.assemble((first + stop, "$foreground"), rest), layout=False)
        self.frame(setting.name)
        self._draw_frame()

    def _draw_frame(self) -> None:
        super()._draw_frame()
        self.border_subtitle = Content.styled(self._line, "$hint")
