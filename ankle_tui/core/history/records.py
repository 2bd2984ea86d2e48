"""Records of sessions with every set, and how they are read from and written to JSON."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple, TypeVar

from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.day_marks import DayMark, Target, plain_mark
from ankle_tui.core.history.ids import MOST_REVISIONS, read_id
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.history.training_day import is_training
from ankle_tui.core.validation import InvalidValue, TableReader

FORMAT = "ankle-tui/history"
VERSION = 1

MOST_DONE = 100_000
"""The largest amount of one set that is read: seconds, reps or steps."""
MOST_FOOT_DOWNS = 100_000
MOST_SECONDS = 1_000_000.0
"""The longest session that is read, in seconds: eleven days. More is a mistake, not a session."""

LaterT = TypeVar("LaterT", SelfTestRecord, BlockRecord)

_OUTCOME = attrgetter("outcome")


class Outcome(StrEnum):
    """How a set ended."""

    DONE = "done"
    SHORT = "short"
    """Something was done, less than planned."""
    SKIPPED = "skipped"
    """Nothing was done."""


class Status(StrEnum):
    """How a session ended."""

    COMPLETED = "completed"
    """It ran to the end of its plan, whatever was left out on the way."""
    PARTIAL = "partial"
    """It was finished early. Older histories use it too for a session run to its end with a set left out."""


class Feel(StrEnum):
    """How ankles and legs feel before a session."""

    FINE = "fine"
    SORE = "sore"
    """Nothing gets harder, and no hops."""
    PAIN = "pain"
    """Everything one step easier, and no hops."""


class Morning(StrEnum):
    """How the ankles feel the morning after a session, against before it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Touches(NamedTuple):
    """How often the other foot touched the floor in all holds of a session, as the runner answered.

    Attributes:
        left: Touches while the left leg held.
        right: Touches while the right leg held.
    """

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set, as planned and as done.

    Attributes:
        exercise: Id of the exercise.
        variation: Id of the variation.
        number: Which set of the exercise, from 1.
        side: The leg that worked, or None for both.
        part: Id of the part, or None.
        unit: Unit of `target` and `done`.
        target: Seconds, reps or steps planned.
        done: Seconds, reps or steps done.
        outcome: How it ended.
        foot_downs: Touches of the other foot; None if not counted.
        extra: Fields of a newer version, kept as they are.
        target_extra: The same inside `target`.
        done_extra: The same inside `done`.
    """

    exercise: str
    variation: str
    number: int
    side: Side | None
    part: str | None
    unit: Unit
    target: float
    done: float
    outcome: Outcome
    foot_downs: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    target_extra: Mapping[str, object] = field(default_factory=dict)
    done_extra: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Write the record as JSON values."""
        out: dict[str, object] = {"exercise": self.exercise, "variation": self.variation, "set": self.number}
        if self.side:
            out["side"] = self.side.value
        if self.part:
            out["part"] = self.part
        touches = {} if self.foot_downs is None else {"foot_downs": self.foot_downs}
        out["target"] = {self.unit.value: self.target, **self.target_extra}
        out["done"] = {self.unit.value: self.done, **touches, **self.done_extra}
        out["outcome"] = self.outcome.value
        return out | dict(self.extra)

    @classmethod
    def read(cls, table: TableReader) -> "SetRecord":
        """Read a set from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        target, done = table.table("target"), table.table("done")
        units = [unit for unit in Unit if unit.value in target]
        if len(units) != 1:
            raise table.error("target", "must have one of: " + ", ".join(Unit))
        return cls(
            exercise=table.text("exercise"),
            variation=table.text("variation"),
            number=table.integer("set", 1, 1000),
            side=table.choice("side", Side) if "side" in table else None,
            part=table.text("part") if "part" in table else None,
            unit=units[0],
            target=target.number(units[0].value, 0, MOST_DONE),
            done=done.number(units[0].value, 0, MOST_DONE),
            outcome=table.choice("outcome", Outcome),
            foot_downs=done.integer("foot_downs", 0, MOST_FOOT_DOWNS) if "foot_downs" in done else None,
            extra=table.rest(),
            target_extra=target.rest(),
            done_extra=done.rest(),
        )


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session.

    Attributes:
        id: UUID version 7.
        day: The training day: the local date at the start; before the cut-off, that of the day before.
        started_at: Local wall time with its offset.
        ended_at: Local wall time with its offset; never used to compute a duration.
        zone: Name of the time zone; empty if unknown.
        context: What it followed.
        level: The runner's level.
        status: How it ended.
        active_seconds: Seconds of work by the monotonic clock, without rests and pauses.
        sets: Every set of the plan, in order.
        effort: 0–10 by the runner, or None.
        pain: 0–10 by the runner, or None.
        pain_side: The ankle that hurt, or None if both or not said.
        feel: How ankles and legs felt before; None if not asked.
        touches: The runner's answer about touches, which overrules the counts of the sets; None if not counted so.
        morning: How the ankles felt the morning after; None if not answered.
        relieved: Day on which the runner said that the pain was gone, or None.
        note: Free text by the runner.
        rev: Raised by every edit; a merge takes the higher one.
        extra: Fields of a newer version, kept as they are.
    """

    id: str
    day: dt.date
    started_at: dt.datetime
    ended_at: dt.datetime
    zone: str
    context: Context
    level: Level
    status: Status
    active_seconds: float
    sets: tuple[SetRecord, ...]
    effort: int | None = None
    pain: int | None = None
    pain_side: Side | None = None
    feel: Feel | None = None
    touches: Touches | None = None
    morning: Morning | None = None
    relieved: dt.date | None = None
    note: str = ""
    rev: int = 1
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def worth_keeping(self) -> bool:
        """True if a second, a rep or a step of any set was done: less is a key pressed by mistake."""
        return any(item.done >= 1 for item in self.sets)

    @property
    def counts(self) -> bool:
        """True if it counts as training; otherwise it is kept, but marks no day, fills no week and moves no ladder."""
        return is_training(self.active_seconds, map(_OUTCOME, self.sets))

    @property
    def ended_early(self) -> bool:
        """True if it was finished before its last set had been done."""
        reached_the_end = bool(self.sets) and self.sets[-1].outcome is Outcome.DONE
        return self.status is Status.PARTIAL and not reached_the_end

    def to_json(self) -> dict[str, object]:
        """Write the record as JSON values."""
        out: dict[str, object] = {
            "id": self.id,
            "rev": self.rev,
            "day": self.day.isoformat(),
            "started_at": self.started_at.isoformat(timespec="seconds"),
            "ended_at": self.ended_at.isoformat(timespec="seconds"),
            "zone": self.zone,
            "context": self.context.value,
            "level": self.level.value,
            "status": self.status.value,
            "active_seconds": self.active_seconds,
            "effort": self.effort,
            "pain": self.pain,
            **self._answers(),
            "note": self.note,
            "sets": [item.to_json() for item in self.sets],
        }
        return out | dict(self.extra)

    def _answers(self) -> dict[str, object]:
        """Answers that were given, as JSON values; older versions keep them without knowing them."""
        out: dict[str, object] = {}
        if self.pain_side:
            out["pain_side"] = self.pain_side.value
        if self.feel:
            out["feel"] = self.feel.value
        if self.touches:
            out["touches"] = {"left": self.touches.left, "right": self.touches.right}
        if self.morning:
            out["morning"] = self.morning.value
        if self.relieved:
            out["relieved"] = self.relieved.isoformat()
        return out

    @classmethod
    def read(cls, table: TableReader) -> "SessionRecord":
        """Read a session from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        return cls(
            id=read_id(table),
            rev=table.integer("rev", 1, MOST_REVISIONS, 1),
            day=table.date("day"),
            started_at=table.moment("started_at"),
            ended_at=table.moment("ended_at"),
            zone=table.text("zone", "", empty=True),
            context=table.choice("context", Context),
            level=table.choice("level", Level),
            status=table.choice("status", Status),
            active_seconds=table.number("active_seconds", 0, MOST_SECONDS),
            effort=_score(table, "effort"),
            pain=_score(table, "pain"),
            pain_side=table.choice("pain_side", Side) if "pain_side" in table else None,
            feel=table.choice("feel", Feel) if "feel" in table else None,
            touches=_touches(table.table("touches")) if "touches" in table else None,
            morning=table.choice("morning", Morning) if "morning" in table else None,
            relieved=table.date("relieved") if "relieved" in table else None,
            note=table.text("note", "", empty=True),
            sets=tuple(
                SetRecord.read(TableReader(item, table.place(f"sets {number}")))
                for number, item in enumerate(table.items("sets"), 1)
            ),
            extra=table.rest(),
        )


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The trace of a deleted session, self-test or block, so that no other copy brings it back.

    Attributes:
        id: The id of what was deleted.
        at: When it was deleted: local wall time with its offset.
        rev: The last deleted revision; a higher one, as an undo makes it, lives.
        extra: Fields of a newer version, kept as they are.
    """

    id: str
    at: dt.datetime
    rev: int = MOST_REVISIONS
    extra: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Write the tombstone as JSON values."""
        return {"id": self.id, "rev": self.rev, "at": self.at.isoformat(timespec="seconds"), **self.extra}

    @classmethod
    def read(cls, table: TableReader) -> "Tombstone":
        """Read a tombstone from its JSON table.

        Raises:
            InvalidValue: If a value cannot be used.
        """
        return cls(
            id=read_id(table),
            at=table.moment("at"),
            rev=table.integer("rev", 1, MOST_REVISIONS, MOST_REVISIONS),
            extra=table.rest(),
        )


@dataclass(frozen=True, slots=True)
class History:
    """Everything the history file holds.

    Attributes:
        sessions: In the order of the file.
        deleted: Tombstones.
        days: Marks of days.
        targets: Weekly targets.
        extra: Unknown fields, kept as they are.
        tests: Self-tests.
        blocks: Blocks of eight weeks.
    """

    sessions: tuple[SessionRecord, ...] = ()
    deleted: tuple[Tombstone, ...] = ()
    days: tuple[DayMark, ...] = ()
    targets: tuple[Target, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    tests: tuple[SelfTestRecord, ...] = ()
    blocks: tuple[BlockRecord, ...] = ()

    @classmethod
    def of(cls, item: "Entry") -> "History":
        """A history that holds one entry."""
        match item:
            case SessionRecord():
                return cls((item,))
            case Tombstone():
                return cls(deleted=(item,))
            case DayMark():
                return cls(days=(item,))
            case SelfTestRecord():
                return cls(tests=(item,))
            case BlockRecord():
                return cls(blocks=(item,))
        return cls(targets=(item,))

    @property
    def mortal(self) -> tuple[SessionRecord | SelfTestRecord | BlockRecord, ...]:
        """All that can be deleted."""
        return (*self.sessions, *self.tests, *self.blocks)

    def newest_first(self) -> list[SessionRecord]:
        """The sessions by day and start, the last first."""
        return sorted(self.sessions, key=lambda session: (session.day, session.started_at, session.id), reverse=True)


Entry = SessionRecord | Tombstone | DayMark | Target | SelfTestRecord | BlockRecord
"""Whatever a history holds a list of."""


class NewerVersion(InvalidValue):
    """A sound file written by a newer program: it is only read, as far as it is understood."""


def read_history(data: object, read: tuple[SessionRecord, ...] = ()) -> History:
    """Read a history from the JSON values of its file.

    Args:
        data: The values.
        read: Sessions already read; those of `data` follow them.

    Raises:
        NewerVersion: If a newer program wrote it.
        InvalidValue: If a value cannot be used, naming the session and the key.
    """
    top = TableReader(data)
    found = top.text("format")
    if found != FORMAT:
        raise top.error("format", f'must be "{FORMAT}", not "{found}"')
    version = top.integer("version", 1, 1_000_000)
    if version > VERSION:
        raise NewerVersion(
            top.place("version"), f"is {version}, made by a newer ankle-tui; this one reads up to {VERSION}"
        )
    sessions = read + tuple(SessionRecord.read(table) for table in top.tables("sessions", []))
    deleted = tuple(Tombstone.read(table) for table in top.tables("deleted", []))
    marks = enumerate(top.items("days") if "days" in top else [], 1)
    days = tuple(plain_mark(item) or DayMark.read(top.entry("days", number)) for number, item in marks)
    targets = tuple(Target.read(table) for table in top.tables("targets", []))
    _refuse_twins("sessions", [session.id for session in sessions])
    _refuse_twins("deleted", [tomb.id for tomb in deleted])
    _refuse_twins("days", [mark.day for mark in days])
    _refuse_twins("targets", [target.since for target in targets])
    gone = {tomb.id: tomb.rev for tomb in deleted}
    tests = _living([SelfTestRecord.read(table) for table in top.tables("tests", [])], gone)
    blocks = _living([BlockRecord.read(table) for table in top.tables("blocks", [])], gone)
    return History(sessions, deleted, days, targets, top.rest(), tests, blocks)


def supersedes(item: Entry, known: Entry) -> bool:
    """True if of two revisions of an entry `item` is the one that stays."""
    if isinstance(item, DayMark) and isinstance(known, DayMark) and item.by_hand != known.by_hand:
        return item.by_hand  # no file knows better than the runner, however often it was read elsewhere
    if item.rev != known.rev:
        return item.rev > known.rev
    # Saved by one copy of the program while it still ran in another: the longer one has all of the shorter.
    if _done(item) != _done(known):
        return _done(item) > _done(known)
    # Nothing speaks for either, so let the text decide: any order will do that is the same on every machine.
    return _canonical(item) > _canonical(known)


def _done(item: Entry) -> float:
    if isinstance(item, SelfTestRecord):
        return len(item.trials)
    return item.active_seconds if isinstance(item, SessionRecord) else 0.0


def _canonical(item: Entry) -> str:
    return json.dumps(item.to_json(), sort_keys=True)


def _living(items: Sequence[LaterT], gone: Mapping[str, int]) -> tuple[LaterT, ...]:
    """Keep the revision of each that stays, unless it is deleted.

    A version that does not know these lists joins them as they are, so several revisions of one can stand in a file, and
    deleted ones beside their tombstones.
    """
    best: dict[str, LaterT] = {}
    for item in items:
        known = best.setdefault(item.id, item)
        if item is not known and supersedes(item, known):
            best[item.id] = item
    return tuple(item for item in best.values() if item.rev > gone.get(item.id, 0))


def _refuse_twins(key: str, ids: Sequence[str] | Sequence[dt.date]) -> None:
    seen: set[str | dt.date] = set()
    for item_id in ids:
        if item_id in seen:
            raise InvalidValue(key, f"{item_id} is there twice")
        seen.add(item_id)


def _score(table: TableReader, key: str) -> int | None:
    if key not in table or table.value(key) is None:
        return None
    return table.integer(key, 0, 10)


def _touches(table: TableReader) -> Touches:
    touches = Touches(table.integer("left", 0, MOST_FOOT_DOWNS), table.integer("right", 0, MOST_FOOT_DOWNS))
    table.finish()
    return touches
