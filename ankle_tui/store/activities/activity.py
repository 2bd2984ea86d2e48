"""One activity of a file, and the sports that make a run or a cross-training day."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EARLIEST = dt.datetime(2000, 1, 1)
"""An activity that begins before this comes from a watch without the time: GPS watches are younger."""
LATEST = dt.timedelta(days=1)
"""How far ahead of this machine an activity may begin: time zones are a day apart."""
MOST_WORD = 40
"""Most characters of a sport's name that are kept."""

_RUN = {"run", "running", "jog", "jogging"}
_NEITHER = {"walk", "walking", "transition", "driving", "motorcycling", "flying", "sailing", "boating", "meditation"}
_CROSS_TRAINING = {
    *("bike", "biking", "cycling", "ride", "cyclocross", "spinning", "swim", "swimming", "row", "rowing", "paddling"),
    *("kayaking", "elliptical", "ski", "skiing", "snowshoe", "snowshoeing", "skating", "hike", "hiking"),
    *(
        "mountaineering",
        "climbing",
        "bouldering",
        "strength",
        "yoga",
        "pilates",
        "crossfit",
        "hiit",
        "cardio",
        "workout",
    ),
    *("tennis", "soccer", "football", "basketball", "volleyball", "badminton", "squash", "boxing", "stair"),
}
_NUMBERED = {"1": "ride", "9": "run"}
"""Sports as older exports of Strava number them; the other numbers are asked for."""
_PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


class ActivityKind(StrEnum):
    """What an activity makes of its day."""

    RUN = "run"
    CROSS_TRAINING = "cross-training"
    NEITHER = "neither"
    """Nothing: a walk, a transition, a drive."""


class UnreadableActivity(Exception):
    """A file that cannot be read as an activity; the text says why and follows its name."""


class UnreadableNow(UnreadableActivity):
    """A file that may be readable later, unchanged: it is out of reach, or this machine's clock is wrong."""


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as its file has it.

    Attributes:
        start: Its start with an offset from UTC, or without one in local time.
        kind: What it makes of its day; None if `word` does not tell.
        word: The name of its sport; empty if the file has none.
    """

    start: dt.datetime
    kind: ActivityKind | None
    word: str = ""

    @classmethod
    def of(cls, start: dt.datetime, word: str) -> "Activity":
        """Make an activity whose file names the sport in words."""
        word = " ".join(word.split())[:MOST_WORD]
        return cls(start, kind_of(word), word)


def kind_of(word: str) -> ActivityKind | None:
    """Find what a sport makes of a day: `trail_running`, `VirtualRide`; None for a name that is not known."""
    pieces = {piece.lower() for piece in _PIECES.findall(_NUMBERED.get(word, word))}
    if pieces & _RUN:
        return ActivityKind.RUN
    if pieces & _NEITHER:
        return ActivityKind.NEITHER
    return ActivityKind.CROSS_TRAINING if pieces & _CROSS_TRAINING else None


def local_start(activity: Activity) -> dt.datetime:
    """Wall time at the start: in the activity's own zone if its file knows it, else in this machine's."""
    start = activity.start
    # UTC says nothing of the zone: it is what files without one are written in.
    try:
        return (start.astimezone() if start.tzinfo is dt.UTC else start).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):  # at the ends of the calendar
        return start.replace(tzinfo=None)


def plausible(activities: Iterable[Activity], now: dt.datetime) -> list[Activity]:
    """Leave out activities with an impossible date.

    Args:
        activities: As the file has them.
        now: Local wall time.

    Raises:
        UnreadableActivity: If none is left of some; `UnreadableNow` if the first is from a day to come.
    """
    found: Sequence[Activity] = list(activities)
    kept = [one for one in found if EARLIEST <= local_start(one) <= now.replace(tzinfo=None) + LATEST]
    if found and not kept:
        error = UnreadableActivity if local_start(found[0]) < EARLIEST else UnreadableNow
        raise error(f"begins on {local_start(found[0]):%Y-%m-%d}, which cannot be: was the watch's date set?")
    return kept


def parse_time(text: str) -> dt.datetime | None:
    """Read a time such as `2026-11-22T18:04:10Z`; None if it is not one."""
    try:
        found = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    offset = found.utcoffset()
    return found.replace(tzinfo=dt.UTC) if offset is not None and not offset else found


RANKS: Final = (ActivityKind.RUN, ActivityKind.CROSS_TRAINING)
"""The kinds that mark a day, the one that wins first."""
