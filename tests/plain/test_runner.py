"""Plain mode: the whole session as lines, led by lines, and nothing lost whatever ends it."""

import io
import itertools
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.exercises.exercise import Choice, Kind, Level, Side
from ankle_tui.core.history.records import SessionRecord, Status
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.plain import runner as plain
from ankle_tui.plain.narrator import HELP, Narrator, summary_lines
from ankle_tui.plain.runner import KEYS, only_wait, read_lines, see_through
from ankle_tui.services.session_runner import Action
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.store.history.codec import from_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings, SoundChoice
from tests.builders import beginner_plan, make_choice, raise_test, shipped, short_plan, stance_test
from tests.conducting import BEGIN, Studio

SILENT = Settings(sound=SoundChoice.OFF)
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


class Runner:
    """A runner at a terminal: types lines at moments of the session, and the clock goes on while waiting.

    Args:
        studio: The session.
        typed: Seconds from the beginning, and the line typed then; a KeyboardInterrupt is Ctrl-C.
    """

    def __init__(self, studio: Studio, *typed: tuple[float, str | BaseException]) -> None:
        self.studio = studio
        self.typed = list(typed)
        self.lines: list[str] = []

    def wait(self, seconds: float | None) -> str | None:
        machine = self.studio.machine
        if self.typed and (seconds is None or BEGIN + self.typed[0][0] <= machine.seconds + seconds):
            moment, line = self.typed.pop(0)
            machine.seconds = max(machine.seconds, BEGIN + moment)
            if isinstance(line, BaseException):
                raise line
            return line
        assert seconds is not None, "paused for good"
        machine.seconds += seconds
        return None

    def see_through(self) -> int:
        return see_through(self.studio.session_runner, write=self.lines.append, wait=self.wait)


def led(studio: Studio, *typed: tuple[float, str | BaseException]) -> tuple[int, list[str]]:
    """Lead a session to its end; the exit code and every line, numbers in a row on one."""
    runner = Runner(studio, *typed)
    return runner.see_through(), together(runner.lines)


def together(lines: Iterable[str]) -> list[str]:
    groups = itertools.groupby(lines, str.isdigit)
    return [line for numbers, group in groups for line in ([" ".join(group)] if numbers else group)]


def one_set(kind: Kind = Kind.HOLD, amount: int = 12) -> Plan:
    return build_plan([make_choice(kind, amount)])


# What is said


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
        "Get ready, 10 seconds: Test-Stance, plain, EYES OPEN, LEFT LEG, at most 45 seconds, set 1 of 1."
        " Stand tall. 5 minutes left.",
        "3 2 1",
        "Go. Do eyes-open.",
        "5 10",
        "Rest, 25 seconds. Next: EYES CLOSED, LEFT LEG, at most 45 seconds, set 1 of 1. 4 minutes left.",
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


# Keys


def test_letters_are_those_of_the_help() -> None:
    for key in {*KEYS, "q"} - {"", " ", *"+=-<>[]"}:
        assert f" {key} " in HELP
    assert all(sign in HELP for sign in ("plus", "minus", "less-than", "greater-than"))
    assert HELP.isascii()


def test_pause_and_go_on() -> None:
    studio = Studio(one_set())
    _, lines = led(studio, (12, "p"), (100, ""))
    start = lines.index("Paused. Press Enter to go on.")
    assert lines[start + 1] == "Going on."
    assert studio.machine.seconds - BEGIN == 10 + 12 + 88
    assert studio.shelf.record.active_seconds == 12


@pytest.mark.parametrize("big", [" ", "   ", "\t"])
def test_space_counts_by_hand(big: str) -> None:
    studio = Studio(one_set(Kind.REPS, 3), counting=Counting.BY_HAND)
    _, lines = led(studio, (11, big), (12, big), (13, big))
    assert lines[3:5] == ["1 2 3", "Session done."]


@pytest.mark.parametrize(("answer", "done"), [("", 3), ("n", 0)])
def test_by_hand_enter_with_nothing_counted_asks(answer: str, done: int) -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 6), make_choice(Kind.REPS, 3)]), counting=Counting.BY_HAND)
    _, lines = led(studio, (50, ""), (60, answer))
    assert lines.count("Nothing counted. Enter for all 3, n for none.") == 1
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
    said = [line for line in lines if not line.startswith(("Get ready", "Go.", "Rest"))]
    assert said == [
        "10 seconds more.",
        "10 seconds less.",
        "Sound: voice.",
        "Sound: tones and voice.",
        "Sound off.",
        "Sound: tones.",
        "Volume 90 percent.",
        "Volume 80 percent.",
        "Volume 90 percent.",
        "Foot down: 1.",
        "Foot down: 2.",
        "Counting: by hand.",
        "Counting: paced.",
        "1 0",
        "Finished early.",
        "Nothing was done, nothing was recorded.",  # a hold of half a second is no training
    ]


@pytest.mark.parametrize("key", ["f", "-", "m", "b"])
def test_a_key_that_means_nothing_now(key: str) -> None:
    _, lines = led(Studio(one_set(Kind.TIMED)), (11, key))
    assert lines.count("Not now.") == 1
    assert lines[-1].startswith("1 of 1 set done")


@pytest.mark.parametrize("key", ["x", "quit", "?", "\x1b[A", "é"])
def test_an_unknown_key_is_answered_with_the_help(key: str) -> None:
    _, lines = led(Studio(one_set()), (11, key))
    assert lines.count(HELP) == 1


def test_a_key_at_the_last_moment_costs_no_line() -> None:
    studio = Studio(one_set(Kind.TIMED, 6))
    _, lines = led(studio, (16, "f"))  # typed when the end falls due, before anybody has looked
    assert lines[-3:] == ["3 2 1", "Session done.", "1 of 1 set done, 6 seconds of work. Saved."]


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
    plain._obey(session_runner, "f", lambda events: lines.extend(tell.lines(events)), lines.append)
    assert lines == ["Not now.", "Session done."]


def test_a_band_direction_is_told_with_its_set_up() -> None:
    studio = Studio(build_plan([Choice.start(shipped().get("band-ankle"), Level.BEGINNER)]))
    _, lines = led(studio, (400, "q"))
    told = [line for line in lines if line.startswith(("Get ready, ", "Rest", "Change sides"))]
    setups = ["Anchor in front of you", "Hold both ends of the band", "Anchor on the little-toe side"]
    setups += ["Anchor on the big-toe side", "Anchor in front of you"]
    assert len(told) >= 5
    assert all(f" {setup}." in line for setup, line in zip(setups, told, strict=False))
    assert not [line for line in lines if line.startswith("Get ready: ") and "nchor" in line]


def test_q_finishes_and_keeps() -> None:
    studio = Studio(short_plan())
    code, lines = led(studio, (20, "q"))
    assert lines[-2:] == ["Finished early.", "0 of 7 sets done, 10 seconds of work. Saved, but too short to count."]
    assert (code, studio.shelf.record.status) == (0, Status.PARTIAL)


def test_nothing_done() -> None:
    studio = Studio()
    _, lines = led(studio, (5, "Q"))
    assert lines[-1] == "Nothing was done, nothing was recorded."
    assert studio.shelf.attempts == 0


def test_a_demonstration_says_so() -> None:
    studio = Studio(one_set(), demo=True, speed=20.0)
    code, lines = led(studio)
    assert (code, lines[-1]) == (0, "Demonstration: nothing was recorded.")


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
    assert "Paused while asleep. Press Enter to go on." in runner.lines
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
    assert together(lines)[3:6] == [
        "Paused while asleep. Press Enter to go on.",
        "Going on.",
        "3 2 1",
    ]
    assert studio.shelf.record.active_seconds == 12


def test_a_session_that_ran_to_its_end_is_done_though_a_set_was_left_out() -> None:
    studio = Studio(short_plan())
    _, lines = led(studio, (5, "n"))
    assert lines[-2].startswith("Session done.")
    assert lines[-1].startswith("6 of 7 sets done, ")
    assert not studio.shelf.record.ended_early


# Nothing is lost


def test_ctrl_c_keeps_what_was_done() -> None:
    studio = Studio(short_plan())
    code, lines = led(studio, (20, KeyboardInterrupt()))
    assert code == plain.INTERRUPTED
    assert lines[-1] == "0 of 7 sets done, 10 seconds of work. Saved, but too short to count."
    assert studio.shelf.record.sets[0].done == 10


def test_ctrl_c_before_anything_was_done() -> None:
    code, lines = led(Studio(), (3, KeyboardInterrupt()))
    assert (code, lines[-1]) == (plain.INTERRUPTED, "Nothing was done, nothing was recorded.")


def test_ctrl_c_while_it_is_saved_saves_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(one_set())
    save, interrupts = studio.shelf.save, [KeyboardInterrupt()]

    def interrupted(record: SessionRecord) -> None:
        if interrupts:
            raise interrupts.pop()
        save(record)

    monkeypatch.setattr(studio.shelf, "save", interrupted)
    code, lines = led(studio)
    assert (code, lines[-1]) == (plain.INTERRUPTED, "1 of 1 set done, 12 seconds of work. Saved.")
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
    assert (code, lines[-1]) == (plain.INTERRUPTED, "1 of 1 set done, 12 seconds of work. Saved.")
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
        if line == "Session done.":
            raise BrokenPipeError

    assert see_through(studio.session_runner, write=write, wait=Runner(studio).wait) == 0
    assert studio.shelf.record.status is Status.COMPLETED


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ZeroDivisionError()], ids=repr)
def test_any_other_failure_keeps_what_was_done_too(error: Exception) -> None:
    studio = Studio(short_plan())

    def write(line: str) -> None:
        if line == "Halfway.":
            raise error

    with pytest.raises(type(error)):
        see_through(studio.session_runner, write=write, wait=Runner(studio).wait)
    assert studio.shelf.record.sets[0].done == 12


def test_what_cannot_be_saved_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    studio = Studio(one_set())
    studio.shelf.fill_disk()
    code, lines = led(studio)
    assert code == plain.NOT_SAVED
    assert lines[-1] == "1 of 1 set done, 12 seconds of work. Not saved."
    problem, remedy, *record = capsys.readouterr().err.splitlines()
    assert problem == "ankle-tui: not saved: history.json: cannot be written: No space left on device"
    assert "ankle-tui merge" in remedy
    assert from_bytes("\n".join(record).encode()).sessions == (studio.session_runner.saver.record,)


def test_what_cannot_be_saved_is_printed_also_when_nobody_reads_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    studio = Studio(one_set())
    studio.shelf.fill_disk()

    def write(line: str) -> None:
        if line == "Session done.":
            raise BrokenPipeError

    assert see_through(studio.session_runner, write=write, wait=Runner(studio).wait) == plain.NOT_SAVED
    assert '"active_seconds": 12.0' in capsys.readouterr().err


def test_room_that_is_made_in_time_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    studio = Studio(one_set())
    studio.shelf.fill_disk()

    def write(line: str) -> None:
        if line == "Session done.":  # said after the first attempt to save
            studio.shelf.make_room()

    assert see_through(studio.session_runner, write=write, wait=Runner(studio).wait) == 0
    assert studio.shelf.record.status is Status.COMPLETED
    assert capsys.readouterr().err == ""


def test_the_summary_of_a_discarded_session() -> None:
    studio = Studio(one_set()).work(0).after(3)
    studio.session_runner.discard()
    assert summary_lines(studio.session_runner) == ["Nothing was done, nothing was recorded."]


# The terminal's side


def lines_of(wait: plain.Wait) -> Iterator[str]:
    while (line := wait(20.0)) is not None:
        yield line


def test_lines_are_read_as_they_were_typed() -> None:
    wait = read_lines(io.StringIO("p\n\n n \r\n last"))
    assert list(lines_of(wait)) == ["p", "", " n ", " last"]


def test_after_the_last_line_the_session_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    wait = read_lines(io.StringIO(""))
    assert wait(20.0) is None  # the end of the input, told once
    assert wait(0.0) is None
    assert wait(None) == ""


def test_an_input_that_breaks_is_an_end() -> None:
    class Gone(io.StringIO):
        def __next__(self) -> str:  # type: ignore[override]
            raise OSError(5, "Input/output error")

    wait = read_lines(Gone())
    assert wait(20.0) is None
    assert wait(None) == ""


def test_waiting_for_a_line_ends_with_the_time() -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, encoding="utf-8") as stream, os.fdopen(write_end, "w", encoding="utf-8") as keys:
        wait = read_lines(stream)
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

    monkeypatch.setattr(plain.only_wait, "__defaults__", (interrupted,))
    assert lead(tmp_path, stdin) == plain.INTERRUPTED
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "Ctrl-C ends the session and keeps what was done."
    assert out[1].startswith("Get ready, 10 seconds: Single-leg balance")
    assert out[-1] == "Nothing was done, nothing was recorded."


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


def test_what_the_history_does_not_take_is_printed_and_waits_for_the_next_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studio, checkpoints = Studio(one_set()), CheckpointFiles(tmp_path / "in-progress")
    (tmp_path / "history.json").write_text('{"format": "somebody/else"}', encoding="utf-8")
    studio.session_runner.saver._save_queue = SaveQueue(HistoryFile(tmp_path / "history.json"), checkpoints)
    code, lines = led(studio)
    assert (code, lines[-1]) == (plain.NOT_SAVED, "1 of 1 set done, 12 seconds of work. Not saved.")
    problem, where = capsys.readouterr().err.splitlines()
    assert problem.startswith(f"ankle-tui: not saved: {tmp_path / 'history.json'}: format: ")
    assert str(checkpoints.folder) in where
    (left_over,) = checkpoints.left_overs()
    left_over.slot.let_go()
    assert left_over.checkpoint.ended
    assert left_over.checkpoint.record == studio.session_runner.saver.record


def test_the_bell_is_one_character(capsys: pytest.CaptureFixture[str]) -> None:
    plain._ring()
    assert capsys.readouterr().out == "\a"


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
