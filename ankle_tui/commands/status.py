"""Tell how the week stands, in one line or as JSON; shells ask at every prompt, so the usual answer loads very little.

It comes from the digests of history and settings. If one is missing or its file has changed, the whole program answers,
says what is wrong, and writes the digests again.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence

from ankle_tui.core.weeks.streaks import KIND, LONG_GAP, NO_DAYS, UNREADABLE, Weeks, ordinal, status_words
from ankle_tui.safe_read import MOST_BYTES as LARGEST
from ankle_tui.safe_read import Unfit, read_file
from ankle_tui.store.history.digest import read_digest

TYPE_CHECKING = False  # importing it from `typing` would load one module more
if TYPE_CHECKING:
    import argparse
    from types import SimpleNamespace

    from ankle_tui.core.block.block_weeks import BlockWeeks

_AS_JSON = {("status",): False, ("status", "--json"): True}
_STANDARD = {"target": [2], "first_weekday": [0], "cut_off": [180], "streaks": [1]}
"""The digest of settings that are all left at their defaults; `settings_numbers` makes the others."""
_EPOCH = 719_163
"""The ordinal of 1 January 1970."""
_BY_THE_CALENDAR = frozenset({"today", "days_left"})
"""Figures that no history changes."""


class Odd(Exception):
    """Something the whole program has to look at."""


def add_options(parser: "argparse.ArgumentParser") -> None:
    """Add the options of `status`."""
    parser.add_argument("--json", action="store_true", help="the figures, as JSON")


def run(arguments: "SimpleNamespace") -> int:
    """Answer as `quick_answer` does, and write the digests from which it answers the next time."""
    from ankle_tui.commands import inputs  # noqa: PLC0415 - `quick_answer` does without
    from ankle_tui.core.history.records import History  # noqa: PLC0415
    from ankle_tui.core.weeks.calendar import block_numbers  # noqa: PLC0415
    from ankle_tui.store.files.problem import FileProblem  # noqa: PLC0415
    from ankle_tui.store.history.history_file import Opened  # noqa: PLC0415

    settings = inputs.read_settings(arguments, inputs.folders(arguments).settings_digest)
    file = inputs.history_file(arguments)
    try:
        opened = file.look()
    except FileProblem as problem:
        opened = Opened(History(), (str(problem),))
    calendar = inputs.by_days(opened.history, settings)
    file.write_digest()
    if opened.notices:
        print(unreadable(calendar.counted, as_json=arguments.json))
    else:
        kind = calendar.day(calendar.today).kind
        block = _block(calendar.counted, block_numbers(opened.history.blocks))
        print(answer(calendar.counted, kind, block, as_json=arguments.json, streaks=settings.streaks))
    return inputs.tell_damage(opened)


def figures(weeks: Weeks, kind: str | None, block: "BlockWeeks | None") -> dict[str, object]:
    """Tell how week and block stand as JSON values.

    Args:
        weeks: The weeks up to today.
        kind: The kind of today, or None.
        block: The block to name today, or None.
    """
    training = weeks.last is not None and weeks.today - weeks.last < LONG_GAP
    due = training and weeks.risk == "tight" and not weeks.off(weeks.today) and not weeks.rest(weeks.this)
    return {
        "today": _date_words(weeks.today),
        "kind": kind,
        "trained_today": weeks.last == weeks.today,
        "due": due,
        "done": weeks.done(weeks.this),
        "target": weeks.target(weeks.this),
        "risk": weeks.risk,
        "days_left": weeks.days_left,
        "rest_week": weeks.rest(weeks.this),
        "streak": weeks.streak,
        "best": weeks.best,
        "consistency": None if weeks.consistency is None else round(weeks.consistency, 3),
        "last": _date_words(weeks.last),
        "block": None if block is None else _block_figures(block),
    }


def answer(weeks: Weeks, kind: str | None, block: "BlockWeeks | None", *, as_json: bool, streaks: bool) -> str:
    """Tell how week and block stand as one line, or as a JSON table.

    Args:
        weeks: The weeks up to today.
        kind: The kind of today, or None.
        block: The block to name today, or None.
        as_json: True for JSON.
        streaks: True if the line shows streaks.
    """
    if as_json:
        return _json(figures(weeks, kind, block))
    line = status_words(weeks, streaks=streaks)
    return line if block is None else f"{line} · {block.line}"


def unreadable(weeks: Weeks, *, as_json: bool) -> str:
    """Say that the history cannot be read; in JSON every figure that depends on it is null.

    Args:
        weeks: The weeks up to today.
        as_json: True for JSON.
    """
    known = {key: value if key in _BY_THE_CALENDAR else None for key, value in figures(weeks, None, None).items()}
    return _json(known) if as_json else UNREADABLE


def quick_answer(
    argv: Sequence[str],
    environ: Mapping[str, str] = os.environ,
    now: Callable[[], Sequence[int]] = time.localtime,
) -> str | None:
    """Answer `status` from the digests.

    Args:
        argv: The arguments without the program's name.
        environ: Environment variables.
        now: The wall clock: year, month, day, hour, minute, and more.

    Returns:
        The text to print; None for another command, or if the whole program has to look.
    """
    try:
        history, settings, words = asked(argv, environ)
        as_json = _AS_JSON[tuple(words)]
        data = os.path.dirname(history)  # noqa: PTH120 - pathlib takes too long to load
        days = read_digest(history, f"{data}/history.digest") or NO_DAYS
        rules = read_digest(settings, f"{data}/settings.digest") or _STANDARD
        (target,), (first_weekday,), (cut_off,), (streaks,) = (rules[key] for key in _STANDARD)
        year, month, day, hour, minute, *_ = now()
        today = ordinal(year, month, day) - (60 * hour + minute < cut_off)
        weeks = Weeks.of(days, setting=target, today=today, first_weekday=first_weekday)
        block = _block(weeks, days["blocks"])
        kind = next((key.removeprefix(KIND) for key in days if key.startswith(KIND) and today in days[key]), None)
        return answer(weeks, kind, block, as_json=as_json, streaks=bool(streaks))
    except (Odd, OSError, ValueError, LookupError):
        return None


def _block(weeks: Weeks, numbers: list[int]) -> "BlockWeeks | None":
    """Find the block to name today; a runner without any loads nothing for it."""
    if not numbers:
        return None
    from ankle_tui.core.block.block_weeks import present_block  # noqa: PLC0415

    return present_block(weeks, numbers)


def _block_figures(block: "BlockWeeks") -> dict[str, object]:
    return {
        "week": block.week,
        "done": block.done,
        "planned_so_far": block.so_far,
        "planned": block.planned,
        "on_plan": block.on_plan,
        "end": _date_words(block.end),
        "over": block.over,
    }


def content(path: str, most: int = LARGEST) -> bytes | None:
    """Read a file; None where there is none.

    Args:
        path: The file.
        most: The most bytes it may have.

    Raises:
        Odd: If it is not a regular file, or too large to read.
        OSError: If it cannot be read.
    """
    try:
        return read_file(path, most)
    except FileNotFoundError:
        return None
    except Unfit as error:
        raise Odd from error


def asked(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[str, str, list[str]]:
    """Find the history file, the settings file, and the words of the command.

    Args:
        argv: The arguments without the program's name.
        environ: Environment variables.

    Raises:
        Odd: If the whole program has to find the files.
    """
    folders = {"--data-dir": environ.get("ANKLE_TUI_DATA_DIR"), "--config-dir": environ.get("ANKLE_TUI_CONFIG_DIR")}
    words, rest = [], list(argv)
    while rest:
        word, *rest = rest
        if word not in folders:
            words.append(word)
            continue
        if not rest or not rest[0] or rest[0].startswith("-"):
            raise Odd
        folders[word], *rest = rest
    data = folders["--data-dir"] or _standard(environ, "XDG_DATA_HOME", ".local/share")
    config = folders["--config-dir"] or _standard(environ, "XDG_CONFIG_HOME", ".config")
    if data.startswith("~") or config.startswith("~"):
        raise Odd
    return f"{data}/history.json", f"{config}/config.toml", words


def _standard(environ: Mapping[str, str], variable: str, below_home: str) -> str:
    """The platform's own folder, if it is as easy to find as on Linux."""
    folder = environ.get(variable) or f"{environ.get('HOME', '')}/{below_home}"
    if sys.platform != "linux" or "ANDROID_ROOT" in environ or not environ.get("HOME") or not folder.startswith("/"):
        raise Odd
    return f"{folder}/ankle-tui"


def _json(table: dict[str, object]) -> str:
    import json  # noqa: PLC0415 - the line for a prompt does without

    return json.dumps(table, indent=2)


def _date_words(day: int | None) -> str | None:
    """The ISO date of an ordinal, from 1970 on, without loading `datetime`."""
    if day is None:
        return None
    date = time.gmtime((day - _EPOCH) * 86_400)
    return f"{date.tm_year:04}-{date.tm_mon:02}-{date.tm_mday:02}"
