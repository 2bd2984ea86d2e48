"""The words of the summary."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ankle_tui.core.exercises.exercise import Choice, Side
from ankle_tui.core.formatting import amount_words, clock_words, day_words
from ankle_tui.core.history.records import Outcome, SessionRecord, Touches
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.history.touches import touches
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.ladder_wording import rung_words
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.training.progress import Best, side_part_words
from ankle_tui.core.training.rules import MUCH_PAIN
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.ui.summary.summary_display import DoneExercise
from ankle_tui.ui.wording.day_words import SEPARATOR, TOO_SHORT, of_target_words
from ankle_tui.ui.wording.text import reason

WHEN_TO_STOP = "when to stop and see somebody"
COPIED = "Copied."
SAME_AGAIN = "The same again next time."
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six")
_TIMES = ("not at all", "once", "twice")


def saved_words(session_runner: SessionRunner) -> str:
    """Say whether the session is saved."""
    if session_runner.demo:
        return "Demonstration: nothing recorded"
    saver = session_runner.saver
    problem = saver.trouble if saver.saving else saver.problem
    if problem:
        return f"Not saved yet: {reason(problem)}{'. Kept aside until it can be saved' if saver.rescue_path else ''}"
    if saver.saving:
        return "Saving …"
    return "✓ saved" if saver.record is None or saver.record.counts else f"✓ saved, {TOO_SHORT}"


def place_words(result: SessionRecord | None) -> str:
    """Say how it ended, as the name of the screen."""
    return "Nothing was done" if result is None else "Finished early" if result.ended_early else "Done"


def moment_words(ended_at: dt.datetime) -> str:
    """Write the end of a session: `Sunday 22 November, 18:42`."""
    return f"{day_words(ended_at.date())}, {ended_at:%H:%M}"


def what_happened(record: SessionRecord, legs: Sequence[Side], bests: Sequence[Best] = ()) -> str:
    """Say in one sentence what stands out of a session.

    Args:
        record: The session, with the answers so far.
        legs: The legs that held something.
        bests: The personal bests in it.
    """
    left_out = [item for item in record.sets if item.outcome is Outcome.SKIPPED]
    if record.ended_early or 2 * len(left_out) >= len(record.sets):
        return f"{sets_done(record)} done in full."
    if (told := touches(record)) and legs:
        return _wobbles(told, legs)
    if left_out:
        return f"{sets_done(record)} done in full, {len(left_out)} left out."
    if bests:
        best = bests[0]
        leg = f" on the {best.side.value} leg" if best.side else ""
        amount, before = amount_words(best.amount, best.unit), amount_words(best.before, best.unit)
        return f"A new best: {amount}{leg}, was {before}."
    if all(item.outcome is Outcome.DONE for item in record.sets):
        return "Every set done in full."
    return f"{sets_done(record)} done in full."


def _wobbles(told: Touches, legs: Sequence[Side]) -> str:
    counts = {side: told.left if side is Side.LEFT else told.right for side in legs}
    if len(counts) == 1:
        ((side, number),) = counts.items()
        return f"{side.value.title()} wobbled {_times(number)}."
    if told.left == told.right:
        return f"Both legs wobbled {_times(told.left)}." if told.left else "Neither leg wobbled."
    more, less = sorted(Side, key=counts.__getitem__, reverse=True)
    return f"{more.value.title()} wobbled {_times(counts[more])}, {less.value} {_times(counts[less])}."


def _times(number: int) -> str:
    return _TIMES[number] if number < len(_TIMES) else f"{number} times"


def what_comes(standings: Sequence[Standing]) -> str:
    """Say in one sentence what the ladders make of a session; empty if they have nothing to say.

    Args:
        standings: The places on the ladders after it.
    """
    up, down = ([each for each in standings if each.change and each.move is move] for move in (Move.UP, Move.DOWN))
    if up:
        return f"Next time: {_sentence(f'{_lower(each.exercise.name)} {_goes(each.choice, each)}' for each in up)}."
    if down:
        steps = (f"{_lower(each.exercise.name)} down to {rung_words(each.choice)}" for each in down)
        return f"Next time: {_sentence(steps)}."
    if any(each.asks_touches for each in standings):
        return ""  # the question about them says it
    near = [each for each in standings if each.needed and each.following]
    if near:
        first = min(near, key=lambda each: each.needed)
        number = _NUMBERS[first.needed] if first.needed < len(_NUMBERS) else str(first.needed)
        number += " more good session" if first.needed == 1 else " more good sessions"
        assert first.following  # noqa: S101 - chosen for it
        return f"{number}, then {_lower(first.exercise.name)} {_goes(first.following, first)}."
    held = next((each for each in standings if each.hint), None)
    if held:
        return f"The same step in {_lower(held.exercise.name)}: {held.hint}."
    return SAME_AGAIN if standings else ""


def _goes(to: Choice, standing: Standing) -> str:
    """Say where a ladder goes: `up to 45 s`, `on to eyes closed, firm floor`."""
    ladder = rungs(standing.exercise)
    before = ladder[standing.done if standing.done is not None and to is standing.choice else standing.position]
    if before.variation.id != to.variation.id:
        return f"on to {to.variation.name}"
    return f"up to {rung_words(to)}"


def _sentence(parts: Iterable[str]) -> str:
    """Join the first two parts, and count the others."""
    first, *others = list(parts)
    if not others:
        return first
    second = others[0]
    more = f", and {len(others) - 1} more" if len(others) > 1 else ""
    return f"{first}{', ' if more else ' and '}{second}{more}"


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def best_words(bests: Sequence[Best], names: Mapping[str, str], room: int) -> str:
    """Name the first best, as fully as fits, and count the others: `best: right 60 s, was 48`.

    Args:
        bests: The bests.
        names: Short names of the exercises.
        room: Characters there are.
    """
    if not bests:
        return ""
    best = bests[0]
    amount, before = amount_words(best.amount, best.unit), amount_words(best.before, best.unit).partition(" ")[0]
    more = f" +{len(bests) - 1}" if len(bests) > 1 else ""
    name, where = names.get(best.exercise, best.exercise), side_part_words(best.side, best.part)
    choices = [
        f"best: {' '.join(filter(None, [name, where, amount]))}, was {before}{more}",
        f"best: {' '.join(filter(None, [where, amount]))}, was {before}{more}",
        f"best: {amount}{more}",
    ]
    return next((words for words in choices if len(words) <= room), "")


def figure_words(record: SessionRecord, week: Calendar | None, room: int = 100) -> str:
    """Give the figures of a session in one line: `9:52 of work · 12 of 12 sets · 2 of 2 this week`.

    Args:
        record: The session.
        week: The days with the session among them, or None.
        room: Characters of the line.
    """
    words = [f"{clock_words(record.active_seconds)} of work", sets_done(record)]
    if week:
        of_week = week.week(week.today)
        words.append(of_target_words(of_week.done, of_week.target))
    full = SEPARATOR.join(words)
    return full if len(full) <= room else full.replace(" of work", "").replace(" this week", " days")


def pain_words(room: int, *, easier: bool) -> str:
    """Say what this much pain changes.

    Args:
        room: Characters of the line.
        easier: True if the next time is easier.
    """
    said = f"Pain {MUCH_PAIN} or more: {'next time is easier' if easier else 'nothing gets harder'}."
    return said if len(said) <= room else said.replace(" or more", "+").rstrip(".")


def copied_text(
    record: SessionRecord, said: Sequence[str], figures: str, done: Sequence[DoneExercise], coming: Sequence[Standing]
) -> str:
    """Write a summary as plain text, for the clipboard.

    Args:
        record: The session, with the answers so far.
        said: The sentences.
        figures: The figures in one line.
        done: What was done.
        coming: The places on the ladders after it.
    """
    lines = [f"{moment_words(record.ended_at)}, ankles", *filter(None, said), figures, ""]
    lines += [f"{each.name}: {', '.join(row.words for row in each.rows)}" for each in done]
    if coming:
        lines += ["", "Next time: " + ", ".join(f"{each.exercise.name} {each.coming}" for each in coming)]
    scores = [("effort", record.effort), ("pain", record.pain)]
    answers = [f"{name} {value}" for name, value in scores if value is not None]
    if record.pain and record.pain_side:
        answers[-1] += f" {record.pain_side.value}"
    answers += [record.note] if record.note else []
    return "\n".join([*lines, *([SEPARATOR.join(answers)] if answers else [])]) + "\n"
