"""What is said, and when: whole sessions by ear in words, nothing over a beep, nothing into each other, nothing missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.cues.announcement import Phrase, Rank, in_turn
from ankle_tui.core.cues.cues import NAMES, STANDS_FOR, Call, Cue, calls
from ankle_tui.core.cues.voice import LENGTHS, VOICE, WORDS, exercise_word, part_word, set_word, setup_word, side_word
from ankle_tui.core.exercises.exercise import Choice, Dose, Kind, Level, Side
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.events import (
    Counted,
    Elapsed,
    Event,
    FootDown,
    Halfway,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
    TenSeconds,
)
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import Phase, PhaseKind, Plan, WorkSet, build_plan
from ankle_tui.core.session.snapshot import Command
from tests.builders import (
    Runner,
    beginner_plan,
    make_choice,
    opened,
    raise_test,
    shipped,
    short_plan,
    stance_test,
    whole_session,
)
from tests.examples import examples

SPOKEN = (SoundMode.VOICE, SoundMode.BOTH)
FEW_MS = 0.005
FIXED = {Cue.THREE, Cue.TWO, Cue.ONE, Cue.GO, Cue.TEMPO_UP, Cue.TEMPO_HOLD, Cue.TEMPO_DOWN}


def every_choice() -> Iterator[Choice]:
    """Each dose of each rung of each exercise of the catalogue."""
    for exercise in shipped():
        for variation in exercise.variations:
            for dose in variation.doses:
                yield Choice(exercise, variation, dose)


CHOICES = tuple(every_choice())
CALF = Choice.start(shipped().get("calf-raise"), Level.BEGINNER)


@cache
def events_of(plan: Plan) -> tuple[Event, ...]:
    """A whole session in which nobody presses a key."""
    return tuple(whole_session(plan))


def name_of(choice: Choice) -> str:
    return f"{choice.exercise.id} {choice.variation.id} {choice.dose.sets}x{choice.dose.amount}"


def said(plan: Plan, mode: SoundMode = SoundMode.VOICE) -> list[str]:
    """Every word of a session, in order."""
    return [WORDS[call.cue] for call in calls(events_of(plan), mode) if call.cue in WORDS]


@dataclass(frozen=True)
class Wait:
    """What is heard between two sets."""

    last: WorkSet | None
    coming: WorkSet
    cues: tuple[str, ...]


def waits(plan: Plan, mode: SoundMode) -> Iterator[Wait]:
    heard = calls(events_of(plan), mode)
    gos = [call.at for call in heard if call.cue is Cue.GO]
    ends = [0.0, *(event.at for event in events_of(plan) if isinstance(event, SetEnded))]
    for last, coming, start, end in zip((None, *plan.sets), plan.sets, ends, gos, strict=False):
        yield Wait(last, coming, tuple(call.cue for call in heard if start <= call.at < end))


def assert_clear(plan: Plan, mode: SoundMode) -> None:
    """Nothing is said into anything else, nor beyond its phase."""
    events, heard = events_of(plan), calls(events_of(plan), mode)
    assert list(heard) == sorted(heard, key=lambda call: call.at)
    for call, following in pairwise(heard):
        if VOICE in call.cue or VOICE in following.cue:
            assert call.at + LENGTHS[call.cue] <= following.at + FEW_MS, (call, following)
    borders = [event.at for event in events if isinstance(event, PhaseStarted)]
    for call in heard:
        if call.cue in WORDS and call.at < borders[-1]:
            border = next(border for border in borders if border > call.at)
            assert call.at + LENGTHS[call.cue] <= border


def assert_complete(plan: Plan, mode: SoundMode) -> None:
    """Every change of exercise, leg, part, set-up and set is said before its GO, and every count is called."""
    for wait in waits(plan, mode):
        last, coming = wait.last, wait.coming
        anew = last is None or last.exercise != coming.exercise
        wanted = [
            exercise_word(coming) if anew else None,
            side_word(coming) if last is None or anew or last.side is not coming.side else None,
            part_word(coming),
            setup_word(coming.part.setup) if coming.part else None,
            set_word(coming) if last is None or anew or last.number != coming.number else None,
        ]
        assert {word for word in wanted if word} <= set(wait.cues), wait
    heard = calls(events_of(plan), mode)
    for event in events_of(plan):
        if isinstance(event, Counted):
            within = [call.cue for call in heard if event.at <= call.at < event.at + 0.25]
            assert f"{VOICE}count-{event.count}" in within


def test_a_first_balance_in_words() -> None:
    balance = Choice.start(shipped().get("single-leg-balance"), Level.BEGINNER)
    assert said(build_plan([balance])) == [
        *["get ready", "single-leg balance", "left leg", "set one of two", "halfway", "ten seconds"],
        *["change sides", "right leg", "get ready", "right leg", "halfway", "ten seconds"],
        *["rest", "next", "left leg", "last set", "get ready", "left leg", "halfway", "ten seconds"],
        *["change sides", "right leg", "get ready", "right leg", "halfway", "ten seconds", "well done"],
    ]


def test_the_band_in_words() -> None:
    band = Choice.start(shipped().get("band-ankle"), Level.BEGINNER)
    counts = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    beginning = [
        "get ready",
        "band ankle moves",
        "left leg",
        "up",
        "anchor in front of you",
        *counts,
        "rest",
        "next",
        "down",
        "hold both ends of the band",
        "get ready",
        "down",
    ]
    assert said(build_plan([band]))[: len(beginning)] == beginning


def test_the_next_exercise_is_told_in_the_rest() -> None:
    walk = Choice.start(shipped().get("heel-toe-walk"), Level.BEGINNER)
    assert said(build_plan([make_choice(Kind.TIMED, 10), walk]))[:8] == [
        *["get ready", "rest", "next", "heel and toe walk", "on your heels", "set one of two"],
        *["get ready", "heel and toe walk"],  # no time for more before its countdown
    ]


@pytest.mark.parametrize("mode", SPOKEN)
@pytest.mark.parametrize("choice", CHOICES, ids=name_of)
def test_every_dose_of_the_catalogue_is_said_clearly_and_in_full(choice: Choice, mode: SoundMode) -> None:
    # After another exercise, so that its change is heard as well.
    for plan in (build_plan([choice, CALF]), build_plan([CALF, choice], first_side=Side.RIGHT)):
        assert_clear(plan, mode)
        assert_complete(plan, mode)


@examples(60)
@given(
    st.lists(st.tuples(st.sampled_from(CHOICES), st.integers(1, 10), st.integers(1, 70)), min_size=1, max_size=3),
    st.sampled_from(SPOKEN),
)
def test_doses_of_ones_own_are_said_clearly_too(chosen: list[tuple[Choice, int, int]], mode: SoundMode) -> None:
    plan = build_plan([replace(choice, dose=Dose(sets, amount)) for choice, sets, amount in chosen])
    assert_clear(plan, mode)


def test_a_test_of_balance_in_words() -> None:
    numbers = ["five", "ten", "fifteen", "twenty", "twenty-five", "thirty", "thirty-five", "forty"]
    assert said(stance_test(45)) == [
        *["get ready", "stance test", "left leg", "eyes open", *numbers],
        *["rest", "next", "eyes closed", "get ready", "eyes closed", *numbers],
        *["change sides", "right leg", "eyes open", "right leg", "eyes open", *numbers],
        *["rest", "next", "eyes closed", "get ready", "eyes closed", *numbers, "well done"],
    ]


@pytest.mark.parametrize("mode", SPOKEN)
def test_every_fifth_second_is_said_and_the_others_tick(mode: SoundMode) -> None:
    heard = calls([Elapsed(float(second), second) for second in range(1, 67)], mode)
    assert [call.at for call in heard] == [float(second) for second in range(1, 67)]
    words = {call.at: WORDS[call.cue] for call in heard if call.cue in WORDS}
    assert list(words) == list(range(5, 61, 5))
    assert (words[5], words[45], words[60]) == ("five", "forty-five", "sixty")
    assert {call.cue for call in heard} - set(WORDS) == {Cue.COUNT}


@pytest.mark.parametrize("mode", SPOKEN)
def test_every_fifth_rep_of_a_test_is_said_between_two_beats(mode: SoundMode) -> None:
    plan = raise_test(62)
    counted = {event.at: event.count for event in events_of(plan) if isinstance(event, Counted)}
    heard = calls(events_of(plan), mode)
    words = [WORDS[call.cue] for call in heard if call.cue.startswith(f"{VOICE}count-")]
    assert words[:12] == words[12:]
    assert words[:9] == [
        "five",
        "ten",
        "fifteen",
        "twenty",
        "twenty-five",
        "thirty",
        "thirty-five",
        "forty",
        "forty-five",
    ]
    ticks = [counted[call.at] for call in heard if call.cue == Cue.COUNT]
    assert ticks[: len(ticks) // 2] == [count for count in range(1, 63) if count % 5]


@examples(40)
@given(st.sampled_from([stance_test, raise_test]), st.integers(1, 70), st.sampled_from(SPOKEN))
def test_tests_of_any_cap_are_said_clearly(make: Callable[[int], Plan], cap: int, mode: SoundMode) -> None:
    assert_clear(make(cap), mode)


@examples(60)
@given(
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 20_000_000), st.sampled_from([None, *Command])), max_size=25),
    st.sampled_from(SoundMode),
    st.data(),
)
def test_slices_make_no_difference(
    is_open: bool, script: list[tuple[int, Command | None]], mode: SoundMode, data: st.DataObject
) -> None:
    runner = Runner(opened(short_plan()) if is_open else short_plan()).start()
    for wait, command in script:
        runner.wait(wait / 1_000_000)
        if command in runner.session.legal and command:
            runner.do(command)
    events = runner.events
    between = [index for index in range(1, len(events)) if events[index - 1].at < events[index].at]
    cut = data.draw(st.sampled_from([0, *between, len(events)]))
    assert calls(events[:cut], mode) + calls(events[cut:], mode) == calls(events, mode)


@pytest.mark.parametrize("mode", SPOKEN)
def test_beeps_go_and_tempo_are_where_they_are_without_words(mode: SoundMode) -> None:
    events = events_of(beginner_plan())
    tones, words = ([call for call in calls(events, chosen) if call.cue in FIXED] for chosen in (SoundMode.TONES, mode))
    assert tones == words


def test_both_has_every_tone_but_the_ticks_and_a_get_ready_that_has_more_to_say() -> None:
    events = events_of(beginner_plan())
    left_out = {Cue.COUNT, Cue.GET_READY}
    tones = [call.cue for call in calls(events) if call.cue not in left_out]
    both = [call.cue for call in calls(events, SoundMode.BOTH)]
    assert [cue for cue in both if cue not in WORDS and cue not in left_out] == tones
    assert both.count(Cue.GET_READY) >= len(beginner_plan().sets) - 1


def test_off_is_silent() -> None:
    assert calls(events_of(beginner_plan()), SoundMode.OFF) == ()


@pytest.mark.parametrize("mode", SoundMode)
def test_all_that_is_called_has_a_name_and_a_length(mode: SoundMode) -> None:
    assert {call.cue for call in calls(events_of(beginner_plan()), mode)} <= set(NAMES)
    assert set(NAMES) == set(LENGTHS)


def wait_of(kind: PhaseKind, seconds: float, work: WorkSet, *, new_exercise: bool = False) -> PhaseStarted:
    return PhaseStarted(1.0, 0, Phase(kind, seconds, work, 0, new_exercise))


BALANCE = build_plan([CHOICES[0]]).sets[0]


@pytest.mark.parametrize(
    ("event", "voice", "both"),
    [
        (Counted(1.0, 7, 12), ["voice/count-7"], ["voice/count-7"]),
        (Counted(1.0, 21, 30), ["count"], ["count"]),
        (Counted(1.0, 0, 30), ["count"], ["count"]),
        (Counted(1.0, 25, 30), ["voice/count-25"], ["voice/count-25"]),
        (Counted(1.0, 7, 60, open=True), ["count"], ["count"]),
        (Counted(1.0, 45, 60, open=True), ["voice/count-45"], ["voice/count-45"]),
        (FootDown(1.0, 1), ["foot-down"], ["foot-down"]),
        (Halfway(1.0), ["voice/halfway"], ["halfway", "voice/halfway"]),
        (TenSeconds(1.0), ["voice/ten-seconds"], ["ten-seconds", "voice/ten-seconds"]),
        (Paused(1.0, PauseReason.ASKED), ["voice/paused"], ["paused", "voice/paused"]),
        (Resumed(1.0), ["voice/go-on"], ["resumed"]),
        (SetEnded(1.0, 0, Outcome.DONE), ["set-done"], ["set-done"]),
        (SetEnded(1.0, 0, Outcome.SKIPPED), [], []),
        (SessionEnded(1.0, Status.COMPLETED), ["voice/well-done"], ["session-done", "voice/well-done"]),
        (wait_of(PhaseKind.WORK, 30, BALANCE), ["go"], ["go"]),
        (wait_of(PhaseKind.GET_READY, 0.4, BALANCE), [], []),
        (wait_of(PhaseKind.GET_READY, 1.0, BALANCE), ["voice/left-leg"], ["voice/left-leg"]),
        (wait_of(PhaseKind.GET_READY, 4.0, BALANCE), ["voice/left-leg"], ["voice/left-leg"]),
        (wait_of(PhaseKind.REST, 1.0, BALANCE), ["voice/rest"], ["rest"]),
    ],
)
def test_what_is_said_of_an_event(event: Event, voice: list[str], both: list[str]) -> None:
    assert [call.cue for call in calls([event], SoundMode.VOICE)] == voice
    assert [call.cue for call in calls([event], SoundMode.BOTH)] == both


def test_the_last_count_comes_before_the_end_of_the_set_and_what_follows() -> None:
    events = [Counted(1.0, 12, 12), SetEnded(1.0, 0, Outcome.DONE), wait_of(PhaseKind.REST, 55, BALANCE)]
    assert [call.cue for call in calls(events, SoundMode.VOICE)] == [
        *["voice/count-12", "set-done", "voice/rest", "voice/next"],
        *["voice/single-leg-balance", "voice/left-leg", "voice/set-1-of-2"],
    ]


def test_a_wait_that_is_over_as_it_begins_is_not_talked_about() -> None:
    ready = wait_of(PhaseKind.GET_READY, 10, BALANCE)
    assert "voice/rest" not in [
        call.cue for call in calls([wait_of(PhaseKind.REST, 0, BALANCE), ready], SoundMode.VOICE)
    ]
    go = wait_of(PhaseKind.WORK, 30, BALANCE)
    assert calls([ready, go], SoundMode.VOICE) == (Call(1.0, Cue.GET_READY), Call(1.0, Cue.GO))


def test_what_comes_of_a_foreign_exercise_is_what_can_be_said() -> None:
    work = build_plan([make_choice(Kind.REPS, 3, name="rest", sets=12, parts=("paused",))]).sets[0]
    event = wait_of(PhaseKind.REST, 60, work, new_exercise=True)
    assert [call.cue for call in calls([event], SoundMode.VOICE)] == ["voice/rest"]


def test_a_set_done_again_says_where_it_is() -> None:
    runner = Runner(build_plan([make_choice(Kind.HOLD, 24, sets=3, per_side=True)])).start().work(1)
    runner.wait(2)
    words = [WORDS.get(call.cue) for call in calls(runner.do(Command.REDO), SoundMode.VOICE)]
    assert "right leg" in words


def test_the_tone_a_word_stands_for() -> None:
    assert STANDS_FOR["voice/rest"] is Cue.REST
    assert STANDS_FOR["voice/count-3"] is Cue.COUNT
    assert "voice/left-leg" not in STANDS_FOR
    assert set(STANDS_FOR) <= set(WORDS)


def test_the_least_important_is_left_out_first_and_what_must_be_heard_never() -> None:
    wanted = [
        Phrase("rest"),
        Phrase("voice/next", Rank.NEXT),
        Phrase("voice/left-leg", Rank.WHERE),
        Phrase("voice/up", Rank.WHERE),
    ]
    assert [name for _, name in in_turn(wanted, 0.0, 3.0)] == ["rest", "voice/next", "voice/left-leg", "voice/up"]
    assert [name for _, name in in_turn(wanted, 0.0, 2.0)] == ["rest", "voice/left-leg", "voice/up"]
    assert [name for _, name in in_turn(wanted, 0.0, 1.5)] == ["rest", "voice/left-leg"]
    assert [name for _, name in in_turn(wanted, 0.0, 0.1)] == ["rest"]
    assert [name for _, name in in_turn(wanted[:3], 0.0, 1.2)] == ["rest"], "next, and then nothing"
    assert list(in_turn([], 0.0, 0.1)) == []
