"""Run `ankle-tui settings`: list the settings, explain one, change it, or take its default again."""

import argparse
import contextlib
import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import Reader
from ankle_tui.commands.session.home import for_screen
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import History
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.validation import InvalidValue, TableReader, did_you_mean
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.services.preferences import with_sprain_noted
from ankle_tui.services.startup import first_slips, open_settings, rung_slips, with_target
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.settings.editor import SettingsFile, changed
from ankle_tui.store.settings.kinds import (
    Date,
    Entries,
    Flag,
    Kind,
    Name,
    Names,
    Number,
    OneOf,
    Paths,
    Programs,
    TimeOfNight,
    WholeNumber,
)
from ankle_tui.store.settings.settings import KINDS, TABLES, Settings, default_words, rules_hold, toml_value
from ankle_tui.store.settings.settings_wording import EQUIPMENT, about_words

YES_OR_NO: Mapping[str, bool] = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
"""Words for a switch."""
RULES = frozenset({"target", "week_start", "cut_off"})
"""Settings that rule weeks."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `settings`."""
    parser.add_argument(
        "key",
        nargs="?",
        type=Reader(str, words=list(KINDS)),
        metavar="KEY",
        help="a setting; without it, list them all",
    )
    parser.add_argument("value", nargs="*", metavar="VALUE", help="its new value; of a list, several words")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--unset", action="store_true", help="take its default again")
    ways.add_argument("--json", action="store_true", help="value and default, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """List the settings, explain one or change it."""
    key, name = _find(arguments.key)
    if arguments.value and (arguments.unset or arguments.json):
        raise console.UsageError(f"--{'unset' if arguments.unset else 'json'} takes no VALUE")
    if arguments.unset and not key:
        raise console.UsageError("--unset needs a KEY")
    catalogue, file = inputs.read_catalogue(arguments), SettingsFile(inputs.folders(arguments).settings)
    settings, slips = open_settings(file, catalogue)
    if arguments.value or arguments.unset:
        value = None if arguments.unset else _read(key, name, arguments.value)
        return _change(arguments, catalogue, file, (key, name), value)
    if arguments.json:
        print_json({one: _json(settings, one) for one in ([key] if key else KINDS)})
    else:
        console.tell(setting_lines(settings, key, name) if key else list_lines(settings))
    console.warn(first_slips(slips))
    return USAGE if slips else 0


def list_lines(settings: Settings) -> list[str]:
    """List all settings, a line each, and how to change one."""
    width = max(map(len, KINDS))
    lines = [f"{key:<{width}}  {_words(settings, key)}" for key in KINDS]
    how = "Change one: ankle-tui settings KEY VALUE. What it is: ankle-tui settings KEY."
    return [*lines, "", how]


def setting_lines(settings: Settings, key: str, name: str = "") -> list[str]:
    """Say what a setting is, what it can be and what it is now.

    Args:
        settings: The settings.
        key: The setting.
        name: An entry of a table, or empty.
    """
    if name:
        return [f"{key}.{name}: {_entry(getattr(settings, key).get(name))}"]
    lines = [f"{key}: {_words(settings, key)}", about_words(key)]
    if takes := _takes(KINDS[key]):
        lines.append(f"It can be {takes}.")
    if not _is_default(settings, key) and (default := default_words(key)):
        lines.append(f"The default is {default}.")
    return lines


def _find(word: str | None) -> tuple[str, str]:
    """Find the setting that a word names, and the entry of its table: `rungs.calf-raise`.

    Raises:
        UsageError: If there is no such setting.
    """
    if word is None:
        return "", ""
    key, dot, name = word.partition(".")
    key = key.lower().replace("-", "_")
    if key not in KINDS:
        raise console.UsageError(f'"{key}" is not a setting{did_you_mean(key, sorted(KINDS))}')
    if dot and (key not in TABLES or not name):
        raise console.UsageError(f'"{word}" is not a setting; did you mean "{key}"?')
    return key, name


def _read(key: str, name: str, words: Sequence[str]) -> object:
    """Read a value as the settings file does.

    Raises:
        UsageError: If the setting cannot have it.
    """
    if key in TABLES and not name:
        raise console.UsageError(f"{key}: name an entry, as in {key}.ID")
    try:
        kind = KINDS[key]
        if isinstance(kind, Entries | Programs):
            value = list(words) if isinstance(kind, Programs) else " ".join(words)
            found, wrong = kind.read(TableReader({key: {name: value}}), key)
            if wrong:
                raise wrong[0]
            return found
        return kind.read(TableReader({key: _plain(kind, words)}), key)
    except InvalidValue as error:
        raise console.UsageError(str(error)) from error


def _plain(kind: Kind, words: Sequence[str]) -> object:
    """Turn words of the command line into what the file would hold; the reader refuses what does not fit."""
    text = " ".join(words)
    if isinstance(kind, Names):
        return [name.strip() for word in words for name in word.split(",") if name.strip()]
    if isinstance(kind, Paths):
        return [str(Path(word).absolute()) if word and not word.startswith("~") else word for word in words]
    if isinstance(kind, Flag):
        return YES_OR_NO.get(text.lower(), text)
    if isinstance(kind, Number | WholeNumber):
        for number in (int, float):
            with contextlib.suppress(ValueError):
                return number(text)
    return text


def _change(
    arguments: SimpleNamespace, catalogue: Catalogue, file: SettingsFile, place: tuple[str, str], value: object
) -> int:
    """Write a change and tell how to undo it.

    Raises:
        UsageError: If the program could not use the value; nothing is written.
        FileProblem: If it cannot be written.
    """
    key, name = place
    before, old_slips = open_settings(file, catalogue)
    entry = {name: None} if name and value is None else value
    wanted = changed(before, {key: entry})
    _refuse_unusable(arguments, catalogue, wanted, before, key)
    today = training_day(inputs.now(), wanted.cut_off)
    after, slips = file.change(with_sprain_noted(before, {key: entry}, today))
    lines = _told(before, after, key, name)
    if key == EQUIPMENT:
        known = {one for exercise in catalogue for each in exercise.variations for one in each.equipment}
        for one in sorted(after.equipment - known):
            lines.append(f"No exercise needs a {one}{did_you_mean(one, sorted(known)) or '.'}")
    if key in RULES and rules_hold(slips):
        lines += _settle_targets(arguments, before, after)
    console.warn(first_slips(slip for slip in slips if slip not in old_slips))
    return console.tell(lines)


def _refuse_unusable(
    arguments: SimpleNamespace, catalogue: Catalogue, wanted: Settings, before: Settings, key: str
) -> None:
    """Refuse a step, a theme or a key that the program does not know."""
    folders = inputs.folders(arguments)
    if key in {"theme", "keys"} and getattr(wanted, key) != getattr(before, key):
        found = for_screen(wanted, folders)[1]
        known = for_screen(before, folders)[1]
    else:
        found, known = (rung_slips(folders.settings, catalogue, each) for each in (wanted, before))
    for slip in found:
        if slip.key == key and slip not in known:
            raise console.UsageError(slip.problem.removeprefix(f"{folders.settings}: "))


def _settle_targets(arguments: SimpleNamespace, before: Settings, after: Settings) -> list[str]:
    """Note the old target and the new one in the history, so that past weeks keep theirs; say from when it counts."""
    try:
        file = inputs.history_file(arguments)
        opened = file.look()
        if opened.notices or opened.history == History():
            return []
        history, today = opened.history, training_day(inputs.now(), after.cut_off)
        for rules in (before.rules, after.rules):
            history = with_target(file, history, rules, today)
    except FileProblem as problem:  # the next start does it
        console.warn([str(problem)])
        return []
    later = any(target.since > today and target.sessions == after.target for target in history.targets)
    return ["It counts from next week."] if later and after.target != before.target else []


def _told(before: Settings, after: Settings, key: str, name: str) -> list[str]:
    """Say what was changed, and how to undo it."""
    was, now = getattr(before, key), getattr(after, key)
    place = f"{key}.{name}" if name else key
    if name:
        was, now = was.get(name), now.get(name)
    if was == now:
        return [f"{place} is unchanged: {_entry(now) if name else _words(after, key)}."]
    default = was is None if name else _is_default(before, key)
    undo = "--unset" if default else shlex.join(_typed(was))
    said = _entry(now) if name else _words(after, key)
    return [f"{place} is now {said}.", f"Undo: ankle-tui settings {place} {undo}"]


def _typed(value: object) -> list[str]:
    """Write a value as words of the command line."""
    if isinstance(value, tuple):  # after -- whatever it begins with
        return [*(["--"] if any(word.startswith("-") for word in value) else []), *value]
    plain = toml_value(value)
    if isinstance(plain, list):
        return [",".join(plain)]
    return [plain if isinstance(plain, str) else json.dumps(plain)]


def _words(settings: Settings, key: str) -> str:
    """Write a value in words; a default is marked."""
    value = getattr(settings, key)
    if _is_default(settings, key):
        return "none" if key in {*TABLES, EQUIPMENT, "runs"} else f"{_unquoted(default_words(key))} (default)"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_entry(text)}" for name, text in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return shlex.join(value)
    return ", ".join(_typed(value)[0].split(",")) if key == EQUIPMENT else _typed(value)[0]


def _entry(value: str | Sequence[str] | None) -> str:
    """Write an entry of a table in words."""
    if value is None:
        return "not set"
    return value if isinstance(value, str) else shlex.join(value)


def _unquoted(words: str) -> str:
    return {"true": "yes", "false": "no"}.get(words, words.strip('"'))


def _is_default(settings: Settings, key: str) -> bool:
    return bool(getattr(settings, key) == getattr(Settings(), key))


def _takes(kind: Kind) -> str:
    """The values of a kind, in words."""
    words = ""
    match kind:
        case OneOf(members):
            words = f"one of: {', '.join(member.value for member in members)}"
        case Number(low, high) | WholeNumber(low, high):
            words = f"{'any' if isinstance(kind, Number) else 'a whole'} number from {low:g} to {high:g}"
        case Flag():
            words = "yes or no"
        case Names():
            words = "a list, with commas between: band,pillow"
        case Paths():
            words = "folders, one word each: ~/Garmin ~/strava-export"
        case TimeOfNight():
            words = "a time of the night, such as 03:00"
        case Date():
            words = "a date, such as 2026-11-22"
        case Name():  # the theme's alone
            from ankle_tui.ui.themes import theme_names  # noqa: PLC0415 - only here

            words = f"one of: {', '.join(theme_names())}"
    return words


def _json(settings: Settings, key: str) -> dict[str, object]:
    value = getattr(settings, key)
    plain = dict(value) if isinstance(value, Mapping) else toml_value(value)
    return {"value": plain, "default": _is_default(settings, key), "about": about_words(key)}
