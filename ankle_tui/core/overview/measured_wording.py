"""Words about a part of a self-test over time: the way of each leg, and what it says."""

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.core.self_tests.self_test_wording import changes_words, gap_words, number_words, trend_words

PRACTICE_ONLY = "practice only"
ONE_COUNTS = "one that counts"


def part_name(part: MeasuredPart) -> str:
    """Name a part of a self-test in a word or two: `Eyes closed`, `Heel raise`."""
    return part.name.capitalize() or part.protocol.name


def way_words(part: MeasuredPart, side: Side, leg: str) -> str:
    """Tell the first and the last result of a leg: `● 8 → 11`; only the last if there is one that counts.

    Args:
        part: The part.
        side: The leg.
        leg: Its name or sign.
    """
    for change in part.changes:
        if change.side is side:
            return f"{leg} {number_words(change.before)} → {number_words(change.after)}"
    values = [day.legs[side] for day in part.days if side in day.legs]
    return f"{leg} {number_words(values[-1]) if values else '–'}"


def shown_words(part: MeasuredPart) -> str:
    """Say what the tests of a part show: `no more than chance`."""
    if not part.counted:
        return PRACTICE_ONLY
    unit = part.protocol.unit
    words = [trend_words(side, way) for side, way in part.trends.items()]
    if part.changes and not words:
        words.append(changes_words(part.changes, unit))
    words += [ONE_COUNTS] if len(part.counted) == 1 else []
    words += [gap_words(part.gap, unit)] if part.gap else []
    return " · ".join(words)


def part_line(part: MeasuredPart) -> str:
    """Tell a part in a line: `Eyes closed: left 8 → 11, right 10 → 14 s · no more than chance`."""
    legs = ", ".join(way_words(part, side, side.value) for side in Side)
    return f"{part_name(part)}: {legs} {part.protocol.unit.value} · {shown_words(part)}"
