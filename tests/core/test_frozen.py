"""What is never changed."""

import dataclasses
from collections.abc import Mapping

import pytest

from ankle_tui.core.frozen import frozen


@frozen
class Step:
    """Something to try it with."""

    name: str
    count: int = 1
    extra: Mapping[str, object] = dataclasses.field(default_factory=dict)


def test_it_is_a_dataclass_in_every_other_way() -> None:
    step = Step("heel")
    assert dataclasses.replace(step, count=2) == Step("heel", 2) != step
    assert repr(step) == "Step(name='heel', count=1, extra={})"
    assert dataclasses.asdict(step) == {"name": "heel", "count": 1, "extra": {}}
    assert step.extra is not Step("toe").extra


def test_nothing_else_can_be_put_on_it() -> None:
    with pytest.raises(AttributeError):
        Step("heel").other = 1  # type: ignore[attr-defined]


def test_equal_ones_are_one_in_a_set() -> None:
    @frozen
    class Spot:
        x: int
        y: int = 0

    assert len({Spot(1), Spot(1, 0), Spot(2)}) == 2


def test_the_type_checker_refuses_to_set_a_field() -> None:
    Step("heel").count = 3  # type: ignore[misc]  # the comment would be one too many, did it not refuse
