"""Backups, export, merge and unfinished sessions from the command line: what they do, what they say, what they leave alone."""

import datetime as dt
import io
import itertools
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.clock import Clock
from ankle_tui.commands import console, inputs
from ankle_tui.commands import main as cli
from ankle_tui.commands.outputs import THERE
from ankle_tui.commands.session.unfinished_sessions import NONE_UNFINISHED, left_over_lines
from ankle_tui.commands.upkeep.backup import NO_BACKUPS
from ankle_tui.commands.upkeep.export import SCHEMA
from ankle_tui.commands.upkeep.merge_files import merged_line
from ankle_tui.core.history.contents import contents_words
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History, Outcome, SessionRecord
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.snapshot import Command
from ankle_tui.plain import runner as plain
from ankle_tui.plain import talk
from ankle_tui.plain.narrator import Narrator, how_to_stop
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.store.files.read import read_shipped
from ankle_tui.store.history.backups import Backup, Backups
from ankle_tui.store.history.codec import from_bytes, to_bytes
from ankle_tui.store.history.history_file import TO_UNDO, HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Slot
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui import app as app_module
from tests import training
from tests.builders import STARTED, short_plan
from tests.commands.command_line import FakeApp, complaint, contents
from tests.self_tests import measured
from tests.store.history.records import make_id, make_record, make_tomb

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and devices")


class Desk:
    """A runner's folders, and the program called with them.

    Args:
        folder: Where the folders are.
        output: What was printed.
    """

    def __init__(self, folder: Path, output: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.output = output
        self.file = HistoryFile(folder / "data" / "history.json")
        self.checkpoints = CheckpointFiles(folder / "data" / "in-progress")

    def main(self, *argv: str) -> int:
        return cli.main(["--data-dir", str(self.folder / "data"), "--config-dir", str(self.folder), *argv])

    def said(self, *argv: str) -> list[str]:
        """The lines of a call that goes well and complains of nothing."""
        assert self.main(*argv) == 0
        out, err = self.output.readouterr()
        assert err == ""
        return out.splitlines()

    def refused(self, *argv: str) -> str:
        """The one line of a call that is refused and changes nothing, without the program's name."""
        before = contents(self.folder)
        line = complaint(self.main, self.output, *argv).removeprefix("ankle-tui: ")
        assert contents(self.folder) == before
        return line

    def other(self, name: str, *records: SessionRecord, **rest: object) -> str:
        """Another history file, by its path."""
        path = self.folder / name
        path.write_bytes(to_bytes(History(records, **rest)))  # type: ignore[arg-type]
        return str(path)

    def leave(self, number: int = 1, *, hours: float = 0, seconds: float = 20) -> str:
        """Leave a session unfinished, as a crash does; its id.

        Args:
            number: Tells it from others.
            hours: How much later than the others it began.
            seconds: For how long it ran.
        """
        started = STARTED + dt.timedelta(hours=hours)
        session = Session(short_plan(), make_id(number), started, "", Counting.PACED)
        session.apply(Command.START, 0.0)
        for second in range(1, round(seconds) + 1):
            session.advance(float(second))
        self.checkpoints.slot(session.id).write(Checkpoint.of(session, started + dt.timedelta(seconds=seconds)))
        return session.id


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    (tmp_path / "config.toml").write_text('sound = "off"', encoding="utf-8")
    return Desk(tmp_path, capsys)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "today", STARTED.date)


# Backups


def test_a_backup_of_the_moment(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    desk.file.keep(make_record(2))
    (line,) = desk.said("backup")
    backup = desk.file.backups.newest_good()
    assert backup is not None
    assert backup.history == desk.file.load()
    assert line == f"Backup {backup.name}: 2 sessions."


def test_backups_are_listed_newest_first_with_what_they_hold(desk: Desk) -> None:
    assert desk.said("backup", "list") == [NO_BACKUPS]
    desk.file.backups.folder.mkdir(parents=True)
    for name, data in {
        "2026-11-20": to_bytes(History((make_record(1),))),
        "2026-11-21-080000": b"damaged",
        "2026-11-22": to_bytes(History((make_record(1), make_record(2)))),
    }.items():
        (desk.file.backups.folder / f"history-{name}.json").write_bytes(data)
    assert desk.said("backup", "list") == [
        "2026-11-22         2 sessions",
        "2026-11-21-080000  damaged",
        "2026-11-20         1 session",
    ]


@pytest.mark.parametrize("name", ["2026-11-20", "2026-11-2", "20"])
def test_a_backup_is_restored_and_what_was_there_becomes_one(desk: Desk, name: str) -> None:
    desk.file.backups.folder.mkdir(parents=True)
    (desk.file.backups.folder / "history-2026-11-20.json").write_bytes(to_bytes(History((make_record(9),))))
    desk.file.path.write_bytes(present := to_bytes(History((make_record(1), make_record(2)))))
    kept, restored = desk.said("backup", "restore", name)
    assert restored == "Restored backup 2026-11-20: 1 session."
    assert desk.file.load().sessions == (make_record(9),)
    before = kept.removeprefix("The history as it was is backup ").removesuffix(".")
    assert (desk.file.backups.folder / f"history-{before}.json").read_bytes() == present
    desk.said("backup", "restore", before)
    assert desk.file.path.read_bytes() == present


def test_a_damaged_history_is_kept_when_a_backup_replaces_it(desk: Desk) -> None:
    desk.file.backups.folder.mkdir(parents=True)
    (desk.file.backups.folder / "history-2026-11-20.json").write_bytes(to_bytes(History((make_record(9),))))
    desk.file.path.write_bytes(b"damaged")
    kept, _ = desk.said("backup", "restore", "2026-11-20")
    (aside,) = desk.file.path.parent.glob("history.damaged-*.json")
    assert kept == f"history.json was damaged. The damaged file: {aside.name}"
    assert aside.read_bytes() == b"damaged"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("2026-11-2", '"2026-11-2" could be 2026-11-21-080000 or 2026-11-20'),
        ("2025", 'no backup is called "2025"; see: ankle-tui backup list'),
        ("", 'no backup is called ""; see: ankle-tui backup list'),
        ("../../x", 'no backup is called "../../x"; see: ankle-tui backup list'),
        ("\x1b[2J", 'no backup is called "?[2J"; see: ankle-tui backup list'),
    ],
)
def test_a_backup_that_is_not_meant_by_its_name(desk: Desk, name: str, line: str) -> None:
    desk.file.backups.folder.mkdir(parents=True)
    for day in ("2026-11-20", "2026-11-21-080000"):
        (desk.file.backups.folder / f"history-{day}.json").write_bytes(to_bytes(History((make_record(1),))))
    assert desk.refused("backup", "restore", name) == line


def test_only_the_backup_that_is_meant_is_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file.backups.folder.mkdir(parents=True)
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        (desk.file.backups.folder / f"history-{day}.json").write_bytes(to_bytes(History((make_record(1),))))
    read: list[str] = []
    real = Backups.read

    def note(backups: Backups, path: Path, *, sure: bool = False) -> Backup:
        read.append(path.name)
        return real(backups, path, sure=sure)

    monkeypatch.setattr(Backups, "read", note)
    desk.said("backup", "restore", "2026-11-21")
    assert read == ["history-2026-11-21.json"]


def test_a_damaged_backup_is_not_restored(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    desk.file.backups.folder.mkdir(parents=True)
    (path := desk.file.backups.folder / "history-2026-11-20.json").write_bytes(b"damaged")
    assert desk.refused("backup", "restore", "2026-11-20") == f"{path}: is damaged"


@pytest.mark.parametrize("command", [["backup"], ["export", "-"], ["export", "x.json"]], ids=str)
def test_without_a_sound_history_there_is_nothing_to_copy(
    desk: Desk, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.folder)
    assert desk.refused(*command) == f"{desk.file.path}: there is no history yet"
    desk.file.path.parent.mkdir()
    desk.file.path.write_bytes(b"damaged")
    line = desk.refused(*command)
    assert line.startswith(f"{desk.file.path}: line 1: ")
    assert line.endswith(inputs.REPAIRED_AT_START)


# Export and merge


def test_an_export_is_a_history_that_can_be_merged(desk: Desk) -> None:
    desk.file.add(
        History((make_record(1), make_record(2, note="ü\x9b \u2028")), (make_tomb(3),), extra={"shoes": ["a"]})
    )
    out = desk.folder / "out.json"
    assert desk.said("export", str(out)) == [f"{out}: 2 sessions."]
    assert from_bytes(out.read_bytes()) == desk.file.load()
    before = contents(desk.folder)
    desk.said("merge", str(out), str(out))
    assert contents(desk.folder) == before


def test_an_export_to_standard_output_is_the_same_and_safe_to_be_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file.keep(make_record(1, note="ü 脚 🦶 \x1b[2J \x9b31m \u202e \U000e0041"))
    for encoding in ("utf-8", "ascii"):
        raw = io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
            assert desk.main("export", "-") == 0
            data = raw.getvalue()
            patch.undo()
        assert from_bytes(data) == desk.file.load()
        assert all(char.isprintable() or char == "\n" for char in data.decode("utf-8"))
        assert "ü 脚 🦶" in data.decode("utf-8")


def test_an_export_replaces_a_file_only_by_force(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    out = desk.folder / "out.json"
    out.write_text("precious", encoding="utf-8")
    assert desk.refused("export", str(out)) == f"{out}: is there already; --force replaces it"
    desk.said("export", "--force", str(out))
    assert from_bytes(out.read_bytes()) == desk.file.load()


def test_the_schema_is_written_without_a_history(desk: Desk) -> None:
    out, schema = desk.folder / "out.json", read_shipped(SCHEMA)
    assert desk.said("export", "--schema", str(out)) == [f"{out}: the schema of the history."]
    assert out.read_text(encoding="utf-8") == schema
    assert desk.refused("export", "--schema", str(out)) == f"{out}: {THERE}"
    desk.said("export", "--schema", "--force", str(out))
    missing = desk.folder / "nowhere" / "out.json"
    assert desk.refused("export", "--schema", str(missing)) == f"{missing.parent}: there is no such folder"
    assert desk.said("export", "--schema", "-") == schema.splitlines()
    assert not desk.file.path.exists()


@POSIX
def test_an_export_replaces_nothing_but_a_file(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    pipe, link = desk.folder / "pipe", desk.folder / "link"
    os.mkfifo(pipe)
    link.symlink_to(desk.file.path)
    folder = desk.folder / "data"
    assert desk.refused("export", "--force", str(pipe)) == f"{pipe}: is not a file"
    assert desk.refused("export", "--force", "/dev/null") == "/dev/null: is not a file"
    assert desk.refused("export", "--force", str(folder)) == f"{folder}: is a folder"
    assert desk.refused("export", "--force", str(link)) == f"{link}: is the history itself"
    missing = desk.folder / "nowhere" / "out.json"
    assert desk.refused("export", str(missing)) == f"{missing.parent}: there is no such folder"


def test_an_export_does_not_become_a_conflict_copy(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    out = desk.file.path.with_name("history-anna.json")
    line = f"{out}: would be merged there as a conflict copy; give it another name or folder"
    assert desk.refused("export", str(out)) == line
    assert desk.refused("export", "--force", str(out)) == line
    for path in (
        desk.file.path.with_name("history-2026.json"),
        desk.file.path.with_name("anna.json"),
        desk.folder / out.name,
    ):
        desk.said("export", str(path))
    desk.file.open()
    assert sorted(path.name for path in desk.file.path.parent.glob("*.json")) == [
        "anna.json",
        "history-2026.json",
        "history.json",
    ]


@POSIX
def test_an_export_can_be_read_by_its_owner_alone(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    desk.said("export", str(out := desk.folder / "out.json"))
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_merge_says_what_it_has_changed(desk: Desk) -> None:
    desk.file.add(History((make_record(1), make_record(2), make_record(3))))
    one = desk.other("one.json", replace(make_record(1), rev=2, note="better"), make_record(4))
    two = desk.other("two.json", make_record(5), make_record(4), deleted=(make_tomb(3),))
    before = {path: Path(path).read_bytes() for path in (one, two)}
    present = desk.file.path.read_bytes()
    [line] = desk.said("merge", one, two)
    merged, _, name = line.partition(TO_UNDO)
    assert merged == "Merged 2 files: 2 added, 1 updated, 1 deleted. 4 sessions in all."
    assert (desk.file.backups.folder / f"history-{name}.json").read_bytes() == present
    assert [session.id for session in desk.file.load().sessions] == [make_id(number) for number in (1, 2, 4, 5)]
    assert desk.file.load().sessions[0].note == "better"
    assert {path: Path(path).read_bytes() for path in (one, two)} == before


def test_a_merge_says_how_many_days_are_marked(desk: Desk) -> None:
    days = [DayMark(dt.date(2026, 11, day), DayKind.RUN) for day in (20, 21, 22)]
    desk.file.add(History((make_record(1),), days=(days[0], days[1])))
    other = desk.other("other.json", days=(days[0], replace(days[1], kind=None, rev=2), days[2]))
    [line] = desk.said("merge", other)
    assert line.partition(TO_UNDO)[0] == "Merged 1 file: 2 days marked. 1 session in all."
    assert desk.said("merge", other) == ["Merged 1 file: nothing new. 1 session in all."]


def test_a_merge_tells_self_tests_and_blocks_from_sessions(desk: Desk) -> None:
    old, new = measured(0, SelfTestId.RAISE, 20, 20), measured(4, SelfTestId.RAISE, 22, 20)
    block = BlockRecord(make_id(9), training.day(0), 2)
    desk.file.add(History((make_record(1),), tests=(old,)))
    other = desk.folder / "other.json"
    delta = History(tests=(replace(old, rev=2, pain=1), new), blocks=(block,))
    other.write_bytes(to_bytes(delta))
    [line] = desk.said("merge", str(other))
    assert line.partition(TO_UNDO)[0] == (
        "Merged 1 file: 1 self-test added, 1 self-test updated, 1 block added. 1 session, 2 self-tests, 1 block in all."
    )
    assert desk.said("merge", str(other)) == [merged_line(1, desk.file.load(), desk.file.load())]
    other.write_bytes(to_bytes(History(deleted=(make_tomb(0, rev=9), replace(make_tomb(0, rev=9), id=new.id)))))
    [line] = desk.said("merge", str(other))
    assert "1 self-test deleted" in line


def test_export_and_backups_say_what_they_hold(desk: Desk) -> None:
    tests = (measured(0, SelfTestId.RAISE, 20, 20),)
    desk.file.add(History((make_record(1),), tests=tests))
    held = contents_words(desk.file.load())
    [line] = desk.said("export", str(out := desk.folder / "out.json"))
    assert line.endswith(f"{out}: {held}.")
    assert from_bytes(out.read_bytes()).tests == tests
    for argv in ((), ("list",)):
        assert held in desk.said("backup", *argv)[0]


def test_a_mistaken_merge_is_taken_back_with_all_that_was_done_on_the_day(desk: Desk) -> None:
    desk.file.add(History((make_record(1), make_record(2))))
    desk.said("day", "run")
    desk.said("day", "rest", "--date", "yesterday")
    before = desk.file.path.read_bytes()
    stranger = desk.other("stranger.json", make_record(3), replace(make_record(1), rev=9, note="somebody else"))
    [line] = desk.said("merge", stranger)
    assert desk.file.path.read_bytes() != before
    desk.said(*line.partition(": ankle-tui ")[2].split())
    assert desk.file.path.read_bytes() == before


def test_a_merge_into_nothing_needs_no_backup(desk: Desk) -> None:
    [line] = desk.said("merge", desk.other("one.json", make_record(1)))
    assert line == merged_line(1, History(), History((make_record(1),)))
    assert not desk.file.backups.folder.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode("utf-16"),
        lambda text: text.replace("]\n}", "],\n}").encode(),
    ],
    ids=["byte order mark", "PowerShell", "comma"],
)
def test_a_merge_takes_what_other_programs_have_saved(desk: Desk, change: Callable[[str], bytes]) -> None:
    desk.file.keep(make_record(1))
    other = Path(desk.other("other.json", make_record(2, note="ü 脚 🦶 ,]")))
    other.write_bytes(change(other.read_text(encoding="utf-8")))
    desk.said("merge", str(other))
    assert desk.file.load().sessions == (make_record(1), make_record(2, note="ü 脚 🦶 ,]"))


@POSIX
def test_a_merge_waits_for_no_pipe_and_reads_no_device(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    os.mkfifo(pipe := desk.folder / "pipe.json")
    for path in (pipe, Path("/dev/zero")):
        assert desk.refused("merge", str(path)) == f"{path}: is not a file"


def test_without_room_for_a_backup_a_merge_replaces_nothing(desk: Desk) -> None:
    desk.file.keep(make_record(1))
    desk.file.backups.folder.touch()  # a file in the folder's place
    other = desk.other("one.json", replace(make_record(1), rev=2), make_record(2))
    assert desk.refused("merge", other).startswith(f"{desk.file.backups.folder}: cannot be written: ")


def test_the_order_of_the_files_does_not_matter(desk: Desk) -> None:
    paths = [
        desk.other("a.json", make_record(1), replace(make_record(2), rev=2, note="a")),
        desk.other("b.json", replace(make_record(2), rev=2, note="b"), make_record(3)),
        desk.other("c.json", make_record(3, note="c"), deleted=(make_tomb(1),)),
    ]
    results = set()
    for number, order in enumerate(itertools.permutations(paths)):
        data = desk.folder / str(number)
        assert cli.main(["--data-dir", str(data), "merge", *order]) == 0
        results.add((data / "history.json").read_bytes())
    assert len(results) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "line 1: "),
        (b"", "is empty"),
        (b'{"format": "somebody/else"}', 'format: must be "ankle-tui/history"'),
        (b'{"format": "ankle-tui/history", "version": 2}', "version: is 2, made by a newer ankle-tui"),
        (b'{"format": "ankle-tui/checkpoint", "version": 1}', 'format: must be "ankle-tui/history"'),
        (b'{"format": "\\u001b[2J", "version": 1}', 'format: must be "ankle-tui/history", not "?[2J"'),
        (None, "there is no such file"),
    ],
)
def test_a_file_that_is_no_sound_history_stops_the_merge_of_all(
    desk: Desk, content: bytes | None, problem: str
) -> None:
    desk.file.keep(make_record(1))
    good, bad = desk.other("good.json", make_record(2)), desk.folder / "bad.json"
    if content is not None:
        bad.write_bytes(content)
    for order in ([good, str(bad)], [str(bad), good]):
        assert desk.refused("merge", *order).startswith(f"{bad}: {problem}")


def test_a_merge_into_a_damaged_history_repairs_it(desk: Desk) -> None:
    desk.file.add(History((make_record(1), make_record(2))))
    desk.file.path.write_bytes(desk.file.path.read_bytes()[:-30])
    repaired, merged = desk.said("merge", desk.other("one.json", make_record(4)))
    assert repaired.startswith("history.json was damaged (line ")
    assert merged.partition(TO_UNDO)[0] == merged_line(1, History((make_record(1),)), desk.file.load())
    assert desk.file.load().sessions == (make_record(1), make_record(4))


# Sessions that were not finished


def test_unfinished_sessions_are_listed_newest_first(desk: Desk) -> None:
    assert desk.said("resume", "--list") == [NONE_UNFINISHED]
    first, second = desk.leave(1, hours=-24, seconds=60), desk.leave(1 << 20)
    before = contents(desk.folder)
    assert desk.said("resume", "--list") == [
        f"{second[:8]}  today 18:04, 0 of 7 sets done",
        f"{first[:8]}  yesterday 18:04, 1 of 7 sets done",
    ]
    assert contents(desk.folder) == before


def test_unfinished_sessions_are_listed_wherever_they_could_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(desk.folder))
    session = desk.leave()
    desk.checkpoints.folder.rename(Folders(desk.folder / "data", desk.folder).spare)
    assert desk.said("resume", "--list") == [f"{session[:8]}  today 18:04, 0 of 7 sets done"]


def test_ids_that_begin_alike_are_shown_as_far_as_they_differ(desk: Desk) -> None:
    ids = [desk.leave(number) for number in (1, 2)]
    shown = [line.split()[0] for line in desk.said("resume", "--list")]
    assert len(set(shown)) == 2
    assert [name for name in shown if ids[0].startswith(name)] == [shown[1]]
    line = desk.refused("resume", "--discard", ids[0][:8])
    assert line == f'"{ids[0][:8]}" could be {shown[1]} or {shown[0]}'
    desk.said("resume", "--discard", shown[1])
    assert desk.checkpoints.ids() == [ids[1]]


def test_without_an_unfinished_session_there_is_nothing_to_resume(desk: Desk) -> None:
    for command in (["--plain"], ["--keep"], ["--discard"], ["--plain", "019ab1c2"]):
        assert desk.refused("resume", *command) == NONE_UNFINISHED


def test_a_list_is_of_all(desk: Desk) -> None:
    assert desk.refused("resume", "--list", "019ab1c2") == "--list takes no ID"


def test_an_id_that_no_session_has(desk: Desk) -> None:
    desk.leave()
    line = desk.refused("resume", "--keep", "ffff\x1b")
    assert line == 'no unfinished session is called "ffff?"; see: ankle-tui resume --list'


def test_what_was_done_is_kept(desk: Desk) -> None:
    session_id = desk.leave(seconds=60)
    assert desk.said("resume", "--keep") == ["Today 18:04, 1 of 7 sets done. Saved."]
    (record,) = desk.file.load().sessions
    assert (record.id, record.status.value) == (session_id, "partial")
    assert desk.checkpoints.ids() == []
    assert desk.said("resume", "--list") == [NONE_UNFINISHED]


def test_an_unfinished_session_is_discarded(desk: Desk) -> None:
    older, newer = desk.leave(1, hours=-1), desk.leave(1 << 20)
    assert desk.said("resume", "--discard") == ["Today 18:04, 0 of 7 sets done. Discarded."]
    assert desk.checkpoints.ids() == [older] != [newer]
    (line,) = desk.said("resume", "--discard", older[:8].upper())
    assert "17:04" in line
    assert not desk.file.path.exists()


def test_what_cannot_be_kept_can_still_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.leave()
    monkeypatch.setattr(HistoryFile, "_write", failing_write)
    assert "cannot be written: No space left on device" in desk.refused("resume", "--keep")
    monkeypatch.undo()
    monkeypatch.setattr(inputs, "today", STARTED.date)
    assert len(desk.said("resume", "--keep")) == 1
    assert len(desk.file.load().sessions) == 1


def failing_write(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_session_that_another_program_holds_is_left_alone(desk: Desk) -> None:
    session_id = desk.leave()
    slot = Slot(desk.checkpoints.folder, session_id)
    assert slot.hold()
    try:
        assert desk.said("resume", "--list") == [NONE_UNFINISHED]
        for command in ("--keep", "--discard", "--plain"):
            assert desk.refused("resume", command) == NONE_UNFINISHED
    finally:
        slot.let_go()
    assert len(desk.said("resume", "--list")) == 1


@pytest.fixture
def led(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the plain mode was asked to lead."""
    captured: dict[str, object] = {}

    def lead(session: object, **rest: object) -> int:
        captured.update(rest, session=session)
        return 0

    monkeypatch.setattr(plain, "lead", lead)
    return captured


def test_a_session_goes_on_in_lines(desk: Desk, led: dict[str, object]) -> None:
    older, newer = desk.leave(1, hours=-1), desk.leave(1 << 20)
    assert desk.said("resume", "--plain") == []
    assert isinstance(session := led["session"], Checkpoint)
    assert session.id == newer
    assert isinstance(led["save_queue"], SaveQueue)
    desk.said("resume", "--plain", older[:8])
    assert isinstance(session := led["session"], Checkpoint)
    assert session.id == older


def test_a_session_goes_on_on_the_screen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "AnkleApp", FakeApp)
    monkeypatch.setattr(console, "has_screen", lambda _: True)
    monkeypatch.setattr(FakeApp, "made", [])
    desk.leave(1, hours=-1)
    newer = desk.leave(1 << 20)
    assert desk.main("resume") == 0
    (app,) = FakeApp.made
    assert app.ports["resume"].checkpoint.id == newer
    assert (app.ports["plan"], app.ports["left_overs"]) == (None, ())


def test_a_session_that_went_on_to_its_end_is_one_session(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session_id = desk.leave(seconds=40)
    save_queue = SaveQueue(desk.file, desk.checkpoints)
    (left_over,) = desk.checkpoints.left_overs()
    save_queue.take_over(left_over)
    lines: list[str] = []
    monkeypatch.setattr(plain, "write_line", lines.append)
    monkeypatch.setattr(plain, "Clock", lambda _: quick_clock())
    monkeypatch.setattr(talk.only_wait, "__defaults__", (lambda _: None,))
    lifeline = Lifeline()
    rest = {"settings": Settings(), "save_queue": save_queue, "speed": 1.0, "stdin": None, "lifeline": lifeline}
    assert plain.lead(left_over.checkpoint, **rest) == 0  # type: ignore[arg-type]
    resumed = SessionRunner(left_over.checkpoint, clock=quick_clock(), player=SilentPlayer(), save_queue=None)
    assert lines[:2] == [how_to_stop(keeps=True), Narrator(short_plan()).going_on(resumed.snapshot)]
    (record,) = desk.file.load().sessions
    assert (record.id, record.status.value) == (session_id, "completed")
    assert all(item.outcome is Outcome.DONE for item in record.sets)
    assert desk.checkpoints.ids() == []


def quick_clock() -> Clock:
    """A clock that goes on by itself whenever it is looked at."""
    ticks = itertools.count()
    return Clock(1.0, lambda: next(ticks) * 0.05)


def test_a_new_session_in_lines_names_those_left_over_and_lets_go_of_them(desk: Desk, led: dict[str, object]) -> None:
    desk.leave(1, seconds=60)
    assert desk.main("start", "--plain") == 0
    _, err = desk.output.readouterr()
    one_left = "Unfinished: today 18:04, 1 of 7 sets done. ankle-tui resume goes on with it."
    assert err.splitlines() == [one_left]
    assert not isinstance(led["session"], Checkpoint)
    second = desk.leave(1 << 20, hours=1)
    assert desk.main("start", "--plain") == 0
    _, err = desk.output.readouterr()
    assert err.splitlines() == [
        one_left.replace("resume", f"resume {make_id(1)[:8]}"),
        one_left.replace("resume", f"resume {second[:8]}").replace("18:04, 1", "19:04, 0"),
    ]
    slots = [Slot(desk.checkpoints.folder, session_id) for session_id in desk.checkpoints.ids()]
    assert [slot.hold() for slot in slots] == [True, True]
    for slot in slots:
        slot.let_go()


@pytest.mark.parametrize("gone", [None, "pipe"])
def test_a_new_session_begins_also_where_nobody_reads_what_is_said_aside(
    desk: Desk, led: dict[str, object], monkeypatch: pytest.MonkeyPatch, gone: str | None
) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    desk.leave()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", gone and Gone())
        assert desk.main("start", "--plain") == 0
    assert "session" in led


# Text from files


def test_no_text_of_a_file_comes_out_as_an_escape_code(desk: Desk) -> None:
    nasty = "\x1b[2J[bold]\x9b31m\r\n\u202e"
    record = make_record(1, note=nasty, zone=nasty)
    sets = tuple(replace(item, exercise=nasty, variation=nasty, part=nasty) for item in record.sets)
    desk.file.keep(replace(record, sets=sets, extra={nasty: nasty}))
    checkpoint = json.loads((desk.checkpoints.folder / f"{desk.leave()}.json").read_text(encoding="utf-8"))
    checkpoint["record"]["sets"][0]["exercise"] = nasty
    checkpoint["record"]["note"] = nasty
    (desk.checkpoints.folder / f"{make_id(1)}.json").write_text(json.dumps(checkpoint), encoding="utf-8")
    (desk.checkpoints.folder / f"{make_id(2)}.json").write_text(json.dumps({"format": nasty}), encoding="utf-8")
    for command in (["history"], ["history", "--json"], ["resume", "--list"], ["doctor"], ["doctor", "--json"]):
        desk.main(*command)
        out, err = desk.output.readouterr()
        assert out
        assert all(char.isprintable() or char == "\n" for char in out + err), command


def test_what_is_wrong_with_a_checkpoint_is_said_beside_the_list(desk: Desk) -> None:
    desk.leave(1 << 20)
    path = desk.checkpoints.folder / f"{make_id(2)}.json"
    path.write_text("{", encoding="utf-8")
    assert desk.main("resume", "--list") == 0
    out, err = desk.output.readouterr()
    assert len(out.splitlines()) == 1
    assert err.startswith(f"{path}: line 1: ")


def test_short_ids_of_nothing() -> None:
    assert left_over_lines([], STARTED.date()) == []
