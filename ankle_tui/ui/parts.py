"""Put the parts of the screen together, once the history is read."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.services.journal import Journal
from ankle_tui.services.left_overs import LeftOvers
from ankle_tui.services.preferences import Preferences
from ankle_tui.services.sessions import Sessions
from ankle_tui.store.settings.settings import Settings, Slip
from ankle_tui.store.told_once import ToldOnce
from ankle_tui.ui.launch import Launch, Ports
from ankle_tui.ui.notice_board import NoticeBoard
from ankle_tui.ui.opening import OpeningApp
from ankle_tui.ui.screens import Screens
from ankle_tui.ui.session_flow import SessionFlow

Usable = Callable[[Settings, Path], tuple[Settings, tuple[Slip, ...]]]


class Parts(NamedTuple):
    """What the app holds together."""

    journal: Journal
    preferences: Preferences
    sessions: Sessions
    left_overs: LeftOvers
    board: NoticeBoard
    screens: Screens
    flow: SessionFlow


def make_journal(
    ports: Ports,
    settings: Callable[[], Settings],
    changed: Callable[[], None],
    worked_out: Callable[[Callable[[], None]], None],
) -> Journal:
    """Make the journal of the history that was read; the arguments are its own."""
    return Journal(
        ports.history,
        ports.save_queue,
        catalogue=ports.catalogue,
        settings=settings,
        wall=ports.wall,
        changed=changed,
        worked_out=worked_out,
    )


def make_parts(
    app: OpeningApp,
    ports: Ports,
    launch: Launch,
    journal: Journal,
    *,
    settings: Callable[[], Settings],
    usable: Usable,
    adopted: Callable[[Settings, tuple[Slip, ...]], None],
    followed: Callable[[], None],
) -> Parts:
    """Make everything else.

    Args:
        app: Shows it.
        ports: The stores, clocks and devices.
        launch: What the program was started for.
        journal: The history.
        settings: Gives the current settings.
        usable: As for `Preferences`.
        adopted: As for `Preferences`.
        followed: As for `Preferences`.
    """
    board = NoticeBoard(app, launch.notices, ToldOnce(ports.sound_told))
    preferences = Preferences(
        ports.settings,
        ports.slips,
        ports.settings_file,
        catalogue=ports.catalogue,
        usable=usable,
        say=board.say,
        adopted=adopted,
        followed=followed,
        today=lambda: journal.today,
    )
    sessions = Sessions(
        ports.save_queue,
        ports.player or SilentPlayer(ready=False),
        settings=settings,
        make_clock=ports.make_clock,
        wall=lambda: journal.wall,
        speed=launch.speed,
        hooks=ports.hooks,
        own_sounds=ports.own_sounds,
    )
    left_overs = LeftOvers(
        ports.left_overs, find=ports.find_left_overs, save_queue=ports.save_queue, asks=not launch.speed
    )
    screens = Screens(app, ports.catalogue, journal, preferences)
    flow = SessionFlow(
        app,
        screens,
        sessions=sessions,
        left_overs=left_overs,
        journal=journal,
        board=board,
        launch=launch,
        undo=ports.undo,
    )
    return Parts(journal, preferences, sessions, left_overs, board, screens, flow)
