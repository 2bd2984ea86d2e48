"""The history as the bytes of its file: written one session a line, read strictly, and salvaged when it is damaged."""

import codecs
import json
import math
import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ankle_tui.core.history.day_marks import DayMark, Target
from ankle_tui.core.history.merge import complete, merge
from ankle_tui.core.history.records import (
    FORMAT,
    MOST_REVISIONS,
    VERSION,
    History,
    NewerVersion,
    SessionRecord,
    Tombstone,
    read_history,
)
from ankle_tui.core.validation import InvalidValue, TableReader
from ankle_tui.store.history.fast_reader import quick_sessions

HEAD = 512
"""Bytes that are enough to recognise a history."""

LONGEST_ITEM = 1 << 18
"""A session of more bytes than this is not looked for in a damaged file unless it stands on one line."""
MOST_SEARCHES = 10_000
"""How often such a long stretch is read before giving up: enough for any file, and an end for one made to be slow."""

Content = bytes | mmap.mmap
"""What a file holds: read, or only mapped into memory, where it finds, searches and slices like bytes."""
_Item = SessionRecord | Tombstone | DayMark | Target
_Pairs = list[tuple[str, object]]

_OURS = re.compile(rf'\s*\{{\s*"format"\s*:\s*"{FORMAT}"'.encode())
_UTF16 = re.compile(b"\xff\xfe[^\0]\0|\xfe\xff\0[^\0]", re.DOTALL)
"""How a text in UTF-16 begins: with a byte order mark, and an ASCII character, as in every history."""
_LOOSE_COMMA = re.compile(rb",\s*[\]}]")
_TEXT_OR_LOOSE_COMMA = re.compile(rb'("(?:[^"\\]|\\.)*+(?:"|\Z))|,(?=\s*+[\]}])', re.DOTALL)
_HALF_SIGN = re.compile("[\ud800-\udfff]")
"""Replaces a byte that is not UTF-8, or an escape for half a surrogate pair."""
_SIGN_LOST = "\ufffd"
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape that stands for half a character; two of them make a whole one."""
_ITEM = re.compile(
    rb'\{(?:[^{}]{0,400}?"id"\s*:\s*"[0-9a-f]{8}-|\s*"(?:day|since)"\s*:\s*"\d{4}-|(?<=\n\{)"(?!format"))'
)
"""Where a session, a tombstone, the mark of a day or a target begins, or a line that was one: we write each on its own."""
_EXTRA = re.compile(rb'\n"(?:[^"\\\n]|\\.){0,400}": ')
"""Where a field of the file itself stands, as we write it: at the beginning of a line, never of the first."""
_OWN_KEYS = {"format", "version", "sessions", "deleted", "days", "targets"}


class Foreign(InvalidValue):
    """A sound file of something else."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read of a damaged file.

    Attributes:
        history: All that is undamaged.
        broken: How many entries were begun and could not be read.
        marred: Entries with an unreadable character in a text; U+FFFD replaces it.
    """

    history: History
    broken: int
    marred: History = field(default_factory=History)

    def joined(self, *others: History) -> History:
        """All of it, and of other histories: a marred entry only where nobody has it undamaged."""
        return complete(merge(self.history, *others), self.marred)


Written = dict[str, tuple[SessionRecord, str]]
"""The lines of sessions that were written before, by the session's id."""


def to_bytes(history: History, written: Written | None = None) -> bytes:
    """The file's content: one session per line, so that differences stay readable and damage stays local.

    Args:
        history: What to write. Half a character, which no file can hold, becomes a question mark.
        written: Lines to use again; those of this history are in it afterwards, and no others.

    Raises:
        ValueError: If it holds what JSON cannot say.
    """
    lines = _session_lines(history.sessions, {} if written is None else written)
    parts = [to_line({"format": FORMAT, "version": VERSION})[:-1], _list("sessions", lines)]
    if history.deleted:
        parts.append(_list("deleted", [to_line(tomb.to_json()) for tomb in history.deleted]))
    if history.days:
        parts.append(_list("days", [to_line(mark.to_json()) for mark in history.days]))
    if history.targets:
        parts.append(_list("targets", [to_line(target.to_json()) for target in history.targets]))
    parts += [f"{to_line(key)}: {to_line(value)}" for key, value in history.extra.items()]
    return (",\n".join(parts) + "\n}\n").encode("utf-8", errors="replace")


def to_line(value: object) -> str:
    """A value as JSON on one line.

    Raises:
        ValueError: If it holds what JSON cannot say.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def from_bytes(data: bytes) -> History:
    """Read the file strictly: what the next save would change or could not write is refused now.

    Args:
        data: The whole content.

    Raises:
        NewerVersion: If a newer program has made it.
        Foreign: If it is a sound file of something else.
        InvalidValue: If it is damaged, naming the line or the key.
    """
    return _quick(data) or _strict(data)


def _quick(data: bytes) -> History | None:
    """The history of a sound file in our own layout; None where the strict reading has to look."""
    try:
        text = data.decode("utf-8")
        if _HALF_CHARACTER.search(text):
            return None
        parse = _decoder(None).decode
        found = quick_sessions(text, parse)
        return found and read_history(parse(found[1]), found[0])
    except (ValueError, RecursionError):
        return None


def _strict(data: bytes) -> History:
    whole, odd = parse_json(data)
    named = whole.get("format") if isinstance(whole, dict) else None
    if isinstance(named, str) and named != FORMAT:
        ours = salvage(data).history.sessions  # then it is only this word that is damaged
        raise (InvalidValue if ours else Foreign)("format", f'must be "{FORMAT}", not "{named}"')
    try:
        history = read_history(whole)  # refuses an odd number in a field it knows, and names the place
    except RecursionError as error:
        raise InvalidValue("", "is nested too deeply") from error
    if odd:
        raise _unkept(odd[0])
    return history


def parse_json(data: bytes) -> tuple[object, list[str]]:
    """The JSON values of a file, read strictly.

    Args:
        data: The whole content.

    Returns:
        The values, and the numbers in them that could not be written again, such as NaN.

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
        whole = _decoder(odd).decode(text)
    except json.JSONDecodeError as error:
        raise InvalidValue("", f"line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise InvalidValue("", "is nested too deeply") from error
    except InvalidValue:
        raise
    except ValueError as error:  # the parser lets Python's own limit through
        raise InvalidValue("", "has a number that is too long") from error
    if _HALF_CHARACTER.search(text):
        try:
            _refuse_half_characters(whole)
        except RecursionError as error:  # writing runs out of stack a little earlier than reading
            raise InvalidValue("", "is nested too deeply") from error
    return whole, odd


def from_elsewhere(data: bytes) -> History:
    """Read a file that another program may have saved: with a byte order mark, in UTF-16, with a comma before a bracket.

    Args:
        data: The whole content.

    Raises:
        InvalidValue: As for `from_bytes`, `NewerVersion` and `Foreign` included.
    """
    try:
        return from_bytes(data)
    except (NewerVersion, Foreign):
        raise
    except InvalidValue:
        tidy = tidied(data)
        if tidy is data:
            raise
        return from_bytes(bytes(tidy))


def tidied(data: Content) -> Content:
    """The same content as we would write its outside: in UTF-8, without a byte order mark, without commas before brackets.

    Args:
        data: The content.

    Returns:
        The content itself where there is nothing to tidy.
    """
    plain = _in_utf8(data)
    if not _LOOSE_COMMA.search(plain):
        return plain
    tidy = _TEXT_OR_LOOSE_COMMA.sub(lambda found: found[1] or b"", plain)
    return plain if len(tidy) == len(plain) else tidy


def is_history(head: bytes) -> bool:
    """True if a file that begins like this is one of our histories, however another program saved it.

    Args:
        head: Its first bytes, `HEAD` of them or as many as there are.
    """
    return _OURS.match(bytes(_in_utf8(head))) is not None


def salvage(data: Content) -> Salvage:
    """Read all that is undamaged: sessions and other entries wherever they begin, and the file's own fields by line.

    Args:
        data: The content.
    """
    items: list[_Item] = []
    marred: list[_Item] = []
    broken = 0
    for item, whole in _items(data):
        if item is None:
            broken += 1
        else:
            (items if whole else marred).append(item)
    # In a sound file every session stands above its tombstone. Where one does not, the damage is in the tombstone.
    living: dict[str, int] = {}
    for item in (*items, *marred):
        if isinstance(item, SessionRecord):
            living[item.id] = min(item.rev, living.get(item.id, item.rev))
    found, half = (
        [item for item in some if not isinstance(item, Tombstone) or item.rev < living.get(item.id, MOST_REVISIONS + 1)]
        for some in (items, marred)
    )
    extra, half_extra = (History(extra=fields) for fields in _extras(data))
    return Salvage(merge(*map(_history_of, found), extra), broken, merge(*map(_history_of, half), half_extra))


def _history_of(item: _Item) -> History:
    match item:
        case SessionRecord():
            return History((item,))
        case Tombstone():
            return History(deleted=(item,))
        case DayMark():
            return History(days=(item,))
    return History(targets=(item,))


def _in_utf8(data: Content) -> Content:
    """The content in UTF-8 and without the byte order mark with which Windows editors begin a file."""
    if data[:3] == codecs.BOM_UTF8:
        return data[3:]
    if _UTF16.match(data):
        return bytes(data).decode("utf-16", errors="replace").encode()
    return data


def _items(data: Content) -> Iterator[tuple[_Item | None, bool]]:
    """Every entry, and whether it is undamaged; None for one that cannot be read."""
    searches = at = 0
    while found := _ITEM.search(data, at):
        begin = found.start()
        at = begin + 1
        line_end = data.find(b"\n", begin)
        ends = [line_end if line_end >= 0 else len(data)]
        if searches < MOST_SEARCHES and ends[0] < (longest := min(len(data), begin + LONGEST_ITEM)):
            ends.append(longest)
        for end in ends:
            if read := _read_item(bytes(data[begin:end])):
                item, whole, length = read
                at = begin + length
                yield item, whole
                break
        else:
            searches += 1
            yield None, False


def _read_item(data: bytes) -> tuple[_Item, bool, int] | None:
    """The entry at the beginning, whether all its texts are whole, and how many bytes it takes.

    A table that is none is None even where it is sound JSON: two lost brackets make a session swallow all that follow.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    odd: list[str] = []
    try:
        item, end = _decoder(odd, _whole_keys).raw_decode(text)
        item, whole = _mended(item)
        read = _kind_of(item).read(TableReader(item))
    except (ValueError, RecursionError):
        return None
    return None if odd else (read, whole, len(text[:end].encode("utf-8", "surrogateescape")))


def _mended(item: object) -> tuple[Any, bool]:
    """JSON values with U+FFFD for each unreadable character, and True if there was none."""
    line = to_line(item)
    mended = _HALF_SIGN.sub(_SIGN_LOST, line)
    return (item, True) if mended == line else (json.loads(mended), False)


def _kind_of(item: Mapping[str, object]) -> type[_Item]:
    if "id" in item:
        return SessionRecord if "sets" in item else Tombstone
    return Target if "since" in item else DayMark


def _extras(data: Content) -> tuple[dict[str, object], dict[str, object]]:
    """The file's own fields that are undamaged, and those that are except for a character in a text."""
    whole: dict[str, object] = {}
    marred: dict[str, object] = {}
    for found in _EXTRA.finditer(data):
        begin = found.start() + 1
        end = data.find(b"\n", begin)
        line = bytes(data[begin : end if end >= 0 else len(data)]).rstrip().removesuffix(b",")
        odd: list[str] = []
        try:
            table, sound = _mended(_decoder(odd, _whole_keys).decode(f"{{{line.decode('utf-8', 'surrogateescape')}}}"))
        except (ValueError, RecursionError):
            continue
        if not odd:
            (whole if sound else marred).update((key, value) for key, value in table.items() if key not in _OWN_KEYS)
    return whole, marred


def _session_lines(sessions: tuple[SessionRecord, ...], written: Written) -> list[str]:
    lines: Written = {}
    for session in sessions:
        before = written.get(session.id)
        lines[session.id] = before if before and before[0] is session else (session, to_line(session.to_json()))
    written.clear()
    written.update(lines)
    return [line for _, line in lines.values()]


def _list(key: str, lines: list[str]) -> str:
    items = ",\n".join(lines)
    return f"{to_line(key)}: [\n{items}\n]"


def _decoder(odd: list[str] | None, table: Callable[[_Pairs], dict[str, object]] | None = None) -> json.JSONDecoder:
    """A strict decoder; numbers that cannot be kept go to a list, or are refused at once."""

    def number(digits: str) -> float:
        value = float(digits)
        if not math.isfinite(value):
            if odd is None:
                raise _unkept(digits)
            odd.append(digits)
        return value

    return json.JSONDecoder(object_pairs_hook=table or _unique_keys, parse_constant=number, parse_float=number)


def _unkept(digits: str) -> InvalidValue:
    return InvalidValue("", f"{digits} is not a number that can be kept")


def _whole_keys(pairs: _Pairs) -> dict[str, object]:
    """A table whose keys have no unreadable character: a key that is altered would be one that we do not know."""
    for key, _ in pairs:
        if _HALF_SIGN.search(key):
            raise InvalidValue("", "a key is damaged")
    return _unique_keys(pairs)


def _unique_keys(pairs: _Pairs) -> dict[str, object]:
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
