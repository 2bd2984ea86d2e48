"""Lines on a terminal: broken between words, whole in a pipe."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.plain import talk
from ankle_tui.plain.folding import NARROWEST, folded, terminal_width


@given(st.text("abcdefghi  -·", max_size=200).map(str.strip), st.integers(NARROWEST, 120))
def test_no_word_is_lost_and_only_a_long_one_is_wider(line: str, width: int) -> None:
    pieces = folded(line, width)
    assert " ".join(pieces).split() == line.split()
    assert all(len(piece) <= width or " " not in piece.strip() for piece in pieces)


def test_what_follows_stands_further_right() -> None:
    assert folded("  one two three four five six seven", 24) == ["  one two three four", "    five six seven"]
    assert folded("one two three", None) == ["one two three"]


def test_a_pipe_has_no_width() -> None:
    assert terminal_width(None) is None
    assert terminal_width(io.StringIO()) is None


@pytest.mark.skipif(os.name != "posix", reason="needs a pty")
def test_lines_are_broken_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdout", terminal)
        talk.write_line("Stand on the left leg and keep still until the tone")
        read = os.read(ours, 1000).decode().splitlines()
    os.close(ours)
    assert read == ["Stand on the left leg and keep", "  still until the tone"]
