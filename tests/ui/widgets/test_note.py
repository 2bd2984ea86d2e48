"""A note takes what people write and paste: several lines, too much, and joined signs."""

from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.widgets.note import LONGEST, Note
from tests.ui.stage import kept, make_app, make_plan, move_to

JOINED = ["🏃\u200d♀️", "👨\u200d👩\u200d👧\u200d👦", "می\u200cخواهم"]


async def in_the_note(app: AnkleApp, pilot: Pilot[None]) -> Note:
    """The note of a summary, with the focus."""
    await move_to(pilot, 10_000)
    note = app.screen.query_one(Note)
    note.focus()
    await pilot.pause()
    return note


async def written(folder: Path, *typed: Key | Paste) -> tuple[str, int]:
    """What stands in the history after something was typed or pasted, and how many words were said of it."""
    app = make_app(folder, plan=make_plan("heel-toe-walk"))
    async with app.run_test() as pilot:
        await in_the_note(app, pilot)
        for event in typed:
            app.post_message(event)
        await pilot.pause()
        said = len(app._notifications)
        await pilot.press("enter")
    return kept(folder)[-1].note, said


@pytest.mark.parametrize("text", JOINED)
async def test_joined_signs_are_kept_typed_or_pasted(text: str, tmp_path: Path) -> None:
    keys = [Key({"\u200c": "zero_width_non_joiner", "\u200d": "zero_width_joiner"}.get(c, c), c) for c in text]
    assert await written(tmp_path, *keys, Paste(f" {text}!")) == (f"{text}{text}!", 0)


async def test_lines_are_joined(tmp_path: Path) -> None:
    assert await written(tmp_path, Paste("one\r\n\n  two\tthree \n"), Paste("\n")) == ("one two three", 0)


async def test_of_too_much_what_fits_is_kept_and_that_is_said(tmp_path: Path) -> None:
    note, said = await written(tmp_path, Key("a", "a"), Paste("0123456789" * 500))
    assert (note, said) == ("a" + ("0123456789" * 50)[: LONGEST - 1], 1)


async def test_no_joined_sign_is_cut_in_half(tmp_path: Path) -> None:
    note, said = await written(tmp_path, Paste("." * (LONGEST - 3) + JOINED[1]))
    assert (note, said) == ("." * (LONGEST - 3), 1)
