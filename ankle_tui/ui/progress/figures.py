"""Lay out the figures of one exercise: a table for every variation, and a chart of the weekly work."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.core.exercises.exercise import Exercise, Side, Unit, Variation
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.training.progress import ExerciseStats, Weaker, weekly
from ankle_tui.ui.progress.chart import Span, columns, fit_span
from ankle_tui.ui.progress.progress_wording import (
    THIS_WEEK,
    WEEKLY,
    lag_words,
    last_words,
    leg_words,
    most_words,
    total_words,
)
from ankle_tui.ui.wording.day_words import short_day
from ankle_tui.ui.wording.text import shown
from ankle_tui.ui.wording.wrap import flow, words_of

LOW = 15
"""Visible lines below which a chart is one line high and blank lines are left out."""
LOWEST, HIGHEST = 4, 8
"""Lines of a chart if there is room."""
LEG = 3
"""Lines of the chart of one leg if there is room for it too."""

MUTED = "$quiet"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one exercise, ready to lay out.

    Attributes:
        known: The exercise in the catalogue, or None.
        stats: Its figures, at least one.
        weaker: The leg that lags, by variation.
        this_week: Ordinal of the present week's first day.
    """

    known: Exercise | None
    stats: tuple[ExerciseStats, ...]
    weaker: Mapping[str, Weaker]
    this_week: int

    def lines(self, width: int, height: int) -> list[Content]:
        """Lay out everything: the present variation, the weeks, and earlier variations.

        Args:
            width: Cells of a line.
            height: Visible lines; if there are few, blank lines are left out.
        """
        variations = self._newest_first()
        now, *before = [self._variation(name, width) for name in variations]
        units = dict.fromkeys(item.unit for name in variations for item in self._of(name))
        charts = [self._chart(unit) for unit in units]
        gutter = max(chart.gutter for chart in charts)
        span = fit_span(min(min(item.weeks) for item in self.stats), self.this_week, width - gutter)
        apart = [Content("")] if height >= LOW else []
        used = sum(len(section) + 1 for section in (*before, *(chart.lines(span, gutter, 0) for chart in charts)))
        spare = height - len(now) - used
        rows = max(LOWEST, min(HIGHEST, spare // len(units))) if apart else 1
        leg_rows = LEG if spare >= (rows + 2 * (LEG - 1)) * len(units) else 1
        sections = [*(chart.lines(span, gutter, rows, leg_rows) for chart in charts), *before]
        return [*now, *(line for section in sections for line in (*apart, *section))]

    def _of(self, variation: str) -> list[ExerciseStats]:
        """Figures of a variation, the left leg first, with the parts in their order."""
        parts = [part.id for item in self._ladder() if item.id == variation for part in item.parts]
        found = (item for item in self.stats if item.variation == variation)
        return sorted(found, key=lambda item: (item.side or "", item.part in parts and parts.index(item.part)))

    def _ladder(self) -> tuple[Variation, ...]:
        return self.known.variations if self.known else ()

    def _newest_first(self) -> list[str]:
        """Variations, the last one trained first; on the same day the harder one first."""
        ladder = [item.id for item in self._ladder()]
        last: dict[str, tuple[dt.date, int, str]] = {}
        for item in self.stats:
            age = (item.last, ladder.index(item.variation) if item.variation in ladder else -1, item.variation)
            last[item.variation] = max(age, last.get(item.variation, age))
        return sorted(last, key=last.__getitem__, reverse=True)

    def _variation(self, name: str, width: int) -> list[Content]:
        """Lay out a variation: name, table of figures, and the leg that lags."""
        title = next((item.name for item in self._ladder() if item.id == name), name)
        stats = self._of(name)
        last = max(item.last for item in stats)
        title, when = shown(title), last_words(last, dt.date.fromordinal(self.this_week))
        if cell_len(title + when) > width:
            when = ""
        lines = [Content.assemble((title, "bold"), (when, MUTED)), *_table(stats, width)]
        if found := self.weaker.get(name):
            lines += flow(words_of(lag_words(found)), width)
        return lines

    def _chart(self, unit: Unit) -> "_Chart":
        """Add up the weeks of all variations with the same unit."""
        stats = [item for item in self.stats if item.unit is unit]
        legs = {side: weekly(item for item in stats if item.side is side) for side in Side}
        return _Chart(unit, weekly(stats), {side.value: weeks for side, weeks in legs.items() if weeks})


@dataclass(frozen=True, slots=True)
class _Chart:
    """Weekly work, in total and for each leg, by the ordinals of the weeks.

    Attributes:
        unit: The unit.
        total: Work of both legs.
        legs: Work of each leg that has worked alone, by its name.
    """

    unit: Unit
    total: Mapping[int, float]
    legs: Mapping[str, Mapping[int, float]]

    @property
    def gutter(self) -> int:
        """Cells of the labels left of the columns."""
        return max(len("right"), len(self._axis_words(max(self.total.values())))) + 1

    def lines(self, span: Span, gutter: int, rows: int, leg_rows: int = 1) -> list[Content]:
        """Lay out the chart.

        Args:
            span: The weeks to show.
            gutter: Cells left of the columns.
            rows: Lines of the total.
            leg_rows: Lines of each leg.
        """
        total = _amounts(self.total, span)
        most = max(total)
        head = Content.styled(WEEKLY[self.unit], "bold")
        if rows > 1:
            labels = [self._axis_words(most), *[""] * (rows - 2), "0"]
        else:
            at_most = most_words(most, self.unit)
            if head.cell_length + cell_len(at_most) <= gutter + span.width:
                head = Content.assemble(head, (at_most, MUTED))
            labels = ["all" if self.legs else ""] * rows
        lines = _drawn(labels, columns(total, most, rows, span.cells, apart=rows == 1), gutter, "$primary")
        legs = {name: _amounts(weeks, span) for name, weeks in self.legs.items()}
        most = max(map(max, legs.values()), default=0)
        for name, amounts in legs.items():
            labels = [*[""] * (leg_rows - 1), name]
            lines += _drawn(labels, columns(amounts, most, leg_rows, span.cells, apart=True), gutter, "$quiet")
        return [head, *lines, _axis(span, gutter)]

    def _axis_words(self, amount: float) -> str:
        return total_words(amount, self.unit).removesuffix(f" {self.unit}")


def _amounts(weeks: Mapping[int, float], span: Span) -> list[float]:
    return [weeks.get(week, 0.0) for week in span.weeks]


def _drawn(labels: list[str], rows: list[str], gutter: int, style: str) -> list[Content]:
    """Put labels before the rows of a chart."""
    return [
        Content.assemble((f"{label:>{gutter - 1}} ", MUTED), (row, style))
        for label, row in zip(labels, rows, strict=True)
    ]


def _axis(span: Span, gutter: int) -> Content:
    oldest, newest = (dt.date.fromordinal(week) for week in (span.weeks[0], span.weeks[-1]))
    first, last = short_day(oldest, newest), THIS_WEEK
    between = max(1, span.width - len(first) - len(last))
    return Content.styled(f"{'':{gutter}}{first}{'':{between}}{last}", MUTED)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table.

    Attributes:
        heads: Its headings, the longest first.
        value: Gives the text of a cell.
    """

    heads: tuple[str, str, str]
    value: Callable[[ExerciseStats], str]


_CLEAN = _Column(("longest clean hold", "clean hold", "clean"), lambda item: _clean_words(item.longest_clean))
_TOUCHES = _Column(
    ("touches a minute", "touches/min", "touches/min"), lambda item: _touch_words(item.foot_downs_per_minute)
)
_BEST = _Column(("best set", "best set", "best set"), lambda item: amount_words(item.best, item.unit))
_TOTAL = _Column(("all told", "total", "total"), lambda item: total_words(item.total, item.unit))
_SESSIONS = _Column(("sessions", "sessions", "sessions"), lambda item: str(item.sessions))


def _table(stats: Sequence[ExerciseStats], width: int) -> list[Content]:
    """Lay out a line for every leg and part, with as many columns and as long headings as fit."""
    holds = [_CLEAN, _TOUCHES] if any(item.foot_downs_per_minute is not None for item in stats) else []
    choices = [
        (0, 4, [*holds, _BEST, _TOTAL, _SESSIONS]),
        (1, 3, [*holds, _BEST, _TOTAL, _SESSIONS]),
        (1, 2, [*holds, _BEST, _TOTAL]),
        (2, 3, [*holds, _BEST, _TOTAL]),
        (2, 2, [*holds, _BEST]),
        (2, 1, [*holds, _BEST]),
        (2, 1, holds or [_BEST]),
    ]
    for length, gap, wanted in choices:
        rows = [["", *(column.heads[length] for column in wanted)]]
        rows += [[leg_words(item), *(column.value(item) for column in wanted)] for item in stats]
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        if sum(widths) + gap * len(wanted) <= width:
            break
    head, *body = [_row(row, widths, gap) for row in rows]
    return [Content.styled(head, MUTED), *map(Content, body)]


def _row(row: list[str], widths: list[int], gap: int) -> str:
    """Lay out a line of the table: the first column to the left, figures to the right."""
    label, *figures = row
    cells = (" " * (width - cell_len(text) + gap) + text for text, width in zip(figures, widths[1:], strict=True))
    return label + " " * (widths[0] - cell_len(label)) + "".join(cells)


def _clean_words(seconds: float | None) -> str:
    return "–" if seconds is None else amount_words(seconds, Unit.SECONDS)


def _touch_words(rate: float | None) -> str:
    if rate is None:
        return "–"
    return f"{rate:.1f}" if rate else "0"
