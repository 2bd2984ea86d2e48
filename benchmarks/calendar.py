"""How long streak, heat map and weekly figures take, beside a plain pass over the start of every session.

Run: python -m benchmarks.calendar [--json]
"""

import datetime as dt
import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.training_day import CUT_OFF, training_day
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from benchmarks.sessions import alike
from benchmarks.taking import in_turn

ROUNDS = 9
SESSIONS = 100_000
YEARS = (274, 100, 27)
"""From one session a day to ten."""
HEAT_MAP = 26
TODAY = dt.date(2026, 11, 22)


def sessions(years: int) -> tuple[SessionRecord, ...]:
    """All the sessions, spread over so many years, in the order of the file."""
    some, days = random.Random(5), SESSIONS * years // YEARS[0]  # noqa: S311
    (usual,) = alike(1)
    last = dt.datetime.combine(TODAY, dt.time(23, 59, 59), dt.timezone(dt.timedelta(hours=1)))
    starts = sorted(last - dt.timedelta(some.randrange(days), some.randrange(86_400)) for _ in range(SESSIONS))
    return tuple(
        replace(
            usual,
            id=new_id(1_700_000_000_000 + number, bytes(10)),
            day=training_day(start),
            started_at=start,
            active_seconds=float(some.randrange(120, 900)),
        )
        for number, start in enumerate(starts)
    )


def plain(records: Sequence[SessionRecord]) -> object:
    """The floor: every start less the cut-off, its week by the calendar, and the week's sessions, days and seconds."""
    count: dict[tuple[int, int], int] = {}
    days: dict[tuple[int, int], set[dt.date]] = {}
    seconds: dict[tuple[int, int], float] = {}
    for record in records:
        day = (record.started_at - CUT_OFF).date()
        year, number, _ = day.isocalendar()
        week = (year, number)
        count[week] = count.get(week, 0) + 1
        days.setdefault(week, set()).add(day)
        seconds[week] = seconds.get(week, 0.0) + record.active_seconds
    return count, days, seconds


def ours(history: History, parts: str) -> object:
    """What a screen asks of a calendar that was made anew."""
    calendar = Calendar(history, Rules(), TODAY)
    streak = calendar.streak, calendar.best, calendar.consistency
    heat_map = calendar.weeks(HEAT_MAP) if parts != "streak" else ()
    totals = calendar.totals({"recent": HEAT_MAP}.get(parts)) if parts in {"recent", "all"} else ()
    return streak, heat_map, totals


def milliseconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    gc.collect()
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def measure(years: int) -> dict[str, float]:
    """Medians of some rounds, in milliseconds, and the ratio to the floor."""
    history = History(sessions(years))
    days = len({record.day for record in history.sessions})
    acts = {
        "plain_ms": partial(plain, history.sessions),
        "streak_ms": partial(ours, history, "streak"),
        "heat_map_ms": partial(ours, history, "heat map"),
        "recent_ms": partial(ours, history, "recent"),
        "all_ms": partial(ours, history, "all"),
    }
    times = in_turn({name: partial(milliseconds, act) for name, act in acts.items()}, ROUNDS, warm_up=0)
    middle = {name: statistics.median(values) for name, values in times.items()}
    ratios = {f"{name}_ratio": middle[f"{name}_ms"] / middle["plain_ms"] for name in ("recent", "all")}
    return {"sessions": SESSIONS, "days": days, **middle, **ratios}


def main() -> None:
    """Print a table, or JSON."""
    rows = [measure(years) for years in YEARS]
    if "--json" in sys.argv:
        print(json.dumps(rows, indent=2))
        return
    print(
        "Streak, heat map of 26 weeks, then sessions, days and seconds a week: of these weeks (recent), or of all there are."
    )
    print(
        "Beside it a plain pass over the start of every session, which counts the same sessions, days and seconds a week."
    )
    print(
        f"{'sessions':>9}{'days':>8}{'plain ms':>10}{'streak ms':>11}{'+ map ms':>10}{'+ recent ms':>13}"
        f"{'+ all ms':>10}{'recent/plain':>14}{'all/plain':>11}"
    )
    for row in rows:
        print(
            f"{row['sessions']:>9.0f}{row['days']:>8.0f}{row['plain_ms']:>10.1f}{row['streak_ms']:>11.1f}"
            f"{row['heat_map_ms']:>10.1f}{row['recent_ms']:>13.1f}{row['all_ms']:>10.1f}"
            f"{row['recent_ratio']:>14.2f}{row['all_ratio']:>11.2f}"
        )


if __name__ == "__main__":
    main()
