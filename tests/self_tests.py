"""Self-tests as the history holds them, for tests."""

import datetime as dt
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId, conditions_of
from tests.training import day

Values = float | Sequence[float]
"""One trial of a leg, or several."""


def measured(
    number: int,
    test: SelfTestId = SelfTestId.RAISE,
    left: Values = (),
    right: Values = (),
    *,
    part: str = "",
    more: Sequence[Trial] = (),
    conditions: Mapping[str, object] | None = None,
    protocol: int = 1,
    checked: bool = True,
    pain: int | None = None,
    hour: int = 20,
) -> SelfTestRecord:
    """A self-test so many days after a Monday.

    Args:
        number: The day.
        test: Which test.
        left: Values of the left leg.
        right: Values of the right leg.
        part: The part they belong to.
        more: Further trials.
        conditions: Conditions other than the usual ones.
        protocol: Number of the rules.
        checked: False if the runner has not looked at it.
        pain: The runner's answer.
        hour: When it began.
    """
    at = dt.datetime.combine(day(number), dt.time(hour, 4), tzinfo=dt.UTC)
    legs = ((Side.LEFT, left), (Side.RIGHT, right))
    trials = [
        Trial(side, float(value), part)
        for side, values in legs
        for value in (values if isinstance(values, Sequence) else [values])
    ]
    return SelfTestRecord(
        id=new_id(round(at.timestamp() * 1000), list(SelfTestId).index(test).to_bytes(10, "big")),
        day=at.date(),
        started_at=at,
        zone="UTC",
        test=test.value,
        protocol=protocol,
        trials=(*trials, *more),
        conditions={**conditions_of(PROTOCOLS[test], Side.LEFT), **(conditions or {})},
        pain=pain,
        checked=checked,
    )


def in_halves(low: float, high: float) -> st.SearchStrategy[float]:
    """Values as they are kept: to half a second or centimetre."""
    return st.integers(round(low * 2), round(high * 2)).map(lambda number: number / 2)


@st.composite
def any_test(draw: st.DrawFn, last: int = 150) -> SelfTestRecord:
    """A self-test with whatever values, on any day up to `last`; some are unchecked, by other rules, or incomplete."""
    test = draw(st.sampled_from(SelfTestId))
    parts = PROTOCOLS[test].part_ids
    amounts = st.lists(in_halves(0, 60), max_size=3)
    return measured(
        draw(st.integers(0, last)),
        test,
        draw(amounts),
        draw(amounts),
        part=draw(st.sampled_from(parts)),
        more=[
            Trial(side, draw(in_halves(0, 45)), parts[-1]) for side in draw(st.lists(st.sampled_from(Side), max_size=6))
        ],
        conditions={"footwear": draw(st.sampled_from(["barefoot", "shoes"]))},
        protocol=draw(st.sampled_from([1, 1, 1, 2])),
        checked=draw(st.sampled_from([True, True, False])),
        pain=draw(st.none() | st.integers(0, 10)),
        hour=draw(st.integers(0, 23)),
    )
