"""How long it takes to keep a session, beside the raw reading, writing and syncing of the same bytes.

Run: python -m benchmarks.saving [--json]
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ankle_tui.core.history.records import History
from ankle_tui.store.files.durable import put
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from benchmarks.sessions import alike

ROUNDS = {100: 15, 1_000: 9, 10_000: 5}


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def raw(path: Path, data: bytes) -> None:
    """The floor: read the file, write as many bytes beside it, sync, replace."""
    path.read_bytes()
    temporary = path.with_name("raw.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def measure(count: int, folder: Path) -> dict[str, float]:
    """Medians of some rounds, in milliseconds, and the ratios to the floor."""
    path = folder / "history.json"
    rounds = ROUNDS[count]
    known = alike(count + 2 * rounds + 1)
    first, more = known[:count], iter(known[count:])
    put(path, to_bytes(History(first)))
    times: dict[str, list[float]] = {"raw": [], "cold": [], "warm": []}
    for _ in range(rounds):
        data, record = path.read_bytes(), next(more)
        times["raw"].append(seconds(partial(raw, path, data)))
        times["cold"].append(seconds(partial(HistoryFile(path).keep, record)))
    warm = HistoryFile(path)
    warm.keep(next(more))
    times["warm"] += [seconds(partial(warm.keep, next(more))) for _ in range(rounds)]
    middle = {name: statistics.median(values) * 1000 for name, values in times.items()}
    return {
        "sessions": count,
        "megabytes": path.stat().st_size / 1e6,
        "raw_ms": middle["raw"],
        "cold_ms": middle["cold"],
        "warm_ms": middle["warm"],
        "cold_ratio": middle["cold"] / middle["raw"],
        "warm_ratio": middle["warm"] / middle["raw"],
    }


def main() -> None:
    """Print a table, or JSON."""
    rows = []
    for count in ROUNDS:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(count, Path(folder)))
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))
        return
    print("Keeping one session: first time in a process (cold: read, checked, merged, written) and again (warm).")
    print(f"{'sessions':>9}{'MB':>8}{'raw ms':>9}{'cold ms':>9}{'warm ms':>9}{'cold/raw':>10}{'warm/raw':>10}")
    for row in rows:
        print(
            f"{row['sessions']:>9.0f}{row['megabytes']:>8.1f}{row['raw_ms']:>9.1f}{row['cold_ms']:>9.1f}"
            f"{row['warm_ms']:>9.1f}{row['cold_ratio']:>10.1f}{row['warm_ratio']:>10.1f}"
        )


if __name__ == "__main__":
    main()
