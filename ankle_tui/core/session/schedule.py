"""Schedule of one phase: everything due in it, as offsets from its start."""

from collections.abc import Iterator

from ankle_tui.core.exercises.exercise import Kind, Tempo
from ankle_tui.core.session.events import Countdown, Counted, Elapsed, Event, Halfway, Stage, TempoBeat, TenSeconds
from ankle_tui.core.session.plan import Phase, PhaseKind, WorkSet

Due = tuple[int, Event | None]
"""Microseconds from the start of the phase, and the event due then; None is the end of the phase."""

HALFWAY_FROM = 20
"""Length in seconds from which the middle of a set is called."""

TEN_SECONDS_FROM = 23
"""Length in seconds from which the last ten seconds of a set are called; in a shorter one, tone and word of the middle would
run into that call."""


def micros(value: float) -> int:
    """Convert seconds to whole microseconds, the unit of the engine, exact under addition."""
    return round(value * 1_000_000)


def seconds(value: int) -> float:
    """Convert microseconds to seconds."""
    return value / 1_000_000


def timed_schedule(phase: Phase, length: int) -> tuple[Due, ...]:
    """Lay out a phase that ends by the clock, in order and with the end last.

    Args:
        phase: A get-ready, a rest, a change of sides, a hold or a timed set.
        length: Its length in microseconds, including extensions.
    """
    due = list(_timed(phase, length))
    due.sort(key=lambda item: item[0])
    return (*due, (length, None))


def paced_schedule(work: WorkSet, tempo: Tempo, *, count: int, start: int) -> tuple[Due, ...]:
    """Lay out a paced set: every stage of every repetition and every count, in order and with the end last.

    Args:
        work: The set, of reps or steps; steps have no stages, only counts.
        tempo: Its pace.
        count: Count at `start`.
        start: Microseconds from the start of the phase to the next repetition.
    """
    target = work.target
    rep = micros(tempo.seconds)
    due: list[Due] = []
    for number in range(count, target):
        begin = start + (number - count) * rep
        if work.kind is Kind.REPS:
            due += _stages(tempo, begin)
        due.append((begin + rep, Counted(0, number + 1, target, work.open)))
    return (*due, (start + (target - count) * rep, None))


def stage_at(tempo: Tempo, into_rep: int) -> Stage:
    """Stage of a repetition `into_rep` microseconds after its beginning."""
    if into_rep < micros(tempo.up):
        return Stage.UP
    return Stage.HOLD if into_rep < micros(tempo.up + tempo.hold) else Stage.DOWN


def _timed(phase: Phase, length: int) -> Iterator[Due]:
    if phase.counts_up:
        for second in range(1, -(-length // micros(1))):
            yield micros(second), Elapsed(0, second)
        return
    work = phase.kind is PhaseKind.WORK
    if phase.kind is PhaseKind.GET_READY or (work and length >= micros(5)):
        for left in (3, 2, 1):
            if length > micros(left):
                yield length - micros(left), Countdown(0, left)
    if work and length >= micros(HALFWAY_FROM):
        yield length // 2, Halfway(0)
    if work and length >= micros(TEN_SECONDS_FROM):
        yield length - micros(10), TenSeconds(0)


def _stages(tempo: Tempo, begin: int) -> Iterator[Due]:
    yield begin, TempoBeat(0, Stage.UP)
    if tempo.hold:
        yield begin + micros(tempo.up), TempoBeat(0, Stage.HOLD)
    if tempo.down:
        yield begin + micros(tempo.up + tempo.hold), TempoBeat(0, Stage.DOWN)
