"""Draws the pictures of the README from the app itself: `python -m docs.pictures`."""

import asyncio
import tempfile
from pathlib import Path

from tests.ui.diary import put_life, year_of_a_runner
from tests.ui.stage import make_app, move_to

HERE = Path(__file__).parent
MOMENTS = {"get-ready": 4.0, "hold": 22.0, "change-sides": 50.0, "reps": 250.0}
"""For every picture of a session the seconds into the ready-made one."""
SCREENS = {"home": "", "calendar": "w", "progress": "p", "library": "i"}
"""For every other picture the key that opens the screen."""


async def draw(name: str, key: str = "", moment: float | None = None) -> None:
    """Draw one picture.

    Args:
        name: Of the file, without `.svg`.
        key: What is pressed on the first screen.
        moment: Seconds into the session, or None for no session.
    """
    with tempfile.TemporaryDirectory() as folder:
        put_life(Path(folder), year_of_a_runner())
        app = make_app(Path(folder))
        app.animation_level = "none"  # a picture taken in a flash would show a border of its own
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            if key:
                await pilot.press(key)
                await pilot.pause()
            if moment is not None:
                await pilot.press("enter")
                await move_to(pilot, moment)
            picture = app.export_screenshot(title="ankle-tui")
    HERE.joinpath(f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Draw every picture."""
    for name, key in SCREENS.items():
        asyncio.run(draw(name, key))
    for name, moment in MOMENTS.items():
        asyncio.run(draw(name, moment=moment))


if __name__ == "__main__":
    main()
