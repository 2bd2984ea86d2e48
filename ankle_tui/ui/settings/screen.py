"""The Settings screen: a line for each setting with its values, changed by arrow keys or the mouse and saved at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from ankle_tui.store.settings.editor import changed
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.settings.sections import Setting, make_sections
from ankle_tui.ui.settings.setting_lines import file_line
from ankle_tui.ui.settings.setting_list import Meaning, SettingList, TopicList
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.panel import NARROW
from ankle_tui.ui.wording.text import shown

SAVED, UNSAVED = "✓ saved as you go", "kept until you leave"


class SettingsScreen(BaseScreen[None]):
    """Show all settings, topic by topic, and let the runner change them.

    Args:
        read: Gives the present settings.
        equipment: All equipment to choose from.
        themes: Names of all themes.
        theme: Gives the name of the theme on screen.
        path: The settings file; None keeps changes until the program ends.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("settings")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (9, "-low"), (20, "-high"), (36, "-tall")]

    @dataclass
    class Changed(Message):
        """The runner has changed a setting.

        Attributes:
            changes: New values by their keys in `Settings`; None for the usual one.
        """

        changes: Mapping[str, object]

    def __init__(
        self,
        read: Callable[[], Settings],
        *,
        equipment: Iterable[str],
        themes: Collection[str],
        theme: Callable[[], str],
        path: Path | None,
        at: str = "",
    ) -> None:
        super().__init__()
        self._read = read
        self._seen = self._settings = read()
        """Settings as last read, and the same with the changes made here."""
        self._equipment = tuple(equipment)
        self._themes = themes
        self._theme = theme
        self._path = path
        self._at = 0
        """The setting under the cursor, counted over all topics."""
        self._make_topics()
        self._at = next((number for number, (_, row) in enumerate(self._rows) if row.key == at), 0)

    def compose(self) -> ComposeResult:
        """Lay out topics, values and meaning."""
        yield TopLine("Settings", id="title")
        with Vertical(id="body"), Vertical(id="page"):
            with Horizontal(id="panes"):
                yield TopicList(id="topics")
                yield SettingList(self._place, id="settings")
            yield Meaning(id="about")
        yield BindingBar("settings.back", "settings.next", "settings.next-part")

    def on_mount(self) -> None:
        """Show the first topic."""
        self.query_one(TopicList).frame("Topics")
        self._draw()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._draw)

    @property
    def current(self) -> Setting:
        """The setting under the cursor."""
        return self._rows[self._at][1]

    def action_move(self, by: int) -> None:
        """Move the cursor, past the end of a topic to the next."""
        self._go(self._at + by)

    def action_end(self, number: int) -> None:
        """Go to the first setting, or the last."""
        self._go(number % len(self._rows))

    def action_leap(self, by: int) -> None:
        """Go to the first setting of another topic."""
        part = max(0, min(self._rows[self._at][0] + by, len(self._topics) - 1))
        self._go(self._start(part))

    def action_step(self, by: int) -> None:
        """Choose the next value; the first follows the last unless the values have ends."""
        setting = self.current
        at, count = self._place(setting) + by, len(setting.values)
        self._choose(setting, max(0, min(at, count - 1)) if setting.ends else at % count)

    def action_reset(self) -> None:
        """Take the usual value again."""
        setting = self.current
        self._change(setting.usual(self._settings))

    @on(TopicList.Clicked, "#topics")
    def open_topic(self, event: TopicList.Clicked) -> None:
        """Go to the topic that was clicked."""
        self._go(self._start(event.row))

    @on(SettingList.Clicked, "#settings")
    def take_click(self, event: SettingList.Clicked) -> None:
        """Go to the setting that was clicked, and choose the value that was."""
        self._go(self._start(self._rows[self._at][0]) + event.row)
        if event.value is not None:
            self._choose(self.current, event.value)

    def on_history_changed(self) -> None:
        """Show changes from elsewhere; the cursor stays on its setting."""
        before, self._seen = self._seen, self._read()
        if self._seen is before or self._seen == self._settings:
            return
        at, self._settings = self.current, self._seen
        self._make_topics()
        found = (number for number, (_, each) in enumerate(self._rows) if (each.key, each.item) == (at.key, at.item))
        self._go(next(found, 0))

    def _make_topics(self) -> None:
        self._topics = make_sections(self._settings, self._equipment, self._themes, self._theme())
        self._rows = [(number, each) for number, part in enumerate(self._topics) for each in part.settings]

    def _start(self, part: int) -> int:
        """The first setting of a topic."""
        return sum(len(topic.settings) for topic in self._topics[:part])

    def _go(self, number: int) -> None:
        self._at = max(0, min(number, len(self._rows) - 1))
        self._draw()

    def _choose(self, setting: Setting, at: int) -> None:
        if at != self._place(setting):
            self._change(setting.changes(self._settings, at))

    def _change(self, changes: Mapping[str, object]) -> None:
        """Report changes and show them."""
        self._settings = changed(self._settings, changes)
        self.post_message(self.Changed(changes))
        self.call_later(self._draw)  # once a theme has been taken

    def _place(self, setting: Setting) -> int:
        """The number of the present value."""
        return setting.place(
            self._settings if self._settings.theme else changed(self._settings, {"theme": self._theme()})
        )

    def _draw(self) -> None:
        part, setting = self._rows[self._at]
        topic = self._topics[part]
        narrow = self.size.width < NARROW
        fact = SAVED if self._path else UNSAVED
        place = f"{part + 1} of {len(self._topics)}"
        self.query_one(TopLine).head("Settings", topic.name if narrow else "", place if narrow else fact)
        self.query_one(TopicList).show([each.name for each in self._topics], part)
        self.query_one(SettingList).show(topic, self._at - self._start(part))
        where = f"{shown(home_path(self._path))}: " if self._path else ""
        self.query_one(Meaning).show(setting, f"{where}{file_line(setting, self._settings)}")


def home_path(path: Path) -> str:
    """Write a path from the home folder on, as people do."""
    try:
        return str(Path("~", path.relative_to(Path.home())))
    except (RuntimeError, ValueError):
        return str(path)
