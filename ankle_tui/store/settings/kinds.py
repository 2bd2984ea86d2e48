"""How the settings file writes each kind of setting, and the values that are allowed."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.validation import InvalidValue, TableReader, did_you_mean
from ankle_tui.core.weeks.streaks import LATEST_CUT_OFF, read_cut_off


class OneOf(NamedTuple):
    """One member of an enumeration, by its value."""

    members: type[StrEnum]

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        return table.choice(key, self.members)


class Flag:
    """True or false."""

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        return table.flag(key)


class Number(NamedTuple):
    """A number from `low` to `high`, both included."""

    low: float
    high: float

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        return table.number(key, self.low, self.high)


class WholeNumber(NamedTuple):
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        return table.integer(key, self.low, self.high)


class Name:
    """A text, which may be empty."""

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        return table.text(key, empty=True)


class Names:
    """A list of texts in any order."""

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        return frozenset(table.texts(key))


class Paths:
    """A list of folders or files, in which `~` is the home. The same from wherever the program is started."""

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        found = table.texts(key)
        for path in found:
            if "\0" in path or not (path.startswith(("~", "/")) or Path(path).is_absolute()):
                raise table.error(key, f'must be whole paths, such as "~/Garmin", not "{path}"')
        return tuple(dict.fromkeys(found))


class TimeOfNight:
    """A time such as `"03:00"`, up to `LATEST_CUT_OFF`."""

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        text = table.text(key)
        minutes = read_cut_off(text)
        if minutes is None:
            raise table.error(key, f'must be a time like "03:00", up to "{LATEST_CUT_OFF}", not "{text}"')
        return dt.timedelta(minutes=minutes)


class Date:
    """A date such as `"2026-11-22"`."""

    def read(self, table: TableReader, key: str) -> object:
        """Read the value of `key`."""
        return table.date(key)


class Entries(NamedTuple):
    """A table of texts by names that are known elsewhere: exercises, commands.

    Args:
        dotted: True if names have a dot. Without quotes such a name is a table to TOML; it is read all the same.
    """

    dotted: bool = False

    def read(self, table: TableReader, key: str) -> tuple[dict[str, str], list[InvalidValue]]:
        """Read the entries that are texts; return also the errors of the others."""
        inner, content = table.table(key), table.raw(key)
        found: dict[str, str] = {}
        wrong: list[InvalidValue] = []
        for name, value in content.items() if isinstance(content, Mapping) else ():
            try:
                if isinstance(value, Mapping) and self.dotted:
                    below, more = Entries().read(inner, name)
                    found |= {f"{name}.{last}": text for last, text in below.items()}
                    wrong += more
                else:
                    found[name] = inner.text(name)
            except InvalidValue as error:
                wrong.append(error)
        return found, wrong


class Programs(NamedTuple):
    """A table of programs by event, each a list of words: the program and its arguments, never for a shell.

    Args:
        events: The names it may have.
    """

    events: type[StrEnum]

    def read(self, table: TableReader, key: str) -> tuple[dict[str, tuple[str, ...]], list[InvalidValue]]:
        """Read the programs that can be used; return also the errors of the others."""
        inner, content = table.table(key), table.raw(key)
        known = [event.value for event in self.events]
        found: dict[str, tuple[str, ...]] = {}
        wrong: list[InvalidValue] = []
        for name in content if isinstance(content, Mapping) else ():
            try:
                if name not in known:
                    raise inner.error(name, f"is not one of: {', '.join(known)}{did_you_mean(name, known)}")
                found[name] = _words(inner, name)
            except InvalidValue as error:
                wrong.append(error)
        return found, wrong


def _words(table: TableReader, key: str) -> tuple[str, ...]:
    """Read a program and its arguments; an argument may be empty, a program may not."""
    words = [word for word in table.items(key) if isinstance(word, str) and "\0" not in word]
    if len(words) < len(table.items(key)) or (words and not words[0].strip()):
        raise table.error(key, 'must be a list of words like ["program", "argument"]')
    return tuple(words)


Tabular = Entries | Programs
"""Kinds with entries of their own, each of which can be wrong by itself."""
Kind = OneOf | Flag | Number | WholeNumber | Name | Names | Paths | TimeOfNight | Date | Tabular
