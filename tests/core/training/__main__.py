"""Print how far each kind of runner gets with the real coach, in the medians of some lives.

Run as `python -m tests.core.training`, with a number of lives if not 15, and part of a runner's name to see only those.
"""

import math
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from tests.core.training.lives import Life, Visit
from tests.core.training.promises import (
    CLOSED,
    CLOSED_PILLOW,
    MAIN,
    PILLOW,
    broken,
    rises,
    trained,
    way_up,
    ways,
)
from tests.core.training.runners import RUNNERS
from tests.training import BALANCE, BAND, CALF, HOPS, WALK

LIVES = 15
NEVER = math.inf
BREAK = 14

MARKS: Sequence[tuple[str, str, int, int]] = (
    (BALANCE, CLOSED, 1, 15),
    (BALANCE, CLOSED, 1, 30),
    (BALANCE, CLOSED, 1, 60),
    (BALANCE, PILLOW, 1, 30),
    (BALANCE, CLOSED_PILLOW, 1, 15),
    (CALF, "one-leg", 2, 10),
    (CALF, "one-leg", 3, 15),
    (CALF, "one-leg-step", 1, 12),
    (BAND, "four-way", 1, 15),
    (BAND, "four-way", 2, 15),
    (WALK, "long", 3, 45),
    (HOPS, "one-leg-landed", 1, 5),
    (HOPS, "one-leg", 1, 30),
)
"""Milestones: exercise, variation, least sets, least amount of each."""
WEEKS = "{}/{}/{} | {}, {} | {}/{}, {} | {}/{} | {} | {}/{}"
HEADS = (
    "runner",
    "EC 15/30/60",
    "pillow, closed on it",
    "one leg 2x10/3x15, step",
    "band 1x15/2x15",
    "walk 3x45",
    "one-leg hops landed/30 s",
    "minutes least/median/most",
    "cut",
    "bal calf walk hops band",
    "gap d",
    "still wk: waits for",
    "told",
)


def week_of(life: Life, mark: tuple[str, str, int, int]) -> float:
    """The week, from 1, in which a rung is next and its exercise is done for the first time."""
    name, variation, sets, amount = mark
    for visit in life.visits:
        due = visit.standings[name].choice
        enough = due.variation.id == variation and due.dose.sets >= sets and due.dose.amount >= amount
        if enough and name in visit.choices:
            return visit.day // 7 + 1
    return NEVER


def cut(life: Life) -> float:
    """Share of the doses with fewer sets than their rung, in per cent; half of the band directions is not fewer sets."""
    lines = [line for visit in life.visits for line in visit.suggestion.lines]
    return 100 * sum(line.choice.dose.sets < line.standing.choice.dose.sets for line in lines) / len(lines)


def longest_gap(life: Life) -> int:
    """Most days from one time with an exercise to the next, absences left out."""
    breaks = {other.day for one, other in pairwise(life.visits) if other.day - one.day >= BREAK}
    days = {name: [visit.day for visit in life.visits if name in visit.choices] for name in MAIN}
    gaps = [
        other - one
        for found in days.values()
        for one, other in pairwise(found)
        if not any(one < day <= other for day in breaks)
    ]
    return max(gaps)


def standstill(life: Life) -> tuple[int, str]:
    """The longest time without a rung up in weeks, and what the ladders not at their top waited for at its end."""
    risen = {after.day for name in MAIN for _, after, _ in rises(life, name)}
    marks = sorted({0, life.visits[-1].day, *risen})
    start, end = max(pairwise(marks), key=lambda pair: pair[1] - pair[0], default=(0, 0))
    last = [visit for visit in life.visits if visit.day < end or visit is life.visits[-1]][-1]
    waits = Counter(standing.waits for standing in last.standings.values())
    return (end - start) // 7, ", ".join(waits)


def _times(life: Life, name: str) -> int:
    return sum(name in visit.choices for visit in life.visits)


def back_after(life: Life) -> float | None:
    """Days after an absence until every ladder is again where it was; None without one."""
    number = next((n for n in range(1, len(life.visits)) if _gap(life, n) >= BREAK), None)
    if number is None:
        return None
    days = [_back(life, name, way, number) for name in MAIN for way in ways(life, name)]
    return max(days)


def _gap(life: Life, number: int) -> int:
    return life.visits[number].day - life.visits[number - 1].day


def _back(life: Life, name: str, way: Sequence[str], number: int) -> float:
    rungs = way_up(name, way)

    def place(visit: Visit) -> int:
        due = visit.standings[name].choice
        return rungs.index((due.variation.id, due.dose)) if due.variation.id in way and trained(visit, name) else -1

    before = next((found for visit in reversed(life.visits[:number]) if (found := place(visit)) >= 0), -1)
    after = (visit.day for visit in life.visits[number:] if place(visit) >= before)
    return next(after, NEVER) - life.visits[number].day


def line(lives: Sequence[Life]) -> str:
    """The row of a runner."""

    def median(of: Callable[[Life], float]) -> float:
        return statistics.median_high([of(life) for life in lives])

    weeks = [statistics.median_high([week_of(life, mark) for life in lives]) for mark in MARKS]
    minutes = [[visit.suggestion.seconds / 60 for visit in life.visits] for life in lives]
    times = [statistics.median_high([of(found) for found in minutes]) for of in (min, statistics.median, max)]
    often = [statistics.median_high([_times(life, name) for life in lives]) for name in MAIN]
    still = sorted(map(standstill, lives))[len(lives) // 2]
    back = [found for life in lives if (found := back_after(life)) is not None]
    warned = sorted(life.warned for life in lives if life.warned is not None)
    told = [f"back after {_days(statistics.median_high(back))}"] if back else []
    told += [f"see somebody, d{warned[len(warned) // 2]}"] if len(warned) > len(lives) // 2 else []
    told += [f"{wrong} promises broken"] if (wrong := sum(len(broken(life)) for life in lives)) else []
    cells = (
        lives[0].runner.name,
        WEEKS.format(*("–" if week == NEVER else f"{week:.0f}" for week in weeks)),
        "/".join(f"{time:.1f}" for time in times),
        f"{median(cut):.0f}%",
        " ".join(map(str, often)),
        f"{median(longest_gap):.0f}",
        f"{still[0]}: {still[1]}",
        ", ".join(told),
    )
    return f"| {' | '.join(cells)} |"


def _days(days: float) -> str:
    return "–" if days == NEVER else f"{days:.0f} d"


def main(lives: int, name: str) -> None:
    """Print the table."""
    print(f"| {' | '.join(HEADS)} |", f"|{'---|' * len(HEADS)}", sep="\n")
    for runner in RUNNERS:
        if name in runner.name:
            print(line([Life(runner, seed).live() for seed in range(lives)]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else LIVES, sys.argv[2] if sys.argv[2:] else "")
