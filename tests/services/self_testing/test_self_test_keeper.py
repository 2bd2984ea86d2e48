"""A self-test is in the history while it has a trial, whatever another program makes of it meanwhile."""

from dataclasses import replace

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.edits import deleted, undone
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper
from tests.self_tests import measured

NONE_YET = measured(0, checked=False, left=(), right=())
FIRST, SECOND = Trial(Side.LEFT, 25.0), Trial(Side.RIGHT, 22.0)


class Book:
    """A history that a keeper and other programs write."""

    def __init__(self, record: SelfTestRecord = NONE_YET) -> None:
        self.history = History()
        self.keeper = SelfTestKeeper(record, self.change, lambda: self.history, wall=lambda: record.started_at)

    def change(self, delta: History) -> None:
        self.history = merge(self.history, delta)

    def put(self, *trials: Trial, note: str = "") -> None:
        self.keeper.put(replace(NONE_YET, trials=trials, note=note))

    @property
    def only(self) -> SelfTestRecord:
        (record,) = self.history.tests
        return record


def test_without_a_trial_nothing_is_kept_even_with_an_answer() -> None:
    book = Book()
    book.keeper.put(replace(NONE_YET, pain=3))
    assert (book.history, book.keeper.kept, book.keeper.record.pain) == (History(), False, 3)
    book.put(FIRST)
    assert (book.only.trials, book.only.rev) == ((FIRST,), NONE_YET.rev)


def test_a_test_that_loses_its_last_trial_is_gone_until_it_has_one_again() -> None:
    book = Book()
    book.put(FIRST)
    book.put()
    assert (book.history.tests, book.keeper.kept) == ((), False)
    assert len(book.history.deleted) == 1
    book.put()
    book.put(SECOND)
    assert (book.only.trials, book.keeper.kept) == ((SECOND,), True)


def test_what_another_program_changed_meanwhile_stays() -> None:
    book = Book()
    book.put(FIRST)
    noted = undone(replace(undone(book.only), note="from the other one"))
    book.change(History.of(noted))
    book.put(FIRST, SECOND)
    book.put(FIRST)
    assert (book.only.trials, book.only.note, book.only.rev) == ((FIRST,), noted.note, noted.rev + 2)
    book.keeper.check(replace(NONE_YET, trials=(FIRST,)))
    assert (book.only.checked, book.only.note) == (True, noted.note)


def test_a_test_that_was_deleted_elsewhere_lives_with_its_next_trial_and_can_be_deleted_here() -> None:
    book = Book()
    book.put(FIRST)
    book.change(History(deleted=(deleted(undone(book.only), NONE_YET.started_at),)))
    assert book.history.tests == ()
    book.put(FIRST, SECOND)
    assert book.only.trials == (FIRST, SECOND)
    book.change(History.of(undone(book.only)))
    book.keeper.delete()
    assert book.history.tests == ()
