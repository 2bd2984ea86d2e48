"""The history file: what is read, what is refused, and that a save never costs what was there before."""

import errno
import json
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankle_tui.core.exercise import Context, Level, Side, Unit
from ankle_tui.core.record import FORMAT, History, Outcome, SessionRecord, SetRecord, Status, new_id
from ankle_tui.store import history as history_module
from ankle_tui.store.history import HistoryFile
from ankle_tui.store.problem import FileProblem
from tests.builders import ENDED, STARTED

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and links")
NOT_ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read and write everything")


def make_record(number: int = 1, **changes: object) -> SessionRecord:
    """A session of two sets; sessions of different numbers are different ones."""
    sets = tuple(
        SetRecord("single-leg-balance", "eyes-open-firm", 1, side, None, Unit.SECONDS, 30, done, outcome, 1)
        for side, done, outcome in ((Side.LEFT, 30.0, Outcome.DONE), (Side.RIGHT, 12.5, Outcome.SHORT))
    )
    record = SessionRecord(
        id=new_id(1_763_830_000_000 + number, bytes(10)),
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


@pytest.fixture
def file(tmp_path: Path) -> HistoryFile:
    return HistoryFile(tmp_path / "data" / "history.json")


@pytest.fixture
def kept(file: HistoryFile) -> HistoryFile:
    """A history file with one session in it."""
    file.keep(make_record(1))
    return file


def text_of(*sessions: dict[str, object], **top: object) -> str:
    return json.dumps({"format": FORMAT, "version": 1, "sessions": list(sessions), **top})


def session_json(**changes: object) -> dict[str, object]:
    return make_record().to_json() | changes


def put(file: HistoryFile, content: bytes | str) -> bytes:
    """Put something in the file's place."""
    data = content.encode() if isinstance(content, str) else content
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(data)
    return data


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Reading and writing


def test_no_file_is_an_empty_history(file: HistoryFile) -> None:
    assert file.load() == History()
    assert not file.path.parent.exists()


def test_what_is_kept_is_read_again(file: HistoryFile) -> None:
    file.keep(make_record(1, effort=6, pain=0, note='windy, "cold"\n[bold] ü 脚 🦶'))
    file.keep(make_record(2))
    assert HistoryFile(file.path).load().sessions == (
        make_record(1, effort=6, pain=0, note='windy, "cold"\n[bold] ü 脚 🦶'),
        make_record(2),
    )


def test_a_higher_revision_replaces_and_a_lower_one_does_not(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    kept.keep(make_record(1, rev=3, effort=7))
    kept.keep(make_record(1, rev=2, effort=1))
    assert kept.load().sessions == (make_record(1, rev=3, effort=7), make_record(2))


def test_keeping_twice_is_keeping_once(kept: HistoryFile) -> None:
    before = kept.path.read_bytes()
    kept.keep(make_record(1))
    assert kept.path.read_bytes() == before


def test_sessions_of_another_copy_stay(kept: HistoryFile) -> None:
    other = HistoryFile(kept.path)
    kept.load()
    other.keep(make_record(2))
    kept.keep(make_record(3))
    assert kept.load().sessions == (make_record(1), make_record(2), make_record(3))


def test_one_session_a_line(kept: HistoryFile) -> None:
    kept.keep(make_record(2, note="two\nlines\u2028and\x85more"))
    lines = kept.path.read_text(encoding="utf-8").split("\n")
    assert lines[1] == '"sessions": ['
    assert [json.loads(line.rstrip(","))["id"] for line in lines[2:4]] == [make_record(1).id, make_record(2).id]
    assert lines[4:] == ["]", "}", ""]


def test_the_file_is_plain_json(kept: HistoryFile) -> None:
    data = json.loads(kept.path.read_bytes())
    assert list(data) == ["format", "version", "sessions"]
    assert data["sessions"] == [make_record(1).to_json()]


def test_unknown_fields_survive_at_every_level(file: HistoryFile) -> None:
    session = session_json(weather={"wind": [1, 2.5, None], "": "ü"}, shoes=10**30)
    first = json.loads(json.dumps(session["sets"]))[0]
    first |= {"grip": "socks", "target": {"seconds": 30, "hz": 1.0}, "done": first["done"] | {"wobble": [[]]}}
    session["sets"] = [first]
    put(file, text_of(session, days=[{"day": "2026-11-21", "kind": "run"}], deleted=[], mood=None))
    file.keep(make_record(2))
    data = json.loads(file.path.read_bytes())
    assert data["sessions"][0] == session
    assert (data["days"], data["deleted"], data["mood"]) == ([{"day": "2026-11-21", "kind": "run"}], [], None)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scores = st.none() | st.integers(0, 10)
records = st.builds(
    make_record,
    st.integers(1, 6),
    rev=st.integers(1, 9),
    effort=scores,
    pain=scores,
    note=texts,
    zone=texts,
    active_seconds=st.floats(0, 1_000_000),
    extra=st.dictionaries(texts.map("x".__add__), st.floats(allow_nan=False, allow_infinity=False) | texts, max_size=2),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(records, min_size=1, max_size=6))
def test_any_sessions_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, sessions: list[SessionRecord]
) -> None:
    file = HistoryFile(tmp_path_factory.mktemp("data") / "history.json")
    expected = History()
    for session in sessions:
        file.keep(session)
        expected = expected.with_session(session)
    assert file.load() == expected


# Files that cannot be used

BAD: dict[str, tuple[bytes | str, str]] = {
    "empty": ("", "is empty"),
    "blank": (" \n\t\n", "is empty"),
    "zeros": (bytes(4096), "line 1: Expecting value"),
    "truncated": (text_of(session_json())[:-40], "line 1: "),
    "not UTF-8": (b'{"format": "\xff"}', "is not UTF-8 text (byte 12)"),
    "UTF-16": (text_of().encode("utf-16"), "is not UTF-8 text (byte 0)"),
    "byte order mark": (b"\xef\xbb\xbf" + text_of().encode(), "begins with a byte order mark"),
    "not a table": ("[1, 2]", "must be a table, not a list"),
    "something else": ('{"name": "package"}', "format: is missing"),
    "another format": (text_of(format="jrnl"), 'format: must be "ankle-tui/history"'),
    "newer version": (text_of(version=2), "version: is 2, made by a newer ankle-tui; this one reads up to 1"),
    "version as text": (text_of(version="1"), "version: must be a number"),
    "sessions missing in a session": (
        text_of({"id": make_record().id}),
        f"sessions {make_record().id}: day: is missing",
    ),
    "key twice": (text_of(session_json()).replace('"rev": 1', '"rev": 1, "rev": 2'), "rev: is there twice"),
    "session twice": (text_of(session_json(), session_json()), "is there twice"),
    "NaN": (text_of(session_json(active_seconds=float("nan"))), "active_seconds: must be from 0 to 1e+06, not nan"),
    "infinity": (
        text_of(session_json(active_seconds=float("inf"))),
        "active_seconds: must be from 0 to 1e+06, not inf",
    ),
    "1e999": (text_of(session_json()).replace("42.5", "1e999"), "active_seconds: must be from 0 to 1e+06, not inf"),
    "NaN where nobody looks": (text_of(session_json(mood=[[float("nan")]])), "NaN is not a number that can be kept"),
    "-1e999 where nobody looks": (text_of(mood={"a": 0.5}).replace("0.5", "-1e999"), "-1e999 is not a number"),
    "5,000 digits": (text_of().replace("1", "1" * 5000, 1), "has a number that is too long"),
    "a list for a text": (text_of(session_json(note=[])), "note: must be a text, not a list"),
    "true for a number": (text_of(session_json(effort=True)), "effort: must be a number, not true"),
    "effort 11": (text_of(session_json(effort=11)), "effort: must be from 0 to 10, not 11"),
    "a level we do not have": (text_of(session_json(level="begginer")), 'level: "begginer" is not one of: beginner'),
    "a day that is none": (text_of(session_json(day="2026-02-30")), "day: must be a date like 2026-11-22"),
    "a time without offset": (text_of(session_json(ended_at="2026-11-22T18:04:10")), "ended_at: must be a time like"),
    "an absurd year": (text_of(session_json(started_at="0001-01-01T00:00:00+14:00")), "started_at: must be a time"),
    "an id that is none": (text_of(session_json(id="../../etc/passwd")), "id: must be a UUID"),
    "sets as a number": (text_of(session_json(sets=3)), "sets: must be a list, not 3"),
    "half a character": (text_of(session_json(note="ab\ud800c")), "half a character (a lone surrogate) after: "),
    "half a character in a key": (text_of(**{"mo\udfffod": 1}), "half a character (a lone surrogate) after: "),
    "deep": ("[" * 200_000 + "]" * 200_000, "is nested too deeply"),
    "deep inside": (text_of(mood=0).replace("0}", '{"a":' * 100_000 + "0" + "}" * 100_001), "is nested too deeply"),
    "escape codes": (text_of(session_json(level="\x1b[31mred\r\n")), 'level: "?[31mred'),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_one_clear_line_and_never_overwritten(file: HistoryFile, what: str) -> None:
    content, problem = BAD[what]
    before = put(file, content)
    with pytest.raises(FileProblem) as refused:
        file.load()
    line = str(refused.value)
    assert problem in line
    assert line.startswith(f"{file.path}: ")
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    with pytest.raises(FileProblem, match=r"history\.json"):
        file.keep(make_record(9))
    assert file.path.read_bytes() == before
    assert listed(file.path.parent) == ["history.json"]


def test_whole_characters_written_as_escapes_are_fine(file: HistoryFile) -> None:
    put(file, text_of(session_json(note="🦶 \\ud800")))  # a foot as two escapes, and a backslash that is none
    assert file.load().sessions[0].note == "🦶 \\ud800"
    file.keep(make_record(2))
    assert file.load().sessions[0].note == "🦶 \\ud800"


def test_what_is_not_quite_too_deep_is_kept_or_refused_but_never_lost(file: HistoryFile) -> None:
    limit = sys.getrecursionlimit()
    for depth in range(limit // 2, limit + 20, 7):
        before = put(file, text_of(mood=0).replace("0}", "[" * depth + "]" * depth + "}"))
        try:
            file.keep(make_record())
        except FileProblem:
            assert file.path.read_bytes() == before
        else:
            assert file.path.read_bytes().count(b"[") >= depth
        assert listed(file.path.parent) == ["history.json"]


def test_a_folder_in_its_place(file: HistoryFile) -> None:
    file.path.mkdir(parents=True)
    for attempt in (file.load, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r"history\.json: cannot be read: "):
            attempt()
    assert listed(file.path.parent) == ["history.json"]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    file = HistoryFile(tmp_path / "data" / "history.json")
    for attempt in (file.load, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r"history\.json"):
            attempt()
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"


@POSIX
@NOT_ROOT
def test_no_permission_to_read(kept: HistoryFile) -> None:
    kept.path.chmod(0)
    with pytest.raises(FileProblem, match="cannot be read: Permission denied"):
        kept.load()


@POSIX
@NOT_ROOT
def test_no_permission_to_write(kept: HistoryFile) -> None:
    before = kept.path.read_bytes()
    kept.path.parent.chmod(0o500)
    try:
        with pytest.raises(FileProblem, match="cannot be written: Permission denied"):
            kept.keep(make_record(2))
    finally:
        kept.path.parent.chmod(0o700)
    assert kept.path.read_bytes() == before


# Records that must not get in


@pytest.mark.parametrize(
    "record",
    [
        make_record(2, active_seconds=float("nan")),
        make_record(2, active_seconds=-1.0),
        make_record(2, effort=11),
        make_record(2, id="me"),
        make_record(2, extra={"mood": float("inf")}),
    ],
    ids=["NaN", "negative", "score", "id", "extra"],
)
def test_a_record_that_could_not_be_read_again_is_refused(kept: HistoryFile, record: SessionRecord) -> None:
    before = kept.path.read_bytes()
    with pytest.raises(FileProblem, match=r"history\.json: "):
        kept.keep(record)
    assert kept.path.read_bytes() == before


def test_half_a_character_in_a_note_costs_that_character_only(kept: HistoryFile) -> None:
    kept.keep(make_record(2, note="ab\ud800c", zone="\udcff"))
    assert [session.note for session in kept.load().sessions] == ["", "ab?c"]


# The way on to the disk


@POSIX
def test_nobody_else_can_read(file: HistoryFile) -> None:
    mask = os.umask(0)
    try:
        file.keep(make_record())
    finally:
        os.umask(mask)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


@POSIX
def test_a_link_stays_a_link(file: HistoryFile, tmp_path: Path) -> None:
    real = tmp_path / "synced" / "ankle.json"
    file.path.parent.mkdir()
    file.path.symlink_to(real)  # which does not exist yet
    file.keep(make_record(1))
    file.keep(make_record(2))
    assert file.path.is_symlink()
    assert len(HistoryFile(real).load().sessions) == 2
    assert (listed(real.parent), listed(file.path.parent)) == (["ankle.json"], ["history.json"])


@POSIX
def test_links_in_a_circle(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    file.path.symlink_to(file.path)
    with pytest.raises(FileProblem, match=r"history\.json: cannot be read: "):
        file.load()


def test_folders_are_made(tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "a" / "b" / "history.json")
    file.keep(make_record())
    assert file.load().sessions == (make_record(),)


def test_what_a_killed_program_left_is_in_nobodys_way(kept: HistoryFile) -> None:
    left = kept.path.with_name(f".history.json.{os.getpid()}.tmp")
    left.write_text("half a hist", encoding="utf-8")
    kept.keep(make_record(2))
    assert listed(kept.path.parent) == ["history.json"]
    assert len(kept.load().sessions) == 2


@POSIX
def test_a_link_laid_in_the_way_is_not_followed(kept: HistoryFile, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    kept.path.with_name(f".history.json.{os.getpid()}.tmp").symlink_to(victim)
    kept.keep(make_record(2))
    assert victim.read_text(encoding="utf-8") == "mine"


def failing(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


def on_the_disk(patch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    """Let one step of a save fail."""
    if step == "replace":
        patch.setattr(Path, "replace", failing(error))
    else:
        patch.setattr(history_module.os, step, failing(error))  # type: ignore[attr-defined]


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=repr)
def test_a_save_that_fails_leaves_what_was_there(
    kept: HistoryFile, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    before = kept.path.read_bytes()
    with monkeypatch.context() as patch:
        on_the_disk(patch, step, error)
        if isinstance(error, OSError):
            with pytest.raises(FileProblem, match=r"history\.json: cannot be written: No space left on device"):
                kept.keep(make_record(2))
        else:
            with pytest.raises(KeyboardInterrupt):
                kept.keep(make_record(2))
    assert kept.path.read_bytes() == before
    assert listed(kept.path.parent) == ["history.json"]
    kept.keep(make_record(2))
    assert len(kept.load().sessions) == 2


def test_a_first_save_that_fails_leaves_no_file(file: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        on_the_disk(patch, "write", OSError(errno.EIO, "Input/output error"))
        with pytest.raises(FileProblem, match="Input/output error"):
            file.keep(make_record())
    assert listed(file.path.parent) == []
    assert file.load() == History()


def test_a_close_that_fails_counts(kept: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    before, close = kept.path.read_bytes(), os.close

    def fail(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(history_module.os, "close", fail)  # type: ignore[attr-defined]
        with pytest.raises(FileProblem, match="Input/output error"):
            kept.keep(make_record(2))
    assert kept.path.read_bytes() == before


def test_short_writes_are_continued(file: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(history_module.os, "write", lambda to, data: write(to, bytes(data[:7])))  # type: ignore[attr-defined]
        file.keep(make_record())
    assert file.load().sessions == (make_record(),)


@POSIX
def test_everything_is_on_the_disk_before_it_takes_the_place_and_the_folder_after(
    kept: HistoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace_ = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        steps.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")
        fsync(descriptor)

    def note_replace(self: Path, target: Path) -> Path:
        steps.append("replace")
        return replace_(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(history_module.os, "fsync", note_fsync)  # type: ignore[attr-defined]
        patch.setattr(Path, "replace", note_replace)
        kept.keep(make_record(2))
    assert steps == ["sync file", "replace", "sync folder"]
