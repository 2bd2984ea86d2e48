"""Salvage what is undamaged of a damaged history."""

import json
import mmap
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from ankle_tui.core.history.day_marks import DayMark, Target
from ankle_tui.core.history.ids import MOST_REVISIONS
from ankle_tui.core.history.merge import complete, merge
from ankle_tui.core.history.records import Entry, History, SessionRecord, Tombstone
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.validation import InvalidValue, TableReader
from ankle_tui.store.files.strict_json import (
    Pairs,
    decoder,
    to_line,
    unique_keys,
)

LONGEST_ITEM = 1 << 18
"""Bytes from its beginning within which an entry that spans lines is looked for."""
MOST_SEARCHES = 10_000
"""How often such a long stretch is read before giving up: enough for any file, and an end for one made to be slow."""

Content = bytes | mmap.mmap
"""What a file holds: read, or only mapped into memory, where it finds, searches and slices like bytes."""

_HALF_SIGN = re.compile("[\ud800-\udfff]")
"""Stands for a byte that is not UTF-8, or for an escape of half a surrogate pair."""
_SIGN_LOST = "\ufffd"
_ITEM = re.compile(
    rb'\{(?:[^{}]{0,400}?"id"\s*:\s*"[0-9a-f]{8}-|\s*"(?:day|since)"\s*:\s*"\d{4}-|(?<=\n\{)"(?!format"))'
)
"""Where a session, tombstone, mark or target begins, or a line that was one: each is written on its own line."""
_EXTRA = re.compile(rb'\n"(?:[^"\\\n]|\\.){0,400}": ')
"""Where a field of the file itself stands: at the beginning of a line, never of the first."""
_OWN_KEYS = {"format", "version", "sessions", "deleted", "days", "targets", "tests", "blocks"}


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was salvaged from a damaged file.

    Attributes:
        history: All that is undamaged.
        broken: Number of entries that could not be read.
        marred: Entries with an unreadable character in a text; U+FFFD replaces it.
    """

    history: History
    broken: int
    marred: History = field(default_factory=History)

    def joined(self, *others: History) -> History:
        """Merge it with `others`; a marred entry is used only where none of them has it undamaged."""
        return complete(merge(self.history, *others), self.marred)


def salvage(data: Content) -> Salvage:
    """Read all that is undamaged: entries wherever they begin, and the file's own fields line by line.

    Args:
        data: The content.
    """
    items: list[Entry] = []
    marred: list[Entry] = []
    broken = 0
    for item, whole in _items(data):
        if item is None:
            broken += 1
        else:
            (items if whole else marred).append(item)
    # In a sound file what lives has a higher revision than its tombstone. If not, the tombstone is damaged, and believing
    # it would delete a session or a self-test.
    living: dict[str, int] = {}
    for item in (*items, *marred):
        if isinstance(item, SessionRecord | SelfTestRecord | BlockRecord):
            living[item.id] = min(item.rev, living.get(item.id, item.rev))
    found, half = (
        [item for item in some if not isinstance(item, Tombstone) or item.rev < living.get(item.id, MOST_REVISIONS + 1)]
        for some in (items, marred)
    )
    extra, half_extra = (History(extra=fields) for fields in _extras(data))
    return Salvage(merge(*map(History.of, found), extra), broken, merge(*map(History.of, half), half_extra))


def unread_words(found: Sequence[Salvage], history: History) -> list[str]:
    """Count in words the entries that could not be read, and those of `history` that lost a character.

    Args:
        found: What was salvaged, of one file or several.
        history: What has been made of it.
    """
    counts = {
        "could not be read": sum(one.broken for one in found),
        "lost a character": sum(_shared(one.marred, history) for one in found),
    }
    return [f"{number} {'entry' if number == 1 else 'entries'} {what}" for what, number in counts.items() if number]


def _shared(one: History, other: History) -> int:
    """Count the entries that two histories share by identity."""
    names = ({id(item) for item in _all_entries(history)} for history in (one, other))
    return len(set.intersection(*names))


def _all_entries(history: History) -> Iterator[object]:
    lists = (history.sessions, history.deleted, history.days, history.targets, history.tests, history.blocks)
    return chain(*lists, history.extra.values())


def _items(data: Content) -> Iterator[tuple[Entry | None, bool]]:
    """Yield every entry, and True if it is undamaged; None for one that cannot be read."""
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


def _read_item(data: bytes) -> tuple[Entry, bool, int] | None:
    """Read the entry at the beginning; returns it, True if its texts are whole, and its length in bytes.

    Sound JSON that is no entry gives None: with two brackets lost, a session swallows all that follow it.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    odd: list[str] = []
    try:
        item, end = decoder(odd, _whole_keys).raw_decode(text)
        item, whole = _mended(item)
        read = _kind_of(item).read(TableReader(item))
    except (ValueError, RecursionError):
        return None
    return None if odd else (read, whole, len(text[:end].encode("utf-8", "surrogateescape")))


def _mended(item: object) -> tuple[Any, bool]:
    """Replace each unreadable character by U+FFFD; True if there was none."""
    line = to_line(item)
    mended = _HALF_SIGN.sub(_SIGN_LOST, line)
    return (item, True) if mended == line else (json.loads(mended), False)


def _kind_of(item: Mapping[str, object]) -> type[Entry]:
    if "id" in item:
        if "sets" in item:
            return SessionRecord
        return SelfTestRecord if "trials" in item else BlockRecord if "since" in item else Tombstone
    return Target if "since" in item else DayMark


def _extras(data: Content) -> tuple[dict[str, object], dict[str, object]]:
    """The file's own fields that are undamaged, and those with an unreadable character in a text."""
    whole: dict[str, object] = {}
    marred: dict[str, object] = {}
    for found in _EXTRA.finditer(data):
        begin = found.start() + 1
        end = data.find(b"\n", begin)
        line = bytes(data[begin : end if end >= 0 else len(data)]).rstrip().removesuffix(b",")
        odd: list[str] = []
        try:
            table, sound = _mended(decoder(odd, _whole_keys).decode(f"{{{line.decode('utf-8', 'surrogateescape')}}}"))
        except (ValueError, RecursionError):
            continue
        if not odd:
            (whole if sound else marred).update((key, value) for key, value in table.items() if key not in _OWN_KEYS)
    return whole, marred


def _whole_keys(pairs: Pairs) -> dict[str, object]:
    """Make a table, refusing a key with an unreadable character: altered, it would pass for an unknown field."""
    for key, _ in pairs:
        if _HALF_SIGN.search(key):
            raise InvalidValue("", "a key is damaged")
    return unique_keys(pairs)
