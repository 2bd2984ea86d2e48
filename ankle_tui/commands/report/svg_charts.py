"""Draw the charts of the report as SVG without script, each with a title and a description for screen readers.

Scales, axes and layout are leather's; our shapes tell left from right by sign and line as well as by colour. Colours are
variables of the page's style sheet, so a chart follows it into the dark and onto paper.
"""

import datetime as dt
import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import leather
from leather import theme
from leather.scales import Ordinal, Scale
from leather.shapes import Shape
from markupsafe import Markup

from ankle_tui.commands.report.page_wording import month_words
from ankle_tui.store.files.problem import one_line

WIDTH, HEIGHT = 480, 250
"""Units of a chart; small enough for its letters to be read on a phone."""
LEDGE, STEP = 70, 30
"""Units of a chart of ladders: around them, and for each."""
_ROOM = 400
"""Units of a chart for what stands below it."""
_SPAN = dt.timedelta(days=3)
"""Room before the first and after the last point of a chart by days."""


class Look(StrEnum):
    """How a series is drawn."""

    LEFT = "left"
    """A line with filled circles."""
    RIGHT = "right"
    """A dashed line with hollow circles."""
    PAIN = "pain"
    """A line with filled squares."""
    COLUMN = "column"
    AIM = "aim"
    """A dotted line without signs."""


@dataclass(frozen=True, slots=True)
class ChartText:
    """What a chart is called, for eyes and for screen readers.

    Attributes:
        id: Its name in the page, for its title and description.
        title: Its title.
        desc: What it shows, in a sentence or two.
    """

    id: str
    title: str
    desc: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series of a chart.

    Attributes:
        name: Its name in the legend.
        look: How it is drawn.
        values: Its values; None leaves a gap.
    """

    name: str
    look: Look
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Climb:
    """The way on a ladder.

    Attributes:
        name: Name of the ladder.
        steps: Number of its steps.
        before: The step at first, from 1.
        after: The step at last.
    """

    name: str
    steps: int
    before: int
    after: int


def by_periods(text: ChartText, labels: Sequence[str], series: Sequence[Drawn], ticks: Sequence[int] = ()) -> Markup:
    """Draw values by weeks, months or years.

    Args:
        text: What the chart is called.
        labels: Names of the periods; as many of them as fit stand below the chart.
        series: The series, a value for each period.
        ticks: Values named on the scale, from 0 to its end; empty takes them from the values.
    """
    keys = [str(number) for number in range(len(labels))]
    chart = leather.Chart()
    chart.set_x_scale(Ordinal(keys))
    every = math.ceil(len(keys) * (max(map(len, labels)) + 2) * theme.tick_font_char_width / _ROOM)
    chart.add_x_axis(ticks=keys[::every], tick_formatter=lambda key, *_: labels[int(key)])
    _draw(chart, series, keys, ticks)
    return _svg(chart, text)


def by_days(text: ChartText, days: Sequence[dt.date], series: Sequence[Drawn]) -> Markup:
    """Draw values on a line of time.

    Args:
        text: What the chart is called.
        days: The day of each value, in order.
        series: The series, a value for each day.
    """
    chart = leather.Chart()
    chart.add_x_scale(days[0] - _SPAN, days[-1] + _SPAN)
    long = days[-1] - days[0] > dt.timedelta(days=365)
    chart.add_x_axis(
        tick_formatter=lambda day, *_: f"{month_words(day)} {day.year}" if long else f"{day.day} {month_words(day)}"
    )
    _draw(chart, series, days)
    return _svg(chart, text)


def by_steps(text: ChartText, climbs: Sequence[Climb]) -> Markup:
    """Draw ladders below each other, each from its first step to its last one.

    Args:
        text: What the chart is called.
        climbs: The way on each ladder, the first at the top.
    """
    chart = leather.Chart()
    chart.add_x_scale(0, max(climb.steps for climb in climbs))
    chart.add_y_scale(0, len(climbs))
    names = {len(climbs) - number - 0.5: climb.name for number, climb in enumerate(climbs)}
    places = list(names)
    chart.add_x_axis(tick_formatter=lambda step, *_: f"{float(step):g}")
    chart.add_y_axis(ticks=places, tick_formatter=lambda place, *_: names[place])
    series = leather.Series(climbs, x=lambda climb, _: climb.steps, y=lambda _, number: places[number])
    chart.add_series(series, _Ladders())
    return _svg(chart, text, LEDGE + STEP * len(climbs))


def _draw(
    chart: leather.Chart, series: Sequence[Drawn], keys: Sequence[str] | Sequence[dt.date], ticks: Sequence[int] = ()
) -> None:
    values = [value for item in series for value in item.values if value is not None]
    chart.add_y_scale(0, max([*ticks, *values]) or 1)
    chart.add_y_axis(ticks=ticks, tick_formatter=lambda value, *_: f"{float(value):g}")
    for item in series:
        if any(value is not None for value in item.values):
            shape = _Columns(item.look) if item.look is Look.COLUMN else _Line(item.look)
            chart.add_series(leather.Series(list(zip(keys, item.values, strict=True)), name=item.name), shape)


def _svg(chart: leather.Chart, text: ChartText, height: int = HEIGHT) -> Markup:
    """Wrap a chart; inline in HTML it needs no name space."""
    named, described = f"{text.id}-title", f"{text.id}-desc"
    root = ET.Element(
        "svg", {"viewBox": f"0 0 {WIDTH} {height}", "role": "img", "aria-labelledby": f"{named} {described}"}
    )
    ET.SubElement(root, "title", id=named).text = text.title
    ET.SubElement(root, "desc", id=described).text = text.desc
    root.append(chart.to_svg_group(WIDTH, height))
    for element in root.iter():
        element.text = one_line(element.text) if element.text else None
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - ElementTree has escaped every text


_DASHES = {Look.RIGHT: "5 3", Look.AIM: "2 4"}


class _Line(leather.Line):
    """A line with the signs of its look at every point."""

    def __init__(self, look: Look) -> None:
        super().__init__(f"var(--{look})", 2, _DASHES.get(look))
        self._look = look

    def validate_series(self, series: leather.Series) -> None:
        """Take names of periods as well as days."""

    def to_svg(  # noqa: PLR0917 - leather's own signature
        self, width: float, height: float, x_scale: Scale, y_scale: Scale, series: leather.Series, palette: object
    ) -> ET.Element:
        """Draw the line, and the signs on it."""
        group: ET.Element = super().to_svg(width, height, x_scale, y_scale, series, palette)
        for point in series.data():
            if point.y is not None:
                x, y = x_scale.project(point.x, 0, width), y_scale.project(point.y, height, 0)
                group.extend(_sign(self._look, float(x), float(y)))
        return group

    def legend_to_svg(self, series: leather.Series, _palette: object) -> list[tuple[ET.Element, float]]:
        """Draw the sign with its name."""
        line = _stroke(self._stroke_color, "2", x1=0, y1=-4, x2=24, y2=-4)
        line.set("stroke-dasharray", self._stroke_dasharray)
        return _legend(series.name, [line, *_sign(self._look, 12, -4)])


class _Columns(leather.Columns):
    """Columns in the ink of their look."""

    def __init__(self, look: Look) -> None:
        super().__init__(f"var(--{look})")

    def legend_to_svg(self, series: leather.Series, _palette: object) -> list[tuple[ET.Element, float]]:
        """Draw a column with its name."""
        return _legend(
            series.name, [ET.Element("rect", x="6", y="-10", width="12", height="11", fill=self._fill_color)]
        )


class _Ladders(Shape):
    """Ladders, each with the way on it from a hollow circle to a filled one."""

    def validate_series(self, series: leather.Series) -> None:
        """Take what `by_steps` gives."""

    def to_svg(
        self, width: float, height: float, x_scale: Scale, y_scale: Scale, series: leather.Series, _palette: object
    ) -> ET.Element:
        """Draw every ladder."""
        group = ET.Element("g")
        for point in series.data():
            climb, y = point.row, float(y_scale.project(point.y, height, 0))
            first, before, after, last = (
                float(x_scale.project(step, 0, width)) for step in (1, climb.before, climb.after, climb.steps)
            )
            group.append(_stroke("var(--track)", "6", x1=first, y1=y, x2=last, y2=y))
            group.append(_stroke("var(--left)", "3", x1=before, y1=y, x2=after, y2=y))
            group.append(_circle(before, y, Look.LEFT, hollow=True))
            group.append(_circle(after, y, Look.LEFT))
        return group


def _sign(look: Look, x: float, y: float) -> list[ET.Element]:
    """Draw the sign of a point."""
    match look:
        case Look.PAIN:
            return [
                ET.Element("rect", x=f"{x - 4:.1f}", y=f"{y - 4:.1f}", width="8", height="8", fill=f"var(--{look})")
            ]
        case Look.LEFT | Look.RIGHT:
            return [_circle(x, y, look, hollow=look is Look.RIGHT)]
    return []


def _circle(x: float, y: float, look: Look, *, hollow: bool = False) -> ET.Element:
    ink = f"var(--{look})"
    circle = ET.Element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="4", fill="var(--paper)" if hollow else ink)
    circle.attrib |= {"stroke": ink, "stroke-width": "2"}
    return circle


def _stroke(ink: str, width: str, **ends: float) -> ET.Element:
    line = ET.Element("line", {name: f"{value:.1f}" for name, value in ends.items()}, stroke=ink)
    line.set("stroke-width", width)
    return line


def _legend(name: str, signs: Sequence[ET.Element]) -> list[tuple[ET.Element, float]]:
    group = ET.Element("g")
    group.extend(signs)
    label = ET.SubElement(group, "text", {"x": "30", "y": "0", "fill": theme.legend_color})
    label.attrib |= {"font-family": theme.legend_font_family, "font-size": str(theme.legend_font_size)}
    label.text = name
    return [(group, 46 + len(name) * theme.legend_font_char_width)]


def _use_page() -> None:
    """Take letters and inks from the page; leather keeps them in a module."""
    theme.background_color = "none"
    theme.margin = 0.055
    theme.tick_color, theme.zero_color = "var(--rule)", "var(--ink-3)"
    for part in ("tick", "legend"):
        setattr(theme, f"{part}_font_family", "inherit")
        setattr(theme, f"{part}_font_size", 15)
    theme.tick_font_char_width = theme.legend_font_char_width = 8
    theme.label_color = theme.legend_color = "var(--ink-2)"


_use_page()
