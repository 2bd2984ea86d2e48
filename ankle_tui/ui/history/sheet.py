"""Lay out a session: its sets as bars and numbers, how it was, and its note."""

from collections.abc import Iterable, Mapping, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.formatting import amount_words, clock_words
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord
from ankle_tui.core.history.report import ExerciseReport, ReportRow, report
from ankle_tui.ui.history.history_wording import UNITS, answers_words, context_of, facts_words
from ankle_tui.ui.widgets.panel import Panel
from ankle_tui.ui.wording.day_words import SEPARATOR, wrapped
from ankle_tui.ui.wording.text import cut, shown, shown_lines

ANSWER = 15
"""Cells for the name of an answer."""
_DONE, _OPEN, _OPEN_BARE = "▆", "▆", "▁"


class SessionSheet(Panel, VerticalScroll):
    """A session in a panel."""

    DEFAULT_CSS = """
    SessionSheet { height: 1fr; padding: 0 0 0 2; scrollbar-gutter: stable; }
    SessionSheet > Static { width: 1fr; height: auto; padding-right: 1; }
    """

    def __init__(self, names: Mapping[str, str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(Static(), id=id)
        self._names = names
        self._record: SessionRecord | None = None

    def show(self, record: SessionRecord | None, title: str = "") -> None:
        """Show a session below a title, or nothing."""
        if record is not self._record:
            self.scroll_home(animate=False)
        self._record = record
        self.frame(title)
        self._draw()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw()

    @property
    def words(self) -> str:
        """The session as plain text."""
        return str(self.query_one(Static).render())

    def _draw(self) -> None:
        width = self.scrollable_content_region.width - 1
        drawn = session_content(self._record, self._names, width, bare=self.app.no_color) if self._record else ""
        self.query_one(Static).update(drawn)


def session_content(record: SessionRecord, names: Mapping[str, str], width: int, *, bare: bool = False) -> Content:
    """Lay out a session in lines.

    Args:
        record: The session.
        names: The name of every exercise by its id.
        width: Cells of a line.
        bare: True if colours cannot tell what is missing from a bar.
    """
    minutes = Content.assemble((clock_words(record.active_seconds), "bold"), (" min", "$hint"))
    lines = [_apart(Content.styled(context_of(record), "$quiet"), minutes, width)]
    lines += (Content.styled(line, "$quiet") for line in wrapped(facts_words(record), width, SEPARATOR))
    for exercise in report(record, names):
        lines += [Content(""), *_exercise(exercise, width, bare=bare)]
    if answers := answers_words(record):
        lines += [Content(""), *_answers(answers, hurts=bool(record.pain))]
    if record.note:
        lines += [Content(""), Content.styled("Note", "$hint"), Content(shown_lines(record.note))]
    return Content("\n").join(lines)


def _exercise(exercise: ExerciseReport, width: int, *, bare: bool) -> Iterable[Content]:
    """A line with the name and the dose, and one for each leg or part."""
    rows = exercise.rows
    dose = _dose([row.sets for row in rows])
    yield _apart(
        Content.styled(cut(shown(exercise.name), width - len(dose) - 2), "bold"), Content.styled(dose, "$hint"), width
    )
    label = max(len(shown(row.label)) for row in rows)
    numbers = max(len(_amount(item)) for row in rows for item in row.sets) + 1
    touches = max(len(_touches(row)) for row in rows)
    sets = max(len(row.sets) for row in rows)
    room = width - label - bool(label) - sets * numbers - (touches + 1 if touches else 0)
    bar = room // sets - 1
    for row in rows:
        line = Content.styled(f"{shown(row.label):<{label}}", "$quiet")
        if bar > 0:
            bars = (_bar(item, bar, bare=bare) for item in row.sets)
            line = Content.assemble(line, " " if label else "", Content(" ").join(bars))
        told = Content.assemble(*(_number(item, numbers) for item in row.sets))
        if touches:
            told = Content.assemble(told, (f" {_touches(row):>{touches}}", "$quiet"))
        yield _apart(line, told, width)


def _answers(answers: Sequence[tuple[str, str]], *, hurts: bool) -> Iterable[Content]:
    for name, said in answers:
        style = "bold $text-error" if name == "Pain" and hurts else "bold"
        yield Content.assemble((f"{name:<{ANSWER}}", "$hint"), (said, style))


def _bar(item: SetRecord, cells: int, *, bare: bool) -> Content:
    done = cells if item.outcome is Outcome.DONE else min(cells - 1, int(cells * item.done / max(item.target, 1)))
    done = max(done, 1 if item.done >= 1 else 0)
    style = "$success" if item.outcome is Outcome.DONE else "$short"
    return Content.assemble((_DONE * done, style), ((_OPEN_BARE if bare else _OPEN) * (cells - done), "$line"))


def _number(item: SetRecord, cells: int) -> tuple[str, str]:
    return f"{_amount(item):>{cells}}", "bold" if item.outcome is Outcome.DONE else "$quiet"


def _amount(item: SetRecord) -> str:
    return amount_words(item.done, item.unit).split(" ")[0] if item.done else "–"


def _dose(rows: Sequence[Sequence[SetRecord]]) -> str:
    """Write the planned dose: `2 × 30 seconds`; only the unit if sets or targets differ."""
    items = [item for row in rows for item in row]
    unit = UNITS[items[0].unit]
    if len({item.target for item in items}) > 1 or len({len(row) for row in rows}) > 1:
        return unit
    return f"{len(rows[0])} × {amount_words(items[0].target, items[0].unit).split(' ')[0]} {unit}"


def _touches(row: ReportRow) -> str:
    if not row.foot_downs:
        return ""
    return f"{row.foot_downs} touch{'' if row.foot_downs == 1 else 'es'}"


def _apart(left: Content, right: Content, width: int) -> Content:
    """Set two texts at the ends of a line."""
    gap = max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)
