"""What was done in a session, in a few words."""

from dataclasses import replace

from ankle_tui.ui.wording.report_words import done_words
from tests.store.history.records import make_record

NAMES = {"single-leg-balance": "balance"}


def test_each_exercise_done_is_named_once_and_one_nobody_knows_by_its_id() -> None:
    left, right = make_record().sets
    sets = (left, right, replace(left, exercise="a\x1bb"), replace(left, exercise="undone", done=0.0))
    assert done_words(make_record(sets=sets), NAMES) == "balance, a?b"
    assert done_words(make_record(sets=()), NAMES) == "nothing done"
