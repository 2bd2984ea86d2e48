"""The words of a session."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.training.progress import PastSet
from ankle_tui.ui.session.pieces import plain
from ankle_tui.ui.session.session_wording import (
    FIRST_TIME,
    caption_wordings,
    safety_words,
    then_wordings,
    unfinished_question,
    volume_words,
    when_words,
    where_pieces,
    where_words,
)
from tests.ui.session.test_unfinished import EARLIER
from tests.ui.stage import EVENING, leave_over, left_in, make_plan

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


@pytest.mark.parametrize(
    ("past", "longest", "shortest"),
    [
        (None, FIRST_TIME, FIRST_TIME),
        (PastSet(52.4, None, 60, clean=False), "last time 52 s · best 60 s", "best 60 s"),
        (PastSet(60, 2, 48, clean=True), "last time 60 s, 2 touches · best 48 s clean", "last 60 s"),
        (PastSet(60, 1, None, clean=True), "last time 60 s, 1 touch", "last 60 s"),
    ],
)
def test_last_time_and_best(past: PastSet | None, longest: str, shortest: str) -> None:
    work = make_plan("single-leg-balance").sets[0]
    wordings = [plain(each) for each in caption_wordings(work, past)]
    assert (wordings[0], wordings[-1]) == (longest, shortest)
    assert len(set(wordings)) == len(wordings)
    with_touches = [plain(each) for each in caption_wordings(work, past, touches=1)]
    assert with_touches[:-1] == [f"1 touch · {wording}" for wording in wordings]
    assert with_touches[-1] == "1 touch"


def test_figures_of_reps_have_no_unit_and_stand_out() -> None:
    work = make_plan("calf-raise").sets[0]
    (pieces, *_) = caption_wordings(work, PastSet(9, None, 11, clean=False), stage="▲ pull")
    assert plain(pieces) == "▲ pull · last time 9 · best 11"
    assert pieces[1::2][-2:] == ("9", "11")


def test_what_comes_next() -> None:
    left, right, *_ = make_plan("single-leg-balance").sets
    walk = make_plan("heel-toe-walk").sets[0]
    assert [plain(each) for each in then_wordings(right)] == ["Then right leg · 30 s", "Then right leg"]
    assert plain(then_wordings(left, leg=False)[0]) == "Then hold 30 s"
    long, short = (plain(each) for each in then_wordings(walk, "Next", new_exercise=True))
    assert long.startswith(f"{short} · heels · ")
    assert short == "Next heel and toe walk"
    assert plain(where_pieces(left)) == "set 1 of 2"
