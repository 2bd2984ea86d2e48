"""The two lists of the Exercises screen: the exercises, and the ladder of one."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Exercise, Group
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.library.ladder_rows import LadderRow
from ankle_tui.ui.library.library_wording import COOLDOWN, LEGEND, YOURS, step_words
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.panel import Panel
from ankle_tui.ui.wording.text import cut, shown


class Exercises(Panel, OptionMenu):
    """The exercises, those of the cooldown apart."""

    acts = ("library.open",)

    def fill(
        self, catalogue: Catalogue, standings: Mapping[str, Standing], width: int, *, legend: bool, spaced: bool
    ) -> None:
        """List every exercise with the place on its ladder.

        Args:
            catalogue: The exercises.
            standings: The present place on every ladder.
            width: Cells of a line.
            legend: True to explain the signs of a ladder below them.
            spaced: True to leave a line free between two.
        """
        options = list[Option]()
        for group in Group:
            named = [each for each in catalogue if each.group is group]
            if group is Group.COOLDOWN and named:
                options += [_line(""), _line(Content.styled(COOLDOWN, "$hint"))]
            for each in named:
                options.append(
                    Option(_entry(each, standings[each.id], width, own=each.id in catalogue.own), id=each.id)
                )
                if group is Group.MAIN and spaced and each is not named[-1]:
                    options.append(_line(""))
        if legend:
            options.append(_line(""))
            options += [
                _line(Content.assemble((sign, "$success" if sign in "✓▶" else "$quiet"), (f" {words}", "$hint")))
                for sign, words in LEGEND
            ]
        self.clear_options()
        self.add_options(options)


class Ladder(Panel, OptionMenu):
    """The rungs of an exercise."""

    acts = ("library.step", "library.follow")

    def fill(self, rows: Sequence[LadderRow], wanted: int) -> None:
        """Show a ladder.

        Args:
            rows: Its lines.
            wanted: Number of the rung for the cursor; where it has no line of its own, that of the rung below.
        """
        self.clear_options()
        self.add_options(
            Option(row.content, id=None if row.place is None else str(row.place), disabled=row.place is None)
            for row in rows
        )
        places = [row.place for row in rows if row.place is not None]
        at = max((place for place in places if place <= wanted), default=places[0])
        self.highlighted = self.get_option_index(str(at))


def _line(words: Content | str) -> Option:
    return Option(words, disabled=True)


def _entry(exercise: Exercise, standing: Standing, width: int, *, own: bool) -> Content:
    """An exercise in the list, and where one stands or what it needs below it."""
    below = [standing.missing or step_words(standing.position, len(rungs(exercise)))]
    below = [] if exercise.group is Group.COOLDOWN else below  # one line each
    below += [YOURS] if own else []
    name = Content.styled(cut(shown(exercise.name), width), "$hint" if standing.missing else "")
    words = cut(", ".join(filter(None, below)), width)
    return Content.assemble(name, "\n", (words, "not bold $hint")) if words else name
