"""Run `ankle-tui` where lines are preferred: how the week stands, today's session, and how to go on."""

from collections.abc import Mapping
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.parser import CommandParser
from ankle_tui.commands.session.start import ask
from ankle_tui.commands.session.unfinished_sessions import left_over_lines
from ankle_tui.core.exercises.exercise import Level, Sprain
from ankle_tui.core.formatting import minutes_words
from ankle_tui.core.weeks.streaks import status_words
from ankle_tui.services.startup import Stores
from ankle_tui.ui.home.first_run_wording import AT_HAND, EXPERIENCE, QUESTIONS, SPRAINED, TIME

ANSWERS: Mapping[int, str] = {
    EXPERIENCE: f"ankle-tui settings level {Level.BEGINNER}, or {Level.EXPERIENCED}.",
    SPRAINED: f"ankle-tui settings sprain {Sprain.NO}, or left, right, both.",
    AT_HAND: "ankle-tui settings equipment band,pillow,step, whichever you have.",
    TIME: "ankle-tui settings minutes 10, or another number.",
}
"""The command that answers each question of the first run."""
WAYS = (
    "Begin: ankle-tui start.",
    "Mark the day: ankle-tui day run, or cross-training, rest, sick, travel.",
    "Look back: ankle-tui history, or progress, ladder, stats.",
    "Correct the last session: ankle-tui amend last.",
    "Read why, and when to stop: ankle-tui about.",
    "Everything else: ankle-tui help.",
)
"""How to go on."""


def add_options(parser: CommandParser) -> None:
    """Add no options."""


def run(arguments: SimpleNamespace) -> int:
    """Tell what the first screen shows."""
    with inputs.open_all(arguments) as stores:
        console.tell_aside(stores.notices)
        known = stores.folders.settings.exists() or stores.history.sessions or stores.left_overs or stores.notices
        return console.tell(home_lines(stores) if known else first_lines())


def first_lines() -> list[str]:
    """Ask what the first run asks, with the command that answers each question."""
    lines = [line for at, answer in ANSWERS.items() for line in (QUESTIONS[at].words, f"  {answer}")]
    return ["Welcome. Four answers help; they can wait.", *lines, *WAYS]


def home_lines(stores: Stores) -> list[str]:
    """Tell how the week stands, what was not finished, and today's session.

    Args:
        stores: What is on disk.
    """
    calendar = inputs.by_days(stores.history, stores.settings)
    asked = ask(SimpleNamespace(**dict.fromkeys(_WISHES)), stores, calendar)
    names = {exercise.id: exercise.name for exercise in stores.catalogue}
    session = ", ".join(dict.fromkeys(names[work.exercise] for work in asked.plan.sets)) or "nothing"
    return [
        status_words(calendar.counted, streaks=stores.settings.streaks),
        *left_over_lines(stores.left_overs, inputs.today()),
        f"Today's session, {minutes_words(asked.plan.seconds)}: {session}.",
        *asked.notes,
        *WAYS,
    ]


_WISHES = ("exercises", "routine", "level", "feel", "cooldown", "minutes", "context", "plain")
"""Options of `start`, none of which is given here."""
