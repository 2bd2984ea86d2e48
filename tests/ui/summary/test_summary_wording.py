"""The words of the summary, tried without a screen."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ankle_tui.core.exercises.exercise import Level, Side, Unit
from ankle_tui.core.history.records import Outcome, SessionRecord, Status, Touches
from ankle_tui.core.training.ladder import Standing, after
from ankle_tui.core.training.ladder_wording import COUNT_TOUCHES
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.training.progress import Best
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.ui.summary.next_time import with_ladder
from ankle_tui.ui.summary.summary_display import work_done
from ankle_tui.ui.summary.summary_wording import (
    best_words,
    copied_text,
    figure_words,
    pain_words,
    place_words,
    saved_words,
    what_comes,
    what_happened,
)
from tests.builders import shipped
from tests.store.history.records import make_record
from tests.training import BALANCE, OPEN, session, sets_of


def runner(*, demo: bool = False, **changes: object) -> SessionRunner:
    """The end of a session, saved unless changed otherwise."""
    usual = {"saving": False, "trouble": "", "problem": "", "rescue_path": None, "record": make_record(1)}
    return cast("SessionRunner", SimpleNamespace(demo=demo, saver=SimpleNamespace(**(usual | changes))))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "✓ saved"),
        ({"record": None}, "✓ saved"),
        ({"record": make_record(1, sets=())}, "✓ saved, too short to count"),
        ({"demo": True, "problem": "x: no"}, "Demonstration: nothing recorded"),
        ({"saving": True}, "Saving …"),
        ({"saving": True, "trouble": "/h.json: cannot be written: full"}, "Not saved yet: full"),
        ({"problem": "/h.json: cannot be written: full"}, "Not saved yet: full"),
        (
            {"problem": "/h.json: cannot be written: full", "rescue_path": "x"},
            "Not saved yet: full. Kept aside until it can be saved",
        ),
    ],
)
def test_it_is_said_whether_the_session_is_saved(changes: dict[str, Any], words: str) -> None:
    assert saved_words(runner(**changes)) == words


def test_the_place_says_how_it_ended() -> None:
    early, done = make_record(1), make_record(1, status=Status.COMPLETED)
    assert len({place_words(early), place_words(done), place_words(None)}) == 3


HELD = (Side.LEFT, Side.RIGHT)


@pytest.mark.parametrize(
    ("told", "legs", "words"),
    [
        (Touches(2, 0), HELD, "Left wobbled twice, right not at all."),
        (Touches(1, 5), HELD, "Right wobbled 5 times, left once."),
        (Touches(0, 0), HELD, "Neither leg wobbled."),
        (Touches(3, 3), HELD, "Both legs wobbled 3 times."),
        (Touches(0, 1), (Side.RIGHT,), "Right wobbled once."),
    ],
)
def test_who_wobbled_is_said_first(told: Touches, legs: tuple[Side, ...], words: str) -> None:
    assert what_happened(make_record(1, status=Status.COMPLETED, touches=told), legs) == words


BEST = Best("band-ankle", "four-way", Side.LEFT, "in", Unit.REPS, 15, 10, clean=False)


def test_otherwise_what_was_left_out_then_a_best_then_that_all_was_done() -> None:
    whole = session(0, sets_of(BALANCE, OPEN, 2, 30, touches=None))
    gap = replace(whole, sets=(*whole.sets[:3], replace(whole.sets[3], done=0.0, outcome=Outcome.SKIPPED)))
    short = replace(whole, sets=(replace(whole.sets[0], done=20.0, outcome=Outcome.SHORT), *whole.sets[1:]))
    early = what_happened(replace(gap, status=Status.PARTIAL), HELD, [BEST])
    assert early.startswith("3 of 4 sets")
    assert "left out" not in early
    assert "1 left out" in what_happened(gap, HELD, [BEST])
    best = what_happened(whole, HELD, [BEST])
    assert all(word in best for word in ("15 reps", "left leg", "10 reps"))
    assert what_happened(whole, HELD) == "Every set done in full."
    assert what_happened(short, HELD).startswith("3 of 4 sets")


def left_by(*sessions: SessionRecord) -> list[Standing]:
    """The places on the ladders after the last of some sessions."""
    return with_ladder(after(shipped(), sessions[:-1], sessions[-1], level=Level.BEGINNER))


def held(day: int, seconds: int = 30) -> SessionRecord:
    return session(day, sets_of(BALANCE, OPEN, 2, seconds))


def test_what_comes_next_is_what_the_ladder_says() -> None:
    assert what_comes(left_by(held(0))) == "One more good session, then single-leg balance up to 45 s."
    assert what_comes(left_by(held(0), held(3))) == "Next time: single-leg balance up to 45 s."
    assert what_comes([]) == ""
    hurt = left_by(held(0), replace(held(3), pain=5))
    assert what_comes(hurt) == "Two more good sessions, then single-leg balance up to 45 s."


def test_several_that_go_up_are_named_and_counted() -> None:
    (up,) = left_by(held(0), held(3))
    assert what_comes([up, up]).count("up to 45 s") == 2
    assert what_comes([up, up, up, up]).endswith("and 2 more.")
    above = rungs(up.exercise)[-1]
    new = up._replace(choice=above, position=len(rungs(up.exercise)) - 1)
    assert what_comes([new]) == f"Next time: single-leg balance on to {above.variation.name}."


def test_where_only_touches_are_missing_the_question_says_it() -> None:
    waits = left_by(session(0, sets_of(BALANCE, OPEN, 2, 60, touches=None)))
    asks = [each._replace(waits=COUNT_TOUCHES, hint=COUNT_TOUCHES) for each in waits]
    assert what_comes(asks) == ""


def test_pain_is_told_in_the_room_there_is() -> None:
    for easier in (True, False):
        full, brief = pain_words(200, easier=easier), pain_words(1, easier=easier)
        assert len(brief) < len(full)
    assert pain_words(200, easier=True) != pain_words(200, easier=False)


def test_the_first_best_is_named_as_fully_as_fits_and_the_others_are_counted() -> None:
    names = {"band-ankle": "Band"}
    assert best_words([BEST], names, 50) == "best: Band left · in 15 reps, was 10"
    assert best_words([BEST] * 3, names, 50).endswith("was 10 +2")
    assert best_words([BEST], names, 33) == "best: left · in 15 reps, was 10"
    assert best_words([BEST], names, 20) == "best: 15 reps"
    assert best_words([BEST], names, 5) == best_words([], names, 50) == ""


def test_the_figures_in_a_line_and_all_of_it_as_text() -> None:
    record = replace(held(0), effort=4, pain=1, pain_side=Side.LEFT, note="warm")
    assert figure_words(record, None).endswith(" of work · 4 of 4 sets")
    assert len(figure_words(record, None, 10)) < len(figure_words(record, None))
    done = work_done(record, {}, {BALANCE})
    text = copied_text(record, ("One.", ""), "figures", done, left_by(record))
    for words in (
        "One.",
        "figures",
        "left 30 of 30 s",
        "Next time: Single-leg balance",
        "effort 4 · pain 1 left · warm",
    ):
        assert words in text
