"""Entry point: answers prompts and scripts at once where it can, and loads the command line for everything else."""

import _signal  # type: ignore[import-not-found]  # what `signal` is made of, without the time its enums take
import os
import sys

TYPE_CHECKING = False  # import only what is loaded already, so that Ctrl-C finds its handler
if TYPE_CHECKING:
    from collections.abc import Callable


def main(leave: "Callable[[int], object]" = os._exit) -> int:
    """Run the command of the process's arguments.

    Args:
        leave: Ends the process after a quick answer; to tidy the interpreter up would take a tenth of its time.

    Returns:
        The exit code, as `ankle_tui.commands.main.main` gives it.
    """
    if _signal.getsignal(_signal.SIGINT) is not _signal.default_int_handler:  # ignored by the parent process
        return _main(leave)
    _signal.signal(_signal.SIGINT, _end)
    try:
        return _main(leave)
    finally:  # done; during interpreter shutdown our handler would not be called
        _signal.signal(_signal.SIGINT, _signal.SIG_IGN)


def _main(leave: "Callable[[int], object]") -> int:
    import gc  # noqa: PLC0415 - Ctrl-C may come while these are loading

    from ankle_tui.commands.status import quick_answer  # noqa: PLC0415

    answer = quick_answer(sys.argv[1:])
    if {"history", "--json"} <= {*sys.argv[1:]}:
        from ankle_tui.commands.json_output import quick_listing  # noqa: PLC0415 - more than the answer above needs

        answer = quick_listing(sys.argv[1:])
    if answer is not None and _said(answer):
        leave(0)
        return 0
    # Nothing of what is loaded now becomes garbage. What runs for long turns it on again: the screen after its first frame.
    gc.disable()
    _import_lazily()
    from ankle_tui.commands.main import main as run  # noqa: PLC0415 - takes many times as long to load as the answer above

    return run()


def _import_lazily() -> None:
    """Load our modules when they are first used, where Python can (from 3.15 on); before that it changes nothing."""
    if hasattr(sys, "set_lazy_imports"):
        sys.set_lazy_imports_filter(  # type: ignore[attr-defined]  # not known to the checker yet
            lambda importer, *_: importer.partition(".")[0] == "ankle_tui"
        )
        sys.set_lazy_imports("all")


def _end(number: int, _frame: object) -> None:
    """Exit at once on Ctrl-C: an exception could be swallowed, and a file being written stays whole either way.

    Sessions install their own handlers.
    """
    os._exit(128 + number)


def _said(line: str) -> bool:
    """Print a line; where that fails, the whole program fails likewise and says how."""
    try:
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # or there is none
        print(line, flush=True)
    except (OSError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
