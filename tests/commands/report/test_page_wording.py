"""Words of the report, each stated once."""

import pytest

from ankle_tui.commands.report import page_wording as words
from ankle_tui.core.block.block_review import ReviewedLadder
from ankle_tui.core.block.block_state import BlockState, block_states
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.overview.measured import MeasuredPart, measured
from ankle_tui.core.overview.periods import Grain, periods
from ankle_tui.core.self_tests.norms import Norm
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, PROTOCOLS, Measure, SelfTestId
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from tests import self_tests
from tests.builders import shipped
from tests.store.history.records import make_id
from tests.training import BALANCE, CALF, day, session, sets_of


def part_of(*records: SelfTestRecord, age: AgeBand | None = None, sex: Sex | None = None) -> MeasuredPart:
    (part,) = measured(records, day(0), age, sex).parts
    return part


def block(*, ended: int | None = None, today: int = 20) -> BlockState:
    record = BlockRecord(make_id(1), day(0), 2, None if ended is None else day(ended))
    sessions = tuple(session(number, sets_of(BALANCE, "eyes-open-firm", 1, 30)) for number in (0, 3, 7, 10, 14))
    (state,) = block_states(Calendar(History(sessions, blocks=(record,)), Rules(), day(today)))
    return state


def test_days_and_periods() -> None:
    calendar = Calendar(History((session(0, ()),)), Rules(), day(400))
    (first, *_) = periods(calendar, day(0), ())
    assert (words.date_words(day(0)), words.month_words(day(0))) == ("16 Nov 2026", "Nov")
    assert [words.period_words(first, grain) for grain in (Grain.MONTH, Grain.YEAR)] == ["Nov 2026", "2026"]


@pytest.mark.parametrize(("rate", "said"), [(None, "–"), (0.0, "0"), (0.04, "0.0"), (2.35, "2.4"), (12.0, "12.0")])
def test_touches_in_a_minute(rate: float | None, said: str) -> None:
    assert words.rate_words(rate) == said


def test_lists_and_tallies() -> None:
    assert [words.spelled(names) for names in ([], ["a"], ["a", "b"], "abc")] == ["", "a", "a and b", "a, b and c"]
    assert words.tally_words({}) == "–"
    assert words.tally_words({Side.LEFT: 2, None: 3}, "both") == "3 both, 2 left"


def test_steps_of_a_ladder() -> None:
    ladder = rungs(shipped().get(CALF))
    assert words.choice_words(ladder[3]) == "one leg: 2 × 10 reps/leg"
    assert words.step_words(ReviewedLadder(ladder[0], ladder[3])) == "1 to 4 of 10"
    assert words.step_words(ReviewedLadder(ladder[3], ladder[3])) == "4 of 10"


def test_how_far_a_block_is() -> None:
    assert [words.block_words(block()), words.done_words(block())] == ["week 3 of 8", "5 of 6 sessions, on plan"]
    assert words.block_words(block(today=100)) == "finished"
    assert words.done_words(block(today=100)) == "5 of 16 sessions, below plan"
    assert words.block_words(block(ended=15)) == "closed in week 3"


def test_results_of_a_self_test() -> None:
    tests = [
        self_tests.measured(number, SelfTestId.WALL, [9, left], [12, 13])
        for number, left in ((0, 9), (5, 9), (20, 11.5))
    ]
    part = part_of(*tests)
    assert (words.measure_words(9.5, part), words.measure_words(None, part)) == ("9.5 cm", "–")
    assert words.part_name(part) == "Knee to wall"
    assert words.part_caption(part) == "Knee to wall (best of 3): barefoot · left leg first"
    assert [words.said_words(part, change) for change in part.changes] == [
        "left 2.5 cm more: changed",
        "no more than chance",
    ]


def test_remarks_on_a_self_test() -> None:
    tests = [
        self_tests.measured(number, SelfTestId.RAISE, 10, 20, conditions={"surface": "wedge"}) for number in (0, 5, 20)
    ]
    assert words.remarks(part_of(*tests, age=AgeBand.EIGHTIES, sex=Sex.FEMALE)) == [
        "Left leg 10 reps behind, twice running.",
        "Healthy volunteers of the runner's age and sex, as quoted by others: 13–14 reps.",
    ]
    stance = [
        self_tests.measured(number, SelfTestId.STANCE, [time] * 3, [9] * 3, part=CLOSED_EYES)
        for number, time in ((0, 9), (5, 5), (15, 6), (25, 7))
    ]
    assert words.part_name(part_of(*stance)) == "One-leg stance, eyes closed"
    assert words.remarks(part_of(*stance)) == ["Left longer in three tests running."]


def test_published_values() -> None:
    assert words.norm_line(Norm(9.4, 9.4, "x"), Measure.SECONDS) == (
        "healthy volunteers of the runner's age, as quoted by others: 9.4 s"
    )


def test_how_a_self_test_is_done_and_when_it_has_changed() -> None:
    assert words.rules_line(PROTOCOLS[SelfTestId.WALL]).endswith(" Changed from 2 cm on.")
    assert words.rules_line(PROTOCOLS[SelfTestId.STANCE]).endswith(
        "No least change is known at the age of runners: only 3 tests running in one direction are told."
    )
