"""Draws the pictures of the README from the app itself: `python -m docs.pictures`."""

import asyncio
import tempfile
from pathlib import Path

from tests.ui.stage import make_app, move_to

HERE = Path(__file__).parent
MOMENTS = {"home": None, "get-ready": 4.0, "hold": 22.0, "change-sides": 50.0, "reps": 250.0}
"""For every picture the seconds into the ready-made session, or None for the first screen."""


async def draw(name: str, moment: float | None) -> None:
    """Draw one picture.

    Args:
        name: Of the file, without `.svg`.
        moment: Seconds into the session, or None for the first screen.
    """
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            if moment is not None:
                await pilot.press("enter")
                await move_to(pilot, moment)
            picture = app.export_screenshot(title="ankle-tui")
    HERE.joinpath(f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Draw every picture."""
    for name, moment in MOMENTS.items():
        asyncio.run(draw(name, moment))


if __name__ == "__main__":
    main()
