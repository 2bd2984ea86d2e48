"""Begin, end and answer a block on screen."""

from collections.abc import Callable

from ankle_tui.core.block.block_review import BlockReview
from ankle_tui.core.block.block_state import BlockPhase, BlockState, current_block
from ankle_tui.core.block.weaker_leg import weaker_leg
from ankle_tui.core.exercises.exercise import Sprain
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.services.blocks import BlockRefusal, answer_block, begin_block, end_block, target_after
from ankle_tui.services.journal import Journal
from ankle_tui.services.preferences import Preferences
from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.block.ask import AskScreen
from ankle_tui.ui.block.block_display import BlockDisplay
from ankle_tui.ui.block.review_wording import (
    ASK_BEGIN,
    ASK_END,
    ASK_MORE,
    ASK_SPRAIN,
    BEGIN_IT,
    GO_ON,
    KEEP_ON,
    MORE,
    NOT_NOW,
    SPRAINS,
    end_words,
    offer_lines,
)
from ankle_tui.ui.block.screen import ReviewScreen

BEGIN, END, REVIEW = "begin", "end", "review"
_OPEN = {BlockPhase.RUNNING, BlockPhase.REVIEW}
_ENDS = {BlockPhase.RUNNING, BlockPhase.KEEP}
"""A block that runs, or what follows one, can be ended."""


class BlockFlow:
    """Lead through a block on screen.

    Args:
        app: Shows the screens.
        journal: The history.
        preferences: The settings.
    """

    def __init__(self, app: BaseApp, journal: Journal, preferences: Preferences) -> None:
        self._app = app
        self._journal = journal
        self._preferences = preferences

    @property
    def state(self) -> BlockState | None:
        """The last block, or None."""
        return current_block(self._journal.calendar)

    def display(self, shown_key: Callable[[str], str]) -> BlockDisplay:
        """Give the block to show.

        Args:
            shown_key: Gives the key of a step.
        """
        return BlockDisplay(self.state, self._preferences.settings.target, shown_key)

    def offers(self, step: str) -> bool:
        """True if a step can be taken now."""
        state = self.state
        if step == BEGIN:
            return state is None or state.phase not in _OPEN
        return state is not None and (step == REVIEW or state.phase in _ENDS)

    def take(self, step: str, *, told: bool = True) -> None:
        """Take a step, which may ask first.

        Args:
            step: The step.
            told: False if there was no room to say what a block is.
        """
        if not self.offers(step):
            return
        if step == BEGIN and not told and self.state is None:
            about = " ".join(offer_lines(self._preferences.settings.target))
            self._app.push_screen(AskScreen(ASK_BEGIN, {BEGIN: BEGIN_IT, "": NOT_NOW}, about), self._begin_if)
            return
        {BEGIN: self._begin, END: self._end, REVIEW: self._review}[step]()

    def answer(self, answer: AfterBlock, review: BlockReview) -> None:
        """Say what comes after a block, and follow it with the weekly target."""
        target = self._preferences.settings.target
        wanted = target_after(answer, target, review)
        answered = self._change(lambda: answer_block(self._journal.calendar, answer, wanted, self._journal.wall()))
        if answered and wanted != target:
            self._preferences.set(target=wanted)

    def _begin_if(self, answer: str | None) -> None:
        if answer == BEGIN:
            self._begin()

    def _begin(self) -> None:
        """Begin a block; what is not known of a sprain is asked first."""
        if self._preferences.settings.sprain is None:
            self._app.push_screen(AskScreen(ASK_SPRAIN, {each.value: SPRAINS[each] for each in Sprain}), self._sprained)
        else:
            self._begin_now()

    def _sprained(self, answer: str | None) -> None:
        if answer is not None:
            self._preferences.set(sprain=Sprain(answer))
            self._begin_now()

    def _begin_now(self) -> None:
        journal, target = self._journal, self._preferences.settings.target
        self._change(lambda: begin_block(journal.calendar, target, journal.wall()))

    def _end(self) -> None:
        state = self.state
        if state and state.phase is BlockPhase.KEEP:
            self._app.push_screen(AskScreen(ASK_MORE, {"": KEEP_ON, END: MORE}), self._end_now)
        elif state:
            mistaken = state.record.since == state.today and not state.counts.done
            self._app.push_screen(AskScreen(ASK_END, {"": GO_ON, END: end_words(mistaken=mistaken)}), self._end_now)

    def _end_now(self, answer: str | None) -> None:
        if answer == END:
            self._change(lambda: end_block(self._journal.calendar, self._journal.wall()))

    def _review(self) -> None:
        journal, preferences = self._journal, self._preferences
        self._app.push_screen(
            ReviewScreen(
                journal,
                lambda: preferences.settings,
                weaker=lambda: None if preferences.settings.first_side else weaker_leg(journal.calendar),
                answer=self.answer,
            )
        )

    def _change(self, make: Callable[[], History]) -> bool:
        """Change the history; say why not, if another program has been quicker."""
        try:
            change = make()
        except BlockRefusal as refusal:
            self._app.notify(str(refusal), markup=False)
            return False
        self._journal.change(change)
        return True
