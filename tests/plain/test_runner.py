"""Plain mode: a session led by lines, and nothing lost whatever ends it."""

import io
import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ankle_tui.audio.sound_files import RATE
from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.cues.own_words import OWN
from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import History, Outcome, SessionRecord, Status
from ankle_tui.core.session.events import (
    CountingChanged,
    Event,
    Extended,
    FootDown,
    Halfway,
    NothingCounted,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
)
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.plain import runner as plain
from ankle_tui.plain import talk
from ankle_tui.plain.narrator import HELP, NOT_NOW, Narrator, how_to_stop, sound_line, summary_lines, volume_line
from ankle_tui.plain.runner import KEYS, see_through
from ankle_tui.plain.talk import LineReader, only_wait
from ankle_tui.services.exit_codes import INTERRUPTED, USAGE
from ankle_tui.services.session_runner import Action
from ankle_tui.services.session_saver import unsaved_lines
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.store.history.codec import from_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings, SoundChoice
from tests.audio.fakes import FakePlayer
from tests.audio.test_sound_files import write_wav
from tests.builders import beginner_plan, make_choice, short_plan
from tests.conducting import BEGIN, Studio
from tests.plain.leading import Runner, led, one_set, together

SILENT = Settings(sound=SoundChoice.OFF)


def said(event: Event) -> str:
    """The line of an event."""
    (line,) = Narrator(short_plan()).lines([event])
    return line


def last_line(studio: Studio) -> str:
    """The line on how much was done, and what became of it."""
    return summary_lines(studio.session_runner)[-1]


DONE = said(SessionEnded(0.0, Status.COMPLETED))
ASLEEP = said(Paused(0.0, PauseReason.GAP))
RESUMED = said(Resumed(0.0))


# Keys


def test_letters_are_those_of_the_help() -> None:
    for key in {*KEYS, "q"} - {"", " ", *"+=-<>[]"}:
        assert f" {key} " in HELP
    assert all(sign in HELP for sign in ("plus", "minus", "less-than", "greater-than"))
    assert HELP.isascii()


def test_pause_and_go_on() -> None:
    studio = Studio(one_set())
    _, lines = led(studio, (12, "p"), (100, ""))
    start = lines.index(said(Paused(0.0, PauseReason.ASKED)))
    assert lines[start + 1] == RESUMED
    assert studio.machine.seconds - BEGIN == 10 + 12 + 88
    assert studio.shelf.record.active_seconds == 12


@pytest.mark.parametrize("big", [" ", "   ", "\t"])
def test_space_counts_by_hand(big: str) -> None:
    studio = Studio(one_set(Kind.REPS, 3), counting=Counting.BY_HAND)
    _, lines = led(studio, (11, big), (12, big), (13, big))
    assert lines[3:5] == ["1 2 3", DONE]


@pytest.mark.parametrize(("answer", "done"), [("", 3), ("n", 0)])
def test_by_hand_enter_with_nothing_counted_asks(answer: str, done: int) -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 6), make_choice(Kind.REPS, 3)]), counting=Counting.BY_HAND)
    _, lines = led(studio, (50, ""), (60, answer))
    assert lines.count(said(NothingCounted(0.0, 3))) == 1
    assert studio.shelf.record.sets[1].done == done


def test_every_key() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 24), make_choice(Kind.REPS, 4)]))
    typed = [
        "+",
        "-",
        "s",
        " S ",
        "s",
        "s",
        "<",
        "<",
        ">",
        "",
        "f",
        "F",
        "r",
        "",
        "n",
        "",
        "",
        "m",
        "m",
        "+",
        "-",
        "b",
        "n",
        "q",
    ]
    again = 1 + typed[::-1].index("")  # Enter, which is not heeded at once after Enter
    times = [1 + number / 10 + (STRUCK_TWICE if number >= len(typed) - again else 0) for number in range(len(typed))]
    _, lines = led(studio, *zip(times, typed, strict=True))
    answers = [line for line in lines if not line.startswith(("Get ready", "Go.", "Rest"))]
    assert answers == [
        *(said(Extended(0.0, seconds)) for seconds in (10.0, -10.0)),
        *(sound_line(mode) for mode in (SoundMode.VOICE, SoundMode.BOTH, SoundMode.OFF, SoundMode.TONES)),
        *(volume_line(volume) for volume in (0.9, 0.8, 0.9)),
        *(said(FootDown(0.0, touches)) for touches in (1, 2)),
        *(said(CountingChanged(0.0, counting)) for counting in (Counting.BY_HAND, Counting.PACED)),
        "1 0",
        said(SessionEnded(0.0, Status.PARTIAL)),
        last_line(studio),
    ]
    assert studio.session_runner.saver.record is None  # a hold of half a second is no training


@pytest.mark.parametrize("key", ["f", "-", "m", "b"])
def test_a_key_that_means_nothing_now(key: str) -> None:
    studio = Studio(one_set(Kind.TIMED))
    _, lines = led(studio, (11, key))
    assert lines.count(NOT_NOW) == 1
    assert studio.shelf.record.status is Status.COMPLETED


@pytest.mark.parametrize("key", ["x", "quit", "?", "\x1b[A", "é"])
def test_an_unknown_key_is_answered_with_the_help(key: str) -> None:
    _, lines = led(Studio(one_set()), (11, key))
    assert lines.count(HELP) == 1


def test_a_key_at_the_last_moment_costs_no_line() -> None:
    studio = Studio(one_set(Kind.TIMED, 6))
    _, lines = led(studio, (16, "f"))  # typed when the end falls due, before anybody has looked
    assert lines[-3:] == ["3 2 1", DONE, last_line(studio)]


def test_what_fell_due_while_a_key_was_refused_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(one_set(Kind.TIMED, 6)).work(0)
    session_runner, lines = studio.session_runner, list[str]()
    studio.wait(5.5)
    perform = session_runner.perform

    def slow(action: object) -> object:
        studio.machine.seconds += 0.5
        return perform(Action.FOOT_DOWN)

    monkeypatch.setattr(session_runner, "perform", slow)
    tell = Narrator(session_runner.session.plan)
    plain.obey(session_runner, "f", lambda events: lines.extend(tell.lines(events)), lines.append)
    assert lines == [NOT_NOW, DONE]


def test_q_finishes_and_keeps() -> None:
    studio = Studio(short_plan())
    code, lines = led(studio, (20, "q"))
    assert lines[-2:] == [said(SessionEnded(0.0, Status.PARTIAL)), last_line(studio)]
    record = studio.shelf.record
    assert (code, record.status, record.active_seconds, record.counts) == (0, Status.PARTIAL, 10, False)


def test_nothing_done() -> None:
    studio = Studio()
    _, lines = led(studio, (5, "Q"))
    assert lines[-1] == last_line(studio)
    assert studio.shelf.attempts == 0


def test_a_demonstration_says_so() -> None:
    studio = Studio(one_set(), demo=True, speed=20.0)
    code, lines = led(studio)
    assert (code, lines[-1]) == (0, last_line(studio))
    assert studio.shelf.attempts == 0


def test_a_gap_pauses_and_says_why() -> None:
    studio = Studio(one_set())
    runner = Runner(studio, (13, "x"), (200, ""))  # the first line comes from a look, the second after the gap
    wait = runner.wait

    def sleepy(seconds: float | None) -> str | None:
        line = wait(seconds)
        if line == "x":
            studio.machine.seconds += 60
            return None
        return line

    see_through(studio.session_runner, write=runner.lines.append, wait=sleepy)
    assert ASLEEP in runner.lines
    assert studio.shelf.record.active_seconds == 12


def test_where_nobody_can_type_a_pause_ends_by_itself() -> None:
    studio, lines, gap = Studio(one_set()), list[str](), [60.0]

    def sleep(seconds: float) -> None:
        studio.machine.seconds += seconds
        if studio.machine.seconds >= BEGIN + 13:
            studio.machine.seconds += gap.pop() if gap else 0.0

    looks = itertools.count()

    def wait(seconds: float | None) -> str | None:
        assert next(looks) < 1000, "looks at the clock without end"
        return only_wait(seconds, sleep)

    see_through(studio.session_runner, write=lines.append, wait=wait)
    assert together(lines)[3:6] == [ASLEEP, RESUMED, "3 2 1"]
    assert studio.shelf.record.active_seconds == 12


def test_a_session_that_ran_to_its_end_is_done_though_a_set_was_left_out() -> None:
    studio = Studio(short_plan())
    _, lines = led(studio, (5, "n"))
    assert lines[-2:] == [DONE, last_line(studio)]
    record = studio.shelf.record
    assert (record.ended_early, sum(item.outcome is Outcome.DONE for item in record.sets)) == (False, 6)


# Nothing is lost


def test_ctrl_c_keeps_what_was_done() -> None:
    studio = Studio(short_plan())
    code, lines = led(studio, (20, KeyboardInterrupt()))
    assert code == INTERRUPTED
    assert lines[-1] == last_line(studio)
    assert studio.shelf.record.sets[0].done == 10


def test_ctrl_c_before_anything_was_done() -> None:
    studio = Studio()
    code, lines = led(studio, (3, KeyboardInterrupt()))
    assert (code, lines[-1]) == (INTERRUPTED, last_line(studio))
    assert studio.shelf.attempts == 0


def test_ctrl_c_while_it_is_saved_saves_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(one_set())
    save, interrupts = studio.shelf.save, [KeyboardInterrupt()]

    def interrupted(record: SessionRecord) -> None:
        if interrupts:
            raise interrupts.pop()
        save(record)

    monkeypatch.setattr(studio.shelf, "save", interrupted)
    code, lines = led(studio)
    assert (code, lines[-1]) == (INTERRUPTED, last_line(studio))
    assert studio.shelf.record.status is Status.COMPLETED


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_second_ctrl_c_does_not_reach_the_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(one_set())
    save = studio.shelf.save

    def impatient(record: SessionRecord) -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        save(record)

    monkeypatch.setattr(studio.shelf, "save", impatient)
    before = signal.getsignal(signal.SIGINT)
    code, lines = led(studio)  # the first interrupts the save, which is done again; those that follow go by
    assert (code, lines[-1]) == (INTERRUPTED, last_line(studio))
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_in_the_background_interrupts_stay_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        studio = Studio(one_set())
        save = studio.shelf.save

        def interrupted(record: SessionRecord) -> None:
            signal.raise_signal(signal.SIGINT)
            save(record)

        monkeypatch.setattr(studio.shelf, "save", interrupted)
        code, _ = led(studio)
        assert (code, studio.shelf.attempts) == (0, 1)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("wrote", [0, 3, 8])
def test_when_the_reader_has_gone_what_was_done_is_kept(wrote: int) -> None:
    studio, lines = Studio(short_plan()), list[str]()

    def write(line: str) -> None:
        if len(lines) == wrote:
            raise BrokenPipeError
        lines.append(line)

    code = see_through(studio.session_runner, write=write, wait=Runner(studio).wait)
    done = any(item.done for item in studio.session_runner.session.record(studio.wall()).sets)
    assert code == 0
    assert studio.session_runner.session.run is Run.DONE
    assert len(studio.shelf.kept) == done == (wrote == 8)


def test_when_the_reader_goes_with_the_last_line_the_whole_session_is_kept() -> None:
    studio = Studio(one_set())

    def write(line: str) -> None:
        if line == DONE:
            raise BrokenPipeError

    assert see_through(studio.session_runner, write=write, wait=Runner(studio).wait) == 0
    assert studio.shelf.record.status is Status.COMPLETED


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ZeroDivisionError()], ids=repr)
def test_any_other_failure_keeps_what_was_done_too(error: Exception) -> None:
    studio = Studio(short_plan())

    def write(line: str) -> None:
        if line == said(Halfway(0.0)):
            raise error

    with pytest.raises(type(error)):
        see_through(studio.session_runner, write=write, wait=Runner(studio).wait)
    assert studio.shelf.record.sets[0].done == 12


def test_what_cannot_be_saved_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    studio = Studio(one_set())
    studio.shelf.fill_disk()
    code, lines = led(studio)
    assert code == USAGE
    assert lines[-1] == last_line(studio)
    saver = studio.session_runner.saver
    assert saver.record
    told = capsys.readouterr().err.splitlines()
    assert told == unsaved_lines(saver.problem, History((saver.record,)))
    assert from_bytes("\n".join(told[2:]).encode()).sessions == (saver.record,)


def test_what_cannot_be_saved_is_printed_also_when_nobody_reads_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    studio = Studio(one_set())
    studio.shelf.fill_disk()

    def write(line: str) -> None:
        if line == DONE:
            raise BrokenPipeError

    assert see_through(studio.session_runner, write=write, wait=Runner(studio).wait) == USAGE
    assert '"active_seconds": 12.0' in capsys.readouterr().err


def test_room_that_is_made_in_time_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    studio = Studio(one_set())
    studio.shelf.fill_disk()

    def write(line: str) -> None:
        if line == DONE:  # said after the first attempt to save
            studio.shelf.make_room()

    assert see_through(studio.session_runner, write=write, wait=Runner(studio).wait) == 0
    assert studio.shelf.record.status is Status.COMPLETED
    assert capsys.readouterr().err == ""


def test_the_summary_of_a_discarded_session() -> None:
    studio = Studio(one_set()).work(0).after(3)
    studio.session_runner.discard()
    assert summary_lines(studio.session_runner) == summary_lines(Studio().session_runner)


# The terminal's side


def lines_of(wait: talk.Wait) -> Iterator[str]:
    while (line := wait(20.0)) is not None:
        yield line


def test_lines_are_read_as_they_were_typed() -> None:
    wait = LineReader(io.StringIO("p\n\n n \r\n last"))
    assert list(lines_of(wait)) == ["p", "", " n ", " last"]


def test_after_the_last_line_the_session_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    wait = LineReader(io.StringIO(""))
    assert wait(20.0) is None  # the end of the input, told once
    assert wait(0.0) is None
    assert wait(None) == ""


def test_an_input_that_breaks_is_an_end() -> None:
    class Gone(io.StringIO):
        def __next__(self) -> str:  # type: ignore[override]
            raise OSError(5, "Input/output error")

    wait = LineReader(Gone())
    assert wait(20.0) is None
    assert wait(None) == ""


def test_waiting_for_a_line_ends_with_the_time() -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, encoding="utf-8") as stream, os.fdopen(write_end, "w", encoding="utf-8") as keys:
        wait = LineReader(stream)
        assert wait(0.0) is None
        keys.write("p\n")
        keys.flush()
        assert wait(20.0) == "p"
        keys.close()
        assert wait(20.0) is None


class Terminal(io.StringIO):
    """A terminal at which these lines were typed."""

    def isatty(self) -> bool:
        return True


def lead(tmp_path: Path, stdin: io.StringIO | None) -> int:
    save_queue = SaveQueue(HistoryFile(tmp_path / "history.json"), CheckpointFiles(tmp_path / "in-progress"))
    plan = beginner_plan()
    return plain.lead(plan, settings=SILENT, save_queue=save_queue, speed=1.0, stdin=stdin, lifeline=Lifeline())


def test_at_a_terminal_the_keys_are_told_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lead(tmp_path, Terminal("q\n")) == 0
    assert capsys.readouterr().out.splitlines()[0] == HELP


@pytest.mark.parametrize("stdin", [None, io.StringIO("q\n")], ids=["no input", "a pipe"])
def test_without_a_terminal_nobody_is_told_of_keys_but_how_to_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO | None
) -> None:
    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(talk.only_wait, "__defaults__", (interrupted,))
    assert lead(tmp_path, stdin) == INTERRUPTED
    out = capsys.readouterr().out.splitlines()
    first = PhaseStarted(0.0, 0, beginner_plan().phases[0])
    assert out == [
        how_to_stop(keeps=True),
        *Narrator(beginner_plan()).lines([first]),
        *summary_lines(Studio().session_runner),
    ]


def test_no_output_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert lead(tmp_path, Terminal("q\n")) == 0


def test_what_a_signal_must_do_first_is_known_from_the_start(tmp_path: Path) -> None:
    lifeline, save_queue = (
        Lifeline(),
        SaveQueue(HistoryFile(tmp_path / "history.json"), CheckpointFiles(tmp_path / "in-progress")),
    )
    before = lifeline.save
    plain.lead(
        short_plan(), settings=SILENT, save_queue=save_queue, speed=1.0, stdin=Terminal("q\n"), lifeline=lifeline
    )
    assert lifeline.save != before
    lifeline.save()  # also after the end, when there is nothing left to save
    assert list(tmp_path.iterdir()) == []


def test_the_runner_s_own_words_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_wav(tmp_path / "voice" / "own" / "toe-raise.wav", frames=bytes(RATE))
    player = FakePlayer()
    monkeypatch.setattr(plain, "open_player", lambda *_, **__: player)
    plain.lead(
        build_plan([make_choice(Kind.HOLD, 20, name="toe-raise")]),
        settings=Settings(),
        save_queue=None,
        speed=1.0,
        stdin=Terminal("q\n"),
        lifeline=Lifeline(),
        own_sounds=tmp_path,
    )
    assert f"{OWN}toe-raise" in [cue for cue, _ in player.played]


def test_what_the_history_does_not_take_is_printed_and_waits_for_the_next_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studio, checkpoints = Studio(one_set()), CheckpointFiles(tmp_path / "in-progress")
    (tmp_path / "history.json").write_text('{"format": "somebody/else"}', encoding="utf-8")
    studio.session_runner.saver._save_queue = SaveQueue(HistoryFile(tmp_path / "history.json"), checkpoints)
    code, lines = led(studio)
    assert (code, lines[-1]) == (USAGE, last_line(studio))
    saver = studio.session_runner.saver
    assert saver.record
    assert saver.problem.startswith(f"{tmp_path / 'history.json'}: format: ")
    told = capsys.readouterr().err.splitlines()
    assert told == unsaved_lines(saver.problem, History((saver.record,)), saver.rescue_path)
    assert str(checkpoints.folder) in told[1]
    (left_over,) = checkpoints.left_overs()
    left_over.slot.let_go()
    assert left_over.checkpoint.ended
    assert left_over.checkpoint.record == studio.session_runner.saver.record


def test_the_bell_is_one_character(capsys: pytest.CaptureFixture[str]) -> None:
    talk.ring_bell()
    assert capsys.readouterr().out == "\a"
