"""A line for a note."""

from textual.events import Key, Paste
from textual.widgets import Input

from ankle_tui.core.validation import JOINERS
from ankle_tui.ui.wording.text import shown

LONGEST = 500
"""Longest note, in characters."""
_WITH_THE_NEXT = JOINERS - {"\u200c"}


class Note(Input):
    """A text of one line, without control characters.

    Args:
        value: The first text.
        id: Its id.
    """

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(value, placeholder="A note, if you like", id=id, compact=True, max_length=LONGEST)

    def validate_value(self, value: str) -> str:
        """Replace control characters, one by one."""
        return shown(value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take every character that can be typed, including joiners."""
        return character in JOINERS or super().check_consume_key(key, character)

    async def _on_key(self, event: Key) -> None:
        """Insert a joiner, which Textual takes for a control character."""
        if event.character in JOINERS:
            event.stop()
            event.prevent_default()
            self.replace(event.character or "", *self.selection)
        else:
            await super()._on_key(event)

    def _on_paste(self, event: Paste) -> None:
        """Paste lines as one, as far as there is room."""
        event.stop()
        event.prevent_default()
        text = shown(" ".join(filter(None, map(str.strip, event.text.splitlines()))))
        kept = _cut(text, LONGEST - len(self.value) + len(self.selected_text))
        self.replace(kept, *self.selection)
        if kept != text:
            self.notify(f"A note holds {LONGEST} characters: the end was left out.", markup=False)


def _cut(text: str, room: int) -> str:
    """Cut a text to `room` characters, never inside a sequence held together by joiners."""
    end = min(len(text), room)
    while end < len(text) and end > 0 and (text[end] in JOINERS or text[end - 1] in _WITH_THE_NEXT):
        end -= 1
    return text[: max(0, end)]
