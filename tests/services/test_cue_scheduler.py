"""What is heard of a session, and when: nothing is missing, nothing double, nothing that is no longer due."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ankle_tui.core.cues.cues import Call, calls
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.exercises.exercise import Choice, Kind, Level
from ankle_tui.core.session.events import (
    Event,
    Extended,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
)
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import PhaseKind, Plan, build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.core.session.transitions import GAP
from ankle_tui.services.cue_scheduler import HORIZON
from ankle_tui.services.session_runner import LOUD_DEMO, Action
from tests.builders import make_choice, shipped, short_plan
from tests.conducting import BEGIN, Loudspeaker, Studio
from tests.examples import examples

HOLD, REPS = 0, 2
CHANGES = (PhaseStarted, SetEnded, SessionEnded)
RESOLUTION = 0.002
"""Seconds in which the runner of these tests does one thing only, and in which two moments are the same."""


def tiny_plan() -> Plan:
    """A hold, a change of sides and two sets of paced reps, in about a minute."""
    return build_plan([make_choice(Kind.HOLD, 6, per_side=True), make_choice(Kind.REPS, 2, sets=2)])


@dataclass
class Score:
    """What must be heard, worked out from nothing but what has happened: the model these tests compare with.

    Attributes:
        mode: What the session is led by.
        waiting: What happened events still have to say.
        held: The same of what stands still in a pause.
        since: The moment since when it does.
        paused: What is said of the pause itself.
        due: What must have been heard.
        open: What may have been heard or not: the sentence that was being said when the mode or the time for it changed.
    """

    mode: SoundMode
    waiting: list[Call] = field(default_factory=list)
    held: list[Call] = field(default_factory=list)
    since: float = 0.0
    paused: tuple[Call, ...] = ()
    due: list[Call] = field(default_factory=list)
    open: list[Call] = field(default_factory=list)

    def now(self, moment: float) -> None:
        """Let be heard what is due by now, to the microsecond in which the program reckons."""
        moment = round(moment, 6)
        self.due += [call for call in self.waiting if call.at <= moment]
        self.waiting = [call for call in self.waiting if call.at > moment]

    def happened(self, events: Iterable[Event]) -> None:
        """Something has happened by itself."""
        self.waiting += calls(events, self.mode)

    def commanded(self, events: tuple[Event, ...], words: tuple[Call, ...]) -> None:
        """The runner has done something."""
        if any(isinstance(event, CHANGES) for event in events):
            self.waiting, self.held = [], []
        elif any(isinstance(event, Paused) for event in events):
            self.held, self.since, self.waiting, self.paused = self.waiting, events[0].at, [], words
        elif resumed := next((event for event in events if isinstance(event, Resumed)), None):
            self.waiting = [call for call in self.waiting if call not in self.paused]
            self.waiting += [Call(call.at + resumed.at - self.since, call.cue) for call in self.held]
            self.held = []
        elif any(isinstance(event, Extended) and event.seconds < 0 for event in events):
            # There is less time for what is being said.
            self.open, self.waiting = self.open + self.waiting, []
        self.waiting += words

    def switched(self, mode: SoundMode) -> None:
        """The runner wants to be led by something else."""
        self.mode = mode
        self.open += self.waiting + self.held
        self.waiting, self.held = [], []


def rounded(found: Iterable[Call]) -> Counter[tuple[str, float]]:
    # Every time is a whole number of tenths of a millisecond: rounded there, no noise of floats can tip one over.
    return Counter((str(call.cue), round(call.at - BEGIN, 4)) for call in found)


def follow(studio: Studio, steps: Iterable[tuple[Action | None, int, int]]) -> Score:
    """Do what a runner may do, however late the program looks.

    Args:
        studio: A session that has not begun.
        steps: What is done after how many hundredths of a second, and how long the program stalls then, in the same.
    """
    session_runner, score = studio.session_runner, Score(studio.session_runner.mode)
    score.happened(session_runner.start())

    def pass_by(until: float, stall: float) -> None:
        studio.machine.seconds += stall
        score.happened(session_runner.look())
        while (delay := session_runner.wake_in()) is not None and studio.machine.seconds + delay < until:
            studio.machine.seconds += delay
            score.happened(session_runner.look())
        studio.machine.seconds = max(studio.machine.seconds, until)
        score.happened(session_runner.look())

    for action, after, stall in steps:
        pass_by(studio.machine.seconds + after / 100 + 0.0037, stall / 100)
        score.now(studio.machine.seconds)
        before = session_runner.mode
        happened = session_runner.perform(action) if action else ()
        if happened and action is not Action.SOUND:
            score.commanded(happened, calls(happened, score.mode))
        score.now(studio.machine.seconds)
        if session_runner.mode is not before:
            score.switched(session_runner.mode)
    if session_runner.session.run is Run.PAUSED:
        studio.machine.seconds += 0.0037
        happened = session_runner.perform(Action.PAUSE) or ()
        score.commanded(happened, calls(happened, score.mode))
        score.now(studio.machine.seconds)
    pass_by(studio.machine.seconds + 30.0, 0.0)
    score.now(studio.machine.seconds)
    return score


STEP = st.tuples(st.none() | st.sampled_from(Action), st.integers(0, 400), st.integers(0, 95))


@examples(150)
@given(st.lists(STEP, max_size=25), st.sampled_from(Counting), st.sampled_from(SoundMode))
@example([(Action.BIG, 0, 3)] * 3, Counting.PACED, SoundMode.TONES)
@example([(Action.BIG, 0, 0), *[(None, 0, 0)] * 4], Counting.PACED, SoundMode.VOICE)  # falls on half a millisecond
@example([(Action.PAUSE, 20, 0), (Action.SKIP, 100, 0), (Action.GO_ON, 50, 0)], Counting.PACED, SoundMode.BOTH)
@example(
    [(None, 400, 0), (None, 400, 95), (None, 200, 95), (Action.FOOT_DOWN, 200, 0)], Counting.PACED, SoundMode.VOICE
)
def test_what_is_heard_is_what_has_happened_whatever_is_done(
    steps: list[tuple[Action | None, int, int]], counting: Counting, mode: SoundMode
) -> None:
    studio = Studio(tiny_plan(), counting=counting, mode=mode)
    score = follow(studio, steps)
    heard = rounded(Call(at, cue) for cue, at in studio.player.sounded)
    due, maybe = rounded(score.due), rounded(score.open)
    assert due - heard == Counter(), "missing"
    if not {Action.SOUND, Action.LESS} & {action for action, _, _ in steps}:
        assert heard - due == Counter(), "double, or no longer due"
    else:  # a sentence in which the mode was changed may go on in other words, or have less time
        assert all(count <= 1 for count in heard.values())
        extra = heard - due - maybe
        assert all("/" in cue or cue in {"rest", "change-sides", "get-ready"} for cue, _ in extra), extra


@examples(60)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=60), st.sampled_from([SoundMode.TONES, SoundMode.BOTH]))
def test_however_seldom_the_program_looks_the_same_is_heard(looks: list[int], mode: SoundMode) -> None:
    often, seldom = Studio(tiny_plan(), mode=mode).start(), Studio(tiny_plan(), mode=mode).start()
    for hundredths in looks:
        for studio, parts in ((often, 8), (seldom, 1)):
            for _ in range(parts):
                studio.machine.seconds += hundredths / 100 / parts
                studio.session_runner.look()
    seldom.machine.seconds = often.machine.seconds
    assert Counter(often.heard) == Counter(seldom.heard)


@pytest.mark.parametrize("stall", [1.0, 1.5, GAP])
def test_a_stall_that_the_session_forgives_delays_nothing(stall: float) -> None:
    studio = Studio(short_plan()).work(REPS)
    studio.wait(0.3)
    told = list(studio.player.played)
    before = studio.machine.seconds
    studio.machine.seconds += stall
    due_in_the_stall = [(cue, at) for cue, at in told if at is not None and before < at <= before + stall]
    assert due_in_the_stall
    assert len(studio.player.played) == len(told)
    studio.session_runner.look()
    assert studio.session_runner.session.run is Run.RUNNING
    assert not [at for _, at in studio.player.played[len(told) :] if at is not None and at <= studio.machine.seconds]


def test_after_a_long_gap_nothing_beyond_the_horizon_has_sounded_and_paused_is_heard_now() -> None:
    studio = Studio().work(REPS)
    studio.wait(1.5)
    last_look = studio.machine.seconds
    studio.machine.seconds += 7.0
    sounded = [at for _, at in studio.player.sounded]
    assert max(sounded) <= last_look + HORIZON
    (paused,) = studio.session_runner.look()
    assert isinstance(paused, Paused)
    assert paused.reason is PauseReason.GAP
    assert studio.player.sounded[-1] == ("paused", studio.machine.seconds)
    studio.machine.seconds += 60.0
    assert studio.player.sounded[-1][0] == "paused"


def test_what_sounded_in_a_gap_is_heard_again_since_it_did_not_count() -> None:
    studio = Studio(tiny_plan()).work(HOLD)
    studio.wait(2.5)
    studio.machine.seconds += 5.0
    studio.session_runner.look()
    studio.machine.seconds += 10.0
    studio.session_runner.perform(Action.GO_ON)
    resumed = studio.machine.seconds - BEGIN
    studio.wait(2.5)
    assert [(cue, at - resumed) for cue, at in studio.heard if at >= resumed] == [
        ("resumed", 0.0),
        ("three", 0.5),
        ("two", 1.5),
        ("one", 2.5),
    ]


def test_the_words_of_a_rest_go_on_where_a_pause_has_cut_them() -> None:
    def heard_with_a_pause(pause: float) -> list[tuple[str, float]]:
        studio = Studio(tiny_plan(), mode=SoundMode.BOTH).go_to(PhaseKind.REST, REPS)
        begun = studio.machine.seconds - BEGIN
        studio.wait(0.9)
        if pause:
            studio.session_runner.perform(Action.PAUSE)
            studio.wait(pause)
            studio.session_runner.perform(Action.GO_ON)
        studio.wait(3.5)
        return [(cue, round(at - begun, 3)) for cue, at in studio.heard if at >= begun and "ause" not in cue]

    through = heard_with_a_pause(0.0)
    words = [cue for cue, _ in through if cue.startswith("voice/")]
    assert words[0] == "voice/rest"
    assert len(words) > 2, "the others come after the pause"
    cut = [(cue, at) for cue, at in heard_with_a_pause(5.0) if cue != "resumed"]
    assert cut == [(cue, at if at <= 0.9 else round(at + 5.0, 3)) for cue, at in through]


def test_a_wait_made_shorter_says_less_and_nothing_into_what_follows() -> None:
    balance = Choice.start(shipped().get("single-leg-balance"), Level.BEGINNER)
    studio = Studio(build_plan([balance]), mode=SoundMode.BOTH).go_to(PhaseKind.CHANGE_SIDES, 1)
    begun = studio.machine.seconds - BEGIN
    studio.wait(0.5)
    for _ in range(2):
        studio.session_runner.perform(Action.LESS)
    studio.wait(12.0)
    heard = sorted(((at, cue) for cue, at in studio.heard if at > begun), key=lambda sound: sound[0])
    assert "get-ready" in [cue for _, cue in heard], "it was shorter"
    assert all(at + LENGTHS[cue] <= following + RESOLUTION for (at, cue), (following, _) in pairwise(heard))


def test_what_was_still_to_be_said_is_not_said_of_what_has_been_left() -> None:
    studio = Studio(tiny_plan(), mode=SoundMode.BOTH).go_to(PhaseKind.REST, REPS)
    studio.session_runner.perform(Action.GO_ON)  # get ready at once
    left = studio.machine.seconds - BEGIN
    studio.wait(0.2)
    assert [cue for cue, at in studio.heard if at > left + RESOLUTION and cue in {"rest", "voice/rest"}] == []


def test_what_follows_the_answer_to_a_key_is_delayed_as_long_as_the_answer() -> None:
    def answer(delay: float) -> list[tuple[str, float]]:
        plan = build_plan([make_choice(Kind.HOLD, 6, per_side=True, change=12.0)])
        studio = Studio(plan, mode=SoundMode.BOTH).work(HOLD)
        studio.player.delay = delay
        studio.wait(0.5)
        pressed = studio.machine.seconds
        studio.session_runner.perform(Action.SKIP)
        studio.wait(6.0)
        return [(cue, round(at + BEGIN - pressed, 3)) for cue, at in studio.heard if at + BEGIN >= pressed]

    at_once, late = answer(0.0), answer(0.3)
    first = at_once[0][1]
    words = [[item for item in heard if item[0].startswith("voice/")] for heard in (at_once, late)]
    assert words[1][0] == (words[0][0][0], round(words[0][0][1] + 0.3, 3))
    assert [item for item in late if item[1] == first] == [item for item in at_once if item[1] == first]
    beeps = {"three", "two", "one", "go"}
    assert [item for item in late if item[0] in beeps] == [item for item in at_once if item[0] in beeps]


def test_a_foot_down_takes_nothing_back() -> None:
    studio = Studio(tiny_plan()).work(HOLD)
    studio.wait(0.5)
    cancels = studio.player.cancels
    studio.session_runner.perform(Action.FOOT_DOWN)
    assert studio.player.cancels == cancels
    assert studio.player.sounded[-1] == ("foot-down", studio.machine.seconds)


def test_after_hush_the_next_look_tells_again_what_is_due_then() -> None:
    studio = Studio(tiny_plan()).work(HOLD)
    studio.wait(0.5)
    studio.session_runner.hush()
    studio.machine.seconds += 0.1
    studio.session_runner.look()
    studio.wait(5.0)
    assert [cue for cue, _ in studio.heard][-4:] == ["go", "three", "two", "one"]


def test_a_demonstration_tells_ahead_in_seconds_of_the_machine() -> None:
    studio = Studio(tiny_plan(), speed=LOUD_DEMO, demo=True).start()
    studio.machine.seconds += 0.3
    studio.session_runner.look()
    ahead = [at - studio.machine.seconds for _, at in studio.player.played if at is not None]
    assert HORIZON - 1.0 < max(ahead) <= HORIZON
    list(studio.run())
    assert [cue for cue, _ in studio.heard][-1] == "session-done"
    assert Counter(studio.heard).most_common(1)[0][1] == 1


def test_of_a_silent_demonstration_nothing_is_told() -> None:
    studio = Studio(tiny_plan(), speed=LOUD_DEMO * 2, demo=True, mode=SoundMode.BOTH).start()
    list(studio.run())
    assert studio.player.played == []


def test_a_fresh_player_has_heard_nothing() -> None:
    studio = Studio(tiny_plan())
    assert studio.player.sounded == []
    assert Loudspeaker(studio.machine).sounded == []


def test_a_new_player_takes_over_the_cue_it_is_not_too_late_for() -> None:
    studio = Studio(tiny_plan()).start()
    studio.wait(7.3)
    player = Loudspeaker(studio.machine)
    studio.session_runner.use_player(player)
    assert [(cue, at - BEGIN) for cue, at in player.sounded] == [("three", 7.0)]


def test_silence_takes_back_a_cue_of_that_very_moment_and_starts_none() -> None:
    studio = Studio(tiny_plan()).start()
    studio.wait(10.0)  # go; the next cue lies beyond the horizon, so nothing else is taken back
    cancels = studio.player.cancels
    studio.session_runner.set_mode(SoundMode.OFF)
    assert studio.player.cancels == cancels + 1
    studio.session_runner.set_mode(SoundMode.TONES)
    studio.wait(2.9)
    studio.session_runner.hush()
    told = len(studio.player.played)
    studio.machine.seconds += 0.2  # three comes due
    studio.session_runner.set_mode(SoundMode.OFF)
    assert studio.player.played[told:] == []


def test_a_cue_of_the_moment_of_a_hush_is_not_told_again() -> None:
    studio = Studio(tiny_plan()).start()
    studio.wait(6.0)
    studio.machine.seconds = BEGIN + 7.0
    studio.session_runner.hush()
    studio.session_runner.look()
    assert [cue for cue, _ in studio.player.played].count("three") == 1


def test_a_cue_of_the_very_moment_of_a_pause_is_not_heard_again_after_it() -> None:
    studio = Studio(tiny_plan()).start()
    studio.wait(7.0)
    studio.session_runner.perform(Action.PAUSE)
    studio.wait(5.0)
    studio.session_runner.perform(Action.GO_ON)
    studio.wait(2.0)
    assert studio.heard == [
        ("get-ready", 0.0),
        ("three", 7.0),
        ("paused", 7.0),
        ("resumed", 12.0),
        ("two", 13.0),
        ("one", 14.0),
    ]


def test_a_word_that_begins_at_the_moment_of_a_switch_is_not_said_again() -> None:
    studio = Studio(tiny_plan(), mode=SoundMode.VOICE).go_to(PhaseKind.REST, REPS)
    while "voice/rest" not in (words := [cue for cue, _ in studio.heard]):
        assert "voice/next" not in words
        (moment, *_) = sorted(at for cue, at in studio.player._waiting if at > studio.machine.seconds)
        studio.machine.seconds = moment
        studio.session_runner.look()
    studio.session_runner.perform(Action.SOUND)
    studio.wait(4.0)
    assert [cue for cue, _ in studio.heard].count("voice/rest") == 1
    assert studio.session_runner.mode is SoundMode.BOTH


def test_a_switch_after_a_pause_lays_out_the_rest_of_the_sentence_from_where_it_goes_on() -> None:
    def words(pause: float) -> list[tuple[str, float]]:
        studio = Studio(tiny_plan(), mode=SoundMode.BOTH).go_to(PhaseKind.REST, REPS)
        begun = studio.machine.seconds - BEGIN
        studio.wait(0.9)
        if pause:
            studio.session_runner.perform(Action.PAUSE)
            studio.wait(pause)
            studio.session_runner.perform(Action.GO_ON)
        for _ in range(3):  # through off and tones to words alone
            studio.session_runner.perform(Action.SOUND)
        assert studio.session_runner.mode is SoundMode.VOICE
        studio.wait(3.5)
        return [(cue, round(at - begun - pause, 3)) for cue, at in studio.heard if at > begun + pause + 0.9]

    through = words(0.0)
    assert [cue for cue, _ in through if cue.startswith("voice/")] != []
    assert [item for item in words(5.0) if item[0] not in {"resumed", "voice/go-on"}] == through
