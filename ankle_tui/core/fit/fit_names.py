"""Name exercises as the FIT profile does, and leave those it has no name for to a title of their own."""

from collections.abc import Mapping
from typing import Final

UNKNOWN: Final = 65534
"""Category of an exercise that the profile has no name for."""

_CALF_RAISE: Final = 1
_PLYO: Final = 20
_WARM_UP: Final = 31

_NAMES: Final[Mapping[tuple[str, str], tuple[int, int]]] = {
    ("calf-raise", "both-legs"): (_CALF_RAISE, 18),  # standing calf raise
    ("calf-raise", "one-leg"): (_CALF_RAISE, 15),  # single-leg standing calf raise
    ("calf-raise", "one-leg-step"): (_CALF_RAISE, 15),
    ("band-ankle", "up"): (_WARM_UP, 3),  # ankle dorsiflexion with band
    ("band-ankle", "in"): (_WARM_UP, 4),  # ankle internal rotation
    ("lateral-hops", ""): (_PLYO, 17),  # lateral leap and hop
    ("ankle-circles", ""): (_WARM_UP, 2),  # ankle circles
    ("knee-to-wall", ""): (_WARM_UP, 87),  # ankle stretch
}
"""Category and name in profile 21.218, by exercise and its variation or part; an empty one stands for all of them.

There is no name for balance on one leg, walks on heels and toes, the foam roll, and the band down and out ("three-way ankle
mobilization" is another movement).
"""


def fit_name(exercise: str, variation: str, part: str | None) -> tuple[int, int] | None:
    """Category and name of an exercise in the FIT profile, or None if it has none.

    Args:
        exercise: Id of the exercise.
        variation: Id of the variation.
        part: Id of the part, or None.
    """
    found = (_NAMES.get((exercise, key)) for key in (part or "", variation, ""))
    return next(filter(None, found), None)
