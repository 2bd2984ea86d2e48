"""Run `ankle-tui` without a command, and the screen for `start` and `resume`."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypedDict, Unpack

from ankle_tui.clock import local_time
from ankle_tui.commands import console
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.weeks.outline import DigestOutline, Rules
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.store.history.digest import read_digest
from ankle_tui.store.paths import Folders, find_folders
from ankle_tui.store.settings.editor import LoadedSettings
from ankle_tui.store.settings.settings import Settings, Slip

if TYPE_CHECKING:
    from ankle_tui.core.history.records import Feel
    from ankle_tui.core.self_tests.protocols import SelfTestId
    from ankle_tui.core.session.plan import Plan
    from ankle_tui.services.run_days.background_runs import BackgroundRuns
    from ankle_tui.services.startup import Stores
    from ankle_tui.store.sessions.checkpoint_files import LeftOver
    from ankle_tui.ui.app import AnkleApp
    from ankle_tui.ui.launch import Launch, Ports


class Purpose(TypedDict, total=False):
    """What the screen can be started for, as `Launch` has it."""

    plan: "Plan"
    speed: float | None
    self_test: "SelfTestId"
    conditions: Mapping[str, object]
    feel: "Feel | None"
    first_run: bool


def run(arguments: SimpleNamespace) -> int:
    """Show Home, and the first run where nothing is known of the runner.

    If the history has a digest that fits it, the first frame does without the history. Else everything is read, and repaired
    or refused, before anything is drawn.
    """
    console.need_screen("start --plain")
    folders = find_folders(arguments.data_dir, arguments.config_dir)
    with Lifeline(screen=True) as lifeline:
        loaded = LoadedSettings.of(folders.settings)
        outline = outline_of(folders, loaded.settings.rules)
        if outline:
            return show_ahead(folders, loaded, outline, lifeline)
        from ankle_tui.commands.inputs import open_all  # noqa: PLC0415 - not on the way to the usual first frame

        with open_all(arguments) as stores:
            code = show(stores, lifeline, first_run=not is_known(stores))
            stores.file.write_digest()
            return code


def show_ahead(folders: Folders, loaded: LoadedSettings, outline: DigestOutline, lifeline: Lifeline) -> int:
    """Show Home until the runner leaves, and read everything else behind its first frame.

    Args:
        folders: Where the files are.
        loaded: The settings.
        outline: How the weeks stand.
        lifeline: Handles signals meanwhile.

    Returns:
        The exit code.

    Raises:
        FileProblem: If something else stands in the history's place by then.
    """
    from ankle_tui.ui.app import AnkleApp  # noqa: PLC0415 - loads Textual
    from ankle_tui.ui.launch import Ahead  # noqa: PLC0415

    settings, slips = for_screen(loaded.settings, folders)

    running: list[BackgroundRuns] = []

    def read() -> "tuple[Ports, Launch]":
        from ankle_tui.services.startup import first_slips, open_stores  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.launch import Launch  # noqa: PLC0415

        stores = open_stores(folders, loaded=loaded)
        notices = (*first_slips(slips), *stores.notices)
        running.extend(background_runs(stores))
        return ports_of(stores, settings, slips, lifeline, running), Launch(
            first_run=not is_known(stores), notices=notices
        )

    app = AnkleApp(Ahead(settings=settings, outline=outline, read=read, draws=lifeline.draws))
    return run_app(app, lifeline, folders, running, theme=settings.theme)


def is_known(stores: "Stores") -> bool:
    """True if anything is known of the runner."""
    return bool(stores.folders.settings.exists() or stores.history.sessions or stores.left_overs or stores.notices)


def for_screen(settings: Settings, folders: Folders) -> tuple[Settings, tuple[Slip, ...]]:
    """Do as `ui.app.for_screen`, loading nothing where there is no theme or key to check."""
    if not settings.theme and not settings.keys:
        return settings, ()
    from ankle_tui.ui.app import for_screen as checked  # noqa: PLC0415 - loads the screen

    return checked(settings, folders.settings)


def outline_of(folders: Folders, rules: Rules) -> DigestOutline | None:
    """Tell how the weeks stand by the digest of the history; None if it cannot be believed.

    Args:
        folders: Where the files are.
        rules: How days and weeks are counted.
    """
    history = str(folders.history)
    try:
        numbers = read_digest(history, f"{history.removesuffix('.json')}.digest")
        return DigestOutline(numbers, rules, training_day(local_time(), rules.cut_off))
    except (OSError, ValueError, LookupError):
        return None


def show(
    stores: "Stores",
    lifeline: Lifeline,
    *,
    resume: "LeftOver | None" = None,
    notes: Sequence[str] = (),
    **purpose: Unpack[Purpose],
) -> int:
    """Run the screen until the runner leaves.

    Args:
        stores: What is on disk.
        lifeline: Handles signals meanwhile.
        resume: An unfinished session to go on with.
        notes: Lines to show at first.
        **purpose: What else it was started for.

    Returns:
        The exit code.
    """
    from ankle_tui.services.startup import first_slips  # noqa: PLC0415 - loaded by then
    from ankle_tui.ui.app import AnkleApp  # noqa: PLC0415 - loads Textual
    from ankle_tui.ui.launch import Launch  # noqa: PLC0415

    settings, slips = for_screen(stores.settings, stores.folders)
    running = background_runs(stores)
    ports = ports_of(stores, settings, slips, lifeline, running, ask=resume is None)
    notices = (*first_slips(slips), *stores.notices, *notes)
    app = AnkleApp(ports, Launch(resume=resume, notices=notices, **purpose))
    return run_app(app, lifeline, stores.folders, running, theme=settings.theme)


def ports_of(
    stores: "Stores",
    settings: Settings,
    slips: tuple[Slip, ...],
    lifeline: Lifeline,
    running: "Sequence[BackgroundRuns]",
    *,
    ask: bool = True,
) -> "Ports":
    """Give the screen its history and settings.

    Args:
        stores: What is on disk.
        settings: The settings that the screen can use.
        slips: Slips in what it cannot.
        lifeline: Handles signals meanwhile.
        running: What reads activity files; empty if nothing does.
        ask: True to ask about unfinished sessions.
    """
    from ankle_tui.services.startup import find_left_overs  # noqa: PLC0415 - loaded by then
    from ankle_tui.ui.launch import Ports  # noqa: PLC0415 - loads the screen

    return Ports(
        catalogue=stores.catalogue,
        save_queue=stores.save_queue,
        history=stores.history,
        settings=settings,
        settings_file=stores.settings_file,
        slips=(*slips, *stores.slips),
        left_overs=stores.left_overs if ask else (),
        find_left_overs=lambda: find_left_overs(stores),
        sound_told=stores.folders.sound_told,
        own_sounds=stores.folders.sounds,
        hooks=stores.hooks,
        read_runs=running[0].keep_reading if running else lambda _: None,
        draws=lifeline.draws,
        undo=lifeline.undoes,
    )


def run_app(
    app: "AnkleApp", lifeline: Lifeline, folders: Folders, running: "Sequence[BackgroundRuns]", *, theme: str
) -> int:
    """Run the screen until the runner leaves, and tell what there is to tell then.

    Args:
        app: The screen.
        lifeline: Handles signals meanwhile.
        folders: Where the files are.
        running: As for `ports_of`, at the end.
        theme: The theme of the settings, or empty.

    Returns:
        The exit code.
    """
    lifeline.save = app.secure
    if theme:
        app.theme = theme
    try:
        app.run()
    finally:  # also after a failure: these lines say what could not be saved
        for runs in running:
            runs.close()
        for line in app.close_down():
            print(line)
    if app.unread:
        raise app.unread
    if app.crash:
        return console.report_crash(app.crash, folders.data, kept=app.led and not app.unsaved)
    return app.return_code or (USAGE if app.unsaved else 0)


def background_runs(stores: "Stores") -> "list[BackgroundRuns]":
    """Make what reads the activity files of the folders in the settings, if there are any."""
    if not stores.settings.runs:
        return []
    from ankle_tui.services.run_days.background_runs import BackgroundRuns, command_of  # noqa: PLC0415 - few have any

    return [BackgroundRuns(command_of(stores.folders), stores.save_queue.tell)]
