"""Tell a runner who has not gone up a rung for weeks what would open most."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.training.rules import STANDSTILL


def standstill_words(ladders: Sequence[Standing], ordered: Sequence[SessionRecord], today: dt.date) -> str:
    """What would open the most rungs, after `STANDSTILL` days without one; empty before.

    Args:
        ladders: Places on the ladders of the main part.
        ordered: The sessions, oldest first.
        today: The present training day.
    """
    counted = [session.day for session in ordered if session.counts]
    moves = [standing.raised for standing in ladders if standing.raised]
    since = max([*moves, *counted[:1]], default=today)
    if (today - since).days < STANDSTILL or not counted or (today - counted[-1]).days >= STANDSTILL:
        return ""
    opens = Counter[str]()
    names: dict[str, str] = {}
    for standing in ladders:
        if standing.waits:
            opens[standing.waits] += len(rungs(standing.exercise)) - 1 - standing.position
            names.setdefault(standing.waits, standing.exercise.short)
    if not opens.total():
        return ""
    best = max(opens, key=lambda waits: opens[waits])
    weeks = (today - since).days // 7
    return f"{weeks} weeks without a step up. {names[best].capitalize()}: {best}"
