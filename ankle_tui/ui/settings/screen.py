"""The Settings screen: a line for each setting, changed by arrow keys or the mouse and saved at once."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from ankle_tui.store.settings.editor import changed
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.settings.sections import NAME, Setting, make_sections
from ankle_tui.ui.widgets.field import Field, WordField
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.wording.text import shown


class SettingField(WordField):
    """A line with the name of a setting and its values.

    Args:
        setting: The setting.
        at: The index of the chosen value.
    """

    BINDINGS = bindings("setting")
    DEFAULT_CSS = """
    SettingField:focus > .field--label { text-style: bold; }
    """
    LABEL = 2 + NAME

    def __init__(self, setting: Setting, at: int) -> None:
        super().__init__(setting.name, [words for words, _ in setting.values], at, id=_id(setting))
        self.setting = setting
        self._mark()

    def tip(self, at: Offset) -> str:
        """Explain the setting."""
        return self.setting.about

    def on_focus(self) -> None:
        """Mark the line with the cursor."""
        self._mark("►")

    def on_blur(self) -> None:
        """Remove the cursor."""
        self._mark()

    def action_step(self, by: int) -> None:
        """Choose the next value; the first follows the last unless the values have ends."""
        if self.setting.ends:
            by = max(-self.at, min(by, len(self.setting.values) - 1 - self.at))
        if by:
            super().action_step(by)

    def _mark(self, cursor: str = " ") -> None:
        self._label = f"{cursor} {self.setting.name}"
        self.refresh()


class SettingsScreen(BaseScreen[None]):
    """Show all settings and let the runner change them.

    Args:
        read: Gives the present settings.
        equipment: All equipment to choose from.
        themes: Names of all themes.
        theme: Gives the name of the theme on screen.
        path: The settings file; None keeps changes until the program ends.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("settings")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (80, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (11, "-low"), (16, "-high"), (44, "-roomy")]

    @dataclass
    class Changed(Message):
        """The runner has changed a setting.

        Attributes:
            changes: New values by their keys in `Settings`.
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
    ) -> None:
        super().__init__()
        self._read = read
        self._seen = self._settings = read()
        """Settings as last read, and the same with the changes made here."""
        self._equipment = tuple(equipment)
        self._themes = themes
        self._theme = theme
        self._path = path
        self._sections = make_sections(self._settings, self._equipment, themes, theme())

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        where = f"Kept in {shown(home_path(self._path))}" if self._path else "Kept until you leave"
        with Horizontal(id="top"):
            yield TextLine("Settings", id="name")
            yield TextLine(where, id="where")
        with Vertical(id="body"), Vertical(id="frame"):
            with VerticalScroll(id="settings", can_focus=False):
                for part in self._sections:
                    yield TextLine(part.name, classes="part")
                    for setting in part.settings:
                        yield SettingField(setting, self._place(setting))
                yield Static(Content(where), id="kept")
            yield Static(id="about")
        yield BindingBar("settings.next", "field.more", "settings.back")

    def on_descendant_focus(self) -> None:
        """Explain the setting under the cursor, and keep the heading of its section in sight."""
        if isinstance(row := self.focused, SettingField):
            self.query_one("#about", Static).update(Content(row.setting.about), layout=False)
            self.call_after_refresh(self._show, row)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Move the focus and leave scrolling to `_show`: the order of the two would differ between Pythons."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def _show(self, row: SettingField) -> None:
        """Scroll to a line: the first of a section with its heading, the first and last of all to the very end."""
        rows, scroll = self._rows, self.query_one("#settings")
        if row not in rows:  # the lines have been rebuilt since
            return
        part = self._part(row)
        if row is rows[0]:
            scroll.scroll_home(animate=False, immediate=True)
        elif row is rows[-1]:
            scroll.scroll_end(animate=False, immediate=True)
        elif row.setting is self._sections[part].settings[0]:
            self.query(".part")[part].scroll_visible(animate=False, immediate=True)
        if not 0 <= row.virtual_region.y - scroll.scroll_offset.y < scroll.size.height:
            self.scroll_to_center(row, animate=False, immediate=True)

    def action_end(self, number: int) -> None:
        """Go to the first setting, or the last."""
        self._rows[number].focus()

    def action_leap(self, by: int) -> None:
        """Go to the first setting of another section."""
        row = self.focused
        at = self._part(row) + by if isinstance(row, SettingField) else 0
        setting = self._sections[max(0, min(at, len(self._sections) - 1))].settings[0]
        self.query_one(f"#{_id(setting)}").focus()

    async def on_history_changed(self) -> None:
        """Show changes from elsewhere; the cursor stays on its line."""
        before, self._seen = self._seen, self._read()
        if self._seen is before or self._seen == self._settings:
            return
        at, self._settings = self.focused and self.focused.id, self._seen
        self._sections = make_sections(self._settings, self._equipment, self._themes, self._theme())
        await self.recompose()
        for row in self._rows:
            if row.id == at:
                row.focus()

    @on(Field.Changed)
    def change(self, event: Field.Changed) -> None:
        """Report a changed setting."""
        if isinstance(row := event.field, SettingField):
            changes = row.setting.changes(self._settings, row.at)
            self._settings = changed(self._settings, changes)
            self.post_message(self.Changed(changes))

    @property
    def _rows(self) -> list[SettingField]:
        return list(self.query(SettingField))

    def _part(self, row: SettingField) -> int:
        return next(number for number, part in enumerate(self._sections) if row.setting in part.settings)

    def _place(self, setting: Setting) -> int:
        return setting.place(
            self._settings if self._settings.theme else changed(self._settings, {"theme": self._theme()})
        )


def home_path(path: Path) -> str:
    """Write a path from the home folder on, as people do."""
    try:
        return str(Path("~", path.relative_to(Path.home())))
    except (RuntimeError, ValueError):
        return str(path)


def _id(setting: Setting) -> str:
    return f"setting-{setting.key}{''.join(f'-{ord(char)}' for char in setting.item)}"
