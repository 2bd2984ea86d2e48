"""The command palette, safe against keys that come before its list is drawn."""

import contextlib

from textual.command import CommandPalette

from ankle_tui.ui.base_screen import Dialog

__all__ = ["Palette"]


class Palette(CommandPalette, Dialog[None]):
    """Textual's command palette."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key to the list, unless it is paged before it has lines, where Textual's list fails."""
        with contextlib.suppress(LookupError):
            super()._action_command_list(action)
