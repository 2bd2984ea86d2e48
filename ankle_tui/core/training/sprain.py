"""A sprain in the last twelve months."""

from enum import StrEnum

from ankle_tui.core.exercises.exercise import Side


class Sprain(StrEnum):
    """The ankle that was sprained."""

    NO = "no"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def first_side(self) -> Side | None:
        """The leg that goes first; None if neither or both were sprained."""
        return {Sprain.LEFT: Side.LEFT, Sprain.RIGHT: Side.RIGHT}.get(self)
