"""How long the history takes to open, to be filtered and to move in, with many sessions beside few.

Run: python -m benchmarks.history [--json]
"""

import asyncio
import datetime as dt
import gc
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import events

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.store.files.durable import put
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.launch import Ports
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.virtual_list import VirtualList
from benchmarks.sessions import alike

FEW, MANY = 1_000, 100_000
BLOCKS, ROUNDS = 3, 9
SETTLE = 0.4
"""Seconds for what follows a picture: the file is looked at anew."""
ACTS = ("open", "end", "first filter", "next filter")
LAST = dt.datetime(2026, 11, 22, 18, 4, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
WANTED = 1.2
"""How many times as long the many may take to open."""


def sessions(count: int) -> tuple[SessionRecord, ...]:
    """So many sessions, the last one today, twelve a day."""
    some = random.Random(5)  # noqa: S311
    (usual,) = alike(1)
    sets = [replace(item, done=item.target) for item in usual.sets]
    found = []
    for number in range(count):
        start = LAST - dt.timedelta(hours=2 * (count - 1 - number))
        kinds = tuple(replace(item) for item in sets[: some.randint(1, len(sets))])
        found.append(
            replace(
                usual,
                id=new_id(round(start.timestamp() * 1000), bytes(10)),
                day=start.date(),
                started_at=start,
                ended_at=start,
                active_seconds=float(some.randrange(60, 900)),
                sets=kinds,
            )
        )
    return tuple(found)


def program(path: Path, history: History, file: HistoryFile) -> AnkleApp:
    """The program with a history it has read."""
    app = AnkleApp(
        Ports(
            catalogue=load_catalogue(),
            save_queue=SaveQueue(file, CheckpointFiles(path.parent / "in-progress")),
            history=history,
            settings=Settings(),
            wall=lambda: LAST,
            player=SilentPlayer(),
        )
    )
    app.animation_level = "none"
    return app


async def painted(app: AnkleApp, key: str, done: Callable[[], bool]) -> float:
    """Milliseconds from a key to the picture that comes of it.

    Args:
        app: The program.
        key: The key.
        done: Whether it has had its effect.
    """
    gc.collect()
    drawn = asyncio.Event()
    begin = time.perf_counter()
    app.post_message(events.Key(key, key))
    while not done():
        await asyncio.sleep(0)
    app.screen.query_one(VirtualList).call_after_refresh(drawn.set)
    await drawn.wait()
    return (time.perf_counter() - begin) * 1000


def listed(app: AnkleApp) -> bool:
    """Whether the list is there and knows its place."""
    screen = app.screen
    return isinstance(screen, HistoryScreen) and any(
        rows.count and rows.size.height for rows in screen.query(VirtualList)
    )


def at_the_end(app: AnkleApp) -> bool:
    """Whether the cursor is on the last row."""
    rows = app.screen.query_one(VirtualList)
    return rows.cursor == rows.count - 1


def filtered(app: AnkleApp, words: str) -> bool:
    """Whether the title tells of an exercise."""
    return words in app.screen.query_one("#title", TextLine).text


async def measure(path: Path, times: dict[str, list[float]]) -> None:
    """Open, move and filter some times, and add to the times."""
    file = HistoryFile(path)
    app = program(path, file.load(), file)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(SETTLE)
        for number in range(ROUNDS):
            times["open"].append(await painted(app, "h", partial(listed, app)))
            await pilot.pause(SETTLE)
            times["end"].append(await painted(app, "end", partial(at_the_end, app)))
            first = "next filter" if number else "first filter"
            times[first].append(await painted(app, "f", partial(filtered, app, "single-leg")))
            times["next filter"].append(await painted(app, "f", partial(filtered, app, "calf")))
            await pilot.press("q")


def main() -> None:
    """Print a table, or JSON."""
    times: dict[int, dict[str, list[float]]] = {count: {name: [] for name in ACTS} for count in (FEW, MANY)}
    with tempfile.TemporaryDirectory() as folder:
        paths = {count: Path(folder) / str(count) / "history.json" for count in times}
        for count, path in paths.items():
            path.parent.mkdir()
            put(path, to_bytes(History(sessions(count))))
        for _ in range(BLOCKS):
            for count, path in paths.items():
                asyncio.run(measure(path, times[count]))
    rows = []
    for name in ACTS:
        few, many = (statistics.median(times[count][name]) for count in (FEW, MANY))
        rows.append({"act": name, "few_ms": few, "many_ms": many, "ratio": many / few})
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))
        return
    print(
        f"From the key to the painted list, {FEW:,} sessions beside {MANY:,}; opening may take {WANTED} times as long."
    )
    print(f"{'':<14}{f'{FEW:,} ms':>12}{f'{MANY:,} ms':>12}{'ratio':>8}")
    for row in rows:
        print(f"{row['act']:<14}{row['few_ms']:>12.1f}{row['many_ms']:>12.1f}{row['ratio']:>8.2f}")


if __name__ == "__main__":
    main()
