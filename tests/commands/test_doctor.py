"""The doctor: every kind of damage is found and told with its remedy, nothing is changed, and nothing makes it fail."""

import datetime as dt
import errno
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ankle_tui.audio import open_player as choose
from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.clock import local_time
from ankle_tui.commands import main as cli
from ankle_tui.commands.doctor import check_folders, check_history, check_system
from ankle_tui.commands.doctor import patient as patient_module
from ankle_tui.commands.doctor.check_system import TrySound
from ankle_tui.commands.doctor.examine import examine
from ankle_tui.commands.doctor.finding import Finding, FindingState, finding_lines
from ankle_tui.core.history.records import History
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.snapshot import Command
from ankle_tui.store.files import durable
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Slot
from ankle_tui.store.settings.settings import Slip
from tests.builders import STARTED, short_plan
from tests.commands.command_line import contents
from tests.examples import examples
from tests.store.history.records import make_id, make_record, make_tomb

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and pipes")
NOT_ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read and write everything")
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def works(choice: str, _environ: Mapping[str, str], _own: Path | None) -> tuple[str, str]:
    """A machine with a sound device."""
    return "miniaudio" if choice == "auto" else choice, "a driver"


def silent(_choice: str, _environ: Mapping[str, str], _own: Path | None) -> tuple[str, str]:
    """A machine without one."""
    return "", "no driver"


class Patient:
    """A runner's folders.

    Args:
        folder: Where they are.
    """

    def __init__(self, folder: Path) -> None:
        self.data, self.config = folder / "data", folder / "config"
        self.file = HistoryFile(self.data / "history.json")
        self.in_progress = self.data / "in-progress"

    def put(self, content: bytes) -> None:
        """Put something in the history's place."""
        self.data.mkdir(exist_ok=True, mode=0o700)
        self.file.path.write_bytes(content)

    def backup(self, day: str, content: bytes) -> Path:
        """Put something in the place of a backup."""
        self.file.backups.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.file.backups.folder / f"history-{day}.json"
        path.write_bytes(content)
        return path

    def leave(self, *, ended: bool = False) -> Slot:
        """Leave a session unfinished."""
        session = Session(short_plan(), make_id(1), STARTED, "", Counting.PACED)
        session.apply(Command.START, 0.0)
        for second in range(1, 21):
            session.advance(float(second))
        checkpoint = Checkpoint.of(session, STARTED + dt.timedelta(seconds=20))
        slot = CheckpointFiles(self.in_progress).slot(session.id)
        slot.write(Checkpoint(checkpoint.saved_at, checkpoint.record) if ended else checkpoint)
        return slot

    def settings(self, text: str) -> None:
        self.config.mkdir(exist_ok=True)
        (self.config / "config.toml").write_text(text, encoding="utf-8")

    def examined(self, environ: Mapping[str, str] = TERMINAL, try_sound: TrySound = works) -> list[Finding]:
        """What the doctor finds; it leaves nothing behind."""
        before = tree(self.data.parent)
        findings = examine(str(self.data), str(self.config), environ, try_sound=try_sound)
        assert tree(self.data.parent) == before
        assert all(finding.line for finding in findings)
        return findings

    def finding(
        self, name: str, environ: Mapping[str, str] = TERMINAL, try_sound: TrySound = works
    ) -> tuple[str, str, str]:
        """The only finding of this name: its state, its line and its remedy."""
        (found,) = (finding for finding in self.examined(environ, try_sound) if finding.name == name)
        return found.state.value, found.line, found.remedy

    def dates(self, now: dt.datetime) -> list[tuple[str, str, str]]:
        """What is said of dates to come, at a moment."""
        findings = examine(str(self.data), str(self.config), TERMINAL, now=lambda: now)
        return [(found.state.value, found.line, found.remedy) for found in findings if found.name == "dates"]

    def problems(self) -> list[str]:
        return [finding.name for finding in self.examined() if finding.state is FindingState.PROBLEM]


def tree(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Kind, size and time of change of everything below a folder; a folder changes also with what comes and goes in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        changed = 0 if path.is_dir() else status.st_mtime_ns
        found[str(path.relative_to(folder))] = (status.st_mode, 0 if path.is_dir() else status.st_size, changed)
    return found


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    return Patient(tmp_path)


def sessions(*numbers: int) -> bytes:
    return to_bytes(History(tuple(make_record(number) for number in numbers)))


# A healthy machine


def test_a_newcomer_is_well(patient: Patient) -> None:
    assert patient.problems() == []
    assert patient.finding("history") == ("ok", "none yet", "")
    assert patient.finding("data folder") == ("ok", f"{patient.data}, made with the first session", "")
    assert patient.finding("settings") == ("ok", "none: every setting has its default", "")
    assert patient.finding("backups")[0] == "ok"


def test_everything_is_looked_at_in_a_fixed_order(patient: Patient) -> None:
    patient.file.keep(make_record())
    names = [finding.name for finding in patient.examined()]
    wanted = ["ankle-tui", "python", "textual", "system", "data folder", "settings folder", "privacy", "history"]
    wanted += ["backups", "unfinished", "set aside", "locking", "disk", "saving", "settings", "sound"]
    assert [name for name in names if name in wanted] == [
        name for name in wanted if name != "privacy" or os.name == "posix"
    ]
    assert names[-2:] == ["colour", "text"]


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


def test_a_sound_history_with_backups(patient: Patient) -> None:
    patient.file.add(History((make_record(1), make_record(2)), (make_tomb(3),)))
    patient.backup("2026-11-20", sessions(1))
    patient.backup("2026-11-21", sessions(1, 2))
    assert patient.finding("history") == ("ok", "fine, 2 sessions, the newest of 2026-11-22, 1 deleted", "")
    assert patient.finding("backups") == ("ok", "2 backups, the newest 2026-11-21 with 2 sessions", "")
    assert patient.finding("locking") == ("ok", "works", "")
    assert patient.problems() == []


# The history


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


@POSIX
def test_others_who_can_read_the_history(patient: Patient) -> None:
    patient.file.keep(make_record())
    assert patient.finding("privacy") == ("ok", "only you can read what is kept", "")
    patient.file.path.chmod(0o644)
    assert patient.finding("privacy")[0] == "ok"  # nobody gets into the folder
    patient.data.chmod(0o755)
    path = patient.file.path
    assert patient.finding("privacy") == ("note", "others can read history.json", f"chmod 600 {path}")
    patient.backup("2026-11-20", sessions(1)).chmod(0o644)
    patient.file.backups.folder.chmod(0o755)
    assert patient.finding("privacy")[1:] == (
        "others can read history.json and 1 more file",
        f"chmod -R go= {patient.data}",
    )
    path.chmod(0o600)
    (patient.file.backups.folder / "history-2026-11-20.json").chmod(0o600)
    assert patient.finding("privacy")[0] == "ok"


@POSIX
def test_a_linked_history_is_looked_at_where_it_is(patient: Patient, tmp_path: Path) -> None:
    elsewhere = tmp_path / "synced"
    elsewhere.mkdir(mode=0o755)
    HistoryFile(elsewhere / "mine.json").keep(make_record())
    (elsewhere / "mine.json").chmod(0o644)
    patient.data.mkdir(mode=0o700)
    patient.file.path.symlink_to(elsewhere / "mine.json")
    assert patient.finding("history's folder") == ("ok", str(elsewhere), "")
    assert patient.finding("privacy")[1:] == ("others can read mine.json", f"chmod 600 {elsewhere / 'mine.json'}")
    assert patient.finding("history")[1].startswith("fine, 1 session")


@pytest.mark.parametrize("name", ["data", "data/backups", "data/in-progress"])
def test_a_file_in_the_place_of_a_folder(patient: Patient, tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    state, line, remedy = patient.finding("data folder" if name == "data" else f"{Path(name).name} folder")
    assert (state, line) == ("problem", f"{tmp_path / name} is not a folder")
    assert remedy.startswith("move it away, or ANKLE_TUI_DATA_DIR=")


def test_a_folder_that_cannot_be_made(patient: Patient, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    findings = {
        finding.name: finding for finding in examine(str(tmp_path / "file" / "data"), None, {}, try_sound=works)
    }
    assert findings["data folder"].state is FindingState.PROBLEM
    assert findings["data folder"].line.endswith("is not there and cannot be made")
    assert findings["saving"].line.endswith(f"{tmp_path / 'file'} is not a folder")


@POSIX
@NOT_ROOT
def test_a_folder_that_may_not_be_written(patient: Patient) -> None:
    patient.file.keep(make_record())
    patient.data.chmod(0o500)
    try:
        assert patient.finding("data folder") == (
            "problem",
            f"{patient.data} cannot be written",
            f"chmod u+rwx {patient.data}",
        )
    finally:
        patient.data.chmod(0o700)


@POSIX
@NOT_ROOT
@pytest.mark.parametrize("closed", ["data", "."])
def test_a_folder_that_nobody_gets_into_stops_nothing(patient: Patient, closed: str) -> None:
    patient.file.keep(make_record())
    patient.leave()
    folder = patient.data.parent / closed
    folder.chmod(0)
    try:
        findings = examine(str(patient.data), str(patient.config), TERMINAL, try_sound=works)
    finally:
        folder.chmod(0o700)
    assert not [finding for finding in findings if "could not be looked at" in finding.line]
    assert "data folder" in [finding.name for finding in findings if finding.state is FindingState.PROBLEM]


def test_a_home_that_does_not_exist() -> None:
    findings = examine("~nobody-of-this-name", None, {}, try_sound=works)
    (folders,) = (finding for finding in findings if finding.name == "folders")
    assert (folders.state, folders.line) == (FindingState.PROBLEM, "~nobody-of-this-name: there is no such home folder")
    assert [finding.name for finding in findings][:4] == ["ankle-tui", "python", "textual", "system"]


def test_a_place_where_nothing_can_be_locked(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_folders, "can_lock", lambda _: False)
    state, line, remedy = patient.finding("locking")
    assert (state, line) == ("problem", "does not work here: nothing can be saved")
    assert remedy.startswith("ANKLE_TUI_DATA_DIR=")
    monkeypatch.setattr(check_folders, "can_lock", lambda _: None)
    assert patient.finding("locking")[0] == "ok"


def test_a_full_disk(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type(shutil.disk_usage(patient.data.parent))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 3 << 20))
    state, line, remedy = patient.finding("disk")
    assert (state, line) == ("problem", "3 MiB free, which is little")
    assert remedy


def test_a_save_is_tried_and_leaves_nothing(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[tuple[Path, int]] = []
    put = durable.put

    def noted(path: Path, data: bytes) -> None:
        put(path, data)
        saved.append((path.parent, path.stat().st_size))

    monkeypatch.setattr("ankle_tui.commands.doctor.check_folders.put", noted)
    assert patient.finding("saving")[0] == "ok"  # beside the folder, which is still to be made
    patient.file.add(History(tuple(make_record(number) for number in range(20))))
    assert patient.finding("saving") == ("ok", "works: a file was written and removed", "")
    monkeypatch.setattr(check_folders, "MOST_TRIED", 2000)
    patient.finding("saving")
    assert saved[0] == (patient.data.parent, 1024)
    assert saved[1:] == [(patient.data, patient.file.path.stat().st_size), (patient.data, 2000)]


@pytest.mark.parametrize("when", [0, 1, 2, 3])
def test_a_save_that_fails_is_a_problem(patient: Patient, monkeypatch: pytest.MonkeyPatch, when: int) -> None:
    patient.file.keep(make_record())
    step = ("write", "fsync", "replace", "open")[when]

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = tree(patient.data)
    with monkeypatch.context() as patch:
        patch.setattr(f"ankle_tui.store.files.durable.os.{step}", full)
        found = list(
            check_folders.check_saving(patient_module.Patient(Folders(patient.data, patient.config), local_time()))
        )
    assert tree(patient.data) == before
    (finding,) = found
    assert (finding.state, finding.line) == (FindingState.PROBLEM, f"{patient.data}: {os.strerror(errno.ENOSPC)}")
    assert finding.remedy.endswith("ANKLE_TUI_DATA_DIR=... names another folder")


def test_a_try_that_is_cut_short_is_swept_away_by_the_next_save(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient.file.keep(make_record(1))
    before = set(tree(patient.data))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda _: None)
        list(check_folders.check_saving(patient_module.Patient(Folders(patient.data, patient.config), local_time())))
    assert set(tree(patient.data)) > before
    patient.file.keep(make_record(2))
    assert {name for name in tree(patient.data) if ".tmp" in name} == set()


@POSIX
def test_a_linked_history_is_saved_where_it_is(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "synced").mkdir()
    patient.data.mkdir()
    patient.file.path.symlink_to(tmp_path / "synced" / "mine.json")
    tried: list[Path] = []
    monkeypatch.setattr("ankle_tui.commands.doctor.check_folders.put", lambda path, _: tried.append(path.parent))
    patient.finding("saving")
    assert tried == [tmp_path / "synced", patient.data]


@POSIX
@NOT_ROOT
def test_a_folder_that_takes_no_file(patient: Patient) -> None:
    patient.file.keep(make_record())
    patient.data.chmod(0o500)
    try:
        assert "saving" in patient.problems()
    finally:
        patient.data.chmod(0o700)


def test_slips_in_the_settings(patient: Patient) -> None:
    patient.settings('volume = "loud"\ntargt = 3\n[rungs]\ncalf-raise = "moon"\njuggling = "three"')
    remedy = "put that right; ankle-tui goes on without it"
    found = [(each.state.value, each.line, each.remedy) for each in patient.examined() if each.name == "settings"]
    path = patient.config / "config.toml"
    assert found == [
        ("problem", f'{path}: volume: must be a number, not "loud". Using the default, 1.0', remedy),
        ("problem", f'{path}: targt: is not a known key; did you mean "target"? Ignored', remedy),
        ("problem", f'{path}: rungs: calf-raise has no step called "moon". Ignored', remedy),
        ("problem", f'{path}: rungs: no exercise is called "juggling". Ignored', remedy),
    ]
    patient.settings("volume 0.5")
    assert patient.finding("settings")[0] == "problem"
    patient.settings("volume = 0.5")
    assert patient.finding("settings") == ("ok", "fine", "")


def test_what_the_screen_does_not_have(patient: Patient) -> None:
    patient.settings('theme = "nrd"')
    findings = examine(
        str(patient.data),
        str(patient.config),
        TERMINAL,
        for_screen=lambda settings, folders: (settings, (Slip.of(folders.settings, "theme", settings.theme),)),
        try_sound=works,
    )
    (found,) = (each for each in findings if each.name == "settings")
    assert (found.state, found.line) == (FindingState.PROBLEM, f"{patient.config / 'config.toml'}: nrd. Ignored")


# Sound and terminal


def test_what_makes_the_sound_and_why(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "order", lambda _wish: ("miniaudio", "system"))
    test = "ankle-tui sounds --test plays it"
    assert patient.finding("sound") == ("ok", "by miniaudio, a driver (the best that is installed)", test)
    assert patient.finding("sound", try_sound=lambda *_: ("system", "aplay")) == (
        "note",
        "by the system's player (aplay): miniaudio finds no device",
        test,
    )
    monkeypatch.setattr(choose, "order", lambda _wish: ("system",))
    assert patient.finding("sound", try_sound=lambda *_: ("system", "aplay")) == (
        "ok",
        "by the system's player, aplay (the best that is installed)",
        test,
    )


def test_no_sound_device_is_a_problem_unless_none_is_wanted(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "order", lambda _wish: ("miniaudio",))
    state, line, remedy = patient.finding("sound", try_sound=silent)
    assert (state, line) == ("problem", "no sound device: no driver")
    assert 'sound = "bell"' in remedy
    assert "ANKLE_TUI_AUDIO=bell" in remedy
    monkeypatch.setattr(choose, "order", lambda _wish: ())
    why = "no audio library and no program that plays sounds is here"
    assert patient.finding("sound", try_sound=silent)[:2] == ("problem", f"no sound device: {why}")

    def unheard(*_: object) -> tuple[str, str]:
        raise AssertionError("nothing is to be tried")

    assert patient.finding("sound", {"ANKLE_TUI_AUDIO": "off"}, unheard)[:2] == (
        "note",
        "off (as ANKLE_TUI_AUDIO says)",
    )
    patient.settings('sound = "bell"')
    assert patient.finding("sound", try_sound=unheard)[:2] == ("note", "by the terminal bell (as the settings say)")


def test_the_device_is_opened_as_a_session_does_and_closed_again(tmp_path: Path) -> None:
    closed: list[str] = []

    class FakePlayer(SilentPlayer):
        def __init__(self, name: str) -> None:
            self.name, self.status = name, "a driver"  # type: ignore[misc]

        def close(self) -> None:
            closed.append(self.name)

    def opener(name: str, told: str) -> Callable[..., Player]:
        def opened(choice: str, **options: Any) -> Player:
            assert (choice, options["own_sounds"], options["environ"]) == ("auto", tmp_path, TERMINAL)
            options["on_change"](name) if told == "change" else options["on_news"]("no device")
            return FakePlayer(name)

        return opened

    with pytest.MonkeyPatch.context() as patch:
        for name, told, expected in (("miniaudio", "change", "miniaudio"), ("bell", "news", "")):
            patch.setattr(choose, "open_player", opener(name, told))
            assert choose.try_device("auto", TERMINAL, tmp_path) == (expected, "a driver")
    assert closed == ["miniaudio", "bell"]


def test_in_which_order_what_is_here_is_tried(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_system, "present", lambda: {"miniaudio": "installed", "system": "paplay, aplay"})
    here = "simpleaudio (not here), miniaudio (installed), system (paplay, aplay), terminal bell"
    assert patient.finding("sound order") == ("ok", here, "")


def test_a_wish_for_sound_that_means_nothing(patient: Patient) -> None:
    *_, finding = (each for each in patient.examined({"ANKLE_TUI_AUDIO": "trumpet"}) if each.name == "sound")
    assert (finding.state, finding.line) == (FindingState.NOTE, 'ANKLE_TUI_AUDIO="trumpet" means nothing')
    assert finding.remedy == "one of: auto, simpleaudio, miniaudio, system, bell, off"


@pytest.mark.parametrize(
    ("terminals", "environ", "size", "expected"),
    [
        ({0, 1, 2}, {"TERM": "xterm"}, (80, 24), [("ok", "80 x 24, TERM=xterm")]),
        ({0, 1, 2}, {"TERM": "tmux", "TMUX": "socket,1,0"}, (80, 24), [("ok", "80 x 24, TERM=tmux, in tmux")]),
        ({0, 1, 2}, {}, (29, 24), [("note", "29 x 24, TERM=-")]),
        (
            {0, 2},
            {"TERM": "xterm"},
            (80, 24),
            [("note", "stdout: no terminal, so no screen"), ("ok", "80 x 24, TERM=xterm")],
        ),
        (set(), {"TERM": "xterm"}, (80, 24), [("note", "stdin, stdout, stderr: no terminal, so no screen")]),
        ({0, 1, 2}, {"TERM": "dumb"}, (80, 24), [("note", "TERM=dumb: no screen"), ("ok", "80 x 24, TERM=dumb")]),
    ],
)
def test_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
    terminals: set[int],
    environ: dict[str, str],
    size: tuple[int, int],
    expected: list[tuple[str, str]],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "isatty", lambda number: number in terminals)
        patch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
        found = list(check_system.check_terminal(environ))
    assert [(each.state.value, each.line) for each in found if each.name == "terminal"] == expected


def test_colours_and_signs(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert patient.finding("colour")[1] == "COLORTERM=truecolor"
    assert patient.finding("colour", {"NO_COLOR": "1"})[1] == "none, as NO_COLOR says"
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        state, line, remedy = patient.finding("text")
    assert (state, line, bool(remedy)) == ("note", "-", True)


# The command


@pytest.fixture
def main(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("ANKLE_TUI_AUDIO", "bell")

    def run(*argv: str) -> int:
        return cli.main(["--data-dir", str(patient.data), "--config-dir", str(patient.config), *argv])

    return run


def test_the_list_is_aligned_and_remedies_stand_below(
    main: Callable[..., int], patient: Patient, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("doctor") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "ok       history          none yet" in lines
    patient.put(b"{")
    assert main("doctor") == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("problem  history          damaged: "))
    assert lines[at + 1] == " " * 26 + "-> start ankle-tui: it repairs the file and keeps the damaged one"


def test_as_json_every_finding_is_an_object(
    main: Callable[..., int], patient: Patient, capsys: pytest.CaptureFixture[str]
) -> None:
    patient.put(b"{")
    assert main("doctor", "--json") == 1
    findings = json.loads(capsys.readouterr().out)
    assert {tuple(finding) for finding in findings} == {("name", "state", "line", "remedy")}
    assert {finding["state"] for finding in findings} <= {"ok", "note", "problem"}
    assert next(finding for finding in findings if finding["name"] == "history")["state"] == "problem"


def test_a_check_that_fails_is_a_finding(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(HistoryFile, "load", broken)
    assert patient.finding("history") == ("problem", "could not be looked at: ZeroDivisionError", "")
    with monkeypatch.context() as patch:
        patch.setattr(patient_module, "open_settings", broken)
        assert patient.finding("settings") == ("problem", "could not be looked at: ZeroDivisionError", "")
    assert patient.finding("settings")[0] == "ok"


def test_names_of_files_never_come_out_as_escape_codes(patient: Patient) -> None:
    patient.put(b'{"format": "\\u001b[2J"}')
    (patient.data / "history.damaged-\x1b[2J\n.json").touch()
    lines = finding_lines(patient.examined({"TERM": "\x1b[31m", "ANKLE_TUI_AUDIO": "\x9b", "COLORTERM": "\n"}))
    assert all(line.isprintable() for line in lines)


@settings(examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["history", "backup", "checkpoint", "config", "lock"]), st.binary(max_size=60)))
def test_no_content_makes_it_fail(tmp_path: Path, contents: dict[str, bytes]) -> None:
    data = tmp_path / "data"
    places = {
        "history": data / "history.json",
        "backup": data / "backups" / "history-2026-11-20.json",
        "checkpoint": data / "in-progress" / f"{make_id(1)}.json",
        "config": data / "config.toml",
        "lock": data / ".history.json.lock",
    }
    for name, path in places.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if name in contents:
            path.write_bytes(contents[name])
    findings = examine(str(data), str(data), {}, try_sound=works)
    assert not [finding for finding in findings if "could not be looked at" in finding.line]
    assert {name: places[name].read_bytes() for name in contents} == contents
