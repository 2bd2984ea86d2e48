"""Run `ankle-tui export --fit`: write sessions as FIT activities, one a file."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console, inputs, outputs
from ankle_tui.commands.session.named_session import LAST, find_session
from ankle_tui.core.exercises.exercise import Exercise
from ankle_tui.core.fit.fit_session import NoActivity, session_fit
from ankle_tui.core.formatting import day_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.training_day import training_day
from ankle_tui.store.files.problem import FileProblem, one_line

SUFFIX = ".fit"


def export_fit(arguments: SimpleNamespace, to: Path) -> int:
    """Write one session, or all from a day on.

    Args:
        arguments: Name the sessions.
        to: A file for one session, `-`, or a folder.

    Raises:
        UsageError: If the session does not exist or is no activity, or the history is damaged.
        FileProblem: If `to` cannot be written, or exists already.
    """
    today = training_day(inputs.now(), inputs.read_settings(arguments).cut_off)
    sessions = inputs.whole(inputs.history_file(arguments)).newest_first()
    exercises = {exercise.id: exercise for exercise in inputs.read_catalogue(arguments)}
    if arguments.since is not None:
        since = today - arguments.since if isinstance(arguments.since, dt.timedelta) else arguments.since
        wanted = [record for record in reversed(sessions) if record.day >= since]
        return console.tell(_write_several(wanted, exercises, to, since, force=arguments.force))
    record = find_session(sessions, arguments.session or LAST, today)
    try:
        data = session_fit(record, exercises)
    except NoActivity as error:
        raise console.UsageError(f"the session of {_day(record.day)} {error}") from error
    if outputs.to_standard_output(to):
        console.print_bytes(data)
        return 0
    file = to / file_name(record) if to.is_dir() else to
    if outputs.is_there(file) and not arguments.force:
        raise FileProblem(file, outputs.THERE)
    outputs.write(file, data)
    return console.tell([one_line(f"{file}: the session of {_day(record.day)}.")])


def file_name(record: SessionRecord) -> str:
    """Name of a session's file in a folder, by which it is known again: its day and id."""
    return f"{record.day}-{record.id}{SUFFIX}"


def _write_several(
    records: Iterable[SessionRecord], exercises: Mapping[str, Exercise], to: Path, since: dt.date, *, force: bool
) -> list[str]:
    """Write sessions into a folder and tell what became of them; files that are there stay as they are."""
    if outputs.to_standard_output(to) or (os.path.lexists(to) and not to.is_dir()):
        raise FileProblem(to, "is not a folder, which --since needs")
    if not to.parent.is_dir():
        raise FileProblem(to.parent, "there is no such folder")
    written, kept, refused = 0, 0, Counter[str]()
    for record in records:
        try:
            data = session_fit(record, exercises)
        except NoActivity as error:
            refused[str(error)] += 1
            continue
        file = to / file_name(record)
        if os.path.lexists(file) and not force:
            kept += 1
        else:
            outputs.write(file, data)
            written += 1
    lines = [one_line(f"{to}: {written} new of {written + kept + refused.total()} sessions since {_day(since)}.")]
    if kept:
        lines.append(f"There already: {kept}; --force replaces them.")
    return [*lines, *(f"Left out: {number}, each {why}." for why, number in refused.items())]


def _day(day: dt.date) -> str:
    return f"{day_words(day)} {day.year}"
