"""Draw the panels of an exercise: lines over the weeks, bars of work, and the legs beside each other."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from textual.content import Content

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.ui.progress.braille import ACROSS, DOWN, Dots, cells, trace
from ankle_tui.ui.progress.chart import Span, bars, fit_span, months
from ankle_tui.ui.progress.exercise_view import TOUCHES, ExerciseView, LegLine, Pair, figure_words
from ankle_tui.ui.progress.progress_wording import (
    BEST_HEAD,
    BEST_SIGN,
    LAST_SIGN,
    PAIR_NAMES,
    best_title,
    difference_words,
    lag_words,
    sum_words,
    touch_difference_words,
    touch_words,
    unit_words,
)
from ankle_tui.ui.wording.day_words import LEGS
from ankle_tui.ui.wording.text import cut, shown

INKS = {Side.LEFT: "$success", Side.RIGHT: "$quiet", None: "$success"}
HINT, TRACK = "$hint", "$line"
STEP = "┈"
"""A step of the ladder, behind the lines."""
RAIL, APART = "─", "━"
"""A scale, and the difference on it."""
MINUTES = 120
"""Seconds a week from which work is told in minutes."""
HEADROOM = 1.1
_NAME, _NUMBERS, _WORDS, _LEAST = 15, 15, 20, 8
"""Cells of a name, of two numbers with their unit, of a few words; fewest of a scale."""
_ROOMY = 72
"""Cells from which there are words beside the scales."""


@dataclass(frozen=True, slots=True)
class WeekFrame:
    """Where lines and bars are drawn: both share it, so that a week stands below itself.

    Attributes:
        gutter: Cells of the labels before them.
        marks: Cells of the marks behind the lines.
        span: The weeks.
    """

    gutter: int
    marks: int
    span: Span

    @classmethod
    def of(cls, view: ExerciseView, this: int, width: int, back: int = 0) -> "WeekFrame":
        """Fit the weeks into a width.

        Args:
            view: What is drawn.
            this: Ordinal of the present week.
            width: Cells of a line.
            back: Weeks between the last one shown and the present one.
        """
        narrow = width < 44
        widest = max(len(figure_words(most)) for most in (_most_work(view), *view.steps, 0))
        gutter = max(3 if narrow else 5, widest + 1)
        marks = 5 if narrow else 7
        return cls(gutter, marks, fit_span(view.first_week, this, width - gutter - marks, back))


def line_rows(view: ExerciseView, frame: WeekFrame, height: int) -> list[Content]:
    """Draw the best of every week, the steps of the ladder behind, and the months below.

    Args:
        view: The exercise.
        frame: Where.
        height: Lines there are.
    """
    span, plot = frame.span, max(1, height - 1)
    values = [[line.bests.get(week) for week in span.weeks] for line in view.lines]
    highest = max([value for of_leg in values for value in of_leg if value is not None], default=0.0)
    top = HEADROOM * max(highest, *(view.steps or (0,)), 1.0)
    dots = [trace(of_leg, span.cells * ACROSS, span.cells - 1, plot * DOWN, top) for of_leg in values]
    steps = _steps(view.steps or (round(highest),), plot, top)
    marks = _marks(view.lines, values, dots, plot)
    drawn = cells(dots)
    rows = []
    for row in range(plot):
        behind = STEP if steps.get(row) else " "
        inside = [drawn.get((column, row), (behind, -1)) for column in range(span.width)]
        label = steps.get(row, "")
        pieces = [(f"{label:>{frame.gutter - 1}} ", HINT)]
        pieces += [
            ("".join(char for char, _ in group), INKS[view.lines[number].side] if number >= 0 else TRACK)
            for number, group in groupby(inside, key=lambda cell: cell[1])
        ]
        rows.append(Content.assemble(*pieces, *marks.get(row, ())))
    return [*rows, Content.styled(" " * frame.gutter + months(span), HINT)][:height]


def work_rows(view: ExerciseView, frame: WeekFrame, height: int) -> list[Content]:
    """Draw the work of every week as bars, the most of a week before them.

    Args:
        view: The exercise.
        frame: Where.
        height: Lines there are.
    """
    weeks = frame.span.weeks
    drawn = bars(view.work, frame.span, height)
    if height == 1:
        now = work_words(view, view.work.get(weeks[-1], 0.0)) + ("′" if in_minutes(view) else "")
        return [Content.assemble(" " * frame.gutter, drawn[0], (f" {now}", "$quiet"))]
    top = work_words(view, max(view.work.get(week, 0.0) for week in weeks))
    labels = [top if top != "0" else "", *[""] * (height - 2), "0"]
    return [
        Content.assemble((f"{label:>{frame.gutter - 1}} ", HINT), row) for label, row in zip(labels, drawn, strict=True)
    ]


def in_minutes(view: ExerciseView) -> bool:
    """True if work is told in minutes."""
    return view.unit is Unit.SECONDS and max(view.work.values()) >= MINUTES


def work_words(view: ExerciseView, amount: float) -> str:
    """Write work of a week without its unit."""
    return str(round(amount / 60)) if in_minutes(view) else str(round(amount))


def pair_rows(view: ExerciseView, width: int, today: dt.date, *, spread: bool = False) -> list[Content]:
    """Draw what is compared, each on a scale, and name the leg that lags.

    Args:
        view: The exercise.
        width: Cells of a line.
        today: The present training day.
        spread: True to leave lines free between them and to sum the variation up.
    """
    top = max([pair.most for pair in view.pairs if pair.name != TOUCHES], default=0.0)
    rows = [_pair_row(view, pair, width, top) for pair in view.pairs]
    said = [lag_words(view.weaker)] if view.weaker else []
    said += [sum_words(view.sessions, view.total, view.unit, view.last, today)] if spread or not view.sided else []
    lines = [Content.styled(cut(words, width), "$quiet") for words in said]
    if not spread:
        return [*rows, *lines]
    return [line for row in (*rows, *lines) for line in (row, Content(""))][:-1]


def pairs_head(view: ExerciseView, width: int) -> Content:
    """Signs above the two numbers, for the border.

    Args:
        view: The exercise.
        width: Cells of a line.
    """
    if not view.sided:
        return Content.styled(BEST_HEAD, "$quiet")
    return legs_head(3, 2 + (_WORDS if width >= _ROOMY else 0))


def legs_head(between: int, behind: int = 0) -> Content:
    """Signs of the legs above two columns, for a border.

    Args:
        between: Cells of the border between them.
        behind: Cells of the border behind them.
    """
    left, right = ((LEGS[side], INKS[side]) for side in Side)
    return Content.assemble(left, f" {RAIL * between} ", right, f" {RAIL * behind}" if behind else "")


def brief_values(view: ExerciseView, width: int) -> Content:
    """Write the present values and the best in one line.

    Args:
        view: The exercise.
        width: Cells of the line.
    """
    pieces: list[tuple[str, str]] = []
    for line in view.lines:
        sign, name = (LEGS[line.side], f" {line.side} ") if line.side else ("now", " ")
        pieces += [(sign, INKS[line.side] if line.side else HINT), (name, "$quiet"), (figure_words(line.now), "bold")]
        pieces.append(("  ", ""))
    pieces[-1] = (f" {unit_words(view.unit)}".rstrip(), HINT)
    bests = [figure_words(max(line.bests.values(), default=None)) for line in view.lines]
    left, right = Content.assemble(*pieces), Content.assemble(("best ", "$quiet"), (" ".join(bests), "bold"))
    gap = width - left.cell_length - right.cell_length
    return Content.assemble(left, " " * gap, right) if gap > 1 else left


def brief_head(view: ExerciseView) -> str:
    """Name what the lines show where there is no border."""
    return best_title(view.unit, clean=view.clean, brief=True)


def _most_work(view: ExerciseView) -> float:
    most = max(view.work.values())
    return round(most / 60) if in_minutes(view) else round(most)


def _steps(amounts: Sequence[int], rows: int, top: float) -> dict[int, str]:
    """Labels of the steps by row, the highest first where two meet, and zero at the bottom."""
    found = {rows - 1: "0"} if rows > 2 else dict[int, str]()
    for amount in sorted(amounts, reverse=True):
        row = (rows * DOWN - 1 - round(amount / top * (rows * DOWN - 1))) // DOWN
        found.setdefault(row, str(amount))
    return found


def _marks(
    lines: Sequence[LegLine], values: Sequence[Sequence[float | None]], dots: Sequence[Dots], rows: int
) -> dict[int, list[tuple[str, str]]]:
    """The value of each line at its end, by row; where two would meet, the second one goes below."""
    found: dict[int, list[tuple[str, str]]] = {}
    ends = []
    for line, of_leg, drawn in zip(lines, values, dots, strict=True):
        known = [value for value in of_leg if value is not None]
        if known:
            ends.append((max(drawn)[1] // DOWN, line.side, known[-1]))
    ends.sort(key=lambda end: end[0])
    if len(ends) > 1 and ends[0][0] == ends[1][0]:
        row = min(ends[0][0], max(0, rows - 2))
        ends = [(row, *ends[0][1:]), (row + 1, *ends[1][1:])]
    for row, side, value in ends:
        sign = LEGS[side] if side else BEST_SIGN
        found[row] = [(f" {sign} ", INKS[side]), (figure_words(value), "bold")]
    return found


def _pair_row(view: ExerciseView, pair: Pair, width: int, top: float) -> Content:
    """One comparison: its name, both on a scale, both numbers, and the difference in words where there is room."""
    touches = pair.name == TOUCHES
    write = touch_words if touches else figure_words
    words = touch_difference_words if touches else difference_words
    said = words(pair.left, pair.right) if view.sided and width >= _ROOMY else ""
    room = width - _NAME - _NUMBERS - (_WORDS if view.sided and width >= _ROOMY else 0)
    scale = max(2.0, HEADROOM * pair.most) if touches else top
    unit = unit_words(view.unit) if not touches else ""
    name = PAIR_NAMES.get(pair.name, pair.name) or ("set" if view.unit is not Unit.SECONDS else "hold")
    track = _scale(pair, room, scale, sided=view.sided) if room >= _LEAST else []
    return Content.assemble(
        (f"{cut(shown(name), _NAME - 1):<{_NAME}}", "$quiet"),
        *track,
        (f"{write(pair.left):>6}", "bold" if view.sided else ""),
        (f"{write(pair.right):>6}", "bold"),
        (f" {unit:<2}", HINT),
        (f"{said:>{_WORDS}}" if said else "", "$quiet"),
    )


def _scale(pair: Pair, room: int, top: float, *, sided: bool) -> list[tuple[str, str]]:
    """Both values on a scale; where they meet, the left one is seen, or the best."""
    track = [(RAIL, TRACK)] * room
    signs = (LEGS[Side.LEFT], LEGS[Side.RIGHT]) if sided else (LAST_SIGN, BEST_SIGN)
    inks = (INKS[Side.LEFT], INKS[Side.RIGHT]) if sided else ("$quiet", "$success")
    places = [
        None if value is None else round(value / top * (room - 1)) if top else 0 for value in (pair.left, pair.right)
    ]
    known = [place for place in places if place is not None]
    for place in range(min(known, default=0), max(known, default=0)):
        track[place] = (APART, "$quiet")
    for at in (1, 0) if sided else (0, 1):
        if (spot := places[at]) is not None:
            track[spot] = (signs[at], inks[at])
    return track
