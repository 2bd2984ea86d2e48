"""The lines of the Settings screen: names, explanations and choices of every setting, in sections."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.wording import sound_words
from ankle_tui.core.training.fitting import MINUTES
from ankle_tui.core.training.ladder import HOUSEHOLD
from ankle_tui.store.settings.kinds import Flag, Names, OneOf, WholeNumber
from ankle_tui.store.settings.settings import KINDS, Settings
from ankle_tui.store.settings.settings_wording import EQUIPMENT, SECTIONS
from ankle_tui.ui.wording.text import cut, shown

Choices = tuple[tuple[str, object], ...]

NAME = 15
"""Cells of the longest name of a setting, and one more."""
NEEDED_FIRST = ("band", "pillow", "step")
"""The equipment of most harder variations, in the order of the lines."""
VOLUMES = tuple(step / 10 for step in range(11))
"""Volumes to choose from; the file may have any other number, as for the next one."""
HOURS = tuple(map(float, range(7)))
"""Full hours of the night at which a training day can end."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as the screen shows it.

    Attributes:
        key: Its key in `Settings`.
        name: Its name on screen.
        about: Its explanation, one line.
        values: The words and the value of each choice.
        item: The piece of equipment, on a line about equipment.
        ends: True if the choices have two ends; otherwise the first follows the last.
    """

    key: str
    name: str
    about: str
    values: tuple[tuple[str, object], ...]
    item: str = ""
    ends: bool = False

    def changes(self, settings: Settings, at: int) -> dict[str, object]:
        """Return the changes made by choosing value number `at`."""
        value = self.values[at][1]
        if self.key == EQUIPMENT:
            value = settings.equipment | {self.item} if value else settings.equipment - {self.item}
        return {self.key: value}

    def usual(self, settings: Settings) -> dict[str, object]:
        """Return the changes that take the usual value."""
        return {self.key: settings.equipment - {self.item} if self.key == EQUIPMENT else None}

    def place(self, settings: Settings) -> int:
        """Index of the present value."""
        value = self.item in settings.equipment if self.key == EQUIPMENT else getattr(settings, self.key)
        return [each for _, each in self.values].index(value)


@dataclass(frozen=True, slots=True)
class SettingsSection:
    """Settings that belong together, below a heading."""

    name: str
    settings: Sequence[Setting]


def make_sections(
    settings: Settings, equipment: Iterable[str], themes: Iterable[str], theme: str
) -> list[SettingsSection]:
    """Make the lines of the screen.

    Args:
        settings: The present settings; a value of the file that is not among the usual choices is one more choice.
        equipment: The equipment to ask about, a line each.
        themes: Names of all themes.
        theme: Name of the theme on screen.
    """
    special = _special_choices(settings, themes, theme)
    sections = []
    for heading, lines in SECTIONS.items():
        made: list[Setting] = []
        for key, (name, about) in lines.items():
            choices = special.get(key) or _choices_of(key)
            if key == EQUIPMENT:
                made += (
                    Setting(key, _capital(item), about.format(shown(item)), choices, item=item) for item in equipment
                )
            else:
                made.append(Setting(key, name, about, choices, ends=key == "volume"))
        sections.append(SettingsSection(heading, made))
    return sections


def _choices_of(key: str) -> Choices:
    """Every allowed value of a setting, as written in the file; `yes` and `no` for a switch."""
    match KINDS[key]:
        case OneOf(members):
            return tuple((member.value, member) for member in members)
        case WholeNumber(low, high):
            return tuple((str(number), number) for number in range(low, high + 1))
        case Flag() | Names():
            return (("no", False), ("yes", True))
        case kind:
            raise TypeError(f"{key}: choices of {kind} need words of their own")


def _special_choices(settings: Settings, themes: Iterable[str], theme: str) -> Mapping[str, Choices]:
    """Choices with names of their own, or with more values than fit on the screen."""
    minutes = sorted({*MINUTES, settings.minutes or MINUTES[0]})
    hours = sorted({*HOURS, settings.cut_off / dt.timedelta(hours=1)})
    return {
        "level": (("as last time", None), *_choices_of("level")),
        "minutes": (("by level", None), *((f"{number:g}", number) for number in minutes)),
        "first_side": (("usual", None), *_choices_of("first_side")),
        "sprain": (("not said", None), *_choices_of("sprain")),
        "age": (("not said", None), *_choices_of("age")),
        "sex": (("not said", None), *_choices_of("sex")),
        "cut_off": tuple((_clock(hour), dt.timedelta(hours=hour)) for hour in hours),
        "sound_mode": tuple((sound_words(mode), mode) for mode in SoundMode),
        "volume": tuple((f"{100 * volume:.0f} %", volume) for volume in sorted({*VOLUMES, settings.volume})),
        "theme": tuple((name, name) for name in dict.fromkeys([*themes, settings.theme or theme])),
    }


def equipment_of(catalogue: Catalogue, also: Iterable[str] = ()) -> list[str]:
    """List the equipment to ask about: everything that variations need beyond `HOUSEHOLD`.

    Args:
        catalogue: The exercises.
        also: Further equipment that the runner's settings name.
    """
    needed = {name for exercise in catalogue for each in exercise.variations for name in each.equipment}
    found = (needed | {*also}) - HOUSEHOLD
    return sorted(found, key=lambda name: (name not in NEEDED_FIRST, name not in needed, name))


def _capital(name: str) -> str:
    name = cut(shown(name), NAME - 1)
    return name[:1].upper() + name[1:]


def _clock(hours: float) -> str:
    minutes = round(60 * hours)
    return f"{minutes // 60:02}:{minutes % 60:02}"
