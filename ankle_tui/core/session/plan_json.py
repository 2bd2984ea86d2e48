"""Convert a plan to JSON values and back, for the checkpoint of a session in progress."""

from ankle_tui.core.exercises.exercise import Context, Kind, Level, Part, Side, Tempo
from ankle_tui.core.history.records import MOST_DONE, Feel
from ankle_tui.core.session.plan import Phase, PhaseKind, Plan, WorkSet
from ankle_tui.core.validation import TableReader


def plan_to_json(plan: Plan) -> dict[str, object]:
    """Convert a plan to JSON values."""
    return {
        "level": plan.level.value,
        "context": plan.context.value,
        **({"feel": plan.feel.value} if plan.feel else {}),
        "sets": [_set_to_json(work) for work in plan.sets],
        "phases": [
            {
                "kind": phase.kind.value,
                "seconds": phase.seconds,
                "set": phase.set_index,
                "new_exercise": phase.new_exercise,
            }
            for phase in plan.phases
        ],
    }


def plan_from_json(table: TableReader) -> Plan:
    """Read a plan from its JSON values.

    Raises:
        BadValue: If a value cannot be used.
    """
    sets = [_set_from_json(item) for item in table.tables("sets")]
    if not sets:
        raise table.error("sets", "needs at least one")
    phases = tuple(_phase_from_json(item, sets) for item in table.tables("phases"))
    feel = table.choice("feel", Feel) if "feel" in table else None
    plan = Plan(phases, table.choice("level", Level), table.choice("context", Context), feel)
    if not _sound(plan, len(sets)):
        raise table.error("phases", "must lead to each set and work it once, in order")
    return plan


def _phase_from_json(table: TableReader, sets: list[WorkSet]) -> Phase:
    index = table.integer("set", 0, len(sets) - 1)
    kind, work = table.choice("kind", PhaseKind), sets[index]
    seconds = table.number("seconds", 0, 100_000)
    if kind is PhaseKind.WORK and seconds != work.seconds:
        raise table.error("seconds", "is not what the set takes")
    return Phase(kind, seconds, work, index, table.flag("new_exercise"))


def _sound(plan: Plan, sets: int) -> bool:
    """True if every phase leads to the next set in order, and every work phase follows a get-ready."""
    worked, before = 0, None
    for phase in plan.phases:
        work = phase.kind is PhaseKind.WORK
        if phase.set_index != worked or (work and before is not PhaseKind.GET_READY):
            return False
        worked, before = worked + work, phase.kind
    return worked == sets and before is PhaseKind.WORK


def _set_to_json(work: WorkSet) -> dict[str, object]:
    tempo, part = work.tempo, work.part
    return {
        "exercise": work.exercise,
        "exercise_name": work.exercise_name,
        "variation": work.variation,
        "variation_name": work.variation_name,
        "kind": work.kind.value,
        "number": work.number,
        "sets": work.sets,
        "side": work.side.value if work.side else "",
        "part": _part_to_json(part) if part else {},
        "target": work.target,
        "tempo": {"up": tempo.up, "hold": tempo.hold, "down": tempo.down, "words": list(tempo.words)} if tempo else {},
        "stand": work.stand,
        "cues": list(work.cues),
        **({"open": True} if work.open else {}),
    }


def _part_to_json(part: Part) -> dict[str, object]:
    setup = {"setup": part.setup} if part.setup else {}
    return {"id": part.id, "name": part.name, "cue": part.cue, **setup}


def _part_from_json(table: TableReader) -> Part:
    return Part(table.text("id"), table.text("name"), table.text("cue"), table.text("setup", ""))


def _set_from_json(table: TableReader) -> WorkSet:
    part = table.table("part")
    kind = table.choice("kind", Kind)
    return WorkSet(
        exercise=table.text("exercise"),
        exercise_name=table.text("exercise_name"),
        variation=table.text("variation"),
        variation_name=table.text("variation_name"),
        kind=kind,
        number=table.integer("number", 1, 1000),
        sets=table.integer("sets", 1, 1000),
        side=table.optional("side", Side),
        part=_part_from_json(part) if "id" in part else None,
        target=table.integer("target", 1, MOST_DONE),
        tempo=_tempo(table.table("tempo")) if kind.counted else None,
        stand=table.text("stand"),
        cues=table.texts("cues"),
        open=table.flag("open", default=False),  # older versions knew no open sets
    )


def _tempo(table: TableReader) -> Tempo:
    words = table.texts("words")
    if len(words) != 3:
        raise table.error("words", f"must be three texts, not {len(words)}")
    return Tempo(
        up=table.number("up", 0.1, 60),
        hold=table.number("hold", 0, 60),
        down=table.number("down", 0, 60),
        words=(words[0], words[1], words[2]),
    )
