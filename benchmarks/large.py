"""What commands take on a very large history, in time and memory, beside one of a tenth of its size.

Run: python -m benchmarks.large [sessions]
"""

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History
from ankle_tui.store.files.read import MEBIBYTE
from ankle_tui.store.history.codec import to_bytes
from benchmarks.sessions import lived
from benchmarks.taking import SCRIPT, environment

SESSIONS = 100_000
MOST_DAYS = 9_000
"""More sessions than days are several a day: a runner has no more years."""
COMMANDS = {
    "status": "status",
    "day": "day rest",
    "week": "week sick",
    "merge": "merge other.json",
    "merge of all": "merge history.json",
    "start": "start --plain --demo 1000 --exercises lateral-hops",
    "backup": "backup",
}


# In a small process of its own: a child's memory counts from that of the process it is made by.
REPORT = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Use:
    """What a command has used.

    Attributes:
        cpu: Seconds of the processor.
        mebibytes: The most memory.
    """

    cpu: float
    mebibytes: float


def crowded(count: int) -> History:
    """So many sessions within a runner's years, each with an id and a set of its own."""
    few = lived(min(count, 5_000)).sessions
    last = dt.datetime(2026, 11, 22, 18, tzinfo=dt.UTC)
    out = []
    for number in range(count):
        session, back = few[number % len(few)], count - 1 - number
        started = last - dt.timedelta(days=back * min(count, MOST_DAYS) // count, minutes=back % 600)
        first = replace(session.sets[0], done=round(session.sets[0].done * 0.9 + number % 97 / 100, 2))
        out.append(
            replace(
                session,
                id=new_id(1_000_000_000_000 + number * 60_000, number.to_bytes(10, "big")),
                started_at=started,
                ended_at=started + dt.timedelta(minutes=6),
                day=started.date(),
                sets=(first, *session.sets[1:]),
            )
        )
    return History(tuple(out))


def use(command: str, content: bytes, other: bytes) -> Use:
    """Run a command on a history of its own.

    Args:
        command: Its words; it is run where `history.json` and `other.json` are.
        content: The history.
        other: Another one, to merge.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "history.json").write_bytes(content)
        (folder / "other.json").write_bytes(other)
        words = [str(SCRIPT), "--data-dir", str(folder / "data"), "--config-dir", name, *command.split()]
        (folder / "data").mkdir()
        shutil.copy(folder / "history.json", folder / "data")
        command_line = [sys.executable, "-c", REPORT, *words]
        done = subprocess.run(command_line, cwd=folder, env=environment(), capture_output=True, text=True, check=True)
        cpu, kibibytes = map(float, done.stdout.split())
        return Use(cpu, kibibytes * 1024 / MEBIBYTE)


def main() -> None:
    """Print a table: each command on a tenth of the sessions and on all, and how many times as much all of them take."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS
    other = to_bytes(crowded(100))
    contents = {number: to_bytes(crowded(number)) for number in (count // 10, count)}
    print(*(f"{number:,} sessions: {len(content) // MEBIBYTE} MiB" for number, content in contents.items()), sep="; ")
    print(f"{'':<14}{'CPU':>21}{'':>8}{'memory':>24}")
    for name, command in COMMANDS.items():
        few, many = (use(command, content, other) for content in contents.values())
        print(
            f"{name:<14}{few.cpu:8.2f} s {many.cpu:9.2f} s{many.cpu / few.cpu:7.1f} ×"
            f"{few.mebibytes:9.0f} MiB{many.mebibytes:8.0f} MiB{many.mebibytes / few.mebibytes:6.1f} ×",
            flush=True,
        )


if __name__ == "__main__":
    main()
