"""Lines and JSON of `ankle-tui test`: each self-test with its last result, and which are due."""

from collections.abc import Sequence

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.formatting import day_words
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.findings import changes, series_up_to, series_with, sides, trend, unchecked
from ankle_tui.core.self_tests.norms import norm_for
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId, best_by_side, protocol_of
from ankle_tui.core.self_tests.self_test_wording import (
    HOW_TO_CHECK,
    against_words,
    conditions_words,
    due_words,
    result_lines,
)
from ankle_tui.services.self_testing.self_test_day import SelfTestDay

Who = tuple[AgeBand | None, Sex | None]
"""The runner's age and sex as far as they are known, for published values."""

NONE_DUE = "No test is due."
NONE_TO_CHECK = "Every test has been looked at."
NOT_LOOKED_AT = f"Look at the values: {HOW_TO_CHECK}"


def listing_lines(
    records: Sequence[SelfTestRecord], day: SelfTestDay, age: AgeBand | None, sex: Sex | None
) -> list[str]:
    """List each test with its last result and what it means, then the tests that are due.

    Args:
        records: The tests up to today, the oldest first.
        day: What today is like.
        age: The runner's age, if known.
        sex: The runner's sex, if known.
    """
    lines = []
    for protocol in PROTOCOLS.values():
        last = next((record for record in reversed(records) if protocol_of(record) is protocol), None)
        if last is None:
            lines.append(f"{protocol.name}: not tested yet")
        else:
            lines.append(f"{protocol.name}, {day_words(last.day)}: {conditions_words(last.conditions)}")
            lines += [f"  {line}" for line in result_lines(last, records, age, sex)]
    return [*lines, "", *_due_lines(day), *([NOT_LOOKED_AT] if unchecked(records) else [])]


def against_lines(day: SelfTestDay) -> list[str]:
    """Say what speaks against a test that the runner may do all the same."""
    return [f"{against_words(day.against)} You decide."] if day.against else []


def listing_json(
    records: Sequence[SelfTestRecord],
    day: SelfTestDay,
    only: Sequence[SelfTestId],
    age: AgeBand | None,
    sex: Sex | None,
) -> dict[str, object]:
    """Convert the tests, their findings and those due to JSON values.

    Args:
        records: The tests up to today, the oldest first.
        day: What today is like.
        only: The tests to show; those that this version does not know show with all of them.
        age: The runner's age, if known.
        sex: The runner's sex, if known.
    """
    everything = len(only) == len(SelfTestId)
    shown = [record for record in records if everything or record.test in only]
    due = [test for test in day.due.tests if test.protocol.id in only]
    return {
        "tests": [_test_json(record, records, (age, sex)) for record in shown],
        "due": [{"test": test.protocol.id.value, "practice": test.practice} for test in due],
        "against": day.due.against and day.due.against.value,
        "hop_allowed": day.hops,
    }


def _due_lines(day: SelfTestDay) -> list[str]:
    due = day.due
    if not due.tests:
        return [NONE_DUE]
    names = ", ".join(test.protocol.id.value for test in due.tests)
    if due.against:
        return [f"Due: {names}. {against_words(due.against)}"]
    first = due.tests[0].protocol.id.value
    return [f"{due_words(due)} ({names}): ankle-tui test {first}"]


def _test_json(record: SelfTestRecord, records: Sequence[SelfTestRecord], who: Who) -> dict[str, object]:
    """Give a test with what it says; nothing is said of one that is not looked at, or by rules not known here."""
    protocol, series = protocol_of(record), series_with(record, records)
    results = [_part_json(part, record, records, who) for part in protocol.part_ids] if protocol else []
    return {
        **record.to_json(),
        "unit": protocol.unit.value if protocol else None,
        "practice": record in series.practice if series else None,
        "results": results,
    }


def _part_json(part: str, record: SelfTestRecord, records: Sequence[SelfTestRecord], who: Who) -> dict[str, object]:
    values, so_far = best_by_side(record, part), series_up_to(record, records)
    norm = norm_for(so_far.protocol, part, *who, record.conditions) if so_far and values else None
    gap = sides(so_far, part) if so_far else None
    ways = {side.value: way.value for side in Side if so_far and (way := trend(so_far, side, part))}
    return {
        "part": part,
        **{side.value: values.get(side) for side in Side},
        "norm": {"low": norm.low, "high": norm.high, "source": norm.source, "quoted": True} if norm else None,
        "changes": [
            {
                "side": change.side.value,
                "before": change.before,
                "after": change.after,
                "verdict": change.verdict.value,
                "better": change.better,
            }
            for change in changes(record, records)
            if change.part == part
        ],
        "behind": {"side": gap.side.value, "by": gap.by} if gap else None,
        "trends": ways,
    }
