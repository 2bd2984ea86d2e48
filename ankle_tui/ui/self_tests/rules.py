"""The rules of a test and its conditions, before it begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.findings import is_new_series
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, LEAST_BEFORE_CLOSED, WARM_UP_REPS, Protocol
from ankle_tui.core.self_tests.self_test_wording import against_words, rules_words, trials_words
from ankle_tui.services.coach import SelfTestDay
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.self_tests.conditions import ConditionField, chosen_conditions, condition_fields
from ankle_tui.ui.self_tests.self_test_rows import refusal_words
from ankle_tui.ui.widgets.field import Field, WordField
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TextLine

WARM_UP = ("yes", "no")
CLOSED = ("when steady", "leave out")
WARM_UP_RULE = f"Warm-up: {WARM_UP_REPS} heel raises on both legs, {WARM_UP_REPS} ankle circles each way."
CLOSED_RULE = f"Eyes close only if each leg stands {LEAST_BEFORE_CLOSED:g} s with open ones. Leave it out after a fall."
HANDS_FREE = "Nobody at the keyboard? Remember the number you heard last: it is set in the rest after the trial."
NEW_SERIES = "These conditions begin a new series: it is not compared with the tests before."


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a test is to begin.

    Attributes:
        protocol: Its rules.
        conditions: Its conditions.
        warm_up: True to warm up first.
        skip_closed: True to leave the closed eyes out.
    """

    protocol: Protocol
    conditions: dict[str, object]
    warm_up: bool
    skip_closed: bool


class RulesScreen(BaseScreen[Beginning]):
    """Tell the rules and ask for the conditions; end with how to begin, or None.

    Args:
        protocol: The rules.
        conditions: The conditions at first.
        records: All self-tests.
        day: What can be tested today.
        warm_up: True to offer a warm-up at first.
    """

    CSS_PATH = ["screen.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]
    BINDINGS = bindings("rules")

    def __init__(
        self,
        protocol: Protocol,
        conditions: dict[str, object],
        records: Sequence[SelfTestRecord],
        day: SelfTestDay,
        *,
        warm_up: bool,
    ) -> None:
        super().__init__()
        self._protocol = protocol
        self._conditions = conditions
        self._records = records
        self._day = day
        self._warm_up = warm_up

    def compose(self) -> ComposeResult:
        """Lay out rules and fields."""
        protocol = self._protocol
        yield TextLine(f"{protocol.name} · {protocol.minutes} min", id="title")
        with VerticalScroll(id="sheet", can_focus=False), Vertical(id="frame"):
            yield Static(_rules(protocol), id="rules")
            yield from condition_fields(protocol, self._conditions)
            if CLOSED_EYES in protocol.part_ids:
                yield WordField("Closed", CLOSED, 0, id="closed")
            if protocol.kind:
                yield WordField("Warm-up", WARM_UP, 0 if self._warm_up else 1, id="warm-up")
        yield TextLine(id="said")
        yield BindingBar("rules.begin", "rules.about", "rules.back", "field.more")

    def on_mount(self) -> None:
        """Say what speaks against it."""
        self._look()

    def on_descendant_focus(self) -> None:
        """Offer the commands of the field."""
        self.read_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to begin only what may be done today."""
        return action != "begin" or not refusal_words(self._protocol, self._day)

    @on(Field.Changed)
    def _look(self) -> None:
        """Say what speaks against the test today, or what the conditions change."""
        said = refusal_words(self._protocol, self._day) or (
            against_words(self._day.against) if self._day.against else ""
        )
        if not said and is_new_series(self._protocol, self._chosen, self._records):
            said = NEW_SERIES
        self.query_one("#said", TextLine).show(said)
        self.set_class(bool(said), "-saying")

    def action_begin(self) -> None:
        """Begin."""
        skip = any(field.at for field in self.query("#closed").results(WordField))
        warm = any(not field.at for field in self.query("#warm-up").results(WordField))
        self.dismiss(Beginning(self._protocol, self._chosen, warm, skip))

    def action_about(self) -> None:
        """Read what tests can show, and what not."""
        self.post_message(Open(Place.ABOUT, "test-figures"))

    @property
    def _chosen(self) -> dict[str, object]:
        return chosen_conditions(self._protocol, self.query(ConditionField))


def _rules(protocol: Protocol) -> Content:
    """The rules, a paragraph each: how to stand first."""
    lines = [rules_words(protocol), trials_words(protocol)]
    lines += [CLOSED_RULE] if CLOSED_EYES in protocol.part_ids else []
    lines += [HANDS_FREE, WARM_UP_RULE] if protocol.kind else []
    return Content("\n").join([Content.styled(f"{protocol.stand}.", "bold"), *map(Content, lines)])
