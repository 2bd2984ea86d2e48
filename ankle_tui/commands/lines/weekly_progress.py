"""Run `ankle-tui progress`: the best of each leg and the work, week by week, as Progress shows them."""

import argparse
import datetime as dt
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import Reader
from ankle_tui.commands.session.start import find_exercise
from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.exercises.exercise import Exercise, Unit
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.training.ledger import ExerciseStats, Ledger, Progress
from ankle_tui.core.training.progress import exercise_stats, progress
from ankle_tui.core.validation import did_you_mean
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.progress.exercise_view import TOUCHES, ExerciseView, LegLine, Pair, newest_first, view
from ankle_tui.ui.progress.progress_wording import (
    NOT_DONE,
    PAIR_NAMES,
    best_title,
    difference_words,
    lag_words,
    sum_words,
    total_words,
    touch_difference_words,
    touch_words,
)
from ankle_tui.ui.wording.day_words import short_day

NOT_COUNTED = "not counted"
WEEKS = 12
"""Weeks to list, up to the present one."""


class _Figures:
    """The figures of a history, and the views they give.

    Args:
        catalogue: The exercises.
        calendar: The history by weeks.
    """

    def __init__(self, catalogue: Catalogue, calendar: Calendar) -> None:
        self.calendar = calendar
        self._holds = with_holds(catalogue)
        self._known = {exercise.id: exercise for exercise in catalogue}
        self._found: Progress = progress(calendar.past, Ledger(self._holds, calendar.counted.first_weekday))
        done = dict.fromkeys(item.exercise for item in self._found.stats)
        self.done = [*(name for name in self._known if name in done), *sorted(done.keys() - self._known.keys())]

    def stats(self, name: str) -> list[ExerciseStats]:
        """Figures of an exercise."""
        return [item for item in self._found.stats if item.exercise == name]

    def variations(self, name: str) -> list[str]:
        """Variations of an exercise that were done, the last one trained first."""
        return newest_first(self._known.get(name), self.stats(name))

    def exercise(self, name: str) -> Exercise | None:
        """The exercise of the catalogue, or None."""
        return self._known.get(name)

    def view(self, name: str, variation: str) -> ExerciseView:
        """View a variation that was done, as Progress does."""
        stats = self.stats(name)
        day = max(item.last for item in stats if item.variation == variation)
        last = exercise_stats(self.calendar.sessions(day), Ledger(self._holds))
        weaker = self._found.weaker.get((name, variation))
        return view(self._known.get(name), stats, variation, [item for item in last if item.exercise == name], weaker)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `progress`."""
    parser.add_argument(
        "exercise",
        nargs="?",
        type=Reader(str, listed="exercises"),
        metavar="EXERCISE",
        help="one exercise, by its id or name; else all",
    )
    parser.add_argument("--variation", metavar="V", help="another variation than the last one trained, by its id")
    parser.add_argument("--all", action="store_true", help=f"every week, not only the last {WEEKS}")
    parser.add_argument("--json", action="store_true", help="every week, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """Tell the progress of one exercise or of all."""
    if arguments.variation and arguments.exercise is None:
        raise console.UsageError("--variation needs an EXERCISE")
    opened, _, calendar = inputs.read_calendar(arguments)
    catalogue = inputs.read_catalogue(arguments)
    figures = _Figures(catalogue, calendar)
    name = None if arguments.exercise is None else _find(catalogue, figures.done, arguments.exercise)
    wanted = _variations(figures, name, arguments.variation)
    if arguments.json:
        print_json([view_json(one, figures.view(one, variation)) for one, variation in wanted])
    elif name is None:
        lines = [_overview_line(figures, one, variation) for one, variation in wanted]
        more = ["", "Week by week: ankle-tui progress EXERCISE. Self-tests: ankle-tui test."]
        console.tell([*lines, *more] if lines else [inputs.NO_SESSIONS])
    elif not wanted:
        console.tell([f"{catalogue.get(name).name}: {NOT_DONE}."])
    else:
        ((_, variation),) = wanted
        console.tell(exercise_lines(figures, name, variation, None if arguments.all else WEEKS))
    return inputs.tell_damage(opened)


def exercise_lines(figures: _Figures, name: str, variation: str, weeks: int | None) -> list[str]:
    """Tell a variation: each week with the best of each leg and the work, then last and best, left and right.

    Args:
        figures: The figures of the history.
        name: Id of the exercise.
        variation: Id of the variation.
        weeks: How many weeks to list; None for all.
    """
    shown, today = figures.view(name, variation), figures.calendar.today
    known = figures.exercise(name)
    this = figures.calendar.counted.this
    first = 0 if weeks is None else this - 7 * (weeks - 1)
    listed = [week for week in sorted(shown.work) if week >= first]
    lines = [
        f"{known.name if known else name}: {shown.name}",
        sum_words(shown.sessions, shown.total, shown.unit, shown.last, today),
        "",
        f"{best_title(shown.unit, clean=shown.clean).partition(',')[0]} and work, by week:",
        *(f"  {_week(week, today)}: {_week_words(shown, week)}" for week in listed),
    ]
    if len(listed) < len(shown.work):
        lines.append(f"  {len(shown.work) - len(listed)} earlier: --all lists them.")
    lines += ["", *(_pair_words(pair, shown) for pair in shown.pairs)]
    if shown.weaker:
        lines.append(lag_words(shown.weaker))
    others = [one for one in figures.variations(name) if one != variation]
    return [*lines, f"Other variations, for --variation: {', '.join(others)}"] if others else lines


def view_json(name: str, shown: ExerciseView) -> dict[str, object]:
    """Give a variation as JSON values; absent ones are null.

    Args:
        name: Id of the exercise.
        shown: Its figures.
    """
    return {
        "exercise": name,
        "variation": shown.variation,
        "unit": shown.unit.value,
        "clean": shown.clean,
        "sessions": shown.sessions,
        "total": round(shown.total, 3),
        "last": shown.last.isoformat(),
        "weaker": None if shown.weaker is None else {"leg": shown.weaker.side.value, "lag": round(shown.weaker.lag, 3)},
        "weeks": [
            {
                "start": dt.date.fromordinal(week).isoformat(),
                "work": work,
                "bests": {_leg(line) or "both": line.bests.get(week) for line in shown.lines},
            }
            for week, work in sorted(shown.work.items())
        ],
    }


def _variations(figures: _Figures, name: str | None, wanted: str | None) -> list[tuple[str, str]]:
    """What to tell: the last variation trained of every exercise, or of one.

    Raises:
        UsageError: If the variation was never done.
    """
    found = [(one, figures.variations(one)) for one in figures.done if name in {None, one}]
    if wanted is None:
        return [(one, variations[0]) for one, variations in found]
    for one, variations in found:
        if wanted in variations:
            return [(one, wanted)]
        near = did_you_mean(wanted, variations)
        raise console.UsageError(f'--variation: "{wanted}" is not one of: {", ".join(variations)}{near}')
    return []


def _overview_line(figures: _Figures, name: str, variation: str) -> str:
    """The last best of each leg in one line."""
    shown, known = figures.view(name, variation), figures.exercise(name)
    legs = [_said(line, line.now, shown) for line in shown.lines]
    sums = sum_words(shown.sessions, shown.total, shown.unit, shown.last, figures.calendar.today)
    return f"{known.name if known else name}, {shown.name}: {', '.join(legs)}; {sums}"


def _week(week: int, today: dt.date) -> str:
    return f"week of {short_day(dt.date.fromordinal(week), today)}"


def _week_words(shown: ExerciseView, week: int) -> str:
    legs = [_said(line, line.bests.get(week), shown) for line in shown.lines]
    return f"{', '.join(legs)}; work {total_words(shown.work[week], shown.unit)}"


def _said(line: LegLine, best: float | None, shown: ExerciseView) -> str:
    return f"{_leg(line)} {_amount(best, shown.unit, clean=shown.clean)}".strip()


def _leg(line: LegLine) -> str:
    return line.side.value if line.side else ""


def _amount(amount: float | None, unit: Unit, *, clean: bool) -> str:
    if amount is None:
        return "no clean hold" if clean else "none"
    return amount_words(amount, unit)


def _pair_words(pair: Pair, shown: ExerciseView) -> str:
    """One comparison: `best: left 45 s, right 38 s, right 16 % less`."""
    name = "touches a minute" if pair.name == TOUCHES else PAIR_NAMES.get(pair.name, pair.name)
    if pair.name == TOUCHES:
        said = [f"{leg} {NOT_COUNTED if rate is None else touch_words(rate)}" for leg, rate in _legs(pair)]
        return _comma(f"{name}", [*said, touch_difference_words(pair.left, pair.right)])
    left, right = (_amount(each, shown.unit, clean=shown.clean) for each in (pair.left, pair.right))
    if not shown.sided:
        return _comma(name, [f"last session {left}", f"best {right}"])
    return _comma(name, [f"left {left}", f"right {right}", difference_words(pair.left, pair.right)])


def _legs(pair: Pair) -> list[tuple[str, float | None]]:
    return [("left", pair.left), ("right", pair.right)]


def _comma(name: str, said: Iterable[str]) -> str:
    words = ", ".join(filter(None, said))
    return f"{name}: {words}" if name else words[:1].upper() + words[1:]


def _find(catalogue: Catalogue, done: Sequence[str], word: str) -> str:
    """Find an exercise of the catalogue, or one that was done before it was taken out.

    Raises:
        UsageError: If there is none.
    """
    if word in done:
        return word
    try:
        return find_exercise(catalogue, word).id
    except UnknownExercise as error:
        raise console.UsageError(str(error)) from error
