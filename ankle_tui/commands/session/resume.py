"""Run `ankle-tui resume`: go on with an unfinished session, keep or discard it, or list them all."""

import argparse
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.parser import Reader
from ankle_tui.commands.session.unfinished_sessions import choose, discard, keep, unfinished_lines
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.services.startup import Stores
from ankle_tui.store.sessions.checkpoint_files import LeftOver


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `resume`."""
    parser.add_argument(
        "id",
        nargs="?",
        type=Reader(str, listed="unfinished"),
        metavar="ID",
        help="how the session's id begins; without it, the newest",
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--keep", action="store_true", help="put what was done into the history instead")
    ways.add_argument("--discard", action="store_true", help="remove it instead")
    ways.add_argument("--list", action="store_true", help="list the sessions that were not finished")
    ways.add_argument("--plain", action="store_true", help="lines of text instead of a screen")


def run(arguments: SimpleNamespace) -> int:
    """Deal with unfinished sessions."""
    if arguments.list:
        if arguments.id:
            raise console.UsageError("--list takes no ID")
        lines, problems = unfinished_lines(inputs.folders(arguments), inputs.today())
        console.tell_aside(problems)
        return console.tell(lines)
    leads = not (arguments.keep or arguments.discard)
    screen = leads and not console.in_lines(arguments)
    if screen:
        console.need_screen("resume --plain")
    with Lifeline(screen=screen) as lifeline, inputs.open_all(arguments) as stores:
        chosen = choose(stores.left_overs, arguments.id)
        for left_over in stores.left_overs:
            if left_over is not chosen:
                left_over.slot.let_go()
        if leads:
            return _lead(stores, lifeline, chosen, screen=screen)
        today = inputs.today()
        line = keep(stores.file, chosen, today) if arguments.keep else discard(chosen, today)
        console.tell_aside(stores.notices)
        return console.tell([line])


def _lead(stores: Stores, lifeline: Lifeline, chosen: LeftOver, *, screen: bool) -> int:
    if screen:
        from ankle_tui.commands.session.home import show  # noqa: PLC0415 - each command loads only what it needs

        return show(stores, lifeline, resume=chosen)
    from ankle_tui.commands.session.start import lead_plain  # noqa: PLC0415

    console.tell_aside(stores.notices)
    stores.save_queue.take_over(chosen)
    return lead_plain(stores, lifeline, chosen.checkpoint, None)
