"""What is kept of a session: its record, its checkpoints, and what becomes of one that cannot be saved."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from ankle_tui.core.history.records import History, Status
from ankle_tui.core.session.checkpoint import read_checkpoint
from ankle_tui.core.session.engine import Step
from ankle_tui.core.session.events import Counted, PauseReason, SessionEnded
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services import session_saver as session_saver_module
from ankle_tui.services.session_runner import Action
from ankle_tui.services.session_saver import unsaved_lines
from ankle_tui.store.history.codec import from_bytes
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_writer import RescuePath
from tests.builders import STARTED, short_plan
from tests.conducting import Studio
from tests.services.sets import HOLD, HOLD_RIGHT, REPS, STEPS, TIMED, ended, kinds


def test_finishing_early_keeps_what_was_done() -> None:
    studio = Studio().work(HOLD_RIGHT)
    studio.wait(10)
    assert kinds(studio.session_runner.finish()) == ["SetEnded", "SessionEnded"]
    record = studio.shelf.record
    assert record.status is Status.PARTIAL
    assert [item.done for item in record.sets[:3]] == [24, 10, 0]
    assert studio.session_runner.finish() == ()
    assert studio.shelf.attempts == 1


def test_finishing_a_paused_session_keeps_what_was_done() -> None:
    studio = Studio().work(HOLD)
    studio.wait(7)
    studio.session_runner.perform(Action.PAUSE)
    studio.wait(100)
    studio.session_runner.finish()
    assert studio.shelf.record.active_seconds == 7


def test_discarding_keeps_nothing() -> None:
    studio = Studio().work(HOLD_RIGHT)
    studio.session_runner.discard()
    session_runner = studio.session_runner
    assert session_runner.session.run is Run.DONE
    assert (
        session_runner.saver.discarded,
        session_runner.demo,
        session_runner.saver.record,
        session_runner.saver.problem,
    ) == (
        True,
        False,
        None,
        "",
    )
    session_runner.close()
    assert studio.shelf.attempts == 0


def test_discarding_after_the_end_takes_nothing_back() -> None:
    studio = ended(Studio())
    studio.session_runner.discard()
    record = studio.shelf.record
    assert not studio.session_runner.saver.discarded
    studio.session_runner.saver.amend(replace(record, rev=2, effort=5))
    assert studio.shelf.record.effort == 5


def test_nothing_done_is_nothing_recorded() -> None:
    studio = Studio().start()
    studio.wait(4)
    studio.session_runner.finish()
    assert (studio.session_runner.saver.result, studio.session_runner.saver.record, studio.shelf.attempts) == (
        None,
        None,
        0,
    )


def test_a_session_that_never_began_ends_without_a_trace() -> None:
    studio = Studio()
    assert studio.session_runner.finish() == ()
    studio.session_runner.close()
    assert (studio.session_runner.saver.result, studio.shelf.attempts) == (None, 0)
    assert studio.session_runner.session.run is Run.NEW


def test_a_record_that_cannot_be_saved_stays_and_is_tried_again() -> None:
    studio = Studio()
    studio.shelf.fill_disk()
    record = ended(studio).session_runner.saver.record
    assert record is not None
    assert studio.session_runner.saver.problem == "history.json: cannot be written: No space left on device"
    studio.session_runner.saver.amend(replace(record, rev=2, note="windy"))
    assert studio.session_runner.saver.problem
    studio.shelf.make_room()
    studio.session_runner.saver.amend(replace(record, rev=3, note="windy"))
    assert (studio.session_runner.saver.problem, studio.shelf.record.note) == ("", "windy")


def test_closing_saves_what_could_not_be_saved_before() -> None:
    studio = Studio()
    studio.shelf.fill_disk()
    ended(studio).session_runner.close()
    assert (studio.shelf.attempts, studio.session_runner.saver.problem != "") == (2, True)
    studio.shelf.make_room()
    studio.session_runner.close()
    assert studio.shelf.record == studio.session_runner.saver.record
    assert studio.session_runner.saver.problem == ""
    studio.session_runner.close()
    assert studio.shelf.attempts == 3


def test_closing_finishes_a_session_in_progress() -> None:
    studio = Studio().work(REPS)
    studio.session_runner.close()
    assert studio.shelf.record.status is Status.PARTIAL


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_save_counts_as_not_saved_and_is_done_again(interruption: type[BaseException]) -> None:
    studio = Studio().work(TIMED)
    studio.shelf.refusal = interruption()
    with pytest.raises(interruption):
        list(studio.run())
    assert studio.session_runner.saver.record is not None
    assert studio.session_runner.saver.problem == "saving was interrupted"
    studio.shelf.make_room()
    studio.session_runner.close()
    assert studio.shelf.record.status is Status.COMPLETED
    assert studio.session_runner.saver.problem == ""


@pytest.mark.parametrize(("broken", "waited"), [("advance", 1.5), ("apply", 0.0)])
def test_an_error_in_the_engine_does_not_cost_what_was_done(
    broken: str, waited: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio().work(HOLD_RIGHT)
    studio.machine.seconds += waited

    def fail(*_: object) -> Step:
        raise ZeroDivisionError

    monkeypatch.setattr(studio.session_runner.session, broken, fail)
    with pytest.raises(ZeroDivisionError):
        studio.session_runner.close()
    assert studio.shelf.record.status is Status.PARTIAL
    assert studio.shelf.record.sets[0].done == 24
    studio.session_runner.close()
    assert studio.shelf.attempts == 1


def test_an_interrupt_between_the_last_set_and_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio().work(TIMED)
    monkeypatch.setattr(studio.session_runner.saver, "end", lambda: None)
    list(studio.run())
    monkeypatch.undo()
    studio.session_runner.close()
    assert studio.shelf.record.status is Status.COMPLETED


def saved_seconds(studio: Studio) -> list[float]:
    """What every checkpoint has of the first hold."""
    return [note.record.sets[HOLD].done for note in studio.shelf.notes]


def test_a_hold_is_safe_but_for_its_last_five_seconds_at_every_moment() -> None:
    studio = Studio().work(HOLD)
    for _ in range(22):
        studio.wait(1.0)
        done = studio.session_runner.session.record(STARTED).sets[HOLD].done
        assert done - (saved_seconds(studio) or [0.0])[-1] < 5.0
    assert len(saved_seconds(studio)) <= 10


def test_every_count_phase_and_foot_down_is_safe_at_once() -> None:
    studio = Studio().work(HOLD)
    studio.wait(1.0)
    studio.session_runner.perform(Action.FOOT_DOWN)
    assert studio.shelf.notes[-1].record.sets[HOLD].foot_downs == 1
    counted = [(event.count, studio.shelf.notes[-1].record) for event in studio.run() if isinstance(event, Counted)]
    assert [count for count, _ in counted[:3]] == [1, 2, 3]
    assert [record.sets[REPS].done for _, record in counted[:3]] == [1, 2, 3]


def test_before_anything_is_done_there_is_nothing_to_keep_safe() -> None:
    studio = Studio().start()
    studio.wait(9.0)
    studio.session_runner.saver.secure()
    assert (studio.shelf.notes, studio.shelf.secured) == ([], [None])
    assert studio.session_runner.saver.unfinished is None


def test_a_demonstration_is_not_kept_safe() -> None:
    studio = Studio(demo=True).work(REPS)
    studio.session_runner.saver.secure()
    assert (studio.shelf.notes, studio.shelf.secured, studio.session_runner.saver.trouble) == ([], [], "")


def test_securing_puts_the_state_of_the_last_look_on_the_disk() -> None:
    studio = Studio().work(HOLD)
    studio.wait(2.5)
    studio.session_runner.saver.secure()
    (state,) = studio.shelf.secured
    assert state is not None
    assert state.record.sets[HOLD].done == 2.5
    assert state.record == studio.session_runner.saver.unfinished
    assert not state.ended


def test_securing_between_the_last_set_and_its_record_keeps_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio().work(TIMED)
    monkeypatch.setattr(studio.session_runner.saver, "end", lambda: None)
    list(studio.run())
    studio.session_runner.saver.secure()
    state = studio.shelf.secured[-1]
    assert state is not None
    assert state.ended
    assert state.record.status is Status.COMPLETED


def test_securing_after_the_end_has_nothing_to_add() -> None:
    studio = Studio().start()
    list(studio.run())
    studio.session_runner.saver.secure()
    assert studio.shelf.secured == [None]


def test_a_discarded_session_is_not_kept_safe() -> None:
    studio = Studio().work(REPS)
    studio.session_runner.discard()
    studio.session_runner.saver.secure()
    assert studio.shelf.dropped == [studio.session_runner.session.id]
    assert studio.shelf.secured == []


def test_nothing_done_is_forgotten() -> None:
    studio = Studio().work(HOLD)
    studio.wait(0.5)
    studio.session_runner.finish()
    assert set(studio.shelf.dropped) == {studio.session_runner.session.id}
    assert studio.shelf.kept == {}


@pytest.mark.parametrize("where", [HOLD, REPS, STEPS, TIMED])
def test_a_session_goes_on_from_its_checkpoint_paused_where_it_was(where: int) -> None:
    before = Studio().work(where)
    before.wait(2.5)
    before.session_runner.saver.secure()
    state = before.shelf.secured[-1]
    assert state is not None
    after = Studio(read_checkpoint(json.loads(json.dumps(state.to_json()))))
    assert after.session_runner.resumed
    assert after.session_runner.session.run is Run.PAUSED
    assert after.session_runner.session.id == before.session_runner.session.id
    assert after.session_runner.session.record(STARTED) == before.session_runner.session.record(STARTED)
    after.wait(3600)
    assert after.session_runner.session.record(STARTED) == before.session_runner.session.record(STARTED)
    after.session_runner.perform(Action.GO_ON)
    ended = list(after.run())[-1]
    assert isinstance(ended, SessionEnded)
    assert after.shelf.record.status is Status.COMPLETED
    assert [item.done for item in after.shelf.record.sets] == [work.target for work in short_plan().sets]


def test_a_pause_stays_a_pause() -> None:
    before = Studio().work(HOLD)
    before.wait(2.5)
    before.session_runner.perform(Action.PAUSE)
    after = Studio(before.shelf.notes[-1])
    assert after.session_runner.snapshot.run is Run.PAUSED
    assert after.session_runner.snapshot.pause_reason is PauseReason.ASKED


def test_what_keeps_it_from_being_safe_is_told() -> None:
    studio = Studio().start()
    studio.shelf.trouble = "the disk does not answer"
    assert studio.session_runner.saver.trouble == "the disk does not answer"


def test_a_session_that_waits_at_home_is_found_by_any_start() -> None:
    record = Studio().start().session_runner.session.record(STARTED)
    path = Folders(Path("/home/runner/data"), Path("/c")).in_progress / f"{record.id}.json"
    assert unsaved_lines("history.json: no room", History((record,)), RescuePath(path)) == [
        "ankle-tui: not saved: history.json: no room",
        f"It waits in {path} and is saved when ankle-tui starts and can write again.",
    ]


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("posix", "TMPDIR='/scratch of mine' ankle-tui"),
        ("nt", 'cmd /c "set TMPDIR=/scratch of mine&& ankle-tui"'),
    ],
)
def test_a_session_that_waits_among_the_temporary_files_says_where_the_next_start_looks(
    monkeypatch: pytest.MonkeyPatch, system: str, command: str
) -> None:
    monkeypatch.setenv("TMPDIR", "/scratch of mine")
    record = Studio().start().session_runner.session.record(STARTED)
    path = Folders(Path("/home/runner/data"), Path("/c")).spare / f"{record.id}.json"
    monkeypatch.setattr(session_saver_module, "os", SimpleNamespace(name=system))
    _, waits, where = unsaved_lines("history.json: no room", History((record,)), RescuePath(path, spare=True))
    assert str(path) in waits
    assert "only there" in where
    assert where.endswith(f": {command}")


def test_a_session_that_waits_nowhere_is_printed_as_a_history_that_can_be_merged() -> None:
    studio = Studio().start()
    list(studio.run())
    _, how, *lines = unsaved_lines("history.json: no room", History((studio.shelf.record,)))
    assert how.endswith("ankle-tui merge FILE")
    assert from_bytes("\n".join(lines).encode() + b"\n") == History((studio.shelf.record,))
