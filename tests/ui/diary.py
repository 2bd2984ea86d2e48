"""Histories of training and of marked days for the pictures of Home and the calendar: the same on every run."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Morning, SessionRecord
from tests.store.history.records import make_id, text_of
from tests.ui.stage import EVENING
from tests.ui.training import a_week, a_year

TODAY = EVENING.date()
"""A Sunday."""

Life = tuple[Sequence[SessionRecord], Sequence[DayMark]]


def week_of_a_runner() -> Life:
    """A newcomer's week: a session after a hard run and one by itself, a run without, cross-training, a day of rest."""
    after_run, alone = (replace(session, morning=Morning.SAME) for session in a_week())
    marks = [
        DayMark(TODAY - dt.timedelta(5), DayKind.RUN),
        DayMark(TODAY - dt.timedelta(4), DayKind.CROSS_TRAINING),
        DayMark(after_run.day, DayKind.RUN, hard=True),
        DayMark(TODAY - dt.timedelta(2), DayKind.REST),
    ]
    return [after_run, replace(alone, context=Context.OTHER)], marks


def year_of_a_runner() -> Life:
    """A year with runs three times a week, now and then a hard one, an illness and a journey."""
    rng = random.Random(3)
    contexts = [Context.POST_RUN, Context.POST_RUN, Context.CROSS_TRAINING, Context.OTHER]
    sessions = [replace(session, context=rng.choice(contexts), morning=Morning.SAME) for session in a_year()]
    for week in range(1, 5):  # the newest weeks are hit, so that there is a streak to show
        newer = [one for one in sessions if (TODAY - one.day).days // 7 == week]
        if len({one.day for one in newer}) < 2:
            at = newer[0].started_at - dt.timedelta(2)
            sessions.append(replace(newer[0], id=make_id(week), day=at.date(), started_at=at))
    trained = {session.day for session in sessions}
    marks = [
        DayMark(day, DayKind.RUN, hard=rng.random() < 0.2)
        for day in (TODAY - dt.timedelta(days) for days in range(1, 330))
        if day not in trained and rng.random() < 0.3
    ]
    off = dict.fromkeys((TODAY - dt.timedelta(7 * 9 + days) for days in range(1, 6)), DayKind.SICK)
    off |= dict.fromkeys((TODAY - dt.timedelta(7 * 28 + days) for days in range(9)), DayKind.TRAVEL)
    kept = [mark for mark in marks if mark.day not in off]
    return sessions, [*kept, *(DayMark(day, kind) for day, kind in off.items() if day not in trained)]


LIVES = {"empty": lambda: ([], []), "week": week_of_a_runner, "year": year_of_a_runner}
"""What the pictures are taken of."""


def put_life(folder: Path, life: Life) -> None:
    """Write the history of a folder."""
    sessions, marks = life
    text = text_of(*(one.to_json() for one in sessions), days=[mark.to_json() for mark in marks])
    folder.joinpath("history.json").write_text(text, encoding="utf-8")
