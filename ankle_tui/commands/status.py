"""How the week stands, in one line for a prompt or as JSON: a shell asks at every prompt, so the usual answer loads little.

What is odd in any way, a damaged file or a mistake in the settings, is left to the whole program, which says what is wrong.
Only what counts is looked at here: the days, and the settings of weeks. Whether the rest is sound `doctor` says.
"""

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from ankle_tui.core.history.training_day import is_training
from ankle_tui.core.weeks.streaks import (
    FIRST_WEEKDAYS,
    LONG_GAP,
    UNREADABLE,
    Weeks,
    read_cut_off,
    status_words,
)
from ankle_tui.regular import Unfit, read_file

TYPE_CHECKING = False  # that of `typing` would be one module more to load
if TYPE_CHECKING:
    from typing import Any

# What the whole program calls these it keeps where loading them would take longer than the answer; the tests compare.
SETTINGS = frozenset(
    {
        *("level", "first_side", "counting", "sound", "sound_mode", "volume", "flash", "theme"),
        *("target", "week_start", "cut_off", "streaks"),
        *("equipment", "minutes", "cooldown", "rungs", "keys", "terminal_title", "notifications"),
    }
)
"""Every key of the settings."""
_FORMAT = "ankle-tui/history"
_VERSION = 1
_AS_JSON = {("status",): False, ("status", "--json"): True}
_OFF = frozenset({"rest", "sick", "travel"})
_KINDS = frozenset({"run", "cross-training", *_OFF, None})
_CONTEXTS = {"post-run": "run", "cross-training": "cross-training", "other": None}
"""What a session says of its day, by what it followed; the first counts most."""
_TARGETS = (1, 2, 3)
_YEARS = range(1970, 3000)
_SESSION_KEYS = frozenset(
    {"id", "day", "started_at", "ended_at", "context", "level", "status", "active_seconds", "sets"}
)
_SET_KEYS = frozenset({"exercise", "variation", "set", "target", "done", "outcome"})
"""What a session and a set must have: where two lines have run into one, it is missing or there twice."""
_OUTCOMES = frozenset({"done", "short", "skipped"})
_MOST_SECONDS = 1_000_000.0
_BY_THE_CALENDAR = frozenset({"today", "days_left"})
"""Figures that no history changes."""
_SETS = b', "sets": [{"exercise": '
_NEXT_SET = b'}, {"exercise": '
_REACHED = b'"outcome": "done"'
_ONE_REACHED, _NONE_REACHED = b', "sets": [{"outcome": "done"}]}', b', "sets": []}'
"""Stand-ins for the sets of a session."""


class Odd(Exception):
    """Something the whole program has to look at."""


def figures(weeks: Weeks, kind: str | None) -> dict[str, object]:
    """How the week stands, as JSON values.

    Args:
        weeks: The weeks up to today.
        kind: What today is, or None where nobody has said so.
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
    }


def answer(weeks: Weeks, kind: str | None, *, as_json: bool, streaks: bool) -> str:
    """How the week stands, as one line or as the text of a JSON table.

    Args:
        weeks: The weeks up to today.
        kind: What today is, or None where nobody has said so.
        as_json: Whether JSON is wanted.
        streaks: Whether the line shows streaks.
    """
    return json.dumps(figures(weeks, kind), indent=2) if as_json else status_words(weeks, streaks=streaks)


def unreadable(weeks: Weeks, *, as_json: bool) -> str:
    """Say that the history cannot be read; in JSON every figure that depends on it is null.

    Args:
        weeks: The weeks up to today.
        as_json: Whether JSON is wanted.
    """
    known = {key: value if key in _BY_THE_CALENDAR else None for key, value in figures(weeks, None).items()}
    return json.dumps(known, indent=2) if as_json else UNREADABLE


def quick_answer(
    argv: Sequence[str],
    environ: Mapping[str, str] = os.environ,
    now: Callable[[], dt.datetime] = dt.datetime.now,
) -> str | None:
    """What to print, if that is quickly said.

    Args:
        argv: The arguments without the program's name.
        environ: Environment variables.
        now: The wall clock.

    Returns:
        The text; None where the whole program has to look: it is another command, or something is odd.
    """
    try:
        data, config, words = asked(argv, environ)
        as_json = _AS_JSON[tuple(words)]
        settings, days = _settings(config), _Days(_history(data))
    except (Odd, OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    today = (now().replace(tzinfo=None) - settings.cut_off).toordinal()
    weeks = Weeks(
        days.trained,
        days.off,
        days.targets,
        setting=settings.target,
        today=today,
        first_weekday=settings.first_weekday,
    )
    return answer(weeks, days.kind(today), as_json=as_json, streaks=settings.streaks)


# What is asked


def asked(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[str, str, list[str]]:
    """The history file, the settings file, and the words of the command.

    Args:
        argv: The arguments without the program's name.
        environ: Environment variables.

    Raises:
        Odd: If the whole program has to look where the files are.
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
    """The platform's own folder, where it is as simply found as on Linux."""
    folder = environ.get(variable) or f"{environ.get('HOME', '')}/{below_home}"
    if sys.platform != "linux" or "ANDROID_ROOT" in environ or not environ.get("HOME") or not folder.startswith("/"):
        raise Odd
    return f"{folder}/ankle-tui"


# What the files say


class _Settings:
    """The settings that count here.

    Args:
        table: The settings as they were read.
    """

    __slots__ = ("cut_off", "first_weekday", "streaks", "target")

    def __init__(self, table: Mapping[str, object]) -> None:
        if not table.keys() <= SETTINGS:
            raise Odd
        self.target = _target(table.get("target", 2))
        self.first_weekday = FIRST_WEEKDAYS[str(table.get("week_start", "monday"))]
        self.cut_off = _cut_off(str(table.get("cut_off", "03:00")))
        self.streaks = _flag(table.get("streaks", True))


class _Ordinals(dict[str, int]):
    """The ordinals of dates, each worked out once."""

    def __missing__(self, text: str) -> int:
        day = dt.date.fromisoformat(text)
        if day.year not in _YEARS:
            raise Odd
        self[text] = day.toordinal()
        return self[text]


def _settings(path: str) -> _Settings:
    data = content(path)
    if data is None:
        return _Settings({})
    import tomllib  # noqa: PLC0415 - most have no settings

    return _Settings(tomllib.loads(data.decode("utf-8").removeprefix("\ufeff")))


def _history(path: str) -> "dict[str, Any]":
    """Read the tables of the history file, with most sessions' sets reduced to one outcome."""
    data = content(path)
    if data is None:
        return {"format": _FORMAT, "version": _VERSION}
    decoder = json.JSONDecoder(parse_constant=_refuse, object_pairs_hook=_table)
    history: dict[str, Any] = decoder.decode(_without_sets(data, decoder).decode("utf-8"))
    if history["format"] != _FORMAT or history["version"] != _VERSION or type(history["version"]) is not int:
        raise Odd
    return history


def _without_sets(data: bytes, decoder: json.JSONDecoder) -> bytes:
    """The text of the history without the sets, which are most of it and mostly alike: the same text is read only once.

    It is sound where the whole text is: what has been cut out has been read, and of lines that are not as we write them
    nothing is cut out. Where a set was reached, that outcome stays.
    """
    known = set()
    lines = data.split(b"\n")
    for number, line in enumerate(lines):
        head, found, rest = line.partition(_SETS)
        sets, closed, end = rest.partition(b"}]}")
        if found and closed and end in (b"", b","):
            known.update(sets.split(_NEXT_SET))
            lines[number] = head + (_ONE_REACHED if _REACHED in sets else _NONE_REACHED) + end
    for item in known:
        text = '{"exercise": ' + item.decode("utf-8") + "}"
        table, length = decoder.raw_decode(text)
        if length != len(text) or not table.keys() >= _SET_KEYS or table["outcome"] not in _OUTCOMES:
            raise Odd
        if (table["outcome"] == "done") is not (_REACHED in item):  # found in another field, or spelt differently
            raise Odd
    return b"\n".join(lines)


def content(path: str) -> bytes | None:
    """The content of a file, or None where there is none.

    Raises:
        Odd: If it is not a regular file, or too large to read.
        OSError: If it cannot be read.
    """
    try:
        return read_file(path)
    except FileNotFoundError:
        return None
    except Unfit as error:
        raise Odd from error


class _Days:
    """The days of a history.

    Args:
        history: The tables of its file.

    Attributes:
        trained: Ordinals of the training days.
        off: Ordinals of the days marked as rest, sick or travel.
        targets: Training days a week that are aimed at, by the ordinal of the day they hold from.
    """

    __slots__ = ("_contexts", "_marks", "off", "targets", "trained")

    def __init__(self, history: "dict[str, Any]") -> None:
        ordinals = _Ordinals()
        sessions, marks, targets = (_tables(history, key) for key in ("sessions", "days", "targets"))
        days = [ordinals[session["day"]] for session in sessions]
        counted = [(day, session["context"]) for day, session in zip(days, sessions, strict=True) if _counts(session)]
        self._marks = {ordinals[mark["day"]]: mark["kind"] for mark in marks}
        self._contexts = set(counted)
        self.trained = {day for day, _ in counted}
        self.off = {day for day, kind in self._marks.items() if kind in _OFF}
        self.targets = {ordinals[target["since"]]: _target(target["sessions"]) for target in targets}
        if not all(session.keys() >= _SESSION_KEYS for session in sessions):
            raise Odd
        names = {session["id"] for session in sessions}
        if (len(names), len(self._marks), len(self.targets)) != (len(sessions), len(marks), len(targets)):
            raise Odd  # something is there twice
        if not _KINDS.issuperset(self._marks.values()):
            raise Odd
        if not _CONTEXTS.keys() >= {session["context"] for session in sessions}:
            raise Odd

    def kind(self, day: int) -> str | None:
        """What a day was: as it is marked, else as its sessions say."""
        said = (kind for context, kind in _CONTEXTS.items() if (day, context) in self._contexts)
        return self._marks.get(day) or next(said, None)


def _counts(session: "dict[str, Any]") -> bool:
    """True if a session counts as training, as `SessionRecord.counts` has it."""
    seconds, outcomes = session["active_seconds"], {item["outcome"] for item in _tables(session, "sets")}
    if type(seconds) not in {int, float} or not 0 <= seconds <= _MOST_SECONDS or not outcomes <= _OUTCOMES:
        raise Odd
    return is_training(seconds, outcomes)


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):  # of a key that is there twice the parser would take the second
        raise Odd
    return table


def _tables(history: "dict[str, Any]", key: str) -> "list[dict[str, Any]]":
    tables: list[dict[str, Any]] = history.get(key, [])
    if not isinstance(tables, list):
        raise Odd
    return tables


def _target(value: object) -> int:
    if type(value) is not int or value not in _TARGETS:  # true is no number here
        raise Odd
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Odd
    return value


def _cut_off(text: str) -> dt.timedelta:
    minutes = read_cut_off(text)
    if minutes is None:
        raise Odd
    return dt.timedelta(minutes=minutes)


def _date_words(day: int | None) -> str | None:
    return None if day is None else dt.date.fromordinal(day).isoformat()


def _refuse(_: str) -> None:
    """NaN and the like are no numbers that can be kept."""
    raise Odd
