"""The words of the summary, tried without a screen."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.history.records import Status
from ankle_tui.core.training.progress import Best
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.ui.summary.summary_wording import MOST_BESTS, best_lines, pain_words, result_words, saved_words
from tests.store.history.records import make_record


def runner(*, demo: bool = False, **changes: object) -> SessionRunner:
    """The end of a session, saved unless changed otherwise."""
    usual = {"saving": False, "trouble": "", "problem": "", "rescue_path": None, "record": make_record(1)}
    return cast("SessionRunner", SimpleNamespace(demo=demo, saver=SimpleNamespace(**(usual | changes))))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Saved"),
        ({"record": None}, "Saved"),
        ({"record": make_record(1, sets=())}, "Saved · too short to count"),
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


def test_the_title_shrinks_with_its_room() -> None:
    early = make_record(1)
    full = result_words(early, 200)
    less, least = result_words(early, len(full) - 1), result_words(early, 1)
    assert len(full) > len(less) > len(least)
    assert full == "Finished early · 1 of 2 sets · 0:43 of work"
    assert least == "Early · 1 of 2 sets · 0:43"
    assert result_words(make_record(1, status=Status.COMPLETED), 200).startswith("Done")
    assert result_words(None, 200) == "Nothing was done"


def test_pain_is_told_in_the_room_there_is() -> None:
    for easier in (True, False):
        full, brief = pain_words(200, easier=easier), pain_words(1, easier=easier)
        assert len(brief) < len(full)
    assert pain_words(200, easier=True) != pain_words(200, easier=False)


def test_the_first_bests_are_told_and_the_others_counted() -> None:
    best = Best("band-ankle", "four-way", Side.LEFT, "in", Unit.REPS, 15, 10, clean=False)
    told = "Best yet, left · in: 15 reps (was 10 reps) · Band"
    assert best_lines([best] * MOST_BESTS, {"band-ankle": "Band"}) == [told] * MOST_BESTS
    more = best_lines([best] * (MOST_BESTS + 5), {"band-ankle": "Band"})
    assert more == [*[told] * (MOST_BESTS - 1), "and 6 more bests"]
