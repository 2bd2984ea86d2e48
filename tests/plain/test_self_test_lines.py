"""The words of self-tests in plain mode."""

from dataclasses import replace

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS, Measure, SelfTestId, conditions_of
from ankle_tui.plain.self_test_lines import (
    AFTER_A_FALL,
    DELETED,
    KEYS_OF_A_TEST,
    NOT_LOOKED_AT,
    NOT_READ,
    NOTHING,
    PAIN_IN_TEST,
    conditions_question,
    eyes_stay_open_line,
    of_day_line,
    opening_lines,
    read_back_question,
    recap_lines,
    spoken,
    stands_line,
    trial_line,
    try_question,
)
from tests.self_tests import measured

WALL, STANCE, RAISE, HOP = (PROTOCOLS[test] for test in SelfTestId)
LEFT, RIGHT = Side
STOOD = measured(
    0, STANCE.id, (45, 44.5), (45,), part=OPEN_EYES, more=[Trial(LEFT, 9.5, CLOSED_EYES), Trial(LEFT, 1, CLOSED_EYES)]
)


def test_a_test_is_opened_with_its_conditions_its_rules_and_the_keys() -> None:
    conditions = conditions_of(STANCE, LEFT)
    told = opening_lines(STANCE, conditions, 15, hears=True)
    assert told[:2] == [
        "One-leg stance: barefoot, left leg first. About 15 minutes, 4 of them to warm up.",
        "Wall within reach, arms crossed on the chest.",
    ]
    assert told[3:] == [KEYS_OF_A_TEST, AFTER_A_FALL]
    assert opening_lines(STANCE, conditions, 15, hears=False) == told[:3]
    assert opening_lines(HOP, conditions, 15, hears=True)[3:] == [KEYS_OF_A_TEST]
    assert len(opening_lines(WALL, conditions, 3, hears=True)) == 3


def test_a_trial_is_told_as_it_stands() -> None:
    assert [
        trial_line(LEFT, Trial(LEFT, 12.5), Measure.SECONDS, 45),
        trial_line(RIGHT, Trial(RIGHT, 45), Measure.SECONDS, 45),
        trial_line(RIGHT, None, Measure.SECONDS, 45),
        trial_line(RIGHT, Trial(RIGHT, 1), Measure.REPS, 100),
        stands_line(Trial(LEFT, 12), Measure.SECONDS),
        stands_line(None, Measure.SECONDS),
    ] == [
        "LEFT LEG: 12.5 seconds.",
        "RIGHT LEG: 45 seconds. If you stopped before, type the number you heard last.",
        "RIGHT LEG: skipped.",
        "RIGHT LEG: 1 rep.",
        "It stands: 12 seconds.",
        "It stays skipped.",
    ]


def test_trials_are_read_back_by_part_and_leg() -> None:
    assert recap_lines(STANCE, STOOD) == [
        "Eyes open: left 45, 44.5; right 45 seconds.",
        "Eyes closed: left 9.5, 1; right nothing seconds.",
    ]
    assert recap_lines(RAISE, measured(0, RAISE.id, 25, 22)) == ["Left 25; right 22 reps."]
    assert recap_lines(RAISE, replace(STOOD, trials=())) == []
    questions = [
        read_back_question(STANCE, STOOD),
        read_back_question(STANCE, replace(STOOD, trials=STOOD.trials[:3])),
        read_back_question(RAISE, measured(0, RAISE.id, 25, 22)),
    ]
    assert [question.partition("yes; ")[2] for question in questions] == [
        "closed left 2 11.5 puts one right; later; delete.",
        "left 2 11.5 puts one right; later; delete.",
        "left 11 puts one right; later; delete.",
    ]


def test_questions_name_what_is_asked() -> None:
    conditions = conditions_of(RAISE, LEFT)
    assert conditions_question(conditions, ["shoes", "wedge", "right"]) == (
        "Barefoot, floor, left leg first. Enter if so, else what differs: shoes, wedge, right."
    )
    assert try_question(LEFT, 2, 3) == (
        "LEFT LEG, try 2 of 3: centimetres from the great toe to the wall? Enter leaves it out."
    )
    assert of_day_line(RAISE, measured(0, RAISE.id)) == (
        "Heel raise, Monday 16 November: barefoot, floor, left leg first."
    )


def test_why_the_eyes_stay_open_is_said() -> None:
    assert [eyes_stay_open_line(fell=fell) for fell in (False, True)] == [
        "The eyes stay open: a leg was down before 15 seconds. The test ends here.",
        "The eyes stay open: you fell. The test ends here.",
    ]


def test_a_line_of_the_screen_is_put_into_words_for_the_ear() -> None:
    assert spoken("left 8 s · 13–14 reps · read “When to stop”") == 'left 8 s; 13 to 14 reps; read "When to stop"'


def test_every_line_is_plain_text() -> None:
    fixed = [KEYS_OF_A_TEST, AFTER_A_FALL, NOT_READ, PAIN_IN_TEST, DELETED, NOTHING, NOT_LOOKED_AT]
    lines = [*fixed, *recap_lines(STANCE, STOOD), read_back_question(STANCE, STOOD)]
    for protocol in PROTOCOLS.values():
        lines += opening_lines(protocol, conditions_of(protocol, RIGHT), 5, hears=True)
    assert all(line.isascii() and line.isprintable() and ".." not in line for line in lines)
