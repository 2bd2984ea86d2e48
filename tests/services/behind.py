"""Stands in for the thread on which a journal with many sessions works."""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any


class Behind:
    """Does on request what a journal does on a thread.

    Args:
        done: As for the thread.

    Attributes:
        last: The one made last.
        kinds: What was done.
    """

    last: "Behind"

    def __init__(self, done: Callable[[Callable[[], None]], None] = lambda take: take()) -> None:
        Behind.last = self
        self._done = done
        self._asked: dict[str, object] = {}
        self._waiting: dict[str, tuple[Callable[[], Any], Callable[[Any], None] | None]] = {}
        self.kinds = list[str]()

    def do(self, kind: str, asked: object, work: Callable[[], Any], take: Callable[[Any], None] | None = None) -> None:
        """Keep it for later, unless the same was asked for last."""
        if self._asked.get(kind) == asked:
            return
        self._asked[kind] = asked
        self._waiting[kind] = work, take

    def step(self) -> bool:
        """Do one thing that waits; False if there is none."""
        kind = next(iter(self._waiting), None)
        if kind is None:
            return False
        (work, take), found = self._waiting.pop(kind), None
        with contextlib.suppress(ZeroDivisionError):
            found = work()
        if take:
            self._done(partial(take, found))
        self.kinds.append(kind)
        return True

    def catch_up(self) -> None:
        """Do what waits."""
        while self.step():
            pass
