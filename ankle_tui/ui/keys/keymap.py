"""The runner's own keys: the settings can give every command other keys."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, product

from textual.binding import Binding

from ankle_tui.core.validation import InvalidValue, did_you_mean
from ankle_tui.services.key_commands import COMMANDS, PLACES, KeyCommand, commands_of, every_command
from ankle_tui.ui.keys.names import MODIFIERS, is_character, key_name, named_keys, split_keys, textual_key

WHERE = "keys"
"""The table of the settings."""
_WRITING, _LIST = "writing", "a list"
"""Areas of Textual's own, whose keys cannot be set."""

_Keys = Mapping[str, tuple[str, ...]]
"""Keys by the id of a command, as Textual calls them."""
_Place = tuple[tuple[KeyCommand, ...], ...]
"""The commands of a screen, of the app, and of each widget that can have the focus there."""


def commands(keys: Mapping[str, str] | None = None) -> list[KeyCommand]:
    """List every command, screen by screen.

    Args:
        keys: The runner's own keys by id, read without a slip.
    """
    own = {name: " ".join(split_keys(text)) for name, text in (keys or {}).items()}
    return [each._replace(keys=own.get(each.id, each.keys)) for each in every_command().values()]


def command_lines(keys: Mapping[str, str]) -> list[str]:
    """List every command in a table: its id, its keys as the settings name them, and its purpose.

    Args:
        keys: The runner's own keys by id, read without a slip.
    """
    rows = [(each.id, ", ".join(each.keys.split()), _said(each)) for each in commands(keys)]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return [f"{name:<{widths[0]}}  {of:<{widths[1]}}  {said[:1].upper()}{said[1:]}" for name, of, said in rows]


def read_keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """Translate the runner's own keys for Textual.

    Args:
        keys: One key or several, separated by commas, by the id of a command.

    Raises:
        InvalidValue: At the first slip: no such command, no such key, or one key for two commands of a screen.
    """
    wanted = {name: _read_keys(name, text) for name, text in keys.items()}
    for place in _places():
        _look_for_clashes(place, wanted)
    return {name: ",".join(each) for name, each in {**_beside(wanted), **wanted}.items()}


def usable_keys(keys: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[InvalidValue, str]]]:
    """Drop unusable keys, and of two that clash the later one.

    Args:
        keys: As for `read_keymap`.

    Returns:
        Keys that `read_keymap` takes, and each slip with the usual keys of its command, if it has any.
    """
    good = dict(keys)
    usual = {name: ", ".join(command.keys.split()) for name, command in every_command().items()}
    slips: list[tuple[InvalidValue, str]] = []
    for name, text in keys.items():
        try:
            _read_keys(name, text)
        except InvalidValue as error:
            slips.append((error, usual.get(name, "")))
            del good[name]
    while clash := _slip(good):
        last = next(name for name in reversed(good) if str(clash) != str(_slip(_without(good, name))))
        slips.append((clash, f"{usual[last]} for {last}"))
        good = _without(good, last)
    return good, slips


def _slip(keys: Mapping[str, str]) -> InvalidValue | None:
    try:
        read_keymap(keys)
    except InvalidValue as error:
        return error
    return None


def _without(keys: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: text for key, text in keys.items() if key != name}


def _read_keys(name: str, text: str) -> tuple[str, ...]:
    """Read the keys of one command."""
    if name not in every_command():
        near = did_you_mean(name, sorted(every_command()))
        raise InvalidValue(f"{WHERE}: {name}", f"is not a command{near or '; ankle-tui keys lists them'}")
    return tuple(_read_key(name, key) for key in split_keys(text))


def _read_key(name: str, written: str) -> str:
    key = textual_key(written)
    *modifiers, last = key.split("+")
    if last not in named_keys() and not is_character(last):
        near = did_you_mean(last, sorted(named_keys())) if len(last) > 1 else ""
        raise InvalidValue(f"{WHERE}: {name}", f'"{written}" is not a key{near}')
    for modifier in modifiers:
        if modifier not in MODIFIERS:
            raise InvalidValue(
                f"{WHERE}: {name}", f'"{written}" is not a key: {modifier} is none of {", ".join(MODIFIERS)}'
            )
    return key


def _look_for_clashes(place: _Place, wanted: _Keys) -> None:
    """Refuse one key for two commands of a place; the usual keys may share one."""
    screen, app, *widgets = place
    within = (pair for part in place for pair in combinations(part, 2))
    for one, other in (
        *within,
        *product(screen, app),
        *(pair for part in widgets for pair in product(screen + app, part)),
    ):
        if not {one.id, other.id} & wanted.keys() or set(_usual(one)) & set(_usual(other)):
            continue
        for key in wanted.get(one.id, _usual(one)):
            if key in wanted.get(other.id, _usual(other)):
                both = " and ".join(f"{each.id} ({_said(each)})" for each in (one, other))
                raise InvalidValue(WHERE, f'"{key}" would be both {both}')
    writes = any(command.id == _WRITING for part in widgets for command in part)
    for command in screen + app if writes else ():
        for key in wanted.get(command.id, ()) if command.priority else ():
            if is_character(key):
                raise InvalidValue(f"{WHERE}: {command.id}", f'"{key}" is needed to write notes; take one with ctrl')


def _beside(wanted: _Keys) -> dict[str, tuple[str, ...]]:
    """Usual keys to pass on as well: those that Textual would drop with another's, and those shown with another's."""
    return {
        command.id: _usual(command)
        for area in COMMANDS.values()
        for command in area
        for other in area
        if other.id in wanted and (set(_usual(command)) & set(_usual(other)) or _shown_with(command, other))
    }


def _shown_with(command: KeyCommand, other: KeyCommand) -> bool:
    """True if the keys of both are shown as one, as in `←→` or `1-7`."""
    among = any(key_name(key) in command.display for key in _usual(other))
    return bool(command.display) and (among or other.id.startswith(f"{command.id}-"))


def _usual(command: KeyCommand) -> tuple[str, ...]:
    return tuple(map(textual_key, command.keys.split()))


def _said(command: KeyCommand) -> str:
    return command.more or command.words


@cache
def _places() -> tuple[_Place, ...]:
    """Group the commands that can be active at the same time, place by place."""
    return tuple(tuple(tuple(_part(area)) for area in (screen, "app", *widgets)) for screen, *widgets in PLACES)


def _part(area: str) -> Iterator[KeyCommand]:
    yield from commands_of(area)
    if area in {_WRITING, _LIST}:
        from textual.widgets import Input, OptionList  # noqa: PLC0415 - loaded only when somebody has keys of their own

        for binding in Input.BINDINGS if area == _WRITING else OptionList.BINDINGS:
            if isinstance(binding, Binding):
                yield KeyCommand(area, binding.key.replace(",", " "), binding.action, binding.description)
