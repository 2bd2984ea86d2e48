"""Runs the program with a part of its lifeline taken out: whoever cannot tell it from the whole one tests nothing.

The first argument names the part.
"""

import sys
import termios
import time

from ankle_tui.commands.main import main
from ankle_tui.services import shutdown
from ankle_tui.services.shutdown import Lifeline

MUTANT = sys.argv.pop(1)


def _without(*_: object, **__: object) -> None:
    pass


match MUTANT:
    case "handlers-on-mount":  # as they were once: nothing stands before the first frame
        enter = Lifeline.__enter__
        Lifeline.__enter__ = lambda self: self  # type: ignore[method-assign]

        def draws(self: Lifeline, now: bool) -> None:
            if now:
                enter(self)

        Lifeline.draws = draws  # type: ignore[method-assign]
        begin = time.monotonic()
        from ankle_tui.ui import app  # noqa: F401 - the time that goes by before the first frame

        time.sleep(3 * (time.monotonic() - begin) + 1)
    case "no-handlers":
        Lifeline.__enter__ = lambda self: self  # type: ignore[method-assign]
    case "no-reset":
        shutdown._Terminal.restore = _without  # type: ignore[method-assign]
    case "no-flush":
        termios.tcflush = _without
    case "no-watch":
        Lifeline._start_watching = _without  # type: ignore[method-assign]
    case "looks":  # as on macOS
        shutdown.LOOK_EVERY = 0.2
    case "a-crash":  # with something about the runner in it and around it
        from ankle_tui.ui.session.screen import SessionScreen

        draw = SessionScreen._draw

        def fails(self: SessionScreen) -> None:
            secret = "Left knee hurts"
            draw(self)
            if self.session_runner.session.record(self.session_runner.saver._wall()).active_seconds > 1.5:
                raise ValueError(secret)

        SessionScreen._draw = fails  # type: ignore[method-assign]
    case _:
        sys.exit("no such part")

sys.exit(main())
