"""Start-up arguments of the app: its ports, and why it was started."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ankle_tui.clock import Clock, local_time
from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.store.settings.settings import Settings, Slip

if TYPE_CHECKING:
    from ankle_tui.audio.player import Player
    from ankle_tui.core.exercises.catalogue import Catalogue
    from ankle_tui.core.history.records import Feel, History
    from ankle_tui.core.self_tests.protocols import SelfTestId
    from ankle_tui.core.session.plan import Plan
    from ankle_tui.services.hooks.hooks import Hooks
    from ankle_tui.store.sessions.checkpoint_files import LeftOver
    from ankle_tui.store.sessions.save_queue import SaveQueue
    from ankle_tui.store.settings.editor import SettingsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The stores, clocks and devices of the app.

    Attributes:
        catalogue: The exercises.
        save_queue: Keeps sessions safe.
        history: What it holds at the start.
        settings: The settings at the start.
        settings_file: Keeps changed settings; None keeps them until the program ends.
        slips: Its slips, shown among the notices.
        left_overs: Unfinished sessions, held by this program.
        find_left_overs: Finds those that were put off, and holds them.
        make_clock: Makes the clock of a session from its speed.
        wall: The wall clock.
        player: Makes the sound; None opens the player of the settings.
        own_sounds: Folder with the runner's own sounds, or None.
        sound_told: File for what was told last of the sound; None tells it at every start.
        draws: Called with True before the terminal is drawn on, with False once it is restored.
        hooks: Told of sessions; None tells nobody.
        read_runs: Begins to read activity files behind the screen, given what is True while nothing else needs the
            machine, asked from another thread.
        undo: Called with the sequence that undoes, when the program ends, anything Textual does not.
    """

    catalogue: "Catalogue"
    save_queue: "SaveQueue"
    history: "History"
    settings: Settings
    settings_file: "SettingsFile | None" = None
    slips: tuple[Slip, ...] = ()
    left_overs: "Iterable[LeftOver]" = ()
    find_left_overs: "Callable[[], Iterable[LeftOver]]" = tuple
    make_clock: Callable[[float], Clock] = Clock
    wall: Callable[[], dt.datetime] = local_time
    player: "Player | None" = None
    own_sounds: Path | None = None
    sound_told: Path | None = None
    draws: Callable[[bool], None] | None = None
    hooks: "Hooks | None" = None
    read_runs: Callable[[Callable[[], bool]], None] = lambda _: None
    undo: Callable[[bytes], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """Why the program was started.

    Attributes:
        plan: A session to begin at once, or None for Home.
        speed: How many times faster a demonstration runs; None is for real.
        resume: An unfinished session to continue at once, or None.
        self_test: A self-test whose rules are shown at once, or None.
        conditions: Conditions of that test that the runner has named.
        feel: How ankles and legs feel, if the runner has said so.
        first_run: True to ask first what the runner is like.
        notices: Lines for the runner.
    """

    plan: "Plan | None" = None
    speed: float | None = None
    resume: "LeftOver | None" = None
    self_test: "SelfTestId | None" = None
    conditions: Mapping[str, object] = field(default_factory=dict)
    feel: "Feel | None" = None
    first_run: bool = False
    notices: Iterable[str] = ()

    @property
    def leaves(self) -> bool:
        """True if the program ends with the session or test it was started for."""
        return bool(self.plan or self.resume or self.self_test)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What the first frame of Home is drawn from, while everything else is read behind it.

    Attributes:
        settings: The settings.
        outline: How the weeks stand, by the digest of the history.
        read: Reads the rest; called on a thread.
        draws: As for `Ports`.
    """

    settings: Settings
    outline: DigestOutline
    read: "Callable[[], tuple[Ports, Launch]]"
    draws: Callable[[bool], None] | None = None


HOME = Launch()
"""A plain start, which shows Home."""
