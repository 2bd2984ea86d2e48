"""Published values for healthy volunteers, as others quote them, and when a result may stand beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ankle_tui.core.self_tests.protocols import (
    BAREFOOT,
    CLOSED_EYES,
    OPEN_EYES,
    WEDGE,
    ConditionId,
    Protocol,
    SelfTestId,
)


class AgeBand(StrEnum):
    """Age in years."""

    EIGHTEEN = "18-19"
    TWENTIES = "20-29"
    THIRTIES = "30-39"
    FORTIES = "40-49"
    FIFTIES = "50-59"
    SIXTIES = "60-69"
    SEVENTIES = "70-79"
    EIGHTIES = "80+"


class Sex(StrEnum):
    """Sex, as the published values know it."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Norm:
    """A published value, quoted by others and not read in the paper itself.

    Attributes:
        low: The value, or the lowest one quoted.
        high: The same, or the highest one quoted.
        source: Id of its source in the information pages.
        by_sex: True if it holds for one sex.
    """

    low: float
    high: float
    source: str
    by_sex: bool = False


_AGES = tuple(AgeBand)
_STANCE, _RAISE = "springer-2007", "hebert-losier-2017"

# Means of three trials, as here. The stance does not depend on sex (in the abstract). With open eyes, two quotations agree;
# with closed ones there is one. Below 60 the open eyes end at the cap, so there is nothing to compare.
_EYES_OPEN = dict(zip(_AGES[5:], (26.9, 15.0, 6.2), strict=True))
_EYES_CLOSED = dict(zip(_AGES, (9.4, 9.4, 9.4, 7.3, 4.8, 2.8, 2.0, 1.3), strict=True))

# Medians on an incline of 10°; three quotations agree within one. On a flat floor it is easier.
_RAISES = {
    Sex.MALE: dict(zip(_AGES[1:], ((37, 37), (32, 32), (28, 28), (23, 23), (19, 19), (14, 14), (10, 10)), strict=True)),
    Sex.FEMALE: dict(
        zip(_AGES[1:], ((30, 30), (27, 27), (24, 24), (21, 21), (19, 19), (16, 16), (13, 14)), strict=True)
    ),
}


def norm_for(
    protocol: Protocol, part: str, age: AgeBand | None, sex: Sex | None, conditions: Mapping[str, object]
) -> Norm | None:
    """Find the value to show beside a result; None if no published one was got in the same way.

    Args:
        protocol: The rules of the test.
        part: Id of its part, or empty.
        age: The runner's age, or None if not said.
        sex: The same for sex; the heel raise needs both.
        conditions: Conditions of the test.
    """
    if age is None:
        return None
    if protocol.id is SelfTestId.STANCE and conditions.get(ConditionId.FOOTWEAR) == BAREFOOT:
        seconds = {OPEN_EYES: _EYES_OPEN, CLOSED_EYES: _EYES_CLOSED}.get(part, {}).get(age)
        return None if seconds is None else Norm(seconds, seconds, _STANCE)
    if protocol.id is SelfTestId.RAISE and sex and conditions.get(ConditionId.SURFACE) == WEDGE:
        reps = _RAISES[sex].get(age)
        return None if reps is None else Norm(*reps, _RAISE, by_sex=True)
    return None
