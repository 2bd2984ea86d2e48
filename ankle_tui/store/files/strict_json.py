"""Read and write JSON strictly, refusing anything that could not be written again."""

import json
import math
import re
from collections.abc import Callable

from ankle_tui.core.validation import InvalidValue

Pairs = list[tuple[str, object]]

HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
"""The escape of one half of a surrogate pair; two make a character, and only the reader of the whole text can tell."""


def to_line(value: object) -> str:
    """Write a value as JSON on one line.

    Raises:
        ValueError: If it holds a value that JSON cannot express.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def parse_json(data: bytes) -> tuple[object, list[str]]:
    """Read the JSON values of a file strictly.

    Args:
        data: The whole content.

    Returns:
        The values, and the numbers in them that cannot be written again, such as NaN.

    Raises:
        InvalidValue: If it is not JSON as we write it: in UTF-8, without a byte order mark, no key twice.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidValue("", f"is not UTF-8 text (byte {error.start})") from error
    if not text or text.isspace():
        raise InvalidValue("", "is empty")
    if text.startswith("\ufeff"):
        raise InvalidValue("", "begins with a byte order mark, as some editors write it; save it without")
    odd: list[str] = []
    try:
        whole = decoder(odd).decode(text)
    except json.JSONDecodeError as error:
        raise InvalidValue("", f"line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise InvalidValue("", "is nested too deeply") from error
    except InvalidValue:
        raise
    except ValueError as error:  # Python limits the digits of an integer
        raise InvalidValue("", "has a number that is too long") from error
    if HALF_CHARACTER.search(text):
        try:
            _refuse_half_characters(whole)
        except RecursionError as error:  # writing runs out of stack a little earlier than reading
            raise InvalidValue("", "is nested too deeply") from error
    return whole, odd


def decoder(odd: list[str] | None, table: Callable[[Pairs], dict[str, object]] | None = None) -> json.JSONDecoder:
    """Make a strict decoder.

    Args:
        odd: Collects numbers that JSON cannot express, such as NaN; None refuses the first one.
        table: Makes a table from its pairs; None refuses a key that occurs twice.
    """

    def number(digits: str) -> float:
        value = float(digits)
        if not math.isfinite(value):
            if odd is None:
                raise odd_number(digits)
            odd.append(digits)
        return value

    return json.JSONDecoder(object_pairs_hook=table or unique_keys, parse_constant=number, parse_float=number)


def odd_number(digits: str) -> InvalidValue:
    """The error for a number that JSON cannot express."""
    return InvalidValue("", f"{digits} is not a number that can be kept")


def unique_keys(pairs: Pairs) -> dict[str, object]:
    """Make a table from its pairs.

    Raises:
        InvalidValue: If a key occurs twice; the parser alone would keep the second value without a word.
    """
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InvalidValue(twice, "is there twice")
    return table


def _refuse_half_characters(data: object) -> None:
    try:
        to_line(data).encode("utf-8")
    except UnicodeEncodeError as error:
        before = str(error.object)[max(0, error.start - 30) : error.start]
        raise InvalidValue("", f"half a character (a lone surrogate) after: {before}") from error
