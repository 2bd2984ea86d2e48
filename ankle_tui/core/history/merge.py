"""Merge histories: in any order and any number of times the result is the same, and no session is lost."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ankle_tui.core.history.day_marks import DayMark, Target
from ankle_tui.core.history.records import History, SessionRecord, Tombstone, supersedes
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord

ItemT = TypeVar("ItemT", SessionRecord, Tombstone, DayMark, Target, SelfTestRecord, BlockRecord)
MortalT = TypeVar("MortalT", SessionRecord, SelfTestRecord, BlockRecord)


def merge(*histories: History) -> History:
    """Merge histories into one.

    The higher revision wins: of a session, a tombstone, the mark of a day, a target, a self-test, a block; but a mark made
    by hand wins over one from an activity file. A session, a self-test or a block lives if its revision is above its tombstone's. If equal revisions differ, the one with more work
    wins, otherwise a fixed order decides, so all copies agree. The merge is commutative, associative and idempotent; it
    sorts by id, that is, by time.
    """
    tombs = _best((tomb.id, tomb) for history in histories for tomb in history.deleted)
    sessions = _best((session.id, session) for history in histories for session in history.sessions)
    days = _best((mark.day.isoformat(), mark) for history in histories for mark in history.days)
    targets = _best((target.since.isoformat(), target) for history in histories for target in history.targets)
    tests = _best((test.id, test) for history in histories for test in history.tests)
    blocks = _best((block.id, block) for history in histories for block in history.blocks)
    gone = {tomb.id: tomb.rev for tomb in tombs}
    extra: dict[str, object] = {}
    for history in histories:
        extra = _join_tables(extra, history.extra)
    return History(_living(sessions, gone), tombs, days, targets, extra, _living(tests, gone), _living(blocks, gone))


def complete(history: History, by: History) -> History:
    """Fill the gaps of `history` from `by`: missing entries and higher revisions; at equal revisions its own stay."""
    if by == History():
        return history
    return merge(
        history,
        History(
            _lacking(history.sessions, by.sessions, lambda session: session.id),
            _lacking(history.deleted, by.deleted, lambda tomb: tomb.id),
            _lacking(history.days, by.days, lambda mark: mark.day),
            _lacking(history.targets, by.targets, lambda target: target.since),
            {key: value for key, value in by.extra.items() if key not in history.extra},
            _lacking(history.tests, by.tests, lambda test: test.id),
            _lacking(history.blocks, by.blocks, lambda block: block.id),
        ),
    )


def lost(before: History, after: History) -> set[str]:
    """Ids of sessions, self-tests and blocks in `before` that are missing from `after`, though nobody deleted them."""
    kept = {item.id for item in after.mortal}
    gone = {tomb.id: tomb.rev for tomb in after.deleted}
    return {item.id for item in before.mortal if item.id not in kept and item.rev > gone.get(item.id, 0)}


def _living(items: tuple[MortalT, ...], gone: Mapping[str, int]) -> tuple[MortalT, ...]:
    return tuple(item for item in items if item.rev > gone.get(item.id, 0))


def _lacking(known: tuple[ItemT, ...], items: tuple[ItemT, ...], key: Callable[[ItemT], object]) -> tuple[ItemT, ...]:
    """Items that `known` lacks or has in a lower revision only."""
    revisions = {key(item): item.rev for item in known}
    return tuple(item for item in items if item.rev > revisions.get(key(item), 0))


def _best(items: Iterable[tuple[str, ItemT]]) -> tuple[ItemT, ...]:
    """Pick the highest revision for every key, sorted by key."""
    best: dict[str, ItemT] = {}
    for key, item in items:
        known = best.setdefault(key, item)
        if known is not item and supersedes(item, known):
            best[key] = item
    return tuple(best[key] for key in sorted(best))


def _join_tables(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    joined = dict(one)
    for key, value in other.items():
        joined[key] = _join(joined[key], value) if key in joined else value
    return joined


def _join(one: object, other: object) -> object:
    """Join two values of unknown fields: tables key by key, lists as sets, otherwise the one that sorts last."""
    if _canonical(one) == _canonical(other):
        return one
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return _join_tables(one, other)
    if isinstance(one, list) and isinstance(other, list):
        items = {_canonical(item): item for item in (*one, *other)}
        return [items[key] for key in sorted(items)]
    return max(one, other, key=_order)


def _order(value: object) -> tuple[bool, bool, str]:
    return isinstance(value, Mapping), isinstance(value, list), _canonical(value)


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)
