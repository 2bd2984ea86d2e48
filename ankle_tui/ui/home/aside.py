"""What stands beside week and session where there is room: the block, and the exercise under the cursor as a figure."""

from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Static

from ankle_tui.core.block.block_state import current_block
from ankle_tui.core.block.block_wording import plan_words
from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.block.week_strip import WeekStrip
from ankle_tui.ui.figure.figure import Figure
from ankle_tui.ui.figure.movements import motion_of
from ankle_tui.ui.widgets.panel import Panel
from ankle_tui.ui.widgets.tooltips import command_words


class BlockBoard(Panel, Static):
    """The weeks of the block as bars."""

    DEFAULT_CSS = "BlockBoard { height: 6; width: 40; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }"
    acts = ("home.tests",)

    def tip(self, at: Offset) -> str:
        """Say what the key does."""
        return command_words(self.screen, "home.tests")

    def show(self, calendar: Calendar) -> None:
        """Show the block that runs, or what one is."""
        state = current_block(calendar)
        if state is None or not state.is_named:
            self.frame("Block")
            lines = [
                Content("Eight weeks, two sessions a week."),
                Content.styled("Self-tests before and after show", "$quiet"),
                Content.styled("what has changed.", "$quiet"),
            ]
        else:
            counts = state.counts
            strip = WeekStrip.of(counts, 34)
            self.frame(f"Block · week {counts.week} of {len(counts.counted)}", plan_words(state))
            done = Content.assemble((f"{counts.done}", "bold"), (f" of {counts.planned} sessions", "$quiet"))
            lines = [strip.numbers(), strip.bars(), Content(""), done]
        self.update(Content("\n").join(lines), layout=False)


class FigurePanel(Panel, Figure):
    """The exercise under the cursor, moving."""

    DEFAULT_CSS = "FigurePanel { width: 42; height: 1fr; }"
    acts = ("home.library",)

    def turn_to(self, choice: Choice) -> None:
        """Show an exercise."""
        self.frame(choice.exercise.name)
        self.play(motion_of(choice))
