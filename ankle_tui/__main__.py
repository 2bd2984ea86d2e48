"""Where the program begins: the usual answer to a prompt or a script at once, for everything else the whole command line."""

import gc
import os
import sys
from collections.abc import Callable

from ankle_tui.status import quick_answer

__all__ = ["main"]


def main(leave: Callable[[int], object] = os._exit) -> int:
    """Run the command of the process's arguments.

    Args:
        leave: Ends the process after a quick answer; to tidy the interpreter up would take a tenth of its time.

    Returns:
        The exit code, as `ankle_tui.cli.main` gives it.
    """
    answer = quick_answer(sys.argv[1:])
    if sys.argv[-2:] == ["history", "--json"]:
        from ankle_tui.listing import quick_listing  # noqa: PLC0415 - more than the answer above needs

        answer = quick_listing(sys.argv[1:])
    if answer is not None and _said(answer):
        leave(0)
        return 0
    # Nothing of what is loaded now becomes garbage. What runs for long turns it on again: the screen after its first frame.
    gc.disable()
    from ankle_tui import cli  # noqa: PLC0415 - it takes many times as long to load as the answer above

    return cli.main()


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
