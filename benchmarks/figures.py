"""The list of figures: what is measured beside what, and what is aimed for; and the table they are told in."""

import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from benchmarks.taking import Found, Taken


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        group: Whose module of this package measures it.
        key: What the module calls it.
        name: What is measured.
        floor: What it is measured beside.
        unit: The unit of both.
        aim: What the ratio may come to, or for an absolute figure the figure itself.
        absolute: Whether the figure itself is aimed for, whatever the floor.
    """

    group: str
    key: str
    name: str
    floor: str
    unit: str
    aim: float
    absolute: bool = False


_SIX, _BARE, _TICKS = "app of six widgets", "idle bare app", "bare clock"
_LOUD, _QUIET = "termdown", "termdown, no title"
FIGURES = (
    Figure("start", "home 0", "exec → Home, no history", _SIX, "ms", 1.20),
    Figure("start", "home 1000", "exec → Home, 1,000 sessions", _SIX, "ms", 1.25),
    Figure("start", "home 10000", "exec → Home, 10,000 sessions", _SIX, "ms", 1.30),
    Figure("start", "key 0", "exec → first answered key, no history", _SIX, "ms", 1.30),
    Figure("start", "key 1000", "exec → first answered key, 1,000 sessions", _SIX, "ms", 1.30),
    Figure("start", "key 10000", "exec → first answered key, 10,000 sessions", _SIX, "ms", 1.30),
    Figure("scripts", "status", "status, 1,000 sessions", "python -c pass", "ms", 2.0),
    Figure("scripts", "history", "history --json, 100 sessions", "python -c pass", "ms", 5.0),
    Figure("keys", "key line", "key → repaint in a session, one line", "minimal app", "ms", 1.3),
    Figure("keys", "key screen", "key → repaint in a session, pause", "minimal app", "ms", 3.0),
    Figure("countdown", "cpu default", "CPU of a running countdown", _LOUD, "ms/s", 1.0),
    Figure("countdown", "cpu quietest", "CPU of a running countdown", _QUIET, "ms/s", 1.0),
    Figure("countdown", "bytes default", "bytes of a running countdown", _LOUD, "B/s", 2.5),
    Figure("countdown", "bytes quietest", "bytes of a running countdown", _QUIET, "B/s", 2.5),
    Figure("idle", "paused cpu", "CPU of a paused session", _BARE, "ms/s", 1.1),
    Figure("idle", "home cpu", "CPU of Home, idle", _BARE, "ms/s", 1.1),
    Figure("idle", "paused bytes", "bytes of a paused session", _BARE, "B", 0, absolute=True),
    Figure("idle", "home bytes", "bytes of Home, idle", _BARE, "B", 0, absolute=True),
    Figure("drift", "drift", "drift of the shown seconds", _TICKS, "ms", 1.0, absolute=True),
    Figure("drift", "usual", "shown seconds off their grid, 19 of 20", _TICKS, "ms", 1.0, absolute=True),
    Figure("drift", "worst", "shown seconds off their grid, the worst", _TICKS, "ms", 1.0, absolute=True),
    Figure("drift", "skipped", "skipped seconds", _TICKS, "", 0, absolute=True),
    Figure("memory", "memory", "resident memory in a session", _BARE, "MB", 1.25),
    Figure("opening", "history first", "opening History, 10,000 sessions", "100 sessions", "ms", 1.3),
    Figure("opening", "calendar first", "opening Calendar, 10,000 sessions", "100 sessions", "ms", 1.3),
    Figure("opening", "progress first", "opening Progress, 10,000 sessions", "100 sessions", "ms", 1.3),
    Figure("opening", "history again", "opening History again", "100 sessions", "ms", 1.3),
    Figure("opening", "calendar again", "opening Calendar again", "100 sessions", "ms", 1.3),
    Figure("opening", "progress again", "opening Progress again", "100 sessions", "ms", 1.05),
)
GROUPS = tuple(dict.fromkeys(figure.group for figure in FIGURES))


@dataclass(frozen=True, slots=True)
class Row:
    """What was found of a figure.

    Attributes:
        figure: The figure.
        ours: Median of the program's rounds, or None when it was not measured.
        floor: Median of the floor's.
        ratio: The one to the other, or None where the floor is nothing.
        pairs: Median of the ratios of each round, which a machine that is busy now and then disturbs less.
        best: Ratio of the least of each.
        rounds: How many there were.
        trouble: Why it was not measured.
    """

    figure: Figure
    ours: float | None = None
    floor: float | None = None
    ratio: float | None = None
    pairs: float | None = None
    best: float | None = None
    rounds: int = 0
    trouble: str = ""

    @classmethod
    def of(cls, figure: Figure, found: Taken | str) -> "Row":
        """Work out medians and ratios."""
        if isinstance(found, str):
            return cls(figure, trouble=found)
        ours, floor = statistics.median(found.ours), statistics.median(found.floor)
        pairs = [one / other for one, other in zip(found.ours, found.floor, strict=True) if other]
        return cls(
            figure,
            ours,
            floor,
            _ratio(ours, floor),
            statistics.median(pairs) if pairs else None,
            _ratio(min(found.ours), min(found.floor)),
            len(found.ours),
        )

    @property
    def met(self) -> bool | None:
        """Whether the aim was met; None when that is not known."""
        reached = self.ours if self.figure.absolute else self.ratio
        return None if reached is None else reached <= self.figure.aim

    def to_json(self) -> dict[str, object]:
        """The row for the file."""
        row = {name: value for name, value in asdict(self).items() if name != "figure"}
        rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}
        return asdict(self.figure) | rounded | {"met": self.met}


def _ratio(one: float, other: float) -> float | None:
    return one / other if other else None


def rows(group: str, found: Found) -> list[Row]:
    """The rows of a group, in the order of the list; what its module has not told is not measured."""
    figures = [figure for figure in FIGURES if figure.group == group]
    return [Row.of(figure, found.get(figure.key, "not measured")) for figure in figures]


def table(found: Iterable[Row]) -> list[str]:
    """The lines of the table."""
    lines = [_line("figure", "ours", "beside", "floor", "ratio", "aim", "met")]
    for row in found:
        figure = row.figure
        aim = f"≤ {figure.aim:g} {figure.unit}".rstrip() if figure.absolute else f"≤ {figure.aim:.2f} ×"
        if row.trouble:
            lines.append(_line(figure.name, "–", figure.floor, "–", "–", aim, f"? {row.trouble}"))
            continue
        ratio = "–" if row.ratio is None or figure.absolute else f"{row.ratio:.2f} ×"
        met = {True: "yes", False: "no", None: "?"}[row.met]
        ours, floor = (_amount(value, figure.unit) for value in (row.ours, row.floor))
        lines.append(_line(figure.name, ours, figure.floor, floor, ratio, aim, met))
    return lines


def _line(*cells: str) -> str:
    name, ours, beside, floor, ratio, aim, met = cells
    return f"{name:<43} {ours:>11}  {beside:<21} {floor:>11} {ratio:>8}  {aim:>8}  {met}".rstrip()


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    number = f"{value:,.0f}" if unit in {"B", "B/s", ""} else f"{value:,.2f}" if value < 10 else f"{value:,.1f}"
    return f"{number} {unit}".rstrip()
