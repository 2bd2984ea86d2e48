"""Small plans for the session machine, and where its tests begin."""

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Plan, build_plan
from tests.builders import ENDED, Runner, make_choice


def hold_plan(seconds: int = 30) -> Plan:
    return build_plan([make_choice(Kind.HOLD, seconds)])


def reps_plan(target: int = 4, **changes: object) -> Plan:
    return build_plan([make_choice(Kind.REPS, target, **changes)])  # type: ignore[arg-type]


def two_holds() -> Plan:
    return build_plan([make_choice(Kind.HOLD, 30, sets=2)])


def at_work(plan: Plan, counting: Counting = Counting.PACED) -> Runner:
    """At the beginning of the first set, 10 s into the session."""
    return Runner(plan, counting).start().work(0)


def record(runner: Runner) -> SessionRecord:
    return runner.session.record(ENDED)


def stamped(events: list[Event], kind: type[Event]) -> list[float]:
    return [event.at for event in events if isinstance(event, kind)]
