"""Read tables from a file strictly: every slip names the place and the key."""

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)

YEARS = range(1970, 3000)
"""Years of plausible dates; beyond them, arithmetic could leave the calendar."""


MOST_NESTED = 100
"""Deepest nesting in a field that is only passed on."""


JOINERS = frozenset("\u200c\u200d")
"""Zero-width characters that join or separate their neighbours: in Persian, and in emoji such as 🏃‍♀️."""


def is_sign(char: str) -> bool:
    """True for a character that a terminal shows rather than obeys."""
    return char.isprintable() or char in JOINERS


def safe(text: str) -> str:
    """Replace every character that a terminal might obey by a question mark."""
    return text if text.isprintable() else "".join(char if is_sign(char) else "?" for char in text)


_MOMENT = re.compile(
    r"[\dW-]{7,10}[Tt ](?:[01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)",
    re.ASCII,
)
"""Times that every Python reads alike: from 3.14 on it also takes 24:00."""


class InvalidValue(ValueError):
    """A value in a file that cannot be used.

    Attributes:
        where: The place in the file, from the outside in, the key last: `calf-raise: variation both-legs: tempo.up`.
        problem: The slip, in one short phrase.
    """

    def __init__(self, where: str, problem: str) -> None:
        line = f"{where}: {problem}" if where else problem
        super().__init__(safe(line))
        self.where = where
        self.problem = problem


def did_you_mean(word: str, known: list[str]) -> str:
    """Suggest the known word closest to `word`: `; did you mean "calf-raise"?`, or nothing if none is close."""
    close = closest(word, known)
    return f'; did you mean "{close}"?' if close else ""


def closest(word: str, known: list[str]) -> str:
    """Find the known word closest to `word`, or an empty text if none is close."""
    swapped = [name for name in known if sorted(name) == sorted(word)]  # swapped letters, the usual slip
    parts = [name for name in known if len(word) >= 3 and word in name]
    return next(iter(swapped or parts or difflib.get_close_matches(word, known, n=1, cutoff=0.55)), "")


class TableReader:
    """One table of a TOML or JSON file, read key by key.

    Args:
        data: The parsed table.
        where: Its place in the file, for error lines.
    """

    def __init__(self, data: object, where: str = "") -> None:
        if not isinstance(data, Mapping):
            raise InvalidValue(where, f"must be a table, not {_shown(data)}")
        self._data: Mapping[str, object] = data
        self._read: set[str] = set()
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def place(self, key: str) -> str:
        """Place of `key`, for an error line."""
        return f"{self.where}: {key}" if self.where else key

    def error(self, key: str, problem: str) -> InvalidValue:
        """Make an error about `key`."""
        return InvalidValue(self.place(key), problem)

    def value(self, key: str) -> object:
        """Give the raw value of a required key."""
        if key not in self._data:
            raise self.error(key, "is missing")
        self._read.add(key)
        return self._data[key]

    def raw(self, key: str) -> object:
        """Give the raw value of a key, or None."""
        return self.value(key) if key in self._data else None

    def text(self, key: str, default: str | None = None, *, empty: bool = False) -> str:
        """Read a text, which may be empty only with `empty`."""
        if default is not None and key not in self._data:
            return default
        value = self.value(key)
        if not isinstance(value, str):
            raise self.error(key, f"must be a text, not {_shown(value)}")
        if not empty and not value.strip():
            raise self.error(key, "must not be empty")
        return value

    def line(self, key: str, most: int, default: str | None = None) -> str:
        """Read a text for one line of the screen; any run of white space becomes one space.

        Args:
            key: The key.
            most: Columns available; wide characters take two.
            default: The text without the key; None requires the key.
        """
        if default is not None and key not in self._data:
            return default
        return self._fitting(key, self.text(key), most)

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """Read a finite number from `low` to `high`, both included."""
        if default is not None and key not in self._data:
            return default
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, f"must be a number, not {_shown(value)}")
        if not low <= value <= high:  # also refuses NaN
            raise self.error(key, f"must be from {low:g} to {high:g}, not {_shown(value)}")
        return value

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Read a whole number from `low` to `high`, both included."""
        value = self.number(key, low, high, default)
        if not isinstance(value, int):
            raise self.error(key, f"must be a whole number, not {_shown(value)}")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Read true or false."""
        if default is not None and key not in self._data:
            return default
        value = self.value(key)
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, not {_shown(value)}")
        return value

    def choice(self, key: str, kind: type[ChoiceT], default: ChoiceT | None = None) -> ChoiceT:
        """Read a member of an enumeration by its value."""
        if default is not None and key not in self._data:
            return default
        value = self.text(key)
        try:
            return kind(value)
        except ValueError:
            known = [member.value for member in kind]
            listed = ", ".join(known)
            raise self.error(key, f"{_shown(value)} is not one of: {listed}{did_you_mean(value, known)}") from None

    def optional(self, key: str, kind: type[ChoiceT]) -> ChoiceT | None:
        """Read a member of an enumeration, or None for an empty text."""
        return self.choice(key, kind) if self.text(key, empty=True) else None

    def date(self, key: str) -> dt.date:
        """Read a date."""
        value = self.text(key)
        try:
            date = dt.date.fromisoformat(value)
        except ValueError:
            date = dt.date.min
        if date.year not in YEARS:
            raise self.error(key, f"must be a date like 2026-11-22, not {_shown(value)}")
        return date

    def moment(self, key: str) -> dt.datetime:
        """Read a wall time with its offset."""
        value = self.text(key)
        try:
            moment = dt.datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else dt.datetime.min
        except ValueError:
            moment = dt.datetime.min
        if moment.tzinfo is None or moment.year not in YEARS:
            raise self.error(key, f"must be a time like 2026-11-22T18:04:10+01:00, not {_shown(value)}")
        return moment

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Read a list of texts."""
        if default is not None and key not in self._data:
            return default
        items = self.items(key)
        for item in items:
            if not isinstance(item, str) or not item.strip():
                raise self.error(key, f"must be a list of texts, not {_shown(item)}")
        return tuple(str(item) for item in items)

    def lines(self, key: str, most: int, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Read a list of texts, each as `line` does."""
        return tuple(self._fitting(key, text, most) for text in self.texts(key, default))

    def _fitting(self, key: str, text: str, most: int) -> str:
        line = " ".join(text.split())
        if not all(map(is_sign, line)):
            raise self.error(key, f"has a character that cannot be shown: {_unprintable(line)!a}")
        width = len(line) if line.isascii() else sum(map(_columns, line))
        if width > most:
            raise self.error(key, f"must have at most {most} characters, not {width}")
        return line

    def items(self, key: str) -> list[object]:
        """Read a list of anything."""
        value = self.value(key)
        if not isinstance(value, list):
            raise self.error(key, f"must be a list, not {_shown(value)}")
        return value

    def table(self, key: str) -> "TableReader":
        """Read a table inside this one."""
        return TableReader(self.value(key), self.place(key))

    def tables(self, key: str, default: list["TableReader"] | None = None) -> list["TableReader"]:
        """Read a list of tables; errors place each by its `id`, else by its number from 1."""
        if default is not None and key not in self._data:
            return default
        return [self.entry(key, number) for number in range(1, len(self.items(key)) + 1)]

    def entry(self, key: str, number: int) -> "TableReader":
        """Read table `number` of a list, counted from 1."""
        item = self.items(key)[number - 1]
        name = item.get("id") if isinstance(item, Mapping) else None
        return TableReader(item, self.place(f"{key} {name if isinstance(name, str) and name else number}"))

    def rest(self) -> dict[str, object]:
        """Give the keys not read: fields of a newer version, to be kept unchanged."""
        unknown = {key: value for key, value in self._data.items() if key not in self._read}
        for key, value in unknown.items():
            if _too_deep(value):
                raise self.error(key, "is nested too deeply")
        return unknown

    def finish(self, *known: str) -> None:
        """Refuse keys not read.

        Args:
            known: Optional keys that the caller did not read.
        """
        for key in self.rest():
            if key not in known:
                raise self.error(key, f"is not a known key{did_you_mean(key, sorted({*self._read, *known}))}")


def _too_deep(value: object) -> bool:
    """True if recursion over the value could exhaust the stack; checked without recursion."""
    layer: list[object] = [value]
    for _ in range(MOST_NESTED + 1):
        layer = [item for item in layer if isinstance(item, Mapping | list)]
        if not layer:
            return False
        tables = [inner for item in layer if isinstance(item, Mapping) for inner in item.values()]
        layer = tables + [inner for item in layer if isinstance(item, list) for inner in item]
    return True


def _unprintable(text: str) -> str:
    return next(char for char in text if not is_sign(char))


def _columns(char: str) -> int:
    if char in JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _shown(value: object) -> str:
    """Write a value briefly for an error line."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 128:  # Python refuses to write the longest ones
        return "a huge number"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
