"""The longest the screen stands still while somebody deletes, amends and marks, and how long Home then waits for the coach.

Run: python -m benchmarks.standstill [sessions ...]
"""

import asyncio
import contextlib
import datetime as dt
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from textual.events import Key

from ankle_tui.clock import Clock, local_time
from ankle_tui.core.weeks.calendar import day_numbers
from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.launch import Ahead, Launch, Ports
from benchmarks.large import crowded

SESSIONS = 10_000, 100_000
BEAT = 0.002
STEPS = {
    "delete, home": ("h", "delete", "escape"),
    "delete, home, list, home": ("h", "delete", "escape", "h", "escape"),
    "amend, home": ("h", "enter", "e", "5", "enter", "escape", "escape"),
    "mark, home": ("w", "enter", "r", "escape", "escape"),
}
"""Keys of each step, all ending on Home; each is pressed once the one before has taken effect."""


class Pulse:
    """Beats on the event loop and notes the longest time between two beats."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        """Beat until it is cancelled."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last - BEAT), now


@contextlib.contextmanager
def app_with(count: int) -> Iterator[AnkleApp]:
    """Provide an app with `count` sessions in a temporary history file."""
    with tempfile.TemporaryDirectory() as name:
        folder, settings = Path(name), Settings()
        (folder / "history.json").write_bytes(to_bytes(crowded(count)))
        file, checkpoints = HistoryFile(folder / "history.json"), CheckpointFiles(folder / "in-progress")
        queue, history = SaveQueue(file, checkpoints, threaded=True), file.load()
        ports = Ports(
            catalogue=load_catalogue(),
            save_queue=queue,
            history=history,
            settings=settings,
            left_overs=[],
            make_clock=Clock,
            wall=local_time,
        )
        outline = DigestOutline(day_numbers(history), settings.rules, dt.date.today())
        app = AnkleApp(Ahead(settings=settings, outline=outline, read=lambda: (ports, Launch())))
        yield app
        app.close_down()


async def until(done: Callable[[], bool]) -> float:
    """Wait for something; return the seconds it took."""
    begun = time.perf_counter()
    while not done():
        await asyncio.sleep(0.01)
    return time.perf_counter() - begun


async def measure(app: AnkleApp) -> dict[str, tuple[float, float]]:
    """Do each step; return for each the longest standstill and the wait of Home at its end, in seconds."""
    found: dict[str, tuple[float, float]] = {}
    async with app.run_test(size=(100, 30)):
        await until(lambda: app.is_open and app.journal.is_ready() and not waits(app))
        await asyncio.sleep(1)
        gc.freeze()
        for name, keys in STEPS.items():
            await until(lambda: app.journal.is_ready() and not app.journal.unsaved)
            await asyncio.sleep(2)
            pulse = Pulse()
            beating = asyncio.create_task(pulse.beat())
            for key in keys:
                app.post_message(Key(key, key if len(key) == 1 else None))
                await asyncio.sleep(0.05)
                await until(lambda: app.typeahead.idle)
            waited = await until(lambda: not waits(app))
            await asyncio.sleep(0.5)
            beating.cancel()
            found[name] = pulse.longest, waited
    return found


def waits(app: AnkleApp) -> bool:
    """True while the screen says that something is not known yet."""
    return isinstance(app.screen, BaseScreen) and app.screen.waits


def main() -> None:
    """Print a table: each step, for each number of sessions."""
    for count in [int(word) for word in sys.argv[1:]] or SESSIONS:
        print(f"{count:,} sessions")
        with app_with(count) as app:
            for name, (longest, waited) in asyncio.run(measure(app)).items():
                print(
                    f"  {name:<26} longest standstill {longest * 1000:4.0f} ms, Home waits {waited:5.1f} s", flush=True
                )


if __name__ == "__main__":
    main()
