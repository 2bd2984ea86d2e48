"""The words of plain mode: a whole session as lines."""

from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Choice, Kind, Level, Side
from ankle_tui.core.history.records import SessionRecord, Status
from ankle_tui.core.session.events import (
    CountingChanged,
    Event,
    Extended,
    FootDown,
    NothingCounted,
    Paused,
    PauseReason,
    Resumed,
    SessionEnded,
)
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.core.training.ladder import Standing, after
from ankle_tui.plain.narrator import Narrator, how_to_stop, sound_line, summary_lines, volume_line
from tests.builders import beginner_plan, make_choice, raise_test, shipped, short_plan, stance_test
from tests.conducting import Studio
from tests.plain.leading import led, one_set
from tests.training import BALANCE, CALF, HOPS, session, sets_of

TWELVE = "1 2 3 4 5 6 7 8 9 10 11 12"
TEN = "1 2 3 4 5 6 7 8 9 10"
HOLD = ["Halfway.", "Ten seconds.", "3 2 1"]

DEFAULT_SESSION = [
    "Get ready, 10 seconds: Single-leg balance, eyes open, firm floor, LEFT LEG, 30 seconds, set 1 of 2."
    " Stand next to a wall, on one leg. 11 minutes left.",
    "3 2 1",
    "Go. Knee slightly bent.",
    *HOLD,
    "Change sides, 25 seconds. Next: RIGHT LEG, 30 seconds.",
    "Get ready: RIGHT LEG, 30 seconds.",
    "3 2 1",
    "Go. Knee slightly bent.",
    *HOLD,
    "Rest, 25 seconds. Next: LEFT LEG, 30 seconds, set 2 of 2. 9 minutes left.",
    "Get ready: LEFT LEG, 30 seconds.",
    "3 2 1",
    "Go. Eyes on one point ahead.",
    *HOLD,
    "Change sides, 25 seconds. Next: RIGHT LEG, 30 seconds.",
    "Get ready: RIGHT LEG, 30 seconds.",
    "3 2 1",
    "Go. Eyes on one point ahead.",
    *HOLD,
    "Rest, 15 seconds. Next: Calf raise, both legs, 12 reps, set 1 of 3."
    " Feet hip-width apart, fingertips on the wall. 7 minutes left.",
    "Get ready: 12 reps.",
    "3 2 1",
    "Go. Up on the balls of the feet.",
    TWELVE,
    "Rest, 55 seconds. Next: 12 reps, set 2 of 3. 6 minutes left.",
    "Get ready: 12 reps.",
    "3 2 1",
    "Go. Tall at the top.",
    TWELVE,
    "Rest, 55 seconds. Next: 12 reps, set 3 of 3. 4 minutes left.",
    "Get ready: 12 reps.",
    "3 2 1",
    "Go. Lower slowly.",
    TWELVE,
    "Rest, 15 seconds. Next: Heel and toe walk, short walks, HEELS, 10 steps, set 1 of 2."
    " Stand where you have a few metres ahead. 2 minutes left.",
    "Get ready: HEELS, 10 steps.",
    "3 2 1",
    "Go. On your heels, toes pulled up.",
    TEN,
    "Rest, 15 seconds. Next: TOES, 10 steps, set 1 of 2. 2 minutes left.",
    "Get ready: TOES, 10 steps.",
    "3 2 1",
    "Go. On your toes, standing tall.",
    TEN,
    "Rest, 15 seconds. Next: HEELS, 10 steps, set 2 of 2. 1 minute left.",
    "Get ready: HEELS, 10 steps.",
    "3 2 1",
    "Go. On your heels, toes pulled up.",
    TEN,
    "Rest, 15 seconds. Next: TOES, 10 steps, set 2 of 2. 1 minute left.",
    "Get ready: TOES, 10 steps.",
    "3 2 1",
    "Go. On your toes, standing tall.",
    TEN,
    "Session done.",
    "11 of 11 sets done, 5 minutes 40 seconds of work. Saved.",
]
"""Every line, numbers in a row on one."""


def test_the_whole_default_session() -> None:
    studio = Studio(beginner_plan())
    code, lines = led(studio)
    assert lines == DEFAULT_SESSION
    assert (code, studio.shelf.record.status) == (0, Status.COMPLETED)


def everything(level: Level) -> Plan:
    return build_plan([Choice.start(exercise, level) for exercise in shipped()], level=level)


@pytest.mark.parametrize("level", Level)
def test_every_line_is_short_plain_text(level: Level) -> None:
    _, lines = led(Studio(everything(level)))
    for line in lines:
        assert line.isascii()
        assert line.isprintable()
        assert line.strip() == line != ""
        assert len(line) <= 200
        assert ".." not in line


def test_the_leg_to_start_with_is_named() -> None:
    plan = build_plan([make_choice(Kind.HOLD, 12, per_side=True)], first_side=Side.RIGHT)
    _, lines = led(Studio(plan))
    assert [line for line in lines if "LEG" in line] == [
        "Get ready, 10 seconds: Some-Hold, plain, RIGHT LEG, 12 seconds, set 1 of 1. Stand tall. 1 minute left.",
        "Change sides, 2 seconds. Next: LEFT LEG, 12 seconds.",
        "Get ready: LEFT LEG, 12 seconds.",
    ]


def test_a_get_ready_that_nothing_announced_says_all() -> None:
    plan = build_plan([make_choice(Kind.REPS, 4, sets=3)])
    _, lines = led(Studio(plan), (11, "n"), (12, "n"), (13, "q"))
    assert [line for line in lines if line.startswith(("Get", "Rest"))] == [
        "Get ready, 10 seconds: Some-Reps, plain, 4 reps, set 1 of 3. Stand tall. 1 minute left.",
        "Rest, 3 seconds. Next: 4 reps, set 2 of 3. 1 minute left.",
        "Get ready, 5 seconds: Some-Reps, plain, 4 reps, set 3 of 3. Stand tall. 1 minute left.",
    ]


def test_one_of_something_is_singular() -> None:
    _, lines = led(Studio(one_set(Kind.REPS, 1)))
    assert "Some-Reps, plain, 1 rep, set 1 of 1" in lines[0]
    _, lines = led(Studio(one_set(Kind.TIMED, 1)))
    assert lines[-1] == "1 of 1 set done, 1 second of work. Saved."


def test_a_trial_that_counts_up_tells_every_fifth_second_until_enter() -> None:
    studio = Studio(stance_test())
    _, lines = led(studio, (22.5, ""), (24.0, "q"))
    assert lines == [
        "Get ready, 10 seconds: Test-Stance, plain, EYES OPEN, LEFT LEG, at most 45 seconds, trial 1 of 1."
        " Stand tall. 5 minutes left.",
        "3 2 1",
        "Go. Do eyes-open.",
        "5 10",
        "Rest, 25 seconds. Next: EYES CLOSED, LEFT LEG, at most 45 seconds, trial 1 of 1. 4 minutes left.",
        "Finished early.",
        "1 of 4 sets done, 13 seconds of work. Saved.",
    ]
    assert studio.shelf.record.sets[0].done == 12.5


def test_reps_of_a_test_are_all_told() -> None:
    _, lines = led(Studio(raise_test(3)), (16.5, "q"))
    assert lines[2:4] == ["Go. Slowly.", "1 2 3"]


def test_after_the_end_nothing_is_said_but_what_is_kept() -> None:
    _, lines = led(Studio(one_set()))
    assert lines[-2:] == ["Session done.", "1 of 1 set done, 12 seconds of work. Saved."]


def test_a_band_direction_is_told_with_its_set_up() -> None:
    studio = Studio(build_plan([Choice.start(shipped().get("band-ankle"), Level.BEGINNER)]))
    _, lines = led(studio, (400, "q"))
    told = [line for line in lines if line.startswith(("Get ready, ", "Rest", "Change sides"))]
    setups = ["Anchor in front of you", "Hold both ends of the band", "Anchor on the little-toe side"]
    setups += ["Anchor on the big-toe side", "Anchor in front of you"]
    assert len(told) >= 5
    assert all(f" {setup}." in line for setup, line in zip(setups, told, strict=False))
    assert not [line for line in lines if line.startswith("Get ready: ") and "nchor" in line]


def test_what_was_better_than_ever_is_said() -> None:
    studio = Studio(one_set(amount=12))
    led(studio)
    record = studio.session_runner.saver.record
    assert record
    (hold,) = record.sets
    weaker = replace(record, id="another", sets=(replace(hold, done=9.0),))
    assert summary_lines(studio.session_runner, [weaker]) == [
        "Best yet: 12 s (was 9 s), Some-Hold.",
        "1 of 1 set done, 12 seconds of work. Saved.",
    ]


HARD = (sets_of(BALANCE, "eyes-open-firm", 2, 30), sets_of(CALF, "both-legs", 3, 12))
HOP = sets_of(HOPS, "both-feet", 2, 10)
STRETCH = sets_of("knee-to-wall", "standing", 3, 30)


def test_the_next_time_is_said_in_full_words() -> None:
    record = session(3, *HARD, HOP, STRETCH)

    def left_by(of: SessionRecord) -> tuple[Standing, ...]:
        return after(shipped(), [session(0, *HARD)], of, level=Level.BEGINNER)

    studio = Studio()
    studio.session_runner.saver.record = replace(record, rev=1)
    assert summary_lines(studio.session_runner, after=left_by)[:-1] == [
        "Next time: Single-leg balance, 2 sets of 45 seconds, up: 30 s good twice.",
        "Next time: Calf raise, 3 sets of 15 reps, up: 3 × 12 reps good twice.",
        "Next time: Lateral hops, 2 sets of 10 seconds again.",
    ]


def test_what_changes_by_a_key_is_said() -> None:
    assert [sound_line(mode) for mode in SoundMode] == [
        "Sound: tones.",
        "Sound: voice.",
        "Sound: tones and voice.",
        "Sound off.",
    ]
    assert [volume_line(volume) for volume in (0.0, 0.9)] == ["Volume 0 percent.", "Volume 90 percent."]


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Paused(0.0, PauseReason.ASKED), "Paused. Press Enter to go on."),
        (Paused(0.0, PauseReason.GAP), "Paused while asleep. Press Enter to go on."),
        (Resumed(0.0), "Resumed."),
        (Extended(0.0, 10.0), "10 seconds more."),
        (Extended(0.0, -1.0), "1 second less."),
        (FootDown(0.0, 2), "Foot down: 2."),
        (CountingChanged(0.0, Counting.BY_HAND), "Counting: by hand."),
        (NothingCounted(0.0, 3), "Nothing counted. Enter for all 3, n for none."),
        (SessionEnded(0.0, Status.COMPLETED), "Session done."),
        (SessionEnded(0.0, Status.PARTIAL), "Finished early."),
    ],
)
def test_events_are_said(event: Event, line: str) -> None:
    assert Narrator(short_plan()).lines([event]) == [line]


def test_what_becomes_of_a_session_is_said_last() -> None:
    whole, brief, lost, none, demo = (
        Studio(one_set()),
        Studio(short_plan()),
        Studio(one_set()),
        Studio(),
        Studio(demo=True),
    )
    lost.shelf.fill_disk()
    led(whole)
    led(brief, (20, "q"))
    led(lost)
    none.session_runner.discard()
    assert [summary_lines(studio.session_runner)[-1] for studio in (whole, brief, lost, none, demo)] == [
        "1 of 1 set done, 12 seconds of work. Saved.",
        "0 of 7 sets done, 10 seconds of work. Saved, but too short to count.",
        "1 of 1 set done, 12 seconds of work. Not saved.",
        "Nothing was done, so nothing was recorded.",
        "Demonstration: nothing was recorded.",
    ]
    assert how_to_stop(keeps=True) == "Ctrl-C ends the session and keeps what was done."
