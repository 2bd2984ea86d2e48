"""Garbage is collected again once the first frame is there."""

import gc
from pathlib import Path

from tests.ui.stage import make_app


async def test_the_screen_collects_garbage_again_after_its_first_frame(tmp_path: Path) -> None:
    gc.disable()
    try:
        async with make_app(tmp_path).run_test() as pilot:
            await pilot.pause()
            assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
