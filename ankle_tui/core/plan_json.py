"""A plan as JSON values and back, for the checkpoint of a session in progress."""

from ankle_tui.core.exercise import Context, Kind, Level, Part, Side, Tempo
from ankle_tui.core.plan import Phase, PhaseKind, Plan, WorkSet
from ankle_tui.core.reading import Table

__all__ = ["plan_from_json", "plan_to_json"]


def plan_to_json(plan: Plan) -> dict[str, object]:
    """The plan as JSON values."""
    return {
        "level": plan.level.value,
        "context": plan.context.value,
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


def plan_from_json(table: Table) -> Plan:
    """The plan from its JSON values.

    Raises:
        BadValue: If a value cannot be used.
    """
    sets = [_set_from_json(item) for item in table.tables("sets")]
    phases = []
    for item in table.tables("phases"):
        index = item.integer("set", 0, len(sets) - 1)
        phases.append(
            Phase(
                kind=item.choice("kind", PhaseKind),
                seconds=item.number("seconds", 0, 100_000),
                work=sets[index],
                set_index=index,
                new_exercise=item.flag("new_exercise"),
            )
        )
    plan = Plan(tuple(phases), table.choice("level", Level), table.choice("context", Context))
    if [plan.phases[index].set_index for index in plan.work_phases] != list(range(len(sets))) or not sets:
        raise table.error("phases", "must work each set once, in order")
    return plan


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
        "part": {"id": part.id, "name": part.name, "cue": part.cue} if part else {},
        "target": work.target,
        "tempo": {"up": tempo.up, "hold": tempo.hold, "down": tempo.down, "words": list(tempo.words)} if tempo else {},
        "stand": work.stand,
        "cues": list(work.cues),
    }


def _set_from_json(table: Table) -> WorkSet:
    part, tempo = table.table("part"), table.table("tempo")
    kind = table.choice("kind", Kind)
    if kind.counted and "up" not in tempo:
        raise table.error("tempo", "is missing")
    return WorkSet(
        exercise=table.text("exercise"),
        exercise_name=table.text("exercise_name"),
        variation=table.text("variation"),
        variation_name=table.text("variation_name"),
        kind=kind,
        number=table.integer("number", 1, 1000),
        sets=table.integer("sets", 1, 1000),
        side=Side(side) if (side := table.text("side", empty=True)) in list(Side) else None,
        part=Part(part.text("id"), part.text("name"), part.text("cue")) if "id" in part else None,
        target=table.integer("target", 1, 100_000),
        tempo=_tempo(tempo) if "up" in tempo else None,
        stand=table.text("stand"),
        cues=table.texts("cues"),
    )


def _tempo(table: Table) -> Tempo:
    up, hold, down = table.texts("words")
    return Tempo(
        table.number("up", 0.1, 60), table.number("hold", 0, 60), table.number("down", 0, 60), (up, hold, down)
    )
