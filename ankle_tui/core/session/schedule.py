"""What falls due within one phase, as offsets from its start."""

from collections.abc import Iterator

from ankle_tui.core.exercises.exercise import Kind, Tempo
from ankle_tui.core.session.events import Countdown, Counted, Event, Halfway, Stage, TempoBeat, TenSeconds
from ankle_tui.core.session.plan import Phase, PhaseKind

Due = tuple[int, Event | None]
"""Microseconds from the start of the phase, and what happens then; None is the end of the phase."""

HALFWAY_FROM = 20
"""The shortest set, in seconds, whose middle is called."""

TEN_SECONDS_FROM = 23
"""The shortest set, in seconds, whose last ten seconds are called: in a shorter one the call of the middle, tone and word,
would run into it."""


def micros(value: float) -> int:
    """Seconds as whole microseconds: the engine's own unit, exact under addition."""
    return round(value * 1_000_000)


def seconds(value: int) -> float:
    """Microseconds as seconds."""
    return value / 1_000_000


def timed_schedule(phase: Phase, length: int) -> tuple[Due, ...]:
    """The schedule of a phase that ends by the clock.

    Args:
        phase: A get-ready, a rest, a change of sides, a hold or a timed set.
        length: Its length in microseconds, extensions included.

    Returns:
        Everything that falls due, in order, the end last.
    """
    due = list(_timed(phase, length))
    due.sort(key=lambda item: item[0])
    return (*due, (length, None))


def paced_schedule(tempo: Tempo, kind: Kind, *, count: int, target: int, start: int) -> tuple[Due, ...]:
    """The schedule of a paced set: every stage of every repetition, and every count.

    Args:
        tempo: The pace of a repetition.
        kind: Steps have no stages, only counts.
        count: What is already counted at `start`.
        target: Where the set ends.
        start: When the next repetition begins, in microseconds from the start of the phase.

    Returns:
        Everything that falls due, in order, the end last.
    """
    rep = micros(tempo.seconds)
    due: list[Due] = []
    for number in range(count, target):
        begin = start + (number - count) * rep
        if kind is Kind.REPS:
            due += _stages(tempo, begin)
        due.append((begin + rep, Counted(0, number + 1, target)))
    return (*due, (start + (target - count) * rep, None))


def stage_at(tempo: Tempo, into_rep: int) -> Stage:
    """The stage of a repetition.

    Args:
        tempo: The pace of a repetition.
        into_rep: Microseconds since it began.
    """
    if into_rep < micros(tempo.up):
        return Stage.UP
    return Stage.HOLD if into_rep < micros(tempo.up + tempo.hold) else Stage.DOWN


def _timed(phase: Phase, length: int) -> Iterator[Due]:
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
