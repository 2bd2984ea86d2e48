"""Names of keys: in the settings, in Textual, and on screen."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from textual.keys import KEY_NAME_REPLACEMENTS, REPLACED_KEYS, Keys, format_key, key_to_character

from ankle_tui.services.key_commands import every_command

NO_KEYS: Mapping[str, str] = MappingProxyType({})
"""No keys of the runner's own."""
MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
_SHOWN = {"enter": "enter"}
"""Keys as shown, where Textual's own names are hard to guess."""


def key_name(key: str) -> str:
    """Write a key as on screen: `^s`, `esc`, `?`.

    Args:
        key: As Textual calls it: `ctrl+s`, `escape`, `question_mark`.
    """
    *modifiers, last = key.split("+")
    shown = _SHOWN.get(last) or format_key(last)
    if "ctrl" in modifiers:
        modifiers.remove("ctrl")
        shown = f"^{shown}"
    return "+".join([*modifiers, shown])


def key_of(keys: Mapping[str, str], name: str) -> str:
    """Write the first key of a command, for a text that names it.

    Args:
        keys: The runner's own keys by the id of a command, read without a slip.
        name: The id of the command.
    """
    own = keys.get(name)
    return key_name(textual_key(next(split_keys(own)) if own else every_command()[name].keys.split()[0]))


def split_keys(text: str) -> Iterator[str]:
    """Split the keys of a command at commas, as the settings separate them."""
    return (key.strip() for key in text.split(","))


@cache
def textual_key(key: str) -> str:
    """Name a key as Textual does, however it is written: `?` is `question_mark`, `Ctrl+S` is `ctrl+s`."""
    if len(key) == 1:
        return _character_key(key)
    head, plus, last = key.rpartition("+")
    if key.endswith("++"):
        head, last = key[:-2], "+"
    last = last.lower() if "ctrl" in head.lower() or len(last) > 1 else last
    return f"{head.lower()}{plus}{_character_key(last) if len(last) == 1 else last}"


def is_character(key: str) -> bool:
    """True if a key, named as in Textual, types a character."""
    character = key_to_character(REPLACED_KEYS.get(key, key))
    return character is not None and character.isprintable()


@cache
def named_keys() -> frozenset[str]:
    """Keys that have a name and no character."""
    return frozenset(key.value for key in Keys if "+" not in key.value and not key.value.startswith("<"))


def _character_key(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)
