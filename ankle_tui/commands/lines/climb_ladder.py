"""Run `ankle-tui ladder`: where you stand on each ladder, what opens the next step, and a step of your own choice."""

import argparse
import datetime as dt
import shlex
from collections.abc import Iterator
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import Reader
from ankle_tui.commands.session.start import find_exercise
from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.exercises.exercise import Exercise
from ankle_tui.core.formatting import day_words
from ankle_tui.core.training.ladder import Rung, Standing, move_words
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.coach import Coach
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.library.library_wording import BY_HAND, rung_label, step_words, waits_words


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `ladder`."""
    parser.add_argument(
        "exercise",
        nargs="?",
        type=Reader(str, listed="exercises"),
        metavar="EXERCISE",
        help="one exercise, by its id or name; else all",
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--set",
        nargs="+",
        metavar="STEP",
        help="train at this step: its number, or its name as in calf-raise one-leg 2",
    )
    ways.add_argument("--follow", action="store_true", help="follow your sessions again")
    ways.add_argument("--json", action="store_true", help="every step, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """Show ladders, or set a step."""
    catalogue = inputs.read_catalogue(arguments)
    changes = arguments.set is not None or arguments.follow
    if changes and arguments.exercise is None:
        raise console.UsageError(f"--{'set' if arguments.set else 'follow'} needs an EXERCISE")
    exercise = _find(catalogue, arguments.exercise) if arguments.exercise is not None else None
    lines = list[str]()
    if changes and exercise:
        rung = None if arguments.follow else _rung(exercise, " ".join(arguments.set))
        lines = _set(SettingsFile(inputs.folders(arguments).settings), exercise, rung)
    opened, settings, calendar = inputs.read_calendar(arguments)
    found = Coach(catalogue, settings).standings(calendar)
    if arguments.json:
        print_json([standing_json(each) for name, each in found.items() if exercise in {None, each.exercise}])
    elif changes and exercise:
        console.tell([*lines, f"Next: {_where(found[exercise.id])}"])
    elif exercise:
        console.tell(ladder_lines(found[exercise.id], calendar.today))
    else:
        console.tell(overview_lines(catalogue, settings, calendar))
    return inputs.tell_damage(opened)


def overview_lines(catalogue: Catalogue, settings: Settings, calendar: Calendar) -> list[str]:
    """Say where the runner stands on every ladder, a line each, and how to see one.

    Args:
        catalogue: The exercises.
        settings: The runner's settings.
        calendar: The history by days.
    """
    found = Coach(catalogue, settings).standings(calendar)
    width = max(map(len, found))
    lines = [f"{name:<{width}}  {_where(standing)}" for name, standing in found.items()]
    return [*lines, "", "All steps of one: ankle-tui ladder EXERCISE."]


def ladder_lines(standing: Standing, today: dt.date) -> list[str]:
    """List the steps of a ladder below their variations: those done, the next one, and what opens the others.

    Args:
        standing: The runner's place on it.
        today: The present training day.
    """
    exercise = standing.exercise
    lines, variation = [f"{exercise.name}: {_where(standing)}"], ""
    for place, choice in enumerate(rungs(exercise)):
        if choice.variation.id != variation:
            variation, asks = choice.variation.id, _spoken(standing.barred[place])
            lines += ["", f"{choice.variation.name}{f' ({asks})' if asks else ''}"]
        said = ", ".join([rung_label(choice), *_state(standing, place, today)])
        lines.append(f"  {place + 1}. {said}")
    name = exercise.id
    lines += ["", f"Set a step: ankle-tui ladder {name} --set NUMBER."]
    if standing.pin is not None:
        lines.append(f"Follow your sessions again: ankle-tui ladder {name} --follow.")
    return lines


def standing_json(standing: Standing) -> dict[str, object]:
    """Give a ladder as JSON values; absent ones are null.

    Args:
        standing: The runner's place on it.
    """
    ladder = rungs(standing.exercise)
    return {
        "exercise": standing.exercise.id,
        "step": standing.position + 1,
        "steps": len(ladder),
        "set_by_you": None if standing.pin is None else standing.pin + 1,
        "move": standing.move.value,
        "why": standing.why,
        "waits": standing.waits or None,
        "good": None if standing.good is None else {"done": standing.good[0], "wanted": standing.good[1]},
        "last": standing.last.isoformat() if standing.last else None,
        "rungs": [
            {
                "step": place + 1,
                "name": str(Rung.of(choice)),
                "variation": choice.variation.id,
                "sets": choice.dose.sets,
                "amount": choice.dose.amount,
                "unit": choice.variation.kind.unit.value,
                "last": standing.tried[place].isoformat() if place in standing.tried else None,
                "opens": standing.barred[place] or None,
            }
            for place, choice in enumerate(ladder)
        ],
    }


def _where(standing: Standing) -> str:
    """The next step of a ladder, why it is that, and what the one after it waits for."""
    choice, steps = standing.choice, len(rungs(standing.exercise))
    place = step_words(standing.position, steps)
    next_ = f"{choice.variation.name}, {rung_label(choice)}"
    told = [move_words(standing), waits_words(standing) if steps > 1 else ""]
    return _spoken(". ".join(filter(None, [f"{place}, {next_}" if place else next_, *told])) + ".")


def _spoken(words: str) -> str:
    """Write out a sign that screen readers skip."""
    return words.replace("≤", "at most")


def _state(standing: Standing, place: int, today: dt.date) -> Iterator[str]:
    """What there is to say of a step, a few words each."""
    if place == standing.position and not standing.missing:
        yield "next"
        if standing.good and standing.pin is None:
            yield f"{standing.good[0]:g} of {standing.good[1]:g} good sessions"
    if place == standing.pin:
        yield BY_HAND
    if place in standing.tried:
        day = standing.tried[place]
        yield f"done, last on {day_words(day)}{'' if day.year == today.year else f' {day.year}'}"


def _find(catalogue: Catalogue, word: str) -> Exercise:
    try:
        return find_exercise(catalogue, word)
    except UnknownExercise as error:
        raise console.UsageError(str(error)) from error


def _rung(exercise: Exercise, text: str) -> Rung:
    """Find a step by its number or name.

    Raises:
        UsageError: If the exercise does not have it.
    """
    ladder = rungs(exercise)
    if text.isascii() and text.isdigit():
        if not 1 <= int(text) <= len(ladder):
            raise console.UsageError(f"--set: {exercise.id} has steps 1 to {len(ladder)}, not {text}")
        return Rung.of(ladder[int(text) - 1])
    try:
        return Rung.read(exercise, text)
    except ValueError as error:
        raise console.UsageError(f"--set: {error}; see: ankle-tui ladder {exercise.id}") from error


def _set(file: SettingsFile, exercise: Exercise, rung: Rung | None) -> list[str]:
    """Write a step into the settings, or remove it; say so, and how to undo it."""
    before = file.load()[0].rungs.get(exercise.id)
    now = None if rung is None else str(rung)
    if now == before:
        return ["Nothing is changed."]
    file.change({"rungs": {exercise.id: now}})
    undo = "--follow" if before is None else f"--set {shlex.quote(before)}"
    done = "follows your sessions again" if rung is None else "stays at this step until you say otherwise"
    return [f"{exercise.name} {done}.", f"Undo: ankle-tui ladder {exercise.id} {undo}"]
