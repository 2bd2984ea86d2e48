"""The history as the bytes of its file: written one session a line, read strictly, and salvaged when it is damaged."""

import json
import math
import re
from collections.abc import Iterator, Mapping

from ankle_tui.core.days import DayMark, Target
from ankle_tui.core.frozen import frozen
from ankle_tui.core.merge import merge
from ankle_tui.core.reading import BadValue, Table
from ankle_tui.core.record import FORMAT, VERSION, History, SessionRecord, Tombstone, read_history
from ankle_tui.store.history_lines import quick_sessions

__all__ = ["Foreign", "Salvage", "Written", "from_bytes", "parse_json", "salvage", "to_bytes", "to_line"]

LONGEST_ITEM = 1 << 18
"""A session of more bytes than this is not looked for in a damaged file unless it stands on one line."""
MOST_SEARCHES = 10_000
"""How often such a long stretch is read before giving up: enough for any file, and an end for one made to be slow."""

_Item = SessionRecord | Tombstone | DayMark | Target

_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape that stands for half a character; two of them make a whole one."""
_ITEM = re.compile(rb'\{(?:[^{}]{0,400}?"id"\s*:\s*"[0-9a-f]{8}-|\s*"(?:day|since)"\s*:\s*"\d{4}-)')
"""Where a session, a tombstone, the mark of a day or a target begins."""
_EXTRA = re.compile(rb'\n"(?:[^"\\\n]|\\.){0,400}": ')
"""Where a field of the file itself stands, as we write it: at the beginning of a line, never of the first."""


class Foreign(BadValue):
    """A sound file of something else."""


@frozen
class Salvage:
    """What could be read of a damaged file.

    Attributes:
        history: All that is undamaged.
        broken: How many entries were begun and could not be read.
    """

    history: History
    broken: int


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
        BadValue: If it is damaged, naming the line or the key.
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
        raise (BadValue if ours else Foreign)("format", f'must be "{FORMAT}", not "{named}"')
    try:
        history = read_history(whole)  # refuses an odd number in a field it knows, and names the place
    except RecursionError as error:
        raise BadValue("", "is nested too deeply") from error
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
        BadValue: If it is not JSON as we write it: in UTF-8, without a byte order mark, no key twice.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadValue("", f"is not UTF-8 text (byte {error.start})") from error
    if not text or text.isspace():
        raise BadValue("", "is empty")
    if text.startswith("\ufeff"):
        raise BadValue("", "begins with a byte order mark, as some editors write it; save it without")
    odd: list[str] = []
    try:
        whole = _decoder(odd).decode(text)
    except json.JSONDecodeError as error:
        raise BadValue("", f"line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise BadValue("", "is nested too deeply") from error
    except BadValue:
        raise
    except ValueError as error:  # the parser lets Python's own limit through
        raise BadValue("", "has a number that is too long") from error
    if _HALF_CHARACTER.search(text):
        try:
            _refuse_half_characters(whole)
        except RecursionError as error:  # writing runs out of stack a little earlier than reading
            raise BadValue("", "is nested too deeply") from error
    return whole, odd


def salvage(data: bytes) -> Salvage:
    """Read all that is undamaged: sessions and other entries wherever they begin, and the file's own fields by line.

    Args:
        data: The content, or whatever behaves like it, a memory map say.
    """
    sessions: list[SessionRecord] = []
    deleted: list[Tombstone] = []
    parts: list[History] = []
    broken = 0
    for item in _items(data):
        match item:
            case SessionRecord():
                sessions.append(item)
            case Tombstone():
                deleted.append(item)
            case DayMark():
                parts.append(History(days=(item,)))
            case Target():
                parts.append(History(targets=(item,)))
            case None:
                broken += 1
    # In a sound file every session stands above its tombstone. Where one does not, the damage is in the tombstone.
    living: dict[str, int] = {}
    for session in sessions:
        living[session.id] = min(session.rev, living.get(session.id, session.rev))
    deleted = [tomb for tomb in deleted if tomb.id not in living or tomb.rev < living[tomb.id]]
    parts += [History((session,)) for session in sessions] + [History(deleted=(tomb,)) for tomb in deleted]
    return Salvage(merge(*parts, History(extra=dict(_extras(data)))), broken)


def _items(data: bytes) -> Iterator[_Item | None]:
    """Every undamaged entry, None for a damaged one."""
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
                item, length = read
                at = begin + length
                yield item
                break
        else:
            searches += 1
            yield None


def _read_item(data: bytes) -> tuple[_Item, int] | None:
    """The entry at the beginning, and how many bytes it takes.

    A table that is none is None even where it is sound JSON: two lost brackets make a session swallow all that follow.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    odd: list[str] = []
    try:
        item, end = _decoder(odd).raw_decode(text)
        _refuse_half_characters(item)
        read = _kind_of(item).read(Table(item))
    except (ValueError, RecursionError):
        return None
    return None if odd else (read, len(text[:end].encode("utf-8", "surrogateescape")))


def _kind_of(item: Mapping[str, object]) -> type[_Item]:
    if "id" in item:
        return SessionRecord if "sets" in item else Tombstone
    return Target if "since" in item else DayMark


def _extras(data: bytes) -> Iterator[tuple[str, object]]:
    for found in _EXTRA.finditer(data):
        begin = found.start() + 1
        end = data.find(b"\n", begin)
        line = bytes(data[begin : end if end >= 0 else len(data)])
        try:
            table, odd = parse_json(b"{" + line.rstrip().removesuffix(b",") + b"}")
        except BadValue:
            continue
        if isinstance(table, dict) and not odd:
            yield from (
                (key, value)
                for key, value in table.items()
                if key not in {"format", "version", "sessions", "deleted", "days", "targets"}
            )


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


def _decoder(odd: list[str] | None) -> json.JSONDecoder:
    """A strict decoder; numbers that cannot be kept go to a list, or are refused at once."""

    def number(digits: str) -> float:
        value = float(digits)
        if not math.isfinite(value):
            if odd is None:
                raise _unkept(digits)
            odd.append(digits)
        return value

    return json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=number, parse_float=number)


def _unkept(digits: str) -> BadValue:
    return BadValue("", f"{digits} is not a number that can be kept")


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadValue(twice, "is there twice")
    return table


def _refuse_half_characters(data: object) -> None:
    try:
        to_line(data).encode("utf-8")
    except UnicodeEncodeError as error:
        before = str(error.object)[max(0, error.start - 30) : error.start]
        raise BadValue("", f"half a character (a lone surrogate) after: {before}") from error
