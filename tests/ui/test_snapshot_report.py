"""One picture that is not as it was hides no other failure, whatever the plugin of the pictures warns of."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
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


def test_a_failing_picture_hides_no_other_failure(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(WARNS, encoding="utf-8")
    (tmp_path / "test_two.py").write_text(FAILS, encoding="utf-8")
    report = tmp_path / "report.html"
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "TEXTUAL_SNAPSHOT"))}
    where: list[str | Path] = ["-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, "--snapshot-report", report]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *where, "-p", "no:cacheprovider", tmp_path],
        env=environ,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    told = [line.partition(" - ")[0] for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    assert told == ["FAILED test_two.py::test_picture", "FAILED test_two.py::test_other"]
    assert report.is_file()
