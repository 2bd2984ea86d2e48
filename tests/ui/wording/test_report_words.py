"""What was done in a session, in a few words and as a report."""

from dataclasses import replace

from ankle_tui.ui.wording.report_words import done_words, report_content
from tests.store.history.records import make_record

NAMES = {"single-leg-balance": "balance"}


def test_each_exercise_done_is_named_once_and_one_nobody_knows_by_its_id() -> None:
    left, right = make_record().sets
    sets = (left, right, replace(left, exercise="a\x1bb"), replace(left, exercise="undone", done=0.0))
    assert done_words(make_record(sets=sets), NAMES) == "balance, a?b"
    assert done_words(make_record(sets=()), NAMES) == "nothing done"


def test_the_report_ticks_what_was_done_in_full_and_counts_touches() -> None:
    left, right = make_record().sets
    told = report_content(make_record(sets=(replace(left, foot_downs=1), right)), NAMES).plain.splitlines()
    assert told[0] == "balance"
    assert [line.split()[:2] for line in told[1:]] == [["✓", "left"], ["·", "right"]]
    assert told[1].endswith(", 1 touch")
