"""How long the commands for scripts take, the whole process, beside `python -c pass` of the same environment.

Run: python -m benchmarks.scripts [--json] [rounds]
"""

import json
import os
import random
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ankle_tui.core.exercise import Unit
from ankle_tui.core.record import History, Outcome, SessionRecord, SetRecord
from ankle_tui.store.history_text import to_bytes
from benchmarks.saving import sessions

ROUNDS = 25
SCRIPT = Path(sysconfig.get_path("scripts")) / "ankle-tui"
CONFIG = 'target = 3\nweek_start = "sunday"\ncut_off = "04:00"\nsound = "off"\n'


def lived(count: int) -> History:
    """So many sessions as they come: two or three a week, now and then a touch or a set cut short."""
    rng = random.Random(count)  # noqa: S311 - the same every time
    out = []
    for number, session in enumerate(sessions(count)):
        started = session.started_at - timedelta(days=(count - 1 - number) * 5 // 2)
        sets = tuple(_lived_sets(session, rng))
        seconds = round(rng.uniform(240, 420), 3)
        out.append(replace(session, started_at=started, day=started.date(), sets=sets, active_seconds=seconds))
    return History(tuple(out))


def _lived_sets(session: SessionRecord, rng: random.Random) -> list[SetRecord]:
    sets = []
    for item in session.sets:
        hold = item.unit is Unit.SECONDS
        touches = min(9, int(rng.expovariate(0.7))) if hold else None
        short = rng.random() < 0.1
        done = (
            (round(rng.uniform(1, item.target), 2) if hold else rng.randint(1, round(item.target)))
            if short
            else item.target
        )
        outcome = Outcome.SHORT if short else Outcome.DONE
        sets.append(replace(item, done=done, outcome=outcome, foot_downs=touches))
    return sets


def milliseconds(command: Sequence[str]) -> float:
    """How long a process takes from its start to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
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
        (folder / str(count)).mkdir()
        (folder / str(count) / "history.json").write_bytes(to_bytes(lived(count)))
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
        ways = commands(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in ways}
        for command in ways.values():
            milliseconds(command)  # what it has to compile is compiled then
        for _ in range(rounds):
            for name, command in ways.items():
                times[name].append(milliseconds(command))
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
