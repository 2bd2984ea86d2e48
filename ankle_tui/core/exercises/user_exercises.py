"""Read the runner's own exercises and routines; a slip costs only the exercise or routine that it is in."""

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ankle_tui.core.exercises.catalogue import (
    MOST,
    MOST_NAME,
    MOST_SETS,
    Catalogue,
    read_exercise,
    read_id,
    refuse_many,
)
from ankle_tui.core.exercises.exercise import Exercise, Group, Source, Unit
from ankle_tui.core.exercises.guide import sources_of
from ankle_tui.core.exercises.prerequisites import check_after
from ankle_tui.core.exercises.routine import Item, Routine
from ankle_tui.core.exercises.sources import Sources
from ankle_tui.core.validation import InvalidValue, TableReader, did_you_mean

OWN = Source("own", "Your own, from exercises.toml.")
"""Source of figures that name none."""

_GROUPS = list(Group)
_LONGEST = 240
"""Longest error line, in characters: a missing quote can make a name of half a file."""


def add_own(shipped: Catalogue, data: Mapping[str, object]) -> tuple[Catalogue, tuple[str, ...]]:
    """Add the runner's exercises and routines to the catalogue.

    Args:
        shipped: The shipped exercises, whose ids are taken, since records keep them.
        data: The tables of the runner's file, from `tomllib`. Its sources may have any name.

    Returns:
        The catalogue with the runner's own at the end of each group, and a line for each slip, naming the exercise
        or routine and the key.
    """
    top, slips = TableReader(data), _Slips()
    named = {source.id: source for source in sources_of(shipped)}
    sources = Sources(named | _read_sources(top, slips), OWN)
    own = _read_exercises(top, sources, shipped, slips)
    exercises = tuple(sorted((*shipped, *own.values()), key=lambda exercise: _GROUPS.index(exercise.group)))
    routines = _read_routines(top, {exercise.id: exercise for exercise in exercises}, slips)
    with slips.noted():
        for key in top.rest():
            slips.add(top.error(key, f"is not a known key{did_you_mean(key, ['exercise', 'routine', 'sources'])}"))
    catalogue = replace(shipped, exercises=exercises, routines=tuple(routines.values()), own=frozenset(own))
    return catalogue, tuple(slips.lines)


@dataclass(frozen=True, slots=True)
class _Slips:
    """Slips in the file.

    Attributes:
        lines: A line for each, in the order of the file.
        broken: Ids of exercises with a slip.
    """

    lines: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note a slip in the block below and leave out its result."""
        try:
            yield
        except InvalidValue as error:
            self.add(error)

    def add(self, error: InvalidValue) -> None:
        """Note a slip."""
        line = str(error)
        self.lines.append(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")


def _read_sources(top: TableReader, slips: _Slips) -> dict[str, Source]:
    found: dict[str, Source] = {}
    with slips.noted():
        named = top.table("sources") if "sources" in top else TableReader({})
        for key in named.rest():
            with slips.noted():
                found[key] = Source(key, named.line(key, _LONGEST))
    return found


def _read_exercises(top: TableReader, sources: Sources, shipped: Catalogue, slips: _Slips) -> dict[str, Exercise]:
    found: dict[str, Exercise] = {}
    taken = {exercise.id for exercise in shipped}
    for table in _tables(top, "exercise", slips):
        name = table.raw("id")
        name = name if isinstance(name, str) else ""
        slips.broken.add(name)
        with slips.noted():
            if name in taken:
                raise table.error("id", "is an exercise of ankle-tui; take another one")
            exercise = read_exercise(table, sources)
            check_after(exercise, {other.id: other for other in (*shipped, exercise)})
            if exercise.id in found:
                raise table.error("id", "is there twice")
            found[exercise.id] = exercise
    return found


def _read_routines(top: TableReader, exercises: Mapping[str, Exercise], slips: _Slips) -> dict[str, Routine]:
    found: dict[str, Routine] = {}
    names: set[str] = set()
    for table in _tables(top, "routine", slips):
        with slips.noted():
            routine = _routine(table, exercises, slips.broken)
            if routine.id in found:
                raise table.error("id", "is there twice")
            if routine.name.casefold() in names:
                raise table.error("name", f'"{routine.name}" is there twice')
            found[routine.id] = routine
            names.add(routine.name.casefold())
    return found


def _tables(top: TableReader, key: str, slips: _Slips) -> Iterator[TableReader]:
    """Give the readable tables of a list, which may be missing."""
    count = 0
    with slips.noted():
        value = top.raw(key)
        if isinstance(value, Mapping):
            raise top.error(key, f"must stand in double brackets: [[{key}]]")
        count = len(top.items(key)) if key in top else 0
    for number in range(1, count + 1):
        entry = None
        with slips.noted():
            entry = top.entry(key, number)
        if entry:
            yield entry


def _routine(table: TableReader, exercises: Mapping[str, Exercise], broken: Set[str]) -> Routine:
    routine_id, name = read_id(table), table.line("name", MOST_NAME)
    values = table.items("do")
    refuse_many(table, "do", values)
    items: list[Item] = []
    for number, value in enumerate(values, 1):
        item = _item(_as_table(value, table.place(f"do {number}")), exercises, broken)
        if any(item.exercise == other.exercise for other in items):  # one dose of a session moves a ladder
            raise table.error(f"do {number}", f'"{item.exercise}" is there twice')
        items.append(item)
    table.finish()
    return Routine(routine_id, name, tuple(items))


def _as_table(value: object, where: str) -> TableReader:
    """Read an item as a table; a text names the exercise, and behind it a variation."""
    if not isinstance(value, str):
        return TableReader(value, where)
    words = value.split()
    if len(words) not in {1, 2}:
        raise InvalidValue(where, 'must be an exercise, or one and its variation: "calf-raise one-leg"')
    return TableReader(dict(zip(("exercise", "variation"), words, strict=False)), where)


def _item(table: TableReader, exercises: Mapping[str, Exercise], broken: Set[str]) -> Item:
    name = table.text("exercise")
    if name not in exercises:
        if name in broken:
            raise table.error("exercise", f'"{name}" has a mistake of its own')
        raise table.error("exercise", f'no exercise is called "{name}"{did_you_mean(name, list(exercises))}')
    exercise = exercises[name]
    rungs = {variation.id: variation for variation in exercise.variations}
    variation = table.text("variation") if "variation" in table else None
    if variation is not None and variation not in rungs:
        raise table.error("variation", f'no variation is called "{variation}"{did_you_mean(variation, list(rungs))}')
    kinds = {rungs[variation].kind} if variation else {rung.kind for rung in exercise.variations}
    units = {kind.unit: kind for kind in kinds}
    amount = None
    for unit in (unit for unit in Unit if unit.value in table):
        if unit not in units:
            raise table.error(unit.value, f"must be {' or '.join(units)} here")
        if len(units) > 1:
            raise table.error(unit.value, "needs a variation: not all are in it")
        amount = table.integer(unit.value, 1, MOST[units[unit]])
    sets = table.integer("sets", 1, MOST_SETS) if "sets" in table else None
    table.finish("exercise", "variation", "sets", *units)
    return Item(name, variation, sets, amount)
