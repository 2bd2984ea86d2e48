"""The catalogue of exercises, read from the tables of a TOML file into frozen types."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ankle_tui.core.exercise import Dose, Exercise, Group, Kind, Level, Part, Source, Tempo, Variation
from ankle_tui.core.reading import BadValue, Table, did_you_mean
from ankle_tui.core.routine import Routine

__all__ = ["MOST", "SMALLEST_STEP", "Catalogue", "UnknownExercise", "parse_catalogue"]

MOST = {Kind.HOLD: 300, Kind.TIMED: 300, Kind.REPS: 100, Kind.STEPS: 200}
"""The largest amount of one set, in the unit of its kind: far above any dose, so that a slip of the finger shows."""

SMALLEST_STEP = {Kind.HOLD: 5, Kind.TIMED: 5, Kind.REPS: 1, Kind.STEPS: 1}
"""By how much a runner changes the amount of a set at a time."""

MOST_SETS = 10

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


class UnknownExercise(LookupError):
    """No exercise of the catalogue has this id; the message offers the closest one."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All exercises, in the order in which they are offered.

    Attributes:
        exercises: Every exercise.
        suggested: For each level, the ids of a ready-made session, in order.
        routines: Sessions the runner has given a name.
        own: Ids of the runner's own exercises.
    """

    exercises: tuple[Exercise, ...]
    suggested: Mapping[Level, tuple[str, ...]]
    routines: tuple[Routine, ...] = ()
    own: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self.exercises)

    def get(self, exercise_id: str) -> Exercise:
        """The exercise of this id.

        Raises:
            UnknownExercise: If there is none.
        """
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        hint = did_you_mean(exercise_id, [exercise.id for exercise in self.exercises])
        raise UnknownExercise(f'no exercise is called "{exercise_id}"{hint}')


def parse_catalogue(data: Mapping[str, object]) -> Catalogue:
    """Read a whole catalogue.

    Args:
        data: The tables of the file, as `tomllib` gives them.

    Returns:
        The catalogue.

    Raises:
        BadValue: At the first mistake, naming the exercise and the key.
    """
    top = Table(data)
    named = top.table("sources")
    sources = {key: Source(key, named.text(key)) for key in named.rest()}
    exercises = tuple(_exercise(table, sources) for table in top.tables("exercise"))
    _refuse_twice([exercise.id for exercise in exercises], "exercise")
    known = [exercise.id for exercise in exercises]
    suggested = top.table("suggested")
    catalogue = Catalogue(exercises, {level: _suggested(suggested, level.value, known) for level in Level})
    suggested.finish()
    top.finish()
    return catalogue


def _suggested(table: Table, key: str, known: list[str]) -> tuple[str, ...]:
    ids = table.texts(key)
    if not ids:
        raise table.error(key, "needs at least one")
    for name in ids:
        if name not in known:
            raise table.error(key, f'no exercise is called "{name}"{did_you_mean(name, known)}')
    return ids


def _exercise(table: Table, sources: Mapping[str, Source]) -> Exercise:
    table.where = exercise_id = _id(table)
    variations = tuple(_variation(item, sources) for item in table.tables("variation"))
    if not variations:
        raise table.error("variation", "needs at least one")
    _refuse_twice([variation.id for variation in variations], table.place("variation"))
    exercise = Exercise(
        id=exercise_id,
        name=table.text("name"),
        group=table.choice("group", Group, Group.MAIN),
        trains=table.text("trains"),
        how=table.text("how"),
        variations=variations,
        starts=_starts(table.table("start"), variations),
        sources=_sources(table, "source", sources),
        short=table.text("short", table.text("name")),
    )
    table.finish("group", "short")
    return exercise


def _id(table: Table) -> str:
    """An id as it can be named on the command line, in records and with a number behind it."""
    name = table.text("id")
    if not _ID.fullmatch(name):
        raise table.error("id", f'must be lower-case words joined by hyphens, not "{name}"')
    return name


def _starts(table: Table, variations: tuple[Variation, ...]) -> tuple[tuple[Level, str, int], ...]:
    starts = tuple((level, *_start(table, level.value, variations)) for level in Level)
    table.finish()
    return starts


def _start(table: Table, key: str, variations: tuple[Variation, ...]) -> tuple[str, int]:
    """`beginner = "both-legs"` starts at the first dose, `"both-legs 3"` at the third."""
    name, _, step = table.text(key).partition(" ")
    by_id = {variation.id: variation for variation in variations}
    if name not in by_id:
        raise table.error(key, f'no variation is called "{name}"{did_you_mean(name, list(by_id))}')
    doses = [str(number) for number in range(1, len(by_id[name].doses) + 1)]
    if step and step not in doses:
        raise table.error(key, f'"{step}" is not a dose from 1 to {len(doses)}')
    return name, doses.index(step) if step else 0


def _variation(table: Table, sources: Mapping[str, Source]) -> Variation:
    kind = table.choice("kind", Kind)
    per_side = table.flag("per_side", default=False)
    parts = tuple(_part(item) for item in table.tables("part", []))
    _refuse_twice([part.id for part in parts], table.place("part"))
    variation = Variation(
        id=_id(table),
        name=table.text("name"),
        kind=kind,
        per_side=per_side,
        stand=table.text("stand"),
        cues=table.texts("cues"),
        equipment=table.texts("equipment", ()),
        doses=tuple(_dose(item, kind, sources) for item in table.tables("dose")),
        tempo=_tempo(table.table("tempo")) if kind.counted else None,
        rest=table.number("rest", 5, 300),
        change=table.number("change", 5, 300) if per_side else 0,
        part_rest=table.number("part_rest", 5, 300) if parts else 0,
        parts=parts,
        timing_sources=_sources(table, "timing_source", sources),
    )
    if not variation.doses:
        raise table.error("dose", "needs at least one")
    table.finish("per_side", "equipment", "part")
    return variation


def _part(table: Table) -> Part:
    part = Part(_id(table), table.text("name"), table.text("cue"))
    table.finish()
    return part


def _dose(table: Table, kind: Kind, sources: Mapping[str, Source]) -> Dose:
    dose = Dose(
        sets=table.integer("sets", 1, MOST_SETS),
        amount=table.integer(kind.unit.value, 1, MOST[kind]),
        sources=_sources(table, "source", sources),
    )
    table.finish()
    return dose


def _tempo(table: Table) -> Tempo:
    words = table.texts("words", ("up", "hold", "down"))
    if len(words) != 3:
        raise table.error("words", f"must be three texts, not {len(words)}")
    tempo = Tempo(
        table.number("up", 0.5, 30),
        table.number("hold", 0, 30, 0.0),
        table.number("down", 0, 30, 0.0),
        (words[0], words[1], words[2]),
    )
    table.finish("hold", "down", "words")
    return tempo


def _sources(table: Table, key: str, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    names = table.texts(key)
    if not names:
        raise table.error(key, "needs at least one")
    for name in names:
        if name not in sources:
            raise table.error(key, f'no source is called "{name}"{did_you_mean(name, list(sources))}')
    return tuple(sources[name] for name in names)


def _refuse_twice(ids: list[str], where: str) -> None:
    for name in ids:
        if ids.count(name) > 1:
            raise BadValue(where, f'"{name}" is there twice')
