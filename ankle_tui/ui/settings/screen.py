"""The settings: one line each, changed by arrow keys or the mouse, and kept at once."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Level, Side
from ankle_tui.core.history.day_marks import MOST_TARGET
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.wording import sound_words
from ankle_tui.core.training.ladder import HOUSEHOLD
from ankle_tui.core.weeks.calendar import WeekStart
from ankle_tui.store.settings.editor import changed
from ankle_tui.store.settings.settings import Settings, SoundChoice
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.field import Field, WordField
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.virtual_list import cut
from ankle_tui.ui.wording.text import shown

NEEDED_FIRST = ("band", "pillow", "step")
"""The equipment that most harder variations are done with, in the order in which it is asked for."""
MINUTES = (5.0, 8.0, 10.0, 15.0)
LATEST_CUT_OFF = 6
"""The last full hour of the night that is offered; any other can stand in the file."""
NAME = 15
"""Cells of the longest name of a setting, and one more."""
EQUIPMENT = "equipment"
MODES = (SoundMode.BOTH, SoundMode.TONES, SoundMode.VOICE, SoundMode.OFF)


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the screen.

    Attributes:
        key: Its name in the settings.
        name: What it is called.
        about: What it does, in one line.
        values: What can be chosen: the words and the value of each.
        item: What is at hand or not, for a line about equipment.
        ends: Whether the values have two ends; otherwise the first follows the last.
    """

    key: str
    name: str
    about: str
    values: tuple[tuple[str, object], ...]
    item: str = ""
    ends: bool = False

    def changes(self, settings: Settings, at: int) -> dict[str, object]:
        """What is changed when a value is chosen.

        Args:
            settings: What they are now.
            at: The number of the value.
        """
        value = self.values[at][1]
        if self.key == EQUIPMENT:
            value = settings.equipment | {self.item} if value else settings.equipment - {self.item}
        return {self.key: value}

    def place(self, settings: Settings) -> int:
        """The number of the value that is chosen now.

        Args:
            settings: What they are now.
        """
        value = self.item in settings.equipment if self.key == EQUIPMENT else getattr(settings, self.key)
        return [each for _, each in self.values].index(value)


class SettingField(WordField):
    """The line of a setting.

    Args:
        setting: The setting.
        at: The number of the value that is chosen.
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
        """What it is about."""
        return self.setting.about

    def on_focus(self) -> None:
        """Point at the line."""
        self._mark("►")

    def on_blur(self) -> None:
        """Point elsewhere."""
        self._mark()

    def action_step(self, by: int) -> None:
        """Choose the next value; after the last comes the first, unless they have ends."""
        if self.setting.ends:
            by = max(-self.at, min(by, len(self.setting.values) - 1 - self.at))
        if by:
            super().action_step(by)

    def _mark(self, cursor: str = " ") -> None:
        self._label = f"{cursor} {self.setting.name}"
        self.refresh()


@dataclass(frozen=True, slots=True)
class SettingsSection:
    """Settings that belong together.

    Attributes:
        name: What they are about.
        settings: What they are.
    """

    name: str
    settings: Sequence[Setting]


class SettingsScreen(BaseScreen[None]):
    """All settings.

    Args:
        read: Gives what they are now.
        equipment: Everything that could be at hand.
        themes: Every theme there is.
        theme: Tells which one is shown.
        path: The file they are kept in; None when they are only kept until the program ends.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("settings")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (80, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (11, "-low"), (16, "-high"), (44, "-roomy")]

    @dataclass
    class Changed(Message):
        """The runner has changed a setting.

        Attributes:
            changes: New values by their names in `Settings`.
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
        """The settings as they were read last, and with what was changed here."""
        self._equipment = tuple(equipment)
        self._themes = themes
        self._theme = theme
        self._path = path
        self._parts = _parts(self._settings, self._equipment, themes, theme())

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        where = f"Kept in {shown(home_path(self._path))}" if self._path else "Kept until you leave"
        with Horizontal(id="top"):
            yield TextLine("Settings", id="name")
            yield TextLine(where, id="where")
        with Vertical(id="body"), Vertical(id="frame"):
            with VerticalScroll(id="settings", can_focus=False):
                for part in self._parts:
                    yield TextLine(part.name, classes="part")
                    for setting in part.settings:
                        yield SettingField(setting, self._place(setting))
                yield Static(Content(where), id="kept")
            yield Static(id="about")
        yield BindingBar("settings.next", "field.more", "settings.back")

    def on_descendant_focus(self) -> None:
        """Say what the setting under the cursor does, and keep the name of its part in sight."""
        if isinstance(row := self.focused, SettingField):
            self.query_one("#about", Static).update(Content(row.setting.about), layout=False)
            self.call_after_refresh(self._show, row)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Move the focus, but leave the scrolling to `_show`: which of the two came last would differ between Pythons."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def _show(self, row: SettingField) -> None:
        """Bring a line into sight: the first of a part with its heading, the first and the last of all with what is beyond."""
        rows, scroll = self._rows, self.query_one("#settings")
        if row not in rows:  # the lines are others by now
            return
        part = self._part(row)
        if row is rows[0]:
            scroll.scroll_home(animate=False, immediate=True)
        elif row is rows[-1]:
            scroll.scroll_end(animate=False, immediate=True)
        elif row.setting is self._parts[part].settings[0]:
            self.query(".part")[part].scroll_visible(animate=False, immediate=True)
        if not 0 <= row.virtual_region.y - scroll.scroll_offset.y < scroll.size.height:
            self.scroll_to_center(row, animate=False, immediate=True)

    def action_end(self, number: int) -> None:
        """Go to the first setting, or the last."""
        self._rows[number].focus()

    def action_leap(self, by: int) -> None:
        """Go to the first setting of another part."""
        row = self.focused
        at = self._part(row) + by if isinstance(row, SettingField) else 0
        setting = self._parts[max(0, min(at, len(self._parts) - 1))].settings[0]
        self.query_one(f"#{_id(setting)}").focus()

    async def on_history_changed(self) -> None:
        """Show what somebody else has changed; the cursor stays on its line."""
        before, self._seen = self._seen, self._read()
        if self._seen is before or self._seen == self._settings:
            return
        at, self._settings = self.focused and self.focused.id, self._seen
        self._parts = _parts(self._settings, self._equipment, self._themes, self._theme())
        await self.recompose()
        for row in self._rows:
            if row.id == at:
                row.focus()

    @on(Field.Changed)
    def change(self, event: Field.Changed) -> None:
        """Tell of a changed setting."""
        if isinstance(row := event.field, SettingField):
            changes = row.setting.changes(self._settings, row.at)
            self._settings = changed(self._settings, changes)
            self.post_message(self.Changed(changes))

    @property
    def _rows(self) -> list[SettingField]:
        return list(self.query(SettingField))

    def _part(self, row: SettingField) -> int:
        return next(number for number, part in enumerate(self._parts) if row.setting in part.settings)

    def _place(self, setting: Setting) -> int:
        return setting.place(
            self._settings if self._settings.theme else changed(self._settings, {"theme": self._theme()})
        )


def equipment_of(catalogue: Catalogue, also: Iterable[str] = ()) -> list[str]:
    """What can be said to be at hand: what variations need, less what everybody has.

    Args:
        catalogue: The exercises.
        also: What the runner has named beside it.
    """
    needed = {name for exercise in catalogue for each in exercise.variations for name in each.equipment}
    found = (needed | {*also}) - HOUSEHOLD
    return sorted(found, key=lambda name: (name not in NEEDED_FIRST, name not in needed, name))


def home_path(path: Path) -> str:
    """A path as people write it, from their home folder.

    Args:
        path: The path.
    """
    try:
        return str(Path("~", path.relative_to(Path.home())))
    except (RuntimeError, ValueError):
        return str(path)


def _id(setting: Setting) -> str:
    return f"setting-{setting.key}{''.join(f'-{ord(char)}' for char in setting.item)}"


def _choices(*pairs: tuple[str, object]) -> tuple[tuple[str, object], ...]:
    return pairs


def _named(kind: type[StrEnum]) -> tuple[tuple[str, object], ...]:
    return tuple((member.value, member) for member in kind)


def _ordered(values: Iterable[float], now: float) -> list[float]:
    """Numbers to choose from, with the one that stands in the file."""
    return sorted({*values, now})


def _parts(settings: Settings, equipment: Iterable[str], themes: Collection[str], theme: str) -> list[SettingsSection]:
    yes = _choices(("no", False), ("yes", True))
    minutes = _ordered(MINUTES, settings.minutes or MINUTES[0])
    hours = _ordered(map(float, range(LATEST_CUT_OFF + 1)), settings.cut_off / dt.timedelta(hours=1))
    volumes = _ordered((step / 10 for step in range(11)), settings.volume)
    return [
        SettingsSection(
            "Training",
            [
                Setting(
                    "level",
                    "Level",
                    "Where each exercise starts. As last time: as in your last session.",
                    (("as last time", None), *_named(Level)),
                ),
                Setting(
                    "target",
                    "Days a week",
                    "Training days to aim at. A change counts from next week.",
                    tuple((str(number), number) for number in range(1, MOST_TARGET + 1)),
                ),
                Setting(
                    "minutes",
                    "Minutes",
                    "The time there is for the exercises; a cooldown comes on top.",
                    (("no limit", None), *((f"{number:g}", number) for number in minutes)),
                ),
                Setting("first_side", "First leg", "The leg that every exercise begins with.", _named(Side)),
                Setting("cooldown", "Cooldown", "Whether sessions end with easy moves and stretches.", yes),
            ],
        ),
        SettingsSection(
            "Equipment",
            [Setting(EQUIPMENT, _capital(item), _about(item), yes, item=item) for item in equipment],
        ),
        SettingsSection(
            "Days and weeks",
            [
                Setting(
                    "week_start", "Week starts", "The first day of a week, here and in streaks.", _named(WeekStart)
                ),
                Setting(
                    "cut_off",
                    "Day ends",
                    "A session before this time of the night counts for the day before.",
                    tuple((_clock(hour), dt.timedelta(hours=hour)) for hour in hours),
                ),
                Setting("streaks", "Streaks", "Whether the weeks in a row are shown.", yes),
            ],
        ),
        SettingsSection(
            "Session",
            [
                Setting(
                    "counting",
                    "Reps counted",
                    "Paced: for you, at a steady tempo. By hand: you press a key.",
                    _named(Counting),
                )
            ],
        ),
        SettingsSection(
            "Sound",
            [
                Setting(
                    "sound_mode",
                    "Led by",
                    "Words tell closed eyes what comes next; tones keep the beat.",
                    tuple((sound_words(mode), mode) for mode in MODES),
                ),
                Setting(
                    "volume",
                    "Volume",
                    "How loud the next session begins.",
                    tuple((f"{100 * volume:.0f} %", volume) for volume in volumes),
                    ends=True,
                ),
                Setting(
                    "sound",
                    "Sound output",
                    "What makes the sound; auto takes what works. From the next start.",
                    _named(SoundChoice),
                ),
            ],
        ),
        SettingsSection(
            "Screen",
            [
                Setting("flash", "Flash", "Whether the border answers every cue.", yes),
                Setting(
                    "terminal_title", "Window title", "Whether title and progress of the window follow a session.", yes
                ),
                Setting(
                    "notifications", "Notices", "Told by the desktop that a rest ends, while you look elsewhere.", yes
                ),
                Setting(
                    "theme",
                    "Theme",
                    "The colours of every screen.",
                    tuple((name, name) for name in dict.fromkeys([*themes, settings.theme or theme])),
                ),
            ],
        ),
    ]


def _about(item: str) -> str:
    return f"Whether there is a {shown(item)} at hand. Beginners train without equipment."


def _capital(name: str) -> str:
    name = cut(shown(name), NAME - 1)
    return name[:1].upper() + name[1:]


def _clock(hours: float) -> str:
    minutes = round(60 * hours)
    return f"{minutes // 60:02}:{minutes % 60:02}"
