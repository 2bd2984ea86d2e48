"""Run `ankle-tui start`: choose the session that the options ask for and lead it."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.parser import Reader, member_of, minutes, names_of, positive
from ankle_tui.commands.session.home import show
from ankle_tui.commands.session.unfinished_sessions import left_over_lines
from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise, UnknownRoutine, find_routine
from ankle_tui.core.exercises.exercise import Choice, Context, Exercise, Level
from ankle_tui.core.exercises.routine import Routine
from ankle_tui.core.formatting import dose_words
from ankle_tui.core.history.edits import amended, newest
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import Feel, History
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.plan import Plan, build_plan, fit_minutes
from ankle_tui.core.training.fitting import seconds_for
from ankle_tui.core.training.rules import HOPS
from ankle_tui.core.training.suggestion import hops_words, no_hops
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.coach import Coach, TodaysOffer, Wishes
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.services.startup import Stores
from ankle_tui.store.files.problem import FileProblem

SEE_SOMEBODY = 'When to see somebody: the page "When to stop", o on the first screen.'
SEE_SOMEBODY_LINE = "When to see somebody: ankle-tui about stop."


class AskError(ValueError):
    """An exercise or routine that does not exist; the message is one line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The session to lead.

    Attributes:
        plan: Its plan.
        reasons: The coach's choices and their reasons, a line each; empty for exercises that the runner has named.
        notes: Remarks on the whole session, a line each.
    """

    plan: Plan
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `start`."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--exercises",
        type=Reader(str, listed="exercises", several=True),
        metavar="A,B",
        help="ids of exercises, in order (see: ankle-tui exercises)",
    )
    what.add_argument(
        "--routine",
        type=Reader(str, listed="routines"),
        metavar="NAME",
        help="a routine of your own, by its id or name",
    )
    parser.add_argument("--level", type=member_of(Level), metavar="L", help=f"where the doses start: {names_of(Level)}")
    parser.add_argument(
        "--context",
        type=member_of(Context),
        metavar="C",
        help=f"what the session follows: {names_of(Context)}; "
        f"without it, what today is marked as, else {Context.OTHER.value}",
    )
    parser.add_argument(
        "--feel",
        type=member_of(Feel),
        metavar="F",
        help=f"how ankles and legs feel: {names_of(Feel)}",
    )
    parser.add_argument(
        "--cooldown",
        action=argparse.BooleanOptionalAction,
        help="end with the cooldown, or without it; else as the settings say",
    )
    parser.add_argument(
        "--minutes",
        type=minutes,
        metavar="N",
        help="fit the session into so many minutes; without it, the time in the settings",
    )
    parser.add_argument("--plain", action="store_true", help="lines of text instead of a screen")
    parser.add_argument("--demo", type=positive, metavar="SPEED", help="run so many times faster and record nothing")


def run(arguments: SimpleNamespace) -> int:
    """Begin a session at once, on the screen or as lines of text."""
    arguments.plain = console.in_lines(arguments)
    if not arguments.plain:
        console.need_screen("start --plain")
    with Lifeline(screen=not arguments.plain) as lifeline, inputs.open_all(arguments) as opened:
        asks = arguments.plain and not arguments.demo and sys.stdin is not None and sys.stdin.isatty()
        stores = _ask_before(arguments, opened) if asks else opened
        try:
            asked = ask(arguments, stores, inputs.by_days(stores.history, stores.settings))
        except AskError as error:
            raise console.UsageError(str(error)) from error
        if not arguments.plain:
            return show(stores, lifeline, plan=asked.plan, speed=arguments.demo, notes=asked.notes)
        console.tell_aside([*stores.notices, *left_over_lines(stores.left_overs, inputs.today())])
        for left_over in stores.left_overs:
            left_over.slot.let_go()
        console.tell([*asked.reasons, *asked.notes])
        return lead_plain(stores, lifeline, asked.plan, arguments.demo)


def _ask_before(arguments: SimpleNamespace, stores: Stores) -> Stores:
    """Ask what a coach would before a session: about the last one, and how it feels; the answers are kept."""
    from ankle_tui.plain import questions, talk  # noqa: PLC0415 - each command loads only what it needs

    def asked(question: str) -> str:
        return talk.ask_line(sys.stdin, question)

    calendar = inputs.by_days(stores.history, stores.settings)
    answered = questions.follow_up(calendar.past, calendar.today, asked)
    if answered:
        record = newest(stores.history, answered)
        revised = amended(record, record, answered)
        try:
            stores.file.keep(revised)
        except FileProblem as problem:  # no reason not to train
            console.tell_aside([str(problem)])
        stores = stores._replace(history=merge(stores.history, History((revised,))))
    if arguments.feel is None:
        arguments.feel = questions.ask_feel(asked)
    return stores


def lead_plain(stores: Stores, lifeline: Lifeline, session: Plan | Checkpoint, speed: float | None) -> int:
    """Lead a session as lines of text.

    Args:
        stores: What is on disk.
        lifeline: Handles signals meanwhile.
        session: A session to begin, or one to go on with.
        speed: How many times faster than the clock a demo runs; None leads and records a real session.

    Returns:
        The exit code.
    """
    from ankle_tui.plain import runner  # noqa: PLC0415 - each command loads only what it needs

    settings = stores.settings
    coach = Coach(stores.catalogue, settings)
    calendar = inputs.by_days(stores.history, settings)
    code = runner.lead(
        session,
        settings=settings,
        save_queue=None if speed else stores.save_queue,
        hooks=stores.hooks,
        speed=speed or 1.0,
        stdin=sys.stdin,
        lifeline=lifeline,
        own_sounds=stores.folders.sounds,
        past=calendar.past,
        after=lambda record: coach.after(calendar, record),
    )
    stores.hooks.close()
    console.tell_aside(stores.save_queue.notices())
    return code


def ask(arguments: SimpleNamespace, stores: Stores, calendar: Calendar) -> Asked:
    """Make the session that the arguments of `start` ask for.

    Args:
        arguments: The arguments.
        stores: What is on disk.
        calendar: The history by days.

    Raises:
        AskError: If a named exercise or routine does not exist.
    """
    settings = stores.settings
    coach = Coach(stores.catalogue, settings)
    level = arguments.level or coach.level(calendar)
    feel = arguments.feel or Feel.FINE
    cooldown = settings.cooldown if arguments.cooldown is None else arguments.cooldown
    if arguments.exercises is None:
        routine = _routine(arguments.routine, stores)
        wishes = Wishes(arguments.minutes, feel, routine, cooldown)
        offer = coach.offer(calendar, wishes, level=level)
    else:
        ladders = coach.ladders(calendar, level=level)
        offer = _named(arguments.exercises, stores.catalogue, ladders, arguments.minutes)
        tail = coach.cooldown(ladders) if cooldown else ()
        chosen = (*offer.chosen, *(choice for choice in tail if choice not in offer.chosen))
        against = no_hops(calendar.past, today=calendar.today, feel=feel, kind=calendar.day(calendar.today).kind)
        offer = TodaysOffer(chosen, (), note=offer.note, no_hops=against)
    context = arguments.context or calendar.context or Context.OTHER
    first = coach.first_side(calendar)
    plan = build_plan(offer.chosen, level=level, context=context, first_side=first, feel=arguments.feel)
    notes = [offer.note] if offer.note else []
    if arguments.exercises is not None and feel is not Feel.FINE:
        notes.append("These are the exercises you named: leave out what hurts.")
    if offer.no_hops and any(choice.exercise.id == HOPS for choice in offer.chosen):
        notes.append(hops_words(offer.no_hops))
    if feel is Feel.PAIN:
        notes.append(SEE_SOMEBODY_LINE if arguments.plain else SEE_SOMEBODY)
    return Asked(plan, tuple(_reasons(offer)), tuple(notes))


def find_exercise(catalogue: Catalogue, word: str) -> Exercise:
    """Find an exercise by id, short name, or a part of one id only: `Calf raise`, `calves`, `hops`.

    Args:
        catalogue: All exercises.
        word: The word on the command line.

    Raises:
        UnknownExercise: If no exercise, or more than one, is meant.
    """
    part = "-".join(word.lower().split())
    found = [exercise for exercise in catalogue if part in exercise.id]
    short = [exercise for exercise in catalogue if part == "-".join(exercise.short.lower().split())]
    if short and part not in {exercise.id for exercise in found}:
        return short[0]
    if len(found) == 1:
        return found[0]
    if not found or any(exercise.id == part for exercise in found):
        return catalogue.get(part)
    could_be = " or ".join(f'"{exercise.id}"' for exercise in found)
    raise UnknownExercise(f'"{word}" could be {could_be}')


def _routine(name: str | None, stores: Stores) -> Routine | None:
    """Find a routine; if it is missing, slips in the runner's file may be the reason."""
    if name is None:
        return None
    try:
        return find_routine(stores.catalogue, name)
    except UnknownRoutine as error:
        if stores.exercise_slips:
            raise AskError(f'--routine: "{name}" cannot be read: {stores.exercise_slips[0]}') from error
        raise AskError(f"--routine: {error}") from error


def _named(names: str, catalogue: Catalogue, ladders: Mapping[str, Choice], minutes: float | None) -> TodaysOffer:
    """Take the named exercises, each once, cut to fit the time."""
    wanted = [word.strip() for word in names.split(",") if word.strip()]
    if not wanted:
        raise AskError("--exercises: name at least one")
    try:
        ids = dict.fromkeys(find_exercise(catalogue, word).id for word in wanted)
    except UnknownExercise as error:
        raise AskError(f"--exercises: {error}") from error
    choices = tuple(ladders[name] for name in ids)
    if minutes is None:
        return TodaysOffer(choices, ())
    fitting = fit_minutes(choices, minutes)
    short = build_plan(fitting).seconds > seconds_for(minutes)
    return TodaysOffer(
        fitting, (), note=f"Even the shortest session takes longer than {minutes:g} min." if short else ""
    )


def _reasons(offer: TodaysOffer) -> list[str]:
    lines = []
    for choice in offer.chosen:
        if reason := offer.reasons.get(choice.exercise.id):
            dose = dose_words(choice.variation, choice.dose)
            lines.append(f"{choice.exercise.name}, {choice.variation.name}, {dose}: {reason}.")
    return lines
