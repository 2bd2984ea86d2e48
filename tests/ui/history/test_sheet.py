"""A session laid out: its sets as bars and numbers."""

from dataclasses import replace

from ankle_tui.core.history.records import Outcome
from ankle_tui.ui.history.sheet import session_content
from tests.ui.history.past import NAMES, past

WIDTH = 35


def lines(record: object, width: int = WIDTH, *, bare: bool = False) -> list[str]:
    return str(session_content(record, NAMES, width, bare=bare)).split("\n")  # type: ignore[arg-type]


def test_each_leg_has_a_bar_as_full_as_the_set_its_number_and_its_touches() -> None:
    found = lines(past(0), bare=True)
    left, right = found[4], found[5]
    assert found[3].startswith("Single-leg balance")
    assert found[3].endswith("1 × 30 seconds")
    assert left.startswith("left ")
    assert left.endswith("30 1 touch")
    assert right.endswith("12.5 1 touch")
    assert "▁" not in left
    assert 0 < right.count("▆") < right.count("▆") + right.count("▁") == left.count("▆")
    assert {len(line) for line in found[3:6]} == {WIDTH}


def test_colour_tells_what_is_missing_where_there_is_colour() -> None:
    drawn = session_content(past(0), NAMES, WIDTH)
    assert "▁" not in str(drawn)
    assert {"$success", "$short", "$line"} <= {str(span.style) for span in drawn.spans}


def test_a_set_not_done_has_an_empty_bar_and_a_dash() -> None:
    first, second = past(0).sets
    record = past(0, sets=(first, replace(second, done=0.0, outcome=Outcome.SKIPPED, foot_downs=None)))
    assert "▆" not in lines(record, bare=True)[5]
    assert "–" in lines(record)[5]


def test_narrow_lines_keep_the_numbers_and_leave_out_the_bars() -> None:
    found = lines(past(0), 20)
    assert "▆" not in "".join(found)
    assert found[-1].endswith("12.5 1 touch")


def test_pain_and_note_follow_the_sets() -> None:
    drawn = session_content(past(0, pain=2, note="stiff"), NAMES, WIDTH)
    assert str(drawn).split("\n")[-4:] == ["Pain           2", "", "Note", "stiff"]
    assert any("$text-error" in str(span.style) for span in drawn.spans)
    assert not any("$text-error" in str(span.style) for span in session_content(past(0, pain=0), NAMES, WIDTH).spans)
