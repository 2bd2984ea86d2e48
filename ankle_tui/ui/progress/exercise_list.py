"""Lay out the list of Progress: every exercise with its last twelve weeks, then the self-tests."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.core.exercises.exercise import Exercise, Group, Side
from ankle_tui.core.formatting import gear_words
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.self_tests.self_test_wording import number_words
from ankle_tui.core.training.ledger import ExerciseStats
from ankle_tui.ui.progress.chart import FEWEST_WEEKS, GAP, sparkline
from ankle_tui.ui.progress.exercise_view import figure_words, leg_lines, newest_first, of_variation
from ankle_tui.ui.progress.progress_wording import NOT_DONE, needs_words, self_test_name, unit_words
from ankle_tui.ui.wording.day_words import LEGS
from ankle_tui.ui.wording.text import cut, shown

if TYPE_CHECKING:
    from ankle_tui.core.overview.measured import MeasuredPart


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list, and what is below it.

    Attributes:
        id: Id of the exercise, or of the test after `test-`.
        name: Its name.
        spark: The last twelve weeks in a cell each; words instead where there is nothing.
        value: The present value, or empty.
        idle: True for an exercise that was never done.
    """

    id: str
    name: str
    spark: str
    value: str = ""
    idle: bool = False

    def drawn(self, width: int, *, here: bool = False) -> Content:
        """Draw both lines.

        Args:
            width: Cells of a line.
            here: True for the entry that is shown.
        """
        name = Content.styled(cut(shown(self.name), width), "$hint" if self.idle and not here else "")
        if self.idle:
            return Content("\n").join([name, Content.styled(cut(self.spark, width), "$quiet" if here else "$hint")])
        gap = " " * max(1, width - cell_len(self.spark) - cell_len(self.value))
        spark = (self.spark, "$success" if here else "$quiet")
        return Content("\n").join([name, Content.assemble(spark, gap, (self.value, ""))])


def exercise_entries(
    known: Iterable[Exercise], stats: Sequence[ExerciseStats], this: int, gear: AbstractSet[str]
) -> list[Entry]:
    """List the exercises: those that were done in the order of the catalogue, unknown ones by id, then the others.

    Args:
        known: The exercises of the catalogue.
        stats: All figures.
        this: Ordinal of the present week.
        gear: Equipment at hand.
    """
    catalogue = {exercise.id: exercise for exercise in known}
    done: dict[str, list[ExerciseStats]] = {}
    for item in stats:
        done.setdefault(item.exercise, []).append(item)
    order = [*(id_ for id_ in catalogue if id_ in done), *sorted(done.keys() - catalogue.keys())]
    entries = [_done(id_, catalogue.get(id_), done[id_], this) for id_ in order]
    others = (item for item in catalogue.values() if item.id not in done and item.group is Group.MAIN)
    return [*entries, *(_idle(item, gear) for item in others)]


def entries_of_tests(parts: "Sequence[MeasuredPart]", protocols: Iterable[tuple[str, Protocol]]) -> list[Entry]:
    """List the self-tests.

    Args:
        parts: Their results.
        protocols: Their rules, by the id of the entry.
    """
    return [
        Entry(id_, self_test_name(protocol), *_result([part for part in parts if part.protocol.id is protocol.id]))
        for id_, protocol in protocols
    ]


def _result(parts: "Sequence[MeasuredPart]") -> tuple[str, str]:
    """The last result of the part that is tested last, and its unit."""
    if not parts:
        return "", ""
    part = max(parts, key=lambda part: part.days[-1].day)
    legs = part.days[-1].legs
    words = (f"{LEGS[side]} {number_words(legs[side]) if side in legs else '–'}" for side in Side)
    return "  ".join(words), part.protocol.unit.value


def _done(id_: str, known: Exercise | None, stats: Sequence[ExerciseStats], this: int) -> Entry:
    items = of_variation(stats, newest_first(known, stats)[0])
    bests: dict[int, float] = {}
    for line in leg_lines(items):
        for week, best in line.bests.items():
            bests[week] = max(best, bests.get(week, best))
    weeks = range(this - 7 * (FEWEST_WEEKS - 1), this + 1, 7)
    now = f"{figure_words(bests[max(bests)])} {unit_words(items[0].unit)}".rstrip() if bests else "–"
    spark = sparkline([bests.get(week, 0.0) for week in weeks])
    return Entry(id_, known.name if known else id_, spark or GAP, now)


def _idle(exercise: Exercise, gear: AbstractSet[str]) -> Entry:
    missing = next((thing for thing in exercise.variations[0].equipment if thing not in gear), None)
    words = needs_words(gear_words(missing)) if missing else NOT_DONE
    return Entry(exercise.id, exercise.name, words, idle=True)
