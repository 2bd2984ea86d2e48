"""Read the catalogue of exercises from the tables of a TOML file."""

import re
from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Dose, Exercise, Group, Kind, Level, Part, Tempo, Variation
from ankle_tui.core.exercises.prerequisites import check_after, read_after, with_default
from ankle_tui.core.exercises.routine import Routine
from ankle_tui.core.exercises.sources import Figure, Sources, numbers, read_sources
from ankle_tui.core.validation import InvalidValue, TableReader, did_you_mean

MOST = {Kind.HOLD: 300, Kind.TIMED: 300, Kind.REPS: 100, Kind.STEPS: 200}
"""Largest amount of one set, in the unit of its kind: far above any dose, to catch typing errors."""

SMALLEST_STEP = {Kind.HOLD: 5, Kind.TIMED: 5, Kind.REPS: 1, Kind.STEPS: 1}
"""Smallest change of the amount of a set."""

MOST_SETS = 10

MOST_LISTED = 20
"""Most variations, doses, parts or cues in one list."""

MOST_NAME, MOST_WORD, MOST_CUE, MOST_TEXT = 30, 12, 60, 400
"""Characters that fit in a name or an id, in a word drawn large or in a list, in a line to be read from two metres
away, and in an explanation."""

MOST_DAYS = 366
"""Longest time, in days, that a rule of a ladder looks back."""

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


class UnknownExercise(LookupError):
    """No exercise has this id; the message suggests the closest one."""


class UnknownRoutine(LookupError):
    """No routine has this id or name; the message suggests the closest one."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All exercises, in the order of every list.

    Attributes:
        exercises: Every exercise.
        suggested: For each level, the ids of a ready-made session, in order.
        routines: Sessions that the runner has named.
        own: Ids of the runner's own exercises.
    """

    exercises: tuple[Exercise, ...]
    suggested: Mapping[Level, tuple[str, ...]]
    routines: tuple[Routine, ...] = ()
    own: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self.exercises)

    def get(self, exercise_id: str) -> Exercise:
        """Find the exercise with this id.

        Raises:
            UnknownExercise: If there is none.
        """
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        hint = did_you_mean(exercise_id, [exercise.id for exercise in self.exercises])
        raise UnknownExercise(f'no exercise is called "{exercise_id}"{hint}')


def find_routine(catalogue: Catalogue, name: str) -> Routine:
    """Find a routine.

    Args:
        catalogue: The catalogue to search.
        name: Its id, or its name on screen; case does not matter.

    Raises:
        UnknownRoutine: If there is none.
    """
    wanted = " ".join(name.casefold().split())
    for routine in catalogue.routines:
        if wanted in {routine.id, routine.name.casefold()}:
            return routine
    if not catalogue.routines:
        raise UnknownRoutine("there are no routines yet; ankle-tui exercises --template shows how to write one")
    known = [word for routine in catalogue.routines for word in (routine.id, routine.name)]
    raise UnknownRoutine(f'no routine is called "{name}"{did_you_mean(name, known)}')


def parse_catalogue(data: Mapping[str, object]) -> Catalogue:
    """Read a whole catalogue.

    Args:
        data: The tables of the file, from `tomllib`.

    Raises:
        InvalidValue: At the first slip, naming the exercise and the key.
    """
    top = TableReader(data)
    named = top.table("sources")
    sources = Sources(read_sources(named))
    exercises = tuple(read_exercise(table, sources) for table in top.tables("exercise"))
    _refuse_twice([exercise.id for exercise in exercises], "exercise")
    for exercise in exercises:
        check_after(exercise, {other.id: other for other in exercises})
    known = [exercise.id for exercise in exercises]
    suggested = top.table("suggested")
    catalogue = Catalogue(exercises, {level: _suggested(suggested, level.value, known) for level in Level})
    suggested.finish()
    top.finish()
    return catalogue


def _suggested(table: TableReader, key: str, known: list[str]) -> tuple[str, ...]:
    ids = table.texts(key)
    if not ids:
        raise table.error(key, "needs at least one")
    for name in ids:
        if name not in known:
            raise table.error(key, f'no exercise is called "{name}"{did_you_mean(name, known)}')
    return ids


def read_exercise(table: TableReader, sources: Sources) -> Exercise:
    """Read one exercise.

    Args:
        table: Its table.
        sources: The sources that it can name. If it need not name any, it need not say where levels start either: both
            start at the first rung.

    Raises:
        InvalidValue: At the first slip, naming the exercise and the key.
    """
    table.where = exercise_id = read_id(table)
    variations = with_default(
        exercise_id, tuple(_variation(item, exercise_id, sources) for item in table.tables("variation"))
    )
    refuse_many(table, "variation", variations)
    _refuse_twice([variation.id for variation in variations], table.place("variation"))
    bottom = tuple((level, variations[0].id, 0) for level in Level)
    trains, how = table.line("trains", MOST_TEXT), table.line("how", MOST_TEXT)
    exercise = Exercise(
        id=exercise_id,
        name=table.line("name", MOST_NAME),
        group=table.choice("group", Group, Group.MAIN),
        trains=trains,
        how=how,
        variations=variations,
        starts=_starts(table.table("start"), variations) if "start" in table or sources.asked_for else bottom,
        sources=sources.cited(table, "source", exercise_id, numbers(f"{trains} {how}")),
        short=table.line("short", MOST_WORD, table.line("name", MOST_NAME)),
        restart_after=table.integer("restart_after", 7, MOST_DAYS, 0),
        from_session=table.integer("from_session", 1, 100, 1),
    )
    table.finish("group", "start", "source", "short", "restart_after", "from_session")
    return exercise


def read_id(table: TableReader) -> str:
    """Read an id, which must be fit for the command line, for records, and for a number behind it.

    Raises:
        InvalidValue: If it is missing or unfit.
    """
    name = table.line("id", MOST_NAME)
    if not _ID.fullmatch(name):
        raise table.error("id", f'must be lower-case words joined by hyphens, not "{name}"')
    return name


def refuse_many(table: TableReader, key: str, items: Sized) -> None:
    """Refuse an empty list, and one of more than `MOST_LISTED` items.

    Raises:
        InvalidValue: If the list is refused.
    """
    if not items:
        raise table.error(key, "needs at least one")
    if len(items) > MOST_LISTED:
        raise table.error(key, f"must have at most {MOST_LISTED}, not {len(items)}")


def _starts(table: TableReader, variations: tuple[Variation, ...]) -> tuple[tuple[Level, str, int], ...]:
    starts = tuple((level, *_start(table, level.value, variations)) for level in Level)
    table.finish()
    return starts


def _start(table: TableReader, key: str, variations: tuple[Variation, ...]) -> tuple[str, int]:
    """`beginner = "both-legs"` starts at the first dose, `"both-legs 3"` at the third."""
    name, _, step = table.text(key).partition(" ")
    by_id = {variation.id: variation for variation in variations}
    if name not in by_id:
        raise table.error(key, f'no variation is called "{name}"{did_you_mean(name, list(by_id))}')
    doses = [str(number) for number in range(1, len(by_id[name].doses) + 1)]
    if step and step not in doses:
        raise table.error(key, f'"{step}" is not a dose from 1 to {len(doses)}')
    return name, doses.index(step) if step else 0


def _variation(table: TableReader, exercise: str, sources: Sources) -> Variation:
    kind = table.choice("kind", Kind)
    per_side = table.flag("per_side", default=False)
    parts = tuple(_part(item) for item in table.tables("part", []))
    if parts:
        refuse_many(table, "part", parts)
    _refuse_twice([part.id for part in parts], table.place("part"))
    variation_id = read_id(table)
    place = f"{exercise} {variation_id}"
    tempo = _tempo(table.table("tempo")) if kind.counted else None
    waits = _waits(table, per_side=per_side, parts=bool(parts))
    variation = Variation(
        id=variation_id,
        name=table.line("name", MOST_NAME),
        kind=kind,
        per_side=per_side,
        stand=table.line("stand", MOST_CUE),
        cues=table.lines("cues", MOST_CUE),
        equipment=table.lines("equipment", MOST_NAME, ()),
        doses=tuple(_dose(item, kind, sources, place) for item in table.tables("dose")),
        tempo=tempo,
        rest=waits["rest"],
        change=waits.get("change", 0),
        part_rest=waits.get("part_rest", 0),
        parts=parts,
        timing_sources=sources.cited(table, "timing_source", place, _timing(tempo, waits)),
        after=read_after(table, exercise),
        after_sprain=table.integer("after_sprain", 1, MOST_DAYS, 0),
        touches=table.number("touches", 0, 60) if "touches" in table else None,
    )
    refuse_many(table, "cues", variation.cues)
    refuse_many(table, "dose", variation.doses)
    table.finish("per_side", "equipment", "part", "timing_source", "after", "after_sprain", "touches")
    return variation


def _waits(table: TableReader, *, per_side: bool, parts: bool) -> dict[str, float]:
    keys = ["rest", *(["change"] if per_side else []), *(["part_rest"] if parts else [])]
    return {key: table.number(key, 5, 300) for key in keys}


def _timing(tempo: Tempo | None, waits: Mapping[str, float]) -> list[Figure]:
    stages = [(tempo.up, "up"), (tempo.hold, "hold"), (tempo.down, "down")] if tempo else []
    return [stage for stage in stages if stage[0]] + [(seconds, key) for key, seconds in waits.items()]


def _part(table: TableReader) -> Part:
    part = Part(
        read_id(table), table.line("name", MOST_WORD), table.line("cue", MOST_CUE), table.line("setup", MOST_CUE, "")
    )
    table.finish("setup")
    return part


def _dose(table: TableReader, kind: Kind, sources: Sources, place: str) -> Dose:
    sets = table.integer("sets", 1, MOST_SETS)
    amount = table.integer(kind.unit.value, 1, MOST[kind])
    figures = ((sets, "sets"), (amount, kind.unit.value))
    dose = Dose(sets, amount, sources.cited(table, "source", place, figures))
    table.finish("source")
    return dose


def _tempo(table: TableReader) -> Tempo:
    words = table.lines("words", MOST_WORD, ("up", "hold", "down"))
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


def _refuse_twice(ids: list[str], where: str) -> None:
    for name in ids:
        if ids.count(name) > 1:
            raise InvalidValue(where, f'"{name}" is there twice')
