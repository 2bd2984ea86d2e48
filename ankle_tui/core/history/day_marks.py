"""Marks of days and weekly targets, as the history holds them."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ankle_tui.core.history.ids import MOST_REVISIONS
from ankle_tui.core.validation import YEARS, TableReader

MARKED_BACK = 14
"""Days back that can still be marked."""
MOST_TARGET = 3
"""The highest weekly target: guidance asks for two or three sessions."""


class DayKind(StrEnum):
    """The kind of a day."""

    RUN = "run"
    CROSS_TRAINING = "cross-training"
    REST = "rest"
    SICK = "sick"
    TRAVEL = "travel"


OFF = frozenset({DayKind.REST, DayKind.SICK, DayKind.TRAVEL})
"""Days without a call to train; four of them make a rest week."""


_KINDS = {kind.value: kind for kind in DayKind}
_PLAIN = {"day", "rev", "kind", "imported"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class DayMark:
    """The mark of a day, made by the runner or from an activity file.

    Attributes:
        day: The training day.
        kind: Its kind; None if the mark was cleared.
        hard: True for a hard run: a race, intervals, a long trail.
        rev: Raised by every change; a merge takes the higher one.
        extra: Fields of a newer version, kept as they are.
        imported: The kind that activity files gave it; None if the runner made the mark.
    """

    day: dt.date
    kind: DayKind | None
    hard: bool = False
    rev: int = 1
    extra: Mapping[str, object] = field(default_factory=dict)
    imported: DayKind | None = None

    @property
    def by_hand(self) -> bool:
        """True if the runner made or changed the mark."""
        # An older version keeps `imported` when it changes the rest, so what differs from it was changed by hand.
        return self.imported is None or self.kind is not self.imported or self.hard

    def to_json(self) -> dict[str, object]:
        """Write the mark as JSON values."""
        out: dict[str, object] = {"day": self.day.isoformat(), "rev": self.rev, "kind": self.kind and self.kind.value}
        if self.hard:
            out["hard"] = True
        if self.imported:
            out["imported"] = self.imported.value
        return out | dict(self.extra)

    @classmethod
    def read(cls, table: TableReader) -> "DayMark":
        """Read a mark from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        kind = None if table.value("kind") is None else table.choice("kind", DayKind)
        hard = table.flag("hard", False)
        if hard and kind is not DayKind.RUN:
            raise table.error("hard", "is for a run only")
        return cls(
            day=table.date("day"),
            kind=kind,
            hard=hard,
            rev=table.integer("rev", 1, MOST_REVISIONS, 1),
            imported=table.choice("imported", DayKind) if "imported" in table else None,
            extra=table.rest(),
        )


def plain_mark(item: object) -> DayMark | None:
    """Read a mark as `DayMark.read` does, in less than half the time: activity files make hundreds.

    Args:
        item: Its JSON value.

    Returns:
        The mark; None if it has anything unusual or wrong, which `DayMark.read` tells apart.
    """
    if not isinstance(item, dict) or not item.keys() <= _PLAIN:
        return None
    try:
        day, rev = item["day"], item["rev"]
        known, told = _KINDS[item["kind"]], _KINDS[item["imported"]] if "imported" in item else None
        date = dt.date.fromisoformat(day) if _DAY.fullmatch(day) else dt.date.min
    except (KeyError, TypeError, ValueError):
        return None
    if type(rev) is not int or not 1 <= rev <= MOST_REVISIONS:
        return None
    return DayMark(date, known, rev=rev, imported=told) if date.year in YEARS else None


@dataclass(frozen=True, slots=True)
class Target:
    """The weekly target from one week on.

    Attributes:
        since: The first day of the first week it applies to.
        sessions: Training days a week, 1 to 3.
        rev: Raised by every change; a merge takes the higher one.
        extra: Fields of a newer version, kept as they are.
    """

    since: dt.date
    sessions: int
    rev: int = 1
    extra: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Write the target as JSON values."""
        return {"since": self.since.isoformat(), "rev": self.rev, "sessions": self.sessions, **self.extra}

    @classmethod
    def read(cls, table: TableReader) -> "Target":
        """Read a target from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        return cls(
            since=table.date("since"),
            sessions=table.integer("sessions", 1, MOST_TARGET),
            rev=table.integer("rev", 1, MOST_REVISIONS, 1),
            extra=table.rest(),
        )
