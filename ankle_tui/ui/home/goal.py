"""Draw the goal of the week: how many sessions of how many, the streak, and what is left."""

from textual.content import Content
from textual.geometry import Offset
from textual.widget import Widget

from ankle_tui.core.weeks.outline import Outline, Risk
from ankle_tui.ui.widgets.panel import Panel
from ankle_tui.ui.widgets.tooltips import command_words
from ankle_tui.ui.wording.day_words import Piece, joined, of_target_words, risk_words


class GoalPanel(Panel, Widget):
    """The sessions done of those to aim at, as words and as a line.

    Args:
        id: Its id.
    """

    DEFAULT_CSS = "GoalPanel { height: 6; width: 30; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }"
    acts = ("home.progress",)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._calendar: Outline | None = None
        self._streaks = True

    def show(self, calendar: Outline, block: Piece, *, streaks: bool) -> None:
        """Show how this week stands.

        Args:
            calendar: The days so far.
            block: Names the block, in several lengths; nothing without one.
            streaks: True to show weeks in a row.
        """
        self.frame("Goal", joined([block], self.size.width - 8) if self.size.width else "")
        if calendar is not self._calendar or streaks != self._streaks:
            self._calendar, self._streaks = calendar, streaks
            self.refresh()

    def tip(self, at: Offset) -> str:
        """Say what the key does."""
        return command_words(self.screen, "home.progress")

    def render(self) -> Content:
        """Draw the lines."""
        if self._calendar is None:
            return Content("")
        week, room = self._calendar.week(self._calendar.today), max(1, self.size.width)
        filled = room if week.done >= week.target else room * week.done // max(1, week.target)
        lines = [
            _count(week.done, week.target),
            Content.assemble(("━" * filled, "$success"), ("━" * (room - filled), "$line")),
            self._streak_line(room),
        ]
        risk = "$text-warning" if self._calendar.risk is Risk.TIGHT else "$quiet"
        said = Content.styled(joined([risk_words(self._calendar)], room), risk)
        lines += [Content("")] * (self.size.height - 4) + [said]
        return Content("\n").join(lines)

    def _streak_line(self, room: int) -> Content:
        calendar = self._calendar
        if calendar is None or not self._streaks or not calendar.best:
            return Content("")
        weeks = "week" if calendar.streak == 1 else "weeks"
        streak = Content.assemble(("streak ", "$quiet"), (f"{calendar.streak}", "bold"), (f" {weeks}", "$quiet"))
        best = Content.styled(f"best {calendar.best}", "$hint")
        return Content.assemble(streak, " " * max(1, room - streak.cell_length - best.cell_length), best)


def _count(done: int, target: int) -> Content:
    """The words of `of_target_words` with their numbers in bold."""
    parts = ((word, "bold" if word.isdecimal() else "$quiet") for word in of_target_words(done, target).split())
    return Content(" ").join(Content.styled(*part) for part in parts)
