"""A self-test led by typed lines: trials as they end, numbers typed in the rest, and nothing lost whatever ends it."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import Trial
from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, Measure, SelfTestId
from ankle_tui.core.self_tests.self_test_wording import result_lines
from ankle_tui.core.session.snapshot import Run
from ankle_tui.plain.self_test_lines import (
    FELL,
    KEYS_OF_A_TEST,
    LATER,
    NOT_LOOKED_AT,
    NOTHING,
    eyes_stay_open_line,
    recap_lines,
    spoken,
    stands_line,
    trial_line,
)
from ankle_tui.plain.self_test_questions import read_back
from ankle_tui.plain.self_test_runner import look_at, run_self_test, see_to_disk
from ankle_tui.plain.talk import Talk
from ankle_tui.services.exit_codes import INTERRUPTED, USAGE
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper
from ankle_tui.store.history.codec import from_bytes
from ankle_tui.store.settings.settings import Settings
from tests.conducting import BEGIN
from tests.self_test_room import Room
from tests.self_tests import measured

STANCE, RAISE, HOP = SelfTestId.STANCE, SelfTestId.RAISE, SelfTestId.HOP
LEFT, RIGHT = Side
Typed = tuple[float, str | BaseException]


class Typist:
    """A runner at a terminal: types lines at moments of a test, then answers questions.

    Args:
        room: The test.
        typed: Seconds from the beginning, and the line typed then; a KeyboardInterrupt is Ctrl-C.
        answers: Lines typed after the trials; then nobody is there any more.
        hears: False if there is no terminal.
    """

    def __init__(self, room: Room, *typed: Typed, answers: Sequence[str] = (), hears: bool = True) -> None:
        self.room = room
        self.lines: list[str] = []
        self._typed = list(typed)
        self._answers = list(answers)
        self._hears = hears
        self.talk = Talk(self.lines.append, self._wait, lambda: self._hears)

    def _wait(self, seconds: float | None) -> str | None:
        machine = self.room.machine
        if self.room.session_runner.session.run is Run.DONE:
            self._hears = bool(self._answers)
            return self._answers.pop(0) if self._answers else None
        if self._typed and (seconds is None or BEGIN + self._typed[0][0] <= machine.seconds + seconds):
            moment, line = self._typed.pop(0)
            machine.seconds = max(machine.seconds, BEGIN + moment)
            if isinstance(line, BaseException):
                raise line
            return line
        assert seconds is not None, "paused for good"
        machine.seconds += seconds
        return None

    def lead(self, settings: Settings | None = None) -> int:
        """Lead the test to its end; the exit code."""
        room = self.room

        def work() -> None:
            run_self_test(room.session_runner, room.saver, room.protocol, self.talk)
            read_back(self.talk, room.protocol, room.keeper)

        return see_to_disk(work, [room.keeper], self.talk, save_queue=room.queue, settings=settings or Settings())


def led(room: Room, *typed: Typed, answers: Sequence[str] = ()) -> list[str]:
    """Lead a test; every line, numbers in a row on one."""
    typist = Typist(room, *typed, answers=answers)
    typist.lead()
    groups = itertools.groupby(typist.lines, str.isdigit)
    return [line for numbers, group in groups for line in ([" ".join(group)] if numbers else group)]


def hop_line(side: Side, value: float) -> str:
    return trial_line(side, Trial(side, value), Measure.SECONDS, 60)


# Trials and numbers
# A side hop: get-ready 10 s, a trial of up to 60 s, and 120 s from one trial to the next.


def test_enter_ends_a_trial_and_tells_it(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (22.3, ""), (30, "q"))
    assert hop_line(LEFT, 12.5) in lines
    assert room.values == [("left", "", 12.5)]


def test_a_number_typed_in_the_rest_puts_the_trial_right_and_the_clock_goes_on(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (80, "12,5"), (191, ""), (192, "q"))
    assert [line for line in lines if line.startswith("LEFT LEG: ")] == [hop_line(LEFT, 60), hop_line(LEFT, 12.5)]
    assert room.values == [("left", "", 12.5), ("right", "", 1.0)], "the second trial began at 190 s all the same"


def test_enter_alone_in_the_rest_lets_the_trial_stand_and_shortens_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (22, ""), (40, ""), (41, ""), (143, ""), (143.5, "q"))
    assert lines.count(stands_line(Trial(LEFT, 12), Measure.SECONDS)) == 2
    assert room.values == [("left", "", 12.0), ("right", "", 1.0)]


def test_a_number_typed_in_a_trial_ends_it(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (40, "14.5"), (50, "q"))
    assert [line for line in lines if line.startswith("LEFT LEG: ")] == [hop_line(LEFT, 14.5)]
    assert room.values == [("left", "", 14.5)]


def test_nothing_takes_the_trial_out_and_a_number_brings_it_back(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (22, ""), (30, "0"), (31, ""), (32, "13"), (33, "q"))
    assert trial_line(LEFT, None, Measure.SECONDS, 60) in lines
    assert stands_line(None, Measure.SECONDS) in lines
    assert room.values == [("left", "", 13.0)]


@pytest.mark.parametrize("line", ["61", "twelve", "-3"])
def test_what_is_no_number_of_the_test_gets_the_keys(tmp_path: Path, line: str) -> None:
    room = Room(tmp_path, HOP)
    assert led(room, (22, ""), (30, line), (31, "q")).count(KEYS_OF_A_TEST) == 1
    assert room.values == [("left", "", 12.0)]


def test_before_the_first_trial_enter_goes_on_and_a_number_means_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (2, "12"), (3, ""), (8, ""), (9, "q"))
    assert KEYS_OF_A_TEST in lines
    assert room.values == [("left", "", 5.0)]


def test_a_pause_in_a_trial_is_ended_by_enter_and_not_by_a_number(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (15, "p"), (20, "12"), (25, ""), (30, ""), (31, "q"))
    assert KEYS_OF_A_TEST in lines
    assert room.values == [("left", "", 10.0)]


def test_keys_redo_and_leave_out(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    led(room, (22, ""), (30, "r"), (45, ""), (50, "-"), (165, "n"), (170, "q"))
    assert room.values == [("left", "", 5.0)]


def test_a_trial_begun_again_is_not_called_left_out(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    lines = led(room, (15, "r"), (30, ""), (31, "q"))
    assert trial_line(LEFT, None, Measure.SECONDS, 60) not in lines
    assert room.values == [("left", "", 5.0)]


def test_the_warm_up_is_led_like_any_session(tmp_path: Path) -> None:
    room = Room(tmp_path, RAISE, warm=False)
    lines = led(room, (5, ""), (9, "n"), (12, "q"), answers=[LATER])
    assert [line for line in lines if line.startswith("Go.")]
    assert lines[-1] == NOTHING
    assert room.on_disk == ()


def test_raises_are_counted_and_taken_off(tmp_path: Path) -> None:
    room = Room(tmp_path, RAISE)
    lines = led(room, (10 + 2 * 22 + 0.5, ""), (60, "20.5"), (61, "20"), (80, "q"))
    assert " ".join(map(str, range(1, 23))) in lines
    assert KEYS_OF_A_TEST in lines
    assert room.values == [("left", "", 20.0)]


# The stance


def stance(tmp_path: Path, seconds: float, *more: Typed, answers: Sequence[str] = ()) -> tuple[Room, list[str]]:
    """A stance in which each trial with open eyes is ended after so long."""
    room = Room(tmp_path, STANCE)
    typed, at = list[Typed](), 10.0
    for _ in range(6):
        typed.append((at + seconds, ""))
        at += seconds + 30
    return room, led(room, *typed, *((at + later, line) for later, line in more), answers=answers)


def test_too_short_with_open_eyes_ends_the_test_and_says_so(tmp_path: Path) -> None:
    room, lines = stance(tmp_path, 8, answers=["", "0"])
    assert eyes_stay_open_line(fell=False) in lines
    assert {part for _, part, _ in room.values} == {OPEN_EYES}
    assert room.kept.checked


def test_after_a_fall_the_eyes_stay_open(tmp_path: Path) -> None:
    room, lines = stance(tmp_path, 20, (-20, FELL.title()))
    assert eyes_stay_open_line(fell=True) in lines
    assert len(room.values) == 6


def test_a_fall_ends_the_trial_that_runs(tmp_path: Path) -> None:
    room, lines = stance(tmp_path, 20, (3, FELL))
    assert room.values[-1] == ("left", CLOSED_EYES, 3.0)
    assert eyes_stay_open_line(fell=True) in lines


def test_eyes_close_after_long_enough(tmp_path: Path) -> None:
    room, lines = stance(tmp_path, 20, (6, ""), (7, "q"), answers=["closed left 1 5.5", "", ""])
    assert room.values[-1] == ("left", CLOSED_EYES, 5.5)
    assert recap_lines(room.protocol, room.kept)[-1] in lines


# How it ends


def test_at_the_end_the_result_is_told_as_the_screen_tells_it(tmp_path: Path) -> None:
    room = Room(tmp_path, RAISE)
    typist = Typist(room, (50.5, ""), (200.5, ""), answers=["left 1 18", "", "1"])
    assert typist.lead(Settings(age=AgeBand.THIRTIES)) == 0
    record = room.kept
    assert (record.checked, record.pain) == (True, 1)
    assert record.trials[0].value == 18
    (line,) = result_lines(record, [record], AgeBand.THIRTIES)
    assert typist.lines[-2:] == [f"{room.protocol.name}: {spoken(line)}", "Saved."]


def test_without_a_terminal_nothing_is_asked_and_nothing_concluded(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    typist = Typist(room, hears=False)
    assert typist.lead() == 0
    assert (len(room.values), room.kept.checked, room.kept.pain) == (4, False, None)
    assert typist.lines[-1] == NOT_LOOKED_AT
    assert not [line for line in typist.lines if "?" in line]


def test_control_c_keeps_what_was_done(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    typist = Typist(room, (22, ""), (30, KeyboardInterrupt()))
    assert typist.lead() == INTERRUPTED
    assert (room.values, room.kept.checked) == ([("left", "", 12.0)], False)
    assert typist.lines[-1] == NOT_LOOKED_AT


def test_control_c_at_the_last_question_keeps_the_answer_before(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    typist = Typist(room, (22, ""), (30, "q"), answers=["", "?"])
    wait = typist.talk.wait

    def interrupted(seconds: float | None) -> str | None:
        line = wait(seconds)
        if line == "?":
            raise KeyboardInterrupt
        return line

    typist.talk = replace(typist.talk, wait=interrupted)
    assert typist.lead() == INTERRUPTED
    assert (room.kept.checked, room.kept.pain) == (True, None)


def test_a_reader_that_goes_away_loses_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    typist = Typist(room, (22, ""))

    def write(line: str) -> None:
        if line.startswith("LEFT LEG: "):
            raise BrokenPipeError
        typist.lines.append(line)

    typist.talk = replace(typist.talk, write=write)
    assert typist.lead() == 0
    assert room.values == [("left", "", 12.0)]


def test_deleted_in_the_end_it_is_gone(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    led(room, (22, ""), (30, "q"), answers=["delete"])
    assert room.on_disk == ()


def test_what_cannot_be_written_is_printed_as_merge_takes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Room(tmp_path, HOP)
    room.file.path.write_text('{"format": "somebody/else"}')
    typist = Typist(room, (22, ""), (30, "q"), answers=["", "2"])
    assert typist.lead() == USAGE
    told, how, *lines = capsys.readouterr().err.splitlines()
    assert str(room.file.path) in told
    assert how.endswith("ankle-tui merge FILE")
    (test,) = from_bytes("\n".join([*lines, ""]).encode()).tests
    assert (test.trials, test.checked, test.pain) == ((Trial(LEFT, 12.0),), True, 2)


# Looked at later


def test_tests_are_looked_at_one_after_the_other_and_count_then(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP)
    waiting = [measured(0, RAISE, 25, 22, checked=False), measured(4, RAISE, 30, 22, checked=False)]
    room.file.add(History(tests=tuple(waiting)))
    keepers = [SelfTestKeeper(record, room.queue.change, room.queue.current, kept=True) for record in waiting]
    lines = list[str]()
    answers = iter(["", "0", "left 33", "", ""])
    talk = Talk(lines.append, lambda _: next(answers), lambda: True)
    assert see_to_disk(lambda: look_at(keepers, talk), keepers, talk, save_queue=room.queue, settings=Settings()) == 0
    first, second = room.on_disk
    assert (first.checked, second.checked, second.trials[0].value) == (True, True, 33)
    told = [spoken(line) for record in (first, second) for line in result_lines(record, room.on_disk)]
    assert lines[-3:] == [*(f"Heel raise: {line}" for line in told), "Saved."]
