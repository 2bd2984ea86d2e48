"""Real processes: readers that have gone, full disks, closed streams and other encodings."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import IDS, Main
from tests.store.history.records import make_record

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("encoding", "escaped"), [("ascii", True), ("latin-1", True), ("utf-8", False)])
def test_json_says_the_same_in_every_encoding(
    main: Main, history: HistoryFile, monkeypatch: pytest.MonkeyPatch, encoding: str, escaped: bool
) -> None:
    history.keep(make_record(note="ü 脚 🦶"))
    raw = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
        assert main("history", "--json") == 0
        data = raw.getvalue()
        patch.undo()
    assert json.loads(data)[0]["note"] == "ü 脚 🦶"
    assert (b"\\u" in data) is escaped


def test_names_that_the_output_cannot_show_do_not_stop_a_list(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
        assert main("exercises") == 0
        out = raw.getvalue().decode("ascii")
    assert "2 ? 30 s/leg" in out


POSIX = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell")


def program(tmp_path: Path, arguments: str, redirection: str = "", **environ: str) -> Any:
    """Run the program in a shell, its standard error captured."""
    (tmp_path / "config.toml").write_text('sound = "off"', encoding="utf-8")
    command = f'"$PYTHON" -m ankle_tui --data-dir "$D" --config-dir "$D" {arguments} {redirection}'
    variables = {**os.environ, "PYTHON": sys.executable, "D": str(tmp_path), **environ}
    return subprocess.run(
        ["sh", "-c", command], env=variables, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )


@POSIX
@pytest.mark.parametrize(
    "arguments", ["history", "exercises --json", "--help", "start --plain --demo 1000 --exercises lateral-hops"]
)
def test_a_reader_that_has_gone_is_no_error(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "config.toml").write_text('sound = "off"', encoding="utf-8")
    read_end, write_end = os.pipe()
    os.close(read_end)
    folders = ["--data-dir", str(tmp_path), "--config-dir", str(tmp_path)]
    with os.fdopen(write_end, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "ankle_tui", *folders, *arguments.split()],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments",
    ["exercises", "start --plain --demo 1000 --exercises hops", "--help", "-V", "help day", "backup list -h", "status"],
)
def test_a_full_disk_behind_the_output_is_one_line(tmp_path: Path, arguments: str, unbuffered: str) -> None:
    done = program(tmp_path, arguments, ">/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == USAGE
    assert done.stderr.decode() == "ankle-tui: [Errno 28] No space left on device\n"


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
@pytest.mark.parametrize("arguments", ["no-such-command", "--config-dir /dev/null exercises"])
def test_a_full_disk_behind_standard_error_leaves_the_exit_code(tmp_path: Path, arguments: str) -> None:
    assert program(tmp_path, arguments, "2>/dev/full").returncode == USAGE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux")
def test_what_standard_error_does_not_take_is_given_up(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        with pytest.raises(SystemExit, match="2"):
            main("no-such-command")
        full.flush()  # as the interpreter does at exit, which takes a failure for one of the program


@POSIX
@pytest.mark.parametrize("redirection", [">&-", "<&-", "<&- >&-"])
def test_streams_that_are_closed_from_the_start(tmp_path: Path, redirection: str) -> None:
    for arguments in ("history", "start --plain --demo 1000 --exercises lateral-hops"):
        done = program(tmp_path, arguments, redirection)
        assert (done.returncode, done.stderr) == (0, b"")


@POSIX
def test_a_locale_without_unicode(tmp_path: Path) -> None:
    done = program(tmp_path, "exercises", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == len(IDS)
    done = program(tmp_path, "start --plain --exercises 'fußheber'", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == USAGE
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
