"""A history that is damaged, none of ours or out of reach: never overwritten, and read as far as it goes."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history import history_file as history_module
from ankle_tui.store.history.backups import Backup
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile, Opened
from tests.store.history.records import (
    ASIDE,
    NOW,
    failing,
    ids,
    listed,
    make_id,
    make_record,
    put,
    session_json,
    text_of,
)
from tests.store.history.test_codec import BAD

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and pipes")
NOT_ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read and write everything")

# Files that are damaged


@pytest.mark.parametrize("what", BAD)
def test_a_damaged_file_is_refused_read_as_far_as_it_goes_and_not_touched(file: HistoryFile, what: str) -> None:
    content, problem = BAD[what]
    before = put(file, content)
    with pytest.raises(FileProblem) as refused:
        file.load()
    line = str(refused.value)
    assert problem in line
    assert line.startswith(f"{file.path}: ")
    assert line.isprintable()
    opened = file.look()
    assert (opened.notices, opened.damaged) == ((line,), True)
    assert file.path.read_bytes() == before
    assert listed(file.path.parent) == ["history.json"]


@pytest.mark.parametrize("what", BAD)
def test_a_damaged_file_is_set_aside_with_one_clear_line(file: HistoryFile, what: str) -> None:
    before = put(file, BAD[what][0])
    opened = file.open()
    [notice] = opened.notices
    assert notice.startswith("history.json was damaged (")
    assert notice.endswith(
        (f" sessions are safe. The damaged file: {ASIDE}", f" session is safe. The damaged file: {ASIDE}")
    )
    assert notice.isprintable()
    assert file.path.with_name(ASIDE).read_bytes() == before
    assert listed(file.path.parent) == [ASIDE, "history.json"]
    assert HistoryFile(file.path).load() == opened.history
    assert file.open() == Opened(opened.history)  # and that was all


@pytest.mark.parametrize("what", BAD)
def test_a_session_is_kept_also_where_the_file_is_damaged(file: HistoryFile, what: str) -> None:
    before = put(file, BAD[what][0])
    assert make_record(9) in file.keep(make_record(9)).sessions
    assert make_record(9) in HistoryFile(file.path).load().sessions
    assert file.path.with_name(ASIDE).read_bytes() == before
    assert len(file.notices()) == 1
    assert file.notices() == ()


def test_a_repair_that_cannot_be_written_is_set_aside_once(file: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(b"{")
    with monkeypatch.context() as patch:
        patch.setattr(history_module, "put", failing(OSError(errno.ENOSPC, "No space left on device")))
        for _ in range(3):
            with pytest.raises(FileProblem, match="No space left"):
                file.keep(make_record())
    assert file.keep(make_record()).sessions == (make_record(),)
    assert [path.name for path in file.path.parent.glob("*.damaged-*")] == [ASIDE]


@POSIX
def test_a_link_to_nowhere_beside_it_is_no_reason_not_to_repair(file: HistoryFile) -> None:
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(b"{")
    file.path.with_name("history.damaged-x.json").symlink_to("nowhere.json")
    assert file.keep(make_record()).sessions == (make_record(),)


def test_what_is_undamaged_comes_from_the_file_and_the_rest_from_the_newest_good_backup(kept: HistoryFile) -> None:
    kept.keep(make_record(2))  # the backup of the day holds the first only
    kept.keep(make_record(3))
    put(kept, kept.path.read_bytes().replace(make_id(1).encode(), b"?")[:-2])
    for opened in (kept.look(), kept.open()):
        assert ids(opened.history) == [make_id(1), make_id(2), make_id(3)]
    assert opened.notices == (
        "history.json was damaged (line 7, 1 entry could not be read): 3 sessions are safe, 1 of them from a backup. "
        f"The damaged file: {ASIDE}",
    )


NOT_UTF8 = {
    "a note": (b'"note": "w\xfcrzig"', "note", "w\ufffdrzig"),
    "a name": (b'"zone": "Europe/Z\xfcrich"', "zone", "Europe/Z\ufffdrich"),
    "half a character": (b'"note": "ab\\ud83ec"', "note", "ab\ufffdc"),
    "a field of a newer version": (b'"note": "", "shoes": ["\xe9", {"a": "\xff\xfe"}]', "extra", None),
}
"""Damaged texts: the bytes in the file, the field that holds them, and the repaired text."""


@pytest.mark.parametrize("what", NOT_UTF8)
def test_a_damaged_sign_in_a_text_costs_the_sign_and_not_the_session(file: HistoryFile, what: str) -> None:
    text, field, becomes = NOT_UTF8[what]
    sound = to_bytes(History((make_record(1, zone=""), make_record(2))))
    damaged = sound.replace(b'"zone": ""' if field == "zone" else b'"note": ""', text, 1)
    put(file, damaged)
    opened = file.open()
    assert [item.rev for item in opened.history.sessions] == [1, 1]
    assert opened.history.sessions[1] == make_record(2)
    value = getattr(opened.history.sessions[0], field)
    assert value == (becomes or {"shoes": ["\ufffd", {"a": "\ufffd\ufffd"}]})
    assert ", 1 entry lost a character): 2 sessions are safe. The damaged file: " in opened.notices[0]
    assert file.path.with_name(ASIDE).read_bytes() == damaged
    assert HistoryFile(file.path).load() == opened.history


def test_a_damaged_sign_in_a_field_of_the_file_costs_the_sign(file: HistoryFile) -> None:
    put(file, to_bytes(History((make_record(1),), extra={"mood": "gut", "x": 1})).replace(b"gut", b"gr\xfc\xdf"))
    opened = file.open()
    assert opened.history.extra == {"mood": "gr\ufffd\ufffd", "x": 1}
    assert ", 1 entry lost a character): 1 session is safe." in opened.notices[0]


@pytest.mark.parametrize("key", [b'"n\xfcte": "windy"', b'"x": {"\xfc": 1}', b'"\\ud800": 1'])
def test_a_damaged_key_is_none_that_we_know(file: HistoryFile, key: bytes) -> None:
    put(file, to_bytes(History((make_record(1), make_record(2)))).replace(b'"note": ""', key, 1))
    opened = file.open()
    assert ids(opened.history) == [make_id(2)]
    assert "1 entry could not be read): 1 session is safe" in opened.notices[0]


def test_what_is_undamaged_elsewhere_is_better_than_a_text_that_lost_a_sign(kept: HistoryFile) -> None:
    kept.keep(make_record(1, rev=2, note="grün"))
    kept.keep(make_record(2, note="schön"))
    kept.backups.of_the_moment(kept.path.read_bytes())
    kept.keep(make_record(2, rev=2, note="schöner"))
    put(kept, kept.path.read_bytes().replace("ü".encode(), b"\xfc").replace("ö".encode(), b"\xf6"))
    opened = kept.open()
    assert [(item.rev, item.note) for item in opened.history.sessions] == [(2, "grün"), (2, "sch\ufffdner")]
    assert ", 1 entry lost a character): 2 sessions are safe." in opened.notices[0]


EDITED: dict[str, Callable[[str], bytes]] = {
    "a byte order mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 the other way round": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "a comma too many": lambda text: text.replace("]\n}", "],\n}").encode(),
    "commas before brackets, and in a note": lambda text: text.replace('"short"}]', '"short",} ,\n]').encode(),
    "UTF-16, laid out anew, with a comma": lambda text: (
        json.dumps(json.loads(text), indent=4)[:-1].rstrip().encode("utf-16") + ",\r\n}".encode("utf-16-le")
    ),
}
"""What editors do with a file they save."""


@pytest.mark.parametrize("how", EDITED)
def test_what_an_editor_has_saved_is_repaired_without_loss(file: HistoryFile, how: str) -> None:
    notes = ("ü 🦶", "a, ] b", 'said ",}"', "\\")
    history = History(
        tuple(make_record(number, note=note) for number, note in enumerate(notes, 1)),
        days=(DayMark(NOW.date(), DayKind.REST),),
        extra={"mood": ["ü", {"a": "b"}]},
    )
    edited = EDITED[how](to_bytes(history).decode())
    put(file, edited)
    for opened in (file.look(), file.open()):
        assert opened.history == history
    [notice] = opened.notices
    assert notice.endswith(f"): 4 sessions are safe. The damaged file: {ASIDE}")
    assert "could not be read" not in notice
    assert file.path.with_name(ASIDE).read_bytes() == edited
    assert HistoryFile(file.path).open() == Opened(history)


def test_a_damaged_file_in_utf16_is_read_as_far_as_it_goes(file: HistoryFile) -> None:
    text = to_bytes(History((make_record(1, note="ü"), make_record(2), make_record(3)))).decode()
    put(file, text.replace('"rev": 1', '"rev": 0', 1).encode("utf-16")[:-101])
    opened = file.open()
    assert ids(opened.history) == [make_id(2)]
    assert "2 entries could not be read" in opened.notices[0]


def test_a_backup_that_is_damaged_too_is_passed_over(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    (kept.backups.folder / "history-2026-11-23.json").write_bytes(b"\0" * 4096)
    put(kept, b"\0" * 4096)
    assert ids(kept.open().history) == [make_id(1)]


def test_a_second_damage_in_the_same_second_gets_another_name(file: HistoryFile) -> None:
    for content in ("one", "two", "three"):
        put(file, content)
        file.open()
    names = [ASIDE, ASIDE.replace(".json", "-2.json"), ASIDE.replace(".json", "-3.json")]
    assert [file.path.with_name(name).read_text(encoding="utf-8") for name in names] == ["one", "two", "three"]


@pytest.mark.slow
def test_a_file_of_500_megabytes_is_set_aside_without_being_read_whole(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    with file.path.open("wb") as large:  # nothing but a hole: it takes no room
        large.write(to_bytes(History((make_record(1),))))
        large.truncate(500 << 20)
    opened = file.open()
    assert ids(opened.history) == [make_id(1)]
    assert "history.json was damaged (is larger than 256 MiB): 1 session is safe." in opened.notices[0]
    assert file.path.with_name(ASIDE).stat().st_size == 500 << 20


def test_a_folder_in_its_place_is_set_aside(file: HistoryFile) -> None:
    file.path.mkdir(parents=True)
    (file.path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"history\.json: is a folder"):
        file.load()
    assert file.look().damaged
    assert file.keep(make_record(1)).sessions == (make_record(1),)
    assert (file.path.with_name(ASIDE) / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_damage_that_cannot_be_set_aside_is_left_as_it_is(file: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    before = put(file, text_of(session_json()) + "?")
    monkeypatch.setattr(history_module, "copy", failing(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(FileProblem, match=r"history\.json: cannot be written: No space left on device"):
        file.keep(make_record(2))
    opened = file.open()
    assert (ids(opened.history), len(opened.notices)) == ([make_id(1)], 1)
    assert file.path.read_bytes() == before


# Files that are none of ours, or out of reach


def test_a_sound_file_of_something_else_is_refused_and_not_touched(file: HistoryFile) -> None:
    before = put(file, text_of(format="jrnl"))
    for attempt in (file.load, file.look, file.open, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r'history\.json: format: must be "ankle-tui/history", not "jrnl"'):
            attempt()
    assert file.path.read_bytes() == before
    assert listed(file.path.parent) == ["history.json"]


def test_a_file_of_a_newer_version_is_only_read(file: HistoryFile) -> None:
    new = json.loads(text_of(session_json(), session_json(id=make_id(2), sets="in another way"), version=2))
    before = put(file, to_lines(new))
    for opened in (file.look(), file.open()):
        assert ids(opened.history) == [make_id(1)]
        assert not opened.damaged
        assert opened.notices == (
            f"{file.path}: version: is 2, made by a newer ankle-tui; this one reads up to 1. It is only read.",
        )
    attempts: list[Callable[[], object]] = [
        lambda: file.keep(make_record()),
        lambda: file.restore(Backup(file.path, History())),
    ]
    for attempt in attempts:
        with pytest.raises(FileProblem, match="made by a newer ankle-tui"):
            attempt()
    assert file.path.read_bytes() == before
    assert listed(file.path.parent) == ["history.json"]


def to_lines(data: dict[str, object]) -> str:
    return json.dumps(data).replace('{"id"', '\n{"id"')


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    file = HistoryFile(tmp_path / "data" / "history.json", patience=0)
    for attempt in (file.load, lambda: file.keep(make_record()), lambda: file.restore(Backup(file.path, History()))):
        with pytest.raises(FileProblem, match=r"history\.json: cannot be "):
            attempt()
    assert (file.open().history, file.open().notices) == (History(), file.look().notices)
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"


@POSIX
def test_a_pipe_in_its_place_is_not_waited_for_and_not_moved(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    os.mkfifo(file.path)
    for attempt in (file.load, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r"history\.json: is not a file"):
            attempt()
    assert file.open() == Opened(History(), (f"{file.path}: is not a file",))
    assert listed(file.path.parent) == ["history.json"]


@POSIX
def test_links_in_a_circle(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    file.path.symlink_to(file.path)
    for attempt in (file.load, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r"history\.json: cannot be read: "):
            attempt()
    assert file.path.is_symlink()


@POSIX
@NOT_ROOT
def test_no_permission_to_read(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    kept.path.chmod(0)
    for attempt in (HistoryFile(kept.path).load, lambda: kept.keep(make_record(3))):
        with pytest.raises(FileProblem, match="cannot be read: Permission denied"):
            attempt()
    opened = kept.open()
    assert (ids(opened.history), opened.damaged) == ([make_id(1)], False)  # the backup
    assert listed(kept.path.parent) == ["backups", "history.json"]


@POSIX
@NOT_ROOT
@pytest.mark.parametrize("mode", [0o500, 0])
def test_a_folder_nothing_can_be_done_in(kept: HistoryFile, mode: int) -> None:
    before = kept.path.read_bytes()
    kept.path.parent.chmod(mode)
    try:
        with pytest.raises(FileProblem, match=r"history\.json: cannot be .*: Permission denied"):
            kept.keep(make_record(2))
        assert ids(kept.open().history) == ([make_id(1)] if mode else [])
    finally:
        kept.path.parent.chmod(0o700)
    assert kept.path.read_bytes() == before


@POSIX
@NOT_ROOT
def test_a_damaged_file_in_a_folder_that_cannot_be_written_is_read_as_far_as_it_goes(kept: HistoryFile) -> None:
    before = put(kept, kept.path.read_bytes() + b"?")
    kept.path.parent.chmod(0o500)
    try:
        opened = kept.open()
    finally:
        kept.path.parent.chmod(0o700)
    assert (ids(opened.history), len(opened.notices)) == ([make_id(1)], 1)
    assert kept.path.read_bytes() == before
