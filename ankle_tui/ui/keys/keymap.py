"""Keys of the runner's own: every binding has an id, and the settings can give it other keys."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS, Keys, format_key, key_to_character

from ankle_tui.core.validation import InvalidValue, did_you_mean

WHERE = "keys"
"""The table of the settings."""
MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_FIXED = {"Input": "writing", "OptionList": "a list"}
"""Textual's own widgets with keys that cannot be set."""
NAMES = {"enter": "enter"}
"""How keys are shown where Textual's own way needs a guess."""


_Place = tuple[tuple["KeyCommand", ...], ...]


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """What keys do, wherever that is.

    Attributes:
        id: Its name in the settings; empty for a key that cannot be set.
        keys: Its keys, as Textual calls them.
        what: What they do.
        owner: The class it belongs to.
        priority: Whether it comes before what has the focus.
        display: How its keys are shown together with those of its counterparts, or empty.
    """

    id: str
    keys: tuple[str, ...]
    what: str
    owner: type[DOMNode] = field(compare=False)
    priority: bool = False
    display: str = ""


def key_name(key: str) -> str:
    """How a key is shown: `^s`, `esc`, `?`.

    Args:
        key: As Textual calls it: `ctrl+s`, `escape`, `question_mark`.
    """
    *modifiers, last = key.split("+")
    shown = NAMES.get(last) or format_key(last)
    if "ctrl" in modifiers:
        modifiers.remove("ctrl")
        shown = f"^{shown}"
    return "+".join([*modifiers, shown])


def first_key(keys: str) -> str:
    """How the first of several keys is shown, as the settings name them.

    Args:
        keys: The keys, read without a mistake.
    """
    return key_name(_normal(next(_split(keys))))


def commands(keys: Mapping[str, str] | None = None) -> list[KeyCommand]:
    """Every command that has an id, screen by screen.

    Args:
        keys: The runner's own keys, by id; they have been read without a mistake.
    """
    own = {name: tuple(map(_normal, _split(text))) for name, text in (keys or {}).items()}
    return [
        KeyCommand(each.id, own.get(each.id, each.keys), each.what, each.owner, each.priority)
        for each in _known().values()
    ]


def command_lines(keys: Mapping[str, str]) -> list[str]:
    """Every command in a table: its id, its keys as the settings name them, and what it does.

    Args:
        keys: The runner's own keys, by id; they have been read without a mistake.
    """
    rows = [(each.id, ", ".join(each.keys), f"{each.what[:1].upper()}{each.what[1:]}") for each in commands(keys)]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return [f"{name:<{widths[0]}}  {of:<{widths[1]}}  {what}" for name, of, what in rows]


def read_keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """The keys of the runner as Textual takes them.

    Args:
        keys: By the id of a command one key or several, with commas between.

    Raises:
        InvalidValue: At the first mistake: no such command, no such key, or one key for two commands of a screen.
    """
    known = _known()
    wanted = {name: _read_keys(name, text, known) for name, text in keys.items()}
    for place in _places():
        _look_for_clashes(place, wanted)
    return {name: ",".join(each) for name, each in {**_beside(known.values(), wanted), **wanted}.items()}


def usable_keys(keys: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[InvalidValue, str]]]:
    """Leave out keys that cannot be; of two that clash the one that comes last.

    Args:
        keys: As for `read_keymap`.

    Returns:
        Keys that `read_keymap` takes, and each mistake with the usual keys of its command, empty where there is no such.
    """
    known, good = _known(), dict(keys)
    usual = {name: ", ".join(command.keys) for name, command in known.items()}
    mistakes: list[tuple[InvalidValue, str]] = []
    for name, text in keys.items():
        try:
            _read_keys(name, text, known)
        except InvalidValue as error:
            mistakes.append((error, usual.get(name, "")))
            del good[name]
    while clash := _mistake(good):
        last = next(name for name in reversed(good) if str(clash) != str(_mistake(_without(good, name))))
        mistakes.append((clash, f"{usual[last]} for {last}"))
        good = _without(good, last)
    return good, mistakes


def _known() -> dict[str, KeyCommand]:
    """Every command that has an id, by it."""
    return {command.id: command for place in _places() for part in place for command in part if command.id}


def _mistake(keys: Mapping[str, str]) -> InvalidValue | None:
    try:
        read_keymap(keys)
    except InvalidValue as error:
        return error
    return None


def _without(keys: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: text for key, text in keys.items() if key != name}


def _read_keys(name: str, text: str, known: Mapping[str, KeyCommand]) -> tuple[str, ...]:
    """The keys of one command."""
    if name not in known:
        near = did_you_mean(name, sorted(known))
        raise InvalidValue(f"{WHERE}: {name}", f"is not a command{near or '; ankle-tui keys lists them'}")
    return tuple(_read_key(name, key) for key in _split(text))


def _read_key(name: str, written: str) -> str:
    key = _normal(written)
    *modifiers, last = key.split("+")
    if last not in _named_keys() and not _is_character(last):
        near = did_you_mean(last, sorted(_named_keys())) if len(last) > 1 else ""
        raise InvalidValue(f"{WHERE}: {name}", f'"{written}" is not a key{near}')
    for modifier in modifiers:
        if modifier not in MODIFIERS:
            raise InvalidValue(
                f"{WHERE}: {name}", f'"{written}" is not a key: {modifier} is none of {", ".join(MODIFIERS)}'
            )
    return key


def _look_for_clashes(place: _Place, wanted: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse one key for two commands that can be meant at the same time; usual keys are as they are."""
    screen, app, *widgets = place
    within = (pair for part in place for pair in combinations(part, 2))
    for one, other in (
        *within,
        *product(screen, app),
        *(pair for part in widgets for pair in product(screen + app, part)),
    ):
        if not {one.id, other.id} & wanted.keys() or set(one.keys) & set(other.keys):
            continue
        for key in wanted.get(one.id, one.keys):
            if key in wanted.get(other.id, other.keys):
                both = " and ".join(f"{each.id or _FIXED[each.owner.__name__]} ({each.what})" for each in (one, other))
                raise InvalidValue(WHERE, f'"{key}" would be both {both}')
    writes = any(not command.id and command.owner.__name__ == "Input" for part in widgets for command in part)
    for command in screen + app if writes else ():
        for key in wanted.get(command.id, ()) if command.priority else ():
            if _is_character(key):
                raise InvalidValue(f"{WHERE}: {command.id}", f'"{key}" is needed to write notes; take one with ctrl')


def _beside(known: Iterable[KeyCommand], wanted: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Usual keys to be said as well: those Textual would take away with another's, and those shown with another's."""
    known = list(known)
    changed = [command for command in known if command.id in wanted]
    return {
        command.id: command.keys
        for command in known
        for other in changed
        if command.owner is other.owner and (set(command.keys) & set(other.keys) or _shown_with(command, other))
    }


def _shown_with(command: KeyCommand, other: KeyCommand) -> bool:
    """Whether the keys of both are shown as one: `←→`, `1-7`."""
    among = any(key_name(key) in command.display for key in other.keys)
    return bool(command.display) and (among or other.id.startswith(f"{command.id}-"))


def _split(text: str) -> Iterator[str]:
    return (key.strip() for key in text.split(","))


def _normal(key: str) -> str:
    """A key as Textual calls it, however it is written: `?` is `question_mark`, `Ctrl+S` is `ctrl+s`."""
    if len(key) == 1:
        return _character_key(key)
    head, plus, last = key.rpartition("+")
    if key.endswith("++"):
        head, last = key[:-2], "+"
    last = last.lower() if "ctrl" in head.lower() or len(last) > 1 else last
    return f"{head.lower()}{plus}{_character_key(last) if len(last) == 1 else last}"


def _character_key(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _is_character(key: str) -> bool:
    character = key_to_character(REPLACED_KEYS.get(key, key))
    return character is not None and character.isprintable()


@cache
def _named_keys() -> frozenset[str]:
    return frozenset(key.value for key in Keys if "+" not in key.value and not key.value.startswith("<"))


@cache
def _places() -> tuple[_Place, ...]:
    """The commands of each screen, of the app, and of all that can have the focus there."""
    from textual.widgets import Input, OptionList  # noqa: PLC0415 - all of them are loaded only when they are asked for

    from ankle_tui.ui.about.screen import AboutScreen  # noqa: PLC0415
    from ankle_tui.ui.app import AnkleApp  # noqa: PLC0415
    from ankle_tui.ui.calendar.heat import HeatMap  # noqa: PLC0415
    from ankle_tui.ui.calendar.mark import MarkScreen  # noqa: PLC0415
    from ankle_tui.ui.calendar.screen import CalendarScreen  # noqa: PLC0415
    from ankle_tui.ui.help.screen import HelpScreen  # noqa: PLC0415
    from ankle_tui.ui.history.add_by_hand import ByHandScreen  # noqa: PLC0415
    from ankle_tui.ui.history.amend import AmendScreen  # noqa: PLC0415
    from ankle_tui.ui.history.record import RecordScreen  # noqa: PLC0415
    from ankle_tui.ui.history.screen import HistoryScreen  # noqa: PLC0415
    from ankle_tui.ui.home.first_run import FirstRunScreen  # noqa: PLC0415
    from ankle_tui.ui.home.screen import HomeScreen  # noqa: PLC0415
    from ankle_tui.ui.library.screen import LibraryScreen  # noqa: PLC0415
    from ankle_tui.ui.progress.screen import ProgressScreen  # noqa: PLC0415
    from ankle_tui.ui.session.finish import FinishScreen  # noqa: PLC0415
    from ankle_tui.ui.session.screen import SessionScreen  # noqa: PLC0415
    from ankle_tui.ui.session.unfinished import UnfinishedScreen  # noqa: PLC0415
    from ankle_tui.ui.settings.screen import SettingField, SettingsScreen  # noqa: PLC0415
    from ankle_tui.ui.summary.screen import SummaryScreen  # noqa: PLC0415
    from ankle_tui.ui.widgets.exercise_picker import ExercisePicker  # noqa: PLC0415
    from ankle_tui.ui.widgets.field import DayField, WordField  # noqa: PLC0415
    from ankle_tui.ui.widgets.score import Score  # noqa: PLC0415
    from ankle_tui.ui.widgets.virtual_list import VirtualList  # noqa: PLC0415

    app: tuple[type[DOMNode], ...] = (AnkleApp,)
    screens: list[tuple[type[DOMNode], ...]] = [
        (HomeScreen, ExercisePicker),
        (SessionScreen,),
        (FinishScreen,),
        (SummaryScreen, Score, Input),
        (CalendarScreen, HeatMap, OptionList),
        (MarkScreen, OptionList),
        (HistoryScreen, VirtualList),
        (RecordScreen,),
        (AmendScreen, WordField, DayField, Score, Input),
        (ByHandScreen, WordField, DayField, ExercisePicker),
        (ProgressScreen, OptionList),
        (LibraryScreen, OptionList),
        (AboutScreen, OptionList),
        (SettingsScreen, SettingField),
        (FirstRunScreen, OptionList),
        (UnfinishedScreen,),
        (HelpScreen,),
    ]
    return tuple(tuple(tuple(_commands_of(part)) for part in (screen, *app, *widgets)) for screen, *widgets in screens)


def _commands_of(part: type[DOMNode]) -> Iterator[KeyCommand]:
    """What a class binds, and those it comes from; of Textual's own only what a key of ours would not get past."""
    for owner in part.__mro__:
        ours = owner.__module__.startswith("ankle_tui.") or owner is part
        for binding in owner.__dict__.get("BINDINGS", ()) if ours else ():
            if isinstance(binding, Binding):
                yield _command(binding, owner)


def _command(binding: Binding, owner: type[DOMNode]) -> KeyCommand:
    keys = tuple(_normal(key.strip()) for key in binding.key.split(","))
    shown = binding.key_display or ""
    return KeyCommand(
        binding.id or "",
        keys,
        binding.tooltip or binding.description,
        owner,
        binding.priority,
        "" if shown in map(key_name, keys) else shown,
    )
