"""Write the history as the bytes of its file, one session a line, and read them back strictly."""

import codecs
import re
from collections.abc import Iterator

from ankle_tui.core.history.records import (
    FORMAT,
    VERSION,
    History,
    NewerVersion,
    SessionRecord,
    read_history,
)
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files.strict_json import (
    HALF_CHARACTER,
    decoder,
    odd_number,
    parse_json,
    to_line,
)
from ankle_tui.store.history.fast_reader import quick_sessions
from ankle_tui.store.history.salvage import Content, salvage

HEAD = 512
"""Bytes needed to recognise a history."""

_OURS = re.compile(rf'\s*\{{\s*"format"\s*:\s*"{FORMAT}"'.encode())
_UTF16 = re.compile(b"\xff\xfe[^\0]\0|\xfe\xff\0[^\0]", re.DOTALL)
"""How a text in UTF-16 begins: with a byte order mark, and an ASCII character, as in every history."""
_LOOSE_COMMA = re.compile(rb",\s*[\]}]")
_TEXT_OR_LOOSE_COMMA = re.compile(rb'("(?:[^"\\]|\\.)*+(?:"|\Z))|,(?=\s*+[\]}])', re.DOTALL)


Written = dict[str, tuple[SessionRecord, bytes]]
"""Lines of sessions already written, by the session's id."""


class Foreign(InvalidValue):
    """A sound file that is not a history of ours."""


def to_bytes(history: History, written: Written | None = None) -> bytes:
    """Write the file's content, one session a line: differences stay readable, and damage stays local.

    Args:
        history: What to write. Half a character, which no file can hold, becomes a question mark.
        written: Lines to reuse; afterwards it holds exactly the lines of this history.

    Raises:
        ValueError: If it holds a value that JSON cannot express.
    """
    head = _encoded({"format": FORMAT, "version": VERSION})[:-1]
    parts = [head, *_list("sessions", _session_lines(history.sessions, {} if written is None else written))]
    for key, items in (
        ("deleted", history.deleted),
        ("days", history.days),
        ("targets", history.targets),
        ("tests", history.tests),
        ("blocks", history.blocks),
    ):
        if items:
            parts += _list(key, [_encoded(item.to_json()) for item in items])
    for name, value in history.extra.items():
        parts += (b",\n", _encoded(name), b": ", _encoded(value))
    # Joined once, from small pieces: every step over the whole text holds up all other threads, the screen's among them.
    return b"".join((*parts, b"\n}\n"))


def from_bytes(data: bytes) -> History:
    """Read the file strictly, refusing whatever the next save would change or could not write.

    Args:
        data: The whole content.

    Raises:
        NewerVersion: If a newer program wrote it.
        Foreign: If it is a sound file of something else.
        InvalidValue: If it is damaged, naming the line or the key.
    """
    return _quick(data) or _strict(data)


def _quick(data: bytes) -> History | None:
    """Read a sound file in our own layout; None for any other, which is read strictly."""
    try:
        text = data.decode("utf-8")
        if HALF_CHARACTER.search(text):
            return None
        parse = decoder(None).decode
        found = quick_sessions(text, parse)
        return found and read_history(parse(found[1]), found[0])
    except (ValueError, RecursionError):
        return None


def _strict(data: bytes) -> History:
    whole, odd = parse_json(data)
    named = whole.get("format") if isinstance(whole, dict) else None
    if isinstance(named, str) and named != FORMAT:
        ours = salvage(data).history.sessions  # with sessions of ours in it, only this word is damaged
        raise (InvalidValue if ours else Foreign)("format", f'must be "{FORMAT}", not "{named}"')
    try:
        # Odd numbers are looked at last: in a field that is known, this names the place.
        history = read_history(whole)
    except RecursionError as error:
        raise InvalidValue("", "is nested too deeply") from error
    if odd:
        raise odd_number(odd[0])
    return history


def from_elsewhere(data: bytes) -> History:
    """Read a file that an editor may have saved: with a byte order mark, in UTF-16, with a comma before a bracket.

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
    """Undo what editors change on the outside: convert to UTF-8, drop byte order mark and commas before brackets.

    Args:
        data: The content.

    Returns:
        `data` itself if there is nothing to tidy.
    """
    plain = _in_utf8(data)
    if not _LOOSE_COMMA.search(plain):
        return plain
    tidy = _TEXT_OR_LOOSE_COMMA.sub(lambda found: found[1] or b"", plain)
    return plain if len(tidy) == len(plain) else tidy


def is_history(head: bytes) -> bool:
    """True if a file that begins with `head` is one of our histories, even if another program saved it.

    Args:
        head: The first `HEAD` bytes of the file, or all of a shorter one.
    """
    return _OURS.match(bytes(_in_utf8(head))) is not None


def _in_utf8(data: Content) -> Content:
    """Convert UTF-16 to UTF-8 and drop the byte order mark of Windows editors."""
    if data[:3] == codecs.BOM_UTF8:
        return data[3:]
    if _UTF16.match(data):
        return bytes(data).decode("utf-16", errors="replace").encode()
    return data


def _encoded(value: object) -> bytes:
    return to_line(value).encode("utf-8", errors="replace")


def _session_lines(sessions: tuple[SessionRecord, ...], written: Written) -> list[bytes]:
    lines: Written = {}
    for session in sessions:
        before = written.get(session.id)
        lines[session.id] = before if before and before[0] is session else (session, _encoded(session.to_json()))
    written.clear()
    written.update(lines)
    return [line for _, line in lines.values()]


def _list(key: str, lines: list[bytes]) -> Iterator[bytes]:
    """The pieces of a list that follows something else, a line for each item."""
    yield b",\n" + _encoded(key) + b": [\n"
    for place, line in enumerate(lines):
        if place:
            yield b",\n"
        yield line
    yield b"\n]"
