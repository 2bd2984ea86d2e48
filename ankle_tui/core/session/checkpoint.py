"""Checkpoint of a session in progress, from which it can continue or be recorded after a crash."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ankle_tui.core.history.records import NewerVersion, SessionRecord
from ankle_tui.core.validation import TableReader

if TYPE_CHECKING:
    from ankle_tui.core.session.engine import Session

FORMAT = "ankle-tui/checkpoint"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A session at one moment.

    Attributes:
        saved_at: Local wall time with its offset.
        record: Record of the session up to then.
        session: Return value of `Session.checkpoint`; None once the session has ended.
        extra: Fields of a newer version, preserved.
    """

    saved_at: dt.datetime
    record: SessionRecord
    session: Mapping[str, object] | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, session: "Session", at: dt.datetime) -> "Checkpoint":
        """Make the checkpoint of a session in progress; `at` is the local wall time with its offset."""
        return cls(at.replace(microsecond=0), session.record(at), session.checkpoint())

    @property
    def id(self) -> str:
        """The session's id."""
        return self.record.id

    @property
    def ended(self) -> bool:
        """True if the session is over and only its record is still to be saved."""
        return self.session is None

    def to_json(self) -> dict[str, object]:
        """Convert the checkpoint to JSON values."""
        out: dict[str, object] = {
            "format": FORMAT,
            "version": VERSION,
            "saved_at": self.saved_at.isoformat(),
            "record": self.record.to_json(),
        }
        return out | ({} if self.session is None else {"session": self.session}) | dict(self.extra)


def read_checkpoint(data: object) -> Checkpoint:
    """Read a checkpoint from the JSON values of its file, and make sure that its session can continue.

    Raises:
        NewerVersion: If a newer program has made it.
        BadValue: If a value cannot be used.
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
    saved_at, record = top.moment("saved_at"), SessionRecord.read(top.table("record"))
    session = None
    if "session" in top:
        from ankle_tui.core.session.engine import Session  # noqa: PLC0415 - a left-over session is rare

        session = top.value("session")
        if Session.restore(session, 0.0).id != record.id:
            raise top.error("session", "is not the session of the record")
    return Checkpoint(saved_at, record, session, top.rest())  # type: ignore[arg-type]  # restore has read it as a table
