"""The result of a test laid out: a sentence, before and now, and the trials on an axis."""

from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests.norms import Norm
from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS, protocol_of
from ankle_tui.core.self_tests.self_test_wording import part_results
from ankle_tui.ui.self_tests.result_display import (
    BEFORE,
    COUNTED,
    NORM,
    TRIAL,
    axis_content,
    axis_legend,
    axis_title,
    head_content,
    large_value,
    main_part,
    meaning_content,
    table_content,
)
from tests.ui.self_tests.tested import STANCE, raises, stance, walls

RAISES = (raises(50, 15, 24), raises(45, 15, 23), raises(3, 24, 33, pain=2))


def drawn(
    record: SelfTestRecord, *others: SelfTestRecord, width: int = 70, norms: dict[str, Norm] | None = None
) -> str:
    protocol = protocol_of(record)
    assert protocol
    return str(axis_content(record, protocol, part_results(record, (*others, record)), norms or {}, width))


def test_the_sentence_says_what_counts_of_each_leg_and_then_what_it_stands_beside() -> None:
    protocol = protocol_of(RAISES[-1])
    assert protocol
    first, second = str(head_content(part_results(RAISES[-1], RAISES), protocol)).split("\n")
    assert first == "Left 24 reps, right 33 reps."
    assert "changed" in second
    assert str(head_content([], protocol)) == "Nothing that counts."


def test_two_stances_give_no_verdict() -> None:
    tests = (stance(50, 40, 8), stance(40, 41, 9), stance(3, 42, 11))
    protocol = protocol_of(tests[-1])
    assert protocol
    assert "two tests cannot tell" in str(head_content(part_results(tests[-1], tests), protocol)).lower()


def test_now_stands_beside_the_test_before_it() -> None:
    protocol = protocol_of(RAISES[-1])
    part = main_part(part_results(RAISES[-1], RAISES))
    assert protocol and part  # noqa: PT018
    assert [line.split() for line in str(table_content(part, protocol)).split("\n")] == [
        ["one", "trial"],
        ["before", "15", "23", "reps"],
        ["now", "24", "33", "reps"],
        ["change", "+9", "+10", "reps"],
    ]
    assert large_value(part, Side.LEFT, protocol) == ("24", "left\nreps")
    practice = main_part(part_results(RAISES[0], RAISES))
    assert practice
    assert len(str(table_content(practice, protocol)).split("\n")) == 1


def test_every_trial_stands_on_the_axis_with_what_counts_and_what_counted_before() -> None:
    left, right, scale = drawn(walls(3, 11, 10), walls(50, 9, 10), walls(45, 9, 10)).split("\n")
    assert (left.count(TRIAL), left.count(COUNTED), left.count(BEFORE)) == (1, 1, 1)
    assert left.split()[-3:] == ["11", "11.5", "11"]
    assert left.index(BEFORE) < left.index(TRIAL) < left.index(COUNTED)
    assert right.split()[-3:] == ["10", "10", "10"]
    assert scale.split() == ["0", "20"]


@pytest.mark.parametrize("width", range(20, 120, 7))
def test_lines_keep_to_their_width_and_the_published_value_to_the_scale(width: int) -> None:
    lines = drawn(stance(3, 41, 9), width=width, norms={CLOSED_EYES: Norm(9.4, 9.4, "x")}).split("\n")
    assert max(map(len, lines)) <= max(width, 36)
    on_axis = [line for line in lines if NORM in line]
    assert len(on_axis) <= len(Side)  # what counts hides it where both stand in a cell
    assert not on_axis or "9.4" in lines[-1].split()


def test_without_room_for_an_axis_what_counts_stands_behind_the_trials() -> None:
    left, right = drawn(walls(3, 11, 10), width=30).split("\n")
    assert (left.endswith("11.5 cm"), right.endswith("10 cm")) == (True, True)


def test_the_legend_names_only_marks_that_stand_there() -> None:
    parts = part_results(walls(3, 11, 10), [walls(3, 11, 10)])
    assert BEFORE not in str(axis_legend(parts, {}))
    assert NORM in str(axis_legend(parts, {"": Norm(9.4, 9.4, "x")}))


def test_the_title_counts_the_trials_and_names_the_unit_where_there_is_room() -> None:
    assert [axis_title(PROTOCOLS[STANCE]), axis_title(PROTOCOLS[STANCE], brief=True)] == [
        "3 trials a leg, seconds",
        "3 trials a leg",
    ]


def test_conditions_pain_note_and_when_to_stop_follow() -> None:
    record = replace(raises(3, 24, 33, pain=2), note="tired")
    told = str(meaning_content(record, part_results(record, [record]), "read “When to stop”")).split("\n")
    assert told[0] == "read “When to stop”"
    assert told[1].endswith("pain 2")
    assert told[-1] == "tired"


def test_a_published_value_stands_in_the_sentence_and_practice_is_said_once() -> None:
    records = [stance(40, 40, 8), stance(20, 41, 9), stance(2, 42, 10, pain=0)]
    parts = part_results(records[-1], records, AgeBand.FORTIES)
    assert main_part(parts) is parts[-1]
    assert "as quoted: 7.3 s." in str(head_content(parts, PROTOCOLS[STANCE]))
    first = part_results(records[0], records[:1])
    told = f"{head_content(first, PROTOCOLS[STANCE])}{meaning_content(records[0], first, '')}"
    assert told.count("Practice") == 1


def test_a_leg_that_did_nothing_has_no_number() -> None:
    record = replace(stance(2, 42, 10), trials=(Trial(Side.LEFT, 9.0, OPEN_EYES),))
    (part,) = part_results(record, [record])
    assert main_part([part]) is None
    assert large_value(part, Side.LEFT, PROTOCOLS[STANCE])[0] == "-"
