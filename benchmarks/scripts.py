"""How long the commands for scripts take, the whole process, beside `python -c pass` of the same environment.

Run: python -m benchmarks.scripts [--json] [rounds]
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ankle_tui.store.history.history_file import HistoryFile
from benchmarks.sessions import lived
from benchmarks.taking import SCRIPT, Found, Taken, environment, in_turn

ROUNDS, QUICK = 25, 7
CONFIG = 'target = 3\nweek_start = "sunday"\ncut_off = "04:00"\nsound = "off"\n'


def milliseconds(command: Sequence[str]) -> float:
    """How long a process takes from its start to its end."""
    variables = environment()
    begin = time.perf_counter()
    subprocess.run(command, env=variables, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - begin) * 1000


def commands(folder: Path) -> dict[str, list[str]]:
    """What is measured, the floor first."""
    out = {"python -c pass": [sys.executable, "-c", "pass"]}
    (folder / "none").mkdir()
    (folder / "settings").mkdir()
    (folder / "settings" / "config.toml").write_text(CONFIG, encoding="utf-8")

    def add(name: str, data: str, words: str, config: str = "none") -> None:
        folders = ["--data-dir", str(folder / data), "--config-dir", str(folder / config)]
        out[name] = [str(SCRIPT), *folders, *words.split()]

    add("status, no history", "none", "status")
    for count in (100, 1_000):
        HistoryFile(folder / str(count) / "history.json").add(lived(count))  # as a save does, with its digest
        add(f"status, {count} sessions", str(count), "status")
        add(f"status --json, {count} sessions", str(count), "status --json")
        add(f"status with settings, {count} sessions", str(count), "status", "settings")
    for words in ("history", "history --json", "history --csv", "stats", "day", "week"):
        add(f"{words}, 100 sessions", "100", words)
    return out


def measure(rounds: int) -> list[dict[str, object]]:
    """Medians and quickest of some rounds, in milliseconds, each with its ratio to the floor's.

    Args:
        rounds: How often; in every round each command has its turn, so that a busy machine is busy for all.
    """
    with tempfile.TemporaryDirectory() as folder:
        ways = {name: partial(milliseconds, command) for name, command in commands(Path(folder)).items()}
        times = in_turn(ways, rounds)
    floor = next(iter(times.values()))
    return [
        {
            "command": name,
            "median_ms": statistics.median(values),
            "least_ms": min(values),
            "ratio": statistics.median(values) / statistics.median(floor),
            "least_ratio": min(values) / min(floor),
        }
        for name, values in times.items()
    ]


def take(folder: Path, *, quick: bool) -> Found:
    """What `python -m benchmarks` tells of them."""
    wanted = {"python -c pass": "", "status, 1000 sessions": "status", "history --json, 100 sessions": "history"}
    ways = {name: partial(milliseconds, command) for name, command in commands(folder).items() if name in wanted}
    times = in_turn(ways, QUICK if quick else ROUNDS)
    floor, *rest = wanted
    return {wanted[name]: Taken(tuple(times[name]), tuple(times[floor])) for name in rest}


def main() -> None:
    """Print a table, or JSON."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    rows = measure(numbers[0] if numbers else ROUNDS)
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))
        return
    print("A whole process of the installed script, beside an interpreter that does nothing.")
    print(f"{'command':<38}{'median ms':>10}{'least ms':>10}{'ratio':>8}{'of least':>10}")
    for row in rows:
        print(
            f"{row['command']:<38}{row['median_ms']:>10.1f}{row['least_ms']:>10.1f}"
            f"{row['ratio']:>8.2f}{row['least_ratio']:>10.2f}"
        )


if __name__ == "__main__":
    main()
