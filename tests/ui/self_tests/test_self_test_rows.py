"""Rows of the list, slots for trials and the lines of a result, without a screen."""

import datetime as dt
from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests.due import Against, DueTest, DueTests
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS
from ankle_tui.core.self_tests.self_test_wording import against_words, hop_words, stop_line
from ankle_tui.services.self_testing.self_test_day import SelfTestDay
from ankle_tui.ui.self_tests.conditions import chosen_conditions, condition_fields
from ankle_tui.ui.self_tests.self_test_rows import SelfTestList, known_tests
from ankle_tui.ui.self_tests.trial_sheet import TrialSlot, trial_slots
from ankle_tui.ui.self_tests.trial_wording import NONE_DUE, NOT_CHECKED, NOT_DONE
from tests.ui.self_tests.tested import HOP, RAISE, STANCE, WALL, raises, stance, walls
from tests.ui.stage import EVENING

TODAY = EVENING.date()
FREE = SelfTestDay(DueTests((), None), None, hops=False)
LEFT, RIGHT = Side


def listed(*records: SelfTestRecord, day: SelfTestDay = FREE, today: dt.date = TODAY) -> SelfTestList:
    return SelfTestList(known_tests(records), today, day)


def test_tests_by_rules_unknown_here_are_shown_nowhere() -> None:
    known, newer = walls(3, 9, 10), replace(walls(2, 9, 10), protocol=99)
    assert known_tests([known, newer, replace(newer, test="plank", protocol=1)]) == (known,)


def test_the_row_of_a_test_has_its_last_values_where_there_is_room() -> None:
    view = listed(stance(9, 40, 8), stance(2, 41, 9))
    row = view.test_row(PROTOCOLS[STANCE], 76)
    assert (row.text, row.tail) == ("11 min  open 41 · 41, closed 9 · 11 s", "")
    assert view.test_row(PROTOCOLS[STANCE], 38).text == "11 min"
    assert NOT_DONE in view.test_row(PROTOCOLS[WALL], 76).text


@pytest.mark.parametrize(("practice", "tail"), [(True, "practice due"), (False, "due")])
def test_the_row_of_a_test_says_if_it_is_due(practice: bool, tail: str) -> None:
    day = replace(FREE, due=DueTests((DueTest(PROTOCOLS[RAISE], practice),), None))
    assert listed(day=day).test_row(PROTOCOLS[RAISE], 76).tail == tail
    assert listed(raises(1, 2, 3, checked=False), day=day).test_row(PROTOCOLS[RAISE], 76).tail == NOT_CHECKED
    assert listed(day=day).test_row(PROTOCOLS[WALL], 76).tail == ""


def test_a_leg_without_a_result_is_a_dash() -> None:
    record = replace(raises(2, 20, 20), trials=(Trial(RIGHT, 20.0),))
    assert listed(record).record_row(record, 76).text.endswith("– · 20 reps")


def test_a_test_of_another_year_has_its_whole_date() -> None:
    record = raises(2, 20, 21)
    assert listed(record).record_row(record, 30).head.strip() == "Fri 20 Nov"
    assert listed(record, today=dt.date(2027, 1, 4)).record_row(record, 30).head.strip() == "2026-11-20"


def test_why_not_today_comes_before_what_is_due_and_not_where_nothing_is() -> None:
    due = DueTests((DueTest(PROTOCOLS[WALL], practice=False),), Against.PUT_OFF)
    assert listed(day=replace(FREE, due=due)).told == against_words(Against.PUT_OFF)
    assert listed(day=replace(FREE, due=due, against=Against.SICK)).told == against_words(Against.SICK)
    assert listed(day=replace(FREE, due=replace(due, tests=()))).told == NONE_DUE
    assert listed(day=replace(FREE, due=replace(due, against=None))).told != NONE_DUE


def test_what_is_known_of_a_test_is_its_last_result_or_its_rules() -> None:
    view = listed(stance(9, 40, 8), stance(2, 41, 9))
    first, second = view.about_test(PROTOCOLS[STANCE])
    assert first.startswith("Fri 20 Nov · eyes open: left 41 s")
    assert second.startswith("eyes closed: left 9 s")
    assert view.about_test(PROTOCOLS[HOP])[-1] == hop_words()
    assert PROTOCOLS[WALL].stand in view.about_test(PROTOCOLS[WALL])[0]


def test_slots_stand_in_the_order_of_the_trials_and_leave_out_a_part_that_was() -> None:
    whole, begun = stance(9, 40, 8), replace(stance(9, 40, 8), trials=(Trial(RIGHT, 30.0, OPEN_EYES),))
    assert list(filter(None, trial_slots(PROTOCOLS[STANCE], whole).values())) == [
        Trial(side, value, part)
        for part, leads in ((OPEN_EYES, (40, 40)), (CLOSED_EYES, (8, 10)))
        for _ in range(3)
        for side, value in zip(Side, leads, strict=True)
    ]
    slots = trial_slots(PROTOCOLS[STANCE], begun)
    assert {slot.part for slot in slots} == {OPEN_EYES}
    assert [slot for slot, found in slots.items() if found] == [TrialSlot(OPEN_EYES, 0, RIGHT)]
    right = replace(begun, trials=(), conditions={"first_leg": "right"})
    assert [slot.side for slot in trial_slots(PROTOCOLS[STANCE], right)][:3] == [RIGHT, LEFT, RIGHT]


def test_conditions_without_a_choice_have_no_field() -> None:
    fields = condition_fields(PROTOCOLS[HOP], {"footwear": "shoes", "first_leg": "right"})
    assert [field.chosen for field in fields] == [("footwear", "shoes"), ("first_leg", "right")]
    assert chosen_conditions(PROTOCOLS[HOP], fields) == {
        "first_leg": "right",
        "footwear": "shoes",
        "distance": "30 cm",
    }


def test_when_to_stop_is_said_for_a_leg_far_behind_that_hurts() -> None:
    records = [raises(50, 15, 24), raises(45, 15, 23), raises(3, 24, 33, pain=2)]
    assert stop_line(records[-1], records)
    assert not stop_line(replace(records[-1], pain=0), [*records[:-1], replace(records[-1], pain=0)])
    assert not stop_line(records[1], records[:2])


def test_what_came_later_does_not_change_what_is_said_of_a_test() -> None:
    even = raises(45, 25, 25, pain=2)
    later = [raises(20, 15, 24), raises(3, 15, 24)]
    records = [raises(50, 25, 25), even, *later]
    assert stop_line(replace(later[-1], pain=2), [*records[:-1], replace(later[-1], pain=2)])
    assert not stop_line(even, records)
