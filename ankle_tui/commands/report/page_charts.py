"""Draw the charts of the report from its facts, and describe them for who cannot see them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from ankle_tui.commands.report.page_wording import (
    measure_words,
    month_words,
    part_name,
    place,
    rate_words,
)
from ankle_tui.commands.report.svg_charts import ChartText, Climb, Drawn, Look, by_days, by_periods, by_steps
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.formatting import counted
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.core.overview.overview import Overview
from ankle_tui.core.overview.periods import Grain, Period
from ankle_tui.core.training.lanes import rungs

LEAST_SESSIONS = 3
"""Least height of the scale of sessions, so that a single one does not fill it and no half ones are named."""


def draw_charts(found: Overview) -> dict[str, Markup]:
    """Draw what there is something to draw of, by name."""
    charts = {}
    labels = [_label(period, found.grain) for period in found.periods]
    if found.totals.sessions:
        charts["sessions"] = _sessions(found, labels)
    if found.ladders:
        charts["climbs"] = _climbs(found)
    if found.pain.answers:
        charts["pain"] = _pain(found, labels)
    if found.touches:
        charts["touches"] = _touches(found, labels)
    for number, part in enumerate(found.tests.parts, 1):
        if len(part.counted) > 1:
            charts[f"test-{number}"] = _test(f"chart-test-{number}", part)
    return charts


def _label(period: Period, grain: Grain) -> str:
    """Name a period below a chart: `22 Nov`, `Nov 26`, `2026`."""
    day, month, year = period.start.day, month_words(period.start), period.start.year
    return {Grain.WEEK: f"{day} {month}", Grain.MONTH: f"{month} {year % 100:02d}"}.get(grain, str(year))


def _sessions(found: Overview, labels: Sequence[str]) -> Markup:
    done = [period.sessions for period in found.periods]
    series = [Drawn("sessions", Look.COLUMN, done)]
    if found.grain is Grain.WEEK:
        series.append(Drawn("aim", Look.AIM, [None if period.rest else period.target for period in found.periods]))
    desc = (
        f"Columns, one for each {found.grain}: from {min(done)} to {max(done)} sessions, "
        f"{found.totals.sessions} in all over {counted(len(done), found.grain)}."
    )
    text = ChartText("chart-sessions", f"Sessions a {found.grain}", desc)
    most = max(*done, *(period.target or 0 for period in found.periods))
    return by_periods(text, labels, series, range(LEAST_SESSIONS + 1) if most <= LEAST_SESSIONS else ())


def _climbs(found: Overview) -> Markup:
    ways = Counter(ladder.after.exercise.id for ladder in found.ladders)
    climbs = [
        Climb(
            # An exercise with several ways up has one of them in each line, told apart by where it has come to.
            choice.exercise.name if ways[choice.exercise.id] == 1 else choice.variation.name,
            len(rungs(choice.exercise)),
            place(ladder.before),
            place(choice),
        )
        for ladder in found.ladders
        for choice in [ladder.after]
    ]
    said = (f"{climb.name}: from step {climb.before} to step {climb.after} of {climb.steps}." for climb in climbs)
    return by_steps(ChartText("chart-climbs", "Steps of each ladder", " ".join(said)), climbs)


def _pain(found: Overview, labels: Sequence[str]) -> Markup:
    values = [period.pain for period in found.periods]
    told = [value for value in values if value is not None]
    desc = (
        f"The highest answer of each {found.grain} on a scale of 0 to 10; a gap is a {found.grain} without an answer. "
        f"The first is {told[0]}, the last {told[-1]}, the highest {max(told)}."
    )
    text = ChartText("chart-pain", "Pain after sessions", desc)
    return by_periods(text, labels, [Drawn("pain", Look.PAIN, values)], range(0, 11, 2))


def _touches(found: Overview, labels: Sequence[str]) -> Markup:
    series, said = _legs([period.touches for period in found.periods], rate_words)
    desc = f"Touches of the other foot in a minute of standing on one leg. {said}"
    return by_periods(ChartText("chart-touches", "Touches a minute", desc), labels, series)


def _test(name: str, part: MeasuredPart) -> Markup:
    series, said = _legs([day.legs for day in part.counted], lambda value: measure_words(value, part))
    text = ChartText(name, part_name(part), f"The result of each leg in {len(part.counted)} tests. {said}")
    return by_days(text, [day.day for day in part.counted], series)


def _legs(found: Sequence[Mapping[Side, float]], words: Callable[[float], str]) -> tuple[list[Drawn], str]:
    """Make a series of each leg that has values, and say where it begins and ends."""
    series, said = [], []
    for side, look in ((Side.LEFT, Look.LEFT), (Side.RIGHT, Look.RIGHT)):
        values = [legs.get(side) for legs in found]
        told = [value for value in values if value is not None]
        if told:
            series.append(Drawn(f"{side} leg", look, values))
            said.append(f"{side.capitalize()} leg: first {words(told[0])}, last {words(told[-1])}.")
    return series, " ".join(said)
