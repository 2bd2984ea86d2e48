"""The lifeline by itself: what a signal does, whatever the program is doing. In a terminal: tests/faults/test_signals.py."""

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ankle_tui.services.shutdown import UNDO, Lifeline

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

BEGIN = """
import os, signal, sys, threading, time
from ankle_tui.services import shutdown
from ankle_tui.services.shutdown import Lifeline

def told(number):
    os.kill(os.getpid(), number)

def say(text):
    os.write(1, text.encode())

def stuck():
    say("stuck ")
    while True:
        time.sleep(60)

"""


ENDING = ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU"]
"""What would end a program that does not handle it."""
if sys.platform == "linux":
    ENDING += ["SIGIO", "SIGPWR", "SIGSTKFLT", "SIGRTMIN", "SIGRTMAX"]


def ended(code: str, *, before: str = "", screen: bool = False) -> tuple[int, str]:
    """Runs code within a lifeline.

    Args:
        code: What is done inside; `line` is the lifeline.
        before: What is done first.
        screen: Whether it is that of a screen.

    Returns:
        The exit code and what was said.
    """
    inside = "\n    ".join(code.strip().splitlines())
    script = f"{BEGIN}\n{before}\nwith Lifeline(screen={screen}) as line:\n    {inside}\nsay('out')\n"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


@posix
@pytest.mark.parametrize("name", ENDING)
def test_a_signal_saves_and_ends_with_its_number(name: str) -> None:
    code = f"line.save = lambda: say('saved')\ntold(signal.{name})\nstuck()"
    assert ended(code) == (128 + getattr(signal, name), "saved")


@posix
def test_an_interrupt_ends_a_screen_and_is_the_sessions_own_in_lines() -> None:
    code = "line.save = lambda: say('saved')\ntry:\n    told(signal.SIGINT)\nexcept KeyboardInterrupt:\n    say('interrupted ')"
    assert ended(code, screen=True) == (130, "saved")
    assert ended(code) == (0, "interrupted out")


@posix
def test_an_alarm_that_another_thread_was_given_saves_too() -> None:
    code = """
line.save = lambda: say("saved")
other = threading.Thread(target=stuck, daemon=True)
other.start()
threading.Timer(0.2, lambda: signal.pthread_kill(other.ident, signal.SIGALRM)).start()
threading.Event().wait()
"""
    assert ended(code) == (128 + signal.SIGALRM, "stuck saved")


@posix
def test_a_save_that_fails_does_not_change_the_end() -> None:
    assert ended("line.save = lambda: 1 / 0\ntold(signal.SIGTERM)\nstuck()") == (143, "")


@posix
def test_more_signals_do_not_interrupt_the_save() -> None:
    code = """
def save():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGPROF):
        told(number)
    say("saved")
line.save = save
told(signal.SIGHUP)
stuck()
"""
    assert ended(code) == (129, "saved")


@posix
def test_a_save_that_never_ends_is_ended() -> None:
    assert ended("line.save = stuck\ntold(signal.SIGTERM)\nstuck()", before="shutdown.GRACE = 1.5") == (143, "stuck ")


@posix
def test_where_nothing_else_works_the_system_ends_it() -> None:
    before = "shutdown.LAST_RESORT = 1\nLifeline._start_watching = lambda self: None"
    assert ended("line.save = stuck\ntold(signal.SIGTERM)\nstuck()", before=before) == (-signal.SIGALRM, "stuck ")


@posix
def test_a_main_thread_that_hears_nothing_is_ended() -> None:
    code = (
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])\nsay('deaf')\ntold(signal.SIGTERM)\ntime.sleep(60)"
    )
    assert ended(code, before="shutdown.GRACE = 0.3") == (143, "deaf")


@posix
def test_a_signal_that_another_thread_was_given_ends_the_wait_of_the_main_one() -> None:
    code = """
line.save = lambda: say("saved")
other = threading.Thread(target=stuck, daemon=True)
other.start()
threading.Timer(0.2, lambda: signal.pthread_kill(other.ident, signal.SIGTERM)).start()
threading.Event().wait()
"""
    assert ended(code) == (143, "stuck saved")


@posix
def test_a_signal_that_was_switched_off_stays_off() -> None:
    before = "signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    assert ended("told(signal.SIGHUP)\nsay('still here ')", before=before) == (0, "still here out")


@posix
def test_afterwards_all_is_as_before() -> None:
    numbers = [getattr(signal, name) for name in (*ENDING, "SIGINT")]
    before, threads = [signal.getsignal(number) for number in numbers], threading.active_count()
    with Lifeline(screen=True):
        assert not {*map(signal.getsignal, numbers)} & {*before}
    assert [signal.getsignal(number) for number in numbers] == before
    assert threading.active_count() == threads
    assert signal.set_wakeup_fd(-1) == -1


def test_beside_the_main_thread_it_does_nothing() -> None:
    found: list[object] = []

    def inside() -> None:
        with Lifeline():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGTERM)]


def test_all_that_textual_asks_of_a_terminal_is_undone() -> None:
    import textual.drivers  # noqa: PLC0415 - only here

    source = (Path(textual.drivers.__file__).parent / "linux_driver.py").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if not line.strip().startswith("#")]
    asked = set(re.findall(r"x1b\[\?(\d+)[hl]", "".join(lines))) - {
        "7",
        "25",
    }  # those two are on in a terminal nobody has touched
    assert asked
    assert {f"\x1b[?{number}l".encode() for number in asked} <= set(re.findall(rb"\x1b\[\?\d+l", UNDO))
    assert {b"\x1b[?7h", b"\x1b[?25h"} == set(re.findall(rb"\x1b\[\?\d+h", UNDO))
    assert "x1b[>" in source
    assert b"\x1b[<u" in UNDO
