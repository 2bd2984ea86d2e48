"""Test the test setup: no failure is hidden, CI ends with the right code, and ignored signals are reset."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WARNS = """
import datetime as dt
import warnings

import pytest_textual_snapshot as plugin


class Deprecated:
    '''As every Python from 3.12 on.'''

    @staticmethod
    def utcnow():
        warnings.warn("datetime.datetime.utcnow() is deprecated and will go", DeprecationWarning, stacklevel=2)
        return dt.datetime.now(dt.UTC)


plugin.datetime = Deprecated
"""
FAILS = """
from textual.app import App


def test_picture(snap_compare):
    assert snap_compare(App())


def test_other():
    assert False
"""

# Makes an environment of a single link, says what `make` was asked for, and fails where FAILS stands in that.
MAKE = """#!/bin/sh
for word; do case $word in VENV=*) venv=${word#VENV=} ;; esac; done
mkdir -p "$venv/bin" && ln -sf "$PYTHON" "$venv/bin/python"
printf '%s\\n' "$*" '1 passed in 0.01s'
case $* in *"$FAILS"*) exit 2 ;; esac
"""


def run(*options: str | Path, cwd: Path, ignored: tuple[signal.Signals, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run pytest by itself with the configuration of all tests.

    Args:
        options: Its arguments.
        cwd: Where it runs.
        ignored: Signals that are switched off before it starts.
    """

    def ignore() -> None:
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)

    environ = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "TEXTUAL_SNAPSHOT"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "no:cacheprovider", *options],
        env=environ,
        cwd=cwd,
        preexec_fn=ignore if ignored else None,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_a_failing_picture_hides_no_other_failure(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(WARNS, encoding="utf-8")
    (tmp_path / "test_two.py").write_text(FAILS, encoding="utf-8")
    report = tmp_path / "report.html"
    done = run("--rootdir", tmp_path, "--snapshot-report", report, tmp_path, cwd=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    told = [line.partition(" - ")[0] for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    assert told == ["FAILED test_two.py::test_picture", "FAILED test_two.py::test_other"]
    assert report.is_file()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("fails", [None, " check", "--cov=", "PYTHON=", " test-all"])
def test_ci_ends_with_an_error_only_where_a_part_failed(fails: str | None, tmp_path: Path) -> None:
    (tmp_path / "project" / ".ci").mkdir(parents=True)
    (tmp_path / "work").mkdir()
    script = shutil.copy(ROOT / ".ci" / "run", tmp_path / "project" / ".ci")
    python = '#!/bin/sh\nexec "$PYTHON" "$@"\n'
    programs = {"make": MAKE, "apt-get": "#!/bin/sh\nexit 1\n", "python3.13": python, "python3.14": python}
    for name, text in programs.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    environ = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path / "work"),
        "PYTHON": sys.executable,
        "FAILS": fails or "nothing does",
    }
    done = subprocess.run([script], env=environ, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert (done.returncode != 0) == (fails is not None), done.stdout + done.stderr
    assert ("Passed" in done.stdout) == (fails is None)
    assert not list((tmp_path / "work").iterdir())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_what_is_ignored_where_they_are_started_is_not_in_what_they_start() -> None:
    ignored = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
    names = ("saves_and_ends", "stays_off", "more_signals")
    done = run("tests/services/test_shutdown.py", "-k", " or ".join(names), "-rA", cwd=ROOT, ignored=ignored)
    assert done.returncode == 0, done.stdout + done.stderr
    outcomes = [line.partition(" ") for line in done.stdout.splitlines() if "test_shutdown.py::" in line]
    assert {outcome for outcome, _, _ in outcomes} == {"PASSED"}
    assert all(any(name in test for _, _, test in outcomes) for name in names)
