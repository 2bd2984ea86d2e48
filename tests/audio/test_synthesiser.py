"""The system's synthesiser: which one is taken, and that a text is nothing but a text to it."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ankle_tui.audio import synthesiser
from ankle_tui.audio.synthesiser import RATE, Synthesiser, SynthesisError, find_synthesiser

FAKE = """#!{python}
import json, os, sys, wave
heard = {{"arguments": sys.argv[1:], "text": sys.stdin.buffer.read().decode()}}
with open({log!r}, "a", encoding="utf-8") as log:
    log.write(json.dumps(heard) + "\\n")
{then}
with wave.open(sys.argv[-1], "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate({rate})
    file.writeframes(bytes(2 * {rate}) + b"\\x00\\x10\\x00\\xf0" * ({rate} // 4) + bytes(2 * {rate}))
"""
"""Writes half a second of sound between two seconds of silence, and notes what it was given."""

POSIX = pytest.mark.skipif(os.name != "posix", reason="a script as a program")


def put_fake(folder: Path, name: str = "espeak-ng", then: str = "", rate: int = RATE) -> Path:
    """Put a program that stands for a synthesiser into a folder; the log beside it tells its calls."""
    folder.mkdir(parents=True, exist_ok=True)
    program, log = folder / name, folder / "log"
    program.write_text(FAKE.format(python=sys.executable, log=str(log), then=then, rate=rate), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return log


def calls_of(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def found(folder: Path) -> Synthesiser:
    one = find_synthesiser("linux", find=lambda name: str(folder / name))
    assert one
    return one


@POSIX
@pytest.mark.parametrize(
    "text", ["--version", "-w /tmp/x", '"; touch x; $(touch y) `touch z`', "Zehen heben, größer 脚"]
)
def test_a_text_goes_in_by_standard_input_alone(tmp_path: Path, text: str) -> None:
    log = put_fake(tmp_path)
    samples = found(tmp_path).say(text)
    (call,) = calls_of(log)
    assert call["text"] == f"{text}\n"
    assert not any(text in str(argument) for argument in call["arguments"])  # type: ignore[attr-defined]
    assert len(samples) == pytest.approx(2.5 * RATE, abs=4)
    assert max(samples) == 0x1000


@POSIX
def test_another_rate_is_made_ours(tmp_path: Path) -> None:
    put_fake(tmp_path, rate=16_000)
    assert len(found(tmp_path).say("x")) == pytest.approx(2.5 * RATE, abs=4)


@POSIX
@pytest.mark.parametrize(
    ("then", "named"),
    [
        ("sys.exit('no voice called klingon')", "no voice called klingon"),
        ("sys.exit(3)", "exit code 3"),
        ("sys.exit(0)", "no sound"),
        ("open(sys.argv[-1], 'w').write('x'); sys.exit(0)", "is not a WAV"),
    ],
)
def test_a_failure_names_program_and_reason(tmp_path: Path, then: str, named: str) -> None:
    put_fake(tmp_path, then=then)
    with pytest.raises(SynthesisError, match=f"espeak-ng.*{named}"):
        found(tmp_path).say("x")


@POSIX
def test_one_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesiser, "PATIENCE", 0.0)
    put_fake(tmp_path, then="import time; time.sleep(60)")
    with pytest.raises(SynthesisError, match="espeak-ng"):
        found(tmp_path).say("x")


def test_one_that_is_not_there_any_more_is_a_line() -> None:
    with pytest.raises(SynthesisError, match="does not start"):
        found(Path("/missing")).say("x")


@pytest.mark.parametrize(
    ("platform", "there", "name"),
    [
        ("linux", ["espeak-ng", "espeak", "say"], "espeak-ng"),
        ("linux", ["espeak", "say"], "espeak"),
        ("darwin", ["espeak-ng", "say"], "say"),
        ("win32", ["powershell.exe", "espeak-ng"], "Windows' own voice"),
        ("win32", ["espeak-ng"], "espeak-ng"),
    ],
)
def test_the_system_s_own_comes_first(platform: str, there: list[str], name: str) -> None:
    one = find_synthesiser(platform, find=lambda program: f"/x/{program}" if Path(program).name in there else None)
    assert one
    assert one.name == name


def test_where_there_is_none_there_is_none() -> None:
    for platform in ("linux", "darwin", "win32"):
        assert find_synthesiser(platform, find=lambda _: None) is None


def test_windows_is_told_the_file_by_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []

    def run(command: list[str], *, env: dict[str, str], **_: object) -> None:
        ran.append(command)
        Path(env["ANKLE_TUI_SPOKEN"]).write_bytes(b"RIFF")

    monkeypatch.setattr(subprocess, "run", run)
    one = find_synthesiser("win32", find=lambda program: program)
    assert one
    with pytest.raises(SynthesisError):  # what was written is no sound
        one.say("x")
    assert ran == [[one.program, *one.arguments]]
    assert "$env:ANKLE_TUI_SPOKEN" in one.arguments[-1]
