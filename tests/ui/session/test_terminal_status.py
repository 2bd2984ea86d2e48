"""Title, progress and notices, as the terminal gets them."""

from pathlib import Path

import pytest

from ankle_tui.ui.session.terminal_status import MOST, UNDO, TerminalStatus, notice_by

XTERM = {"TERM": "xterm-256color"}


class Terminal:
    """Notes what it gets, and what is started beside it."""

    def __init__(self, environ: dict[str, str] | None = None, *, titles: bool = True, notices: bool = True) -> None:
        self.got: list[str] = []
        self.started: list[list[str]] = []
        self.undo = b""
        self.outside = TerminalStatus(
            self.got.append,
            XTERM if environ is None else environ,
            titles=titles,
            notices=notices,
            spawn=self.started.append,
            undo=self.note,
        )

    def note(self, undo: bytes) -> None:
        """Note what undoes it all."""
        self.undo = undo


def test_title_and_progress_follow_and_are_cleared() -> None:
    terminal = Terminal()
    terminal.outside.show("Balance", 0.031, paused=False)
    assert terminal.got == ["\x1b[22;0t\x1b]2;Balance\x1b\\\x1b]9;4;1;3\x1b\\"]
    terminal.outside.show("Balance", 0.039, paused=False)
    assert len(terminal.got) == 1  # nothing to be seen has changed
    terminal.outside.show("Balance", 0.039, paused=True)
    assert terminal.got[1:] == ["\x1b]9;4;4;3\x1b\\"]
    assert terminal.undo == UNDO.encode()
    terminal.outside.clear()
    terminal.outside.clear()
    assert terminal.undo == b""
    assert terminal.got[2:] == [UNDO]
    terminal.outside.show("Balance", 0.039, paused=True)
    assert terminal.got[3].startswith("\x1b[22;0t")


@pytest.mark.parametrize("environ", [{"TERM": "linux"}, {"TERM": "dumb"}, {}])
def test_a_terminal_without_a_window_gets_nothing(environ: dict[str, str]) -> None:
    terminal = Terminal(environ)
    terminal.outside.show("Balance", 0.5, paused=False)
    terminal.outside.notice("Rest is over")
    terminal.outside.clear()
    assert (terminal.got, terminal.started) == ([], [])


def test_what_is_switched_off_stays_off() -> None:
    terminal = Terminal({"TERM": "foot"}, titles=False, notices=False)
    terminal.outside.show("Balance", 0.5, paused=False)
    terminal.outside.notice("Rest is over")
    assert terminal.got == []


def test_a_title_cannot_end_its_sequence() -> None:
    terminal = Terminal()
    terminal.outside.show(f"a\x1b\\\x07\n\x9cb{'c' * 200}", 0, paused=False)
    title = terminal.got[0].split("\x1b]2;")[1].split("\x1b\\")[0]
    assert title.startswith("a\\bccc")
    assert len(title) == MOST


@pytest.mark.parametrize(
    ("environ", "sequence"),
    [
        ({"TERM": "foot"}, "\x1b]777;notify;ankle-tui;Rest, over\x1b\\"),
        ({"TERM": "xterm-kitty"}, "\x1b]9;Rest; over\x1b\\"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "\x1b]9;Rest; over\x1b\\"),
    ],
)
def test_a_notice_by_the_terminal(environ: dict[str, str], sequence: str) -> None:
    terminal = Terminal(environ)
    terminal.outside.notice("Rest; over")
    assert terminal.got == [sequence]


def test_a_notice_by_the_desktop(tmp_path: Path) -> None:
    program = tmp_path / "notify-send"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    desktop = {**XTERM, "DISPLAY": ":0", "PATH": str(tmp_path)}
    terminal = Terminal(desktop)
    terminal.outside.notice("Rest is over")
    assert terminal.started == [[str(program), "--app-name=ankle-tui", "--", "ankle-tui", "Rest is over"]]
    assert notice_by({**desktop, "SSH_CONNECTION": "somewhere"}) == 0
    assert notice_by({**desktop, "PATH": ""}) == 0
