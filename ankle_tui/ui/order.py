"""Keys in the order in which they were typed."""

from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual.message_pump import MessagePump
from textual.screen import Screen

__all__ = ["in_turn"]

ScreenT = TypeVar("ScreenT", bound=Screen[Any])
Arguments = ParamSpec("Arguments")


def in_turn(action: Callable[Concatenate[ScreenT, Arguments], None]) -> Callable[Concatenate[ScreenT, Arguments], None]:
    """Let an action of a priority key wait for the keys typed before it.

    Such a key acts at once, while those before it are still on their way: over a slow connection, where several come
    together, Enter would take what the cursor is just about to leave.

    Args:
        action: An action of a screen.

    Returns:
        The same, once those keys have done their work, and its messages have reached the screen; nothing on a screen that has
        gone meanwhile.
    """

    def wait(screen: ScreenT, /, *args: Arguments.args, **named: Arguments.kwargs) -> None:
        def act() -> None:
            if screen.is_current:
                action(screen, *args, **named)

        if screen.focused is None:
            act()
            return
        # A key goes from the widget with the focus up to the app, where its binding is found; what comes of it goes from the
        # widget up to the screen. Whoever stands last in each of these queues comes after all that.
        way = [*screen.focused.ancestors_with_self]
        _go([*way, *way[: way.index(screen) + 1]], act)

    return update_wrapper(wait, action)


def _go(way: Sequence[MessagePump], act: Callable[[], None]) -> None:
    """Stand in one queue after the other, then act."""
    if way:
        way[0].call_later(_go, way[1:], act)
    else:
        act()
