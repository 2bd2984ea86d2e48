"""Draws the pictures of the README from the app itself: `python -m docs.pictures`."""

import asyncio
import tempfile
from pathlib import Path

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.session.plan import PhaseKind, Plan
from ankle_tui.store.settings.settings import FigureChoice
from docs import cells
from tests.ui.diary import put_life, year_of_a_runner
from tests.ui.stage import make_app, move_to, session_of

ALSO = {"reps": ("down", "down", "down", "space")}
"""What is pressed before a session, for an exercise that is not in it today."""
LONG = 10_000
"""Seconds after which every session has ended."""
HERE = Path(__file__).parent
SIZE = 80, 24
PHASES = {
    "get-ready": (PhaseKind.GET_READY, Kind.HOLD, 6),
    "hold": (PhaseKind.WORK, Kind.HOLD, 18),
    "change-sides": (PhaseKind.CHANGE_SIDES, Kind.HOLD, 12),
    "reps": (PhaseKind.WORK, Kind.REPS, 12),
}
"""For every picture of a session the first phase of that kind, for work of that kind, and the seconds it has left."""
SCREENS = {"home": "", "calendar": "w", "progress": "p", "library": "i", "history": "h", "settings": "s", "summary": ""}
"""For every other picture the key that opens the screen."""


def moment_of(plan: Plan, kind: PhaseKind, work: Kind, left: float) -> float:
    """The seconds into a session at which a phase has some of its seconds left.

    Args:
        plan: The session.
        kind: The kind of the phase.
        work: The kind of its work, or of the work it leads to.
        left: The seconds it has left.

    Raises:
        StopIteration: If there is no such phase.
    """
    phase = next(at for at, phase in enumerate(plan.phases) if (phase.kind, phase.work.kind) == (kind, work))
    return sum(each.seconds for each in plan.phases[: phase + 1]) - left


async def draw(name: str, key: str = "", phase: tuple[PhaseKind, Kind, float] | None = None) -> None:
    """Draw one picture.

    Args:
        name: Of the file, without `.svg`.
        key: What is pressed on the first screen.
        phase: What `moment_of` finds in the ready-made session, or None for no session.
    """
    with tempfile.TemporaryDirectory() as folder:
        put_life(Path(folder), year_of_a_runner())
        app = make_app(Path(folder))
        app.figures = FigureChoice.SEXTANTS  # drawn as shapes, so that no font needs them
        app.animation_level = "none"  # a picture taken in a flash would show a border of its own
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            if key:
                await pilot.press(key)
                await pilot.pause()
            if phase or name == "summary":
                await pilot.press(*ALSO.get(name, ()), "enter")
            if name == "summary":
                await move_to(pilot, LONG)
            if phase:
                await move_to(pilot, moment_of(session_of(app).session.plan, *phase))
                await pilot.pause()
            strips = app.screen._compositor.render_strips()  # noqa: SLF001 - as Textual's own screenshot does
    HERE.joinpath(f"{name}.svg").write_text(cells.draw(strips, SIZE[0]), encoding="utf-8")


def main() -> None:
    """Draw every picture."""
    for name, key in SCREENS.items():
        asyncio.run(draw(name, key))
    for name, phase in PHASES.items():
        asyncio.run(draw(name, phase=phase))


if __name__ == "__main__":
    main()
