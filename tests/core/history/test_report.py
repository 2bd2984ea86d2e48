"""What was done against what was planned, per exercise and side."""

from dataclasses import replace

import pytest

from ankle_tui.core.history.records import SessionRecord, Touches
from ankle_tui.core.history.report import ExerciseReport, report, sets_done
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Command
from tests.builders import ENDED, Runner, short_plan

NAMES = {"some-hold": "Balance", "some-reps": "Raise"}


def partial() -> SessionRecord:
    """Both holds done, the second with a touch; the first set of reps left out, the second short; nothing after it."""
    runner = Runner(short_plan()).start().work(1)
    runner.do(Command.FOOT_DOWN)
    runner.wait_for(PhaseKind.REST, 2)
    runner.do(Command.SKIP)
    runner.work(3)
    runner.wait(3)
    runner.do(Command.FINISH)
    return runner.session.record(ENDED)


def rows(exercise: ExerciseReport) -> list[tuple[str, bool, int | None]]:
    return [(row.label, row.complete, row.foot_downs) for row in exercise.rows]


def test_each_exercise_has_a_row_for_each_side_or_part() -> None:
    found = report(partial(), NAMES)
    assert [exercise.name for exercise in found] == ["Balance", "Raise", "some-steps", "some-timed"]
    assert rows(found[0]) == [("left", True, 0), ("right", True, 1)]
    assert rows(found[1]) == [("", False, None)]
    assert rows(found[2]) == [("heels", False, None), ("toes", False, None)]


def test_touches_that_were_not_counted_have_no_number() -> None:
    old = partial()
    clean = replace(old, sets=tuple(replace(item, foot_downs=item.foot_downs and 0) for item in old.sets))
    for record in (clean, replace(old, touches=Touches(1, 1))):
        assert [row.foot_downs for row in report(record, NAMES)[0].rows] == [None, None]


@pytest.mark.parametrize(("exercise", "said"), [(0, ["24 s"]), (1, ["– · 2", "2 × 4 reps"]), (3, ["not done"])])
def test_what_was_done_is_said_set_by_set(exercise: int, said: list[str]) -> None:
    done = report(partial(), NAMES)[exercise].rows[0].done
    assert all(piece in done for piece in said)


def test_only_whole_sets_are_counted_as_done() -> None:
    assert sets_done(partial()) == "2 of 7 sets"
