"""Whole sessions by ear: what closed eyes can know, nothing over anything else, no silence that is too long."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ankle_tui.core.cues.cues import Cue, calls
from ankle_tui.core.cues.voice import setup_words, stance_words
from ankle_tui.core.exercises.exercise import Choice, Dose, Level, Side
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId, self_test_plan, warm_up_choices
from ankle_tui.core.session.events import Counted, Event, PhaseStarted
from ankle_tui.core.session.modes import Heard, SoundMode, WordChoice
from ankle_tui.core.session.plan import LEAD, PhaseKind, Plan, build_plan
from ankle_tui.core.session.snapshot import Command
from tests.builders import Runner, opened, raise_test, shipped, short_plan, stance_test, whole_session
from tests.core.cues.listener import at_each_go, time
from tests.core.cues.transcript import Sound, longest_silence, transcript
from tests.examples import examples

pytestmark = pytest.mark.slow

SPOKEN = (SoundMode.VOICE, SoundMode.BOTH)
FEW_MS = 0.005
CALF = Choice.start(shipped().get("calf-raise"), Level.BEGINNER)
CHOICES = tuple(
    Choice(exercise, variation, dose)
    for exercise in shipped()
    for variation in exercise.variations
    for dose in variation.doses
)
HEARD = st.builds(Heard, st.booleans(), st.booleans(), st.sampled_from(WordChoice))
OWN = st.lists(
    st.tuples(st.integers(0, len(CHOICES) - 1), st.integers(1, 10), st.integers(1, 69)), min_size=1, max_size=3
)
"""Places in `CHOICES`, each with sets and an amount of the runner's own."""


@cache
def events_of(plan: Plan) -> list[Event]:
    return whole_session(plan)


def own_plan(chosen: list[tuple[int, int, int]]) -> Plan:
    return build_plan([replace(CHOICES[place], dose=Dose(sets, amount)) for place, sets, amount in chosen])


def name_of(choice: Choice) -> str:
    return f"{choice.exercise.id} {choice.variation.id} {choice.dose.sets}x{choice.dose.amount}"


def self_tests() -> Iterator[Plan]:
    for protocol in PROTOCOLS.values():
        if protocol.kind:
            yield self_test_plan(protocol, first_side=Side.LEFT, warm_up=warm_up_choices(shipped()))


def assert_clear(plan: Plan, mode: SoundMode, heard: Heard = Heard()) -> None:  # noqa: B008 - frozen
    """Nothing is said into anything else, nor beyond its phase."""
    sounds = transcript(events_of(plan), mode, heard)
    for sound, following in pairwise(sounds):
        if sound.is_word or following.is_word:
            assert sound.end <= following.at + FEW_MS, (sound, following)
    borders = [event.at for event in events_of(plan) if isinstance(event, PhaseStarted)]
    for sound in sounds:
        border = next((border for border in borders if border > sound.at), None)
        assert not sound.is_word or border is None or sound.end <= border, sound


def assert_known(plan: Plan, mode: SoundMode) -> None:
    """At every GO a listener knows exercise, variation, leg, part, set and dose, and each wait had its true length."""
    events = events_of(plan)
    gos = list(at_each_go(transcript(events, mode)))
    assert len(gos) == len(plan.sets)
    for listener, work in zip(gos, plan.sets, strict=True):
        assert listener.unsure_of(work) == set(), str(listener)
    waits = [
        event.phase for event in events if isinstance(event, PhaseStarted) and event.phase.kind is not PhaseKind.WORK
    ]
    for phase in waits:
        if phase.kind in {PhaseKind.REST, PhaseKind.CHANGE_SIDES}:
            assert gos[phase.set_index].wait == time(phase.seconds + LEAD)


@pytest.mark.parametrize("mode", SPOKEN)
@pytest.mark.parametrize("choice", CHOICES, ids=name_of)
def test_every_dose_of_the_catalogue_is_known_by_ear(choice: Choice, mode: SoundMode) -> None:
    # Before and after another exercise, so that its change is heard as well.
    for plan in (build_plan([choice, CALF]), build_plan([CALF, choice], first_side=Side.RIGHT)):
        assert_clear(plan, mode)
        assert_known(plan, mode)
        assert longest_silence(transcript(events_of(plan), mode)) <= 20


@pytest.mark.parametrize("mode", SPOKEN)
def test_self_tests_are_known_by_ear(mode: SoundMode) -> None:
    for plan in self_tests():
        assert_clear(plan, mode)
        assert_known(plan, mode)
        assert longest_silence(transcript(events_of(plan), mode)) <= 20


@examples(60)
@given(OWN, st.sampled_from(SoundMode), HEARD)
def test_doses_of_ones_own_are_heard_clearly(chosen: list[tuple[int, int, int]], mode: SoundMode, heard: Heard) -> None:
    assert_clear(own_plan(chosen), mode, heard)


@example([(47, 1, 22)], SoundMode.VOICE)  # five seconds after "twenty-two" the other way round begins
@examples(60)
@given(OWN, st.sampled_from(SPOKEN))
def test_doses_of_ones_own_are_said_as_they_are(chosen: list[tuple[int, int, int]], mode: SoundMode) -> None:
    plan = own_plan(chosen)
    for listener, work in zip(at_each_go(transcript(events_of(plan), mode)), plan.sets, strict=True):
        assert not listener.unsure_of(work) & {"exercise", "leg", "part", "dose", "number"}


@examples(40)
@given(st.sampled_from([stance_test, raise_test]), st.integers(1, 70), st.sampled_from(SPOKEN), HEARD)
def test_tests_of_any_cap_are_heard_clearly(
    make: Callable[[int], Plan], cap: int, mode: SoundMode, heard: Heard
) -> None:
    assert_clear(make(cap), mode, heard)


@examples(60)
@given(
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 20_000_000), st.sampled_from([None, *Command])), max_size=25),
    st.sampled_from(SoundMode),
    HEARD,
    st.data(),
)
def test_slices_make_no_difference(
    is_open: bool, script: list[tuple[int, Command | None]], mode: SoundMode, heard: Heard, data: st.DataObject
) -> None:
    runner = Runner(opened(short_plan()) if is_open else short_plan()).start()
    for wait, command in script:
        runner.wait(wait / 1_000_000)
        if command in runner.session.legal and command:
            runner.do(command)
    events = runner.events
    between = [index for index in range(1, len(events)) if events[index - 1].at < events[index].at]
    cut = data.draw(st.sampled_from([0, *between, len(events)]))
    assert calls(events[:cut], mode, heard) + calls(events[cut:], mode, heard) == calls(events, mode, heard)


def said(plan: Plan, heard: Heard = Heard()) -> list[str]:  # noqa: B008 - frozen
    return [sound.text for sound in transcript(events_of(plan), SoundMode.BOTH, heard) if sound.is_word]


@pytest.mark.parametrize("mode", SPOKEN)
@pytest.mark.parametrize("choice", [each for each in CHOICES if "closed" in each.variation.id], ids=name_of)
def test_to_close_the_eyes_is_said_in_the_last_seconds_before_each_go(choice: Choice, mode: SoundMode) -> None:
    sounds = transcript(events_of(build_plan([CALF, choice])), mode)
    gos = [sound.at for sound in sounds if sound.cue == Cue.GO][CALF.dose.sets :]
    told = [sound.at for sound in sounds if sound.text == "close your eyes at go"]
    assert gos
    for go in gos:
        assert any(go - LEAD <= at < go for at in told)


@pytest.mark.parametrize("mode", SPOKEN)
@pytest.mark.parametrize("choice", CHOICES, ids=name_of)
def test_how_to_stand_and_what_to_arrange_is_said_in_the_wait(choice: Choice, mode: SoundMode) -> None:
    plan = build_plan([CALF, choice])
    sounds = transcript(events_of(plan), mode)
    gos = [0.0, *(sound.at for sound in sounds if sound.cue == Cue.GO)]
    for number, (before, go) in enumerate(pairwise(gos)):
        said = {sound.cue for sound in sounds if before < sound.at < go}
        work = plan.sets[number]
        assert {*setup_words(work.part.setup if work.part else "")} <= said
        if number == CALF.dose.sets:
            assert {*chain(*stance_words(work))} <= said


def test_the_leg_of_each_try_is_said_in_the_last_seconds_before_go() -> None:
    plan = self_test_plan(PROTOCOLS[SelfTestId.STANCE], first_side=Side.LEFT)
    sounds = transcript(events_of(plan), SoundMode.BOTH)
    gos = [sound.at for sound in sounds if sound.cue == Cue.GO]
    for go, work in list(zip(gos, plan.sets, strict=True))[1:]:
        last = [sound.text for sound in sounds if go - LEAD <= sound.at < go]
        assert f"{work.side} leg" in last


def test_a_wall_is_named_before_the_second_try() -> None:
    plan = self_test_plan(PROTOCOLS[SelfTestId.STANCE], first_side=Side.LEFT)
    sounds = transcript(events_of(plan), SoundMode.BOTH)
    first, second = [sound.at for sound in sounds if sound.cue == Cue.GO][:2]
    assert "near a wall" in {sound.text for sound in sounds if first < sound.at < second}


def test_brief_says_only_what_is_new() -> None:
    band = Choice.start(shipped().get("band-ankle"), Level.BEGINNER)
    calf = said(build_plan([CALF]), Heard(counts=False, words=WordChoice.BRIEF))
    assert calf == ["calf raise", "both legs", "twelve", "reps"]
    words = said(build_plan([band]), Heard(counts=False, words=WordChoice.BRIEF))
    assert words[:7] == ["band moves", "pull up", "left leg", "ten", "reps", "push down", "push down"]


def test_the_last_two_reps_are_called_by_what_is_left() -> None:
    words = said(build_plan([CALF]))
    start = words.index("one")
    assert words[start : start + 12][-5:] == ["eight", "nine", "two more", "last one", "twelve"]


@pytest.mark.parametrize("mode", list(SoundMode))
@pytest.mark.parametrize("talk", WordChoice)
def test_beat_and_counts_can_be_left_out(mode: SoundMode, talk: WordChoice) -> None:
    plan = build_plan([CALF])
    beat = {Cue.TEMPO_UP, Cue.TEMPO_HOLD, Cue.TEMPO_DOWN}
    heard = {sound.cue for sound in transcript(events_of(plan), mode, Heard(beat=False, counts=False, words=talk))}
    assert not heard & {*beat, Cue.COUNT}
    whole = transcript(events_of(plan), mode, Heard(words=talk))
    assert bool({sound.cue for sound in whole} & beat) is (mode in {SoundMode.TONES, SoundMode.BOTH})
    counted = sum(isinstance(event, Counted) for event in events_of(plan))
    after = [event.at for event in events_of(plan) if isinstance(event, Counted)]
    called = [at for at in after if any(at <= sound.at < at + 0.3 and is_count(sound) for sound in whole)]
    assert len(called) == (0 if mode is SoundMode.OFF else counted)


def is_count(sound: Sound) -> bool:
    return sound.cue == Cue.COUNT or "/count-" in sound.cue or sound.text in {"two more", "last one"}


@pytest.mark.parametrize("mode", SPOKEN)
def test_tones_that_words_cannot_replace_are_where_they_are_without_words(mode: SoundMode) -> None:
    plan = build_plan([CALF, CHOICES[0]])
    fixed = {Cue.THREE, Cue.TWO, Cue.ONE, Cue.GO}
    tones, words = (
        [call for call in calls(events_of(plan), chosen) if call.cue in fixed] for chosen in (SoundMode.TONES, mode)
    )
    assert tones == words


def test_a_try_ends_with_its_result() -> None:
    runner = Runner(self_test_plan(PROTOCOLS[SelfTestId.STANCE], first_side=Side.LEFT)).start().work(0)
    runner.wait(12.4)
    words = [sound.text for sound in transcript(runner.do(Command.COMPLETE), SoundMode.VOICE) if sound.is_word]
    assert words[:6] == ["twelve", "and a half", "seconds", "change sides", "thirty seconds", "eyes open"]


def test_a_pull_on_a_band_neither_rises_nor_falls() -> None:
    band = Choice.start(shipped().get("band-ankle"), Level.BEGINNER)
    heard = {sound.cue for sound in transcript(events_of(build_plan([band])), SoundMode.TONES)}
    assert {Cue.TEMPO_PULL, Cue.TEMPO_BACK} <= heard
    assert not heard & {Cue.TEMPO_UP, Cue.TEMPO_DOWN}


@examples(60)
@given(st.integers(5, 300))
def test_no_hold_is_silent_for_longer_than_its_length_allows(seconds: int) -> None:
    balance = CHOICES[0]
    sounds = transcript(events_of(build_plan([replace(balance, dose=Dose(1, seconds))])), SoundMode.BOTH)
    # Between 40 and 50 s no round number of seconds lies well between GO and the middle.
    assert longest_silence(sounds) <= (25 if 40 < seconds < 60 else 20)


def test_nothing_is_heard_in_off() -> None:
    assert calls(events_of(build_plan([CALF])), SoundMode.OFF) == ()
