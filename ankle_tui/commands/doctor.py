"""Looks at everything the program rests on, tries sound and saving, and says what is well and what is not.

It never fails, makes no sound, and leaves everything as it was: the one file it writes is removed at once.
"""

import contextlib
import datetime as dt
import importlib.metadata
import os
import platform
import shlex
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from ankle_tui import __version__
from ankle_tui.audio.client.discovery import LIBRARIES, SYSTEM, present
from ankle_tui.audio.client.notices import spoken_name
from ankle_tui.audio.open_player import VARIABLE, PlayerChoice, forecast, resolve, try_device
from ankle_tui.audio.sound_files import find_sounds, read_clips
from ankle_tui.clock import local_time
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.formatting import MOST_NAMES, counted, listed, moment_words
from ankle_tui.core.history.records import History, NewerVersion
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.startup import open_settings
from ankle_tui.store.files.durable import put
from ankle_tui.store.files.lock import can_lock
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.files.read import MEBIBYTE
from ankle_tui.store.history.backups import Backup, Backups
from ankle_tui.store.history.codec import Foreign
from ankle_tui.store.history.file import HistoryFile
from ankle_tui.store.paths import CONFIG_VARIABLE, DATA_VARIABLE, Folders, find_folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Seen, look_everywhere
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import Settings, Slip
from ankle_tui.store.user_files import load_all

LITTLE_SPACE = 16 * MEBIBYTE
"""With less free space than this, and than three times the history, saving may fail soon."""
MOST_READ = 4 * MEBIBYTE
"""Bytes of backups to read; the rest are only counted, so that the answer comes at once."""
MOST_TRIED = 4 * MEBIBYTE
"""Try saving with at most this many bytes."""
SMALLEST_SCREEN = (30, 8)
"""Columns and rows below which the large digits have no room."""
OTHERS = 0o077
"""What a file's mode grants to anybody but its owner."""


ForScreen = Callable[[Settings, Folders], tuple[Settings, tuple[Slip, ...]]]
"""Leaves out of the settings what the screen does not have, with a slip for each."""
TrySound = Callable[[str, Mapping[str, str], Path | None], tuple[str, str]]
"""Opens and closes the sound device, as `audio.choose.try_device` does."""


class FindingState(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    NOTE = "note"
    """Good to know; everything works."""
    PROBLEM = "problem"
    """Something does not work, or will not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: What it is.
        state: How it is.
        line: That in words, short.
        remedy: What helps: a command, or what to do; empty where nothing need be done.
    """

    name: str
    state: FindingState
    line: str
    remedy: str = ""

    def to_json(self) -> dict[str, object]:
        """The finding as JSON values."""
        return asdict(self)


def examine(
    data: str | None,
    config: str | None,
    environ: Mapping[str, str] = os.environ,
    for_screen: ForScreen = lambda settings, _: (settings, ()),
    try_sound: TrySound = try_device,
    *,
    now: Callable[[], dt.datetime] = local_time,
) -> list[Finding]:
    """Look at everything, and try what cannot be seen.

    Args:
        data: The data folder given by option, or None.
        config: The settings folder given by option, or None.
        environ: Environment variables.
        for_screen: Knows the themes and the keys of the screen.
        try_sound: Tries the sound device.
        now: The wall clock.

    Returns:
        What was found, always in the same order.
    """
    findings = _safely("program", _program())
    settings, own = Settings(), None
    try:
        patient = _Patient(find_folders(data, config, environ), now())
    except FileProblem as problem:
        remedy = f"--data-dir and --config-dir, or {DATA_VARIABLE} and {CONFIG_VARIABLE}, name the folders"
        findings.append(Finding("folders", FindingState.PROBLEM, one_line(str(problem)), remedy))
    else:
        for name, check in _OF_FILES.items():
            findings += _safely(name, check(patient))
        own = patient.folders.sounds
        with contextlib.suppress(Exception):  # told by the next line
            settings = patient.settings[0]
        findings += _safely("settings", _settings(patient, for_screen))
        findings += _safely("own exercises", _own_exercises(patient))
        findings += _safely("own sounds", _own_sounds(own))
    findings += _safely("sound", _sound(settings, environ, own, try_sound))
    return findings + _safely("terminal", _terminal(environ))


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """Findings as a list to read; a remedy stands on a line of its own below.

    Args:
        findings: What was found.
    """
    findings = list(findings)
    width = max((len(finding.name) for finding in findings), default=0)
    lines = []
    for finding in findings:
        lines.append(f"{finding.state.value:<7}  {finding.name:<{width}}  {finding.line}")
        if finding.remedy:
            lines.append(f"{'':<7}  {'':<{width}}  -> {finding.remedy}")
    return [one_line(line) for line in lines]


class _Patient:
    """The files of one runner, each read once.

    Args:
        folders: Where they are.
        now: The wall time.
    """

    def __init__(self, folders: Folders, now: dt.datetime) -> None:
        self.folders = folders
        self.now = now
        self.file = HistoryFile(folders.history)

    @cached_property
    def history(self) -> History | FileProblem:
        """What the history file holds, or why it cannot be used."""
        try:
            return self.file.load()
        except FileProblem as problem:
            return problem

    @cached_property
    def newest_backup(self) -> Backup | None:
        """The newest backup that can be read, or None."""
        return self.file.backups.newest_good()

    @cached_property
    def settings(self) -> tuple[Settings, tuple[Slip, ...]]:
        """The settings, and what is wrong with their file."""
        return open_settings(SettingsFile(self.folders.settings), self.catalogue[0])

    @cached_property
    def catalogue(self) -> tuple[Catalogue, tuple[str, ...]]:
        """The exercises, and what is wrong with the runner's own."""
        return load_all(self.folders.exercises)


def _safely(name: str, findings: Iterator[Finding]) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(findings)
    except Exception as error:  # noqa: BLE001 - whoever is asked about damage must outlive every kind of it
        found.append(Finding(name, FindingState.PROBLEM, f"could not be looked at: {type(error).__name__}"))
    return found


# The program


def _program() -> Iterator[Finding]:
    yield Finding("ankle-tui", FindingState.OK, __version__)
    yield Finding("python", FindingState.OK, f"{platform.python_version()} ({platform.python_implementation()})")
    try:
        yield Finding("textual", FindingState.OK, importlib.metadata.version("textual"))
    except importlib.metadata.PackageNotFoundError:
        yield Finding(
            "textual", FindingState.PROBLEM, "is not installed: there is no screen", "install ankle-tui again"
        )
    yield Finding("system", FindingState.OK, f"{platform.system()} {platform.release()} {platform.machine()}")


# Folders and files


def _folders(patient: _Patient) -> Iterator[Finding]:
    yield _folder("data folder", patient.folders.data, DATA_VARIABLE)
    real = patient.file.real.parent
    if real != Path(os.path.realpath(patient.folders.data)):
        yield _folder("history's folder", real, DATA_VARIABLE)
    for path in (patient.file.backups.folder, patient.folders.in_progress):
        if os.path.lexists(path):
            found = _folder(f"{path.name} folder", path, DATA_VARIABLE)
            if found.state is not FindingState.OK:
                yield found
    yield Finding("settings folder", FindingState.OK, str(patient.folders.config))


def _folder(name: str, path: Path, variable: str) -> Finding:
    """Whether a folder can be written, or made where there is none."""
    elsewhere = f"{variable}=... names another folder"
    if not os.path.lexists(path):
        above = next((each for each in path.parents if os.path.lexists(each)), path)
        if not _is_folder(above) or not os.access(above, os.W_OK | os.X_OK):
            return Finding(name, FindingState.PROBLEM, f"{path} is not there and cannot be made", elsewhere)
        return Finding(name, FindingState.OK, f"{path}, made with the first session")
    if not _is_folder(path):
        return Finding(name, FindingState.PROBLEM, f"{path} is not a folder", f"move it away, or {elsewhere}")
    if os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return Finding(name, FindingState.OK, str(path))
    found = path.stat()
    mine = hasattr(os, "geteuid") and found.st_uid == os.geteuid() and found.st_mode & stat.S_IRWXU != stat.S_IRWXU
    return Finding(
        name, FindingState.PROBLEM, f"{path} cannot be written", f"chmod u+rwx {_quoted(path)}" if mine else elsewhere
    )


def _privacy(patient: _Patient) -> Iterator[Finding]:
    """Whether others can read what the runner wrote about pain."""
    data, real = patient.folders.data, patient.file.real
    if os.name != "posix" or not _is_folder(data):
        return
    inside = [data, patient.file.backups.folder, patient.folders.in_progress]
    files = [path for folder in inside if _lets_in(data, folder) for path in _files(folder)]
    if _lets_in(real.parent) and real.is_file() and real.parent != Path(os.path.realpath(data)):  # a linked history
        files = [real, *(path for path in files if path != patient.folders.history)]
    shown = [path for path in files if path.suffix in {".json", ".tmp"} and path.stat().st_mode & OTHERS]
    if not shown:
        yield Finding("privacy", FindingState.OK, "only you can read what is kept")
        return
    more = f" and {counted(len(shown) - 1, 'more file')}" if len(shown) > 1 else ""
    remedy = f"chmod -R go= {_quoted(data)}" if more else f"chmod 600 {_quoted(shown[0])}"
    yield Finding("privacy", FindingState.NOTE, f"others can read {shown[0].name}{more}", remedy)


def _lets_in(*folders: Path) -> bool:
    """Whether others get into all of these folders."""
    return all(_is_folder(folder) and folder.stat().st_mode & OTHERS for folder in folders)


def _history(patient: _Patient) -> Iterator[Finding]:
    history = patient.history
    if isinstance(history, FileProblem):
        yield _broken(patient, history)
    elif history.sessions:
        newest = history.newest_first()[0].day.isoformat()
        gone = f", {len(history.deleted)} deleted" if history.deleted else ""
        yield Finding("history", FindingState.OK, f"sound, {_sessions(history)}, the newest of {newest}{gone}")
    elif os.path.lexists(patient.folders.history):
        yield Finding("history", FindingState.OK, "sound, no sessions")
    elif backup := patient.newest_backup:
        line = f"is not there, though there is a backup with {_sessions(backup.history)}"
        yield Finding("history", FindingState.PROBLEM, line, f"ankle-tui backup restore {backup.name}")
    else:
        yield Finding("history", FindingState.OK, "none yet")


def _dates(patient: _Patient) -> Iterator[Finding]:
    """Name sessions dated after today, which a wrong clock leaves behind."""
    history, rules = patient.history, patient.settings[0].rules
    if isinstance(history, FileProblem):
        return
    later = Calendar(history, rules, training_day(patient.now, rules.cut_off)).to_come
    if later:
        first = "" if len(later) == 1 else "first "
        line = f"{counted(len(later), 'session')} dated after today, {first}{later[0].day}; not counted until then"
        yield Finding("dates", FindingState.NOTE, line, "put the day right in History (h, then e), or wait for it")


def _broken(patient: _Patient, problem: FileProblem) -> Finding:
    cause = problem.__cause__
    if isinstance(cause, NewerVersion):
        return Finding(
            "history", FindingState.PROBLEM, f"{problem.problem}; it is only read", "install the newest ankle-tui"
        )
    if isinstance(cause, Foreign):
        remedy = f"move {patient.folders.history.name} away, or {DATA_VARIABLE}=... names another folder"
        return Finding("history", FindingState.PROBLEM, f"is a file of something else: {problem.problem}", remedy)
    looked = patient.file.look()
    line = f"damaged: {problem.problem}; {_sessions(looked.history)} can still be read"
    if looked.damaged:
        return Finding(
            "history", FindingState.PROBLEM, line, "start ankle-tui: it repairs the file and keeps the damaged one"
        )
    if isinstance(cause, OSError) and not isinstance(cause, NotADirectoryError):
        return Finding("history", FindingState.PROBLEM, problem.problem, f"chmod u+rw {_quoted(patient.file.real)}")
    return Finding("history", FindingState.PROBLEM, problem.problem, f"move {_quoted(patient.folders.history)} away")


def _backups(patient: _Patient) -> Iterator[Finding]:
    backups = patient.file.backups
    paths = backups.paths()
    if not paths:
        yield Finding("backups", FindingState.OK, "none yet; one is made a day")
        return
    good, damaged, unread = _read_backups(backups)
    line = counted(len(paths), "backup") + (f", the newest {good.name} with {_sessions(good.history)}" if good else "")
    if unread:
        line += f"; {unread} of them not read now"
    if damaged:
        state = FindingState.NOTE if good else FindingState.PROBLEM
        yield Finding("backups", state, f"{line}; damaged: {listed(damaged)}", "ankle-tui backup makes a new one")
    else:
        yield Finding("backups", FindingState.OK, line)


def _read_backups(backups: Backups) -> tuple[Backup | None, list[str], int]:
    """The newest good one, the names of the damaged, and how many were not read because there is so much."""
    good: Backup | None = None
    damaged, read, count = [], 0, 0
    for backup in backups.newest_first():
        count += 1
        if backup.history is None:
            damaged.append(backup.name)
        good = good or (backup if backup.history is not None else None)
        read += _size(backup.path)
        if good and read > MOST_READ:
            break
    return good, damaged, len(backups.paths()) - count


def _unfinished(patient: _Patient) -> Iterator[Finding]:
    history = patient.history
    known = set() if isinstance(history, FileProblem) else {session.id for session in history.sessions}
    everywhere = look_everywhere(
        CheckpointFiles(patient.folders.in_progress), CheckpointFiles(patient.folders.spare, public=True)
    )
    seen = [one for one in everywhere if one.held or _matters(one, known)]
    yield from (_unfinished_one(one) for one in seen)
    if not seen:
        yield Finding("unfinished", FindingState.OK, "no session")


def _matters(one: Seen, known: set[str]) -> bool:
    """Whether there is something to do about a session; the next start clears away the others by itself."""
    return one.checkpoint is None or (one.checkpoint.record.worth_keeping and one.id not in known)


def _unfinished_one(one: Seen) -> Finding:
    if one.held:
        return Finding("unfinished", FindingState.OK, "a session is in progress in another window")
    if one.checkpoint is None:
        return Finding(
            "unfinished", FindingState.PROBLEM, one.problem, "start ankle-tui: it sets the damaged file aside"
        )
    record = one.checkpoint.record
    line = f"{moment_words(record.started_at, dt.datetime.now().astimezone().date())}, {sets_done(record)} done"
    if one.checkpoint.ended:
        return Finding("unfinished", FindingState.NOTE, f"{line}, waits to be saved", "start ankle-tui")
    return Finding("unfinished", FindingState.NOTE, line, f"ankle-tui resume {one.id[:8]}")


def _set_aside(patient: _Patient) -> Iterator[Finding]:
    file, data = patient.file, patient.folders.data
    stem = file.real.stem
    beside = [
        path.name
        for path in _files(file.real.parent, folders=True)
        if path.name.startswith((f"{stem}.damaged-", f"{stem}.merged-"))
    ]
    unfinished = patient.folders.in_progress
    beside += [f"{unfinished.name}/{path.name}" for path in _files(unfinished) if ".damaged-" in path.name]
    crashes = [path.name for path in _files(data) if path.name.startswith("crash-") and path.suffix == ".txt"]
    if beside:
        remedy = f"remove {'it' if len(beside) == 1 else 'them'} when your history is as it should be"
        yield Finding("set aside", FindingState.NOTE, f"{counted(len(beside), 'file')}: {listed(beside)}", remedy)
    if crashes:
        line = f"{counted(len(crashes), 'report')}: {listed(crashes)}"
        yield Finding(
            "crashes", FindingState.NOTE, line, "a report has nothing about you in it: send it to us, or remove it"
        )
    if not beside and not crashes:
        yield Finding("set aside", FindingState.OK, "nothing")


def _other_histories(patient: _Patient) -> Iterator[Finding]:
    """Copies of a syncing program, which the next start merges, and histories of other names, which nobody does."""
    copies, others = patient.file.conflict_copies(), patient.file.other_histories()
    if copies:
        line = f"{counted(len(copies), 'conflict copy', 'conflict copies')}: {listed([path.name for path in copies])}"
        yield Finding("copies", FindingState.NOTE, line, "start ankle-tui: it merges them")
    for path in others[:MOST_NAMES]:
        line = f"{path.name} is a history of its own"
        yield Finding("copies", FindingState.NOTE, line, f"ankle-tui merge {_quoted(path)} takes its sessions in")
    if len(others) > MOST_NAMES:
        yield Finding("copies", FindingState.NOTE, f"{len(others) - MOST_NAMES} more histories beside it")
    if not copies and not others:
        yield Finding("copies", FindingState.OK, "none beside the history")


def _locking(patient: _Patient) -> Iterator[Finding]:
    folder = patient.file.real.parent
    works = can_lock(patient.file.real)
    if _is_folder(folder) and not os.access(folder, os.R_OK | os.X_OK):
        yield Finding("locking", FindingState.NOTE, "could not be tried")
    elif works is None:
        yield Finding("locking", FindingState.OK, "shows with the first session")
    elif works:
        yield Finding("locking", FindingState.OK, "works")
    else:
        remedy = f"{DATA_VARIABLE}=... names a folder on a disk of this machine"
        yield Finding("locking", FindingState.PROBLEM, "does not work here: nothing can be saved", remedy)


def _space(patient: _Patient) -> Iterator[Finding]:
    data = patient.folders.data
    there = next((path for path in (data, *data.parents) if _is_folder(path)), None)
    if there is None:
        return
    space = shutil.disk_usage(there)
    line = f"{space.free / MEBIBYTE:,.0f} MiB free" if space.free >= MEBIBYTE else f"{space.free // 1024} KiB free"
    if space.free < max(LITTLE_SPACE, 3 * _size(patient.file.real)) and space.total:
        yield Finding("disk", FindingState.PROBLEM, f"{line}, which is little", "make room: a session may not be saved")
    else:
        yield Finding("disk", FindingState.OK, line)


def _saving(patient: _Patient) -> Iterator[Finding]:
    """Save a file as the history is saved, where it is saved, and remove it."""
    size = max(1024, min(_size(patient.file.real), MOST_TRIED))
    for folder in dict.fromkeys((patient.file.real.parent, Path(os.path.realpath(patient.folders.data)))):
        if problem := _save_problem(folder, patient.file.real.name, size):
            remedy = f"put that right, or {DATA_VARIABLE}=... names another folder"
            yield Finding("saving", FindingState.PROBLEM, f"{folder}: {problem}", remedy)
            return
    yield Finding("saving", FindingState.OK, "works: a file was written and removed")


def _save_problem(folder: Path, name: str, size: int) -> str:
    """Why a file cannot be saved in a folder, or beside it where it is still to be made; empty if it can."""
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    # Named like a save of the history that was cut short: should we be, the next save sweeps it away.
    path = there / f".{name}.{os.urandom(6).hex()}.tmp"
    try:
        if not there.is_dir():
            return f"{there} is not a folder"
        put(path, bytes(size))
    except OSError as error:
        return error.strerror or type(error).__name__
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
    return ""


def _settings(patient: _Patient, for_screen: ForScreen) -> Iterator[Finding]:
    settings, slips = patient.settings
    slips += for_screen(settings, patient.folders)[1]
    for slip in slips:
        yield Finding("settings", FindingState.PROBLEM, slip.line, "put that right; ankle-tui goes on without it")
    if not slips:
        there = os.path.lexists(patient.folders.settings)
        yield Finding("settings", FindingState.OK, "sound" if there else "none: every setting has its default")


def _own_exercises(patient: _Patient) -> Iterator[Finding]:
    path = patient.folders.exercises
    catalogue, problems = patient.catalogue
    usable = f"{counted(len(catalogue.own), 'exercise')}, {counted(len(catalogue.routines), 'routine')}"
    if not os.path.lexists(path):
        yield Finding(
            "own exercises", FindingState.OK, "none; ankle-tui exercises --template prints a file to begin with"
        )
    elif not problems:
        yield Finding("own exercises", FindingState.OK, f"sound, {usable}")
    for problem in problems:
        yield Finding("own exercises", FindingState.PROBLEM, problem, f"put that right; {usable} can be used")


# Sound and terminal


def _own_sounds(folder: Path) -> Iterator[Finding]:
    if not os.path.lexists(folder):
        return
    clips = read_clips(find_sounds(), folder)
    used = sum(clip.path.is_relative_to(folder) for clip in clips.values())
    yield Finding("own sounds", FindingState.OK, f"{used} of {len(clips)} sounds are replaced by files in {folder}")
    for problem in clips.problems:
        yield Finding("own sounds", FindingState.NOTE, f"not used: {problem}", "ankle-tui sounds lists the names")


def _sound(settings: Settings, environ: Mapping[str, str], own: Path | None, try_sound: TrySound) -> Iterator[Finding]:
    choice, why = forecast(settings.sound, environ)
    if choice is PlayerChoice.OFF:
        yield Finding("sound", FindingState.NOTE, f"off ({why})")
    elif resolve(settings.sound, environ) is PlayerChoice.BELL:
        yield Finding("sound", FindingState.NOTE, f"by the terminal bell ({why})")
    else:
        yield _tried(choice, why, *try_sound(settings.sound, environ, own))
    here = present()
    order = [f"{name} ({here.get(name, 'not here')})" for name in (*LIBRARIES, SYSTEM)]
    yield Finding("sound order", FindingState.OK, f"{', '.join(order)}, terminal bell")
    wish = environ.get(VARIABLE, "").strip()
    if wish and wish.lower() not in set(PlayerChoice):
        yield Finding(
            "sound", FindingState.NOTE, f'{VARIABLE}="{wish}" means nothing', f"one of: {', '.join(PlayerChoice)}"
        )


def _tried(choice: PlayerChoice, why: str, name: str, status: str) -> Finding:
    """How opening the sound device went.

    Args:
        choice: What was to make the sound.
        why: Why that, in a few words.
        name: What makes it; empty where there is no device.
        status: Its driver, or why there is none.
    """
    test = "ankle-tui sounds --test plays it"
    if not name:
        remedy = f'connect one, or say that you want none: sound = "bell" in config.toml, or {VARIABLE}=bell'
        return Finding(
            "sound", FindingState.PROBLEM, f"no sound device: {why if choice is PlayerChoice.BELL else status}", remedy
        )
    if name != choice:
        return Finding("sound", FindingState.NOTE, f"by {spoken_name(name)} ({status}): {choice} finds no device", test)
    return Finding("sound", FindingState.OK, f"by {spoken_name(name)}, {status} ({why})", test)


def _terminal(environ: Mapping[str, str]) -> Iterator[Finding]:
    names = ("stdin", "stdout", "stderr")
    terminals = [number for number in range(len(names)) if os.isatty(number)]
    others = [name for number, name in enumerate(names) if number not in terminals]
    plain = "ankle-tui start --plain does without"
    if others:
        yield Finding("terminal", FindingState.NOTE, f"{', '.join(others)}: no terminal, so no screen", plain)
    term = environ.get("TERM", "")
    if term == "dumb":
        yield Finding("terminal", FindingState.NOTE, "TERM=dumb: no screen", plain)
    if terminals:
        columns, rows = os.get_terminal_size(terminals[-1])
        inside = next((name for key, name in (("TMUX", "tmux"), ("STY", "screen")) if environ.get(key)), "")
        line = f"{columns} x {rows}, TERM={term or '-'}{f', in {inside}' if inside else ''}"
        small = columns < SMALLEST_SCREEN[0] or rows < SMALLEST_SCREEN[1]
        remedy = f"{SMALLEST_SCREEN[0]} x {SMALLEST_SCREEN[1]} or more shows everything" if small else ""
        yield Finding("terminal", FindingState.NOTE if small else FindingState.OK, line, remedy)
    yield _colour(environ)
    encoding = getattr(sys.stdout, "encoding", None) or "-"
    unicode = encoding.lower().replace("-", "").startswith("utf")
    remedy = "" if unicode else "a UTF-8 locale shows every sign: LC_ALL=C.UTF-8"
    yield Finding("text", FindingState.OK if unicode else FindingState.NOTE, encoding, remedy)


def _colour(environ: Mapping[str, str]) -> Finding:
    if environ.get("NO_COLOR"):
        return Finding("colour", FindingState.OK, "none, as NO_COLOR says")
    return Finding("colour", FindingState.OK, f"COLORTERM={environ.get('COLORTERM') or '-'}")


# Words


def _files(folder: Path, *, folders: bool = False) -> list[Path]:
    """The files, or also the folders, in a folder by name; none where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if folders or path.is_file())
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    """Whether there is a folder that we get to."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _size(path: Path) -> int:
    """The size of a file in bytes, 0 where there is none that we get to."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _sessions(history: History | None) -> str:
    return counted(len(history.sessions) if history else 0, "session")


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))


_OF_FILES: dict[str, Callable[[_Patient], Iterator[Finding]]] = {
    "folders": _folders,
    "privacy": _privacy,
    "history": _history,
    "dates": _dates,
    "backups": _backups,
    "unfinished": _unfinished,
    "set aside": _set_aside,
    "copies": _other_histories,
    "locking": _locking,
    "disk": _space,
    "saving": _saving,
}
