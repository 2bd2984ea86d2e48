"""The words of self-tests over time."""

import datetime as dt

from ankle_tui.core.block.block_state import block_states
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.core.overview.measured import measured as laid_out
from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, SelfTestId
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.ui.progress.self_test_words import begins_words, ends_words, meaning_lines, part_head
from tests.self_tests import measured
from tests.store.history.records import make_id
from tests.training import day


def test_parts_are_named_with_what_counts() -> None:
    stance = measured(0, SelfTestId.STANCE, [5.0] * 3, part=CLOSED_EYES)
    heads = [part_head(part) for part in laid_out([stance, measured(0, left=9)], dt.date.min).parts]
    assert heads == ["Eyes closed: mean of 3, in s", "One trial, in reps"]


def test_blocks_are_marked_by_their_days() -> None:
    block = BlockRecord(make_id(1), dt.date(2026, 9, 28), 2)
    (state,) = block_states(Calendar(History(blocks=(block,)), Rules(), dt.date(2026, 12, 1)))
    marks = [words(state, now) for words in (begins_words, ends_words) for now in (state.last, dt.date(2027, 1, 1))]
    assert marks == [
        "block begins 28 Sep",
        "block begins 28 Sep 2026",
        "block ends 22 Nov",
        "block ends 22 Nov 2026",
    ]


def test_what_self_tests_mean_is_said_in_sentences() -> None:
    def told(*tests: tuple[int, float, float]) -> list[str]:
        stances = [
            measured(number, SelfTestId.STANCE, [left] * 3, [right] * 3, part=CLOSED_EYES)
            for number, left, right in tests
        ]
        (part,) = laid_out(stances, dt.date.min, AgeBand.TWENTIES).parts
        return meaning_lines(part, day(60))

    norm = "┊ People of your age, as quoted: 9.4 s."
    assert told((40, 8, 8)) == ["Practice so far: the next one counts, 3 days on or later."]
    assert told((40, 8, 8), (45, 8, 8)) == ["One that counts: nothing to compare yet.", norm]
    assert told((40, 8, 8), (45, 8, 8), (55, 9, 8), (60, 10, 8)) == [
        "Left longer in three tests running.",
        norm,
    ]
    raises = [measured(number, left=10, right=20, pain=1) for number in (46, 50, 60)]
    assert meaning_lines(laid_out(raises, dt.date.min).parts[0], day(60)) == [
        "5 Jan to 15 Jan · no more than chance.",
        "Left leg 10 reps behind, twice running.",
        "One leg is far behind, and it hurts: read “When to stop”.",
    ]
