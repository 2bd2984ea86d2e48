"""A self-test that is led: each trial is in the history when it has ended, and as the runner has put it right."""

from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.cues.cues import Cue
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Status
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, LEAST_BEFORE_CLOSED, OPEN_EYES, SelfTestId, value_of
from ankle_tui.core.session.events import PhaseStarted, SessionEnded
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import LEAD, PhaseKind
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import Action
from ankle_tui.store.history.history_file import HistoryFile
from tests.self_test_room import Room

STANCE, RAISE, HOP = SelfTestId.STANCE, SelfTestId.RAISE, SelfTestId.HOP
WORK, REST, CHANGE = PhaseKind.WORK, PhaseKind.REST, PhaseKind.CHANGE_SIDES
OPEN = [("left", OPEN_EYES), ("right", OPEN_EYES)]


def ended_after(room: Room, trial: int, seconds: float) -> Room:
    """Go on to a trial and end it by a key after so many seconds."""
    room.until(WORK, trial).wait(seconds)
    room.session_runner.perform(Action.GO_ON)
    return room


def at_hop(tmp_path: Path, *seconds: float) -> Room:
    """A side hop in the change of sides or rest after so many trials."""
    room = Room(tmp_path, HOP).start()
    for trial, done in enumerate(seconds):
        ended_after(room, trial, done)
    return room


def stood(room: Room, seconds: float, *, trials: int = 6) -> Room:
    """A stance in which each trial with open eyes took so long."""
    room.start()
    for trial in range(trials):
        ended_after(room, trial, seconds)
    return room


def last_value(room: Room) -> float | None:
    last = room.saver.last
    return last.value if last else None


# Trials


def test_a_trial_is_in_the_history_when_it_has_ended_and_not_before(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP).start()
    room.until(WORK, 0).wait(12.3)
    assert room.on_disk == ()
    room.session_runner.perform(Action.GO_ON)
    assert room.values == [("left", "", 12.5)]
    room.until(WORK, 1).wait(5)
    assert room.values == [("left", "", 12.5)]
    assert (room.kept.checked, room.kept.test, room.kept.pain) == (False, "hop", None)


def test_every_trial_is_kept_the_last_one_too(tmp_path: Path) -> None:
    room = at_hop(tmp_path, 12, 13, 11.5, 14)
    assert room.session_runner.session.run is Run.DONE
    assert room.values == [("left", "", 12.0), ("right", "", 13.0), ("left", "", 11.5), ("right", "", 14.0)]
    room.session_runner.close()
    assert (len(room.values), room.kept.rev) == (4, 4)


@pytest.mark.parametrize(("test", "cap"), [(STANCE, 45.0), (RAISE, 100.0), (HOP, 60.0)])
def test_a_trial_that_nobody_ends_stands_at_its_cap(tmp_path: Path, test: SelfTestId, cap: float) -> None:
    room = Room(tmp_path, test).start()
    room.to_the_end()
    trials = room.kept.trials
    protocol = room.protocol
    assert len(trials) == 2 * protocol.trials * len(protocol.part_ids)
    assert {trial.value for trial in trials} == {cap}
    assert [trial.side for trial in trials[:4]] == [Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT][: len(trials)]
    assert not room.kept.checked


def test_the_warm_up_is_no_trial(tmp_path: Path) -> None:
    room = Room(tmp_path, RAISE, warm=False).start()
    room.until(WORK, 0)
    assert room.on_disk == ()
    assert room.session_runner.session.active_seconds > 20
    room.wait(8.5)
    room.session_runner.perform(Action.GO_ON)
    assert room.values == [("left", "", 4.0)]


def test_after_a_kill_what_had_ended_is_there_and_concludes_nothing(tmp_path: Path) -> None:
    room = stood(Room(tmp_path, STANCE), 20, trials=3)
    room.until(WORK, 3).wait(10)
    # the program is gone: another one reads the file
    found = HistoryFile(tmp_path / "history.json").load()
    (record,) = found.tests
    assert [trial.side for trial in record.trials] == [Side.LEFT, Side.RIGHT, Side.LEFT]
    assert record.checked is False
    assert found.sessions == ()
    assert not list(tmp_path.glob("in-progress/*"))


def test_finishing_early_keeps_what_was_done(tmp_path: Path) -> None:
    room = at_hop(tmp_path, 12)
    room.until(WORK, 1).wait(5)
    room.session_runner.finish()
    assert room.values == [("left", "", 12.0), ("right", "", 5.0)]


# Corrections


def test_the_last_trial_is_put_right(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP).start()
    assert last_value(room) is None
    room.saver.put_right(3)
    room.saver.correct(-1)
    assert room.on_disk == ()
    room.until(CHANGE, 1)
    assert last_value(room) == 60
    room.saver.correct(-48)
    assert room.values == [("left", "", 12.0)]
    room.saver.put_right(12.8)
    assert room.values == [("left", "", 13.0)]
    room.saver.correct(100)
    assert room.values == [("left", "", 60.0)]
    room.saver.put_right(0)
    assert (room.values, last_value(room)) == ([], None)
    room.saver.correct(7)
    room.until(REST, 2)
    assert room.values == [("left", "", 7.0), ("right", "", 60.0)]


def test_a_value_that_stands_is_not_written_again(tmp_path: Path) -> None:
    room = at_hop(tmp_path, 12)
    rev = room.kept.rev
    room.saver.put_right(12)
    room.saver.correct(0.1)
    assert room.kept.rev == rev


# Again and out


@pytest.mark.parametrize("action", [Action.REDO, Action.BACK])
def test_a_trial_done_again_replaces_the_first_one_and_its_correction(tmp_path: Path, action: Action) -> None:
    room = at_hop(tmp_path, 12, 13)
    room.saver.put_right(20)
    room.session_runner.perform(action)
    assert room.values == [("left", "", 12.0), ("right", "", 20.0)]
    room.until(WORK, 1).wait(9)
    assert room.values == [("left", "", 12.0), ("right", "", 20.0)], "running"
    room.session_runner.perform(Action.GO_ON)
    assert room.values == [("left", "", 12.0), ("right", "", 9.0)]


def test_a_cap_reached_again_takes_the_place_of_a_correction(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP).start().until(CHANGE, 1)
    room.saver.put_right(12)
    room.session_runner.perform(Action.REDO)
    room.until(WORK, 0).until(CHANGE, 1)
    assert room.values == [("left", "", 60.0)]


def test_a_second_attempt_given_up_leaves_the_first_one_as_corrected(tmp_path: Path) -> None:
    for at_work in (False, True):
        room = at_hop(tmp_path / str(at_work), 12)
        room.saver.put_right(14)
        room.session_runner.perform(Action.REDO)
        if at_work:
            room.until(WORK, 0).wait(3)
        room.session_runner.perform(Action.SKIP)
        assert room.values == [("left", "", 14.0)]
        assert last_value(room) == 14


def test_a_trial_left_out_is_none(tmp_path: Path) -> None:
    room = at_hop(tmp_path, 12)
    room.until(WORK, 1).wait(4)
    room.session_runner.perform(Action.SKIP)
    assert (room.values, room.saver.last) == ([("left", "", 12.0)], None)


def test_discarding_takes_the_test_out_again(tmp_path: Path) -> None:
    room = at_hop(tmp_path, 12)
    room.until(WORK, 1).wait(4)
    room.session_runner.discard()
    room.session_runner.close()
    assert room.on_disk == ()
    assert [tomb.id for tomb in room.file.load().deleted] == [room.keeper.record.id]


def test_discarding_before_any_trial_leaves_no_trace(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP).start().until(WORK, 0)
    room.session_runner.discard()
    assert not (tmp_path / "history.json").exists()


# Looked at


def test_what_was_looked_at_counts(tmp_path: Path) -> None:
    room = at_hop(tmp_path, 12, 13, 11, 14)
    assert value_of(room.kept, Side.LEFT) == 11
    room.keeper.check(replace(room.keeper.record, pain=0))
    assert (room.kept.checked, room.kept.pain, room.kept.rev) == (True, 0, 5)
    room.keeper.check(room.keeper.record)
    assert room.kept.rev == 5


def test_a_disk_that_refuses_is_told_and_tried_again(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP).start()
    room.file.path.write_text('{"format": "somebody/else"}')
    ended_after(room, 0, 12)
    assert str(room.file.path) in room.saver.trouble
    room.file.path.unlink()
    ended_after(room, 1, 13)
    assert (room.saver.trouble, room.queue.settled) == ("", True)
    assert room.values == [("left", "", 12.0), ("right", "", 13.0)]


def test_a_signal_waits_until_the_last_trial_is_on_the_disk(tmp_path: Path) -> None:
    room = Room(tmp_path, HOP, threaded=True).start()
    ended_after(room, 0, 12)
    room.saver.secure()
    assert room.values == [("left", "", 12.0)]
    room.queue.close()


# Closed eyes


def test_after_long_enough_with_open_eyes_they_close(tmp_path: Path) -> None:
    room = stood(Room(tmp_path, STANCE), LEAST_BEFORE_CLOSED)
    room.until(WORK, 6).wait(5)
    room.session_runner.perform(Action.GO_ON)
    assert room.values[-1] == ("left", CLOSED_EYES, 5.0)
    assert not room.saver.closed_left_out


def test_too_soon_down_with_open_eyes_ends_the_test_before_they_close(tmp_path: Path) -> None:
    room = stood(Room(tmp_path, STANCE, mode=SoundMode.BOTH), LEAST_BEFORE_CLOSED - 1)
    began = room.machine.seconds
    room.to_the_end()
    assert room.machine.seconds - began <= room.protocol.rest - LEAD
    assert room.session_runner.session.run is Run.DONE
    assert room.saver.closed_left_out
    assert len(room.values) == 6
    assert {part for _, part, _ in room.values} == {OPEN_EYES}
    assert room.session_runner.session.record(room.wall()).status is Status.PARTIAL
    late = [cue for cue, at in room.player.sounded if at > began + 10 and not cue.startswith("voice/")]
    assert late[0] == Cue.SESSION_DONE
    assert Cue.GET_READY not in late


def test_corrections_in_the_rest_before_decide_too(tmp_path: Path) -> None:
    room = Room(tmp_path, STANCE).start()
    for trial in range(5):
        room.until(CHANGE if trial % 2 == 0 else REST, trial + 1)
        room.saver.put_right(30)
    room.until(REST, 6)
    room.saver.put_right(2)
    room.wait(10)
    room.saver.put_right(0)
    assert room.session_runner.live
    room.to_the_end()
    assert not room.saver.closed_left_out, "30 s in the mean, of two trials"
    assert len(room.values) == 5 + 6


def test_one_leg_too_short_keeps_the_eyes_open_however_the_rest_is_cut(tmp_path: Path) -> None:
    room = Room(tmp_path, STANCE).start()
    for trial in range(6):
        ended_after(room, trial, 40 if trial % 2 else 5)
    room.wait(STRUCK_TWICE)
    events = room.session_runner.perform(Action.GO_ON) or ()
    assert [type(event) for event in events] == [PhaseStarted, SessionEnded]
    assert room.saver.closed_left_out


def test_after_a_fall_the_eyes_stay_open(tmp_path: Path) -> None:
    room = stood(Room(tmp_path, STANCE), 40)
    room.saver.fell = True
    room.to_the_end()
    assert (room.saver.closed_left_out, len(room.values)) == (True, 6)


def test_open_eyes_done_again_are_looked_at_again(tmp_path: Path) -> None:
    room = stood(Room(tmp_path, STANCE), 20)
    room.until(WORK, 6).wait(1)
    room.session_runner.perform(Action.BACK)
    ended_after(room, 5, 2)
    room.to_the_end()
    assert room.saver.closed_left_out
    assert room.values[-1] == ("right", OPEN_EYES, 2.0)
