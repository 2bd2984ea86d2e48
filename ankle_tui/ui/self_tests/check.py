"""All trials of a test to be looked at, typed or amended, with the pain and what else is known of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.ui.answers.score import PAIN_WORDS, Score
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.self_tests.conditions import ConditionField, condition_fields
from ankle_tui.ui.self_tests.trial_field import TrialField
from ankle_tui.ui.self_tests.trial_sheet import TrialSheet
from ankle_tui.ui.self_tests.trial_wording import NOTHING_YET, TRIALS, check_title, check_words
from ankle_tui.ui.widgets.field import DayField, Field
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import SaidLine, TopLine
from ankle_tui.ui.widgets.note import Note
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.wording.text import shown


class CheckPane(Panel, VerticalScroll):
    """The values of the test."""

    acts = ("check.keep",)


class CheckScreen(BaseScreen[SelfTestRecord]):
    """Ask for the values of a test; end with the test as the runner has looked at it, or None.

    What is typed or corrected in a test that nobody has looked at yet is kept at once. A checked one is amended: its day,
    its conditions and its note can be changed too, and nothing is kept before the end.

    Args:
        record: The test.
        protocol: Its rules.
        today: Gives the training day, the last one a test can be moved to.
        keep: Keeps a test that is not checked yet, as far as it is known.
    """

    CSS_PATH = ["screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high"), (36, "-tall")]
    BINDINGS = bindings("check")

    def __init__(
        self,
        record: SelfTestRecord,
        protocol: Protocol,
        today: Callable[[], dt.date],
        keep: Callable[[SelfTestRecord], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self._record = record
        self._protocol = protocol
        self._keep = keep
        self._today = today
        self._kept = record
        """An unchecked test as it was kept last."""
        self._note = shown(" ".join(record.note.splitlines()))

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        record, protocol = self._record, self._protocol
        yield TopLine(id="title")
        with Vertical(id="body"), CheckPane(id="sheet", classes="form -active", can_focus=False):
            if not record.checked:
                yield Static(Content(check_words(protocol)), id="rules")
            yield TrialSheet(protocol, record, id="trials")
            yield Score("Pain", PAIN_WORDS, id="pain")
            if record.checked:
                yield from condition_fields(protocol, record.conditions)
                yield DayField(record.day, self._today, id="day")
                yield Note(self._note, id="note")
        yield SaidLine(id="said")
        yield BindingBar("check.keep", "check.back", "check.next", "field.more")

    def on_mount(self) -> None:
        """Begin with the first trial."""
        self.query_one(TopLine).head(*check_title(self._protocol, self._record))
        self.query_one(CheckPane).frame(TRIALS)
        self.query_one("#pain", Score).pick(self._record.pain)
        self.call_after_refresh(self.query(TrialField).first().focus)

    def on_descendant_focus(self) -> None:
        """Offer the commands of the field, and keep what was entered in the one before."""
        self._keep_along()
        self.read_keys()

    def on_unmount(self) -> None:
        """Keep what was entered, even if the program ends here."""
        self._keep_along()

    @on(Field.Changed, "#day")
    def _look_at_day(self) -> None:
        """Say what is wrong with the day, if anything."""
        self._say(self.query_one(DayField).problem)

    def action_leave(self) -> None:
        """Leave; what is not checked stays so."""
        self._keep_along()
        self.dismiss(None)

    def action_keep(self) -> None:
        """Take the values as they stand, if there are any and the day is valid; after a typed one, go to the next first."""
        if following := self._open_after_typed():
            following.focus()
            return
        wanted = self._given()
        if not wanted.trials:
            self._say(NOTHING_YET)
        elif any(day.day is None for day in self.query(DayField)):
            self.query_one(DayField).focus()
            self._look_at_day()
        else:
            self._keep_along()
            self.dismiss(replace(wanted, checked=True))

    def _open_after_typed(self) -> TrialField | None:
        """The next trial without a value while one before it is being typed, or None."""
        fields = list(self.query(TrialField))
        typed = next((at for at, field in enumerate(fields) if field.is_typed), len(fields))
        return next((field for field in fields[typed + 1 :] if field.value is None), None)

    def _given(self) -> SelfTestRecord:
        """The test as it stands in the fields."""
        given = replace(
            self._record, trials=self.query_one(TrialSheet).trials, pain=self.query_one("#pain", Score).value
        )
        if not self._record.checked:
            return given
        note = self.query_one(Note).value
        return replace(
            given,
            conditions={
                **self._record.conditions,  # which may have what this version does not know
                **dict(field.chosen for field in self.query(ConditionField) if field.changed),
            },
            day=self.query_one(DayField).day or self._record.day,
            note=self._record.note if note == self._note else note.strip(),
        )

    def _keep_along(self) -> None:
        """Keep the values of a test that is not checked, as far as they are known."""
        if self._record.checked or not self.query(Score):  # it was never mounted
            return
        given = self._given()
        if given != self._kept:
            self._kept = given
            self._keep(given)

    def _say(self, said: str) -> None:
        self.query_one(SaidLine).show(said)
