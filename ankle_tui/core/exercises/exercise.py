"""Exercises, their variations in ladder order, doses and tempo."""

from dataclasses import dataclass, replace

from ankle_tui.core.exercises.terms import Context, Group, Kind, Level, Side, Sprain, Unit

__all__ = [
    "Choice",
    "Context",
    "Dose",
    "Exercise",
    "Group",
    "Kind",
    "Level",
    "Part",
    "Prerequisite",
    "Shown",
    "ShownInTest",
    "Side",
    "Source",
    "Sprain",
    "Tempo",
    "Unit",
    "Variation",
]


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a claim or a figure.

    Attributes:
        id: The name that doses refer to.
        text: The source in words, for a reader.
        about: What it speaks of, and what it says there with its figures: an exercise, `exercise variation`, or a page.
    """

    id: str
    text: str
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tempo:
    """The pace of one repetition or step, in seconds.

    Attributes:
        up: Seconds of the first half of the movement; for a step, the whole of it.
        hold: Seconds at the end of the movement.
        down: Seconds of the way back.
        words: The names of the three on screen.
    """

    up: float
    hold: float = 0.0
    down: float = 0.0
    words: tuple[str, str, str] = ("up", "hold", "down")

    @property
    def seconds(self) -> float:
        """Seconds of one whole repetition or step."""
        return self.up + self.hold + self.down


@dataclass(frozen=True, slots=True)
class Dose:
    """Sets, and the seconds, reps or steps of each, for each leg if the variation is per side.

    Attributes:
        sets: Number of sets.
        amount: Seconds, reps or steps of one set, in the unit of the variation's kind.
        sources: Sources of the figures; empty for a dose that the runner chose.
    """

    sets: int
    amount: int
    sources: tuple[Source, ...] = ()

    def changed(self, *, sets: int | None = None, amount: int | None = None) -> "Dose":
        """Make the runner's own dose from this one; it no longer has the sources."""
        return replace(self, sets=sets or self.sets, amount=amount or self.amount, sources=())


@dataclass(frozen=True, slots=True)
class Part:
    """One of several pieces that make up a set, done one after the other: a band direction, heel or toe walk.

    Attributes:
        id: Its name in the record.
        name: Its name on the screen.
        cue: The instruction, short and imperative.
        setup: What to arrange before it, such as where to anchor the band; empty if nothing.
    """

    id: str
    name: str
    cue: str
    setup: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A result that opens a harder variation, reached with each leg.

    Attributes:
        exercise: Id of the exercise.
        variation: Id of the variation.
        amount: Seconds, reps or steps of one set.
        touches: Most touches of the other foot a minute, which must then have been counted; None for no limit.
    """

    exercise: str
    variation: str
    amount: int
    touches: float | None = None


@dataclass(frozen=True, slots=True)
class ShownInTest:
    """A result of a self-test that opens a harder variation, reached with each leg.

    Attributes:
        test: Id of the self-test.
        amount: Its result.
    """

    test: str
    amount: int


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """What a variation opens after.

    Attributes:
        any: The results of which one must be shown on two days.
        within: The variation closes again once the last of these days is more than so many days ago, and one set is
            enough to show the result. None stands for two good sessions with the whole dose, after which it stays open.
        words: The requirement in a few words; empty to have them made from the result.
        tests: Results of self-tests of which one, once, is enough as well; only with `within`.
    """

    any: tuple[Shown, ...]
    within: int | None = None
    words: str = ""
    tests: tuple[ShownInTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Variation:
    """One rung of an exercise's ladder.

    Attributes:
        id: Its name in the record, unique within the exercise.
        name: Its name on the screen.
        kind: How a set is done.
        per_side: True if each leg gets the full dose.
        stand: How to get into position, short and imperative.
        cues: Form cues, short and imperative.
        equipment: Names of the equipment needed.
        doses: The dose ladder, easiest first.
        tempo: Seconds of a rep or step; None for holds and timed sets.
        rest: Seconds between sets.
        change: Seconds to change legs within a set; 0 when not per side.
        part_rest: Seconds between the parts of a set; 0 without parts.
        parts: The pieces of one set, or empty.
        timing_sources: Sources of tempo and rests.
        after: What must be shown before it is offered; empty for the first of an exercise. The first prerequisite names
            the variation whose place it takes.
        after_sprain: Days of training it waits for in addition after a sprain.
        touches: Most touches a minute, which must have been counted, in a session that counts for a longer dose; None
            for no limit.
    """

    id: str
    name: str
    kind: Kind
    per_side: bool
    stand: str
    cues: tuple[str, ...]
    equipment: tuple[str, ...]
    doses: tuple[Dose, ...]
    tempo: Tempo | None
    rest: float
    change: float
    part_rest: float
    parts: tuple[Part, ...]
    timing_sources: tuple[Source, ...]
    after: tuple[Prerequisite, ...] = ()
    after_sprain: int = 0
    touches: float | None = None

    def halves(self) -> tuple["Variation", ...]:
        """Split a variation of four parts in two, the last two first (of the band, in and out); empty if it has others."""
        if len(self.parts) != 4:
            return ()
        return tuple(
            replace(self, parts=parts, name=" and ".join(part.name.lower() for part in parts))
            for parts in (self.parts[2:], self.parts[:2])
        )


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise with its ladder of variations, easiest first.

    Attributes:
        id: Its name in records and on the command line.
        name: Its name on the screen.
        group: The part of a session it belongs to.
        trains: The purpose, one sentence.
        how: The instructions, a few sentences.
        variations: The ladder, easiest first.
        starts: For each level, the first variation and the index in its doses.
        sources: Sources of what it trains and how it is done.
        short: Its name in a list of several on a line.
        restart_after: Days without the exercise after which its ladder starts again at the first rung; 0 for never.
        from_session: The session, counted from 1, from which on it is suggested.
    """

    id: str
    name: str
    group: Group
    trains: str
    how: str
    variations: tuple[Variation, ...]
    starts: tuple[tuple[Level, str, int], ...]
    sources: tuple[Source, ...]
    short: str = ""
    restart_after: int = 0
    from_session: int = 1

    def variation(self, variation_id: str) -> Variation:
        """Find the variation with this id.

        Raises:
            KeyError: If there is none.
        """
        for variation in self.variations:
            if variation.id == variation_id:
                return variation
        raise KeyError(variation_id)

    def start(self, level: Level) -> tuple[Variation, Dose]:
        """Variation and dose at which a runner of this level starts."""
        for known, variation_id, step in self.starts:
            if known is level:
                variation = self.variation(variation_id)
                return variation, variation.doses[step]
        raise KeyError(level)


@dataclass(frozen=True, slots=True)
class Choice:
    """One exercise of a session, with its variation and dose.

    Attributes:
        exercise: The exercise.
        variation: One of its variations.
        dose: The dose.
    """

    exercise: Exercise
    variation: Variation
    dose: Dose

    @classmethod
    def start(cls, exercise: Exercise, level: Level) -> "Choice":
        """Choose the variation and dose at which a runner of this level starts."""
        variation, dose = exercise.start(level)
        return cls(exercise, variation, dose)
