"""Run `ankle-tui exercises`: list the exercises and the runner's routines, or have the names of the runner's own spoken."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Exercise, Level
from ankle_tui.core.formatting import dose_words
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.user_files import load_all, template


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `exercises`."""
    shapes = parser.add_mutually_exclusive_group()
    shapes.add_argument("--json", action="store_true", help="everything of the exercises, as JSON")
    shapes.add_argument("--template", action="store_true", help="print a file of your own to begin with")
    shapes.add_argument(
        "--speak", action="store_true", help="have a speech synthesiser say the names of your own, for the voice"
    )
    parser.add_argument("--again", action="store_true", help="with --speak, also those that have a recording")


def run(arguments: SimpleNamespace) -> int:
    """List the exercises, print a template for the runner's own, or have their names spoken."""
    if arguments.again and not arguments.speak:
        raise console.UsageError("--again goes with --speak")
    if arguments.template:
        console.print_utf8(template())
        return 0
    catalogue, problems = load_all(inputs.folders(arguments).exercises)
    if arguments.speak:
        from ankle_tui.commands.upkeep.speak_names import speak_names  # noqa: PLC0415 - loads what starts programs

        for line in speak_names(catalogue, inputs.folders(arguments).sounds, again=arguments.again):
            console.tell([line])
    elif arguments.json:
        print_json([_exercise_json(exercise, own=exercise.id in catalogue.own) for exercise in catalogue])
    else:
        console.tell(_catalogue_lines(catalogue))
    console.warn(problems)
    return USAGE if problems else 0


def _catalogue_lines(catalogue: Catalogue) -> Iterator[str]:
    """Every exercise with the dose a beginner starts from, then the routines."""
    width = max(len(item.id) for item in (*catalogue, *catalogue.routines))
    for exercise in catalogue:
        variation, dose = exercise.start(Level.BEGINNER)
        line = f"{exercise.id:<{width}}  {exercise.name}: {variation.name}, {dose_words(variation, dose)}"
        yield f"{line} (your own)" if exercise.id in catalogue.own else line
    if catalogue.routines:
        yield ""
        yield "Your routines, for: ankle-tui start --routine NAME"
    for routine in catalogue.routines:
        names = ", ".join(catalogue.get(item.exercise).name for item in routine.items)
        yield f"{routine.id:<{width}}  {routine.name}: {names}"


def _exercise_json(exercise: Exercise, *, own: bool) -> dict[str, object]:
    starts = {level.value: {"variation": name, "dose": step + 1} for level, name, step in exercise.starts}
    return asdict(exercise) | {"starts": starts, "own": own}
