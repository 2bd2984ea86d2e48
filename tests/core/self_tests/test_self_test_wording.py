"""What is said of self-tests: each sentence once, and never a word that judges a body."""

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests import self_test_wording as words
from ankle_tui.core.self_tests.due import Against, DueTest, DueTests
from ankle_tui.core.self_tests.findings import Change, LegGap, Trend, Verdict, all_series, changes, sides
from ankle_tui.core.self_tests.norms import Norm, norm_for
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS, Measure, SelfTestId, conditions_of
from tests.examples import examples
from tests.self_tests import any_test, measured

LEFT, RIGHT = Side
STANCE, RAISE, WALL, HOP = SelfTestId.STANCE, SelfTestId.RAISE, SelfTestId.WALL, SelfTestId.HOP
NEVER = re.compile(r"percentile|ankle.age|at risk|\bcleared\b|\bready\b|\bweak|\bnormal|injur|sprain", re.IGNORECASE)


def closed(number: int, left: float, right: float) -> SelfTestRecord:
    return measured(number, STANCE, (left,) * 3, (right,) * 3, part=CLOSED_EYES)


def everything(
    records: Sequence[SelfTestRecord], age: AgeBand | None, sex: Sex | None, gone: Against | None
) -> Iterator[str]:
    """All that can be said of some tests."""
    for record in records:
        yield from words.result_lines(record, records, age, sex)
        yield words.conditions_words(record.conditions)
        for change in changes(record, records):
            yield words.changes_words([change], Measure.REPS)
    for series in all_series(records):
        for part in series.protocol.part_ids:
            gap = sides(series, part)
            yield words.stop_words(gap, 5)
            if gap:
                yield words.gap_words(gap, series.protocol.unit)
            if norm := norm_for(series.protocol, part, age, sex, series.conditions):
                yield words.norm_words(norm, series.protocol.unit)
    for protocol in PROTOCOLS.values():
        yield words.rules_words(protocol)
        yield from (protocol.name, protocol.stand, *protocol.cues, *protocol.ends)
        for practice in (True, False):
            yield words.due_words(DueTests((DueTest(protocol, practice),), gone))
    yield words.hop_words()
    yield from (words.trend_words(side, trend) for side in Side for trend in Trend)
    yield from map(words.against_words, Against)


@given(
    st.lists(any_test(), max_size=8),
    st.none() | st.sampled_from(AgeBand),
    st.none() | st.sampled_from(Sex),
    st.none() | st.sampled_from(Against),
)
@examples(300)
def test_no_word_judges_a_body_or_promises_anything(
    records: list[SelfTestRecord], age: AgeBand | None, sex: Sex | None, gone: Against | None
) -> None:
    said = list(everything(records, age, sex, gone))
    assert not [line for line in said if NEVER.search(line)]
    assert not [line for line in said if "None" in line or "\n" in line or line != line.strip()]


@pytest.mark.parametrize(
    "line", ["You are at risk.", "Cleared to run.", "ready", "Your ankle age: 30", "90th percentile"]
)
def test_a_word_that_judges_is_recognised(line: str) -> None:
    assert NEVER.search(line)


@given(st.lists(any_test(), min_size=1, max_size=8), st.sampled_from(AgeBand), st.sampled_from(Sex))
@examples(200)
def test_practice_and_what_was_not_looked_at_stand_beside_nothing(
    records: list[SelfTestRecord], age: AgeBand, sex: Sex
) -> None:
    practice = {id(record) for series in all_series(records) for record in series.practice}
    for record in records:
        if id(record) in practice or not record.checked:
            said = " ".join(words.result_lines(record, records, age, sex))
            assert not re.search(r"as quoted|chance|changed|running", said)


def test_a_result_beside_the_value_of_the_age_and_the_test_before() -> None:
    records = [closed(0, 5, 5), closed(7, 9, 11), closed(14, 8, 12)]
    said = [words.result_lines(record, records, AgeBand.THIRTIES) for record in records]
    assert said == [
        ("eyes closed: left 5 s, right 5 s · practice: the next one counts, 3 days on or later",),
        ("eyes closed: left 9 s, right 11 s · people of your age, as quoted: 9.4 s",),
        ("eyes closed: left 8 s, right 12 s · people of your age, as quoted: 9.4 s · two tests cannot tell",),
    ]
    assert words.result_lines(records[1], records) == ("eyes closed: left 9 s, right 11 s",)


def test_a_later_test_changes_nothing_that_was_said_of_an_earlier_one() -> None:
    records = [closed(7 * number, 9, 9 + number) for number in range(6)]
    before = [words.result_lines(record, records[:4]) for record in records[:4]]
    assert [words.result_lines(record, records) for record in records[:4]] == before
    assert before[3] == ("eyes closed: left 9 s, right 12 s · right longer in three tests running",)


def test_both_parts_of_a_stance_are_told() -> None:
    legs = [Trial(side, 45, OPEN_EYES) for side in Side for _ in range(3)]
    records = [measured(number, STANCE, (9, 8), (9, 9, 10), part=CLOSED_EYES, more=legs) for number in (0, 7)]
    assert words.result_lines(records[1], records) == (
        "eyes open: left 45 s, right 45 s",
        "eyes closed: left nothing that counts, right 9.3 s",
    )


def test_a_change_of_one_leg_and_a_leg_behind() -> None:
    wedge = {"surface": "wedge"}
    values = [(0, 20, 20), (7, 20, 30), (14, 21, 38)]
    records = [measured(number, RAISE, left, right, conditions=wedge) for number, left, right in values]
    assert words.result_lines(records[2], records, AgeBand.TWENTIES, Sex.FEMALE) == (
        "left 21 reps, right 38 reps · people of your age and sex, as quoted: 30 reps · left: no more than chance; "
        "right 8 reps more: changed · left leg 17 reps behind, twice running",
    )
    assert words.result_lines(records[1], records) == ("left 20 reps, right 30 reps",)


def test_what_is_not_known_or_not_looked_at() -> None:
    assert words.result_lines(measured(0, RAISE, 20, 20, protocol=2), ()) == (
        "Tested by rules that this version does not know.",
    )
    assert words.result_lines(measured(0, RAISE), ()) == ("Nothing was measured.",)
    unchecked = measured(0, RAISE, 20, 1, checked=False)
    assert words.result_lines(unchecked, [unchecked]) == (
        "left 20 reps, right 1 rep · not looked at yet: nothing is concluded",
    )


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (9.5, Measure.SECONDS, "9.5 s"),
        (28 / 3, Measure.SECONDS, "9.3 s"),
        (1, Measure.REPS, "1 rep"),
        (0, Measure.REPS, "0 reps"),
        (12.0, Measure.CENTIMETRES, "12 cm"),
    ],
)
def test_a_value(value: float, unit: Measure, said: str) -> None:
    assert words.value_words(value, unit) == said


def test_what_counts_of_the_trials() -> None:
    assert {test.value: words.counts_words(protocol) for test, protocol in PROTOCOLS.items()} == {
        "wall": "best of 3",
        "stance": "mean of 3",
        "raise": "one trial",
        "hop": "better of 2",
    }


def test_what_is_refused_is_explained() -> None:
    assert words.refusal_words(Against.PAIN) == words.against_words(Against.PAIN)
    assert words.refusal_words(None) == words.refusal_words(Against.SORE) == words.hop_words()


def test_the_rest_of_the_words() -> None:
    seconds = Measure.SECONDS
    assert words.norm_words(Norm(13, 14, "x", by_sex=True), Measure.REPS) == (
        "people of your age and sex, as quoted: 13–14 reps"
    )
    apart = [Change(side, "", 9, 5, Verdict.NOT_COMPARABLE, better=False) for side in Side]
    assert words.changes_words(apart, seconds) == "not comparable"
    ways = {
        "left 3.5 s faster: changed": (seconds, 12, 8.5, True),
        "left 3.5 s slower: changed": (seconds, 8.5, 12, False),
        "left 3.5 s longer: changed": (seconds, 8.5, 12, True),
        "left 3.5 s shorter: changed": (seconds, 12, 8.5, False),
        "left 8 reps fewer: changed": (Measure.REPS, 28, 20, False),
        "left 8 reps more: changed": (Measure.REPS, 20, 28, True),
        "left 2.5 cm less: changed": (Measure.CENTIMETRES, 12.5, 10, False),
        "left 2.5 cm more: changed": (Measure.CENTIMETRES, 10, 12.5, True),
    }
    for said, (unit, before, after, better) in ways.items():
        assert words.changes_words([Change(LEFT, "", before, after, Verdict.CHANGED, better=better)], unit) == said
    gap = LegGap(RIGHT, 1.5)
    assert words.gap_words(gap, seconds) == "right leg 1.5 s behind, twice running"
    assert words.stop_words(gap, 1) == "One leg is far behind, and it hurts: read “When to stop”."
    assert [words.stop_words(gap, 0), words.stop_words(gap, None), words.stop_words(None, 9)] == ["", "", ""]
    conditions = conditions_of(PROTOCOLS[RAISE], RIGHT, {"surface": "wedge"})
    assert words.conditions_words(conditions) == "barefoot · wedge · right leg first"
    assert words.rules_words(PROTOCOLS[STANCE]) == (
        "It ends when the arms uncross, the raised foot touches the floor or the other leg, the standing foot moves, "
        "closed eyes open, or at 45 s."
    )
    assert words.rules_words(PROTOCOLS[WALL]) == "It ends when the knee no longer reaches the wall with the heel down."
    stance, hop = DueTest(PROTOCOLS[STANCE], practice=True), DueTest(PROTOCOLS[HOP], practice=False)
    assert words.due_words(DueTests((stance,), None)) == "Practice test due: 15 min"
    assert words.due_words(DueTests((stance, hop), None)) == "Test due: 22 min"
    assert words.due_words(DueTests((stance,), Against.SORE)) == words.due_words(DueTests((), None)) == ""
    assert words.against_words(Against.SESSION) == "Not within 24 hours of a session."
