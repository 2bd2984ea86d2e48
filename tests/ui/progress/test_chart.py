"""The weeks that are shown, the bars of work, the sparklines."""

import datetime as dt

import pytest

from ankle_tui.ui.progress.chart import GAP, Span, bars, fit_span, furthest, months, sparkline

WEEK = dt.date(2026, 11, 16).toordinal()


def weeks(count: int, cells: int = 3) -> Span:
    return Span(tuple(WEEK - 7 * back for back in reversed(range(count))), cells, WEEK)


@pytest.mark.parametrize(
    ("weeks_back", "room", "count", "cells"),
    [(0, 36, 12, 3), (0, 76, 12, 6), (0, 200, 12, 7), (0, 20, 6, 3), (13, 76, 14, 5), (52, 76, 25, 3), (0, 0, 1, 1)],
)
def test_as_many_weeks_as_there_are_and_as_fit(weeks_back: int, room: int, count: int, cells: int) -> None:
    span = fit_span(WEEK - 7 * weeks_back, WEEK, room)
    assert (len(span.weeks), span.cells) == (count, cells)
    assert span.weeks[-1] == WEEK


def test_earlier_weeks_end_earlier_and_stop_at_the_first() -> None:
    assert fit_span(WEEK - 7 * 50, WEEK, 36, back=8).weeks[-1] == WEEK - 7 * 8
    assert [furthest(WEEK - 7 * 50, WEEK), furthest(WEEK, WEEK), furthest(WEEK + 7, WEEK)] == [50, 0, 0]


def test_bars_rise_by_eighths_the_present_week_is_bright_and_a_rest_is_dotted() -> None:
    low, high = bars({WEEK: 16, WEEK - 7: 4}, weeks(3), 2)
    assert [low.plain, high.plain] == ["      ██ ", f"{GAP * 2} ▄▄ ██ "]
    inks = {span.style for span in high.spans if high.plain[span.start] == "█"}
    assert inks == {"$success"}
    assert any(span.style == "$done" and high.plain[span.start] == "▄" for span in high.spans)


def test_little_is_never_drawn_as_nothing_and_nothing_never_as_little() -> None:
    assert bars({WEEK: 1000, WEEK - 7: 0.001}, weeks(2, 1), 1)[0].plain == "▁█"
    assert bars({}, weeks(2, 1), 1)[0].plain == GAP * 2


def test_a_sparkline_has_a_cell_a_week() -> None:
    assert sparkline([0, 1, 8]) == f"{GAP}▁█"
    assert sparkline([0, 0]) == GAP * 2
    assert sparkline([]) == ""


@pytest.mark.parametrize("count", range(1, 60))
@pytest.mark.parametrize("cells", [1, 3, 7])
def test_months_stand_below_the_week_in_which_they_begin(count: int, cells: int) -> None:
    span, line = weeks(count, cells), months(weeks(count, cells))
    for at, week in enumerate(span.weeks[1:], 1):
        last = dt.date.fromordinal(week + 6)
        if last.day <= 7 and cells > 1:
            assert line[at * cells :].startswith(f"{last:%b}")
