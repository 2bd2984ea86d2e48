"""A real pseudo-terminal with an emulated screen, for running the whole program as a runner would."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

from ankle_tui.clock import STRUCK_TWICE

PATIENCE = 30.0
"""Seconds after which a text that has not come will not come: far above anything seen, for a busy machine."""


class Terminal:
    """The program in a terminal.

    Args:
        arguments: What follows `ankle-tui` on the command line.
        folder: Home, data and settings of the run.
        size: Columns and rows.
        environ: Environment variables to set.
    """

    def __init__(
        self, *arguments: str, folder: Path, size: tuple[int, int] = (80, 24), environ: dict[str, str] | None = None
    ) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            ["-m", "ankle_tui", "--data-dir", str(folder), "--config-dir", str(folder / "config"), *arguments],
            env={
                **{
                    key: value
                    for key, value in os.environ.items()
                    if key not in {"COLUMNS", "LINES", "NO_COLOR", "TMUX"}
                },
                "HOME": str(folder),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "ANKLE_TUI_AUDIO": "off",
                **(environ or {}),
            },
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    def press(self, keys: str) -> None:
        """Type."""
        self.child.send(keys)

    def press_later(self, keys: str) -> None:
        """Type when a key that was typed before, or may still have been meant for what has ended, is heeded again."""
        heeded = time.monotonic() + STRUCK_TWICE + 0.1
        while (left := heeded - time.monotonic()) > 0:
            self._read(left)
        self.press(keys)

    def wait_for(self, wanted: str | Callable[[str], bool]) -> str:
        """Wait until a text stands on the screen, or a test of the screen holds.

        Raises:
            AssertionError: When it does not come, with the screen as it stands.
        """
        holds = wanted if callable(wanted) else lambda text: wanted in text
        deadline = time.monotonic() + PATIENCE
        while not holds(self.text):
            if time.monotonic() > deadline or not self._read():
                raise AssertionError(f"{wanted!r} never stood on the screen:\n{self.text}")
        return self.text

    def wait_for_file(self, path: Path) -> None:
        """Wait until a file is there, which a thread of the program writes beside what stands on the screen.

        Raises:
            AssertionError: When it does not come.
        """
        deadline = time.monotonic() + PATIENCE
        while not path.exists():
            assert time.monotonic() < deadline, f"{path.name} was never written"
            self._read(0.05)

    def wait_for_end(self) -> int:
        """Wait until the program has ended.

        Returns:
            Its exit code.
        """
        while self._read():
            pass
        assert self.child.flag_eof, f"the program goes on:\n{self.text}"
        self.child.wait()
        assert self.child.exitstatus is not None, f"killed by signal {self.child.signalstatus}"
        return self.child.exitstatus

    def _read(self, patience: float = PATIENCE) -> bool:
        """Read what comes next; False at the end, or when `patience` seconds bring nothing."""
        try:
            data = self.child.read_nonblocking(65536, timeout=patience)
        except (pexpect.EOF, pexpect.TIMEOUT):
            return False
        self.raw += data
        self._stream.feed(data)
        return True
