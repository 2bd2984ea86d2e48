"""What every benchmark takes its figures with: the turns, the environment of a process, the folders of the program."""

import datetime as dt
import os
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from benchmarks.sessions import lived_until

T = TypeVar("T")

SCRIPT = Path(sysconfig.get_path("scripts")) / "ankle-tui"
FLOORS = Path(__file__).parent / "floor"
CONFIG = 'target = 3\nweek_start = "sunday"\ncut_off = "04:00"\n'
LONG_HOLD = "long-hold"
"""An exercise that counts down long enough to be measured."""
OWN = f"""
[[exercise]]
id = "{LONG_HOLD}"
name = "Long hold"
trains = "Patience."
how = "Stand still."
start = {{ beginner = "held", experienced = "held" }}
[[exercise.variation]]
id = "held"
name = "held"
kind = "hold"
stand = "Stand"
cues = ["Look at one point"]
rest = 30
dose = [{{ sets = 2, seconds = 300 }}]
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was measured of one figure, in the figure's unit.

    Attributes:
        ours: Of the program, in the order of the rounds.
        floor: Of what it is measured beside, in the same rounds.
    """

    ours: tuple[float, ...]
    floor: tuple[float, ...]


Found = dict[str, Taken | str]
"""By the keys of the figures: what was measured, or why it could not be."""


def in_turn(ways: Mapping[str, Callable[[], T]], rounds: int, *, warm_up: int = 1) -> dict[str, list[T]]:
    """Let each way have its turn in every round, so that a busy machine is busy for all.

    Args:
        ways: What is done, by name, the floor first.
        rounds: How often.
        warm_up: Rounds before them that do not count: what has to be compiled is compiled then.
    """
    taken: dict[str, list[T]] = {name: [] for name in ways}
    for number in range(warm_up + rounds):
        for name, way in ways.items():
            value = way()
            if number >= warm_up:
                taken[name].append(value)
    return taken


def environment(home: Path | None = None) -> dict[str, str]:
    """The variables of a process that is measured: nothing that slows Python down, changes the screen or makes a sound.

    Args:
        home: Its home and its place for temporary files; None leaves them.
    """
    changing = ("PYTHON", "COVERAGE", "TEXTUAL", "ANKLE_TUI_")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(changing) and name not in {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TMUX"}
    }
    kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "ANKLE_TUI_AUDIO": "off"}
    return kept | ({"HOME": str(home), "TMPDIR": str(home)} if home else {})


def folders(place: Path, count: int) -> list[str]:
    """Make the program's folders.

    Args:
        place: The folder they are made in; it must not be there yet.
        count: How many sessions there were, the last one yesterday.

    Returns:
        The options that name them.
    """
    data, config = place / "data", place / "config"
    data.mkdir(parents=True)
    config.mkdir()
    (config / "config.toml").write_text(CONFIG, encoding="utf-8")
    if count:
        yesterday = dt.datetime.now().astimezone().date() - dt.timedelta(days=1)
        file = HistoryFile(data / "history.json")
        file.path.write_bytes(to_bytes(lived_until(count, yesterday)))
        file.load()  # one that cannot be read takes its time too, and nothing of what is measured
    return ["--data-dir", str(data), "--config-dir", str(config)]


def long_session(place: Path) -> list[str]:
    """The command of a session with two long holds, in folders of its own: what is killed in it must not be offered to the next.

    Args:
        place: The folder they are made in; it must not be there yet.
    """
    options = folders(place, 0)
    (place / "config" / "exercises.toml").write_text(OWN, encoding="utf-8")
    return [str(SCRIPT), *options, "start", "--exercises", LONG_HOLD]
