"""The doctor looks at folders: who can read and write them, locks, room, and a save that is tried."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from ankle_tui.clock import local_time
from ankle_tui.commands.doctor import check_folders
from ankle_tui.commands.doctor import patient as patient_module
from ankle_tui.commands.doctor.examine import examine
from ankle_tui.commands.doctor.finding import FindingState
from ankle_tui.core.history.records import History
from ankle_tui.store.files import durable
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from tests.commands.doctor.patients import NOT_ROOT, POSIX, TERMINAL, Patient, sessions, tree, works
from tests.store.history.records import make_record


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
