"""What is said of self-tests: results beside published values and earlier ones, what is due, and what speaks against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.formatting import counted, minutes_words
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.due import Against, DueTests
from ankle_tui.core.self_tests.findings import (
    AFTER_PRACTICE,
    Change,
    LegGap,
    Trend,
    Verdict,
    changes,
    series_up_to,
    series_with,
    sides,
    trend,
)
from ankle_tui.core.self_tests.norms import Norm, norm_for
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import ConditionId, Counts, Measure, Protocol, best_by_side, protocol_of

HOW_TO_CHECK = "ankle-tui test --check"
"""The command that reads back what the runner has not looked at."""
_PARTED = " · "
_COUNTS = {
    Counts.MEAN: "The mean counts.",
    Counts.MOST: "The best counts.",
    Counts.LEAST: "The better time counts.",
}
_AGAINST = {
    Against.PAIN: "Wait until pain is 2 or less.",
    Against.SORE: "Not on a sore day: tired legs test low.",
    Against.SICK: "Not on a sick day.",
    Against.HARD_RUN: "Not after a hard run: tired legs test low.",
    Against.SESSION: "Not within 24 hours of a session.",
    Against.PUT_OFF: "Put off for a week.",
}


@dataclass(frozen=True, slots=True)
class PartResult:
    """What one part of a test shows.

    Attributes:
        part: Id of the part, or empty.
        name: Its name, or empty.
        values: What counts of each leg.
        before: The same of the test before it in its series.
        said: What they stand beside, in words.
        practice: True if nothing is concluded from it, as it was the first or nobody has looked at it yet.
    """

    part: str
    name: str
    values: Mapping[Side, float]
    before: Mapping[Side, float]
    said: tuple[str, ...]
    practice: bool


def part_results(
    record: SelfTestRecord, records: Iterable[SelfTestRecord], age: AgeBand | None = None, sex: Sex | None = None
) -> tuple[PartResult, ...]:
    """Tell a test part by part; nothing of what was not measured, nor of rules that this version does not know.

    Args:
        record: The test.
        records: All self-tests, this one among them.
        age: The runner's age, if known; with the sex it decides if a published value stands beside the result.
        sex: The runner's sex, if known.
    """
    protocol, known = protocol_of(record), tuple(records)
    if protocol is None:
        return ()
    series = series_with(record, known)
    practice = series is None or record in series.practice
    done = {trial.part for trial in record.trials}
    found = changes(record, known)
    return tuple(
        PartResult(
            part,
            next((item.name.lower() for item in protocol.parts if item.id == part), ""),
            best_by_side(record, part),
            {change.side: change.before for change in found if change.part == part},
            tuple(_meaning(record, known, part, age, sex)),
            practice,
        )
        for part in protocol.part_ids
        if part in done
    )


def result_lines(
    record: SelfTestRecord, records: Iterable[SelfTestRecord], age: AgeBand | None = None, sex: Sex | None = None
) -> tuple[str, ...]:
    """Tell a test, a line for each part: `left 8 s, right 12 s · no more than chance`.

    Args:
        record: As for `part_results`, like all others.
        records: All self-tests.
        age: The runner's age.
        sex: The runner's sex.
    """
    protocol = protocol_of(record)
    if protocol is None:
        return ("Tested by rules that this version does not know.",)
    lines = [
        (f"{found.name}: " if found.name else "") + _PARTED.join([values_words(found.values, protocol), *found.said])
        for found in part_results(record, records, age, sex)
    ]
    return tuple(lines) or ("Nothing was measured.",)


def number_words(value: float) -> str:
    """Write a result without its unit: `9.5`, `12`."""
    return f"{value:.1f}".removesuffix(".0")


def counts_words(protocol: Protocol) -> str:
    """Say what counts of the trials of a leg: `mean of 3`, `better of 2`."""
    if protocol.trials == 1:
        return "one trial"
    what = "mean" if protocol.counts is Counts.MEAN else "best" if protocol.trials > 2 else "better"
    return f"{what} of {protocol.trials}"


def value_words(value: float, unit: Measure) -> str:
    """Write a result: `9.5 s`, `1 rep`."""
    number = number_words(value)
    return f"{number} {'rep' if number == '1' and unit is Measure.REPS else unit.value}"


def values_words(values: Mapping[Side, float], protocol: Protocol) -> str:
    """Write what counts of each leg: `left 8 s, right 12 s`."""
    words = [
        f"{side.value} {value_words(values[side], protocol.unit)}"
        if side in values
        else f"{side.value} nothing that counts"
        for side in Side
    ]
    return ", ".join(words)


def norm_words(norm: Norm, unit: Measure) -> str:
    """Tell a published value: `people of your age, as quoted: 9.4 s`."""
    people = "people of your age and sex" if norm.by_sex else "people of your age"
    low = "" if norm.low == norm.high else f"{norm.low:g}–"
    return f"{people}, as quoted: {low}{value_words(norm.high, unit)}"


def changes_words(found: Sequence[Change], unit: Measure) -> str:
    """Tell how a test differs from an earlier one: `left 8 reps more: changed; right: no more than chance`."""
    verdicts = {change.verdict for change in found}
    if len(verdicts) == 1 and Verdict.CHANGED not in verdicts:
        return verdicts.pop().value
    return "; ".join(_change(change, unit) for change in found)


def gap_words(gap: LegGap, unit: Measure) -> str:
    """Name the leg that is behind: `left leg 8 reps behind, twice running`."""
    return f"{gap.side.value} leg {value_words(gap.by, unit)} behind, twice running"


def trend_words(side: Side, found: Trend) -> str:
    """Tell which way a leg's stance goes: `left longer in three tests running`."""
    return f"{side.value} {found.value} in three tests running"


def stop_words(gap: LegGap | None, pain: int | None) -> str:
    """Point to the page that says when to stop, if one leg is far behind and it hurts; else empty."""
    return "One leg is far behind, and it hurts: read “When to stop”." if gap and pain else ""


def stop_line(record: SelfTestRecord, records: Iterable[SelfTestRecord]) -> str:
    """Say the same of a test, as the legs stood with it.

    Args:
        record: The test.
        records: All self-tests, this one among them.
    """
    series = series_up_to(record, records)
    gaps = [sides(series, part) for part in series.protocol.part_ids] if series else []
    return stop_words(next(filter(None, gaps), None), record.pain)


def conditions_words(conditions: Mapping[str, object]) -> str:
    """Tell the conditions of a test: `barefoot · wedge · left leg first`."""
    leg = conditions.get(ConditionId.FIRST_LEG)
    others = (str(value) for key, value in conditions.items() if key != ConditionId.FIRST_LEG)
    return _PARTED.join([*others, *([f"{leg} leg first"] if leg else [])])


def rules_words(protocol: Protocol) -> str:
    """Tell how a trial ends: `It ends when the arms uncross, the standing foot moves, or at 45 s.`."""
    cap = [f"at {value_words(protocol.cap, protocol.unit)}"] if protocol.cap else []
    *first, last = [*(f"when {words}" if not at else words for at, words in enumerate(protocol.ends)), *cap]
    joined = f"{', '.join(first)}, or {last}" if first else last
    return f"It ends {joined}."


def trials_words(protocol: Protocol) -> str:
    """Tell how often it is tried, and what counts: `2 trials each leg, 2 min apart. The better time counts.`."""
    words = [
        f"{counted(protocol.trials, 'trial')} each leg",
        ", then ".join(part.name.lower() for part in protocol.parts),
    ]
    if protocol.tempo:
        words.append(f"{60 / protocol.tempo.seconds:g} a minute")
    if protocol.rest:
        apart = minutes_words(protocol.rest) if protocol.rest >= 60 else value_words(protocol.rest, Measure.SECONDS)
        words.append(f"{apart} apart")
    said = f"{', '.join(filter(None, words))}."
    return f"{said} {_COUNTS[protocol.counts]}" if protocol.trials > 1 else said


def due_words(due: DueTests) -> str:
    """Tell that tests are due, in one line: `Test due: 8 min`; empty if none is offered."""
    if not due.offered:
        return ""
    what = "Practice test" if all(test.practice for test in due.offered) else "Test"
    return f"{what} due: {minutes_words(due.minutes * 60)}"


def against_words(against: Against) -> str:
    """Say why not to test today."""
    return _AGAINST[against]


def hop_words() -> str:
    """Say what the side hop waits for."""
    return "The side hop comes with hops on one leg, and without any pain."


def refusal_words(against: Against | None) -> str:
    """Say why a test that is refused must not be done today: pain, or else hops come too early."""
    return against_words(against) if against is Against.PAIN else hop_words()


def _meaning(
    record: SelfTestRecord, records: Sequence[SelfTestRecord], part: str, age: AgeBand | None, sex: Sex | None
) -> list[str]:
    """What the values of a part stand beside, in words."""
    protocol, series = protocol_of(record), series_up_to(record, records)
    if protocol is None or not record.checked:
        return ["not looked at yet: nothing is concluded"]
    if series_with(record, records) is None:  # it has no result
        return []
    if series is None:
        return [f"practice: the next one counts, {AFTER_PRACTICE} days on or later"]
    values = best_by_side(record, part)
    norm = norm_for(protocol, part, age, sex, record.conditions) if values else None
    found = [change for change in changes(record, records) if change.part == part]
    words = [norm_words(norm, protocol.unit)] if norm else []
    ways = [trend_words(side, way) for side in Side if (way := trend(series, side, part))]
    words += ways or ([changes_words(found, protocol.unit)] if found else [])
    gap = sides(series, part)
    return [*words, gap_words(gap, protocol.unit)] if gap else words


def _change(change: Change, unit: Measure) -> str:
    if change.verdict is not Verdict.CHANGED:
        return f"{change.side.value}: {change.verdict.value}"
    by = value_words(abs(change.after - change.before), unit)
    return f"{change.side.value} {by} {_way(change, unit)}: {change.verdict.value}"


def _way(change: Change, unit: Measure) -> str:
    """Say which way a result went: `more`, `fewer`, `longer`, `faster`."""
    more = change.after > change.before
    if unit is Measure.SECONDS:
        raced = more is not change.better  # the hop, in which less time is better
        return ("slower" if more else "faster") if raced else ("longer" if more else "shorter")
    return "more" if more else "fewer" if unit is Measure.REPS else "less"
