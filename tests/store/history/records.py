"""Sessions for the tests of the store, and the files they are put into."""

import datetime as dt
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import (
    FORMAT,
    Feel,
    History,
    Morning,
    Outcome,
    SessionRecord,
    SetRecord,
    Status,
    Tombstone,
    Touches,
)
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.store.history.history_file import HistoryFile
from tests.builders import ENDED, STARTED
from tests.self_tests import measured

NOW = dt.datetime(2026, 11, 22, 18, 10, 3)
ASIDE = "history.damaged-20261122-181003.json"
"""The name of a damaged file that was set aside at that moment."""

NOTES = (
    "",
    "windy",
    'said "ouch" {once} [bold]',
    "two\nlines, a tab\tand a back\\slash",
    "ü 脚 🦶 \u2028",
    '{"id": "019ab1c2-0000-7000-8000-000000000001"}',
    "left ankle stiff, right one fine; new shoes " * 6,
)


def make_id(number: int) -> str:
    """The id of the session of this number."""
    return new_id(1_763_830_000_000 + number, bytes(10))


def make_record(number: int = 1, **changes: object) -> SessionRecord:
    """A session of two sets; sessions of different numbers are different ones."""
    sets = tuple(
        SetRecord("single-leg-balance", "eyes-open-firm", 1, side, None, Unit.SECONDS, 30, done, outcome, 1)
        for side, done, outcome in ((Side.LEFT, 30.0, Outcome.DONE), (Side.RIGHT, 12.5, Outcome.SHORT))
    )
    record = SessionRecord(
        id=make_id(number),
        day=STARTED.date(),
        started_at=STARTED,
        ended_at=ENDED,
        zone="Europe/Berlin",
        context=Context.POST_RUN,
        level=Level.BEGINNER,
        status=Status.PARTIAL,
        active_seconds=42.5,
        sets=sets,
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def varied_record(number: int, rng: random.Random) -> SessionRecord:
    """A session like real ones: an id nobody else has, and now and then a note, a score, a field of a newer version."""
    record = make_record(
        id=new_id(1_763_830_000_000 + number * 86_400_000, rng.randbytes(10)),
        effort=rng.choice([None, rng.randint(0, 10)]),
        pain_side=rng.choice([None, *Side]),
        feel=rng.choice([None, *Feel]),
        touches=rng.choice([None, Touches(rng.randint(0, 9), rng.randint(0, 99))]),
        morning=rng.choice([None, *Morning]),
        relieved=rng.choice([None, STARTED.date() + dt.timedelta(days=rng.randint(1, 9))]),
        note=rng.choice(NOTES),
        active_seconds=rng.uniform(0, 2000),
        extra=rng.choice([{}, {}, {"weather": {"wind": [rng.randint(0, 9), None], "sky": "{"}}]),
    )
    return replace(record, sets=record.sets[: rng.randint(0, 2)])


def make_tomb(number: int = 1, rev: int = 1, **changes: object) -> Tombstone:
    """What is left of the session of this number."""
    return replace(Tombstone(make_id(number), ENDED, rev), **changes)  # type: ignore[arg-type]


def make_test(number: int = 1, **changes: object) -> SelfTestRecord:
    """A self-test of both legs; those of different numbers are different ones."""
    record = replace(measured(0, SelfTestId.RAISE, 20, 22), id=make_id(number))
    return replace(record, **changes)  # type: ignore[arg-type]


def make_block(number: int = 1, **changes: object) -> BlockRecord:
    """A block that runs."""
    return replace(BlockRecord(make_id(number), dt.date(2026, 11, 16), 2), **changes)  # type: ignore[arg-type]


def session_json(**changes: object) -> dict[str, object]:
    """A session as JSON values."""
    return make_record().to_json() | changes


def text_of(*sessions: dict[str, object], **top: object) -> str:
    """The text of a history file, as another program would write it."""
    return json.dumps({"format": FORMAT, "version": 1, "sessions": list(sessions), **top})


def put(file: HistoryFile, content: bytes | str) -> bytes:
    """Put something in the file's place."""
    data = content.encode() if isinstance(content, str) else content
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(data)
    return data


def listed(folder: Path) -> list[str]:
    """The names in a folder, without the lock, which stays."""
    return sorted(path.name for path in folder.iterdir() if path.suffix not in {".lock", ".digest"})


def ids(history: History) -> list[str]:
    return [session.id for session in history.sessions]


def failing(error: BaseException) -> Callable[..., object]:
    """A call that fails."""

    def fail(*_: object, **__: object) -> object:
        raise error

    return fail
