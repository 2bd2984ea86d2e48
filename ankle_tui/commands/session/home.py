"""Run `ankle-tui` without a command, and the screen for `start` and `resume`."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypedDict, Unpack

from ankle_tui.commands import console, inputs
from ankle_tui.core.history.records import Feel
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.session.plan import Plan
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.services.startup import Stores, find_left_overs, first_slips
from ankle_tui.store.sessions.checkpoint_files import LeftOver

if TYPE_CHECKING:
    from ankle_tui.services.run_days.background_runs import BackgroundRuns


class Purpose(TypedDict, total=False):
    """What the screen can be started for, as `Launch` has it."""

    plan: Plan
    speed: float | None
    self_test: SelfTestId
    conditions: Mapping[str, object]
    feel: Feel | None
    first_run: bool


def run(arguments: SimpleNamespace) -> int:
    """Show Home, or the first run where nothing is known of the runner."""
    console.need_screen("start --plain")
    with Lifeline(screen=True) as lifeline, inputs.open_all(arguments) as stores:
        known = stores.folders.settings.exists() or stores.history.sessions or stores.left_overs or stores.notices
        return show(stores, lifeline, first_run=not known)


def show(
    stores: Stores,
    lifeline: Lifeline,
    *,
    resume: LeftOver | None = None,
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
    from ankle_tui.ui.app import AnkleApp  # noqa: PLC0415 - loads Textual
    from ankle_tui.ui.launch import Launch, Ports  # noqa: PLC0415

    settings, slips = inputs.for_screen(stores.settings, stores.folders)
    runs = _background_runs(stores)
    ports = Ports(
        catalogue=stores.catalogue,
        save_queue=stores.save_queue,
        history=stores.history,
        settings=settings,
        settings_file=stores.settings_file,
        slips=(*slips, *stores.slips),
        left_overs=() if resume else stores.left_overs,
        find_left_overs=lambda: find_left_overs(stores),
        sound_told=stores.folders.sound_told,
        own_sounds=stores.folders.sounds,
        hooks=stores.hooks,
        read_runs=runs.keep_reading if runs else lambda _: None,
        draws=lifeline.draws,
        undo=lifeline.undoes,
    )
    notices = (*first_slips(slips), *stores.notices, *notes)
    app = AnkleApp(ports, Launch(resume=resume, notices=notices, **purpose))
    lifeline.save = app.secure
    if settings.theme:
        app.theme = settings.theme
    try:
        app.run()
    finally:  # also after a failure: these lines say what could not be saved
        if runs:
            runs.close()
        for line in app.close_down():
            print(line)
    if app.crash:
        return console.report_crash(app.crash, stores.folders.data, kept=app.led and not app.unsaved)
    return app.return_code or (USAGE if app.unsaved else 0)


def _background_runs(stores: Stores) -> "BackgroundRuns | None":
    """What reads the activity files of the folders in the settings, if there are any."""
    if not stores.settings.runs:
        return None
    from ankle_tui.services.run_days.background_runs import BackgroundRuns, command_of  # noqa: PLC0415 - few have any

    return BackgroundRuns(command_of(stores.folders), stores.save_queue.tell)
