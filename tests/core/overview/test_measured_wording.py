"""The words about self-tests over time."""

import datetime as dt

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.overview import measured_wording as words
from ankle_tui.core.overview.measured import MeasuredPart, measured
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, SelfTestId
from tests import self_tests


def part_of(*tests: tuple[int, float, float]) -> MeasuredPart:
    stances = (
        self_tests.measured(day, SelfTestId.STANCE, [left] * 3, [right] * 3, part=CLOSED_EYES)
        for day, left, right in tests
    )
    return measured(stances, dt.date.min).parts[0]


def test_what_a_part_of_a_self_test_shows() -> None:
    practised, once = part_of((0, 8, 9)), part_of((0, 7, 7), (5, 8, 9.5))
    thrice = part_of((0, 7, 7), (5, 8, 9), (9, 9, 9), (20, 10, 9))
    assert words.part_name(once) == "Eyes closed"
    raised = measured([self_tests.measured(0, left=9)], dt.date.min).parts[0]
    assert words.part_name(raised) == "Heel raise"
    assert [words.way_words(raised, side, side.value) for side in Side] == ["left 9", "right –"]
    assert [words.way_words(once, side, side.value) for side in Side] == ["left 8", "right 9.5"]
    assert [words.way_words(thrice, side, side.value) for side in Side] == ["left 8 → 10", "right 9 → 9"]
    assert [words.shown_words(part) for part in (practised, once, thrice)] == [
        "practice only",
        "one that counts",
        "left longer in three tests running",
    ]
    behind = measured([self_tests.measured(day, left=10, right=20) for day in (0, 5, 9)], dt.date.min).parts[0]
    assert words.shown_words(behind) == "no more than chance · left leg 10 reps behind, twice running"
    assert words.part_line(thrice) == "Eyes closed: left 8 → 10, right 9 → 9 s · left longer in three tests running"
    assert thrice.to_json() == {
        "test": "stance",
        "part": "eyes closed",
        "unit": "s",
        "legs": {
            change.side.value: {"first": change.before, "last": change.after, "verdict": change.verdict.value}
            for change in thrice.changes
        },
    }
