"""What a history holds, in a few words."""

from ankle_tui.core.history.contents import contents_words
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord
from tests.builders import SESSION_ID
from tests.self_tests import measured
from tests.store.history.records import make_record
from tests.training import day


def test_what_there_is_none_of_is_left_out() -> None:
    sessions, tests = (make_record(1), make_record(2)), (measured(0),)
    block = BlockRecord(SESSION_ID, day(0), 2)
    assert contents_words(History()) == "0 sessions"
    assert contents_words(History(sessions)) == "2 sessions"
    assert contents_words(History(tests=tests)) == "1 self-test"
    assert contents_words(History(sessions, tests=tests, blocks=(block,))) == "2 sessions, 1 self-test, 1 block"
