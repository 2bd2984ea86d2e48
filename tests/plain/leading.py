"""A runner at a terminal, who leads a session by typed lines."""

import itertools
from collections.abc import Iterable

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.plain.runner import see_through
from tests.builders import make_choice
from tests.conducting import BEGIN, Studio


class Runner:
    """A runner at a terminal: types lines at moments of the session, and the clock goes on while waiting.

    Args:
        studio: The session.
        typed: Seconds from the beginning, and the line typed then; a KeyboardInterrupt is Ctrl-C.
    """

    def __init__(self, studio: Studio, *typed: tuple[float, str | BaseException]) -> None:
        self.studio = studio
        self.typed = list(typed)
        self.lines: list[str] = []

    def wait(self, seconds: float | None) -> str | None:
        machine = self.studio.machine
        if self.typed and (seconds is None or BEGIN + self.typed[0][0] <= machine.seconds + seconds):
            moment, line = self.typed.pop(0)
            machine.seconds = max(machine.seconds, BEGIN + moment)
            if isinstance(line, BaseException):
                raise line
            return line
        assert seconds is not None, "paused for good"
        machine.seconds += seconds
        return None

    def see_through(self) -> int:
        return see_through(self.studio.session_runner, write=self.lines.append, wait=self.wait)


def led(studio: Studio, *typed: tuple[float, str | BaseException]) -> tuple[int, list[str]]:
    """Lead a session to its end; the exit code and every line, numbers in a row on one."""
    runner = Runner(studio, *typed)
    return runner.see_through(), together(runner.lines)


def together(lines: Iterable[str]) -> list[str]:
    groups = itertools.groupby(lines, str.isdigit)
    return [line for numbers, group in groups for line in ([" ".join(group)] if numbers else group)]


def one_set(kind: Kind = Kind.HOLD, amount: int = 12) -> Plan:
    return build_plan([make_choice(kind, amount)])
