"""A field for the value of one trial."""

from collections.abc import Callable

from textual import events

from ankle_tui.core.self_tests.protocols import STEP, Measure, Protocol, to_step
from ankle_tui.core.self_tests.self_test_wording import value_words
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.field import Field

LONGEST = 5
"""Characters of the longest number that can be typed."""


class TrialField(Field):
    """The value of a trial, changed by arrow keys or typed; it may be left open, as is one of no seconds or reps.

    Args:
        name_shown: The label.
        protocol: The rules of the test.
        value: The value, or None.
        begins: Gives the value with which an open trial begins.
        id: Its id.
    """

    BINDINGS = bindings("trial-field")
    LABEL = 9

    def __init__(
        self,
        name_shown: str,
        protocol: Protocol,
        value: float | None,
        begins: Callable[[], float],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(name_shown, id=id)
        self._unit = protocol.unit
        self._is_trial = protocol.counts_as_trial
        self._most = protocol.most
        self._step = 1.0 if protocol.unit is Measure.REPS else STEP
        self._value = value
        self._begins = begins
        self._typed = ""

    @property
    def value(self) -> float | None:
        """The value, or None if it is open."""
        return self._value

    @property
    def is_typed(self) -> bool:
        """True while the value is being typed."""
        return bool(self._typed)

    @property
    def words(self) -> str:
        """The value, a dash, or what is typed so far."""
        if self._typed:
            return f"{self._typed}_"
        return "–" if self._value is None else value_words(self._value, self._unit)

    def action_step(self, by: int) -> None:
        """Take the next or the previous value; before the least it is open."""
        self._typed = ""
        if self._value is None:
            self._value = (self._begins() or (0.0 if self._is_trial(0) else self._step)) if by > 0 else None
        else:
            value = self._value + by * self._step
            self._value = min(value, self._most) if value >= 0 and self._is_trial(value) else None
        self._tell()

    def action_rub_out(self) -> None:
        """Delete the last character typed, or the value."""
        self._typed = self._typed[:-1]
        self._read()

    def on_key(self, event: events.Key) -> None:
        """Type a number, with a point or a comma."""
        character = (event.character or "").replace(",", ".")
        if not character or character not in "0123456789." or (character == "." and "." in self._typed):
            return
        event.stop()
        typed = self._typed + character
        if len(typed) <= LONGEST and _number(typed) <= self._most:  # else a stray digit would pass for a value
            self._typed = typed
            self._read()

    def on_blur(self) -> None:
        """Show the value as it is kept."""
        self._typed = ""

    def _read(self) -> None:
        value = to_step(_number(self._typed))
        value = round(value) if self._step == 1.0 else value
        self._value = value if self._typed and self._is_trial(value) else None
        self._tell()


def _number(typed: str) -> float:
    """Read what is typed so far: `12.` is 12, and `.5` a half."""
    return float(f"0{typed}0" if "." in typed else f"0{typed}")
