"""Records of self-tests, and of the eight-week blocks they belong to, as the history holds them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.day_marks import MOST_TARGET
from ankle_tui.core.history.ids import MOST_REVISIONS, read_id
from ankle_tui.core.validation import TableReader

MOST_MEASURED = 10_000.0
"""The largest value of a trial that is read: seconds, reps or centimetres."""
MOST_PROTOCOL = 1_000


@dataclass(frozen=True, slots=True)
class Trial:
    """One try at a self-test with one leg.

    Attributes:
        side: The leg that was tested.
        value: Seconds, reps or centimetres, by the protocol.
        part: Which part of the test, such as `eyes-closed`; empty for a test with one part.
        extra: Fields of a newer version, kept as they are.
    """

    side: Side
    value: float
    part: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Write the trial as JSON values."""
        part: dict[str, object] = {"part": self.part} if self.part else {}
        return {"side": self.side.value, **part, "value": self.value, **self.extra}

    @classmethod
    def read(cls, table: TableReader) -> "Trial":
        """Read a trial from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        return cls(
            side=table.choice("side", Side),
            value=table.number("value", 0, MOST_MEASURED),
            part=table.text("part", ""),
            extra=table.rest(),
        )


@dataclass(frozen=True, slots=True)
class SelfTestRecord:
    """One self-test, both legs.

    Attributes:
        id: UUID version 7.
        day: The training day.
        started_at: Local wall time with its offset.
        zone: Name of the time zone; empty if unknown.
        test: Id of the test; one that this version does not know is kept and shown nowhere.
        protocol: Number of the rules it was done by. Another number makes another series.
        trials: In the order they were done.
        conditions: What must be the same to compare two tests, such as the floor.
        pain: 0-10 by the runner, or None.
        note: Free text by the runner.
        checked: False until the runner has looked at the values: nobody presses a key in time on one leg, so a trial that
            nobody ended stands at its longest. Until then nothing is concluded from it.
        rev: Raised by every edit; a merge takes the higher one.
        extra: Fields of a newer version, kept as they are.
    """

    id: str
    day: dt.date
    started_at: dt.datetime
    zone: str
    test: str
    protocol: int
    trials: tuple[Trial, ...]
    conditions: Mapping[str, object] = field(default_factory=dict)
    pain: int | None = None
    note: str = ""
    checked: bool = True
    rev: int = 1
    extra: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Write the record as JSON values."""
        # No field may be called "at", nor "sets": with an id they would make it a tombstone or a session for versions
        # that salvage a damaged file without knowing tests.
        return {
            "id": self.id,
            "rev": self.rev,
            "test": self.test,
            "version": self.protocol,
            "day": self.day.isoformat(),
            "started_at": self.started_at.isoformat(timespec="seconds"),
            "zone": self.zone,
            "conditions": dict(self.conditions),
            "pain": self.pain,
            "note": self.note,
            "checked": self.checked,
            "trials": [trial.to_json() for trial in self.trials],
            **self.extra,
        }

    @classmethod
    def read(cls, table: TableReader) -> "SelfTestRecord":
        """Read a self-test from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        return cls(
            id=read_id(table),
            rev=table.integer("rev", 1, MOST_REVISIONS, 1),
            test=table.text("test"),
            protocol=table.integer("version", 1, MOST_PROTOCOL),
            day=table.date("day"),
            started_at=table.moment("started_at"),
            zone=table.text("zone", "", empty=True),
            conditions=table.table("conditions").rest(),
            pain=table.integer("pain", 0, 10) if table.raw("pain") is not None else None,
            note=table.text("note", "", empty=True),
            checked=table.flag("checked", True),
            trials=tuple(map(Trial.read, table.tables("trials"))),
            extra=table.rest(),
        )


class AfterBlock(StrEnum):
    """What the runner does after a block."""

    AGAIN = "again"
    """Another block, the weaker leg first."""
    KEEP = "keep"
    """Two short sessions a week, and no steps up."""
    PAUSE = "pause"
    """Two weeks without a risk to the streak."""


@dataclass(frozen=True, slots=True)
class BlockRecord:
    """A block of eight weeks of training.

    Attributes:
        id: UUID version 7.
        since: Its first day.
        target: Sessions a week that are planned, 1 to 3.
        ended: Day on which the runner closed it, or None.
        answer: What comes after it, or None.
        answered: Day on which the runner said what comes after it, or that nothing does; else None.
        rev: Raised by every edit; a merge takes the higher one.
        extra: Fields of a newer version, kept as they are.
    """

    id: str
    since: dt.date
    target: int
    ended: dt.date | None = None
    answer: AfterBlock | None = None
    answered: dt.date | None = None
    rev: int = 1
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_answered(self) -> bool:
        """True if the runner has said what comes after it, or that nothing does."""
        return self.answer is not None or self.answered is not None

    def to_json(self) -> dict[str, object]:
        """Write the record as JSON values."""
        ended: dict[str, object] = {"ended": self.ended.isoformat()} if self.ended else {}
        answer: dict[str, object] = {"answer": self.answer.value} if self.answer else {}
        answered: dict[str, object] = {"answered": self.answered.isoformat()} if self.answered else {}
        head = {"id": self.id, "rev": self.rev, "since": self.since.isoformat(), "target": self.target}
        return head | ended | answer | answered | dict(self.extra)

    @classmethod
    def read(cls, table: TableReader) -> "BlockRecord":
        """Read a block from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        return cls(
            id=read_id(table),
            rev=table.integer("rev", 1, MOST_REVISIONS, 1),
            since=table.date("since"),
            target=table.integer("target", 1, MOST_TARGET),
            ended=table.date("ended") if "ended" in table else None,
            answer=table.choice("answer", AfterBlock) if "answer" in table else None,
            answered=table.date("answered") if "answered" in table else None,
            extra=table.rest(),
        )
