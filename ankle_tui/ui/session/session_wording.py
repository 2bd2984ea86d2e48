"""The words of a session: while it runs, when it is found unfinished, and if it ends without a summary."""

import datetime as dt
import math

from ankle_tui.core.exercises.exercise import Kind, Unit
from ankle_tui.core.formatting import amount_words, counted, day_words
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.plan import WorkSet
from ankle_tui.core.session.wording import set_words, target_words, work_words
from ankle_tui.core.training.progress import PastSet
from ankle_tui.ui.session.pieces import Pieces
from ankle_tui.ui.wording.day_words import SEPARATOR
from ankle_tui.ui.wording.text import reason

HALF = "half"
FIRST_TIME = "first time"
LAST_SET = "Last set"
NOT_ON_DISK = "not on disk"
RETURNED = "Paused where you were"
SLEPT = "The computer slept: paused, nothing counted"
TAKE_YOUR_TIME = "Take your time"
DISCARDED = "Discarded."
NOTHING_DONE = "Nothing was done, so nothing was recorded."


def where_pieces(work: WorkSet) -> Pieces:
    """Number a set, the number strong: `set 1 of 2`."""
    word, number, *rest = set_words(work).split(" ")
    return f"{word} ", number, f" {' '.join(rest)}"


def brief_amount(amount: float, unit: Unit) -> str:
    """Write an amount without the unit of a count, and whole from 1 on: `52 s`, `9`."""
    number, _, name = amount_words(math.floor(amount) if amount >= 1 else amount, unit).partition(" ")
    return f"{number} {name}" if unit is Unit.SECONDS else number


def caption_wordings(
    work: WorkSet, past: PastSet | None, *, stage: str = "", touches: int = 0, runs: bool = True
) -> tuple[Pieces, ...]:
    """Say what belongs to the number of a set, from long to short.

    Args:
        work: The set.
        past: What was done of it before, or None if it is new.
        stage: The stage of a rep, if nothing else says it.
        touches: Touches of the other foot in this hold.
        runs: True while the set runs; else the number is the seconds of something else, and reps are called so.
    """
    if work.open:
        return ((stage + SEPARATOR if stage else "") + target_words(work),), (stage or target_words(work),)
    now = ("", counted(touches, "touch", "touches")) if touches else (stage,) if stage else ()
    wordings = [_joined(now, before) for before in _past_wordings(past, work.kind.unit, named=not runs)]
    return (*wordings, now) if now else tuple(wordings)


def _past_wordings(past: PastSet | None, unit: Unit, *, named: bool) -> list[Pieces]:
    """Tell last time and best, from long to short; the best with its unit if that is to be named."""
    if past is None:
        return [(FIRST_TIME,)]
    last = brief_amount(past.last, unit)
    touched = f", {counted(past.touches, 'touch', 'touches')}" if past.touches else ""
    if past.best is None:
        return [("last time ", last, touched), ("last ", last, touched), ("last ", last)]
    best = brief_amount(past.best, unit)
    best += f" {unit.value}" if named and unit is not Unit.SECONDS else ""
    if touched:  # without them the best would seem wrong where it is less, because it was clean
        clean = " clean" if past.clean else ""
        full = ("last time ", last, f"{touched}{SEPARATOR}best ", best, clean)
        return [full, ("last time ", last, touched), ("last ", last)]
    short = ("last ", last.removesuffix(" s"), f"{SEPARATOR}best ", best.removesuffix(" s"))
    return [("last time ", last, f"{SEPARATOR}best ", best), short, ("best ", best)]


def _joined(first: Pieces, second: Pieces) -> Pieces:
    """Join two lines by a dot."""
    if not first:
        return second
    strong = first if len(first) % 2 == 0 else (*first, "")
    return (*strong, SEPARATOR + second[0], *second[1:])


def then_wordings(
    work: WorkSet, word: str = "Then", *, new_exercise: bool = False, leg: bool = True, part: bool = True
) -> tuple[Pieces, ...]:
    """Say what comes, from long to short: `Then right leg · 60 s`.

    Args:
        work: The set that comes.
        word: The first word.
        new_exercise: True to name its exercise.
        leg: True to name its leg.
        part: True to name its part.
    """
    verb = "hold " if work.kind is Kind.HOLD and not work.open and not leg else ""
    name = [_in_a_sentence(work.exercise_name)] if new_exercise else []
    which = [work.part.name.lower()] if part and work.part else []
    which += [f"{work.side.value} leg"] if leg and work.side else []
    amount = verb + target_words(work)
    choices = [[*name, *which, amount], name or which or [amount], name or which[-1:] or [amount]]
    said = dict.fromkeys(SEPARATOR.join(choice) for choice in choices)
    return tuple(("", word, f" {words}") for words in said)


def _in_a_sentence(name: str) -> str:
    """Write a name as within a sentence, unless it begins with an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def volume_words(volume: float) -> str:
    """Name a volume from 0.0 to 1.0."""
    return f"volume {round(100 * volume)} %"


def safety_words(trouble: str, room: int) -> str:
    """Say that the session is not safe on disk, or is again.

    Args:
        trouble: The problem, or empty.
        room: Characters of the line.
    """
    if not trouble:
        return "Safe on disk again."
    full = f"Not safe on disk yet: {reason(trouble)}. Going on; trying again."
    return full if len(full) <= room else f"Not on disk: {reason(trouble)}"


def unfinished_question(number: int = 1, count: int = 1) -> str:
    """Ask about an unfinished session; of several, say which.

    Args:
        number: The number of the question, from 1.
        count: The number of questions.
    """
    return f"Not finished{SEPARATOR}{number} of {count}" if count > 1 else "Not finished"


def when_words(moment: dt.datetime, today: dt.date) -> str:
    """Say when it began: `Today 18:04`, `Friday 20 November 18:04`, in another year `20 November 2025 18:04`.

    Args:
        moment: Wall time with its offset.
        today: The date.
    """
    day = moment.date()
    words = day_words(day)
    if day == today:
        words = "Today"
    elif day.year != today.year:
        words = f"{words.partition(' ')[2]} {day.year}"
    return f"{words} {moment:%H:%M}"


def where_words(checkpoint: Checkpoint) -> str:
    """Name the exercise and the leg it stopped at."""
    if checkpoint.session is None:
        return ""
    work = Session.restore(checkpoint.session, 0.0).snapshot.phase.work
    return SEPARATOR.join(filter(None, [work.exercise_name, work_words(work)]))
