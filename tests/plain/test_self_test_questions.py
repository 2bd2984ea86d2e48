"""Questions about a self-test in plain mode: answers are kept one by one, and only a yes makes a test count."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import (
    CLOSED_EYES,
    OPEN_EYES,
    PROTOCOLS,
    STEP,
    Measure,
    Protocol,
    SelfTestId,
    conditions_of,
)
from ankle_tui.plain.self_test_lines import DELETE, LATER
from ankle_tui.plain.self_test_questions import ask_conditions, ask_numbers, number_of, put_right, read_back
from ankle_tui.plain.talk import Talk
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper
from tests.self_tests import in_halves, measured

WALL, STANCE, RAISE, HOP = (PROTOCOLS[test] for test in SelfTestId)
LEFT, RIGHT = Side
HOPPED = measured(0, HOP.id, (12, 11.5), (13, 14), checked=False)


class Answers:
    """A runner who types these lines, and then is gone."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.told: list[str] = []
        self.gone = False
        self.talk = Talk(self.told.append, self._wait, lambda: not self.gone)

    def _wait(self, seconds: float | None) -> str | None:
        assert seconds is None
        self.gone = not self.lines
        return self.lines.pop(0) if self.lines else None


class Kept:
    """A keeper, and every change that it made."""

    def __init__(self, record: SelfTestRecord, *, kept: bool = True) -> None:
        self.changes: list[History] = []
        self.keeper = SelfTestKeeper(record, self.changes.append, self.history, kept=kept)

    def history(self) -> History:
        return merge(History(), *self.changes)

    @property
    def tests(self) -> tuple[SelfTestRecord, ...]:
        return self.history().tests

    @property
    def values(self) -> list[tuple[Side, float]]:
        return [(trial.side, trial.value) for trial in self.keeper.record.trials]


def looked_at(record: SelfTestRecord, protocol: Protocol, *lines: str) -> Kept:
    kept = Kept(record)
    read_back(Answers(*lines).talk, protocol, kept.keeper)
    return kept


# Conditions


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ("barefoot", "floor", "left")),
        ("shoes", ("shoes", "floor", "left")),
        ("Wedge, right leg first", ("barefoot", "wedge", "right")),
        ("barefoot floor left", ("barefoot", "floor", "left")),
    ],
)
def test_conditions_are_taken_or_put_right_in_one_line(line: str, expected: tuple[str, ...]) -> None:
    found = ask_conditions(Answers(line).talk, RAISE, conditions_of(RAISE, LEFT))
    assert (found["footwear"], found["surface"], found["first_leg"]) == expected


def test_a_word_that_is_no_condition_is_asked_about_again() -> None:
    answers = Answers("slippers", "shoes")
    assert ask_conditions(answers.talk, HOP, conditions_of(HOP, LEFT))["footwear"] == "shoes"
    assert len(answers.told) == 2


def test_where_nobody_answers_the_usual_conditions_stand() -> None:
    usual = conditions_of(RAISE, RIGHT)
    assert ask_conditions(Answers().talk, RAISE, usual) == usual


# Numbers without a clock


def asked(*lines: str, first: Side = LEFT) -> Kept:
    kept = Kept(measured(0, WALL.id, conditions={"first_leg": first.value}, checked=False), kept=False)
    ask_numbers(Answers(*lines).talk, WALL, kept.keeper)
    return kept


def test_three_numbers_a_leg_are_typed_and_each_is_kept_at_once() -> None:
    kept = asked("11", "11.5", "12", "10,5", "11", "10")
    assert kept.values == [(LEFT, 11), (LEFT, 11.5), (LEFT, 12), (RIGHT, 10.5), (RIGHT, 11), (RIGHT, 10)]
    assert [len(change.tests[0].trials) for change in kept.changes] == [1, 2, 3, 4, 5, 6]
    assert not kept.keeper.record.checked


def test_several_numbers_may_stand_in_a_line_and_enter_leaves_one_out() -> None:
    kept = asked("11 11.5, 12", "", "9", "", first=RIGHT)
    assert kept.values == [(RIGHT, 11), (RIGHT, 11.5), (RIGHT, 12), (LEFT, 9)]


@pytest.mark.parametrize("line", ["eleven", "11 12 13 14", "51", "-1", "11 x", "nan", "12,13", "1_0", "١١"])
def test_what_is_no_number_of_this_test_is_asked_again(line: str) -> None:
    assert asked(line, "11", "", "", "12", "", "").values == [(LEFT, 11), (RIGHT, 12)]


def test_no_distance_is_a_result_and_an_empty_line_is_none() -> None:
    kept = asked("0", "", "1", "2", "0 0", first=LEFT)
    assert kept.values == [(LEFT, 0), (LEFT, 1), (RIGHT, 2), (RIGHT, 0), (RIGHT, 0)]
    assert values(put_right("left 1 0", WALL, kept.keeper.record.trials))[0] == ("left", "", 0.0)  # type: ignore[index]
    assert values(put_right("left 1 -", WALL, kept.keeper.record.trials))[0] == ("left", "", 1.0)  # type: ignore[index]


def test_when_the_runner_is_gone_the_numbers_so_far_are_kept() -> None:
    assert asked("11", "12").values == [(LEFT, 11), (LEFT, 12)]
    assert asked().changes == []


@given(st.sampled_from(list(PROTOCOLS.values())), st.floats(0, 200))
def test_a_number_is_read_to_what_is_kept(protocol: Protocol, value: float) -> None:
    found = number_of(f"{value:.3f}", protocol)
    if found is None:
        assert value > (protocol.cap or 50) - 0.001 or protocol.unit is Measure.REPS
    else:
        assert found % STEP == 0
        assert abs(found - value) <= STEP / 2 + 0.001


def test_reps_are_whole() -> None:
    assert (number_of("12", RAISE), number_of("12.5", RAISE), number_of("12.5", HOP)) == (12, None, 12.5)


# Read back


def test_a_yes_makes_the_test_count() -> None:
    kept = looked_at(HOPPED, HOP, "", "0")
    (record,) = kept.tests
    assert (record.checked, record.pain, record.trials) == (True, 0, HOPPED.trials)
    assert kept.changes[0].tests[0].checked, "kept before pain is asked"
    assert record.rev == HOPPED.rev + 2


@pytest.mark.parametrize("line", ["", "eleven"])
def test_without_an_answer_no_pain_is_known(line: str) -> None:
    kept = looked_at(HOPPED, HOP, "", line, "")
    assert (kept.keeper.record.checked, kept.keeper.record.pain) == (True, None)


@pytest.mark.parametrize("lines", [(), (LATER,)])
def test_nobody_there_is_no_yes(lines: tuple[str, ...]) -> None:
    kept = looked_at(HOPPED, HOP, *lines)
    assert (kept.changes, kept.keeper.record) == ([], HOPPED)


def test_a_line_puts_a_trial_right_before_the_yes() -> None:
    kept = looked_at(HOPPED, HOP, "left 2 10", "right 3 1", "right 1 0", LATER)
    assert kept.values == [(LEFT, 12), (LEFT, 10), (RIGHT, 14)]
    assert not kept.keeper.record.checked
    assert len(kept.changes) == 2


def test_a_test_can_be_deleted() -> None:
    kept = looked_at(HOPPED, HOP, DELETE)
    assert [tomb.id for change in kept.changes for tomb in change.deleted] == [HOPPED.id]
    assert not kept.keeper.kept


def test_a_test_that_loses_its_only_trial_is_not_kept() -> None:
    kept = looked_at(measured(0, RAISE.id, 25, checked=False), RAISE, "left 0")
    assert (kept.tests, kept.keeper.kept, kept.keeper.record.trials) == ((), False, ())
    assert [tomb.id for tomb in kept.history().deleted] == [kept.keeper.record.id]


def test_without_a_trial_nothing_is_asked() -> None:
    answers = Answers("")
    read_back(answers.talk, HOP, Kept(replace(HOPPED, trials=())).keeper)
    assert answers.told == []


# Corrections


def values(trials: Sequence[Trial] | None) -> list[tuple[str, str, float]] | None:
    return None if trials is None else [(trial.side.value, trial.part, trial.value) for trial in trials]


STOOD = measured(0, STANCE.id, (45, 44), (40,), part=OPEN_EYES, more=[Trial(LEFT, 9.5, CLOSED_EYES)]).trials


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("open left 2 30", {1: ("left", OPEN_EYES, 30.0)}),
        ("left 1 closed 3,5", {3: ("left", CLOSED_EYES, 3.5)}),
        ("right 2 open 20", {4: ("right", OPEN_EYES, 20.0)}),
        ("closed right 1 7", {4: ("right", CLOSED_EYES, 7.0)}),
    ],
)
def test_a_correction_names_part_leg_and_number(line: str, changed: dict[int, tuple[str, str, float]]) -> None:
    before = values(STOOD)
    assert before
    expected = dict(enumerate(before)) | changed
    assert values(put_right(line, STANCE, STOOD)) == [expected[at] for at in sorted(expected)]


@pytest.mark.parametrize(
    "line",
    [
        "left 2 30",
        "open left 4 30",
        "open left 0 30",
        "open left 30",
        "open 2 30",
        "left right 2 3",
        "open left 2 46",
        "closed right 2 7",
        "open left two 30",
        "open left ² 30",
        "open left 2 x",
        "yes",
    ],
)
def test_what_cannot_be_meant_corrects_nothing(line: str) -> None:
    assert put_right(line, STANCE, STOOD) is None


def test_one_trial_a_leg_needs_no_number_and_one_part_no_name() -> None:
    raised = measured(0, RAISE.id, 25, 22).trials
    assert values(put_right("right 18", RAISE, raised)) == [("left", "", 25.0), ("right", "", 18.0)]
    assert values(put_right("left 3 1", STANCE, STOOD[:3])) == [*(values(STOOD[:3]) or []), ("left", OPEN_EYES, 1.0)]
    assert values(put_right("left 0", RAISE, raised)) == [("right", "", 22.0)]


@given(st.lists(in_halves(1, 40), min_size=1, max_size=3), st.data())
def test_a_correction_changes_one_trial_and_no_other(before: list[float], data: st.DataObject) -> None:
    trials = measured(0, WALL.id, before, before).trials
    number, value = data.draw(st.integers(1, len(before))), data.draw(in_halves(0.5, 50))
    after = put_right(f"right {number} {value}", WALL, trials)
    assert after is not None
    assert [trial.value for trial in after if trial.side is LEFT] == before
    changed = [*before[: number - 1], value, *before[number:]]
    assert [trial.value for trial in after if trial.side is RIGHT] == changed
