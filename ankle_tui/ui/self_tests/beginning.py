"""The rules of a test and its conditions, before it begins."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.findings import is_new_series
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.self_tests.self_test_wording import against_words, refusal_words
from ankle_tui.services.self_testing.self_test_day import SelfTestDay
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.self_tests.conditions import ConditionField, chosen_conditions, condition_fields
from ankle_tui.ui.self_tests.trial_wording import CONDITIONS, NEW_SERIES, RULES, before_lines, length_words
from ankle_tui.ui.widgets.field import Field
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import SaidLine, TopLine
from ankle_tui.ui.widgets.panel import NARROW, Panel


class RulesPane(Panel, Static):
    """The rules."""

    acts = ("rules.about",)


class ConditionPane(Panel, Vertical):
    """The conditions to choose."""

    acts = ("rules.begin",)


class RulesScreen(BaseScreen[dict[str, object]]):
    """Tell the rules and ask for the conditions; end with these, or None.

    Args:
        protocol: The rules.
        conditions: The conditions at first.
        records: All self-tests.
        day: What can be tested today.
        warm: True if no warm-up comes first.
    """

    CSS_PATH = ["screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high"), (36, "-tall")]
    BINDINGS = bindings("rules")
    AUTO_FOCUS = ""

    def __init__(
        self,
        protocol: Protocol,
        conditions: dict[str, object],
        records: Sequence[SelfTestRecord],
        day: SelfTestDay,
        *,
        warm: bool,
    ) -> None:
        super().__init__()
        self._protocol = protocol
        self._conditions = conditions
        self._records = records
        self._day = day
        self._warm = warm

    def compose(self) -> ComposeResult:
        """Lay out rules and fields."""
        protocol = self._protocol
        yield TopLine(id="title")
        with Vertical(id="body"), VerticalScroll(id="sheet", can_focus=False):
            stand, *rules = before_lines(protocol, warm=self._warm)
            yield RulesPane(Content("\n").join([Content.styled(stand, "bold"), *map(Content, rules)]), id="rules")
            with ConditionPane(id="conditions", classes="form -active"):
                yield from condition_fields(protocol, self._conditions)
        yield SaidLine(id="said")
        yield BindingBar("rules.begin", "rules.back", "field.more")

    def on_mount(self) -> None:
        """Say what speaks against it; the first field must not push the rules out of a small terminal."""
        self.query_one(TopLine).head(self._protocol.name, length_words(self._protocol, warm=self._warm))
        self.query_one(RulesPane).frame(RULES)
        self.query_one(ConditionPane).frame(CONDITIONS)
        self._look()
        self.query(ConditionField).first().focus(scroll_visible=False)

    def on_descendant_focus(self) -> None:
        """Offer the commands of the field."""
        self.read_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to begin only what may be done today, and to read on only what is longer than the screen."""
        if action == "page":
            return any(sheet.max_scroll_y > 0 for sheet in self.query("#sheet"))
        return action != "begin" or not self._day.refuses(self._protocol.id)

    @on(Field.Changed)
    def _look(self) -> None:
        """Say what speaks against the test today, or what the conditions change."""
        against = self._day.against
        said = against_words(against) if against else ""
        if self._day.refuses(self._protocol.id):
            said = refusal_words(against)
        if not said and is_new_series(self._protocol, self._chosen, self._records):
            said = NEW_SERIES
        self.query_one(SaidLine).show(said)
        if self.focused:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def action_begin(self) -> None:
        """Begin."""
        self.dismiss(self._chosen)

    def action_page(self, pages: int) -> None:
        """Scroll by a page, less one line for orientation."""
        sheet = self.query_one("#sheet")
        sheet.scroll_relative(y=pages * max(1, sheet.size.height - 1), animate=False)

    def action_about(self) -> None:
        """Read what tests can show, and what not."""
        self.post_message(Open(Place.ABOUT, "test-figures"))

    @property
    def _chosen(self) -> dict[str, object]:
        return chosen_conditions(self._protocol, self.query(ConditionField))
