"""The words in which exercises, sessions and settings speak of a leg, a level, a set."""

from enum import StrEnum


class Unit(StrEnum):
    """The unit of a dose."""

    SECONDS = "seconds"
    REPS = "reps"
    STEPS = "steps"


class Kind(StrEnum):
    """How a set is done."""

    HOLD = "hold"
    """Keep a position for a time; on one leg, foot-downs are counted."""
    TIMED = "timed"
    """Move at your own pace for a time."""
    REPS = "reps"
    """Repeat a movement, each repetition up, hold and down."""
    STEPS = "steps"
    """Walk a number of steps."""

    @property
    def unit(self) -> Unit:
        """Unit of a dose of this kind."""
        return {Kind.REPS: Unit.REPS, Kind.STEPS: Unit.STEPS}.get(self, Unit.SECONDS)

    @property
    def counted(self) -> bool:
        """True if a set of this kind is counted, not timed."""
        return self.unit is not Unit.SECONDS


class Side(StrEnum):
    """The leg that works."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The other leg."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Level(StrEnum):
    """Where each ladder starts."""

    BEGINNER = "beginner"
    """Bodyweight only."""
    EXPERIENCED = "experienced"
    """Bands, unstable ground and closed eyes as well."""


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


class Context(StrEnum):
    """The activity before the session."""

    POST_RUN = "post-run"
    CROSS_TRAINING = "cross-training"
    OTHER = "other"
    """None that the program knows of."""


class Group(StrEnum):
    """The part of a session an exercise belongs to."""

    MAIN = "main"
    COOLDOWN = "cooldown"
