"""Handle one key at a time, however fast they are typed."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence, Set
from functools import partial
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.errors import NoWidget
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from ankle_tui.clock import STRUCK_TWICE

ROUNDS = 3
"""Rounds of messages to wait for: a key's, a widget's, a screen's."""
PAINTED = 0.03
"""Seconds within which the effects of a key are certainly painted; checked earlier only if another key comes."""
STUCK = 10.0
"""Seconds after which a stuck key stops blocking the next: a program deaf to keys is worse."""

Typed = events.InputEvent | events.Paste
"""Events that are handled in the order they arrive."""
_ACTS = events.Key | events.Paste | events.MouseUp
"""Events with effects that the next one waits for; a released button makes a click."""


class Typeahead:
    """Queue keys, clicks and pastes, and handle one at a time.

    Textual passes a key on while the one before is still bubbling from the focused widget to the app, or while the
    screen it opens is not there yet. Over a slow connection, where several arrive together, a key would then reach a screen
    that has ended, or one that is half made.

    Args:
        app: The app.
        handle: Handles an event as Textual does.
        now: A monotonic clock, in seconds.
    """

    def __init__(
        self, app: App[Any], handle: Callable[[Typed], Awaitable[None]], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._handle = handle
        self._now = now
        self._waiting: deque[Typed] = deque()
        self._busy_since: float | None = math.inf
        """Time of the last event whose effects are still to come; None if there are none."""
        self._turn = 0
        self._start: Callable[[], Awaitable[None]] | None = None
        """Starts the wait for the effects of the last event; None once it has begun."""
        self._closed = False
        self._last = ""
        """The last key handled."""
        self._resting: Set[str] = frozenset()
        """Keys ignored until they are still or another key is pressed: they may be held, or struck twice."""
        self._rests_until = 0.0
        self._holds: Callable[[Typed], bool] = lambda _: False

    def hold(self, holds: Callable[[Typed], bool]) -> None:
        """Let events wait, and those that come after one.

        Args:
            holds: True for an event that has to wait now; `release` or `settle` says when that may have changed.
        """
        self._holds = holds

    async def release(self) -> None:
        """Handle the events that no longer have to wait."""
        if self._busy_since is None:
            await self._next()

    async def settle(self) -> None:
        """Let events wait until what has just begun is on the screen, the first screen itself or news for it."""
        if self._busy_since is None:
            self._busy_since = self._now()
        await self._settle(self._path())

    async def take(self, event: Typed) -> None:
        """Handle an event, at once or when its turn has come.

        Args:
            event: The event.
        """
        if self._closed:
            return
        self._waiting.append(event)
        if self._busy_since is None or self._now() - self._busy_since > STUCK:
            await self._next()
        else:
            await self._begin()

    def rest(self, *keys: str) -> None:
        """Drop keys typed for something that has ended, and ignore the last key, which may be held.

        Args:
            keys: Other keys that may have been meant for it, although it ended by itself.
        """
        self._waiting.clear()
        self._rest({*keys, self._last})

    def close(self) -> None:
        """Drop all keys, and those still to come: the program ends."""
        self._closed = True
        self._waiting.clear()

    @property
    def idle(self) -> bool:
        """True if every key so far has had its effect."""
        return self._busy_since is None and not self._waiting

    async def _next(self) -> None:
        """Handle events up to the first with effects."""
        while self._waiting and not (isinstance(self._waiting[0], _ACTS) and self._holds(self._waiting[0])):
            event = self._waiting.popleft()
            if isinstance(event, events.Key) and self._rests(event.key):
                continue
            if not isinstance(event, _ACTS):
                await self._handle(event)
                continue
            self._busy_since = self._now()
            self._last = event.key if isinstance(event, events.Key) else ""
            path = self._path(event)
            await self._handle(event)
            await self._settle(path)
            return
        self._busy_since = None

    async def _settle(self, path: Sequence[MessagePump]) -> None:
        """Wait until the effects of an event are painted, then handle the next."""
        self._turn += 1
        if not path:
            return
        self._start = partial(self._stand, path, partial(self._round, self._turn, ROUNDS, _screen(path)))
        if self._waiting:
            await self._begin()
        else:
            asyncio.get_running_loop().call_later(PAINTED, self._app.call_later, self._begin)

    async def _begin(self) -> None:
        start, self._start = self._start, None
        if start:
            await start()

    async def _round(self, turn: int, left: int, before: MessagePump) -> None:
        """Start another round; if the screen has changed, begin again."""
        path = self._path()
        if turn != self._turn or not path:
            return
        left = left - 1 if _screen(path) is before else ROUNDS
        if _screen(path) is not before and self._last == "enter":
            self._rest({*self._resting, "enter"})
        if left:
            await self._stand(path, partial(self._round, turn, left, _screen(path)))
        else:
            await self._next()

    def _rest(self, keys: Set[str]) -> None:
        self._resting, self._rests_until = keys, self._now() + STRUCK_TWICE

    def _rests(self, key: str) -> bool:
        """True if a key repeats one that has had its effect, with no other key between them."""
        if key in self._resting and self._now() < self._rests_until:
            self._rests_until = self._now() + STRUCK_TWICE
            return True
        self._resting = frozenset()
        return False

    async def _stand(self, path: Sequence[MessagePump], then: Callable[[], Awaitable[None]]) -> None:
        """Queue up in one message queue after the other; all earlier messages have been handled at the end."""
        for number, pump in enumerate(path, 1):
            if pump.call_later(self._stand, path[number:], then):
                return
        await then()

    def _path(self, event: Typed | None = None) -> list[MessagePump]:
        """The message queues an event bubbles through, the app's last; none once the program ends."""
        try:
            screen = self._app.screen
        except ScreenStackError:
            return []
        start: Widget = screen.focused or screen
        if isinstance(event, events.MouseUp):
            try:
                start = screen.get_widget_at(*event.screen_offset)[0]
            except NoWidget:
                start = screen
        path: list[MessagePump] = list(start.ancestors_with_self)
        return path if path[-1] is self._app else [screen, self._app]  # the widget has just been removed


def _screen(path: Sequence[MessagePump]) -> MessagePump:
    """The screen at the end of a path, below the app."""
    return path[-2]


def small_letter(screen: Screen[Any], event: events.Key) -> events.Key:
    """Lower-case a capital that no command has and no field takes; return any other key as it is.

    Args:
        screen: The screen the key goes to.
        event: A key.
    """
    key, field = event.key, screen.focused
    if len(key) != 1 or not key.isupper() or (field and field.check_consume_key(key, event.character)):
        return event
    return event if key in screen.active_bindings else events.Key(key.lower(), key.lower())
