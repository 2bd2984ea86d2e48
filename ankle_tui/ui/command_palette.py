"""The command palette, safe against keys that come before its list is drawn or after it has gone."""

import contextlib

from textual import work
from textual.command import CommandPalette
from textual.css.query import NoMatches

from ankle_tui.ui.base_screen import Dialog

_gather = CommandPalette._gather_commands.__wrapped__  # type: ignore[attr-defined] # noqa: SLF001 - not as a worker


class Palette(CommandPalette, Dialog[None]):
    """Textual's command palette."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key to the list, except paging before it has lines, on which Textual's list fails."""
        with contextlib.suppress(LookupError):
            super()._action_command_list(action)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)  # noqa: SLF001 - the same group as Textual's
    async def _gather_commands(self, search_value: str) -> None:
        """Find commands, unless the palette has been closed meanwhile and its list is gone."""
        with contextlib.suppress(NoMatches):
            await _gather(self, search_value)
