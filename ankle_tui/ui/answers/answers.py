"""Ask for touches, effort and pain of a session, the same way after it and in the history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import SessionRecord, Touches
from ankle_tui.core.history.touches import touches
from ankle_tui.ui.answers.score import EFFORT_WORDS, PainScore, Score
from ankle_tui.ui.answers.touch_field import TouchField
from ankle_tui.ui.widgets.field import CountField, Field
from ankle_tui.ui.widgets.line import TextLine

OPEN_WORDS = "not counted"
SLIM = 62
"""Columns below which each leg has a line of its own."""
WHY_TOUCHES = "How often did the other foot touch? Then eyes closed can come."


class Answers(Vertical):
    """Fields for touches, effort and pain; effort has the focus at first, unless touches are needed.

    Args:
        record: The session.
        legs: The legs that held something, to ask about touches; none leaves that out.
        touches_first: True if a harder variation waits for the touches; the runner is told so.
        id: Its id.
    """

    DEFAULT_CSS = """
    Answers { height: auto; }
    Answers #touches { height: 1; }
    Answers TouchField { width: auto; }
    Answers TouchField:last-child { width: 1fr; }
    Answers.-slim #touches { layout: vertical; height: auto; }
    Answers.-slim TouchField { width: 1fr; }
    Answers.-slim .-other { padding-left: 9; }
    """

    @dataclass
    class Changed(Message):
        """An answer was changed.

        Attributes:
            answers: The sender.
        """

        answers: "Answers"

        @property
        def control(self) -> "Answers":
            """The sender, for `@on`."""
            return self.answers

    def __init__(
        self,
        record: SessionRecord,
        legs: Sequence[Side] = (),
        *,
        touches_first: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self._record = record
        self._legs = legs
        self._touches_first = touches_first
        self._known = touches(record)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        if self._touches_first:
            yield TextLine(WHY_TOUCHES, id="why-touches")
            yield from self._compose_touches()
        yield Score("Effort", EFFORT_WORDS, id="effort")
        yield PainScore(id="pain")
        if not self._touches_first:
            yield from self._compose_touches()

    def _compose_touches(self) -> ComposeResult:
        if not self._legs:
            return
        first, *others = self._legs
        names = [(first, f"Touches  {first.value}"), *((leg, leg.value) for leg in others)]
        with Horizontal(id="touches"):
            for leg, name in names:
                hint = OPEN_WORDS if leg is self._legs[-1] else ""
                yield TouchField(name, hint, id=f"touches-{leg}", classes="" if leg is self._legs[0] else "-other")

    @property
    def rows(self) -> int:
        """Lines of the fields."""
        return 2 + bool(self._legs) + self._touches_first

    def put_touches_first(self) -> None:
        """Say that a harder variation waits for the touches, above the other fields, unless an answer is under way.

        The focus stays where it is: a number that is just being typed is for the field it was in.
        """
        effort = self.query_one("#effort", Score)
        if self._touches_first or not self._legs or not effort.has_focus or self.given(self._record) != self._record:
            return
        self._touches_first = True
        self.mount(why := TextLine(WHY_TOUCHES, id="why-touches"), before=0)
        self.move_child(self.query_one("#touches"), after=why)
        self._fit()

    def on_mount(self) -> None:
        """Show the present answers."""
        record = self._record
        self.query_one("#effort", Score).pick(record.effort)
        pain = self.query_one(PainScore)
        pain.name_side(record.pain_side)
        pain.pick(record.pain)
        if self._known:
            for leg, count in ((Side.LEFT, self._known.left), (Side.RIGHT, self._known.right)):
                for field in self.query(f"#touches-{leg}").results(CountField):
                    field.pick(count)
        first = self.query(CountField).first() if self._touches_first and self._legs else self.query_one("#effort")
        self.call_after_refresh(first.focus)

    def on_resize(self) -> None:
        """Use the room there is."""
        self._fit()

    def _fit(self) -> None:
        """Say why touches are asked for, as fully as fits, and set the legs below each other where they must."""
        self.set_class(self.size.width < SLIM, "-slim")
        for why in self.query("#why-touches").results(TextLine):
            why.show(WHY_TOUCHES if len(WHY_TOUCHES) <= self.size.width else WHY_TOUCHES.partition("? ")[0] + "?")

    def given(self, record: SessionRecord) -> SessionRecord:
        """Put the answers into a session."""
        pain = self.query_one(PainScore)
        answered = replace(record, effort=self.query_one("#effort", Score).value, pain=pain.value, pain_side=pain.side)
        found = self._touches()
        return answered if found == self._known else replace(answered, touches=found)

    def _touches(self) -> Touches | None:
        """Touches of both legs: none for a leg that held nothing, None if any number is open."""
        if not self._legs:
            return self._known
        counts = {leg: self.query_one(f"#touches-{leg}", CountField).count for leg in self._legs}
        left, right = (counts.get(leg, 0) for leg in Side)
        return None if left is None or right is None else Touches(left, right)

    @on(Score.Changed)
    @on(Field.Changed)
    def _tell(self, event: Score.Changed | Field.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))
