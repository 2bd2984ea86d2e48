"""The doctor looks at the history, its backups, sessions that are not in it, and copies beside it."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest

from ankle_tui.commands.doctor import check_history
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.self_tests.self_test_wording import HOW_TO_CHECK
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.paths import Folders
from tests import training
from tests.commands.command_line import contents
from tests.commands.doctor.patients import NOT_ROOT, POSIX, Patient, sessions
from tests.self_tests import measured
from tests.store.history.records import make_id, make_record, make_tomb

RAISE = SelfTestId.RAISE


def test_a_date_to_come_is_named_with_the_first_one_and_what_helps(patient: Patient) -> None:
    days = [dt.date(2026, 11, 22), dt.date(2027, 3, 1), dt.date(2026, 11, 23)]
    patient.file.add(History(tuple(make_record(number, day=day) for number, day in enumerate(days))))
    assert patient.dates(dt.datetime(2027, 3, 1, 12)) == []
    (state, line, remedy) = patient.dates(dt.datetime(2026, 11, 23, 2, 59))[0]  # before the cut-off it is yesterday
    assert (state, remedy) == ("note", "put the day right in History (h, then e), or wait for it")
    assert line == "2 sessions dated after today, first 2026-11-23; not counted until then"
    assert patient.dates(dt.datetime(2026, 11, 23, 3))[0][1].startswith("1 session dated after today, 2027-03-01")
    patient.settings('cut_off = "00:00"')
    assert patient.dates(dt.datetime(2026, 11, 23, 2, 59))[0][1].startswith("1 session")
    patient.put(b"x")
    assert patient.dates(dt.datetime(2026, 11, 22)) == []


def test_self_tests_dated_after_today_are_named_apart_from_sessions(patient: Patient) -> None:
    later = (measured(9, RAISE, 20, 20), measured(8, RAISE, 20, 20))
    patient.file.add(History((make_record(1, day=training.day(20)),), tests=later))
    noon = dt.datetime.combine(training.day(7), dt.time(12))
    of_session, of_tests = patient.dates(noon)
    assert of_session[1].startswith("1 session dated after today")
    assert of_tests == (
        "note",
        f"2 self-tests dated after today, first {training.day(8)}; not counted until then",
        "wait for it",
    )
    assert len(patient.dates(noon + dt.timedelta(days=2))) == 1


def test_blocks_dated_after_today_are_named_with_what_takes_them_back(patient: Patient) -> None:
    today = training.day(7)
    blocks = (BlockRecord(make_id(1), today, 2), BlockRecord(make_id(2), training.day(8), 2))
    patient.file.add(History(blocks=blocks))
    ((state, line, remedy),) = patient.dates(dt.datetime.combine(today, dt.time(12)))
    assert (state, line) == ("note", f"1 block dated after today, {training.day(8)}; not counted until then")
    assert "ankle-tui block --end" in remedy


def test_self_tests_nobody_has_looked_at_are_a_note_with_what_helps(patient: Patient) -> None:
    patient.file.add(History(tests=(measured(0, RAISE, 20, 20), measured(1, RAISE, 20, 20, protocol=9, checked=False))))
    assert "self-tests" not in {finding.name for finding in patient.examined()}
    patient.file.add(History(tests=(measured(2, RAISE, 100, 100, checked=False),)))
    line = "1 test not looked at yet: nothing is concluded from it"
    assert patient.finding("self-tests") == ("note", line, HOW_TO_CHECK)
    assert patient.problems() == []
    patient.put(b"x")
    assert "self-tests" not in {finding.name for finding in patient.examined()}


def test_self_tests_and_blocks_are_counted_in_the_history_and_its_backups(patient: Patient) -> None:
    tests, block = (measured(0, RAISE, 20, 20), measured(4, RAISE, 20, 20)), BlockRecord(make_id(9), training.day(0), 2)
    both = History(tests=tests, blocks=(block,))
    patient.file.add(both)
    patient.backup("2026-11-20", to_bytes(both))
    assert patient.finding("history")[1] == "fine, 2 self-tests, 1 block"
    assert patient.finding("backups")[1] == "1 backup, the newest 2026-11-20 with 2 self-tests, 1 block"
    patient.file.keep(make_record(1))
    assert patient.finding("history")[1] == "fine, 1 session, 2 self-tests, 1 block, the newest of 2026-11-22"


def test_a_sound_history_with_backups(patient: Patient) -> None:
    patient.file.add(History((make_record(1), make_record(2)), (make_tomb(3),)))
    patient.backup("2026-11-20", sessions(1))
    patient.backup("2026-11-21", sessions(1, 2))
    assert patient.finding("history") == ("ok", "fine, 2 sessions, the newest of 2026-11-22, 1 deleted", "")
    assert patient.finding("backups") == ("ok", "2 backups, the newest 2026-11-21 with 2 sessions", "")
    assert patient.finding("locking") == ("ok", "works", "")
    assert patient.problems() == []


def test_a_damaged_history(patient: Patient) -> None:
    patient.put(sessions(1, 2, 3)[:-30])
    state, line, remedy = patient.finding("history")
    assert (state, remedy) == ("problem", "start ankle-tui: it repairs the file and keeps the damaged one")
    assert line.startswith("damaged: line ")
    assert line.endswith("; 2 sessions can still be read")


def test_a_folder_in_the_place_of_the_history(patient: Patient) -> None:
    patient.file.path.mkdir(parents=True)
    state, line, remedy = patient.finding("history")
    assert (state, line) == ("problem", "damaged: is a folder; 0 sessions can still be read")
    assert remedy.startswith("start ankle-tui")


@POSIX
def test_a_pipe_in_the_place_of_the_history(patient: Patient) -> None:
    patient.data.mkdir()
    os.mkfifo(patient.file.path)
    assert patient.finding("history") == ("problem", "is not a file", f"move {patient.file.path} away")


def test_a_history_of_another_program(patient: Patient) -> None:
    patient.put(b'{"format": "somebody/else"}')
    state, line, remedy = patient.finding("history")
    assert state == "problem"
    assert line == 'is not an ankle-tui history: format: must be "ankle-tui/history", not "somebody/else"'
    assert remedy.startswith("move history.json away")


def test_a_history_of_a_newer_program(patient: Patient) -> None:
    patient.put(b'{"format": "ankle-tui/history", "version": 7}')
    state, line, remedy = patient.finding("history")
    assert (state, remedy) == ("problem", "install the newest ankle-tui")
    assert "is 7, made by a newer ankle-tui" in line


def test_a_history_that_is_gone_while_backups_are_there(patient: Patient) -> None:
    patient.backup("2026-11-20", sessions(1, 2))
    assert patient.finding("history") == (
        "problem",
        "is not there, though there is a backup with 2 sessions",
        "ankle-tui backup restore 2026-11-20",
    )


@POSIX
@NOT_ROOT
def test_a_history_that_may_not_be_read(patient: Patient) -> None:
    patient.put(sessions(1))
    patient.file.path.chmod(0)
    state, line, remedy = patient.finding("history")
    assert (state, line) == ("problem", "cannot be read: Permission denied")
    assert remedy == f"chmod u+rw {patient.file.path}"


@pytest.mark.slow
def test_a_huge_file_is_told_in_time(patient: Patient) -> None:
    patient.put(sessions(1))
    with patient.file.path.open("r+b") as file:
        file.truncate(500 << 20)  # a sparse file, which takes no room
    begin = time.monotonic()
    state, line, _ = patient.finding("history")
    assert time.monotonic() - begin < 20  # a second or two; far more only on a busy machine
    assert (state, line) == ("problem", "damaged: is larger than 256 MiB; 1 session can still be read")


# What lies around it


def test_damaged_backups_are_named(patient: Patient) -> None:
    patient.file.keep(make_record())
    patient.backup("2026-11-20", sessions(1))
    for day in range(1, 7):
        patient.backup(f"2026-11-2{day}", b"damaged")
    state, line, remedy = patient.finding("backups")
    assert (state, remedy) == ("note", "ankle-tui backup makes a new one")
    assert line == (
        "7 backups, the newest 2026-11-20 with 1 session; "
        "damaged: 2026-11-26, 2026-11-25, 2026-11-24, 2026-11-23, and 2 more"
    )
    patient.backup("2026-11-20", b"damaged")
    assert patient.finding("backups")[0] == "problem"


def test_a_great_many_sessions_in_backups_do_not_hold_up_the_answer(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_history, "MOST_READ", 1)
    for day in range(1, 7):
        patient.backup(f"2026-11-2{day}", sessions(1))
    assert patient.finding("backups")[1] == "6 backups, the newest 2026-11-26 with 1 session; 5 of them not read now"


def test_an_unfinished_session(patient: Patient) -> None:
    assert patient.finding("unfinished") == ("ok", "no session", "")
    slot = patient.leave()
    remedy = f"ankle-tui resume {make_id(1)[:8]}"
    state, line, found = patient.finding("unfinished")
    assert (state, found) == ("note", remedy)
    assert line.endswith("18:04, 0 of 7 sets done")
    assert slot.hold()
    try:
        assert patient.finding("unfinished") == ("ok", "a session is in progress in another window", "")
    finally:
        slot.let_go()
    assert patient.finding("unfinished")[2] == remedy


def test_a_session_that_could_not_be_written_where_it_belongs(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    patient.leave().path.parent.rename(Folders(patient.data, patient.config).spare)
    state, line, remedy = patient.finding("unfinished")
    assert (state, remedy) == ("note", f"ankle-tui resume {make_id(1)[:8]}")
    assert line.endswith("18:04, 0 of 7 sets done")


def test_a_session_that_waits_to_be_saved(patient: Patient) -> None:
    patient.leave(ended=True)
    state, line, remedy = patient.finding("unfinished")
    assert (state, remedy) == ("note", "start ankle-tui")
    assert line.endswith("waits to be saved")


def test_a_damaged_session_in_progress(patient: Patient) -> None:
    patient.in_progress.mkdir(parents=True)
    (patient.in_progress / f"{make_id(1)}.json").write_bytes(b"{")
    state, line, remedy = patient.finding("unfinished")
    assert (state, remedy) == ("problem", "start ankle-tui: it sets the damaged file aside")
    assert ": line 1: " in line


def test_what_was_set_aside_is_named(patient: Patient) -> None:
    patient.put(sessions(1))
    for name in ("history.damaged-20261122-181003.json", "history.merged-20261122-181003-2.json", "note.txt"):
        (patient.data / name).touch()
    (patient.data / "crash-20261122T171003Z.txt").touch()
    state, line, remedy = patient.finding("set aside")
    assert state == "note"
    assert line == "2 files: history.damaged-20261122-181003.json, history.merged-20261122-181003-2.json"
    assert remedy
    assert patient.finding("crashes")[:2] == ("note", "1 report: crash-20261122T171003Z.txt")


def test_copies_of_a_syncing_program_and_other_histories(patient: Patient) -> None:
    patient.file.keep(make_record())
    assert patient.finding("copies") == ("ok", "none beside the history", "")
    for name in ("history-MYPC.json", "history (1).json", "history-2026.json"):
        (patient.data / name).write_bytes(sessions(1, 2))
    (patient.data / "notes.json").write_text("{}", encoding="utf-8")
    before = contents(patient.data)
    assert [(one.state, one.line, one.remedy) for one in patient.examined() if one.name == "copies"] == [
        ("note", "2 conflict copies: history (1).json, history-MYPC.json", "start ankle-tui: it merges them"),
        (
            "note",
            "history-2026.json is a history of its own",
            f"ankle-tui merge {patient.data / 'history-2026.json'} takes its sessions in",
        ),
    ]
    assert contents(patient.data) == before
    for number in range(6):
        (patient.data / f"export-{number}.json").write_bytes(sessions(1))
    lines = [one.line for one in patient.examined() if one.name == "copies"]
    assert (len(lines), lines[-1]) == (6, "3 more histories beside it")
