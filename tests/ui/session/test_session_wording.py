"""The words of a session."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.ui.session.session_wording import (
    safety_words,
    unfinished_question,
    volume_words,
    when_words,
    where_words,
)
from tests.ui.session.test_unfinished import EARLIER
from tests.ui.stage import EVENING, leave_over, left_in

FULL = "/h.json: cannot be written: No space left on device"


def test_a_volume_is_a_percentage() -> None:
    assert [volume_words(volume) for volume in (0.0, 0.55, 1.0)] == ["volume 0 %", "volume 55 %", "volume 100 %"]


def test_trouble_is_told_with_its_reason_in_the_room_there_is() -> None:
    full = safety_words(FULL, 200)
    brief = safety_words(FULL, len(full) - 1)
    assert len(brief) < len(full)
    assert "No space left on device" in brief
    assert "/h.json" not in full
    assert safety_words("", 200) not in {full, brief}


def test_an_unfinished_session_is_asked_about_with_its_number() -> None:
    assert [unfinished_question(), unfinished_question(1, 2)] == ["Not finished", "Not finished · 1 of 2"]


def test_where_an_unfinished_session_stopped(tmp_path: Path) -> None:
    leave_over(tmp_path, time=95.0)
    (left,) = left_in(tmp_path).left_overs()
    left.slot.let_go()
    assert where_words(left.checkpoint) == "Single-leg balance · RIGHT LEG"
    assert where_words(replace(left.checkpoint, session=None)) == ""


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (EVENING, "Today 18:04"),
        (EARLIER, "Friday 20 November 18:04"),
        (EVENING - dt.timedelta(days=365), "22 November 2025 18:04"),
    ],
)
def test_when_is_said_as_a_runner_would(moment: dt.datetime, said: str) -> None:
    assert when_words(moment, EVENING.date()) == said
