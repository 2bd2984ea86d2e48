"""What is said of one event, and how sounds are laid out in the time there is."""

import pytest

from ankle_tui.core.cues.announcement import Phrase, Rank, in_turn
from ankle_tui.core.cues.cues import NAMES, Call, Cue, calls
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.cues.voice import WORDS, amount_words, count_words, set_words, time_words
from ankle_tui.core.exercises.exercise import Choice, Dose, Kind, Unit
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
    Saved,
    SessionEnded,
    SetEnded,
    TenSeconds,
    TimeLeft,
)
from ankle_tui.core.session.modes import Heard, SoundMode, WordChoice
from ankle_tui.core.session.plan import Phase, PhaseKind, WorkSet, build_plan
from ankle_tui.core.session.snapshot import Command
from tests.builders import Runner, make_choice, raise_test, shipped, whole_session

SPOKEN = (SoundMode.VOICE, SoundMode.BOTH)
BALANCE = build_plan([Choice(each := shipped().get("single-leg-balance"), each.variations[0], Dose(2, 30))]).sets[0]


def wait_of(kind: PhaseKind, seconds: float, work: WorkSet, *, new_exercise: bool = False) -> PhaseStarted:
    return PhaseStarted(1.0, 0, Phase(kind, seconds, work, 0, new_exercise))


def texts(events: list[Event], mode: SoundMode = SoundMode.VOICE, heard: Heard = Heard()) -> list[str]:  # noqa: B008
    """What is heard: words as they are said, tones by their name in brackets."""
    return [WORDS.get(call.cue, f"[{call.cue}]") for call in calls(events, mode, heard)]


@pytest.mark.parametrize(
    ("event", "voice", "both"),
    [
        (Counted(1.0, 7, 12), ["seven"], ["seven"]),
        (Counted(1.0, 10, 12), ["two more"], ["two more"]),
        (Counted(1.0, 11, 12), ["last one"], ["last one"]),
        (Counted(1.0, 12, 12), ["twelve"], ["twelve"]),
        (Counted(1.0, 10, 12, open=True), ["ten"], ["ten"]),
        (Counted(1.0, 28, 40), ["twenty-eight"], ["twenty-eight"]),
        (Counted(1.0, 31, 40), ["thirty", "one"], ["thirty", "one"]),
        (Counted(1.0, 31, 40, pace=0.5), ["[count]"], ["[count]"]),
        (Counted(1.0, 70, 80), ["[count]"], ["[count]"]),
        (Counted(1.0, 0, 30), ["[count]"], ["[count]"]),
        (Counted(1.0, 7, 60, open=True), ["[count]"], ["[count]"]),
        (Elapsed(1.0, 45), ["forty-five"], ["forty-five"]),
        (Elapsed(1.0, 44), ["[second]"], ["[second]"]),
        (Elapsed(1.0, 65), ["[second]"], ["[second]"]),
        (FootDown(1.0, 1), ["[foot-down]"], ["[foot-down]"]),
        (Halfway(1.0), ["halfway"], ["[halfway]", "halfway"]),
        (TenSeconds(1.0), ["ten seconds"], ["[ten-seconds]", "ten seconds"]),
        (TimeLeft(1.0, 10), ["ten seconds"], ["ten seconds"]),
        (TimeLeft(1.0, 105), ["one minute", "forty-five", "more"], ["one minute", "forty-five", "more"]),
        (Paused(1.0, PauseReason.ASKED), ["paused"], ["[paused]", "paused"]),
        (Resumed(1.0), ["go on"], ["[resumed]"]),
        (Saved(1.0), ["saved", WORDS["voice/how-it-was"]], ["saved", WORDS["voice/how-it-was"]]),
        (Saved(1.0, asks=False), ["saved"], ["saved"]),
        (SetEnded(1.0, 0, Outcome.DONE), ["[set-done]"], ["[set-done]"]),
        (SetEnded(1.0, 0, Outcome.SKIPPED), [], []),
        (SessionEnded(1.0, Status.COMPLETED), ["well done"], ["[session-done]", "well done"]),
        (wait_of(PhaseKind.WORK, 30, BALANCE), ["[go]"], ["[go]"]),
        (wait_of(PhaseKind.GET_READY, 0.4, BALANCE), [], []),
        (wait_of(PhaseKind.REST, 1.0, BALANCE), ["rest"], ["[rest]"]),
    ],
)
def test_what_is_said_of_an_event(event: Event, voice: list[str], both: list[str]) -> None:
    assert texts([event], SoundMode.VOICE) == voice
    assert texts([event], SoundMode.BOTH) == both


@pytest.mark.parametrize(
    ("event", "brief", "none"),
    [
        (Counted(1.0, 10, 12), ["ten"], ["ten"]),
        (Halfway(1.0), ["[halfway]"], ["[halfway]"]),
        (TimeLeft(1.0, 30), [], []),
        (Saved(1.0), ["saved"], []),
        (SessionEnded(1.0, Status.COMPLETED), ["[session-done]"], ["[session-done]"]),
    ],
)
def test_with_fewer_words_tones_take_their_place(event: Event, brief: list[str], none: list[str]) -> None:
    assert texts([event], SoundMode.BOTH, Heard(words=WordChoice.BRIEF)) == brief
    assert texts([event], SoundMode.BOTH, Heard(words=WordChoice.OFF)) == none


def test_without_counts_what_is_left_is_still_said() -> None:
    counted = [Counted(float(count), count, 5) for count in range(1, 6)]
    assert texts(list(counted), heard=Heard(counts=False)) == ["two more", "last one"]
    assert texts(list(counted), heard=Heard(counts=False, words=WordChoice.OFF)) == []


def test_a_result_is_said_as_it_is_recorded() -> None:
    work = raise_test().sets[0]
    hold = build_plan([make_choice(Kind.HOLD, 40, name="test-stance")]).sets[0]
    held = SetEnded(1.0, 0, Outcome.DONE, work=work, done=23.0)
    assert texts([held]) == ["[set-done]", "twenty-three", "reps"]
    assert texts([held], heard=Heard(words=WordChoice.OFF)) == ["[set-done]"]
    assert texts([SetEnded(1.0, 0, Outcome.DONE, given_up=True, work=work, done=23.0)]) == ["[set-done]"]
    assert texts([SetEnded(1.0, 0, Outcome.DONE, work=hold, done=23.0)]) == ["[set-done]"], "no self-test"


def test_the_last_count_comes_before_the_end_of_the_set_and_what_follows() -> None:
    events = [Counted(1.0, 12, 12), SetEnded(1.0, 0, Outcome.DONE), wait_of(PhaseKind.REST, 55, BALANCE)]
    assert texts(events)[:6] == ["twelve", "[set-done]", "rest", "one minute", "next", "single-leg balance"]


def test_a_wait_that_is_over_as_it_begins_is_not_talked_about() -> None:
    ready = wait_of(PhaseKind.GET_READY, 10, BALANCE)
    assert "rest" not in texts([wait_of(PhaseKind.REST, 0, BALANCE), ready])
    go = wait_of(PhaseKind.WORK, 30, BALANCE)
    assert calls([ready, go], SoundMode.VOICE) == (Call(1.0, Cue.GET_READY), Call(1.0, Cue.GO))


def test_what_comes_of_a_foreign_exercise_is_what_can_be_said() -> None:
    work = build_plan([make_choice(Kind.REPS, 3, name="rest", sets=12, parts=("paused",))]).sets[0]
    event = wait_of(PhaseKind.REST, 60, work, new_exercise=True)
    assert texts([event]) == ["rest", "one minute", "five", "next", "three", "reps", "set", "one"]


def test_a_set_done_again_says_where_it_is() -> None:
    runner = Runner(build_plan([make_choice(Kind.HOLD, 24, sets=3, per_side=True)])).start().work(1)
    runner.wait(2)
    assert "right leg" in texts(runner.do(Command.REDO))


@pytest.mark.parametrize("mode", list(SoundMode))
def test_all_that_is_called_has_a_name_and_a_length(mode: SoundMode) -> None:
    plan = build_plan([make_choice(Kind.REPS, 70), make_choice(Kind.HOLD, 70)])
    assert {call.cue for call in calls(whole_session(plan), mode)} <= set(NAMES)
    assert set(NAMES) == set(LENGTHS)


def spoken(words: tuple[str, ...]) -> str:
    return " ".join(WORDS[word] for word in words)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        *[(10, "ten seconds"), (15, "fifteen seconds"), (45, "forty-five seconds"), (60, "one minute")],
        *[(75, "one minute fifteen"), (120, "two minutes"), (0, "")],
    ],
)
def test_times(seconds: int, said: str) -> None:
    assert spoken(time_words(seconds)) == said


def test_amounts_and_numbers() -> None:
    assert spoken(amount_words(12.5, Unit.SECONDS)) == "twelve and a half seconds"
    assert spoken(amount_words(15, Unit.STEPS)) == "fifteen steps"
    assert [spoken(amount_words(1, unit)) for unit in Unit] == ["one", "one rep", "one"]
    assert spoken(amount_words(1.5, Unit.SECONDS)) == "one and a half seconds"
    assert spoken(count_words(47)) == "forty seven"
    assert amount_words(80, Unit.REPS) == count_words(0) == count_words(70) == ()


def test_sets() -> None:
    def sets(number: int) -> list[str]:
        return [spoken(set_words(work)) for work in build_plan([make_choice(Kind.HOLD, 9, sets=number)]).sets]

    assert sets(1) == [""]
    assert sets(2) == ["first set of two", "last set"]
    assert sets(4) == ["first set of four", "second set of four", "third set of four", "last set"]
    assert sets(5) == ["set one", "set two", "set three", "set four", "last set"]


def test_the_least_important_is_left_out_first_and_what_must_be_heard_never() -> None:
    wanted = [
        Phrase(("rest",)),
        Phrase(("voice/next",), Rank.NEXT),
        Phrase(("voice/left-leg",), Rank.WHERE),
        Phrase(("voice/count-12", "voice/reps"), Rank.WHERE),
    ]

    def kept(end: float) -> list[str]:
        return [name for _, name in in_turn(wanted, 0.0, end, LENGTHS)]

    assert kept(9.0) == ["rest", "voice/next", "voice/left-leg", "voice/count-12", "voice/reps"]
    assert kept(2.7) == ["rest", "voice/left-leg", "voice/count-12", "voice/reps"]
    assert kept(1.5) == ["rest", "voice/left-leg"]
    assert kept(0.1) == ["rest"]
    assert [name for _, name in in_turn(wanted[:2], 0.0, 9.0, LENGTHS)] == ["rest"], "next, and then nothing"
    assert list(in_turn([], 0.0, 0.1, LENGTHS)) == []
