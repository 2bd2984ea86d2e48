"""The command line: arguments to one function per command. Only the user interface imports Textual."""

import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO

from ankle_tui.commands import backup as upkeep
from ankle_tui.commands.backup import UsageError
from ankle_tui.commands.history import history_json, output_is_exact, shown_json
from ankle_tui.core import formatting
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Exercise, Level
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.exit_codes import CRASHED, INTERRUPTED, USAGE
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.services.startup import Stores, find_left_overs, first_slips, open_stores
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.file import HistoryFile, Opened
from ankle_tui.store.paths import Folders, find_folders
from ankle_tui.store.sessions.checkpoint_files import LeftOver
from ankle_tui.store.settings.settings import Settings, Slip, load_settings
from ankle_tui.store.user_files import load_all, template


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments without the program's name; None takes them from the process.

    Returns:
        The exit code: 0 when it went well, 1 when doctor has found a problem or after a mistake in the program, 2 for a
        wrong argument or an unusable file, 130 after Ctrl-C.
    """
    code = 0
    try:
        try:
            code = _run(argv)
        finally:  # here, not at exit, where a reader that has gone could no longer be dealt with
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout)
    except OSError as error:
        _forget(sys.stdout)
        code = _complain(str(error))
    except (UsageError, FileProblem) as problem:
        code = _complain(str(problem))
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        _settle_errors()
    return code


def _run(argv: Sequence[str] | None) -> int:
    for stream in (sys.stdin, sys.stdout):  # standard error never fails, it writes what it cannot encode as \x..
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _arguments(sys.argv[1:] if argv is None else argv)
    try:
        return _COMMANDS[arguments.command](arguments)
    except (UsageError, FileProblem, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - a mistake in the program; what Python would print has paths in it
        with contextlib.suppress(FileProblem):
            return _crashed(error, find_folders(arguments.data_dir, arguments.config_dir).data)
        return _crashed(error, None)


def _arguments(argv: Sequence[str]) -> SimpleNamespace:
    """What was said on the command line; where that is nothing, nothing has to be loaded to understand it."""
    if not argv:
        return SimpleNamespace(command="home", data_dir=None, config_dir=None)
    from ankle_tui.commands.parser import make_parser  # noqa: PLC0415

    return make_parser().parse_args(argv, SimpleNamespace())


def _crashed(error: BaseException, folder: Path | None, *, kept: bool = False) -> int:
    """Say in one line that the program made a mistake; the rest is in a file.

    Args:
        error: The mistake.
        folder: Where the file goes, or None.
        kept: Whether there was a session that is kept.
    """
    from ankle_tui.services import crash_report  # noqa: PLC0415 - it takes long to load and is hardly ever wanted

    _complain(crash_report.tell(error, folder, kept=kept))
    return CRASHED


def _complain(problem: str) -> int:
    _tell_aside([f"ankle-tui: {problem}"])
    return USAGE


def _tell(lines: Iterable[str]) -> int:
    """Put lines on standard output."""
    for line in lines:
        print(one_line(line))
    return 0


def _tell_aside(lines: Iterable[str]) -> None:
    """Put lines on standard error, away from what a pipe takes; nothing ends because nobody reads them."""
    with contextlib.suppress(OSError):
        for line in lines if sys.stderr is not None else ():
            print(one_line(line), file=sys.stderr)


def _settle_errors() -> None:
    """Discard unwritable stderr output, or newer Pythons exit with 120."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        _forget(sys.stderr)


def _forget(stream: TextIO) -> None:
    """Point a stream elsewhere, so that closing it at exit does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _folders(arguments: SimpleNamespace) -> Folders:
    return find_folders(arguments.data_dir, arguments.config_dir)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _today() -> dt.date:
    """The date of the calendar on the wall, which words like `yesterday` go by."""
    return _now().date()


@contextlib.contextmanager
def _opened(arguments: SimpleNamespace) -> Iterator[Stores]:
    """All that is on disk, for a command that will write; when that refuses, what has been repaired is told all the same."""
    stores = open_stores(_folders(arguments), wanted=getattr(arguments, "id", None))
    try:
        yield stores
    except (UsageError, FileProblem):
        _tell_aside(stores.notices)
        raise
    finally:
        for left_over in stores.left_overs:
            left_over.slot.let_go()


def _home(arguments: SimpleNamespace) -> int:
    _need_screen("start --plain")
    with Lifeline(screen=True) as lifeline, _opened(arguments) as stores:
        known = stores.folders.settings.exists() or stores.history.sessions or stores.left_overs or stores.notices
        return _run_ui(stores, lifeline, first_run=not known)


def _start(arguments: SimpleNamespace) -> int:
    from ankle_tui.commands.start import AskError, ask  # noqa: PLC0415 - each command loads only what it needs

    if not arguments.plain:
        _need_screen("start --plain")
    with Lifeline(screen=not arguments.plain) as lifeline, _opened(arguments) as stores:
        try:
            asked = ask(arguments, stores, _by_days(stores.history, stores.settings))
        except AskError as error:
            raise UsageError(str(error)) from error
        if not arguments.plain:
            return _run_ui(stores, lifeline, plan=asked.plan, speed=arguments.demo, notes=asked.notes)
        _tell_aside([*stores.notices, *upkeep.left_over_lines(stores.left_overs, _today())])
        for left_over in stores.left_overs:
            left_over.slot.let_go()
        _tell([*asked.reasons, *asked.notes])
        return _lead_plain(stores, lifeline, asked.plan, arguments.demo)


def _resume(arguments: SimpleNamespace) -> int:
    if arguments.list:
        if arguments.id:
            raise UsageError("--list takes no ID")
        lines, problems = upkeep.unfinished_lines(_folders(arguments), _today())
        _tell_aside(problems)
        return _tell(lines)
    leads = not (arguments.keep or arguments.discard)
    screen = leads and not arguments.plain
    if screen:
        _need_screen("resume --plain")
    with Lifeline(screen=screen) as lifeline, _opened(arguments) as stores:
        chosen = upkeep.choose(stores.left_overs, arguments.id)
        for left_over in stores.left_overs:
            if left_over is not chosen:
                left_over.slot.let_go()
        if screen:
            return _run_ui(stores, lifeline, resume=chosen)
        if leads:
            _tell_aside(stores.notices)
            stores.save_queue.take_over(chosen)
            return _lead_plain(stores, lifeline, chosen.checkpoint, None)
        line = upkeep.keep(stores.file, chosen, _today()) if arguments.keep else upkeep.discard(chosen, _today())
        _tell_aside(stores.notices)
        return _tell([line])


def _lead_plain(stores: Stores, lifeline: Lifeline, session: Plan | Checkpoint, speed: float | None) -> int:
    from ankle_tui.plain import runner as plain  # noqa: PLC0415 - each command loads only what it needs
    from ankle_tui.services.coach import Coach  # noqa: PLC0415

    settings = stores.settings
    coach = Coach(stores.catalogue, settings)
    calendar = _by_days(stores.history, settings)
    code = plain.lead(
        session,
        settings=settings,
        save_queue=None if speed else stores.save_queue,
        speed=speed or 1.0,
        stdin=sys.stdin,
        lifeline=lifeline,
        own_sounds=stores.folders.sounds,
        past=calendar.past,
        after=lambda record: coach.after(calendar, record),
    )
    _tell_aside(stores.save_queue.notices())
    return code


def _run_ui(
    stores: Stores,
    lifeline: Lifeline,
    *,
    plan: Plan | None = None,
    speed: float | None = None,
    resume: LeftOver | None = None,
    notes: Sequence[str] = (),
    first_run: bool = False,
) -> int:
    from ankle_tui.ui.app import AnkleApp  # noqa: PLC0415 - the only command that needs Textual
    from ankle_tui.ui.launch import Launch, Ports  # noqa: PLC0415

    settings, slips = _for_screen(stores.settings, stores.folders)
    ports = Ports(
        catalogue=stores.catalogue,
        save_queue=stores.save_queue,
        history=stores.history,
        settings=settings,
        settings_file=stores.settings_file,
        slips=(*slips, *stores.slips),
        left_overs=() if resume else stores.left_overs,
        find_left_overs=lambda: find_left_overs(stores),
        own_sounds=stores.folders.sounds,
        draws=lifeline.draws,
        undo=lifeline.undoes,
    )
    notices = (*first_slips(slips), *stores.notices, *notes)
    app = AnkleApp(ports, Launch(plan=plan, speed=speed, resume=resume, first_run=first_run, notices=notices))
    lifeline.save = app.secure
    if settings.theme:
        app.theme = settings.theme
    try:
        app.run()
    finally:  # also when it failed: what could not be saved is among these lines
        for line in app.close_down():
            print(line)
    if app.mistake:
        return _crashed(app.mistake, stores.folders.data, kept=app.led and not app.unsaved)
    return app.return_code or (USAGE if app.unsaved else 0)


def _for_screen(settings: Settings, folders: Folders) -> tuple[Settings, tuple[Slip, ...]]:
    """Do as `ui.app.for_screen`, loading nothing where there is no theme or key to check."""
    if not settings.theme and not settings.keys:
        return settings, ()
    from ankle_tui.ui.app import for_screen  # noqa: PLC0415

    return for_screen(settings, folders.settings)


def _keys(arguments: SimpleNamespace) -> int:
    from ankle_tui.ui.keys.keymap import command_lines  # noqa: PLC0415 - the bindings are the screen's

    settings, slips = _for_screen(_settings(arguments), _folders(arguments))
    _tell_slips(slips)
    return _tell(command_lines(settings.keys))


def _need_screen(instead: str) -> None:
    """Refuse before anything is opened: nobody would see what is repaired."""
    if not _has_screen(os.environ):
        raise UsageError(f"the screen needs a terminal; without one use: ankle-tui {instead}")


def _has_screen(environ: Mapping[str, str]) -> bool:
    """Whether Textual can read keys and draw, which it does on standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams) and environ.get("TERM") != "dumb"


def _history(arguments: SimpleNamespace) -> int:
    opened = _history_file(arguments).look()
    sessions = opened.history.newest_first()
    if arguments.json:
        print(history_json(sessions, exact=output_is_exact()))
    elif arguments.csv:
        from ankle_tui.commands import sheet  # noqa: PLC0415 - each command loads only what it needs

        _print_utf8(sheet.to_csv(sessions))
    elif not sessions and not opened.notices:
        print("No sessions yet.")
    else:
        names = {exercise.id: exercise.name for exercise in _catalogue(arguments)}
        for session in sessions:
            print(_session_line(session, names))
    return _looked(opened)


def _looked(opened: Opened) -> int:
    """Say what is wrong with a history that was only looked at; the exit code."""
    _tell_aside(f"ankle-tui: {line}" for line in upkeep.looked_lines(opened))
    return USAGE if opened.notices else 0


def _history_file(arguments: SimpleNamespace) -> HistoryFile:
    return HistoryFile(_folders(arguments).history)


def _session_line(session: SessionRecord, names: Mapping[str, str]) -> str:
    done = dict.fromkeys(names.get(item.exercise, item.exercise) for item in session.sets if item.done)
    columns = [
        f"{session.day} {'by hand' if is_by_hand(session) else f'{session.started_at:%H:%M}'}",
        f"{formatting.clock_words(session.active_seconds):>{4 if is_by_hand(session) else 6}}",
        f"{session.context.value:<14}",
        f"{session.status.value:<9}",
        ", ".join(done),
    ]
    return one_line("  ".join(columns)).rstrip()


def _settings(arguments: SimpleNamespace) -> Settings:
    """Read the settings, and tell of slips in their file on standard error."""
    settings, slips = load_settings(_folders(arguments).settings)
    _tell_slips(slips)
    return settings


def _tell_slips(slips: Iterable[Slip]) -> None:
    _tell_aside(f"ankle-tui: {line}" for line in first_slips(slips))


def _by_days(history: History, settings: Settings) -> Calendar:
    return Calendar(history, settings.rules, training_day(_now(), settings.cut_off))


def _calendar(arguments: SimpleNamespace) -> tuple[Opened, Settings, Calendar]:
    """Read the settings and the history, and sort it by days; nothing is written."""
    settings = _settings(arguments)
    opened = _history_file(arguments).look()
    return opened, settings, _by_days(opened.history, settings)


def _status(arguments: SimpleNamespace) -> int:
    """What `quick_answer` says where nothing is odd; the same in every case that is left to us."""
    from ankle_tui.commands import status  # noqa: PLC0415 - each command loads only what it needs

    settings = _settings(arguments)
    try:
        opened = _history_file(arguments).look()
    except FileProblem as problem:
        opened = Opened(History(), (str(problem),))
    calendar = _by_days(opened.history, settings)
    if opened.notices:
        print(status.unreadable(calendar.counted, as_json=arguments.json))
    else:
        kind = calendar.day(calendar.today).kind
        print(status.answer(calendar.counted, kind, as_json=arguments.json, streaks=settings.streaks))
    return _looked(opened)


def _stats(arguments: SimpleNamespace) -> int:
    from ankle_tui.commands import stats  # noqa: PLC0415 - each command loads only what it needs

    opened, settings, calendar = _calendar(arguments)
    whole = not opened.notices
    if arguments.json:
        _print_json(stats.stats_json(calendar, whole=whole))
    elif calendar.past or whole:
        _tell(stats.stats_lines(calendar, _catalogue(arguments), streaks=settings.streaks, whole=whole))
    return _looked(opened)


def _day(arguments: SimpleNamespace) -> int:
    if arguments.hard and arguments.kind != DayKind.RUN:
        raise UsageError(f"--hard is for a run: ankle-tui day {DayKind.RUN.value} --hard")
    return _mark(arguments)


def _mark(arguments: SimpleNamespace) -> int:
    """Mark a day or a week, or list the days, where no word says what they were."""
    from ankle_tui.commands import days  # noqa: PLC0415 - each command loads only what it needs
    from ankle_tui.commands import parser as options  # noqa: PLC0415 - each command loads only what it needs

    week = arguments.command == "week"
    try:
        if arguments.kind is None:
            opened, settings, calendar = _calendar(arguments)
            day, whole = _date(arguments, calendar.today), not opened.notices
            streaks = settings.streaks
            _tell(
                days.week_lines(calendar, day, streaks=streaks, whole=whole) if week else days.day_lines(calendar, day)
            )
            return _looked(opened)
        rules = _settings(arguments).rules
        today = training_day(_now(), rules.cut_off)
        file, day = _history_file(arguments), _date(arguments, today)
        kind = None if arguments.kind == options.CLEAR else DayKind(arguments.kind)
        line, notices = (
            days.mark_week(file, rules, today, day, kind)
            if week
            else days.mark_day(file, rules, today, day, kind, hard=arguments.hard)
        )
    except days.DayError as error:
        raise UsageError(str(error)) from error
    _tell_aside(notices)
    return _tell([line])


def _date(arguments: SimpleNamespace, today: dt.date) -> dt.date:
    """The day that is meant, which the option gives as a date or as so long ago."""
    wanted: dt.date | dt.timedelta = arguments.date
    return today - wanted if isinstance(wanted, dt.timedelta) else wanted


def _help(arguments: SimpleNamespace) -> int:
    from ankle_tui.commands.parser import make_parser  # noqa: PLC0415

    make_parser().parse_args([*arguments.words, "--help"])
    return 0


def _doctor(arguments: SimpleNamespace) -> int:
    from ankle_tui.commands import doctor  # noqa: PLC0415 - each command loads only what it needs

    findings = doctor.examine(arguments.data_dir, arguments.config_dir, for_screen=_for_screen)
    if arguments.json:
        _print_json([finding.to_json() for finding in findings])
    else:
        _tell(doctor.finding_lines(findings))
    return CRASHED if any(finding.state is doctor.FindingState.PROBLEM for finding in findings) else 0


def _sounds(arguments: SimpleNamespace) -> int:
    from ankle_tui.commands import sounds as soundcheck  # noqa: PLC0415 - each command loads only what it needs

    folders = _folders(arguments)
    try:
        if not arguments.test:
            return _tell(soundcheck.sound_lines(folders.sounds))
        test = soundcheck.SoundTest(_settings(arguments), folders.sounds, os.environ)
        with contextlib.closing(test.lines()) as lines:
            for line in lines:
                print(one_line(line), flush=True)  # before it is heard
    except soundcheck.NoSoundError as error:
        raise UsageError(str(error)) from error
    return 0


def _backup(arguments: SimpleNamespace) -> int:
    return _tell([upkeep.back_up(_history_file(arguments))])


def _backup_list(arguments: SimpleNamespace) -> int:
    return _tell(upkeep.backup_lines(_history_file(arguments)))


def _restore(arguments: SimpleNamespace) -> int:
    return _tell(upkeep.restore(_history_file(arguments), arguments.name))


def _export(arguments: SimpleNamespace) -> int:
    file = _history_file(arguments)
    if str(arguments.file) == "-":
        _print_utf8(shown_json(to_bytes(upkeep.whole(file)).decode("utf-8")))
        return 0
    return _tell([upkeep.export(file, arguments.file, force=arguments.force)])


def _merge(arguments: SimpleNamespace) -> int:
    return _tell(upkeep.merge_files(_history_file(arguments), arguments.files))


def _exercises(arguments: SimpleNamespace) -> int:
    if arguments.template:
        _print_utf8(template())
        return 0
    catalogue, problems = load_all(_folders(arguments).exercises)
    if arguments.json:
        _print_json([_exercise_json(exercise, own=exercise.id in catalogue.own) for exercise in catalogue])
    else:
        _tell(_catalogue_lines(catalogue))
    _tell_aside(f"ankle-tui: {problem}" for problem in problems)
    return USAGE if problems else 0


def _catalogue_lines(catalogue: Catalogue) -> Iterator[str]:
    """Every exercise with the dose a beginner starts from, then the routines."""
    width = max(len(item.id) for item in (*catalogue, *catalogue.routines))
    for exercise in catalogue:
        variation, dose = exercise.start(Level.BEGINNER)
        line = f"{exercise.id:<{width}}  {exercise.name}: {variation.name}, {formatting.dose_words(variation, dose)}"
        yield f"{line} (your own)" if exercise.id in catalogue.own else line
    if catalogue.routines:
        yield ""
        yield "Your routines, for: ankle-tui start --routine NAME"
    for routine in catalogue.routines:
        names = ", ".join(catalogue.get(item.exercise).name for item in routine.items)
        yield f"{routine.id:<{width}}  {routine.name}: {names}"


def _exercise_json(exercise: Exercise, *, own: bool) -> dict[str, object]:
    starts = {level.value: {"variation": name, "dose": step + 1} for level, name, step in exercise.starts}
    return asdict(exercise) | {"starts": starts, "own": own}


def _catalogue(arguments: SimpleNamespace) -> Catalogue:
    """All exercises, for their names; what is wrong with the runner's own is told where they are listed."""
    return load_all(_folders(arguments).exercises)[0]


def _print_json(value: object) -> None:
    print(shown_json(json.dumps(value, ensure_ascii=not output_is_exact(), indent=2)))


def _print_utf8(text: str) -> None:
    """Print in the encoding of our files, whatever that of the terminal is."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))


_COMMANDS: dict[str, Callable[[SimpleNamespace], int]] = {
    "home": _home,
    "start": _start,
    "resume": _resume,
    "status": _status,
    "day": _day,
    "week": _mark,
    "history": _history,
    "stats": _stats,
    "exercises": _exercises,
    "doctor": _doctor,
    "keys": _keys,
    "sounds": _sounds,
    "backup": _backup,
    "backup list": _backup_list,
    "backup restore": _restore,
    "export": _export,
    "merge": _merge,
    "help": _help,
}
"""What each command does, by what the parser calls it."""
