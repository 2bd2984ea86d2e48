"""The doctor: everything is looked at, told as lines or JSON, nothing is changed, and nothing makes it fail."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ankle_tui.commands import main as cli
from ankle_tui.commands.doctor import patient as patient_module
from ankle_tui.commands.doctor.examine import examine
from ankle_tui.commands.doctor.finding import finding_lines
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.doctor.patients import Patient, works
from tests.examples import examples
from tests.store.history.records import make_id, make_record


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
