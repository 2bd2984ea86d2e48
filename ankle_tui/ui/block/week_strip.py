"""Draw the weeks of a block side by side: a bar for the sessions of each, and its pain below."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from ankle_tui.core.block.block_weeks import BlockWeeks
from ankle_tui.core.block.block_wording import REST_WEEK

DONE, OPEN = "█", "░"
_PARTS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"
_WORST = 10
MUTED = "$quiet"


@dataclass(frozen=True, slots=True)
class StripWeek:
    """A week in the strip.

    Attributes:
        number: Its number in the block; None for a rest week that pushed the end back.
        done: Sessions done; None before it begins.
        present: True for this week while the block runs.
    """

    number: int | None
    done: int | None
    present: bool


@dataclass(frozen=True, slots=True)
class WeekStrip:
    """The weeks of a block.

    Attributes:
        weeks: The weeks in order.
        target: Sessions planned in each.
        cells: Cells of a bar.
    """

    weeks: tuple[StripWeek, ...]
    target: int
    cells: int

    @classmethod
    def of(cls, counts: BlockWeeks, room: int) -> "WeekStrip":
        """Lay out the weeks, those to come as well while the block runs.

        Args:
            counts: The weeks of the block.
            room: Cells there are.
        """
        begun = counts.weeks
        shown = begun if counts.over else sorted([*counts.counted, *counts.rests])
        weeks = tuple(
            StripWeek(
                number=counts.counted.index(week) + 1 if week in counts.counted else None,
                done=counts.done_in(week) if week in begun else None,
                present=not counts.over and week == begun[-1],
            )
            for week in shown
        )
        wide = max(2, counts.target)
        return cls(weeks, counts.target, wide if (wide + 1) * len(weeks) <= room else 2)

    @property
    def width(self) -> int:
        """Cells of all weeks."""
        return (self.cells + 1) * len(self.weeks) - 1

    def numbers(self) -> Content:
        """The number of each week; a rest week has none."""
        return self._joined(
            (str(week.number or REST_WEEK), "bold underline" if week.present else MUTED) for week in self.weeks
        )

    def bars(self) -> Content:
        """A bar for the sessions of each week, as long as was planned."""
        return Content(" ").join(self._bar(week) for week in self.weeks)

    def counts(self) -> Content:
        """The sessions of each week in numbers."""
        return self._joined(("" if week.done is None else str(week.done), "") for week in self.weeks)

    def pain(self, pain: Iterable[int | None]) -> Content:
        """A column for the pain of each week that has begun, on a scale of ten.

        Args:
            pain: The highest pain of each week, in order; None where none was told.
        """
        return Content(" ").join(map(self._pain, pain))

    def _bar(self, week: StripWeek) -> Content:
        if not week.number and not week.done:
            return Content.styled(REST_WEEK * self.cells, MUTED)
        eighths = round(8 * self.cells * min(1.0, (week.done or 0) / self.target))
        full, part = divmod(eighths, 8)
        done = DONE * full + (_PARTS[part] if part else "")
        return Content.assemble((done, "$text-success"), (OPEN * (self.cells - len(done)), "$faint"))

    def _pain(self, pain: int | None) -> Content:
        if pain is None:
            return Content.styled(f"{'·':{self.cells}}", MUTED)
        level = _LEVELS[round(pain / _WORST * (len(_LEVELS) - 1))]
        return Content.styled(level * self.cells, "$text-error" if pain else MUTED)

    def _joined(self, words: Iterable[tuple[str, str]]) -> Content:
        """Left-aligned words over the bars."""
        return Content(" ").join(
            Content.assemble((text, style), " " * (self.cells - len(text))) for text, style in words
        )
